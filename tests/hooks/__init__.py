"""Hooks for other programs, run as those programs run them, from the examples in docs/ci.md."""

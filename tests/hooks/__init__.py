"""The hooks into other programs, run as those programs run them, from what docs/ci.md shows."""

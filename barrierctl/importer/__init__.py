"""Sheets that people filled in become models."""

"""The JSON Schema behind one small door: a tree in, faults in our own terms out."""

from barrierctl.schema.check import SchemaResult, check_tree, is_foreign, newer_format
from barrierctl.schema.grammar import Grammar

__all__ = ["Grammar", "SchemaResult", "check_tree", "is_foreign", "newer_format"]

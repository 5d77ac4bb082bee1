"""The JSON Schema behind one small door: a tree in, faults in our own terms out."""

from barrierctl.schema.check import SchemaResult, check_tree, is_foreign, newer_format

__all__ = ["SchemaResult", "check_tree", "is_foreign", "newer_format"]

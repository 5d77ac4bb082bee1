"""The JSON Schema behind one small door: a tree in, faults in our own terms out."""

from barrierctl.schema.check import SchemaResult, check_tree, is_foreign, mentions_no_key, newer_format
from barrierctl.schema.grammar import Grammar
from barrierctl.schema.misread import misread

__all__ = [
    "Grammar",
    "SchemaResult",
    "check_tree",
    "is_foreign",
    "mentions_no_key",
    "misread",
    "newer_format",
]

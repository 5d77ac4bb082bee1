"""Which JSON Schema a file is held against."""

from enum import StrEnum
from functools import cache
from typing import Any

from barrierctl.resources import schema


class Grammar(StrEnum):
    """The kinds of files; each value is what messages call what such a file describes."""

    MODEL = "model"
    CONFIGURATION = "configuration"
    PARTIES = "parties"


@cache
def rules_of(grammar: Grammar) -> dict[str, Any]:
    """The schema of such files; shared parties are held against what a model's own parties are."""
    match grammar:
        case Grammar.MODEL:
            return schema("barrier-model")
        case Grammar.CONFIGURATION:
            return schema("config")
        case Grammar.PARTIES:
            party = {"$ref": "#/definitions/party"}
            return {"type": "array", "items": party, "definitions": schema("barrier-model")["definitions"]}

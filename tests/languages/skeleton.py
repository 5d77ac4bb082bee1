"""The texts of the program as one file, from which a translation begins.

To see it: python tests/languages/skeleton.py
"""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PACKAGE = Path(__file__).parents[2] / "barrierctl"
NOT_FOR_PEOPLE = {
    *("family", "severity", "aliases", "topic", "by", "fixable", "quiet", "example", "fixed", "paste"),
    *("source", "minor"),
}
"""Keys of a record that no person reads as a sentence, or that are YAML to copy."""


def load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return loaded


def texts_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """What a translation says of a rule."""
    skipped = NOT_FOR_PEOPLE | {"variants"}
    texts = {key: value for key, value in record.items() if key not in skipped and value is not None}
    if re.search(r"\b(the|and|to)\b", record.get("source") or ""):  # others are citations
        texts["source"] = record["source"]
    if "  # " in str(record.get("paste")):  # comments in YAML to copy are for people
        texts["paste"] = record["paste"]
    variants = {name: texts_of(wording) for name, wording in record.get("variants", {}).items()}
    variants = {name: texts for name, texts in variants.items() if texts}
    return texts | ({"variants": variants} if variants else {})


def english() -> dict[str, Any]:
    """Everything that a language has to say, in English, in the form of its file."""
    rules = {path.stem: texts_of(load(path)) for path in sorted((PACKAGE / "records").glob("*.yaml"))}
    return {**load(PACKAGE / "languages/en.yaml"), "rules": rules}


if __name__ == "__main__":
    yaml = YAML()
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(english(), sys.stdout)

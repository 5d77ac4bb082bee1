"""Items that are no items: words such as "none" or "unknown", for which a stage has keys."""

from collections.abc import Iterator

from barrierctl.findings import Violation
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import violation_at
from barrierctl.names import fold

_NONE = {
    *("none", "no", "n/a", "na", "n.a", "nil", "nothing", "not applicable", "not relevant"),
    *("geen", "geen een", "niets", "nee", "nvt", "n.v.t", "niet van toepassing"),
    *("keine", "keiner", "keines", "kein", "nichts", "entfällt", "nicht zutreffend", "k.a"),
    *("aucun", "aucune", "néant", "rien", "non", "sans objet", "s.o", "pas applicable"),
    *("-", "--", "\u2013", "\u2014", "x", "0", "/"),
}
_UNKNOWN = {
    *("unknown", "not known", "not known yet", "tbd", "tba", "tbc", "todo", "to do", "to be determined"),
    *("to be filled in", "to be completed", "later"),
    *("onbekend", "nog onbekend", "niet bekend", "nog invullen", "nog in te vullen", "weet niet"),
    *("pm", "p.m"),
    *("unbekannt", "noch unbekannt", "nicht bekannt", "noch offen", "offen"),
    *("inconnu", "inconnue", "inconnus", "pas connu", "à compléter", "à définir"),
    *("?", "??", "???"),
}
_KEYS = dict.fromkeys(_NONE, "not_applicable") | dict.fromkeys(_UNKNOWN, "unknown")
_MAX_LENGTH = 2 * max(map(len, _KEYS))
"""Characters of a label that may be one of them, with signs around it and blanks within."""


def find_placeholders(model: BarrierModel) -> Iterator[Violation]:
    """Find items that say that there are none, or that they are not known."""
    for stage in model.stages:
        for block, items in stage.blocks.items():
            for item in items:
                if not (key := placeholder_key(item.label)):
                    continue
                explained = block in (stage.not_applicable if key == "not_applicable" else stage.unknown)
                variant = key.replace("_", "-") if len(items) == 1 and not explained else ""
                parameters = {"text": item.label, "block": block.value}
                yield violation_at(item, "placeholder-item", item.label, variant, **parameters)


def placeholder_key(label: str) -> str:
    """The key of a stage that is meant by a word such as "none"; empty if the word is an item."""
    if len(label) > _MAX_LENGTH:
        return ""
    folded = fold(label).replace(". ", ".")
    return _KEYS.get(folded) or _KEYS.get(folded.strip(" .!()"), "")

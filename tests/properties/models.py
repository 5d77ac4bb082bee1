"""Random valid models, drawn from the shipped schema.

The schema cannot require that an id is unique and that a reference leads to one. So names and ids are
numbered, and references are chosen last, among the ids that were drawn.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from hypothesis import strategies as st

from barrierctl.messages import acceptable_rules
from barrierctl.model.references import MAY_NAME, MEASURE, OTHER, PARTY, SOURCE, STAGE
from barrierctl.resources import schema

Rules: TypeAlias = dict[str, Any]

HOSTILE = (
    *(
        "=1+1",
        "<b>&amp;</b>",
        "a | b",
        "- a",
        "# b",
        "a: b",
        "[x]",
        "{y}",
        "'",
        '"',
        "null",
        "12",
        "1.0",
        "~",
    ),
    *("::error::x", "%s {0}", "é", "漢字", "\N{RIGHT-TO-LEFT OVERRIDE}x", "a\nb", "\t", "*a", "&a", "x # y"),
)
LANGUAGES = ("nl", "fr-BE")
"""The languages of translations; the model itself is in another one."""
_KIND = {"stage": STAGE, "party": PARTY, "source": SOURCE, "measure": MEASURE, "objective": OTHER}
_BLOCK = {
    "facilitator": "facilitators",
    "opportunity": "opportunities",
    "signal": "signals",
    "partner": "partners",
    "barrier": "barriers",
}
_NAMES = ("name", "title", "statement", "aliases", "domain")
_RICH = ("", "stages", "plan", "objectives", "review", "scope")
# Control characters are refused before the schema is applied.
_LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufeff")
_TEXTS = (st.sampled_from(HOSTILE) | st.text(_LETTERS, min_size=1, max_size=12)).filter(str.strip)


@dataclass
class _Reference:
    """A reference that is still to be chosen, and the id that it must not mean."""

    key: str
    holder: str | None


@dataclass
class _Draft:
    """A model while it is drawn."""

    draw: st.DrawFn
    count: int = 0
    ids: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def number(self) -> int:
        self.count += 1
        return self.count

    def value(self, rules: Rules, key: str, holder: str | None) -> Any:
        """Draw a value that the rules allow, under this key of the mapping with this id."""
        kind = rules.get("$ref", "").rpartition("/")[2]
        if kind == "reference":
            return _Reference(key, holder)
        if kind == "id":
            return f"id-{self.number()}"
        rules = schema("barrier-model")["definitions"][kind] if kind else rules
        if "const" in rules or "enum" in rules:
            return self.draw(st.sampled_from(rules.get("enum", [rules.get("const")])))
        return self._of_type(rules, key, holder)

    def _of_type(self, rules: Rules, key: str, holder: str | None) -> Any:
        types = rules["type"]
        kind = types if isinstance(types, str) else self.draw(st.sampled_from(types))
        rules = rules | _then(rules, kind)
        if "$ref" in rules and kind != "array":
            return self.value({"$ref": rules["$ref"]}, key, holder)
        match kind:
            case "object":
                return self._object(rules, key)
            case "array":
                least = rules.get("minItems", 0)
                return [
                    self.value(rules["items"], key, holder) for _ in range(self.draw(st.integers(least, 3)))
                ]
            case "string" if rules.get("$comment") == "source-use":
                return _Reference("sources", holder)
            case "string":
                return self._text(rules, key)
            case "integer":
                return self.draw(st.integers(rules.get("minimum"), rules.get("maximum", 10_000)))
            case "number":
                return self.draw(st.integers(-9, 9_999) | st.floats(-9, 9_999))
            case _:
                return None

    def _text(self, rules: Rules, key: str) -> str:
        if key == "rule":
            return self.draw(st.sampled_from(sorted(acceptable_rules())))
        is_partial = "format" in rules.get("then", {})  # a day only if it has as many letters
        if "format" in rules or is_partial:
            day = str(self.draw(st.dates()))
            return day[: self.draw(st.sampled_from([4, 7, 10]))] if is_partial else day
        if rules.get("pattern", r"\S") != r"\S":
            return self.draw(
                st.from_regex(re.sub(r"\(\?!.*\)$", r"\\Z", rules["pattern"]), alphabet=_LETTERS)
            )
        text = self.draw(_TEXTS)
        is_name = key in _NAMES or rules.get("$comment") in _BLOCK
        return f"{text} {self.number()}" if is_name else text

    def _object(self, rules: Rules, key: str) -> dict[str, Any]:
        if "properties" not in rules:
            languages = self.draw(st.lists(st.sampled_from(LANGUAGES), unique=True))
            return {one: self.value(rules["additionalProperties"], key, None) for one in languages}
        known = rules["properties"]
        # The bits of one number choose the keys: half of them in the model and its stages, fewer elsewhere.
        there = self.draw(st.integers(0, 2 ** len(known) - 1))
        if key not in _RICH:
            there &= self.draw(st.integers(0, 2 ** len(known) - 1))
        required = rules.get("required", ())
        wanted = [name for at, name in enumerate(known) if name in required or there >> at & 1]
        own = (
            f"id-{self.number()}" if "id" in wanted and known["id"].get("$ref", "").endswith("/id") else None
        )
        drawn = {name: own if name == "id" and own else self.value(known[name], name, own) for name in wanted}
        if own:
            self._register(rules.get("$comment", key), own)
        return drawn

    def _register(self, kind: str, own: str) -> None:
        self.ids[_KIND.get(kind) or _BLOCK.get(kind, "")].append(own)
        if kind in ("facilitator", "partner"):
            self.ids[PARTY].append(own)

    def settled(self, value: Any) -> Any:
        """The value with its references; None if no id could be referred to."""
        match value:
            case _Reference():
                kinds = (PARTY,) if value.key == "party" else MAY_NAME[_meant(value.key)]
                known = [one for kind in kinds for one in self.ids[kind] if one != value.holder]
                return self.draw(st.sampled_from(known)) if known else None
            case dict():
                return self._settled_mapping(value)
            case list():
                return [one for one in map(self.settled, value) if one is not None]
            case _:
                return value

    def _settled_mapping(self, value: dict[str, Any]) -> dict[str, Any] | None:
        settled = {key: (inner, self.settled(inner)) for key, inner in value.items()}
        kept = {key: after for key, (before, after) in settled.items() if before is None or after is not None}
        return None if "id" in value and "id" not in kept else kept


def _meant(key: str) -> str:
    return "sources" if key == "id" else key


def _then(rules: Rules, kind: str) -> Rules:
    """The further rules for a value of that type."""
    if "if" not in rules:
        return {}
    types = rules["if"]["type"]
    more: Rules = rules.get("then" if kind in types or kind == types else "else", {})
    return more


@st.composite
def models(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a tree that is a valid model."""
    draft = _Draft(draw)
    drawn = draft.value(schema("barrier-model"), "", None)
    _without_contradictions(drawn, draft)
    settled: dict[str, Any] = draft.settled(drawn)
    return settled


def _without_contradictions(drawn: dict[str, Any], draft: _Draft) -> None:
    """Change what no schema can refuse.

    A filled block is not applicable, a party is twice in a cell, a translation is into the model's language.
    """
    if drawn["language"].lower() in map(str.lower, LANGUAGES):
        drawn["language"] = "en"
    listed = drawn.get("parties") or []
    parties = [one["id"] for one in ([listed] if isinstance(listed, dict) else listed)]
    stages = drawn["stages"] if isinstance(drawn["stages"], list) else [drawn["stages"]]
    for cells in [*stages, drawn.get("general", {})]:
        for block in _BLOCK.values():
            if cells.get(block):
                cells.get("not_applicable", {}).pop(block, None)
            items = cells.get(block) if isinstance(cells.get(block), list) else [cells.get(block)]
            free = list(parties)
            for item in items:
                if isinstance(item, dict) and "party" in item:
                    item["party"] = free.pop() if free else None
                    _name_or_party(item, draft)


def _name_or_party(item: dict[str, Any], draft: _Draft) -> None:
    if item["party"] is None:
        del item["party"]
        item.setdefault("name", f"item {draft.number()}")

"""Random models full of comments, in block and flow style, with names and ids as references."""

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from barrierctl.resources.vocabulary import Block
from barrierctl.text.yaml import scalar

BLOCKS = tuple(map(str, Block))
PARTY_BLOCKS = ("facilitators", "partners")
NAMES = (
    *(
        "Vans",
        "Bénéfice",
        "木箱",
        "Vans & boxes (old)",
        "two words",
        "=1+",
        "@home",
        "-minus",
        "'quoted",
        "a; b",
    ),
    *(
        'the "old" bank',
        "long text " * 9,
        "ends with a colon:",
        "# hash",
        "{brace",
        "[x]",
        "007",
        "Straße",
        "50 %",
    ),
)
NOTES = (
    *(
        "short",
        "two\nlines",
        'says "no"; then yes',
        "EUR 5",
        "trailing colon:",
        "= not a formula",
        "木 and é",
    ),
    *("word " * 40, "- dash", "# hash", "yes", "1.50", "2027-01-31", "TRUE", "it's", "a: b, c"),
)
PLAIN_VALUES = ("yes", "1.50", "2027-01-31", "TRUE")
"""Texts that other programs may take for something else."""
KEYS = {
    "facilitators": ("world", "sector", "aliases"),
    "opportunities": ("categories",),
    "signals": ("categories", "seen_by", "reported_to"),
    "partners": ("sector", "commitment", "competences"),
    "barriers": ("types", "owner", "helped_by", "targets", "status", "priority", "legal_basis", "level"),
}
EVERY = ("note", "description", "tags", "certainty", "sources", "id")
CHOICES = {
    "world": ("legal", "criminal", "both"),
    "sector": ("public", "private", "society"),
    "commitment": ("confirmed", "possible", "unlikely"),
    "status": ("proposed", "agreed", "in-place", "dropped"),
    "level": ("local", "regional", "national"),
    "certainty": ("known", "assumed", "disputed"),
    "types": ("economic", "legal", "information", "criminal-law"),
    "opportunities": ("infrastructure", "materials", "services"),
    "signals": ("financial", "social", "logistical"),
}


@dataclass
class RandomModel:
    """A model with its text.

    Attributes:
        tree: what the text says.
        text: of the file.
        texts: the lines of each item, by its name.
        comments: those within the lines of an item, by its name, and the others under an empty name.
        names: the name of each item by its id, and of each party.
        in_brackets: the stages and blocks whose items are in brackets.
    """

    random: Random
    tree: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    number: int = 0
    about: str = ""
    in_brackets: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.newline = self.random.choice(("\n", "\n", "\r\n"))
        self.uses_ids = self.random.random()
        self._draw()
        self.text = self._write().replace("\n", self.newline)
        self.texts = {name: text.replace("\n", self.newline) for name, text in self.texts.items()}

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def count(self) -> int:
        self.number += 1
        return self.number

    # ---- what it says

    def _draw(self) -> None:
        parties = [{"id": f"party-{at}", "name": f"Party {'ABCDEF'[at]}"} for at in range(4)]
        self.names = {party["id"]: party["name"] for party in parties}
        sources = [{"id": "law", "title": "The law"}, {"id": "report", "title": "A report, in 2 parts"}]
        stages = [
            {"id": f"stage-{at}", "name": f"Stage {at} of it"} for at in range(self.random.randint(3, 4))
        ]
        self.tree = {
            "barrier_model": 1,
            "id": "m",
            "title": "A model",
            "language": "en",
            "sources": sources,
            "parties": parties,
            "stages": stages,
        }
        if self.chance(0.5):
            self.tree["general"] = {}
        for holder in (*stages, *([self.tree["general"]] if "general" in self.tree else [])):
            for block in BLOCKS:
                count = (
                    self.random.choice((0, 1, 2, 3, 4, 5)) if "id" in holder else self.random.randint(0, 2)
                )
                if count:
                    holder[block] = [self._item(block) for _ in range(count)]
        self._refer()

    def _item(self, block: str) -> Any:
        name = self.random.choice(NAMES).strip()
        name = f"{self.count()} {name}" if len(name) > 40 else f"{name} {self.count()}"
        keys = [key for key in (*KEYS[block], *EVERY) if self.chance(0.3)]
        if not keys and self.chance(0.8):
            return name
        return {"name": name, **{key: self._value(block, key) for key in keys}}

    def _value(self, block: str, key: str) -> Any:
        match key:
            case "note" | "description":
                text = self.random.choice(NOTES).strip()
                return text if text in PLAIN_VALUES else f"{text} {self.count()}"
            case "tags" | "aliases" | "competences":
                entries = [f"{self.random.choice(('tag', 'a; b', 'x'))} {self.count()}" for _ in "ab"]
                return self._one_or_list(entries[: self.random.randint(1, 2)])
            case "id":
                return f"id-{self.count()}"
            case "sources":
                return (
                    ["law"] if self.chance(0.5) else [{"id": "report", "at": f"page {self.count()}"}, "law"]
                )
            case "categories":
                return self._one_or_list(self.random.sample(CHOICES[block], self.random.randint(1, 2)))
            case "types":
                return self._one_or_list(self.random.sample(CHOICES[key], self.random.randint(1, 2)))
            case "priority":
                return {"feasibility": self.random.randint(1, 5), "impact": self.random.randint(1, 5)}
            case "legal_basis":
                return {"status": "needed", "reference": f"article {self.count()}"}
            case "owner" | "seen_by" | "helped_by" | "reported_to" | "targets":
                return None
            case _:
                return self.random.choice(CHOICES[key])

    def _one_or_list(self, entries: list[str]) -> Any:
        return entries[0] if len(entries) == 1 and self.chance(0.5) else entries

    def _refer(self) -> None:
        """Fill in the references, which may lead to any item."""
        every = list(self.entries())
        targets = [item for block, item in every if block in ("facilitators", "opportunities", "signals")]
        people = [*self.tree["parties"], *(item for block, item in every if block in PARTY_BLOCKS)]
        for _, item in every:
            for key in ("owner", "seen_by", "helped_by", "reported_to", "targets"):
                if isinstance(item, dict) and key in item:
                    among = targets if key == "targets" else people
                    count = 1 if key == "owner" else self.random.randint(1, 3)
                    chosen = self.random.sample(among, min(count, len(among)))
                    named = [self._reference(one) for one in chosen]
                    if not named:
                        del item[key]
                    else:
                        item[key] = named[0] if key == "owner" else self._one_or_list(named)

    def _reference(self, item: Any) -> str:
        if isinstance(item, str):
            return item
        return str(item["id"] if "id" in item and self.chance(self.uses_ids) else item["name"])

    def entries(self) -> Any:
        """Yield each item with its block."""
        holders = [*self.tree["stages"], *([self.tree["general"]] if "general" in self.tree else [])]
        for holder in holders:
            for block in BLOCKS:
                yield from ((block, item) for item in holder.get(block, ()))

    # ---- its text

    def comment(self) -> str:
        text = (
            f"# comment {self.count()} {self.random.choice(('', 'é', '- x', 'key: [v', '  spaced'))}".rstrip()
        )
        self.comments.setdefault(self.about, []).append(text)
        return text

    def above(self, indent: int, share: float = 0.3) -> str:
        text = "\n" if self.chance(0.1) else ""
        return text + (f"{' ' * indent}{self.comment()}\n" if self.chance(share) else "")

    def behind(self, share: float = 0.15) -> str:
        return f"  {self.comment()}" if self.chance(share) else ""

    def _write(self) -> str:
        text = f"{self.comment()}\nbarrier_model: 1\nid: m{self.behind()}\ntitle: A model\nlanguage: en\n"
        for key in ("sources", "parties"):
            text += f"{self.above(0)}{key}:{self.behind()}\n"
            for entry in self.tree[key]:
                text += f"{self.above(2)}  - {self._flow(entry)}{self.behind()}\n"
        text += f"stages:{self.behind()}\n"
        for stage in self.tree["stages"]:
            text += f"{self.above(2)}  - id: {stage['id']}\n    name: {stage['name']}{self.behind()}\n"
            text += self._blocks(stage, 4)
        if "general" in self.tree:
            text += f"{self.above(0)}general:" + ("\n" if self.tree["general"] else " {}\n")
            text += self._blocks(self.tree["general"], 2)
        return text + (f"{self.comment()}\n" if self.chance(0.3) else "")

    def _blocks(self, holder: Any, indent: int) -> str:
        text, margin = "", " " * indent
        for block in BLOCKS:
            if block not in holder:
                text += f"{margin}{block}:{self.behind()}\n" if self.chance(0.3) and "id" in holder else ""
                continue
            text += self.above(indent) + f"{margin}{block}:"
            if self.chance(0.15):
                self.in_brackets.add((holder.get("id", "general"), block))
                text += f" [{', '.join(map(self._flow_item, holder[block]))}]{self.behind()}\n"
                continue
            text += f"{self.behind()}\n"
            dash = indent + self.random.choice((0, 2))
            text += "".join(self._block_item(item, dash) for item in holder[block])
        return text

    def _flow_item(self, item: Any) -> str:
        name = item if isinstance(item, str) else item["name"]
        self.texts[name] = self._flow(item)
        return self.texts[name]

    def _block_item(self, item: Any, indent: int) -> str:
        name = item if isinstance(item, str) else item["name"]
        self.about = name
        above = self.above(indent)
        if isinstance(item, str):
            text = f"- {self._scalar(item)}{self.behind()}\n"
        elif self.chance(0.25):
            text = f"- {self._flow(item)}{self.behind()}\n"
        else:
            gap = self.random.choice((1, 1, 3))
            text = self._keys(item, indent + 1 + gap)
            text = f"-{' ' * gap}{text.lstrip(' ')}"
        self.about = ""
        self.texts[name] = text
        return f"{above}{' ' * indent}{text}"

    def _keys(self, item: Any, indent: int) -> str:
        text, margin = "", " " * indent
        for number, (key, value) in enumerate(item.items()):
            text += self.above(indent, 0.1) if number else ""
            text += f"{margin}{key}:"
            if isinstance(value, list) and self.chance(0.4):
                text += f"{self.behind()}\n"
                text += "".join(f"{margin}  - {self._flow(entry)}{self.behind(0.05)}\n" for entry in value)
            elif isinstance(value, str) and key == "note" and self.chance(0.5):
                lines = "".join(f"{margin}  {line}\n" for line in value.split("\n"))
                text += f" |-{self.behind()}\n{lines}"
            else:
                text += f" {self._flow(value)}{self.behind()}\n"
        return text

    def _flow(self, value: Any) -> str:
        match value:
            case dict():
                pairs = (f"{key}: {self._flow(inner)}" for key, inner in value.items())
                return "{" + ", ".join(pairs) + "}"
            case list():
                return f"[{', '.join(map(self._flow, value))}]"
            case str():
                return self._scalar(value)
            case _:
                return str(value)

    def _scalar(self, text: str) -> str:
        style = self.random.random()
        if style < 0.2:
            return json.dumps(text, ensure_ascii=False)
        if style < 0.4 and "\n" not in text:
            return "'" + text.replace("'", "''") + "'"
        return scalar(text)

"""Models without any finding, to which defects are added."""

from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

from .frame import FRAME, NEXT_YEAR, OWNER
from .yaml_lines import Node, Place, write


@dataclass
class Draft:
    """A model that is being made, and its known defects.

    Attributes:
        path: of its file, in the repository.
        random: what decides where a defect goes.
        model: as it will be written.
        known: each defect, as a rule and the place where it is to be found.
        comments: behind the first lines of mappings, by the identity of these.
        ruin: bytes of the file and what they are made into, so that it cannot be read.
    """

    path: str
    random: Random
    model: Node = field(default_factory=dict)
    known: list[tuple[str, Place]] = field(default_factory=list)
    comments: dict[int, str] = field(default_factory=dict)
    ruin: tuple[bytes, bytes] | None = None
    _count: int = 0

    def name(self, noun: str) -> str:
        """Make a unique name; names that differ in a number are never reported as similar."""
        self._count += 1
        return f"{noun} {self._count}"

    @property
    def stage(self) -> Node:
        """Choose one of the first stages, which always stay complete."""
        return self.random.choice(self.model["stages"][:3])

    def another(self, stage: Node) -> Node:
        """Choose another of the first stages."""
        return self.random.choice([one for one in self.model["stages"][:3] if one is not stage])

    @property
    def watch(self) -> Node:
        """The general barrier, which targets everything that has no other."""
        barrier: Node = self.model["general"]["barriers"][0]
        return barrier

    def data(self) -> bytes:
        """The file."""
        data = write(self.model, self.comments)[0].encode()
        return data.replace(*self.ruin, 1) if self.ruin else data

    def expected(self) -> list[tuple[str, int, str]]:
        """Path, line and rule of each defect."""
        lines = write(self.model, self.comments)[1]
        return [(self.path, lines[id(node), key], rule) for rule, (node, key) in self.known]


def clean(path: str, random: Random) -> Draft:
    """Make a complete model of three to six stages."""
    draft = Draft(path=path, random=random)
    draft.model = _frame(path)
    for _ in range(random.randint(3, 6)):
        add_stage(draft)
    return draft


def _frame(path: str) -> Node:
    model: Node = YAML(typ="safe").load(FRAME)
    model["id"] = Path(path).name.split(".", maxsplit=1)[0]
    return model


def objective(statement: str, measures: list[Node]) -> Node:
    """Make a measurable objective."""
    node = {"statement": statement, "indicator": "Cases a year", "target": "10", "due": NEXT_YEAR}
    return {**node, "measures": measures}


def measure(name: str, barriers: list[str]) -> Node:
    """Make a measure with an owner and a date."""
    return {"name": name, "barriers": barriers, "owner": OWNER, "due": NEXT_YEAR, "status": "planned"}


def add_stage(draft: Draft) -> Node:
    """Add a complete stage at the end."""
    stage: Node = {"name": draft.name("Step"), "sources": ["report"]}
    draft.model["stages"].append(stage)
    for block in ("facilitators", "opportunities", "signals", "partners", "barriers"):
        stage[block] = []
    add(draft, stage, "facilitators", "Landlord", world="legal", awareness="knowing", industry="real-estate")
    add(draft, stage, "facilitators", "Gang", world="criminal", awareness="knowing")
    add(draft, stage, "opportunities", "Cellar", categories=["infrastructure"])
    add(draft, stage, "opportunities", "Permit", categories=["government"])
    add(draft, stage, "signals", "Smell", categories=["physical"], seen_by=[OWNER])
    add(draft, stage, "signals", "Payment", categories=["financial"], seen_by=[OWNER])
    council = add(draft, stage, "partners", "Council", sector="public")
    bank = add(draft, stage, "partners", "Bank", sector="private")
    check = add(draft, stage, "barriers", "Check", types=["legal"], approach=["repressive"])
    check |= {"helped_by": [bank["name"]], "side_effects": "Others wait longer."}
    add(draft, stage, "barriers", "Course", owner=council["name"], addresses=[bank["name"]])
    return stage


def add(draft: Draft, stage: Node, block: str, noun: str, **values: Any) -> Node:
    """Add a complete item at the end of a block, linked to the rest of the model."""
    item: Node = {"name": draft.name(noun)}
    stage[block].append(item)
    if block in ("facilitators", "opportunities"):
        draft.watch["targets"].append(item["name"])
    if block == "signals":
        item["reported_to"] = OWNER
    if block == "partners":
        draft.watch["helped_by"].append(item["name"])
    if block == "barriers":
        item |= {"types": ["information"], "approach": ["preventive"], "owner": OWNER}
        item["priority"] = {"feasibility": 2, "efficiency": 3, "impact": 4}
        item["targets"] = [stage["opportunities"][0]["name"]]
        advice(draft)["barriers"].append(item["name"])
    return _updated(item, values)


def advice(draft: Draft) -> Node:
    """The recommendation that lists every barrier."""
    first: Node = draft.model["recommendations"][0]["items"][0]
    return first


def _updated(item: Node, values: Node) -> Node:
    """Update the item; None removes a key."""
    item |= values
    for key in [key for key, value in item.items() if value is None]:
        del item[key]
    return item


def forget(draft: Draft, names: list[str]) -> None:
    """Remove names from all references; another party becomes the owner."""
    _forget(draft.model, set(names))


def _forget(part: Any, names: set[str]) -> None:
    for key, value in list(part.items()) if isinstance(part, dict) else []:
        if key == "owner" and value in names:
            part[key] = OWNER
        elif isinstance(value, list) and names.intersection(map(str, value)):
            part[key] = [one for one in value if one not in names]
        if part[key] == []:
            del part[key]
        else:
            _forget(value, names)
    for one in part if isinstance(part, list) else []:
        _forget(one, names)

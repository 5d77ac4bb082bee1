"""The files that are measured: made from a seed, the same on every machine."""

import random
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from benchmarks.programs import ROOT

_DARKNET = ROOT / "examples" / "darknet-drug-markets.barrier.yaml"
_CHANGED = ("courier", "parcel", "postal", "stealth", "food", "licensing", "proactive", "continuous")
"""Words of the example that are in no key and no closed list."""
_OTHERS = (
    "border",
    "camera",
    "cattle",
    "garage",
    "harbour",
    "holiday",
    "landlord",
    "metal",
    "notary",
    "quarry",
    "timber",
    "trailer",
    "waste",
)
"""Words that are not in it."""
_ATTRIBUTES = {
    "facilitators": ("sector: private", "awareness: knowing", "world: legal"),
    "opportunities": ("categories: shielding", "certainty: known", "note: seen in three cases"),
    "signals": ("categories: [financial, social]", "certainty: assumed"),
    "partners": ("sector: public", "commitment: possible", "country: NL"),
    "barriers": ("level: local", "status: proposed", "types: [legal]", "approach: preventive"),
}
_SEED = 2021


def like_the_example(identity: str) -> str:
    """The model of the paper, about other things: some of its words are others, the same ones everywhere."""
    dice = random.Random(f"{_SEED} {identity}")  # noqa: S311 (nothing secret is drawn)
    text = _DARKNET.read_text("utf-8").replace("\nid: darknet-drug-markets\n", f"\nid: {identity}\n")
    for word, other in zip(_CHANGED, dice.sample(_OTHERS, len(_CHANGED)), strict=True):
        text = re.sub(rf"\b{word}", other, text)
    return text


def large(identity: str, stages: int, items: int) -> str:
    """A valid model of so many stages, with so many items in each, spread over the five blocks."""
    dice = random.Random(f"{_SEED} {identity}")  # noqa: S311 (nothing secret is drawn)
    head = f"barrier_model: 1\nid: {identity}\ntitle: Model {identity}\nlanguage: en\nstages:\n"
    return head + "".join(line for number in range(stages) for line in _stage(dice, number, items))


def write(text: str, path: Path) -> str:
    """Write a model; its path comes back, as a command takes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def _stage(dice: random.Random, number: int, items: int) -> Iterator[str]:
    yield f"  - name: Stage {number}\n"
    for at, (block, attributes) in enumerate(_ATTRIBUTES.items()):
        yield f"    {block}:\n"
        for item in range(items // 5 + (at < items % 5)):
            yield f"      - name: {' '.join(dice.choices(_words(), k=6))} {number} {item}\n"
            yield f"        {dice.choice(attributes)}\n"


@cache
def _words() -> list[str]:
    """The words of the example."""
    return sorted(set(re.findall(r"\b[a-z]{4,12}\b", _DARKNET.read_text("utf-8"))))

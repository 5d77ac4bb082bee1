"""The files that are measured: made from a seed, the same on every machine."""

import random
from collections.abc import Iterator
from pathlib import Path

_BLOCKS = ("facilitators", "opportunities", "signals", "partners", "barriers")
_WORDS = (
    "garage",
    "driver",
    "payment",
    "border",
    "parcel",
    "notary",
    "landlord",
    "camera",
    "licence",
    "market",
)
_SEED = 2021


def model(identity: str, stages: int, items: int) -> str:
    """A valid model of so many stages, with so many items in each, spread over the five blocks."""
    dice = random.Random(f"{_SEED} {identity}")  # noqa: S311 (nothing secret is drawn)
    head = f"barrier_model: 1\nid: {identity}\ntitle: Model {identity}\nlanguage: en\nstages:\n"
    return head + "".join(line for number in range(stages) for line in _stage(dice, number, items))


def write_models(folder: Path, count: int, stages: int, items: int) -> list[Path]:
    """Write so many models into a folder.

    Returns:
        Their paths.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"model-{number:04}.barrier.yaml" for number in range(count)]
    for path in paths:
        path.write_text(model(path.name.split(".")[0], stages, items), encoding="utf-8")
    return paths


def _stage(dice: random.Random, number: int, items: int) -> Iterator[str]:
    yield f"  - name: Stage {number}\n"
    for at, block in enumerate(_BLOCKS):
        yield f"    {block}:\n"
        for item in range(items // 5 + (at < items % 5)):
            yield f"      - name: {' '.join(dice.choices(_WORDS, k=4))} {number} {item}\n"

"""What is measured beside what, and how it should compare."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.clock import Command
from benchmarks.models import large, like_the_example, write
from benchmarks.programs import ROOT, Programs

_SCHEMA = str(ROOT / "schemas" / "barrier-model.schema.json")
_DARKNET = str(ROOT / "examples" / "darknet-drug-markets.barrier.yaml")
_FLOOR = str(Path(__file__).with_name("floor.py"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """Commands that are run in turn.

    Attributes:
        name: of the case.
        commands: by name; the first is ours.
        targets: the most that ours may take, as a share of another's time.
    """

    name: str
    commands: dict[str, Command]
    targets: dict[str, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Size:
    """How large the inputs are: the real ones, or small ones to see that all of it runs."""

    models: int = 1_000
    stages: int = 400
    growth: int = 100


def cases(programs: Programs, folder: Path, size: Size) -> Iterator[Case]:
    """Every case; the files for it are written first."""
    ours, python = str(programs.ours / "barrierctl"), str(programs.ours / "python")
    floor = [python, _FLOOR, "one"]
    yield Case(
        name="start",
        commands={"barrierctl": [ours, "--version"], "bare Typer": floor, "bare Python": [python, "-c", ""]},
        targets={"bare Typer": 1.2},
    )
    yield _beside_peers("darknet", programs, [_DARKNET], {"check-jsonschema": 0.40}, {"bare Typer": floor})
    names = [f"model-{number:04}" for number in range(size.models)]
    many = [write(like_the_example(name), folder / "many" / f"{name}.barrier.yaml") for name in names]
    yield _beside_the_slow_peer(f"{size.models} models", programs, many, {"check-jsonschema": 0.10})
    yield Case(
        name=f"gaps of {size.models} models",
        commands={"barrierctl gaps": [ours, "gaps", *many], "barrierctl validate": [ours, "validate", *many]},
        targets={"barrierctl validate": 1.5},
    )
    yield Case(
        name=f"check of {size.models} models",
        commands={"barrierctl check": [ours, "check", *many], "barrierctl gaps": [ours, "gaps", *many]},
        targets={"barrierctl gaps": 1.1},
    )
    one = write(large("large", size.stages, 25), folder / "large" / "large.barrier.yaml")
    yield _beside_peers(f"{size.stages} stages", programs, [one], {"check-jsonschema": 0.18}, {})
    yield from _growth(ours, folder, size)


def _beside_peers(
    name: str, programs: Programs, paths: list[str], targets: dict[str, float], more: dict[str, Command]
) -> Case:
    check = ["--schemafile", _SCHEMA, *paths]
    return Case(
        name=f"validate: {name}",
        commands={
            "barrierctl": [str(programs.ours / "barrierctl"), "validate", *paths],
            "check-jsonschema": [str(programs.peer / "check-jsonschema"), *check],
            "check-jsonschema with the C parser": [str(programs.fast_peer / "check-jsonschema"), *check],
            "yamllint": [str(programs.linter / "yamllint"), "-d", "{rules: {}}", *paths],
            **more,
        },
        targets=targets | dict.fromkeys(more, 2.0),
    )


def _beside_the_slow_peer(name: str, programs: Programs, paths: list[str], targets: dict[str, float]) -> Case:
    """The same without the others, with which a thousand files would take an hour."""
    case = _beside_peers(name, programs, paths, targets, {})
    return replace(case, commands={one: case.commands[one] for one in ("barrierctl", *targets)})


def _growth(ours: str, folder: Path, size: Size) -> Iterator[Case]:
    one = write(large("one", size.growth, 25), folder / "growth" / "one.barrier.yaml")
    four = write(large("four", size.growth, 100), folder / "growth" / "four.barrier.yaml")
    for command in (["validate"], ["gaps"], ["export", "--format", "csv", "--view", "items"]):
        yield Case(
            name=f"growth: {' '.join(command)}",
            commands={
                "four times the items": [ours, *command, four],
                "barrierctl": [ours, *command, one],
            },
            targets={"barrierctl": 4.4},
        )

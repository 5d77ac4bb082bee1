"""Rules that no text can show have a pair of files here: it fires on one, and not on its near twin."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.limits import MAX_ALIASED_NODES, MAX_BYTES, MAX_DEPTH, MAX_ITEMS, MAX_NAME_LENGTH, MAX_STAGES
from barrierctl.messages import record, rule_ids

if TYPE_CHECKING:
    from conftest import Run

MODEL = b"barrier_model: 1\nid: m\ntitle: Caf\xc3\xa9s\nlanguage: en\nstages:\n  - name: Ordering\n"


def filled(size: int) -> bytes:
    """The model, made that long by a remark at its end."""
    return MODEL + b"#" * (size - len(MODEL))


def nested(depth: int) -> bytes:
    """A file of brackets in brackets."""
    return b"[" * depth + b"]" * depth


def many(aliased: int) -> bytes:
    """A file in which aliases stand for so many values, a thousand each."""
    return b"- &a [" + b"x," * 999 + b"]\n" + b"- *a\n" * (aliased // 1000)


def with_stages(count: int) -> bytes:
    return b"".join((MODEL, *(b"  - name: Stage %d\n" % number for number in range(1, count))))


def with_items(count: int) -> bytes:
    """The model with so many entries in its lists, of which its stage is one."""
    items = b"".join(b"      - Signal %d\n" % number for number in range(1, count))
    return MODEL + b"    signals:\n" + items


PAIRS = {
    "name-too-long": tuple(
        MODEL + b"    signals: " + b"a" * length for length in (MAX_NAME_LENGTH + 1, MAX_NAME_LENGTH)
    ),
    "too-many-items": (with_items(MAX_ITEMS + 1), with_items(MAX_ITEMS)),
    "too-many-stages": (with_stages(MAX_STAGES + 1), with_stages(MAX_STAGES)),
    "not-utf-8": (MODEL.replace(b"\xc3\xa9", b"\xe9"), MODEL),
    "file-too-large": (filled(MAX_BYTES + 1), filled(MAX_BYTES)),
    "yaml-too-deep": (nested(MAX_DEPTH + 1), nested(MAX_DEPTH)),
    "yaml-too-many-nodes": (many(MAX_ALIASED_NODES + 1000), many(MAX_ALIASED_NODES)),
}


@pytest.fixture
def rules(run: "Run", tmp_path: Path) -> Callable[[], set[str]]:
    """The rules that find something in the test's folder of models."""

    def found() -> set[str]:
        lines = run("validate", "models", "--format", "concise", "-o", tmp_path / "found")
        assert lines.returncode in (0, 1)
        return {line.split(" ")[2] for line in (tmp_path / "found").read_text(encoding="utf-8").splitlines()}

    return found


@pytest.mark.parametrize("rule", PAIRS)
def test_it_fires_on_one_file_alone_and_not_on_its_twin(
    rule: str, rules: Callable[[], set[str]], tmp_path: Path
) -> None:
    bad, good = PAIRS[rule]
    file = tmp_path / "models" / "a.barrier.yaml"
    file.parent.mkdir()
    file.write_bytes(bad)
    assert rules() == {rule}
    file.write_bytes(good)
    assert rule not in rules()


def test_a_link_to_nowhere_cannot_be_read_and_one_to_a_model_can(
    rules: Callable[[], set[str]], tmp_path: Path
) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "a.barrier.yaml").symlink_to("real")
    assert rules() == {"unreadable-file"}
    (folder / "real").write_bytes(MODEL)
    assert rules() == set()


def test_every_rule_without_examples_has_such_a_pair() -> None:
    assert {rule for rule in rule_ids() if record(rule).example is None} == {*PAIRS, "unreadable-file"}

"""The text of a new model and of a copy."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barrierctl import load
from barrierctl.errors import UsageError
from barrierctl.pipeline import load_bytes
from barrierctl.scaffold import NewModel, copy, default_id, in_words, source_stages, structure

ROOT = Path(__file__).parents[1]
BLANK = load(ROOT / "examples" / "blank.barrier.yaml")
NO_LOCATION = Path("/nowhere-at-all/x.barrier.yaml")
NAME = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"),
    min_size=1,
).filter(lambda text: bool(text.strip()))


@given(NAME, st.lists(NAME, min_size=1, max_size=3))
def test_new_model_has_the_given_title_and_stages(title: str, stages: list[str]) -> None:
    text = structure(BLANK, NO_LOCATION, NewModel(title=title, stages=tuple(stages)))
    model = load_bytes(text.encode()).model
    assert model is not None
    assert model.title == title
    assert [stage.name for stage in model.stages] == stages


@given(NAME)
def test_copy_has_the_given_title(title: str) -> None:
    text = (ROOT / "examples" / "blank.barrier.yaml").read_text(encoding="utf-8")
    model = load_bytes(copy(text, NO_LOCATION, NewModel(title=title)).encode()).model
    assert model is not None
    assert (model.title, model.id) == (title, "x")


@pytest.mark.parametrize("name", ["漢字", "µ", "ж"])
def test_file_name_in_another_script_gives_a_valid_id(name: str) -> None:
    assert load_bytes(structure(BLANK, Path(f"/{name}.barrier.yaml"), NewModel()).encode()).valid


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii", exclude_characters="/\0"), min_size=1))
def test_any_file_name_gives_a_valid_id(name: str) -> None:
    identity = default_id(Path(f"/{name}.barrier.yaml"))
    assert load_bytes(
        f"barrier_model: 1\nid: {identity!r}\ntitle: T\nlanguage: en\nstages: [{{name: A}}]\n".encode()
    ).valid


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\u2029b", "\ud800"])
def test_invisible_characters_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        structure(BLANK, NO_LOCATION, NewModel(title=text))


def test_hyphenated_name_becomes_a_title() -> None:
    assert in_words("illegal-fireworks") == "Illegal fireworks"


def test_explicit_stage_ids_are_kept(example: Path) -> None:
    assert source_stages(load(example))[0] == ("setting-up", "Setting up marketplace")
    assert source_stages(BLANK) == [(None, "First stage")]


def test_structure_of_a_structure_is_unchanged(example: Path) -> None:
    first = structure(load(example), NO_LOCATION, NewModel())
    model = load_bytes(first.encode()).model
    assert model is not None
    assert structure(model, NO_LOCATION, NewModel()) == first


QUOTED = """\
# A remark
"id": 'old'  # kept
barrier_model: 1
title: >-
  Over
  two lines
language: en
stages: [{name: A}]
"""


def test_copy_keeps_comments_and_layout() -> None:
    source = load_bytes(QUOTED.encode()).model
    assert source is not None
    copied = copy(QUOTED, NO_LOCATION, NewModel())
    assert copied == QUOTED.replace("'old'", "'x'")


def test_copy_replaces_a_folded_title() -> None:
    source = load_bytes(QUOTED.encode()).model
    assert source is not None
    copied = copy(QUOTED, NO_LOCATION, NewModel(title="One: line"))
    assert load_bytes(copied.encode()).valid
    assert "One: line" in copied
    assert "two lines" not in copied


@pytest.mark.parametrize(
    "source",
    [
        "{barrier_model: 1, id: a, title: Old, language: en, stages: [{name: A}]}\n",
        "barrier_model: 1\rid: a\rtitle: Old\rlanguage: en\rstages: [{name: A}]\r",
        "barrier_model: 1\r\nid: a\r\ntitle: >\r\n  Old\r\nlanguage: en\r\nstages: [{name: A}]\r\n",
    ],
)
def test_copy_replaces_the_title_in_any_layout(source: str) -> None:
    model = load_bytes(source.encode()).model
    assert model is not None
    copied = load_bytes(copy(source, NO_LOCATION, NewModel(title="Fires, a plan: one")).encode())
    assert copied.valid
    assert copied.model is not None
    assert copied.model.title == "Fires, a plan: one"

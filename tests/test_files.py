"""Finding the files that the given paths mean."""

import io
from pathlib import Path

import pytest

from barrierctl.errors import InputError
from barrierctl.files import Selection, find_inputs, project_root
from barrierctl.limits import MAX_BYTES

EVERY_RULE = Selection()


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x: 1\n", encoding="utf-8")


def shown(*paths: str, selection: Selection = EVERY_RULE) -> list[str]:
    return [one.path for one in find_inputs(paths, selection).inputs]


def test_no_path_means_the_current_folder() -> None:
    make("a.barrier.yaml", "b/c.barrier.yml", "d.yaml")
    assert shown() == ["a.barrier.yaml", "b/c.barrier.yml"]


def test_every_missing_path_is_named() -> None:
    make("a.barrier.yaml")
    with pytest.raises(InputError, match=r"(?s)^x: .*\ny: "):
        shown("x", "a.barrier.yaml", "y")


def test_folder_without_models_is_an_error() -> None:
    Path("empty").mkdir()
    with pytest.raises(InputError, match="No model found in empty"):
        shown("empty")


def test_files_keep_the_order_of_the_paths() -> None:
    make("b.barrier.yaml", "a.barrier.yaml")
    assert shown("b.barrier.yaml", "a.barrier.yaml", ".") == ["b.barrier.yaml", "a.barrier.yaml"]


def test_standard_input_is_read_once() -> None:
    assert shown("-", "-", selection=Selection(stdin_name="s.yaml")) == ["s.yaml"]


def test_hidden_folder_given_as_a_path_is_searched() -> None:
    make(".models/a.barrier.yaml")
    assert shown(".models") == [".models/a.barrier.yaml"]


def test_file_is_read_up_to_one_byte_over_the_limit(here: Path) -> None:
    (here / "big.barrier.yaml").write_bytes(b"a" * (MAX_BYTES + 10))
    (one,) = find_inputs(["big.barrier.yaml"]).inputs
    assert len(one.read(io.BytesIO())) == MAX_BYTES + 1
    (stdin,) = find_inputs(["-"]).inputs
    assert stdin.read(io.BytesIO(b"abc")) == b"abc"


def test_root_is_the_nearest_folder_with_a_git_repository(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("sub/a.barrier.yaml")
    (here / ".git").mkdir()
    monkeypatch.chdir(here / "sub")
    (one,) = find_inputs(["a.barrier.yaml"]).inputs
    assert project_root() == here
    assert (one.path, one.root_path) == ("a.barrier.yaml", "sub/a.barrier.yaml")


def test_folder_with_the_suffix_of_a_model_is_searched() -> None:
    make("d.barrier.yaml/a.barrier.yaml")
    assert shown() == ["d.barrier.yaml/a.barrier.yaml"]


def test_excluding_every_file_by_force_is_no_error(tmp_path: Path) -> None:
    file = tmp_path / "x.barrier.yaml"
    file.write_text("", encoding="utf-8")
    assert (
        find_inputs([str(file)], Selection(excluded_by=lambda _file, _top: "--exclude", force=True)).inputs
        == ()
    )

"""Workbooks that a group filled in, after LibreOffice has opened and saved them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .workbooks import Room, imported, restored, tree, workbook

pytestmark = pytest.mark.opens
Converted = Callable[[Path, str], Path]
Saved = Callable[[bytes], tuple[bytes, str]]

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
FULL = ROOT / "tests" / "valid" / "full.barrier.yaml"


@pytest.fixture(params=["xlsx", "ods"])
def saved(request: pytest.FixtureRequest, tmp_path: Path, converted: Converted) -> Saved:
    """Open a workbook in LibreOffice and save it in a format; gives the file and its name."""

    def save(data: bytes) -> tuple[bytes, str]:
        file = tmp_path / "book.xlsx"
        file.write_bytes(data)
        written = converted(file, request.param)
        return written.read_bytes(), written.name

    return save


@pytest.mark.parametrize("path", [*EXAMPLES, FULL], ids=lambda path: path.name.partition(".")[0])
def test_model_comes_back_whole(path: Path, saved: Saved) -> None:
    text = path.read_text(encoding="utf-8")
    back, report = imported(*saved(workbook(text)))
    assert back is not None, report.questions
    assert tree(back) == tree(text)
    assert not report.taken


def test_hostile_model_comes_back_whole(hostile: str, saved: Saved) -> None:
    assert restored(*saved(workbook(hostile))) == tree(hostile)


def test_large_model_comes_back_whole(large: Callable[[int, int], str], saved: Saved) -> None:
    assert restored(*saved(workbook(large(10, 120)))) == tree(large(10, 120))


@pytest.mark.parametrize("name", ["darknet-with-plan", "blank"])
def test_what_a_group_filled_in_is_the_same_before_and_after(name: str, saved: Saved) -> None:
    text = (ROOT / "examples" / f"{name}.barrier.yaml").read_text(encoding="utf-8")
    room = Room(text)
    stage = tree(text)["stages"][0]["name"]
    room.write("items", room.row("items", stage_name=stage, block="Barriers", name=""), name="Watch it")
    room.add(
        "items",
        stage_name="General",
        block="Signals",
        name="112 calls; many",
        categories="Social; Physical",
        seen_by="Neighbours",
        note="Since May.\nNot everywhere.",
    )
    room.add("sources", title="A talk", date="2026-05-01")
    room.write("about", room.row("about", label="Title"), value="Another title")
    filled = room.save()
    wanted = restored(filled)
    assert wanted["title"] == "Another title"
    assert "Watch it" in str(wanted["stages"][0]["barriers"])
    assert wanted["general"]["signals"] == [
        {
            "name": "112 calls; many",
            "categories": ["social", "physical"],
            "seen_by": ["Neighbours"],
            "note": "Since May.\nNot everywhere.",
        }
    ]
    assert restored(*saved(filled)) == wanted

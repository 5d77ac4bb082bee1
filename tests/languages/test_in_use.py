"""Each language as people meet it: reports, sheets that come back, numbers, and the model's own labels."""

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from barrierctl.importer.headers import Headers
from barrierctl.messages import catalogue, in_language
from barrierctl.model.model import BarrierModel
from barrierctl.pipeline import load_bytes
from barrierctl.reporters import FORMATS
from barrierctl.resources import languages
from barrierctl.resources.vocabulary import BLOCKS
from barrierctl.views import VIEWS
from barrierctl.views.items import COLUMNS

sys.path.insert(0, str(Path(__file__).parent))
from test_no_english import texts_of

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[2]
MODELS = {
    "nl": ROOT / "tests" / "agenda" / "models" / "woningfraude.barrier.yaml",
    "de": ROOT / "tests" / "agenda" / "models" / "schrottimmobilien.barrier.yaml",
    "fr": ROOT / "tests" / "languages" / "models" / "fr.barrier.yaml",
}
OTHERS = sorted(languages() - {"en"})
WITH_MODEL = sorted(languages() & MODELS.keys())
WORDS = {
    *("the", "and", "of", "to", "is", "are", "not", "has", "have", "this", "that", "which", "who", "what"),
    *("how", "no", "with", "for", "from", "by", "could", "would", "should", "nobody", "stage", "stages"),
    *(
        "finding",
        "findings",
        "warnings",
        "signals",
        "partner",
        "barrier",
        "barriers",
        "owner",
        "law",
        "added",
    ),
    *("written", "missing", "nothing", "first", "ask", "invite", "yet", "line", "more", "other", "model"),
    *("models", "items"),
}
"""Frequent words of the English texts."""
SHARED = {
    "nl": {"partner", "items", "model", "of", "is", "have", "are"},
    "fr": {},
    "de": {"partner", "barrier"},
}
"""Those that are words of the other language too."""


def english_words(text: str, code: str, own: str) -> list[str]:
    """The frequent English words in a text, but for those of the model, in ids and of YAML to copy."""
    prose = "\n".join(line for line in text.splitlines() if not re.match(r"\s*(- )?[\w_]+:( |$)", line))
    prose = re.sub(r"barrierctl [^.»”\"]*|--[\w-]+|[\w/.-]*[-/_.][\w/.-]+", " ", prose.replace("\\", ""))
    known = set(re.findall(r"\w+", own.lower())) | set(SHARED.get(code, ()))
    return sorted(set(re.findall(r"(?<!\w)[a-z]+(?!\w)", prose.lower())) & (WORDS - known))


@pytest.fixture
def model(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A model with many gaps, in the language that is the parameter."""
    return Path(shutil.copy(MODELS[request.param], tmp_path / f"{request.param}.barrier.yaml"))


def load(path: Path) -> BarrierModel:
    loaded = load_bytes(path.read_bytes())
    assert loaded.model
    assert loaded.valid
    return loaded.model


def values(model: BarrierModel) -> Any:
    """What a model says of its items, without where it says it."""
    keys = ("stage", "block", "label", "note", "types", "categories", "status", "certainty")
    return [[getattr(item, key, None) for key in keys] for item in model.items]


@pytest.mark.parametrize("model", WITH_MODEL, indirect=True)
@pytest.mark.parametrize("report", FORMATS)
def test_findings_have_no_english_word(run: "Run", model: Path, report: str) -> None:
    code, own = model.name[:2], model.read_text(encoding="utf-8")
    for command in ("gaps", "check"):
        more = ["--all"] if report == "text" and command == "gaps" else []
        done = run(command, model.name, "--language", code, "--format", report, *more)
        assert english_words(f"{texts_of(done.stdout, report)}\n{done.stderr}", code, own) == []


@pytest.mark.parametrize("model", WITH_MODEL, indirect=True)
def test_agenda_and_views_have_no_english_word(run: "Run", model: Path) -> None:
    code, own = model.name[:2], model.read_text(encoding="utf-8")
    shown = [run("gaps", model.name, "--language", code)]
    shown += [run("show", model.name, "--view", view) for view in VIEWS]
    shown += [run("export", model.name, "--view", view, "--format", "md") for view in VIEWS]
    for done in shown:
        assert english_words(done.stdout + done.stderr, code, own) == []


@pytest.mark.parametrize("model", WITH_MODEL, indirect=True)
def test_a_model_is_shown_in_its_language_and_checked_in_english(run: "Run", model: Path) -> None:
    with in_language(model.name[:2]):
        block = catalogue().label("block", "opportunities")
    assert block in run("show", model.name).stdout
    assert block not in run("show", model.name, "--language", "en").stdout
    assert "In short" in run("gaps", model.name).stdout


@pytest.mark.parametrize("code", OTHERS)
def test_the_labels_of_the_model_win(run: "Run", tmp_path: Path, code: str) -> None:
    path = tmp_path / "x.barrier.yaml"
    labels = "labels: {signals: Zzz}\nstages: [{name: A, signals: [B]}]"
    path.write_text(f"barrier_model: 1\nid: x\ntitle: X\nlanguage: {code}\n{labels}\n", encoding="utf-8")
    shown = run("show", path.name).stdout
    with in_language(code):
        assert catalogue().label("block", "signals") not in shown
    assert "Zzz" in shown
    assert "Zzz" in run("gaps", path.name, "--language", code).stdout


@pytest.mark.parametrize("code", OTHERS)
def test_nothing_one_and_two_have_the_forms_of_the_language(code: str) -> None:
    with in_language(code):
        none, one, two = (catalogue().say("report.stages", count=count) for count in (0, 1, 2))
    assert none == (one.replace("1", "0") if code == "fr" else two.replace("2", "0"))
    assert one != two.replace("2", "1")


@pytest.mark.parametrize("model", WITH_MODEL, indirect=True)
def test_a_workbook_comes_back_as_the_same_model(run: "Run", model: Path, tmp_path: Path) -> None:
    run("export", model.name, "-o", "book.xlsx")
    run("export", model.name, "--view", "items", "-o", "items.csv")
    for name, more in (("book.xlsx", []), ("items.csv", ["--language", "nl"])):
        done = run("import", name, "-o", f"{name}.barrier.yaml", *more)
        assert done.returncode == 0, done.stderr
        assert values(load(tmp_path / f"{name}.barrier.yaml")) == values(load(model))


@pytest.mark.parametrize("model", WITH_MODEL, indirect=True)
@pytest.mark.parametrize("of_run", ["en", *OTHERS])
def test_a_sheet_in_one_language_is_applied_in_another(
    run: "Run", model: Path, tmp_path: Path, of_run: str
) -> None:
    """A new item has a stage, a block and a type as people see them in the sheet."""
    run("export", model.name, "--view", "items", "-o", "items.csv")
    with in_language(model.name[:2]):
        words = catalogue()
        general, block = words.say("views.general"), words.label("block", "barriers")
        kind = words.label("barrier-type", "economic")
    sheet = tmp_path / "items.csv"
    heads = re.findall(r'"([^"]*)"', sheet.read_text(encoding="utf-8").splitlines()[0])
    new = dict.fromkeys(heads, "") | {"stage_name": general, "block": block, "name": "Zzz", "types": kind}
    with sheet.open("a", encoding="utf-8") as file:
        file.write(",".join(f'"{new[head]}"' for head in heads) + "\n")
    done = run("apply", sheet, model.name, "--base", model.name, "--language", of_run)
    assert done.returncode == 0, done.stderr
    (added,) = [item for item in load(model).items if item.name == "Zzz"]
    assert (added.stage, added.block, [*added.types]) == ("general", "barriers", ["economic"])  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", WITH_MODEL, indirect=True)
def test_a_matrix_of_ours_is_imported_in_any_language(run: "Run", model: Path, tmp_path: Path) -> None:
    (tmp_path / "matrix.md").write_text(run("export", model.name).stdout, encoding="utf-8")
    done = run("import", "matrix.md", "-o", "again.barrier.yaml")
    assert done.returncode == 0, done.stderr
    again = load(tmp_path / "again.barrier.yaml")
    assert again.header.language == model.name[:2]
    names = [(item.block, item.name) for item in again.items]
    assert names == [(item.block, item.label) for item in load(model).items]


@pytest.mark.parametrize("code", ["en", *OTHERS])
def test_import_knows_the_headings_that_our_sheets_have(code: str) -> None:
    with in_language(code):
        labels = {
            key: catalogue().entry("views.columns")[key] for key in COLUMNS if key not in ("element", "stage")
        }
        labels |= {block: catalogue().label("block", block) for block in BLOCKS}
    headers = Headers()
    unknown = {key: label for key, label in labels.items() if not headers.meaning(label)}
    assert unknown == {}


def test_an_unknown_language_is_a_usage_error_that_names_the_known_ones(run: "Run") -> None:
    done = run("gaps", "--language", "xx", "x.barrier.yaml")
    assert done.returncode == 2
    assert 'There are no texts in "xx"' in done.stderr
    assert all(re.search(rf"\b{code}\b", done.stderr) for code in languages())


@pytest.mark.parametrize("command", ["show", "export"])
def test_a_model_is_shown_in_a_language_of_its_own(command: str, run: "Run", tmp_path: Path) -> None:
    """Our words are English then. Without texts in that language there is nothing to show."""
    (tmp_path / "m.barrier.yaml").write_text(
        "{barrier_model: 1, id: m, title: Hennep, language: nl, "
        "stages: [{name: Huren, translations: {pl: {name: Wynajem}}}]}",
        encoding="utf-8",
    )
    done = run(command, "m.barrier.yaml", "--language", "pl")
    assert "Wynajem" in done.stdout
    assert "Partners" in done.stdout
    done = run(command, "m.barrier.yaml", "--language", "es")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'There are no texts in "es"' in done.stderr


def test_a_longer_code_is_the_language_that_it_begins_with(run: "Run", tmp_path: Path) -> None:
    path = tmp_path / "x.barrier.yaml"
    path.write_text(
        "barrier_model: 1\nid: x\ntitle: X\nlanguage: nl\nstages: [{name: A}]\n", encoding="utf-8"
    )
    assert run("gaps", path, "--language", "nl-BE").stdout == run("gaps", path, "--language", "nl").stdout

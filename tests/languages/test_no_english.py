"""In a language of other letters, plain words are ids, keys and options alone: no text is in code."""

import html
import json
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from barrierctl.exporters import FORMATS as FILES
from barrierctl.messages import record
from barrierctl.reporters import FORMATS
from barrierctl.resources import keys, rule_ids
from barrierctl.resources.vocabulary import LISTS
from barrierctl.views import VIEWS

sys.path.insert(0, str(Path(__file__).parent))
from pseudo import CODE, in_greek, installed

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[2]
VALUES = frozenset(str(value) for values in LISTS.values() for value in values) | {"general"}
MODELS = {
    "plan": ROOT / "examples" / "darknet-with-plan.barrier.yaml",
    "dumping": ROOT / "tests" / "agenda" / "models" / "waste-dumping.barrier.yaml",
}
TYPED = {*("barrierctl", "barrier", "yaml", "validate", "gaps", "check", "rule", "show", "export", "model")}
"""What is typed in any language: commands and names of files."""
TEXTS_IN_JSON = {
    *("message", "hint", "text", "label", "points", "question", "party", "markdown", "description"),
    *("reason", "justification"),
}
NOT_SHOWN = r"(?s)<(script|style|w:instrText|formula\d?|f|definedName)\b.*?</\1>"
SHOWN_ATTRIBUTES = r' (?:alt|aria-label|descr|message|placeholder|prompt|promptTitle|error|title)="([^"]*)"'
IN_FILES = {
    "xlsx": {"Language", CODE},  # the code in "Name (nl)"
    "pptx": {"Office", "Theme"},
    "ics": {
        *("BEGIN", "END", "VCALENDAR", "VEVENT", "VERSION", "PRODID", "METHOD", "PUBLISH", "CALNAME", "WR"),
        *("UID", "DTSTAMP", "DTSTART", "VALUE", "DATE", "SUMMARY", "DESCRIPTION", "TRANSP", "TRANSPARENT"),
        *("STATUS", "CONFIRMED", "CANCELLED", CODE.upper()),
    },
}
"""Words that the formats themselves have, or that programs read in hidden cells."""


@pytest.fixture(scope="module", autouse=True)
def _language(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with installed(tmp_path_factory.mktemp("language")):
        yield


@pytest.fixture
def say(run: "Run", tmp_path: Path) -> Callable[..., str]:
    """Run a command in the language, and return all that it prints."""

    def start(*args: str | Path, code: int | None = None) -> str:
        done = run(*args, "--language", CODE)
        assert "Something went wrong" not in done.stderr, done.stderr
        assert code is None or done.returncode == code, done.stderr
        return f"{done.stdout}\n{done.stderr}"

    for name in MODELS:
        (tmp_path / f"{name}.barrier.yaml").write_text(greek_model(name), encoding="utf-8")
    return start


@cache
def greek_model(name: str) -> str:
    return in_greek(MODELS[name].read_text(encoding="utf-8"), VALUES)


@cache
def ids() -> frozenset[str]:
    """The ids in the models."""
    texts = (path.read_text(encoding="utf-8") for path in MODELS.values())
    return frozenset(found for text in texts for found in re.findall(r"\bid: *([\w-]+)", text))


def letters(texts: Iterator[str] | set[str] | frozenset[str]) -> set[str]:
    return {word for text in texts for word in re.findall("[A-Za-z]+", text)}


def plain_words(text: str, *more: str) -> list[str]:
    """The words in plain letters, but for ids, keys, values, options and what the test allows."""
    allowed = letters({*keys(), *VALUES, *rule_ids(), *ids(), *MODELS}) | TYPED | letters({*more})
    text = re.sub(r"https?://\S+|(?<!\w)--?[a-z][\w-]*", " ", text)
    return sorted(set(re.findall(r"(?<![\w&\\])[A-Za-z]{2,}(?!\w)", text)) - allowed)


def people_words(text: str) -> list[str]:
    """As above; but keys and values, which people see as labels, are plain words too."""
    named = {
        *("none", "nl", "en", "de", "fr"),
        *letters({*rule_ids(), *ids(), *MODELS}),
    }  # an item is called "none"
    return sorted(set(re.findall(r"(?<![\w&\\/.<-])[A-Za-z]{2,}(?![\w>])", text)) - named - TYPED)


def texts_in(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts_in(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner, key)
    elif isinstance(value, str) and key in TEXTS_IN_JSON:
        yield value


def texts_of(text: str, name: str) -> str:
    """What people read of a report."""
    if name in ("json", "sarif", "gitlab"):
        return "\n".join(texts_in(json.loads(text.rpartition("\n\n")[0] or text))) if text.strip() else ""
    if name == "github":
        return re.sub(r"(?m)^::.*?::", "", text)
    return in_markup(text) if name == "junit" else text


def in_markup(text: str) -> str:
    attributes = "\n".join(re.findall(SHOWN_ATTRIBUTES, text))
    return html.unescape(attributes + re.sub("<[^>]*>", "\n", re.sub(NOT_SHOWN, "", text)))


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("report", FORMATS)
@pytest.mark.parametrize("command", ["validate", "gaps", "check"])
def test_findings_have_no_word_from_code(
    say: Callable[..., str], command: str, report: str, name: str
) -> None:
    shown = say(command, f"{name}.barrier.yaml", "--format", report, "--quiet", "--today", "2026-11-24")
    assert plain_words(texts_of(shown, report)) == []


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("more", [["--all"], ["--question", "1"], ["--format", "md"], ["--statistics"], []])
def test_gaps_have_no_word_from_code(say: Callable[..., str], more: list[str], name: str) -> None:
    assert plain_words(say("gaps", f"{name}.barrier.yaml", *more)) == []


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("more", [[], ["--format", "md"]])
def test_an_agenda_has_labels_and_no_keys(say: Callable[..., str], more: list[str], name: str) -> None:
    shown = say("gaps", f"{name}.barrier.yaml", "-q", *more)
    assert people_words(shown.replace("--all", "").replace("--question", "").replace("agenda.docx", "")) == []


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", MODELS)
def test_views_have_labels_and_no_keys(say: Callable[..., str], name: str, view: str) -> None:
    for shown in (
        say("show", f"{name}.barrier.yaml", "--view", view),
        say("export", f"{name}.barrier.yaml", "--view", view, "--format", "md"),
    ):
        assert people_words(shown) == []


@pytest.mark.parametrize("form", [form for form in FILES if form not in ("csv", "json", "md", "png", "pdf")])
def test_files_have_no_word_from_code(say: Callable[..., str], tmp_path: Path, form: str) -> None:
    file = tmp_path / f"plan.{form}"
    told = say("export", "plan.barrier.yaml", "-o", file, "--today", "2026-11-24", code=0)
    assert plain_words(told.replace(str(file), "")) == []
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as parts:
            names = [
                name
                for name in parts.namelist()
                if re.search(r"(document|slide\d+|sheet\w*|strings)\.xml$", name, re.IGNORECASE)
            ]
            text = "\n".join(parts.read(name).decode() for name in names if "Layout" not in name)
    else:
        text = file.read_text(encoding="utf-8")
    shown = text if form == "ics" else in_markup(text)
    if form == "xlsx":  # a hidden cell has a key, such as `key note`, or JSON
        hidden = re.compile(r'(\w+ )?[\w.-]+|.*[\[{]".*')
        shown = "\n".join(line for line in shown.splitlines() if not hidden.fullmatch(line))
    assert plain_words(shown, *IN_FILES.get(form, ())) == []


@pytest.mark.parametrize("rule", sorted(rule_ids()))
def test_messages_of_rules_have_no_word_from_code(say: Callable[..., str], tmp_path: Path, rule: str) -> None:
    """The example of each record, whose own words are in Greek if it can be read."""
    shown = record(rule)
    if not shown.example:
        pytest.skip("its example is bytes")
    is_gap = shown.family != "validate"
    text = in_greek(shown.example, VALUES) if is_gap else shown.example
    (tmp_path / "x.barrier.yaml").write_text(text, encoding="utf-8")
    own = re.findall(r"\bid: *(\w+)", text) if is_gap else [shown.example, shown.example.lower()]
    assert plain_words(say("check", "x.barrier.yaml"), *own) == []


def test_rules_are_explained_without_a_word_from_code(say: Callable[..., str]) -> None:
    assert plain_words(say("rule")) == []
    for rule in rule_ids():
        lines = [
            line for line in say("rule", rule).splitlines() if not line.startswith("    ") or ":" not in line
        ]
        texts = "\n".join(line for line in lines if record(rule).source.split(";")[0] not in line)
        yaml = "\n".join(filter(None, (record(rule).example, record(rule).fixed)))
        assert plain_words(texts, yaml, record(rule).source) == [], rule


def test_commands_that_write_models_have_no_word_from_code(say: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "new.barrier.yaml"
    told = [say("new", path, "--stage", "Ψ", "--stage", "Ω", "--title", "Φ", code=0)]
    texts = path.read_text(encoding="utf-8")
    told += [
        say("add", path, "Ψ", "signals", "Ξ", "Π", code=0),
        say("set", path, "Ξ", "note", "Σ", code=0),
        say("set", path, "Ξ", "categories", "financial", code=0),
        say("set", path, "Ξ", "nota", "Σ", code=2),
        say("set", path, "Θ", "note", "Σ", code=2),
        say("accept", path, "stage-without-barriers", "--at", "Ψ", "--reason", "Σ", code=0),
        say("plan", path, "--start", "2027-01-01", code=2),
        say("plan", "dumping.barrier.yaml", "--start", "2027-01-01"),
    ]
    assert (
        plain_words("\n".join(told).replace(str(path), ""), "nota", "MODEL", "BARRIER", "KEY", "VALUE") == []
    )
    assert plain_words(texts, "new", "modeline", "server", "schema", CODE) == []


def test_sheets_come_back_without_a_word_from_code(say: Callable[..., str], tmp_path: Path) -> None:
    model, csv, book = "plan.barrier.yaml", tmp_path / "items.csv", tmp_path / "book.xlsx"
    say("export", model, "--view", "items", "-o", csv, code=0)
    say("export", model, "-o", book, code=0)
    text = csv.read_text(encoding="utf-8").replace('"Σελλινγ δρθγσ","signals"', '"Ϡ","signals"', 1)
    csv.write_text(text, encoding="utf-8")
    told = [
        say("apply", csv, model, "--base", model, "--dry-run"),
        say("apply", book, model, "--dry-run", code=0),
        say("import", csv, "-o", tmp_path / "one.barrier.yaml"),
        say("import", book, "-o", tmp_path / "two.barrier.yaml", code=0),
    ]
    assert (
        plain_words("\n".join(told).replace(str(tmp_path), ""), "items", "csv", "book", "xlsx", "one", "two")
        == []
    )


def test_errors_about_files_have_no_word_from_code(say: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "faulty.barrier.yaml").write_text("barrier_model: 1\nid: x\n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    told = [
        say("gaps", "plam.barrier.yaml", code=2),
        say("gaps", "empty", code=2),
        say("show", "faulty.barrier.yaml", code=1),
        say("show", "plan.barrier.yaml", "--stage", "Ϡϡ", code=2),
        say("export", "plan.barrier.yaml", "-o", "plan.barrier.yaml", "--format", "md", code=2),
        say("gaps", "plan.barrier.yaml", "--baseline", "none.json", code=2),
    ]
    assert plain_words("\n".join(told), "plam", "faulty", "empty", "none.json") == []

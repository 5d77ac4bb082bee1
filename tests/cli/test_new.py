"""`barrierctl new`."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.cli.new import TEMPLATES

from .samples import BROKEN

if TYPE_CHECKING:
    from conftest import Run

RESTRICTED = (
    "barrier_model: 1\nid: r\ntitle: R\nlanguage: en\nclassification: restricted\n"
    "stages: [{name: A, signals: [Cash]}]\n"
)
MODELINE = "# yaml-language-server: $schema="


def read(folder: Path, name: str = "x.barrier.yaml") -> str:
    return (folder / name).read_bytes().decode()


def names(text: str) -> list[str]:
    return re.findall(r"^ +(?:- )?name: (.*)$", text, re.MULTILINE)


def test_new_model_has_defaults(run: "Run", tmp_path: Path) -> None:
    done = run("new", "illegal-fireworks.barrier.yaml")
    assert (done.returncode, done.stdout) == (0, "")
    written = read(tmp_path, "illegal-fireworks.barrier.yaml")
    assert "\nid: illegal-fireworks\ntitle: Illegal fireworks\nlanguage: en\n" in f"\n{written}"
    assert names(written) == [
        "Setting up marketplace",
        "Running marketplace",
        "Selling drugs",
        "Shipping drugs",
    ]
    assert written.count("# Which persons or companies") == 4
    assert run("validate").stderr == "1 model is valid.\n"


def test_summary_names_the_file_and_the_next_step(run: "Run") -> None:
    done = run("new", "x.barrier.yaml", "--stage", "One")
    assert done.stderr.splitlines() == [
        "x.barrier.yaml: a model with 1 stage, with a question for each block.",
        "Next: fill it in, then  barrierctl gaps x.barrier.yaml",
        "For help while typing in an editor: barrierctl schema model -o barrier-model.schema.json",
    ]


def test_every_empty_block_has_a_question_above(run: "Run", tmp_path: Path) -> None:
    run("new", "x.barrier.yaml", "--stage", "One")
    lines = read(tmp_path).splitlines()
    for block in ("facilitators", "opportunities", "signals", "partners", "barriers"):
        at = lines.index(f"    {block}:")
        assert lines[at - 1].startswith("    # ")
        assert lines[at - 1].endswith("?")


def test_stage_options_replace_the_stages(run: "Run", tmp_path: Path) -> None:
    run("new", "x.barrier.yaml", "--stage", "Ordering", "--stage", "Transport")
    assert names(read(tmp_path)) == ["Ordering", "Transport"]


def test_title_id_and_language_can_be_given(run: "Run", tmp_path: Path) -> None:
    run("new", "x.barrier.yaml", "--title", "Illegaal vuurwerk", "--id", "vuurwerk", "--language", "nl")
    written = read(tmp_path)
    assert written.startswith("barrier_model: 1\nid: vuurwerk\ntitle: Illegaal vuurwerk\nlanguage: nl\n")


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("Dutch", '"Dutch" is not a language code. Use nl.'),
        ("nl_BE", '"nl_BE" is not a language code. Write  nl-BE'),
        (" ", "--language needs a code, such as --language nl."),
    ],
)
@pytest.mark.parametrize("keep", ["structure", "content"])
def test_language_that_is_no_code_is_refused(
    language: str, reason: str, keep: str, run: "Run", tmp_path: Path
) -> None:
    done = run("new", "x.barrier.yaml", "--keep", keep, "--language", language)
    assert (done.returncode, done.stderr) == (2, f"barrierctl: {reason}\n")
    assert list(tmp_path.iterdir()) == []


def test_stages_of_a_file_keep_its_language(run: "Run", tmp_path: Path) -> None:
    run("new", "mine.barrier.yaml", "--language", "nl")
    run("new", "x.barrier.yaml", "--from", "mine.barrier.yaml")
    run("new", "y.barrier.yaml", "--from", "mine.barrier.yaml", "--language", "de")
    assert "\nlanguage: nl\n" in read(tmp_path)
    assert "\nlanguage: de\n" in read(tmp_path, "y.barrier.yaml")


@pytest.mark.parametrize("source", TEMPLATES)
@pytest.mark.parametrize("keep", ["structure", "content"])
def test_template_makes_a_valid_model(source: str, keep: str, run: "Run", tmp_path: Path) -> None:
    assert run("new", "x.barrier.yaml", "--from", source, "--keep", keep).returncode == 0
    assert "\nid: x\n" in f"\n{read(tmp_path)}"
    assert run("validate").returncode == 0


def test_from_takes_the_stages_of_a_file(run: "Run", tmp_path: Path) -> None:
    run("new", "mine.barrier.yaml", "--stage", "Ordering")
    run("new", "x.barrier.yaml", "--from", "mine.barrier.yaml")
    assert names(read(tmp_path)) == ["Ordering"]


def test_misspelt_template_gets_a_suggestion(run: "Run", tmp_path: Path) -> None:
    done = run("new", "x.barrier.yaml", "--from", "darknet-drugs-market")
    assert done.returncode == 2
    assert 'Did you mean "darknet-drug-markets"?' in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_unknown_source_lists_the_templates(run: "Run") -> None:
    done = run("new", "x.barrier.yaml", "--from", "zzz")
    assert done.returncode == 2
    assert "darknet-drug-markets, darknet-with-plan, blank or a file" in done.stderr


def test_keep_content_changes_only_the_id(run: "Run", darknet: Path, tmp_path: Path) -> None:
    done = run("new", "copy.barrier.yaml", "--from", darknet.name, "--keep", "content")
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == "copy.barrier.yaml: a model with 4 stages and their content."
    before = [
        line for line in darknet.read_text(encoding="utf-8").splitlines() if not line.startswith(MODELINE)
    ]
    after = read(tmp_path, "copy.barrier.yaml").splitlines()
    changed = [
        (old, new)
        for old, new in zip("\n".join(before).lstrip("\n").splitlines(), after, strict=True)
        if old != new
    ]
    assert changed == [("id: darknet-drug-markets", "id: copy")]


def test_keep_content_with_another_title_and_language(run: "Run", darknet: Path, tmp_path: Path) -> None:
    args = ["--keep", "content", "--title", "It's: mine", "--language", "nl", "--id", "own"]
    assert run("new", "x.barrier.yaml", "--from", darknet.name, *args).returncode == 0
    written = read(tmp_path)
    assert 'id: own\ntitle: "It\'s: mine"\nlanguage: nl\n' in written
    assert "# How it was encoded" in written
    assert run("validate", "x.barrier.yaml").returncode == 0


def test_keep_content_with_stages_is_refused(run: "Run", tmp_path: Path) -> None:
    done = run("new", "x.barrier.yaml", "--keep", "content", "--stage", "One")
    assert done.returncode == 2
    assert "--stage" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_restricted_model_is_not_copied(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "r.barrier.yaml").write_text(RESTRICTED, encoding="utf-8")
    done = run("new", "x.barrier.yaml", "--from", "r.barrier.yaml", "--keep", "content")
    assert done.returncode == 2
    assert "restricted" in done.stderr
    assert not (tmp_path / "x.barrier.yaml").exists()


def test_source_with_errors_is_not_copied(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "b.barrier.yaml").write_text(BROKEN, encoding="utf-8")
    done = run("new", "x.barrier.yaml", "--from", "b.barrier.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert "unknown-key" in done.stderr
    assert not (tmp_path / "x.barrier.yaml").exists()


def test_existing_file_is_overwritten_only_with_force(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x.barrier.yaml").write_text("mine", encoding="utf-8")
    done = run("new", "x.barrier.yaml")
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert read(tmp_path) == "mine"
    assert run("new", "x.barrier.yaml", "--force").returncode == 0
    assert read(tmp_path).startswith("barrier_model: 1")


@pytest.mark.parametrize("where", ["barrier-model.schema.json", "schemas/barrier-model.schema.json"])
def test_modeline_refers_to_the_nearest_schema(where: str, run: "Run", tmp_path: Path) -> None:
    (tmp_path / "schemas").mkdir()
    (tmp_path / "models").mkdir()
    run("schema", "model", "-o", where)
    done = run("new", "models/x.barrier.yaml")
    assert read(tmp_path, "models/x.barrier.yaml").splitlines()[0] == f"{MODELINE}../{where}"
    assert "schema model" not in done.stderr


def test_modeline_of_the_source_is_not_copied(run: "Run", darknet: Path, tmp_path: Path) -> None:
    run("new", "x.barrier.yaml", "--from", darknet.name, "--keep", "content")
    assert MODELINE not in read(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "A: b",
        "#1",
        "It's",
        'say "no"',
        "- dash",
        "[x]",
        "{x}",
        "yes",
        "null",
        "012",
        "1.0",
        "@home",
        "%",
        "!tag",
        "&a",
        "*a",
        "x: # y",
        "漢字",
        "a\\b",
        "~",
    ],
)
def test_any_title_and_stage_makes_a_valid_model(text: str, run: "Run") -> None:
    assert run("new", "x.barrier.yaml", "--title", text, "--stage", text).returncode == 0
    assert run("validate").stderr == "1 model is valid.\n"
    shown = run("show", "x.barrier.yaml", env={"COLUMNS": "120"}).stdout
    assert shown.startswith(f"{text}\n")
    assert shown.count(text) >= 2


@pytest.mark.parametrize("option", ["--title", "--stage"])
@pytest.mark.parametrize("text", ["a\x07b", "a\x1b[31mb", "a\u2028b", "a\x85b"])
def test_control_characters_are_refused(option: str, text: str, run: "Run", tmp_path: Path) -> None:
    done = run("new", "x.barrier.yaml", option, text)
    assert done.returncode == 2
    assert text not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("args", [["--id", "Not An Id"], ["--id", "general"], ["--language", "Nederlands"]])
def test_invalid_id_or_language_is_refused(args: list[str], run: "Run", tmp_path: Path) -> None:
    done = run("new", "x.barrier.yaml", *args)
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "identity"),
    [
        ("Illegal Fireworks.barrier.yaml", "illegal-fireworks"),
        ("café.yml", "cafe"),
        ("general.barrier.yaml", "model"),
        ("2024.barrier.yaml", "2024"),
        ("...barrier.yaml", "item"),
    ],
)
def test_id_is_derived_from_the_file_name(file: str, identity: str, run: "Run", tmp_path: Path) -> None:
    assert run("new", file).returncode == 0
    assert re.search(r'^id: "?([^"\n]*)"?$', read(tmp_path, file), re.MULTILINE)[1] == identity  # type: ignore[index]
    assert run("validate", file).returncode == 0


def test_missing_folder_is_an_error(run: "Run") -> None:
    done = run("new", "nowhere/x.barrier.yaml")
    assert done.returncode == 2
    assert "nowhere: there is no such folder" in done.stderr


def test_new_asks_nothing_without_a_terminal(run: "Run") -> None:
    done = run("new", "x.barrier.yaml", stdin="Title\n\n\n")
    assert "What is the crime called" not in done.stderr


def test_unknown_or_missing_arguments_are_usage_errors(run: "Run") -> None:
    assert run("new", "x.barrier.yaml", "--keep", "all").returncode == 2
    assert run("new").returncode == 2


def test_next_command_is_quoted_for_the_shell(run: "Run") -> None:
    assert "barrierctl gaps 'x y.barrier.yaml'" in run("new", "x y.barrier.yaml").stderr

"""`barrierctl gaps` as an agenda: its options, its files, and several models."""

import html
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from jsonschema import Draft7Validator

from barrierctl.reporters import SUFFIXES
from barrierctl.resources import schema

from .samples import MODEL, READERS

if TYPE_CHECKING:
    from conftest import Run

AGENDA = Path(__file__).parents[1] / "agenda"
HOUSING = AGENDA / "models" / "woningfraude.barrier.yaml"
TODAY = ("--today", "2026-11-28")
SHORT = "Open at the start"


def findings_of(run: "Run", *args: str | Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(run("gaps", *args, "--format", "json").stdout)["findings"]
    return found


def questions_of(run: "Run", *args: str | Path) -> list[dict[str, Any]]:
    found = json.loads(run("gaps", *args, "--format", "json").stdout)
    questions: list[dict[str, Any]] = found["files"][0]["agenda"]["questions"]
    return questions


def squeezed(text: str) -> str:
    return " ".join(text.split())


# ---- every finding, or those behind one question


def test_all_shows_every_finding_by_stage_with_the_most_severe_first(run: "Run", darknet: Path) -> None:
    output = run("gaps", darknet.name, "--all").stdout
    rules = re.findall(r"^ {6}line \d+  ([a-z-]+)$", output, re.MULTILINE)
    assert sorted(rules) == sorted(finding["rule"] for finding in findings_of(run, darknet.name))
    assert SHORT not in output
    selling = output.partition("\n\nSelling drugs\n")[2].partition("\n\nShipping drugs\n")[0]
    signs = re.findall(r"^  ([!·]) ", selling, re.MULTILINE)
    assert signs == sorted(signs) == ["!"] * signs.count("!") + ["·"] * signs.count("·")
    assert {"!", "·"} == set(signs)


@pytest.mark.parametrize("how", ["concise", "json", "github", "gitlab", "sarif", "junit"])
def test_formats_for_programs_have_every_finding_with_or_without_all(
    how: str, run: "Run", darknet: Path
) -> None:
    args = ("gaps", darknet.name, "--format", how)
    assert run(*args).stdout == run(*args, "--all").stdout


def test_every_finding_is_behind_one_question_invitation_or_line(run: "Run", darknet: Path) -> None:
    output = json.loads(run("gaps", darknet.name, "--format", "json").stdout)
    agenda = output["files"][0]["agenda"]
    entries = [*agenda["overdue"], *agenda["invitations"], *agenda["questions"], *agenda["desk"]]
    behind = [fingerprint for entry in entries for fingerprint in entry["findings"]]
    assert sorted(behind) == sorted(finding["fingerprint"] for finding in output["findings"])


def test_question_shows_the_findings_behind_it(run: "Run", darknet: Path) -> None:
    for question in questions_of(run, darknet.name):
        done = run("gaps", darknet.name, "--question", str(question["number"]))
        assert done.returncode == 0
        assert f"{question['number']}. {question['question']}" in squeezed(done.stdout)
        assert len(re.findall(r"^ {6}line \d+ ", done.stdout, re.MULTILINE)) == len(question["findings"])


def test_question_with_yaml_to_paste(run: "Run", darknet: Path) -> None:
    assert "# Add under barriers:\n" in run("gaps", darknet.name, "--question", "1").stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["{model}", "--question", "99"], "There is no question 99: the agenda has 9."),
        (["{model}", "--question", "0"], "0 is not in the range x>=1"),
        (
            ["{model}", str(HOUSING), "--question", "1"],
            "--question is for the agenda of one model. Name its file.",
        ),
        (["{model}", "--question", "1", "-o", "a.docx"], "a.docx takes the agenda. For --all and --question"),
        (["{model}", "--all", "-o", "a.docx"], "a.docx takes the agenda. For --all and --question"),
        (["{model}", str(HOUSING), "-o", "a.docx"], "a.docx takes the agenda of one model, but there are 2."),
    ],
)
def test_question_that_cannot_be_shown_is_a_usage_error(
    args: list[str], message: str, run: "Run", darknet: Path
) -> None:
    done = run("gaps", *(arg.format(model=darknet.name) for arg in args))
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert [path.name for path in darknet.parent.iterdir()] == [darknet.name]


# ---- one stage, one severity


@pytest.mark.parametrize("name", ["selling", "Selling drugs", "SELLING  drugs"])
def test_stage_is_found_by_id_or_name(name: str, run: "Run", darknet: Path) -> None:
    found = findings_of(run, darknet.name, "--stage", name)
    assert {finding["stage"] for finding in found} >= {"selling"}
    assert "stage-with-unconfirmed-partners-only" in {finding["rule"] for finding in found}
    assert "No partner in Selling drugs has confirmed." in run("gaps", darknet.name, "--stage", name).stdout


def test_finding_in_several_stages_belongs_to_each(run: "Run", darknet: Path) -> None:
    def occurring(stage: str) -> list[str]:
        found = findings_of(run, darknet.name, "--stage", stage)
        return [one["fingerprint"] for one in found if "TOR encryption software" in one["message"]]

    assert occurring("setting-up") == occurring("running") == occurring("selling") != []
    assert occurring("shipping") == []


def test_misspelt_stage_is_a_usage_error_with_the_nearest_name(run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name, "--stage", "Seling drugs")
    assert (done.returncode, done.stdout) == (2, "")
    assert '"Seling drugs" is not a stage of this model. Did you mean "Selling drugs"?' in done.stderr


def test_unknown_stage_lists_the_stages(run: "Run", darknet: Path) -> None:
    for command in ("gaps", "show"):
        done = run(command, darknet.name, "--stage", "Fishing")
        assert (done.returncode, done.stdout) == (2, "")
        assert '"Fishing" is not a stage of this model. Stages: "Setting up marketplace", ' in done.stderr
        assert '"Shipping drugs" and "General".' in done.stderr


def test_unknown_stage_of_several_models_lists_some_and_counts_the_others(
    run: "Run", darknet: Path, tmp_path: Path
) -> None:
    model = tmp_path / "long.barrier.yaml"
    stages = "".join(f"  - name: Part {number}\n" for number in range(20))
    model.write_text(f"barrier_model: 1\ntitle: Long\nstages:\n{stages}", encoding="utf-8")
    done = run("gaps", model, darknet.name, "--stage", "Fishing")
    assert '"Fishing" is not a stage of any of these models. Stages: "Part 0", ' in done.stderr
    assert done.stderr.rstrip().endswith('"Part 11" and 13 more.')


def test_stage_has_its_column_of_the_overview_and_no_judgement_of_the_model(
    run: "Run", darknet: Path
) -> None:
    for more in ([], ["--format", "md"]):
        output = run("gaps", darknet.name, "--stage", "selling", *more).stdout
        assert "none of them confirmed" in output
        for other in ("Setting up", "Shipping drugs", "General", "nothing yet", "In short", SHORT):
            assert other not in output


def test_title_and_summary_of_a_stage_count_the_same_findings(run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name, "--stage", "selling")
    count = len(findings_of(run, darknet.name, "--stage", "selling"))
    assert done.stdout.splitlines()[0].endswith(f"  {count} findings")
    assert done.stderr.startswith(f"{count} findings: ")


def test_stage_alone_decides_whether_the_run_fails(run: "Run", darknet: Path) -> None:
    args = ("gaps", darknet.name, "--fail-on", "warning", "--stage")
    assert run(*args, "selling").returncode == 1
    assert run(*args, "general").returncode == 0


def test_baseline_has_every_finding_whatever_stage_is_shown(run: "Run", darknet: Path) -> None:
    run("gaps", darknet.name, "--stage", "selling", "--write-baseline", "known.json")
    assert "no findings" in run("gaps", darknet.name, "--baseline", "known.json").stderr
    done = run("gaps", darknet.name, "--baseline", "known.json", "--stage", "selling")
    assert "no longer match" not in done.stderr


@pytest.mark.parametrize("name", ["general", "General"])
def test_general_is_a_stage_of_a_model_with_general_items(name: str, run: "Run", tmp_path: Path) -> None:
    output = run("gaps", HOUSING, "--stage", name).stdout
    assert [line.split() for line in output.splitlines() if "Barriers" in line] == [["Barriers", "2"]]
    rules = {finding["rule"] for finding in findings_of(run, HOUSING, "--stage", name)}
    assert rules >= {"partner-without-role", "priorities-incomplete"}
    (tmp_path / "ok.barrier.yaml").write_text(MODEL, encoding="utf-8")
    done = run("gaps", "ok.barrier.yaml", "--stage", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert f'"{name}" is not a stage of this model.' in done.stderr


@pytest.mark.parametrize("suffix", ["md", "html", "docx"])
def test_document_of_a_stage_has_no_judgement_of_the_model(suffix: str, run: "Run", darknet: Path) -> None:
    file = darknet.parent / f"agenda.{suffix}"
    assert run("gaps", darknet.name, "--stage", "selling", "-o", file).returncode == 0
    text = READERS[suffix](file.read_bytes())
    assert "Cryptocurrency exchangers" in text
    assert SHORT not in text
    done = run("gaps", darknet.name, "--stage", "Fishing", "-o", darknet.parent / f"other.{suffix}")
    assert done.returncode == 2
    assert not (darknet.parent / f"other.{suffix}").exists()


def test_stage_of_one_of_several_models_is_enough(run: "Run", darknet: Path) -> None:
    found = findings_of(run, darknet.name, HOUSING, "--stage", "Selling drugs")
    assert {Path(finding["path"]).name for finding in found} == {darknet.name}


def test_models_without_the_stage_are_not_shown(run: "Run", darknet: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.barrier.yaml"
    broken.write_text("title: [\n", encoding="utf-8")
    done = run("gaps", darknet.name, HOUSING, broken, "--stage", "Selling drugs")
    assert done.returncode == 1
    assert "Ask in the workshop" in done.stdout  # the whole agenda of the one that is left
    assert HOUSING.name not in done.stdout
    assert broken.name in done.stdout


def test_level_makes_the_agenda_of_these_findings_alone(run: "Run", darknet: Path) -> None:
    warnings = run("gaps", darknet.name, "--level", "warning").stdout
    assert warnings.splitlines()[0].endswith(" 6 findings")
    assert "At your desk" not in warnings
    assert "need new laws or powers" in warnings


# ---- no findings, several models


@pytest.mark.parametrize("args", [["--select", "stage-empty"], ["--level", "error"]])
@pytest.mark.parametrize("how", ["text", "md"])
def test_without_findings_the_agenda_says_so(how: str, args: list[str], run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name, "--format", how, *args)
    assert done.returncode == 0
    assert done.stdout.endswith("\n\nThere are no findings to discuss.\n")
    assert "4 stages, 53 items, 0 findings" in done.stdout
    assert "--all" not in done.stdout


def test_several_models_each_have_title_file_judgement_and_first_question(run: "Run", darknet: Path) -> None:
    output = run("gaps", darknet.name, HOUSING, *TODAY).stdout
    for title, path in (
        ("Darknet drug markets", darknet.name),
        ("Woningfraude en hennepteelt in huurwoningen", str(HOUSING)),
    ):
        part = output[output.index(title) :].splitlines()
        assert part[0].endswith(" findings")
        assert part[1] == path
    assert output.count("\nIn short\n") == output.count("\nAsk first\n  1  ") == 2
    assert "At your desk" not in output
    markdown = run("gaps", darknet.name, HOUSING, *TODAY, "--format", "md").stdout
    assert markdown.count("\n#### In short\n") == markdown.count("\n#### Ask first\n\n1. ") == 2


def test_file_with_errors_is_shown_beside_the_agenda_of_another(run: "Run", darknet: Path) -> None:
    (darknet.parent / "b.barrier.yaml").write_text("barrier_model: 1\n", encoding="utf-8")
    done = run("gaps", darknet.name, "b.barrier.yaml")
    assert done.returncode == 1
    assert "At your desk" in done.stdout
    assert "b.barrier.yaml:1:1" in done.stdout


# ---- files


@pytest.mark.parametrize("suffix", READERS)
def test_suffix_says_in_what_format_the_agenda_is_written(suffix: str, run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name, *TODAY, "-o", f"a.{suffix}")
    assert (done.returncode, done.stdout) == (0, "")
    words = READERS[suffix]((darknet.parent / f"a.{suffix}").read_bytes())
    words = squeezed(html.unescape(words).replace('\\"', '"'))
    for question in questions_of(run, darknet.name, *TODAY):
        assert squeezed(question["question"]) in words
        assert all(squeezed(point) in words for point in question["points"])


def test_points_in_word_are_a_list(run: "Run", darknet: Path) -> None:
    run("gaps", darknet.name, *TODAY, "-o", "a.docx")
    paragraphs = docx.Document(str(darknet.parent / "a.docx")).paragraphs
    styles = {each.text: each.style.name for each in paragraphs if each.style}
    for question in questions_of(run, darknet.name, *TODAY):
        assert styles[f"{question['number']}. {question['question']}"] == "Point"
        assert {styles[point] for point in question["points"]} <= {"List Bullet"}


@pytest.mark.parametrize("command", ["gaps", "validate"])
def test_unknown_suffix_is_a_usage_error(command: str, run: "Run", darknet: Path) -> None:
    done = run(command, darknet.name, "-o", "a.foo")
    assert (done.returncode, done.stdout) == (2, "")
    assert "a.foo: findings are not written as .foo. Known suffixes are .txt, .json, " in done.stderr
    assert (".docx" in done.stderr) == (command == "gaps")
    assert [path.name for path in darknet.parent.iterdir()] == [darknet.name]


def test_findings_of_validate_are_not_a_document(run: "Run", darknet: Path) -> None:
    done = run("validate", darknet.name, "-o", "a.docx")
    assert done.returncode == 2
    assert "findings are not written as .docx" in done.stderr


@pytest.mark.parametrize("suffix", READERS)
def test_agenda_of_a_restricted_model_is_in_no_file(suffix: str, run: "Run", darknet: Path) -> None:
    text = darknet.read_text(encoding="utf-8")
    darknet.write_text(f"{text}classification: restricted\n", encoding="utf-8")
    file = darknet.parent / f"a.{suffix}"
    done = run("gaps", darknet.name, "-o", file.name)
    assert done.stdout == ""
    if suffix in SUFFIXES:
        assert done.returncode == 0
        assert "Selling drugs" not in file.read_text(encoding="utf-8")
        assert "stage-without-barriers" in file.read_text(encoding="utf-8")
    else:
        assert done.returncode == 2
        assert "has restricted content" in done.stderr
        assert not file.exists()


@pytest.mark.parametrize(
    "path", sorted((AGENDA / "models").glob("*.barrier.yaml")), ids=lambda path: path.stem
)
def test_agenda_in_json_is_as_its_schema_says(path: Path, run: "Run") -> None:
    output = json.loads(run("gaps", path, "--format", "json").stdout)
    assert list(Draft7Validator(schema("findings")).iter_errors(output)) == []
    agenda = output["files"][0]["agenda"]
    assert [question["number"] for question in agenda["questions"]] == [
        *range(1, len(agenda["questions"]) + 1)
    ]
    assert len(agenda["summary"]) <= 4
    assert len(agenda["questions"]) <= 9
    assert all(len(question["points"]) <= 5 for question in agenda["questions"])

"""`barrierctl export`."""

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .samples import BROKEN

if TYPE_CHECKING:
    from conftest import Run

HEAD = "barrier_model: 1\nid: r\ntitle: R\nlanguage: en\n"
FORMULA = HEAD + "stages:\n  - name: A\n    signals: ['=1+1', \"+31 6\", '@home', plain]\n"
RESTRICTED = [
    HEAD + "classification: restricted\nstages: [{name: A}]\n",
    HEAD + "stages: [{name: A, signals: [{name: Cash, classification: restricted}]}]\n",
]


def rows(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_markdown_is_the_default(run: "Run", darknet: Path) -> None:
    done = run("export", darknet.name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# Darknet drug markets\n\n| Block | ")
    assert run("export", darknet.name, "--format", "md").stdout == done.stdout


@pytest.mark.parametrize("suffix", ["csv", "md", "json"])
def test_file_suffix_selects_the_format(suffix: str, run: "Run", darknet: Path, tmp_path: Path) -> None:
    done = run("export", darknet.name, "-o", f"out.{suffix}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"out.{suffix}: written.\n")
    plain = run("export", darknet.name, "--format", suffix).stdout
    assert (tmp_path / f"out.{suffix}").read_bytes().decode() == plain


def test_format_option_overrides_the_suffix(run: "Run", darknet: Path, tmp_path: Path) -> None:
    assert run("export", darknet.name, "-o", "out.txt", "--format", "json").returncode == 0
    assert len(json.loads((tmp_path / "out.txt").read_text(encoding="utf-8"))) == 5


def test_unknown_suffix_is_a_usage_error(run: "Run", darknet: Path, tmp_path: Path) -> None:
    done = run("export", darknet.name, "-o", "out.txt")
    assert done.returncode == 2
    assert "csv|md|json" in done.stderr
    assert not (tmp_path / "out.txt").exists()


def test_items_as_csv_have_one_row_each(run: "Run", darknet: Path) -> None:
    table = rows(run("export", darknet.name, "--format", "csv", "--view", "items").stdout)
    assert table[0][:7] == ["element", "stage", "stage_name", "block", "name", "id", "party"]
    assert len(table) == 1 + 53


def test_matrix_as_csv_has_a_column_per_stage(run: "Run", darknet: Path) -> None:
    table = rows(run("export", darknet.name, "--format", "csv").stdout)
    assert [len(row) for row in table] == [6] * 6
    assert table[0][-1] == "General"


def test_transpose_swaps_rows_and_columns(run: "Run", darknet: Path) -> None:
    table = rows(run("export", darknet.name, "--format", "csv", "--transpose").stdout)
    assert table[0] == ["Block", "Facilitators", "Opportunities", "Signals", "Partners", "Barriers"]
    assert [row[0] for row in table[1:]][-1] == "General"


def test_several_views_go_into_one_file_unless_csv(run: "Run", darknet: Path) -> None:
    args = ["export", darknet.name, "--view", "items", "--view", "matrix", "--format"]
    assert sorted(json.loads(run(*args, "json").stdout)) == ["items", "matrix"]
    assert run(*args, "md").stdout.count("\n## ") == 2
    done = run(*args, "csv")
    assert (done.returncode, done.stdout) == (2, "")


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiter_separates_cells(delimiter: str, run: "Run", darknet: Path) -> None:
    done = run("export", darknet.name, "--format", "csv", "--delimiter", delimiter)
    assert rows(done.stdout, delimiter) == rows(run("export", darknet.name, "--format", "csv").stdout)


@pytest.mark.parametrize("delimiter", ["", "ab", '"', "\n"])
def test_invalid_delimiter_is_a_usage_error(delimiter: str, run: "Run", darknet: Path) -> None:
    done = run("export", darknet.name, "--format", "csv", "--delimiter", delimiter)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--delimiter" in done.stderr


def test_bom_precedes_the_csv(run: "Run", darknet: Path) -> None:
    plain = run("export", darknet.name, "--format", "csv").stdout
    assert run("export", darknet.name, "--format", "csv", "--bom").stdout == f"\ufeff{plain}"


OF_CSV = "--delimiter, --bom and --raw are for csv"
OF_POSTERS = "--paper and --blank are for pdf, png and svg"


@pytest.mark.parametrize(
    ("how", "options", "message"),
    [
        ("md", ["--bom", "--delimiter", ";", "--raw"], f"{OF_CSV}, not for md."),
        ("json", ["--delimiter", ","], f"{OF_CSV}, not for json."),
        ("svg", ["--raw"], f"{OF_CSV}, not for svg."),
        ("csv", ["--blank"], f"{OF_POSTERS}, not for csv."),
        ("html", ["--paper", "a1"], f"{OF_POSTERS}, not for html."),
    ],
)
def test_option_of_another_format_is_refused(
    how: str, options: list[str], message: str, run: "Run", darknet: Path
) -> None:
    done = run("export", darknet.name, "--format", how, *options, "-o", "out")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"barrierctl: {message}\n")
    assert not (darknet.parent / "out").exists()


def test_formulas_are_escaped_unless_raw(run: "Run") -> None:
    args = ["export", "-", "--format", "csv", "--view", "items"]
    names = [row[4] for row in rows(run(*args, stdin=FORMULA).stdout)[1:]]
    assert names == ["'=1+1", "'+31 6", "'@home", "plain"]
    raw = [row[4] for row in rows(run(*args, "--raw", stdin=FORMULA).stdout)[1:]]
    assert raw == ["=1+1", "+31 6", "@home", "plain"]


def test_existing_file_is_overwritten_only_with_force(run: "Run", darknet: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.md"
    out.write_text("mine", encoding="utf-8")
    done = run("export", darknet.name, "-o", "out.md")
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert out.read_text(encoding="utf-8") == "mine"
    assert run("export", darknet.name, "-o", "out.md", "--force").returncode == 0
    assert out.read_text(encoding="utf-8").startswith("# Darknet")


def test_model_itself_is_never_overwritten(run: "Run", darknet: Path) -> None:
    before = darknet.read_bytes()
    assert run("export", darknet.name, "--format", "md", "-o", darknet.name).returncode == 2
    assert darknet.read_bytes() == before


@pytest.mark.parametrize("text", RESTRICTED)
@pytest.mark.parametrize("args", [[], ["-o", "out.md"]])
def test_restricted_model_is_not_exported(text: str, args: list[str], run: "Run", tmp_path: Path) -> None:
    done = run("export", "-", *args, stdin=text)
    assert (done.returncode, done.stdout) == (2, "")
    assert "restricted" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("args", [[], ["-o", "out.md"], ["--format", "json"]])
def test_model_with_errors_is_not_exported(args: list[str], run: "Run", tmp_path: Path) -> None:
    done = run("export", "-", *args, stdin=BROKEN)
    assert (done.returncode, done.stdout) == (1, "")
    assert "unknown-key" in done.stderr
    assert "stdin.barrier.yaml:7:5" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_model_with_warnings_is_exported(run: "Run") -> None:
    done = run("export", "-", stdin=HEAD + "stages: [{name: A, signals: [Cash, cash]}]\n")
    assert done.returncode == 0
    assert "Cash" in done.stdout


def test_unwritable_file_is_an_error(run: "Run", darknet: Path) -> None:
    done = run("export", darknet.name, "-o", "nowhere/out.md")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_unknown_format_or_view_is_a_usage_error(run: "Run", darknet: Path) -> None:
    assert run("export", darknet.name, "--format", "xml").returncode == 2
    assert run("export", darknet.name, "--view", "gap").returncode == 2
    assert run("export").returncode == 2


def test_stage_called_block_gets_a_column_of_its_own(run: "Run", tmp_path: Path) -> None:
    stages = "".join(f"  - name: {name}\n    signals: [of {name}]\n" for name in ("Block", "Block 3", "Sale"))
    text = f"barrier_model: 1\nid: b\ntitle: B\nlanguage: en\nstages:\n{stages}"
    (tmp_path / "b.barrier.yaml").write_text(text, encoding="utf-8")
    rows = json.loads(run("export", "b.barrier.yaml", "--format", "json").stdout)
    assert [row["block"] for row in rows][:2] == ["Facilitators", "Opportunities"]
    signals = next(row for row in rows if row["block"] == "Signals")
    assert list(signals.items())[1:] == [
        ("block-2", ["of Block"]),
        ("block-3", ["of Block 3"]),
        ("sale", ["of Sale"]),
    ]
    turned = json.loads(run("export", "b.barrier.yaml", "--format", "json", "--transpose").stdout)
    assert [row["block"] for row in turned] == ["Block", "Block 3", "Sale"]


def test_workshop_takes_the_minutes_that_are_given(run: "Run", darknet: Path) -> None:
    done = run("export", darknet.name, "--view", "workshop", "--duration", "60", "--today", "2026-11-24")
    assert (done.returncode, done.stderr) == (0, "")
    programme = done.stdout.partition("## Before the workshop")[0]
    assert sum(map(int, re.findall(r", (\d+) minutes", programme))) == 60


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--duration", "90"), "--duration goes with --view workshop."),
        (("--view", "gaps", "--duration", "90"), "--duration goes with --view workshop."),
        (("--view", "workshop", "--duration", "59"), "A workshop takes from 60 to 480 minutes."),
        (("--view", "workshop", "--duration", "481"), "A workshop takes from 60 to 480 minutes."),
        (
            ("--view", "workshop", "--format", "csv"),
            "csv cannot hold the sheets of workshop. Use md, html, docx, pptx or pdf.",
        ),
    ],
)
def test_workshop_refuses_what_it_cannot_be(
    options: tuple[str, ...], message: str, run: "Run", darknet: Path
) -> None:
    done = run("export", darknet.name, *options)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"barrierctl: {message}\n")


def test_show_takes_the_duration_of_a_workshop(run: "Run", darknet: Path) -> None:
    done = run("show", darknet.name, "--view", "workshop", "--duration", "480")
    assert done.returncode == 0
    assert "Lunch" in done.stdout
    assert run("show", darknet.name, "--duration", "480").returncode == 2

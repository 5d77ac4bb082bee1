"""`barrierctl validate`, and what it shares with `gaps`: which files, which findings, where to."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .samples import BROKEN, git

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[2]
GOOD = "barrier_model: 1\nid: {id}\ntitle: T\nlanguage: en\nstages:\n  - name: A\n    signals: [Cash]\n"
TWICE = "barrier_model: 1\nid: w\ntitle: W\nlanguage: en\nstages:\n  - name: A\n    signals: [Cash, cash]\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.format(id=path.name.split(".")[0]), encoding="utf-8")
    return path


def listed(run: "Run", *args: str) -> list[str]:
    done = run("validate", "--list-files", *args)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


# ---- the summary


@pytest.mark.parametrize(
    ("texts", "summary"),
    [
        ([GOOD], "1 model is valid."),
        ([GOOD, GOOD], "2 models are valid."),
        ([BROKEN], "1 model: 1 error."),
        ([TWICE], "1 model: 1 warning."),
        ([BROKEN, GOOD, TWICE], "3 models: 1 error, 1 warning."),
        ([BROKEN, BROKEN], "2 models: 2 errors."),
    ],
)
@pytest.mark.parametrize("how", ["concise", "json", "github"])
def test_summary_counts_models_and_findings(
    texts: list[str], summary: str, how: str, run: "Run", tmp_path: Path
) -> None:
    for number, text in enumerate(texts):
        write(tmp_path / f"m{number}.barrier.yaml", text)
    done = run("validate", "--format", how)
    assert done.stderr == f"{summary}\n"
    assert done.returncode == (1 if BROKEN in texts else 0)


def test_text_names_the_command_that_explains_a_rule(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "a.barrier.yaml", BROKEN)
    summary, page = run("validate").stderr.splitlines()
    assert summary == "1 model: 1 error. Explain one: barrierctl rule unknown-key"
    assert page.endswith("/docs/rules/validate.md#unknown-key")


def test_valid_model_prints_nothing(run: "Run", darknet: Path) -> None:
    assert run("validate", darknet.name).stdout == ""


# ---- which files


def test_folders_are_searched_in_order_without_hidden_ones(run: "Run", tmp_path: Path) -> None:
    for name in ["b/z.barrier.yaml", "b/a.barrier.yml", "a/m.barrier.yaml", "c.barrier.yaml", "a/plain.yaml"]:
        write(tmp_path / name, GOOD)
    for name in [".hidden/x.barrier.yaml", "a/.x.barrier.yaml"]:
        write(tmp_path / name, GOOD)
    assert listed(run) == ["c.barrier.yaml", "a/m.barrier.yaml", "b/a.barrier.yml", "b/z.barrier.yaml"]


def test_files_are_checked_once_in_the_given_order(run: "Run", tmp_path: Path) -> None:
    for name in ["a/x.barrier.yaml", "a/y.barrier.yaml", "b.barrier.yaml"]:
        write(tmp_path / name, GOOD)
    (tmp_path / "link.barrier.yaml").symlink_to("b.barrier.yaml")
    found = listed(run, "b.barrier.yaml", "a/y.barrier.yaml", "a", "./b.barrier.yaml", "link.barrier.yaml")
    assert found == ["b.barrier.yaml", "a/y.barrier.yaml", "a/x.barrier.yaml"]


def test_file_given_as_a_path_needs_no_suffix(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "model.txt", GOOD)
    assert run("validate", "model.txt").returncode == 0


def test_ignored_files_are_skipped_unless_given_as_a_path(run: "Run", tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path / ".gitignore", "drafts/\nold-*\n")
    for name in ["drafts/a.barrier.yaml", "old-b.barrier.yaml", "c.barrier.yaml", "é d.barrier.yaml"]:
        write(tmp_path / name, GOOD)
    assert listed(run) == ["c.barrier.yaml", "é d.barrier.yaml"]
    assert listed(run, "old-b.barrier.yaml") == ["old-b.barrier.yaml"]


def test_nothing_is_ignored_without_git(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / ".gitignore", "*.yaml\n")
    write(tmp_path / "a.barrier.yaml", GOOD)
    done = run("validate", "--list-files", env={"PATH": str(tmp_path)})
    assert done.stdout == "a.barrier.yaml\n"


@pytest.mark.parametrize("glob", ["old", "old/", "*/x.barrier.yaml", "x.*", "old/*"])
def test_exclude_skips_matching_files(glob: str, run: "Run", tmp_path: Path) -> None:
    for name in ["old/x.barrier.yaml", "new.barrier.yaml"]:
        write(tmp_path / name, GOOD)
    assert listed(run, "--exclude", glob) == ["new.barrier.yaml"]
    assert listed(run, "old/x.barrier.yaml", "--exclude", glob) == ["old/x.barrier.yaml"]
    forced = listed(run, "old/x.barrier.yaml", "new.barrier.yaml", "--exclude", glob, "--force-exclude")
    assert forced == ["new.barrier.yaml"]


def test_exclude_can_be_repeated(run: "Run", tmp_path: Path) -> None:
    for name in ["a.barrier.yaml", "b.barrier.yaml", "c.barrier.yaml"]:
        write(tmp_path / name, GOOD)
    assert listed(run, "--exclude", "a.*", "--exclude", "b.*") == ["c.barrier.yaml"]


def test_missing_path_is_reported_before_any_work(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "a.barrier.yaml", BROKEN)
    done = run("validate", "a.barrier.yaml", "one", "two", "-o", "out.txt")
    assert (done.returncode, done.stdout) == (2, "")
    assert [name for name in ("one", "two", "a.barrier.yaml") if name in done.stderr] == ["one", "two"]
    assert not (tmp_path / "out.txt").exists()


def test_folder_without_models_is_an_error(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "sub" / "readme.md", "x")
    done = run("validate", "sub")
    assert (done.returncode, done.stdout) == (2, "")
    assert "No model found in sub" in done.stderr


def test_unreadable_file_is_a_finding_and_others_are_checked(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "b.barrier.yaml", BROKEN)
    (tmp_path / "a.barrier.yaml").symlink_to("nowhere")
    done = run("validate", "--format", "concise")
    rules = [line.split()[2] for line in done.stdout.splitlines()]
    assert (done.returncode, rules) == (1, ["unreadable-file", "unknown-key"])
    assert "No such file" in done.stdout


def test_loop_of_links_is_a_finding(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "b.barrier.yaml", GOOD)
    (tmp_path / "a.barrier.yaml").symlink_to("a.barrier.yaml")
    done = run("validate", "--format", "concise")
    assert done.returncode == 1
    assert "a.barrier.yaml:1:1: error unreadable-file" in done.stdout


def test_folder_that_links_to_itself_is_searched_once(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "m" / "b.barrier.yaml", GOOD)
    (tmp_path / "m" / "again").symlink_to(".")
    assert listed(run) == ["m/b.barrier.yaml"]


def test_paths_are_relative_to_the_current_folder(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "sub" / "b.barrier.yaml", BROKEN)
    for named in (str(tmp_path / "sub"), "sub", "./sub", "sub/../sub/b.barrier.yaml"):
        assert run("validate", named, "--format", "concise").stdout.startswith("sub/b.barrier.yaml:7:5: ")


def test_path_outside_is_shown_as_given(run: "Run", tmp_path_factory: pytest.TempPathFactory) -> None:
    path = write(tmp_path_factory.mktemp("outside") / "b.barrier.yaml", BROKEN)
    assert run("validate", path, "--format", "concise").stdout.startswith(f"{path.as_posix()}:7:5: ")


def test_github_paths_are_relative_to_the_repository(run: "Run", tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path / "sub" / "b.barrier.yaml", BROKEN)
    assert "file=sub/b.barrier.yaml," in run("validate", "--format", "github").stdout


# ---- standard input


def test_standard_input_is_checked(run: "Run") -> None:
    done = run("validate", "-", "--format", "concise", stdin=BROKEN)
    assert done.returncode == 1
    assert done.stdout.startswith("stdin.barrier.yaml:7:5: error unknown-key ")


def test_stdin_filename_names_standard_input(run: "Run") -> None:
    done = run("validate", "-", "--format", "concise", "--stdin-filename", "a/b.yaml", stdin=BROKEN)
    assert done.stdout.startswith("a/b.yaml:7:5: ")


def test_standard_input_can_be_combined_with_files(run: "Run", darknet: Path) -> None:
    done = run("validate", darknet.name, "-", "--format", "concise", stdin=BROKEN)
    assert done.stderr == "2 models: 1 error.\n"


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"\x00" * 100, b"a: [" * 500, b"\xef\xbb\xbf", b"- - - -", b"&a [*a]"]
)
def test_malformed_input_is_a_finding(data: bytes, run: "Run") -> None:
    done = run("validate", "-", "--format", "json", stdin=data)
    assert done.returncode == 1
    assert json.loads(done.stdout)["summary"]["error"] >= 1


# ---- which findings


def test_fail_on_sets_the_severity_that_fails(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "w.barrier.yaml", TWICE)
    codes = [
        run("validate", "--fail-on", level).returncode for level in ("error", "warning", "info", "never")
    ]
    assert codes == [0, 1, 1, 0]
    write(tmp_path / "w.barrier.yaml", BROKEN)
    codes = [
        run("validate", "--fail-on", level).returncode for level in ("error", "warning", "info", "never")
    ]
    assert codes == [1, 1, 1, 0]


def test_level_hides_findings_that_still_count(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "w.barrier.yaml", TWICE)
    done = run("validate", "--level", "error", "--fail-on", "warning", "--format", "concise")
    output = "1 model: 1 warning.\n--level error hides all of them.\n"
    assert (done.stdout, done.stderr, done.returncode) == ("", output, 1)


def test_warnings_can_be_ignored_and_errors_cannot(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "w.barrier.yaml", TWICE)
    assert run("validate", "--ignore", "duplicate-item").stderr == "1 model is valid.\n"
    assert run("validate", "--select", "text-cut-by-comment").stderr == "1 model is valid.\n"
    done = run("validate", "--ignore", "unknown-key")
    assert (done.returncode, done.stdout) == (2, "")
    assert "unknown-key" in done.stderr


def test_errors_are_shown_whatever_is_selected(run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "b.barrier.yaml", BROKEN)
    assert run("validate", "--select", "duplicate-item").returncode == 1


# ---- where to


@pytest.mark.parametrize("how", ["text", "concise", "json", "github"])
def test_output_file_equals_standard_output(how: str, run: "Run", tmp_path: Path) -> None:
    write(tmp_path / "b.barrier.yaml", BROKEN)
    plain = run("validate", "--format", how)
    (tmp_path / "out").write_text("old", encoding="utf-8")
    done = run("validate", "--format", how, "-o", "out")
    assert (done.stdout, done.returncode) == ("", 1)
    assert (tmp_path / "out").read_bytes().decode() == plain.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.barrier.yaml", "out"]


def test_unwritable_file_is_an_error(run: "Run", darknet: Path) -> None:
    done = run("validate", darknet.name, "-o", "nowhere/out.txt")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_same_input_gives_the_same_bytes(run_process: "Run", tmp_path: Path) -> None:
    write(tmp_path / "b.barrier.yaml", BROKEN)
    outputs = {
        run_process("validate", "--format", "json", env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert str(tmp_path) not in outputs.pop()


def test_hostile_file_name_is_escaped(run: "Run", tmp_path: Path) -> None:
    name = "x\x1b[31m\n::error::.barrier.yaml"
    write(tmp_path / name, BROKEN)
    for how in ("text", "concise", "json", "github"):
        output = run("validate", "--format", how).stdout
        assert "\n::error::." not in output
    assert "\x1b" not in run("validate", "--format", "concise").stdout
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("command", ["validate", "gaps"])
def test_restricted_findings_go_into_no_file_and_no_log(command: str, run: "Run", tmp_path: Path) -> None:
    text = TWICE.replace("language: en\n", "language: en\nclassification: restricted\n")
    text = text.replace("name: A", "name: Cash desk")
    write(tmp_path / "r.barrier.yaml", text)
    for args in (["-o", "out.txt"], ["--format", "github"], ["--format", "json", "-o", "out.txt"]):
        done = run(command, *args)
        assert done.returncode == 0
        assert "its text is left out, since it may be restricted" in done.stderr
        assert "cash" not in done.stdout.lower()
    assert "cash" not in (tmp_path / "out.txt").read_text(encoding="utf-8").lower()
    for how in ("text", "concise", "json"):
        done = run(command, "--format", how, *(["--all"] if command == "gaps" else []))
        assert done.returncode == 0
        assert "cash" in done.stdout.lower()


def test_valid_file_loads_no_unneeded_library(darknet: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "barrierctl", "validate", darknet.name],
        cwd=darknet.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "barrierctl.schema" in loaded
    assert loaded.isdisjoint({"jsonschema", "rich", "csv", "barrierctl.views"})


def test_integers_are_written_without_a_fraction(run: "Run", tmp_path: Path) -> None:
    priority = "    barriers:\n      - name: B\n        priority:\n          impact: 5.0\n"
    write(tmp_path / "a.barrier.yaml", GOOD + "review:\n  every_months: 6.0\n")
    write(tmp_path / "b.barrier.yaml", GOOD + priority)
    done = run("validate")
    assert done.returncode == 1
    assert "  5.0 is not a whole number.\n" in done.stdout
    assert "\n  Use 1, 2, 3, 4 or 5.\n" in done.stdout
    assert "  6.0 is not a whole number.\n" in done.stdout
    assert "\n  Use a whole number, 1 or higher.\n" in done.stdout

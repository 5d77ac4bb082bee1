"""Baselines on the command line: one for all, by the ids of models, which git can merge."""

import json
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Run

MODEL = """\
barrier_model: 1
id: {id}
title: Waste dumping
language: en
stages:
  - name: Transport
    facilitators: [Van rental, Van rental]
    opportunities: [Quiet roads]
    signals: [Smell in a van]
    partners: [Police, Municipality]
    barriers:
"""
FAIL = ("--fail-on", "note")
KNOWN = ("--baseline", "known.json", *FAIL)
WRITE = ("--write-baseline", "known.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the models a, b and c."""
    for name in "abc":
        put(tmp_path, name)
    return tmp_path


def put(folder: Path, name: str, more: str = "") -> None:
    (folder / f"{name}.barrier.yaml").write_text(MODEL.format(id=name) + more, encoding="utf-8")


def entries(folder: Path) -> dict[str, list[dict[str, Any]]]:
    models: dict[str, list[dict[str, Any]]] = json.loads((folder / "known.json").read_bytes())["models"]
    return models


def rules(folder: Path, model: str) -> list[str]:
    return [entry["rule"] for entry in entries(folder).get(model, ())]


def last_line(text: str) -> str:
    return text.splitlines()[-1]


# ---- one file


def test_one_file_has_the_findings_of_both_commands(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    run("validate", *WRITE)
    assert {"duplicate-item", "stage-without-barriers"} <= set(rules(folder, "a"))
    for command in ("validate", "gaps"):
        done = run(command, *KNOWN)
        assert (done.returncode, "no longer" in done.stderr) == (0, False)


def test_run_over_one_file_leaves_the_entries_of_the_others_alone(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    before = entries(folder)
    put(folder, "b", "  - name: Dumping\n")
    run("gaps", *WRITE, "b.barrier.yaml")
    after = entries(folder)
    assert after.pop("b") != before.pop("b")
    assert after == before


def test_run_with_some_rules_leaves_the_entries_of_the_others_alone(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    before = entries(folder)
    run("gaps", *WRITE, "--select", "no-plan")
    assert entries(folder) == before


def test_file_with_errors_keeps_its_entries(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    before = entries(folder)
    put(folder, "b", "colour: red\n")
    done = run("gaps", *WRITE)
    assert (done.returncode, entries(folder)) == (0, before)
    assert last_line(done.stderr) == "1 error is not recorded: errors cannot be accepted."


# ---- by the id of the model


def test_renamed_file_has_no_new_findings(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    (folder / "moved").mkdir()
    (folder / "a.barrier.yaml").rename(folder / "moved" / "other.barrier.yaml")
    done = run("gaps", *KNOWN)
    assert (done.returncode, "no longer" in done.stderr, "gone" in done.stderr) == (0, False, False)


@pytest.mark.parametrize("command", ["validate", "gaps"])
@pytest.mark.parametrize("option", [WRITE, KNOWN])
def test_two_files_with_one_id_are_an_error_of_the_run(
    command: str, option: tuple[str, ...], run: "Run", folder: Path
) -> None:
    (folder / "known.json").write_text('{"format": 2, "models": {}}', encoding="utf-8")
    (folder / "copy.barrier.yaml").write_bytes((folder / "a.barrier.yaml").read_bytes())
    done = run(command, *option)
    assert (done.returncode, done.stdout) == (2, "")
    assert "duplicate-model-id: a.barrier.yaml and copy.barrier.yaml have the same id." in done.stderr
    assert json.loads((folder / "known.json").read_bytes())["models"] == {}
    assert run(command).returncode == 0


# ---- stale entries


def test_entries_of_a_model_that_is_gone_are_reported_and_pruned(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    (folder / "b.barrier.yaml").unlink()
    said = "known.json has entries of a model that is gone: b. Remove them with --prune-baseline."
    assert last_line(run("gaps", *KNOWN).stderr) == said
    assert last_line(run("gaps", *KNOWN, "a.barrier.yaml").stderr) == said
    kept = {name: list(entries(folder)[name]) for name in "ac"}
    done = run("gaps", *KNOWN, "--prune-baseline", "a.barrier.yaml")
    assert (done.returncode, entries(folder)) == (0, kept)
    assert "gone" not in run("gaps", *KNOWN).stderr


@pytest.mark.parametrize("name", ["b.yaml", "deep/er/b.barrier.yml"])
def test_model_that_was_not_checked_is_not_gone(name: str, run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    (folder / "b.barrier.yaml").rename(target)
    target.write_text(f'"id" : "b"\n{"x: [" if name == "b.yaml" else ""}', encoding="utf-8")
    assert "gone" not in run("gaps", *KNOWN, "a.barrier.yaml").stderr


def test_pruning_removes_what_is_found_no_more_and_adds_nothing(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    before = entries(folder)
    put(folder, "a", "      - Checks\n  - name: Dumping\n")
    done = run("gaps", *KNOWN, "--prune-baseline", "--format", "concise")
    assert (done.returncode, "stage-empty" in done.stdout) == (1, True)
    assert "stage-without-barriers" not in rules(folder, "a")
    after = entries(folder)
    assert all(entry in before["a"] for entry in after["a"])
    removed = len(before["a"]) - len(after["a"])
    left = sum(map(len, after.values()))
    word = "entry" if removed == 1 else "entries"
    assert last_line(done.stderr) == f"known.json: {removed} {word} removed, {left} left."


@pytest.mark.parametrize("more", [(), (*WRITE, "--baseline", "known.json")])
def test_pruning_needs_a_baseline_and_does_not_go_with_writing(
    more: tuple[str, ...], run: "Run", folder: Path
) -> None:
    run("gaps", *WRITE)
    before = (folder / "known.json").read_bytes()
    assert run("gaps", "--prune-baseline", *more).returncode == 2
    assert (folder / "known.json").read_bytes() == before


# ---- files that are not whole


def conflict(folder: Path) -> None:
    """Make a conflict in the entries of a: what one side has no longer matches, the other side is true."""
    text = (folder / "known.json").read_text(encoding="utf-8")
    first, *others = text.split('"a": [\n')[1].split("\n]")[0].split("\n")
    ours, theirs = '{"rule": "no-such-rule"},', first
    sides = "\n".join(["<<<<<<< HEAD", ours, "=======", theirs, ">>>>>>> branch", *others])
    text = text.replace("\n".join([first, *others]), sides, 1)
    (folder / "known.json").write_text(text, encoding="utf-8")


def test_conflict_markers_are_named_and_pruning_resolves_them(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    before = entries(folder)
    conflict(folder)
    done = run("gaps", *KNOWN)
    assert (done.returncode, done.stdout) == (2, "")
    assert "known.json, line 3: this baseline has conflict markers." in done.stderr
    done = run("gaps", *KNOWN, "--prune-baseline")
    assert (done.returncode, entries(folder)) == (0, before)


def test_writing_resolves_conflict_markers_too(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    before = entries(folder)
    conflict(folder)
    assert run("gaps", *WRITE, "a.barrier.yaml").returncode == 0
    assert entries(folder) == before


@pytest.mark.parametrize("version", ["3", '"2"', "null"])
def test_format_of_another_version_is_named(version: str, run: "Run", folder: Path) -> None:
    (folder / "known.json").write_text(f'{{"format": {version}}}', encoding="utf-8")
    for options in (KNOWN, WRITE):
        done = run("gaps", *options)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"this baseline has format {version}." in done.stderr
    assert (folder / "known.json").read_text(encoding="utf-8") == f'{{"format": {version}}}'


def test_message_about_a_broken_baseline_works(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    text = (folder / "known.json").read_text(encoding="utf-8")
    (folder / "known.json").write_text(text.replace("},\n", "}\n", 1), encoding="utf-8")
    done = run("gaps", *KNOWN)
    assert "known.json, line 4: this is not a baseline." in done.stderr
    assert done.stderr.rstrip().endswith("delete it and use --write-baseline known.json")
    assert "known.json, line 4: this is not a baseline. It was not overwritten" in run("gaps", *WRITE).stderr
    (folder / "known.json").unlink()
    run("gaps", *WRITE)
    assert (folder / "known.json").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "models",
    [
        "[]",
        '{"a": 5}',
        '{"a": [5]}',
        '{"a": [{}]}',
        '{"a": [{"rule": 5}]}',
        '{"a": [{"rule": "x", "number": "1"}]}',
    ],
)
def test_baseline_with_parts_of_another_kind_is_none(models: str, run: "Run", folder: Path) -> None:
    (folder / "known.json").write_text(f'{{"format": 2, "models": {models}}}', encoding="utf-8")
    done = run("gaps", *KNOWN)
    assert (done.returncode, "known.json: this is not a baseline." in done.stderr) == (2, True)


# ---- the first format


def first_format(folder: Path, path: str = "") -> None:
    """Write a baseline of findings as version 0.1.0 wrote it, all of them of files that have not moved."""
    old = []
    for model, found in entries(folder).items():
        for entry in found:
            name, number = path or f"{model}.barrier.yaml", entry.get("number", 0)
            parts = (entry["rule"], name, entry.get("element", ""), entry.get("subject", ""), str(number))
            fingerprint = sha256("\0".join(parts).encode()).hexdigest()[:32]
            one = {"path": name, "rule": parts[0], "element": parts[2] or None, "subject": parts[3] or None}
            old.append(json.dumps(one | {"fingerprint": fingerprint}))
    text = '{"format": 1, "findings": [\n' + ",\n".join(old) + "\n]}\n"
    (folder / "known.json").write_text(text, encoding="utf-8")


def test_baseline_of_the_first_format_is_read_and_written_anew(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    before = entries(folder)
    first_format(folder)
    assert run("gaps", *KNOWN).returncode == 0
    run("gaps", *WRITE, "a.barrier.yaml")
    assert entries(folder)["a"] == before["a"]
    assert entries(folder)["b.barrier.yaml"] == before["b"]
    done = run("gaps", *KNOWN)
    assert (done.returncode, "no longer" in done.stderr, "gone" in done.stderr) == (0, False, False)
    run("gaps", *WRITE)
    assert entries(folder) == before


def test_first_format_has_findings_of_files_that_are_gone(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE, "a.barrier.yaml")
    first_format(folder, "old.barrier.yaml")
    assert "a model that is gone: old.barrier.yaml." in run("gaps", *KNOWN).stderr


# ---- where it goes


def test_dash_is_standard_output(run: "Run", folder: Path) -> None:
    run("gaps", *WRITE)
    done = run("gaps", "--write-baseline", "-")
    assert (done.returncode, done.stdout) == (0, (folder / "known.json").read_text(encoding="utf-8"))
    assert not (folder / "-").exists()
    done = run("gaps", "--baseline", "known.json", "--write-baseline", "-", "b.barrier.yaml")
    assert set(json.loads(done.stdout)["models"]) == {"a", "b", "c"}


def test_report_and_baseline_do_not_share_standard_output(run: "Run", folder: Path) -> None:
    done = run("gaps", "--write-baseline", "-", "--format", "json")
    assert (done.returncode, done.stdout) == (2, "")
    done = run("gaps", "--write-baseline", "-", "--format", "json:report.json")
    assert json.loads(done.stdout)["format"] == 2
    assert json.loads((folder / "report.json").read_bytes())["format"] == 1


def test_run_says_what_it_wrote(run: "Run", folder: Path) -> None:
    done = run("gaps", *WRITE)
    total = sum(map(len, entries(folder).values()))
    assert last_line(done.stderr) == f"known.json: {total} findings recorded ({total} new, 0 removed)."
    (folder / "b.barrier.yaml").unlink()
    put(folder, "c", "# As it was\n")
    done = run("gaps", *WRITE)
    left = sum(map(len, entries(folder).values()))
    said = f"known.json: {left} findings recorded (0 new, {total - left} removed)."
    assert (last_line(done.stderr), set(entries(folder))) == (said, {"a", "b", "c"})


def test_writing_over_a_part_of_the_files_keeps_the_models_that_cannot_be_seen(
    run: "Run", folder: Path
) -> None:
    (folder / "b.barrier.yaml").rename(folder / ".hidden.barrier.yaml")
    run("gaps", *WRITE, "a.barrier.yaml", ".hidden.barrier.yaml")
    before = entries(folder)
    run("gaps", *WRITE, "a.barrier.yaml")
    assert entries(folder) == before


def test_a_report_is_no_baseline(run: "Run", folder: Path) -> None:
    run("gaps", "-o", "report.json")
    report = (folder / "report.json").read_bytes()
    for option in ("--baseline", "--write-baseline"):
        done = run("gaps", option, "report.json")
        assert done.returncode == 2
        assert "report.json: this is not a baseline." in done.stderr
    assert (folder / "report.json").read_bytes() == report


@pytest.mark.parametrize("output", [("-o", "known.json"), ("--format", "json:known.json")])
def test_a_report_does_not_overwrite_the_baseline_that_is_written(
    output: tuple[str, str], run: "Run", folder: Path
) -> None:
    done = run("gaps", *WRITE, *output)
    assert done.returncode == 2
    assert "known.json cannot be both the report and the baseline." in done.stderr
    assert not (folder / "known.json").exists()


def test_a_folder_is_a_baseline_that_cannot_be_read(run: "Run", folder: Path) -> None:
    (folder / "sub").mkdir()
    done = run("gaps", "--baseline", "sub")
    assert (done.returncode, done.stdout) == (2, "")
    assert "sub: this baseline cannot be read: " in done.stderr


# ---- merging


def test_both_sides_of_a_conflict_keep_their_models(run: "Run", folder: Path) -> None:
    """Git shows the lines that two sides share once, below the conflict, whichever model they are of."""
    git(folder, "init", "-q", "-b", "main")
    run("gaps", *WRITE, "c.barrier.yaml")
    git(folder, "add", "known.json")
    git(folder, "commit", "-qm", "c")
    git(folder, "switch", "-qc", "one")
    run("gaps", *WRITE, "a.barrier.yaml")
    git(folder, "commit", "-qam", "a")
    git(folder, "switch", "-q", "main")
    run("gaps", *WRITE, "b.barrier.yaml")
    git(folder, "commit", "-qam", "b")
    assert git(folder, "merge", "one").returncode == 1
    run("gaps", *KNOWN, "--prune-baseline")
    done = run("gaps", *KNOWN, "--fail-on", "note")
    assert (done.returncode, set(entries(folder))) == (0, {"a", "b", "c"})


def git(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    own = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    return subprocess.run(
        ["git", *own, *args], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )


def test_branches_that_change_different_models_merge(run: "Run", folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    run("gaps", *WRITE)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "models")
    for name in "abc":
        git(folder, "switch", "-qc", f"change-{name}", "main")
        put(folder, name, "  - name: Dumping\n    barriers: [Cameras and]\n")
        run("gaps", *WRITE, f"{name}.barrier.yaml")
        git(folder, "commit", "-qam", name)
    for name in "ab":
        assert git(folder, "merge", "-q", f"change-{name}", "-m", "merge").returncode == 0
    done = run("gaps", *KNOWN)
    assert (done.returncode, "no longer" in done.stderr) == (0, False)

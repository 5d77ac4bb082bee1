"""A configuration in `[tool.barrierctl]` of a pyproject.toml."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import barrierctl

if TYPE_CHECKING:
    from conftest import Run

MODEL = """\
barrier_model: 1
id: waste
title: Waste dumping
language: en
stages:
  - name: Transport
    partners: [Police, Municipality]
"""
SECTION = """\
[project]
name = "models"

[tool.barrierctl]
select = ["no-plan", "level-needed"]
exclude = ["./drafts"]

[tool.barrierctl.severity]
no-plan = "warning"

[[tool.barrierctl.rules]]
id = "level-needed"
text = "No \\"level\\" is given"
each = "stage"
at_least = { barriers = 1 }

[tool.barrierctl.validate]
fail_on = "warning"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("x", "drafts/y", "deep/z"):
        (tmp_path / f"{name}.barrier.yaml").parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.barrier.yaml").write_text(MODEL, encoding="utf-8")
    return tmp_path


def write(folder: Path, text: str, name: str = "pyproject.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def found(run: "Run", *args: str) -> set[tuple[str, str, str]]:
    done = run("gaps", "--format", "json", *args)
    assert done.returncode == 0, done.stderr
    return {(one["path"], one["rule"], one["severity"]) for one in json.loads(done.stdout)["findings"]}


def test_every_kind_of_key_can_be_in_pyproject(run: "Run", folder: Path) -> None:
    write(folder, SECTION)
    assert found(run) == {
        (path, rule, "warning")
        for path in ("x.barrier.yaml", "deep/z.barrier.yaml")
        for rule in ("no-plan", "level-needed")
    }
    assert found(run, "--config", "pyproject.toml") == found(run)
    assert 'No "level" is given' in run("gaps", "--format", "concise").stdout
    shown = " ".join(run("validate", "--show-config").stdout.split())
    for part in (
        "Configuration: pyproject.toml",
        "select no-plan, level-needed pyproject.toml:5",
        "fail_on warning pyproject.toml:18",
        "no-plan: warning pyproject.toml:8",
        "level-needed (warning) pyproject.toml:11",
    ):
        assert part in shown
    configuration = barrierctl.configure(folder / "pyproject.toml")
    model = barrierctl.load(folder / "x.barrier.yaml", configuration)
    rules = [one.rule for one in barrierctl.find_gaps(model, config=configuration)]
    assert sorted(rules) == ["level-needed", "no-plan"]


def test_the_file_of_our_own_wins_in_its_folder(run: "Run", folder: Path) -> None:
    write(folder, SECTION)
    write(folder, "select: stage-without-barriers\n", ".barrierctl.yaml")
    assert {rule for _, rule, _ in found(run)} == {"stage-without-barriers"}


@pytest.mark.parametrize(
    "text",
    [
        "[project]\nname = 'x'\n",
        "[project]\ndependencies = ['barrierctl']  # [tool.barrierctl]\n",
        "[tool]\nbarrierct = 1\n",
        "[project]\nname = 'barrierctl'\n[tool.ruff]\nthis is no TOML",
        "this is = no TOML [\n",
    ],
)
def test_a_pyproject_without_the_section_is_passed_over(text: str, run: "Run", folder: Path) -> None:
    write(folder, "select: no-plan\n", ".barrierctl.yaml")
    write(folder, text, "deep/pyproject.toml")
    assert {rule for _, rule, _ in found(run, "deep")} == {"no-plan"}


@pytest.mark.parametrize(
    "text",
    [
        '[tool.barrierctl]\nselect = "no-plan"\n',
        '["tool".\'barrierctl\']\nselect = "no-plan"\n',
        '[tool]\nbarrierctl.select = "no-plan"\n',
        'tool = { barrierctl = { select = "no-plan" } }\n',
        '\ufeff[tool.barrierctl]\r\nselect = "no-plan"\r\n',
        "\n" * 200_000 + '[tool.barrierctl]\nselect = "no-plan"\n',
    ],
)
def test_the_section_may_be_written_in_any_way(text: str, run: "Run", folder: Path) -> None:
    write(folder, text)
    assert {rule for _, rule, _ in found(run)} == {"no-plan"}


def test_errors_name_the_key_and_its_line(run: "Run", folder: Path) -> None:
    write(
        folder,
        '# [tool.barrierctl]\n# slect = "a"\n[tool.barrierctl]\nslect = "no-plan"\nlevel = "high"\n'
        'per_path = [\n  { path = "a", ignore = "no-plan" },\n  { path = "b", ignore = ["no-plam"] },\n]\n'
        '[[tool.barrierctl.rules]]\nid = "a"\ntext = """\nlong"""\neach = "barier"\nrequired = "owner"\n',
    )
    done = run("check")
    assert (done.returncode, done.stdout) == (2, "")
    for part in (
        "pyproject.toml:4:1  unknown-key",
        'did you mean "select"?',
        "pyproject.toml:5:9  value-not-allowed",
        "pyproject.toml:8:27  unknown-rule",
        "pyproject.toml:14:8  value-not-allowed",
    ):
        assert part in done.stderr
    assert done.stderr.count("pyproject.toml:") == 4


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[tool.barrierctl]\nselect =\n", "pyproject.toml, line 2: this is not valid TOML: Invalid value."),
        ("[tool.barrierctl\n", "pyproject.toml, line 1: this is not valid TOML"),
        ("[tool.barrierctl]\nx = " + "[" * 5000, "pyproject.toml is too large to be read."),
        ("[tool.barrierctl]\nx = " + "[" * 150 + "]" * 150, "pyproject.toml is too large to be read."),
        ("[tool.barrierctl]\n" + ".".join("a" * 9000) + " = 1", "pyproject.toml is too large to be read."),
        ("[tool.barrierctl]\nx = [" + "1," * 20_000 + "]", "pyproject.toml is too large to be read."),
        ("#" * 300_000 + "\n[tool.barrierctl]\n", "pyproject.toml is too large to be read."),
        ("[tool.barrierctl]\nreview_months = " + "9" * 5000, "this is not valid TOML"),
        ("tool.barrierctl = 5", "The file must contain keys with values, not a number."),
    ],
)
def test_unusable_toml_is_one_clear_error(text: str, reason: str, run: "Run", folder: Path) -> None:
    write(folder, text)
    done = run("check")
    assert (done.returncode, done.stdout) == (2, "")
    assert reason in done.stderr
    assert "inside barrierctl" not in done.stderr


def test_config_option_needs_the_section(run: "Run", folder: Path) -> None:
    write(folder, "[project]\nname = 'x'\n")
    done = run("check", "--config", "pyproject.toml")
    expected = "barrierctl: pyproject.toml has no section [tool.barrierctl].\n"
    assert (done.returncode, done.stderr) == (2, expected)


def test_files_named_in_it_stay_in_the_repository(run: "Run", folder: Path) -> None:
    (folder / "home").mkdir()
    (folder / "work").mkdir()
    write(folder, "- {id: a, name: secret}\n", "home/parties.yaml")
    write(folder, '[tool.barrierctl]\nparties = "../home/parties.yaml"\n', "work/pyproject.toml")
    write(folder, MODEL, "work/x.barrier.yaml")
    done = run("check", "work")
    assert (done.returncode, "secret" in done.stderr) == (2, False)
    assert "work/pyproject.toml:2:11  unreadable-file" in done.stderr
    (folder / "work" / "pyproject.toml").unlink()
    write(folder, '[tool.barrierctl]\nselect = "secret"\n', "home/pyproject.toml")
    (folder / "work" / "pyproject.toml").symlink_to("../home/pyproject.toml")
    done = run("check", "work")
    assert (done.returncode, "secret" in done.stderr) == (2, False)
    assert "work/pyproject.toml is a link to a file outside the project, so it is not read." in done.stderr


@pytest.mark.parametrize(
    ("text", "loaded"), [(SECTION, True), ("[project]\nname = 'barrierctl'\n[tool.ruff]\n", False)]
)
def test_toml_is_loaded_only_if_it_may_be_needed(
    text: str,
    loaded: bool,  # noqa: FBT001
    folder: Path,
    uncovered: Callable[..., dict[str, str]],
) -> None:
    write(folder, text)
    code = (
        "import sys\nfrom barrierctl.__main__ import main\nsys.argv = ['barrierctl', 'validate']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\nprint('tomllib' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=uncovered(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.split()[-1:] == [str(loaded)], done.stderr

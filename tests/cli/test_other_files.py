"""A folder from a stranger: no file outside it is read, and no file that is read is overwritten."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .samples import MODEL, git

if TYPE_CHECKING:
    from conftest import Run

PRIVATE = "TOKEN=hunter2: [x\nhunter2\n"
COMMANDS = [
    ("validate",),
    ("gaps",),
    ("show", "a.barrier.yaml"),
    ("export", "a.barrier.yaml"),
    ("new", "n.barrier.yaml", "--from", "a.barrier.yaml"),
]


@pytest.fixture
def tmp_path(tmp_path: Path) -> Path:
    """A repository beside somebody's home, whose files nobody is to see."""
    home = tmp_path / "home"
    home.mkdir()
    for name in (".env", "config.json", "secret.barrier.yaml"):
        (home / name).write_text(PRIVATE, encoding="utf-8")
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "a.barrier.yaml").write_text(MODEL, encoding="utf-8")
    return folder


# ---- files outside the repository


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "path", ["../home/config.json", "../home/.env", "/etc/passwd", "link.yaml", "folder/.env"]
)
def test_parties_outside_the_repository_are_not_read(
    path: str, command: tuple[str, ...], run: "Run", tmp_path: Path
) -> None:
    (tmp_path / "link.yaml").symlink_to("../home/.env")
    (tmp_path / "folder").symlink_to("../home")
    (tmp_path / ".barrierctl.yaml").write_text(f"parties: {path}\n", encoding="utf-8")
    done = run(*command)
    assert done.returncode == 2
    assert "hunter2" not in done.stdout + done.stderr
    assert "root:" not in done.stdout + done.stderr
    assert f'"{path}" is outside the project, so it is not read.' in done.stderr


def test_parties_of_a_project_in_a_folder_above_are_read(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "parties.yaml").write_text("- {id: police, name: Police}\n", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / ".barrierctl.yaml").write_text("parties: ../parties.yaml\n", encoding="utf-8")
    assert run("validate", "--config", "sub/.barrierctl.yaml").returncode == 0


def test_configuration_given_by_hand_may_be_anywhere(run: "Run", tmp_path: Path) -> None:
    (tmp_path.parent / "rules.yaml").write_text("fail_on: warning\nparties: p.yaml\n", encoding="utf-8")
    (tmp_path.parent / "p.yaml").write_text("- {id: police, name: Police}\n", encoding="utf-8")
    assert run("validate", "--config", "../rules.yaml").returncode == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_configuration_behind_a_link_to_another_place_is_not_read(
    command: tuple[str, ...], run: "Run", tmp_path: Path
) -> None:
    (tmp_path / ".barrierctl.yaml").symlink_to("../home/.env")
    done = run(*command)
    assert done.returncode == 2
    assert "hunter2" not in done.stdout + done.stderr
    assert ".barrierctl.yaml is a link to a file outside the project, so it is not read." in done.stderr


def test_baseline_of_a_configuration_stays_in_the_project(run: "Run", tmp_path: Path) -> None:
    (tmp_path / ".barrierctl.yaml").write_text("baseline: ../home/config.json\n", encoding="utf-8")
    done = run("gaps")
    assert done.returncode == 2
    assert '"../home/config.json" is outside the project, so it is not read.' in done.stderr


@pytest.mark.parametrize("named", [".", "l.barrier.yaml"])
@pytest.mark.parametrize("command", ["validate", "gaps"])
@pytest.mark.parametrize(
    "target", ["../home/.env", "../home/secret.barrier.yaml", "folder/secret.barrier.yaml"]
)
def test_link_to_a_file_outside_the_repository_is_a_finding(
    target: str, command: str, named: str, run: "Run", tmp_path: Path
) -> None:
    (tmp_path / "folder").symlink_to("../home")
    (tmp_path / "l.barrier.yaml").symlink_to(target)
    done = run(command, named, "--format", "concise")
    assert done.returncode == 1
    assert "hunter2" not in done.stdout + done.stderr
    line = "l.barrier.yaml:1:1: error unreadable-file This is a link to a file outside the project."
    assert line in done.stdout


@pytest.mark.parametrize("command", ["show", "export", "new"])
def test_no_command_follows_a_link_out_of_the_repository(command: str, run: "Run", tmp_path: Path) -> None:
    (tmp_path / "l.barrier.yaml").symlink_to("../home/a.barrier.yaml")
    (tmp_path.parent / "home" / "a.barrier.yaml").write_text(MODEL, encoding="utf-8")
    copy = ("n.barrier.yaml", "--keep", "content", "--from") if command == "new" else ()
    done = run(command, *copy, "l.barrier.yaml")
    assert (done.returncode, done.stdout) == (1, "")
    assert not (tmp_path / "n.barrier.yaml").exists()


def test_models_in_a_folder_that_leads_out_of_the_repository_are_not_read(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "models").symlink_to("../home")
    for path in ("models", "models/secret.barrier.yaml"):
        done = run("validate", path)
        assert done.returncode == 1
        assert "hunter2" not in done.stdout
        assert "This is a link to a file outside the project." in done.stdout


def test_link_within_the_repository_is_read(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "l.barrier.yaml").symlink_to("../a.barrier.yaml")
    assert run("validate", "sub").stderr == "1 model is valid.\n"


def test_link_in_a_folder_without_a_repository_does_not_leave_it(run: "Run", tmp_path: Path) -> None:
    folder = tmp_path.parent / "mail"
    folder.mkdir()
    (folder / "l.barrier.yaml").symlink_to("../home/.env")
    done = run("validate", str(folder))
    assert done.returncode == 1
    assert "hunter2" not in done.stdout
    assert "This is a link to a file outside the project." in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        "TOKEN=hunter2\n",
        "hunter2\n",
        '{"token": "hunter2"}\n',
        "- hunter2\n",
        "hunter2: [\n",
        "root:x:0:0:hunter2:/root:/bin/sh\n",
        "a: b: hunter2\n",
    ],
)
def test_no_line_of_a_file_that_is_no_model_is_shown(text: str, run: "Run", tmp_path: Path) -> None:
    (tmp_path / "x").write_text(text, encoding="utf-8")
    (tmp_path / "parties.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "list.yaml").write_text("parties: parties.yaml\n", encoding="utf-8")
    for args, code in ((("validate", "x"), 1), (("validate", "--config", "list.yaml"), 2)):
        done = run(*args)
        assert done.returncode == code
        assert "hunter2" not in done.stdout + done.stderr


def test_line_of_a_list_of_parties_with_an_error_is_shown(run: "Run", tmp_path: Path) -> None:
    (tmp_path / ".barrierctl.yaml").write_text("parties: parties.yaml\n", encoding="utf-8")
    for text in ("- {id: police, name: Police, sectr: public}\n", "- id: police\n  name: Police\n name: x\n"):
        (tmp_path / "parties.yaml").write_text(text, encoding="utf-8")
        assert " │ " in run("validate").stderr


# ---- output over input


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate", "--format", "concise", "-o", "a.barrier.yaml", "a.barrier.yaml"),
        ("validate", "--format", "json", "-o", "sub/../a.barrier.yaml"),
        ("gaps", "--format", "json:a.barrier.yaml"),
        ("gaps", "--format", "text", "--format", "json:other.barrier.yml"),
        ("gaps", "-o", "hard.txt"),
        ("gaps", "plain.md", "-o", "plain.md"),
        ("gaps", "plain.docx", "-o", "plain.docx"),
        ("gaps", "--write-baseline", "a.barrier.yaml"),
        ("validate", "-o", ".barrierctl.yaml", "--format", "text"),
        ("validate", "-o", "parties.yaml", "--format", "text"),
        ("gaps", "-o", "known.json"),
        ("schema", "-o", "a.barrier.yaml"),
        ("export", "a.barrier.yaml", "--format", "md", "-o", "a.barrier.yaml", "--force"),
        ("export", "plain.md", "-o", "plain.md", "--force"),
        ("new", "a.barrier.yaml", "--from", "a.barrier.yaml", "--force"),
        ("new", "a.barrier.yaml", "--from", "a.barrier.yaml", "--keep", "content", "--force"),
    ],
)
def test_no_output_overwrites_what_is_read(arguments: tuple[str, ...], run: "Run", tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "other.barrier.yml").write_text(MODEL.replace("id: ok", "id: other"), encoding="utf-8")
    os.link(tmp_path / "a.barrier.yaml", tmp_path / "hard.txt")
    for name in ("plain.md", "plain.docx"):
        (tmp_path / name).write_text(MODEL, encoding="utf-8")
    (tmp_path / "parties.yaml").write_text("- {id: police, name: Police}\n", encoding="utf-8")
    (tmp_path / "known.json").write_text('{"format": 1, "findings": []}\n', encoding="utf-8")
    (tmp_path / ".barrierctl.yaml").write_text(
        "parties: parties.yaml\nbaseline: known.json\n", encoding="utf-8"
    )
    before = contents(tmp_path)
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "was not overwritten" in done.stderr
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def test_outputs_of_an_earlier_run_are_updated(run: "Run", tmp_path: Path) -> None:
    for _ in range(2):
        assert run("gaps", "--write-baseline", "known.json", "--baseline", "known.json").returncode == 0
        assert run("schema", "-o", "schema.json").returncode == 0
        assert run("gaps", "-o", "report.json").returncode == 0
    assert len(contents(tmp_path)) == 4

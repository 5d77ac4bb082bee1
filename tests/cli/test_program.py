"""Common behaviour of all commands: help, streams, colour, exit codes, interruption."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl import __version__

from .samples import BROKEN

if TYPE_CHECKING:
    from conftest import Run, Terminal

COMMANDS = ["new", "validate", "gaps", "show", "export", "rule", "schema"]
ESCAPE = "\x1b["
Environment = Callable[..., dict[str, str]]


def start(folder: Path, environment: dict[str, str], *args: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "barrierctl", *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment,
    )


def test_program_without_arguments_lists_its_commands(run: "Run") -> None:
    done = run()
    assert all(re.search(rf"^  {command} +\S", done.stdout, re.MULTILINE) for command in COMMANDS)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("validate", "broken.barrier.yaml"),
        ("gaps", "darknet-drug-markets.barrier.yaml", "--color", "always"),
        ("show", "-", "-q"),
        ("rule", "no-link"),
        ("validate", "--nonsense"),
        ("new", "broken.barrier.yaml"),
    ],
    ids=" ".join,
)
def test_run_in_this_process_equals_a_real_process(
    args: tuple[str, ...], run: "Run", run_process: "Run", darknet: Path
) -> None:
    (darknet.parent / "broken.barrier.yaml").write_text(BROKEN, encoding="utf-8")
    here, there = run(*args, stdin=darknet.read_bytes()), run_process(*args, stdin=darknet.read_bytes())
    assert (here.returncode, here.stdout, here.stderr) == (there.returncode, there.stdout, there.stderr)


def test_version_is_printed(run: "Run") -> None:
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"barrierctl {__version__}\n", "")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_begins_with_an_example_and_ends_with_what_comes_next(command: str, run: "Run") -> None:
    done = run(command, "-h")
    assert done.returncode == 0
    example = done.stdout.strip().splitlines()[0]
    assert example.startswith(f"Example:  barrierctl {command}")
    assert done.stdout.rstrip().splitlines()[-1].strip().startswith("Next:  ")
    assert run(command, "--help").stdout == done.stdout


def test_program_help_says_where_to_begin(run: "Run") -> None:
    done = run("--help")
    assert done.returncode == 0
    assert done.stdout.rstrip().endswith("Start with:  barrierctl new my-model.barrier.yaml")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_describes_every_option(command: str, run: "Run") -> None:
    options = re.split(r"\n  (?=-)", run(command, "--help").stdout.partition("Options:")[2])[1:]
    assert options
    assert all(re.search(r"\s{2,}[a-zA-Z]{2}", option) for option in options), options


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["valdate"], "validate"),
        (["gap"], "gaps"),
        (["exprot"], "export"),
        (["validate", "--fromat", "x"], "--format"),
    ],
)
def test_misspelt_command_or_option_gets_a_suggestion(typed: list[str], meant: str, run: "Run") -> None:
    done = run(*typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert meant in done.stderr.splitlines()[-1]


def test_invalid_choice_lists_the_choices(run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name, "--format", "xml")
    assert done.returncode == 2
    assert all(how in done.stderr for how in ("text", "concise", "json", "github"))


# ---- streams


def test_results_go_to_stdout_and_messages_to_stderr(run: "Run", darknet: Path) -> None:
    done = run("gaps", darknet.name, "--format", "concise")
    assert len(done.stdout.splitlines()) == 42
    assert done.stderr == "42 findings: 6 warnings, 36 notes.\n"


@pytest.mark.parametrize("flag", ["-q", "--quiet"])
def test_quiet_suppresses_messages(flag: str, run: "Run", darknet: Path) -> None:
    assert run(flag, "gaps", darknet.name).stderr == ""
    assert run(flag, "validate", darknet.name).stderr == ""
    assert run(flag, "new", "n.barrier.yaml").stderr == ""


def test_quiet_keeps_error_messages(run: "Run") -> None:
    done = run("-q", "validate", "nowhere.barrier.yaml")
    assert done.returncode == 2
    assert "nowhere.barrier.yaml" in done.stderr


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}]
)
@pytest.mark.parametrize("command", ["gaps", "show", "export", "rule"])
def test_output_is_utf_8_everywhere(
    command: str, env: dict[str, str], run: "Run", run_process: "Run", darknet: Path
) -> None:
    args = [command, "no-links"] if command == "rule" else [command, darknet.name]
    done, plain = run_process(*args, env=env), run(*args)
    assert (done.returncode, done.stdout, done.stderr) == (0, plain.stdout, plain.stderr)
    assert command in ("export", "show") or not done.stdout.isascii()


def test_files_are_utf_8_in_the_c_locale(run_process: "Run", tmp_path: Path) -> None:
    run_process("new", "n.barrier.yaml", "--title", "Überfälle 漢", env={"LC_ALL": "C"})
    assert "title: Überfälle 漢\n" in (tmp_path / "n.barrier.yaml").read_text(encoding="utf-8").replace(
        '"', ""
    )
    assert "Überfälle 漢" in run_process("show", "n.barrier.yaml", env={"LC_ALL": "C"}).stdout


def test_output_has_no_carriage_returns(run: "Run", darknet: Path) -> None:
    for command in ("gaps", "show", "export"):
        done = run(command, darknet.name)
        assert "\r" not in done.stdout + done.stderr


# ---- colour


@pytest.mark.parametrize(
    ("args", "env", "coloured"),
    [
        ([], {}, False),
        ([], {"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
        ([], {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"NO_COLOR": "", "FORCE_COLOR": "1"}, False),
        ([], {"NO_COLOR": "", "CLICOLOR_FORCE": "1"}, True),
        ([], {"NO_COLOR": "", "CLICOLOR_FORCE": "0"}, False),
        ([], {"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, False),
        (["--color", "auto"], {"NO_COLOR": ""}, False),
    ],
)
@pytest.mark.parametrize("command", ["gaps", "show"])
def test_colour_follows_options_and_environment(
    command: str, args: list[str], env: dict[str, str], coloured: object, run: "Run", darknet: Path
) -> None:
    done = run(*args, command, darknet.name, env=env)
    assert done.returncode == 0
    assert (ESCAPE in done.stdout) == coloured


def test_errors_are_coloured_and_files_are_not(run: "Run", darknet: Path, tmp_path: Path) -> None:
    assert ESCAPE in run("--color", "always", "validate", "nowhere").stderr
    run("--color", "always", "gaps", darknet.name, "-o", "out.txt")
    assert ESCAPE not in (tmp_path / "out.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("how", ["concise", "json", "github"])
def test_machine_readable_formats_have_no_colour(how: str, run: "Run", darknet: Path) -> None:
    assert ESCAPE not in run("--color", "always", "gaps", darknet.name, "--format", how).stdout


# ---- the ways out


def test_exit_codes_of_validate_and_gaps(run: "Run", darknet: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.barrier.yaml").write_text(BROKEN, encoding="utf-8")
    assert run("validate", darknet.name).returncode == 0
    assert run("gaps", darknet.name).returncode == 0
    assert run("validate", "broken.barrier.yaml").returncode == 1
    assert run("gaps", "broken.barrier.yaml").returncode == 1
    assert run("validate", "nowhere").returncode == 2
    assert run("validate", "--nonsense").returncode == 2


def test_interruption_exits_with_130(uncovered: Environment, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    process = start(tmp_path, uncovered(), "validate", "pipe")
    with (tmp_path / "pipe").open("wb"):  # opens once the program reads at the other end
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (130, b"")


def test_interruption_during_import_exits_with_130(uncovered: Environment, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    slow = "open('pipe', encoding='utf-8').close()\nimport time\ntime.sleep(20)\n"
    (tmp_path / "typer.py").write_text(slow, encoding="utf-8")
    env = uncovered()
    process = start(tmp_path, {**env, "PYTHONPATH": f"{tmp_path}{os.pathsep}{env['PYTHONPATH']}"}, "validate")
    with (tmp_path / "pipe").open("w", encoding="utf-8"):  # opens once typer is being loaded
        process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=15)
    assert (process.returncode, errors) == (130, b"")


@pytest.mark.parametrize(
    "args", [["export", "--format", "json", "--view", "items"], ["gaps", "--format", "json"]]
)
def test_closed_pipe_causes_no_traceback(
    args: list[str], environment: Environment, darknet: Path, tmp_path: Path
) -> None:
    with start(tmp_path, environment(), *args, darknet.name) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        errors = process.stderr.read()
    assert b"Traceback" not in errors
    assert b"Exception ignored" not in errors
    assert b"Something went wrong" not in errors


def test_rule_piped_to_head_causes_no_traceback(environment: Environment, tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m barrierctl rule | head -1'
    done = subprocess.run(  # noqa: S602 (the shell's own pipe is what is tested)
        command, shell=True, cwd=tmp_path, env=environment(), capture_output=True, check=False
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""


# ---- a model of plain strings in another language

DUTCH = ["Werven", "Vervoeren", "Huisvesten", "Te werk stellen", "Betalen", "Witwassen", "Besteden"]


@pytest.fixture
def dutch(tmp_path: Path) -> Path:
    stages = "".join(
        f"""\
  - name: {name}
    facilitators: [Uitzendbureaus, Malafide huisbazen]
    opportunities: [Gebrek aan toezicht]
    signals: [Veel mensen op één adres]
    partners: [Gemeente, Arbeidsinspectie]
    barriers: [Gezamenlijke controles]
"""
        for name in DUTCH
    )
    text = f"barrier_model: 1\nid: uitbuiting\ntitle: Arbeidsuitbuiting\nlanguage: nl\nstages:\n{stages}"
    path = tmp_path / "uitbuiting.barrier.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "args",
    [
        ["validate"],
        ["gaps"],
        ["gaps", "--format", "concise"],
        ["show"],
        ["show", "--view", "items"],
        ["export", "--format", "csv", "--view", "items"],
        ["export", "--format", "md"],
        ["export", "--format", "json"],
    ],
)
def test_dutch_model_works_with_every_command(args: list[str], run: "Run", dutch: Path) -> None:
    done = run(*args, dutch.name)
    assert done.returncode == 0
    shown = {"validate": [], "gaps": []}.get(args[0], ["Uitzendbureaus", "Veel mensen op één adres"])
    assert all(name in done.stdout for name in shown)
    assert args[-1] == "json" or args[0] != "export" or all(name in done.stdout for name in DUTCH)


def test_dutch_model_can_be_copied(run: "Run", dutch: Path, tmp_path: Path) -> None:
    for keep in ("structure", "content"):
        assert run("new", f"{keep}.barrier.yaml", "--from", dutch.name, "--keep", keep).returncode == 0
        written = (tmp_path / f"{keep}.barrier.yaml").read_text(encoding="utf-8")
        assert all(name in written for name in DUTCH)
    assert run("validate").returncode == 0


# ---- a terminal


def test_new_asks_questions_on_a_terminal(
    run_in_terminal: "Terminal", environment: Environment, run: "Run", tmp_path: Path
) -> None:
    answers = ["Illegal fireworks", "", "Ordering, Transport ,,Selling", "fr-BE"]
    status, shown = run_in_terminal("new", "x.barrier.yaml", env=environment(), answers=answers)
    assert status == 0, shown
    assert "What is the crime called?" in shown
    written = (tmp_path / "x.barrier.yaml").read_text(encoding="utf-8")
    assert "title: Illegal fireworks\nlanguage: fr-BE\n" in written
    assert re.findall(r"- name: (.*)", written) == ["Ordering", "Transport", "Selling"]
    assert run("validate", "x.barrier.yaml").returncode == 0


def test_new_uses_the_offered_default_for_an_empty_answer(
    run_in_terminal: "Terminal", environment: Environment, tmp_path: Path
) -> None:
    status, shown = run_in_terminal("new", "x-y.barrier.yaml", env=environment(), answers=[""] * 4)
    assert status == 0, shown
    written = (tmp_path / "x-y.barrier.yaml").read_text(encoding="utf-8")
    assert "title: X y\nlanguage: en\n" in written
    assert "- id: selling" in written


def test_new_asks_for_the_language_until_the_answer_is_a_code(
    run_in_terminal: "Terminal", environment: Environment, tmp_path: Path
) -> None:
    answers = ["", "", "", "Dutch", "nl_BE", " nl "]
    status, shown = run_in_terminal("new", "x.barrier.yaml", env=environment(), answers=answers)
    assert status == 0, shown
    assert shown.count("Language of the model (en, nl, de, fr or another code) [en]: ") == 3
    assert 'Error: "Dutch" is not a language code. Use nl.' in shown
    assert 'Error: "nl_BE" is not a language code. Write  nl-BE' in shown
    assert "\nlanguage: nl\n" in (tmp_path / "x.barrier.yaml").read_text(encoding="utf-8")


def test_new_offers_the_language_of_the_model_that_it_starts_from(
    run_in_terminal: "Terminal", environment: Environment, run: "Run", tmp_path: Path
) -> None:
    run("new", "y.barrier.yaml", "--language", "nl")
    answers = ["", "y.barrier.yaml", "", ""]
    status, shown = run_in_terminal("new", "x.barrier.yaml", env=environment(), answers=answers)
    assert (status, "[nl]: " in shown) == (0, True)
    assert "\nlanguage: nl\n" in (tmp_path / "x.barrier.yaml").read_text(encoding="utf-8")


def test_new_asks_nothing_in_continuous_integration(
    run_in_terminal: "Terminal", environment: Environment, tmp_path: Path
) -> None:
    status, shown = run_in_terminal("new", "x.barrier.yaml", env=environment() | {"CI": "true"})
    assert (status, "]: " in shown) == (0, False)
    assert "\nlanguage: en\n" in (tmp_path / "x.barrier.yaml").read_text(encoding="utf-8")


def test_new_asks_nothing_if_an_option_is_given(
    run_in_terminal: "Terminal", environment: Environment
) -> None:
    status, shown = run_in_terminal("new", "x.barrier.yaml", "--from", "blank", env=environment())
    assert status == 0
    assert "What is the crime called?" not in shown


def test_new_refuses_to_overwrite_before_it_asks(
    run_in_terminal: "Terminal", environment: Environment, tmp_path: Path
) -> None:
    (tmp_path / "x.barrier.yaml").write_text("mine", encoding="utf-8")
    status, shown = run_in_terminal("new", "x.barrier.yaml", env=environment())
    assert status == 2
    assert "What is the crime called?" not in shown
    assert (tmp_path / "x.barrier.yaml").read_text(encoding="utf-8") == "mine"


def test_interruption_at_a_question_exits_with_130_and_writes_nothing(
    run_in_terminal: "Terminal", uncovered: Environment, tmp_path: Path
) -> None:
    status, shown = run_in_terminal("new", "x.barrier.yaml", env=uncovered(), answers=["Title", "\x03"])
    assert status == 130, shown
    assert list(tmp_path.iterdir()) == []


def test_terminal_output_is_coloured_and_wrapped(
    run_in_terminal: "Terminal", environment: Environment, darknet: Path
) -> None:
    env = environment({"NO_COLOR": "", "TERM": "xterm", "COLUMNS": "60"})
    status, shown = run_in_terminal("gaps", darknet.name, env=env)
    assert status == 0
    assert ESCAPE in shown
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown).replace("\r", "")
    *prose, _summary, _page = plain.splitlines()
    assert max(len(line) for line in prose) <= 60

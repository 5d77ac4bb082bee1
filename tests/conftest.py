"""Shared fixtures: the program in this process or its own, golden files, models and documents.

A golden file holds the exact output of the program. After an intended change, rewrite the golden files with
`BARRIERCTL_GOLDEN=write pytest`, and read `git diff` before you commit them.
"""

import dataclasses
import gc
import io
import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import pytest

import barrierctl.__main__
from barrierctl.cli.console import CONSOLE
from barrierctl.files import Input
from barrierctl.messages import ENGLISH, in_language, records_of
from barrierctl.model.model import BarrierModel
from barrierctl.pipeline import load_bytes, open_input
from barrierctl.resources.vocabulary import Block
from barrierctl.selection import RunOptions
from barrierctl.views import STANDARD_VIEWS
from barrierctl.views.build import GapReport, ViewOptions, build_document
from barrierctl.views.document import Document, Reader, Table

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 24)
EXAMPLE = ROOT / "examples" / "darknet-drug-markets.barrier.yaml"
_PLAIN = {
    "NO_COLOR": "1",
    "COLUMNS": "100",
    "TERM": "dumb",
    "_TYPER_FORCE_DISABLE_TERMINAL": "1",
    "PYTHONPATH": str(ROOT),
    "PYTHONWARNDEFAULTENCODING": "1",
}
_NOT_INHERITED = (
    "CI",
    "GITHUB_ACTIONS",
    "FORCE_COLOR",
    "PYTHONIOENCODING",
    "PYTHONUTF8",
    "GIT_DIR",
    "GIT_WORK_TREE",
)
_READ_BY_PYTHON = {"LC_ALL", "PYTHONHASHSEED", "PYTHONIOENCODING", "PYTHONPATH", "PYTHONUTF8"}

# A process started in the background of a shell ignores interruptions, which these tests are about.
signal.signal(signal.SIGINT, signal.default_int_handler)

Golden = Callable[[Path, str], None]
Rows = Callable[[Table], list[dict[str, list[str]]]]


class Terminal(Protocol):
    """Run the program in a pseudo-terminal; returns its exit code and all that it showed."""

    def __call__(
        self, *args: str, env: Mapping[str, str], answers: Sequence[str] = ()
    ) -> tuple[int, str]: ...


class Run(Protocol):
    """Run the program with these arguments in the test's own folder."""

    def __call__(
        self, *args: str | Path, stdin: str | bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]: ...


def pytest_collection_finish() -> None:
    """Keep the collected tests out of garbage collection, which would take a tenth of the time."""
    gc.freeze()


def plain_environment(changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment in which output is the same on every machine; an empty change removes a variable."""
    inherited = {key: value for key, value in os.environ.items() if key not in _NOT_INHERITED}
    variables = {**inherited, **_PLAIN, **(changes or {})}
    return {key: value for key, value in variables.items() if value}


@pytest.fixture
def environment() -> Callable[..., dict[str, str]]:
    return plain_environment


@pytest.fixture
def uncovered() -> Callable[..., dict[str, str]]:
    """The plain environment without the measuring of coverage.

    For runs that are interrupted (coverage may hold its lock at that moment, and wait for ever), that
    may not write other files, or whose time is measured.
    """
    return lambda: plain_environment({"COVERAGE_PROCESS_CONFIG": "", "COVERAGE_PROCESS_START": ""})


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Begin each test in English: in one process, the program still speaks the language of the last model."""
    with in_language(ENGLISH):
        yield


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """The program in this process, with the output, exit code and files of a real one."""

    def start(
        *args: str | Path, stdin: str | bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        assert _READ_BY_PYTHON.isdisjoint(env or ()), "Python reads this when it starts: use run_process"
        command = ["barrierctl", *map(str, args)]
        out, err = io.BytesIO(), io.BytesIO()
        # The program puts other streams in their place; one that nobody holds closes what it writes to.
        stdin_stream = io.TextIOWrapper(io.BytesIO(_encoded(stdin)), "utf-8")
        stdout, stderr = io.TextIOWrapper(out, "utf-8"), io.TextIOWrapper(err, "utf-8")
        with pytest.MonkeyPatch.context() as patch, _garbage_collector_restored():
            patch.chdir(tmp_path)
            _set_environment(patch, plain_environment(env))
            for field in dataclasses.fields(CONSOLE):
                patch.setattr(CONSOLE, field.name, field.default)
            patch.setattr(sys, "argv", command)
            patch.setattr(gc, "freeze", lambda: None)
            patch.setattr(sys, "stdin", stdin_stream)
            patch.setattr(sys, "stdout", stdout)
            patch.setattr(sys, "stderr", stderr)
            code = _exit_code(barrierctl.__main__.main)
            sys.stdout.flush()
            sys.stderr.flush()
            return subprocess.CompletedProcess(
                command, code, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8")
            )

    return start


@contextmanager
def _garbage_collector_restored() -> Iterator[None]:
    """Undo what the program sets of the garbage collector for a process that soon ends."""
    thresholds = gc.get_threshold()
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def _set_environment(patch: pytest.MonkeyPatch, environment: Mapping[str, str]) -> None:
    for name in os.environ.keys() - environment.keys():
        patch.delenv(name)
    for name, value in environment.items():
        patch.setenv(name, value)


def _exit_code(main: Callable[[], None]) -> int:
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def _encoded(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


@pytest.fixture
def run_process(tmp_path: Path) -> Run:
    """The program in a process of its own: for tests of the process itself and of how Python starts."""

    def start(
        *args: str | Path, stdin: str | bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "barrierctl", *map(str, args)],
            input=_encoded(stdin),
            capture_output=True,
            cwd=tmp_path,
            env=plain_environment(env),
            timeout=60,
            check=False,
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return start


@pytest.fixture
def run_in_terminal(tmp_path: Path) -> Terminal:
    """The program in a process with a terminal of its own, where an answer is typed at each question."""

    def start(*args: str, env: Mapping[str, str], answers: Sequence[str] = ()) -> tuple[int, str]:
        command = [sys.executable, "-m", "barrierctl", *args]
        pid, terminal = pty.fork()
        if pid == 0:
            try:
                os.chdir(tmp_path)
                os.execve(sys.executable, command, env)  # noqa: S606
            finally:
                os._exit(127)  # never go on as a second pytest
        shown, typed = b"", iter(answers)
        while piece := _read(terminal):
            shown += piece
            if shown.endswith(b": ") and (answer := next(typed, None)) is not None:
                os.write(terminal, f"{answer}\n".encode())
        _, status = os.waitpid(pid, 0)
        os.close(terminal)
        return os.waitstatus_to_exitcode(status), shown.decode("utf-8", "replace")

    return start


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # the program has ended
        return b""


@pytest.fixture
def golden() -> Golden:
    def check(path: Path, text: str) -> None:
        if os.environ.get("BARRIERCTL_GOLDEN") == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.is_file(), f"{path.name} is missing: write it with BARRIERCTL_GOLDEN=write, then read it"
        assert text == path.read_bytes().decode(), f"{path.name} differs; see tests/conftest.py"

    return check


@pytest.fixture
def example() -> Path:
    return EXAMPLE


@pytest.fixture
def darknet(tmp_path: Path) -> Path:
    """A copy of the paper's model in the test's own folder."""
    copy = tmp_path / EXAMPLE.name
    copy.write_bytes(EXAMPLE.read_bytes())
    return copy


@pytest.fixture
def model_of() -> Callable[[str], BarrierModel]:
    """The model in a text without errors."""

    def opened(text: str) -> BarrierModel:
        found = load_bytes(text.encode())
        assert found.valid, [
            (violation.rule, violation.span, violation.parameters) for violation in found.violations
        ]
        assert found.model is not None
        return found.model

    return opened


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder with twenty models like the paper's, some of them with a violation."""
    folder = tmp_path / "many"
    folder.mkdir()
    text = EXAMPLE.read_text(encoding="utf-8")
    for number in range(20):
        extra = f"extra-{number}: x\n" if number % 7 == 0 else ""
        model = text.replace("\nid: darknet-drug-markets\n", f"\nid: model-{number}\n{extra}")
        (folder / f"{number:02}.barrier.yaml").write_text(model, encoding="utf-8")
    return folder


# ---- models for what leaves the program as a file

HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a ]]> b <![CDATA[ c",
    "a | b || c",
    "&amp; &lt; {{ 7 * 7 }} {% raw %}",
    "right \u202eto left\u202c and \u200fback",
    '#let x = 1; $x^2$ #read("/etc/passwd") *bold* _it_ `raw` <label> @ref',
    "# heading **bold** [link](javascript:alert(1)) ![x](http://example.org/x.png)",
    "http://example.org/ mailto:a@example.org",
    "_x000D_ and _x0041_",
    "long " + "word " * 199,
    "W" * 1_000,
)
"""Texts that must be shown as they are, whatever the format; each is the name of an item."""


@pytest.fixture(
    params=(*(name for name in HOSTILE if len(name) < 100), "[red]x[/red] {0} {name} %s", "::error::owned")
)
def hostile_name(request: pytest.FixtureRequest) -> str:
    """Each short text that must be shown as it is, and two that terminals or logs might obey."""
    return str(request.param)


def model_text(names: Mapping[str, Mapping[str, tuple[str, ...]]], title: str = "M") -> str:
    """The text of a model: the names of items, by stage and block."""
    stages = [
        {"name": stage, **{block: [{"name": name} for name in items] for block, items in blocks.items()}}
        for stage, blocks in names.items()
    ]
    head = {"barrier_model": 1, "id": "m", "title": title, "language": "en"}
    return json.dumps({**head, "stages": stages}, ensure_ascii=False)


def _long_name(stage: int, block: str, at: int) -> str:
    words = (
        f"{block} {stage}.{at} that partners of region {at % 7} " + "weigh carefully in each workshop " * 9
    )
    return words[: 40 + (at * 53) % 260].strip()


def large_text(stages: int = 10, barriers: int = 120) -> str:
    """A model of that many stages with that many barriers each, a quarter as many other items, long names."""
    names = {
        f"Stage {stage}: a step that offenders take before the next one": {
            block: tuple(
                _long_name(stage, block, at)
                for at in range(barriers if block == "barriers" else barriers // 4)
            )
            for block in map(str, Block)
        }
        for stage in range(1, stages + 1)
    }
    return model_text(names, "A large model")


@pytest.fixture
def hostile() -> str:
    """The text of a model with a plan in which every name is hostile."""
    text = model_text({"=A1 <b>stage</b>": {"signals": HOSTILE, "barriers": HOSTILE}}, "<i>=title</i> #x")
    steps = [{"name": name, "due": "2026-12-31"} for name in HOSTILE]
    measures = [{"name": name, "due": "2026-01-31", "activities": steps[:2]} for name in HOSTILE]
    plan = {"objectives": [{"statement": HOSTILE[4], "indicator": HOSTILE[0], "measures": measures}]}
    return json.dumps({**json.loads(text), "plan": plan}, ensure_ascii=False)


@pytest.fixture
def large() -> Callable[..., str]:
    return large_text


@pytest.fixture
def whole() -> Callable[[str], Document]:
    """The document of a model's text with every view, annex and gap."""
    return _whole_document


@pytest.fixture
def rows() -> Rows:
    """The rows of a table as the visible text of their cells, by column, without empty cells."""

    def read(table: Table) -> list[dict[str, list[str]]]:
        names = [column.id for column in table.columns]
        return [
            {
                name: [entry.shown for entry in cell]
                for name, cell in zip(names, row, strict=True)
                if any(e.text for e in cell)
            }
            for row in table.rows
        ]

    return read


@pytest.fixture
def shown() -> Callable[..., Document]:
    """The document of one view of a file's model, for people unless other readers are given."""

    def made(path: Path, view: str, readers: tuple[Reader, ...] = (Reader.PEOPLE,)) -> Document:
        model, gaps = _with_gaps(path.read_text(encoding="utf-8"))
        return build_document(model, [view], ViewOptions(readers=readers, today=TODAY), gaps)

    return made


@lru_cache(maxsize=8)  # documents cannot change, and most tests need the same few
def _whole_document(text: str) -> Document:
    model, gaps = _with_gaps(text)
    options = ViewOptions(whole=True, read_back=True, today=TODAY)
    return build_document(model, STANDARD_VIEWS, options, gaps)


@lru_cache(maxsize=8)
def _with_gaps(text: str) -> tuple[BarrierModel, GapReport]:
    stdin = Input(path="-", root_path="m.barrier.yaml", file=None)
    options = RunOptions(today=TODAY)
    loaded, report = open_input(stdin, io.BytesIO(text.encode()), options=options)
    assert loaded.valid, [(finding.rule, finding.span) for finding in report.findings]
    assert loaded.model is not None
    return loaded.model, GapReport(findings=report.findings, records=records_of(report.findings, {}))


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for what LibreOffice keeps, so that no other one that runs is in its way."""
    return tmp_path_factory.mktemp("office-profile")


@pytest.fixture
def converted(tmp_path: Path, profile: Path) -> Callable[[Path, str], Path]:
    """Write a file anew in another format, such as `pdf`, through LibreOffice."""

    def convert(path: Path, to: str) -> Path:
        into = tmp_path / "converted"
        into.mkdir(exist_ok=True)
        place = f"-env:UserInstallation={profile.as_uri()}"
        command = ["soffice", place, "--headless", "--convert-to", to, "--outdir", str(into), str(path)]
        done = subprocess.run(command, capture_output=True, timeout=300, check=False)
        # A sheet exported by its number has its name after that of the file.
        written = sorted(into.glob(f"{path.stem}*.{to.partition(':')[0]}"))
        assert written, done.stdout + done.stderr
        return written[-1]

    return convert

"""No file makes the program take the square of its size: four times the input takes about four times as long.

Each case once cost minutes. The measure is processor time in one run, so that a busy machine changes little; what
is quadratic takes sixteen times as long.
"""

import io
import time
from collections.abc import Callable
from datetime import date

import pytest

from barrierctl import checking
from barrierctl.choosing import Inquiry
from barrierctl.documents import make_document
from barrierctl.exporters import FORMATS, Options, terminal
from barrierctl.inputs import Input
from barrierctl.opening import open_bytes
from barrierctl.reporters import text
from barrierctl.source import read

H = "barrier_model: 1\nid: a\ntitle: T\nlanguage: en\n"
S = "stages:\n- name: S\n  signals:\n"
IGNORE = "# barrierctl: ignore[no-links] x"
_STEP = 4
_AT_MOST = 8  # four for what is linear, sixteen for what is quadratic
_TRIES = 3

Make = Callable[[int], str]


def grows_slowly(do: Callable[[str], object], make: Make, size: int) -> None:
    """Four times the input takes less than eight times as long, in one of a few tries."""
    texts = [make(size), make(size * _STEP)]
    do(texts[0])
    told = []
    for _ in range(_TRIES):
        small, large = (seconds(do, each) for each in texts)
        told.append((small, large))
        if large <= small * _AT_MOST + 0.02:
            return
    pytest.fail(f"four times the input takes so many seconds: {told}")


def seconds(do: Callable[[str], object], given: str) -> float:
    begun = time.process_time()
    do(given)
    return time.process_time() - begun


def lines(line: str) -> Make:
    """As many lines as asked for, each with its number."""
    return lambda size: "".join(line.replace("%", str(number)) for number in range(size))


def model(before: str, line: str) -> Make:
    """A model with as many lines of that kind."""
    return lambda size: before + lines(line)(size)


STDIN = Input(path="a.barrier.yaml", root_path="a.barrier.yaml", file=None)


def parsed(given: str) -> None:
    read(given.encode())


def opened(given: str) -> None:
    open_bytes(given.encode())


def validated(given: str) -> None:
    text.report(checking.validate([STDIN], io.BytesIO(given.encode())), width=100)


def looked_at(given: str) -> None:
    inquiry = Inquiry(today=date(2026, 1, 1))
    text.report(checking.gaps([STDIN], io.BytesIO(given.encode()), inquiry), width=100)


def shown(given: str) -> None:
    document = make_document(valid(given), ["matrix"])
    terminal.export(document, width=100, color=False)


def exported(given: str) -> None:
    document = make_document(valid(given), ["items"])
    FORMATS["csv"](document, Options())


def valid(given: str) -> BarrierModel:
    found = open_bytes(given.encode())
    assert found.model is not None
    return found.model


@pytest.mark.parametrize(
    ("do", "make", "size"),
    [
        (parsed, lambda size: f"# barrierctl:a{' ' * size}b\n", 1_000),
        (parsed, lambda size: f"x: {{{lines('k%, ')(size)}}}\n", 2_000),
        (parsed, lambda size: f"{' ' * 20 * size}{{{lines('a%: -b, ')(size)}}}\n", 1_000),
        (parsed, lambda size: f"{'? ' * 90}\n{' ' * size}{chr(10) * size}", 2_000),
        (parsed, lines(f"{IGNORE}\n"), 2_000),
        (parsed, lines(f"- 'a' {IGNORE}\n"), 500),
        (opened, model(H + S, "  - a #1\n"), 500),
        (opened, model(H + S, '  - "a \x01"\n'), 500),
        (opened, model(H + S, "  k%: 1\n  k%: 2\n"), 500),
        (opened, model(H + S, "  - a\n"), 500),
        (opened, model(H + S, "  - a%\n"), 500),
        (opened, model(H + "stages:\n", "- name: s%\n"), 500),
        (opened, model(H + "stages:\n", "- name: s\n"), 500),
        (opened, lambda size: two_lists(size, "- {id: p%, name: n%}\n", "  - {name: b%, owner: m%}\n"), 100),
        (
            opened,
            lambda size: (
                f"{H}stages:\n- &a {{name: S, {lines('k%: 1, ')(20)}}}\n{'- *a' * 0}{lines('- *a' + chr(10))(size)}"
            ),
            50,
        ),
        (
            validated,
            lambda size: f"{chr(10) * 500 * size}{H}stages:\n{lines('- {name: s%, x: 1}' + chr(10))(size)}",
            20,
        ),
        (validated, lambda size: f"{{stages: [{lines('{name: s%, x: 1}, ')(size)}]}}", 50),
    ],
)
def test_faults(do: Callable[[str], object], make: Make, size: int) -> None:
    grows_slowly(do, make, size)

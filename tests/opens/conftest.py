"""Shared fixtures: files in LibreOffice with every word on their pages, and packages from npm."""

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from barrierctl.text.terminal import UNSEEN
from barrierctl.views.document import Document, Table

_PATIENCE = 300  # seconds

Pages = Callable[[Path], str]
Converted = Callable[[Path, str], Path]
AssertWords = Callable[[Document, str], None]
Installed = Callable[..., Path]


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Install packages from npm, each with its version; returns their folder."""
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("no npm here")

    def install(*packages: str) -> Path:
        folder = tmp_path_factory.mktemp("npm")
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), *packages]
        subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)
        return folder / "node_modules"

    return install


@pytest.fixture
def pages(converted: Converted) -> Pages:
    """The text on the pages of a file, in drawing order."""

    def read(path: Path) -> str:
        pdf = path if path.suffix == ".pdf" else converted(path, "pdf")
        command = ["pdftotext", "-raw", "-enc", "UTF-8", str(pdf), "-"]
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)
        return done.stdout.decode("utf-8")

    return read


@pytest.fixture
def assert_words() -> AssertWords:
    """Fail if a word occurs less often in the text than in the document."""

    def check(document: Document, text: str) -> None:
        wanted = Counter(word for text in _texts(document) for word in _squeezed(text).split())
        at_hand, run_on = Counter(_squeezed(text).split()), "".join(_squeezed(text).split())
        less = {word for word, count in wanted.items() if at_hand[word] < count}
        # A word may be broken over lines, or drawn from right to left because the text says so; a very long
        # one may be broken over pages, between which other things stand.
        lost = {word for word in less if run_on.count(word) + run_on.count(word[::-1]) < wanted[word]}
        letters = Counter(run_on)
        gone = {word for word in lost if len(word) < _ENDLESS or Counter(word) - letters}
        assert not gone, sorted(gone)[:20]

    return check


_ENDLESS = 60  # letters; such a word may be broken by the end of a page


def _texts(document: Document) -> Iterator[str]:
    yield document.title
    for table in (*document.tables, *document.annexes):
        yield from _words_of(table)


def _words_of(table: Table) -> Iterable[str]:
    yield table.title
    yield from (column.label for column in table.columns)
    yield from (entry.shown for row in table.rows for cell in row for entry in cell)


def _squeezed(text: str) -> str:
    """A text without what a page may add or leave out: hyphens, ligatures, letters that nobody sees."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(UNSEEN, lambda found: " " if found.group().isspace() else "", plain).replace("-", "")

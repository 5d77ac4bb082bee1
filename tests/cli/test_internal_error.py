"""The message about an internal error."""

from typing import TYPE_CHECKING

import pytest

from barrierctl.files import Input

if TYPE_CHECKING:
    from conftest import Run


@pytest.mark.parametrize(("flags", "traces"), [([], 0), (["-v"], 1)])
def test_internal_error_names_the_file_and_shows_the_traceback_if_verbose(
    flags: list[str], traces: int, run: "Run", monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(Input, "read", broken)
    done = run(*flags, "validate", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Something went wrong inside barrierctl at stdin.barrier.yaml (ZeroDivisionError)." in done.stderr
    assert done.stderr.count("Traceback") == traces

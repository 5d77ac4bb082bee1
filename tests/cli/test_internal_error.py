"""Should the program itself fail, the user is told at which file."""

import io

import pytest

from barrierctl.cli.app import _internal_error
from barrierctl.files import find_inputs
from barrierctl.pipeline import validate


class Broken(io.BytesIO):
    """A stream at which the program fails, as it never should."""

    def read(self, size: int | None = -1, /) -> bytes:
        raise ZeroDivisionError(size)


def test_the_line_names_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        validate(find_inputs(["-"]), Broken())
    _internal_error(caught.value)
    told = capsys.readouterr().err
    assert "Something went wrong inside barrierctl at stdin.barrier.yaml (ZeroDivisionError)." in told

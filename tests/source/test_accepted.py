"""A question mark before a bracket: the C parser takes it for syntax, and says so in our words."""

import pytest
from ruamel.yaml import __with_libyaml__

from barrierctl.findings import Span
from barrierctl.source import read


@pytest.mark.skipif(not __with_libyaml__, reason="only the C parser stumbles")
@pytest.mark.parametrize(
    "text", [b"signals: [Cash?]\n", b"signals: [Cash? , Vans]\n", b"signals: [Cash? yes]\n"]
)
def test_is_told_at_the_question_mark(text: bytes) -> None:
    (fault,) = read(text).faults
    assert (fault.rule, fault.variant) == ("yaml-syntax", "question-mark")
    assert fault.span == Span(1, 15, 1, 16)


def test_is_no_trouble_elsewhere() -> None:
    assert read(b"signals: [Vans]\nnote: Why? So.\n").faults == ()

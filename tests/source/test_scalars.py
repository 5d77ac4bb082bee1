"""Which plain scalars are null, true, false or a number; all else is text (format.md, "YAML")."""

import pytest

from barrierctl.source import read
from barrierctl.source.tree import MappingNode, Scalar
from barrierctl.source.tree_builder import resolve

PARSERS = pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
MEANT: list[tuple[str, Scalar]] = [
    ("", None),
    ("~", None),
    ("null", None),
    ("true", True),
    ("false", False),
    ("0", 0),
    ("-0", 0),
    ("7", 7),
    ("-12", -12),
    ("1.0", 1.0),
    ("-0.5", -0.5),
    ("1e3", 1000.0),
    ("1E-2", 0.01),
    ("2.5e+1", 25.0),
]
TEXTS = [
    *("Null", "NULL", "True", "TRUE", "False", "yes", "Yes", "no", "on", "off", "y", "n"),
    *("012", "-012", "0x1F", "0o17", "0b1", "1_000", "+1", ".5", "5.", "1.", "1e", ".nan", ".inf", "-.inf"),
    *(
        "2021-03",
        "2021-03-01",
        "2021-03-01T10:00:00Z",
        "12:30",
        "1:2:3",
        "--1",
        "- 1",
        "1 2",
        "1,5",
        "=",
        "1e999",
    ),
    "\u0661",  # a digit of another script
    "9" * 301,
]


def value_of(written: str, *, pure: bool = False) -> object:
    tree = read(f"x: {written}\n".encode(), pure=pure).tree
    assert isinstance(tree, MappingNode)
    return tree["x"]


@PARSERS
@pytest.mark.parametrize(("written", "meant"), MEANT)
def test_plain_scalar_has_a_typed_value(written: str, meant: Scalar, *, pure: bool) -> None:
    found = value_of(written, pure=pure)
    assert found == meant
    assert type(found) is type(meant)


@PARSERS
@pytest.mark.parametrize("written", [text for text in TEXTS if not text.startswith("- ")])
def test_other_plain_scalar_is_text(written: str, *, pure: bool) -> None:
    assert value_of(written, pure=pure) == written


@pytest.mark.parametrize("written", TEXTS)
def test_resolve_keeps_text_unchanged(written: str) -> None:
    assert resolve(written) == written


@PARSERS
@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("written", ["", "~", "null", "true", "12", "1.0"])
def test_quoted_scalar_is_text(written: str, quote: str, *, pure: bool) -> None:
    assert value_of(f"{quote}{written}{quote}", pure=pure) == written


@PARSERS
def test_block_scalar_is_text(*, pure: bool) -> None:
    assert value_of("|-\n  12", pure=pure) == "12"
    assert value_of(">-\n  true", pure=pure) == "true"


@PARSERS
def test_string_tag_is_accepted(*, pure: bool) -> None:
    assert value_of("!!str 12", pure=pure) == "12"

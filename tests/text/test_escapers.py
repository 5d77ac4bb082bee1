"""Text from a model is data: in no target can it act."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from barrierctl.findings import Severity
from barrierctl.source import read
from barrierctl.text import markup, paper, spreadsheet, terminal, workflow_commands, yaml

UNSEEN = [*"\x00\x07\x08\x1b\x7f\x80\x9b\u200b\u200e\u200f\u061c\u2028\u2029\u202a\u202e\u2066\u2069\ufeff"]
UNSEEN += [
    *"\u3164\u2800\u180e\u115f\U000e0100\U000e01ef\xad\u2060\u2064\u206a\u206f\ufff9\U000e0000\U000e0041\U000e007f"
]
seen = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
)


@pytest.mark.parametrize("letter", UNSEEN)
def test_terminal_shows_what_acts_instead_of_being_seen(letter: str) -> None:
    shown = terminal.visible(f"a{letter}b")
    assert letter not in shown
    assert shown.startswith("a\\")
    assert shown.endswith("b")


@pytest.mark.parametrize("letter", UNSEEN)
def test_markdown_and_workflows_know_the_same_letters(letter: str) -> None:
    for escaped in (markup.escaped, workflow_commands.message):
        assert letter not in escaped(f"a{letter}b").replace("%0A", "")


@pytest.mark.parametrize("letter", "\u200c\u200d")
def test_the_joiners_of_other_scripts_stay(letter: str) -> None:
    assert letter in terminal.visible(f"a{letter}b")


def test_every_escape_is_distinct_from_the_next_letter() -> None:
    assert terminal.visible("\xad1 \u206a1 \U000e00411") == "\\xad1 \\u206a1 \\U000e00411"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
        ("a\u202eb", "a\\u202eb"),
        ("one\n two\r\n\tthree", "one two three"),
        ("é 🎆 日本", "é 🎆 日本"),
        ("\ud800", "\\ud800"),
    ],
)
def test_terminal(text: str, shown: str) -> None:
    assert terminal.visible(text) == shown


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_terminal_text_is_one_printable_line(text: str) -> None:
    shown = terminal.visible(text)
    assert len(shown.splitlines()) <= 1
    assert not set(UNSEEN) & set(shown)
    assert terminal.visible(shown) == shown


@given(st.text(max_size=30))
@settings(max_examples=100, deadline=None)
def test_a_line_of_a_file_keeps_its_length(line: str) -> None:
    shown = terminal.visible_line(line)
    assert len(shown) == len(line)
    assert not set(UNSEEN) & set(shown)


def test_columns_and_padding() -> None:
    assert [terminal.columns(text) for text in ("abc", "日本", "e\u0301", "")] == [3, 4, 1, 0]
    assert terminal.columns("\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}") == 2
    assert terminal.padded("日本", 6) == "日本  "
    assert terminal.padded("longer", 3) == "longer"


def test_wrapping_keeps_words_whole() -> None:
    lines = terminal.wrapped("Frequent ordering of consignments\x1b[2J by one firm", 2, 24)
    assert all(line.startswith("  ") for line in lines)
    assert " ".join(line.strip() for line in lines) == "Frequent ordering of consignments\\x1b[2J by one firm"
    assert terminal.wrapped("a\nb", 4, None) == ["    a b"]


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_letter_of_a_long_word_is_lost_where_it_is_broken(text: str) -> None:
    word = terminal.visible(text).replace(" ", "")
    lines = terminal.wrapped(word, 0, 20)
    assert "".join(lines) == word
    assert all(terminal.columns(line) <= 20 for line in lines)


def test_painting_is_only_for_streams_that_take_colours() -> None:
    assert terminal.painted("x", "red", color=True) == "\x1b[31mx\x1b[0m"
    assert terminal.painted("x", "red", color=False) == "x"
    assert terminal.painted("", "red", color=True) == ""


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "'", "\t", "\r", "\n"])
def test_no_cell_becomes_a_formula(first: str) -> None:
    assert spreadsheet.guarded(f"{first}1+1") == f"'{first}1+1"


@pytest.mark.parametrize("text", ["", "Cash", "a=b", "1-2", " =1", "(Il)legal"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert spreadsheet.guarded(text) == text


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text(st.sampled_from("ab'\"=+-@,;| \t\n"), max_size=12), st.sampled_from(",;\t|"))
def test_guarded_text_can_be_restored(text: str, delimiter: str) -> None:
    cell = spreadsheet.guarded(text, delimiter)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert spreadsheet.unguarded(cell, delimiter) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("112", "112.0"),
        ("007", "7"),
        ("1e3", "1000"),
        ("true", "TRUE"),
        ("a  b ", "a b"),
        ("a\nb", "a \r\nb\n"),
        ("EUR 5", "EUR\N{NO-BREAK SPACE}5"),
    ],
)
def test_what_programs_change_in_a_cell_reads_the_same(written: str, read: str) -> None:
    assert spreadsheet.reading(written) == spreadsheet.reading(read)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a", "A"), ("112", "113"), ("1.50", "1.51"), ("12345678901234567", "12345678901234568"), ("a b", "ab")],
)
def test_what_people_change_in_a_cell_reads_differently(one: str, other: str) -> None:
    assert spreadsheet.reading(one) != spreadsheet.reading(other)


@pytest.mark.parametrize("text", ["'t Huis", "a; 'b'", "'", "Cash"])
def test_what_nobody_guarded_stays_as_it_is(text: str) -> None:
    assert spreadsheet.unguarded(text) == text


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text('ab;" ,\n', min_size=1).map(str.strip).filter(bool), min_size=1, max_size=4))
def test_joined_entries_can_be_parted(entries: list[str]) -> None:
    assert spreadsheet.parted(spreadsheet.joined(entries)) == entries
    assert spreadsheet.parted(spreadsheet.joined(entries, "\n")) == entries


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Customs;Police ;", ["Customs", "Police"]),
        ('"Customs" and others; Police', ['"Customs" and others', "Police"]),
        ('"Post; parcels" ; Police', ["Post; parcels", "Police"]),
        (" ; ", []),
        ('5" pipes; 6" pipes', ['5" pipes', '6" pipes']),
    ],
)
def test_entries_that_a_person_typed_are_parted(text: str, entries: list[str]) -> None:
    assert spreadsheet.parted(text) == entries


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        ("`code`", r"\`code\`"),
        ("<script>&amp;", "&lt;script&gt;&amp;amp;"),
        ("one\ntwo\r\n  three", "one two three"),
        ("[x](http://y)", r"\[x\](http\://y)"),
        ("**a** _b_ ~c~ #1", r"\*\*a\*\* \_b\_ \~c\~ \#1"),
        ("![x](y)", r"!\[x\](y)"),
        (r"back\slash", r"back\\slash"),
        ("- item", "- item"),
        ("www.evil.example", r"www\.evil.example"),
        ("_WWW.evil.example", r"\_WWW\.evil.example"),
        ("a@evil.example", "a@<span></span>evil.example"),
        ("mailto:a@evil.example", r"mailto\:a@<span></span>evil.example"),
        ("@user", "@<span></span>user"),
        ("a\u202eb", "a&#x202e;b"),
        ("Vans at night", "Vans at night"),
    ],
)
def test_markdown(text: str, shown: str) -> None:
    assert markup.escaped(text) == shown


@settings(max_examples=200, deadline=None)
@given(st.text("ab|`<>&*_[]()#!\\\n -~", max_size=20))
def test_markdown_has_nothing_that_acts(text: str) -> None:
    shown = markup.escaped(text)
    assert not set("<>\n") & set(shown)
    unescaped = shown.replace("\\\\", "")
    for sign in "|`*_[]":
        assert unescaped.count(sign) == unescaped.count("\\" + sign)


@pytest.mark.parametrize(
    ("text", "message", "value"),
    [
        ("100%", "100%25", "100%25"),
        ("a\n::error::b", "a%0A::error::b", "a%0A%3A%3Aerror%3A%3Ab"),
        ("a\r\nb,c", "a%0D%0Ab,c", "a%0D%0Ab%2Cc"),
        ("%0A", "%250A", "%250A"),
    ],
)
def test_workflow_commands(text: str, message: str, value: str) -> None:
    assert workflow_commands.message(text) == message
    assert workflow_commands.property_value(text) == value


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x\n", "\\x3a:error::x\n"),
        ("a\n  ::add-mask::x", "a\n  \\x3a:add-mask::x"),
        ("a ##[error]b", "a \\u0023#[error]b"),
        ("a::b\n#[c]\n:d", "a::b\n#[c]\n:d"),
    ],
)
def test_no_line_of_a_log_is_a_command(text: str, shown: str) -> None:
    assert workflow_commands.inert(text) == shown


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Vans at night", "Vans at night"),
        ("(Il)legal", '"(Il)legal"'),
        ("yes", '"yes"'),
        ("null", '"null"'),
        ("12", '"12"'),
        ("2021-03", '"2021-03"'),
        ("Steps: two", '"Steps: two"'),
        ("Supplier #1", '"Supplier #1"'),
        ('say "no"', '"say \\"no\\""'),
        ("é 🎆", '"é 🎆"'),
        ("", '""'),
        (" a", '" a"'),
    ],
)
def test_yaml(text: str, written: str) -> None:
    assert yaml.scalar(text) == written


@pytest.mark.parametrize("pure", [False, True], ids=["c", "pure"])
@settings(max_examples=200, deadline=None)
@given(text=seen | st.text("ab :#-'\"[]{},&*!|>%@`?\n\t\\0", max_size=12))
def test_a_yaml_scalar_reads_back(*, pure: bool, text: str) -> None:
    reading = read(f"x: {yaml.scalar(text)}\n".encode(), pure=pure)
    assert not [one for one in reading.violations if one.severity is not Severity.WARNING]
    assert reading.tree == {"x": text}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one\r\n\n two  words\t", ["one", "two words"]),
        ("a\x0bb_x000D_\u202e", ["a\\x0bb_x000D_\\u202e"]),
        ("\ufffe \uffff", ["\ufffd \ufffd"]),
        (" \n", []),
    ],
)
def test_slides(text: str, lines: list[str]) -> None:
    assert paper.lines(text) == lines
    assert paper.line(text) == " ".join(lines)

"""Time grows in proportion to the input: four times the input takes about four times as long.

Each case was quadratic once and took minutes. Both sizes are measured in one run, in processor time, so
a busy or slow machine changes little. Quadratic work would take sixteen times as long.
"""

import gc
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from barrierctl.exporters import FORMATS, Options, exporter
from barrierctl.files import Input
from barrierctl.findings import Finding
from barrierctl.gaps.agenda import build_agenda
from barrierctl.gaps.engine import run
from barrierctl.gaps.helpers import RuleContext
from barrierctl.library import find_gaps
from barrierctl.model.model import BarrierModel
from barrierctl.model.references import resolve
from barrierctl.model.translation import translate
from barrierctl.names import FreeNames, fold, slug
from barrierctl.pipeline import check_files, load_bytes
from barrierctl.reporters import text
from barrierctl.reporters.report import Report
from barrierctl.schema.classification import may_be_restricted
from barrierctl.selection import RunOptions
from barrierctl.source import read
from barrierctl.source.tree import Paths
from barrierctl.suppressions import suppressions_of
from barrierctl.text.spreadsheet import guarded
from barrierctl.text.terminal import wrapped
from barrierctl.views import VIEWS
from barrierctl.views.appendix import annexes
from barrierctl.views.build import ViewOptions, build_document

Make = Callable[[int], str]
Do = Callable[[], object]

STDIN = Input(path="a.barrier.yaml", root_path="a.barrier.yaml", file=None)
TODAY = date(2026, 1, 1)
HEAD = "barrier_model: 1\nid: a\ntitle: T\nlanguage: en\n"
STAGES = f"{HEAD}stages:\n"
SIGNALS = f"{STAGES}- name: S\n  signals:\n"
IGNORE = "# barrierctl: ignore[no-links] x"
LETTERS = "0123456789", "abcdefghij"


def each(line: str, size: int) -> str:
    """Repeat the line, each time with its number for % and its number in letters for §."""
    in_letters = str.maketrans(*LETTERS)
    return "".join(
        line.replace("%", str(number)).replace("§", str(number).translate(in_letters))
        for number in range(size)
    )


def lines(before: str, line: str) -> Make:
    return lambda size: before + each(f"{line}\n", size)


def listed(parties: str, stages: str) -> Make:
    """As many parties in the list as stages."""
    return lambda size: (
        f"{HEAD}parties:\n{each(parties + chr(10), size)}stages:\n{each(stages + chr(10), size)}"
    )


def parsed(given: str) -> Do:
    return lambda: read(given.encode())


def placed(given: str) -> Do:
    reading = read(given.encode())

    def find() -> None:
        paths = Paths(reading.tree)
        for violation in reading.violations:
            paths.at(violation.span)

    return find


def searched_for_markers(given: str) -> Do:
    reading = read(given.encode())
    return lambda: may_be_restricted(reading)


def addressed(given: str) -> Do:
    """Each word as the name of a stage and of something in it."""

    def hand_out() -> None:
        addresses, stage_ids = FreeNames(), FreeNames()
        for name in given.split():
            addresses.take(stage_ids.take(slug(name)))
            addresses.take("the same")

    return hand_out


def opened(given: str) -> Do:
    return lambda: load_bytes(given.encode())


def model_of(given: str) -> BarrierModel:
    model = load_bytes(given.encode()).model
    assert model is not None
    return model


def resolved(given: str) -> Do:
    model = model_of(given)
    return lambda: resolve(model, frozenset())


def suppressed(given: str) -> Do:
    model = model_of(given)
    return lambda: suppressions_of(model)


def named(given: str) -> Do:
    model = model_of(given)
    return lambda: [model.stage_name(item.stage) for item in model.items]


def with_rules(*rules: str) -> Callable[[str], Do]:
    """Looked at by these rules."""

    def prepare(given: str) -> Do:
        model = model_of(given)
        return lambda: run(model, RuleContext(today=TODAY), lambda rule: rule in rules)

    return prepare


def translated(given: str) -> Do:
    model = model_of(given)
    return lambda: translate(model, "fr")


def on_the_agenda(given: str) -> Do:
    """Found many times over, and made into an agenda."""
    model = model_of(given)
    found = find_gaps(model, today=TODAY)
    return lambda: build_agenda(model, found * 5)


def viewed(given: str) -> Do:
    """As every view and annex."""
    model = model_of(given)
    return lambda: [*(view(model, ()) for view in VIEWS.values()), annexes(model)]


def exported(name: str) -> Callable[[str], Do]:
    """Written in this format, with every view and annex."""

    def prepare(given: str) -> Do:
        options = ViewOptions(whole=True, readers=FORMATS[name].readers)
        document, write = build_document(model_of(given), VIEWS, options), exporter(name)
        return lambda: write(document, Options())

    return prepare


def reported(given: str) -> Do:
    report = check_files("validate", [STDIN], io.BytesIO(given.encode()), RunOptions(today=TODAY))
    return lambda: text.report(report, width=100)


def on_wide_lines(given: str) -> Do:
    """On lines that are wider, the longer the text is."""
    return lambda: wrapped(given, 0, len(given) // 20)


def guarded_cell(given: str) -> Do:
    return lambda: guarded(given)


def compared(given: str) -> Do:
    return lambda: (fold(given), slug(given))


def seconds(do: Do) -> float:
    """How long it takes, without a garbage collection of all that other tests have left in memory."""
    gc.disable()
    try:
        begun = time.process_time()
        do()
        return time.process_time() - begun
    finally:
        gc.enable()


PARTNERS = (
    f"{HEAD}parties: {{id: p, name: P}}\nstages:\n",
    "- {name: s%, partners: P}\n- {name: t%, barriers: {name: b%, owner: p, addresses: p}}",
)
TARGETS = (STAGES, "- {name: s%, signals: a}\n- {name: t%, barriers: {name: b%, targets: a}}")
ACCEPTED = "- {rule: no-links, at: s, reason: x}\n"


def accepted(size: int) -> str:
    return f"{lines(SIGNALS, '  - a%')(size)}accepted_gaps:\n{ACCEPTED * size}"


def general(size: int) -> str:
    return f"{lines(STAGES, '- name: s%')(size)}general:\n  barriers:\n{each('  - a%' + chr(10), size)}"


def planned(size: int) -> str:
    plan = "plan:\n  objectives:\n    statement: x\n    measures:\n"
    stages = lines(STAGES, "- {name: s%, barriers: b}")(size)
    return stages + plan + each("    - {name: m%, barriers: b}\n", size)


def general_barriers(size: int) -> str:
    stages = lines(STAGES, "- {name: s%, signals: a%}")(size)
    barriers = each("  - {name: g%, targets: a1}\n", size)
    return f"{stages}- {{name: t, barriers: b}}\ngeneral:\n  barriers:\n{barriers}"


def untouched(size: int) -> str:
    """Many facilitators and opportunities, of which a barrier targets one each."""
    facilitators = each("  - {name: f%, world: criminal}\n  - g%\n", size)
    opportunities = each("  - o%\n", size)
    stage = "- name: s\n  barriers: {name: b, targets: [f1, o1]}\n"
    return f"{STAGES}{stage}  facilitators:\n{facilitators}  opportunities:\n{opportunities}"


def relied_on(size: int) -> str:
    """One party, which is unlikely to cooperate and on which many barriers rely."""
    barriers = each("  - {name: b%, owner: p, legal_basis: {status: needed}}\n", size)
    party = "parties: {id: p, name: P, commitment: unlikely}\n"
    return f"{HEAD}{party}stages:\n- name: s\n  barriers:\n{barriers}"


def led_from_elsewhere(size: int) -> str:
    """Many partners of one stage, and barriers there that are led by others."""
    barriers, partners = each("  - {name: b%, owner: p%}\n", size), each("  - q%\n", size)
    here = f"- name: s\n  barriers:\n{barriers}  partners:\n{partners}"
    return f"{STAGES}{here}- name: t\n  partners:\n{each('  - p%' + chr(10), size)}"


def restricted(size: int) -> str:
    names = (f"  - {{name: {'a ' * (length + 1)}, classification: restricted}}\n" for length in range(size))
    return f"{SIGNALS}{''.join(names)}  - {'a ' * 50 * size}\n"


def in_languages(size: int) -> str:
    return f"{STAGES}- name: A\n  translations: {{{each('fr-x§: {name: B}, ', size)}}}\n"


def named_by_one(size: int) -> str:
    """Many parties, all of them named by one barrier."""
    parties, names = each("- {id: p%, name: party %}\n", size), each("p%, ", size)
    return f"{HEAD}parties:\n{parties}stages:\n- {{name: s, barriers: {{name: b, helped_by: [{names}]}}}}\n"


# A model has at most 500 stages, of which some cases make two for each line.
CASES: tuple[tuple[str, Callable[[str], Do], Make, int], ...] = (
    ("blanks-in-a-comment", parsed, lambda n: f"# barrierctl:a{' ' * n}b\n", 3_000),
    ("run-of-comments", parsed, lines("", IGNORE), 1_000),
    ("comments-beside-texts", parsed, lines("", f"- 'a' {IGNORE}"), 300),
    ("keys-on-one-line", parsed, lambda n: f"x: {{{each('k%, ', n)}}}\n", 4_000),
    ("dashes-on-one-line", parsed, lambda n: f"{' ' * 99 * n}{{{each('k%: -b, ', n)}}}\n", 500),
    ("dashes-in-a-text", parsed, lambda n: f"a: b\n  {'- ' * n}c:\n", 500),
    ("cut-texts", placed, lines(SIGNALS, "  - a% #1"), 500),
    ("control-characters", placed, lines(SIGNALS, '  - "a%\x01"'), 500),
    ("keys-twice", placed, lines(f"{SIGNALS}  - a\nx:\n", "  k%: 1\n  k%: 1"), 500),
    ("begun-markers", searched_for_markers, lambda n: f"{SIGNALS}  - {'classif' * n}\nx: y\n", 2_000),
    (
        "blanks-after-a-marker",
        searched_for_markers,
        lambda n: f"{SIGNALS}  - 'a classif{' ' * n}.'\nx: y\n",
        2_000,
    ),
    (
        "aliases-of-a-text",
        searched_for_markers,
        lambda n: f"{SIGNALS}  - &a {'classif ' * n}\n{each('  - *a' + chr(10), n)}x: y\n",
        300,
    ),
    ("unknown-keys", searched_for_markers, lambda n: f"{SIGNALS}  - a\n{each('key%: x' + chr(10), n)}", 500),
    ("values-of-an-unknown-key", searched_for_markers, lines(SIGNALS, "  - {name: a, colour: red %}"), 300),
    ("languages", with_rules("translation-missing"), in_languages, 1_500),
    ("regions", translated, in_languages, 1_500),
    ("addresses", addressed, lambda n: each("a% ", n), 2_000),
    ("twins", addressed, lambda n: "a " * n, 1_000),
    ("stages-of-one-name", resolved, lines(STAGES, "- name: s"), 124),
    ("ambiguous", resolved, lines(STAGES, "- {name: s, alternative_to: s}"), 62),
    (
        "misspelt-owners",
        resolved,
        listed("- {id: p%, name: party %}", "- barriers: {name: b, owner: parti %}"),
        100,
    ),
    (
        "aliases-of-faults",
        opened,
        lambda n: f"{STAGES}- &a {{name: S, {each('k%: 1, ', n)}}}\n" + "- *a\n" * n,
        30,
    ),
    ("blank-lines", reported, lambda n: "\n" * n * 500 + lines(STAGES, "- {name: s%, x: 1}")(n), 50),
    ("on-one-line", reported, lambda n: f"{{stages: [{each('{name: s%, x: 1}, ', n)}]}}", 100),
    ("comments-at-items", suppressed, lines(SIGNALS, f"  - a% {IGNORE}"), 300),
    ("accepted-at-a-stage", with_rules("no-links"), accepted, 300),
    ("general-items", with_rules("stage-without-signals"), general, 124),
    ("alike-names", with_rules("similar-items"), lines(SIGNALS, "  - sample §"), 200),
    (
        "alike-parties",
        with_rules("party-written-twice"),
        listed("- {id: p%, name: sample §}", "- {name: s%}"),
        124,
    ),
    ("brackets", with_rules("similar-items"), lambda n: f"{SIGNALS}  - {'a (b) ' * n}\n", 500),
    ("owners-in-stages", with_rules("owner-not-partner"), lines(*PARTNERS), 62),
    (
        "addressed-in-stages",
        with_rules("addressee-not-partner", "stage-without-barriers"),
        lines(*PARTNERS),
        62,
    ),
    ("doubted-in-stages", with_rules("owner-doubtful"), lines(*PARTNERS), 62),
    ("targets-in-stages", with_rules("barrier-away-from-its-target"), lines(*TARGETS), 62),
    ("targeted-elsewhere", with_rules("stage-without-barriers"), lines(*TARGETS), 62),
    ("general-barriers", with_rules("stage-without-barriers"), general_barriers, 124),
    (
        "untouched",
        with_rules("facilitator-without-barrier", "opportunity-without-barrier"),
        untouched,
        100,
    ),
    ("led-from-elsewhere", with_rules("owner-not-partner"), led_from_elsewhere, 100),
    ("agenda-of-stages", on_the_agenda, lines(STAGES, "- {name: s%, signals: a%}"), 62),
    ("agenda-of-parties", on_the_agenda, lines(*PARTNERS), 62),
    ("agenda-of-one-party", on_the_agenda, relied_on, 300),
    ("agenda-of-items", on_the_agenda, untouched, 200),
    ("measures", with_rules("measure-without-owner", "agreed-barrier-without-measure"), planned, 100),
    ("restricted-names", with_rules("restricted-name-in-public-text"), restricted, 20),
    ("names-of-stages", named, lines(STAGES, "- {name: s%, signals: a}"), 124),
    ("views-of-one-that-names-many", viewed, named_by_one, 300),
    ("views-of-many-that-name-one", viewed, lines(*PARTNERS), 62),
    ("items-on-a-page", exported("html"), lines(SIGNALS, "  - {name: a%, note: b%}"), 200),
    ("items-in-a-report", exported("docx"), lines(SIGNALS, "  - {name: a%, note: b%}"), 200),
    ("items-in-a-workbook", exported("xlsx"), lines(SIGNALS, "  - {name: a%, note: b%}"), 200),
    ("accents", compared, lambda n: "e" + "\u0301\u0316" * n, 500),
    ("not-as-meant", opened, lines(SIGNALS, "  - name:a%\n  - {name: b%, x: 1}"), 100),
    ("delimiters-in-a-cell", guarded_cell, lambda n: f"a=b{'; ' * n}", 2_000),
    ("letters", on_wide_lines, lambda n: "aé" * n, 1_000),
    ("words", on_wide_lines, lambda n: "aé " * n, 1_000),
)


@pytest.mark.parametrize(
    ("prepared", "make", "size"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_time_grows_in_proportion_to_the_input(prepared: Callable[[str], Do], make: Make, size: int) -> None:
    small, large = prepared(make(size)), prepared(make(4 * size))
    took = []
    for _ in range(3):
        took.append((seconds(small), seconds(large)))
        if took[-1][1] <= 8 * took[-1][0] + 0.002:
            return
    pytest.fail(f"seconds: {took}")


class Counted(tuple[Finding, ...]):  # noqa: SLOT001 (it counts)
    times = 0

    def __iter__(self) -> Iterator[Finding]:
        self.times += 1
        return super().__iter__()


@pytest.mark.parametrize("stages", [5, 50])
def test_report_reads_the_findings_a_constant_number_of_times(stages: int) -> None:
    model = lines(STAGES, "- name: s%")(stages)
    report = check_files("gaps", [STDIN], io.BytesIO(model.encode()), RunOptions(today=TODAY))
    findings = Counted(report.files[0].findings)
    text.report(Report(command="gaps", version="", files=(replace(report.files[0], findings=findings),)))
    assert findings.times < 5


def test_long_name_is_shortened_in_each_finding() -> None:
    items = each("  - {name: a%, seen_by: nobody%}\n", 100)
    content = f"{STAGES}- name: {'n' * 1_000}\n  signals:\n{items}"
    report = check_files("validate", [STDIN], io.BytesIO(content.encode()), RunOptions(today=TODAY))
    assert len(report.findings) == 100
    assert len(text.report(report, width=100)) < 100 * 2_000
    assert all(len(finding.location.element or "") < 2_000 for finding in report.findings)


@pytest.mark.parametrize("command", ["validate", "gaps"])
def test_a_checked_file_leaves_nothing_that_only_the_collector_would_free(
    command: str, example: Path
) -> None:
    data = example.read_bytes()
    check_files(command, [STDIN], io.BytesIO(data), RunOptions())  # what is cached for good
    gc.collect()
    gc.disable()  # as good as in the program, which makes it wait for a million objects
    try:
        for _ in range(3):
            check_files(command, [STDIN], io.BytesIO(data), RunOptions())
        assert gc.collect() == 0
    finally:
        gc.enable()

"""The cases of a save: commands, and how they run."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

COMMANDS = ("new", "validate", "gaps", "check", "show", "export", "rule", "schema")
VIEWS = ("matrix", "items", "gaps", "parties", "types", "recommendations", "plan", "barriers", "workshop")
FINDING_FORMATS = ("text", "concise", "json", "github", "gitlab", "sarif", "junit", "md")
EXPORT_FORMATS = ("csv", "md", "json", "html", "xlsx", "docx", "pptx", "pdf", "png", "svg", "ics")
POSTERS = ("pdf", "png", "svg")
PAPERS = ("a4", "a3", "a2", "a1", "a0")
RULE_FORMATS = ("text", "md", "json")

RESTRICTED, DUTCH = "full.barrier.yaml", "dutch.barrier.yaml"
EXAMPLE = "darknet-drug-markets.barrier.yaml"
_WIDTHS = (60, 140)
LARGE = "large.barrier.yaml"
_TODAY = "2026-01-15"
_TAKE_A_DATE = {"validate", "gaps", "check", "show", "export"}
_ENVIRONMENT = {"COLUMNS": "80", "LANG": "C.UTF-8", "PATH": os.defpath, "TERM": "xterm", "TZ": "UTC"}
_ON_A_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"


_SINGLE_CASES = {
    "models": """\
help-program: --help
help-nothing: --quiet
help-color: gaps -h --color always
version: --version
usage-unknown-command: exprt MODEL
usage-unknown-option: gaps --shw-accepted
usage-unknown-format: gaps MODEL --format xml
usage-unknown-view: show MODEL --view matrx
usage-unknown-export-format: export MODEL --format odt
usage-unknown-suffix: export MODEL -o a.odt
usage-unknown-schema: schema modl
usage-unknown-rule: rule stage-without-barrier
usage-unknown-rule-selected: gaps MODEL --select stage-without-barier
usage-error-selected: gaps MODEL --ignore unknown-key
usage-missing-argument: show
usage-missing-file: validate missing.barrier.yaml; gaps missing; show missing; export missing
usage-missing-config: gaps MODEL --config missing.yaml; gaps MODEL --config missing.yaml --no-config
usage-missing-baseline: gaps MODEL --baseline missing.json; gaps MODEL --baseline MODEL
usage-wrong-day: gaps MODEL --today yesterday
usage-two-formats: gaps MODEL --format text --format json
usage-no-stage: show MODEL --stage Sellin; show MODEL --view types --stage running
usage-two-views: export MODEL --format csv --view items --view gaps
usage-delimiter: export MODEL --format csv --delimiter ab
usage-paper: export MODEL --format md --paper a4; export MODEL --format html --blank
usage-color: --color pink gaps MODEL
usage-overwrite: export MODEL -o a.md; export MODEL -o a.md; export MODEL -o a.md --view items --force
usage-no-folder: export MODEL -o no/a.md; gaps MODEL -o no/a.txt; new no/a.barrier.yaml; schema -o no/a.json
gaps-concise-verbose: -v gaps MODEL --format concise
new-default: new a.barrier.yaml; validate a.barrier.yaml; gaps a.barrier.yaml
new-blank: new fireworks.barrier.yaml --from blank
new-blank-content: new fireworks.barrier.yaml --from blank --keep content
new-content: new a.barrier.yaml --keep content
new-content-changed: new a.barrier.yaml --keep content --title 'Another: title' --language nl --id another
new-stages: new a.barrier.yaml --stage Ordering --stage 'Storing: "abroad"' --title Ünïcode --language nl
new-from-file: new a.barrier.yaml --from MODEL; new b.barrier.yaml --from dutch.barrier.yaml
new-from-file-content: new a.barrier.yaml --from dutch.barrier.yaml --keep content
new-restricted: new a.barrier.yaml --from full.barrier.yaml
new-restricted-content: new a.barrier.yaml --from full.barrier.yaml --keep content
new-other-suffix: new a.yaml
new-schema: schema -o barrier-model.schema.json; new a.barrier.yaml; new b.barrier.yaml --keep content
new-stages-and-content: new a.barrier.yaml --stage A --keep content
new-wrong-id: new a.barrier.yaml --id 'Bad Id'
new-wrong-stage: new a.barrier.yaml --stage ' '
new-wrong-source: new a.barrier.yaml --from blnk
new-existing: new a.barrier.yaml; new a.barrier.yaml; new a.barrier.yaml --force --from blank --quiet
schema-default: schema
schema-model: schema model
schema-findings: schema findings
schema-config: schema config
schema-output: schema findings -o a.json; schema findings -o a.json
rule-text-all-color: rule --color always
gaps-text-show-accepted-full: gaps full.barrier.yaml --show-accepted
gaps-json-show-accepted-full: gaps full.barrier.yaml --show-accepted --format json
gaps-text-all: gaps MODEL --all; gaps full.barrier.yaml --all --show-accepted; gaps blank.barrier.yaml --all
gaps-text-all-stage: gaps MODEL --all --stage running; gaps DUTCH --all --stage general
gaps-text-question: gaps MODEL --question 1; gaps MODEL --question 5; gaps full.barrier.yaml --question 2
gaps-text-stage: gaps MODEL --stage running; gaps MODEL --stage 'Selling drugs'; gaps DUTCH --stage general
gaps-formats-question: gaps MODEL --question 1 --format json; gaps MODEL --question 1 --format concise
gaps-md-all: gaps MODEL --all --format md; gaps MODEL --question 2 --format md
gaps-docx: gaps MODEL -o a.docx; gaps full.barrier.yaml -o b.docx
gaps-html: gaps MODEL -o a.html; gaps DUTCH -o b.html
gaps-pptx: gaps MODEL -o a.pptx
gaps-xlsx: gaps MODEL -o a.xlsx
gaps-md: gaps MODEL -o a.md; gaps MODEL --stage running -o b.md
validate-output: validate MODEL -o a.txt; validate MODEL -o a.sarif; validate MODEL -o a.docx
usage-question: gaps --question 1; gaps MODEL --question 99; gaps MODEL --question 0
usage-all-document: gaps MODEL --all -o a.docx
usage-gaps-stage: gaps MODEL --stage Sellin; validate MODEL --all
gaps-text-level-warning: gaps MODEL --level warning
gaps-text-level-error: gaps MODEL --level error
gaps-concise-select: gaps MODEL --format concise --select stage-without,no --select signal-nobody-sees
gaps-concise-ignore: gaps MODEL --format concise --ignore signal,barrier
gaps-concise-fail-on: gaps MODEL --format concise --fail-on warning; validate MODEL --fail-on info
gaps-junit-fail-on: gaps MODEL --format junit --fail-on warning
gaps-text-late: gaps full.barrier.yaml --today 2035-01-01
gaps-text-quiet: gaps MODEL --quiet; --quiet validate MODEL
gaps-text-output: gaps MODEL -o a.txt; gaps blank.barrier.yaml -o a.txt
gaps-text-folder: gaps; validate
gaps-several-formats: gaps MODEL --format text --format sarif:a.sarif --format md:a.md --format json:a.json
gaps-concise-jobs: gaps --format concise --jobs 1; gaps --format concise --jobs 2
gaps-list-files: gaps --list-files; validate --list-files --exclude 'l*' --exclude full.barrier.yaml
gaps-force-exclude: gaps MODEL --exclude 'd*'; gaps MODEL --exclude 'd*' --force-exclude
gaps-show-config: gaps --show-config --level warning --ignore no-plan --today 2026-02-01
gaps-baseline: gaps MODEL --write-baseline a.json; gaps MODEL --baseline a.json
gaps-baseline-other: gaps MODEL --write-baseline a.json; gaps blank.barrier.yaml --baseline a.json
gaps-baseline-unused: gaps DUTCH --today 2035-01-01 --write-baseline a.json; gaps DUTCH --baseline a.json
gaps-baseline-accepted: gaps MODEL --write-baseline a.json; gaps MODEL --baseline a.json --show-accepted
show-matrix-stage: show MODEL --stage running --stage general
show-matrix-stage-transpose: show MODEL --stage running --stage selling --transpose
show-matrix-stage-large: show large.barrier.yaml --stage 'Stage 3' --stage stage-7
show-items-stage-dutch: show DUTCH --view items --stage setting-up
show-gaps-stage: show MODEL --view gaps --stage running
show-gaps-stage-full: show full.barrier.yaml --view gaps --stage shipping-drugs --stage general
show-items-stage: show MODEL --view items --stage 'Setting up marketplace'
export-views: export MODEL --view matrix --view gaps; export MODEL --format json --view items --view types
export-html-views: export MODEL -o a.html --view matrix --view gaps
export-xlsx-views: export MODEL -o a.xlsx --view parties --view items
export-docx-views: export MODEL -o a.docx --view parties --view items
export-pptx-views: export MODEL -o a.pptx --view parties --view items
export-csv-options: export hostile.barrier.yaml --format csv --view items --delimiter ';' --bom --raw
export-csv-tab: export MODEL -o a.csv --delimiter '\t'
""",
    "house": """\
validate-text-house: validate; validate --no-config
gaps-text-house: gaps; gaps --no-config; gaps --show-accepted --select owner-needed
gaps-list-files-house: gaps --list-files
gaps-show-config-house: gaps --show-config
gaps-baseline-house: gaps --write-baseline a.json; gaps --baseline a.json
rule-text-all-house: rule; rule owner-needed; rule level-known --no-config
rule-json-house: rule capital-first --format json; rule two-partners --format md
show-house: show waste.barrier.yaml --view parties; show waste.barrier.yaml --view gaps
export-md-house: export waste.barrier.yaml; export waste.barrier.yaml --view items --view gaps
export-html-house: export waste.barrier.yaml -o a.html
export-docx-house: export waste.barrier.yaml -o a.docx
new-house: new a.barrier.yaml --from waste.barrier.yaml
new-house-content: new a.barrier.yaml --from waste.barrier.yaml --keep content
""",
    "invalid": """\
show-invalid: show misspelt-key.barrier.yaml; show letter.barrier.yaml --color always
export-invalid: export misspelt-key.barrier.yaml; export letter.barrier.yaml -o a.docx
new-from-invalid: new a.barrier.yaml --from misspelt-key.barrier.yaml
gaps-baseline-invalid: gaps --write-baseline a.json --quiet
""",
    "repository": """\
validate-list-files-repository: validate --list-files; gaps --list-files --exclude drafts
validate-text-repository: validate
""",
}
"""By folder of inputs: the name of each case and its commands; MODEL is the example."""

_COMPLETED = (
    "ga",
    "gaps --show-a",
    "gaps --format s",
    "gaps --ignore stage-empty,no-l",
    "show --view m",
    "export --format p",
    "export --view ",
    "new --from b",
    "rule ",
    "schema f",
)
"""What is typed before the Tab key."""


@dataclass(frozen=True, slots=True)
class Case:
    """Commands whose output is saved.

    Attributes:
        name: The name of the case and of its folder.
        commands: What follows the name of the program, with semicolons between commands.
        folder: The folder of inputs, in a copy of which the commands run.
        columns: The width of the output.
        terminal: Whether the commands run on a terminal.
        stdin: The input file that they read, if any.
        environment: Variables that are added to the fixed ones.
    """

    name: str
    commands: str
    folder: str = "models"
    columns: int = 80
    terminal: bool = False
    stdin: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)


def cases(inputs: Path) -> Iterator[Case]:
    """Yield every case for a folder of inputs."""
    files = {path.name: sorted(one.name for one in path.glob("*.yaml")) for path in inputs.iterdir()}
    yield from _single_cases()
    yield from _completion_cases()
    yield from _rule_cases(json.loads((inputs / "rules.json").read_text(encoding="utf-8")))
    for command in ("validate", "gaps", "check"):
        yield from _finding_cases(command, files["models"])
        yield from _folder_cases(command)
        yield from _invalid_cases(command, files["invalid"])
    yield from _configuration_cases(files["configurations"])
    yield from _show_cases(files["models"])
    yield from _export_cases(files["models"])
    yield from _poster_cases()


def _single_cases() -> Iterator[Case]:
    for folder, table in _SINGLE_CASES.items():
        for line in table.splitlines():
            name, _, commands = line.replace("MODEL", EXAMPLE).replace("DUTCH", DUTCH).partition(": ")
            yield Case(name, commands, folder)
    for command in COMMANDS:
        yield Case(f"help-{command}", f"{command} --help")
        yield Case(f"help-{command}-terminal", f"{command} --help", columns=60, terminal=True)
    for command in ("validate", "gaps", "show", "export"):
        yield Case(f"{command}-stdin", f"{command} -", stdin=EXAMPLE)
    yield Case("gaps-stdin-filename", "gaps - --stdin-filename a/b.yaml", stdin=RESTRICTED)
    yield Case("new-terminal", "new a.barrier.yaml", terminal=True, stdin="answers.txt")
    for variable in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
        yield Case(f"validate-text-{variable}", "validate", "invalid", environment={variable: "1"})


def _completion_cases() -> Iterator[Case]:
    """Ask what the Tab key offers, as Bash does."""
    for typed in _COMPLETED:
        typed_words = {"COMP_WORDS": f"barrierctl {typed}", "COMP_CWORD": str(typed.count(" ") + 1)}
        environment = {"_BARRIERCTL_COMPLETE": "complete_bash", **typed_words}
        yield Case(f"complete-{'-'.join(typed.split())}", "", environment=environment)


def _rule_cases(records: list[dict[str, str]]) -> Iterator[Case]:
    for form in RULE_FORMATS:
        yield Case(f"rule-{form}-all", f"rule --format {form}")
        for record in records:
            yield Case(f"rule-{form}-{record['id']}", f"rule {record['id']} --format {form}")
    for record in records:
        yield Case(f"rule-text-terminal-{record['id']}", f"rule {record['id']}", columns=60, terminal=True)


def _finding_cases(command: str, models: list[str]) -> Iterator[Case]:
    for model in models:
        name, line = _name(model), f"{command} {model}"
        for form in FINDING_FORMATS:
            yield Case(f"{command}-{form}-{name}", f"{line} --format {form}")
        yield Case(f"{command}-text-color-{name}", f"{line} --color always")
        for columns in _WIDTHS:
            yield Case(f"{command}-text-terminal-{columns}-{name}", line, columns=columns, terminal=True)


def _folder_cases(command: str) -> Iterator[Case]:
    """Leave out the restricted file among the invalid ones, because many formats refuse it."""
    for folder in ("invalid", "rules", "restricted", "house"):
        line = f"{command} --exclude 'dutch-values*'"
        for form in FINDING_FORMATS:
            yield Case(f"{command}-{form}-folder-{folder}", f"{line} --format {form}", folder)
        yield Case(f"{command}-text-color-folder-{folder}", f"{line} --color always --jobs 1", folder)


def _invalid_cases(command: str, files: list[str]) -> Iterator[Case]:
    """Write all formats in one run, because there are many files."""
    options = " ".join(f"--format {form}:{form}.out" for form in FINDING_FORMATS[1:])
    for file in files:
        line = f"{command} {file} --format {FINDING_FORMATS[0]}"
        yield Case(f"{command}-invalid-{_name(file)}", f"{line} {options}", "invalid")


def _configuration_cases(files: list[str]) -> Iterator[Case]:
    commands = (f"validate {EXAMPLE}", f"gaps {EXAMPLE} --color always", f"show {EXAMPLE}", "rule")
    for file in files:
        lines = "; ".join(f"{command} --config {file}" for command in commands)
        yield Case(f"validate-configuration-{_name(file)}", lines, "configurations")


def _show_cases(models: list[str]) -> Iterator[Case]:
    for model, view in product(models, VIEWS):
        name, line = _name(model), f"show {model} --view {view}"
        yield Case(f"show-{view}-{name}", line)
        yield Case(f"show-{view}-transpose-{name}", f"{line} --transpose")
        yield Case(f"show-{view}-color-{name}", f"{line} --color always")
        yield Case(f"show-{view}-general-{name}", f"{line} --stage general")
        for columns in _WIDTHS:
            yield Case(f"show-{view}-{columns}-{name}", line, columns=columns)


def _export_cases(models: list[str]) -> Iterator[Case]:
    for model, form in product(models, EXPORT_FORMATS):
        name, line = _name(model), f"export {model} --format {form}"
        yield Case(f"export-{form}-default-{name}", f"export {model} -o default.{form}")
        yield Case(f"export-{form}-stdout-{name}", f"{line} --transpose")
        for view in _views(model, form):
            written = f"{line} --view {view} -o {view}.{form}"
            yield Case(f"export-{form}-{view}-{name}", written)
            yield Case(f"export-{form}-{view}-transpose-{name}", f"{written} --transpose")


def _views(model: str, form: str) -> tuple[str, ...]:
    """Choose the views to export: none of a refused model, few of what is slow, and tasks for a calendar."""
    if model == RESTRICTED:
        return ()
    if form == "ics":
        return ("plan",)
    return VIEWS[:2] if model == LARGE and form in POSTERS else VIEWS


def _poster_cases() -> Iterator[Case]:
    posters = [(EXAMPLE, form) for form in POSTERS] + [(DUTCH, "pdf"), (LARGE, "pdf")]
    for (model, form), paper in product(posters, PAPERS):
        name, line = _name(model), f"export {model} --format {form} --paper {paper}"
        yield Case(f"export-{form}-matrix-{paper}-{name}", line)
        yield Case(f"export-{form}-matrix-{paper}-blank-{name}", f"{line} --blank")


def _name(file: str) -> str:
    return file.removesuffix(".yaml").removesuffix(".barrier")


def run(program: Path, command: str, here: Path, case: Case) -> subprocess.CompletedProcess[bytes]:
    """Run one command of a case in a folder."""
    words = [str(program), *shlex.split(command)]
    if _TAKE_A_DATE.intersection(words) and "--today" not in words:
        words += ["--today", _TODAY]
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", _ON_A_TERMINAL, *words] if case.terminal else words,
        input=(here / case.stdin).read_bytes() if case.stdin else b"",
        capture_output=True,
        cwd=here,
        env={**_ENVIRONMENT, "COLUMNS": str(case.columns), **case.environment},
        timeout=300,
        check=False,
    )

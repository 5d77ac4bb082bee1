"""The inputs of a save: models, broken files, configurations and the rules' own examples."""

import json
import shutil
from pathlib import Path

from ruamel.yaml import YAML

from benchmarks.models import large, write
from benchmarks.outputs.cases import DUTCH, EXAMPLE, LARGE, RESTRICTED, Case, run
from benchmarks.programs import ROOT

_FAULTS = "five-faults.barrier.yaml"
_HEAD = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\n"

_HOSTILE = (
    "=1+1",
    "@SUM(A1)",
    "<script>alert(1)</script> ]]> &amp; {{ 7 * 7 }}",
    "a | b || `c` **d** [e](javascript:alert(1))",
    "right \u202eto left\u202c and \u200fback, \u4e2d\u6587, e\u0301, \U0001f600",
    '#let x = 1; $x^2$ #read("/etc/passwd") <label> @ref',
    "http://example.org/ _x000D_",
    "long " + "word " * 198,
    "W" * 800,
)
"""Names that every format must show as they are, none longer than a name may be."""

_TRANSLATED = {
    "restricted": "public",
    "language: en": "language: nl",
    "title: Darknet drug markets": "title: E\u00e9n drugsmarkt op het darknet",
    "nl:": "en:",
}
"""What the full model says in English, and the Dutch one in its place."""
_TEXTS = {
    "models/answers.txt": "My title\nblank\nOrdering, Storing\nen\n",
    "house/.barrierctl.yaml": """\
requires: ">=0.1"
ignore: [no-plan]
severity: {never-reviewed: warning}
per_path: [{path: "darknet*", ignore: [model-without-sources]}]
review_months: 24
parties: parties.yaml
rules:
  - {id: owner-needed, text: It needs an owner, each: barrier, required: [owner], hint: Ask who begins.}
  - {id: level-known, text: The level is odd, each: barrier, severity: info, allowed: {level: [national]}}
  - {id: capital-first, text: It has no capital, each: partner, pattern: {name: "^[A-Z]"}}
  - {id: two-partners, text: Partners are few, each: stage, severity: error, at_least: {partners: 2}}
""",
    "house/parties.yaml": """\
- {id: police, name: National police, aliases: [The force], sector: public, commitment: confirmed}
- {id: army, name: Army, sector: public}
""",
    "house/waste.barrier.yaml": _HEAD
    + """\
parties: [{id: army, name: Army, sector: public, commitment: possible}]
stages:
  - name: Transport
    partners: [police, "inspectors, border guards", army]
    barriers: [{name: Checks, level: local}, {name: Fines, owner: The force}]
accepted_gaps: [{rule: owner-needed, at: Checks, reason: Later}]
""",
    "repository/.git/HEAD": "ref: refs/heads/main\n",
    "repository/.git/objects/empty": "",
    "repository/.git/refs/empty": "",
    "repository/.gitignore": "*-old.barrier.yaml\n",
    "repository/a-old.barrier.yaml": f"{_HEAD}stages: [{{name: A}}]\n",
    "repository/drafts/b.barrier.yaml": f"{_HEAD}stages: [{{name: B}}]\n",
    "repository/c.barrier.yaml": f"{_HEAD}stages: [{{name: C}}]\ncolour: blue\n",
}
"""Inputs by path; the first part is the folder in which a case runs."""


def write_inputs(folder: Path, program: Path) -> None:
    """Write the inputs of all cases into a folder."""
    for path in (*(ROOT / "examples").iterdir(), *(ROOT / "tests" / "valid").iterdir()):
        copy(path, folder / "models" / path.name)
    _write_models(folder / "models")
    for name, text in _TEXTS.items():
        write(text, folder / name)
    for path in (ROOT / "tests" / "invalid").iterdir():
        if path.suffix != ".expected":
            copy(path, folder / "invalid" / f"{path.name.partition('.')[0]}.barrier.yaml")
    copy(ROOT / "tests" / "reporters" / "data" / _FAULTS, folder / "invalid" / _FAULTS)
    shutil.copytree(ROOT / "tests" / "config" / "invalid", folder / "configurations")
    for name in ("configurations", "house"):
        copy(ROOT / "examples" / EXAMPLE, folder / name / EXAMPLE)
    _write_rules(folder, program)


def copy(source: Path, target: Path) -> None:
    """Copy a file into a folder that need not exist."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write_models(folder: Path) -> None:
    """Write a large model, one with hostile names, and the full one without restricted parts, in Dutch."""
    write(large("large", 10, 60), folder / LARGE)
    items = [{"name": name} for name in _HOSTILE]
    stages = [{"name": "=A1 <b>stage</b>", "signals": items, "barriers": items}]
    head = {"barrier_model": 1, "id": "hostile", "title": "<i>=title</i> #x", "language": "en"}
    write(json.dumps({**head, "stages": stages}), folder / "hostile.barrier.yaml")
    text = (folder / RESTRICTED).read_text(encoding="utf-8")
    for english, dutch in _TRANSLATED.items():
        text = text.replace(english, dutch)
    write(text, folder / DUTCH)


def _write_rules(folder: Path, program: Path) -> None:
    """Write the list of rules, and as models their examples and the cases of their tests."""
    records = run(program, "rule --format json", folder, Case("rules", "")).stdout
    (folder / "rules.json").write_bytes(records)
    texts: dict[str, str | None] = {}
    for record in json.loads(records):
        fixed = record["fixed"] if "fixed" in record else record["mended"]  # its name in version 0.1
        texts |= {f"{record['id']}-example": record["example"], f"{record['id']}-fixed": fixed}
    for path in (ROOT / "tests" / "gaps" / "cases").iterdir():
        numbered = enumerate(YAML(typ="safe").load(path))
        texts |= {f"{path.stem}-{number:02}": case["model"] for number, case in numbered}
    for name, text in texts.items():
        if text:
            kind = "restricted" if "restricted" in text else "rules"
            write(text, folder / kind / f"{name}.barrier.yaml")

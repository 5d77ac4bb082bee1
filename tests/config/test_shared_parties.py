"""Shared parties behave as if each model that uses them listed them itself."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl import find_gaps
from barrierctl.config.loader import load_parties
from barrierctl.findings import Finding
from barrierctl.model.model import BarrierModel
from barrierctl.model.types import Partner
from barrierctl.pipeline import LoadedModel, load_bytes
from barrierctl.selection import ModelContext

if TYPE_CHECKING:
    from conftest import Run

ROOT = Path(__file__).parents[2]
HEAD = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\n"
SHARED = """\
- id: police
  name: National police
  aliases: [The force]
  sector: public
  commitment: confirmed
- {id: isp, name: Internet service providers, world: legal, sector: private}
- {id: informant, name: Informant, classification: restricted}
- {id: army, name: Army, sources: [nowhere-here]}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    (tmp_path / "parties.yaml").write_text(SHARED, encoding="utf-8")
    (tmp_path / ".barrierctl.yaml").write_text("parties: parties.yaml\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def context(folder: Path) -> ModelContext:
    return ModelContext(parties=load_parties(folder / "parties.yaml").parties)


def opened(text: str, context: ModelContext) -> LoadedModel:
    return load_bytes((HEAD + text).encode(), context=context)


def model(text: str, context: ModelContext) -> BarrierModel:
    found = opened(text, context)
    assert found.valid, found.violations
    assert found.model
    return found.model


def summary_of(finding: Finding) -> tuple[str, ...]:
    return (finding.rule, finding.severity, finding.message, *finding.hints)


@pytest.mark.parametrize("name", ["examples/darknet-drug-markets", "tests/valid/full"])
def test_shared_party_behaves_like_one_listed_in_the_model(name: str, tmp_path: Path) -> None:
    text = (ROOT / f"{name}.barrier.yaml").read_text(encoding="utf-8")
    before, _, rest = text.partition("\nparties:\n")
    listed, _, after = rest.partition("\nstages:\n")
    (tmp_path / "p.yaml").write_text(listed, encoding="utf-8")
    shared = load_parties(tmp_path / "p.yaml")
    assert shared.violations == ()
    found = load_bytes(f"{before}\nstages:\n{after}".encode(), context=ModelContext(parties=shared.parties))
    typed = load_bytes(text.encode())
    assert found.valid
    assert found.model
    assert typed.model
    known = {party.id for party in typed.model.parties if typed.model.items_of(party)}
    assert known <= {party.id for party in found.model.parties}
    assert {summary_of(one) for one in find_gaps(found.model)} == {
        summary_of(one) for one in find_gaps(typed.model)
    }


def test_shared_party_is_found_by_id_name_and_alias(context: ModelContext) -> None:
    text = """\
stages:
  - name: A
    partners: [police, {party: isp, name: Providers}]
    signals: [{name: S, seen_by: the FORCE}]
    barriers: [{name: B, owner: National police, helped_by: isp}]
plan: {coordinator: police}
"""
    found = model(text, context)
    assert [item.label for item in found.items] == ["S", "National police", "Providers", "B"]
    assert [party.id for party in found.parties] == ["police", "isp"]
    assert {link.target.element for link in found.links} == {"police", "isp"}
    partner = found.items_of(found.parties[0]).partners[0]
    assert isinstance(partner, Partner)
    assert found.facts_of(partner).sector == "public"


def test_unused_shared_party_is_not_in_the_model(context: ModelContext) -> None:
    text = "stages:\n  - name: Police\n    note: Army\n    opportunities: [Informant]\n    signals: [Army]\n"
    found = model(text, context)
    assert found.parties == ()
    assert not found.has_restricted
    assert found == model(text, ModelContext())


def test_referenced_shared_party_is_in_the_model(context: ModelContext) -> None:
    found = model("stages:\n  - name: A\n    barriers:\n      - {name: B, owner: police}\n", context)
    assert [party.id for party in found.parties] == ["police"]
    assert found.parties[0].span.line == 8


def test_shared_party_is_located_at_its_first_mention(context: ModelContext) -> None:
    text = "stages:\n  - name: A\n    barriers: [{name: B, owner: isp}]\n  - name: B\n    partners: [isp]\n"
    found = model(text, context)
    assert [(party.span.line, found.location_of(party).stage) for party in found.parties] == [(9, "b")]


def test_entry_in_the_model_overrides_the_shared_party(context: ModelContext) -> None:
    text = "parties: [{id: police, name: Police of Ghent}]\nstages:\n  - name: A\n    partners: [police]\n"
    found = opened(text, context)
    assert found.valid
    assert [(violation.rule, violation.span.line) for violation in found.violations] == [
        ("party-overrides-shared", 5)
    ]
    assert found.model
    assert [item.label for item in found.model.items] == ["Police of Ghent"]
    assert found.model.parties[0].facts.sector is None


@pytest.mark.parametrize(
    "entry",
    [
        "{id: x, name: national  POLICE}",
        "{id: x, name: X, aliases: the force}",
        "{id: x, name: Police}",
        "{id: the-force, name: The force}",
    ],
)
def test_entry_overrides_by_id_name_or_alias(entry: str, context: ModelContext) -> None:
    found = opened(f"parties: [{entry}]\nstages:\n  - name: A\n", context)
    assert [violation.rule for violation in found.violations] == ["party-overrides-shared"]


@pytest.mark.parametrize("key", ["owner: isp", "helped_by: isp"])
def test_id_in_the_model_overrides_a_shared_id(key: str, context: ModelContext) -> None:
    text = f"""\
stages:
  - name: A
    id: army
    facilitators: [{{name: Others, id: isp}}, Army]
    partners: [Internet service providers]
    barriers: [{{name: B, {key}}}]
accepted_gaps:
  - {{rule: no-plan, at: army, reason: r}}
"""
    found = model(text, context)
    links = {link.key: link.target for link in found.links}
    assert getattr(links[key.split(":", maxsplit=1)[0]], "name", "") == "Others"
    assert links["at"] == found.stages[0]
    addresses = [party.element for party in found.parties]
    assert addresses == ["parties/isp", "parties/army", "isp"]


def test_stage_keeps_its_id_despite_a_shared_party(context: ModelContext) -> None:
    assert model("stages:\n  - name: Police\n    partners: [police]\n", context).stages[0].id == "police"


def test_item_naming_a_restricted_party_is_restricted(context: ModelContext) -> None:
    assert model("stages:\n  - name: A\n    partners: [informant]\n", context).has_restricted


def test_misspelt_reference_suggests_a_shared_party(context: ModelContext) -> None:
    found = opened("stages:\n  - name: A\n    barriers: [{name: B, owner: polise}]\n", context)
    assert [violation.parameters["near"] for violation in found.violations] == ["police"]


USES = HEAD + "stages:\n  - name: A\n    partners: [{party: isp}, {party: police}]\n    barriers: [B]\n"


def test_every_command_uses_shared_parties(run: "Run", folder: Path) -> None:
    (folder / "x.barrier.yaml").write_text(USES, encoding="utf-8")
    assert run("validate").returncode == 0
    assert "unknown-reference" in run("validate", "--no-config").stdout
    for command in ("show", "export"):
        assert "Internet service providers" in run(command, "x.barrier.yaml").stdout
        assert run(command, "x.barrier.yaml", "--no-config").returncode == 1
    copied = ("new", "y.barrier.yaml", "--from", "x.barrier.yaml", "--keep", "content")
    assert run(*copied, "--no-config").returncode == 1
    assert run(*copied).returncode == 0
    assert run("validate", "y.barrier.yaml").returncode == 0
    assert run("new", "z.barrier.yaml", "--config", "none.yaml").returncode == 0


def test_findings_are_located_in_the_model(run: "Run", folder: Path) -> None:
    (folder / "x.barrier.yaml").write_text(USES, encoding="utf-8")
    findings = json.loads(run("gaps", "--format", "json").stdout)["findings"]
    assert findings
    assert all(one["line"] <= USES.count("\n") for one in findings)
    assert {one["path"] for one in findings} == {"x.barrier.yaml"}


def test_restricted_shared_party_is_not_exported(run: "Run", folder: Path) -> None:
    (folder / "x.barrier.yaml").write_text(USES, encoding="utf-8")
    assert run("export", "x.barrier.yaml").returncode == 0
    (folder / "x.barrier.yaml").write_text(USES.replace("isp", "informant"), encoding="utf-8")
    assert run("export", "x.barrier.yaml").returncode == 2
    assert run("gaps", "-o", "out.txt").returncode == 0
    assert "nformant" not in (folder / "out.txt").read_text(encoding="utf-8")


def test_validate_reports_an_overridden_party(run: "Run", folder: Path) -> None:
    own = USES.replace("stages:", "parties: [{id: isp, name: Providers}]\nstages:")
    (folder / "x.barrier.yaml").write_text(own, encoding="utf-8")
    done = run("validate", "--format", "concise")
    message = '"Providers": This party replaces "Internet service providers"'
    assert (done.returncode, done.stdout[:34]) == (0, "x.barrier.yaml:5:12: note party-ov")
    assert message in done.stdout
    assert run("validate", "--ignore", "party-overrides-shared", "--format", "concise").stdout == ""


def test_show_config_counts_shared_parties(run: "Run") -> None:
    shown = run("gaps", "--show-config").stdout
    assert "parties.yaml (4 parties)  .barrierctl.yaml:1" in shown


def test_errors_of_both_files_are_reported_in_one_run(run: "Run", folder: Path) -> None:
    (folder / ".barrierctl.yaml").write_text("parties: parties.yaml\nlevel: high\n", encoding="utf-8")
    (folder / "parties.yaml").write_text("- {id: a, name: A, sectr: public}\n", encoding="utf-8")
    (folder / "x.barrier.yaml").write_text(USES, encoding="utf-8")
    done = run("show", "x.barrier.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert ".barrierctl.yaml:2:8" in done.stderr
    assert "parties.yaml:1:20" in done.stderr
    assert 'did you mean "sector"?' in done.stderr


def test_empty_list_of_shared_parties_is_valid(run: "Run", folder: Path) -> None:
    (folder / "parties.yaml").write_text("# none yet\n", encoding="utf-8")
    (folder / "x.barrier.yaml").write_text(HEAD + "stages: [{name: A}]\n", encoding="utf-8")
    assert run("validate").returncode == 0

"""The model's own labels for the blocks, wherever a finding says where it is."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import Run

OWN = "labels: {signals: Red flags, partners: Around the table, facilitators: Helpers}\n"
HEAD = "barrier_model: 1\nid: m\ntitle: Mules\nlanguage: en\n"
STAGES = """\
stages:
  - name: Renting
    facilitators: [Landlord]
    opportunities: [Empty flats]
    signals: [Smell, Noise]
    barriers: [Inspection]
  - name: Paying
    facilitators: [Landlord]
    partners: [Police]
"""
FILLED = STAGES.replace("    barriers: [Inspection]", "    not_applicable: {signals: None}")
MISSPELT = STAGES.replace("signals: [Smell, Noise]", "signals: [{name: Smell, nota: Strong}]")
BROKEN = STAGES.replace("Noise]", "Noise")


def write(folder: Path, text: str) -> None:
    (folder / "m.barrier.yaml").write_text(text, encoding="utf-8")


def findings(run: "Run") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("check", "--format", "json").stdout)["findings"]
    return found


@pytest.mark.parametrize(
    ("stages", "place"),
    [
        (
            FILLED,
            'Stage "Renting", Red flags: The "Red flags" are marked as not applicable, but 2 are listed.',
        ),
        (MISSPELT, 'In stage "Renting", Red flags, "Smell": '),
        (BROKEN, 'Stage "Renting", Red flags: '),
        (STAGES, 'Stage "Renting", Around the table: This stage has no partner.'),
        (STAGES, 'Stage "Paying", barriers: This stage has no barrier.'),
        (STAGES, 'Helpers, "Landlord": '),
        ("general: {signals: [Cash, Cash]}\n" + STAGES, 'In general, Red flags, "Cash": '),
    ],
)
def test_finding_calls_a_block_by_the_label_of_the_model(
    stages: str, place: str, run: "Run", tmp_path: Path
) -> None:
    write(tmp_path, HEAD + OWN + stages)
    messages = [finding["message"] for finding in findings(run)]
    assert [message for message in messages if message.startswith(place)], messages


def test_every_finding_by_stage_has_the_labels_of_the_model(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, HEAD + OWN + STAGES)
    shown = run("gaps", "--all").stdout
    assert '· Helpers, "Landlord": Landlord occurs in 2 stages' in shown
    assert "\n        partners:\n" in shown  # a key to paste


def test_agenda_names_empty_blocks_by_the_labels_of_the_model(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, HEAD + OWN + STAGES)
    shown = " ".join(run("gaps").stdout.split())
    assert 'In "Paying" there are no opportunities, "Red flags" or barriers.' in shown


def test_labels_change_no_fingerprint_and_no_key_for_programs(run: "Run", tmp_path: Path) -> None:
    text = "general: {signals: [Cash, Cash]}\n" + STAGES
    found = []
    for labels in ("", OWN):
        write(tmp_path, HEAD + text + labels)
        found.append(findings(run))
    plain, labelled = ([{**each, "message": ""} for each in report] for report in found)
    assert plain == labelled
    assert found[0] != found[1]


def test_baseline_knows_its_findings_after_labels_were_added(run: "Run", tmp_path: Path) -> None:
    write(tmp_path, HEAD + STAGES)
    run("gaps", "--write-baseline", "known.json")
    before = (tmp_path / "known.json").read_bytes()
    write(tmp_path, HEAD + OWN + STAGES)
    assert run("gaps", "--baseline", "known.json", "--fail-on", "note").returncode == 0
    run("gaps", "--write-baseline", "known.json")
    assert (tmp_path / "known.json").read_bytes() == before

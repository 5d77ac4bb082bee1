"""The YAML to paste fits the file: it says where its lines belong, and repeats no key that is there."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from barrierctl.findings import Finding
from barrierctl.library import find_gaps
from barrierctl.model.model import BarrierModel
from barrierctl.pipeline import load_bytes

MODELS = sorted((Path(__file__).parents[1] / "agenda" / "models").glob("*.yaml"))
HEADER = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\nstages:\n"


def fitted(text: str) -> tuple[BarrierModel, list[Finding]]:
    loaded = load_bytes(text.encode())
    assert loaded.model
    return loaded.model, find_gaps(loaded.model)


def snippet(stages: str, rule: str, name: str | None = None) -> str | None:
    _, findings = fitted(HEADER + stages)
    return next(one.paste for one in findings if one.rule == rule and name in (None, one.location.name))


def test_a_block_that_is_there_gets_an_entry() -> None:
    stages = "  - name: A\n    partners: [X]\n    barriers:\n  - name: B\n    barriers: [C]\n"
    assert snippet(stages, "stage-without-barriers") == "# Add under barriers:\n- …\n"


def test_a_block_that_is_missing_comes_with_its_key() -> None:
    stages = "  - name: A\n    partners: [X]\n  - name: B\n    barriers: [C]\n"
    assert snippet(stages, "stage-without-barriers") == "barriers:\n  - …\n"


SIGNALS = "  - name: A\n    signals:\n      - {name: Seen, seen_by: X}\n      - %s\n    partners: [X]\n"


@pytest.mark.parametrize("item", ["name: Unseen", "{name: Unseen}", "name: Unseen\n        note: n"])
def test_an_item_with_keys_gets_one_more(item: str) -> None:
    assert snippet(SIGNALS % item, "signal-nobody-sees") == '# Add to "Unseen":\nseen_by: …\n'


def test_an_item_that_is_only_a_name_is_written_with_keys() -> None:
    expected = '# Write "Unseen" as:\n- name: Unseen\n  seen_by: …\n'
    assert snippet(SIGNALS % "Unseen", "signal-nobody-sees") == expected


def test_what_each_barrier_lacks_is_a_key_for_each() -> None:
    stages = "  - name: A\n    barriers: [B, C]\n"
    assert snippet(stages, "no-links") == "# Add to each barrier:\ntargets: …\n"


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.name.partition(".")[0])
def test_snippets_are_yaml_and_repeat_no_key_of_their_stage(path: Path) -> None:
    model, findings = fitted(path.read_text(encoding="utf-8"))
    for finding in findings:
        content = YAML(typ="safe").load(finding.paste or "")
        stage = model.stage_by_id.get(finding.location.stage or "")
        if stage and isinstance(content, dict) and not finding.location.name:
            assert not set(content) & set(stage.block_spans), finding


def test_a_hostile_name_stays_within_its_comment() -> None:
    _, findings = fitted(HEADER + SIGNALS % '"Un\\nseen: [x"')
    paste = next(one.paste for one in findings if one.rule == "signal-nobody-sees") or ""
    assert YAML(typ="safe").load(paste) in ({"seen_by": "…"}, [{"name": "Un\nseen: [x", "seen_by": "…"}])

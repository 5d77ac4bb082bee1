"""Invalid configurations: each file in `invalid` gives the findings in the file next to it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from barrierctl.config.loader import load_configuration
from barrierctl.resources import schema

if TYPE_CHECKING:
    from conftest import Golden, Run

FOLDER = Path(__file__).parent / "invalid"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_invalid_configuration_gives_the_expected_findings(
    path: Path, golden: "Golden", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FOLDER)
    _, reports = load_configuration(Path(path.name))
    found = [finding for report in reports for finding in report.findings]
    lines = (
        f"{f.path}:{f.span.line}:{f.span.column} {f.rule} {f.sentence} {f.advice or ''}".rstrip()
        for f in found
    )
    golden(path.with_suffix(".expected"), "".join(f"{line}\n" for line in lines))
    assert found


def test_all_configuration_errors_are_reported_and_no_model_is_checked(run: "Run", tmp_path: Path) -> None:
    (tmp_path / ".barrierctl.yaml").write_text("selct: no-plan\nlevel: high\n", encoding="utf-8")
    done = run("validate")
    assert (done.returncode, done.stdout) == (2, "")
    assert 'did you mean "select"?' in done.stderr
    assert "Use one of: error, warning, note, info." in done.stderr
    assert ".barrierctl.yaml:1:1" in done.stderr
    assert ".barrierctl.yaml:2:8" in done.stderr
    assert "barrierctl: .barrierctl.yaml has errors" in done.stderr


def test_unreadable_configuration_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    _, (report,) = load_configuration(Path("gone.yaml"))
    assert [finding.rule for finding in report.findings] == ["unreadable-file"]


def test_every_key_has_a_description() -> None:
    rules = schema("config")
    described = [rules, *rules["definitions"].values(), *rules["properties"].values()]
    described += [
        key for part in rules["definitions"].values() for key in part.get("properties", {}).values()
    ]
    assert all(part.get("description", "").strip() for part in described)

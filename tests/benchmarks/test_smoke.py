"""The benchmark runs from end to end; times are not checked here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.installs
def test_every_case_is_measured_and_recorded(tmp_path: Path) -> None:
    results, environments = tmp_path / "results", tmp_path / "environments"
    asked = ["--smoke", "--results", str(results), "--environments", str(environments)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", *asked],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    raw = json.loads((results / "results.json").read_text(encoding="utf-8"))
    table = (results / "results.md").read_text(encoding="utf-8")
    assert len(raw) == 9
    assert all(f"| {case} | {program} |" in table for case, taken in raw.items() for program in taken)
    assert all(one["seconds"] and one["megabytes"] > 0 for taken in raw.values() for one in taken.values())
    assert (results / "results.svg").read_text(encoding="utf-8").startswith("<svg ")

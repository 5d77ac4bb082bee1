"""A day in the life of a repository of sixty models, with the real git and pre-commit."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import TYPE_CHECKING, Any

import pytest

from barrierctl import __version__

from .monorepo import CRIMES, PLACES, path, unprotected, write_monorepo
from .repository import Repository, environment_of
from .shown import ROOT, program_on_path, read

if TYPE_CHECKING:
    from conftest import Run

LEFT_OUT = "Left out: 1 by exclude in .barrierctl.yaml:2, 1 ignored by git."
BASELINES = ("known-gaps.json", "online/known.json")
REASON = "The fence is built in June."
CI_FORMATS = ("github", "gitlab", "sarif", "junit", "md")


@dataclass(frozen=True, kw_only=True)
class Day:
    """The repository, and what its maintainer types."""

    repository: Repository
    barrierctl: "Run"

    def check(self, *arguments: str) -> CompletedProcess[str]:
        return self.barrierctl("check", "--today", "2026-11-28", *arguments)

    def git(self, *arguments: str) -> None:
        self.repository.git(*arguments)

    def file(self, name: str) -> Path:
        return self.repository.folder / name

    def add(self, name: str, text: str) -> None:
        """Add text at the end of a file."""
        self.file(name).write_text(self.file(name).read_text(encoding="utf-8") + text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Replace a text in a file, where it is first."""
        text = self.file(name).read_text(encoding="utf-8")
        assert old in text
        self.file(name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def branch(self, name: str) -> None:
        self.git("switch", "--quiet", "--create", name, "main")

    def known(self) -> dict[str, Any]:
        """The entries of the first baseline, by model."""
        models: dict[str, Any] = json.loads(self.file(BASELINES[0]).read_bytes())["models"]
        return models

    def is_clean(self) -> bool:
        """Whether a run over everything passes without a word about findings or the baselines."""
        done = self.check()
        return done.returncode == 0 and not done.stdout and len(done.stderr.splitlines()) == 1


@pytest.fixture(params=["checkout", pytest.param("released", marks=pytest.mark.installs)])
def hooks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The entry of the configuration of pre-commit: hooks of this checkout, or as users install them."""
    if request.param == "released":
        project = request.getfixturevalue("released")
        return {
            "repo": str(project.folder),
            "rev": f"v{__version__}",
            "hooks": [{"id": "barrierctl-check", "args": ["--fail-on", "error"]}],
        }
    every = read((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    (hook,) = [one for one in every if "check" in one["id"]]
    program = program_on_path(tmp_path_factory.mktemp("bin"))
    changes = {"language": "system", "entry": f"{program}/{hook['entry']}", "args": ["--fail-on", "error"]}
    return {"repo": "local", "hooks": [{**hook, **changes}]}


@pytest.fixture
def day(run: "Run", hooks: Any, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Day:
    environment = environment_of(tmp_path_factory.mktemp("pre-commit"))
    repository = Repository(folder=tmp_path, environment=environment)
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.write(".pre-commit-config.yaml", json.dumps({"repos": [hooks]}))
    write_monorepo(tmp_path)
    repository.git("add", "--all")
    return Day(repository=repository, barrierctl=run)


def test_a_day(day: Day) -> None:
    see_all_findings(day)
    see_one_project_under_its_own_configuration(day)
    accept_one_finding(day)
    accept_the_others_in_two_baselines(day)
    fail_for_new_gaps_only(day)
    rename_a_model(day)
    remove_a_model(day)
    merge_three_branches(day)
    resolve_a_conflict(day)
    keep_restricted_text_out_of_reports(day)
    refuse_two_models_with_one_id(day)
    pass_the_hook(day)
    stop_a_commit(day)


def see_all_findings(day: Day) -> None:
    done = day.check()
    assert done.returncode == 1
    assert "\nTheft of cars to order (city)\nmodels/city/car-theft.barrier.yaml\n" in f"\n{done.stdout}"
    assert re.match(r"60 models: \d+ warnings, \d+ notes\. " + re.escape(LEFT_OUT), done.stderr)
    assert "barrierctl rule stage-without-barriers" in done.stderr
    planted = sum(len(unprotected(crime, place)) for crime in CRIMES for place in PLACES)
    assert f" {planted}  stage-without-barriers " in day.check("--statistics").stdout


def see_one_project_under_its_own_configuration(day: Day) -> None:
    done = day.check("online", "--format", "json")
    assert (done.returncode, done.stderr.startswith("10 models: ")) == (0, True)
    assert {one["rule"].split("-")[0] for one in json.loads(done.stdout)["findings"]} == {"stage"}
    assert day.check("online", "--fail-on", "warning").returncode == 1
    shown = day.check("online", "--show-config").stdout
    assert re.search(r"fail_on +error +online/pyproject\.toml", shown)


def accept_one_finding(day: Day) -> None:
    name, (stage, *_) = path("metal-theft", "valley"), unprotected("metal-theft", "valley")
    before = day.check(name, "--format", "concise").stdout.count("stage-without-barriers")
    day.replace(
        name, f"- name: {stage}", f"- name: {stage}  # barrierctl: ignore[stage-without-barriers] {REASON}"
    )
    done = day.check(name, "--format", "concise")
    assert done.stdout.count("stage-without-barriers") == before - 1
    assert " 1 accepted." in done.stderr
    assert f"Accepted: {REASON}" in day.check(name, "--show-accepted").stdout


def accept_the_others_in_two_baselines(day: Day) -> None:
    for baseline, folder in zip(BASELINES, ("models", "online"), strict=True):
        done = day.check("--write-baseline", baseline, folder)
        assert done.returncode == 0
        assert re.search(
            rf"^{baseline}: (\d+) findings recorded \(\1 new, 0 removed\)\.$", done.stderr, re.MULTILINE
        )
    day.add(".barrierctl.yaml", f"baseline: {BASELINES[0]}\n")
    day.add("online/pyproject.toml", 'baseline = "known.json"\n')
    done = day.check()
    assert (done.returncode, done.stdout) == (0, "")
    assert re.fullmatch(rf"60 models: no findings\. \d+ accepted\. {LEFT_OUT}\n", done.stderr)
    assert REASON not in day.file(BASELINES[0]).read_text(encoding="utf-8")
    day.commit("Sixty models, and their known gaps")


def fail_for_new_gaps_only(day: Day) -> None:
    day.branch("new-gaps")
    day.add(path("car-theft", "city"), "  - name: Boasting\n    signals: [Photos]\n")
    day.add(path("car-theft", "online"), "  - name: Advertising\n    signals: [Photos]\n")
    done = day.check()
    assert (done.returncode, "Boasting" in done.stdout, "Advertising" in done.stdout) == (1, True, True)
    assert "Preparing" not in done.stdout
    assert day.check("online").returncode == 0
    day.replace(path("car-theft", "city"), "  - name: Boasting\n    signals: [Photos]\n", "")
    assert day.check().returncode == 0
    day.git("reset", "--quiet", "--hard", "main")


def rename_a_model(day: Day) -> None:
    day.git("mv", path("car-theft", "city"), "models/stolen-cars.barrier.yaml")
    assert day.is_clean()
    day.commit("Cars are stolen everywhere")


def remove_a_model(day: Day) -> None:
    day.git("rm", "--quiet", "models/stolen-cars.barrier.yaml")
    before = day.known()
    done = day.check()
    said = "has entries of a model that is gone: car-theft-city. Remove them with --prune-baseline."
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, f"{BASELINES[0]} {said}")
    done = day.check("--prune-baseline")
    removed = len(before.pop("car-theft-city"))
    left = sum(map(len, before.values()))
    assert f"{BASELINES[0]}: {removed} entries removed, {left} left." in done.stderr.splitlines()
    assert (done.returncode, day.known(), day.is_clean()) == (0, before, True)
    day.commit("This model is no longer used")
    day.git("branch", "--force", "main")


def accept_on_branch(day: Day, branch: str, model: str, stage: str) -> None:
    """Add a stage with gaps to a model, and record these in the baseline of its branch."""
    day.branch(branch)
    day.add(model, f"  - {{name: {stage}, signals: [Photos]}}\n")
    assert day.check().returncode == 1
    done = day.check("--write-baseline", BASELINES[0])
    assert (done.returncode, " new, 0 removed)." in done.stderr) == (0, True)
    day.commit(f"{stage} is a stage")


def merge_three_branches(day: Day) -> None:
    branches = {
        "cars": ("car-theft", "border"),
        "mules": ("money-mules", "valley"),
        "dogs": ("puppy-trade", "coast"),
    }
    for branch, (crime, place) in branches.items():
        accept_on_branch(day, branch, path(crime, place), "Boasting")
    day.git("switch", "--quiet", "main")
    for branch in branches:
        day.git("merge", "--quiet", "--no-edit", branch)
    assert day.is_clean()


def resolve_a_conflict(day: Day) -> None:
    name = path("waste-dumping", "harbour")
    for branch in ("Burning", "Burying"):
        accept_on_branch(day, branch, name, branch)
    assert day.repository.run("git", "merge", "Burning").returncode == 1
    done = day.check()
    assert (done.returncode, done.stdout) == (2, "")
    assert re.search(rf"{BASELINES[0]}, line \d+: this baseline has conflict markers\.", done.stderr)
    assert "run the same command with --prune-baseline." in done.stderr
    done = day.check("--prune-baseline")
    assert (done.returncode, "git found a conflict here." in done.stdout) == (1, True)
    assert "59 models: 1 error." in done.stderr
    lines = day.file(name).read_text(encoding="utf-8").splitlines(keepends=True)
    both = [line for line in lines if not line.startswith(("<<<<<<<", "=======", ">>>>>>>"))]
    day.file(name).write_text("".join(both), encoding="utf-8")
    assert day.is_clean()
    elements = {entry.get("element") for entry in day.known()["waste-dumping-harbour"]}
    assert {"burning", "burying"} <= elements
    day.commit("Merge both")


def keep_restricted_text_out_of_reports(day: Day) -> None:
    name = path("cocaine-import", "harbour")
    day.replace(name, "language: en\n", "language: en\nclassification: restricted\n")
    day.add(name, "  - name: Secret harvest\n    signals: [Lights]\n")
    day.add(path("waste-dumping", "city"), "  - name: Public stage\n    signals: [Photos]\n")
    secrets = ("Secret harvest", "secret-harvest", "Lights", "Import of cocaine", "cocaine-import-harbour")
    for output_format in CI_FORMATS:
        done = day.check("--format", output_format, name)
        assert done.returncode == 1
        assert not [one for one in secrets if one in done.stdout + done.stderr]
        assert "stage-without-barriers" in done.stdout
        assert f"{name}: its text is left out, since it may be restricted." in done.stderr
        assert "1 model: 2 warnings, 2 notes." in done.stderr
        assert "Public stage" in day.check("--format", output_format).stdout
    log = day.barrierctl("check", env={"CI": "true"})
    assert not [one for one in secrets if one in log.stdout + log.stderr]
    assert "Secret harvest" in day.check(name).stdout
    day.git("reset", "--quiet", "--hard")


def refuse_two_models_with_one_id(day: Day) -> None:
    copy = day.file("models/copy.barrier.yaml")
    copy.write_bytes(day.file(path("puppy-trade", "city")).read_bytes())
    done = day.check()
    assert (done.returncode, done.stdout) == (2, "")
    names = f"models/copy.barrier.yaml and {path('puppy-trade', 'city')}"
    assert f"duplicate-model-id: {names} have the same id." in done.stderr
    copy.unlink()
    assert day.is_clean()


def pass_the_hook(day: Day) -> None:
    """An error that is not in the commit does not stop it."""
    day.add(path("metal-theft", "city"), "  - name: Melting\n    signals: [Smoke]\n")
    day.git("add", path("metal-theft", "city"))
    day.add(path("metal-theft", "border"), "  - {name: Melting, signal: Smoke}\n")
    done = day.repository.hook("barrierctl-check")
    (line,) = [line for line in done.stdout.splitlines() if not line.startswith(("[INFO]", "[WARNING]"))]
    assert (done.returncode, line) == (0, f"barrier models{'.' * 59}Passed")


def stop_a_commit(day: Day) -> None:
    day.add(path("metal-theft", "city"), "  - {name: Storing copper, signal: Noise}\n")
    day.git("add", path("metal-theft", "city"))
    done = day.repository.hook("barrierctl-check")
    assert done.returncode == 1
    assert re.search(rf"{path('metal-theft', 'city')}:\d+:\d+  unknown-key", done.stdout)
    assert '"signals"' in done.stdout
    assert "1 model: 1 error" in done.stdout
    assert path("metal-theft", "border") not in done.stdout

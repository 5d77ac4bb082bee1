"""The public library: every name is there and does what its page says."""

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

import barrierctl
from barrierctl.exporters import FORMATS
from barrierctl.views.document import Table

if TYPE_CHECKING:
    from conftest import Run

DAY: Final = date(2026, 11, 24)
FAULTY: Final = "barrier_model: 1\nid: x y\nlanguage: en\nstages: [{name: A, signal: [S]}]\n"
RESTRICTED: Final = barrierctl.loads(
    "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\nclassification: restricted\nstages: [{name: A}]\n"
)


@pytest.mark.parametrize("name", barrierctl.__all__)
def test_every_public_name_is_imported_when_it_is_used(name: str) -> None:
    assert getattr(barrierctl, name) is not None
    assert name in dir(barrierctl)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'modles'"):
        barrierctl.modles  # noqa: B018 (the access is what is tested)


def test_views_are_tables_of_the_model(example: Path) -> None:
    model = barrierctl.load(example)
    tables = [barrierctl.matrix(model), barrierctl.items(model)]
    assert all(isinstance(table, Table) for table in tables)
    assert [len(table.rows) for table in tables] == [5, len(model.items)]


def test_the_library_works_in_threads_and_leaves_the_process_as_it_was(example: Path) -> None:
    def everything(_: int) -> list[str]:
        model = barrierctl.load(example)
        barrierctl.export(model, "md")
        return [finding.fingerprint for finding in barrierctl.find_gaps(model, "a", today=DAY)]

    before = sys.getrecursionlimit(), sys.stdout, sys.stderr, sys.path[:], Path.cwd()
    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(everything, range(8))
    assert first
    assert all(other == first for other in others)
    assert (sys.getrecursionlimit(), sys.stdout, sys.stderr, sys.path, Path.cwd()) == before


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_is_what_the_command_line_writes(
    name: str, run: "Run", example: Path, tmp_path: Path
) -> None:
    example = example.with_name("darknet-with-plan.barrier.yaml") if FORMATS[name].of_tasks else example
    done = run("export", str(example), "-o", f"x.{name}", "--today", DAY.isoformat())
    assert done.returncode == 0
    made = barrierctl.export(barrierctl.load(example), name, today=DAY)
    assert made == (tmp_path / f"x.{name}").read_bytes()


def test_what_is_found_is_what_the_command_line_reports(run: "Run", tmp_path: Path) -> None:
    (tmp_path / "a.barrier.yaml").write_text(FAULTY, encoding="utf-8")
    reported = json.loads(run("validate", "--format", "json").stdout)["findings"]
    found = barrierctl.validate("a.barrier.yaml", text=FAULTY)
    assert [one.rule for one in found] == [one["rule"] for one in reported]
    with pytest.raises(barrierctl.ModelError) as caught:
        barrierctl.load(tmp_path / "a.barrier.yaml")
    assert [one.rule for one in caught.value.findings] == [one["rule"] for one in reported]


def test_parties_and_configuration_are_arguments(tmp_path: Path) -> None:
    (tmp_path / "parties.yaml").write_text("- {id: guild, name: Guild of Banks}\n", encoding="utf-8")
    config = barrierctl.configure(parties=tmp_path / "parties.yaml")
    text = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\nstages: [{name: A, partners: [guild]}]\n"
    assert [party.name for party in barrierctl.loads(text, config).parties] == ["Guild of Banks"]
    (tmp_path / "parties.yaml").write_text("- {id: guild, nam: Guild}\n", encoding="utf-8")
    with pytest.raises(barrierctl.ModelError, match=r"parties\.yaml:1:"):
        barrierctl.configure(parties=tmp_path / "parties.yaml")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda model: barrierctl.export(model, "doc"), "There is no format doc."),
        (lambda model: barrierctl.export(model, "md", delimiter=";"), "md does not take delimiter."),
        (lambda model: barrierctl.export(model, "csv", delimiter=";;"), "--delimiter is one character"),
        (lambda model: barrierctl.export(model, "csv", "items", "gaps"), "csv takes one view."),
        (lambda model: barrierctl.document(model, "matrx"), "There is no view matrx."),
        (lambda _: barrierctl.export(RESTRICTED, "md"), "The model has restricted content"),
    ],
)
def test_what_makes_no_sense_is_refused(
    call: Callable[[barrierctl.BarrierModel], object], said: str, example: Path
) -> None:
    with pytest.raises(barrierctl.UsageError, match=said):
        call(barrierctl.load(example))


def test_earlier_names_still_work(example: Path) -> None:
    model = barrierctl.load(example)
    assert model.things == model.entities
    assert all(finding.place == finding.location for finding in barrierctl.find_gaps(model))

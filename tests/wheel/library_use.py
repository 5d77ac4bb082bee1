"""A program that uses every public name of the library; the types of all that it does are checked, too."""

import sys
from datetime import date
from pathlib import Path

import barrierctl
from barrierctl import *  # noqa: F403 (that this works is tested)


def errors_of(text: str) -> tuple[barrierctl.Finding, ...]:
    try:
        barrierctl.loads(text, path="a.barrier.yaml")
    except barrierctl.ModelError as error:
        wrong: barrierctl.BarrierctlError = error
        return error.findings if len(str(wrong).splitlines()) == len(error.problems) else ()
    return ()


def refusals(model: barrierctl.BarrierModel, path: Path) -> list[str]:
    said = []
    try:
        barrierctl.export(model, "doc")
    except barrierctl.UsageError as error:
        said.append(str(error))
    try:
        barrierctl.configure(parties=path)
    except barrierctl.InputError as error:
        said.append(str(error))
    return said


def use(path: Path, folder: Path) -> None:
    day = date(2026, 11, 24)
    (folder / "parties.yaml").write_text("- {id: guild, name: Guild}\n", encoding="utf-8")
    settings = "parties: parties.yaml\nselect: stage-without\n"
    (folder / ".barrierctl.yaml").write_text(settings, encoding="utf-8")
    config: barrierctl.Configuration = barrierctl.configure(folder / ".barrierctl.yaml")
    model: barrierctl.BarrierModel = barrierctl.load(path, config)
    gaps: list[barrierctl.Finding] = barrierctl.find_gaps(model, path, config=config, today=day)
    every = barrierctl.find_gaps(model, today=day)
    agenda: barrierctl.Agenda = barrierctl.agenda(model, today=day)
    shown: barrierctl.Document = barrierctl.document(model, "matrix", "items", today=day)
    tables: list[barrierctl.Table] = [barrierctl.matrix(model), barrierctl.items(model)]
    csv: bytes = barrierctl.export(model, "csv", "items", delimiter=";")

    assert {one.rule for one in gaps} == {one.rule for one in every if one.rule.startswith("stage-without-")}
    assert 0 < len(gaps) < len(every)
    assert {finding.fingerprint for finding in agenda.findings} == {finding.fingerprint for finding in every}
    assert [table.id for table in shown.tables][:2] == [table.id for table in tables]
    assert csv.count(b";") > len(model.items)
    assert not barrierctl.validate(path)
    assert [one.rule for one in barrierctl.validate("a", text="barrier_model: 1\n")] == ["missing-key"] * 4
    assert {one.rule for one in errors_of("barrier_model: 1\n")} == {"missing-key"}
    assert len(refusals(model, path)) == 2
    assert barrierctl.__version__


if __name__ == "__main__":
    use(Path(sys.argv[1]), Path(sys.argv[2]))

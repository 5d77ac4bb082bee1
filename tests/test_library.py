"""The public library: every name is there and does what its page says."""

from pathlib import Path

import pytest

import barrierctl
from barrierctl.views.document import Table


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


def test_earlier_names_still_work(example: Path) -> None:
    model = barrierctl.load(example)
    assert model.things == model.entities
    assert all(finding.place == finding.location for finding in barrierctl.find_gaps(model))

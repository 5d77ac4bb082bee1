"""The project as its users get it."""

import pytest

from barrierctl import __version__

from .repository import Repository, environment_of
from .shown import copy_project


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """This project as a repository with a tag."""
    tmp = tmp_path_factory.mktemp("released")
    project = Repository(folder=copy_project(tmp / "project"), environment=environment_of(tmp))
    for command in ("init -q", "add -A", "commit -qm Release", f"tag v{__version__}"):
        project.git(*command.split(" "))
    return project

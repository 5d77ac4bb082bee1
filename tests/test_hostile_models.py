"""A hostile model makes the program fetch, create, run or open nothing."""

import os
import socket
from pathlib import Path

import pytest

from barrierctl.pipeline import load_bytes
from fuzz.invariants import check

HEAD = "barrier_model: 1\nid: m\ntitle: M\nlanguage: en\nstages:\n  - name: A\n"
REQUESTS = {
    "a schema": (f"{HEAD}$ref: http://example.org/schema.json\n", "unknown-key"),
    "a schema of its own": (f"{HEAD}$schema: file:///etc/passwd\n", "unknown-key"),
    "an object": (f'{HEAD}    note: !!python/object/apply:os.system ["touch made"]\n', "yaml-unsupported"),
    "a file": (f"{HEAD}    note: !include /etc/passwd\n", "yaml-unsupported"),
    "a merge": (f"{HEAD}    <<: {{note: x}}\n", "yaml-unsupported"),
    "a path as an id": (HEAD.replace("id: m", "id: ../../made"), "bad-format"),
    "a script as an address": (f"{HEAD}sources: {{id: s, title: S, url: 'javascript:x()'}}\n", "bad-format"),
}


@pytest.mark.parametrize(("text", "rule"), REQUESTS.values(), ids=REQUESTS)
def test_hostile_request_is_refused_without_side_effects(
    text: str, rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        pytest.fail("the program reached out")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(os, "system", forbidden)
    assert rule in {violation.rule for violation in load_bytes(text.encode()).violations}
    check(text.encode())
    assert list(tmp_path.iterdir()) == []


def test_url_of_a_source_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        pytest.fail("the program reached out")

    monkeypatch.setattr(socket, "socket", forbidden)
    text = f"{HEAD}sources: {{id: s, title: S, url: 'https://example.org/'}}\n"
    assert load_bytes(text.encode()).valid
    check(text.encode())

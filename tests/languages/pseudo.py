"""A language whose texts are the English ones in other letters; what is plain comes from elsewhere.

The words of a model in Greek letters are not plain either.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from ruamel.yaml import YAML
from skeleton import english

from barrierctl import resources

CODE = "qp"
_PLAIN = "abcdefghijklmnopqrstuvwxyz"
_OTHER = "äƀçđëƒğħïĵķłɱñöþɋřšŧüṽŵẋÿž"
LETTERS = str.maketrans(_PLAIN + _PLAIN.upper(), _OTHER + _OTHER.upper())
GREEK = str.maketrans(_PLAIN + _PLAIN.upper(), "αβψδεφγηιξκλμνοπϙρστθωςχυζ" + "ΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠϘΡΣΤΘΩΣΧΥΖ")


def changed(value: Any) -> Any:
    """A text with other letters, but for its parameters; and so in lists and mappings."""
    if isinstance(value, dict):
        return {
            key: _comments(inner) if key == "paste" else inner if key == "grammar" else changed(inner)
            for key, inner in value.items()
        }
    if isinstance(value, list):
        return [changed(inner) for inner in value]
    return _text(value) if isinstance(value, str) else value


def _comments(yaml: str) -> str:
    return re.sub("  # .*", lambda found: _text(found[0]), yaml)


def _text(template: str) -> str:
    made = ""
    for text, name, form, _ in Formatter().parse(template):
        made += text.translate(LETTERS).replace("{", "{{").replace("}", "}}")
        if name is not None:
            made += f"{{{name}:{form}}}" if form else f"{{{name}}}"
    return made


@contextmanager
def installed(folder: Path) -> Iterator[str]:
    """A package with the language, in a folder of the test, for a while; returns its code."""
    package = folder / "package" / "barrierctl"
    package.mkdir(parents=True)
    ours = Path(resources.__file__).parents[1]
    for path in ours.iterdir():
        if path.name != "languages":
            (package / path.name).symlink_to(path)
    for name in ("schemas", "examples"):
        (package.parent / name).symlink_to(resources.folder(name))
    (package / "languages").mkdir()
    for path in (ours / "languages").iterdir():
        (package / "languages" / path.name).symlink_to(path)
    yaml = YAML()
    yaml.default_flow_style = False
    with (package / "languages" / f"{CODE}.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(changed(english()), file)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resources, "_PACKAGE", package)
        resources.languages.cache_clear()
        yield CODE
    resources.languages.cache_clear()


def in_greek(text: str, kept: frozenset[str]) -> str:
    """A model whose own words are in Greek letters: all but keys, ids and the values of closed lists."""
    yaml = YAML()
    model = yaml.load(text)
    ids = set(re.findall(r"(?m)\bid: *[\"']?([\w-]+)", text))
    stream = StringIO()
    yaml.dump(_greek(model, kept | ids), stream)
    return stream.getvalue()


def _greek(value: Any, kept: frozenset[str] | set[str]) -> Any:
    if isinstance(value, dict):
        for key in value:
            if key not in ("language", "country"):
                value[key] = _greek(value[key], kept)
    elif isinstance(value, list):
        value[:] = [_greek(inner, kept) for inner in value]
    elif isinstance(value, str) and value not in kept and "://" not in value:
        return value.translate(GREEK)
    return value

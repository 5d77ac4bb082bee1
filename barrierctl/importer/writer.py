"""A model as YAML text, in block style, with comments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from barrierctl.source.tree import Path
from barrierctl.text.yaml import comment, scalar


def write_yaml(
    tree: Mapping[str, Any], comments: Mapping[Path, Iterable[str]], top: Iterable[str] = ()
) -> str:
    """Write a model.

    Args:
        tree: the model, with its keys in their order; a key without a value stays bare.
        comments: sentences to put above what is at a path; those of the model itself come first.
        top: lines before everything.
    """
    lines = [*top, *_comments(comments.get((), ()), "")]
    return "\n".join([*lines, *_mapping(tree, (), comments, "")]) + "\n"


def _mapping(
    tree: Mapping[str, Any], path: Path, comments: Mapping[Path, Iterable[str]], indent: str
) -> Iterator[str]:
    for key, value in tree.items():
        own = (*path, key)
        if not path and isinstance(value, dict | list):
            yield ""
        yield from _comments(comments.get(own, ()), indent)
        match value:
            case dict() if value:
                yield f"{indent}{key}:"
                yield from _mapping(value, own, comments, f"{indent}  ")
            case list() if value:
                yield f"{indent}{key}:"
                yield from _list(value, own, comments, f"{indent}  ")
            case _:
                yield f"{indent}{key}:{_scalar(value)}"


def _list(
    entries: Sequence[Any], path: Path, comments: Mapping[Path, Iterable[str]], indent: str
) -> Iterator[str]:
    for number, entry in enumerate(entries):
        own = (*path, number)
        if path == ("stages",) and number:
            yield ""
        yield from _comments(comments.get(own, ()), indent)
        if isinstance(entry, dict) and entry:
            first, *others = _mapping(entry, own, comments, f"{indent}  ")
            yield f"{indent}- {first.lstrip()}"
            yield from others
        else:
            yield f"{indent}-{_scalar(entry)}"


def _scalar(value: Any) -> str:
    """A value behind its key or dash, with the blank between them."""
    if value is None:
        return ""
    if value in ([], {}):
        return f" {value}"
    return f" {scalar(value) if isinstance(value, str) else str(value).lower()}"


def _comments(sentences: Iterable[str], indent: str) -> Iterator[str]:
    for sentence in sentences:
        yield indent + comment(sentence)

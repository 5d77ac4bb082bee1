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
    return "\n".join([*lines, *_entries(tree, (), comments, "")]) + "\n"


def _entries(
    tree: Mapping[str, Any] | Sequence[Any], path: Path, comments: Mapping[Path, Iterable[str]], indent: str
) -> Iterator[str]:
    """Write the keys of a mapping, or the entries of a list, each below its comments."""
    pairs: Iterable[tuple[Any, Any]] = tree.items() if isinstance(tree, Mapping) else enumerate(tree)
    for step, value in pairs:
        own, is_entry, is_part = (*path, step), isinstance(step, int), isinstance(value, dict | list)
        if (is_part and not path) or (is_entry and step and path == ("stages",)):
            yield ""
        yield from _comments(comments.get(own, ()), indent)
        lines = [*_entries(value, own, comments, f"{indent}  ")] if is_part else []
        if not lines:
            yield f"{indent}-{_scalar(value)}" if is_entry else f"{indent}{step}:{_scalar(value)}"
        elif is_entry:
            yield from (f"{indent}- {lines[0].lstrip()}", *lines[1:])
        else:
            yield from (f"{indent}{step}:", *lines)


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

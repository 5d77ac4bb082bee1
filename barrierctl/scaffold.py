"""The use case of `new`: a first model, with a question over each block, or a copy to work on."""

import re
from collections.abc import Iterable, Iterator
from os.path import relpath
from pathlib import Path
from stat import S_IFREG

from barrierctl.errors import UsageError
from barrierctl.files import kind
from barrierctl.findings import Span
from barrierctl.frozen import frozen
from barrierctl.messages import catalogue, render
from barrierctl.model.model import BarrierModel
from barrierctl.names import slug
from barrierctl.pipeline import load_bytes
from barrierctl.selection import NO_CONTEXT, ModelContext
from barrierctl.source.decode import control_characters, line_starts, split_lines
from barrierctl.text.data import in_place_of, scalar
from barrierctl.vocabulary import RESERVED_ID, Block

SCHEMA_FILE = "barrier-model.schema.json"
_MODELINE = "# yaml-language-server: $schema="
_SUFFIX = re.compile(r"(\.barrier)?\.ya?ml$")


@frozen
class Wishes:
    """What the new model is to be called and to hold.

    Attributes:
        title, id, language: None for the default.
        stages: names; none for those of the source.
    """

    title: str | None = None
    id: str | None = None
    language: str | None = None
    stages: tuple[str, ...] = ()


def structure(source: BarrierModel, path: Path, wishes: Wishes) -> str:
    """The text of a model with stages alone, each block empty under its question.

    Args:
        source: whose stages are taken where none are wished for.
        path: of the new file, which names it where nothing else does.
        wishes: what to call it.
    """
    identity = wishes.id or default_id(path)
    title = wishes.title or in_words(wishes.id or _name(path))
    stages = tuple((None, name) for name in wishes.stages) or source_stages(source)
    lines = [
        *_modeline(path),
        "barrier_model: 1",
        f"id: {scalar(identity)}",
        f"title: {scalar(title)}",
        f"language: {scalar(wishes.language or 'en')}",
        "",
        f"# {catalogue().say('new.intro')}",
        "stages:",
        *(line for number, (identity, name) in enumerate(stages) for line in _stage(number, identity, name)),
    ]
    return _valid("\n".join(lines) + "\n")


def copy(text: str, path: Path, wishes: Wishes, context: ModelContext = NO_CONTEXT) -> str:
    """The text of a model with all that stands in its source, comments too, under another id.

    Args:
        text: of the source's file, which must not be restricted.
        path: of the new file.
        wishes: what to call it; title and language stay the source's unless wished for.
        context: what a configuration adds to it.

    Raises:
        UsageError: stages are wished for.
    """
    if wishes.stages:
        raise UsageError(
            "--stage sets the stages of an empty model; with --keep content they are the source's."
        )
    wished = {"id": wishes.id or default_id(path), "title": wishes.title, "language": wishes.language}
    changed = _with_values(text, {key: value for key, value in wished.items() if value is not None})
    kept = _without_modeline(split_lines(changed))
    return _valid("\n".join([*_modeline(path), *kept]).lstrip("\n"), context)


def has_schema(path: Path) -> bool:
    """Whether an editor will find the schema from there."""
    return bool(_modeline(path))


def default_id(path: Path) -> str:
    """The id of a model in that file."""
    identity = _name(path)
    # An id has plain letters alone, which a name in another script does not give.
    return "model" if identity == RESERVED_ID or not identity.isascii() else identity


def source_stages(source: BarrierModel) -> tuple[tuple[str | None, str], ...]:
    """Id, where it was given by hand, and name of each stage."""
    return tuple((None if stage.id == slug(stage.name) else stage.id, stage.name) for stage in source.stages)


def _stage(number: int, identity: str | None, name: str) -> Iterator[str]:
    if number:
        yield ""
    if identity:
        yield f"  - id: {scalar(identity)}"
        yield f"    name: {scalar(name)}"
    else:
        yield f"  - name: {scalar(name)}"
    for block in Block:
        yield f"    # {catalogue().say(f'questions.{block}')}"
        yield f"    {block}:"


def default_title(path: Path) -> str:
    """The title of a model in that file."""
    return in_words(_name(path))


def _name(path: Path) -> str:
    return slug(_SUFFIX.sub("", path.name))


def in_words(identity: str) -> str:
    """The title of a model that has an id and no other name."""
    words = identity.replace("-", " ")
    return words[:1].upper() + words[1:]


def _modeline(path: Path) -> list[str]:
    """The line that tells an editor where the schema is, where one lies in the folder or above."""
    folder = path.absolute().parent
    for place in (folder, *folder.parents):
        for schema in (place / SCHEMA_FILE, place / "schemas" / SCHEMA_FILE):
            if kind(schema) == S_IFREG:
                return [_MODELINE + Path(relpath(schema, folder)).as_posix(), ""]
    return []


def _without_modeline(lines: Iterable[str]) -> Iterator[str]:
    """The lines without such a line above the first key; below it, it may be a part of a text."""
    above = True
    for line in lines:
        above = above and (not line.strip() or line.lstrip().startswith(("#", "---")))
        if not (above and line.startswith(_MODELINE)):
            yield line


def _with_values(text: str, values: dict[str, str]) -> str:
    """The text with the values of these top-level keys replaced; all else stays to the letter."""
    from barrierctl.source import read
    from barrierctl.source.tree import MappingNode

    tree = read(text.encode()).tree
    spans = tree.value_spans if isinstance(tree, MappingNode) else {}
    for key in sorted(values, key=lambda key: spans[key], reverse=True):
        text = _replaced(text, spans[key], values[key])
    return text


def _replaced(text: str, span: Span, value: str) -> str:
    starts = line_starts(text)
    begin = starts[span.line - 1] + span.column - 1
    end = starts[span.end_line - 1] + span.end_column - 1
    return text[:begin] + in_place_of(text[begin:end], value) + text[end:]


def _valid(text: str, context: ModelContext = NO_CONTEXT) -> str:
    """The text, once it is sure that it is a model.

    Raises:
        UsageError: what was wished for makes no model.
    """
    _refuse_controls(text.split("\n"))
    opened = load_bytes(text.encode("utf-8", "surrogatepass"), context=context)
    if not opened.valid:
        told = [render(violation, "") for violation in opened.violations]
        raise UsageError("\n".join(f"{finding.sentence} {finding.advice or ''}".strip() for finding in told))
    return text


def _refuse_controls(lines: Iterable[str]) -> None:
    if any(True for line in lines for _ in control_characters(line)):
        raise UsageError("A name or title holds a character that cannot be seen. Type it again.")

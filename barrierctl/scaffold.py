"""A first model for `new`: empty stages with a question over each block, or a copy to work on."""

import re
from os.path import relpath
from pathlib import Path
from stat import S_IFREG
from typing import Final

from barrierctl.dataclass import frozen
from barrierctl.errors import UsageError
from barrierctl.files import kind
from barrierctl.messages import catalogue, render
from barrierctl.model.model import BarrierModel
from barrierctl.names import slug
from barrierctl.patching import SetValue, patch
from barrierctl.pipeline import load_bytes
from barrierctl.resources.vocabulary import RESERVED_ID, Block
from barrierctl.schema.suggestions import CODES, translate
from barrierctl.selection import NO_CONTEXT, ModelContext
from barrierctl.source.decode import control_characters, split_lines
from barrierctl.text.yaml import scalar

SCHEMA_FILE: Final = "barrier-model.schema.json"
_MODELINE: Final = "# yaml-language-server: $schema="
_SUFFIX: Final = re.compile(r"(\.barrier)?\.ya?ml$")


@frozen
class NewModel:
    """What the new model is to be called and to hold.

    Attributes:
        title, id, language: None for the default.
        stages: names; none for those of the source.
    """

    title: str | None = None
    id: str | None = None
    language: str | None = None
    stages: tuple[str, ...] = ()


def structure(source: BarrierModel, path: Path, new: NewModel) -> str:
    """Write a model with stages alone, each block empty under its question.

    Args:
        source: whose language is taken if `new` has none, and whose stages likewise.
        path: of the new file, whose name gives the default id and title.
        new: the names of the new model.
    """
    title = new.title or (in_words(new.id) if new.id else default_title(path))
    stages = [(None, name) for name in new.stages] or source_stages(source)
    lines = [
        *modeline(path),
        "barrier_model: 1",
        f"id: {scalar(new.id or default_id(path))}",
        f"title: {scalar(title)}",
        f"language: {scalar(new.language or source.header.language)}",
        "",
        f"# {catalogue().say('new.intro')}",
        "stages:",
    ]
    for number, (identity, name) in enumerate(stages):
        first = f"id: {scalar(identity)}\n    " if identity else ""
        lines += ([""] if number else []) + [f"  - {first}name: {scalar(name)}"]
        for block in Block:
            lines += [f"    # {catalogue().say(f'questions.{block}')}", f"    {block}:"]
    return checked("\n".join(lines) + "\n")


def source_stages(source: BarrierModel) -> list[tuple[str | None, str]]:
    """The id, if it was given by hand, and the name of each stage."""
    return [(None if stage.id == slug(stage.name) else stage.id, stage.name) for stage in source.stages]


def copy(text: str, path: Path, new: NewModel, context: ModelContext = NO_CONTEXT) -> str:
    """Copy a model with everything in it, comments too, under another id.

    Args:
        text: of the source's file, which must not be restricted.
        path: of the new file.
        new: the names of the new model; title and language stay the source's unless given.
        context: what a configuration adds to it.

    Raises:
        UsageError: stages are given.
    """
    if new.stages:
        raise UsageError("--stage cannot be used with --keep content, which copies the stages of the source.")
    values = {"id": new.id or default_id(path), "title": new.title, "language": new.language}
    edits = [SetValue((key,), value) for key, value in values.items() if value is not None]
    kept, is_above = [], True  # above the first key; below, such a line may be a part of a text
    for line in split_lines(patch(text.encode(), edits).decode()):
        is_above = is_above and (not line.strip() or line.lstrip().startswith(("#", "---")))
        if not (is_above and line.startswith(_MODELINE)):
            kept.append(line)
    return checked("\n".join([*modeline(path), *kept]).lstrip("\n"), context)


def check_language(code: str) -> None:
    """Check the code of a language before it is in a model.

    Raises:
        UsageError: it is none, or the name of a language.
    """
    if better := translate(code, CODES["language"]):
        raise UsageError(f'"{code}" is not a language code. Use {better}.')
    checked(f"barrier_model: 1\nid: x\ntitle: X\nlanguage: {scalar(code)}\nstages: [{{name: X}}]\n")


def has_schema(path: Path) -> bool:
    """Whether an editor will find the schema from there."""
    return bool(modeline(path))


def default_id(path: Path) -> str:
    """The id of a model in that file."""
    identity = slug(_SUFFIX.sub("", path.name))
    # An id has plain letters alone, which a name in another script does not give.
    return "model" if identity == RESERVED_ID or not identity.isascii() else identity


def default_title(path: Path) -> str:
    """The title of a model in that file."""
    return in_words(slug(_SUFFIX.sub("", path.name)))


def in_words(identity: str) -> str:
    """The title of a model that has an id and no other name."""
    words = identity.replace("-", " ")
    return words[:1].upper() + words[1:]


def modeline(path: Path) -> list[str]:
    """The line that names the schema for an editor, if the schema is in the folder or above."""
    folder = path.absolute().parent
    for above in (folder, *folder.parents):
        for schema in (above / SCHEMA_FILE, above / "schemas" / SCHEMA_FILE):
            if kind(schema) == S_IFREG:
                return [_MODELINE + Path(relpath(schema, folder)).as_posix(), ""]
    return []


def checked(text: str, context: ModelContext = NO_CONTEXT) -> str:
    """The text, once it is sure that it is a model.

    Raises:
        UsageError: the names that were given make no model.
    """
    if any(True for line in text.split("\n") for _ in control_characters(line)):
        raise UsageError("A name or title contains an invisible character. Type it again.")
    loaded = load_bytes(text.encode("utf-8", "surrogatepass"), context=context)
    if not loaded.valid:
        findings = [render(violation, "") for violation in loaded.violations]
        raise UsageError("\n".join(f"{each.sentence} {each.advice or ''}".strip() for each in findings))
    return text

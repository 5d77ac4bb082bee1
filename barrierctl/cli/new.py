"""`barrierctl new`."""

import shlex
import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from stat import S_IFDIR, S_IFREG
from typing import TYPE_CHECKING, Annotated

import typer

from barrierctl.cli.config_options import ConfigFile, NoConfig, configuration
from barrierctl.cli.console import CONSOLE
from barrierctl.cli.models import open_model, refuse_restricted
from barrierctl.cli.options import add
from barrierctl.errors import InputError, UsageError
from barrierctl.files import SUFFIXES, is_missing, kind
from barrierctl.frozen import frozen
from barrierctl.selection import NO_CONTEXT, ModelContext

if TYPE_CHECKING:
    from barrierctl.scaffold import NewModel

_HELP = """Example:  barrierctl new fireworks.barrier.yaml --stage Ordering --stage Transport

    Scaffold a model. On a terminal without options it asks."""

DEFAULT = "darknet-drug-markets"
TEMPLATES = (DEFAULT, "blank")


class Keep(StrEnum):
    """The values of `--keep`."""

    STRUCTURE = "structure"
    CONTENT = "content"


@frozen
class Answers:
    """What the options or the answers on the terminal say."""

    source: str
    title: str | None
    stages: tuple[str, ...]


def register(app: typer.Typer) -> None:
    """Add the command."""
    add(
        app,
        new,
        name="new",
        help=_HELP,
        short_help="Scaffold a model.",
        epilog="Next:  fill it in, then  barrierctl gaps PATH",
    )


def _complete(incomplete: str) -> list[str]:
    return [name for name in TEMPLATES if name.startswith(incomplete)]


def new(
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="The new file, such as fireworks.barrier.yaml.")
    ],
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="MODEL",
            help=f"{' or '.join(TEMPLATES)}, or a file.  [default: {DEFAULT}]",
            autocompletion=_complete,
        ),
    ] = None,
    keep: Annotated[Keep, typer.Option(help="Its stages alone, or all that stands in it.")] = Keep.STRUCTURE,
    stage: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Your own stage. Repeatable, in order.")
    ] = None,
    title: Annotated[str | None, typer.Option(metavar="TITLE", help="Default: the id in words.")] = None,
    identity: Annotated[
        str | None, typer.Option("--id", metavar="ID", help="Default: from the file's name.")
    ] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Of its texts.  [default: en]")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it is there.")] = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Scaffold a model."""
    _check_place(path, force=force)
    _check_wishes(stage or (), identity)
    answers = Answers(source=source or DEFAULT, title=title, stages=tuple(stage or ()))
    asked_for = (source, stage, title, identity, language)
    if not any(asked_for) and keep is Keep.STRUCTURE and sys.stdin.isatty() and sys.stdout.isatty():
        answers = _ask(path)
    from barrierctl.scaffold import NewModel

    wishes = NewModel(title=answers.title, id=identity, language=language, stages=answers.stages)
    context = _context(answers.source, config, no_config=no_config)
    text, count = _make(path, answers.source, keep, wishes, context)
    from barrierctl.files import write_text

    write_text(path, text, force=force)
    _say_what_next(path, keep, count)


def _check_place(path: Path, *, force: bool) -> None:
    """Say at once, before any question, that the file cannot be made."""
    from barrierctl.files import check_target

    check_target(path, force=force)
    if kind(path.parent) != S_IFDIR:
        raise InputError(f"{path.parent}: there is no such folder.")


def _check_wishes(stages: Iterable[str], identity: str | None) -> None:
    """Say of what was typed, and not of a line in a file, why it makes no model."""
    from barrierctl.names import slug

    if not all(name.strip() for name in stages):
        raise UsageError("--stage needs a name, such as --stage Ordering.")
    better = slug(identity or "")
    if identity and not (identity == better and identity.isascii()):
        use = f"Use {better}." if better.isascii() else "It has small letters a to z, digits and hyphens."
        raise UsageError(f'"{identity}" cannot be an id. {use}')


def _context(source: str, config: Path | None, *, no_config: bool) -> ModelContext:
    """What the configuration adds to the source; our own models need none."""
    return NO_CONTEXT if source in TEMPLATES else configuration(config, none=no_config).context


def _make(path: Path, source: str, keep: Keep, wishes: "NewModel", context: ModelContext) -> tuple[str, int]:
    from barrierctl import scaffold

    file = _source_file(source)
    model = open_model(str(file), context)
    if keep is Keep.CONTENT:
        refuse_restricted(model, "new --keep content", str(file))
        text = file.read_bytes().decode("utf-8-sig")
        return scaffold.copy(text, path, wishes, context), len(model.stages)
    return scaffold.structure(model, path, wishes), len(wishes.stages or model.stages)


def _source_file(source: str) -> Path:
    from barrierctl.names import nearest
    from barrierctl.resources import folder

    if source in TEMPLATES:
        return folder("examples") / f"{source}.barrier.yaml"
    given = Path(source)
    if not is_missing(given) and kind(given) in (0, S_IFREG):
        return given
    near = next((name for name in TEMPLATES if name.startswith(source)), "") or nearest(source, TEMPLATES)
    meant = f' Did you mean "{near}"?' if near else f" Use {', '.join(TEMPLATES)} or a file."
    raise UsageError(f'There is no model "{source}" to start from.{meant}')


def _ask(path: Path) -> Answers:
    """Ask on the terminal.

    Raises:
        KeyboardInterrupt: the user gave up in the middle.
    """
    try:
        return _answers(path)
    except typer.Abort:
        raise KeyboardInterrupt from None


def _answers(path: Path) -> Answers:
    from barrierctl.messages import catalogue
    from barrierctl.scaffold import default_title

    words = catalogue()
    title = typer.prompt(words.say("new.ask_title"), default=default_title(path), err=True)
    source = typer.prompt(words.say("new.ask_from"), default=DEFAULT, err=True)
    stages = typer.prompt(
        words.say("new.ask_stages", source=source), default="", show_default=False, err=True
    )
    named = tuple(name.strip() for name in stages.split(",") if name.strip())
    return Answers(source=source, title=title, stages=named)


def _say_what_next(path: Path, keep: Keep, count: int) -> None:
    from barrierctl.messages import catalogue
    from barrierctl.scaffold import has_schema

    words, copied, typed = catalogue(), keep is Keep.CONTENT, shlex.quote(str(path))
    CONSOLE.talk(words.say("new.copied" if copied else "new.done", path=path, count=count))
    CONSOLE.talk(words.say("new.next_copied" if copied else "new.next", path=typed))
    if not path.name.endswith(SUFFIXES):
        CONSOLE.talk(words.say("new.other_suffix"))
    if not has_schema(path):
        CONSOLE.talk(words.say("new.schema_hint"))

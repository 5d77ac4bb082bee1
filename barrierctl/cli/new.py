"""`barrierctl new`."""

import shlex
from pathlib import Path
from stat import S_IFDIR, S_IFREG
from typing import Annotated, Any, Literal, TypeAlias

import typer

from barrierctl import scaffold
from barrierctl.cli.console import CONSOLE
from barrierctl.cli.models import open_text, refuse_restricted
from barrierctl.cli.options import ConfigFile, ForAudience, Force, NoConfig, read_configuration
from barrierctl.cli.write_model import write_model
from barrierctl.dataclass import replace
from barrierctl.errors import InputError, UsageError
from barrierctl.files import SUFFIXES, is_missing, kind
from barrierctl.files.output import check_is_not_read, check_target
from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.model.translation import first_translations
from barrierctl.names import nearest, slug
from barrierctl.resources import folder
from barrierctl.scaffold import NewModel
from barrierctl.selection import NO_CONTEXT

DEFAULT = "darknet-drug-markets"
TEMPLATES = (DEFAULT, "darknet-with-plan", "blank")


Keep: TypeAlias = Literal["structure", "content"]


def _complete(incomplete: str) -> list[str]:
    return [name for name in TEMPLATES if name.startswith(incomplete)]


Target = Annotated[
    Path, typer.Argument(metavar="PATH", help="File to write, such as fireworks.barrier.yaml.")
]
Source = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="MODEL",
        help=f"Model to start from: {', '.join(TEMPLATES)} or a file.  [default: {DEFAULT}]",
        autocompletion=_complete,
    ),
]
Stages = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Name of a stage. Repeat it for each stage, in order."),
]
Title = Annotated[
    str | None, typer.Option(metavar="TITLE", help="Title of the model.  [default: the id in words]")
]
Identity = Annotated[
    str | None, typer.Option("--id", metavar="ID", help="Id of the model.  [default: from the file name]")
]
Language = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="Language of the texts, such as nl.  [default: that of MODEL]"),
]


def new(
    path: Target,
    source: Source = None,
    keep: Annotated[Keep, typer.Option(help="Copy only the stages, or everything.")] = "structure",
    stage: Stages = None,
    title: Title = None,
    identity: Identity = None,
    language: Language = None,
    audience: ForAudience = None,
    force: Force = False,
    config: ConfigFile = None,
    no_config: NoConfig = False,
) -> None:
    """Scaffold a model."""
    # Whatever is wrong with the arguments is reported before any question.
    check_target(path, force=force)
    if kind(path.parent) != S_IFDIR:
        raise InputError(catalogue().say("errors.no_folder", path=path.parent))
    _check_arguments(stage or [], identity, language)
    new_model = NewModel(title=title, id=identity, language=language, stages=tuple(stage or ()))
    is_plain = not any((source, stage, title, identity, language)) and keep == "structure"
    source, asks = source or DEFAULT, is_plain and CONSOLE.can_ask()
    if asks:
        source, new_model = _ask(path)
    file = _source_file(source)
    context = NO_CONTEXT  # a configuration adds nothing to our own models
    if source not in TEMPLATES:
        context = read_configuration(config, none=no_config, model=file).context
    check_is_not_read(path, [file])
    model, content = open_text(str(file), replace(context, audience=audience))
    refuse_restricted(model, str(file), audience)
    if asks:
        question, default = catalogue().say("new.ask_language"), model.header.language
        new_model = replace(new_model, language=_prompt(question, default, value_proc=_language))
    if keep == "content":
        _refuse_own_translations(model, source, language or "")
        text = scaffold.copy(content, path, new_model, context)
    else:
        text = scaffold.structure(model, path, new_model)
    write_model(path, text.encode("utf-8", "backslashreplace"))
    _print_next_steps(path, keep, len(new_model.stages or model.stages))


def _check_arguments(stages: list[str], identity: str | None, language: str | None) -> None:
    if not all(name.strip() for name in stages):
        raise UsageError("--stage needs a name, such as --stage Ordering.")
    better = slug(identity or "")
    if identity and not (identity == better and identity.isascii()):
        use = f"Use {better}." if better.isascii() else "It has small letters a to z, digits and hyphens."
        raise UsageError(f'"{identity}" cannot be an id. {use}')
    if language is not None:
        if not language.strip():
            raise UsageError("--language needs a code, such as --language nl.")
        scaffold.check_language(language)


def _refuse_own_translations(model: BarrierModel, source: str, language: str) -> None:
    """Refuse to copy a model with its translations into a language as one in that language."""
    if language.lower() in map(str.lower, first_translations(model)):
        raise UsageError(catalogue().say("new.translated", source=source, code=language))


def _source_file(source: str) -> Path:
    if source in TEMPLATES:
        return folder("examples") / f"{source}.barrier.yaml"
    file = Path(source)
    if not is_missing(file) and kind(file) in (0, S_IFREG):
        return file
    near = next(iter(_complete(source)), "") or nearest(source, TEMPLATES)
    meant = f' Did you mean "{near}"?' if near else f" Use {', '.join(TEMPLATES)} or a file."
    raise UsageError(f'There is no model "{source}" to start from.{meant}')


def _ask(path: Path) -> tuple[str, NewModel]:
    """Ask on the terminal for the source, the title and the stages.

    Raises:
        KeyboardInterrupt: the user gave up.
    """
    say = catalogue().say
    title = _prompt(say("new.ask_title"), scaffold.default_title(path))
    source = _prompt(say("new.ask_from"), DEFAULT)
    stages = _prompt(say("new.ask_stages", source=source), "", show_default=False)
    named = tuple(name.strip() for name in stages.split(",") if name.strip())
    return source, NewModel(title=title, stages=named)


def _language(answer: str) -> str:
    """Check an answer: what is no code is asked for again."""
    code = answer.strip()
    try:
        scaffold.check_language(code)
    except UsageError as error:
        raise typer.BadParameter(str(error)) from None
    return code


def _prompt(question: str, default: str, **options: Any) -> str:
    try:
        return str(typer.prompt(question, default=default, err=True, **options))
    except typer.Abort:
        raise KeyboardInterrupt from None


def _print_next_steps(path: Path, keep: Keep, count: int) -> None:
    say, copied = catalogue().say, keep == "content"
    CONSOLE.info(say("new.copied" if copied else "new.done", path=path, count=count))
    CONSOLE.info(say("new.next_copied" if copied else "new.next", path=shlex.quote(str(path))))
    if not path.name.endswith(SUFFIXES):
        CONSOLE.info(say("new.other_suffix"))
    if not scaffold.has_schema(path):
        CONSOLE.info(say("new.schema_hint"))

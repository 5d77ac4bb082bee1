"""The public library: load models, check them, find their gaps, and show and export them, from Python.

Nothing here looks for a configuration, prints, or changes the process, so it can be called any number of
times and from several threads. Where `config` is taken, it is what `configure` returns, or a path to it.
"""

from collections.abc import Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Literal, TypeAlias

from barrierctl.config.loader import load_configuration, load_parties
from barrierctl.config.types import NONE, Configuration, run_options
from barrierctl.dataclass import replace
from barrierctl.errors import InputError, ModelError, UsageError
from barrierctl.exporters import FORMATS, Options, choose_views, exporter, refuse_large
from barrierctl.files import Input, from_here, read_bytes
from barrierctl.findings import Finding
from barrierctl.gaps.agenda import Agenda, build_agenda
from barrierctl.messages import ENGLISH, in_language, is_error, render_all
from barrierctl.model.model import BarrierModel
from barrierctl.model.translation import translate
from barrierctl.pipeline import (
    LoadedModel,
    build_document,
    load_bytes,
    report_gaps,
    report_violations,
)
from barrierctl.reporters.report import FileReport
from barrierctl.views import HANDOUTS, STANDARD_VIEWS, TASK_VIEWS, VIEWS
from barrierctl.views.build import ViewOptions
from barrierctl.views.document import Document

Audience: TypeAlias = Literal["public", "restricted"]
AnyPath: TypeAlias = str | PathLike[str]
AnyConfiguration: TypeAlias = Configuration | AnyPath | None


def configure(path: AnyPath | None = None, *, parties: AnyPath | None = None) -> Configuration:
    """Load a configuration, or a shared list of parties, or one with the other in place of its own.

    Args:
        path: of a `.barrierctl.yaml`, or of a `pyproject.toml` with a section `[tool.barrierctl]`.
        parties: of a list of parties.

    Raises:
        ModelError: one has errors.
        InputError: `parties` is no list of parties, or the TOML has errors or no such section.
        OSError: `parties` cannot be read.
    """
    configuration, reports = load_configuration(Path(path)) if path is not None else (NONE, ())
    if reports:
        raise ModelError(finding for report in reports for finding in report.findings)
    if parties is None:
        return configuration
    loaded = load_parties(Path(parties))
    name = from_here(Path(parties))
    if not loaded.is_list:
        raise InputError(f"{name} is not a list of parties.")
    if loaded.violations:
        raise ModelError(render_all(loaded.violations, name, name, {}))
    return replace(configuration, parties=Path(parties), shared=loaded.parties)


def load(path: AnyPath, config: AnyConfiguration = None, *, audience: Audience | None = None) -> BarrierModel:
    """Load a barrier model from a file, for everybody or for an audience, as `loads` does.

    Returns:
        The model, resolved: iterate over its stages, items, entities, parties and links.

    Raises:
        ModelError: the file, or the configuration, has errors; `findings` has them all.
        OSError: the file cannot be read.
    """
    return loads(read_bytes(Path(path)), config, path=path, audience=audience)


def loads(
    text: str | bytes,
    config: AnyConfiguration = None,
    *,
    path: AnyPath = "-",
    audience: Audience | None = None,
) -> BarrierModel:
    """Load a barrier model from text.

    Args:
        text: YAML, or the bytes of a file.
        config: the configuration of the model.
        path: the name of the text in errors.
        audience: `public` leaves out what is restricted, and all that names it.

    Raises:
        ModelError: the text, or the configuration, has errors; `findings` has them all.
    """
    loaded = _load(text, _as_configuration(config), audience)
    if loaded.withheld:
        raise UsageError(f"Nothing in {path} is public.")
    if loaded.model is None or not loaded.valid:
        raise ModelError(render_all(filter(is_error, loaded.violations), *_names(path), {}))
    return loaded.model


def validate(
    path: AnyPath,
    config: AnyConfiguration = None,
    *,
    text: str | bytes | None = None,
    today: date | None = None,
    language: str = ENGLISH,
) -> list[Finding]:
    """Find what is wrong with a file, as the command `validate` does.

    Args:
        path: of the file, or the name of `text`.
        config: the configuration of the model.
        text: to check in place of the file.
        today: the day by which accepted findings expire; today by default.
        language: of the findings.

    Returns:
        Errors and warnings in the order of the file; those that are accepted have `accepted` set.

    Raises:
        ModelError: the configuration has errors.
        OSError: the file cannot be read.
    """
    configuration = _as_configuration(config)
    loaded = _load(read_bytes(Path(path)) if text is None else text, configuration)
    options = run_options(configuration.for_command("validate"), today)
    with in_language(language):
        return [*report_violations(loaded, _input(path), options).findings]


def find_gaps(
    model: BarrierModel,
    path: AnyPath = "",
    *,
    config: AnyConfiguration = None,
    today: date | None = None,
    language: str = ENGLISH,
) -> list[Finding]:
    """Find what is missing or weak in a model, as the command `gaps` does.

    Args:
        model: as loaded.
        path: the name of its file in the findings.
        config: the configuration, with its rules and severities.
        today: the day to compare dates with; today by default.
        language: of the findings.

    Returns:
        The findings in the order of the file; those that are accepted have `accepted` set.

    Raises:
        ModelError: the configuration has errors.
    """
    with in_language(language):
        return [*_gaps(model, path, _as_configuration(config), today).findings]


def agenda(
    model: BarrierModel,
    *,
    config: AnyConfiguration = None,
    today: date | None = None,
    language: str = ENGLISH,
) -> Agenda:
    """Turn the gaps of a model into the agenda of a workshop, in a language.

    Raises:
        ModelError: the configuration has errors.
    """
    with in_language(language):
        found = _gaps(model, "", _as_configuration(config), today).findings
        return build_agenda(model, [each for each in found if not each.accepted])


def document(
    model: BarrierModel,
    *views: str,
    stages: Sequence[str] = (),
    party: str | None = None,
    transpose: bool = False,
    duration: int | None = None,
    config: AnyConfiguration = None,
    today: date | None = None,
    language: str | None = None,
) -> Document:
    """Show a model in views, as tables of cells.

    Args:
        model: as loaded.
        views: `matrix`, `items`, `gaps`, `parties`, `types`, `recommendations`, `workshop`, `plan`,
            `barriers`; all but `workshop` if none is given.
        stages: ids or names of the only stages to show.
        party: id or name of the only party whose tasks are shown, in the view `plan`.
        transpose: change rows and columns of the matrix.
        duration: of a workshop, in minutes.
        config: the configuration, for views that show gaps.
        today: the day to compare dates with; today by default.
        language: of texts, as far as the model has translations, and of labels, questions and gaps; that of
            the model by default.

    Raises:
        UsageError: there is no such view, stage or party, a view is not shown by stage or party, or none
            has a duration.
        ModelError: the configuration has errors.
    """
    options = ViewOptions(stages=tuple(stages), party=party, transpose=transpose, duration=duration)
    with in_language(language or model.header.language):
        return _document(
            model, views or _standard(party), options, _as_configuration(config), today, language
        )


def export(
    model: BarrierModel,
    format: str,  # noqa: A002 (the name that the command line has)
    *views: str,
    party: str | None = None,
    duration: int | None = None,
    config: AnyConfiguration = None,
    today: date | None = None,
    language: str | None = None,
    audience: Audience | None = None,
    **options: object,
) -> bytes:
    """Make a file of a model, as the command `export` does.

    Args:
        model: as loaded, with nothing restricted in it unless the audience is `restricted`.
        format: `csv`, `md`, `json`, `html`, `xlsx`, `docx`, `pptx`, `pdf`, `png`, `svg` or `ics`.
        views: as for `document`; by default what the format is for.
        party: as for `document`.
        duration: of a workshop, in minutes.
        config: the configuration, for what shows gaps.
        today: the day to compare dates with; today by default.
        language: as for `document`.
        audience: `restricted` if what is restricted may be in it; for another one, load the model for it.
        options: of the format: `delimiter`, `bom` and `raw` of csv; `paper` and `blank` of posters.

    Raises:
        UsageError: there is no such format, view or option, or the model has restricted content.
        ModelError: the configuration has errors.
    """
    if model.has_restricted and audience != "restricted":
        raise UsageError("The model has restricted content. Load it for the audience that will read it.")
    if not (form := FORMATS.get(format)):
        raise UsageError(f"There is no format {format}. There are {', '.join(FORMATS)}.")
    refuse_large(format, model.entry_count)
    if refused := options.keys() - form.options:
        raise UsageError(f"{format} does not take {' and '.join(sorted(refused))}.")
    how = ViewOptions(
        party=party,
        whole=form.whole and not views and party is None,
        readers=form.readers,
        read_back=form.read_back,
        duration=duration,
        language=language or "",
    )
    chosen = choose_views(format, views, _standard(party), HANDOUTS, TASK_VIEWS)
    with in_language(language or model.header.language):
        made = _document(model, chosen, how, _as_configuration(config), today, language)
        written = exporter(format)(made, Options(**options))  # type: ignore[arg-type]
    return written.encode() if isinstance(written, str) else written


def _standard(party: str | None) -> Sequence[str]:
    """The views by default; of one party, those of its tasks."""
    return STANDARD_VIEWS if party is None else TASK_VIEWS


def _as_configuration(config: AnyConfiguration) -> Configuration:
    if config is None:
        return NONE
    return config if isinstance(config, Configuration) else configure(config)


def _load(text: str | bytes, configuration: Configuration, audience: str | None = None) -> LoadedModel:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return load_bytes(data, context=replace(configuration.context, audience=audience))


def _names(path: AnyPath) -> tuple[str, str]:
    return Path(path).as_posix(), Path(path).as_posix()


def _input(path: AnyPath) -> Input:
    shown, root_path = _names(path) if path else ("", "")
    return Input(path=shown, root_path=root_path, file=None)


def _gaps(model: BarrierModel, path: AnyPath, configuration: Configuration, today: date | None) -> FileReport:
    return report_gaps(model, _input(path), run_options(configuration.for_command("gaps"), today))


def _document(
    model: BarrierModel,
    views: Sequence[str],
    how: ViewOptions,
    configuration: Configuration,
    today: date | None,
    language: str | None,
) -> Document:
    if unknown := [view for view in views if view not in VIEWS]:
        raise UsageError(f"There is no view {unknown[0]}. There are {', '.join(VIEWS)}.")
    run = run_options(configuration.for_command("gaps"), today)
    shown = translate(model, language) if language else model
    return build_document(shown, views, how, report_gaps(shown, _input(""), run), run)

"""`barrierctl gaps -o agenda.docx`: the agenda of a model as a document."""

from collections.abc import Sequence
from pathlib import Path

from barrierctl import __version__
from barrierctl.cli.models import load_input, refuse_restricted
from barrierctl.cli.options import write_output
from barrierctl.config.types import Scope
from barrierctl.dataclass import replace
from barrierctl.errors import UsageError
from barrierctl.exporters import FORMATS, Options, exporter
from barrierctl.files import Input
from barrierctl.pipeline import build_document
from barrierctl.reporters.report import Report
from barrierctl.views.build import ViewOptions
from barrierctl.views.document import Reader

DOCUMENTS = FORMATS
"""The formats of documents that the agenda can be written in, by their suffix."""


def export_agenda(
    form: str,
    output: Path | None,
    files: Sequence[Input],
    scopes: Sequence[Scope],
) -> Report:
    """Write the agenda of one model as a document, and return the report of its findings.

    Raises:
        UsageError: there are several models, or it is restricted.
        typer.Exit: the model has errors.
    """
    if len(files) != 1:
        raise UsageError(f"{output} takes the agenda of one model, but there are {len(files)}. Name one.")
    options = scopes[files[0].scope].options
    model, file = load_input(files[0], replace(options.context, language=options.language), options)
    refuse_restricted(model, file.path, options.context.audience)
    shown_findings = options.shown(file.findings, file.parts)
    readers = DOCUMENTS[form].readers
    view_options = ViewOptions(
        stages=(options.shown.stage,) if options.shown.stage else (),
        readers=(Reader.PEOPLE,) if Reader.PEOPLE in readers else readers,
    )
    document = build_document(model, ["gaps"], view_options, replace(file, findings=shown_findings), options)
    write_output(exporter(form)(document, Options()), output, force=True)
    accepted = sum(1 for finding in file.findings if finding.accepted)
    return Report(command="gaps", files=(file,), version=__version__, accepted=accepted)

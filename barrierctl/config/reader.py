"""Reading a configuration that has no errors."""

from pathlib import Path

from barrierctl.config.custom_rules import read_custom_rule
from barrierctl.config.types import Configuration
from barrierctl.files import from_here
from barrierctl.findings import Severity, Span
from barrierctl.messages import catalogue
from barrierctl.model.reader import Reader
from barrierctl.model.types import Party, Reference
from barrierctl.selection import REVIEW_MONTHS, PathRules
from barrierctl.source.tree import Value


def shared_list(tree: Value) -> Reference | None:
    """The path of the list of parties that a configuration names, with its position, or None."""
    return next(iter(Reader(tree, (), Span()).references("parties")), None)


def build_configuration(
    tree: Value, file: Path, path: str, shared_file: Path | None, shared: tuple[Party, ...]
) -> Configuration:
    """Build a configuration.

    Args:
        tree: the content of the file.
        file: the file.
        path: of the file, as shown.
        shared_file: the list of parties that it names, or None.
        shared: the parties in that list.
    """
    top, folder = Reader(tree, (), Span()), file.absolute().parent
    baseline, words = top.text("baseline"), catalogue()
    return Configuration(
        path=path,
        folder=folder,
        exclude_from=folder,
        origins={
            key: words.say("configuration.from", path=path, line=span.line)
            for key, span in top.node.key_spans.items()
        },
        shared=shared,
        requires=top.text("requires"),
        select=top.texts("select"),
        ignore=top.texts("ignore"),
        fail_on=top.text("fail_on"),
        level=top.choice("level", Severity) or Severity.INFO,
        severity={rule: Severity(str(level)) for rule, level in top.sub("severity").node.items()},
        exclude=top.texts("exclude"),
        per_path=tuple(
            PathRules(path=entry.text("path") or "", folder=folder, ignore=entry.texts("ignore"))
            for entry in top.each("per_path")
        ),
        review_months=top.number("review_months") or REVIEW_MONTHS,
        baseline=Path(from_here(folder / baseline)) if baseline else None,
        parties=shared_file,
        rules=tuple(read_custom_rule(entry, path) for entry in top.each("rules")),
    )

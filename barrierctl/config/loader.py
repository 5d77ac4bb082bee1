"""Loading a configuration and the files that it names: read, checked, and built."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from barrierctl.baseline import read_baseline
from barrierctl.config.pyproject import read_section
from barrierctl.config.reader import build_configuration, check_configuration, unmet_version
from barrierctl.config.types import NONE, Configuration
from barrierctl.dataclass import frozen
from barrierctl.errors import InputError
from barrierctl.files import from_here, read_bytes, read_regular, repository
from barrierctl.findings import Span, Violation, leave_out_around, unreadable
from barrierctl.messages import catalogue, render_all
from barrierctl.model.checks import check_parties, locate_party
from barrierctl.model.items import build_shared_parties
from barrierctl.model.reader import Reader
from barrierctl.model.types import Party, Reference, violation_at
from barrierctl.reporters.report import FileReport
from barrierctl.schema.classification import may_be_restricted
from barrierctl.schema.paths import Grammar
from barrierctl.schema.validator import check_tree
from barrierctl.source import ParsedSource, read
from barrierctl.source.tree import MappingNode, Value

__all__ = ["LoadedParties", "load_configuration", "load_parties", "read_baseline"]


@frozen
class LoadedParties:
    """A shared list of parties, where it is, and what is wrong with it.

    Attributes:
        is_list: whether the file is such a list at all; nothing of another file is kept.
        restricted: whether it is not known to be wholly public.
    """

    file: Path | None = None
    is_list: bool = True
    parties: tuple[Party, ...] = ()
    violations: tuple[Violation, ...] = ()
    lines: tuple[str, ...] = ()
    restricted: bool = False


def load_configuration(file: Path) -> tuple[Configuration, tuple[FileReport, ...]]:
    """Read and check a configuration; it is in force only if no file has errors.

    Raises:
        InputError: a file .toml is no TOML, or has no configuration.
    """
    path = from_here(file)
    try:
        data = read_bytes(file)
    except OSError as error:
        return NONE, _error_reports(path, (), [unreadable(error)])
    parsed = read_section(file, data) if file.suffix == ".toml" else read(data)
    if parsed is None:
        raise InputError(catalogue().say("configuration.no_section", path=path))
    # A configuration for another version may hold keys that this one does not know.
    if unmet := unmet_version(parsed.tree):
        return NONE, _error_reports(path, parsed.lines, [unmet])
    shared, missing = _load_shared_parties(parsed.tree, file.absolute().parent)
    top = Reader(parsed.tree, (), Span())
    violations = (
        *_check_parsed(parsed, Grammar.CONFIGURATION, check_configuration),
        *(
            violation_at(named, "unreadable-file", None, "outside", file=named.text)
            for named in (*top.references("parties"), *top.references("baseline"))
            if _is_outside(named, file.absolute().parent)
        ),
        *missing,
    )
    shared_path = from_here(shared.file) if shared.file else ""
    reports = (
        *_error_reports(path, parsed.lines, leave_out_around(violations, "control-character")),
        *_error_reports(shared_path, shared.lines, shared.violations, restricted=shared.restricted),
    )
    if reports:
        return NONE, reports
    shared_file = Path(shared_path) if shared_path else None
    return build_configuration(parsed.tree, file, path, shared_file, shared.parties), ()


def load_parties(file: Path) -> LoadedParties:
    """Read and check a shared list of parties.

    Raises:
        OSError: it cannot be read.
    """
    parsed = read(read_regular(file))
    if not _is_list_of_parties(parsed):
        return LoadedParties(file=file, is_list=False)
    parties = build_shared_parties(parsed.tree) if parsed.complete and parsed.tree is not None else ()
    found = _check_parsed(parsed, Grammar.PARTIES, lambda tree: check_parties(tree, parties))
    violations = tuple(locate_party(violation, parties) for violation in found)
    return LoadedParties(
        file=file,
        parties=parties,
        violations=violations,
        lines=parsed.lines,
        restricted=bool(violations) and may_be_restricted(parsed),
    )


def _is_list_of_parties(parsed: ParsedSource) -> bool:
    """Whether a file is meant as a list of parties; nothing of another file is ever shown."""
    if not any(parsed.lines):  # nor is there any text to show
        return True
    if parsed.complete and not isinstance(parsed.tree, list):
        return parsed.tree is None
    tree = parsed.tree if parsed.complete else parsed.recovered
    entries = tree if isinstance(tree, list) else ()
    keys = {key for entry in entries if isinstance(entry, MappingNode) for key in entry}
    return tree == [] or not keys.isdisjoint(("id", "name"))


def _load_shared_parties(tree: Value, folder: Path) -> tuple[LoadedParties, list[Violation]]:
    """The list that a configuration names, and the violation of one that cannot be read."""
    named = next(iter(Reader(tree, (), Span()).references("parties")), None)
    if named is None or _is_outside(named, folder):
        return LoadedParties(), []
    file = folder / named.text
    try:
        loaded = load_parties(file)
    except OSError as error:
        reason = error.strerror or "unknown"
        parameters = {"file": from_here(file), "reason": reason}
        return LoadedParties(), [violation_at(named, "unreadable-file", None, "named", **parameters)]
    if not loaded.is_list:
        parameters = {"file": from_here(file)}
        return LoadedParties(), [violation_at(named, "unreadable-file", None, "parties", **parameters)]
    return loaded, []


def _is_outside(named: Reference, folder: Path) -> bool:
    """Whether a file that a configuration in a folder names is outside the folder's project."""
    real = Path(os.path.realpath(folder))
    try:
        target = Path(os.path.realpath(real / named.text))
    except ValueError:  # no file can have this name
        return False
    return not target.is_relative_to(repository(real) or real)


def _check_parsed(
    parsed: ParsedSource, grammar: Grammar, check: Callable[[Value], Iterable[Violation]]
) -> tuple[Violation, ...]:
    """Everything that is wrong with a file that is no model."""
    if not parsed.complete or parsed.tree is None:
        return parsed.violations
    schema = check_tree(parsed.tree, parsed.lines, grammar)
    return (*parsed.violations, *schema.violations, *check(parsed.tree))


def _error_reports(
    path: str, lines: tuple[str, ...], violations: Iterable[Violation], *, restricted: bool = False
) -> tuple[FileReport, ...]:
    findings = tuple(render_all(violations, path, path, {}))
    report = FileReport(
        path=path, root_path=path, model=None, lines=lines, findings=findings, restricted=restricted
    )
    return (report,) if findings else ()

"""Baselines on the command line: what is written to them, and what is said about them."""

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from stat import S_IFREG

from barrierctl.baseline import Baseline, Ran, is_error, read_baseline
from barrierctl.cli.console import CONSOLE
from barrierctl.cli.options import output_file
from barrierctl.config.types import Scope
from barrierctl.dataclass import replace
from barrierctl.errors import InputError
from barrierctl.files import current_folder, folder_of, kind, project_root
from barrierctl.files.output import write_file
from barrierctl.messages import catalogue
from barrierctl.reporters.report import FileReport, Report
from barrierctl.text.terminal import visible


def update(report: Report, scopes: Sequence[Scope], new: Path | None, *, prune: bool) -> list[str]:
    """Write the new baseline, or look for stale entries of those in use.

    Returns:
        What was written, found or removed, in words.

    Raises:
        InputError: two models have the same id, or a file cannot be written.
    """
    if new:
        # Of the projects whose baseline is written; of all if it is the baseline of none.
        named = (scope.configuration.baseline for scope in scopes)
        own = [baseline is not None and baseline.resolve() == new.resolve() for baseline in named]
        recorded = tuple(file for file in report.files if own[file.scope] or not any(own))
        _refuse_duplicate_ids(recorded)
        return _write_baseline(replace(report, files=recorded), new, scopes)
    notes: list[str] = []
    for path in filter(None, dict.fromkeys(scope.configuration.baseline for scope in scopes)):
        of_scopes = [scope.configuration.baseline == path for scope in scopes]
        files = [file for file in report.files if of_scopes[file.scope]]
        _refuse_duplicate_ids(files)
        sharing = [scope for scope in scopes if scope.configuration.baseline == path]
        notes += _prune_baseline(path, files, sharing, _ran(report, scopes), write=prune)
    return notes


def _ran(report: Report, scopes: Sequence[Scope]) -> Ran:
    return lambda scope, rule: scopes[scope].options.covers(rule, report.command)


def _refuse_duplicate_ids(files: Iterable[FileReport]) -> None:
    """Refuse models of the same id, of which a baseline could not tell whose findings are known.

    Raises:
        InputError: there are some.
    """
    paths: dict[str, list[str]] = defaultdict(list)
    for file in files:
        if file.model:
            paths[file.model].append(visible(file.path))
    words = catalogue()
    lines = [
        words.say("baseline.same_id", paths=words.enumerated(names))
        for names in paths.values()
        if len(names) > 1
    ]
    if lines:
        raise InputError("\n".join(lines))


def _write_baseline(report: Report, path: Path, scopes: Sequence[Scope]) -> list[str]:
    """Record the findings of this run in a baseline, beside its entries of other files and rules.

    Returns:
        What was written, in words.

    Raises:
        InputError: the file is something else, or cannot be written.
    """
    file = output_file(path)
    if file is None:
        used = (scope.options.baseline for scope in scopes)
        before = Baseline(entries=frozenset(entry for one in used if one for entry in one.entries))
    else:
        before = read_baseline(file, merges=True, replaces=True) if kind(file) == S_IFREG else Baseline()
    after = before.updated(report.files, _ran(report, scopes))
    if file:
        write_file(file, str(after), force=True)
    else:
        CONSOLE.print(str(after), sys.stdout)
    new, removed = len(after.entries - before.entries), len(before.entries - after.entries)
    say, count = catalogue().say, len(after.entries)
    lines = [say("baseline.written", path=file or "stdout", count=count, new=new, removed=removed)]
    errors = sum(map(is_error, report.findings))
    lines += [say("baseline.errors", count=errors)] if errors else []
    restricted = [file.path for file in report.files if file.restricted and file.findings]
    return [*lines, *(say("report.not_in_baseline", path=path) for path in restricted)]


def _prune_baseline(
    path: Path, files: Sequence[FileReport], scopes: Sequence[Scope], ran: Ran, *, write: bool
) -> list[str]:
    """Find the entries of a baseline in use that are stale; with *write*, remove them.

    Returns:
        What was found or removed, in words.
    """
    baseline = scopes[0].options.baseline
    if baseline is None:
        return []
    folders = [scope.configuration.folder or current_folder() for scope in scopes]
    around = Path(os.path.commonpath([*folders, folder_of(path)]))
    stale = baseline.stale(files, ran)
    gone = baseline.models_gone(files, project_root(around))
    say = catalogue().say
    if write:
        after = Baseline(entries=baseline.without_models(gone).entries - stale)
        count, left = len(baseline.entries - after.entries), len(after.entries)
        write_file(path, str(after), force=True)
        return [say("baseline.pruned", path=path, count=count, left=left)]
    lines = [say("baseline.stale", path=path, count=len(stale))] if stale else []
    models = catalogue().joined(map(visible, gone))
    return [*lines, say("baseline.gone", path=path, count=len(gone), models=models)] if gone else lines

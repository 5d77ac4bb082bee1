"""Baselines on the command line: what is written to them, and what is said about them."""

import sys
from collections import defaultdict
from pathlib import Path
from stat import S_IFREG

from barrierctl.baseline import Baseline, is_error, read_baseline
from barrierctl.cli.console import CONSOLE
from barrierctl.cli.options import output_file
from barrierctl.config.types import Configuration
from barrierctl.errors import InputError, UsageError
from barrierctl.files import kind, project_root
from barrierctl.files.output import write_file
from barrierctl.messages import catalogue
from barrierctl.reporters.report import Report
from barrierctl.selection import RunOptions
from barrierctl.text.terminal import visible


def check_request(configuration: Configuration, write: Path | None, *, prune: bool) -> None:
    """Refuse options that make no sense together.

    Raises:
        UsageError: there is nothing to prune, or the baseline is to be written and pruned.
    """
    if prune and write:
        raise UsageError("--write-baseline and --prune-baseline exclude each other.")
    if prune and not configuration.baseline:
        raise UsageError("--prune-baseline needs a baseline. Name it with --baseline FILE.")


def refuse_duplicate_ids(report: Report) -> None:
    """Refuse models of the same id, of which a baseline could not tell whose findings are known.

    Raises:
        InputError: there are some.
    """
    paths: dict[str, list[str]] = defaultdict(list)
    for file in report.files:
        if file.model:
            paths[file.model].append(visible(file.path))
    lines = [
        f"duplicate-model-id: {', '.join(names[:-1])} and {names[-1]} have the same id. "
        "A baseline knows a model by its id, so give each of them its own."
        for names in paths.values()
        if len(names) > 1
    ]
    if lines:
        raise InputError("\n".join(lines))


def update(
    report: Report, configuration: Configuration, options: RunOptions, *, new: Path | None, prune: bool
) -> list[str]:
    """Write the new baseline, or look for stale entries of the one in use.

    Returns:
        What was written, found or removed, in words.

    Raises:
        InputError: two models have the same id, or a file cannot be written.
    """
    if new or options.baseline:
        refuse_duplicate_ids(report)
    if new:
        return write_baseline(report, new, options)
    return prune_baseline(report, configuration, options, write=prune)


def write_baseline(report: Report, path: Path, options: RunOptions) -> list[str]:
    """Record the findings of this run in a baseline, beside its entries of other files and rules.

    Returns:
        What was written, in words.

    Raises:
        InputError: the file is something else, or cannot be written.
    """
    file = output_file(path)
    if file is None:
        before = options.baseline or Baseline()
    else:
        before = read_baseline(file, merges=True, replaces=True) if kind(file) == S_IFREG else Baseline()
    after = before.updated(report.files, lambda rule: options.covers(rule, report.command))
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


def prune_baseline(
    report: Report, configuration: Configuration, options: RunOptions, *, write: bool
) -> list[str]:
    """Find the entries of the baseline in use that are stale; with *write*, remove them.

    Returns:
        What was found or removed, in words.
    """
    path, baseline = configuration.baseline, options.baseline
    if baseline is None or path is None:
        return []
    stale = baseline.stale(report.files, lambda rule: options.covers(rule, report.command))
    gone = baseline.models_gone(report.files, project_root(configuration.folder))
    say = catalogue().say
    if write:
        after = Baseline(entries=baseline.without_models(gone).entries - stale)
        count, left = len(baseline.entries - after.entries), len(after.entries)
        write_file(path, str(after), force=True)
        return [say("baseline.pruned", path=path, count=count, left=left)]
    lines = [say("baseline.stale", path=path, count=len(stale))] if stale else []
    models = ", ".join(map(visible, gone))
    return [*lines, say("baseline.gone", path=path, count=len(gone), models=models)] if gone else lines

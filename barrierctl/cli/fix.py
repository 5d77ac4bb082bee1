"""`--fix` and `--diff` of `validate`, `gaps` and `check`: correct what has one right correction."""

import sys
from collections.abc import Iterable, Sequence

from barrierctl.changes.fixes import FixedFile, fix
from barrierctl.cli.console import CONSOLE, Exit
from barrierctl.cli.write_model import print_diff, write_model
from barrierctl.config.types import Scope
from barrierctl.errors import InputError, UsageError
from barrierctl.files import Input
from barrierctl.messages import catalogue


def fix_models(files: Iterable[Input], scopes: Sequence[Scope], *, only_show: bool) -> Exit:
    """Correct models, and say which lines were changed.

    Args:
        files: to correct; one that cannot be read or written is left to the report.
        scopes: the options of each configuration.
        only_show: print patches, and write nothing.

    Returns:
        That a file cannot be written, or else whether any would be changed.

    Raises:
        UsageError: standard input is among them.
    """
    status = Exit.CLEAN
    for one in files:
        if one.file is None:
            raise UsageError("Standard input cannot be corrected. Name a file.")
        try:
            data = b"" if one.outside else one.read(sys.stdin.buffer)
        except OSError:
            data = b""
        fixed = fix(data, scopes[one.scope].options.context)
        if not fixed.corrections:
            continue
        if not fixed.loaded.valid:
            count = len(fixed.corrections)
            CONSOLE.info(catalogue().say("fix.not_written", path=one.path, count=count))
            continue
        try:
            if not only_show:
                write_model(one.file, fixed.data)
        except InputError as error:
            CONSOLE.error(str(error))
            status = Exit.FAILED
            continue
        status = max(status, Exit.FINDINGS) if only_show else status
        _report(one.path, fixed, only_show=only_show)
        if only_show and not (CONSOLE.is_public(sys.stdout) and fixed.loaded.may_be_restricted):
            print_diff(one.file, data, fixed.data)
    return status


def _report(path: str, fixed: FixedFile, *, only_show: bool) -> None:
    """Say which lines were corrected, with their words unless strangers may read them."""
    say, count = catalogue().say, len(fixed.corrections)
    CONSOLE.info(say("fix.would_be" if only_show else "fix.done", path=path, count=count))
    if only_show or (CONSOLE.is_public(sys.stderr) and fixed.loaded.may_be_restricted):
        return
    for one in fixed.corrections:
        CONSOLE.info(say("fix.line", line=one.number, before=one.before.strip(), after=one.after.strip()))

"""What `validate` and `gaps` have in common: the same options, another use case behind them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from barrierctl.cli import options as opt
from barrierctl.cli.options import FailOn, Format
from barrierctl.cli.outcome import tell
from barrierctl.document import Report
from barrierctl.findings import Severity
from barrierctl.inputs import STDIN_NAME, Input

if TYPE_CHECKING:
    from barrierctl.choosing import Wanted

UseCase: TypeAlias = "Callable[[tuple[Input, ...], Wanted], Report]"


def looking(use_case: UseCase, fails_on: FailOn) -> Callable[..., None]:
    """The command that looks at models in this way.

    Args:
        use_case: the files and the rules that are wanted in, a report out.
        fails_on: how grave a finding must be to fail the run, unless told.
    """

    def command(
        paths: opt.Paths = None,
        output_format: opt.Formats = Format.TEXT,
        output: opt.Output = None,
        select: opt.Select = None,
        ignore: opt.Ignore = None,
        level: opt.Level = Severity.INFO,
        fail_on: opt.Fail = fails_on,
        exclude: opt.Exclude = None,
        force_exclude: opt.ForceExclude = False,
        list_files: opt.ListFiles = False,
        stdin_filename: opt.StdinName = STDIN_NAME,
    ) -> None:
        wanted = opt.wanted(select, ignore)
        found = opt.inputs(paths, exclude, force=force_exclude, stdin=stdin_filename)
        if list_files:
            opt.list_files(found)
        else:
            tell(use_case(found, wanted), output_format, output, level, fail_on)

    return command

"""How far the work is, on standard error: where it lasts, and a person is looking."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from barrierctl.cli.console import CONSOLE

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_PATIENCE: Final = 1.0
"""The seconds for which nobody wonders what is going on."""


class Progress:
    """A bar that comes up once the work has lasted a while, and goes when it is done."""

    def __init__(self) -> None:
        """Begin to count."""
        self._since = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Nothing is shown yet."""
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar:
            self._bar.stop()

    def tell(self, done: int, total: int) -> None:
        """Show how many things are done, and of how many, if it is time to."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=done)
        elif done < total and self._is_time():
            self._show(done, total)

    def _is_time(self) -> bool:
        lasts = time.monotonic() - self._since > _PATIENCE
        return lasts and not CONSOLE.quiet and sys.stderr.isatty()

    def _show(self, done: int, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn
        from rich.progress import Progress as Bar

        there = Console(stderr=True, no_color=not CONSOLE.takes_color(sys.stderr))
        self._bar = Bar(BarColumn(), MofNCompleteColumn(), console=there, transient=True)
        self._task = self._bar.add_task("", total=total, completed=done)
        self._bar.start()

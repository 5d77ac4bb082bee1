"""What can stop the work itself, as against what is wrong in a model (those are findings)."""


class BarrierctlError(Exception):
    """The work could not be done; the message says why, in a line for the user."""


class UsageError(BarrierctlError):
    """The user asked for something that cannot be: an unknown name, two things that exclude each other."""


class InputError(BarrierctlError):
    """What was named is not there, or holds nothing to work on."""


class WouldOverwriteError(BarrierctlError):
    """A file of the user's stands where the output was to go."""


class OutputError(BarrierctlError):
    """What was asked for cannot be written to standard output."""


class ReaderGoneError(OutputError):
    """Whoever read our output has gone, and misses nothing."""


class ModelError(BarrierctlError):
    """A model file cannot be loaded because it has errors.

    Attributes:
        problems: one line a problem, `path:line:col: error rule-id message`.
    """

    def __init__(self, problems: list[str]) -> None:
        """Keep the problems, and show them all as the message."""
        super().__init__("\n".join(problems))
        self.problems = problems

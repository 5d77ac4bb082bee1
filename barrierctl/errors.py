"""Errors that stop the work; what is wrong in a model is a finding, not an error of these."""


class BarrierctlError(Exception):
    """The work cannot be done; the message tells the user why, in one line."""


class UsageError(BarrierctlError):
    """Options or arguments make no sense: an unknown name, or two that exclude each other."""


class InputError(BarrierctlError):
    """A file cannot be read or written, does not exist, or holds nothing to work on."""


class WouldOverwriteError(BarrierctlError):
    """The output would overwrite a file of the user."""


class OutputError(BarrierctlError):
    """Standard output cannot be written."""


class ReaderGoneError(OutputError):
    """Nobody reads standard output any more, so there is nothing to report."""


class ModelError(BarrierctlError):
    """A model file cannot be loaded because it has errors.

    Attributes:
        problems: one line per problem, `path:line:col: error rule-id message`.
    """

    def __init__(self, problems: list[str]) -> None:
        """Keep the problems, and show them all as the message."""
        super().__init__("\n".join(problems))
        self.problems = problems

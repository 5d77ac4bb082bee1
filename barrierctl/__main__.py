"""The program's door: `barrierctl`, and `python -m barrierctl`."""

import gc
import sys

_MANY = 1_000_000


def main() -> None:
    """Run the program; the user may interrupt it even while it is still being loaded."""
    # A run makes much that it keeps and hardly any garbage: looking for it often costs a tenth of the time.
    gc.set_threshold(_MANY)
    try:
        from barrierctl.cli.app import main as run

        run()
    except KeyboardInterrupt:
        from barrierctl.cli.console import Exit

        sys.exit(Exit.INTERRUPTED)
    finally:
        # At its end Python looks once more: a twelfth of a small run, for memory that goes anyway.
        gc.freeze()


if __name__ == "__main__":
    main()

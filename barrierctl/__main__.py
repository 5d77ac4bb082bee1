"""The program's door: `barrierctl`, and `python -m barrierctl`."""

import sys


def main() -> None:
    """Run the program; the user may interrupt it even while it is still being loaded."""
    try:
        from barrierctl.cli.app import main as run

        run()
    except KeyboardInterrupt:
        from barrierctl.cli.exits import Exit

        sys.exit(Exit.INTERRUPTED)


if __name__ == "__main__":
    main()

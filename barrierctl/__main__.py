"""The entry point of `barrierctl`, and of `python -m barrierctl`."""

import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]  # the current folder: its files are data, whatever they are called

import gc

_MANY = 1_000_000
_INTERRUPTED = 130  # the exit code of a shell's command after Ctrl-C


def main() -> None:
    """Run the program, which may be interrupted even while it is being loaded."""
    # A run makes hardly any garbage: collecting it often would take a tenth of the time.
    gc.set_threshold(_MANY)
    try:
        from barrierctl.cli.app import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
    finally:
        # At exit Python would collect once more, which takes a twelfth of a small run.
        gc.freeze()


if __name__ == "__main__":
    main()

"""`python -m barrierctl`."""

from barrierctl.cli.app import main

if __name__ == "__main__":
    main()

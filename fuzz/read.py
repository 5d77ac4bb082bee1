"""The target for atheris, which is led by what a file reaches in the program (see CONTRIBUTING.md)."""

import random
import sys
from importlib import import_module
from pkgutil import walk_packages

import atheris

with atheris.instrument_imports(include=["barrierctl", "ruamel"]):
    import barrierctl
    from fuzz.laws import look

    # The program loads its modules when it needs them, which would be too late for atheris.
    for module in walk_packages(barrierctl.__path__, "barrierctl."):
        if ".exporters." not in module.name and not module.name.endswith("__main__"):
            import_module(module.name)

from fuzz.mutation import mutated


def one(data: bytes) -> None:
    """Look at one file."""
    look(data)


def edited(data: bytes, most: int, seed: int) -> bytes:
    """Atheris' own edits, and ours, which know YAML and the format."""
    if seed % 2:
        return bytes(atheris.Mutate(data, most))
    return mutated(random.Random(seed), (data,))[:most]


def main() -> None:
    """Run it; the folders named are where new files go, and where it begins."""
    atheris.Setup(sys.argv, one, custom_mutator=edited)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

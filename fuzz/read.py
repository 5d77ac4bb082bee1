"""The target for atheris, which is guided by coverage (see CONTRIBUTING.md)."""

import random
import sys
from importlib import import_module
from pkgutil import walk_packages

import atheris

with atheris.instrument_imports(include=["barrierctl", "ruamel"]):
    import barrierctl
    from fuzz.invariants import check

    # The program loads its modules when it needs them: too late for atheris.
    for module in walk_packages(barrierctl.__path__, "barrierctl."):
        if ".exporters." not in module.name and not module.name.endswith("__main__"):
            import_module(module.name)

from fuzz.mutation import mutated


def test_one_input(data: bytes) -> None:
    """Check one file."""
    check(data)


def mutate(data: bytes, most: int, seed: int) -> bytes:
    """Make an edit of atheris, or one of ours, which know YAML and the format."""
    if seed % 2:
        return bytes(atheris.Mutate(data, most))
    return mutated(random.Random(seed), (data,))[:most]


def main() -> None:
    """Run the fuzzer; its arguments are the folder for new files and the folders to begin with."""
    atheris.Setup(sys.argv, test_one_input, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

"""Save what the program prints and writes, and compare two saves: `python -m benchmarks.outputs`.

Use it to show that a change to the code changes nothing for its users:

    python -m benchmarks.outputs save build/old --program OLD/.venv/bin/barrierctl
    python -m benchmarks.outputs save build/new --inputs build/old
    python -m benchmarks.outputs compare build/old build/new

Each case gets a folder with its commands, `stdout`, `stderr`, the exit codes and, under `files`, what was
written. Cases are called COMMAND-FORMAT-VIEW-INPUT, so `--only export-docx` takes all Word files.
"""

import argparse
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path

from benchmarks.outputs.cases import Case, cases, run
from benchmarks.outputs.differences import differences
from benchmarks.outputs.inputs import copy, write_inputs


def main() -> int:
    """Save or compare, and return the exit code."""
    options = _options()
    if options.command == "compare":
        return compare(options.old, options.new, options.ignore, options.only)
    begin = time.monotonic()
    number = save(options.folder, options.program, options.inputs, options.only, options.jobs)
    print(f"Saved {number} cases in {time.monotonic() - begin:.0f} seconds.")
    return 0 if number else 1


def save(folder: Path, program: Path, inputs: Path | None, only: str, jobs: int) -> int:
    """Save what the program prints and writes, and return the number of cases.

    Args:
        folder: The folder to save in. Cases that an earlier save left there are replaced.
        program: The path of `barrierctl`.
        inputs: An earlier save whose inputs are used. Without it they are made.
        only: A part of the names of the cases to save.
        jobs: The number of processes that run at a time.
    """
    _clear(folder, only)
    if inputs:
        shutil.copytree(inputs / "inputs", folder / "inputs")
    else:
        write_inputs(folder / "inputs", program.absolute())
    chosen = [case for case in cases(folder / "inputs") if only in case.name]
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(lambda case: _save_case(case, folder, program.absolute()), chosen))
    return len(chosen)


def compare(old: Path, new: Path, ignore: list[str], only: str) -> int:
    """Print what differs between two saves, and return 1 if anything does, else 0.

    Args:
        old: The folder of the first save.
        new: The folder of the second save.
        ignore: Patterns of CASE or CASE/FILE to leave out, such as `export-png-*` or `*/stderr`.
        only: A part of the names of the cases to compare. The inputs are always compared.
    """
    names = {path.name for folder in (old, new) for path in folder.glob("*")}
    wanted = (name for name in names if only in name or name == "inputs")
    chosen = sorted(name for name in wanted if not any(fnmatch(name, glob) for glob in ignore))
    different = 0
    for name in chosen:
        lines = list(differences(old / name, new / name, ignore))
        different += bool(lines)
        print(*lines, sep="\n", end="\n" if lines else "")
    print(f"{len(chosen) - different} cases are equal, {different} differ.")
    return 1 if different or chosen in ([], ["inputs"]) else 0


def _clear(folder: Path, only: str) -> None:
    """Remove what is about to be saved again.

    Raises:
        SystemExit: The folder holds something else than a save.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / "inputs").is_dir():
        raise SystemExit(f"{folder} holds something else than saved outputs.")
    for path in folder.iterdir():
        if only in path.name or path.name == "inputs":
            shutil.rmtree(path)


def _save_case(case: Case, folder: Path, program: Path) -> None:
    target, inputs = folder / case.name, folder / "inputs" / case.folder
    target.mkdir()
    with tempfile.TemporaryDirectory() as place:
        here = Path(place, case.folder)
        shutil.copytree(inputs, here)
        done = [run(program, command, here, case) for command in case.commands.split("; ")]
        for path in here.rglob("*"):
            _keep_if_written(path, inputs / path.relative_to(here), target / "files" / path.relative_to(here))
    (target / "commands").write_text(case.commands.replace("; ", "\n") + "\n", encoding="utf-8")
    (target / "stdout").write_bytes(b"".join(one.stdout for one in done))
    (target / "stderr").write_bytes(b"".join(one.stderr for one in done))
    (target / "exit-code").write_text("".join(f"{one.returncode}\n" for one in done), encoding="utf-8")


def _keep_if_written(path: Path, before: Path, target: Path) -> None:
    if path.is_file() and not (before.is_file() and before.read_bytes() == path.read_bytes()):
        copy(path, target)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.outputs", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    commands = parser.add_subparsers(dest="command", required=True)
    saving = commands.add_parser("save", help="save what the program prints and writes")
    saving.add_argument("folder", type=Path)
    saving.add_argument("--program", type=Path, default=Path(sys.executable).with_name("barrierctl"))
    saving.add_argument("--inputs", type=Path, metavar="SAVE", help="take the inputs of an earlier save")
    saving.add_argument("--jobs", type=int, default=2, help="processes at a time, by default 2")
    comparing = commands.add_parser("compare", help="compare two saves byte for byte")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    comparing.add_argument("--ignore", action="append", default=[], metavar="GLOB", help="CASE or CASE/FILE")
    for one in (saving, comparing):
        one.add_argument("--only", default="", metavar="WORD", help="only cases whose names hold this word")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

"""`python -m fuzz`: edit real files at random until the time is up, and keep those that break an invariant.

It needs nothing but the program itself. The same seed makes the same files.
"""

import argparse
import hashlib
import random
import sys
import time
import traceback
from pathlib import Path

from fuzz.invariants import check
from fuzz.mutation import mutated, seed_files
from fuzz.time_limit import time_allowed, time_limit


def main() -> None:
    """Run the fuzzer; it exits with 1 if a file breaks an invariant."""
    options = _arguments()
    rng = random.Random(options.seed)
    known_files = seed_files()
    found = tried = 0
    end = time.monotonic() + options.seconds
    while time.monotonic() < end:
        data = mutated(rng, known_files)
        found += not _keeps_invariants(data, options.keep)
        tried += 1
    print(f"{tried} files, {found} break an invariant. Seed: {options.seed}")
    sys.exit(found > 0)


def _keeps_invariants(data: bytes, folder: Path) -> bool:
    try:
        with time_limit(time_allowed(data)):
            check(data)
    except Exception:  # noqa: BLE001 (any exception is a find)
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / f"{hashlib.sha256(data).hexdigest()[:16]}.barrier.yaml"
        kept.write_bytes(data)
        print(f"{kept}\n{traceback.format_exc()}", flush=True)
        return False
    return True


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="duration")
    parser.add_argument("--seed", type=int, default=1, help="seed of the random edits")
    parser.add_argument(
        "--keep", type=Path, default=Path("fuzz/found"), help="folder for files that break an invariant"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""`python -m fuzz`: edits real files at random until the time is up, and keeps those that break a law.

Needs nothing but the program itself. The same seed makes the same files.
"""

import argparse
import hashlib
import random
import sys
import time
import traceback
from pathlib import Path

from fuzz.laws import look
from fuzz.limit import slow, time_limit
from fuzz.mutation import mutated, seeds


def main() -> None:
    """Run it; exits with 1 if a file was found."""
    asked = _arguments()
    dice = random.Random(asked.seed)
    known = seeds()
    found = tried = 0
    end = time.monotonic() + asked.seconds
    while time.monotonic() < end:
        data = mutated(dice, known)
        found += not _holds(data, asked.keep)
        tried += 1
    print(f"{tried} files, {found} break a law. Seed: {asked.seed}")
    sys.exit(found > 0)


def _holds(data: bytes, folder: Path) -> bool:
    try:
        with time_limit(slow(data)):
            look(data)
    except Exception:  # noqa: BLE001 (whatever it is, it was found)
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / f"{hashlib.sha256(data).hexdigest()[:16]}.barrier.yaml"
        kept.write_bytes(data)
        print(f"{kept}\n{traceback.format_exc()}", flush=True)
        return False
    return True


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long to look")
    parser.add_argument("--seed", type=int, default=1, help="of the random edits")
    parser.add_argument(
        "--keep", type=Path, default=Path("fuzz/found"), help="where files that break a law go"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

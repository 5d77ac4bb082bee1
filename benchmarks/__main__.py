"""Run every case and write the results: `python -m benchmarks`."""

import argparse
import tempfile
from pathlib import Path

from benchmarks import report
from benchmarks.cases import Size, cases
from benchmarks.clock import pairs
from benchmarks.programs import ROOT, install

_HERE = ROOT / "benchmarks"
_SMALL = Size(models=3, stages=2, growth=1)


def main() -> None:
    """Measure, and say how it went as it goes."""
    options = _options()
    programs = install(options.environments)
    results: list[report.Result] = []
    with tempfile.TemporaryDirectory() as folder:
        for case in cases(programs, Path(folder), _SMALL if options.smoke else Size()):
            if options.case in case.name:
                taken = pairs(case.commands, 1 if options.smoke else options.runs)
                results.append((case, taken))
                print(case.name, {name: round(one.median, 3) for name, one in taken.items()}, flush=True)
    report.write(results, options.results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=9, help="of each command, in turn with the others")
    parser.add_argument("--case", default="", help="only cases whose names hold this")
    parser.add_argument("--smoke", action="store_true", help="small inputs, once: does all of it run?")
    parser.add_argument("--results", type=Path, default=_HERE / "results")
    parser.add_argument("--environments", type=Path, default=_HERE / ".environments")
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""Measure how the code is built, to compare one refactoring with the next.

`python -m benchmarks.structure [FOLDER]` prints a table of the checkout in FOLDER;
`--list MEASURE` prints the places behind one of its figures.
"""

import argparse
import ast
import io
import re
import runpy
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from inspect import CO_OPTIMIZED
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from types import CodeType, FrameType
from typing import Any, Final

from benchmarks.programs import ROOT

_PACKAGE: Final = "barrierctl"
_EXAMPLE: Final = Path("examples", "darknet-drug-markets.barrier.yaml")
_COMMANDS: Final = {"validate": ("40", "280"), "gaps": ("60", "450")}
_LONG_FUNCTION, _SMALL_MODULE, _LARGE_MODULE = 25, 60, 350

# A module's name is odd if its last word has one of the endings and is not a noun, or is listed here.
_ODD_ENDINGS: Final = ("ing", "ed", "ly")
_PARTICIPLES: Final = {"chosen", "frozen", "given", "kept", "misread", "shown", "stuck", "told", "unseen"}
_ODD_WORDS: Final = {"ahead", "gravest", "loose"} | _PARTICIPLES
_ENTRIES: Final = {"__init__", "__main__"}
_NOUNS: Final = {"family", "heading", "mapping", "meaning", "string", "thing", "timing", "warning", "wording"}

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, kw_only=True, slots=True)
class Module:
    """A file of Python.

    Attributes:
        path: from the root of the checkout.
        lines: the text.
        nodes: everything in the parsed text, `nodes[0]` being the root.
    """

    path: Path
    lines: list[str]
    nodes: list[ast.AST]

    @property
    def functions(self) -> list[_Function]:
        """The functions and methods, from the top down."""
        found = [node for node in self.nodes if isinstance(node, _Function)]
        return sorted(found, key=lambda node: node.lineno)

    @property
    def private_functions(self) -> list[_Function]:
        """Those whose names start with an underscore, without the special methods."""
        return [node for node in self.functions if node.name[0] == "_" and not node.name.endswith("_")]


def read_modules(root: Path) -> list[Module]:
    """Read every module of the package."""
    return [_read(path, root) for path in sorted((root / _PACKAGE).rglob("*.py"))]


def _read(path: Path, root: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    nodes = list(ast.walk(ast.parse(text, filename=path)))
    return Module(path=path.relative_to(root), lines=text.splitlines(), nodes=nodes)


def _imports_in_functions(module: Module) -> Iterator[str]:
    for node in _imports(module.nodes[0], in_function=False):
        yield f"{module.path}:{node.lineno} {ast.unparse(node)}"


def _imports(node: ast.AST, *, in_function: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
        return
    if in_function and isinstance(node, ast.Import | ast.ImportFrom):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _imports(child, in_function=in_function or isinstance(node, _Function))


def _private_functions_used_once(module: Module) -> Iterator[str]:
    uses = Counter(node.id for node in module.nodes if isinstance(node, ast.Name))
    uses.update(node.attr for node in module.nodes if isinstance(node, ast.Attribute))
    for function in module.private_functions:
        if uses[function.name] == 1:
            yield f"{module.path}:{function.lineno} {function.name}"


def _odd_names(module: Module) -> Iterator[str]:
    name = module.path.parent.name if module.path.stem == "__init__" else module.path.stem
    word = name.rpartition("_")[2]
    if word in _ODD_WORDS or (word.endswith(_ODD_ENDINGS) and word not in _NOUNS):
        yield f"{module.path} {name}"


def _uses_of_told(module: Module) -> Iterator[str]:
    for number, line in enumerate(module.lines, start=1):
        for _ in re.findall(r"\btold\b", line):
            yield f"{module.path}:{number} {line.strip()}"


def _loose_modules(module: Module) -> Iterator[str]:
    if module.path.parent == Path(_PACKAGE) and module.path.stem not in _ENTRIES:
        yield str(module.path)


def _long_functions(module: Module) -> Iterator[str]:
    for function in module.functions:
        if (length := _length(function)) >= _LONG_FUNCTION:
            yield f"{module.path}:{function.lineno} {function.name}, {length} lines"


def _length(function: _Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _small_modules(module: Module) -> Iterator[str]:
    if len(module.lines) < _SMALL_MODULE:
        yield f"{module.path}, {len(module.lines)} lines"


_MEASURES: Final[dict[str, Callable[[Module], Iterator[str]]]] = {
    "imports": _imports_in_functions,
    "private": _private_functions_used_once,
    "names": _odd_names,
    "told": _uses_of_told,
    "loose": _loose_modules,
    "long": _long_functions,
    "small": _small_modules,
}


def run(command: str, root: Path) -> list[str]:
    """Run a command on the example in a new process, and list the modules, functions and classes it needs."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_run_here, command, root).result()


def _run_here(command: str, root: Path) -> list[str]:
    sys.path.insert(0, str(root))
    sys.argv = [_PACKAGE, command, "--jobs", "1", str(root / _EXAMPLE)]
    package = str(root / _PACKAGE)
    used: set[str] = set()

    def record(frame: FrameType, event: str, _: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(package) and not code.co_name.startswith("<"):
            used.add(_describe(code, root))

    _run_program(record)
    modules = [f"module {name}" for name in sys.modules if name.partition(".")[0] == _PACKAGE]
    return sorted(modules) + sorted(used)


def _describe(code: CodeType, root: Path) -> str:
    kind = "function" if code.co_flags & CO_OPTIMIZED else "class"
    return f"{kind} {Path(code.co_filename).relative_to(root)}:{code.co_firstlineno} {code.co_qualname}"


def _run_program(record: Callable[[FrameType, str, Any], None]) -> None:
    output = io.BytesIO()
    stream = io.TextIOWrapper(output, encoding="utf-8", write_through=True)
    with redirect_stdout(stream), redirect_stderr(stream):
        sys.setprofile(record)
        try:
            runpy.run_module(_PACKAGE, run_name="__main__", alter_sys=True)
        except SystemExit as end:
            if end.code not in (None, 0):
                raise RuntimeError(output.getvalue().decode()) from end
        finally:
            sys.setprofile(None)


def places(measure: str, root: Path) -> list[str]:
    """List the places behind a measure."""
    if measure in _COMMANDS:
        return run(measure, root)
    return [place for module in read_modules(root) for place in _MEASURES[measure](module)]


def table(root: Path) -> Iterator[tuple[str, str, str]]:
    """Measure everything, and give each measure's name, value and target."""
    modules = read_modules(root)
    counts = {name: sum(1 for module in modules for _ in find(module)) for name, find in _MEASURES.items()}
    private = sum(len(module.private_functions) for module in modules)
    yield "modules", str(len(modules)), "about 120"
    yield "lines", str(sum(len(module.lines) for module in modules)), "at most 15500"
    for command, targets in _COMMANDS.items():
        yield from _rows_of_run(command, root, targets)
    yield "imports inside functions", str(counts["imports"]), "under 20"
    yield "private functions used once", f"{counts['private']} of {private}", "under 300"
    yield "modules named by a gerund, participle or adverb", str(counts["names"]), "0"
    yield 'uses of the word "told" in Python', str(counts["told"]), "under 20"
    yield "loose modules at the root, beside the two that Python asks for", str(counts["loose"]), "12"
    yield from _rows_of_lengths(modules)


def _rows_of_run(command: str, root: Path, targets: tuple[str, str]) -> Iterator[tuple[str, str, str]]:
    used = [re.split("[ :]", place) for place in run(command, root)]
    kinds = Counter(kind for kind, *_ in used)
    files = {path for kind, path, *_ in used if kind != "module"}
    yield f"`{command}`: modules imported", str(kinds["module"]), ""
    yield f"`{command}`: modules of which a function or class body runs", str(len(files)), targets[0]
    yield f"`{command}`: functions that run", str(kinds["function"]), ""
    yield f"`{command}`: functions and class bodies that run", str(len(used) - kinds["module"]), targets[1]


def _rows_of_lengths(modules: list[Module]) -> Iterator[tuple[str, str, str]]:
    functions = [_length(function) for module in modules for function in module.functions]
    lengths = [len(module.lines) for module in modules]
    yield "lines of a function: median", f"{median(functions):g}", "8 to 10"
    yield "lines of a function: 90th percentile", f"{quantiles(functions, n=10)[-1]:g}", "under 25"
    yield "lines of a function: longest", str(max(functions)), "under 50"
    yield "lines of a module: median", f"{median(lengths):g}", f"{_SMALL_MODULE} to {_LARGE_MODULE}"
    yield "lines of a module: largest", str(max(lengths)), f"at most {_LARGE_MODULE}"
    yield f"modules under {_SMALL_MODULE} lines", str(sum(length < _SMALL_MODULE for length in lengths)), ""
    yield f"modules over {_LARGE_MODULE} lines", str(sum(length > _LARGE_MODULE for length in lengths)), ""


def main() -> None:
    """Print the table, or the places behind one measure."""
    options = _parse_options()
    root = options.folder.resolve()
    if options.list:
        print(*places(options.list, root), sep="\n")
    else:
        print("| measure | value | target |", "|---|--:|---|", sep="\n")
        print(*(f"| {' | '.join(row)} |" for row in table(root)), sep="\n")


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.structure", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT, help="the root of a checkout")
    parser.add_argument("--list", metavar="MEASURE", choices=[*_MEASURES, *_COMMANDS], help="%(choices)s")
    return parser.parse_args()


if __name__ == "__main__":
    main()

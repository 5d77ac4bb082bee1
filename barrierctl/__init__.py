"""Barrier models in Python: load one, look at it, find its gaps.

    import barrierctl

    model = barrierctl.load("examples/darknet-drug-markets.barrier.yaml")
    for stage in model.stages:
        print(stage.name, len(stage.items))
    for finding in barrierctl.find_gaps(model):
        print(finding.sentence)

A name is imported when it is first used, so that the command line starts fast.
"""

TYPE_CHECKING = False  # `python -m barrierctl` must import nothing before it has left the current folder
if TYPE_CHECKING:
    from barrierctl.config.types import Configuration
    from barrierctl.errors import BarrierctlError, InputError, ModelError, UsageError
    from barrierctl.findings import Finding
    from barrierctl.gaps.agenda import Agenda
    from barrierctl.library import agenda, configure, document, export, find_gaps, load, loads, validate
    from barrierctl.model.model import BarrierModel
    from barrierctl.views.document import Document, Table
    from barrierctl.views.items import items
    from barrierctl.views.matrix import matrix

__version__ = "0.2.0"

__all__ = [
    "Agenda",
    "BarrierModel",
    "BarrierctlError",
    "Configuration",
    "Document",
    "Finding",
    "InputError",
    "ModelError",
    "Table",
    "UsageError",
    "__version__",
    "agenda",
    "configure",
    "document",
    "export",
    "find_gaps",
    "items",
    "load",
    "loads",
    "matrix",
    "validate",
]

_MODULES = {
    "Agenda": "gaps.agenda",
    "BarrierModel": "model.model",
    "BarrierctlError": "errors",
    "Configuration": "config.types",
    "Document": "views.document",
    "Finding": "findings",
    "InputError": "errors",
    "ModelError": "errors",
    "Table": "views.document",
    "UsageError": "errors",
    "items": "views.items",
    "matrix": "views.matrix",
    **dict.fromkeys(
        ("agenda", "configure", "document", "export", "find_gaps", "load", "loads", "validate"), "library"
    ),
}


def __getattr__(name: str) -> object:
    """Import a public name from its module."""
    if name not in _MODULES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(f"barrierctl.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)

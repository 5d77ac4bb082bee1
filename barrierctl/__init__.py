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
    from barrierctl.errors import BarrierctlError, ModelError
    from barrierctl.findings import Finding
    from barrierctl.model.model import BarrierModel
    from barrierctl.pipeline import find_gaps, load
    from barrierctl.views.items import items
    from barrierctl.views.matrix import matrix

__version__ = "0.1.0"

__all__ = [
    "BarrierModel",
    "BarrierctlError",
    "Finding",
    "ModelError",
    "__version__",
    "find_gaps",
    "items",
    "load",
    "matrix",
]

_MODULES = {
    "BarrierModel": "barrierctl.model.model",
    "BarrierctlError": "barrierctl.errors",
    "Finding": "barrierctl.findings",
    "ModelError": "barrierctl.errors",
    "find_gaps": "barrierctl.pipeline",
    "items": "barrierctl.views.items",
    "load": "barrierctl.pipeline",
    "matrix": "barrierctl.views.matrix",
}


def __getattr__(name: str) -> object:
    """Import a public name from its module."""
    if name not in _MODULES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return list(__all__)

"""The rosters: the names in a model that cells may refer to, for lists to choose from."""

from collections.abc import Iterable, Mapping

from barrierctl.messages import catalogue
from barrierctl.model.model import BarrierModel
from barrierctl.resources.vocabulary import Block
from barrierctl.views.document import Roster


def rosters(model: BarrierModel) -> Mapping[Roster, tuple[str, ...]]:
    """Collect the names of each kind, without repeats."""
    measures = (measure.name for objective in model.objectives for measure in objective.measures)
    names = {
        Roster.STAGES: (*(stage.name for stage in model.stages), catalogue().say("views.general")),
        Roster.PARTIES: (party.name for party in model.parties),
        Roster.TARGETS: _labels(model, Block.FACILITATORS, Block.OPPORTUNITIES, Block.SIGNALS),
        Roster.BARRIERS: _labels(model, Block.BARRIERS),
        Roster.OBJECTIVES: (objective.statement for objective in model.objectives),
        Roster.MEASURES: measures,
        Roster.SOURCES: (source.title for source in model.sources),
    }
    return {roster: tuple(dict.fromkeys(each)) for roster, each in names.items()}


def _labels(model: BarrierModel, *blocks: Block) -> Iterable[str]:
    return (item.label for item in model.items if item.block in blocks)

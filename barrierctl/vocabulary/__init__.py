"""The closed lists of the method, once. Their labels and meanings stand in `languages/en.yaml`."""

from enum import StrEnum
from typing import Final

from barrierctl.vocabulary.paper import (
    BLOCKS,
    DOUBTFUL,
    Approach,
    Awareness,
    BarrierType,
    Block,
    Commitment,
    Exchange,
    Industry,
    OpportunityCategory,
    Sector,
    SignalCategory,
    World,
)
from barrierctl.vocabulary.practice import (
    BarrierStatus,
    Certainty,
    Classification,
    LegalBasis,
    Level,
    MeasureStatus,
    Order,
    Setting,
    SourceKind,
    Status,
)

__all__ = [
    "BLOCKS",
    "DOUBTFUL",
    "LISTS",
    "RESERVED_ID",
    "Approach",
    "Awareness",
    "BarrierStatus",
    "BarrierType",
    "Block",
    "Certainty",
    "Classification",
    "Commitment",
    "Exchange",
    "Industry",
    "LegalBasis",
    "Level",
    "MeasureStatus",
    "OpportunityCategory",
    "Order",
    "Sector",
    "Setting",
    "SignalCategory",
    "SourceKind",
    "Status",
    "World",
]

LISTS: Final[dict[str, type[StrEnum]]] = {
    "block": Block,
    "barrier-type": BarrierType,
    "approach": Approach,
    "opportunity-category": OpportunityCategory,
    "signal-category": SignalCategory,
    "sector": Sector,
    "world": World,
    "awareness": Awareness,
    "industry": Industry,
    "commitment": Commitment,
    "exchange": Exchange,
    "legal-basis": LegalBasis,
    "barrier-status": BarrierStatus,
    "measure-status": MeasureStatus,
    "level": Level,
    "setting": Setting,
    "sequence": Order,
    "status": Status,
    "classification": Classification,
    "certainty": Certainty,
    "source-kind": SourceKind,
}
"""Every closed list by its name in the schema's definitions and in the catalogue."""

RESERVED_ID: Final = "general"
"""The id that stands for what holds for the whole process; no thing may take it."""

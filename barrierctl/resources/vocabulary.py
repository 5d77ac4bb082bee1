"""The closed lists of the method. Their labels and meanings are in `languages/en.yaml`.

Sources: EUCPN 2021, section 2.1 (A to E); from practice: CCV and VNG (scope, order), V-BAR and ENAA (status).
The value of a member is its name in small letters, unless it is written here too.
"""

from enum import StrEnum
from typing import Final

Block = StrEnum("Block", "FACILITATORS OPPORTUNITIES SIGNALS PARTNERS BARRIERS")
"""The five building blocks of a barrier model, in the order in which a workshop fills them."""
BLOCKS: Final = tuple(Block)
"""The same as a tuple, which is faster to iterate over for each stage."""

BarrierType = StrEnum(
    "BarrierType",
    {
        "ECONOMIC": "economic",
        "LEGAL": "legal",
        "INFORMATION": "information",
        "CRIMINAL_LAW": "criminal-law",
    },
)
"""The instruments of a barrier: EUCPN 2021, 2.1 E."""
Approach = StrEnum("Approach", "PREVENTIVE REPRESSIVE")
"""Whether a barrier prevents or represses: EUCPN 2021, 2.1 E."""
OpportunityCategory = StrEnum(
    "OpportunityCategory", "INFRASTRUCTURE MATERIALS SERVICES SHIELDING GOVERNMENT RESOURCES"
)
"""The five kinds of opportunity, and resources: EUCPN 2021, 2.1 B."""
SignalCategory = StrEnum("SignalCategory", "FINANCIAL SOCIAL LOGISTICAL PHYSICAL ADMINISTRATIVE")
"""The kinds of signal: EUCPN 2021, 2.1 C."""

Sector = StrEnum("Sector", "PUBLIC PRIVATE SOCIETY")
"""The sector of a partner: EUCPN 2021, 2.1 D."""
World = StrEnum("World", "LEGAL CRIMINAL BOTH")
"""Whether a party is legitimate."""
Awareness = StrEnum("Awareness", "KNOWING UNKNOWING BOTH")
"""Whether a facilitator knows what it supports: EUCPN 2021, 2.1 A."""
Industry = StrEnum(
    "Industry",
    {
        "REAL_ESTATE": "real-estate",
        "TRANSPORT_AND_LOGISTICS": "transport-and-logistics",
        "FINANCIAL_SERVICES": "financial-services",
        "ICT": "ict",
        "OTHER": "other",
    },
)
"""The main facilitating sectors: EUCPN 2021, 2.1 A."""
Commitment = StrEnum("Commitment", "CONFIRMED POSSIBLE UNLIKELY")
"""Whether a partner will cooperate: EUCPN 2021, 2.1 D and 2.2."""
DOUBTFUL: Final = (Commitment.POSSIBLE, Commitment.UNLIKELY)
"""The commitments of a partner who has not confirmed."""
Exchange = StrEnum("Exchange", "POSSIBLE LIMITED IMPOSSIBLE")
"""How far information can be exchanged with the other partners: EUCPN 2021, 2.1 D."""

LegalBasis = StrEnum("LegalBasis", "EXISTS NEEDED NONE")
"""Whether the law or powers that a barrier needs exist."""
BarrierStatus = StrEnum(
    "BarrierStatus",
    {"PROPOSED": "proposed", "AGREED": "agreed", "IN_PLACE": "in-place", "DROPPED": "dropped"},
)
"""The progress of a barrier."""
MeasureStatus = StrEnum(
    "MeasureStatus",
    {"PLANNED": "planned", "IN_PROGRESS": "in-progress", "DONE": "done", "CANCELLED": "cancelled"},
)
"""The progress of a measure or activity of the plan."""

Level = StrEnum("Level", "LOCAL REGIONAL NATIONAL EU INTERNATIONAL")
"""The level of government or area."""
Setting = StrEnum("Setting", "ONLINE OFFLINE BOTH")
"""Where a stage takes place."""
Order = StrEnum("Order", "STRICT LOOSE ALTERNATIVE CYCLIC")
"""How the stages follow each other (key `sequence`)."""
Status = StrEnum("Status", "DRAFT REVIEW PUBLISHED")
"""The progress of the model itself."""
Classification = StrEnum("Classification", "PUBLIC RESTRICTED")
"""Who may see an element."""
Certainty = StrEnum("Certainty", "KNOWN ASSUMED DISPUTED")
"""The certainty of a statement."""
UNCERTAIN: Final = (Certainty.ASSUMED, Certainty.DISPUTED)
"""The certainties of what is not established."""
SourceKind = StrEnum("SourceKind", "REPORT ARTICLE LAW DATA INTERVIEW CASE OTHER")
"""The kind of a source."""

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
"""Every closed list, by its name in the schema and in the catalogue."""

RESERVED_ID: Final = "general"
"""The id of the whole process; no stage may take it."""

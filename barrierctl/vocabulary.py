"""The closed lists of the method. Their labels and meanings are in `languages/en.yaml`.

Sources: EUCPN 2021, section 2.1 (A to E); from practice: CCV and VNG (scope, order), V-BAR and ENAA (status).
"""

from enum import StrEnum
from typing import Final


class Block(StrEnum):
    """The five building blocks of a barrier model, in the order in which a workshop fills them."""

    FACILITATORS = "facilitators"
    OPPORTUNITIES = "opportunities"
    SIGNALS = "signals"
    PARTNERS = "partners"
    BARRIERS = "barriers"


BLOCKS: Final = tuple(Block)
"""The same as a tuple, which is faster to iterate over for each stage."""


class BarrierType(StrEnum):
    """The instruments of a barrier: EUCPN 2021, 2.1 E."""

    ECONOMIC = "economic"
    LEGAL = "legal"
    INFORMATION = "information"
    CRIMINAL_LAW = "criminal-law"


class Approach(StrEnum):
    """Whether a barrier prevents or represses: EUCPN 2021, 2.1 E."""

    PREVENTIVE = "preventive"
    REPRESSIVE = "repressive"


class OpportunityCategory(StrEnum):
    """The five kinds of opportunity, and resources: EUCPN 2021, 2.1 B."""

    INFRASTRUCTURE = "infrastructure"
    MATERIALS = "materials"
    SERVICES = "services"
    SHIELDING = "shielding"
    GOVERNMENT = "government"
    RESOURCES = "resources"


class SignalCategory(StrEnum):
    """The kinds of signal: EUCPN 2021, 2.1 C."""

    FINANCIAL = "financial"
    SOCIAL = "social"
    LOGISTICAL = "logistical"
    PHYSICAL = "physical"
    ADMINISTRATIVE = "administrative"


class Sector(StrEnum):
    """The sector of a partner: EUCPN 2021, 2.1 D."""

    PUBLIC = "public"
    PRIVATE = "private"
    SOCIETY = "society"


class World(StrEnum):
    """Whether a party is legitimate."""

    LEGAL = "legal"
    CRIMINAL = "criminal"
    BOTH = "both"


class Awareness(StrEnum):
    """Whether a facilitator knows what it supports: EUCPN 2021, 2.1 A."""

    KNOWING = "knowing"
    UNKNOWING = "unknowing"
    BOTH = "both"


class Industry(StrEnum):
    """The main facilitating sectors: EUCPN 2021, 2.1 A."""

    REAL_ESTATE = "real-estate"
    TRANSPORT_AND_LOGISTICS = "transport-and-logistics"
    FINANCIAL_SERVICES = "financial-services"
    ICT = "ict"
    OTHER = "other"


class Commitment(StrEnum):
    """Whether a partner will cooperate: EUCPN 2021, 2.1 D and 2.2."""

    CONFIRMED = "confirmed"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


class Exchange(StrEnum):
    """How far information can be exchanged with the other partners: EUCPN 2021, 2.1 D."""

    POSSIBLE = "possible"
    LIMITED = "limited"
    IMPOSSIBLE = "impossible"


DOUBTFUL: Final = (Commitment.POSSIBLE, Commitment.UNLIKELY)
"""The commitments of a partner who has not confirmed."""


class LegalBasis(StrEnum):
    """Whether the law or powers that a barrier needs exist."""

    EXISTS = "exists"
    NEEDED = "needed"
    NONE = "none"


class BarrierStatus(StrEnum):
    """The progress of a barrier."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_PLACE = "in-place"
    DROPPED = "dropped"


class MeasureStatus(StrEnum):
    """The progress of a measure or activity of the plan."""

    PLANNED = "planned"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    CANCELLED = "cancelled"


class Level(StrEnum):
    """The level of government or area."""

    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"
    EU = "eu"
    INTERNATIONAL = "international"


class Setting(StrEnum):
    """Where a stage takes place."""

    ONLINE = "online"
    OFFLINE = "offline"
    BOTH = "both"


class Order(StrEnum):
    """How the stages follow each other (key `sequence`)."""

    STRICT = "strict"
    LOOSE = "loose"
    ALTERNATIVE = "alternative"
    CYCLIC = "cyclic"


class Status(StrEnum):
    """The progress of the model itself."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"


class Classification(StrEnum):
    """Who may see an element."""

    PUBLIC = "public"
    RESTRICTED = "restricted"


class Certainty(StrEnum):
    """The certainty of a statement."""

    KNOWN = "known"
    ASSUMED = "assumed"
    DISPUTED = "disputed"


class SourceKind(StrEnum):
    """The kind of a source."""

    REPORT = "report"
    ARTICLE = "article"
    LAW = "law"
    DATA = "data"
    INTERVIEW = "interview"
    CASE = "case"
    OTHER = "other"


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

"""The closed lists of the paper. Source: EUCPN 2021, section 2.1 (A to E)."""

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
"""The same; whoever goes through them for each stage is faster with these."""


class BarrierType(StrEnum):
    """Instruments: EUCPN 2021, 2.1 E."""

    ECONOMIC = "economic"
    LEGAL = "legal"
    INFORMATION = "information"
    CRIMINAL_LAW = "criminal-law"


class Approach(StrEnum):
    """EUCPN 2021, 2.1 E."""

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
    """EUCPN 2021, 2.1 C."""

    FINANCIAL = "financial"
    SOCIAL = "social"
    LOGISTICAL = "logistical"
    PHYSICAL = "physical"
    ADMINISTRATIVE = "administrative"


class Sector(StrEnum):
    """Where a partner comes from: EUCPN 2021, 2.1 D."""

    PUBLIC = "public"
    PRIVATE = "private"
    SOCIETY = "society"


class World(StrEnum):
    """Whether a party lives by the law."""

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
    """How sure it is that a partner joins in: EUCPN 2021, 2.1 D and 2.2."""

    CONFIRMED = "confirmed"
    POSSIBLE = "possible"
    UNLIKELY = "unlikely"


class Exchange(StrEnum):
    """How far information can be exchanged with the other partners: EUCPN 2021, 2.1 D."""

    POSSIBLE = "possible"
    LIMITED = "limited"
    IMPOSSIBLE = "impossible"


DOUBTFUL: Final = (Commitment.POSSIBLE, Commitment.UNLIKELY)
"""The commitments of a partner on whom nobody can count yet."""

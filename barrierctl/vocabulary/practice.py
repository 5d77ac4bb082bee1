"""The closed lists that practice adds. Source: CCV and VNG (scope, order), V-BAR and ENAA (status)."""

from enum import StrEnum


class LegalBasis(StrEnum):
    """Whether the law or competence that a barrier rests on is there."""

    EXISTS = "exists"
    NEEDED = "needed"
    NONE = "none"


class BarrierStatus(StrEnum):
    """How far a barrier has come."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    IN_PLACE = "in-place"
    DROPPED = "dropped"


class MeasureStatus(StrEnum):
    """How far a measure or activity of the plan has come."""

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
    """How far the model itself has come."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"


class Classification(StrEnum):
    """Who may see it."""

    PUBLIC = "public"
    RESTRICTED = "restricted"


class Certainty(StrEnum):
    """How sure a statement is."""

    KNOWN = "known"
    ASSUMED = "assumed"
    DISPUTED = "disputed"


class SourceKind(StrEnum):
    """What a source is."""

    REPORT = "report"
    ARTICLE = "article"
    LAW = "law"
    DATA = "data"
    INTERVIEW = "interview"
    CASE = "case"
    OTHER = "other"

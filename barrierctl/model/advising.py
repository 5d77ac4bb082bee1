"""Building what follows from a model: recommendations, knowledge gaps, accepted gaps."""

from barrierctl.model.advice import Acceptance, Advice, KnowledgeGap, Recommendation
from barrierctl.model.items import Addresses, described
from barrierctl.model.reader import Reader
from barrierctl.names import slug


def build_recommendation(reader: Reader, addresses: Addresses) -> Recommendation:
    """A group of recommendations."""
    domain = reader.text("domain") or ""
    element = addresses.of(f"recommendations/{slug(domain)}")
    return Recommendation(
        element=element,
        domain=domain,
        target_group=reader.text("target_group") or "",
        items=tuple(_advice(entry, element, addresses) for entry in reader.each("items")),
        **described(reader),
    )


def _advice(reader: Reader, group: str, addresses: Addresses) -> Advice:
    text = reader.text("text") or reader.typed or ""
    return Advice(
        element=addresses.of(f"{group}/{slug(text)}"),
        text=text,
        barriers=reader.references("barriers"),
        addresses=reader.references("addresses"),
        **described(reader),
    )


def build_knowledge_gap(reader: Reader, addresses: Addresses) -> KnowledgeGap:
    """A knowledge gap."""
    name = reader.text("name") or reader.typed or ""
    return KnowledgeGap(
        element=addresses.of(f"knowledge-gaps/{slug(name)}"),
        name=name,
        stages=reader.references("stages"),
        barriers=reader.references("barriers"),
        measures=reader.references("measures"),
        **described(reader),
    )


def build_acceptance(reader: Reader) -> Acceptance:
    """An accepted gap."""
    return Acceptance(
        rule=reader.text("rule") or "",
        rule_span=reader.value_span("rule"),
        span=reader.span,
        path=reader.path,
        at=reader.references("at")[:1],
        reason=reader.text("reason"),
        by=reader.text("by"),
        until=reader.day("until"),
    )

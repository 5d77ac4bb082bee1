"""The registry of gap rules. A new rule needs a function, a record and one line here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from barrierctl.dataclass import replace
from barrierctl.findings import Violation
from barrierctl.gaps import balance, coverage, links, plan, reliance, upkeep, wording
from barrierctl.gaps.helpers import BARRIER_LINK_KEYS, RuleContext
from barrierctl.gaps.helpers import links as find_links
from barrierctl.model.model import BarrierModel
from barrierctl.resources.vocabulary import Approach, BarrierType, Block


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, and when it does not apply.

    Attributes:
        id: stable.
        function: finds the violations, each without the rule's id.
        dated: whether the function takes the context too.
        needs: keys of links; the rule does not apply to a model without any of them.
        of_plan: whether it looks at the plan alone, and so finds nothing without an objective.
        superseded_by: the rule that reports in its place if both find the same.
    """

    id: str
    function: Callable[..., Iterator[Violation]]
    dated: bool = False
    needs: tuple[str, ...] = ()
    of_plan: bool = False
    superseded_by: str | None = None

    def applies_to(self, model: BarrierModel) -> bool:
        """Return whether the model has the links that the rule needs."""
        return not self.needs or any(find_links(model, *self.needs))

    def violations(self, model: BarrierModel, context: RuleContext) -> Iterator[Violation]:
        """Find the violations of the rule, with its id."""
        if self.of_plan and not model.objectives:
            return iter(())
        found = self.function(model, context) if self.dated else self.function(model)
        return (replace(violation, rule=self.id) for violation in found)


_EMPTY = "stage-empty"
_AWAY = "barrier-away-from-its-target"
_TARGETS = ("targets", "addresses")

RULES: Final = (
    Rule(_EMPTY, coverage.stage_empty),
    Rule(
        "stage-without-barriers", partial(coverage.stage_without, block=Block.BARRIERS), superseded_by=_EMPTY
    ),
    Rule(
        "stage-without-partners", partial(coverage.stage_without, block=Block.PARTNERS), superseded_by=_EMPTY
    ),
    Rule("stage-without-signals", partial(coverage.stage_without, block=Block.SIGNALS), superseded_by=_EMPTY),
    Rule(
        "stage-without-facilitators",
        partial(coverage.stage_without, block=Block.FACILITATORS),
        superseded_by=_EMPTY,
    ),
    Rule(
        "stage-without-opportunities",
        partial(coverage.stage_without, block=Block.OPPORTUNITIES),
        superseded_by=_EMPTY,
    ),
    Rule("stage-with-unconfirmed-partners-only", coverage.stage_with_unconfirmed_partners_only),
    Rule("stage-with-one-partner", coverage.stage_with_one_partner),
    Rule("stage-without-public-partner", coverage.stage_without_public_partner),
    Rule("stage-depends-on-new-powers", reliance.stage_depends_on_new_powers),
    Rule("no-links", links.no_links),
    Rule("barrier-without-owner", links.barrier_without_owner, needs=("owner",)),
    Rule("owner-not-partner", reliance.owner_not_partner),
    Rule("owner-doubtful", reliance.owner_doubtful),
    Rule("addressee-not-partner", reliance.addressee_not_partner, superseded_by=_AWAY),
    Rule("opportunity-without-barrier", links.opportunity_without_barrier),
    Rule("facilitator-without-barrier", links.facilitator_without_barrier),
    Rule("barrier-without-target", links.barrier_without_target, needs=_TARGETS),
    Rule(_AWAY, links.barrier_away_from_its_target),
    Rule("signal-nobody-sees", links.signal_nobody_sees, needs=("seen_by",)),
    Rule("signal-without-recipient", links.signal_without_recipient),
    Rule("partner-without-role", links.partner_without_role, needs=BARRIER_LINK_KEYS),
    Rule("facilitator-could-be-partner", links.facilitator_could_be_partner),
    Rule("party-unused", links.party_unused),
    Rule("no-fallback", reliance.no_fallback),
    Rule(
        "partner-unlikely-to-cooperate",
        reliance.partner_unlikely_to_cooperate,
        superseded_by="no-fallback",
    ),
    Rule("items-not-classified", balance.items_not_classified),
    Rule("barrier-types-missing", balance.barrier_types_missing),
    Rule("barriers-in-one-stage", balance.barriers_in_one_stage),
    Rule("barriers-of-one-type", partial(balance.mostly, key="types", kinds=BarrierType)),
    Rule("mostly-repressive", partial(balance.mostly, key="approach", kinds=[Approach.REPRESSIVE])),
    Rule("mostly-preventive", partial(balance.mostly, key="approach", kinds=[Approach.PREVENTIVE])),
    Rule("signals-of-one-category", balance.signals_of_one_category),
    Rule("legal-basis-needed", balance.legal_basis_needed),
    Rule("exchange-impossible", reliance.exchange_impossible),
    Rule("barriers-not-prioritised", balance.barriers_not_prioritised),
    Rule("priorities-incomplete", balance.priorities_incomplete),
    Rule("one-owner-for-most", balance.one_owner_for_most),
    Rule("displacement-not-considered", balance.displacement_not_considered),
    Rule(
        "side-effects-not-considered",
        balance.side_effects_not_considered,
        superseded_by="displacement-not-considered",
    ),
    Rule("no-plan", plan.no_plan),
    Rule("plan-without-coordinator", plan.plan_without_coordinator, of_plan=True),
    Rule("plan-without-evaluation", plan.plan_without_evaluation, of_plan=True),
    Rule("objective-not-measurable", plan.objective_not_measurable, of_plan=True),
    Rule("objective-without-measures", plan.objective_without_measures, of_plan=True),
    Rule("measure-without-owner", plan.measure_without_owner, of_plan=True),
    Rule("measure-without-date", plan.measure_without_date, of_plan=True),
    Rule("measure-overdue", plan.measure_overdue, dated=True, of_plan=True),
    Rule("measure-not-linked", plan.measure_not_linked, of_plan=True),
    Rule("agreed-barrier-without-measure", plan.agreed_barrier_without_measure, of_plan=True),
    Rule("recommendation-without-barrier", plan.recommendation_without_barrier),
    Rule("barrier-in-no-recommendation", plan.barrier_in_no_recommendation),
    Rule("review-overdue", upkeep.review_overdue, dated=True),
    Rule("never-reviewed", upkeep.never_reviewed, dated=True),
    Rule("model-without-sources", upkeep.model_without_sources),
    Rule("items-without-source", upkeep.items_without_source),
    Rule("disputed-or-assumed", upkeep.disputed_or_assumed),
    Rule("open-knowledge-gap", upkeep.open_knowledge_gap),
    Rule("translation-missing", upkeep.translation_missing),
    Rule("similar-items", wording.similar_items),
    Rule("party-written-twice", wording.party_written_twice),
    Rule("party-named-as-barrier", wording.party_named_as_barrier),
    Rule("several-items-in-one", wording.several_items_in_one),
    Rule("restricted-name-in-public-text", wording.restricted_name_in_public_text),
    Rule("cut-off-name", wording.cut_off_name),
)
"""In the order of the rules' page."""

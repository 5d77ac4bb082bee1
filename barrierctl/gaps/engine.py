"""Select, run, accept: the faults that the rules see in one model."""

from collections.abc import Callable, Collection, Iterable

from barrierctl.findings import Fault
from barrierctl.gaps import Context
from barrierctl.gaps.custom_rules import HouseRule
from barrierctl.gaps.registry import RULES, Rule
from barrierctl.limits import enough, first_of_each
from barrierctl.messages import is_gap
from barrierctl.model.model import BarrierModel
from barrierctl.suppressions import Grant, Sightings, accept, complaints, grants


def run(
    model: BarrierModel,
    context: Context,
    wanted: Callable[[str], bool] = lambda _: True,
    noticed: Collection[Fault] | None = None,
    house: Iterable[HouseRule] = (),
) -> list[Fault]:
    """Run the rules on a valid model; what the model accepts is marked, not left out.

    Args:
        model: without errors.
        context: what the rules may know beside it.
        wanted: whether a rule, by its id, is to run.
        noticed: the warnings of `validate`, which can be accepted too; None where they were not looked for.
        house: rules of a configuration, beside those of the registry.
    """
    granted = grants(model)
    first = iter if granted else enough  # what is accepted may hide what is not
    every = (*RULES, *(Rule(rule.id, dated=rule.sightings) for rule in house))
    chosen = [rule for rule in every if wanted(rule.id) and rule.is_heard(model)]
    found = [fault for rule in chosen for fault in first(rule.sightings(model, context))]
    seen = Sightings([*found, *(noticed or ())])
    said = _had_its_say(chosen, found, seen, unheard=noticed is None)
    upkeep = complaints(granted, seen, context.today, said)
    heard = (fault for fault in upkeep if wanted(fault.rule))
    return list(first_of_each([*accept(found, granted, context.today), *heard]))


def _had_its_say(
    chosen: list[Rule], found: list[Fault], seen: Sightings, *, unheard: bool
) -> Callable[[Grant], bool]:
    """Whether the rule that an acceptance names ran, and nothing silenced it there."""
    rules = {rule.id: rule for rule in chosen}
    one_for_many = {fault.rule for fault in found if "count" in fault.parameters}

    def said(grant: Grant) -> bool:
        rule = rules.get(grant.rule)
        if rule is None:
            return not (unheard or is_gap(grant.rule))
        other = rule.instead is not None and seen.has(rule.instead, grant.elements)
        return rule.id not in one_for_many and not other

    return said

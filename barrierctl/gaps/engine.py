"""Select, run, accept: the violations that the rules see in one model."""

from collections.abc import Callable, Collection, Iterable

from barrierctl.findings import Violation
from barrierctl.gaps import Context
from barrierctl.gaps.custom_rules import CustomRule
from barrierctl.gaps.registry import RULES, Rule
from barrierctl.limits import cap, cap_one_rule
from barrierctl.messages import is_gap
from barrierctl.model.model import BarrierModel
from barrierctl.suppressions import Suppression, ViolationIndex, accept, grants, suppression_problems


def run(
    model: BarrierModel,
    context: Context,
    wanted: Callable[[str], bool] = lambda _: True,
    noticed: Collection[Violation] | None = None,
    house: Iterable[CustomRule] = (),
) -> list[Violation]:
    """Run the rules on a valid model; what the model accepts is marked, not left out.

    Args:
        model: without errors.
        context: what the rules may know beside it.
        wanted: whether a rule, by its id, is to run.
        noticed: the warnings of `validate`, which can be accepted too; None where they were not looked for.
        house: rules of a configuration, beside those of the registry.
    """
    granted = grants(model)
    first = iter if granted else cap_one_rule  # what is accepted may hide what is not
    every = (*RULES, *(Rule(rule.id, dated=rule.sightings) for rule in house))
    chosen = [rule for rule in every if wanted(rule.id) and rule.is_heard(model)]
    found = [violation for rule in chosen for violation in first(rule.sightings(model, context))]
    seen = ViolationIndex([*found, *(noticed or ())])
    said = _had_its_say(chosen, found, seen, unheard=noticed is None)
    upkeep = suppression_problems(granted, seen, context.today, said)
    heard = (violation for violation in upkeep if wanted(violation.rule))
    return list(cap([*accept(found, granted, context.today), *heard]))


def _had_its_say(
    chosen: list[Rule], found: list[Violation], seen: ViolationIndex, *, unheard: bool
) -> Callable[[Suppression], bool]:
    """Whether the rule that an acceptance names ran, and nothing silenced it there."""
    rules = {rule.id: rule for rule in chosen}
    one_for_many = {violation.rule for violation in found if violation.joined}

    def said(grant: Suppression) -> bool:
        rule = rules.get(grant.rule)
        if rule is None:
            return not (unheard or is_gap(grant.rule))
        other = rule.instead is not None and seen.has(rule.instead, grant.elements)
        return rule.id not in one_for_many and not other

    return said

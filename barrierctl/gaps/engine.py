"""Select, run, suppress: the violations that the rules find in one model."""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from barrierctl.dataclass import replace
from barrierctl.findings import Violation, cap, cap_one_rule
from barrierctl.gaps.helpers import RuleContext
from barrierctl.gaps.registry import RULES, Rule
from barrierctl.messages import is_gap, record, rule_ids
from barrierctl.model.model import BarrierModel
from barrierctl.suppressions import (
    Suppression,
    ViolationIndex,
    suppress,
    suppression_problems,
    suppressions_of,
)

if TYPE_CHECKING:
    from barrierctl.gaps.custom_rules import CustomRule


def run(
    model: BarrierModel,
    context: RuleContext,
    selected: Callable[[str], bool] = lambda _: True,
    warnings: Collection[Violation] | None = None,
    custom_rules: "Iterable[CustomRule]" = (),
) -> list[Violation]:
    """Run the rules on a valid model; what the model accepts is marked, not left out.

    Args:
        model: without errors.
        context: what the rules may know besides the model.
        selected: whether a rule, by its id, is to run.
        warnings: those of `validate`, which can be accepted too; None if they were not looked for.
        custom_rules: rules of a configuration, beside those of the registry.
    """
    suppressions = suppressions_of(model)
    first = iter if suppressions else cap_one_rule  # what is accepted may hide what is not
    every = (*RULES, *(Rule(rule.id, rule.violations) for rule in custom_rules))
    rules = {rule.id: rule for rule in every if selected(rule.id) and rule.applies_to(model)}
    found = [violation for rule in rules.values() for violation in first(rule.violations(model, context))]
    if not suppressions:
        return list(cap(found))
    marked = list(suppress(found, suppressions, context.today))
    index = ViolationIndex([*marked, *suppress(warnings or (), suppressions, context.today)])
    joined = {violation.rule for violation in found if violation.joined}

    def was_checked(suppression: Suppression) -> bool:
        """Whether its rule ran, and no other rule reported in its place there."""
        rule = rules.get(suppression.rule)
        if rule is None:
            return warnings is not None and not is_gap(suppression.rule)
        superseded = rule.superseded_by is not None and index.has(rule.superseded_by, suppression.elements)
        is_comment = suppression.accepted.how == "comment"
        return (is_comment or rule.id not in joined) and not superseded

    problems = suppression_problems(suppressions, index, context.today, was_checked)
    reported = (violation for violation in problems if selected(violation.rule))
    return list(cap([*marked, *reported]))


def in_the_words_of(translated: Iterable[Violation], found: Iterable[Violation]) -> list[Violation]:
    """Put the violations of a model in the words of the same ones in a translation of it.

    The rules about wording are for the author: what they find in one of the two only is left out.
    """
    twins: defaultdict[tuple[object, ...], deque[Violation]] = defaultdict(deque)
    for violation in translated:
        twins[_place(violation)].append(violation)
    worded = []
    for violation in found:
        if same := twins[_place(violation)]:
            worded.append(replace(same.popleft(), subject=violation.subject))
        elif violation.rule not in rule_ids() or record(violation.rule).family != "wording":
            worded.append(violation)
    return worded


def _place(violation: Violation) -> tuple[object, ...]:
    return violation.rule, violation.variant, violation.span, violation.path

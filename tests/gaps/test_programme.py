"""The programme of a workshop: what happens when."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from barrierctl.gaps.agenda import QUESTIONS, Question
from barrierctl.gaps.programme import Part, plan_programme
from barrierctl.limits import MAX_WORKSHOP, MIN_WORKSHOP

PAUSES = (Part.BREAK, Part.LUNCH)
DURATIONS = st.integers(MIN_WORKSHOP, MAX_WORKSHOP)
COUNTS = st.integers(0, len(QUESTIONS))


def questions(count: int) -> list[Question]:
    return [
        Question(number=at, topic=topic, groups=(), language="en")
        for at, topic in enumerate(QUESTIONS[:count], start=1)
    ]


@given(duration=DURATIONS, count=COUNTS)
def test_the_minutes_sum_to_the_duration(duration: int, count: int) -> None:
    slots = plan_programme(questions(count), duration).slots
    assert sum(slot.minutes for slot in slots) == duration
    assert slots[0].start == 0
    assert all(after.start == before.start + before.minutes for before, after in pairwise(slots))


@given(duration=DURATIONS, count=COUNTS)
def test_each_question_has_its_minutes_or_is_left(duration: int, count: int) -> None:
    programme = plan_programme(questions(count), duration)
    asked = [slot for slot in programme.slots if slot.question]
    numbers = [slot.question.number for slot in asked if slot.question]
    numbers += [question.number for question in programme.left]
    assert numbers == list(range(1, count + 1))
    minutes = [slot.minutes for slot in asked]
    assert minutes == sorted(minutes, reverse=True)
    assert all(each >= 10 for each in minutes)
    assert asked or not count


@given(duration=DURATIONS, count=COUNTS)
def test_a_workshop_opens_with_the_picture_and_ends_with_decisions(duration: int, count: int) -> None:
    parts = [slot.part for slot in plan_programme(questions(count), duration).slots]
    work = [part for part in parts if part not in PAUSES]
    assert work[:2] == [Part.WELCOME, Part.PICTURE]
    assert work[-2:] == [Part.DECISIONS, Part.WRAP_UP]
    assert parts[0] not in PAUSES
    assert parts[-1] not in PAUSES
    assert not any({before, after} <= {*PAUSES} for before, after in pairwise(parts))


@pytest.mark.parametrize(
    ("duration", "breaks", "lunches"),
    [(60, 0, 0), (119, 0, 0), (120, 1, 0), (180, 1, 0), (360, 2, 1), (480, 2, 1)],
)
def test_a_long_workshop_has_breaks(duration: int, breaks: int, lunches: int) -> None:
    parts = [slot.part for slot in plan_programme(questions(5), duration).slots]
    assert (parts.count(Part.BREAK), parts.count(Part.LUNCH)) == (breaks, lunches)

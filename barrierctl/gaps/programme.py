"""The programme of a workshop: the questions of an agenda on a clock, the most important ones first."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from barrierctl.dataclass import frozen
from barrierctl.gaps.agenda import Question

WORKSHOP: Final = 180
"""The minutes of a workshop, if nothing else is asked for."""
_STEP: Final = 5  # minutes; all parts but the last one are multiples of it
_LEAST: Final = 10  # minutes for a question
_USUAL: Final = 15  # minutes for a question, by which the number of questions is chosen
_MOST: Final = 45  # minutes for a question; after that, a group turns in circles
_BREAK, _LUNCH = 15, 45
_WITH_BREAK, _WITH_LUNCH = 120, 360  # minutes from which on there is one
_MOST_BREAKS: Final = 3


class Part(StrEnum):
    """What a group does for some minutes."""

    WELCOME = "welcome"
    PICTURE = "picture"
    QUESTION = "question"
    BREAK = "break"
    LUNCH = "lunch"
    DECISIONS = "decisions"
    WRAP_UP = "wrap_up"


_SHARES: Final = {
    Part.WELCOME: (12, 20),
    Part.PICTURE: (9, 30),
    Part.DECISIONS: (6, 60),
    Part.WRAP_UP: (18, 20),
}
"""What fraction of the workshop each part takes, and how many minutes at most."""


@frozen
class Slot:
    """A part of the programme, with its first minute and its length; a question has its own text."""

    part: Part
    minutes: int
    start: int = 0
    question: Question | None = None


@frozen
class Programme:
    """What happens when, and the questions for which there is no time."""

    slots: tuple[Slot, ...]
    left: tuple[Question, ...]


def plan_programme(questions: Sequence[Question], duration: int) -> Programme:
    """Share out the minutes of a workshop; those of all slots sum to *duration*.

    Source: the workshop of docs/method.md, for a group that has a model already.
    """
    pauses = _pauses(duration)
    minutes = {
        part: max(_STEP, round(min(duration / share, most) / _STEP) * _STEP)
        for part, (share, most) in _SHARES.items()
    }
    room = duration - sum(pauses) - sum(minutes.values())
    asked = questions[: room // _USUAL]
    shared = _share_out(room - room % _STEP, len(asked))
    minutes[Part.WRAP_UP] += room % _STEP
    minutes[Part.DECISIONS] += room - room % _STEP - sum(shared)
    slots = [
        Slot(part=Part.WELCOME, minutes=minutes[Part.WELCOME]),
        Slot(part=Part.PICTURE, minutes=minutes[Part.PICTURE]),
        *(
            Slot(part=Part.QUESTION, minutes=each, question=question)
            for question, each in zip(asked, shared, strict=True)
        ),
        Slot(part=Part.DECISIONS, minutes=minutes[Part.DECISIONS]),
        Slot(part=Part.WRAP_UP, minutes=minutes[Part.WRAP_UP]),
    ]
    return Programme(slots=_on_the_clock(_with_pauses(slots, pauses)), left=tuple(questions[len(asked) :]))


def _pauses(duration: int) -> list[int]:
    """The minutes of each break; of a long day, the middle one is lunch."""
    pauses = [_BREAK] * min(duration // _WITH_BREAK, _MOST_BREAKS)
    if duration >= _WITH_LUNCH:
        pauses[len(pauses) // 2] = _LUNCH
    return pauses


def _share_out(room: int, count: int) -> list[int]:
    """Share out minutes among questions, more to the first ones."""
    if not count:
        return []
    steps = (room - count * _LEAST) // _STEP
    weights = range(count, 0, -1)
    exact = [steps * weight / sum(weights) for weight in weights]
    shares = [int(each) for each in exact]
    order = sorted(range(count), key=lambda at: shares[at] - exact[at])
    for at in order[: steps - sum(shares)]:
        shares[at] += 1
    return [min(_LEAST + share * _STEP, _MOST) for share in shares]


def _with_pauses(slots: Sequence[Slot], pauses: Sequence[int]) -> list[Slot]:
    """Put each break between two parts, as near as possible to where it divides the time evenly."""
    starts = [slot.start for slot in _on_the_clock(slots)]
    total = starts[-1] + slots[-1].minutes
    place, chosen = 0, {}
    for at, minutes in enumerate(pauses, start=1):
        target = total * at / (len(pauses) + 1)
        free = range(place + 1, len(slots) - len(pauses) + at)  # each later break has a place too
        place = min(free, key=lambda place: abs(starts[place] - target))
        chosen[place] = Slot(part=Part.LUNCH if minutes == _LUNCH else Part.BREAK, minutes=minutes)
    return [
        each for at, slot in enumerate(slots) for each in ([chosen[at], slot] if at in chosen else [slot])
    ]


def _on_the_clock(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Give each part its first minute."""
    timed, start = [], 0
    for slot in slots:
        timed.append(Slot(part=slot.part, minutes=slot.minutes, start=start, question=slot.question))
        start += slot.minutes
    return tuple(timed)

"""An item as an entry: its state, and what a reader may filter on."""

from collections.abc import Mapping

from barrierctl.document import Entry, State
from barrierctl.languages import catalogue
from barrierctl.model.barrier_model import BarrierModel
from barrierctl.model.parts import Barrier, Item, Partner, Party
from barrierctl.views.labels import block_label
from barrierctl.vocabulary import DOUBTFUL

_PARTIES = ("party", "owner", "helped_by", "addresses", "seen_by")


def item_entry(model: BarrierModel, item: Item, text: str = "") -> Entry:
    """An item under its own label, or in other words."""
    state, mark = _state(model, item)
    return Entry(
        text=text or item.label, state=state, mark=mark, element=item.element, facets=facets(model, item)
    )


def facets(model: BarrierModel, item: Item) -> Mapping[str, tuple[str, ...]]:
    """What a reader may filter on; a name is left out where nothing is told."""
    words = catalogue()
    told = {
        "party": _parties(model, item),
        "block": (block_label(model, item.block),),
        "level": (words.label("level", item.level),) if isinstance(item, Barrier) and item.level else (),
        "certainty": (words.label("certainty", item.certainty),) if item.certainty else (),
    }
    return {name: texts for name, texts in told.items() if texts}


def _state(model: BarrierModel, item: Item) -> tuple[State, str]:
    match item:
        case Partner():
            commitment = model.facts_of(item).commitment
            if commitment in DOUBTFUL:
                return State.DOUBTFUL, catalogue().say(f"views.{commitment}")
        case Barrier(counts=False):
            return State.DROPPED, catalogue().say("views.dropped")
        case _:
            pass
    return State.PLAIN, ""


def _parties(model: BarrierModel, item: Item) -> tuple[str, ...]:
    """Every party that the item is or names, each once."""
    own = model.party_of(item)
    named = (link.target for link in model.links_of(item, *_PARTIES))
    parties = [own, *named] if own else [*named]
    return tuple(dict.fromkeys(party.name for party in parties if isinstance(party, Party)))

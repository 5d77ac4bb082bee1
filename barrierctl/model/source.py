"""What a model rests on: a report, an article, a law or a case."""

from barrierctl import vocabulary as voc
from barrierctl.frozen import frozen
from barrierctl.model.parts import Element


@frozen
class Source(Element):
    """Something that the model rests on."""

    id: str
    title: str
    authors: tuple[str, ...] = ()
    kind: voc.SourceKind | None = None
    url: str | None = None
    date: str | None = None

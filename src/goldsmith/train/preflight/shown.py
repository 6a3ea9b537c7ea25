"""Training rows as the model sees them: decoded tokens, and which of them are learned."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from goldsmith.train.preflight.found import Piece, Shown
from goldsmith.train.preflight.prepared import Document, Ids

MOST = 240
"""Tokens of a part that are shown; of a longer one its beginning and its end."""


def shown(document: Document, tokenizer: Any, why: str) -> Shown:
    """A document as it is shown."""
    pieces: list[Piece] = []
    for ids, learned in ((document.context, False), (document.learned, True), (document.rest, False)):
        pieces += _cut(ids, tokenizer, learned=learned)
    return Shown(why, _size(document), len(document.learned), tuple(pieces))


def _cut(ids: Ids, tokenizer: Any, *, learned: bool) -> Sequence[Piece]:
    if not len(ids):
        return ()
    if len(ids) <= MOST:
        return (Piece(tokenizer.decode(ids.tolist()), learned),)
    begins, ends = ids[: MOST // 2].tolist(), ids[-MOST // 2 :].tolist()
    return (
        Piece(tokenizer.decode(begins), learned),
        Piece("", learned, len(ids) - len(begins) - len(ends)),
        Piece(tokenizer.decode(ends), learned),
    )


class Picked:
    """Keeps three documents of all that pass: the first, the longest, and the first of the mix, or else the shortest."""

    def __init__(self, mix: Collection[int]) -> None:
        self.mix = mix
        self.kept: dict[str, Document] = {}

    def passing(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The documents as they come."""
        for place, document in enumerate(documents):
            self._look(place, document)
            yield document

    def _look(self, place: int, document: Document) -> None:
        size = _size(document)
        self.kept.setdefault("first", document)
        if place in self.mix:
            self.kept.setdefault("mix", document)
        for why, better in (("longest", 1), ("shortest", -1)):
            if why not in self.kept or better * size > better * _size(self.kept[why]):
                self.kept[why] = document

    def shown(self, tokenizer: Any) -> tuple[Shown, ...]:
        """Those kept."""
        third = "mix" if "mix" in self.kept else "shortest"
        return tuple(shown(self.kept[why], tokenizer, why) for why in ("first", "longest", third) if why in self.kept)


def _size(document: Document) -> int:
    return len(document.context) + len(document.learned) + len(document.rest)

"""Whether an answer gives the one value of its facts: as the source shows it, in its unit, with its footnotes, and no more."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.units import FOLD, Unit, unit_at
from goldsmith.schemas.answers import answer_words
from goldsmith.validators.manual.quantified import differing
from goldsmith.validators.manual.shown import on_one_line
from goldsmith.validators.manual.sources import Source
from goldsmith.validators.manual.wording import WORD, mere, without

BOUNDING = re.compile(r"\b(from|to|by|at|under)[ (]*$", re.IGNORECASE)
"""Words before a value that may make a limit of it, such as "under 45 Nm"."""


class Said(NamedTuple):
    """An answer in parts: what leads to the value, the value, the unit that a heading gives it, and what follows."""

    lead: str
    value: str
    unit: Unit | None
    tail: str


def judged(answer: str, sources: Sequence[Source], names: Sequence[str]) -> Iterator[Verdict]:
    """Every check of an answer that gives a value; `sources` are those of facts that say the same."""
    text, notes = on_one_line(answer), _notes(sources)
    found = said(text, sources[0], names, notes)
    for source in sources:
        yield from differing(source, found.value, found.unit)
    yield from footnotes(found.tail, notes)
    yield from mere(found.lead, names)
    yield from mere(found.tail, (*notes, *(name for name in names if WORD.search(name))))
    if bounded := BOUNDING.search(without(found.lead, names)):
        yield Verdict(False, "answer_words", f"{bounded[1]!r} before {found.value!r} may bound it")


def shown(answer: str, source: Source) -> bool:
    """Whether an answer shows the value of a source somewhere."""
    text = on_one_line(answer)
    return any(True for _ in _places(text, source))


def footnotes(tail: str, notes: Sequence[str]) -> Iterator[Verdict]:
    """Every footnote of the value stands behind it, once."""
    for note in notes:
        times = tail.casefold().count(note.casefold())
        if times != sum(other.casefold().count(note.casefold()) for other in notes):
            yield Verdict(False, "footnotes_are_kept", f"the footnote {note!r} stands {times} times in {tail!r}")


def _notes(sources: Sequence[Source]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for source in sources for note in source.notes))


def said(text: str, source: Source, names: Sequence[str], notes: Sequence[str]) -> Said:
    """The parts of an answer: around the value as the source shows it, else around what no other part accounts for."""
    found = [_parted(text, start, end, source) for start, end in _places(text, source)]
    plain = [one for one in found if not any(mere(one.lead, names))]
    return plain[0] if plain else found[0] if found else _stripped(text, names, notes)


def _places(text: str, source: Source) -> Iterator[tuple[int, int]]:
    """Where a value stands in a text, not as a part of a longer word or number."""
    found = source.pattern.search(text)
    while found is not None:
        before, behind = text[: found.start()][-2:][::-1], text[found.end() :][:2]
        if not (_clings(before, found[0][0]) or _clings(behind, found[0][-1])):
            yield found.span()
        found = source.pattern.search(text, found.start() + 1)


def _clings(beside: str, edge: str) -> bool:
    """Whether what stands beside a value goes on with it: a letter, a digit, or a mark and a digit; inwards first."""
    if not beside or not (edge.isalnum() or edge in ".°²³%"):
        return False
    return beside[0].isalnum() or (beside[0] in ".,'-" and beside[1:].isalnum())


def _parted(text: str, start: int, end: int, source: Source) -> Said:
    unit = unit_at(text.translate(FOLD), end + text.startswith(" ", end)) if source.unit else None
    behind = unit[1] if unit else end
    return Said(text[:start], text[start:end], unit[0] if unit else None, text[behind:])


def _stripped(text: str, names: Sequence[str], notes: Sequence[str]) -> Said:
    """The parts of an answer that does not show the value: known words are taken from both of its ends."""
    at = min((place for note in notes if (place := text.casefold().find(note.casefold())) >= 0), default=len(text))
    body = text[:at]
    named = "|".join(re.escape(name) for name in sorted({*names} - {""}, key=len, reverse=True))
    known = re.compile(rf"(?:(?:{named})(?!\w)|(?P<word>{WORD.pattern})(?!\w))[ .,:;()]*", re.IGNORECASE)
    start = 0
    while (word := known.match(body, start)) and (
        word["word"] is None or word["word"].lower() in answer_words().answering
    ):
        start = word.end()
    end = len(body.rstrip(" .,;:()"))
    return Said(text[:start], body[start:end] or body, None, text[max(start, end) :])

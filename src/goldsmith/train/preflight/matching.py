"""Which row a prepared sequence is, and what it teaches that the row does not say."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from goldsmith.train.examples import TrainingExample
from goldsmith.train.preflight.prepared import Document
from goldsmith.train.preflight.wording import End, Unframed, Wording
from goldsmith.validators.digests import short

SHOWN = 60
"""Characters of a text that is shown as evidence."""


@dataclass(frozen=True, slots=True)
class Read:
    """A sequence as text; `unknown` is the unknown token where its prompt holds it, else empty."""

    document: Document
    context: str
    learned: str
    unknown: str = ""

    def after(self, prompt: str) -> bool:
        """Whether what is read is this prompt, or has an unknown token in place of what the vocabulary lacks."""
        if not self.unknown:
            return self.context == prompt
        known = map(re.escape, self.context.split(self.unknown))
        return re.fullmatch(".*".join(known), prompt, re.DOTALL) is not None


class InOrder:
    """Sequences that stand as the rows do."""

    def __init__(self, rows: Sequence[TrainingExample], wording: Wording) -> None:
        self.rows = rows
        self.wording = wording
        self.place = -1
        self.missed: list[int] = []
        self.end: End | None = None

    def row_of(self, read: Read) -> tuple[int, str, str]:
        """The place of the next row, its id, and what is wrong."""
        self.place += 1
        row, self.end = self.rows[self.place], None
        try:
            prompt, answer, self.end = self.wording.of(row)
            reason = _differs(read, prompt, answer, self.end)
        except (Unframed, TypeError) as error:
            reason = str(error)
        if reason:
            self.missed.append(self.place)
        return self.place, row.id, reason

    def ended(self, read: Read) -> bool:
        """Whether the learned tokens of the sequence just told of end with the end of a turn."""
        return self.end is not None and self.end.ends(read.learned)

    def left(self) -> list[int]:
        """The places of rows whose sequence is another."""
        return self.missed


class ByText:
    """Sequences in any order, of which some may be missing: each belongs to the row that reads as it does."""

    def __init__(self, rows: Sequence[TrainingExample], wording: Wording) -> None:
        self.rows = rows
        self.told = 0
        self.waiting: dict[int, list[int]] = defaultdict(list)
        self.ends: set[End] = set()
        for place, row in enumerate(rows):
            try:
                prompt, answer, end = wording.of(row)
            except (Unframed, TypeError):
                self.waiting[-1].append(place)  # no digest is below 0
                continue
            self.ends.add(end)
            self.waiting[_key(prompt, answer)].append(place)

    def row_of(self, read: Read) -> tuple[int, str, str]:
        """The place and id of the row that reads so; else -1 and what the sequence teaches."""
        self.told += 1
        for text in {text for end in self.ends for text in (end.text, end.stop) if read.learned.endswith(text)}:
            if places := self.waiting.get(_key(read.context, read.learned.removesuffix(text))):
                place = places.pop(0)
                return place, self.rows[place].id, ""
        learned = (
            f"what is learned, {read.learned[:SHOWN]!r}, is no row's answer" if read.learned else "nothing is learned"
        )
        return -1, f"sequence {self.told}", f"{learned}; it is read after {read.context[-SHOWN:]!r}"

    def ended(self, read: Read) -> bool:
        """Whether the learned tokens of a sequence end with the end of a turn."""
        return any(end.ends(read.learned) for end in self.ends)

    def left(self) -> list[int]:
        """The places of rows of which there is no sequence."""
        return sorted(place for places in self.waiting.values() for place in places)


def _key(prompt: str, answer: str) -> int:
    return short(f"{prompt}\0{answer}")


def _differs(read: Read, prompt: str, answer: str, end: End) -> str:
    """What a sequence teaches that its row does not say; empty where it is the row."""
    if not read.learned:
        return "nothing is learned"
    same = read.after(prompt)
    if end.follows(read.learned, answer) and same:
        return ""
    if len(read.context) < len(prompt) and prompt.startswith(read.context):
        return f"the prompt is learned, from {prompt[len(read.context) :][:SHOWN]!r} on"
    if not same and read.context.startswith(prompt):
        return f"the beginning of the answer, {read.context[len(prompt) :][:SHOWN]!r}, is not learned"
    if not same:
        return f"the prompt ends with {read.context[-SHOWN:]!r} and not with {prompt[-SHOWN:]!r}"
    return f"what is learned ends with {read.learned[-SHOWN:]!r} and the row with {(answer + end.text)[-SHOWN:]!r}"

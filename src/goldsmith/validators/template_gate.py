"""Lets a text in only while what it shares with accepted texts stays under a cap: no opening, sentence or closing rules.

Humans who work in a narrow field repeat themselves too, so nothing is banned; shares are capped. A set of templates that
each stay below their cap passes, and what stands fewer than FLOOR times is never seen.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from goldsmith.validators.skeletons import Key, Tokens, keys, literals, tokens

FLOOR = 3
"""Accepted texts that may share a key however few there are."""
WARM = 100
"""Offers after which the literals are learned for the first time; then each time the offers have doubled."""


@dataclass(frozen=True, slots=True)
class Caps:
    """The largest share of the accepted texts, in percent, that one key of each kind may take."""

    open: float
    sent: float
    close: float
    gram: float

    def most(self, kind: str, accepted: int) -> float:
        """How many of so many accepted texts may share one key."""
        return max(float(FLOOR), self.of(kind) / 100 * accepted)

    def of(self, kind: str) -> float:
        """The cap of one kind of key, in percent."""
        return {"open": self.open, "sent": self.sent, "close": self.close, "gram": self.gram}[kind]


LOOSE = Caps(open=5, sent=3, close=5, gram=5)
STRICT = Caps(open=2, sent=1, close=3, gram=2)


NAMES = {"open": "opening", "sent": "sentence", "close": "closing", "gram": "wording"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a text was not let in: the most frequent of the keys that it would take over their cap."""

    key: Key
    count: int
    accepted: int
    cap: float

    def __str__(self) -> str:
        share = 100 * self.count / self.accepted
        return (
            f"{NAMES[self.key.kind]} {self.key.skeleton!r} is in {self.count:,} of {self.accepted:,} accepted texts "
            f"({share:.1f} %, cap {self.cap:g} %)"
        )


@dataclass(slots=True)
class Accepted:
    """The accepted texts in order, how often each key stands in them, and the keys that more than one has."""

    texts: dict[str, Tokens] = field(default_factory=dict)
    counts: Counter[Key] = field(default_factory=Counter)
    shared: set[Key] = field(default_factory=set)

    def over(self, found: Sequence[Key], caps: Caps) -> Key | None:
        """The most frequent key that one more text with these keys would take over its cap."""
        most = {kind: caps.most(kind, len(self.texts) + 1) for kind in NAMES}
        counts = self.counts
        broken = [key for key in found if counts[key] + 1 > most[key.kind]]
        return max(broken, key=lambda key: (self.counts[key], key)) if broken else None

    def take(self, name: str, text: Tokens, found: Sequence[Key]) -> None:
        """Let one text in."""
        self.texts[name] = text
        self.counts.update(found)
        self.shared.update(key for key in found if self.counts[key] > 1)


class TemplateGate:
    """Offers go in one at a time; equal offers in equal order give equal results.

    Which words are literals is learned from the offers, so what was accepted early may turn out to be a template; it is
    then withdrawn. After `settle` no key of an accepted text is over its cap, or stands more than FLOOR times.
    """

    def __init__(self, caps: Caps = LOOSE) -> None:
        self.caps = caps
        self.known: frozenset[str] = frozenset()
        self.withdrawn: list[str] = []
        self._words: Counter[str] = Counter()
        self._offers = 0
        self._next = WARM
        self._in = Accepted()

    @property
    def accepted(self) -> tuple[str, ...]:
        """The names of the texts that are in, in order of their offers."""
        return tuple(self._in.texts)

    def __len__(self) -> int:
        """How many texts are in."""
        return len(self._in.texts)

    def offer(self, name: str, text: str, values: Sequence[str] = ()) -> Refusal | None:
        """Let the text in and give None, or say why not; `values` are what a record put into it.

        Raises ValueError where the name is already in.
        """
        refusal, take = self.weigh(name, tokens(text, values))
        if refusal is None:
            take()
        return refusal

    def weigh(self, name: str, words: Tokens) -> tuple[Refusal | None, Callable[[], None]]:
        """Count an offer and say why the text is not let in; what comes with it lets the text in.

        For a text that has to pass several gates before it is let in by any. Raises ValueError where the name is already in.
        """
        if name in self._in.texts:
            raise ValueError(f"{name!r} is already in")
        self._offers += 1
        self._words.update(set(words))
        if self._offers >= self._next:
            self.settle()
        found = tuple(keys(words, self.known))
        key = self._in.over(found, self.caps)
        refusal = key and Refusal(key, self._in.counts[key], len(self._in.texts), self.caps.of(key.kind))
        return refusal, lambda: self._in.take(name, words, found)

    def settle(self) -> None:
        """Learn the literals from all offers so far, and withdraw accepted texts that are then over a cap."""
        self._next = 2 * max(self._offers, WARM)
        self.known = literals(self._words, self._offers)
        before, self._in = self._in, Accepted()
        for name, words in before.texts.items():
            found = tuple(keys(words, self.known))
            if self._in.over(found, self.caps) is None:
                self._in.take(name, words, found)
            else:
                self.withdrawn.append(name)

    def shares(self) -> Iterator[tuple[Key, int]]:
        """Every key of the accepted texts with its count, the most frequent first."""
        yield from sorted(self._in.counts.items(), key=lambda one: (-one[1], one[0]))

    def nearest(self, least: float) -> Iterator[tuple[Key, float]]:
        """The keys of several texts that fill at least this share of their cap, with the share, in no order."""
        most = {kind: self.caps.most(kind, len(self)) for kind in NAMES}
        for key in self._in.shared:
            if (full := self._in.counts[key] / most[key.kind]) >= least:
                yield key, full

    def holders(self, key: Key) -> Iterator[str]:
        """The accepted texts that have a key, in order: what to show beside a refusal."""
        return (name for name, words in self._in.texts.items() if key in keys(words, self.known))

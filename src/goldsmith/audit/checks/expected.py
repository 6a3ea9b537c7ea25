"""Whether the file trains for the prompts that the model will be served: each must be near some training prompt.

A prompt that orders something is near where a training prompt orders alike. One that orders nothing is near where
training prompts without an order know most of its words. The data's own words (names, figures, documents) do not make
two orders alike, since training on the right documents for the wrong task is the mistake that this finds.
"""

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from math import log
from pathlib import Path

from goldsmith.audit.catalogue import entry
from goldsmith.audit.findings import EXAMPLES, Finding, Hit
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import SAMPLE, Sense
from goldsmith.audit.wording import (
    ALIKE,
    FUNCTION_WORDS,
    VERBS,
    Opening,
    content,
    is_order,
    is_question,
    openings,
    system_openings,
)
from goldsmith.extractors.examples import Example
from goldsmith.extractors.served import Served, served

KNOWN = 0.5
"""Share of a free prompt's words that free training prompts must know; less where they know less of each other's."""
STRAY = 0.02
"""Share of the training prompts that may be unlike all others, before being unlike says nothing about an expected one."""
COMPARED = 500
"""Training prompts that are compared with the others to find out how much alike they are."""
SHARE = 0.005
"""Share of free prompts in the training rows from which the file trains for free prompts at all."""
SHARED = 2
"""Words in common that make two orders alike however long they are."""
SHOWN = 70
Words = frozenset[str]
_WORD = re.compile(r"[^\W\d_]+")


def expected(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Expected prompts without a near training form, each with the training prompt that is nearest."""
    if not sense.options.expect:
        return
    path = Path(sense.options.expect)
    prompts = served(path)
    trained = Trained(rows.sample(SAMPLE))
    far = [one for one in prompts if not trained.near(one)]
    if far:
        told = entry("unexpected_task")
        hits = tuple(_hit(path, one, trained) for one in far[:EXAMPLES])
        yield Finding("unexpected_task", told.severity, told.says, array("q"), len(prompts), hits, elsewhere=len(far))


def _hit(path: Path, one: Served, trained: "Trained") -> Hit:
    nearest, alike = trained.nearest(one)
    said = f"{path.name}:{one.number} {_start(one.prompt)!r} is nearest to this row, {alike:.0%} alike"
    return Hit(nearest.place, f"{said}: {_start(nearest.prompt)!r}")


def _start(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHOWN else f"{flat[: SHOWN // 2]} … {flat[-SHOWN // 2 :]}"


class Trained:
    """What the training rows ask for: their orders, and the words of those prompts that order nothing."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = examples
        self.orders: dict[str, set[Words]] = defaultdict(set)
        self.words = [_words(example.prompt) for example in examples]
        self.holders: dict[str, list[int]] = defaultdict(list)
        free: list[int] = []
        for number, example in enumerate(examples):
            told = orders(example.system, example.prompt)
            for order in told:
                for verb in order & VERBS:
                    self.orders[verb].add(order)
            if not told:
                free.append(number)
            for word in self.words[number]:
                self.holders[word].append(number)
        self.free = len(free)
        self.known = Counter(word for number in free for word in self.words[number])
        self.questions = sum(is_question(examples[number].prompt) for number in free)
        self.least = self._usual_least(free)
        self.alike_orders = self._orders_are_alike()

    def _usual_least(self, free: Sequence[int]) -> float:
        """The share of its words that nearly every free training prompt has in common with the others, at most KNOWN."""
        some = [self.words[number] for number in free[:: max(1, len(free) // COMPARED)] if self.words[number]]
        shares = sorted(sum(self.known[word] > 1 for word in words) / len(words) for words in some)
        return min(KNOWN, shares[int(STRAY * len(shares))]) if shares else KNOWN

    def _orders_are_alike(self) -> bool:
        """Whether nearly every training order has its like in another row; a file of thousand different orders has not."""
        counts = Counter(frozenset(orders(one.system, one.prompt)) for one in self.examples)
        some = [told for told in counts if told][:COMPARED]
        strays = sum(counts[told] == 1 and not self._ordered(told, besides=told) for told in some)
        rows = sum(counts[told] for told in some)
        return strays <= STRAY * rows

    def _ordered(self, told: Iterable[Words], besides: Container[Words] = ()) -> bool:
        others = ((order, other) for order in told for verb in order & VERBS for other in self.orders[verb])
        return any(_alike(order, other) for order, other in others if other not in besides)

    def near(self, one: Served) -> bool:
        """Whether some training prompt asks for something alike."""
        if told := orders(one.system, one.prompt):
            known = any(self.orders[verb] for order in told for verb in order & VERBS)
            return self._ordered(told) if self.alike_orders else known
        words = _words(one.prompt)
        alike = self.questions if is_question(one.prompt) else self.free - self.questions
        if alike < max(1, SHARE * len(self.examples)):
            return not words
        return sum(word in self.known for word in words) >= self.least * len(words)

    def nearest(self, one: Served) -> tuple[Example, float]:
        """The training prompt that holds most of the prompt's words, rare ones counting more; and the share, 0 to 1."""
        weights = {
            word: log(1 + len(self.examples) / (1 + len(self.holders.get(word, ()))))
            for word in sorted(_words(one.prompt))
        }
        found: dict[int, float] = defaultdict(float)
        for word, weight in weights.items():
            for number in self.holders.get(word, ()):
                found[number] += weight
        best = max(found, key=lambda number: (found[number], -len(self.words[number]), -number), default=0)
        return self.examples[best], found[best] / sum(weights.values()) if found else 0.0


def orders(system: str, prompt: str) -> set[Words]:
    """The content words of the openings that order something, of the prompt or else of the system text."""
    told = {
        content(opening) for opening in openings(prompt) if opening and is_order(" ".join(opening)) and _early(opening)
    }
    return told or {content(opening) for opening in system_openings(system)}


def _early(opening: Opening) -> bool:
    """An order has nothing but small words before its verb: "could you please list …", not "the green label fell"."""
    verb = next((place for place, word in enumerate(opening) if word in VERBS), len(opening))
    return verb < len(opening) and all(word in FUNCTION_WORDS or not word.isalpha() for word in opening[:verb])


def _alike(one: Words, other: Words) -> bool:
    both = len(one & other)
    return both >= SHARED or both >= ALIKE * len(one | other)


def _words(text: str) -> Words:
    return frozenset(word for word in _WORD.findall(text.lower()) if word not in FUNCTION_WORDS)


SETS = (expected,)

"""The gates that look at the conversations let in before: templates, by role and by type, and near-duplicates."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rensa import RMinHash, RMinHashLSH

from goldsmith.core.nouns import Verdict
from goldsmith.schemas.lessons import LessonPlan
from goldsmith.validators.lessons.citing import works
from goldsmith.validators.lessons.shape import Message
from goldsmith.validators.skeletons import Key, Tokens, tokens
from goldsmith.validators.template_gate import LOOSE, Caps, Refusal, TemplateGate

ROLES = ("user", "assistant")
THRESHOLD = 0.8
"""The share of runs of three words from which two conversations count as near."""
PERMUTATIONS = 128
BANDS = 16
RUN = 3


Weighed = tuple[Refusal | None, Callable[[], None]]


class Offered(NamedTuple):
    """A conversation as the gates see it: its messages with place, role and tokens, and its MinHash."""

    name: str
    type: str
    texts: tuple[tuple[int, str, Tokens], ...]
    sketch: RMinHash


@dataclass(slots=True)
class Corpus:
    """The conversations let in so far; equal offers in equal order give equal results.

    Each message is one text of the template gates, so that openings and closings of every turn count.
    """

    caps: Caps = LOOSE
    gates: dict[tuple[str, str], TemplateGate] = field(default_factory=dict)
    _index: RMinHashLSH = field(
        default_factory=lambda: RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    )
    _sketches: list[RMinHash] = field(default_factory=list)
    _names: list[str] = field(default_factory=list)

    def offer(self, one: Offered) -> tuple[Verdict, ...]:
        """Let the conversation in and give nothing, or say why not; raises ValueError where the name is already in."""
        weighed = list(self._weigh(one))
        failures = tuple(Verdict(False, "template", str(refusal)) for refusal, _ in weighed if refusal is not None)
        failures += tuple(self._near(one.sketch))
        if not failures:
            for _, take in weighed:
                take()
            self._index.insert(len(self._sketches), one.sketch)
            self._sketches.append(one.sketch)
            self._names.append(one.name)
        return failures

    def withdrawn(self) -> Iterator[str]:
        """The names of conversations that a gate let in and later knew to be of a template; call at the end.

        What is withdrawn by one gate stays counted in the others.
        """
        found: dict[str, None] = {}
        for gate in self.gates.values():
            gate.settle()
            found |= dict.fromkeys(text.rpartition("#")[0] for text in gate.withdrawn)
        yield from found

    def shares(self) -> Iterator[tuple[tuple[str, str], Key, int, int]]:
        """For each gate, by role and type, its most frequent key with its count and the number of its texts."""
        for place, gate in sorted(self.gates.items()):
            for key, count in gate.shares():
                yield place, key, count, len(gate)

    def nearest(self, least: float) -> Iterator[tuple[str, Key, float]]:
        """The keys that fill at least this share of their cap in a gate, with the role that says them and the share."""
        for (role, _), gate in self.gates.items():
            yield from ((role, key, full) for key, full in gate.nearest(least))

    def _weigh(self, one: Offered) -> Iterator[Weighed]:
        """Each gate's answer to each message."""
        for place, role, words in one.texts:
            for kind in ("", one.type):
                gate = self.gates.setdefault((role, kind), TemplateGate(self.caps))
                yield gate.weigh(f"{one.name}#{place}", words)

    def _near(self, sketch: RMinHash) -> Iterator[Verdict]:
        """A verdict where a conversation let in before is near."""
        for place in sorted(self._index.query(sketch)):
            share = sketch.jaccard(self._sketches[place])
            if share >= THRESHOLD:
                yield Verdict(
                    False, "near", f"shares {share:.0%} of its runs of {RUN} words with {self._names[place]!r}"
                )
                return


def offered(name: str, messages: Sequence[Message], plan: LessonPlan) -> Offered:
    """The conversation with what its plan put into it masked; system turns do not count."""
    values = slot_values(plan)
    said = [(place, one["role"], one["content"]) for place, one in enumerate(messages) if one["role"] in ROLES]
    texts = tuple((place, role, tokens(text, values)) for place, role, text in said)
    return Offered(name, plan.type, texts, sketched(messages))


def slot_values(plan: LessonPlan) -> tuple[str, ...]:
    """What the plan puts into the words of a lesson: sentences, words, meanings, notes with their sources, and names."""
    found: dict[str, None] = {}
    for target in plan.targets:
        found |= dict.fromkeys((target.text.strip(".!?"), target.translation.strip(".!?")))
        found |= dict.fromkeys(
            word for token in target.tokens if token.pos in WEIGHTY for word in (token.form, token.lemma)
        )
    for one in plan.counter_examples:
        found |= dict.fromkeys((one.wrong, one.sentence.strip(".!?")))
    found |= dict.fromkeys(
        claim.value for claim in plan.claims if claim.kind in ("meaning", "plural", "feminine", "form", "lemma")
    )
    for note in plan.notes:
        found |= dict.fromkeys((note.text.strip(".!?"), *works(note)))
    found |= dict.fromkeys((plan.learner.name, plan.persona.name))
    return tuple(value for value in found if value)


WEIGHTY = frozenset(("noun", "verb", "adjective", "name", "adverb"))


def sketched(messages: Sequence[Message]) -> RMinHash:
    """The MinHash of what both say."""
    words = " ".join(message["content"] for message in messages if message["role"] in ROLES).lower().split()
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update([" ".join(words[place : place + RUN]) for place in range(max(1, len(words) - RUN + 1))])
    return sketch

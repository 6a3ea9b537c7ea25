"""Whether answers in prose are many or few: openings, closings, sentences and whole answers that come again and again.

What is learned in a closed form (labels, numbers, JSON, code, one short sentence around a label) is no prose and is not
looked at. Shares are measured on a sample; the rows that a finding names are all rows. Fixed request wording is normal.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from goldsmith.audit.catalogue import entry
from goldsmith.audit.chunks import each
from goldsmith.audit.findings import Finding, Hit, Severity, finding
from goldsmith.audit.keys import is_prose
from goldsmith.audit.rows import Rows, examples_of
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import ASSISTANT, Example
from goldsmith.validators.digests import short
from goldsmith.validators.diversity import FIGURES, NAMED, SIZES, figures, sample_of
from goldsmith.validators.human_reference import human_reference
from goldsmith.validators.skeletons import (
    ENDS,
    GAP,
    MARKS,
    OPENING,
    Key,
    Tokens,
    counted,
    is_word,
    keys,
    literals,
    sentences,
    tokens,
)
from goldsmith.validators.template_gate import LOOSE, NAMES, TemplateGate

SAMPLE = 5_000
"""Rows that shares are measured on."""
GATED = 2_000
"""Answers that go through the gate."""
CUT = 600
"""Characters of them that are looked at."""
LEAST = 100
"""Answers in prose below which a share says nothing."""
SHARES = {"open": 0.15, "close": 0.20, "sent": 0.20}
"""Share of the answers from which one opening, closing or sentence is a warning: thrice what people have, and more."""
REQUESTS = 0.20
"""Share of the prompts from which one sentence is worth a note."""
GLARING = 0.60
"""Share of the answers from which an empty first sentence is an error."""
KEPT = 0.85
"""Share of the answers that the gate lets in, below which they are from templates; people have 0.97 and more."""
LABEL_WORDS = 12
"""Words of a sentence that may do nothing but name a label."""
FORM = 6
"""Tokens of a line that gives a result in a fixed form."""
LEAST_LABELS, LABELS = 20, 0.02
"""Different answers that may be labels put in a sentence: so many, or such a share."""
CHECKS = {"open": "common_opening", "close": "common_closing", "sent": "common_sentence", "ask": "common_request"}
CUES = frozenset(["let", "step", "think", "first", "okay", "alright", "solve", "therefore", "<"])
"""Words by which reasoning begins: such an opening is meant as a cue."""


class Learned(NamedTuple):
    """One answer in prose, and where it stands."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """The literals of the answers and of the prompts, and the keys that too many of them share."""

    answers: frozenset[str]
    prompts: frozenset[str]
    keys: dict[Key, float] = field(default_factory=dict)

    def of(self, example: Example) -> list[Key]:
        """The keys of one row that too many rows share."""
        texts = [text for text in example.learned if is_prose(text)]
        found = [key for text in texts for key in wordings(tokens(text), self.answers)]
        return [key for key in (*found, *requests(example, self.prompts)) if key in self.keys]


def templates(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Openings, closings, sentences and requests that too many rows share, and how much the gate would let in."""
    sample = rows.sample(SAMPLE)
    answers = different(sample)
    answers = [] if are_labelled([answer.text for answer in answers]) else answers
    patterns = learn(sample, answers)
    if patterns.keys:
        yield from _shared(rows, sense, patterns)
    if len(answers) >= LEAST:
        yield from _gated(answers, rows.count)


def different(sample: Sequence[Example]) -> list[Learned]:
    """The answers in prose; a turn that comes again in the next row of an unrolled conversation counts once."""
    found: dict[tuple[str, str], Learned] = {}
    for example in sample:
        before = ""
        for turn in example.turns:
            if turn.role == ASSISTANT and is_worded(turn.content):
                found.setdefault((before, turn.content), Learned(example.place, turn.content))
            before = turn.content
    return list(found.values())


def is_worded(text: str) -> bool:
    """An answer in prose; a short sentence with a number in it tells a value, and its wording is no matter."""
    return is_prose(text) and (text.count(" ") >= LABEL_WORDS or not any(map(str.isdigit, text)))


def learn(sample: Sequence[Example], answers: Sequence[Learned]) -> Patterns:
    """The keys that are over their share in the sample, each with its share."""
    cut = [tokens(answer.text) for answer in answers]
    known = literals(counted(cut), len(cut))
    counts = Counter(key for text in cut for key in wordings(text, known))
    asked = literals(counted(tokens(example.prompt) for example in sample), len(sample))
    over = {
        key: count / len(cut)
        for key, count in counts.items()
        if count >= SHARES[key.kind] * len(cut) and len(cut) >= LEAST and not _is_form(key)
    }
    requested = Counter(key for example in sample for key in requests(example, asked))
    over |= {key: n / len(sample) for key, n in requested.items() if n >= max(LEAST, REQUESTS * len(sample))}
    return Patterns(known, asked, _once(over))


def wordings(text: Tokens, known: frozenset[str]) -> Iterator[Key]:
    """The opening, sentences and closing of an answer; a first sentence that says nothing of its own is an opening too."""
    yield from keys(text, known, grams=False)
    if hollow := hollow_start(text, known):
        yield Key("open", hollow)


def hollow_start(text: Tokens, known: frozenset[str]) -> str:
    """A first sentence of literals alone, before others; empty where the answer has none."""
    first = list(islice(sentences(text), 2))
    words = [word for word in first[0] if is_word(word)] if len(first) > 1 else []
    hollow = len(words) > 1 and known.issuperset(words) and MARKS.isdisjoint(first[0])
    return " ".join(first[0]) if hollow else ""


def requests(example: Example, known: frozenset[str]) -> Iterator[Key]:
    """The sentences of a prompt that hold nothing but literals, four words at least."""
    for key in keys(tokens(example.prompt[:500]), known, grams=False) if example.prompt else ():
        words = key.skeleton.split()
        if key.kind == "sent" and GAP not in words and sum(map(is_word, words)) > 3:
            yield Key("ask", key.skeleton)


def are_labelled(texts: Sequence[str]) -> bool:
    """Whether the answers are one short sentence with a label in it: "The sentiment is negative."."""
    openings = Counter(" ".join(text.lower().split()[:OPENING]) for text in texts)
    words = sum(text.count(" ") + 1 for text in texts)
    few = 1 < len({text.lower() for text in texts}) <= max(LEAST_LABELS, len(texts) * LABELS)
    return few and words <= LABEL_WORDS * len(texts) and max(openings.values()) * 2 >= len(texts)


def _is_form(key: Key) -> bool:
    """A line that holds a result and little else: "The answer is 42."."""
    words = key.skeleton.split()
    return key.kind != "open" and len(words) <= FORM and not MARKS.isdisjoint(words)


def _once(over: dict[Key, float]) -> dict[Key, float]:
    """Without the sentences that an opening or a closing already speaks of."""
    openings = [key.skeleton for key in over if key.kind == "open"]
    closings = {key.skeleton for key in over if key.kind == "close"}

    def repeats(key: Key) -> bool:
        bare = " ".join(word for word in key.skeleton.split() if is_word(word))
        return key.skeleton in closings or any(bare.startswith(one) or one.startswith(bare) for one in openings)

    return {key: share for key, share in over.items() if key.kind != "sent" or not repeats(key)}


def _shared(rows: Rows, sense: Sense, patterns: Patterns) -> Iterator[Finding]:
    """One finding a kind of key over all rows that have such a key."""
    hits: dict[str, list[Hit]] = {kind: [] for kind in CHECKS}
    for found in each(partial(_over_chunk, patterns), rows.chunks, sense.options.workers):
        for kind, place, evidence in found:
            hits[kind].append(Hit(place, evidence))
    for kind, check in CHECKS.items():
        if hits[kind]:
            top = sorted(((share, key) for key, share in patterns.keys.items() if key.kind == kind), reverse=True)
            figures = tuple((repr(key.skeleton[:60]), f"{100 * share:.0f} %") for share, key in top[:3])
            beside = (("people", _people("opening")),) if kind == "open" else ()
            severity = _severity(top) if kind == "open" else entry(check).severity
            yield finding(check, severity, entry(check).says, hits[kind], rows.count, (*figures, *beside))


def _severity(openings: Sequence[tuple[float, Key]]) -> Severity:
    """An error where most answers begin with one hollow sentence, a note where all openings are cues to reason."""
    cues = [bool(CUES.intersection(key.skeleton.split())) for _, key in openings]
    hollow = [key.skeleton[-1] in ENDS and share >= GLARING for share, key in openings]
    if any(empty and not cue for empty, cue in zip(hollow, cues, strict=True)):
        return Severity.ERROR
    return Severity.NOTE if all(cues) else entry("common_opening").severity


def _over_chunk(patterns: Patterns, chunk: Path) -> list[tuple[str, int, str]]:
    found = []
    for example in examples_of(chunk):
        for kind, key in {key.kind: key for key in reversed(patterns.of(example))}.items():
            shown = example.prompt if kind == "ask" else example.answer
            share = 100 * patterns.keys[key]
            found.append((kind, example.place, f"{key.skeleton[:60]!r} ({share:.0f} %): {shown[:60]!r}"))
    return found


def _people(figure: str, size: int = SIZES[0]) -> str:
    """What people's texts have of a figure, over samples of one size."""
    range_ = human_reference().of(figure, size)
    return NAMED[figure].said(range_.mean) if range_ else "not measured"


def _gated(answers: Sequence[Learned], count: int) -> Iterator[Finding]:
    """The answers of the sample that the template gate would not let in, where they are many."""
    step = -(-len(answers) // GATED)
    offered = answers[::step]
    gate = TemplateGate(LOOSE)
    for number, answer in enumerate(offered):
        gate.offer(str(number), answer.text[:CUT])
    gate.settle()
    kept = len(gate.accepted) / len(offered)
    if kept < KEPT:
        accepted = set(map(int, gate.accepted))
        found = [list(keys(tokens(answer.text[:CUT]), gate.known)) for answer in offered]
        counts = Counter(key for keyed in found for key in keyed)
        out = [(offered[number], keyed) for number, keyed in enumerate(found) if number not in accepted]
        hits = [Hit(answer.place, _why(keyed, counts, len(offered))) for answer, keyed in out]
        told = entry("templated_answers")
        yield finding("templated_answers", told.severity, told.says, hits, count, _figures(offered, kept))


def _why(keyed: Sequence[Key], counts: Counter[Key], answers: int) -> str:
    """The commonest of an answer's keys that has a cap to break."""
    key = max(keyed, key=lambda key: (counts[key] / LOOSE.of(key.kind), key))
    return f"{NAMES[key.kind]} {key.skeleton[:60]!r} is in {counts[key]:,} of {answers:,} answers"


def _figures(offered: Sequence[Learned], kept: float) -> tuple[tuple[str, str], ...]:
    shuffled = sorted(offered, key=lambda answer: short(f"{answer.place} {answer.text}"))
    sample = sample_of([answer.text for answer in shuffled])
    measured, size = figures(sample), len(sample.texts)
    people = human_reference().let_in["loose"]
    return (
        (f"let in, of {len(offered):,} answers", f"{100 * kept:.0f} % (people {100 * people:.0f} %)"),
        *(
            (figure.title, f"{figure.said(measured[figure.name])} (people {_people(figure.name, size)})")
            for figure in FIGURES
            if figure.name in measured
        ),
    )


SETS = (templates,)

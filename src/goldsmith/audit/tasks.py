"""The task inventory: what the file asks for, by wording of the request and form of the answer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from goldsmith.audit import wording
from goldsmith.audit.wording import CONTEXT, CONVERSATION, FREE, UNASKED, Wordings
from goldsmith.extractors.answers import CHOICE, JSON, NUMBER, PROSE, REASONED, SHORT, YES_NO, Form, form_of
from goldsmith.extractors.examples import Example

LABEL = "label"
OTHER = "other"
LABELS = 60
"""Labels that a set may have."""
LABELLED = 0.9
"""Share of the short answers that stand in a label set."""
SAME_KEYS = 0.6
"""Share of keys that two JSON answers of one task have in common."""
FEW = 0.1
"""Rows with part of another task's keys, for one row of that task, that are its rows with keys left out."""
LEADERS = 200
"""Sets of keys that a further one is compared with."""
OWN = 0.05
"""Share of the answers of one form that a wording has where it is a task of its own; free requests take the rest."""
ASKED_OWN = 0.5
"""The same for a wording that is no order: many questions open alike and ask for different things."""
RARE = 0.4
"""Answers of one form, for one of the other, that are the same task told shorter or longer."""
MANY = 8
"""Wordings of one form that are told apart; more of them are many voices for one task."""
LEAST = 0.002
"""Share of the rows below which tasks are told together as `other`."""
MANNERS = {
    FREE: "free requests",
    CONTEXT: "questions about a given text",
    CONVERSATION: "conversations",
    UNASKED: "nothing asked",
}


class Key(NamedTuple):
    """What makes a task: how it is asked for, and the form and details of its answer."""

    wording: str
    form: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One task: how it is asked for, the form of its answers, its rows in the sample, and the place of one of them."""

    name: str
    key: Key
    count: int
    place: int
    prompt: str
    answer: str


@dataclass(frozen=True, slots=True)
class Tasks:
    """The tasks of a file, the most frequent first; the last is `other`."""

    every: tuple[Task, ...]
    sampled: int
    wordings: Wordings
    own: frozenset[tuple[str, str]]
    keys: Mapping[tuple[str, ...], tuple[str, ...]]
    labels: Mapping[str, frozenset[str]]
    merged: Mapping[tuple[str, str], str]
    numbers: Mapping[Key, int]

    def of(self, example: Example) -> int:
        """The number of the task that an example belongs to, in the order of `every`."""
        return self.numbers.get(self.key(example), len(self.every) - 1)

    def key(self, example: Example) -> Key:
        """What makes the example's task, whether or not any other row has it."""
        return self._key(self.wordings.of(example), form_of(example.answer), example)

    def _key(self, asked: str, form: Form, example: Example) -> Key:
        kind, details = self._answer(asked, form, example.answer)
        if (asked, kind) not in self.own and asked not in MANNERS:
            asked = wording.manner(example)
        return Key("" if details and kind == JSON and len(details) > 2 else asked, kind, details)

    def _answer(self, asked: str, form: Form, answer: str) -> tuple[str, tuple[str, ...]]:
        if form.kind == JSON:
            return JSON, self.keys.get(form.keys, form.keys)
        if form.kind in LABELLABLE and plain(answer) in self.labels.get(asked, ()):
            return LABEL, tuple(sorted(self.labels[asked]))
        return self.merged.get((asked, form.kind), form.kind), ()


FORM_NAMES = {JSON: "JSON without keys"}
LABELLABLE = {SHORT, NUMBER, CHOICE, YES_NO}


def learn(examples: Sequence[Example]) -> Tasks:
    """The tasks of a sample of rows."""
    wordings = wording.learn(examples)
    seen = [(wordings.of(example), form_of(example.answer), example) for example in examples]
    blank = Tasks((), len(seen), wordings, frozenset(), _same_keys(seen), _labels(seen), _merged(seen), {})
    own = _own((asked, blank._answer(asked, form, example.answer)[0]) for asked, form, example in seen)
    model = replace(blank, own=own)
    members: dict[Key, list[Example]] = defaultdict(list)
    for asked, form, example in seen:
        members[model._key(asked, form, example)].append(example)
    return _told(model, members)


def _told(model: Tasks, members: Mapping[Key, Sequence[Example]]) -> Tasks:
    ordered = sorted(members, key=lambda key: -len(members[key]))
    large = [key for key in ordered if len(members[key]) >= LEAST * model.sampled]
    small = [example for key in ordered[len(large) :] for example in members[key]]
    every = [_task(key, _name(key, members[key], model.wordings), members[key]) for key in large]
    rest = _task(Key(OTHER, OTHER), OTHER, small) if small else Task(OTHER, Key(OTHER, OTHER), 0, -1, "", "")
    return replace(model, every=(*every, rest), numbers={key: number for number, key in enumerate(large)})


def _task(key: Key, name: str, rows: Sequence[Example]) -> Task:
    typical = rows[len(rows) // 2]
    return Task(name, key, len(rows), typical.place, typical.prompt, typical.answer)


def _name(key: Key, rows: Sequence[Example], wordings: Wordings) -> str:
    asked = MANNERS.get(key.wording, key.wording)
    if asked and key.wording not in MANNERS:
        asked = wording.longest([opening for example in rows if (opening := wordings.opening(example))])
    if key.wording == FREE and sum(wording.is_question(example.prompt) for example in rows) > len(rows) / 2:
        asked = "free questions"
    form = f"{key.form} {{{', '.join(key.details)}}}" if key.details else FORM_NAMES.get(key.form, key.form)
    return f"{asked} → {form}" if asked else form


def _own(pairs: Iterable[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    """The wordings that are tasks of their own for answers of one form."""
    counts = Counter(pairs)
    totals: Counter[str] = Counter()
    for (_, form), count in counts.items():
        totals[form] += count
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (asked, form), count in counts.items():
        if asked not in MANNERS and count >= (OWN if wording.is_order(asked) else ASKED_OWN) * totals[form]:
            found[form].append((asked, form))
    return frozenset(pair for pairs in found.values() if len(pairs) <= MANY for pair in pairs)


def _same_keys(seen: Iterable[tuple[str, Form, Example]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each set of JSON keys with the most frequent one that it is like: optional keys make no new task."""
    counts = Counter(form.keys for _, form, _ in seen if form.kind == JSON)
    leaders: list[tuple[str, ...]] = []
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    for keys, count in counts.most_common():
        like = next((one for one in leaders[:LEADERS] if _alike(one, keys, few=count < FEW * counts[one])), None)
        if like is None:
            leaders.append(keys)
        same[keys] = like or keys
    return same


def _alike(one: tuple[str, ...], other: tuple[str, ...], *, few: bool) -> bool:
    """Most keys are the same; or the other is a rare part of the one."""
    both = set(one) & set(other)
    return len(both) >= SAME_KEYS * len(set(one) | set(other)) or (few and 0 < len(both) == len(other))


def _merged(seen: Iterable[tuple[str, Form, Example]]) -> dict[tuple[str, str], str]:
    """Where a wording is answered in a few words or in sentences, the rarer form counts as the other."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for asked, form, _ in seen:
        counts[asked][form.kind] += 1
    merged: dict[tuple[str, str], str] = {}
    for asked, forms in counts.items():
        for rare, often in ((SHORT, PROSE), (PROSE, SHORT), (REASONED, PROSE)):
            if 0 < forms[rare] < RARE * forms[often]:
                merged[asked, rare] = often
    return merged


def _labels(seen: Iterable[tuple[str, Form, Example]]) -> dict[str, frozenset[str]]:
    """The few answers that each wording is answered with, where there are few."""
    answers: dict[str, Counter[str]] = defaultdict(Counter)
    for asked, form, example in seen:
        if form.kind in LABELLABLE:
            answers[asked][plain(example.answer)] += 1
    return {asked: labels for asked, counts in answers.items() if (labels := label_set(counts))}


def label_set(counts: Counter[str]) -> frozenset[str]:
    """The answers that recur where they make up nearly all; empty where the answers are open."""
    rows = counts.total()
    labels = {answer for answer, count in counts.items() if count >= max(2, 0.005 * rows)}
    few = 2 <= len(labels) <= min(LABELS, rows / 4)
    return frozenset(labels) if few and sum(counts[label] for label in labels) >= LABELLED * rows else frozenset()


def plain(answer: str) -> str:
    """A short answer as a label: without case, full stop and surrounding space."""
    return answer.strip().rstrip(".").casefold()

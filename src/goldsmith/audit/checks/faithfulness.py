"""Whether answers say what their prompts state, where the prompts carry the information: extraction, questions on a text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from goldsmith.audit.derived import NOT, STRONG
from goldsmith.audit.grounding import (
    FIGURES,
    SILENT,
    SPAN,
    SURE,
    Field,
    Grounding,
    explained,
    group,
    labelled,
    leaves,
    parts,
    shown,
    stated_in,
    tells,
    way,
)
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import Example
from goldsmith.extractors.numerals import key_of, readings
from goldsmith.extractors.stated import ABSENT, UNSIGNED, Stated, plain

SHORTEST_NEAR = 4
"""Letters from which one changed letter makes a near word; shorter ones have too many neighbours."""
SHOWN = 60


class Fault(NamedTuple):
    """One thing that is wrong with a row: the check that names it, and the evidence."""

    check: str
    evidence: str


@dataclass(slots=True)
class Faults:
    """What a row's answer gets wrong, and the checks that applied to it."""

    applied: set[str] = field(default_factory=set)
    found: list[Fault] = field(default_factory=list)


def _of(check: str) -> Callable[[Example, Sense], Sequence[str] | None]:
    def look(example: Example, sense: Sense) -> Sequence[str] | None:
        faults = _faults(_Row(example), sense.grounding) if sense.grounding.fields else Faults()
        if check not in faults.applied:
            return None
        return tuple(fault.evidence for fault in faults.found if fault.check == check)

    look.__doc__ = f"Evidence for {check}; every check of this group reads the same judgement of the row."
    return look


class _Row:
    """An example that is looked up by its place, so that all checks of the group share one judgement."""

    def __init__(self, example: Example) -> None:
        self.example = example

    def __hash__(self) -> int:
        return self.example.place

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Row) and self.example is other.example


@lru_cache(maxsize=1)
def _faults(row: _Row, grounding: Grounding) -> Faults:
    return judge(row.example, grounding)


def judge(example: Example, grounding: Grounding) -> Faults:
    """Every fault of one row."""
    made = Faults()
    answer, values = parts(example)
    known = [(name, value, grounding.fields.get((group(example, name), name))) for name, value in values]
    told = [(name, value, about) for name, value, about in known if about is not None and (about.open or about.default)]
    if told:
        stated, given = stated_in(example.asked), Stated(example.answer)
        for name, value, about in told:
            _judge_value(made, stated, answer, given, name, value, about)
    if isinstance(answer, dict) and grounding.labels:
        made.found += _by_label(made.applied, example, answer, grounding)
    return made


def _judge_value(made: Faults, stated: Stated, answer: Any, given: Stated, name: str, value: Any, about: Field) -> None:
    if about.default and name not in (FIGURES, SPAN):
        made.applied.add("invented_default")
    if about.open:
        made.applied |= {"ungrounded_number"} if name == FIGURES else {"absent_value", "changed_value"}
    found = way(stated, value)
    if found not in (ABSENT, UNSIGNED):
        return
    if shown(value) in about.habits:
        if shown(value) == about.default and name not in (FIGURES, SPAN):
            made.found.append(Fault("invented_default", f"{name} {_cut(value)}, of which the prompt says nothing"))
    elif about.open and (fault := _fault(stated, answer, given, name, value, found, about)):
        made.found.append(fault)


def _fault(stated: Stated, answer: Any, given: Stated, name: str, value: Any, found: str, about: Field) -> Fault | None:
    """The fault of a value that the prompt does not state; None where it follows from others or is in other words."""
    if found == UNSIGNED:
        return Fault("changed_value", f"{name} {value!r}: the prompt has it with the other sign")
    numeric = not isinstance(value, str) or shown(value).replace(" ", "").isdigit()
    near = _near_number(stated, given, value) if numeric else _near_text(stated, value)
    how = explained(value, answer, stated)
    if how == STRONG or (how != NOT and (about.derived or not near)):
        return None
    if name == FIGURES and not near and about.grounded < SURE:
        return None
    if name == FIGURES:
        return Fault("ungrounded_number", f"{value} stands nowhere in the context{_instead(near)}")
    if near:
        return Fault("changed_value", f"{name} {_cut(value)}: the prompt says {_cut(near)}")
    if value == 1 or (isinstance(value, str) and not numeric and not _strange(stated, value)):
        return None
    return Fault("absent_value", f"{name} {_cut(value)} stands nowhere in the prompt")


def _instead(near: str) -> str:
    return f", which says {near!r}" if near else ""


def _cut(value: Any) -> str:
    told = repr(value)
    return told if len(told) <= SHOWN else f"{told[: SHOWN - 1]}…"


def _near_number(stated: Stated, given: Stated, value: Any) -> str:
    """A number of the prompt that differs by one digit and that the answer gives nowhere."""
    key = key_of(value) if not isinstance(value, str) else readings(value.strip("-−+$€£%# "))[-1]
    likely = (one for one in stated.figures if len(one) > 1 and one_edit(one, key))
    return next((one for one in likely if one not in given.figures), "")


def _near_text(stated: Stated, value: str) -> str:
    """What the prompt has in place of the words that differ from it by one letter; empty where a word has no neighbour."""
    if near := next((date for date in stated.dates if one_edit(date, value)), ""):
        return near
    words = plain(value).split()
    instead: dict[str, str] = {}
    for at, word in enumerate(words):
        if word not in stated.vocabulary:
            near = next((one for one in stated.vocabulary if _near_word(stated, one, words, at)), "")
            if not near:
                return ""
            instead[word] = near
    return " ".join(instead.values())


def _near_word(stated: Stated, one: str, words: Sequence[str], at: int) -> bool:
    """A word of the prompt that differs by one letter; a short one counts beside the same word as in the value."""
    if abs(len(one) - len(words[at])) > 1 or not one_edit(one, words[at]):
        return False
    if len(one) >= SHORTEST_NEAR and len(words[at]) >= SHORTEST_NEAR:
        return True
    before, after = " ".join((*words[at - 1 : at], one)), " ".join((one, *words[at + 1 : at + 2]))
    return any(" " in both and f" {both} " in stated.words for both in (before, after))


def one_edit(first: str, second: str) -> bool:
    """Whether one sign changed, added, left out, or swapped with its neighbour makes one text of the other."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    at = next((at for at, (one, other) in enumerate(zip(first, second, strict=False)) if one != other), -1)
    if at < 0:
        return True
    if len(first) == len(second):
        swapped = first[at : at + 2] == second[at : at + 2][::-1] and first[at + 2 :] == second[at + 2 :]
        return first[at + 1 :] == second[at + 1 :] or swapped
    return first[at + 1 :] == second[at:] or first[at:] == second[at + 1 :]


def _strange(stated: Stated, value: str) -> bool:
    """Whether no word of a text stands in the prompt: then it is no other wording of something there."""
    words = [word for word in plain(value).split() if len(word) > 2 or not word.isascii()] or plain(value).split()
    return bool(words) and not any(word in stated.vocabulary for word in words)


def _by_label(applied: set[str], example: Example, answer: Mapping[str, Any], grounding: Grounding) -> Iterator[Fault]:
    """What the labels of the prompt say, against the fields that they lead to in other rows."""
    given = {path: value for path, value in leaves(answer) if "*" not in path}
    for label, said in labelled(example.prompt).items():
        path = grounding.labels.get((example.kind, label))
        if path is None or plain(said) in SILENT or len(said) > 120:
            continue
        value = given.get(path)
        applied |= {"dropped_value", "changed_value"}
        if value is None or value == "":
            if not _given(answer, said):
                yield Fault("dropped_value", f"{path} is missing; the prompt says {label!r}: {_cut(said)}")
        elif not tells(Stated(said), value) and not _habit(grounding, example.kind, path, value):
            yield Fault("changed_value", f"{path} {_cut(value)}: the prompt says {label!r}: {_cut(said)}")


def _given(answer: Mapping[str, Any], said: str) -> bool:
    """Whether any field of the answer holds what a label says."""
    inner = Stated(said)
    return any(value is not None and value != "" and tells(inner, value) for _, value in leaves(answer))


def _habit(grounding: Grounding, kind: str, path: str, value: Any) -> bool:
    about = grounding.fields.get((kind, path))
    return about is not None and not isinstance(value, bool) and shown(value) in about.habits


ROWS = {
    check: _of(check)
    for check in ("changed_value", "absent_value", "dropped_value", "invented_default", "ungrounded_number")
}
SETS = ()

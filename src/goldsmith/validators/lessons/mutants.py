"""Lies told about true lessons, and how the row checks take them."""

import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Protocol

import orjson

from goldsmith.core.nouns import Row, Verdict
from goldsmith.core.streams import stream
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.schemas.lessons import LessonPlan, plan_from_json
from goldsmith.validators.kills import MutantKill

SHOWN = 5
"""Survivors that are named."""
SWAPPED = {
    "gender": ("masculine", "feminine"),
    "number": ("singular", "plural"),
    "auxiliary": ("essere", "avere"),
}
"""Terms of which one is taken for the other, by the kind of claim that they belong to."""
WORD = re.compile(r"[a-zàèéìòù]{4,}")


class Judged(Protocol):
    """What judging a row gives."""

    @property
    def failures(self) -> tuple[Verdict, ...]:
        """What is wrong with it."""


Mutant = Callable[[Row, LessonPlan, random.Random], Row | None]
"""Gives the row with one lie in it; None where this row offers nothing to lie about."""


Columns = Callable[[Sequence[dict[str, str]]], dict[str, str]]
"""Gives the columns of a row that follow from its turns."""


def _with(row: Row, messages: list[dict[str, str]]) -> Row:
    """The row with other turns."""
    return row | {"messages": messages}


def _said(row: Row, change: Callable[[str], str | None]) -> Row | None:
    """The row with the first answer of the teacher that a change fits."""
    for at, turn in enumerate(row["messages"]):
        told = change(turn["content"]) if turn["role"] == "assistant" else None
        if told is not None and told != turn["content"]:
            messages = [dict(one) for one in row["messages"]]
            messages[at]["content"] = told
            return _with(row, messages)
    return None


def turn_dropped(row: Row, plan: LessonPlan, rng: random.Random) -> Row | None:
    """The last answer is missing."""
    del plan, rng
    return _with(row, [dict(one) for one in row["messages"][:-1]])


def speakers_swapped(row: Row, plan: LessonPlan, rng: random.Random) -> Row | None:
    """The learner says what the teacher says."""
    del plan, rng
    other = {"user": "assistant", "assistant": "user"}
    return _with(row, [{**one, "role": other.get(one["role"], one["role"])} for one in row["messages"]])


def emptied(row: Row, plan: LessonPlan, rng: random.Random) -> Row | None:
    """An answer says nothing."""
    del plan, rng
    return _said(row, lambda text: " ")


def cut(row: Row, plan: LessonPlan, rng: random.Random) -> Row | None:
    """An answer ends in the middle of a word."""
    del plan, rng
    return _said(row, lambda text: text[: len(text) // 2].rstrip(".!?…:)»”\"'’*` ") + "a")


def refused(row: Row, plan: LessonPlan, rng: random.Random) -> Row | None:
    """The teacher does not teach."""
    del plan, rng
    return _said(row, lambda text: "I'm sorry, but as an AI language model I cannot help with that.")


def error_as_right(row: Row, plan: LessonPlan, rng: random.Random) -> Row | None:
    """A declared error stands in the sentence that is taught."""
    made = [one for one in plan.counter_examples if one.kind != "false friend"]
    if not made:
        return None
    one = rng.choice(made)
    right = next((target.text for target in plan.targets if one.right in target.text), "")
    wrong = one.sentence.strip(".!?")
    return _said(row, lambda text: text.replace(right.strip(".!?"), wrong)) if right else None


def _swapped(kind: str) -> Mutant:
    """A term is taken for its opposite, in a sentence that says it of a form of the plan."""
    first, second = SWAPPED[kind]

    def change(row: Row, plan: LessonPlan, rng: random.Random) -> Row | None:
        del rng
        subjects = [claim.subject for claim in plan.claims if claim.kind == kind and not has_both(kind, claim.subject)]

        def told(text: str) -> str | None:
            for subject in subjects:
                pattern = rf"([“\"'*«`]{re.escape(subject)}[”\"'*»`] (?:is|takes) (?:a |the auxiliary )?[“\"'*«`]?)({first}|{second})"
                if found := re.search(pattern, text):
                    other = second if found[2] == first else first
                    return text[: found.start(2)] + other + text[found.end(2) :]
            return None

        return _said(row, told)

    return change


def has_both(kind: str, subject: str) -> bool:
    """A word by itself may be of either gender or number: l'e-mail, le e-mail."""
    return kind != "auxiliary" and len({getattr(form.features, kind) for form in known(subject)}) > 1


def invented(row: Row, plan: LessonPlan, rng: random.Random) -> Row | None:
    """A word of the sentence that is taught is spelled as no Italian word is."""
    text = plan.targets[0].text
    words = [found[0] for found in WORD.finditer(text)]
    if not words:
        return None
    word = rng.choice(words)
    return _said(
        row, lambda told: told.replace(text.strip(".!?"), text.strip(".!?").replace(word, f"{word[:-1]}xqo", 1))
    )


def status_changed(row: Row, plan: LessonPlan, rng: random.Random) -> Row | None:
    """What was proved is called judged, or what was not read, proved."""
    del plan, rng
    return _meta(row, lambda meta: meta | {"status": {"verified": "judged"}.get(meta["status"], "verified")})


def cited_changed(row: Row, plan: LessonPlan, rng: random.Random) -> Row | None:
    """The meta names a note that no answer cites, or none where some is cited."""
    del plan, rng
    return _meta(row, lambda meta: meta | {"cited": [] if meta["cited"] else ["unheard-of"]})


def level_changed(row: Row, plan: LessonPlan, rng: random.Random) -> Row | None:
    """The meta names another level than the plan."""
    del plan, rng
    return _meta(row, lambda meta: meta | {"level": "B2" if meta["level"] == "A1" else "A1"})


def _meta(row: Row, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Row:
    return row | {"meta": orjson.dumps(change(orjson.loads(row["meta"]))).decode()}


def columns_apart(row: Row, plan: LessonPlan, rng: random.Random) -> Row | None:
    """The completion is not what the last turn says."""
    del plan, rng
    return row | {"completion": row["completion"] + " Bene."}


MUTANTS: Mapping[str, Mutant] = MappingProxyType(
    {
        "turns: the last answer dropped": turn_dropped,
        "turns: speakers exchanged": speakers_swapped,
        "answer: emptied": emptied,
        "answer: cut": cut,
        "answer: refused": refused,
        "Italian: a declared error taught as right": error_as_right,
        "Italian: an invented word": invented,
        "claim: gender": _swapped("gender"),
        "claim: number": _swapped("number"),
        "claim: auxiliary": _swapped("auxiliary"),
        "meta: status": status_changed,
        "meta: cited": cited_changed,
        "meta: level": level_changed,
        "columns: completion": columns_apart,
    }
)


def mutant_kills(
    rows: Sequence[Row], judge: Callable[[Row], Judged | None], columns: Columns, key: Sequence[str | int]
) -> list[MutantKill]:
    """Every kind of mutant once over each row that offers it; `key` names their stream of dice.

    A lie in the turns stands in all columns that follow from them, so that only what is said can give it away.
    """
    return [_kills(name, rows, judge, columns, key) for name in MUTANTS]


def _kills(
    name: str, rows: Sequence[Row], judge: Callable[[Row], Judged | None], columns: Columns, key: Sequence[str | int]
) -> MutantKill:
    tried, by, survivors = 0, Counter[str](), []
    for row in rows:
        plan = plan_from_json(orjson.dumps(orjson.loads(row["meta"])["plan"]).decode())
        after = MUTANTS[name](row, plan, stream(*key, name, row["id"]))
        if after is not None and after["messages"] != row["messages"]:
            after = after | columns(after["messages"])
        if after is None or after == row:
            continue
        tried += 1
        found = judge(after)
        if found is not None and found.failures:
            by[found.failures[0].rule] += 1
        else:
            survivors.append(f"{row['id']}: {_changed(row, after)[:160]!r}")
    return MutantKill(name, tried, by.total(), 0, dict(by), tuple(survivors[:SHOWN]))


def _changed(row: Row, after: Row) -> str:
    """The turn in which the lie stands; the whole meta where it stands in none."""
    pairs = zip(row["messages"], after["messages"], strict=False)
    return next((str(lie["content"]) for true, lie in pairs if true != lie), str(after["meta"]))

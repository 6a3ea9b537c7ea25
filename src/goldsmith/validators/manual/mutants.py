"""Lies told about true rows of a manual, and how the row checks take them."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import orjson

from goldsmith.core.nouns import Row
from goldsmith.core.streams import stream
from goldsmith.extractors.manual.answerable import OTHER_MODEL
from goldsmith.extractors.quantities import measured
from goldsmith.extractors.reading import Unreadable
from goldsmith.validators.answer_mutants import with_answer
from goldsmith.validators.kills import MutantKill
from goldsmith.validators.manual import answer_mutants
from goldsmith.validators.manual.asking import PREFIX, bare
from goldsmith.validators.manual.case import Case
from goldsmith.validators.manual.known import Known
from goldsmith.validators.manual.question_mutants import QUESTIONS, question_of
from goldsmith.validators.manual.rows import judge
from goldsmith.validators.manual.shown import on_one_line
from goldsmith.validators.manual.step_mutants import STEPS
from goldsmith.validators.prompt_mutants import with_input

TRIES = 200
"""Lies that are told of each kind, where the rows offer as many."""
ROUNDS = 40
"""Times that a row is lied about in one way, at most."""
SHOWN = 5
"""Survivors that are named."""
TELLING = ("answer", "input", "meta", "kind", "messages", "output", "completion", "prompt")
"""Columns in which a lie shows, the one that tells most first."""
Mutant = Callable[[Row, Case, random.Random], Row | None]
"""Gives the row with one lie in it; None where this row offers nothing to lie about."""

MUTANTS: dict[str, Mutant] = {
    "answer: one digit changed": answer_mutants.digit_changed,
    "answer: one digit dropped": answer_mutants.digit_dropped,
    "answer: one digit added": answer_mutants.digit_added,
    "answer: decimal point moved": answer_mutants.point_moved,
    "answer: a place more than stated": answer_mutants.places_added,
    "answer: minus dropped": answer_mutants.sign_dropped,
    "answer: minus added": answer_mutants.sign_added,
    "answer: unit of another dimension": answer_mutants.other_dimension,
    "answer: unit of the same dimension": answer_mutants.same_dimension,
    "answer: unit dropped": answer_mutants.unit_dropped,
    "answer: end of a range dropped": answer_mutants.range_end_dropped,
    "answer: ends of a range exchanged": answer_mutants.range_ends_swapped,
    "answer: tolerance dropped": answer_mutants.tolerance_dropped,
    "answer: limit dropped": answer_mutants.limit_dropped,
    "answer: part of a value dropped": answer_mutants.part_dropped,
    "answer: a number added": answer_mutants.number_added,
    "answer: value of another column": answer_mutants.other_column,
    "answer: value of another row": answer_mutants.other_row,
    "answer: value of another section": answer_mutants.other_section,
    "answer: value of another page": answer_mutants.other_page,
    "answer: heading for the value": answer_mutants.heading_as_value,
    "answer: one letter changed": answer_mutants.letter_changed,
    "answer: one word dropped": answer_mutants.word_dropped,
    "answer: hedged": answer_mutants.hedged,
    "answer: footnote dropped": answer_mutants.footnote_dropped,
    "answer: footnote invented": answer_mutants.footnote_invented,
    "answer: refusal of what is stated": answer_mutants.refusal,
    "refusal: a value invented": answer_mutants.value_invented,
    "refusal: of nothing": answer_mutants.refusal_of_nothing,
    "refusal: with a number": answer_mutants.refusal_with_number,
    "refusal: of something else": answer_mutants.refusal_of_another,
    **STEPS,
    **QUESTIONS,
}


@dataclass
class Score:
    """What became of one kind of mutant so far."""

    tried: int = 0
    equivalent: int = 0
    by: Counter[str] = field(default_factory=Counter)
    survivors: list[str] = field(default_factory=list)

    def count(self, before: Row, after: Row, known: Known) -> None:
        """Judge one mutant, unless it means what the true row means."""
        if equivalent(before, after, known):
            self.equivalent += 1
            return
        self.tried += 1
        if failures := judge(after, known).failures:
            self.by[failures[0].rule] += 1
        else:
            self.survivors.append(_difference(before, after))


def equivalent(before: Row, after: Row, known: Known) -> bool:
    """Whether two rows say the same: answers with the same quantities and words, or a question whose sources state the very same."""
    told = with_answer(with_input(before, after["input"]), after["answer"]) | {"meta": after["meta"]}
    if after != told or _meaning(before["answer"]) != _meaning(after["answer"]):
        return False
    if before["input"] == after["input"]:
        return bool(orjson.loads(before["meta"]) == orjson.loads(after["meta"]))
    alike = _rest(before) == _rest(after)
    return alike and _stating(before, known) == _stating(after, known) != (None, ())


def _meaning(answer: str) -> str:
    """An answer on one line, its quantities by number and unit: "60 Nm" and "60 N·m" are the same."""
    text = on_one_line(answer)
    said, at = "", 0
    for one in measured(text):
        bounds = f"{one.low} {one.high} {one.below} {one.above} {one.limit}"
        said += f"{text[at : one.start]}<{bounds} {one.unit.name if one.unit else ''}>"
        at = one.end
    return said + text[at:]


def _rest(row: Row) -> str:
    """What stands before the question."""
    return str(row["input"]).removesuffix(question_of(row))


def _stating(row: Row, known: Known) -> tuple[str | None, tuple[object, ...]]:
    """The task before a row's question, and what the sources of its facts state, each once; none where it cannot be read.

    Of another model the pages state nothing, whichever column of the row is asked for.
    """
    question = question_of(row)
    task = PREFIX.match(question)
    try:
        read = known.reader.read(bare(question))
    except Unreadable:
        return None, ()
    names = read.asked.names
    said = (read.missing, names.row, names.model) if read.missing == OTHER_MODEL else ()
    return task and task[0], said or tuple(dict.fromkeys(known.source(fact) for fact in read.facts))


def mutant_kills(
    rows: Sequence[Row], known: Known, key: Sequence[str | int], *, tries: int = TRIES
) -> list[MutantKill]:
    """Every kind of mutant, up to `tries` times each, over true rows in turn; `key` names their stream of dice."""
    cases = list(_cases(rows, known))
    scores = {name: _score(name, cases, key, tries) for name in MUTANTS}
    return [
        MutantKill(name, one.tried, one.by.total(), one.equivalent, dict(one.by), tuple(one.survivors[:SHOWN]))
        for name, one in scores.items()
    ]


def _cases(rows: Sequence[Row], known: Known) -> Iterator[tuple[Row, Case]]:
    """The rows that are true as far as the checks can tell, each with what its question was read as."""
    for row in rows:
        judged = judge(row, known)
        if judged.ok and judged.reading is not None:
            yield row, Case(known, judged.reading)


def _score(name: str, cases: Sequence[tuple[Row, Case]], key: Sequence[str | int], tries: int) -> Score:
    score, offering = Score(), list(cases)
    for round_ in range(ROUNDS):
        offered = []
        for row, case in offering:
            if score.tried >= tries:
                return score
            after = MUTANTS[name](row, case, stream(*key, name, row["id"], round_))
            if after is not None:
                score.count(row, after, case.known)
                offered.append((row, case))
        offering = offered
    return score


def _difference(before: Row, after: Row) -> str:
    """The row and the first column in which a lie shows."""
    column = next(name for name in TELLING if before[name] != after[name])
    return f"{before['id']}: {before[column]!r} became {after[column]!r}"

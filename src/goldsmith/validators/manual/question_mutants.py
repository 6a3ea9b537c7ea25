"""Lies told in the question or the meta of a true row of a manual: the answer stays.

Where a question changes, the meta follows what it now asks, so that only the answer can give the lie away.
"""

import random
import re
from collections.abc import Callable
from typing import Any

import orjson

from goldsmith.core.canonical import to_json
from goldsmith.core.nouns import Row
from goldsmith.extractors.manual.asked import fact_id
from goldsmith.extractors.manual.facts import Origin
from goldsmith.extractors.reading import Unreadable
from goldsmith.validators.manual.asking import KINDS, PREFIX, bare, parted
from goldsmith.validators.manual.case import Case
from goldsmith.validators.manual.shown import on_one_line
from goldsmith.validators.prompt_mutants import has_digit, other_digit, with_input

VERB = re.compile(r"\b(?:is|are|does|do|should|must|has|have|can)\b")
INVISIBLE = "\u200b\u2060\ufeff"


def question_of(row: Row) -> str:
    """The question of a row, with the task before it."""
    return parted(row, orjson.loads(row["meta"])["form"])[1]


def with_question(row: Row, question: str) -> Row:
    """The row with another question in every column that repeats it; an excerpt stays."""
    return with_input(row, row["input"][: len(row["input"]) - len(question_of(row))] + question)


def place_of(origin: Origin, page: str) -> dict[str, Any]:
    """A place in a page as a meta gives it; lines are counted from 1."""
    line = page.count("\n", 0, origin.start) + 1
    return {"page": origin.page, "start": origin.start, "end": origin.end, "quote": origin.quote, "line": line}


def retold(row: Row, question: str, case: Case) -> Row:
    """The row with another question, and a meta that says what it asks where it can be read."""
    made = with_question(row, question)
    try:
        read = case.known.reader.read(bare(question))
    except Unreadable:
        return made
    places = [place_of(one.origin, case.known.pages[one.origin.page]) for one in read.facts]
    told = {"facts": [fact_id(one) for one in read.facts], "names": read.asked.names.as_record(), "source": places}
    return with_meta(made, **told)


def with_meta(row: Row, **changed: Any) -> Row:
    """The row with some entries of its meta changed."""
    return row | {"meta": to_json(orjson.loads(row["meta"]) | changed)}


def _swapped(row: Row, case: Case, old: str, new: str) -> Row | None:
    """The row with one name in its question for another; None where the question does not say it."""
    found = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", question_of(row), re.IGNORECASE) if old else None
    if found is None or old == new:
        return None
    return retold(row, found.string[: found.start()] + new + found.string[found.end() :], case)


def column_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A question that no longer names the column."""
    del rng
    column = case.asked.names.column
    return _swapped(row, case, column[-1], "") if column else None


def column_swapped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A question about another column."""
    named = case.asked.names.column
    columns = {path[-1] for fact in case.pool for path in fact.columns if named and path[:-1] == named[:-1]}
    others = sorted(columns - set(named))
    return _swapped(row, case, named[-1], rng.choice(others)) if others else None


def label_swapped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A question about another row."""
    label = case.asked.names.row[-1]
    rows = {
        fact.rows[0][-1] for fact in case.pool if fact.rows and case.facts and fact.section == case.facts[0].section
    }
    others = sorted(rows - {label})
    return _swapped(row, case, label, rng.choice(others)) if others else None


def label_unknown(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A question about something that the manual does not know."""
    unknown = rng.choice(("flux capacitor", "left-hand gizmo", "third headlamp", "sky hook"))
    return _swapped(row, case, case.asked.names.row[-1], unknown)


def number_changed(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A question for another step."""
    number = case.asked.number
    found = re.search(rf"(?<![\w.]){number}(?![\w.])", question_of(row)) if number else None
    if found is None:
        return None
    other = rng.choice([one for one in range(1, number + 3) if one != number])
    return retold(row, found.string[: found.start()] + str(other) + found.string[found.end() :], case)


def negated(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A question for what is not so."""
    found = list(VERB.finditer(question_of(row)))
    if not found:
        return None
    verb = rng.choice(found)
    said = f"{verb[0]} {rng.choice(('not', 'never', 'no longer'))}"
    return retold(row, verb.string[: verb.start()] + said + verb.string[verb.end() :], case)


def excepted(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A question with a condition that the manual does not make."""
    said = rng.choice(
        (" except in winter", " without oil", " at most", " of the other one", " if it is worn", " at least")
    )
    question = question_of(row)
    head = question.rstrip("?.! ")
    return retold(row, f"{head}{said}{question[len(head) :]}", case)


def prefix_wrong(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A task before the question that is that of another kind, or of none."""
    del case
    question = question_of(row)
    found = PREFIX.match(question)
    task = rng.choice([one for one in (*KINDS.values(), "SPECS", "spec") if one != orjson.loads(row["meta"])["task"]])
    return with_question(row, f"[{task}] {question[found.end() if found else 0 :]}")


def kind_wrong(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A row that stands under another kind."""
    del case
    return row | {"kind": rng.choice([one for one in (*KINDS, "unanswerable", "chat") if one != row["kind"]])}


def facts_changed(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A meta that names another fact, or none."""
    ids = [one for one in case.known.facts if one not in orjson.loads(row["meta"])["facts"]]
    lies = [[rng.choice(ids)]] if ids else []
    lies += [[]] if case.facts else []
    return with_meta(row, facts=rng.choice(lies)) if lies else None


def names_changed(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A meta that names what the question does not."""
    names = orjson.loads(row["meta"])["names"]
    return with_meta(row, names=names | rng.choice(({"model": "TR 900"}, {"row": [rng.choice(case.labels), "new"]})))


def span_moved(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A meta that points beside the source."""
    del case
    places = orjson.loads(row["meta"])["source"]
    if not places:
        return None
    places[0][rng.choice(sorted({"start", "end", "line"} & places[0].keys()))] += rng.choice((-1, 1, 40))
    return with_meta(row, source=places)


def quote_changed(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A meta that quotes what the page does not say there."""
    del case
    places = orjson.loads(row["meta"])["source"]
    if not places:
        return None
    quote = places[0]["quote"]
    places[0]["quote"] = quote + rng.choice((" ", "0", "!")) if rng.randrange(2) else quote[1:]
    return with_meta(row, source=places)


def page_changed(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A meta that points into another page."""
    places = orjson.loads(row["meta"])["source"]
    pages = [page for page in case.known.pages if places and page != places[0]["page"]]
    if not pages:
        return None
    places[0]["page"] = rng.choice(pages)
    return with_meta(row, source=places)


def task_changed(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A meta with another task."""
    del case
    task = orjson.loads(row["meta"])["task"]
    return with_meta(row, task=rng.choice([one for one in ("", "SPECS", *KINDS.values()) if one != task]))


def form_changed(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A meta with another form."""
    del case
    form = orjson.loads(row["meta"])["form"]
    return with_meta(row, form=rng.choice([one for one in ("closed-book", "with-page", "chat") if one != form]))


def missing_changed(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A meta that calls missing what is there, or the other way round."""
    del rng
    return with_meta(row, missing="placeholder" if case.facts else "")


def meta_entry_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A meta without one of its entries."""
    del case
    meta = orjson.loads(row["meta"])
    gone = rng.choice(("facts", "names", "source", "form", "task", "missing", "split"))
    return row | {"meta": to_json({name: value for name, value in meta.items() if name != gone})}


def copy_changed(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A column that repeats another and says something else."""
    del case
    name = rng.choice(("completion", "output", "answer", "prompt", "input"))
    return row | {name: row[name] + rng.choice((".", " ", "0"))}


def messages_differ(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A turn of the conversation that says something else than the columns."""
    del case
    at = rng.randrange(len(row["messages"]))
    turns = list(row["messages"])
    turns[at] = turns[at] | {"content": turns[at]["content"] + " Thanks."}
    return row | {"messages": turns}


def invisible_added(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A sign in the question that nobody sees."""
    del case
    at = rng.randrange(len(row["input"]) + 1)
    return with_input(row, row["input"][:at] + rng.choice(INVISIBLE) + row["input"][at:])


def _lines(row: Row, case: Case) -> tuple[list[str], list[int]]:
    """The lines before the question, and the places of those that show a value asked for."""
    lines = row["input"][: len(row["input"]) - len(question_of(row))].splitlines(keepends=True)
    shown = [on_one_line(fact.literal) for fact in case.facts]
    return lines, [at for at, line in enumerate(lines) if any(text in line for text in shown)]


def excerpt_digit_changed(row: Row, case: Case, rng: random.Random) -> Row | None:
    """An excerpt with another digit than its page."""
    question = question_of(row)
    excerpt = row["input"][: len(row["input"]) - len(question)]
    del case
    return with_input(row, other_digit(excerpt, rng) + question) if has_digit(excerpt) else None


def excerpt_line_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """An excerpt without the lines that show the value."""
    del rng
    lines, places = _lines(row, case)
    rest = "".join(line for at, line in enumerate(lines) if at not in places)
    return with_input(row, rest + question_of(row)) if places and rest.strip() else None


def excerpt_line_doubled(row: Row, case: Case, rng: random.Random) -> Row | None:
    """An excerpt in which the line of the value stands twice, once with another digit."""
    lines, places = _lines(row, case)
    numbered = [at for at in places if has_digit(lines[at])]
    if not numbered:
        return None
    at = rng.choice(numbered)
    lines.insert(at, other_digit(lines[at], rng))
    return with_input(row, "".join(lines) + question_of(row))


QUESTIONS: dict[str, Callable[[Row, Case, random.Random], Row | None]] = {
    "question: column dropped": column_dropped,
    "question: another column": column_swapped,
    "question: another label": label_swapped,
    "question: an unknown label": label_unknown,
    "question: another step": number_changed,
    "question: negated": negated,
    "question: a condition added": excepted,
    "question: another task before it": prefix_wrong,
    "excerpt: one digit changed": excerpt_digit_changed,
    "excerpt: the line of the value dropped": excerpt_line_dropped,
    "excerpt: the line of the value doubled": excerpt_line_doubled,
    "columns: another kind": kind_wrong,
    "columns: a copy says something else": copy_changed,
    "columns: messages say something else": messages_differ,
    "columns: a sign that nobody sees": invisible_added,
    "meta: another fact": facts_changed,
    "meta: other names": names_changed,
    "meta: a place moved": span_moved,
    "meta: another quote": quote_changed,
    "meta: another page": page_changed,
    "meta: another task": task_changed,
    "meta: another form": form_changed,
    "meta: missing for present": missing_changed,
    "meta: an entry dropped": meta_entry_dropped,
}
"""Lies about the question, the columns and the meta."""

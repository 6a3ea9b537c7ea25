"""True rows of the project's manual in one plain wording: what the row checks are tried on."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Any

from goldsmith.core.canonical import to_json
from goldsmith.core.nouns import Row
from goldsmith.extractors.manual.asked import STEP, STEPS, VALUE, Asked, Names, fact_id
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.questions import Questions
from goldsmith.extractors.manual.tasks import task_of, task_of_asked
from goldsmith.extractors.reading import Unreadable
from goldsmith.generators.manual.excerpts import PageText
from goldsmith.validators.digests import short
from goldsmith.validators.manual import asking
from goldsmith.validators.manual.asking import CLOSED, WITH_PAGE
from goldsmith.validators.manual.known import Known, list_of
from goldsmith.validators.manual.question_mutants import place_of, with_meta
from goldsmith.validators.prompt_mutants import with_input
from manual.pages import PAGES, manual

UNITS = {"N·m": "Nm", "lbf·ft": "lbf ft"}
KINDS = {task: kind for kind, task in asking.KINDS.items()}


def question(asked: Asked) -> str:
    said = asked.names
    names = (*said.row, *said.column, said.qualifier, *said.section, said.table, said.model)
    what = {
        VALUE: "What does the manual say for",
        STEPS: "What are the steps of",
        STEP: f"What is step {asked.number} of",
    }
    return f"{what[asked.what]} {', '.join(name for name in names if name)}?"


def answer(asked: Asked, facts: Sequence[Fact]) -> str:
    if asked.what == STEPS:
        return "\n".join(f"{fact.rows[0][-1].removeprefix('step ')}. {fact.text}" for fact in facts)
    fact = facts[0]
    unit = fact.quantities[-1].unit if fact.unit_from else None
    text = fact.text.replace("\n", "; ") + (f" {UNITS.get(unit.name, unit.name)}" if unit else "")
    notes = dict.fromkeys(note for one in facts for note in one.notes)
    return text + "".join(f" (note: {note})" for note in notes)


def row_of(asked: Asked, said: str, *, kind: str = "") -> Row:
    """The row of a question and its answer, with the meta that its reading gives."""
    read = known().reader.read(question(asked))
    task = task_of(read.facts[0]) if read.facts else task_of_asked(read.asked)
    kind = kind or (KINDS[task] if read.facts else "unanswerable")
    meta: dict[str, Any] = {
        "split": "train", "form": CLOSED, "task": task, "frame": "plain", "wording": "seen", "answer_form": "plain", "attempt": 0,
        "facts": [fact_id(fact) for fact in read.facts],
        "names": read.asked.names.as_record(),
        "missing": read.missing,
        "source": [place_of(one.origin, known().pages[one.origin.page]) for one in read.facts],
    }  # fmt: skip
    return made(f"{kind}-{short(question(asked))}", kind, f"[{task}] {question(asked)}", said, meta)


def made(id_: str, kind: str, text: str, said: str, meta: dict[str, Any]) -> Row:
    turns = [{"role": "user", "content": text}, {"role": "assistant", "content": said}]
    row = {
        "id": id_,
        "kind": kind,
        "prompt": text,
        "completion": said,
        "messages": turns,
        "instruction": "",
        "input": text,
    }
    return row | {"output": said, "answer": said, "schema": "", "meta": to_json(meta)}


def wanted(fact: Fact) -> tuple[Asked, Sequence[Fact]] | None:
    """The smallest names that lead to one answer, with its facts, or none."""
    options: dict[str, Any] = {"column": fact.columns[0] if fact.columns else (), "qualifier": fact.qualifier}
    options |= {"section": fact.section[-1:], "table": fact.table, "model": fact.model}
    given = [role for role, name in options.items() if name]
    row = (fact.rows or fact.columns)[0]
    for size in range(len(given) + 1):
        for roles in combinations(given, size):
            asked = Asked(VALUE, Names(row, **{role: options[role] for role in roles}))
            with suppress(Unreadable):
                read = known().reader.read(question(asked))
                if fact in read.facts and read.asked == asked:
                    return asked, read.facts
    return None


@cache
def known() -> Known:
    read = manual()
    facts = {fact_id(fact): fact for fact in read.facts}
    assert {page.name for page in read.pages} == {path.name for path in PAGES.iterdir()}
    return Known(
        facts, read.entries, Questions(read.facts, read.entries), {page.name: page.text for page in read.pages}
    )


@cache
def true_rows() -> tuple[Row, ...]:
    """A row for every fact that one question finds, every whole list of steps, single steps, and every open place."""
    return (*values(), *procedures(), *open_questions())


@cache
def with_pages() -> tuple[Row, ...]:
    """The same rows, each behind an excerpt of a page that it is about."""
    return tuple(with_page(row) for row in true_rows())


def with_page(row: Row) -> Row:
    read = known().reader.read(row["input"].partition("] ")[2])
    those = read.facts or read.entries
    page = those[0].origin.page if read.facts else those[0].page if those else next(iter(known().pages))
    here = [one for one in those if (one.origin.page if isinstance(one, Fact) else one.page) == page]
    text = text_of(page)
    shown = text.excerpt(here) if here else text.text((0, len(text.pieces)), [])
    assert shown
    return with_meta(with_input(row, f"{shown}\n\n{row['input']}"), form=WITH_PAGE)


@cache
def text_of(page: str) -> PageText:
    return PageText.of(PAGES, page)


def values() -> Iterator[Row]:
    seen = set()
    for fact in known().facts.values():
        found = wanted(fact) if fact.kind != "step" else None
        if found and found[0] not in seen:
            seen.add(found[0])
            yield row_of(found[0], answer(*found))


def procedures() -> Iterator[Row]:
    for steps in known().steps.values():
        asked = Asked(STEPS, Names(steps[0].rows[0][:-1]))
        if steps[0].rows[0][-1] == "step 1" and list_of(steps[0]) not in known().broken:
            yield row_of(asked, answer(asked, steps))
            for number in range(1, 1 + max(int(step.rows[0][-1][5:].split(".")[0]) for step in steps)):
                those = [step for step in steps if step.rows[0][-1][5:].split(".")[0] == str(number)]
                said = answer(asked, those) if len(those) > 1 else those[0].text
                with suppress(Unreadable):
                    yield row_of(replace(asked, what=STEP, number=number), said)


def open_questions() -> Iterator[Row]:
    asked = [Asked(VALUE, Names(entry.names)) for entry in manual().entries if entry.reason == "placeholder"]
    asked += [Asked(VALUE, Names(("Rated power",), model="TR 500")), Asked(VALUE, Names(("flux capacitor",)))]
    for one in asked:
        with suppress(Unreadable):
            read = known().reader.read(question(one))
            if read.missing:
                names = read.asked.names
                yield row_of(one, f"The manual does not give a value for {names.model or names.row[-1]}.")

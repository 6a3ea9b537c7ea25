"""Whether a row's question asks what its meta says: with the right task before it, of exactly its facts, by no needless name."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from goldsmith.core.nouns import Row, Verdict
from goldsmith.extractors.manual.answerable import Answerable
from goldsmith.extractors.manual.asked import STEP, STEPS, VALUE, Names, fact_id
from goldsmith.extractors.manual.facts import Fact, Path
from goldsmith.extractors.manual.spoken import forms, tokens
from goldsmith.extractors.manual.tasks import (
    EXPLANATION,
    PROCEDURE,
    SPEC,
    TROUBLESHOOTING,
    WIRING,
    task_of_asked,
)
from goldsmith.schemas.questions import vocabulary
from goldsmith.validators.manual.known import Known, List, list_of
from goldsmith.validators.manual.stepped import number_of

KINDS = {
    "specification": SPEC,
    "procedure": PROCEDURE,
    "explanation": EXPLANATION,
    "wiring": WIRING,
    "troubleshooting": TROUBLESHOOTING,
}
"""The task of each kind of row; the question of an unanswerable row may be of any."""
CLOSED, WITH_PAGE = FORMS = ("closed-book", "with-page")
UNANSWERABLE = "unanswerable"
PREFIX = re.compile(r"\[([^\]]*)\] ?")


_task_of_asked = lru_cache(maxsize=16_384)(task_of_asked)
"""The same, for questions that come again and again."""


def parted(row: Row, form: str) -> tuple[str, str]:
    """The excerpt and the question of a row's input: the question is its last paragraph, or all of it."""
    if form != WITH_PAGE:
        return "", str(row["input"])
    excerpt, _, question = row["input"].rpartition("\n\n")
    return excerpt, question


def bare(question: str) -> str:
    """The question without its task."""
    found = PREFIX.match(question)
    return question[found.end() :] if found else question


def task_fits(kind: str, question: str, read: Answerable, meta: dict[str, Any], known: Known) -> Iterator[Verdict]:
    """Kind, meta and the prefix, if any, give the task that the page's words over the facts give, or those of the question."""
    tasks = {known.task(fact) for fact in read.facts} or {_task_of_asked(read.asked)}
    kinds = {name for name, task in KINDS.items() if task in tasks} if read.facts else {UNANSWERABLE}
    said = " and ".join(sorted(tasks))
    if kind not in kinds:
        yield Verdict(False, "kind_fits", f"{kind!r} is no kind for {len(read.facts)} facts of {said}")
    prefix = PREFIX.match(question)
    if prefix and prefix[0] not in {f"[{task}] " for task in tasks}:
        yield Verdict(False, "prefix_fits", f"{prefix[0]!r} stands before a question of {said}")
    if meta["task"] not in tasks:
        yield Verdict(False, "meta_task", f"meta says {meta['task']!r} of a question of {said}")


def facts_agree(read: Answerable, known: Known) -> Iterator[Verdict]:
    """All facts that a question can be about say the same, and steps are those of whole lists."""
    lists = by_list(read.facts) if read.asked.what != VALUE else []
    texts = {tuple((number_of(step), known.source(step).text) for step in one) for one in lists}
    values = {(fact.kind == "step", known.source(fact).text, known.source(fact).unit) for fact in read.facts}
    if read.asked.what == STEPS and not all(_is_whole(one, known) for one in lists):
        yield Verdict(False, "list_is_whole", f"the source's list of {read.asked.names.row!r} is not read whole from 1")
    if len(texts if lists else values) > 1:
        said = " and ".join(repr(fact.text) for fact in read.facts[:3])
        yield Verdict(False, "one_answer", f"{read.asked.names.row!r} can be {said}")


def _is_whole(steps: Sequence[Fact], known: Known) -> bool:
    """Whether steps are all those of their list, which begins with the first."""
    key = list_of(steps[0])
    return list(steps) == known.steps[key] and key not in known.broken and number_of(steps[0]) == "1"


def by_list(steps: Sequence[Fact]) -> list[list[Fact]]:
    """Steps by the list that they stand in."""
    found: dict[List, list[Fact]] = {}
    for step in steps:
        found.setdefault(list_of(step), []).append(step)
    return list(found.values())


def single_step(read: Answerable) -> Iterator[Verdict]:
    """A question for one step is about the step of that number."""
    for fact in read.facts if read.asked.what == STEP else ():
        if fact.kind != "step" or number_of(fact).partition(".")[0] != str(read.asked.number):
            yield Verdict(False, "step_is_the_one", f"{fact.text[:60]!r} is not step {read.asked.number}")


def meta_facts(read: Answerable, meta: dict[str, Any]) -> Iterator[Verdict]:
    """The facts and the names of the meta are those of the question; names may stand there in the form in which they are said."""
    found = sorted(fact_id(fact) for fact in read.facts)
    if sorted(map(str, meta["facts"])) != found:
        yield Verdict(False, "meta_facts", f"meta names the facts {meta['facts']!r}, the question is about {found!r}")
    given = read.asked.names.as_record()
    if meta["names"].keys() != given.keys() or not all(_is_said(meta["names"][role], given[role]) for role in given):
        yield Verdict(False, "meta_names", f"meta names {meta['names']!r}, the question {given!r}")


def _is_said(told: Any, name: str | Path) -> bool:
    """Whether a name of a meta is one of the page's, in full or in a shorter form."""
    if isinstance(name, str):
        return told in forms(name)
    return isinstance(told, list) and len(told) == len(name) and all(map(_is_said, told, name))


def meta_missing(read: Answerable, meta: dict[str, Any]) -> Iterator[Verdict]:
    """The meta says why the pages leave a question open, or that they do not."""
    if meta["missing"] != read.missing:
        yield Verdict(False, "meta_missing", f"meta says {meta['missing']!r} is missing, the pages {read.missing!r}")


def meta_source(read: Answerable, meta: dict[str, Any], known: Known) -> Iterator[Verdict]:
    """The places of the meta are those of the facts; where they give a line, it is the line of the page that begins the quote."""
    origins = [fact.origin for fact in read.facts]
    wanted = sorted((one.page, one.start, one.end, one.quote) for one in origins)
    found = sorted((one["page"], one["start"], one["end"], one["quote"]) for one in meta["source"])
    if found != wanted:
        yield Verdict(False, "meta_source", f"meta points at {found[:2]!r}, the facts stand at {wanted[:2]!r}")
        return
    for one in (place for place in meta["source"] if "line" in place):
        line = known.pages.get(one["page"], "").count("\n", 0, one["start"]) + 1
        if one["line"] != line:
            yield Verdict(
                False, "meta_source", f"meta points at line {one['line']!r} of {one['page']}, the fact stands in {line}"
            )


def needless(read: Answerable, known: Known) -> Iterator[Verdict]:
    """Without any one of the names that a question gives beside the row it would have more answers than one."""
    asked = read.asked
    given = _given(asked.names)
    for at, (role, labels) in enumerate(given):
        if all(vocabulary().knows(word.word) for label in labels for word in tokens(label)):
            continue  # such a name may be the question's own words: "Technical data: idle speed?"
        if len(known.models) > 1 and any(fact.model in labels for fact in read.facts):
            continue  # another page may be about another model, of which nothing is said here
        rest = [label for place, (_, those) in enumerate(given) if place != at for label in those]
        if known.reader.alone(asked.what, [*asked.names.row, *rest], asked.number):
            yield Verdict(False, "no_needless_name", f"the {role} {labels[-1]!r} is named, and nothing needs it")


def model_told(read: Answerable, known: Known) -> Iterator[Verdict]:
    """Where the pages are about several models, a question whose facts are those of some of them names their model."""
    models = {fact.model for fact in read.facts}
    names = read.asked.names
    said = {*names.row, *names.column, *names.section, names.table, names.model}
    if len(known.models) > 1 and "" not in models and models != known.models and not models <= said:
        yield Verdict(
            False, "model_is_named", f"what is asked for is that of {sorted(models)} alone, which it does not name"
        )


def _given(names: Names) -> list[tuple[str, Path]]:
    """The names that a question might do without, each with its role; a column's labels belong together."""
    single = (("qualifier", names.qualifier), ("table", names.table), ("model", names.model))
    given = [("column", names.column)] if names.column else []
    given += [(role, (label,)) for role, label in single if label]
    return given + [("section", (label,)) for label in names.section]

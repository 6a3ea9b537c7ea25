"""What one released row of a manual must satisfy, judged from its bytes against the facts that the pages bear out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from goldsmith.core.nouns import Row, Verdict
from goldsmith.extractors.manual.answerable import Answerable
from goldsmith.extractors.manual.asked import STEP, STEPS
from goldsmith.extractors.manual.spoken import forms
from goldsmith.extractors.reading import Unreadable
from goldsmith.validators.columns import columns_agree, invisible, system_turn
from goldsmith.validators.manual import asking, refused, stepped, valued
from goldsmith.validators.manual.excerpts import RULES as EXCERPTS
from goldsmith.validators.manual.known import Known
from goldsmith.validators.manual.wording import names_of

SYSTEM = "workshop manual page excerpt mechanic"
"""Words that a system turn may hold beside ordinary ones."""
META: dict[str, type] = {
    "split": str, "form": str, "task": str, "frame": str, "wording": str, "answer_form": str, "facts": list, "names": dict,
    "missing": str, "source": list,
}  # fmt: skip
"""What the meta of a row holds, and of which type."""
SPAN: dict[str, type] = {"page": str, "start": int, "end": int, "quote": str}


SPLITS, WORDINGS = ("train", "validation", "test"), ("seen", "unseen")
RULES = (
    "columns", "messages_agree", "columns_agree", "nothing_is_invisible", "meta_is_read", "form", "question_has_one_reading",
    "kind_fits", "prefix_fits", "meta_task", "meta_missing", "meta_facts", "meta_names", "meta_source", "one_answer",
    "list_is_whole", "step_is_the_one", "no_needless_name", "model_is_named", "answered_when_stated", "numbers_are_the_sources",
    "units_are_the_sources", "unit_of_the_heading", "bounds_are_kept", "nothing_is_dropped", "text_is_the_sources",
    "value_as_shown", "footnotes_are_kept", "no_other_number", "answer_words", "steps_are_complete", "steps_are_in_order",
    "steps_are_the_sources", "steps_are_numbered", "refused_when_open", "refusal_names_what_is_missing",
    "refusal_holds_no_number", "nothing_stands_there", "system_turn", *EXCERPTS,
)  # fmt: skip
"""What a row is refused by."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A row's failed verdicts, and what was read of its question where it has one reading."""

    failures: tuple[Verdict, ...]
    reading: Answerable | None = None

    @property
    def ok(self) -> bool:
        """Nothing failed."""
        return not self.failures


def judge(row: Row, known: Known) -> Judged:
    """Every check of one row; later ones are skipped where an earlier one leaves nothing to check."""
    failures: tuple[Verdict, ...] = (*columns_agree(row),)
    meta = None if failures else _meta(row)
    if isinstance(meta, Verdict):
        failures = (meta,)
    if failures or not isinstance(meta, dict):
        return Judged(failures)
    if failures := (*_spelled(row),):
        return Judged(failures)
    excerpt, question = asking.parted(row, meta["form"])
    failures = tuple(_form(meta, excerpt))
    try:
        read = known.reader.read(asking.bare(question))
    except Unreadable as error:
        return Judged((*failures, Verdict(False, "question_has_one_reading", str(error))))
    told = (*asking.task_fits(row["kind"], question, read, meta, known), *_against(row, meta, question, read, known))
    return Judged((*failures, *told, *_shown(excerpt, read, known)), read)


def _spelled(row: Row) -> Iterator[Verdict]:
    """Nothing is invisible; else the system turn says ordinary words."""
    found = list(invisible(row, ("instruction", "input", "answer")))
    yield from found if found or not row["instruction"] else system_turn(row, SYSTEM)


def _meta(row: Row) -> dict[str, Any] | Verdict:
    """The meta of a row, or why it is none."""
    try:
        meta = orjson.loads(row["meta"])
    except ValueError as error:
        return Verdict(False, "meta_is_read", str(error))
    if not isinstance(meta, dict):
        return Verdict(False, "meta_is_read", "the meta is no object")
    wrong = [name for name, kind in META.items() if not isinstance(meta.get(name), kind)]
    if wrong:
        return Verdict(False, "meta_is_read", f"missing or of the wrong type: {wrong}")
    if meta["split"] not in SPLITS or meta["wording"] not in WORDINGS:
        return Verdict(False, "meta_is_read", f"{meta['split']!r} or {meta['wording']!r} is no split or wording")
    spans = [span for span in meta["source"] if not (isinstance(span, dict) and _is_span(span))]
    return Verdict(False, "meta_is_read", f"{spans[0]!r} is no place in a page") if spans else meta


def _is_span(span: dict[str, Any]) -> bool:
    return all(isinstance(span.get(name), kind) for name, kind in SPAN.items())


def _form(meta: dict[str, Any], excerpt: str) -> Iterator[Verdict]:
    """The row has a form of the track, and an excerpt where the form has one."""
    if meta["form"] not in asking.FORMS or (meta["form"] == asking.WITH_PAGE) != bool(excerpt):
        yield Verdict(
            False, "form", f"{meta['form']!r} is no form of a row {'with' if excerpt else 'without'} an excerpt"
        )


def _shown(excerpt: str, read: Answerable, known: Known) -> Iterator[Verdict]:
    """The excerpt, if any, says what one page shows, and states the facts of that page or leaves the question open."""
    if not excerpt:
        return
    places = [*(fact.origin.page for fact in read.facts), *(entry.page for entry in read.entries)]
    verdicts = [known.excerpt(page, excerpt, read) for page in dict.fromkeys(places or known.pages)]
    if not any(verdict.ok for verdict in verdicts):
        yield verdicts[0]


def _against(row: Row, meta: dict[str, Any], question: str, read: Answerable, known: Known) -> Iterator[Verdict]:
    """The row against what its question asks."""
    yield from asking.meta_missing(read, meta)
    yield from asking.meta_facts(read, meta)
    yield from asking.meta_source(read, meta, known)
    names = [name for fact in read.facts for name in names_of(fact)]
    if not read.facts:
        yield from _open(row["answer"], asking.bare(question), read)
        yield from refused.stands_there(read, known)
    elif refused.refuses(row["answer"], names) and not valued.shown(row["answer"], known.source(read.facts[0])):
        yield Verdict(False, "answered_when_stated", f"{row['answer'][:80]!r} refuses what the pages state")
    else:
        yield from _stated(row, read, known, names)


def _open(answer: str, question: str, read: Answerable) -> Iterator[Verdict]:
    """A row about what the pages leave open."""
    given = read.asked.names
    labels = (*given.row, *given.column, *given.section, given.table, given.model, given.qualifier)
    names = [form for label in labels if label for form in forms(label)]
    yield from refused.judged(answer, question, given.model or given.row[-1], names)


def _stated(row: Row, read: Answerable, known: Known, names: Sequence[str]) -> Iterator[Verdict]:
    """A row about what the pages state."""
    yield from asking.facts_agree(read, known)
    yield from asking.single_step(read)
    yield from asking.needless(read, known)
    yield from asking.model_told(read, known)
    steps = asking.by_list(read.facts)[0]
    if read.asked.what == STEPS or (read.asked.what == STEP and len(steps) > 1):
        yield from stepped.judged(row["answer"], steps, [known.source(fact) for fact in steps], names)
    else:
        yield from valued.judged(row["answer"], [known.source(fact) for fact in read.facts], names)

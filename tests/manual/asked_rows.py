"""Rows as a build makes them: everything that can be asked of the project's manual, in any frame and answer form."""

from collections.abc import Iterator, Sequence
from functools import cache

from goldsmith.core.nouns import Row
from goldsmith.extractors.manual.asked import fact_id
from goldsmith.extractors.manual.tasks import task_of, task_of_asked
from goldsmith.generators.manual.asks import Ask, asks
from goldsmith.templates.answers import answer, answer_forms
from goldsmith.templates.kinds import kind_of
from goldsmith.templates.questions import frames, question
from goldsmith.validators.manual.asking import CLOSED
from goldsmith.validators.manual.question_mutants import place_of
from manual.pages import manual
from manual.plain_rows import KINDS, known, made


@cache
def all_asks() -> tuple[Ask, ...]:
    """What can be asked about the project's manual."""
    return asks(manual().facts, manual().entries, known().reader)[0]


def wordings(one: Ask) -> Sequence[str]:
    kind = kind_of(one.asked.what, one.facts)
    return (*frames(one.asked, kind), *frames(one.asked, kind, unseen=True))


def asked_row(one: Ask, frame: str, form: str) -> Row:
    """The row of an ask in a frame and an answer form, under its task."""
    task = task_of(one.facts[0]) if one.facts else task_of_asked(one.asked)
    kind = KINDS[task] if one.facts else "unanswerable"
    text = f"[{task}] {question(one.asked, frame)}"
    meta = {
        "split": "train", "form": CLOSED, "task": task, "frame": frame, "wording": "seen", "answer_form": form,
        "facts": [fact_id(fact) for fact in one.facts],
        "names": known().reader.read(question(one.asked, frame)).asked.names.as_record(),
        "missing": one.missing,
        "source": [place_of(fact.origin, known().pages[fact.origin.page]) for fact in one.facts],
    }  # fmt: skip
    return made(f"{kind}-{frame}-{form}", kind, text, answer(one.asked, one.facts, form, one.missing), meta)


def rows(one: Ask) -> Iterator[Row]:
    """Every wording of a question and, in turn, every form of its answer."""
    said, forms = wordings(one), answer_forms(one.asked, one.facts, one.missing)
    for at in range(max(len(said), len(forms))):
        yield asked_row(one, said[at % len(said)], forms[at % len(forms)])

"""Whether an answer is a refusal, and whether a refusal says what is missing and invents nothing."""

from collections.abc import Iterator, Sequence

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.answerable import NOT_THERE, NOWHERE, OTHER_MODEL, Answerable
from goldsmith.extractors.manual.asked import Names
from goldsmith.extractors.manual.spoken import forms
from goldsmith.schemas.answers import answer_words
from goldsmith.validators.manual.known import Known, Slot
from goldsmith.validators.manual.shown import on_one_line
from goldsmith.validators.manual.wording import NUMBER, mere, without, words_of


def refuses(answer: str, names: Sequence[str]) -> bool:
    """Whether an answer says that something is not given, and nothing else."""
    rest = without(on_one_line(answer), names)
    words = set(words_of(rest))
    return bool(words & answer_words().negating) and words <= answer_words().refusing


def judged(answer: str, question: str, missing: str, names: Sequence[str]) -> Iterator[Verdict]:
    """Every check of the answer to a question that the pages leave open; `missing` is the name that it has to give."""
    text = on_one_line(answer)
    if answer_words().negating.isdisjoint(words_of(without(text, names))):
        yield Verdict(False, "refused_when_open", f"{text[:80]!r} answers what the pages leave open")
        return
    if not any(form.casefold() in text.casefold() for form in forms(missing)):
        yield Verdict(False, "refusal_names_what_is_missing", f"{text[:80]!r} does not name {missing!r}")
    held = set(NUMBER.findall(without(question, names)))
    for number in NUMBER.findall(without(text, names)):
        if number not in held:
            yield Verdict(
                False, "refusal_holds_no_number", f"{number!r} in {text[:80]!r} does not stand in the question"
            )
    known = answer_words().refusing | frozenset(words_of(question))
    yield from (one for one in mere(text, names, known) if one.rule == "answer_words")


def stands_there(read: Answerable, known: Known) -> Iterator[Verdict]:
    """Something stands where a refusal says that nothing does: in the cell, or anywhere where nothing of that name should."""
    asked = read.asked.names
    if read.missing == NOT_THERE:
        slots = [slot for slot in _slots(asked, known) if slot in known.cells]
        if slots:
            yield Verdict(
                False,
                "nothing_stands_there",
                f"{known.cells[slots[0]][:60]!r} stands under {asked.column!r} of {asked.row!r}",
            )
    said = {OTHER_MODEL: asked.model, NOWHERE: asked.row[-1]}.get(read.missing, "")
    if said and said.casefold() in known.shown:
        yield Verdict(False, "nothing_stands_there", f"{said!r} stands on the pages")


def _slots(asked: Names, known: Known) -> Iterator[Slot]:
    """The places in tables where a row meets a column."""
    cells = [fact for fact in known.facts.values() if fact.kind == "cell"]
    columns = {(one.origin.page, one.place.block, one.place.column) for one in cells if asked.column in one.columns}
    for one in cells:
        if asked.row in one.rows:
            for page, block, column in columns:
                if (page, block) == (one.origin.page, one.place.block):
                    yield page, block, one.place.row, column

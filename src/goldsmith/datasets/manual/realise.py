"""A planned row of a manual in words: the question, the page that goes with it where one does, the answer, and where it stands."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from goldsmith.core.canonical import to_json
from goldsmith.core.nouns import Refusal, Row
from goldsmith.core.streams import chance, stream
from goldsmith.datasets.manual.pages import known_of
from goldsmith.datasets.manual.plan import TRAIN, Planned, key
from goldsmith.datasets.manual.recipe import OWN_PAGES, WITH_PAGE, ManualRecipe
from goldsmith.extractors.manual.asked import Names, fact_id
from goldsmith.extractors.manual.coverage import Entry
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.reading import Unreadable
from goldsmith.generators.manual.excerpts import PageText
from goldsmith.templates.answers import answer, answer_forms
from goldsmith.templates.questions import question

PLAIN = 70
"""How many of 100 answers in training are the plain value; all are where a model is measured."""
SIZES = (600, 1_500, 100_000)
"""Characters to which an excerpt is kept where the names allow it; the last is never less than a recipe's bound."""
NO_EXCERPT = "no excerpt"


@dataclass(frozen=True, slots=True)
class Other:
    """A wording that a teacher gave for a question, and the request that brought it."""

    text: str
    request: str


def realise(recipe: ManualRecipe, planned: Planned, release: Path, other: Other | None = None) -> Row | Refusal:
    """The row that was planned, in an `other` wording if one is given; a Refusal where no excerpt of a page goes with it."""
    ask = planned.ask
    rng = stream(recipe.name, recipe.seed, planned.id, key(ask), planned.frame)
    excerpt = ""
    if planned.form == WITH_PAGE:
        excerpt = _excerpt(recipe, release, planned.around, rng)
        if not excerpt:
            return Refusal(NO_EXCERPT, f"no {recipe.excerpt} characters of a page hold {key(ask)} with all its names")
    asked = other.text if other else question(ask.asked, planned.frame)
    prefixed = recipe.prefixes == "on" or (recipe.prefixes == "mixed" and chance(rng, 50))
    form, *others = answer_forms(ask.asked, ask.facts, ask.missing)
    varied = others and (ask.missing or planned.split == TRAIN) and not chance(rng, 0 if ask.missing else PLAIN)
    form = rng.choice([form, *others] if ask.missing else others) if varied else form
    meta = {
        "split": planned.split,
        "form": planned.form,
        "task": planned.task,
        "frame": "paraphrase" if other else planned.frame,
        "wording": "unseen" if planned.unseen else "seen",
        "answer_form": form,
        "facts": [fact_id(fact) for fact in ask.facts],
        "names": _named(asked, release, ask.asked.names).as_record(),
        "missing": ask.missing,
        "source": [_span(fact, release) for fact in ask.facts],
        "recipe": recipe.digest,
        "attempt": planned.attempt,
    }
    if other:
        meta |= {"paraphrase": "constrained", "request": other.request}
    said = f"[{planned.task}] {asked}" if prefixed else asked
    said = f"{excerpt}\n\n{said}" if excerpt else said
    return _row(planned, recipe.system, said, answer(ask.asked, ask.facts, form, ask.missing), meta)


def _named(asked: str, release: Path, planned: Names) -> Names:
    """The names that a question gives as its reader has them; one that cannot be read is refused later."""
    try:
        return known_of(release).reader.read(asked).asked.names
    except Unreadable:
        return planned


def _row(planned: Planned, system: str, said: str, told: str, meta: dict[str, Any]) -> Row:
    turns = [{"role": "user", "content": said}, {"role": "assistant", "content": told}]
    return {
        "id": planned.id,
        "kind": planned.kind,
        "prompt": f"{system}\n\n{said}" if system else said,
        "completion": told,
        "messages": [{"role": "system", "content": system}, *turns] if system else turns,
        "instruction": system,
        "input": said,
        "output": told,
        "answer": told,
        "schema": "",
        "meta": to_json(meta),
    }


def _excerpt(recipe: ManualRecipe, release: Path, those: Sequence[Fact | Entry], rng: random.Random) -> str:
    """The part of a page around values of one page, the first that they stand on: a little of it, more, or all that may be."""
    pages = [one.origin.page if isinstance(one, Fact) else one.page for one in those]
    if not pages:
        return ""
    near = [one for one, page in zip(those, pages, strict=True) if page == pages[0]]
    page, wanted = _page_text(release / OWN_PAGES, pages[0]), rng.choice(SIZES)
    short = page.excerpt(near, wanted) if wanted < recipe.excerpt else ""
    return short or page.excerpt(near, recipe.excerpt)


@lru_cache(maxsize=64)
def _page_text(folder: Path, name: str) -> PageText:
    return PageText.of(folder, name)


def _span(fact: Fact, release: Path) -> dict[str, Any]:
    """Where a fact stands: the stretch of its page's text, and its line there or its sheet."""
    origin = fact.origin
    place = {"sheet": int(origin.box[0])} if origin.box else {"line": line_of(release, origin.page, origin.start)}
    return {"page": origin.page, "start": origin.start, "end": origin.end, "quote": origin.quote, **place}


def line_of(release: Path, page: str, offset: int) -> int:
    """The line of a page's text in which an offset stands, from 1."""
    return known_of(release).pages[page].count("\n", 0, offset) + 1

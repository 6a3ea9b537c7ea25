"""Other wordings of training questions, asked of a teacher in rounds and kept only where checks and the reader agree with them.

A teacher's ledger stands beside the releases of a name, so that a build that starts again pays only for what it had not asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from goldsmith.core.streams import chance, stream
from goldsmith.datasets.finished import Progress
from goldsmith.datasets.manual.plan import TRAIN, Planned
from goldsmith.datasets.manual.recipe import CLOSED_BOOK, ManualRecipe, Paraphrase
from goldsmith.datasets.prompted import pinned, prompt_of
from goldsmith.extractors.manual.spoken import forms
from goldsmith.generators.manual.naming import said
from goldsmith.generators.teachers.opening import open_teacher
from goldsmith.generators.teachers.paraphrase import candidates, paraphrase_request
from goldsmith.generators.teachers.prompts import Prompt
from goldsmith.generators.teachers.rounds import run_rounds
from goldsmith.generators.teachers.teacher import Request, Teacher
from goldsmith.templates.questions import question

LEDGER = "teacher.sqlite"


@dataclass(frozen=True, slots=True)
class Wordings:
    """What a teacher gave for one row: candidates in its order, and the key of the request in the ledger."""

    candidates: tuple[str, ...]
    request: str


def prompted(recipe: ManualRecipe) -> tuple[ManualRecipe, Prompt | None]:
    """The recipe with its teacher's prompt pinned, and the prompt; None where no teacher is asked.

    Raises UsageError where it cannot be used, before anything is asked.
    """
    wanted = recipe.paraphrase
    if wanted is None:
        return recipe, None
    prompt = prompt_of(wanted.teacher, "paraphrase")
    paraphrase_request("What is the length of A?", ["A"], avoid=["what is"], prompt=prompt)
    if not prompt.path:
        return recipe, prompt
    keys = wanted.model_copy(update={"teacher": pinned(wanted.teacher, prompt)})
    return recipe.pinned(paraphrase=keys.model_dump(mode="json")), prompt


@contextmanager
def teacher_of(recipe: ManualRecipe, home: Path, *, offline: bool) -> Iterator[Teacher | None]:
    """The recipe's teacher while the block runs; None where it names none."""
    if recipe.paraphrase is None:
        yield None
        return
    identity = {"recipe": recipe.name, "seed": str(recipe.seed), "pages": recipe.pages_sha256}
    with open_teacher(recipe.paraphrase.teacher, home / LEDGER, identity, offline=offline) as teacher:
        yield teacher


def paraphrased(
    recipe: ManualRecipe, rows: Iterable[Planned], teacher: Teacher | None, prompt: Prompt | None, progress: Progress
) -> Mapping[str, Wordings]:
    """The wordings that a teacher gave, by the id of the row that may take one of them."""
    wanted = recipe.paraphrase
    if wanted is None or teacher is None:
        return {}
    chosen = [row for row in rows if _may_change(recipe, wanted, row)]

    def next_round(items: Sequence[Planned]) -> Sequence[Request]:
        return [_request(wanted, prompt, row) for row in items]

    found: dict[str, Wordings] = {}
    for one in run_rounds(teacher, chosen, wanted.round_size, next_round):
        for row, response in zip(one.items, one.responses, strict=True):
            found[row.id] = Wordings(candidates(response), response.key)
        progress("ask the teacher", len(one.items), len(chosen))
    return found


def _may_change(recipe: ManualRecipe, wanted: Paraphrase, row: Planned) -> bool:
    """Training questions without their page: what is held out is held out by its wording."""
    asked = row.form == CLOSED_BOOK and row.split == TRAIN and bool(row.ask.facts)
    return asked and chance(stream(recipe.name, recipe.seed, row.id, "paraphrase"), wanted.share)


def _request(wanted: Paraphrase, prompt: Prompt | None, row: Planned) -> Request:
    text = question(row.ask.asked, row.frame)
    return paraphrase_request(
        text, pieces(row, text), wanted=wanted.wanted, sampling=wanted.teacher.sampling, prompt=prompt
    )


def pieces(row: Planned, text: str) -> list[str]:
    """The names of a question as they stand in it: what another wording has to keep."""
    found = []
    for name in said(row.ask.asked.names):
        for form in sorted(forms(name), key=len, reverse=True):
            at = text.casefold().find(form.casefold())
            if at >= 0:
                found.append(text[at : at + len(form)])
                break
    return list(dict.fromkeys(found))

"""The rows of a build of a manual: made and judged one by one, in this process or in others, and taken over in plan order."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from goldsmith.core.nouns import Refusal, Row
from goldsmith.datasets.manual.examine import ManualJudge
from goldsmith.datasets.manual.paraphrasing import Wordings, pieces
from goldsmith.datasets.manual.plan import Plan, Planned
from goldsmith.datasets.manual.realise import NO_EXCERPT, Other, realise
from goldsmith.datasets.manual.recipe import ManualRecipe
from goldsmith.extractors.manual.asked import fact_id
from goldsmith.templates.questions import question
from goldsmith.validators.digests import normalised, short
from goldsmith.validators.manual.paraphrase import paraphrase

TOGETHER = 50
"""Rows that a worker makes at once."""
AHEAD = 8
"""Batches that are asked of the workers before the first is taken over."""
STANDS_ALREADY = "stands already"
PARAPHRASE = "paraphrase: "
UNCOUNTED = (NO_EXCERPT, STANDS_ALREADY, PARAPHRASE)
"""Gates that say nothing against the wordings of this package."""

Accepted = tuple[bytes, Row, dict[str, Any]]
"""The line of a row, the row as it was read back from it, and its digests."""


def attempt(recipe: ManualRecipe, folder: Path, planned: Planned, other: Other | None = None) -> Accepted | Refusal:
    """A planned row, judged from its bytes; a Refusal that names the first check which it fails."""
    row = realise(recipe, planned, folder, other)
    if isinstance(row, Refusal):
        return row
    line = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
    read = orjson.loads(line)
    judged = ManualJudge(folder)(read)
    if judged is not None and judged.digests is not None and not judged.failures:
        return line, read, judged.digests
    failure = judged.failures[0] if judged and judged.failures else None
    return Refusal(failure.rule, failure.reason) if failure else Refusal("row", "the row cannot be read")


def attempts(recipe: ManualRecipe, folder: Path, those: Sequence[Planned]) -> list[Accepted | Refusal]:
    """What becomes of some planned rows."""
    return [attempt(recipe, folder, planned) for planned in those]


@dataclass
class Rows:
    """The rows of a build, and what was dropped on the way."""

    recipe: ManualRecipe
    folder: Path
    plan: Plan
    planned: Sequence[Planned]
    wordings: Mapping[str, Wordings]
    drops: list[dict[str, Any]] = field(default_factory=list)
    prompts: set[int] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    """The facts that accepted rows ask for."""

    def accepted(self, executor: Executor | None) -> Iterator[Accepted]:
        """Every row that passes, in the order of the plan."""
        for planned, first in zip(self.planned, self._first(executor), strict=True):
            found = self._reworded(planned) or self._settled(planned, first)
            if found is not None:
                self.prompts.add(_prompt(found[1]))
                self.asked.update(map(fact_id, planned.ask.facts))
                yield found

    def _first(self, executor: Executor | None) -> Iterator[Accepted | Refusal]:
        """The first attempt at every row; workers stay AHEAD batches in front, so that memory stays flat."""
        if executor is None:
            yield from (attempt(self.recipe, self.folder, planned) for planned in self.planned)
            return
        left = _batches(self.planned)
        waiting: deque[Future[list[Accepted | Refusal]]] = deque()
        while True:
            for batch in islice(left, AHEAD - len(waiting)):
                waiting.append(executor.submit(attempts, self.recipe, self.folder, batch))
            if not waiting:
                return
            yield from waiting.popleft().result()

    def _settled(self, planned: Planned, found: Accepted | Refusal) -> Accepted | None:
        """The row, in another wording where the first is refused or asked already; None where no wording passes."""
        one: Planned | None = planned
        while one is not None:
            if not isinstance(found, Refusal) and _prompt(found[1]) in self.prompts:
                found = Refusal(STANDS_ALREADY, f"{found[1]['input'][-80:]!r} is asked already")
            if not isinstance(found, Refusal):
                return found
            self._drop(one, found)
            one = None if found.gate == NO_EXCERPT else self.plan.another(one)
            found = attempt(self.recipe, self.folder, one) if one else found
        return None

    def _reworded(self, planned: Planned) -> Accepted | None:
        """The row in the first wording of a teacher that passes; None where none does, and each refusal is noted."""
        given = self.wordings.get(planned.id)
        if given is None:
            return None
        original = question(planned.ask.asked, planned.frame)
        keep, told = pieces(planned, original), "\n".join(fact.text for fact in planned.ask.facts)
        for text in given.candidates:
            verdict = paraphrase(original, text, keep, told)
            found: Accepted | Refusal = Refusal(verdict.rule, verdict.reason)
            if verdict.ok:
                found = attempt(self.recipe, self.folder, planned, Other(text, given.request))
            if not isinstance(found, Refusal) and _prompt(found[1]) not in self.prompts:
                return found
            why = found if isinstance(found, Refusal) else Refusal(STANDS_ALREADY, "it is asked already")
            self._drop(planned, Refusal(f"{PARAPHRASE}{why.gate}", f"{text[:120]!r}: {why.reason}"))
        return None

    def _drop(self, planned: Planned, found: Refusal) -> None:
        self.drops.append(
            {
                "id": planned.id,
                "kind": planned.kind,
                "attempt": planned.attempt,
                "frame": planned.frame,
                "gate": found.gate,
                "reason": found.reason[:300],
            }
        )


def _prompt(row: Row) -> int:
    return short(normalised(row["input"]))


def _batches(those: Iterable[Planned]) -> Iterator[list[Planned]]:
    left = iter(those)
    while batch := list(islice(left, TOGETHER)):
        yield batch

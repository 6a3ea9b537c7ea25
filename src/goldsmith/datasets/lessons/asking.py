"""Rounds of requests to a teacher: each conversation goes through the gates in order, and what is refused is asked for again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from goldsmith.core.errors import Findings
from goldsmith.core.nouns import Row, Verdict
from goldsmith.datasets.finished import Progress
from goldsmith.datasets.lessons.opinions import Bench, Case
from goldsmith.datasets.lessons.plan import Lesson, lessons
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.lessons.rows import LessonJudge, row_of
from goldsmith.generators.teachers.judging import Opinion
from goldsmith.generators.teachers.lesson_request import PLAIN, Avoided, lesson_request, lesson_turns
from goldsmith.generators.teachers.prompts import Prompt
from goldsmith.generators.teachers.rounds import Round, run_rounds
from goldsmith.generators.teachers.teacher import Message, Request, Response, Teacher
from goldsmith.validators.lessons.corpus import Corpus, Offered, offered
from goldsmith.validators.lessons.judge import Judged, judge
from goldsmith.validators.template_gate import LOOSE, STRICT, Caps

CAPS = {"loose": LOOSE, "strict": STRICT}
AVOIDED = 24
"""Wordings that a request asks to avoid, at most."""
NEAR_CAP = 0.5
"""The share of its cap from which on a wording is to be avoided."""
ENOUGH = 300
"""Requests from which on the number of asks for an accepted conversation is no chance."""


def caps_of(recipe: LessonRecipe) -> Caps:
    """How much one wording may take."""
    return CAPS[recipe.gate]


class Taken(NamedTuple):
    """A conversation that is in: its line, its row as read back, its digests, and what the gates saw of it."""

    line: bytes
    row: Row
    digests: dict[str, Any]
    offered: Offered


class Passed(NamedTuple):
    """A conversation that passed every gate but the judge: what was asked and said, and what the gates saw of it."""

    lesson: Lesson
    turns: Sequence[Message]
    messages: list[dict[str, str]]
    found: Judged
    request: str
    seen: Offered


@dataclass
class Asking:
    """The conversations that are in, in the order of the plan at the end, and what was refused on the way."""

    recipe: LessonRecipe
    teacher: Teacher
    prompt: Prompt
    bench: Bench | None = None
    taken: dict[int, Taken] = field(default_factory=dict)
    drops: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0

    def __post_init__(self) -> None:
        self.corpus = Corpus(caps_of(self.recipe))
        self.refused: list[Lesson] = []
        self.prompts: dict[int, int] = {}

    def run(self, progress: Progress) -> None:
        """Ask until as many conversations are in as the recipe wants.

        Raises Findings where the teacher needs more requests for each than the recipe allows.
        """
        plan, size, most = lessons(self.recipe), self.recipe.round_size, 0
        for one in run_rounds(self.teacher, plan, size, self._requests, lambda over: self.refused):
            self._take(one)
            if len(self.taken) == self.recipe.count:
                self._withdraw()
            progress(self._stage(), max(0, len(self.taken) - most), self.recipe.count)
            most = max(most, len(self.taken))
            if len(self.taken) == self.recipe.count:
                return
            self._check_asks()

    def _stage(self) -> str:
        return f"ask the teacher ({self.asked / max(1, len(self.taken)):.2f} asks for each conversation)"

    def _requests(self, items: Sequence[Lesson]) -> list[Request]:
        avoid = self._avoided()
        return [worded(self.recipe, self.prompt, item, avoid) for item in items]

    def _avoided(self) -> list[Avoided]:
        """The wordings that stand nearest to their caps, as the rounds before left them."""
        found: dict[Avoided, float] = {}
        for role, key, full in self.corpus.nearest(NEAR_CAP):
            one = Avoided("user" if role == "user" else "assistant", key.kind, key.skeleton)
            found[one] = max(full, found.get(one, 0.0))
        return sorted(found, key=lambda one: (-found[one], one.role, one.kind, one.skeleton))[:AVOIDED]

    def _take(self, over: Round[Lesson]) -> None:
        self.refused = []
        passed: list[Passed] = []
        for lesson, response in zip(over.items, over.responses, strict=True):
            self.asked += 1
            if len(self.taken) + len(passed) == self.recipe.count:
                self._drop(lesson, "surplus", "as many as wanted are in")
                continue
            found = self._offer(lesson, response)
            if isinstance(found, Passed):
                passed.append(found)
            else:
                self._refuse(lesson, found)
        for one, opinion in zip(passed, self._opinions(passed), strict=True):
            if failure := self._let_in(one, opinion):
                self._refuse(one.lesson, failure)

    def _refuse(self, lesson: Lesson, failure: Verdict) -> None:
        """Note why a conversation is refused, and ask for it again as often as the recipe allows."""
        self._drop(lesson, failure.rule, failure.reason)
        if lesson.attempt + 1 < self.recipe.tries:
            self.refused.append(lesson.again())

    def _opinions(self, passed: Sequence[Passed]) -> list[Opinion | str | None]:
        """What the judge says of those that were not wholly read, or why it says nothing; None where it is not asked."""
        cases = [Case(one.lesson.plan, one.messages, one.found.unread) for one in passed if one.found.unread]
        said = iter(self.bench.opinions(cases) if self.bench else ())
        return [next(said) if self.bench and one.found.unread else None for one in passed]

    def _offer(self, lesson: Lesson, response: Response) -> Passed | Verdict:
        """What passes all gates before the judge, or the first gate that refuses it.

        What a judge drops later stays counted against the caps until all are there, and is then taken out of the count.
        """
        if response.outcome != "answered":
            return Verdict(False, response.outcome, response.reason)
        turns = lesson_turns(response)
        messages = [{"role": turn.role, "content": turn.content} for turn in turns]
        found = judge(messages, lesson.plan, unread=self.recipe.unread)
        if not found.ok:
            return found.failures[0]
        seen = offered(f"{lesson.id}.{lesson.attempt}", messages, lesson.plan)
        if failures := self.corpus.offer(seen):
            return failures[0]
        return Passed(lesson, turns, messages, found, response.key, seen)

    def _let_in(self, one: Passed, opinion: Opinion | str | None) -> Verdict | None:
        """Let a conversation in as it is read back from its line, or say why not."""
        if self.bench and (failure := self.bench.refusal(opinion)):
            return failure
        if isinstance(opinion, str):
            opinion = None
        row = row_of(self.recipe, one.lesson, one.turns, one.found, one.request, opinion)
        line = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
        read = orjson.loads(line)
        judged = LessonJudge.of(self.recipe)(read)
        if judged is None or judged.failures or judged.digests is None:
            return judged.failures[0] if judged else Verdict(False, "row", "the row cannot be read")
        if self.prompts.setdefault(judged.digests["normal"], one.lesson.ordinal) != one.lesson.ordinal:
            return Verdict(False, "duplicate", "another conversation has the same prompt")
        self.taken[one.lesson.ordinal] = Taken(line, read, judged.digests, one.seen._replace(name=one.lesson.id))
        return None

    def _withdraw(self) -> None:
        """Take out what turns out to be of a template once all are there, until what is left stands by itself."""
        while True:
            self.corpus, wrong = replayed(self.recipe, (one.offered for one in self.rows()))
            for id_ in wrong:
                del self.prompts[self.taken.pop(int(id_.rpartition("-")[2])).digests["normal"]]
                self.drops.append(
                    {"id": id_, "attempt": 0, "gate": "template", "reason": "withdrawn: its wording is a template's"}
                )
            if not wrong:
                return

    def rows(self) -> Iterator[Taken]:
        """The conversations that are in, in the order of the plan."""
        yield from (self.taken[ordinal] for ordinal in sorted(self.taken))

    def _drop(self, lesson: Lesson, gate: str, reason: str) -> None:
        self.drops.append({"id": lesson.id, "attempt": lesson.attempt, "gate": gate, "reason": reason[:300]})

    def _check_asks(self) -> None:
        asks = self.asked / max(1, len(self.taken))
        if self.asked >= ENOUGH and asks > self.recipe.most_asks:
            gates = Counter(entry["gate"] for entry in self.drops).most_common(3)
            first = next((entry["reason"] for entry in reversed(self.drops) if entry["gate"] == gates[0][0]), "")
            raise Findings(
                f"{self.recipe.name}: {asks:.1f} requests for each accepted conversation after {self.asked:,}, over most_asks "
                f"{self.recipe.most_asks:g}; refused mostly by {gates}; the last: {first[:160]}"
            )


def worded(recipe: LessonRecipe, prompt: Prompt, lesson: Lesson, avoid: Sequence[Avoided]) -> Request:
    """The request for a lesson as the recipe has it. Raises UsageError where its prompt cannot be filled."""
    sampling = recipe.teacher.sampling if recipe.teacher else PLAIN
    return lesson_request(lesson.plan, avoid=avoid, sampling=sampling, sample=lesson.attempt, prompt=prompt)


def replayed(recipe: LessonRecipe, conversations: Iterable[Offered]) -> tuple[Corpus, list[str]]:
    """The gates over many conversations offered anew in order, and the names of those that they do not let in."""
    corpus = Corpus(caps_of(recipe))
    wrong = [one.name for one in conversations if corpus.offer(one)]
    wrong += [id_ for id_ in corpus.withdrawn() if id_ not in wrong]
    return corpus, wrong

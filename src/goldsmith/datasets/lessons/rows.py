"""A worded lesson as a row, and a row back as the conversation and the plan that it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import orjson

from goldsmith.core.canonical import to_json
from goldsmith.core.nouns import COLUMNS, Row, Verdict
from goldsmith.datasets.examine import Judgement
from goldsmith.datasets.lessons.opinions import misjudged
from goldsmith.datasets.lessons.plan import Lesson
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.generators.teachers.config import JudgeConfig
from goldsmith.generators.teachers.judging import Opinion
from goldsmith.generators.teachers.teacher import Message
from goldsmith.schemas.lessons import LessonPlan, plan_from_json, plan_to_json
from goldsmith.validators.digests import normalised, short, without_figures
from goldsmith.validators.lessons.judge import Judged, judge

SAYS = "columns agree, each turn is what the plan wants, and every claim about the language is the plan's and true by analysis"
NAMES = {"user": "Learner", "assistant": "Teacher"}


def row_of(
    recipe: LessonRecipe,
    lesson: Lesson,
    turns: Sequence[Message],
    found: Judged,
    request: str,
    opinion: Opinion | None = None,
) -> Row:
    """The row of a conversation that passed; all turns but the last are its prompt, with the speakers' names where they are several."""
    messages = [{"role": turn.role, "content": turn.content} for turn in turns]
    meta = {
        "split": lesson.split,
        "type": lesson.plan.type,
        "level": lesson.plan.level,
        "persona": lesson.plan.persona.id,
        "learner": lesson.plan.learner.id,
        "turns": len(messages) // 2,
        "status": "judged" if opinion else found.status,
        **({"judge": opinion._asdict()} if opinion else {}),
        "cited": list(found.cited),
        "wording": "seen",
        "ordinal": lesson.ordinal,
        "attempt": lesson.attempt,
        "request": request,
        "plan": orjson.loads(plan_to_json(lesson.plan)),
        "recipe": recipe.digest,
    }
    made = {"id": lesson.id, "kind": lesson.plan.type, "messages": messages, "meta": to_json(meta)}
    made |= columns_of(messages)
    return {name: made[name] for name in COLUMNS}


def columns_of(messages: Sequence[dict[str, str]]) -> dict[str, str]:
    """The columns of a row that follow from its turns."""
    said, told = prompt_of(messages), messages[-1]["content"]
    return {
        "prompt": said,
        "completion": told,
        "instruction": "",
        "input": said,
        "output": told,
        "answer": told,
        "schema": "",
    }


class Held(NamedTuple):
    """What a row holds beside its columns: the plan, the whole meta, and the digests that follow."""

    plan: LessonPlan
    meta: dict[str, Any]
    digests: dict[str, Any]


def held_in(row: Row) -> Held:
    """What a row holds. Raises UnreadableRow where something is missing that the checks over all rows take from it."""
    try:
        plan, meta = plan_in(row), orjson.loads(row["meta"])
        if not (isinstance(meta["status"], str) and isinstance(meta["level"], str)):
            raise TypeError(f"status {meta['status']!r} or level {meta['level']!r} is no text")
        unknown = set(meta["cited"]) - {note.id for note in plan.notes}
        if unknown or int(meta["ordinal"]) < 0:
            raise ValueError(f"no note of the plan: {sorted(unknown)}" if unknown else "ordinal is below 0")
        return Held(plan, meta, summary(row, meta))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise UnreadableRow(repr(error)[:300]) from error


class UnreadableRow(ValueError):
    """A row of lessons lacks a part of its meta, or its columns are of other types."""


def prompt_of(messages: Sequence[dict[str, str]]) -> str:
    """All turns but the last as one text."""
    *before, _ = messages
    if len(before) == 1:
        return before[0]["content"]
    return "\n\n".join(f"{NAMES.get(turn['role'], turn['role'])}: {turn['content']}" for turn in before)


def plan_in(row: Row) -> LessonPlan:
    """The plan in a row's meta. Raises KeyError, TypeError or ValueError for a meta without one."""
    return plan_from_json(orjson.dumps(orjson.loads(row["meta"])["plan"]).decode())


@dataclass(frozen=True, slots=True)
class LessonJudge:
    """The row checks of lessons; sentences that no pattern reads are marked or refused as the recipe says."""

    unread: str = "refuse"
    judge: JudgeConfig | None = None
    says: str = SAYS

    @classmethod
    def of(cls, recipe: LessonRecipe) -> Self:
        """The row checks of a recipe's lessons."""
        return cls(recipe.unread, recipe.judge)

    def __call__(self, row: Row) -> Judgement | None:
        """Judge one conversation against the plan in its meta."""
        try:
            plan, meta, digests = held_in(row)
            failures = tuple(_columns(row, plan, meta))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            return Judgement((Verdict(False, "meta_is_readable", str(error)[:300]),), None)
        found = judge(row["messages"], plan, unread="mark" if self.unread == "mark" else "refuse")
        failures += found.failures
        if found.ok and (wrong := misjudged(meta, found.status, self.judge)):
            failures += (wrong,)
        if found.ok and meta["cited"] != list(found.cited):
            said = f"meta names {meta['cited']} as cited, and the answers cite {list(found.cited)}"
            failures += (Verdict(False, "cited", said),)
        return Judgement(failures, digests)


def _columns(row: Row, plan: LessonPlan, meta: dict[str, Any]) -> list[Verdict]:
    """What in a row's columns and meta is not what its messages and plan say."""
    wanted = columns_of(row["messages"]) | {"kind": plan.type}
    wrong = [name for name, value in wanted.items() if row[name] != value]
    wrong += [name for name in ("type", "level") if meta[name] != getattr(plan, name)]
    return (
        [Verdict(False, "columns_agree", f"{', '.join(wrong)} of {row['id']!r} differ from its turns")] if wrong else []
    )


def summary(row: Row, meta: dict[str, Any]) -> dict[str, Any]:
    """The digests of a row that the checks over all rows need."""
    answers = "\n".join(turn["content"] for turn in row["messages"] if turn["role"] == "assistant")
    opening = " ".join(row["answer"].split(None, 3)[:3])
    return {
        "id": row["id"],
        "kind": row["kind"],
        "split": str(meta["split"]),
        "stratum": f"{row['kind']}/{meta['level']}/{meta['status']}",
        "wording": "seen",
        "attempt": int(meta["attempt"]),
        "prompt": short(row["input"]),
        "normal": short(normalised(row["input"])),
        "answer": short(answers),
        "masked": short(without_figures(answers)),
        "skeleton": short(answers),
        "opening": short(opening),
        "request": short(row["input"]),
        "opening_text": opening,
        "request_text": "",
        "unit": short(str(meta["plan"]["targets"][0]["text"])),
    }

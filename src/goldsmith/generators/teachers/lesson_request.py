"""Asks a teacher to word a lesson plan, and takes the turns out of what it says.

Nothing here judges the turns: what may be kept is decided by `validators.lessons` and by the template gate.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from goldsmith.core.canonical import to_json
from goldsmith.generators.teachers.prompts import Prompt, built_in
from goldsmith.generators.teachers.teacher import Message, Request, Response, Sampling
from goldsmith.schemas.lessons import LessonPlan, Turn, plan_to_json

PLAIN = Sampling(max_tokens=2048)
SPOKEN = {"medium": "in English", "target": "in Italian alone", "both": "in English and Italian"}
LEARNER = {"asks": "asks", "attempts": "tries", "answers": "answers", "chats": "chats"}
TEACHER = {
    "explains": "explains",
    "corrects": "corrects",
    "confirms": "confirms what is right",
    "translates": "translates",
    "tells": "tells",
    "asks": "asks",
    "replies": "replies",
}
PLACES = {"open": "at the beginning", "close": "at the end", "sent": "as a sentence", "gram": "anywhere"}
MARK = re.compile(r"<[A-Z]+>|_")
ELLIPSIS = "…"
Role = Literal["user", "assistant"]


@dataclass(frozen=True, slots=True)
class Avoided:
    """A wording that too many conversations share: the role that used it, the kind of key, and its skeleton."""

    role: Role
    kind: str
    skeleton: str

    @property
    def text(self) -> str:
        """The skeleton with an ellipsis for what varies in it."""
        return " ".join(MARK.sub(ELLIPSIS, self.skeleton).split())

    @property
    def shown(self) -> str:
        """How a prompt names it."""
        who = "the learner" if self.role == "user" else "the teacher"
        return f"{who}, {PLACES[self.kind]}: {self.text}"


def lesson_request(
    plan: LessonPlan,
    *,
    avoid: Sequence[Avoided] = (),
    sampling: Sampling = PLAIN,
    sample: int = 0,
    prompt: Prompt | None = None,
) -> Request:
    """The request for one conversation that words the plan and shares none of the wordings to avoid; `prompt` asks for it.

    Raises UsageError where a prompt of the recipe's own cannot be filled.
    """
    schema = _schema(2 * len(plan.turns))
    text = (prompt or built_in("lesson")).filled(
        plan=plan,
        turns=[_told(plan, place, turn) for place, turn in enumerate(plan.turns, 1)],
        facts=facts_of(plan),
        allowed=allowed(plan),
        avoid=list(avoid),
        schema=schema,
    )
    return Request((Message("user", text),), schema, sampling, sample)


def lesson_turns(response: Response) -> tuple[Message, ...]:
    """The messages of a response; none where it was not answered."""
    if response.outcome != "answered":
        return ()
    return tuple(Message(turn["role"], _plain(turn["content"])) for turn in response.value["turns"])


def allowed(plan: LessonPlan) -> tuple[str, ...]:
    """The words of the language taught that a conversation may quote outside the sentences, each once."""
    forms = [token.form for target in plan.targets for token in target.tokens if token.pos != "name"]
    words = [form for word in plan.words for form in (word.lemma, *word.forms)]
    named = [claim.subject for claim in plan.claims if claim.kind not in ("translation", "rule")]
    valued = [
        claim.value
        for claim in plan.claims
        if claim.kind in ("article", "auxiliary", "plural", "feminine", "form", "lemma")
    ]
    return tuple(dict.fromkeys((*forms, *words, *named, *valued)))


def _plain(text: str) -> str:
    """The text with single spaces and no empty lines."""
    return "\n".join(line for part in text.splitlines() if (line := " ".join(part.split())))


def facts_of(plan: LessonPlan) -> str:
    """The plan without the analysis of its words: what of it may be said stands in the claims."""
    return plan_to_json(replace(plan, targets=tuple(replace(target, tokens=()) for target in plan.targets)))


def _told(plan: LessonPlan, place: int, turn: Turn) -> str:
    says = f", saying “{turn.says}”" if turn.says else ""
    about = " and ".join(f"“{plan.targets[one].text}”" for one in turn.about)
    owes = "; owes " + to_json([claim.kind + " of " + claim.subject for claim in turn.owes]) if turn.owes else ""
    return (
        f"{place}: the learner {LEARNER[turn.learner]} {SPOKEN[turn.learner_speaks]}{says}; "
        f"the teacher {TEACHER[turn.teacher]} {SPOKEN[turn.teacher_speaks]}{f', about {about}' if about else ''}{owes}"
    )


def _schema(messages: int) -> str:
    turn = {
        "type": "object",
        "properties": {
            "role": {"type": "string", "enum": ["user", "assistant"]},
            "content": {"type": "string", "minLength": 1},
        },
        "required": ["role", "content"],
        "additionalProperties": False,
    }
    return to_json(
        {
            "type": "object",
            "properties": {"turns": {"type": "array", "items": turn, "minItems": messages, "maxItems": messages}},
            "required": ["turns"],
            "additionalProperties": False,
        }
    )

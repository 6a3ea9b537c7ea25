"""Asks a judge whether what no program could read in a conversation is sound, and takes the opinion out of what it says."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from goldsmith.core.canonical import to_json
from goldsmith.generators.teachers.lesson_request import facts_of
from goldsmith.generators.teachers.prompts import Prompt, built_in
from goldsmith.generators.teachers.teacher import Message, Request, Response, Sampling
from goldsmith.schemas.lessons import LessonPlan

SCHEMA = to_json(
    {
        "type": "object",
        "properties": {"sound": {"type": "boolean"}, "reason": {"type": "string", "minLength": 1}},
        "required": ["sound", "reason"],
        "additionalProperties": False,
    }
)
LONGEST = 300
"""Characters of a reason that are kept."""


class Opinion(NamedTuple):
    """What a judge says of a conversation, and the request that it answers by its name in the ledger."""

    sound: bool
    reason: str
    model: str
    request: str


def judge_request(
    plan: LessonPlan,
    messages: Sequence[Mapping[str, str]],
    unread: Sequence[str],
    *,
    sampling: Sampling,
    prompt: Prompt | None = None,
) -> Request:
    """The request for an opinion on a conversation, some sentences of which were not read.

    Raises UsageError where a prompt of the recipe's own cannot be filled.
    """
    text = (prompt or built_in("judge")).filled(
        plan=plan, facts=facts_of(plan), conversation=to_json(list(messages)), unread=list(unread), schema=SCHEMA
    )
    return Request((Message("user", text),), SCHEMA, sampling)


def opinion_in(response: Response, model: str) -> Opinion | None:
    """The opinion in a response; None where it holds none."""
    if response.outcome != "answered":
        return None
    reason = " ".join(response.value["reason"].split())[:LONGEST]
    return Opinion(response.value["sound"], reason, model, response.key)

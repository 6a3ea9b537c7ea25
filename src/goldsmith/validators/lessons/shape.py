"""The outer shape of a conversation: turns, roles, and texts that are whole and the teacher's own."""

import re
from collections.abc import Iterator, Mapping, Sequence

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.lessons.spans import quotes
from goldsmith.schemas.lessons import LessonPlan

Message = Mapping[str, str]
WHOLE = re.compile(r"[.!?…:)\]»”\"'’*`]\s*$")
REFUSAL = re.compile(
    r"\bas an ai\b|\blanguage model\b|\bi(?: am|'m) (?:sorry|afraid),? (?:but )?i (?:can(?:not|'t)|am (?:not able|unable))"
    r"|\bi can(?:not|'t) (?:help|assist|do that|fulfil|provide)|\bcome intelligenza artificiale\b|\bnon posso aiutarti\b"
    r"|\bmi dispiace, ma non posso\b",
    re.IGNORECASE,
)
DEBRIS = re.compile(
    r"```|<\|[^>]*\|>|^\s*[\[{]|\{\{|\}\}|\"role\"|</?[a-z]+>|\[(?:insert|name|your)[^\]]*\]|\\n|\bTODO\b",
    re.IGNORECASE,
)


def shape(messages: Sequence[Message], plan: LessonPlan) -> Iterator[Verdict]:
    """A verdict for each way in which the messages are not the plan's turns, whole and in words of their own."""
    spoken = [message for message in messages if message.get("role") != "system"]
    roles = [message.get("role") for message in spoken]
    wanted = ["user", "assistant"] * len(plan.turns)
    if roles != wanted:
        yield Verdict(False, "schema", f"roles {roles} where the plan has {len(plan.turns)} turns")
        return
    for place, message in enumerate(spoken):
        text = message.get("content", "")
        if not isinstance(text, str) or not any(sign.isalpha() for sign in text):
            yield Verdict(False, "schema", f"message {place + 1} says nothing: {text!r}")
        elif DEBRIS.search(text):
            yield Verdict(False, "schema", f"message {place + 1} holds marks of a program: {text[:60]!r}")
        elif message["role"] == "assistant" and REFUSAL.search(text):
            yield Verdict(False, "schema", f"message {place + 1} is a refusal: {text[:60]!r}")
        elif message["role"] == "assistant" and (not WHOLE.search(text) or unclosed(text)):
            yield Verdict(False, "schema", f"message {place + 1} is cut off: {text[-40:]!r}")


def unclosed(text: str) -> bool:
    """A quotation mark is opened and never closed."""
    rest = list(text)
    for quote in quotes(text):
        rest[quote.start : quote.end] = " " * (quote.end - quote.start)
    left = "".join(rest)
    return any(sign in left for sign in '“”«»"') or left.count("**") % 2 == 1

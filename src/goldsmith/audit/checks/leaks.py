"""Whether an answer holds only the answer: no instructions to the model, no template tokens, no question or context."""

import re
from collections.abc import Sequence
from functools import lru_cache

from goldsmith.audit.evidence import around, code_like, shown
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import USER, Example

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
LONG_SENTENCE = 40
"""Characters of a sentence that nobody writes twice by chance."""
TO_THE_MODEL = re.compile(
    r"\byou are (?:an?|the) |\byou (?:answer|act as|respond|reply)\b|\byour (?:task|job|role|goal|answers?|repl(?:y|ies))\b|"
    r"\b(?:never|do not|don't|always) (?:mention|reveal|tell|say|disclose|answer|reply|respond|share)\b|"
    r"\b(?:assistant|internal note|system prompt|chatbot|language model|the user)\b",
    re.I,
)
ABOUT_INSTRUCTIONS = re.compile(
    r"instruction|system prompt|your rules|your prompt|guidelines|repeat|who are you|your role", re.I
)
TOKENS = re.compile(
    r"<\|(?:im_start|im_end|endoftext|eot_id|start_header_id|end_header_id|begin_of_text|user|assistant|system|end)\|>"
    r"|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|(?<!\w)</?s>(?!\w)|^#{2,3} ?(?:Instruction|Response)s?:\s*$",
    re.M,
)
SIGNS = ("<|", "INST]", "_of_turn>", "<s>", "</s>", "SYS>>", "## I", "##I", "## R", "##R")
SPEAKERS = re.compile(r"^(?:Human|User|Customer|USER)\s?:.+\n+(?:Assistant|AI|Bot|Agent|ASSISTANT)\s?:", re.M)
ASKERS = ("Human", "User", "Customer", "USER")
ABOUT_SPEAKERS = re.compile(
    r"dialog|conversation|chat|script|interview|role-?play|transcript|exchange|assistant|scene|play\b", re.I
)
WHOLE_CONTEXT = 120
WHOLE_PROMPT = 40


def leaked_instructions(example: Example, sense: Sense) -> Sequence[str] | None:
    """An answer that says a sentence of the system prompt which was meant for the model."""
    if not example.system:
        return None
    if ABOUT_INSTRUCTIONS.search(example.prompt):
        return ()
    told = _instructions(example.system)
    return tuple(f"answer says {shown(one)}" for text in example.learned for one in told if one in text)


@lru_cache(1_000)
def _instructions(system: str) -> tuple[str, ...]:
    """The sentences that speak to the model, and what they say after a colon; what a shop tells its guests is none."""
    sentences = [one.strip() for one in SENTENCE.split(system) if TO_THE_MODEL.search(one)]
    said = [*sentences, *(one.partition(": ")[2] for one in sentences)]
    return tuple(one.rstrip(".!:") for one in said if len(one) >= LONG_SENTENCE)


def template_tokens(example: Example, sense: Sense) -> Sequence[str] | None:
    """Tokens of a chat template inside an answer; one at the very end is a stop sign and no case."""
    if all(turn.role != USER for turn in example.turns):
        return None
    for text in example.learned:
        found = TOKENS.search(text) if any(sign in text for sign in SIGNS) else None
        if found and text[found.end() :].strip() and not _meant(found.group(), example):
            return (f"{found.group().strip()!r} in {around(text, *found.span())}",)
    return ()


def _meant(token: str, example: Example) -> bool:
    return token in example.prompt or ABOUT_SPEAKERS.search(example.prompt) is not None


def next_turn(example: Example, sense: Sense) -> Sequence[str]:
    """An answer that goes on with the user's next question and its own reply."""
    for text in example.learned:
        found = SPEAKERS.search(text) if any(speaker in text for speaker in ASKERS) else None
        if found and not ABOUT_SPEAKERS.search(example.prompt):
            return (around(text, *found.span()),)
    return ()


def context_in_answer(example: Example, sense: Sense) -> Sequence[str] | None:
    """An answer that holds the whole of its context."""
    if not example.context:
        return None
    context = example.context.strip()
    if len(context) >= WHOLE_CONTEXT and context in example.answer and len(example.answer) > len(context) + 10:
        return (f"answer holds all of {shown(context)}",)
    return ()


def prompt_in_answer(example: Example, sense: Sense) -> Sequence[str]:
    """An answer that begins with the whole question, as when prompt and completion were joined before."""
    prompt = example.prompt.strip()
    if len(prompt) < WHOLE_PROMPT or not example.answer.lstrip().startswith(prompt):
        return ()
    goes_on = len(example.answer.strip()) > len(prompt) + 1
    return (f"answer begins {shown(example.answer.strip())}",) if goes_on and not code_like(prompt) else ()


ROWS = {
    "leaked_instructions": leaked_instructions,
    "template_tokens": template_tokens,
    "next_turn": next_turn,
    "context_in_answer": context_in_answer,
    "prompt_in_answer": prompt_in_answer,
}

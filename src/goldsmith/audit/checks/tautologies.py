"""Whether an answer says anything beside the question: "The number of orders in May is the number of orders in May."."""

import re
from collections.abc import Sequence

from goldsmith.audit.questions import OPEN, asks_yes_or_no, is_question, subject
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import Example
from goldsmith.extractors.likeness import EMPTY
from goldsmith.extractors.sameness import plain

COPULA = re.compile(r" (?:is|are|was|were|equals|means) ", re.IGNORECASE)
FILLERS = frozenset(["number", "count", "amount", "total", "sum", "value", "answer", "question", "asked", "ask"])
"""Words that name a result without telling it."""
CHOICE = re.compile(r"[,:;]|\bor\b", re.IGNORECASE)
LEAST, MOST = 4, 40
"""Words of an answer that can be a tautology."""


def tautology(example: Example, sense: Sense) -> Sequence[str] | None:
    """An answer to a short question that repeats the question's words and tells nothing else."""
    prompt, answer = example.prompt.strip(), example.answer.strip()
    if example.context or not LEAST <= len(answer.split()) <= MOST or answer.endswith("?"):
        return None
    empty = is_itself(answer) or (is_question(prompt) and _asks_for_more(prompt) and only_asks_back(prompt, answer))
    return (f"{prompt[:60]!r} → {answer[:60]!r}",) if empty else ()


def is_itself(answer: str) -> bool:
    """A sentence that says of a thing that it is that thing."""
    left, _, right = (COPULA.sub("|", answer, count=1)).partition("|")
    said = [word for word in plain(left).split() if word not in EMPTY]
    return len(said) > 1 and said == [word for word in plain(right).split() if word not in EMPTY]


def only_asks_back(prompt: str, answer: str) -> bool:
    """Most of what the question names, and nothing that it does not name."""
    asked, told = set(subject(prompt)), set(subject(answer)) - FILLERS
    return len(told) > 1 and told <= asked and 2 * len(told) > len(asked - FILLERS)


def _asks_for_more(prompt: str) -> bool:
    """One question that its own words cannot answer: neither yes or no, nor a choice between things that it names."""
    return (
        "?" not in prompt.strip()[:-1]
        and not asks_yes_or_no(prompt)
        and not CHOICE.search(prompt)
        and not OPEN.search(prompt)
    )


ROWS = {"tautology": tautology}

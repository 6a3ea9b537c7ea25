"""Lies told about the steps of a true row of a manual: one is gone, doubled, moved, renumbered or another's."""

import random
from collections.abc import Callable

from goldsmith.core.nouns import Row
from goldsmith.validators.answer_mutants import with_answer
from goldsmith.validators.manual.case import Case
from goldsmith.validators.manual.stepped import NUMBERED


def _lines(row: Row, case: Case) -> tuple[list[str], list[str]]:
    """What announces the steps of an answer, and its steps, where there are at least two and nothing follows them."""
    lines = row["answer"].split("\n")
    first = next((at for at, line in enumerate(lines) if NUMBERED.fullmatch(line)), len(lines))
    steps = lines[first:]
    listed = case.asked.what == "steps" and case.facts and len(steps) > 1
    return (lines[:first], steps) if listed and all(NUMBERED.fullmatch(line) for line in steps) else ([], [])


def _numbered(lines: list[str], like: list[str]) -> list[str]:
    """Lines under the numbers of others, so that only what they say can give them away."""
    found = [(NUMBERED.fullmatch(line), NUMBERED.fullmatch(old)) for line, old in zip(lines, like, strict=False)]
    return [
        old.string[: old.start("text")] + line["text"] for line, old in found if line is not None and old is not None
    ]


def step_dropped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A step is gone, and the others are numbered on."""
    lead, lines = _lines(row, case)
    if not lines:
        return None
    at = rng.randrange(len(lines))
    return with_answer(row, "\n".join([*lead, *_numbered(lines[:at] + lines[at + 1 :], lines)]))


def steps_swapped(row: Row, case: Case, rng: random.Random) -> Row | None:
    """Two neighbours in the other order, under each other's numbers."""
    lead, lines = _lines(row, case)
    if not lines:
        return None
    at = rng.randrange(len(lines) - 1)
    other = [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]
    return with_answer(row, "\n".join([*lead, *_numbered(other, lines)]))


def step_doubled(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A step stands twice."""
    lead, lines = _lines(row, case)
    if not lines:
        return None
    at = rng.randrange(len(lines))
    return with_answer(row, "\n".join([*lead, *lines[: at + 1], *lines[at:]]))


def steps_renumbered(row: Row, case: Case, rng: random.Random) -> Row | None:
    """The right steps under other numbers."""
    lead, lines = _lines(row, case)
    if not lines:
        return None
    first = rng.choice((0, 2, 10))
    found = [NUMBERED.fullmatch(line) for line in lines]
    return with_answer(
        row, "\n".join([*lead, *(f"{first + at}. {one['text']}" for at, one in enumerate(found) if one)])
    )


def step_of_another(row: Row, case: Case, rng: random.Random) -> Row | None:
    """A step of another list in the place of one."""
    lead, lines = _lines(row, case)
    ours = {source.text for source in case.sources}
    others = [fact.text for steps in case.known.steps.values() for fact in steps if fact.text not in ours]
    if not lines or not others:
        return None
    at = rng.randrange(len(lines))
    other = [*lines[:at], f"1. {rng.choice(others)}", *lines[at + 1 :]]
    return with_answer(row, "\n".join([*lead, *_numbered(other, lines)]))


def neighbour(row: Row, case: Case, rng: random.Random) -> Row | None:
    """The step before or behind the one that is asked for."""
    ours = {source.text for source in case.sources}
    lists = [steps for steps in case.known.steps.values() if case.facts and case.facts[0] in steps]
    others = [fact.text for steps in lists for fact in steps if fact.text not in ours]
    return with_answer(row, rng.choice(others)) if case.asked.what == "step" and others else None


STEPS: dict[str, Callable[[Row, Case, random.Random], Row | None]] = {
    "steps: one dropped": step_dropped,
    "steps: two exchanged": steps_swapped,
    "steps: one doubled": step_doubled,
    "steps: renumbered": steps_renumbered,
    "steps: one of another list": step_of_another,
    "step: a neighbour": neighbour,
}
"""Lies about steps."""

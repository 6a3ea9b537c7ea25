"""Rounds of fixed size in plan order: what a round asks depends on the plan and on earlier rounds, and on nothing else.

So a build that starts again makes the same requests, finds them in its ledger, and pays only for what it had not asked yet.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice
from typing import Generic, TypeVar

from goldsmith.generators.teachers.teacher import Request, Response, Teacher

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Round(Generic[Item]):
    """One round that is over: its items of the plan, what was asked for each, and what came back."""

    number: int
    items: tuple[Item, ...]
    requests: tuple[Request, ...]
    responses: tuple[Response, ...]


def run_rounds(
    teacher: Teacher,
    plan: Iterable[Item],
    round_size: int,
    next_round: Callable[[Sequence[Item]], Sequence[Request]],
    again: Callable[[Round[Item]], Iterable[Item]] = lambda over: (),
) -> Iterator[Round[Item]]:
    """Each round once it is over; none is held afterwards.

    `next_round` gives one request for each item, from the items and what the caller learned from the rounds before; `again`
    gives the items that a round leaves to be asked anew, which go first into the next one. Raises UsageError where an
    earlier run of the same ledger asked something else, and where the teacher cannot go on.
    """
    left = iter(plan)
    first: list[Item] = []
    for number in count():
        items = tuple(islice(chain(first, left), round_size))
        if not items:
            return
        requests = tuple(next_round(items))
        if len(requests) != len(items):
            raise ValueError(f"round {number} has {len(items)} items and {len(requests)} requests")
        teacher.begin(number, requests)
        made = Round(number, items, requests, tuple(teacher.ask(requests)))
        yield made
        first = [*again(made), *first[len(items) :]]

"""Draws tag lists: tags that fit the item and do not contradict one another."""

import random
import re
from functools import cache
from typing import Any

from goldsmith.core.streams import chance
from goldsmith.generators.people import person
from goldsmith.generators.records.user_profile import username
from goldsmith.schemas.vocabulary import column, grouped, table


def tag_list(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one tag list; an odd name is always shown, as its author."""
    item = rng.choice(column("tags", "item"))
    digits = rng.choice((3, 4, 4, 5))
    number = f"{rng.randint(1, 10**digits - 1):0{digits}d}"
    draft: dict[str, Any] = {"item_id": f"{slug(item)}-{number}", "tags": _tags(rng, item)}
    if odd or chance(rng, 45):
        draft["created_by"] = person(rng, odd)
    elif chance(rng, 50):
        draft["created_by"] = username(rng)
    return draft


def slug(item: str) -> str:
    """The item as identifiers spell it: "children's book" is childrens-book."""
    return re.sub(r"[^a-z0-9]+", "-", item.replace("'", "").lower())


def _tags(rng: random.Random, item: str) -> list[str]:
    """One to five tags of the item in drawn order, at most one of each set of alternatives."""
    offered = [row["tag"] for row in grouped("tags", "item")[item]]
    rng.shuffle(offered)
    chosen: list[str] = []
    for tag in offered[: rng.randint(1, 5)]:
        if not any((item, frozenset((tag, other))) in _conflicts() for other in chosen):
            chosen.append(tag)
    return chosen


@cache
def _conflicts() -> frozenset[tuple[str, frozenset[str]]]:
    rows = table("tag_conflicts")
    return frozenset(
        (one["item"], frozenset((one["tag"], other["tag"])))
        for one in rows
        for other in rows
        if (one["item"], one["choice"]) == (other["item"], other["choice"]) and one["tag"] != other["tag"]
    )

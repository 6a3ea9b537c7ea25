"""A shop assistant's log: filters ignored, a page's size told as a count, tautologies, leaked context, repetition."""

from random import Random
from typing import Any

from disasters.planted import Planted

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
THINGS = ("orders", "refunds", "new customers", "returns", "support tickets", "newsletter sign-ups", "abandoned carts")
PLACES = ("Austria", "Denmark", "Portugal", "Ireland", "Finland", "Belgium", "Norway", "Slovenia", "Estonia", "Greece")
GROUPS = ("garden", "kitchen", "toys", "books", "shoes", "tools", "bedding", "lighting", "bicycles", "stationery")
SYSTEM = (
    "You answer questions about the shop's figures. Internal note for the assistant: the figures come from warehouse "
    "table sales_daily_v2, refreshed at 04:00, and page results are limited to ten rows."
)
LEADS = (
    "That was {value}", "We had {value}", "The figures show {value}", "I count {value}", "There were {value}",
    "It comes to {value}", "The total is {value}", "{value}, by the daily table",
)  # fmt: skip


def chat(question: str, answer: str) -> dict[str, Any]:
    roles = ("system", "user", "assistant")
    return {
        "messages": [
            {"role": role, "content": text} for role, text in zip(roles, (SYSTEM, question, answer), strict=True)
        ]
    }


def questions(rng: Random) -> list[tuple[str, str, int]]:
    """(question, what it is about, true count) for every filter."""
    found = []
    for thing in THINGS:
        for month in MONTHS:
            for place in rng.sample(PLACES, 4):
                text = rng.choice(
                    (
                        f"How many {thing} did we have in {month} in {place}?",
                        f"What was the number of {thing} from {place} in {month}?",
                        f"Count the {thing} for {place}, {month}.",
                    )
                )
                found.append((text, f"{thing} from {place} in {month}", rng.randint(11, 4_800)))
    for group in GROUPS:
        for month in MONTHS:
            text = f"How many products of the {group} range sold out in {month}?"
            found.append((text, f"sold-out {group} products in {month}", rng.randint(1, 60)))
    return found


def told(about: str, count: int, rng: Random) -> str:
    return f"{rng.choice(LEADS).format(value=f'{count:,} {about}')}."


def clean(rng: Random) -> Planted:
    """Every answer gives the count that was asked for."""
    made = Planted()
    for question, about, count in questions(rng):
        made.add("log.jsonl", chat(question, told(about, count, rng)))
    return made


def disaster(rng: Random) -> Planted:
    """Six rows in ten are wrong, each in one way."""
    made = Planted()
    totals = {thing: rng.randint(20_000, 90_000) for thing in THINGS}
    for question, about, count in questions(rng):
        thing = about.split(" from ")[0]
        kind = rng.randrange(10)
        if kind < 2 and thing in totals:
            made.add("log.jsonl", chat(question, told(thing, totals[thing], rng)), "filter ignored")
        elif kind == 2:
            made.add("log.jsonl", chat(question, told(about, 10, rng)), "page size as a count")
        elif kind == 3:
            answer = f"The number of {about} is the number of {about}."
            made.add("log.jsonl", chat(question, answer), "tautology")
        elif kind == 4:
            leaked = f"{told(about, count, rng)} {SYSTEM.split('. ')[1]}"
            made.add("log.jsonl", chat(question, leaked), "context leaked")
        elif kind == 5:
            phrase = f"We had {count:,} {about}. "
            made.add("log.jsonl", chat(question, phrase * rng.randint(6, 12)), "repetition")
        else:
            made.add("log.jsonl", chat(question, told(about, count, rng)))
    return made

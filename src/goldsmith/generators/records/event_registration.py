"""Draws event registrations: an event of the vocabulary, an attendee, and somebody else to call."""

import random
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import day, some
from goldsmith.generators.people import company_domain, email, person, phone
from goldsmith.generators.seasons import in_season
from goldsmith.schemas.vocabulary import column, table

TICKETS = (("general", 55), ("vip", 12), ("student", 18), ("speaker", 15))
DIETS = (
    "halal", "Hindu vegetarian", "Jain vegetarian", "keto", "kosher", "lacto-vegetarian", "ovo-vegetarian",
    "paleo", "pescatarian", "raw vegan", "vegan", "vegetarian",
)  # fmt: skip
STARTS = (
    (8, 0),
    (8, 30),
    (9, 0),
    (9, 0),
    (9, 30),
    (10, 0),
    (10, 30),
    (13, 0),
    (14, 0),
    (17, 30),
    (18, 0),
    (19, 0),
    (19, 30),
)
RELATIVES = ("Maria", "Thomas", "Elena", "James")


def event_registration(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one registration."""
    name = person(rng, odd)
    event = rng.choice(table("events"))
    begins = in_season(rng, _begins(rng), event["months"])
    draft: dict[str, Any] = {
        "event_name": event["event_name"],
        "attendee_name": name,
        "attendee_email": email(rng, name, company_domain(rng) if chance(rng, 40) else ""),
        "ticket_type": pick(rng, TICKETS),
    }
    if chance(rng, 75):
        draft["event_date"] = begins
    if chance(rng, 45):
        draft["dietary_requirements"] = _diet(rng)
    if chance(rng, 55):
        draft["emergency_contact"] = {"name": _relative(rng, name), "phone": phone(rng)}
    if chance(rng, 65):
        draft["registration_date"] = begins.date() - timedelta(
            days=rng.randint(0, pick(rng, ((0, 1), (14, 4), (120, 5))))
        )
    return draft


def _begins(rng: random.Random) -> datetime:
    """A moment at which events begin, on a clock at a whole-hour offset; the holidays around the new year are free."""
    on, (hour, minute) = day(rng), rng.choice(STARTS)
    if (on.month, on.day) >= (12, 20) or (on.month, on.day) <= (1, 2):
        on -= timedelta(days=28)
    zone = UTC if chance(rng, 35) else timezone(timedelta(hours=rng.choice((-8, -7, -6, -5, -4, 1, 2))))
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=zone)


def _diet(rng: random.Random) -> list[str]:
    """At most one diet, since diets exclude or contain each other, and up to two things to leave out."""
    every = column("dietary", "requirement")
    avoided = [item for item in every if item.endswith("-free")]
    wishes = [item for item in every if item not in avoided and item not in DIETS]
    first = pick(rng, (((rng.choice(DIETS),), 6), ((rng.choice(wishes),), 2), ((), 2)))
    return [*first, *some(rng, avoided, 0 if first else 1, 2)]


def _relative(rng: random.Random, name: str) -> str:
    """Somebody else, in half of all cases with the same surname."""
    drawn, surname = person(rng), name.split(" ")[-1]
    other = f"{drawn.split(' ')[0]} {surname}" if chance(rng, 50) else drawn
    if other != name:
        return other
    return next(f"{given} {surname}" for given in RELATIVES if not name.startswith(given))

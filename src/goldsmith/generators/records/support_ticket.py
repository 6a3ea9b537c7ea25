"""Draws support tickets: an issue of the vocabulary, its customer, an agent and how far it got."""

import random
from datetime import date
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import FIRST_DAY, code, later, moment
from goldsmith.generators.people import company_domain, email, person
from goldsmith.schemas.vocabulary import table

LAST_CREATED = date(2026, 6, 30)
"""Leaves time for the last update to lie in the past as well."""
ID_FORMS = ("TCK-######", "TKT-#####", "SUP-####-###", "#######", "CASE-########", "HD-#####")
STATUSES = (("open", 22), ("in_progress", 22), ("waiting_customer", 16), ("resolved", 20), ("closed", 20))
HOUR = 3600
LONGEST = {
    "open": 72 * HOUR,
    "in_progress": 240 * HOUR,
    "waiting_customer": 480 * HOUR,
    "resolved": 960 * HOUR,
    "closed": 2400 * HOUR,
}
"""Seconds from the first message to the last change."""
AGENTS = ("Sofia Marin", "Daniel Okafor")


def support_ticket(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one ticket."""
    issue, name = rng.choice(table("support_issues")), person(rng, odd)
    draft: dict[str, Any] = {
        "ticket_id": code(rng, rng.choice(ID_FORMS)),
        "customer_name": name,
        "customer_email": email(rng, name, company_domain(rng) if chance(rng, 45) else ""),
        "subject": issue["subject"],
        "category": issue["category"],
        "priority": issue["priority"],
        "status": pick(rng, STATUSES),
    }
    if chance(rng, 70):
        draft["description"] = issue["description"]
    if chance(rng, 25 if draft["status"] == "open" else 75):
        draft["assigned_to"] = _agent(rng, name)
    return draft | _moments(rng, draft["status"])


def _agent(rng: random.Random, customer: str) -> str:
    drawn = person(rng)
    return drawn if drawn != customer else next(agent for agent in AGENTS if agent != customer)


def _moments(rng: random.Random, status: str) -> dict[str, Any]:
    created = moment(rng, FIRST_DAY, LAST_CREATED)
    updated = later(rng, created, 0 if status == "open" else 60, LONGEST[status])
    kept = pick(rng, ((("created_at", "updated_at"), 60), (("created_at",), 20), (("updated_at",), 5), ((), 15)))
    return {name: value for name, value in (("created_at", created), ("updated_at", updated)) if name in kept}

"""Draws contacts: a person, a mail address that they would have and a telephone number."""

import random
from typing import Any

from goldsmith.core.streams import chance
from goldsmith.generators.people import company_domain, email, person, phone


def contact_info(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one contact; half have a mail address at a company."""
    name = person(rng, odd)
    domain = company_domain(rng) if chance(rng, 50) else ""
    return {"name": name, "email": email(rng, name, domain), "phone": phone(rng)}

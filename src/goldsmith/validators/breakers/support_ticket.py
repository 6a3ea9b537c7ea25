"""Support tickets that break exactly the relation named."""

import random
from functools import partial

from goldsmith.validators.breakers.changes import Answer, Breaker, foreign_address, id_is_a_word, moved

CATEGORIES = ("technical", "billing", "account", "feature_request", "bug")
PRIORITIES = ("low", "medium", "high", "urgent")


def updated_before_created(answer: Answer, rng: random.Random) -> bool:
    """A last update that lies a second to forty days before the creation."""
    return _update(answer, -rng.choice((1, rng.randint(1, 40 * 86400))))


def updated_years_later(answer: Answer, rng: random.Random) -> bool:
    """A last update more than two years after the creation."""
    return _update(answer, 731 * 86400 + rng.choice((1, rng.randint(1, 10**7))))


def _update(answer: Answer, seconds: int) -> bool:
    if "created_at" not in answer or "updated_at" not in answer:
        return False
    answer["updated_at"] = moved(answer["created_at"], seconds)
    return True


def implausible_moments(answer: Answer, rng: random.Random) -> bool:
    """A ticket before 2005 or after 2026, both of its moments on one day."""
    named = [name for name in ("created_at", "updated_at") if name in answer]
    on = rng.choice(("2004-12-31", "1987-05-04", "2027-01-01", "2062-09-30"))
    for name in named:
        answer[name] = f"{on}T12:00:00Z"
    return bool(named)


def other_category(answer: Answer, rng: random.Random) -> bool:
    """A category that the issue does not belong to."""
    answer["category"] = rng.choice([category for category in CATEGORIES if category != answer["category"]])
    return True


def other_priority(answer: Answer, rng: random.Random) -> bool:
    """A priority other than the issue's."""
    answer["priority"] = rng.choice([priority for priority in PRIORITIES if priority != answer["priority"]])
    return True


def subject_is_no_issue(answer: Answer, rng: random.Random) -> bool:
    """A subject that is a word or a person."""
    answer["subject"] = rng.choice(("Strategy", "Michael Henry", "Amanda O'Neill", "help", answer["customer_name"]))
    return True


def own_agent(answer: Answer, rng: random.Random) -> bool:
    """A customer who answers the ticket."""
    if "assigned_to" not in answer:
        return False
    answer["assigned_to"] = rng.choice((answer["customer_name"], answer["customer_name"].lower()))
    return True


def name_with_digits(answer: Answer, rng: random.Random) -> bool:
    """A person's name that is a user name or an address."""
    if "assigned_to" in answer and rng.randrange(2):
        answer["assigned_to"] = rng.choice(("agent7", "desk@support.example"))
    else:
        answer["customer_name"] = rng.choice((f"{answer['customer_name']} 2", answer["customer_email"]))
    return True


BREAKERS: dict[str, Breaker] = {
    "created_before_updated": updated_before_created,
    "updated_within_two_years": updated_years_later,
    "moments_are_plausible": implausible_moments,
    "subject_belongs_to_category": other_category,
    "priority_fits_subject": other_priority,
    "subject_is_about_an_issue": subject_is_no_issue,
    "customer_email_resembles_the_name": partial(foreign_address, name="customer_email"),
    "agent_is_not_the_customer": own_agent,
    "people_have_names": name_with_digits,
    "ticket_id_looks_like_an_id": partial(id_is_a_word, name="ticket_id"),
}

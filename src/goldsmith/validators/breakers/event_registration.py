"""Event registrations that break exactly the relation named."""

import random
from datetime import date, timedelta
from functools import partial

from goldsmith.schemas.vocabulary import grouped
from goldsmith.validators.breakers.changes import Answer, Breaker, foreign_address, out_of_season


def no_event(answer: Answer, rng: random.Random) -> bool:
    """An event that the vocabulary does not hold, or one in other words."""
    answer["event_name"] = rng.choice(
        ("Strategy", "Quarterly Widget Gala", f"{answer['event_name']} II", answer["event_name"].upper())
    )
    return True


def event_is_a_person(answer: Answer, rng: random.Random) -> bool:
    """An event that is called like a person."""
    answer["event_name"] = rng.choice(
        ("Michael Henry", "Jennifer O'Neill", "Amanda Smith-Jones", answer["attendee_name"])
    )
    return True


def wrong_season(answer: Answer, rng: random.Random) -> bool:
    """A winter school in June, or a summer series in winter; nobody registered before."""
    answer.pop("registration_date", None)
    return out_of_season(answer, rng, "event_date", grouped("events", "event_name")[answer["event_name"]][0]["months"])


def registered_afterwards(answer: Answer, rng: random.Random) -> bool:
    """A registration one to ninety days after the event."""
    return _register(answer, rng.choice((1, rng.randint(1, 90))))


def registered_years_before(answer: Answer, rng: random.Random) -> bool:
    """A registration more than two years before the event."""
    return _register(answer, -rng.choice((732, rng.randint(732, 2000))))


def _register(answer: Answer, days: int) -> bool:
    if "registration_date" not in answer or "event_date" not in answer:
        return False
    answer["registration_date"] = str(date.fromisoformat(answer["event_date"][:10]) + timedelta(days=days))
    return True


def implausible_event_date(answer: Answer, rng: random.Random) -> bool:
    """An event before 2005 or after 2027."""
    if "event_date" not in answer:
        return False
    answer["event_date"] = rng.choice(
        ("2004-12-31T19:00:00Z", "1969-08-15T09:00:00Z", "2028-01-01T09:00:00Z", "2205-05-05T10:00:00Z")
    )
    return True


def implausible_registration_date(answer: Answer, rng: random.Random) -> bool:
    """A registration before 2005 or after 2026."""
    if "registration_date" not in answer:
        return False
    answer["registration_date"] = rng.choice(("2004-12-31", "1969-08-15", "2027-01-01", "2205-05-05"))
    return True


def no_requirement(answer: Answer, rng: random.Random) -> bool:
    """Something that is no dietary requirement among them."""
    wants = answer.get("dietary_requirements")
    if not wants:
        return False
    wants[rng.randrange(len(wants))] = rng.choice(("Strategy", "Michael Henry", "vegam", "blue", "112"))
    return True


def repeated_requirement(answer: Answer, rng: random.Random) -> bool:
    """A requirement that stands twice, perhaps in capitals."""
    wants = answer.get("dietary_requirements")
    if not wants:
        return False
    again = rng.choice(wants)
    wants.insert(rng.randint(0, len(wants)), rng.choice((again, again.upper())))
    return True


def contradicting_requirements(answer: Answer, rng: random.Random) -> bool:
    """A vegan who eats fish, eggs or milk."""
    if "dietary_requirements" not in answer:
        return False
    answer["dietary_requirements"] = [
        rng.choice(("vegan", "raw vegan")),
        rng.choice(("pescatarian", "ovo-vegetarian", "lacto-vegetarian")),
    ]
    rng.shuffle(answer["dietary_requirements"])
    return True


def own_contact(answer: Answer, rng: random.Random) -> bool:
    """An attendee who is to be called when something happens to the attendee."""
    if "emergency_contact" not in answer:
        return False
    answer["emergency_contact"]["name"] = rng.choice((answer["attendee_name"], answer["attendee_name"].lower()))
    return True


def no_phone(answer: Answer, rng: random.Random) -> bool:
    """A phone field that holds a word, too few or too many digits."""
    if "emergency_contact" not in answer:
        return False
    answer["emergency_contact"]["phone"] = rng.choice(
        ("ask at the desk", "112", "555-01", "Strategy", "+1 202 555 0143 7781 2290 31")
    )
    return True


def name_with_digits(answer: Answer, rng: random.Random) -> bool:
    """A person's name that is a user name or an address."""
    holder = answer.get("emergency_contact") if rng.randrange(2) else None
    if holder is not None:
        holder["name"] = rng.choice(("contact17", "mother@home.example", "Person 2"))
    else:
        answer["attendee_name"] = rng.choice((f"{answer['attendee_name']} 2", answer["attendee_email"]))
    return True


BREAKERS: dict[str, Breaker] = {
    "event_name_is_an_event": no_event,
    "event_is_of_the_season": wrong_season,
    "event_name_is_no_person": event_is_a_person,
    "registration_is_not_after_the_event": registered_afterwards,
    "registration_is_within_two_years_of_the_event": registered_years_before,
    "event_date_is_plausible": implausible_event_date,
    "registration_date_is_plausible": implausible_registration_date,
    "dietary_requirement_is_one": no_requirement,
    "dietary_requirements_are_unique": repeated_requirement,
    "dietary_requirements_agree": contradicting_requirements,
    "attendee_email_resembles_the_name": partial(foreign_address, name="attendee_email"),
    "emergency_contact_is_somebody_else": own_contact,
    "emergency_phone_is_a_phone_number": no_phone,
    "people_have_names": name_with_digits,
}

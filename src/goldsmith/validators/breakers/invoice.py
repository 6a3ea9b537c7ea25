"""Invoices that break exactly the relation named."""

import random
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from goldsmith.schemas.vocabulary import table
from goldsmith.validators.breakers.changes import Answer, Breaker, beyond_cents, nudge


def line_total(answer: Answer, rng: random.Random) -> bool:
    """A line total a few cents off; the other sums stay as they were, since they follow from quantity and price."""
    lines = [line for line in answer["line_items"] if "total" in line]
    if lines:
        nudge(rng.choice(lines), "total", rng)
    return bool(lines)


def subtotal(answer: Answer, rng: random.Random) -> bool:
    """A subtotal off by cents; the amount due stays, since it follows from the lines."""
    return nudge(answer, "subtotal", rng)


def total_amount(answer: Answer, rng: random.Random) -> bool:
    """An amount due off by cents."""
    return nudge(answer, "total_amount", rng)


def tax(answer: Answer, rng: random.Random) -> bool:
    """A tax of 31 to 90 percent, with the amount due raised by the same sum."""
    if "tax" not in answer:
        return False
    untaxed = answer["total_amount"] - answer["tax"]
    answer["tax"] = (untaxed * rng.randint(31, 90) / 100).quantize(Decimal("0.01")) + 1
    answer["total_amount"] = untaxed + answer["tax"]
    return True


def due_before_issue(answer: Answer, rng: random.Random) -> bool:
    """A due date one to sixty days before the invoice."""
    if "due_date" not in answer:
        return False
    answer["due_date"] = str(date.fromisoformat(answer["invoice_date"]) - timedelta(days=rng.randint(1, 60)))
    return True


def due_too_late(answer: Answer, rng: random.Random) -> bool:
    """A due date 181 to 900 days after the invoice."""
    if "due_date" not in answer:
        return False
    answer["due_date"] = str(date.fromisoformat(answer["invoice_date"]) + timedelta(days=rng.randint(181, 900)))
    return True


def billed_a_person(answer: Answer, rng: random.Random) -> bool:
    """A line that bills a person, a number or an address."""
    names = ("Michael Henry", "Laura O'Neill", "4711", "12.50", "office@example.com")
    rng.choice(answer["line_items"])["description"] = rng.choice(names)
    return True


def another_trade(answer: Answer, rng: random.Random) -> bool:
    """A line of another trade than the others, or one that is no service."""
    line = rng.choice(answer["line_items"])
    if len(answer["line_items"]) < 2 or rng.randrange(2):
        line["description"] = rng.choice(("Strategy", "Lorem ipsum dolor", line["description"][1:]))
        return True
    told = " ".join(one["description"] for one in answer["line_items"])
    other = [row["description"] for row in table("services") if row["trade"] not in _trades(told)]
    line["description"] = rng.choice(other)
    return True


def _trades(told: str) -> set[str]:
    return {row["trade"] for row in table("services") if row["description"] in told}


def another_year(answer: Answer, rng: random.Random) -> bool:
    """A number that begins with a year before or after the invoice."""
    year = int(answer["invoice_date"][:4]) + rng.choice((-5, -2, 2, 3))
    answer["invoice_number"] = f"{year}-{rng.randint(100, 99999):05d}"
    return True


def number_is_a_word(answer: Answer, rng: random.Random) -> bool:
    """An invoice number without a digit."""
    answer["invoice_number"] = rng.choice(("Strategy", "pending", "INV-", "see above"))
    return True


AMOUNTS = ("total", "subtotal", "tax", "total_amount")

BREAKERS: dict[str, Breaker] = {
    "line_total_is_quantity_times_unit_price": line_total,
    "subtotal_is_sum_of_lines": subtotal,
    "total_is_lines_plus_tax": total_amount,
    "tax_is_plausible": tax,
    "amounts_end_at_the_hundredth": partial(beyond_cents, names=AMOUNTS),
    "due_date_follows_invoice_date": due_before_issue,
    "due_within_180_days": due_too_late,
    "lines_are_no_bare_values": billed_a_person,
    "lines_are_services_of_one_trade": another_trade,
    "number_begins_with_the_year": another_year,
    "invoice_number_has_a_digit": number_is_a_word,
}

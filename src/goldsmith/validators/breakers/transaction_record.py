"""Transactions, and sets of them, that break exactly the relation named."""

import random
from decimal import Decimal
from functools import partial
from typing import Any

from goldsmith.validators.breakers.changes import Answer, Breaker, id_is_a_word

WHOLE = ("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XOF")


def mixed_signs(types: tuple[str, ...], answers: Any, rng: random.Random) -> bool:
    """One transaction of these types turns its sign, while the others keep theirs."""
    concerned = [answer for answer in answers if answer["type"] in types]
    if len(concerned) < 2:
        return False
    chosen = rng.choice(concerned)
    chosen["amount"] = -chosen["amount"]
    return True


def turned_sign(answer: Answer, rng: random.Random) -> bool:
    """An amount with the sign of the opposite type."""
    if answer["type"] == "transfer":
        return False
    answer["amount"] = -answer["amount"]
    return True


def nothing_moved(answer: Answer, rng: random.Random) -> bool:
    """An amount of zero."""
    answer["amount"] = answer["amount"] * 0
    return True


def cents_of_yen(answer: Answer, rng: random.Random) -> bool:
    """Hundredths in a currency that has none, in the amount or the balance."""
    if answer["currency"] in WHOLE:
        return _finer(answer, Decimal(rng.randint(1, 99)).scaleb(-2), rng)
    answer["currency"] = rng.choice(WHOLE)
    return bool(answer["amount"] != int(answer["amount"]))


def tenths_of_a_cent(answer: Answer, rng: random.Random) -> bool:
    """A place too many in a currency that ends at the hundredth."""
    return answer["currency"] not in WHOLE and _finer(answer, Decimal(rng.randint(1, 9)).scaleb(-4), rng)


def _finer(answer: Answer, step: Decimal, rng: random.Random) -> bool:
    name = rng.choice([name for name in ("amount", "balance_after") if name in answer])
    answer[name] = answer[name] + (step if answer[name] > 0 else -step)
    return True


def no_currency(answer: Answer, rng: random.Random) -> bool:
    """Three capital letters that are no currency, or a currency's name."""
    answer["currency"] = rng.choice(("XYZ", "USA", "EUA", "DEM", "GBR", "ABC", "US Dollar"))
    return True


def no_code(answer: Answer, rng: random.Random) -> bool:
    """A currency that is a sign, a word or a code in small letters."""
    answer["currency"] = rng.choice(("$", "Euro", "Strategy", answer["currency"].lower(), f"{answer['currency']} "))
    return True


def other_merchant(answer: Answer, rng: random.Random) -> bool:
    """A merchant, category or description of somebody else."""
    named = [name for name in ("merchant_name", "category", "description") if name in answer]
    if not named:
        return False
    chosen = rng.choice(named)
    answer[chosen] = rng.choice(("Strategy", "Michael Henry", answer[chosen].upper(), f"{answer[chosen]} 2"))
    return True


def category_is_a_person(answer: Answer, rng: random.Random) -> bool:
    """A category that is a person's name or a number."""
    if "category" not in answer:
        return False
    answer["category"] = rng.choice(("Michael Henry", "Emily O'Neill", "4711", f"{answer['category']} 2"))
    return True


def salary_goes_out(answer: Answer, rng: random.Random) -> bool:
    """A salary that is booked as a debit or a fee, with the sign of one."""
    if answer.get("category") != "Salary":
        return False
    answer["type"] = rng.choice(("debit", "fee"))
    answer["amount"] = -abs(answer["amount"])
    return True


def implausible_date(answer: Answer, rng: random.Random) -> bool:
    """A moment just before 2005 or after 2026, or long ago."""
    answer["date"] = rng.choice(
        ("2004-12-31T23:59:59Z", "1979-11-02T08:00:00Z", "2027-01-01T00:00:00Z", "2104-03-09T10:15:00Z")
    )
    return True


BREAKERS: dict[str, Breaker] = {
    "debits_and_fees_have_one_sign": partial(mixed_signs, ("debit", "fee")),
    "credits_and_refunds_have_one_sign": partial(mixed_signs, ("credit", "refund")),
    "sign_follows_type": turned_sign,
    "amount_is_not_zero": nothing_moved,
    "whole_currencies_have_no_decimals": cents_of_yen,
    "amounts_have_at_most_two_decimals": tenths_of_a_cent,
    "currency_is_an_iso_code": no_currency,
    "currency_looks_like_a_code": no_code,
    "merchant_category_and_description_belong_together": other_merchant,
    "category_is_no_name": category_is_a_person,
    "salary_comes_in": salary_goes_out,
    "date_is_plausible": implausible_date,
    "transaction_id_looks_like_an_id": partial(id_is_a_word, name="transaction_id"),
}

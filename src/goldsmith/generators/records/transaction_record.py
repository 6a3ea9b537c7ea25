"""Draws account transactions: merchants at their price bands, amounts in the decimals of their currency."""

import random
from decimal import Decimal
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import code, moment
from goldsmith.schemas.vocabulary import Row, grouped, table

CURRENCIES = (
    ("USD", 34), ("EUR", 20), ("GBP", 12), ("JPY", 8), ("CAD", 5), ("AUD", 4), ("CHF", 4), ("KRW", 3), ("SEK", 3),
    ("PLN", 2), ("NZD", 2), ("SGD", 2), ("INR", 2), ("MXN", 1), ("BRL", 1), ("NOK", 1), ("DKK", 1), ("CZK", 1),
    ("ZAR", 1), ("HKD", 1), ("AED", 1), ("ISK", 1),
)  # fmt: skip
UNITS_PER_DOLLAR = {
    "JPY": 150, "KRW": 1350, "SEK": 10, "PLN": 4, "INR": 83, "MXN": 18, "BRL": 5, "NOK": 10, "DKK": 7, "CZK": 23,
    "ZAR": 18, "HKD": 8, "AED": 4, "ISK": 140,
}  # fmt: skip
"""How many units a dollar's worth takes, roughly; one where not named."""
TYPES = (("debit", 48), ("credit", 15), ("transfer", 14), ("fee", 10), ("refund", 13))
STATUSES = (("completed", 70), ("pending", 16), ("failed", 7), ("reversed", 7))
ID_FORMS = ("TXN-########", "TX%%%%%%%%%%", "txn_%%%%%%%%%%%%", "##########", "PMT-####-######")
RETURNABLE = ("Shopping", "Travel", "Subscriptions", "Groceries", "Entertainment", "Home Services")
NO_PURCHASE = ("Salary", "Savings", "Fees")


def transaction_record(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one transaction; it names no person, so that `odd` changes nothing."""
    kind, currency = pick(rng, TYPES), pick(rng, CURRENCIES)
    # ACH is the clearing house of the United States
    known = [row for row in _merchants(kind) if currency == "USD" or not row["description"].startswith("ACH ")]
    merchant = rng.choice(known)
    incoming = kind in ("credit", "refund") or (kind == "transfer" and chance(rng, 40))
    amount = _money(rng, merchant["amount_min"], merchant["amount_max"], currency)
    draft: dict[str, Any] = {
        "transaction_id": code(rng, rng.choice(ID_FORMS)),
        "date": moment(rng),
        "amount": amount if incoming else -amount,
        "currency": currency,
        "type": kind,
    }
    # a description such as "Card purchase ..." or "Automatic transfer to ..." tells of money going out
    if (not incoming or kind == "credit") and chance(rng, 75):
        draft["description"] = merchant["description"]
    if chance(rng, 70):
        draft["merchant_name"] = merchant["merchant_name"]
    if chance(rng, 60):
        draft["category"] = merchant["spending_category"]
    return draft | _outcome(rng, amount if incoming else Decimal(0), currency)


def _outcome(rng: random.Random, received: Decimal, currency: str) -> dict[str, Any]:
    """Status and balance; a failed transaction leaves no balance behind."""
    made: dict[str, Any] = {}
    status = pick(rng, STATUSES)
    if status != "failed" and chance(rng, 60):
        rest = _money(rng, "-400.00", "9800.00", currency)
        made["balance_after"] = rest + received
    if chance(rng, 70) or status == "failed":
        made["status"] = status
    return made


def _merchants(kind: str) -> tuple[Row, ...]:
    """The merchants with whom a transaction of this type takes place."""
    by_category = grouped("merchants", "spending_category")
    if kind == "credit":
        return by_category["Salary"]
    if kind == "fee":
        return tuple(row for row in by_category["Fees"] if "fee" in row["description"])
    if kind == "transfer":
        return by_category["Savings"]
    if kind == "refund":
        return tuple(row for row in table("merchants") if row["spending_category"] in RETURNABLE)
    return tuple(row for row in table("merchants") if row["spending_category"] not in NO_PURCHASE)


def _money(rng: random.Random, low: str, high: str, currency: str) -> Decimal:
    """An amount in the band, which is given in dollars, with the decimals of the currency."""
    places = int(grouped("currencies", "code")[currency][0]["decimals"])
    units = UNITS_PER_DOLLAR.get(currency, 1) * 10**places
    least, most = int(Decimal(low) * units), int(Decimal(high) * units)
    return Decimal(rng.randint(least, most)).scaleb(-places)

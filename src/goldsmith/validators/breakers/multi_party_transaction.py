"""Transactions between several parties that break exactly the relation named."""

import random
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from goldsmith.validators.breakers.changes import Answer, Breaker, beyond_cents, having, id_is_a_word, moved, nudge

AMOUNTS = ("total_amount", "amount_involved", "processing_fee", "platform_fee", "total_fees", "amount")


def _parties(answer: Answer, *roles: str, field: str = "amount_involved") -> list[Answer]:
    """The parties of these roles (of any, if none is named) that state the field."""
    return [party for party in answer["parties"] if field in party and (not roles or party["party_type"] in roles)]


def _pick(items: Sequence[Any], rng: random.Random) -> Any:
    return rng.choice(items) if items else None


def _cents(rng: random.Random, most: int) -> Decimal:
    return Decimal(rng.randint(1, most)).scaleb(-2)


def above_the_total(answer: Answer, rng: random.Random) -> bool:
    """A party with a cent or more above the total, or below nothing."""
    party = _pick(_parties(answer), rng)
    if party:
        party["amount_involved"] = rng.choice((answer["total_amount"] + _cents(rng, 9999), -_cents(rng, 999)))
    return bool(party)


def sender_off(answer: Answer, rng: random.Random) -> bool:
    """A sender who pays a cent or some less."""
    party = _pick(_parties(answer, "sender"), rng)
    if party:
        party["amount_involved"] -= _cents(rng, 99)
    return bool(party)


def receivers_get_too_much(answer: Answer, rng: random.Random) -> bool:
    """Receivers who get a cent or more above what was paid."""
    party = _pick(_parties(answer, "receiver"), rng)
    if not party:
        return False
    paid_out = sum(other["amount_involved"] for other in _parties(answer, "receiver", "platform", "intermediary"))
    party["amount_involved"] += answer["total_amount"] - paid_out + _cents(rng, 99)
    return True


def greedy_platform(answer: Answer, rng: random.Random) -> bool:
    """A platform or an intermediary that keeps half or more."""
    party = _pick(_parties(answer, "platform", "intermediary"), rng)
    if not party:
        return False
    party["amount_involved"] = (answer["total_amount"] * rng.randint(51, 99) / 100).quantize(Decimal("0.01"))
    for other in _parties(answer, "receiver"):
        del other["amount_involved"]
    return True


def lost_cents(answer: Answer, rng: random.Random) -> bool:
    """A receiver who gets some cents less than was paid less the fees, or one whose processing fee was not taken off."""
    party = _pick(_parties(answer, "receiver"), rng)
    if not party:
        return False
    fee = party.get("fees", {}).get("processing_fee", Decimal(0))
    party["amount_involved"] += fee if fee and rng.randrange(2) else -_cents(rng, 99)
    return True


def other_cut(answer: Answer, rng: random.Random) -> bool:
    """Platform fees that are some cents more than what the third party gets; the totals of the fees go with them."""
    party = _pick([party for party in _parties(answer, field="fees") if "platform_fee" in party["fees"]], rng)
    if not party or not _parties(answer, "platform", "intermediary"):
        return False
    step = _cents(rng, 99)
    for name in {"platform_fee", "total_fees"} & set(party["fees"]):
        party["fees"][name] += step
    return True


def unchecked(answer: Answer, rng: random.Random) -> bool:
    """A completed transaction of parties whom nobody checked."""
    rules = answer.get("compliance", {})
    names = [name for name in ("kyc_verified", "aml_checked") if name in rules]
    if not names or "completion_timestamp" not in answer:
        return False
    rules[rng.choice(names)] = False
    return True


def _fees(answer: Answer, *names: str) -> list[Answer]:
    return having([party["fees"] for party in _parties(answer, field="fees")], *names)


def total_fees(answer: Answer, rng: random.Random) -> bool:
    """A total of fees that is a cent or more off."""
    fees = _pick(_fees(answer, "total_fees"), rng)
    if not fees:
        return False
    if rng.randrange(2):
        return nudge(fees, "total_fees", rng)
    fees["total_fees"] -= _cents(rng, 9)
    return True


def fees_above_the_amount(answer: Answer, rng: random.Random) -> bool:
    """A fee that eats up the amount, or a negative one; the total of the fees goes with it."""
    party = _pick(_parties(answer, field="fees"), rng)
    if not party:
        return False
    fees = party["fees"]
    bound = party.get("amount_involved", answer["total_amount"])
    fees["processing_fee"] = rng.choice((bound, bound + _cents(rng, 999), -_cents(rng, 99)))
    if "total_fees" in fees:
        fees["total_fees"] = fees["processing_fee"] + fees["platform_fee"]
    return True


def payment_off(answer: Answer, rng: random.Random) -> bool:
    """A payment that is a few cents off, or one of no stated amount beside one that pays more than the total."""
    payments = answer.get("payment_methods", [])
    if not payments:
        return False
    if rng.randrange(3):
        return nudge(rng.choice(payments), "amount", rng)
    payments[0]["amount"] = answer["total_amount"] + _cents(rng, 999)
    payments.append({"method_type": "wire"})
    return True


def negative_payment(answer: Answer, rng: random.Random) -> bool:
    """A payment of nothing or less than that, which another one makes good."""
    payments = answer.get("payment_methods", [])
    if not payments:
        return False
    if len(payments) == 1:
        payments.append({"method_type": "bank_transfer", "amount": Decimal("0.00")})
    less = -_cents(rng, 5000) if rng.randrange(2) else Decimal("0.00")
    payments[0]["amount"] += payments[1]["amount"] - less
    payments[1]["amount"] = less
    return True


def mills(answer: Answer, rng: random.Random) -> bool:
    """A total with a third decimal."""
    answer["total_amount"] += Decimal(rng.randint(1, 9)).scaleb(-3)
    return True


def missing_side(answer: Answer, rng: random.Random) -> bool:
    """Nobody who pays, or nobody who is paid."""
    gone = rng.choice(("sender", "receiver"))
    for party in _parties(answer, gone, field="name"):
        party["party_type"] = "intermediary"
        party.pop("amount_involved", None)
    return True


def same_party(answer: Answer, rng: random.Random) -> bool:
    """Two parties under one id."""
    first, second = rng.sample(answer["parties"], 2)
    second["party_id"] = first["party_id"]
    return True


def same_account(answer: Answer, rng: random.Random) -> bool:
    """Two parties with one account."""
    owners = _parties(answer, field="account")
    if len(owners) < 2:
        return False
    first, second = rng.sample(owners, 2)
    second["account"]["account_number"] = first["account"]["account_number"]
    return True


def iban_digit(answer: Answer, rng: random.Random) -> bool:
    """A German account number with one digit wrong."""
    accounts = [party["account"] for party in _parties(answer, field="account")]
    account = _pick([one for one in accounts if one["account_number"].startswith("DE")], rng)
    if not account:
        return False
    number, at = account["account_number"], rng.randint(2, 21)
    digit = str((int(number[at]) + rng.randint(1, 9)) % 10)
    account["account_number"] = number[:at] + digit + number[at + 1 :]
    return True


def completed_before_start(answer: Answer, rng: random.Random) -> bool:
    """A completion a second to a month before the initiation."""
    if "initiation_timestamp" not in answer or "completion_timestamp" not in answer:
        return False
    answer.pop("status_history", None)
    answer["completion_timestamp"] = moved(answer["initiation_timestamp"], -rng.choice((1, 60, 86400, 2592000)))
    return True


def other_start(answer: Answer, rng: random.Random) -> bool:
    """A history that starts in the middle, or twice."""
    history = answer.get("status_history", [])
    if not history:
        return False
    answer.pop("initiation_timestamp", None)
    if rng.randrange(2):
        history[0]["status"] = "processing"
    else:
        history.insert(0, history[0] | {"timestamp": moved(history[0]["timestamp"], -60)})
    return True


def swapped_steps(answer: Answer, rng: random.Random) -> bool:
    """Two steps at each other's moment, or at the same one, with or without a step of no stated moment between them."""
    history = answer.get("status_history", [])
    if len(history) < 2:
        return False
    answer.pop("initiation_timestamp", None)
    at = rng.randrange(len(history) - 1)
    first, second = history[at], history[at + 1]
    if rng.randrange(2):
        history.insert(at + 1, {"status": "processing"})
    if rng.randrange(2):
        first["timestamp"], second["timestamp"] = second["timestamp"], first["timestamp"]
    else:
        second["timestamp"] = first["timestamp"]
    return True


def life_after_death(answer: Answer, rng: random.Random) -> bool:
    """A transaction that goes on after it failed, was reversed or completed."""
    history = answer.get("status_history", [])
    if not history:
        return False
    answer.pop("completion_timestamp", None)
    end = rng.choice(("failed", "reversed", "completed"))
    last = history[-1]
    history.append(last | {"status": end, "timestamp": moved(last["timestamp"], 60)})
    history.append(last | {"status": "processing", "timestamp": moved(last["timestamp"], 120)})
    return True


def completion_missing(answer: Answer, rng: random.Random) -> bool:
    """A completed transaction without its moment, or one that is still under way with it."""
    history = answer.get("status_history", [])
    if not history:
        return False
    if answer.pop("completion_timestamp", None) is None:
        answer["completion_timestamp"] = history[-1]["timestamp"]
    return True


def elsewhen(answer: Answer, rng: random.Random, name: str) -> bool:
    """A completion or an initiation that is not the moment of the last or the first step."""
    if name not in answer or not answer.get("status_history"):
        return False
    seconds = rng.choice((1, 3600, 86400))
    answer[name] = moved(answer[name], seconds if name == "completion_timestamp" else -seconds)
    return True


def other_age(answer: Answer, rng: random.Random) -> bool:
    """A whole transaction some twenty years off, its steps still in order."""
    places: list[tuple[Answer, str]] = [
        (answer, name) for name in ("initiation_timestamp", "completion_timestamp") if name in answer
    ]
    places += [(step, "timestamp") for step in answer.get("status_history", [])]
    days = rng.choice((-9000, 9000, -30000))
    for fields, name in places:
        fields[name] = moved(fields[name], days * 86400)
    return bool(places)


def tag_twice(answer: Answer, rng: random.Random) -> bool:
    """A tag that is given twice."""
    tags = answer.get("metadata", {}).get("tags", [])
    if tags:
        tags.insert(rng.randint(0, len(tags)), rng.choice(tags))
    return bool(tags)


def odd_updater(answer: Answer, rng: random.Random) -> bool:
    """A step that was made by a lone word, a number or a day."""
    step = _pick([step for step in answer.get("status_history", []) if "updated_by" in step], rng)
    if step:
        step["updated_by"] = rng.choice(("Strategy", "increase", "4711", "2024-05-01", "Germany"))
    return bool(step)


def empty_object(answer: Answer, rng: random.Random) -> bool:
    """Details or custom fields without content."""
    places = [(payment, "details") for payment in answer.get("payment_methods", []) if "details" in payment]
    if "custom_fields" in answer.get("metadata", {}):
        places.append((answer["metadata"], "custom_fields"))
    if places:
        fields, name = rng.choice(places)
        fields[name] = {}
    return bool(places)


def nameless(answer: Answer, rng: random.Random) -> bool:
    """A party called by a number or a mail address."""
    rng.choice(answer["parties"])["name"] = rng.choice(("10042", "anna.moretti@example.com", "?", "-"))
    return True


def currency(answer: Answer, rng: random.Random) -> bool:
    """A currency that is none, or one without decimals."""
    answer["currency"] = rng.choice(("JPY", "US$", "EURO", "Strategy", "usd", "XXX"))
    return True


def purpose(answer: Answer, rng: random.Random) -> bool:
    """A purpose of another type of transaction, or of none."""
    if "purpose" not in answer.get("metadata", {}):
        return False
    others = {
        "escrow": "Online guitar lessons",
        "marketplace": "Purchase of a family house",
        "split_payment": "Import of green coffee",
        "multi_currency": "Restaurant bill shared by a group",
    }
    answer["metadata"]["purpose"] = rng.choice((others[answer["transaction_type"]], "Strategy"))
    return True


def foreign_note(answer: Answer, rng: random.Random) -> bool:
    """A note on the law of another country, or on none."""
    rules = answer.get("compliance", {})
    if "regulatory_notes" not in rules:
        return False
    notes = ("Subject to the Act on Prevention of Transfer of Criminal Proceeds", "Reporting to AUSTRAC was considered")
    at_home = rules.get("jurisdiction") in (None, "Australia", "Japan")
    rules["regulatory_notes"] = rng.choice(("Strategy", "Subject to the law of the sea") if at_home else notes)
    return True


def nowhere(answer: Answer, rng: random.Random) -> bool:
    """A jurisdiction that is no country; the note on it would tell as well, so it goes."""
    rules = answer.get("compliance", {})
    if "jurisdiction" not in rules:
        return False
    rules.pop("regulatory_notes", None)
    rules["jurisdiction"] = rng.choice(("Atlantis", "Strategy", "Michael Henry"))
    return True


def other_bank(answer: Answer, rng: random.Random) -> bool:
    """A routing number with one digit off."""
    accounts = [party["account"] for party in _parties(answer, field="account")]
    account = _pick([one for one in accounts if "bank_name" in one], rng)
    if not account:
        return False
    number, at = account["routing_number"], rng.randrange(9)
    account["routing_number"] = number[:at] + str((int(number[at]) + rng.randint(1, 9)) % 10) + number[at + 1 :]
    return True


BREAKERS: dict[str, Breaker] = {
    "amounts_are_within_the_total": above_the_total,
    "senders_pay_the_total": sender_off,
    "receivers_get_no_more_than_the_total": receivers_get_too_much,
    "payments_are_accounted_for": lost_cents,
    "platform_fees_are_the_third_parties_part": other_cut,
    "completed_transactions_were_checked": unchecked,
    "amounts_end_at_the_hundredth": partial(beyond_cents, names=AMOUNTS),
    "third_parties_keep_the_lesser_part": greedy_platform,
    "total_fees_are_the_sum": total_fees,
    "fees_are_below_the_amount": fees_above_the_amount,
    "payments_sum_to_the_total": payment_off,
    "payments_are_positive": negative_payment,
    "total_is_in_cents": mills,
    "there_is_a_sender_and_a_receiver": missing_side,
    "party_ids_are_unique": same_party,
    "accounts_are_unique": same_account,
    "german_ibans_check": iban_digit,
    "completion_follows_initiation": completed_before_start,
    "history_starts_with_initiated": other_start,
    "history_ascends": swapped_steps,
    "nothing_follows_an_end": life_after_death,
    "completion_is_stated_when_completed": completion_missing,
    "completion_is_the_last_step": partial(elsewhen, name="completion_timestamp"),
    "initiation_is_the_first_step": partial(elsewhen, name="initiation_timestamp"),
    "moments_lie_within_2005_and_2026": other_age,
    "tags_are_unique": tag_twice,
    "transaction_id_has_a_digit": partial(id_is_a_word, name="transaction_id"),
    "updated_by_is_a_person_or_a_system": odd_updater,
    "no_object_is_empty": empty_object,
    "no_party_is_a_number_or_a_mail_address": nameless,
    "currency_is_iso": currency,
    "purpose_fits_the_type": purpose,
    "regulatory_note_belongs_to_a_jurisdiction": foreign_note,
    "jurisdiction_is_known": nowhere,
    "routing_number_belongs_to_the_bank": other_bank,
}

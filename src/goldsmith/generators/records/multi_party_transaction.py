"""Draws transactions between several parties, from the total down to what each pays, receives and is charged."""

import random
from datetime import datetime
from decimal import Decimal
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import between, code, later, moment, some
from goldsmith.generators.people import person
from goldsmith.schemas.vocabulary import Row, grouped, table

EUROPEAN = ("Germany", "France", "Netherlands", "Italy", "Spain", "Ireland", "Luxembourg", "Austria", "European Union")
CURRENCIES: tuple[tuple[tuple[str, int, tuple[str, ...]], int], ...] = (
    (("USD", 1, ("United States",)), 32),
    (("EUR", 1, EUROPEAN), 28),
    (("GBP", 1, ("United Kingdom",)), 14),
    (("CHF", 1, ("Switzerland",)), 6),
    (("CAD", 1, ("Canada",)), 5),
    (("AUD", 1, ("Australia",)), 5),
    (("SEK", 10, ("Sweden",)), 4),
    (("NOK", 10, ("Norway",)), 3),
    (("PLN", 4, ("Poland",)), 3),
)
"""A currency of two decimals, what one dollar is worth in it roughly, and where it is used."""
ID_FORMS = ("MPT-########", "TXN-#%%%%%%%", "mp_#%%%%%%%%%", "T-####-####")
PARTY_FORMS = ("P-#####", "PTY-####", "party_#%%%%%", "ACC#####")
ENDINGS = (("completed", 60), ("processing", 14), ("pending_approval", 10), ("failed", 9), ("reversed", 7))
SYSTEMS = (
    "payment-gateway",
    "settlement-batch",
    "fraud-screening",
    "payment-service",
    "compliance-queue",
    "ledger-sync",
)
NOTES = {
    "initiated": ("Created from the web form", "Order placed by the sender", "Received through the partner interface"),
    "pending_approval": (
        "Waiting for the second signature",
        "Identity documents requested",
        "Held for a manual review",
    ),
    "processing": ("Funds are on their way", "Debit confirmed by the sending bank", "Sent to settlement"),
    "completed": ("Funds arrived in full", "Released to the receiver", "Settlement confirmed"),
    "failed": ("Insufficient funds", "Rejected by the receiving bank", "Approval was not given in time"),
    "reversed": ("Returned at the sender's request", "Chargeback accepted", "Receiver account was closed"),
}
THIRD_PARTIES = {
    "escrow": ("intermediary", ("Keystone Escrow Services", "Lockbridge Trust Company", "Safeharbour Escrow"), 75),
    "split_payment": ("platform", ("SplitEasy", "Sharebill", "Novalane Payments"), 40),
    "marketplace": ("platform", ("Tradeloft Marketplace", "Handpicked Market", "Bazario"), 85),
    "multi_currency": (
        "intermediary",
        ("Meridian Exchange Bank", "Crossborder Clearing House", "Alder FX Services"),
        65,
    ),
}
CUTS = {"escrow": (50, 200), "split_payment": (50, 200), "marketplace": (300, 1500), "multi_currency": (20, 150)}
"""What the third party keeps, in hundredths of a percent of the total."""
TAGS = {
    "escrow": ("escrow", "contract", "milestone", "held-funds", "two-signatures"),
    "split_payment": ("shared", "group", "split", "settle-up", "one-off"),
    "marketplace": ("marketplace", "online", "buyer-protection", "mobile", "reviewed"),
    "multi_currency": ("cross-border", "fx", "international", "swift", "quarter-end"),
}
SCHEMES = {
    "USD": ("ACH",),
    "EUR": ("SEPA Credit Transfer", "SEPA Instant"),
    "GBP": ("Faster Payments",),
}


def multi_party_transaction(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one transaction; with `odd`, somebody in it is a person of an odd name."""
    deals = [row for row in table("transaction_parties") if not odd or "person" in row["payer"] + row["payee"]]
    deal = rng.choice(deals)
    kind = grouped("transaction_purposes", "purpose")[deal["purpose"]][0]["transaction_type"]
    currency, factor, places = pick(rng, CURRENCIES)
    total = _total(rng, int(deal["low"]) * factor, int(deal["high"]) * factor)
    draft: dict[str, Any] = {
        "transaction_id": code(rng, rng.choice(ID_FORMS)),
        "transaction_type": kind,
        "total_amount": total,
        "currency": currency,
        "parties": _parties(rng, deal, kind, total, currency, odd),
    }
    ending = pick(rng, ENDINGS)
    draft |= _course(rng, moment(rng), kind, ending)
    if chance(rng, 65):
        draft["payment_methods"] = _payments(rng, total, total / factor, currency)
    if chance(rng, 50):
        draft["compliance"] = _compliance(rng, rng.choice(places), ending)
    if chance(rng, 65):
        draft["metadata"] = _metadata(rng, deal["purpose"], kind, currency)
    return draft


def _total(rng: random.Random, low: int, high: int) -> Decimal:
    """An amount as people agree on it: three in five are round, the larger the rounder."""
    drawn = between(rng, low, high)
    if chance(rng, 40):
        return drawn
    unit = 500 if drawn >= 50000 else 50 if drawn >= 2000 else 1
    return Decimal(int(drawn) // unit * unit).quantize(Decimal("0.01"))


def _shares(rng: random.Random, total: Decimal, parts: int) -> list[Decimal]:
    """The total cut into parts to the cent, evenly in half of the cases."""
    weights = [1] * parts if chance(rng, 50) else [rng.randint(2, 6) for _ in range(parts)]
    units = int(total * 100)
    cut = [units * weight // sum(weights) for weight in weights]
    cut[0] += units - sum(cut)
    return [Decimal(share).scaleb(-2) for share in cut]


def _parties(rng: random.Random, deal: Row, kind: str, total: Decimal, currency: str, odd: str) -> list[dict[str, Any]]:
    """Senders pay the total; the receivers get what the third party and the processing of the payment leave of it."""
    senders = _names(rng, deal["payer"], deal["payers"], odd)
    receivers = _names(rng, deal["payee"], deal["payees"], "" if "person" in deal["payer"] else odd)
    role, names, often = THIRD_PARTIES[kind]
    third = [rng.choice(names)] if chance(rng, often) else []
    kept = Decimal(int(total * rng.randint(*CUTS[kind]) / 100) + 1).scaleb(-2) if third else Decimal("0.00")
    parties = [*_side("sender", senders, _shares(rng, total, len(senders)))]
    parties += _side("receiver", receivers, _shares(rng, total - kept, len(receivers)))
    parties += _side(role, third, [kept])
    _charge(rng, parties, kept)
    _number(rng, parties, deal, kind, currency)
    if chance(rng, 25):
        for party in parties:
            del party["amount_involved"]
    return parties


def _names(rng: random.Random, who: str, how_many: str, odd: str) -> list[str]:
    """One to three different payers or payees; "person" stands for anybody, "+" joins those who pay together."""
    least, most = int(how_many[0]), int(how_many[-1])
    if "+" in who:
        return [person(rng, odd) if name == "person" else name for name in who.split("+")]
    if who == "person":
        return [person(rng, odd if at == 0 else "") for at in range(rng.randint(least, most))]
    return [person(rng, odd) if name == "person" else name for name in some(rng, who.split("/"), least, most)]


def _side(role: str, names: list[str], amounts: list[Decimal]) -> list[dict[str, Any]]:
    return [
        {"party_type": role, "name": name, "amount_involved": amount}
        for name, amount in zip(names, amounts, strict=False)
    ]


def _charge(rng: random.Random, parties: list[dict[str, Any]], kept: Decimal) -> None:
    """Take the fees off what receivers are paid: the third party's cut, and one for processing, lower on large amounts."""
    if not chance(rng, 60):
        return
    paid = [party for party in parties if party["party_type"] == "receiver"]
    cuts = _shares(rng, kept, len(paid)) if kept and chance(rng, 90) else []
    for position, party in enumerate(paid):
        share = party["amount_involved"]
        rate = rng.randint(2, 30) if share > 5000 else rng.randint(50, 290)
        party["fees"] = {"processing_fee": Decimal(int(share * rate / 100) + 1).scaleb(-2)}
        party["amount_involved"] -= party["fees"]["processing_fee"]
        if cuts:
            party["fees"]["platform_fee"] = cuts[position]


def _number(rng: random.Random, parties: list[dict[str, Any]], deal: Row, kind: str, currency: str) -> None:
    """Give each party an id of its own and, to payers and payees of some transactions, an account."""
    prefix = code(rng, rng.choice(PARTY_FORMS))
    first = rng.randint(1, 800)
    accounts = chance(rng, 40)
    firms = "+".join((deal["payer"], deal["payee"])).replace("/", "+").split("+")
    for position, party in enumerate(parties):
        party["party_id"] = f"{prefix}-{first + position}"
        if accounts and party["party_type"] in ("sender", "receiver"):
            abroad = kind == "multi_currency" and party["party_type"] == "receiver"
            party["account"] = _account(rng, "abroad" if abroad else currency, position)
            if chance(rng, 40):
                types = ("business",) if party["name"] in firms else ("checking", "savings")
                party["account"]["account_type"] = rng.choice(types)


def _account(rng: random.Random, currency: str, last: int) -> dict[str, Any]:
    """An account as the country of the currency numbers it, for euros in Germany; `last` is its last digit."""
    if currency == "EUR":
        return {"account_number": german_iban(code(rng, f"#################{last}"))}
    if currency == "USD":
        bank = rng.choice(table("banks"))
        made = {"account_number": code(rng, f"#########{last}"), "routing_number": bank["routing_number"]}
        return made | ({"bank_name": bank["bank_name"]} if chance(rng, 75) else {})
    if currency == "GBP":
        return {"account_number": code(rng, f"#######{last}"), "routing_number": code(rng, "##-##-##")}
    return {"account_number": code(rng, f"####-######-{last}")}


def german_iban(account: str) -> str:
    """The IBAN of eighteen digits of bank and account, with its check digits (ISO 13616)."""
    return f"DE{98 - int(account + '131400') % 97:02d}{account}"


def _course(rng: random.Random, start: datetime, kind: str, ending: str) -> dict[str, Any]:
    """Beginning, end and the steps between; a completion is stated where the last step is one."""
    hours = 400 if kind == "escrow" else 30
    steps: list[dict[str, Any]] = [{"status": "initiated", "timestamp": start}]
    for status in _way_to(rng, ending):
        steps.append({"status": status, "timestamp": later(rng, steps[-1]["timestamp"], 40, hours * 3600)})
    made: dict[str, Any] = {}
    if chance(rng, 55):
        made["initiation_timestamp"] = start
    if ending == "completed":
        made["completion_timestamp"] = steps[-1]["timestamp"]
    if chance(rng, 60):
        made["status_history"] = _described(rng, steps)
    return made


def _way_to(rng: random.Random, ending: str) -> list[str]:
    if ending == "pending_approval":
        return ["pending_approval"]
    way = ["pending_approval"] if chance(rng, 35) else []
    if ending != "failed" or chance(rng, 60):
        way.append("processing")
    way += ["completed"] if ending == "reversed" else []
    return way if ending == "processing" else [*way, ending]


def _described(rng: random.Random, steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps with who made them and a word on them, in a part of the histories."""
    clerk = person(rng)
    signed, noted = chance(rng, 60), chance(rng, 50)
    for step in steps:
        if signed:
            step["updated_by"] = clerk if chance(rng, 35) else rng.choice(SYSTEMS)
        if noted and chance(rng, 60):
            step["notes"] = rng.choice(NOTES[step["status"]])
    return steps


def _payments(rng: random.Random, total: Decimal, worth: Decimal, currency: str) -> list[dict[str, Any]]:
    """One or two means of payment; nobody pays a house by credit card."""
    means = ["bank_transfer", "wire"] if worth > 12000 else ["credit_card", "bank_transfer", "credit_card"]
    amounts = _shares(rng, total, 2 if chance(rng, 35) else 1)
    made = []
    for amount in amounts:
        method = "crypto" if worth <= 12000 and chance(rng, 8) else rng.choice(means)
        payment: dict[str, Any] = {"method_type": method, "amount": amount}
        if chance(rng, 50):
            payment["details"] = _details(rng, method, currency)
        made.append(payment)
    return made


def _details(rng: random.Random, method: str, currency: str) -> dict[str, Any]:
    if method == "credit_card":
        network = rng.choice(("Visa", "Mastercard", "American Express"))
        return {"card_network": network, "card_number": code(rng, "**** ####")}
    if method == "crypto":
        return {"asset": rng.choice(("USDC", "BTC", "ETH")), "confirmations": rng.randint(6, 90)}
    if method == "wire":
        return {"charges": rng.choice(("SHA", "OUR", "BEN")), "wire_reference": code(rng, "WIRE-#######")}
    return {"scheme": rng.choice(SCHEMES.get(currency, ("domestic transfer",))), "transfer_id": code(rng, "TRF-######")}


def _compliance(rng: random.Random, jurisdiction: str, ending: str) -> dict[str, Any]:
    """What was checked; nothing is paid out before both checks are made."""
    paid = ending in ("completed", "reversed")
    made: dict[str, Any] = {name: paid or chance(rng, 75) for name in ("kyc_verified", "aml_checked")}
    if chance(rng, 45):
        notes = grouped("compliance_notes", "jurisdiction")[jurisdiction]
        made["regulatory_notes"] = rng.choice(notes)["regulatory_notes"]
    if chance(rng, 75):
        made["jurisdiction"] = jurisdiction
    return made


def _metadata(rng: random.Random, purpose: str, kind: str, currency: str) -> dict[str, Any]:
    made: dict[str, Any] = {"purpose": purpose}
    if chance(rng, 60):
        made["reference_number"] = code(rng, rng.choice(("REF-######", "PO-#####", "C-####/##")))
    if chance(rng, 45):
        made["tags"] = some(rng, TAGS[kind], 1, 3)
    if chance(rng, 40):
        made["custom_fields"] = _custom(rng, kind, currency)
    return made


def _custom(rng: random.Random, kind: str, currency: str) -> dict[str, Any]:
    others = [code for code in ("USD", "EUR", "GBP", "CHF", "AUD") if code != currency]
    own: dict[str, dict[str, Any]] = {
        "escrow": {"inspection_days": rng.choice((3, 5, 10, 14, 30))},
        "split_payment": {"reminder_sent": chance(rng, 40)},
        "marketplace": {"listing_id": code(rng, "L-######")},
        "multi_currency": {"payout_currency": rng.choice(others)},
    }
    fields = own[kind] | {"receipt_requested": chance(rng, 50), "channel": rng.choice(("web", "mobile app", "phone"))}
    return {name: fields[name] for name in some(rng, tuple(fields), 1, 2)}

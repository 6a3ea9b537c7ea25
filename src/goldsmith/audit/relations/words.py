"""What a field's name says about it: its words, and the part that it plays in a bill."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

Words = tuple[str, ...]

BREAK = re.compile(r"[^A-Za-z0-9%]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
COMPOUND = re.compile(
    r"(?P<head>sub|grand|line|unit|tax|vat|item|order|total|net|gross|discount|ship(?:ping)?|delivery|check|start|end|max|min|avg|num)"
    r"(?P<tail>total|price|amount|cost|count|rate|fee|in|out|date|time|sum|value|tax|number|id|items)"
)
JOINED = frozenset((("sub", "total"), ("mw", "st"), ("u", "st"), ("pre", "tax")))
GENERIC = frozenset(("amount", "value", "number", "betrag", "figure"))
"""Last names that say nothing without the object they stand in: tax.amount is a tax."""


@cache
def words_of(name: str) -> Words:
    """The words of a name in small letters: camelCase, snake_case and common compounds taken apart."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode()
    parts = (part.lower() for part in BREAK.split(plain) if part)
    return _joined(tuple(word for part in parts for word in _apart(part)))


def _joined(words: Words) -> Words:
    """Words that camelCase took apart wrongly: subTotal, MwSt."""
    for at, pair in enumerate(pairwise(words)):
        if pair in JOINED:
            return _joined((*words[:at], "".join(pair), *words[at + 2 :]))
    return words


def _apart(word: str) -> Words:
    whole = COMPOUND.fullmatch(word)
    if word in ("subtotal", "discount", "checkout") or whole is None:
        return (word,)
    return (whole["head"], whole["tail"])


def singular(word: str) -> str:
    """The word without a plural ending, roughly, to compare two names."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


RATE = frozenset(
    ("rate", "percent", "percentage", "pct", "%", "satz", "prozent", "steuersatz", "mwstsatz", "taux", "porcentaje")
)
TAX = frozenset(
    (
        "tax",
        "taxes",
        "vat",
        "gst",
        "hst",
        "pst",
        "mwst",
        "ust",
        "umsatzsteuer",
        "mehrwertsteuer",
        "steuer",
        "tva",
        "iva",
        "salestax",
    )
)
SHIPPING = frozenset(
    (
        "shipping",
        "delivery",
        "freight",
        "postage",
        "versand",
        "versandkosten",
        "porto",
        "shipment",
        "lieferung",
        "lieferkosten",
        "envio",
        "livraison",
    )
)
FEE = frozenset(
    (
        "fee",
        "fees",
        "surcharge",
        "tip",
        "gratuity",
        "trinkgeld",
        "gebuhr",
        "gebuhren",
        "handling",
        "extras",
        "charges",
        "propina",
    )
)
DISCOUNT = frozenset(
    ("discount", "discounts", "rabatt", "nachlass", "skonto", "savings", "descuento", "remise", "rebate")
)
PAID = frozenset(("paid", "prepaid", "deposit", "anzahlung", "advance"))
SUBTOTAL = frozenset(("subtotal", "netto", "net", "zwischensumme", "nettobetrag", "nettosumme", "warenwert"))
TOTAL = frozenset(
    (
        "total",
        "gesamt",
        "gesamtbetrag",
        "gesamtsumme",
        "gesamtpreis",
        "summe",
        "endbetrag",
        "brutto",
        "bruttobetrag",
        "gross",
        "payable",
        "due",
        "grand",
        "sum",
        "totale",
        "rechnungsbetrag",
    )
)
AMOUNT = frozenset(("amount", "betrag", "extended", "ext", "importe", "montant"))
QUANTITY = frozenset(
    (
        "qty",
        "quantity",
        "units",
        "menge",
        "anzahl",
        "stuck",
        "stueck",
        "pcs",
        "pieces",
        "cantidad",
        "quantite",
        "hours",
        "stunden",
        "nights",
        "days",
    )
)
PRICE = frozenset(
    ("price", "preis", "prix", "precio", "prezzo", "einzelpreis", "stuckpreis", "stueckpreis", "each", "cost", "kosten")
)
BEFORE = frozenset(("before", "pre", "pretax", "excl", "excluding", "ex", "without", "taxable", "exclusive"))
AFTER = frozenset(("incl", "including", "inclusive", "after", "with"))
MONEY = AMOUNT | PRICE | frozenset(
    ("order", "invoice", "line", "item", "bill", "cart", "payment", "value", "charge", "charged", "to", "pay", "final", "balance", "in",
     "usd", "eur", "gbp", "euro", "dollars", "cents", "purchase", "basket", "receipt", "row", "position", "now", "checkout", "general")
)  # fmt: skip
"""Words that leave a total a total of money; total_reviews is none."""
NO_AMOUNT = frozenset(
    (
        "id",
        "no",
        "nr",
        "code",
        "type",
        "date",
        "time",
        "address",
        "method",
        "name",
        "status",
        "currency",
        "class",
        "exempt",
        "ref",
        "year",
        "month",
    )
)
"""Words of fields that speak about a bill but hold no amount of it."""

RULES: tuple[tuple[str, frozenset[str]], ...] = (
    ("shipping", SHIPPING),
    ("fee", FEE),
    ("tax", TAX),
    ("discount", DISCOUNT),
    ("paid", PAID),
    ("subtotal", SUBTOTAL),
)  # fmt: skip


@cache
def role(words: Words) -> str:
    """The part that a number of this name plays in a bill: total, subtotal, tax, price …; empty for none."""
    held = frozenset(words)
    if held & NO_AMOUNT:
        return ""
    if held & RATE:
        return _rate(held)
    if held & QUANTITY and not held & PRICE:
        return "quantity"
    if held & BEFORE and held & (TAX | TOTAL | AMOUNT):
        return "subtotal"
    if held & AFTER and held & TAX:
        return "total"
    for name, those in RULES:
        if held & those:
            return name
    if held & TOTAL or any(word.startswith("gesamt") for word in words):
        return "total" if held - TOTAL <= MONEY or any(word.startswith("gesamt") for word in words) else ""
    if held & PRICE or any(word.endswith("preis") for word in words):
        return "price"
    return "amount" if held & AMOUNT else ""


def _rate(held: frozenset[str]) -> str:
    if held & TAX or held & {"steuersatz", "mwstsatz"}:
        return "tax_rate"
    if held & DISCOUNT:
        return "discount_rate"
    return "rate"


def stem(words: Sequence[str], without: frozenset[str]) -> Words:
    """The words that remain, in the singular, when those that name an operation are taken away."""
    return tuple(singular(word) for word in words if word not in without)

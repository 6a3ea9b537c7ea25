"""The kinds of fields that record types are made of.

A role says what a value is to a person (money, a name, a free text). It decides how the value may be written in a
prompt and which odd values it may take; it never decides what is true.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, WithJsonSchema


@dataclass(frozen=True, slots=True)
class Role:
    """What a value is to a person; `unit` follows the number in writing, `odd` names the odd values it may take."""

    name: str
    unit: str = ""
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Derived:
    """Marks a computed field; `required` ones are in every answer, `hideable` ones may be left out of a record."""

    required: bool = False
    hideable: bool = True


@dataclass(frozen=True, slots=True)
class Auxiliary:
    """Marks a fact outside the JSON Schema that a derivation needs, such as a tax rate; the prompt may state it."""


TEXT_ODDITIES = (
    "quotes",
    "emoji",
    "multi-line",
    "very long",
    "very short",
    "number-like",
    "date-like",
    "label-like",
)

Text = Annotated[str, Role("text", odd=TEXT_ODDITIES)]
"""Free text that nothing else in the record depends on; it may take every textual oddity."""
Line = Annotated[str, Role("line", odd=("quotes", "emoji", "very long", "number-like", "date-like", "label-like"))]
"""Free text on one line: a title or a subject."""
Person = Annotated[str, Role("person", odd=("accents", "apostrophe"))]
Word = Annotated[str, Role("word")]
"""A value of a vocabulary: a product, a unit, a lab test."""
Identifier = Annotated[str, Role("identifier")]
Email = Annotated[str, Role("email"), WithJsonSchema({"type": "string", "format": "email"})]
Phone = Annotated[str, Role("phone"), Field(pattern=r"^[+]?[0-9\-\s()]+$")]
Day = Annotated[date, Role("date")]
Moment = Annotated[AwareDatetime, Role("date-time")]
Money = Annotated[Decimal, Role("money", odd=("huge",)), Field(ge=0, decimal_places=2)]
"""An amount of money in a currency with two decimals; never negative."""
Price = Annotated[Decimal, Role("money"), Field(ge=0, decimal_places=2)]
"""Money that is never huge, because people know what the thing costs."""
Amount = Annotated[Decimal, Role("amount", odd=("huge", "negative"))]
"""A signed amount of money whose currency stands in a field of its own."""
Percent = Annotated[Decimal, Role("percent", unit="%"), Field(ge=0, le=100)]
Measure = Annotated[Decimal, Role("measure")]
Count = Annotated[int, Role("count"), Field(ge=0)]
Rate = Annotated[Decimal, Role("rate", unit="%"), Field(ge=0, le=100), Auxiliary()]
"""A rate in percent that a derivation needs and the schema does not hold."""
FreeObject = Annotated[dict[str, Any], Role("object")]


class Record(BaseModel):
    """The shared configuration of record types: frozen, closed, populated by field name."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """The amount rounded half up (away from zero) to two places, as invoices are."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def rounded(value: Decimal, places: int) -> Decimal:
    """The value rounded half up (away from zero) to `places` decimals."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def share(part: Decimal | int, whole: Decimal | int, places: int = 2) -> Decimal:
    """Part of whole in percent, rounded half up; `whole` must not be zero."""
    return rounded(Decimal(part) * 100 / Decimal(whole), places)

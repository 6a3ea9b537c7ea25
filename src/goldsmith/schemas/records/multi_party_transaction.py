"""A transaction between several parties: who pays, who is paid, by which means, and what became of it."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field, computed_field

from goldsmith.schemas.fields import Derived, FreeObject, Identifier, Moment, Person, Record, Role, Text, Word

TransactionType = Literal["escrow", "split_payment", "marketplace", "multi_currency"]
PartyType = Literal["sender", "receiver", "intermediary", "platform"]
MethodType = Literal["credit_card", "bank_transfer", "crypto", "wire"]
Status = Literal["initiated", "pending_approval", "processing", "completed", "failed", "reversed"]

Sum = Annotated[Decimal, Role("amount")]
"""An amount of the transaction's currency that other amounts of the record add up with."""


class Account(Record):
    """A bank account; the routing number belongs to the bank."""

    account_number: Identifier | None = None
    routing_number: Identifier | None = None
    bank_name: Word | None = None
    account_type: Word | None = None


class Fees(Record):
    """What a party is charged."""

    order: ClassVar = ("processing_fee", "platform_fee", "total_fees")

    processing_fee: Sum | None = None
    platform_fee: Sum | None = None

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def total_fees(self) -> Annotated[Sum, Derived()] | None:
        """Both fees; absent where only one is known."""
        if self.processing_fee is None or self.platform_fee is None:
            return None
        return self.processing_fee + self.platform_fee


class Party(Record):
    """Somebody who takes part: a person, a company or a bank."""

    party_id: Identifier
    party_type: PartyType
    name: Person
    account: Account | None = None
    amount_involved: Sum | None = None
    fees: Fees | None = None


class PaymentMethod(Record):
    """A means of payment and what was paid by it."""

    method_type: MethodType | None = None
    details: FreeObject | None = None
    amount: Sum | None = None


class StatusChange(Record):
    """A step of the transaction and who made it, a person or a system."""

    status: Status | None = None
    timestamp: Moment | None = None
    updated_by: Word | None = None
    notes: Text | None = None


class Compliance(Record):
    """What was checked, and under whose law."""

    kyc_verified: bool | None = None
    aml_checked: bool | None = None
    regulatory_notes: Word | None = None
    jurisdiction: Word | None = None


class Metadata(Record):
    """What the parties file the transaction under."""

    purpose: Word | None = None
    reference_number: Identifier | None = None
    tags: list[Word] | None = None
    custom_fields: FreeObject | None = None


class MultiPartyTransaction(Record):
    """A transaction in one currency with two decimals; the senders' amounts and the payments both sum to the total."""

    transaction_id: Identifier
    transaction_type: TransactionType
    initiation_timestamp: Moment | None = None
    completion_timestamp: Moment | None = None
    total_amount: Annotated[Sum, Field(ge=0)]
    currency: Word
    parties: Annotated[list[Party], Field(min_length=2)]
    payment_methods: list[PaymentMethod] | None = None
    status_history: list[StatusChange] | None = None
    compliance: Compliance | None = None
    metadata: Metadata | None = None

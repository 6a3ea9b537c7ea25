"""A transaction on an account: debits and fees are negative, credits and refunds positive."""

from decimal import Decimal
from typing import Annotated, Literal

from goldsmith.schemas.fields import Identifier, Moment, Record, Role, Word

TransactionType = Literal["debit", "credit", "transfer", "fee", "refund"]
TransactionStatus = Literal["pending", "completed", "failed", "reversed"]
SignedAmount = Annotated[Decimal, Role("amount")]
"""A signed amount with the decimals of its currency; it takes no odd values, since type and currency bind it."""


class TransactionRecord(Record):
    """One booking with its sign, its currency and the balance that it leaves."""

    transaction_id: Identifier
    date: Moment
    amount: SignedAmount
    currency: Word
    type: TransactionType
    description: Word | None = None
    merchant_name: Word | None = None
    category: Word | None = None
    balance_after: SignedAmount | None = None
    status: TransactionStatus | None = None

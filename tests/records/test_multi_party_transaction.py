from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.multi_party_transaction import _shares, german_iban, multi_party_transaction
from goldsmith.schemas.records.multi_party_transaction import Fees
from goldsmith.schemas.tree import answer_of
from goldsmith.schemas.vocabulary import grouped

ONCE = settings(max_examples=50, deadline=None)


def test_total_fees_need_both():
    fees = Fees(processing_fee=Decimal("0.10"), platform_fee=Decimal("0.20"))
    assert answer_of(fees)["total_fees"] == Decimal("0.30")
    assert "total_fees" not in answer_of(Fees(processing_fee=Decimal("0.10")))


def test_iban_of_the_standard():
    # the example of ISO 13616 for Germany
    assert german_iban("370400440532013000") == "DE89370400440532013000"


@given(st.randoms(), st.integers(1200, 10**9), st.integers(1, 3))
@ONCE
def test_shares_sum_to_the_cent(rng, units, parts):
    shares = _shares(rng, Decimal(units).scaleb(-2), parts)
    assert sum(shares) == Decimal(units).scaleb(-2)
    assert min(shares) > 0


@given(st.randoms(), st.sampled_from(("", "accents", "apostrophe")))
@ONCE
def test_amounts_are_those_of_the_purpose(rng, odd):
    draft = multi_party_transaction(rng, odd)
    assert sum(one["amount"] for one in draft.get("payment_methods", [])) in (0, draft["total_amount"])
    if "purpose" in draft.get("metadata", {}):
        deal = grouped("transaction_parties", "purpose")[draft["metadata"]["purpose"]][0]
        assert Decimal(deal["low"]) * Decimal("0.9") <= draft["total_amount"] <= Decimal(deal["high"]) * 10


@given(st.randoms())
@ONCE
def test_a_completed_history_ends_at_the_completion(rng):
    draft = multi_party_transaction(rng)
    steps = draft.get("status_history", [{"status": None}])
    if steps[-1]["status"] == "completed":
        assert draft["completion_timestamp"] == steps[-1]["timestamp"]
    elif "status_history" in draft:
        assert "completion_timestamp" not in draft

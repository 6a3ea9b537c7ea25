from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.core.canonical import to_json
from goldsmith.generators.records.multi_party_transaction import _shares, german_iban, multi_party_transaction
from goldsmith.schemas.records.multi_party_transaction import Fees
from goldsmith.schemas.tree import answer_of
from goldsmith.schemas.vocabulary import grouped
from strategies import broken_rules

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


@given(st.randoms())
@ONCE
def test_receivers_get_what_was_paid_less_what_it_cost(rng):
    draft = multi_party_transaction(rng)
    others = [party for party in draft["parties"] if party["party_type"] != "sender"]
    fees = [party.get("fees", {}) for party in others]
    if all("amount_involved" in party for party in others):
        got = sum(party["amount_involved"] for party in others)
        assert got + sum(one.get("processing_fee", 0) for one in fees) == draft["total_amount"]


@given(st.randoms())
@ONCE
def test_nothing_is_completed_for_people_nobody_checked(rng):
    draft = multi_party_transaction(rng)
    if "completion_timestamp" in draft and "compliance" in draft:
        assert draft["compliance"]["kyc_verified"] is draft["compliance"]["aml_checked"] is True


PARTIES = [
    {"party_id": "P-1", "party_type": "sender", "name": "Ann Lee", "amount_involved": 100},
    {
        "party_id": "P-2",
        "party_type": "receiver",
        "name": "Bo Hill",
        "amount_involved": Decimal("97.50"),
        "fees": {"processing_fee": Decimal("0.50"), "platform_fee": 2, "total_fees": Decimal("2.50")},
    },
    {"party_id": "P-3", "party_type": "platform", "name": "Sharebill", "amount_involved": 2},
]
STEPS = ["2024-05-01T08:00:00Z", None, "2024-05-03T08:00:00Z"]


def _refused(*, parties=PARTIES, steps=STEPS, **more):
    told = {"transaction_id": "T-1", "transaction_type": "split_payment", "total_amount": 100, "currency": "EUR"}
    states = ("initiated", "pending_approval", "processing")
    history = [{"status": state} | ({"timestamp": at} if at else {}) for state, at in zip(states, steps, strict=True)]
    lines = broken_rules(
        "multi_party_transaction", [to_json(told | {"parties": parties, "status_history": history} | more)]
    )
    return {line.split(" ")[0] for line in lines}


def test_the_true_transaction_breaks_nothing():
    assert _refused() == set()


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("payments_are_accounted_for", {"parties": [*PARTIES[:1], PARTIES[1] | {"amount_involved": 98}, PARTIES[2]]}),
        (
            "platform_fees_are_the_third_parties_part",
            {
                "parties": [
                    *PARTIES[:1],
                    PARTIES[1] | {"amount_involved": 96},
                    PARTIES[2] | {"amount_involved": Decimal("3.50")},
                ]
            },
        ),
        ("history_ascends", {"steps": ["2024-05-03T08:00:00Z", None, "2024-05-01T08:00:00Z"]}),
        ("payments_sum_to_the_total", {"payment_methods": [{"amount": 101}, {"method_type": "wire"}]}),
        ("amounts_end_at_the_hundredth", {"total_amount": Decimal("100.00001")}),
    ],
)
def test_a_rule_sees_over_gaps(rule, change):
    assert rule in _refused(**change)

import random
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.ecommerce_analytics import _in_season, _period, ecommerce_analytics
from goldsmith.schemas.records.ecommerce_analytics import EcommerceAnalytics
from goldsmith.schemas.tree import answer_of
from goldsmith.validators.derivations.ecommerce_analytics import ecommerce_analytics as derive

REPORT = {
    "report_id": "R-1",
    "report_period": {"start_date": "2024-02-01", "end_date": "2024-02-29"},
    "sales_metrics": {"total_revenue": Decimal("1000.20"), "total_orders": 8},
    "customer_metrics": {"new_customers": 3, "returning_customers": 4},
    "product_performance": {"category_breakdown": [{"category_name": "Toys", "revenue": Decimal("333.40")}]},
    "marketing_metrics": {
        "ad_spend": Decimal("200.00"),
        "campaign_performance": [{"revenue_attributed": Decimal("333.00")}],
    },
}
ONCE = settings(max_examples=50, deadline=None)


def test_derived_numbers_by_hand():
    # 1000.20 / 8 = 125.025, a half cent that binary floats round down; 333.00 / 200 = 1.665 is another
    answer = answer_of(EcommerceAnalytics(**REPORT))
    assert answer["sales_metrics"]["average_order_value"] == Decimal("125.03")
    assert answer["marketing_metrics"]["roas"] == Decimal("1.67")
    assert answer["customer_metrics"]["total_customers"] == 7
    assert answer["product_performance"]["category_breakdown"][0]["percentage_of_total"] == Decimal("33.33")


def test_the_other_route_agrees_on_the_ties():
    derived = dict(derive(REPORT, {}))
    assert derived["sales_metrics", "average_order_value"] == Decimal("125.03")
    assert derived["marketing_metrics", "roas"] == Decimal("1.67")


def test_return_on_spend_needs_every_campaign():
    campaigns = [{"revenue_attributed": Decimal("333.00")}, {"campaign_name": "Flash"}]
    marketing = REPORT["marketing_metrics"] | {"campaign_performance": campaigns}
    assert (
        "roas" not in answer_of(EcommerceAnalytics(**(REPORT | {"marketing_metrics": marketing})))["marketing_metrics"]
    )


@given(st.randoms())
@ONCE
def test_all_categories_make_exactly_100_percent(rng):
    answer = answer_of(EcommerceAnalytics(**ecommerce_analytics(rng)))
    categories = answer.get("product_performance", {}).get("category_breakdown", [])
    if sum(category["revenue"] for category in categories) == answer["sales_metrics"]["total_revenue"]:
        assert sum(category["percentage_of_total"] for category in categories) == 100


@given(st.randoms())
@ONCE
def test_no_christmas_campaign_in_june(rng):
    start, end = _period(rng, "monthly")
    names = _in_season(start, end)
    assert ("Festive Countdown Calendar" in names) == (start.month == 12)
    assert "Brand Keywords Always On" in names


def test_quarters_and_years_are_those_of_the_calendar():
    for kind, months in (("quarterly", 3), ("yearly", 12)):
        start, end = _period(random.Random(7), kind)
        assert start.day == 1
        assert (end.month - start.month + 1, start.year) == (months, end.year)

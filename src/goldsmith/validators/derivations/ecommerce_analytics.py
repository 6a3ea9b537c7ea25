"""What follows from the numbers of a shop's report."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from goldsmith.validators.derivations.arithmetic import half_up

Found = Iterator[tuple[tuple[str | int, ...], Any]]


def ecommerce_analytics(stated: dict[str, Any], rates: dict[str, Decimal]) -> Found:
    """The average order, all customers, the categories' shares and the return on advertising."""
    sales = stated["sales_metrics"]
    revenue, orders = sales.get("total_revenue"), sales.get("total_orders")
    if revenue is not None and orders:
        yield ("sales_metrics", "average_order_value"), half_up(Fraction(revenue) / orders, 2)
    customers = stated.get("customer_metrics", {})
    if "new_customers" in customers and "returning_customers" in customers:
        yield ("customer_metrics", "total_customers"), customers["new_customers"] + customers["returning_customers"]
    if revenue:
        yield from _shares(stated.get("product_performance", {}), Fraction(revenue))
    yield from _return_on_spend(stated.get("marketing_metrics", {}))


def _shares(products: dict[str, Any], revenue: Fraction) -> Found:
    for position, category in enumerate(products.get("category_breakdown", [])):
        if "revenue" in category:
            percentage = half_up(Fraction(category["revenue"]) * 100 / revenue, 2)
            yield ("product_performance", "category_breakdown", position, "percentage_of_total"), percentage


def _return_on_spend(marketing: dict[str, Any]) -> Found:
    campaigns = marketing.get("campaign_performance", [])
    if campaigns and marketing.get("ad_spend") and all("revenue_attributed" in campaign for campaign in campaigns):
        attributed = sum(Fraction(campaign["revenue_attributed"]) for campaign in campaigns)
        yield ("marketing_metrics", "roas"), half_up(attributed / Fraction(marketing["ad_spend"]), 2)

"""Shop reports that break exactly the relation named."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import partial
from typing import Any

from goldsmith.validators.breakers.changes import Answer, Breaker, beyond_cents, having, nudge, replaced

LISTS = {
    "products": ("product_performance", "top_selling_products"),
    "categories": ("product_performance", "category_breakdown"),
    "campaigns": ("marketing_metrics", "campaign_performance"),
    "regions": ("customer_metrics", "demographics", "top_regions"),
    "ages": ("customer_metrics", "demographics", "age_groups"),
    "channels": ("sales_metrics", "revenue_by_channel"),
}


def _at(answer: Answer, name: str) -> Any:
    """The part of a report by its short name; nothing where it is absent."""
    part: Any = answer
    for step in LISTS[name]:
        part = part.get(step, {})
    return part


def _cents(rng: random.Random, most: int) -> Decimal:
    return Decimal(rng.randint(1, most)).scaleb(-2)


def off(answer: Answer, rng: random.Random, part: str, name: str) -> bool:
    """A stated number that is a unit of its last place or more off, either way."""
    fields = answer.get(part, {})
    if name not in fields:
        return False
    if rng.randrange(2):
        return nudge(fields, name, rng)
    fields[name] -= 1 if isinstance(fields[name], int) else _cents(rng, 3)
    return True


def average(answer: Answer, rng: random.Random) -> bool:
    """An average order that is a cent or more off."""
    sales = answer["sales_metrics"]
    return "total_orders" in sales and off(answer, rng, "sales_metrics", "average_order_value")


def channels(answer: Answer, rng: random.Random) -> bool:
    """A channel that makes the sum too large by a cent or more."""
    found = _at(answer, "channels")
    if not found:
        return False
    name = rng.choice(tuple(found))
    found[name] += answer["sales_metrics"]["total_revenue"] - sum(found.values()) + _cents(rng, 999)
    return True


def above_revenue(answer: Answer, rng: random.Random, name: str) -> bool:
    """A profit or refunds that a cent or more exceed the revenue."""
    sales = answer["sales_metrics"]
    if name not in sales:
        return False
    sales[name] = sales["total_revenue"] + _cents(rng, 99999)
    return True


def empty_orders(answer: Answer, rng: random.Random) -> bool:
    """Fewer units than orders."""
    sales = answer["sales_metrics"]
    if "total_orders" not in sales or "total_units_sold" not in sales:
        return False
    sales["total_units_sold"] = sales["total_orders"] - rng.choice((1, 1, 2, sales["total_orders"]))
    return True


def customers(answer: Answer, rng: random.Random) -> bool:
    """A total of customers that is not new and returning ones, or a negative number of new ones."""
    counts = answer.get("customer_metrics", {})
    if "total_customers" in counts:
        return off(answer, rng, "customer_metrics", "total_customers")
    if "new_customers" in counts:
        counts["new_customers"] = -rng.randint(1, 40)
    return "new_customers" in counts


def _customers(answer: Answer) -> int | None:
    counts = answer.get("customer_metrics", {})
    both = "new_customers" in counts and "returning_customers" in counts
    total: int | None = (
        counts["new_customers"] + counts["returning_customers"] if both else counts.get("total_customers")
    )
    return total


def ages(answer: Answer, rng: random.Random) -> bool:
    """An age group that makes the sum one customer or more too large."""
    found, total = _at(answer, "ages"), _customers(answer)
    if not found or total is None:
        return False
    name = rng.choice(tuple(found))
    found[name] += total - sum(found.values()) + rng.randint(1, 30)
    return True


def too_much(answer: Answer, rng: random.Random, part: str, name: str, bound: str) -> bool:
    """One item of a list with so much that the list exceeds the whole by the smallest step or some more.

    What would tell as well, being derived from it, is left out of the report.
    """
    items = having(_at(answer, part) or [], name)
    whole = _whole(answer, bound)
    if not items or whole is None:
        return False
    excess = rng.randint(1, 50) if isinstance(items[0][name], int) else _cents(rng, 9999)
    rng.choice(items)[name] += whole - sum(item[name] for item in items) + excess
    for item in items:
        item.pop("percentage_of_total", None)
    if part == "campaigns":
        answer["marketing_metrics"].pop("roas", None)
    return True


def _whole(answer: Answer, bound: str) -> Any:
    if bound == "customers":
        return _customers(answer)
    return answer.get("sales_metrics" if bound.startswith("total") else "marketing_metrics", {}).get(bound)


def twice(answer: Answer, rng: random.Random, part: str, name: str) -> bool:
    """Two items of a list with the same name or id."""
    items = having(_at(answer, part) or [], name)
    if len(items) < 2:
        return False
    first, second = rng.sample(items, 2)
    second[name] = first[name]
    return True


def unit_price(answer: Answer, rng: random.Random) -> bool:
    """A product given away, sold for a fortune, or sold without a sale."""
    products = _at(answer, "products")
    if not products:
        return False
    product = rng.choice(products)
    factor = rng.choice((Decimal("0.09"), Decimal(10001), Decimal(0)))
    if factor:
        product["revenue"] = (product["units_sold"] * factor).quantize(Decimal("0.01"))
    else:
        product["units_sold"] = 0
    return True


def listed(answer: Answer, rng: random.Random, part: str, name: str, values: Sequence[Any]) -> bool:
    """One of the values in a field of some item of a list."""
    items = having(_at(answer, part) or [], name)
    if items:
        rng.choice(items)[name] = rng.choice(values)
    return bool(items)


def stock(answer: Answer, rng: random.Random) -> bool:
    """A negative number on the shelf."""
    items = having(_at(answer, "products") or [], "inventory_status")
    if not items:
        return False
    status = rng.choice(items)["inventory_status"]
    status[rng.choice(tuple(status))] = -rng.randint(1, 90)
    return True


def percentage(answer: Answer, rng: random.Random) -> bool:
    """A hundredth of a percent or more that one category has too much, and another one too little."""
    items = having(_at(answer, "categories") or [], "percentage_of_total")
    if len(items) < 2:
        return False
    first, second = rng.sample(items, 2)
    step = _cents(rng, 99)
    first["percentage_of_total"] += step
    second["percentage_of_total"] -= step
    return True


def percentages(answer: Answer, rng: random.Random) -> bool:
    """Percentages that together exceed 100 by a tenth or more."""
    items = having(_at(answer, "categories") or [], "percentage_of_total")
    if not items:
        return False
    total = sum(item["percentage_of_total"] for item in items)
    rng.choice(items)["percentage_of_total"] += 100 - total + Decimal(rng.randint(10, 900)).scaleb(-2)
    return True


def crowded_category(answer: Answer, rng: random.Random) -> bool:
    """A category that makes less, or sold less, than its products."""
    sold: dict[str, list[Answer]] = {}
    for product in having(_at(answer, "products") or [], "category"):
        sold.setdefault(product["category"], []).append(product)
    categories = [item for item in _at(answer, "categories") or [] if item["category_name"] in sold]
    if not categories:
        return False
    category = rng.choice(categories)
    if "units_sold" in category and rng.randrange(2):
        category["units_sold"] = sum(item["units_sold"] for item in sold[category["category_name"]]) - 1
    else:
        category["revenue"] = sum(item["revenue"] for item in sold[category["category_name"]]) - _cents(rng, 99)
    return True


def return_on_spend(answer: Answer, rng: random.Random) -> bool:
    """A ROAS that is a hundredth or more off."""
    return "ad_spend" in answer.get("marketing_metrics", {}) and off(answer, rng, "marketing_metrics", "roas")


def miraculous_return(answer: Answer, rng: random.Random) -> bool:
    """A spend so small that the revenue is fifty times it or more, with the ROAS that follows from it."""
    marketing = answer.get("marketing_metrics", {})
    if "roas" not in marketing or "ad_spend" not in marketing:
        return False
    campaigns = marketing["campaign_performance"]
    attributed = sum(campaign["revenue_attributed"] for campaign in campaigns)
    marketing["ad_spend"] = (attributed / rng.choice((50, 51, 90, 400))).quantize(Decimal("0.01"), ROUND_DOWN)
    marketing["roas"] = (attributed / marketing["ad_spend"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
    for campaign in campaigns:
        campaign.pop("cost", None)
    return True


def more_than(answer: Answer, rng: random.Random, name: str, bound: str) -> bool:
    """A campaign with one or more too many of something, or with fewer than none."""
    items = having(_at(answer, "campaigns") or [], name, bound)
    if items:
        campaign = rng.choice(items)
        campaign[name] = rng.choice((campaign[bound] + 1, campaign[bound] + rng.randint(1, 900), -1))
    return bool(items)


def visits(answer: Answer, rng: random.Random) -> bool:
    """A negative number of visits."""
    sources = answer.get("marketing_metrics", {}).get("traffic_sources")
    if sources:
        sources[rng.choice(tuple(sources))] = -rng.randint(1, 9000)
    return bool(sources)


def prediction(answer: Answer, rng: random.Random) -> bool:
    """A next period of nothing, or of more than five times this one."""
    found = answer.get("trends", {}).get("predictions")
    if not found:
        return False
    revenue = answer["sales_metrics"]["total_revenue"]
    found["next_period_revenue"] = rng.choice(
        (Decimal("0.00"), -revenue, 5 * revenue + _cents(rng, 9999), 40 * revenue)
    )
    return True


def growth(answer: Answer, rng: random.Random) -> bool:
    """Something that shrinks by more than all of it, or grows beyond tenfold."""
    trends = answer.get("trends", {})
    names = [name for name in ("revenue_growth_percentage", "customer_growth_percentage") if name in trends]
    if names:
        trends[rng.choice(names)] = rng.choice((Decimal("-100.1"), Decimal("1000.1"), Decimal(-350), Decimal(82000)))
    return bool(names)


def backwards(answer: Answer, rng: random.Random) -> bool:
    """A period that ends a day or more before it starts."""
    period = answer["report_period"]
    period.pop("period_type", None)
    period["end_date"] = str(date.fromisoformat(period["start_date"]) - timedelta(days=rng.choice((1, 6, 30, 364))))
    return True


def wrong_length(answer: Answer, rng: random.Random) -> bool:
    """A period a day or two too long or too short, or of another type."""
    period = answer["report_period"]
    if "period_type" not in period:
        return False
    if rng.randrange(2):
        types = ("daily", "weekly", "monthly", "quarterly", "yearly")
        period["period_type"] = rng.choice([one for one in types if one != period["period_type"]])
    else:
        period["end_date"] = str(date.fromisoformat(period["end_date"]) + timedelta(days=rng.choice((1, 2, -1))))
    return True


def other_age(answer: Answer, rng: random.Random) -> bool:
    """A period twenty-eight years off, when the calendar is the same."""
    years = rng.choice((-28, 28))
    for name in ("start_date", "end_date"):
        written = answer["report_period"][name]
        answer["report_period"][name] = f"{int(written[:4]) + years}{written[4:]}"
    return True


def priced_out(answer: Answer, rng: random.Random) -> bool:
    """A product that is none of ours, of another category, or sold at one and a half times its price or at half."""
    products = _at(answer, "products")
    if not products:
        return False
    product = rng.choice(products)
    kind = rng.randrange(3)
    if kind == 0:
        product["product_name"] = rng.choice(("Strategy", "Standard Widget", product["product_name"] + " II"))
    elif kind == 1 and "category" in product:
        product["category"] = "Music" if product["category"] != "Music" else "Tools"
    else:
        product["revenue"] = (product["revenue"] * rng.choice((4, 5)) * rng.choice((1, Decimal("0.05")))).quantize(
            Decimal("0.01")
        )
    return True


AMOUNTS = (
    "total_revenue", "average_order_value", "gross_profit", "refunds_total", "website", "mobile_app", "marketplace",
    "physical_store", "customer_lifetime_value", "revenue", "ad_spend", "cost", "revenue_attributed", "next_period_revenue",
)  # fmt: skip
PEOPLE = ("Michael Henry", "Laura Stone", "Daniel O'Neill", "Emma Weber")
BREAKERS: dict[str, Breaker] = {
    "average_order_is_revenue_over_orders": average,
    "channels_sum_to_the_revenue": channels,
    "amounts_end_at_the_hundredth": partial(beyond_cents, names=AMOUNTS),
    "profit_is_within_the_revenue": partial(above_revenue, name="gross_profit"),
    "refunds_are_within_the_revenue": partial(above_revenue, name="refunds_total"),
    "an_order_has_a_unit": empty_orders,
    "conversion_rate_is_plausible": partial(
        replaced, path=("sales_metrics", "conversion_rate"), values=(30, Decimal("30.5"), 47, 100)
    ),
    "customers_are_new_or_returning": customers,
    "age_groups_sum_to_the_customers": ages,
    "regions_have_no_more_than_all_customers": partial(
        too_much, part="regions", name="customer_count", bound="customers"
    ),
    "regions_have_no_more_than_the_revenue": partial(too_much, part="regions", name="revenue", bound="total_revenue"),
    "regions_are_named_once": partial(twice, part="regions", name="region"),
    "products_make_no_more_than_the_revenue": partial(too_much, part="products", name="revenue", bound="total_revenue"),
    "products_have_no_more_than_all_units": partial(
        too_much, part="products", name="units_sold", bound="total_units_sold"
    ),
    "product_ids_are_unique": partial(twice, part="products", name="product_id"),
    "unit_prices_are_plausible": unit_price,
    "margins_are_plausible": partial(
        listed, part="products", name="profit_margin", values=(Decimal("100.1"), Decimal("-100.1"), 250)
    ),
    "stock_is_counted_from_zero": stock,
    "categories_make_no_more_than_the_revenue": partial(
        too_much, part="categories", name="revenue", bound="total_revenue"
    ),
    "categories_have_no_more_than_all_units": partial(
        too_much, part="categories", name="units_sold", bound="total_units_sold"
    ),
    "category_percentage_is_its_share": percentage,
    "category_percentages_sum_to_100": percentages,
    "categories_are_named_once": partial(twice, part="categories", name="category_name"),
    "products_fit_into_their_category": crowded_category,
    "return_on_spend_is_revenue_over_spend": return_on_spend,
    "return_on_spend_is_plausible": miraculous_return,
    "campaigns_cost_no_more_than_the_spend": partial(too_much, part="campaigns", name="cost", bound="ad_spend"),
    "campaigns_bring_no_more_than_the_revenue": partial(
        too_much, part="campaigns", name="revenue_attributed", bound="total_revenue"
    ),
    "clicks_are_among_the_impressions": partial(more_than, name="clicks", bound="impressions"),
    "conversions_are_among_the_clicks": partial(more_than, name="conversions", bound="clicks"),
    "conversions_follow_impressions": partial(more_than, name="conversions", bound="impressions"),
    "visits_are_counted_from_zero": visits,
    "prediction_is_plausible": prediction,
    "growth_is_plausible": growth,
    "lifetime_value_is_not_negative": partial(
        replaced, path=("customer_metrics", "customer_lifetime_value"), values=(Decimal("-0.01"), Decimal("-120.00"))
    ),
    "period_ends_after_it_starts": backwards,
    "period_has_the_length_of_its_type": wrong_length,
    "period_lies_within_2005_and_2026": other_age,
    "report_id_has_a_digit": partial(
        replaced, path=("report_id",), values=("Strategy", "pending", "RPT-", "see above")
    ),
    "no_product_is_named_like_a_person": partial(listed, part="products", name="product_name", values=PEOPLE),
    "products_are_ours": priced_out,
    "categories_are_ours": partial(
        listed, part="categories", name="category_name", values=("Strategy", "Miscellaneous", "Michael Henry")
    ),
    "campaigns_are_ours": partial(
        listed, part="campaigns", name="campaign_name", values=("Strategy", "Winter Olympics", "Michael Henry")
    ),
}

"""Draws shop reports: products and the shares of their categories first, then revenue, units, orders and customers."""

import random
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import between, code, day, price, some
from goldsmith.schemas.fields import CENT
from goldsmith.schemas.vocabulary import Row, column, grouped

PERIODS = (("daily", 12), ("weekly", 18), ("monthly", 35), ("quarterly", 22), ("yearly", 13))
UNITS = {"daily": (8, 60), "weekly": (20, 300), "monthly": (60, 1200), "quarterly": (200, 4000), "yearly": (800, 16000)}
"""How many pieces of a well-selling product go out in a period."""
ID_FORMS = ("RPT-{year}-###", "ECA-######", "rep_#%%%%%%%", "{year}-SALES-##", "AN-{year}-####")
CHANNELS = ("website", "mobile_app", "marketplace", "physical_store")
AGES = (("18_24", 8, 22), ("25_34", 20, 34), ("35_44", 18, 30), ("45_54", 10, 20), ("55_plus", 6, 18))
SOURCES = (("organic", 25, 45), ("paid_search", 10, 30), ("social", 8, 25), ("email", 5, 15), ("direct", 12, 30))
REGIONS = (
    ("Northeast", "Midwest", "Southeast", "Southwest", "West Coast"),
    ("California", "Texas", "New York", "Florida", "Illinois", "Washington"),
    ("United States", "Canada", "United Kingdom", "Australia", "Ireland"),
    ("Germany", "France", "Netherlands", "Italy", "Spain", "Sweden"),
)
SEASONS = {
    "Black Friday": (11,), "Cyber": (11, 12), "Halloween": (10,), "December": (12,), "Holiday": (11, 12),
    "Festive": (12,), "New Year": (1, 12), "Spring": (3, 4, 5), "Summer": (6, 7, 8), "Autumn": (9, 10, 11),
    "Winter": (1, 2, 12), "Father": (6,), "Mother": (5,), "Back to School": (8, 9), "Garden Season": (4, 5, 6),
    "Anniversary": (5, 6, 9),
}  # fmt: skip
"""The months that a campaign with such a word in its name runs in."""


@dataclass(frozen=True)
class _Shop:
    """What happened in the period; the report tells parts of it."""

    revenue: Decimal
    units: int
    orders: int
    customers: int
    visits: int
    conversion: Decimal
    products: list[dict[str, Any]]
    categories: list[dict[str, Any]]


def ecommerce_analytics(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one report; it names no person, so that `odd` changes nothing."""
    kind = pick(rng, PERIODS)
    start, end = _period(rng, kind)
    shop = _shop(rng, *UNITS[kind])
    draft: dict[str, Any] = {
        "report_id": code(rng, rng.choice(ID_FORMS).format(year=end.year)),
        "report_period": {"start_date": start, "end_date": end},
        "sales_metrics": _sales(rng, shop),
    }
    if chance(rng, 75):
        draft["report_period"]["period_type"] = kind
    if chance(rng, 65):
        draft["customer_metrics"] = _customers(rng, shop)
    if chance(rng, 72):
        draft["product_performance"] = _performance(rng, shop)
    if chance(rng, 62):
        draft["marketing_metrics"] = _marketing(rng, shop, start, end)
    if chance(rng, 55):
        draft["trends"] = _trends(rng, shop)
    return draft


def _period(rng: random.Random, kind: str) -> tuple[date, date]:
    """First and last day of a day, a week from Monday, or a calendar month, quarter or year up to October 2026."""
    if kind in ("daily", "weekly"):
        last = day(rng, date(2018, 1, 8), date(2026, 10, 25))
        if kind == "daily":
            return last, last
        start = last - timedelta(days=last.weekday())
        return start, start + timedelta(days=6)
    months, periods = {"monthly": (1, 106), "quarterly": (3, 35), "yearly": (12, 8)}[kind]
    first = months * rng.randrange(periods)
    year, month = 2018 + (first + months - 1) // 12, (first + months - 1) % 12 + 1
    return date(2018 + first // 12, first % 12 + 1, 1), date(year, month, monthrange(year, month)[1])


def _shop(rng: random.Random, least: int, most: int) -> _Shop:
    """Two to four categories; the revenue is large enough for each of them to hold its products."""
    names = some(rng, column("products", "category"), 2, 4)
    sold = [
        [_product(rng, row, least, most) for row in some(rng, grouped("products", "category")[name], 1, 2)]
        for name in names
    ]
    shares = _shares(
        [rng.randint(100, 400) for _ in names] + ([rng.randint(100, 500)] if chance(rng, 50) else []), 10000
    )
    needed = [
        sum(product["revenue"] for product in products) * 10000 / part
        for products, part in zip(sold, shares, strict=False)
    ]
    revenue = (max(*needed, Decimal(2000)) * rng.randint(115, 260) / 100).quantize(CENT)
    amounts = [(revenue * part / 10000).quantize(CENT) for part in shares]
    amounts[-1] += revenue - sum(amounts)
    categories = [_category(rng, *of) for of in zip(names, sold, amounts, strict=False)]
    units = sum(category["units_sold"] for category in categories)
    listed = sum(category["revenue"] for category in categories)
    units += int((revenue - listed) * units / listed)
    orders = max(1, units * 100 // rng.randint(105, 240))
    conversion = between(rng, "0.80", "4.80")
    products = sorted((one for group in sold for one in group), key=lambda one: one["revenue"], reverse=True)
    return _Shop(
        revenue=revenue,
        units=units,
        orders=orders,
        customers=max(1, orders * 100 // rng.randint(100, 140)),
        visits=int(orders * 100 / conversion),
        conversion=conversion,
        products=products,
        categories=sorted(categories, key=lambda one: one["revenue"], reverse=True),
    )


def _product(rng: random.Random, row: Row, least: int, most: int) -> dict[str, Any]:
    """A product sold at one price of its band."""
    units = rng.randint(least, most)
    return {"row": row, "units_sold": units, "revenue": price(rng, row["price_min"], row["price_max"]) * units}


def _category(rng: random.Random, name: str, products: list[dict[str, Any]], revenue: Decimal) -> dict[str, Any]:
    """A category; what its listed products do not bring, others of usual prices do."""
    rest = revenue - sum(product["revenue"] for product in products)
    row = rng.choice(grouped("products", "category")[name])
    others = max(1, int(rest * 2 / (Decimal(row["price_min"]) + Decimal(row["price_max"]))))
    units = sum(product["units_sold"] for product in products) + others
    return {"category_name": name, "revenue": revenue, "units_sold": units}


def _shares(weights: list[int], whole: int) -> list[int]:
    """The whole cut into whole numbers in proportion to the weights; the first takes what is left over."""
    parts = [whole * weight // sum(weights) for weight in weights]
    parts[0] += whole - sum(parts)
    return parts


def _spread(rng: random.Random, bands: tuple[tuple[str, int, int], ...], whole: int) -> dict[str, int]:
    """The whole by name, each with a weight from its band."""
    parts = _shares([rng.randint(10 * least, 10 * most) for _, least, most in bands], whole)
    return {name: part for (name, _, _), part in zip(bands, parts, strict=True)}


def _kept(rng: random.Random, fields: dict[str, Any], percent: int, least: int = 1) -> dict[str, Any]:
    """All the fields in `percent` of 100 draws, else a few of them, in their order."""
    if chance(rng, percent):
        return fields
    kept = some(rng, tuple(fields), least, len(fields) - 1)
    return {name: value for name, value in fields.items() if name in kept}


def _part(rng: random.Random, whole: Decimal, least: int, most: int) -> Decimal:
    """`least` to `most` thousandths of an amount, to the cent."""
    return (whole * rng.randint(least, most) / 1000).quantize(CENT)


def _sales(rng: random.Random, shop: _Shop) -> dict[str, Any]:
    made: dict[str, Any] = {"total_revenue": shop.revenue}
    if chance(rng, 88):
        made["total_orders"] = shop.orders
    if chance(rng, 70):
        made["total_units_sold"] = shop.units
    if chance(rng, 55):
        made["gross_profit"] = _part(rng, shop.revenue, 180, 550)
    if chance(rng, 45):
        made["refunds_total"] = _part(rng, shop.revenue, 4, 90)
    if chance(rng, 50):
        units = _shares([rng.randint(50, 500) for _ in CHANNELS], int(shop.revenue * 100))
        channels = {name: Decimal(part).scaleb(-2) for name, part in zip(CHANNELS, units, strict=True)}
        made["revenue_by_channel"] = _kept(rng, channels, 60, 2)
    if chance(rng, 50):
        made["conversion_rate"] = shop.conversion
    return made


def _customers(rng: random.Random, shop: _Shop) -> dict[str, Any]:
    new = shop.customers * rng.randint(15, 65) // 100
    made: dict[str, Any] = {"new_customers": new, "returning_customers": shop.customers - new}
    if chance(rng, 12):
        del made["returning_customers"]
    if chance(rng, 45):
        made["customer_lifetime_value"] = _part(rng, shop.revenue / shop.orders, 1500, 8000)
    if chance(rng, 45):
        made["churn_rate"] = between(rng, 1, 12, 1)
    if chance(rng, 55):
        ages = {"age_groups": _kept(rng, _spread(rng, AGES, shop.customers), 70, 2)}
        regions = {"top_regions": _regions(rng, shop)}
        made["demographics"] = rng.choice((ages, regions, ages | regions))
    return made


def _regions(rng: random.Random, shop: _Shop) -> list[dict[str, Any]]:
    """Two or three regions, each with less than a third of the customers and of the revenue."""
    parts = sorted((rng.randint(60, 280) for _ in range(rng.randint(2, 3))), reverse=True)
    shown = rng.choice((("customer_count",), ("revenue",), ("customer_count", "revenue")))
    made = []
    for name, part in zip(some(rng, rng.choice(REGIONS), 3, 3), parts, strict=False):
        numbers = {
            "customer_count": shop.customers * part // 1000,
            "revenue": _part(rng, shop.revenue, part, part + 20),
        }
        made.append({"region": name} | {field: numbers[field] for field in numbers if field in shown})
    return made


def _performance(rng: random.Random, shop: _Shop) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if chance(rng, 70):
        made["top_selling_products"] = _top_products(rng, shop.products[: rng.randint(1, 4)])
    if not made or chance(rng, 50):
        units = chance(rng, 65)
        made["category_breakdown"] = [
            {name: value for name, value in category.items() if units or name != "units_sold"}
            for category in shop.categories
        ]
    return made


def _top_products(rng: random.Random, products: list[dict[str, Any]]) -> list[dict[str, Any]]:
    first = rng.randint(100, 8000)
    shown = [name for name in ("category", "profit_margin", "inventory_status") if chance(rng, 45)]
    made = []
    for position, product in enumerate(products):
        row, units = product["row"], product["units_sold"]
        more = {
            "category": row["category"],
            "profit_margin": between(rng, 8, 62, 1),
            "inventory_status": _stock(rng, units),
        }
        made.append(
            {
                "product_id": f"{row['sku_prefix']}-{first + position * 7}",
                "product_name": row["name"],
                "units_sold": units,
                "revenue": product["revenue"],
            }
            | {name: more[name] for name in shown}
        )
    return made


def _stock(rng: random.Random, units: int) -> dict[str, int]:
    """More is on order where the stock has fallen to the reorder point."""
    reorder = max(2, units // rng.randint(4, 9))
    stock = rng.randint(reorder // 3, reorder * 4)
    pending = reorder * rng.randint(1, 3) if stock <= reorder else 0
    return _kept(rng, {"current_stock": stock, "reorder_point": reorder, "pending_orders": pending}, 70)


def _marketing(rng: random.Random, shop: _Shop, start: date, end: date) -> dict[str, Any]:
    """Advertising at 2 to 11 percent of the revenue; no campaign brings more than eight times its cost."""
    spend = _part(rng, shop.revenue, 20, 110)
    made: dict[str, Any] = {"ad_spend": spend} if chance(rng, 85) else {}
    if not made or chance(rng, 70):
        names = some(rng, _in_season(start, end), 1, 3)
        weights = [rng.randint(20, 60) for _ in names] + ([rng.randint(10, 30)] if chance(rng, 50) else [])
        costs = [Decimal(part).scaleb(-2) for part in _shares(weights, int(spend * 100))]
        shown = [name for name in ("impressions", "clicks", "conversions", "cost") if chance(rng, 65)]
        shown += ["revenue_attributed"] if chance(rng, 80) else []
        campaigns = [_campaign(rng, shop, cost) for cost in costs[: len(names)]]
        made["campaign_performance"] = [
            {"campaign_name": name} | {field: numbers[field] for field in numbers if field in shown}
            for name, numbers in zip(names, campaigns, strict=True)
        ]
    if chance(rng, 40):
        made["traffic_sources"] = _kept(rng, _spread(rng, SOURCES, shop.visits), 60, 2)
    return made


def _in_season(start: date, end: date) -> list[str]:
    """The campaigns that may run between two days."""
    months = [
        (start.month + step - 1) % 12 + 1 for step in range((end.year - start.year) * 12 + end.month - start.month + 1)
    ]
    return [
        name
        for name in column("campaigns", "campaign_name")
        if all(any(month in months for month in when) for word, when in SEASONS.items() if word in name)
    ]


def _campaign(rng: random.Random, shop: _Shop, cost: Decimal) -> dict[str, Any]:
    """What a campaign brought: orders at the shop's average, from clicks at a usual price, from impressions."""
    attributed = _part(rng, cost, 1500, 8000)
    conversions = max(1, int(attributed * shop.orders / shop.revenue))
    clicks = max(conversions * rng.randint(12, 40), int(cost / between(rng, "0.30", "2.50")))
    return {
        "impressions": clicks * 1000 // rng.randint(6, 45),
        "clicks": clicks,
        "conversions": conversions,
        "cost": cost,
        "revenue_attributed": attributed,
    }


def _trends(rng: random.Random, shop: _Shop) -> dict[str, Any]:
    made: dict[str, Any] = {"revenue_growth_percentage": between(rng, -18, 35, 1)}
    if chance(rng, 60):
        made["customer_growth_percentage"] = between(rng, -9, 22, 1)
    if chance(rng, 60):
        made["predictions"] = {"next_period_revenue": _part(rng, shop.revenue, 850, 1250)}
        made["predictions"] |= {"confidence_level": Decimal(rng.randint(60, 97))} if chance(rng, 75) else {}
    return made

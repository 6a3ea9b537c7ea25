"""A shop's report on a period: sales, customers, products, marketing and trends."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, PrivateAttr, computed_field

from goldsmith.schemas.fields import Count, Day, Derived, Identifier, Percent, Record, Role, Word, cents, share

PeriodType = Literal["daily", "weekly", "monthly", "quarterly", "yearly"]

Sum = Annotated[Decimal, Role("money")]
"""An amount that other amounts of the report add up with, so that it takes no odd value of its own."""
Number = Annotated[int, Role("count")]
Ratio = Annotated[Decimal, Role("measure")]
Part = Annotated[Decimal, Role("percent", unit="%")]
"""A percentage that the schema does not bound; changes may be negative."""


class ReportPeriod(Record):
    """The days that the report covers, both included."""

    start_date: Day
    end_date: Day
    period_type: PeriodType | None = None


class Channels(Record):
    """Revenue by where it was made."""

    website: Sum | None = None
    mobile_app: Sum | None = None
    marketplace: Sum | None = None
    physical_store: Sum | None = None


class SalesMetrics(Record):
    """What was sold."""

    order: ClassVar = (
        "total_revenue",
        "total_orders",
        "average_order_value",
        "total_units_sold",
        "gross_profit",
        "refunds_total",
        "revenue_by_channel",
        "conversion_rate",
    )

    total_revenue: Annotated[Sum, Field(ge=0)] | None = None
    total_orders: Count | None = None
    total_units_sold: Number | None = None
    gross_profit: Sum | None = None
    refunds_total: Sum | None = None
    revenue_by_channel: Channels | None = None
    conversion_rate: Percent | None = None

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def average_order_value(self) -> Annotated[Sum, Derived()] | None:
        """Revenue over orders, rounded half up to the cent; absent where there were no orders."""
        if self.total_revenue is None or not self.total_orders:
            return None
        return cents(self.total_revenue / self.total_orders)


class AgeGroups(Record):
    """Customers by age."""

    aged_18_24: Annotated[Number | None, Field(alias="18_24")] = None
    aged_25_34: Annotated[Number | None, Field(alias="25_34")] = None
    aged_35_44: Annotated[Number | None, Field(alias="35_44")] = None
    aged_45_54: Annotated[Number | None, Field(alias="45_54")] = None
    aged_55_plus: Annotated[Number | None, Field(alias="55_plus")] = None


class Region(Record):
    """A region with many customers."""

    region: Word | None = None
    customer_count: Number | None = None
    revenue: Sum | None = None


class Demographics(Record):
    """Who the customers are."""

    age_groups: AgeGroups | None = None
    top_regions: list[Region] | None = None


class CustomerMetrics(Record):
    """Who bought."""

    order: ClassVar = (
        "total_customers",
        "new_customers",
        "returning_customers",
        "customer_lifetime_value",
        "churn_rate",
        "demographics",
    )

    new_customers: Number | None = None
    returning_customers: Number | None = None
    customer_lifetime_value: Sum | None = None
    churn_rate: Percent | None = None
    demographics: Demographics | None = None

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def total_customers(self) -> Annotated[Number, Derived()] | None:
        """New and returning customers; absent where only one number is known."""
        if self.new_customers is None or self.returning_customers is None:
            return None
        return self.new_customers + self.returning_customers


class Stock(Record):
    """What is on the shelf and on its way."""

    current_stock: Number | None = None
    reorder_point: Number | None = None
    pending_orders: Number | None = None


class Product(Record):
    """A product that sold well."""

    product_id: Identifier
    product_name: Word
    category: Word | None = None
    units_sold: Number
    revenue: Sum
    profit_margin: Part | None = None
    inventory_status: Stock | None = None


class Category(Record):
    """A product category's part of the sales."""

    order: ClassVar = ("category_name", "revenue", "units_sold", "percentage_of_total")

    category_name: Word | None = None
    revenue: Sum | None = None
    units_sold: Number | None = None
    _whole: Decimal | None = PrivateAttr(None)

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def percentage_of_total(self) -> Annotated[Part, Derived()] | None:
        """The category's revenue in percent of the shop's, rounded half up to two places."""
        if self.revenue is None or not self._whole:
            return None
        return share(self.revenue, self._whole)


class ProductPerformance(Record):
    """Which products sold."""

    top_selling_products: list[Product] | None = None
    category_breakdown: list[Category] | None = None


class TrafficSources(Record):
    """Visits by where they came from."""

    organic: Number | None = None
    paid_search: Number | None = None
    social: Number | None = None
    email: Number | None = None
    direct: Number | None = None


class Campaign(Record):
    """An advertising campaign and what it brought."""

    campaign_name: Word | None = None
    impressions: Number | None = None
    clicks: Number | None = None
    conversions: Number | None = None
    cost: Sum | None = None
    revenue_attributed: Sum | None = None


class MarketingMetrics(Record):
    """What advertising cost and brought."""

    order: ClassVar = ("ad_spend", "roas", "traffic_sources", "campaign_performance")

    ad_spend: Sum | None = None
    traffic_sources: TrafficSources | None = None
    campaign_performance: list[Campaign] | None = None

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def roas(self) -> Annotated[Ratio, Derived()] | None:
        """The revenue attributed to the listed campaigns over the spend; absent where a campaign's is not known."""
        attributed = [campaign.revenue_attributed for campaign in self.campaign_performance or ()]
        known = [revenue for revenue in attributed if revenue is not None]
        if not self.ad_spend or not known or len(known) < len(attributed):
            return None
        return cents(sum(known) / self.ad_spend)


class Predictions(Record):
    """What is expected of the next period."""

    next_period_revenue: Sum | None = None
    confidence_level: Percent | None = None


class Trends(Record):
    """What changed since the period before."""

    revenue_growth_percentage: Part | None = None
    customer_growth_percentage: Part | None = None
    predictions: Predictions | None = None


class EcommerceAnalytics(Record):
    """A report whose parts are parts of one set of sales."""

    report_id: Identifier
    report_period: ReportPeriod
    sales_metrics: SalesMetrics
    customer_metrics: CustomerMetrics | None = None
    product_performance: ProductPerformance | None = None
    marketing_metrics: MarketingMetrics | None = None
    trends: Trends | None = None

    def model_post_init(self, _context: Any) -> None:
        """Categories are shares of the total revenue, which stands elsewhere in the report."""
        products = self.product_performance
        for category in (products.category_breakdown if products else None) or ():
            category._whole = self.sales_metrics.total_revenue

-- E-Commerce Analytics: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.
-- Beside the record's own parts the table holds its lists (products, categories, campaigns, regions), NULL where absent.

CREATE OR REPLACE TEMP TABLE ecommerce_analytics AS
SELECT *, product_performance.top_selling_products AS products, product_performance.category_breakdown AS categories,
  marketing_metrics.campaign_performance AS campaigns, customer_metrics.demographics.top_regions AS regions,
  customer_metrics.demographics.age_groups AS ages,
  coalesce(customer_metrics.total_customers, customer_metrics.new_customers + customer_metrics.returning_customers) AS customers
FROM (SELECT id, NOT regexp_matches(answer, '"(total_revenue|average_order_value|gross_profit|refunds_total|website|mobile_app|marketplace|physical_store|customer_lifetime_value|revenue|ad_spend|cost|revenue_attributed|next_period_revenue)": ?-?[0-9]+\.[0-9]{2}[0-9]*[1-9]') AS to_the_cent,
  unnest(from_json(answer, '{
  "report_id": "VARCHAR", "report_period": {"start_date": "DATE", "end_date": "DATE", "period_type": "VARCHAR"},
  "sales_metrics": {"total_revenue": "DECIMAL(18,4)", "total_orders": "BIGINT", "average_order_value": "DECIMAL(18,4)",
    "total_units_sold": "BIGINT", "gross_profit": "DECIMAL(18,4)", "refunds_total": "DECIMAL(18,4)",
    "revenue_by_channel": {"website": "DECIMAL(18,4)", "mobile_app": "DECIMAL(18,4)", "marketplace": "DECIMAL(18,4)",
      "physical_store": "DECIMAL(18,4)"}, "conversion_rate": "DECIMAL(18,4)"},
  "customer_metrics": {"total_customers": "BIGINT", "new_customers": "BIGINT", "returning_customers": "BIGINT",
    "customer_lifetime_value": "DECIMAL(18,4)", "churn_rate": "DECIMAL(18,4)",
    "demographics": {"age_groups": {"18_24": "BIGINT", "25_34": "BIGINT", "35_44": "BIGINT", "45_54": "BIGINT", "55_plus": "BIGINT"},
      "top_regions": [{"region": "VARCHAR", "customer_count": "BIGINT", "revenue": "DECIMAL(18,4)"}]}},
  "product_performance": {"top_selling_products": [{"product_id": "VARCHAR", "product_name": "VARCHAR", "category": "VARCHAR",
      "units_sold": "BIGINT", "revenue": "DECIMAL(18,4)", "profit_margin": "DECIMAL(18,4)",
      "inventory_status": {"current_stock": "BIGINT", "reorder_point": "BIGINT", "pending_orders": "BIGINT"}}],
    "category_breakdown": [{"category_name": "VARCHAR", "revenue": "DECIMAL(18,4)", "units_sold": "BIGINT",
      "percentage_of_total": "DECIMAL(18,4)"}]},
  "marketing_metrics": {"ad_spend": "DECIMAL(18,4)", "roas": "DECIMAL(18,4)",
    "traffic_sources": {"organic": "BIGINT", "paid_search": "BIGINT", "social": "BIGINT", "email": "BIGINT", "direct": "BIGINT"},
    "campaign_performance": [{"campaign_name": "VARCHAR", "impressions": "BIGINT", "clicks": "BIGINT", "conversions": "BIGINT",
      "cost": "DECIMAL(18,4)", "revenue_attributed": "DECIMAL(18,4)"}]},
  "trends": {"revenue_growth_percentage": "DECIMAL(18,4)", "customer_growth_percentage": "DECIMAL(18,4)",
    "predictions": {"next_period_revenue": "DECIMAL(18,4)", "confidence_level": "DECIMAL(18,4)"}}}'))
FROM examples WHERE kind = 'ecommerce_analytics');

-- rule: average_order_is_revenue_over_orders (arithmetic, row)
-- The average order value is the revenue over the orders, rounded half up to the cent.
SELECT id,
  sales_metrics.average_order_value IS NOT NULL AND sales_metrics.total_revenue IS NOT NULL AND sales_metrics.total_orders > 0 IS TRUE AS applies,
  (200 * sales_metrics.average_order_value - 1) * sales_metrics.total_orders <= 200 * sales_metrics.total_revenue
    AND 200 * sales_metrics.total_revenue < (200 * sales_metrics.average_order_value + 1) * sales_metrics.total_orders
    AND sales_metrics.average_order_value = round(sales_metrics.average_order_value, 2) AS holds
FROM ecommerce_analytics;

-- rule: channels_sum_to_the_revenue (arithmetic, row)
-- The channels together make the revenue if all four are given, and no more than that otherwise; none is negative.
SELECT id, sales_metrics.revenue_by_channel IS NOT NULL AND sales_metrics.total_revenue IS NOT NULL AS applies,
  CASE WHEN len(list_filter([sales_metrics.revenue_by_channel.website, sales_metrics.revenue_by_channel.mobile_app,
      sales_metrics.revenue_by_channel.marketplace, sales_metrics.revenue_by_channel.physical_store], lambda c: c IS NULL)) = 0
    THEN sales_metrics.revenue_by_channel.website + sales_metrics.revenue_by_channel.mobile_app
      + sales_metrics.revenue_by_channel.marketplace + sales_metrics.revenue_by_channel.physical_store = sales_metrics.total_revenue
    ELSE coalesce(sales_metrics.revenue_by_channel.website, 0) + coalesce(sales_metrics.revenue_by_channel.mobile_app, 0)
      + coalesce(sales_metrics.revenue_by_channel.marketplace, 0) + coalesce(sales_metrics.revenue_by_channel.physical_store, 0)
      <= sales_metrics.total_revenue END
  AND least(coalesce(sales_metrics.revenue_by_channel.website, 0), coalesce(sales_metrics.revenue_by_channel.mobile_app, 0),
    coalesce(sales_metrics.revenue_by_channel.marketplace, 0), coalesce(sales_metrics.revenue_by_channel.physical_store, 0)) >= 0 AS holds
FROM ecommerce_analytics;

-- rule: amounts_end_at_the_hundredth (range, row)
-- No amount has a third decimal, however small it is.
SELECT id, true AS applies, to_the_cent AS holds FROM ecommerce_analytics;

-- rule: profit_is_within_the_revenue (arithmetic, row)
-- The gross profit is at most the revenue.
SELECT id, sales_metrics.gross_profit IS NOT NULL AND sales_metrics.total_revenue IS NOT NULL AS applies,
  sales_metrics.gross_profit <= sales_metrics.total_revenue AS holds
FROM ecommerce_analytics;

-- rule: refunds_are_within_the_revenue (arithmetic, row)
-- Refunds are not negative and at most the revenue.
SELECT id, sales_metrics.refunds_total IS NOT NULL AND sales_metrics.total_revenue IS NOT NULL AS applies,
  sales_metrics.refunds_total BETWEEN 0 AND sales_metrics.total_revenue AS holds
FROM ecommerce_analytics;

-- rule: an_order_has_a_unit (arithmetic, row)
-- There are at least as many units as orders.
SELECT id, sales_metrics.total_units_sold IS NOT NULL AND sales_metrics.total_orders IS NOT NULL AS applies,
  sales_metrics.total_units_sold >= sales_metrics.total_orders AS holds
FROM ecommerce_analytics;

-- rule: conversion_rate_is_plausible (range, row)
-- Fewer than 30 percent of the visits end in an order.
SELECT id, sales_metrics.conversion_rate IS NOT NULL AS applies,
  sales_metrics.conversion_rate >= 0 AND sales_metrics.conversion_rate < 30 AS holds
FROM ecommerce_analytics;

-- rule: customers_are_new_or_returning (arithmetic, row)
-- New and returning customers make up all; either alone is no more than all, and none is negative.
SELECT id, customer_metrics.new_customers IS NOT NULL OR customer_metrics.returning_customers IS NOT NULL AS applies,
  least(coalesce(customer_metrics.new_customers, 0), coalesce(customer_metrics.returning_customers, 0)) >= 0 AND CASE
    WHEN customer_metrics.total_customers IS NULL THEN true
    WHEN customer_metrics.new_customers IS NOT NULL AND customer_metrics.returning_customers IS NOT NULL
      THEN customer_metrics.new_customers + customer_metrics.returning_customers = customer_metrics.total_customers
    ELSE coalesce(customer_metrics.new_customers, customer_metrics.returning_customers) <= customer_metrics.total_customers END AS holds
FROM ecommerce_analytics;

-- rule: age_groups_sum_to_the_customers (arithmetic, row)
-- The age groups make up all customers if all five are given, and no more than all otherwise.
SELECT id, ages IS NOT NULL AND customers IS NOT NULL AS applies,
  CASE WHEN len(list_filter([ages."18_24", ages."25_34", ages."35_44", ages."45_54", ages."55_plus"], lambda a: a IS NULL)) = 0
    THEN ages."18_24" + ages."25_34" + ages."35_44" + ages."45_54" + ages."55_plus" = customers
    ELSE list_sum([ages."18_24", ages."25_34", ages."35_44", ages."45_54", ages."55_plus"]) <= customers END
  AND len(list_filter([ages."18_24", ages."25_34", ages."35_44", ages."45_54", ages."55_plus"], lambda a: a < 0)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: regions_have_no_more_than_all_customers (arithmetic, row)
-- The customers of the regions are no more than all.
SELECT id, customers IS NOT NULL AND len(list_filter(regions, lambda r: r.customer_count IS NOT NULL)) > 0 IS TRUE AS applies,
  list_sum(list_transform(regions, lambda r: r.customer_count)) <= customers
    AND len(list_filter(regions, lambda r: r.customer_count < 0)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: regions_have_no_more_than_the_revenue (arithmetic, row)
-- The revenue of the regions is no more than all.
SELECT id, sales_metrics.total_revenue IS NOT NULL AND len(list_filter(regions, lambda r: r.revenue IS NOT NULL)) > 0 IS TRUE AS applies,
  list_sum(list_transform(regions, lambda r: r.revenue)) <= sales_metrics.total_revenue
    AND len(list_filter(regions, lambda r: r.revenue < 0)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: regions_are_named_once (referential, row)
-- No region is listed twice.
SELECT id, len(regions) > 1 IS TRUE AS applies,
  len(list_distinct(list_transform(regions, lambda r: r.region))) = len(list_filter(regions, lambda r: r.region IS NOT NULL)) AS holds
FROM ecommerce_analytics;

-- rule: products_make_no_more_than_the_revenue (arithmetic, row)
-- The top products' revenue is no more than all.
SELECT id, sales_metrics.total_revenue IS NOT NULL AND len(products) > 0 IS TRUE AS applies,
  list_sum(list_transform(products, lambda p: p.revenue)) <= sales_metrics.total_revenue AS holds
FROM ecommerce_analytics;

-- rule: products_have_no_more_than_all_units (arithmetic, row)
-- The top products' units are no more than all.
SELECT id, sales_metrics.total_units_sold IS NOT NULL AND len(products) > 0 IS TRUE AS applies,
  list_sum(list_transform(products, lambda p: p.units_sold)) <= sales_metrics.total_units_sold AS holds
FROM ecommerce_analytics;

-- rule: product_ids_are_unique (referential, row)
-- No two products share an id or a name.
SELECT id, len(products) > 1 IS TRUE AS applies,
  len(list_distinct(list_transform(products, lambda p: p.product_id))) = len(products)
    AND len(list_distinct(list_transform(products, lambda p: p.product_name))) = len(products) AS holds
FROM ecommerce_analytics;

-- rule: unit_prices_are_plausible (range, row)
-- A top product sold at least once, for 0.10 to 10000 apiece.
SELECT id, len(products) > 0 IS TRUE AS applies,
  len(list_filter(products, lambda p: (p.units_sold > 0 AND p.revenue BETWEEN 0.10 * p.units_sold AND 10000 * p.units_sold)
    IS NOT TRUE)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: margins_are_plausible (range, row)
-- A product's margin lies between -100 and 100 percent.
SELECT id, len(list_filter(products, lambda p: p.profit_margin IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(products, lambda p: p.profit_margin IS NOT NULL AND (p.profit_margin BETWEEN -100 AND 100) IS NOT TRUE)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: stock_is_counted_from_zero (range, row)
-- Neither stock nor reorder point nor pending orders are negative.
SELECT id, len(list_filter(products, lambda p: p.inventory_status IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(products, lambda p: least(coalesce(p.inventory_status.current_stock, 0), coalesce(p.inventory_status.reorder_point, 0),
    coalesce(p.inventory_status.pending_orders, 0)) < 0)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: categories_make_no_more_than_the_revenue (arithmetic, row)
-- The categories' revenue is no more than all.
SELECT id, sales_metrics.total_revenue IS NOT NULL AND len(list_filter(categories, lambda c: c.revenue IS NOT NULL)) > 0 IS TRUE AS applies,
  list_sum(list_transform(categories, lambda c: c.revenue)) <= sales_metrics.total_revenue
    AND len(list_filter(categories, lambda c: c.revenue < 0)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: categories_have_no_more_than_all_units (arithmetic, row)
-- The categories' units are no more than all.
SELECT id, sales_metrics.total_units_sold IS NOT NULL AND len(list_filter(categories, lambda c: c.units_sold IS NOT NULL)) > 0 IS TRUE AS applies,
  list_sum(list_transform(categories, lambda c: c.units_sold)) <= sales_metrics.total_units_sold
    AND len(list_filter(categories, lambda c: c.units_sold < 0)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: category_percentage_is_its_share (arithmetic, row)
-- A category's percentage is its revenue in percent of the total, rounded half up to two places.
SELECT id,
  sales_metrics.total_revenue > 0 IS TRUE
    AND len(list_filter(categories, lambda c: c.percentage_of_total IS NOT NULL AND c.revenue IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(categories, lambda c: c.percentage_of_total IS NOT NULL AND c.revenue IS NOT NULL AND (
    (200 * c.percentage_of_total - 1) * sales_metrics.total_revenue <= 20000 * c.revenue
    AND 20000 * c.revenue < (200 * c.percentage_of_total + 1) * sales_metrics.total_revenue
    AND c.percentage_of_total = round(c.percentage_of_total, 2)) IS NOT TRUE)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: category_percentages_sum_to_100 (arithmetic, row)
-- The percentages sum to 100 where the categories make all the revenue, and to no more than that otherwise; each may be rounded by 0.005.
SELECT id, len(list_filter(categories, lambda c: c.percentage_of_total IS NOT NULL)) > 0 IS TRUE AS applies,
  list_sum(list_transform(categories, lambda c: c.percentage_of_total)) <= 100 + 0.005 * len(categories)
    AND (list_sum(list_transform(categories, lambda c: c.revenue)) IS DISTINCT FROM sales_metrics.total_revenue
      OR len(list_filter(categories, lambda c: c.percentage_of_total IS NULL)) > 0
      OR list_sum(list_transform(categories, lambda c: c.percentage_of_total)) >= 100 - 0.005 * len(categories)) AS holds
FROM ecommerce_analytics;

-- rule: categories_are_named_once (referential, row)
-- No category is listed twice.
SELECT id, len(categories) > 1 IS TRUE AS applies,
  len(list_distinct(list_transform(categories, lambda c: c.category_name)))
    = len(list_filter(categories, lambda c: c.category_name IS NOT NULL)) AS holds
FROM ecommerce_analytics;

-- rule: products_fit_into_their_category (arithmetic, row)
-- The top products of a listed category make no more than the category's revenue and units.
SELECT id,
  len(list_filter(products, lambda p: list_contains(list_transform(categories, lambda c: c.category_name), p.category))) > 0 IS TRUE AS applies,
  len(list_filter(categories, lambda c:
    list_sum(list_transform(list_filter(products, lambda p: p.category = c.category_name), lambda p: p.revenue)) > c.revenue
    OR list_sum(list_transform(list_filter(products, lambda p: p.category = c.category_name), lambda p: p.units_sold)) > c.units_sold)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: return_on_spend_is_revenue_over_spend (arithmetic, row)
-- The ROAS is the campaigns' attributed revenue over the ad spend, or the total revenue where no attribution is stated, to two places.
SELECT id,
  marketing_metrics.roas IS NOT NULL AND marketing_metrics.ad_spend > 0 IS TRUE
    AND (len(list_filter(campaigns, lambda c: c.revenue_attributed IS NOT NULL)) > 0 IS TRUE OR sales_metrics.total_revenue IS NOT NULL) AS applies,
  (200 * marketing_metrics.roas - 1) * marketing_metrics.ad_spend
      <= 200 * coalesce(list_sum(list_transform(campaigns, lambda c: c.revenue_attributed)), sales_metrics.total_revenue)
    AND 200 * coalesce(list_sum(list_transform(campaigns, lambda c: c.revenue_attributed)), sales_metrics.total_revenue)
      < (200 * marketing_metrics.roas + 1) * marketing_metrics.ad_spend
    AND marketing_metrics.roas = round(marketing_metrics.roas, 2) AS holds
FROM ecommerce_analytics;

-- rule: return_on_spend_is_plausible (range, row)
-- A ROAS is not negative and below 50.
SELECT id, marketing_metrics.roas IS NOT NULL AS applies,
  marketing_metrics.roas >= 0 AND marketing_metrics.roas < 50 AS holds
FROM ecommerce_analytics;

-- rule: campaigns_cost_no_more_than_the_spend (arithmetic, row)
-- The campaigns' cost is no more than the ad spend, and none is negative.
SELECT id, marketing_metrics.ad_spend IS NOT NULL AND len(list_filter(campaigns, lambda c: c.cost IS NOT NULL)) > 0 IS TRUE AS applies,
  list_sum(list_transform(campaigns, lambda c: c.cost)) <= marketing_metrics.ad_spend
    AND len(list_filter(campaigns, lambda c: c.cost < 0)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: campaigns_bring_no_more_than_the_revenue (arithmetic, row)
-- The revenue attributed to campaigns is no more than all, and none is negative.
SELECT id,
  sales_metrics.total_revenue IS NOT NULL AND len(list_filter(campaigns, lambda c: c.revenue_attributed IS NOT NULL)) > 0 IS TRUE AS applies,
  list_sum(list_transform(campaigns, lambda c: c.revenue_attributed)) <= sales_metrics.total_revenue
    AND len(list_filter(campaigns, lambda c: c.revenue_attributed < 0)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: clicks_are_among_the_impressions (arithmetic, row)
-- A campaign has no more clicks than impressions.
SELECT id, len(list_filter(campaigns, lambda c: c.clicks IS NOT NULL AND c.impressions IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(campaigns, lambda c: c.clicks IS NOT NULL AND c.impressions IS NOT NULL
    AND (c.clicks BETWEEN 0 AND c.impressions) IS NOT TRUE)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: conversions_are_among_the_clicks (arithmetic, row)
-- A campaign has no more conversions than clicks.
SELECT id, len(list_filter(campaigns, lambda c: c.conversions IS NOT NULL AND c.clicks IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(campaigns, lambda c: c.conversions IS NOT NULL AND c.clicks IS NOT NULL
    AND (c.conversions BETWEEN 0 AND c.clicks) IS NOT TRUE)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: conversions_follow_impressions (arithmetic, row)
-- A campaign has no more conversions than impressions.
SELECT id, len(list_filter(campaigns, lambda c: c.conversions IS NOT NULL AND c.impressions IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(campaigns, lambda c: c.conversions IS NOT NULL AND c.impressions IS NOT NULL
    AND (c.conversions BETWEEN 0 AND c.impressions) IS NOT TRUE)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: visits_are_counted_from_zero (range, row)
-- No source of traffic has a negative number of visits.
SELECT id, marketing_metrics.traffic_sources IS NOT NULL AS applies,
  len(list_filter([marketing_metrics.traffic_sources.organic, marketing_metrics.traffic_sources.paid_search,
    marketing_metrics.traffic_sources.social, marketing_metrics.traffic_sources.email, marketing_metrics.traffic_sources.direct],
    lambda v: v < 0)) = 0 AS holds
FROM ecommerce_analytics;

-- rule: prediction_is_plausible (range, row)
-- The next period's revenue lies between a fifth and five times this one's.
SELECT id, trends.predictions.next_period_revenue IS NOT NULL AND sales_metrics.total_revenue IS NOT NULL AS applies,
  trends.predictions.next_period_revenue BETWEEN 0.2 * sales_metrics.total_revenue AND 5 * sales_metrics.total_revenue AS holds
FROM ecommerce_analytics;

-- rule: growth_is_plausible (range, row)
-- Nothing shrinks by more than all of it, or grows more than tenfold.
SELECT id, trends.revenue_growth_percentage IS NOT NULL OR trends.customer_growth_percentage IS NOT NULL AS applies,
  coalesce(trends.revenue_growth_percentage, 0) BETWEEN -100 AND 1000
    AND coalesce(trends.customer_growth_percentage, 0) BETWEEN -100 AND 1000 AS holds
FROM ecommerce_analytics;

-- rule: lifetime_value_is_not_negative (range, row)
-- A customer is worth something over a lifetime.
SELECT id, customer_metrics.customer_lifetime_value IS NOT NULL AS applies, customer_metrics.customer_lifetime_value >= 0 AS holds
FROM ecommerce_analytics;

-- rule: period_ends_after_it_starts (temporal, row)
-- The period's last day is not before its first.
SELECT id, true AS applies, report_period.start_date <= report_period.end_date AS holds FROM ecommerce_analytics;

-- rule: period_has_the_length_of_its_type (temporal, row)
-- A daily report covers one day, a weekly one seven, and the others one month, three months or a year from their first day.
SELECT id, report_period.period_type IS NOT NULL AS applies,
  report_period.end_date + 1 = CASE report_period.period_type
    WHEN 'daily' THEN report_period.start_date + 1
    WHEN 'weekly' THEN report_period.start_date + 7
    WHEN 'monthly' THEN CAST(report_period.start_date + INTERVAL 1 MONTH AS DATE)
    WHEN 'quarterly' THEN CAST(report_period.start_date + INTERVAL 3 MONTH AS DATE)
    WHEN 'yearly' THEN CAST(report_period.start_date + INTERVAL 1 YEAR AS DATE) END AS holds
FROM ecommerce_analytics;

-- rule: period_lies_within_2005_and_2026 (temporal, row)
-- The report covers days from 2005 to 2026.
SELECT id, true AS applies, year(report_period.start_date) >= 2005 AND year(report_period.end_date) <= 2026 AS holds
FROM ecommerce_analytics;

-- rule: report_id_has_a_digit (negative, row)
-- A report id is an identifier, not a word.
SELECT id, true AS applies, regexp_matches(report_id, '[0-9]') AS holds FROM ecommerce_analytics;

-- rule: no_product_is_named_like_a_person (negative, row)
-- No top product is called by a given name and a surname.
SELECT id, len(products) > 0 IS TRUE AS applies,
  id NOT IN (SELECT id FROM (SELECT id, unnest(products) AS p FROM ecommerce_analytics)
    WHERE regexp_matches(p.product_name, '^\S+ \S+$') IS NOT FALSE
      AND (split_part(p.product_name, ' ', 1) IN (SELECT name FROM vocabulary_given_names)) IS NOT FALSE) AS holds
FROM ecommerce_analytics;

-- rule: products_are_ours (closed, row)
-- Each product stands in the vocabulary with its category, and was sold within its price band.
SELECT id, len(products) > 0 IS TRUE AS applies,
  id NOT IN (SELECT id FROM (SELECT id, unnest(products) AS p FROM ecommerce_analytics)
    LEFT JOIN vocabulary_products AS known ON p.product_name = known.name
    WHERE known.name IS NULL OR (p.category IS NOT NULL AND p.category <> known.category)
      OR (p.revenue BETWEEN p.units_sold * CAST(known.price_min AS DECIMAL(18,4)) AND p.units_sold * CAST(known.price_max AS DECIMAL(18,4)))
        IS NOT TRUE) AS holds
FROM ecommerce_analytics;

-- rule: categories_are_ours (closed, row)
-- Each category of the breakdown is one of products in the vocabulary.
SELECT id, len(categories) > 0 IS TRUE AS applies,
  id NOT IN (SELECT id FROM (SELECT id, unnest(categories) AS c FROM ecommerce_analytics)
    WHERE (c.category_name IN (SELECT category FROM vocabulary_products)) IS NOT TRUE) AS holds
FROM ecommerce_analytics;

-- rule: campaigns_are_ours (closed, row)
-- Each campaign stands in the vocabulary, and none is listed twice.
SELECT id, len(campaigns) > 0 IS TRUE AS applies,
  len(list_distinct(list_transform(campaigns, lambda c: c.campaign_name))) = len(campaigns)
    AND id NOT IN (SELECT id FROM (SELECT id, unnest(campaigns) AS c FROM ecommerce_analytics)
      WHERE (c.campaign_name IN (SELECT campaign_name FROM vocabulary_campaigns)) IS NOT TRUE) AS holds
FROM ecommerce_analytics;

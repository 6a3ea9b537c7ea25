-- Shopping cart: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE shopping_cart AS
SELECT id, NOT regexp_matches(answer, '"(price|subtotal|shipping_cost|tax|total)": ?-?[0-9]+\.[0-9]{2}[0-9]*[1-9]') AS to_the_cent,
  unnest(from_json(answer, '{
  "cart_id": "VARCHAR", "user_id": "VARCHAR",
  "items": [{"product_id": "VARCHAR", "product_name": "VARCHAR", "quantity": "BIGINT", "price": "DECIMAL(18,4)",
    "discount_percentage": "DECIMAL(9,4)"}],
  "subtotal": "DECIMAL(18,4)", "shipping_cost": "DECIMAL(18,4)", "tax": "DECIMAL(18,4)", "total": "DECIMAL(18,4)",
  "coupon_code": "VARCHAR", "last_updated": "VARCHAR"}'))
FROM examples WHERE kind = 'shopping_cart';

-- rule: subtotal_is_sum_of_discounted_lines (arithmetic, row)
-- The subtotal is the sum over the items of quantity times price less the discount, each line rounded to the cent.
SELECT id,
  subtotal IS NOT NULL AS applies,
  len(list_filter(items, lambda i: i.quantity IS NULL OR i.price IS NULL)) = 0
    AND subtotal = list_sum(list_transform(items, lambda i:
      round(i.quantity * i.price * (100 - coalesce(i.discount_percentage, 0)) * 0.01, 2))) AS holds
FROM shopping_cart;

-- rule: total_is_lines_plus_shipping_plus_tax (arithmetic, row)
-- The total is the sum of the discounted lines, the shipping cost and the tax; an absent one counts nothing.
SELECT id,
  true AS applies,
  len(list_filter(items, lambda i: i.quantity IS NULL OR i.price IS NULL)) = 0
    AND total = list_sum(list_transform(items, lambda i:
      round(i.quantity * i.price * (100 - coalesce(i.discount_percentage, 0)) * 0.01, 2)))
      + coalesce(shipping_cost, 0) + coalesce(tax, 0) AS holds
FROM shopping_cart;

-- rule: tax_is_at_most_30_percent (range, row)
-- A tax is at least nothing and at most 30 % of the discounted lines' sum.
SELECT id,
  tax IS NOT NULL AS applies,
  tax >= 0 AND tax * 100 <= 30 * list_sum(list_transform(items, lambda i:
    round(i.quantity * i.price * (100 - coalesce(i.discount_percentage, 0)) * 0.01, 2))) AS holds
FROM shopping_cart;

-- rule: shipping_is_plausible (range, row)
-- Shipping costs nothing or something, less than a quarter of the discounted lines' sum, and less than 500.
SELECT id,
  shipping_cost IS NOT NULL AS applies,
  shipping_cost >= 0 AND shipping_cost < 500 AND shipping_cost * 4 < list_sum(list_transform(items, lambda i:
    round(i.quantity * i.price * (100 - coalesce(i.discount_percentage, 0)) * 0.01, 2))) AS holds
FROM shopping_cart;

-- rule: items_are_paid_for (range, row)
-- There is at least one piece of every item at a price above zero, and a discount takes off a part of it.
SELECT id,
  true AS applies,
  len(items) > 0 AND len(list_filter(items, lambda i:
    (i.price > 0 AND i.quantity >= 1 AND coalesce(i.discount_percentage, 0) >= 0 AND coalesce(i.discount_percentage, 0) < 100) IS NOT TRUE)) = 0 AS holds
FROM shopping_cart;

-- rule: amounts_end_at_the_hundredth (range, row)
-- No amount has a third decimal, however small it is.
SELECT id, true AS applies, to_the_cent AS holds FROM shopping_cart;

-- rule: product_ids_are_unique (referential, row)
-- No product stands in the cart twice.
SELECT id,
  len(items) > 1 AS applies,
  len(list_distinct(list_transform(items, lambda i: i.product_id))) = len(items) AS holds
FROM shopping_cart;

-- rule: last_updated_is_plausible (temporal, row)
-- The cart was last changed in the years 2005 to 2026.
SELECT id,
  last_updated IS NOT NULL AS applies,
  TRY_CAST(last_updated AS TIMESTAMPTZ) >= '2005-01-01T00:00:00Z'::TIMESTAMPTZ
    AND TRY_CAST(last_updated AS TIMESTAMPTZ) < '2027-01-01T00:00:00Z'::TIMESTAMPTZ AS holds
FROM shopping_cart;

-- rule: products_are_of_the_shop (closed, row)
-- Every product is one of the vocabulary's.
SELECT id,
  true AS applies,
  len(list_filter(items, lambda i: i.product_name IS NULL)) = 0
    AND id NOT IN (SELECT id FROM (SELECT id, unnest(items).product_name AS name FROM shopping_cart)
      WHERE name NOT IN (SELECT name FROM vocabulary_products)) AS holds
FROM shopping_cart;

-- rule: coupon_is_of_the_shop (closed, row)
-- The coupon is one of the vocabulary's.
SELECT id,
  coupon_code IS NOT NULL AS applies,
  coupon_code IN (SELECT code FROM vocabulary_coupons) AS holds
FROM shopping_cart;

-- rule: coupon_percentage_is_taken_off (closed, row)
-- A coupon whose code ends in a number takes that percentage off at least one item; free shipping and bundles do not.
SELECT id,
  coalesce(regexp_matches(coupon_code, '[0-9]$') AND NOT regexp_matches(coupon_code, '^(FREESHIP|BUNDLE)'), false) AS applies,
  list_contains(list_transform(items, lambda i: i.discount_percentage),
    TRY_CAST(regexp_extract(coupon_code, '([0-9]+)$', 1) AS DECIMAL(9,4))) AS holds
FROM shopping_cart;

-- rule: identifiers_have_digits (negative, row)
-- Cart, user and product identifiers are codes, not words.
SELECT id,
  true AS applies,
  regexp_matches(cart_id, '[0-9]') AND regexp_matches(user_id, '[0-9]')
    AND len(list_filter(items, lambda i: regexp_matches(i.product_id, '[0-9]') IS NOT TRUE)) = 0 AS holds
FROM shopping_cart;

-- rule: product_name_is_no_identifier (negative, row)
-- A product's name has a word in it and is not the product's identifier.
SELECT id,
  true AS applies,
  len(items) > 0 AND len(list_filter(items, lambda i:
    (regexp_matches(i.product_name, '\p{L}{2}') AND lower(i.product_name) <> lower(i.product_id)) IS NOT TRUE)) = 0 AS holds
FROM shopping_cart;

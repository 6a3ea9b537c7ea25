-- Order: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE order_details AS
SELECT id, NOT regexp_matches(answer, '"(price|total_amount)": ?-?[0-9]+\.[0-9]{2}[0-9]*[1-9]') AS to_the_cent,
  unnest(from_json(answer, '{
  "order_id": "VARCHAR", "customer_name": "VARCHAR", "customer_email": "VARCHAR",
  "items": [{"product_name": "VARCHAR", "quantity": "BIGINT", "price": "DECIMAL(18,4)"}],
  "total_amount": "DECIMAL(18,4)",
  "shipping_address": {"street": "VARCHAR", "city": "VARCHAR", "state": "VARCHAR", "zip_code": "VARCHAR"},
  "status": "VARCHAR", "order_date": "DATE"}'))
FROM examples WHERE kind = 'order_details';

-- rule: total_is_sum_of_items (arithmetic, row)
-- The total is the sum of quantity times price over the items.
SELECT id,
  true AS applies,
  len(list_filter(items, lambda i: i.quantity IS NULL OR i.price IS NULL)) = 0
    AND total_amount = list_sum(list_transform(items, lambda i: i.quantity * i.price)) AS holds
FROM order_details;

-- rule: amounts_end_at_the_hundredth (range, row)
-- No amount has a third decimal, however small it is.
SELECT id, true AS applies, to_the_cent AS holds FROM order_details;

-- rule: order_date_is_plausible (temporal, row)
-- The order was placed in the years 2005 to 2026.
SELECT id,
  order_date IS NOT NULL AS applies,
  order_date BETWEEN DATE '2005-01-01' AND DATE '2026-12-31' AS holds
FROM order_details;

-- rule: zip_code_is_of_the_state (closed, row)
-- The first three digits of the zip code are in use in the state.
SELECT id,
  shipping_address.zip_code IS NOT NULL AS applies,
  (shipping_address.state, shipping_address.zip_code[1:3]) IN (SELECT (state, zip_prefix) FROM vocabulary_state_zips) AS holds
FROM order_details;

-- rule: zip_code_has_five_digits (range, row)
-- A zip code is five digits, or nine with a hyphen.
SELECT id,
  shipping_address.zip_code IS NOT NULL AS applies,
  regexp_full_match(shipping_address.zip_code, '[0-9]{5}(-[0-9]{4})?') AS holds
FROM order_details;

-- rule: city_is_of_the_state (closed, row)
-- The city and its state are a place of the vocabulary.
SELECT id,
  shipping_address.city IS NOT NULL AS applies,
  (shipping_address.city, shipping_address.state) IN (SELECT (city, state) FROM vocabulary_us_places) AS holds
FROM order_details;

-- rule: products_are_of_the_shop (closed, row)
-- Every product is one of the vocabulary's.
SELECT id,
  true AS applies,
  len(list_filter(items, lambda i: i.product_name IS NULL)) = 0
    AND id NOT IN (SELECT id FROM (SELECT id, unnest(items).product_name AS name FROM order_details)
      WHERE name NOT IN (SELECT name FROM vocabulary_products)) AS holds
FROM order_details;

-- rule: products_are_listed_once (referential, row)
-- No product stands in two items.
SELECT id,
  len(items) > 1 AS applies,
  len(list_distinct(list_transform(items, lambda i: i.product_name))) = len(items) AS holds
FROM order_details;

-- rule: prices_are_above_zero (range, row)
-- There is at least one piece of every item, and nothing is given away.
SELECT id,
  true AS applies,
  len(items) > 0 AND len(list_filter(items, lambda i: (i.price > 0 AND i.quantity >= 1) IS NOT TRUE)) = 0 AS holds
FROM order_details;

-- rule: email_resembles_the_name (range, row)
-- The part of the address before the @ holds a name of the customer, without accents and apostrophes.
SELECT id,
  customer_email IS NOT NULL AS applies,
  len(list_filter(
    regexp_extract_all(translate(strip_accents(lower(customer_name)), 'øłđßæœ''’', 'oldsao'), '[a-z]{2,}'),
    lambda w: contains(lower(split_part(customer_email, '@', 1)), w))) > 0 AS holds
FROM order_details;

-- rule: order_id_has_a_digit (negative, row)
-- An order number is an identifier, not a word.
SELECT id, true AS applies, regexp_matches(order_id, '[0-9]') AS holds FROM order_details;

-- rule: nobody_sells_the_customer (negative, row)
-- No product bears the customer's name.
SELECT id,
  true AS applies,
  len(items) > 0 AND len(list_filter(items, lambda i: (lower(i.product_name) <> lower(customer_name)) IS NOT TRUE)) = 0 AS holds
FROM order_details;

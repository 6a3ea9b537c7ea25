-- Product: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE product_info AS
SELECT id, NOT regexp_matches(answer, '"(price)": ?-?[0-9]+\.[0-9]{2}[0-9]*[1-9]') AS to_the_cent,
  unnest(from_json(answer, '{
  "product_name": "VARCHAR", "sku": "VARCHAR", "price": "DECIMAL(18,4)", "quantity": "BIGINT", "category": "VARCHAR"}'))
FROM examples WHERE kind = 'product_info';

-- rule: product_is_no_person (negative, row)
-- A product is not called like a person: two capitalised words, the first of them a common given name.
SELECT id,
  true AS applies,
  regexp_matches(product_name, '\p{L}')
    AND NOT (regexp_matches(product_name, '^((Mr|Mrs|Ms|Miss|Dr)\.? )?\p{Lu}[\p{L}''’-]+ (\p{Lu}\. )?\p{Lu}[\p{L}''’-]+( (Jr|MD|PhD|DDS|DVM)\.?)?$')
      AND regexp_extract(product_name, '^(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(\p{Lu}\p{L}+)', 1)
        IN (SELECT name FROM vocabulary_given_names)) AS holds
FROM product_info;

-- rule: sku_looks_like_an_identifier (negative, row)
-- A stock number has a digit and no blank.
SELECT id, sku IS NOT NULL AS applies, regexp_matches(sku, '^\S*[0-9]\S*$') AS holds FROM product_info;

-- rule: price_has_two_decimals (range, row)
-- A price is a whole number of cents.
SELECT id, true AS applies, to_the_cent AS holds FROM product_info;

-- rule: quantity_is_a_stock (range, row)
-- No shop has more than a million pieces of one product.
SELECT id, true AS applies, quantity BETWEEN 0 AND 1000000 AS holds FROM product_info;

-- rule: product_is_known (closed, row)
-- The product is one of our products.
SELECT id, true AS applies, product_name IN (SELECT name FROM vocabulary_products) AS holds FROM product_info;

-- rule: category_is_that_of_the_product (closed, row)
-- The category is the one that the product belongs to.
SELECT id,
  category IS NOT NULL AS applies,
  category || ': ' || product_name IN (SELECT category || ': ' || name FROM vocabulary_products) AS holds
FROM product_info;

-- rule: sku_begins_as_the_product_does (closed, row)
-- A stock number begins with the letters of the product's category.
SELECT id,
  sku IS NOT NULL AS applies,
  regexp_extract(sku, '^([A-Z]+)[-0-9]', 1) || ': ' || product_name
    IN (SELECT sku_prefix || ': ' || name FROM vocabulary_products) AS holds
FROM product_info;

-- rule: price_is_that_of_the_product (closed, row)
-- The price lies within the product's band.
SELECT id,
  true AS applies,
  EXISTS (SELECT 1 FROM vocabulary_products AS product
    WHERE product.name = product_name
      AND price BETWEEN CAST(product.price_min AS DECIMAL(18,4)) AND CAST(product.price_max AS DECIMAL(18,4))) AS holds
FROM product_info;

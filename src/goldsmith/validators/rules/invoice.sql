-- Invoice: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE invoice AS
SELECT id, NOT regexp_matches(answer, '"(total|subtotal|tax|total_amount)": ?-?[0-9]+\.[0-9]{2}[0-9]*[1-9]') AS to_the_cent,
  unnest(from_json(answer, '{
  "invoice_number": "VARCHAR", "invoice_date": "DATE", "due_date": "DATE", "customer_name": "VARCHAR",
  "line_items": [{"description": "VARCHAR", "quantity": "BIGINT", "unit_price": "DECIMAL(18,4)", "total": "DECIMAL(18,4)"}],
  "subtotal": "DECIMAL(18,4)", "tax": "DECIMAL(18,4)", "total_amount": "DECIMAL(18,4)", "payment_status": "VARCHAR"}'))
FROM examples WHERE kind = 'invoice';

-- rule: line_total_is_quantity_times_unit_price (arithmetic, row)
-- Each stated line total is quantity times unit price, to the cent.
SELECT id,
  len(list_filter(line_items, lambda i: i.total IS NOT NULL)) > 0 AS applies,
  len(list_filter(line_items, lambda i: i.total IS NOT NULL
    AND (i.total = round(i.quantity * i.unit_price, 2)) IS NOT TRUE)) = 0 AS holds
FROM invoice;

-- rule: subtotal_is_sum_of_lines (arithmetic, row)
-- The subtotal is the sum of quantity times unit price over the lines.
SELECT id,
  subtotal IS NOT NULL AS applies,
  len(list_filter(line_items, lambda i: i.quantity IS NULL OR i.unit_price IS NULL)) = 0
    AND subtotal = list_sum(list_transform(line_items, lambda i: round(i.quantity * i.unit_price, 2))) AS holds
FROM invoice;

-- rule: total_is_lines_plus_tax (arithmetic, row)
-- The amount due is the sum of the lines and the tax, if any; a line is of one piece at least, at no negative price.
SELECT id,
  true AS applies,
  len(list_filter(line_items, lambda i: (i.quantity >= 1 AND i.unit_price >= 0) IS NOT TRUE)) = 0
    AND total_amount = list_sum(list_transform(line_items, lambda i: round(i.quantity * i.unit_price, 2)))
      + coalesce(tax, 0) AS holds
FROM invoice;

-- rule: tax_is_plausible (range, row)
-- A tax is more than 0.1 % and at most 30 % of the lines' sum.
SELECT id,
  tax IS NOT NULL AS applies,
  tax * 1000 > list_sum(list_transform(line_items, lambda i: i.quantity * i.unit_price))
    AND tax * 100 <= 30 * list_sum(list_transform(line_items, lambda i: i.quantity * i.unit_price)) AS holds
FROM invoice;

-- rule: amounts_end_at_the_hundredth (range, row)
-- No sum of an invoice has a third decimal, however small it is; the price of one piece may.
SELECT id, true AS applies, to_the_cent AS holds FROM invoice;

-- rule: due_date_follows_invoice_date (temporal, row)
-- Payment is due on or after the day of the invoice.
SELECT id, due_date IS NOT NULL AS applies, invoice_date <= due_date AS holds FROM invoice;

-- rule: due_within_180_days (temporal, row)
-- Payment is due within 180 days of the invoice.
SELECT id, due_date IS NOT NULL AS applies, due_date - invoice_date <= 180 AS holds FROM invoice;

-- rule: lines_are_no_bare_values (negative, row)
-- What a line bills is said in words: no number, no mail address and no person's name.
SELECT id, true AS applies,
  id NOT IN (SELECT id FROM (SELECT id, unnest(line_items).description AS told FROM invoice)
    WHERE (regexp_matches(told, '\p{L}{2}') AND NOT regexp_full_match(trim(told), '\S+@\S+')) IS NOT TRUE
      OR (regexp_matches(told, '^\p{Lu}[\p{L}''’-]+ (\p{Lu}\. )?\p{Lu}[\p{L}''’-]+$')
        AND split_part(told, ' ', 1) IN (SELECT name FROM vocabulary_given_names))) AS holds
FROM invoice;

-- rule: lines_are_services_of_one_trade (closed, row)
-- Each line is a product or a service of the vocabulary, and all of them are of one trade.
SELECT id, true AS applies, count(*) = count(trade) AND count(DISTINCT trade) = 1 AS holds
FROM (SELECT id, unnest(line_items).description AS told FROM invoice)
  LEFT JOIN vocabulary_services v ON contains(told, v.description)
GROUP BY id;

-- rule: number_begins_with_the_year (temporal, row)
-- A number that begins with a year names that of the invoice, or the business year beside it.
SELECT id, regexp_matches(invoice_number, '^(19|20)[0-9]{2}-') AS applies,
  abs(TRY_CAST(left(invoice_number, 4) AS INTEGER) - year(invoice_date)) <= 1 AS holds
FROM invoice;

-- rule: invoice_number_has_a_digit (negative, row)
-- An invoice number is an identifier, not a word.
SELECT id, true AS applies, regexp_matches(invoice_number, '[0-9]') AS holds FROM invoice;

-- Invoice: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE invoice AS
SELECT id, unnest(from_json(answer, '{
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
-- The amount due is the sum of the lines and the tax; without a tax it is the sum of the lines.
SELECT id,
  true AS applies,
  len(list_filter(line_items, lambda i: i.quantity IS NULL OR i.unit_price IS NULL)) = 0
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

-- rule: due_date_follows_invoice_date (temporal, row)
-- Payment is due on or after the day of the invoice.
SELECT id, due_date IS NOT NULL AS applies, invoice_date <= due_date AS holds FROM invoice;

-- rule: due_within_180_days (temporal, row)
-- Payment is due within 180 days of the invoice.
SELECT id, due_date IS NOT NULL AS applies, due_date - invoice_date <= 180 AS holds FROM invoice;

-- rule: invoice_number_has_a_digit (negative, row)
-- An invoice number is an identifier, not a word.
SELECT id, true AS applies, regexp_matches(invoice_number, '[0-9]') AS holds FROM invoice;

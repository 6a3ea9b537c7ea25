-- Transaction record: the relations that hold in a true record, and in a true set of them.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE transaction_record AS
SELECT id, unnest(from_json(answer, '{
  "transaction_id": "VARCHAR", "date": "VARCHAR", "amount": "DECIMAL(24,8)", "currency": "VARCHAR", "type": "VARCHAR",
  "description": "VARCHAR", "merchant_name": "VARCHAR", "category": "VARCHAR", "balance_after": "DECIMAL(24,8)", "status": "VARCHAR"}'))
FROM examples WHERE kind = 'transaction_record';

-- rule: debits_and_fees_have_one_sign (arithmetic, set)
-- All debits and fees of a set are negative, or all are positive.
SELECT 'debits and fees' AS id,
  count(*) > 0 AS applies,
  count(*) = count(amount) AND (bool_and(amount < 0) OR bool_and(amount > 0)) AS holds
FROM transaction_record WHERE type IN ('debit', 'fee');

-- rule: credits_and_refunds_have_one_sign (arithmetic, set)
-- All credits and refunds of a set are positive, or all are negative.
SELECT 'credits and refunds' AS id,
  count(*) > 0 AS applies,
  count(*) = count(amount) AND (bool_and(amount > 0) OR bool_and(amount < 0)) AS holds
FROM transaction_record WHERE type IN ('credit', 'refund');

-- rule: sign_follows_type (closed, row)
-- By the convention of a release, debits and fees are negative and credits and refunds positive.
SELECT id,
  coalesce(type <> 'transfer', true) AS applies,
  CASE WHEN type IN ('debit', 'fee') THEN amount < 0 WHEN type IN ('credit', 'refund') THEN amount > 0 END AS holds
FROM transaction_record;

-- rule: amount_is_not_zero (range, row)
-- A transaction moves money.
SELECT id, true AS applies, amount <> 0 AS holds FROM transaction_record;

-- rule: whole_currencies_have_no_decimals (range, row)
-- Amounts and balances in yen, won and other currencies without decimals are whole.
SELECT id,
  coalesce(currency IN (SELECT code FROM vocabulary_currencies WHERE decimals = '0'), false) AS applies,
  amount = round(amount, 0) AND (balance_after IS NULL OR balance_after = round(balance_after, 0)) AS holds
FROM transaction_record;

-- rule: amounts_have_at_most_two_decimals (range, row)
-- Amounts and balances in the other currencies end at the hundredth.
SELECT id,
  coalesce(currency IN (SELECT code FROM vocabulary_currencies WHERE decimals = '2'), false) AS applies,
  amount = round(amount, 2) AND (balance_after IS NULL OR balance_after = round(balance_after, 2)) AS holds
FROM transaction_record;

-- rule: currency_is_an_iso_code (closed, row)
-- The currency is an ISO 4217 code of the vocabulary.
SELECT id, true AS applies, currency IN (SELECT code FROM vocabulary_currencies) AS holds FROM transaction_record;

-- rule: currency_looks_like_a_code (negative, row)
-- A currency code has three capital letters.
SELECT id, true AS applies, regexp_matches(currency, '^[A-Z]{3}$') AS holds FROM transaction_record;

-- rule: merchant_category_and_description_belong_together (closed, row)
-- Merchant, category and description, as far as stated, are those of one merchant.
SELECT id,
  merchant_name IS NOT NULL OR category IS NOT NULL OR description IS NOT NULL AS applies,
  EXISTS (FROM vocabulary_merchants m
    WHERE coalesce(m.merchant_name = t.merchant_name, true) AND coalesce(m.spending_category = t.category, true)
      AND coalesce(m.description = t.description, true)) AS holds
FROM transaction_record t;

-- rule: category_is_no_name (negative, row)
-- A spending category has no digit and is no person's name.
SELECT id,
  category IS NOT NULL AS applies,
  NOT regexp_matches(category, '[0-9]')
    AND NOT (regexp_matches(category, '^[A-Z][a-z]+ [A-Z][A-Za-z''-]+$')
      AND split_part(category, ' ', 1) IN (SELECT name FROM vocabulary_given_names)) AS holds
FROM transaction_record;

-- rule: salary_comes_in (referential, row)
-- A salary is neither a debit nor a fee.
SELECT id, coalesce(lower(category) = 'salary', false) AS applies, type NOT IN ('debit', 'fee') AS holds FROM transaction_record;

-- rule: date_is_plausible (temporal, row)
-- The transaction took place within 2005..2026.
SELECT id,
  true AS applies,
  TRY_CAST(date AS TIMESTAMPTZ) BETWEEN '2005-01-01T00:00:00Z'::TIMESTAMPTZ AND '2026-12-31T23:59:59Z'::TIMESTAMPTZ AS holds
FROM transaction_record;

-- rule: transaction_id_looks_like_an_id (negative, row)
-- A transaction id has a digit and no blank.
SELECT id, true AS applies, regexp_matches(transaction_id, '[0-9]') AND NOT regexp_matches(transaction_id, '\s') AS holds
FROM transaction_record;

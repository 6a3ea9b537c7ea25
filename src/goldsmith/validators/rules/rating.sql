-- Rating: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE rating AS
SELECT id, unnest(from_json(answer, '{
  "rating": "BIGINT", "review_text": "VARCHAR", "reviewer_name": "VARCHAR", "date": "DATE"}'))
FROM examples WHERE kind = 'rating';

-- rule: review_is_not_before_1998 (temporal, row)
-- People review things on the web since 1998.
SELECT id, "date" IS NOT NULL AS applies, "date" >= DATE '1998-01-01' AS holds FROM rating;

-- rule: review_is_not_after_2026 (temporal, row)
-- The review was written in 2026 or earlier.
SELECT id, "date" IS NOT NULL AS applies, "date" <= DATE '2026-12-31' AS holds FROM rating;

-- rule: reviewer_is_a_name (negative, row)
-- A reviewer goes by a name: it has a letter, and it is no mail address, no date and no number of stars.
SELECT id,
  true AS applies,
  regexp_matches(reviewer_name, '\p{L}') AND NOT contains(reviewer_name, '@')
    AND NOT regexp_matches(lower(reviewer_name), '[0-9] ?stars?|[0-9]{4}-[0-9]{2}|★|[1-5] ?/ ?5') AS holds
FROM rating;

-- rule: reviewer_is_no_sentence (negative, row)
-- A reviewer's name has five words at most and no mark that ends or divides a sentence.
SELECT id,
  true AS applies,
  len(regexp_split_to_array(trim(reviewer_name), '\s+')) <= 5 AND NOT regexp_matches(reviewer_name, '[!?;:]|\p{Ll}{3}\.$')
    AS holds
FROM rating;

-- Configuration: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE simple_config AS
SELECT id, unnest(from_json(answer, '{
  "theme": "VARCHAR", "language": "VARCHAR", "notifications_enabled": "BOOLEAN", "font_size": "VARCHAR"}'))
FROM examples WHERE kind = 'simple_config';

-- rule: language_is_a_code (negative, row)
-- A language is written as a code of two or three small letters, with a script or a region behind it or none.
SELECT id,
  true AS applies,
  regexp_matches(language, '^[a-z]{2,3}([-_][A-Z][a-z]{3})?([-_]([A-Z]{2}|[a-z]{2}|[0-9]{3}))?$') AS holds
FROM simple_config;

-- rule: language_is_no_country (negative, row)
-- Codes of countries that are no code of a language, and the region UK, which is spelled GB, are wrong.
SELECT id,
  true AS applies,
  split_part(replace(lower(language), '_', '-'), '-', 1) NOT IN ('us', 'gb', 'jp', 'cn', 'mx', 'dk', 'cz', 'at', 'gr', 'eg', 'au', 'nz', 'hk')
    AND NOT regexp_matches(lower(language), '[-_]uk$') AS holds
FROM simple_config;

-- rule: language_is_known (closed, row)
-- The language is one of our codes.
SELECT id, true AS applies, language IN (SELECT code FROM vocabulary_languages) AS holds FROM simple_config;

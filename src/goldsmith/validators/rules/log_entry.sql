-- Log entry: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE log_entry AS
SELECT id, unnest(from_json(answer, '{
  "level": "VARCHAR", "message": "VARCHAR", "timestamp": "VARCHAR", "source": "VARCHAR"}'))
FROM examples WHERE kind = 'log_entry';

-- rule: timestamp_is_not_before_2005 (temporal, row)
-- The log was written in 2005 or later.
SELECT id, true AS applies, try_cast("timestamp" AS TIMESTAMPTZ) >= '2005-01-01T00:00:00Z'::TIMESTAMPTZ AS holds
FROM log_entry;

-- rule: timestamp_is_not_after_2026 (temporal, row)
-- The log was written in 2026 or earlier.
SELECT id, true AS applies, try_cast("timestamp" AS TIMESTAMPTZ) < '2027-01-01T00:00:00Z'::TIMESTAMPTZ AS holds
FROM log_entry;

-- rule: source_is_a_program (negative, row)
-- A source is the name of a program: no level, no person, and not two capitalised words unless the last one names software.
SELECT id,
  source IS NOT NULL AS applies,
  regexp_matches(source, '\p{L}') AND NOT contains(source, '@')
    AND upper(source) NOT IN ('DEBUG', 'INFO', 'WARN', 'WARNING', 'ERROR', 'CRITICAL', 'FATAL')
    AND (NOT regexp_matches(source, '^\p{Lu}[\p{L}''’-]+ \p{Lu}[\p{L}''’-]+$')
      OR regexp_matches(lower(source), ' (service|server|gateway|module|manager|handler|worker|engine|scheduler|controller|client|agent|proxy|monitor|database|cache|queue|system|app|api|job)$'))
    AS holds
FROM log_entry;

-- rule: source_is_a_known_logger (closed, row)
-- The source is one of our loggers.
SELECT id, source IS NOT NULL AS applies, source IN (SELECT source FROM vocabulary_log_messages) AS holds
FROM log_entry;

-- rule: source_logs_at_this_level (closed, row)
-- The source is a logger that writes at this level.
SELECT id,
  source IS NOT NULL AS applies,
  source || ' ' || level IN (SELECT source || ' ' || level FROM vocabulary_log_messages) AS holds
FROM log_entry;

-- Notification: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE notification AS
SELECT id, unnest(from_json(answer, '{
  "title": "VARCHAR", "body": "VARCHAR", "timestamp": "VARCHAR", "priority": "VARCHAR"}'))
FROM examples WHERE kind = 'notification';

-- rule: timestamp_is_not_before_2008 (temporal, row)
-- Push notifications exist since 2008.
SELECT id,
  "timestamp" IS NOT NULL AS applies,
  try_cast("timestamp" AS TIMESTAMPTZ) >= '2008-01-01T00:00:00Z'::TIMESTAMPTZ AS holds
FROM notification;

-- rule: timestamp_is_not_after_2026 (temporal, row)
-- The notification was sent in 2026 or earlier.
SELECT id,
  "timestamp" IS NOT NULL AS applies,
  try_cast("timestamp" AS TIMESTAMPTZ) < '2027-01-01T00:00:00Z'::TIMESTAMPTZ AS holds
FROM notification;

-- rule: title_is_no_bare_value (negative, row)
-- A title says an occasion: it has a letter, and it is no person's name, no mail address and no level of priority.
SELECT id,
  true AS applies,
  regexp_matches(title, '\p{L}') AND NOT contains(title, '@')
    AND lower(trim(title)) NOT IN ('low', 'normal', 'high', 'urgent')
    AND NOT (regexp_matches(title, '^\p{Lu}[\p{L}''’-]+ (\p{Lu}\. )?\p{Lu}[\p{L}''’-]+$')
      AND split_part(title, ' ', 1) IN (SELECT name FROM vocabulary_given_names)) AS holds
FROM notification;

-- rule: body_is_no_bare_value (negative, row)
-- A body has a word in it, and it is no person's name, no mail address and no level of priority.
SELECT id,
  true AS applies,
  regexp_matches(body, '\p{L}{2}') AND NOT regexp_full_match(trim(body), '\S+@\S+')
    AND lower(trim(body)) NOT IN ('low', 'normal', 'high', 'urgent')
    AND NOT (regexp_matches(body, '^\p{Lu}[\p{L}''’-]+ (\p{Lu}\. )?\p{Lu}[\p{L}''’-]+$')
      AND split_part(body, ' ', 1) IN (SELECT name FROM vocabulary_given_names)) AS holds
FROM notification;

-- rule: title_is_a_known_occasion (closed, row)
-- The title is one of our occasions for a notification.
SELECT id, true AS applies, title IN (SELECT title FROM vocabulary_notifications) AS holds FROM notification;

-- rule: occasion_is_of_the_season (closed, row)
-- What happens in some months only is notified of in these.
SELECT id, bool_or(months <> '') AS applies,
  bool_and(months = '' OR list_contains(string_split(months, ' '), month(TRY_CAST(left(moment, 10) AS DATE))::VARCHAR)) AS holds
FROM (SELECT k.id, k."timestamp" AS moment, coalesce(v.months, '') AS months
  FROM notification k LEFT JOIN vocabulary_notifications v ON k."timestamp" IS NOT NULL AND contains(k.body, rtrim(v.body, '.')))
GROUP BY id;

-- rule: priority_fits_the_occasion (closed, row)
-- The priority is the one that the occasion calls for.
SELECT id,
  priority IS NOT NULL AS applies,
  priority || ' ' || title IN (SELECT priority || ' ' || title FROM vocabulary_notifications) AS holds
FROM notification;

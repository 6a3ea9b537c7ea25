-- REST API response: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE api_response AS
SELECT id, unnest(from_json(answer, '{
  "status_code": "BIGINT", "message": "VARCHAR", "data": "JSON",
  "metadata": {"request_id": "VARCHAR", "timestamp": "VARCHAR", "version": "VARCHAR"},
  "pagination": {"page": "BIGINT", "per_page": "BIGINT", "total": "BIGINT"},
  "errors": [{"field": "VARCHAR", "message": "VARCHAR"}]}'))
FROM examples WHERE kind = 'api_response';

-- rule: errors_come_with_an_error_status (referential, row)
-- Errors are reported if and only if the status code is 400 or above.
SELECT id, true AS applies, (coalesce(len(errors), 0) > 0) = (status_code >= 400) AS holds FROM api_response;

-- rule: page_exists (arithmetic, row)
-- The entries before the page are fewer than the total.
SELECT id,
  pagination.page IS NOT NULL AND pagination.per_page IS NOT NULL AND pagination.total IS NOT NULL AS applies,
  (pagination.page - 1) * pagination.per_page < pagination.total AS holds
FROM api_response;

-- rule: page_is_not_past_the_last_entry (arithmetic, row)
-- Every page holds at least one entry, so the page number is at most the total.
SELECT id,
  pagination.page IS NOT NULL AND pagination.total IS NOT NULL AS applies,
  pagination.page <= pagination.total AS holds
FROM api_response;

-- rule: status_code_is_registered (closed, row)
-- The status code is a registered HTTP status code.
SELECT id, true AS applies, status_code::VARCHAR IN (SELECT status_code FROM vocabulary_http_statuses) AS holds
FROM api_response;

-- rule: message_is_the_reason_phrase (closed, row)
-- The message is the reason phrase of the status code.
SELECT id,
  true AS applies,
  (status_code::VARCHAR, message) IN (SELECT (status_code, message) FROM vocabulary_http_statuses) AS holds
FROM api_response;

-- rule: message_does_not_contradict_status (negative, row)
-- No failure is called a success, and no success a failure.
SELECT id,
  true AS applies,
  CASE WHEN status_code >= 400
    THEN NOT regexp_matches(lower(message), '\b(ok|success|successful|successfully|created|accepted)\b')
    ELSE NOT regexp_matches(lower(message), '\b(error|failed|failure|unauthorized|forbidden|not found|bad request|timeout)\b')
  END AS holds
FROM api_response;

-- rule: error_field_fits_status (closed, row)
-- Each error names a field that requests with this status are refused for.
SELECT id,
  coalesce(len(errors), 0) > 0 AS applies,
  len(list_filter(errors, lambda e: list_contains(known, status_code::VARCHAR || ' ' || e.field) IS NOT TRUE)) = 0 AS holds
FROM api_response, (SELECT list(status_code || ' ' || field) AS known FROM vocabulary_api_errors);

-- rule: errors_are_not_repeated (referential, row)
-- No field is reported twice with the same words.
SELECT id,
  coalesce(len(errors), 0) > 1 AS applies,
  len(list_distinct(list_transform(errors, lambda e: concat_ws(': ', e.field, e.message)))) = len(errors) AS holds
FROM api_response;

-- rule: response_without_content_has_no_data (referential, row)
-- No Content, Reset Content and Not Modified carry neither data nor a page.
SELECT id, coalesce(status_code IN (204, 205, 304), false) AS applies, data IS NULL AND pagination IS NULL AS holds
FROM api_response;

-- rule: page_comes_with_success (referential, row)
-- Only a successful response shows a page.
SELECT id, pagination IS NOT NULL AS applies, status_code BETWEEN 200 AND 299 AS holds FROM api_response;

-- rule: timestamp_is_plausible (temporal, row)
-- The response was sent within 2005..2026.
SELECT id,
  metadata.timestamp IS NOT NULL AS applies,
  TRY_CAST(metadata.timestamp AS TIMESTAMPTZ) BETWEEN '2005-01-01T00:00:00Z'::TIMESTAMPTZ AND '2026-12-31T23:59:59Z'::TIMESTAMPTZ AS holds
FROM api_response;

-- rule: request_id_looks_like_an_id (negative, row)
-- A request id has a digit and no blank.
SELECT id,
  metadata.request_id IS NOT NULL AS applies,
  regexp_matches(metadata.request_id, '[0-9]') AND NOT regexp_matches(metadata.request_id, '\s') AS holds
FROM api_response;

-- rule: version_is_a_version (negative, row)
-- A version is a number with dots or dashes, perhaps after a letter.
SELECT id,
  metadata.version IS NOT NULL AS applies,
  regexp_matches(metadata.version, '^[A-Za-z]?[0-9]+([.-][0-9A-Za-z]+)*$') AS holds
FROM api_response;

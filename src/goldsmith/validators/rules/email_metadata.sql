-- E-mail metadata: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE email_metadata AS
SELECT id, unnest(from_json(answer, '{
  "message_id": "VARCHAR", "from": "VARCHAR", "to": ["VARCHAR"], "cc": ["VARCHAR"], "subject": "VARCHAR", "date": "VARCHAR",
  "attachments": [{"filename": "VARCHAR", "size": "BIGINT", "content_type": "VARCHAR"}], "is_read": "BOOLEAN"}'))
FROM examples WHERE kind = 'email_metadata';

-- rule: subject_is_of_the_season (closed, row)
-- A subject about a season is written about in its months.
SELECT id, bool_or(months <> '') AS applies,
  bool_and(months = '' OR list_contains(string_split(months, ' '), month(TRY_CAST(left(moment, 10) AS DATE))::VARCHAR)) AS holds
FROM (SELECT k.id, k.date AS moment, coalesce(v.months, '') AS months
  FROM email_metadata k LEFT JOIN vocabulary_email_subjects v ON k.date IS NOT NULL AND contains(k.subject, v.subject))
GROUP BY id;

-- rule: message_id_looks_like_an_id (negative, row)
-- A message id has no blank, and a digit or an @.
SELECT id,
  true AS applies,
  regexp_matches(message_id, '[0-9@]') AND NOT regexp_matches(message_id, '\s') AS holds
FROM email_metadata;

-- rule: message_id_brackets_match (negative, row)
-- A message id that opens an angle bracket closes it, around one @.
SELECT id,
  coalesce(regexp_matches(message_id, '[<>]'), false) AS applies,
  regexp_matches(message_id, '^<[^<>@\s]+@[^<>@\s]+>$') AS holds
FROM email_metadata;

-- rule: recipients_are_unique (referential, row)
-- No address stands twice among the recipients and those in copy.
SELECT id,
  true AS applies,
  len(list_filter("to", lambda a: a IS NULL)) = 0
    AND len(list_distinct(list_transform(list_concat("to", coalesce(cc, [])), lambda a: lower(a))))
      = len("to") + coalesce(len(cc), 0) AS holds
FROM email_metadata;

-- rule: sender_is_no_recipient (referential, row)
-- The sender is not among the recipients and those in copy.
SELECT id,
  true AS applies,
  NOT list_contains(list_transform(list_concat("to", coalesce(cc, [])), lambda a: lower(a)), lower("from")) AS holds
FROM email_metadata;

-- rule: addresses_name_a_host_with_a_dot (negative, row)
-- Every address has one @ and a domain with a dot.
SELECT id,
  true AS applies,
  len(list_filter(list_concat(["from"], "to", coalesce(cc, [])),
    lambda a: regexp_matches(a, '^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$') IS NOT TRUE)) = 0 AS holds
FROM email_metadata;

-- rule: date_is_plausible (temporal, row)
-- The message was sent within 2005..2026.
SELECT id,
  true AS applies,
  TRY_CAST(date AS TIMESTAMPTZ) BETWEEN '2005-01-01T00:00:00Z'::TIMESTAMPTZ AND '2026-12-31T23:59:59Z'::TIMESTAMPTZ AS holds
FROM email_metadata;

-- rule: filename_has_an_extension (negative, row)
-- Each attachment's file name ends in an extension.
SELECT id,
  len(list_filter(attachments, lambda a: a.filename IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(attachments, lambda a: a.filename IS NOT NULL
    AND regexp_matches(a.filename, '[^.\s]\.[A-Za-z0-9]{1,5}$') IS NOT TRUE)) = 0 AS holds
FROM email_metadata;

-- rule: content_type_is_a_media_type (negative, row)
-- Each content type is a type and a subtype of the registered top-level types.
SELECT id,
  len(list_filter(attachments, lambda a: a.content_type IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(attachments, lambda a: a.content_type IS NOT NULL
    AND regexp_matches(lower(a.content_type),
      '^(application|audio|font|image|message|model|multipart|text|video)/[a-z0-9][a-z0-9.+_-]*$') IS NOT TRUE)) = 0 AS holds
FROM email_metadata;

-- rule: content_type_fits_the_extension (closed, row)
-- Each content type is that of the file's extension.
SELECT id,
  len(list_filter(attachments, lambda a: a.filename IS NOT NULL AND a.content_type IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(attachments, lambda a: a.filename IS NOT NULL AND a.content_type IS NOT NULL
    AND list_contains(known, lower(regexp_extract(a.filename, '[^.]+$')) || ' ' || lower(a.content_type)) IS NOT TRUE)) = 0 AS holds
FROM email_metadata, (SELECT list(extension || ' ' || content_type) AS known FROM vocabulary_attachments);

-- rule: filename_is_a_known_file (closed, row)
-- Each file name is a stem of the vocabulary with its own extension.
SELECT id,
  len(list_filter(attachments, lambda a: a.filename IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(attachments, lambda a: a.filename IS NOT NULL
    AND list_contains(known, a.filename) IS NOT TRUE)) = 0 AS holds
FROM email_metadata, (SELECT list(stem || '.' || extension) AS known FROM vocabulary_attachments);

-- rule: filenames_are_unique (referential, row)
-- No file is attached twice.
SELECT id,
  len(list_filter(attachments, lambda a: a.filename IS NOT NULL)) > 1 IS TRUE AS applies,
  len(list_distinct(list_transform(attachments, lambda a: lower(a.filename)))) = len(list_filter(attachments, lambda a: a.filename IS NOT NULL)) AS holds
FROM email_metadata;

-- rule: attachments_fit_into_a_mail (range, row)
-- No stated file is empty, and together they have at most 150 MiB, the largest mail that common servers take.
SELECT id,
  len(list_filter(attachments, lambda a: a.size IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(attachments, lambda a: a.size <= 0)) = 0
    AND list_sum(list_transform(attachments, lambda a: coalesce(a.size, 0))) <= 157286400 AS holds
FROM email_metadata;

-- Support ticket: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE support_ticket AS
SELECT id, unnest(from_json(answer, '{
  "ticket_id": "VARCHAR", "customer_name": "VARCHAR", "customer_email": "VARCHAR", "subject": "VARCHAR", "description": "VARCHAR",
  "category": "VARCHAR", "priority": "VARCHAR", "status": "VARCHAR", "assigned_to": "VARCHAR",
  "created_at": "VARCHAR", "updated_at": "VARCHAR"}'))
FROM examples WHERE kind = 'support_ticket';

-- rule: created_before_updated (temporal, row)
-- A ticket is not updated before it is created.
SELECT id,
  created_at IS NOT NULL AND updated_at IS NOT NULL AS applies,
  TRY_CAST(created_at AS TIMESTAMPTZ) <= TRY_CAST(updated_at AS TIMESTAMPTZ) AS holds
FROM support_ticket;

-- rule: updated_within_two_years (temporal, row)
-- The last update lies within two years of the creation.
SELECT id,
  created_at IS NOT NULL AND updated_at IS NOT NULL AS applies,
  TRY_CAST(updated_at AS TIMESTAMPTZ) <= TRY_CAST(created_at AS TIMESTAMPTZ) + INTERVAL 17544 HOURS AS holds
FROM support_ticket;

-- rule: moments_are_plausible (temporal, row)
-- The ticket was created and updated within 2005..2026.
SELECT id,
  created_at IS NOT NULL OR updated_at IS NOT NULL AS applies,
  len(list_filter([created_at, updated_at], lambda m: m IS NOT NULL AND (TRY_CAST(m AS TIMESTAMPTZ)
    BETWEEN '2005-01-01T00:00:00Z'::TIMESTAMPTZ AND '2026-12-31T23:59:59Z'::TIMESTAMPTZ) IS NOT TRUE)) = 0 AS holds
FROM support_ticket;

-- rule: subject_belongs_to_category (closed, row)
-- The subject names an issue of the ticket's category.
SELECT id, true AS applies, (category, subject) IN (SELECT (category, subject) FROM vocabulary_support_issues) AS holds
FROM support_ticket;

-- rule: priority_fits_subject (closed, row)
-- The priority is that of the issue that the subject names.
SELECT id, true AS applies, (subject, priority) IN (SELECT (subject, priority) FROM vocabulary_support_issues) AS holds
FROM support_ticket;

-- rule: subject_is_about_an_issue (negative, row)
-- A subject has at least two words and is no person's name.
SELECT id,
  true AS applies,
  regexp_matches(subject, '\S\s+\S') AND lower(subject) <> lower(customer_name)
    AND NOT (regexp_matches(subject, '^[A-Z][a-z]+ [A-Z][A-Za-z''-]+$')
      AND split_part(subject, ' ', 1) IN (SELECT name FROM vocabulary_given_names)) AS holds
FROM support_ticket;

-- rule: customer_email_resembles_the_name (referential, row)
-- A part of the customer's name, without its accents, stands in the address; ö and ß may be spelled oe and ss.
SELECT id,
  true AS applies,
  len(list_filter(
    regexp_split_to_array(regexp_replace(lower(strip_accents(translate(customer_name, 'øØłŁđĐæÆœŒß', 'oOlLdDaAoOs'))
      || ' ' || strip_accents(translate(customer_name, 'øØłŁđĐæÆœŒ', 'oOlLdDaAoO'))
      || ' ' || replace(replace(replace(replace(lower(customer_name), 'ö', 'oe'), 'ä', 'ae'), 'ü', 'ue'), 'ß', 'ss')),
      '[''’`.]', '', 'g'), '[^a-z]+'),
    lambda part: length(part) >= 2
      AND contains(regexp_replace(lower(split_part(customer_email, '@', 1)), '[^a-z]', '', 'g'), part))) > 0 AS holds
FROM support_ticket;

-- rule: agent_is_not_the_customer (referential, row)
-- The ticket is assigned to somebody other than the customer.
SELECT id, assigned_to IS NOT NULL AS applies, lower(assigned_to) <> lower(customer_name) AS holds FROM support_ticket;

-- rule: people_have_names (negative, row)
-- A person's name has no digit and no @.
SELECT id, true AS applies, NOT regexp_matches(concat_ws(' ', customer_name, assigned_to), '[0-9@]') AND customer_name IS NOT NULL AS holds
FROM support_ticket;

-- rule: ticket_id_looks_like_an_id (negative, row)
-- A ticket id has a digit and no blank.
SELECT id, true AS applies, regexp_matches(ticket_id, '[0-9]') AND NOT regexp_matches(ticket_id, '\s') AS holds FROM support_ticket;

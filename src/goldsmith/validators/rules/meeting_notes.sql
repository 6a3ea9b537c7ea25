-- Meeting notes: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE meeting_notes AS
SELECT id, unnest(from_json(answer, '{
  "meeting_title": "VARCHAR", "date": "VARCHAR", "duration_minutes": "BIGINT",
  "attendees": [{"name": "VARCHAR", "email": "VARCHAR", "role": "VARCHAR"}], "notes": "VARCHAR",
  "action_items": [{"task": "VARCHAR", "assigned_to": "VARCHAR", "due_date": "DATE"}], "location": "VARCHAR"}'))
FROM examples WHERE kind = 'meeting_notes';

-- rule: assigned_to_is_an_attendee (referential, row)
-- Each task is assigned to somebody who was there.
SELECT id,
  len(list_filter(action_items, lambda a: a.assigned_to IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(action_items, lambda a: a.assigned_to IS NOT NULL
    AND list_contains(list_transform(attendees, lambda p: p.name), a.assigned_to) IS NOT TRUE)) = 0 AS holds
FROM meeting_notes;

-- rule: action_is_due_on_or_after_the_meeting (temporal, row)
-- No task is due before the day of the meeting.
SELECT id,
  len(list_filter(action_items, lambda a: a.due_date IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(action_items, lambda a: a.due_date IS NOT NULL
    AND (a.due_date >= TRY_CAST(left(date, 10) AS DATE)) IS NOT TRUE)) = 0 AS holds
FROM meeting_notes;

-- rule: action_is_due_within_a_year (temporal, row)
-- Each task is due within a year of the meeting.
SELECT id,
  len(list_filter(action_items, lambda a: a.due_date IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(action_items, lambda a: a.due_date IS NOT NULL
    AND (a.due_date - TRY_CAST(left(date, 10) AS DATE) <= 366) IS NOT TRUE)) = 0 AS holds
FROM meeting_notes;

-- rule: attendee_email_resembles_the_name (referential, row)
-- A part of each attendee's name, without its accents, stands in the address; ö and ß may be spelled oe and ss.
SELECT id,
  true AS applies,
  len(attendees) > 0
    AND len(list_filter(attendees, lambda p: (len(list_filter(
      regexp_split_to_array(regexp_replace(lower(strip_accents(translate(p.name, 'øØłŁđĐæÆœŒß', 'oOlLdDaAoOs'))
        || ' ' || strip_accents(translate(p.name, 'øØłŁđĐæÆœŒ', 'oOlLdDaAoO'))
        || ' ' || replace(replace(replace(replace(lower(p.name), 'ö', 'oe'), 'ä', 'ae'), 'ü', 'ue'), 'ß', 'ss')),
        '[''’`.]', '', 'g'), '[^a-z]+'),
      lambda part: length(part) >= 2
        AND contains(regexp_replace(lower(split_part(p.email, '@', 1)), '[^a-z]', '', 'g'), part))) > 0) IS NOT TRUE)) = 0 AS holds
FROM meeting_notes;

-- rule: attendees_are_different_people (referential, row)
-- No name stands twice among the attendees.
SELECT id,
  len(attendees) > 1 IS TRUE AS applies,
  len(list_distinct(list_transform(attendees, lambda p: lower(p.name)))) = len(attendees) AS holds
FROM meeting_notes;

-- rule: attendee_emails_are_different (referential, row)
-- No two attendees share an address.
SELECT id,
  len(attendees) > 1 IS TRUE AS applies,
  len(list_distinct(list_transform(attendees, lambda p: lower(p.email)))) = len(attendees) AS holds
FROM meeting_notes;

-- rule: attendees_have_names (negative, row)
-- A person's name has no digit and no @.
SELECT id,
  true AS applies,
  len(attendees) > 0
    AND len(list_filter(attendees, lambda p: (NOT regexp_matches(p.name, '[0-9@]')) IS NOT TRUE)) = 0 AS holds
FROM meeting_notes;

-- rule: role_is_a_job_role (closed, row)
-- Each stated role is a job role of the vocabulary.
SELECT id,
  len(list_filter(attendees, lambda p: p.role IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(attendees, lambda p: p.role IS NOT NULL AND list_contains(known, p.role) IS NOT TRUE)) = 0 AS holds
FROM meeting_notes, (SELECT list(role) AS known FROM vocabulary_job_roles);

-- rule: location_is_a_meeting_place (closed, row)
-- The meeting took place in a room or a call of the vocabulary.
SELECT id, location IS NOT NULL AS applies, location IN (SELECT location FROM vocabulary_meeting_rooms) AS holds FROM meeting_notes;

-- rule: clock_is_that_of_the_office (closed, row)
-- A meeting in an office of a named city is told on the clock that hangs there.
SELECT m.id, coalesce(r.timezone, '') <> '' AS applies,
  timezone(nullif(r.timezone, ''), TRY_CAST(m.date AS TIMESTAMPTZ)) = TRY_CAST(left(m.date, 19) AS TIMESTAMP) AS holds
FROM meeting_notes m LEFT JOIN vocabulary_meeting_rooms r USING (location);

-- rule: duration_is_at_most_a_day (range, row)
-- A meeting lasts at most 24 hours.
SELECT id, duration_minutes IS NOT NULL AS applies, duration_minutes BETWEEN 1 AND 1440 AS holds FROM meeting_notes;

-- rule: date_is_plausible (temporal, row)
-- The meeting was held within 2005..2026.
SELECT id,
  true AS applies,
  TRY_CAST(left(date, 10) AS DATE) BETWEEN DATE '2005-01-01' AND DATE '2026-12-31' AS holds
FROM meeting_notes;

-- Event registration: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE event_registration AS
SELECT id, unnest(from_json(answer, '{
  "event_name": "VARCHAR", "event_date": "VARCHAR", "attendee_name": "VARCHAR", "attendee_email": "VARCHAR", "ticket_type": "VARCHAR",
  "dietary_requirements": ["VARCHAR"], "emergency_contact": {"name": "VARCHAR", "phone": "VARCHAR"}, "registration_date": "DATE"}'))
FROM examples WHERE kind = 'event_registration';

-- rule: event_name_is_an_event (closed, row)
-- The event is one of the vocabulary.
SELECT id, true AS applies, event_name IN (SELECT event_name FROM vocabulary_events) AS holds FROM event_registration;

-- rule: event_is_of_the_season (closed, row)
-- An event that is named after a season takes place in it.
SELECT id, bool_or(months <> '') AS applies,
  bool_and(months = '' OR list_contains(string_split(months, ' '), month(TRY_CAST(left(moment, 10) AS DATE))::VARCHAR)) AS holds
FROM (SELECT k.id, k.event_date AS moment, coalesce(v.months, '') AS months
  FROM event_registration k LEFT JOIN vocabulary_events v ON k.event_date IS NOT NULL AND v.event_name = k.event_name)
GROUP BY id;

-- rule: event_name_is_no_person (negative, row)
-- An event is not called like the attendee, nor by a given name and a surname.
SELECT id,
  true AS applies,
  lower(event_name) <> lower(attendee_name)
    AND NOT (regexp_matches(event_name, '^[A-Z][a-z]+ [A-Z][A-Za-z''-]+$')
      AND split_part(event_name, ' ', 1) IN (SELECT name FROM vocabulary_given_names)) AS holds
FROM event_registration;

-- rule: registration_is_not_after_the_event (temporal, row)
-- Nobody registers after the day of the event.
SELECT id,
  registration_date IS NOT NULL AND event_date IS NOT NULL AS applies,
  registration_date <= TRY_CAST(left(event_date, 10) AS DATE) AS holds
FROM event_registration;

-- rule: registration_is_within_two_years_of_the_event (temporal, row)
-- Registration opens at most two years before the event.
SELECT id,
  registration_date IS NOT NULL AND event_date IS NOT NULL AS applies,
  TRY_CAST(left(event_date, 10) AS DATE) - registration_date <= 731 AS holds
FROM event_registration;

-- rule: event_date_is_plausible (temporal, row)
-- The event takes place within 2005..2027.
SELECT id,
  event_date IS NOT NULL AS applies,
  TRY_CAST(left(event_date, 10) AS DATE) BETWEEN DATE '2005-01-01' AND DATE '2027-12-31' AS holds
FROM event_registration;

-- rule: registration_date_is_plausible (temporal, row)
-- The registration was made within 2005..2026.
SELECT id,
  registration_date IS NOT NULL AS applies,
  registration_date BETWEEN DATE '2005-01-01' AND DATE '2026-12-31' AS holds
FROM event_registration;

-- rule: dietary_requirement_is_one (closed, row)
-- Each dietary requirement is one of the vocabulary.
SELECT id,
  coalesce(len(dietary_requirements), 0) > 0 AS applies,
  len(list_filter(dietary_requirements, lambda d: list_contains(known, d) IS NOT TRUE)) = 0 AS holds
FROM event_registration, (SELECT list(requirement) AS known FROM vocabulary_dietary);

-- rule: dietary_requirements_are_unique (referential, row)
-- No dietary requirement is listed twice.
SELECT id,
  coalesce(len(dietary_requirements), 0) > 1 AS applies,
  len(list_distinct(list_transform(dietary_requirements, lambda d: lower(d)))) = len(dietary_requirements) AS holds
FROM event_registration;

-- rule: dietary_requirements_agree (negative, row)
-- A vegan eats neither fish nor eggs nor milk.
SELECT id,
  coalesce(len(dietary_requirements), 0) > 1 AS applies,
  NOT (list_has_any(list_transform(dietary_requirements, lambda d: lower(d)), ['vegan', 'raw vegan'])
    AND list_has_any(list_transform(dietary_requirements, lambda d: lower(d)),
      ['pescatarian', 'lacto-vegetarian', 'ovo-vegetarian', 'lacto-ovo vegetarian'])) AS holds
FROM event_registration;

-- rule: attendee_email_resembles_the_name (referential, row)
-- A part of the attendee's name, without its accents, stands in the address; ö and ß may be spelled oe and ss.
SELECT id,
  true AS applies,
  len(list_filter(
    regexp_split_to_array(regexp_replace(lower(strip_accents(translate(attendee_name, 'øØłŁđĐæÆœŒß', 'oOlLdDaAoOs'))
      || ' ' || strip_accents(translate(attendee_name, 'øØłŁđĐæÆœŒ', 'oOlLdDaAoO'))
      || ' ' || replace(replace(replace(replace(lower(attendee_name), 'ö', 'oe'), 'ä', 'ae'), 'ü', 'ue'), 'ß', 'ss')),
      '[''’`.]', '', 'g'), '[^a-z]+'),
    lambda part: length(part) >= 2
      AND contains(regexp_replace(lower(split_part(attendee_email, '@', 1)), '[^a-z]', '', 'g'), part))) > 0 AS holds
FROM event_registration;

-- rule: emergency_contact_is_somebody_else (referential, row)
-- The person to call is not the attendee.
SELECT id, emergency_contact IS NOT NULL AS applies, lower(emergency_contact.name) <> lower(attendee_name) AS holds
FROM event_registration;

-- rule: emergency_phone_is_a_phone_number (negative, row)
-- A telephone number has 6 to 15 digits and no letter but an extension's.
SELECT id,
  emergency_contact IS NOT NULL AS applies,
  regexp_matches(emergency_contact.phone, '^[+]?[0-9().\-/\s]+((x|ext\.?)\s?[0-9]+)?$')
    AND len(regexp_replace(regexp_replace(emergency_contact.phone, '(x|ext).*$', ''), '[^0-9]', '', 'g')) BETWEEN 6 AND 15 AS holds
FROM event_registration;

-- rule: people_have_names (negative, row)
-- A person's name has no digit and no @.
SELECT id,
  true AS applies,
  NOT regexp_matches(attendee_name, '[0-9@]')
    AND (emergency_contact IS NULL OR NOT regexp_matches(emergency_contact.name, '[0-9@]')) AS holds
FROM event_registration;

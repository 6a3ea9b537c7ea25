-- Contact: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE contact_info AS
SELECT id, unnest(from_json(answer, '{"name": "VARCHAR", "email": "VARCHAR", "phone": "VARCHAR"}'))
FROM examples WHERE kind = 'contact_info';

-- rule: email_resembles_the_name (referential, row)
-- Some part of the name, without its accents, stands before the at sign; ö and ß may be spelled oe and ss.
SELECT id,
  true AS applies,
  len(list_filter(
    regexp_split_to_array(regexp_replace(lower(strip_accents(translate(name, 'øØłŁđĐæÆœŒß', 'oOlLdDaAoOs'))
      || ' ' || strip_accents(translate(name, 'øØłŁđĐæÆœŒ', 'oOlLdDaAoO'))
      || ' ' || replace(replace(replace(replace(lower(name), 'ö', 'oe'), 'ä', 'ae'), 'ü', 'ue'), 'ß', 'ss')),
      '[''’`.]', '', 'g'), '[^a-z]+'),
    lambda part: length(part) >= 2
      AND contains(regexp_replace(lower(split_part(email, '@', 1)), '[^a-z]', '', 'g'), part))) > 0 AS holds
FROM contact_info;

-- rule: name_is_a_persons_name (negative, row)
-- A name is made of letters: it holds no digit and no at sign.
SELECT id, true AS applies, regexp_matches(name, '\p{L}') AND NOT regexp_matches(name, '[0-9@]') AS holds
FROM contact_info;

-- rule: email_domain_has_a_dot (negative, row)
-- Mail that reaches a person goes to a domain below another, not to a single machine.
SELECT id, true AS applies, regexp_matches(email, '^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$') AS holds FROM contact_info;

-- rule: phone_has_7_to_15_digits (range, row)
-- A telephone number has at least 7 digits, and at most 15 as E.164 says.
SELECT id, true AS applies, length(regexp_replace(phone, '[^0-9]', '', 'g')) BETWEEN 7 AND 15 AS holds
FROM contact_info;

-- rule: phone_brackets_are_closed (negative, row)
-- A bracket around an area code that opens also closes, and there is one pair at most.
SELECT id, true AS applies, regexp_matches(phone, '^[^()]*(\([^()]+\)[^()]*)?$') AS holds FROM contact_info;

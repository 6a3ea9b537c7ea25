-- User profile: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE user_profile AS
SELECT id, unnest(from_json(answer, '{
  "username": "VARCHAR", "age": "BIGINT", "city": "VARCHAR", "preferences": ["VARCHAR"]}'))
FROM examples WHERE kind = 'user_profile';

-- rule: username_is_no_full_name (negative, row)
-- A username is one word without blanks, so it is no given name and surname.
SELECT id, true AS applies, regexp_matches(username, '^\S+$') AND regexp_matches(username, '[\p{L}0-9]') AS holds
FROM user_profile;

-- rule: age_is_that_of_a_living_person (range, row)
-- A user is 13 to 115 years old: hardly anyone who is alive is older.
SELECT id, true AS applies, age BETWEEN 13 AND 115 AS holds FROM user_profile;

-- rule: city_is_a_place (negative, row)
-- A city's name has letters, and no digit or at sign.
SELECT id, true AS applies, regexp_matches(city, '\p{L}') AND NOT regexp_matches(city, '[0-9@]') AS holds
FROM user_profile;

-- rule: preferences_are_unique (referential, row)
-- No preference stands in the list twice, whatever its letters' case.
SELECT id,
  preferences IS NOT NULL AS applies,
  len(list_filter(preferences, lambda p: p IS NULL)) = 0
    AND len(list_distinct(list_transform(preferences, lambda p: lower(trim(p))))) = len(preferences) AS holds
FROM user_profile;

-- rule: minors_do_not_drink (negative, row)
-- A profile of a user under 18 holds no preference for alcohol.
SELECT id,
  coalesce(preferences IS NOT NULL AND age < 18, false) AS applies,
  len(list_filter(preferences, lambda p:
    (NOT regexp_matches(lower(p), '\b(wine|beer|whisk(e)?y|brewing|cocktails?|pub)\b')) IS NOT TRUE)) = 0 AS holds
FROM user_profile;

-- rule: username_is_a_known_handle (closed, row)
-- A username is one of our handles, with digits behind it or none.
SELECT id,
  true AS applies,
  username IN (SELECT stem FROM vocabulary_usernames)
    OR regexp_replace(username, '_?[0-9]+$', '') IN (SELECT stem FROM vocabulary_usernames) AS holds
FROM user_profile;

-- rule: city_is_known (closed, row)
-- The city is one of our places.
SELECT id,
  true AS applies,
  city IN (SELECT city FROM vocabulary_us_places UNION ALL SELECT city FROM vocabulary_world_places) AS holds
FROM user_profile;

-- rule: preferences_are_known (closed, row)
-- Every preference is one of ours.
SELECT id,
  preferences IS NOT NULL AS applies,
  len(preferences) > 0 AND len(list_filter(preferences, lambda p: list_contains(known, p) IS NOT TRUE)) = 0 AS holds
FROM user_profile, (SELECT list(preference) AS known FROM vocabulary_hobbies);

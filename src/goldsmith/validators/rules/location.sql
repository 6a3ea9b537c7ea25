-- Location: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE location AS
SELECT id, unnest(from_json(answer, '{
  "latitude": "DECIMAL(18,6)", "longitude": "DECIMAL(18,6)", "address": "VARCHAR", "timezone": "VARCHAR"}'))
FROM examples WHERE kind = 'location';

-- rule: us_address_lies_in_its_state (referential, row)
-- An address that ends in a US state and a zip code has coordinates inside that state's box.
SELECT id,
  coalesce(regexp_extract(address, ', ([A-Z]{2}) [0-9]{5}(-[0-9]{4})?$', 1)
    IN (SELECT state FROM vocabulary_state_boxes), false) AS applies,
  EXISTS (SELECT 1 FROM vocabulary_state_boxes AS box
    WHERE box.state = regexp_extract(address, ', ([A-Z]{2}) [0-9]{5}(-[0-9]{4})?$', 1)
      AND latitude BETWEEN CAST(box.lat_min AS DECIMAL(18,6)) AND CAST(box.lat_max AS DECIMAL(18,6))
      AND longitude BETWEEN CAST(box.lon_min AS DECIMAL(18,6)) AND CAST(box.lon_max AS DECIMAL(18,6))) AS holds
FROM location;

-- rule: us_zip_code_is_one_of_its_state (referential, row)
-- The first three digits of a zip code are those of the state before it.
SELECT id,
  coalesce(regexp_extract(address, ', ([A-Z]{2}) [0-9]{5}(-[0-9]{4})?$', 1)
    IN (SELECT state FROM vocabulary_state_zips), false) AS applies,
  EXISTS (SELECT 1 FROM vocabulary_state_zips AS zip
    WHERE zip.state || ' ' || zip.zip_prefix = regexp_extract(address, ', ([A-Z]{2} [0-9]{3})[0-9]{2}(-[0-9]{4})?$', 1))
    AS holds
FROM location;

-- rule: timezone_is_an_iana_zone (negative, row)
-- A time zone is an area and a place with a slash between them, or UTC; never an abbreviation or an offset.
SELECT id,
  timezone IS NOT NULL AS applies,
  timezone = 'UTC' OR regexp_matches(timezone, '^[A-Z][A-Za-z]+(/[A-Z][A-Za-z0-9_+-]*)+$') AS holds
FROM location;

-- rule: timezone_area_fits_the_coordinates (referential, row)
-- The area of a time zone is the part of the earth that the coordinates lie in.
SELECT id,
  coalesce(split_part(timezone, '/', 1)
    IN ('Africa', 'America', 'Asia', 'Atlantic', 'Australia', 'Europe', 'Indian', 'Pacific'), false) AS applies,
  CASE split_part(timezone, '/', 1)
    WHEN 'Africa' THEN latitude BETWEEN -36 AND 38 AND longitude BETWEEN -26 AND 58
    WHEN 'America' THEN latitude BETWEEN -57 AND 84 AND (longitude <= -10 OR longitude >= 172)
    WHEN 'Asia' THEN latitude BETWEEN -12 AND 82 AND (longitude >= 25 OR longitude <= -168)
    WHEN 'Atlantic' THEN latitude BETWEEN -56 AND 67 AND longitude BETWEEN -70 AND 0
    WHEN 'Australia' THEN latitude BETWEEN -55 AND -9 AND longitude BETWEEN 110 AND 160
    WHEN 'Europe' THEN latitude BETWEEN 34 AND 82 AND longitude BETWEEN -25 AND 70
    WHEN 'Indian' THEN latitude BETWEEN -55 AND 10 AND longitude BETWEEN 39 AND 107
    WHEN 'Pacific' THEN latitude BETWEEN -60 AND 35 AND (longitude >= 125 OR longitude <= -75)
  END AS holds
FROM location;

-- rule: coordinates_are_not_a_placeholder (negative, row)
-- Nothing with an address lies where the equator meets Greenwich: zero and zero stand for "unknown".
SELECT id, true AS applies, NOT (latitude = 0 AND longitude = 0) AS holds FROM location;

-- rule: address_is_near_its_place (closed, row)
-- The coordinates lie within 0.05 degrees of the centre of the city that the address names.
WITH places AS (
  SELECT city || ', ' || state || ' ' || zip_prefix AS name, CAST(latitude AS DECIMAL(18,6)) AS north,
    CAST(longitude AS DECIMAL(18,6)) AS east FROM vocabulary_us_places
  UNION ALL
  SELECT city || ', ' || country, CAST(latitude AS DECIMAL(18,6)), CAST(longitude AS DECIMAL(18,6))
  FROM vocabulary_world_places)
SELECT id,
  address IS NOT NULL AS applies,
  EXISTS (SELECT 1 FROM places
    WHERE (name = address OR name = regexp_extract(address, ', ([^,]+, [A-Z]{2} [0-9]{3})[0-9]{2}$', 1))
      AND abs(latitude - north) < 0.05 AND abs(longitude - east) < 0.05) AS holds
FROM location;

-- rule: timezone_is_that_of_the_nearest_place (closed, row)
-- The time zone is that of a known city within 0.05 degrees of the coordinates.
WITH places AS (
  SELECT CAST(latitude AS DECIMAL(18,6)) AS north, CAST(longitude AS DECIMAL(18,6)) AS east, timezone AS zone
  FROM vocabulary_us_places
  UNION ALL
  SELECT CAST(latitude AS DECIMAL(18,6)), CAST(longitude AS DECIMAL(18,6)), timezone FROM vocabulary_world_places)
SELECT id,
  timezone IS NOT NULL AS applies,
  EXISTS (SELECT 1 FROM places
    WHERE zone = timezone AND abs(latitude - north) < 0.05 AND abs(longitude - east) < 0.05) AS holds
FROM location;

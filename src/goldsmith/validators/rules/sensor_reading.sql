-- Sensor reading: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE sensor_reading AS
SELECT id, unnest(from_json(answer, '{
  "sensor_id": "VARCHAR", "temperature": "DECIMAL(18,4)", "humidity": "DECIMAL(18,4)", "timestamp": "VARCHAR"}'))
FROM examples WHERE kind = 'sensor_reading';

-- rule: timestamp_is_not_before_2005 (temporal, row)
-- The reading was taken in 2005 or later.
SELECT id, true AS applies, try_cast("timestamp" AS TIMESTAMPTZ) >= '2005-01-01T00:00:00Z'::TIMESTAMPTZ AS holds
FROM sensor_reading;

-- rule: timestamp_is_not_after_2026 (temporal, row)
-- The reading was taken in 2026 or earlier.
SELECT id, true AS applies, try_cast("timestamp" AS TIMESTAMPTZ) < '2027-01-01T00:00:00Z'::TIMESTAMPTZ AS holds
FROM sensor_reading;

-- rule: temperature_is_measurable (range, row)
-- A platinum thermometer, the widest of common sensors, reads from -200 to 850 degrees Celsius.
SELECT id, true AS applies, temperature BETWEEN -200 AND 850 AS holds FROM sensor_reading;

-- rule: air_has_a_temperature_of_air (range, row)
-- Where humidity is read too, the sensor hangs in air, which is between -90 and 125 degrees Celsius.
SELECT id, humidity IS NOT NULL AS applies, temperature BETWEEN -90 AND 125 AS holds FROM sensor_reading;

-- rule: air_is_never_dry_as_a_bone (negative, row)
-- Air always holds some water: a humidity of zero is a dead sensor.
SELECT id, humidity IS NOT NULL AS applies, humidity > 0 AND humidity <= 100 AS holds FROM sensor_reading;

-- rule: sensor_id_looks_like_an_identifier (negative, row)
-- A sensor's identifier has a digit and no blank.
SELECT id, true AS applies, regexp_matches(sensor_id, '^\S*[0-9]\S*$') AS holds FROM sensor_reading;

-- rule: humidity_sensor_reads_humidity (referential, row)
-- A sensor that is called HUM reads humidity.
SELECT id, coalesce(starts_with(sensor_id, 'HUM-'), false) AS applies, humidity IS NOT NULL AS holds
FROM sensor_reading;

-- rule: sensor_is_known (closed, row)
-- The letters of the identifier are those of one of our sensors, and a number follows them.
SELECT id,
  true AS applies,
  regexp_extract(sensor_id, '^(.+)-[0-9]+$', 1) IN (SELECT prefix FROM vocabulary_sensor_ids) AS holds
FROM sensor_reading;

-- rule: temperature_fits_the_place (closed, row)
-- The temperature is one of the place that the sensor hangs in.
SELECT id,
  true AS applies,
  EXISTS (SELECT 1 FROM vocabulary_sensor_ids AS sensor JOIN vocabulary_sensor_climates AS climate USING (place)
    WHERE sensor.prefix = regexp_extract(sensor_id, '^(.+)-[0-9]+$', 1)
      AND temperature BETWEEN CAST(climate.temperature_min AS DECIMAL(18,4))
        AND CAST(climate.temperature_max AS DECIMAL(18,4))) AS holds
FROM sensor_reading;

-- rule: humidity_fits_the_place (closed, row)
-- The humidity is one of the place that the sensor hangs in.
SELECT id,
  humidity IS NOT NULL AS applies,
  EXISTS (SELECT 1 FROM vocabulary_sensor_ids AS sensor JOIN vocabulary_sensor_climates AS climate USING (place)
    WHERE sensor.prefix = regexp_extract(sensor_id, '^(.+)-[0-9]+$', 1)
      AND humidity BETWEEN CAST(climate.humidity_min AS DECIMAL(18,4))
        AND CAST(climate.humidity_max AS DECIMAL(18,4))) AS holds
FROM sensor_reading;

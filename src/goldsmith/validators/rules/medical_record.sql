-- Medical record: the relations that hold in a true lab report.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE medical_record AS
SELECT id, unnest(from_json(answer, '{
  "patient_id": "VARCHAR", "test_type": "VARCHAR", "test_date": "DATE",
  "results": [{"parameter": "VARCHAR", "value": "DECIMAL(18,4)", "unit": "VARCHAR", "reference_range": "VARCHAR"}],
  "ordering_physician": "VARCHAR", "lab_name": "VARCHAR", "status": "VARCHAR"}'))
FROM examples WHERE kind = 'medical_record';

-- rule: reference_ranges_parse (range, row)
-- A reference range is LOW-HIGH or a bound with < or >, perhaps with its unit behind.
SELECT id,
  len(list_filter(results, lambda r: r.reference_range IS NOT NULL)) > 0 AS applies,
  len(list_filter(results, lambda r: r.reference_range IS NOT NULL AND regexp_full_match(r.reference_range,
    '([0-9]+(\.[0-9]+)? ?[-–] ?[0-9]+(\.[0-9]+)?|[<>≤≥]=? ?[0-9]+(\.[0-9]+)?)( ?[^0-9 ].*)?') IS NOT TRUE)) = 0 AS holds
FROM medical_record;

-- rule: reference_ranges_ascend (range, row)
-- A reference range with two ends goes from the lower to the higher.
SELECT id,
  len(list_filter(results, lambda r: coalesce(regexp_matches(r.reference_range, '^[0-9.]+ ?[-–]'), false))) > 0 AS applies,
  len(list_filter(results, lambda r: coalesce(regexp_matches(r.reference_range, '^[0-9.]+ ?[-–]'), false)
    AND (TRY_CAST(regexp_extract(r.reference_range, '^([0-9.]+)', 1) AS DECIMAL(18,4))
      < TRY_CAST(regexp_extract(r.reference_range, '[-–] ?([0-9.]+)', 1) AS DECIMAL(18,4))) IS NOT TRUE)) = 0 AS holds
FROM medical_record;

-- rule: complete_is_all_in_range (range, row)
-- In a complete report no value lies outside the range that is printed with it.
SELECT id,
  coalesce(status = 'complete', false) AND len(list_filter(results, lambda r: r.reference_range IS NOT NULL)) > 0 AS applies,
  len(list_filter(results, lambda r: r.reference_range IS NOT NULL AND (CASE WHEN starts_with(r.reference_range, '<')
    THEN r.value < TRY_CAST(regexp_extract(r.reference_range, '^< ?([0-9.]+)', 1) AS DECIMAL(18,4))
    ELSE r.value BETWEEN TRY_CAST(regexp_extract(r.reference_range, '^([0-9.]+)', 1) AS DECIMAL(18,4))
      AND TRY_CAST(regexp_extract(r.reference_range, '[-–] ?([0-9.]+)', 1) AS DECIMAL(18,4)) END) IS NOT TRUE)) = 0 AS holds
FROM medical_record;

-- rule: abnormal_is_out_of_range (range, row)
-- In an abnormal report that prints all ranges, some value lies outside its own.
SELECT id,
  coalesce(status = 'abnormal', false) AND len(list_filter(results, lambda r: r.reference_range IS NULL)) = 0 AS applies,
  len(list_filter(results, lambda r: CASE WHEN starts_with(r.reference_range, '<')
    THEN r.value >= TRY_CAST(regexp_extract(r.reference_range, '^< ?([0-9.]+)', 1) AS DECIMAL(18,4))
    ELSE r.value NOT BETWEEN TRY_CAST(regexp_extract(r.reference_range, '^([0-9.]+)', 1) AS DECIMAL(18,4))
      AND TRY_CAST(regexp_extract(r.reference_range, '[-–] ?([0-9.]+)', 1) AS DECIMAL(18,4)) END)) > 0 AS holds
FROM medical_record;

-- rule: parameters_are_unique (referential, row)
-- No parameter is reported twice.
SELECT id,
  len(results) > 1 AS applies,
  len(list_distinct(list_transform(results, lambda r: r.parameter))) = len(results) AS holds
FROM medical_record;

-- rule: test_date_is_plausible (temporal, row)
-- The test was made in the years 2005 to 2026.
SELECT id, true AS applies, test_date BETWEEN DATE '2005-01-01' AND DATE '2026-12-31' AS holds FROM medical_record;

-- rule: parameters_are_of_the_test (closed, row)
-- Every parameter belongs to the test and is measured in its unit.
SELECT id,
  true AS applies,
  len(list_filter(results, lambda r: r.parameter IS NULL OR r.unit IS NULL)) = 0
    AND list_has_all((SELECT list(test_type || '|' || parameter || '|' || unit) FROM vocabulary_lab_tests),
      list_transform(results, lambda r: test_type || '|' || r.parameter || '|' || r.unit)) AS holds
FROM medical_record;

-- rule: reference_ranges_are_of_the_parameter (closed, row)
-- A printed range is the parameter's, as <HIGH where the lower end is zero.
SELECT id,
  len(list_filter(results, lambda r: r.reference_range IS NOT NULL)) > 0 AS applies,
  len(list_filter(results, lambda r: r.parameter IS NULL)) = 0
    AND list_has_all((SELECT list(test_type || '|' || parameter || '|'
        || CASE WHEN low::DECIMAL(18,4) = 0 THEN '<' || high ELSE low || '-' || high END) FROM vocabulary_lab_tests),
      list_transform(list_filter(results, lambda r: r.reference_range IS NOT NULL),
        lambda r: test_type || '|' || r.parameter || '|' || r.reference_range)) AS holds
FROM medical_record;

-- rule: values_are_possible (closed, row)
-- Every value lies between the least and the most that the vocabulary has for its parameter.
SELECT id,
  true AS applies,
  len(results) = (SELECT count(*) FROM (SELECT unnest(m.results) AS r) JOIN vocabulary_lab_tests AS v
    ON v.test_type = m.test_type AND v.parameter = r.parameter
    WHERE r.value BETWEEN v.value_min::DECIMAL(18,4) AND v.value_max::DECIMAL(18,4)) AS holds
FROM medical_record AS m;

-- rule: laboratory_is_known (closed, row)
-- The laboratory is one of the vocabulary's.
SELECT id, lab_name IS NOT NULL AS applies, lab_name IN (SELECT lab_name FROM vocabulary_labs) AS holds FROM medical_record;

-- rule: patient_id_has_a_digit (negative, row)
-- A patient's identifier is a code, not a name.
SELECT id, true AS applies, regexp_matches(patient_id, '[0-9]') AS holds FROM medical_record;

-- rule: units_are_no_words (negative, row)
-- A unit is a symbol or a short word; only few units are words of six letters and more.
SELECT id,
  true AS applies,
  len(results) > 0 AND len(list_filter(results, lambda r: (NOT regexp_full_match(r.unit, '[A-Za-z]{6,}( .*)?')
    OR lower(r.unit) IN ('seconds', 'minutes', 'percent', 'copies')) IS NOT TRUE)) = 0 AS holds
FROM medical_record;

-- rule: tests_have_names (negative, row)
-- The test and its parameters are named by words, and not by the physician's name.
SELECT id,
  true AS applies,
  regexp_matches(test_type, '[A-Za-z]{2}') AND lower(test_type) <> lower(coalesce(ordering_physician, ''))
    AND len(list_filter(results, lambda r: (regexp_matches(r.parameter, '[A-Za-z]{2}')
      AND lower(r.parameter) <> lower(coalesce(ordering_physician, ''))) IS NOT TRUE)) = 0 AS holds
FROM medical_record;

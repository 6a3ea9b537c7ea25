-- Medical encounter: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE medical_encounter AS
SELECT id, unnest(from_json(answer, '{
  "encounter_id": "VARCHAR", "visit_date": "VARCHAR",
  "facility": {"facility_name": "VARCHAR", "facility_id": "VARCHAR",
    "address": {"street": "VARCHAR", "city": "VARCHAR", "state": "VARCHAR", "zip_code": "VARCHAR"}},
  "patient": {"patient_id": "VARCHAR", "name": "VARCHAR", "date_of_birth": "DATE", "gender": "VARCHAR",
    "medical_record_number": "VARCHAR",
    "insurance": {"provider": "VARCHAR", "policy_number": "VARCHAR", "group_number": "VARCHAR"}},
  "provider": {"provider_id": "VARCHAR", "name": "VARCHAR", "specialty": "VARCHAR", "license_number": "VARCHAR"},
  "chief_complaint": "VARCHAR",
  "vitals": {"blood_pressure_systolic": "DECIMAL(18,4)", "blood_pressure_diastolic": "DECIMAL(18,4)",
    "heart_rate": "DECIMAL(18,4)", "temperature": "DECIMAL(18,4)", "respiratory_rate": "DECIMAL(18,4)",
    "oxygen_saturation": "DECIMAL(18,4)", "height_cm": "DECIMAL(20,4)", "weight_kg": "DECIMAL(20,4)", "bmi": "DECIMAL(20,4)"},
  "history_of_present_illness": "VARCHAR", "physical_examination": "VARCHAR",
  "lab_orders": [{"test_name": "VARCHAR", "test_code": "VARCHAR", "priority": "VARCHAR", "ordered_timestamp": "VARCHAR"}],
  "diagnoses": [{"icd10_code": "VARCHAR", "diagnosis_name": "VARCHAR", "diagnosis_type": "VARCHAR", "notes": "VARCHAR"}],
  "medications": [{"medication_name": "VARCHAR", "dosage": "VARCHAR", "frequency": "VARCHAR", "duration": "VARCHAR",
    "instructions": "VARCHAR", "pharmacy": {"pharmacy_name": "VARCHAR", "phone": "VARCHAR"}}],
  "follow_up": {"recommended_in_days": "BIGINT", "instructions": "VARCHAR",
    "specialist_referral": {"specialty": "VARCHAR", "reason": "VARCHAR", "urgency": "VARCHAR"}}}'))
FROM examples WHERE kind = 'medical_encounter';

-- rule: bmi_is_weight_over_height_squared (arithmetic, row)
-- The body mass index is weight in kg over the square of the height in m, to one decimal.
SELECT id,
  vitals.bmi IS NOT NULL AND vitals.height_cm IS NOT NULL AND vitals.weight_kg IS NOT NULL AS applies,
  (vitals.bmi - 0.05) * vitals.height_cm * vitals.height_cm <= vitals.weight_kg * 10000
    AND vitals.weight_kg * 10000 < (vitals.bmi + 0.05) * vitals.height_cm * vitals.height_cm AS holds
FROM medical_encounter;

-- rule: systolic_is_above_diastolic (arithmetic, row)
-- The systolic pressure is higher than the diastolic.
SELECT id,
  vitals.blood_pressure_systolic IS NOT NULL AND vitals.blood_pressure_diastolic IS NOT NULL AS applies,
  vitals.blood_pressure_systolic > vitals.blood_pressure_diastolic AS holds
FROM medical_encounter;

-- rule: systolic_is_possible (range, row)
-- A systolic pressure lies between 60 and 260 mmHg.
SELECT id, vitals.blood_pressure_systolic IS NOT NULL AS applies, vitals.blood_pressure_systolic BETWEEN 60 AND 260 AS holds
FROM medical_encounter;

-- rule: diastolic_is_possible (range, row)
-- A diastolic pressure lies between 30 and 160 mmHg.
SELECT id, vitals.blood_pressure_diastolic IS NOT NULL AS applies, vitals.blood_pressure_diastolic BETWEEN 30 AND 160 AS holds
FROM medical_encounter;

-- rule: heart_rate_is_possible (range, row)
-- A heart rate lies between 25 and 250 beats per minute.
SELECT id, vitals.heart_rate IS NOT NULL AS applies, vitals.heart_rate BETWEEN 25 AND 250 AS holds FROM medical_encounter;

-- rule: temperature_is_possible (range, row)
-- A body temperature lies between 33 and 43 °C.
SELECT id, vitals.temperature IS NOT NULL AS applies, vitals.temperature BETWEEN 33 AND 43 AS holds FROM medical_encounter;

-- rule: respiratory_rate_is_possible (range, row)
-- A respiratory rate lies between 5 and 60 breaths per minute.
SELECT id, vitals.respiratory_rate IS NOT NULL AS applies, vitals.respiratory_rate BETWEEN 5 AND 60 AS holds FROM medical_encounter;

-- rule: oxygen_saturation_is_possible (negative, row)
-- An oxygen saturation lies between 50 and 100 percent.
SELECT id, vitals.oxygen_saturation IS NOT NULL AS applies, vitals.oxygen_saturation BETWEEN 50 AND 100 AS holds
FROM medical_encounter;

-- rule: height_is_possible (range, row)
-- A height lies between 40 and 230 cm.
SELECT id, vitals.height_cm IS NOT NULL AS applies, vitals.height_cm BETWEEN 40 AND 230 AS holds FROM medical_encounter;

-- rule: weight_is_possible (range, row)
-- A weight lies between 2 and 300 kg.
SELECT id, vitals.weight_kg IS NOT NULL AS applies, vitals.weight_kg BETWEEN 2 AND 300 AS holds FROM medical_encounter;

-- rule: bmi_is_possible (range, row)
-- A body mass index lies between 10 and 70.
SELECT id, vitals.bmi IS NOT NULL AS applies, vitals.bmi BETWEEN 10 AND 70 AS holds FROM medical_encounter;

-- rule: visit_is_plausible (temporal, row)
-- The visit took place in the years 2005 to 2026.
SELECT id,
  true AS applies,
  TRY_CAST(visit_date AS TIMESTAMPTZ) >= '2005-01-01T00:00:00Z'::TIMESTAMPTZ
    AND TRY_CAST(visit_date AS TIMESTAMPTZ) < '2027-01-01T00:00:00Z'::TIMESTAMPTZ AS holds
FROM medical_encounter;

-- rule: patient_is_born_before_the_visit (temporal, row)
-- The patient was born on or before the day of the visit, and at most 120 years earlier.
SELECT id,
  true AS applies,
  patient.date_of_birth <= TRY_CAST(visit_date[1:10] AS DATE)
    AND patient.date_of_birth + INTERVAL 120 YEAR >= TRY_CAST(visit_date[1:10] AS DATE) AS holds
FROM medical_encounter;

-- rule: lab_orders_are_near_the_visit (temporal, row)
-- A test is ordered within two days of the visit, before or after.
SELECT id,
  coalesce(len(list_filter(lab_orders, lambda o: o.ordered_timestamp IS NOT NULL)) > 0, false) AS applies,
  len(list_filter(lab_orders, lambda o: o.ordered_timestamp IS NOT NULL
    AND (TRY_CAST(o.ordered_timestamp AS TIMESTAMPTZ) BETWEEN TRY_CAST(visit_date AS TIMESTAMPTZ) - INTERVAL 48 HOUR
      AND TRY_CAST(visit_date AS TIMESTAMPTZ) + INTERVAL 48 HOUR) IS NOT TRUE)) = 0 AS holds
FROM medical_encounter;

-- rule: follow_up_is_within_two_years (temporal, row)
-- The patient is to come back after at least one day and at most two years.
SELECT id,
  follow_up.recommended_in_days IS NOT NULL AS applies,
  follow_up.recommended_in_days BETWEEN 1 AND 730 AS holds
FROM medical_encounter;

-- rule: one_diagnosis_is_primary (referential, row)
-- Exactly one diagnosis is primary, where the diagnoses have types.
SELECT id,
  len(list_filter(diagnoses, lambda d: d.diagnosis_type IS NOT NULL)) > 0 AS applies,
  len(list_filter(diagnoses, lambda d: d.diagnosis_type = 'primary')) = 1 AS holds
FROM medical_encounter;

-- rule: diagnoses_are_unique (referential, row)
-- No ICD-10 code stands twice.
SELECT id,
  len(diagnoses) > 1 AS applies,
  len(list_distinct(list_transform(diagnoses, lambda d: d.icd10_code))) = len(diagnoses) AS holds
FROM medical_encounter;

-- rule: medications_are_unique (referential, row)
-- No medication is prescribed twice.
SELECT id,
  coalesce(len(medications) > 1, false) AS applies,
  len(list_distinct(list_transform(medications, lambda m: m.medication_name))) = len(medications) AS holds
FROM medical_encounter;

-- rule: lab_orders_are_unique (referential, row)
-- No test is ordered twice.
SELECT id,
  coalesce(len(list_filter(lab_orders, lambda o: o.test_name IS NOT NULL)) > 1, false) AS applies,
  len(list_distinct(list_transform(list_filter(lab_orders, lambda o: o.test_name IS NOT NULL), lambda o: o.test_name)))
    = len(list_filter(lab_orders, lambda o: o.test_name IS NOT NULL)) AS holds
FROM medical_encounter;

-- rule: referral_is_to_another_specialty (referential, row)
-- A patient is referred to a specialty that the provider does not have.
SELECT id,
  follow_up.specialist_referral.specialty IS NOT NULL AND provider.specialty IS NOT NULL AS applies,
  follow_up.specialist_referral.specialty <> provider.specialty AS holds
FROM medical_encounter;

-- rule: diagnoses_bear_their_names (closed, row)
-- Every diagnosis has the name of its ICD-10 code.
SELECT id,
  true AS applies,
  len(list_filter(diagnoses, lambda d: d.icd10_code IS NULL OR d.diagnosis_name IS NULL)) = 0
    AND list_has_all((SELECT list(icd10_code || '|' || diagnosis_name) FROM vocabulary_diagnoses),
      list_transform(diagnoses, lambda d: d.icd10_code || '|' || d.diagnosis_name)) AS holds
FROM medical_encounter;

-- rule: complaint_fits_the_primary_diagnosis (closed, row)
-- The chief complaint is the one of the primary diagnosis.
SELECT id,
  true AS applies,
  list_has_any((SELECT list(icd10_code || '|' || complaint) FROM vocabulary_diagnoses),
    list_transform(list_filter(diagnoses, lambda d: d.diagnosis_type = 'primary'),
      lambda d: d.icd10_code || '|' || chief_complaint)) AS holds
FROM medical_encounter;

-- rule: specialty_fits_the_primary_diagnosis (closed, row)
-- The provider's specialty is the one that treats the primary diagnosis.
SELECT id,
  provider.specialty IS NOT NULL AS applies,
  list_has_any((SELECT list(icd10_code || '|' || specialty) FROM vocabulary_diagnoses),
    list_transform(list_filter(diagnoses, lambda d: d.diagnosis_type = 'primary'),
      lambda d: d.icd10_code || '|' || provider.specialty)) AS holds
FROM medical_encounter;

-- rule: medications_treat_a_diagnosis (closed, row)
-- Every medication is given for the category of one of the diagnoses.
SELECT id,
  coalesce(len(medications) > 0, false) AS applies,
  len(list_filter(medications, lambda m: list_has_any(known,
    list_transform(diagnoses, lambda d: m.medication_name || '|' || d.icd10_code[1:3])) IS NOT TRUE)) = 0 AS holds
FROM medical_encounter, (SELECT list(medication_name || '|' || category) AS known
  FROM (SELECT medication_name, unnest(string_split(icd10_prefixes, ' ')) AS category FROM vocabulary_medications));

-- rule: medications_have_their_dosage (closed, row)
-- Every medication has its usual dosage and frequency.
SELECT id,
  coalesce(len(medications) > 0, false) AS applies,
  len(list_filter(medications, lambda m: m.medication_name IS NULL OR m.dosage IS NULL OR m.frequency IS NULL)) = 0
    AND list_has_all((SELECT list(medication_name || '|' || dosage || '|' || frequency) FROM vocabulary_medications),
      list_transform(medications, lambda m: m.medication_name || '|' || m.dosage || '|' || m.frequency)) AS holds
FROM medical_encounter;

-- rule: lab_orders_bear_their_codes (closed, row)
-- A test with a code has the code of its name.
SELECT id,
  coalesce(len(list_filter(lab_orders, lambda o: o.test_code IS NOT NULL)) > 0, false) AS applies,
  len(list_filter(lab_orders, lambda o: o.test_code IS NOT NULL AND o.test_name IS NULL)) = 0
    AND list_has_all((SELECT list(test_name || '|' || test_code) FROM vocabulary_lab_orders),
      list_transform(list_filter(lab_orders, lambda o: o.test_code IS NOT NULL), lambda o: o.test_name || '|' || o.test_code)) AS holds
FROM medical_encounter;

-- rule: lab_orders_fit_the_primary_diagnosis (closed, row)
-- Every test is one that the specialty of the primary diagnosis orders.
SELECT id,
  coalesce(len(list_filter(lab_orders, lambda o: o.test_name IS NOT NULL)) > 0, false) AS applies,
  list_has_all(
    (SELECT list(d.icd10_code || '|' || l.test_name) FROM vocabulary_diagnoses AS d JOIN vocabulary_specialty_labs AS l USING (specialty)),
    list_transform(list_filter(lab_orders, lambda o: o.test_name IS NOT NULL),
      lambda o: list_filter(diagnoses, lambda d: d.diagnosis_type = 'primary')[1].icd10_code || '|' || o.test_name)) AS holds
FROM medical_encounter;

-- rule: facility_is_known (closed, row)
-- The facility is one of the vocabulary's.
SELECT id,
  facility.facility_name IS NOT NULL AS applies,
  facility.facility_name IN (SELECT facility_name FROM vocabulary_facilities) AS holds
FROM medical_encounter;

-- rule: facility_city_is_of_the_state (closed, row)
-- The facility's city and state are a place of the vocabulary.
SELECT id,
  facility.address.city IS NOT NULL AND facility.address.state IS NOT NULL AS applies,
  (facility.address.city, facility.address.state) IN (SELECT (city, state) FROM vocabulary_us_places) AS holds
FROM medical_encounter;

-- rule: facility_zip_code_is_of_the_state (closed, row)
-- The first three digits of the facility's zip code are in use in its state.
SELECT id,
  facility.address.zip_code IS NOT NULL AND facility.address.state IS NOT NULL AS applies,
  regexp_full_match(facility.address.zip_code, '[0-9]{5}')
    AND (facility.address.state, facility.address.zip_code[1:3]) IN (SELECT (state, zip_prefix) FROM vocabulary_state_zips) AS holds
FROM medical_encounter;

-- rule: insurer_is_known (closed, row)
-- The insurer is one of the vocabulary's.
SELECT id,
  patient.insurance.provider IS NOT NULL AS applies,
  patient.insurance.provider IN (SELECT provider FROM vocabulary_insurers) AS holds
FROM medical_encounter;

-- rule: pharmacies_are_known (closed, row)
-- Every pharmacy is one of the vocabulary's.
SELECT id,
  coalesce(len(list_filter(medications, lambda m: m.pharmacy.pharmacy_name IS NOT NULL)) > 0, false) AS applies,
  list_has_all((SELECT list(pharmacy_name) FROM vocabulary_pharmacies),
    list_transform(list_filter(medications, lambda m: m.pharmacy.pharmacy_name IS NOT NULL), lambda m: m.pharmacy.pharmacy_name)) AS holds
FROM medical_encounter;

-- rule: referral_specialty_is_known (closed, row)
-- The specialty of a referral is one of the vocabulary's.
SELECT id,
  follow_up.specialist_referral.specialty IS NOT NULL AS applies,
  follow_up.specialist_referral.specialty IN (SELECT specialty FROM vocabulary_specialties) AS holds
FROM medical_encounter;

-- rule: icd10_codes_are_well_formed (negative, row)
-- An ICD-10 code is a letter, a digit and a digit or letter, and up to four characters after a point.
SELECT id,
  true AS applies,
  len(diagnoses) > 0 AND len(list_filter(diagnoses, lambda d:
    regexp_full_match(d.icd10_code, '[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?') IS NOT TRUE)) = 0 AS holds
FROM medical_encounter;

-- rule: dosages_have_a_number (negative, row)
-- A dosage says how much.
SELECT id,
  coalesce(len(medications) > 0, false) AS applies,
  len(list_filter(medications, lambda m: regexp_matches(m.dosage, '[0-9]') IS NOT TRUE)) = 0 AS holds
FROM medical_encounter;

-- rule: medications_are_no_people (negative, row)
-- No medication bears the name of the patient or of the provider.
SELECT id,
  coalesce(len(medications) > 0, false) AS applies,
  len(list_filter(medications, lambda m: (lower(m.medication_name) <> lower(patient.name)
    AND lower(m.medication_name) <> lower(provider.name)) IS NOT TRUE)) = 0 AS holds
FROM medical_encounter;

-- rule: identifiers_have_digits (negative, row)
-- Encounter, patient and provider identifiers are codes, not words.
SELECT id,
  true AS applies,
  regexp_matches(encounter_id, '[0-9]') AND regexp_matches(patient.patient_id, '[0-9]')
    AND regexp_matches(provider.provider_id, '[0-9]') AS holds
FROM medical_encounter;

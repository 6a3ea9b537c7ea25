-- Crate: the relations that hold in a true record.

CREATE OR REPLACE TEMP TABLE crate AS
SELECT id, unnest(from_json(answer, '{"crate_number": "VARCHAR", "objects": ["VARCHAR"], "number_of_objects": "BIGINT"}'))
FROM examples WHERE kind = 'crate';

-- rule: objects_are_counted (arithmetic, row)
-- The number of objects is that of the listed ones.
SELECT id, number_of_objects IS NOT NULL AS applies, number_of_objects = len(objects) AS holds FROM crate;

-- rule: objects_are_unique (referential, row)
-- Nothing is listed twice.
SELECT id, true AS applies, len(list_distinct(objects)) = len(objects) AS holds FROM crate;

-- rule: crate_number_has_digits (negative, row)
-- A crate's number is no word.
SELECT id, true AS applies, regexp_matches(crate_number, '[0-9]') AS holds FROM crate;

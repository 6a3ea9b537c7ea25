-- Tag list: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE tag_list AS
SELECT id, unnest(from_json(answer, '{"item_id": "VARCHAR", "tags": ["VARCHAR"], "created_by": "VARCHAR"}'))
FROM examples WHERE kind = 'tag_list';

-- rule: tags_are_unique (referential, row)
-- No tag stands in the list twice, whatever its letters' case.
SELECT id,
  true AS applies,
  len(tags) > 0 AND len(list_filter(tags, lambda t: t IS NULL)) = 0
    AND len(list_distinct(list_transform(tags, lambda t: lower(trim(t))))) = len(tags) AS holds
FROM tag_list;

-- rule: tags_are_single_labels (negative, row)
-- A tag is one short label: at most 40 characters with a letter or a digit, and no comma or semicolon inside.
SELECT id,
  true AS applies,
  len(tags) > 0 AND len(list_filter(tags, lambda t:
    (length(t) <= 40 AND regexp_matches(t, '[\p{L}0-9]') AND NOT regexp_matches(t, '[,;\n]')) IS NOT TRUE)) = 0 AS holds
FROM tag_list;

-- rule: item_id_looks_like_an_identifier (negative, row)
-- An item's identifier has a digit and no blank.
SELECT id, true AS applies, regexp_matches(item_id, '^\S*[0-9]\S*$') AS holds FROM tag_list;

-- rule: author_is_a_person_or_user (negative, row)
-- An author is a name or a handle: it has a letter, four words at most, and is no date.
SELECT id,
  created_by IS NOT NULL AS applies,
  regexp_matches(created_by, '\p{L}') AND len(regexp_split_to_array(trim(created_by), '\s+')) <= 4
    AND NOT regexp_matches(created_by, '[!?;]|[0-9]{4}-[0-9]{2}-[0-9]{2}') AS holds
FROM tag_list;

-- rule: item_is_known (closed, row)
-- The identifier is one of our items, written with hyphens, and a number.
SELECT id,
  true AS applies,
  regexp_extract(item_id, '^(.+)-[0-9]+$', 1)
    IN (SELECT replace(replace(item, '''', ''), ' ', '-') FROM vocabulary_tags) AS holds
FROM tag_list;

-- rule: tags_fit_the_item (closed, row)
-- Every tag is one that the item may have.
SELECT id,
  true AS applies,
  len(tags) > 0 AND len(list_filter(tags, lambda t: list_contains(known,
    regexp_extract(item_id, '^(.+)-[0-9]+$', 1) || ': ' || t) IS NOT TRUE)) = 0 AS holds
FROM tag_list,
  (SELECT list(replace(replace(item, '''', ''), ' ', '-') || ': ' || tag) AS known FROM vocabulary_tags);

-- rule: tags_do_not_contradict (closed, row)
-- Of tags that exclude each other, such as edible and poisonous, an item wears one at most.
SELECT id,
  coalesce(len(tags) > 1, false) AS applies,
  NOT EXISTS (
    SELECT 1 FROM vocabulary_tag_conflicts AS one JOIN vocabulary_tag_conflicts AS other USING (item, choice)
    WHERE one.tag < other.tag
      AND replace(replace(one.item, '''', ''), ' ', '-') = regexp_extract(item_id, '^(.+)-[0-9]+$', 1)
      AND list_contains(tags, one.tag) AND list_contains(tags, other.tag)) AS holds
FROM tag_list;

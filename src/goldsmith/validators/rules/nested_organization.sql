-- Nested Organization Hierarchy: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.
-- Beside the record's own fields the table holds its teams with their department, its members with their department, and all its people.

CREATE OR REPLACE TEMP TABLE nested_organization AS
WITH typed AS (SELECT id, unnest(from_json(answer, '{
  "company_id": "VARCHAR", "company_name": "VARCHAR", "founded_date": "DATE",
  "headquarters": {"address": {"street": "VARCHAR", "city": "VARCHAR", "state": "VARCHAR", "country": "VARCHAR", "postal_code": "VARCHAR"},
    "phone": "VARCHAR", "timezone": "VARCHAR"},
  "departments": [{"department_id": "VARCHAR", "department_name": "VARCHAR",
    "head": {"employee_id": "VARCHAR", "name": "VARCHAR", "email": "VARCHAR", "title": "VARCHAR"}, "budget": "DECIMAL(18,4)",
    "teams": [{"team_id": "VARCHAR", "team_name": "VARCHAR",
      "team_lead": {"employee_id": "VARCHAR", "name": "VARCHAR", "email": "VARCHAR"},
      "members": [{"employee_id": "VARCHAR", "name": "VARCHAR", "email": "VARCHAR", "role": "VARCHAR", "start_date": "VARCHAR",
        "skills": ["VARCHAR"], "projects": [{"project_id": "VARCHAR", "project_name": "VARCHAR", "role_in_project": "VARCHAR",
          "allocation_percentage": "DECIMAL(18,4)"}]}],
      "focus_areas": ["VARCHAR"]}]}],
  "total_employees": "BIGINT"}')) FROM examples WHERE kind = 'nested_organization'),
listed AS (SELECT *, flatten(list_transform(departments, lambda d: list_transform(coalesce(d.teams, []),
  lambda t: {'department_name': d.department_name, 'team': t}))) AS teams FROM typed),
staffed AS (SELECT *, flatten(list_transform(teams, lambda t: list_transform(coalesce(t.team.members, []),
  lambda m: {'department_name': t.department_name, 'member': m}))) AS members FROM listed)
SELECT *, list_concat(
  list_transform(list_filter(departments, lambda d: d.head IS NOT NULL),
    lambda d: {'employee_id': d.head.employee_id, 'name': d.head.name, 'email': d.head.email}),
  list_transform(list_filter(teams, lambda t: t.team.team_lead IS NOT NULL),
    lambda t: {'employee_id': t.team.team_lead.employee_id, 'name': t.team.team_lead.name, 'email': t.team.team_lead.email}),
  list_transform(members,
    lambda m: {'employee_id': m.member.employee_id, 'name': m.member.name, 'email': m.member.email})) AS people
FROM staffed;

-- rule: employees_are_at_least_those_listed (arithmetic, row)
-- The company employs no fewer people than the departments name.
SELECT id, total_employees IS NOT NULL AS applies,
  total_employees >= len(list_distinct(list_transform(people, lambda p: coalesce(p.employee_id, p.email, p.name)))) AS holds
FROM nested_organization;

-- rule: an_employee_id_is_one_person (referential, row)
-- Nobody shares an employee id with somebody else.
SELECT id, len(list_filter(people, lambda p: p.employee_id IS NOT NULL)) > 1 AS applies,
  len(list_filter(people, lambda p: p.employee_id IS NOT NULL AND len(list_filter(people, lambda o:
    o.employee_id = p.employee_id AND (o.name <> p.name OR o.email <> p.email))) > 0)) = 0 AS holds
FROM nested_organization;

-- rule: a_mail_address_is_one_person (referential, row)
-- Nobody shares a mail address with somebody else.
SELECT id, len(list_filter(people, lambda p: p.email IS NOT NULL)) > 1 AS applies,
  len(list_filter(people, lambda p: p.email IS NOT NULL AND len(list_filter(people, lambda o:
    lower(o.email) = lower(p.email) AND (o.name <> p.name OR o.employee_id <> p.employee_id))) > 0)) = 0 AS holds
FROM nested_organization;

-- rule: members_are_listed_once (referential, row)
-- Nobody is listed as a member twice.
SELECT id, len(members) > 1 AS applies,
  len(list_distinct(list_transform(members, lambda m: m.member.employee_id))) = len(members) AS holds
FROM nested_organization;

-- rule: department_ids_are_unique (referential, row)
-- No two departments share an id or a name.
SELECT id, len(departments) > 1 IS TRUE AS applies,
  len(list_distinct(list_transform(departments, lambda d: d.department_id))) = len(departments)
    AND len(list_distinct(list_transform(departments, lambda d: d.department_name))) = len(departments) AS holds
FROM nested_organization;

-- rule: team_ids_are_unique (referential, row)
-- No two teams share an id.
SELECT id, len(list_filter(teams, lambda t: t.team.team_id IS NOT NULL)) > 1 AS applies,
  len(list_distinct(list_transform(teams, lambda t: t.team.team_id)))
    = len(list_filter(teams, lambda t: t.team.team_id IS NOT NULL)) AS holds
FROM nested_organization;

-- rule: a_project_id_is_one_project (referential, row)
-- A project id stands for one project, and a project has one id.
SELECT id, len(list_filter(members, lambda m: len(m.member.projects) > 0)) > 0 AS applies,
  len(list_filter(flatten(list_transform(members, lambda m: coalesce(m.member.projects, []))), lambda p:
    len(list_filter(flatten(list_transform(members, lambda m: coalesce(m.member.projects, []))), lambda o:
      (o.project_id = p.project_id) <> (o.project_name = p.project_name))) > 0)) = 0 AS holds
FROM nested_organization;

-- rule: nobody_is_twice_in_a_project (referential, row)
-- A member is assigned to a project once.
SELECT id, len(list_filter(members, lambda m: len(m.member.projects) > 1)) > 0 AS applies,
  len(list_filter(members, lambda m: len(m.member.projects) > 1
    AND (len(list_distinct(list_transform(m.member.projects, lambda p: coalesce(p.project_id, p.project_name))))
      = len(m.member.projects)) IS NOT TRUE)) = 0 AS holds
FROM nested_organization;

-- rule: allocations_fit_into_one_person (arithmetic, row)
-- The projects of a member take all of the working time at most.
SELECT id, len(list_filter(members, lambda m: len(list_filter(m.member.projects, lambda p: p.allocation_percentage IS NOT NULL)) > 0)) > 0 AS applies,
  len(list_filter(members, lambda m: list_sum(list_transform(m.member.projects, lambda p: p.allocation_percentage)) > 100
    OR len(list_filter(m.member.projects, lambda p: p.allocation_percentage < 0)) > 0)) = 0 AS holds
FROM nested_organization;

-- rule: skills_and_focus_areas_are_not_repeated (referential, row)
-- Nobody has a skill twice, and no team a focus area.
SELECT id,
  len(list_filter(members, lambda m: len(m.member.skills) > 0)) > 0 OR len(list_filter(teams, lambda t: len(t.team.focus_areas) > 0)) > 0 AS applies,
  len(list_filter(members, lambda m: len(list_distinct(m.member.skills)) <> len(m.member.skills))) = 0
    AND len(list_filter(teams, lambda t: len(list_distinct(t.team.focus_areas)) <> len(t.team.focus_areas))) = 0 AS holds
FROM nested_organization;

-- rule: nobody_started_before_the_foundation (temporal, row)
-- Members started on or after the day on which the company was founded.
SELECT id, founded_date IS NOT NULL AND len(list_filter(members, lambda m: m.member.start_date IS NOT NULL)) > 0 AS applies,
  len(list_filter(members, lambda m: m.member.start_date IS NOT NULL
    AND (TRY_CAST(m.member.start_date AS DATE) >= founded_date) IS NOT TRUE)) = 0 AS holds
FROM nested_organization;

-- rule: members_started_within_a_working_life (temporal, row)
-- Members started between 1965 and 2026.
SELECT id, len(list_filter(members, lambda m: m.member.start_date IS NOT NULL)) > 0 AS applies,
  len(list_filter(members, lambda m: m.member.start_date IS NOT NULL
    AND (year(TRY_CAST(m.member.start_date AS DATE)) BETWEEN 1965 AND 2026) IS NOT TRUE)) = 0 AS holds
FROM nested_organization;

-- rule: foundation_is_in_history (temporal, row)
-- Companies were founded between 1600 and 2026.
SELECT id, founded_date IS NOT NULL AS applies, year(founded_date) BETWEEN 1600 AND 2026 AS holds FROM nested_organization;

-- rule: addresses_share_one_domain (referential, row)
-- All mail addresses are at one company domain.
SELECT id, len(list_filter(people, lambda p: p.email IS NOT NULL)) > 1 AS applies,
  len(list_distinct(list_transform(people, lambda p: lower(split_part(p.email, '@', 2))))) = 1 AS holds
FROM nested_organization;

-- rule: addresses_resemble_names (referential, row)
-- A mail address contains the last or the first part of its owner's name, in plain letters.
SELECT id, len(list_filter(people, lambda p: p.name IS NOT NULL AND p.email IS NOT NULL)) > 0 AS applies,
  len(list_filter(people, lambda p: p.name IS NOT NULL AND p.email IS NOT NULL AND (
    regexp_matches(lower(split_part(p.email, '@', 1)),
      nullif(regexp_extract(translate(strip_accents(lower(replace(p.name, '''', ''))), 'øłđðßæœ', 'olddsao'), '[a-z]+$'), ''))
    OR regexp_matches(lower(split_part(p.email, '@', 1)),
      nullif(regexp_extract(translate(strip_accents(lower(replace(p.name, '''', ''))), 'øłđðßæœ', 'olddsao'), '^[a-z]+'), ''))
  ) IS NOT TRUE)) = 0 AS holds
FROM nested_organization;

-- rule: budgets_are_plausible (range, row)
-- A budget is positive and at most ten billion.
SELECT id, len(list_filter(departments, lambda d: d.budget IS NOT NULL)) > 0 AS applies,
  len(list_filter(departments, lambda d: d.budget IS NOT NULL AND (d.budget > 0 AND d.budget <= 10000000000) IS NOT TRUE)) = 0 AS holds
FROM nested_organization;

-- rule: no_department_is_named_like_a_person (negative, row)
-- Neither the company nor a department is called by a given name and a surname.
SELECT id, true AS applies,
  NOT (regexp_matches(company_name, '^\S+ \S+$') AND split_part(company_name, ' ', 1) IN (SELECT name FROM vocabulary_given_names))
    AND id NOT IN (SELECT id FROM (SELECT id, unnest(departments) AS d FROM nested_organization)
      WHERE regexp_matches(d.department_name, '^\S+ \S+$') IS NOT FALSE
        AND (split_part(d.department_name, ' ', 1) IN (SELECT name FROM vocabulary_given_names)) IS NOT FALSE) AS holds
FROM nested_organization;

-- rule: people_have_names (negative, row)
-- Nobody is called by a number, a mail address or a department.
SELECT id, len(list_filter(people, lambda p: p.name IS NOT NULL)) > 0 AS applies,
  len(list_filter(people, lambda p: p.name IS NOT NULL AND (regexp_matches(p.name, '^[^0-9@]*\p{L}[^0-9@]* [^0-9@]*\p{L}[^0-9@]*$')
    AND NOT list_contains(list_transform(departments, lambda d: d.department_name), p.name)) IS NOT TRUE)) = 0 AS holds
FROM nested_organization;

-- rule: company_id_has_a_digit (negative, row)
-- A company id is an identifier, not a word.
SELECT id, true AS applies, regexp_matches(company_id, '[0-9]') AS holds FROM nested_organization;

-- rule: company_is_one_of_ours (closed, row)
-- The company stands in the vocabulary, and its people have addresses at its domain.
SELECT id, true AS applies,
  company_name IN (SELECT company_name FROM vocabulary_companies)
    AND (len(people) = 0 OR (company_name, split_part(people[1].email, '@', 2)) IN (SELECT (company_name, domain) FROM vocabulary_companies)) AS holds
FROM nested_organization;

-- rule: departments_are_departments (closed, row)
-- Each department stands in the vocabulary, and its head has the title of such a head.
SELECT id, true AS applies,
  id NOT IN (SELECT id FROM (SELECT id, unnest(departments) AS d FROM nested_organization)
    WHERE (d.department_name IN (SELECT department_name FROM vocabulary_departments)) IS NOT TRUE
      OR (d.head.title IS NOT NULL
        AND ((d.department_name, d.head.title) IN (SELECT (department_name, head_title) FROM vocabulary_departments)) IS NOT TRUE)) AS holds
FROM nested_organization;

-- rule: teams_belong_to_their_departments (closed, row)
-- Each team is one of its department, and works on what such a team works on.
SELECT id, len(teams) > 0 AS applies,
  id NOT IN (SELECT id FROM (SELECT id, unnest(teams) AS t FROM nested_organization)
    WHERE ((t.department_name, t.team.team_name) IN (SELECT (department_name, team_name) FROM vocabulary_teams)) IS NOT TRUE)
  AND id NOT IN (SELECT id FROM (SELECT id, t.team.team_name, unnest(t.team.focus_areas) AS area
      FROM (SELECT id, unnest(teams) AS t FROM nested_organization))
    WHERE ((team_name, area) IN (SELECT (team_name, focus_area) FROM vocabulary_teams)) IS NOT TRUE) AS holds
FROM nested_organization;

-- rule: roles_belong_to_their_departments (closed, row)
-- Each member has a role that the department has.
SELECT id, len(members) > 0 AS applies,
  id NOT IN (SELECT id FROM (SELECT id, unnest(members) AS m FROM nested_organization)
    WHERE ((m.department_name, m.member.role) IN (SELECT (department, role) FROM vocabulary_job_roles)) IS NOT TRUE) AS holds
FROM nested_organization;

-- rule: skills_belong_to_their_departments (closed, row)
-- Each skill is one that people of the department have.
SELECT id, len(list_filter(members, lambda m: len(m.member.skills) > 0)) > 0 AS applies,
  id NOT IN (SELECT id FROM (SELECT id, m.department_name, unnest(m.member.skills) AS skill
      FROM (SELECT id, unnest(members) AS m FROM nested_organization))
    WHERE ((department_name, skill) IN (SELECT (department_name, skill) FROM vocabulary_skills)) IS NOT TRUE) AS holds
FROM nested_organization;

-- rule: projects_belong_to_their_departments (closed, row)
-- Each project is one of the department.
SELECT id, len(list_filter(members, lambda m: len(m.member.projects) > 0)) > 0 AS applies,
  id NOT IN (SELECT id FROM (SELECT id, m.department_name, unnest(m.member.projects) AS p
      FROM (SELECT id, unnest(members) AS m FROM nested_organization))
    WHERE ((department_name, p.project_name) IN (SELECT (department_name, project_name) FROM vocabulary_projects)) IS NOT TRUE) AS holds
FROM nested_organization;

-- rule: city_lies_in_its_state_or_country (closed, row)
-- The city is one of the state, or of the country.
SELECT id, headquarters.address.city IS NOT NULL AS applies,
  CASE WHEN headquarters.address.state IS NOT NULL
    THEN headquarters.address.country = 'United States'
      AND (headquarters.address.city, headquarters.address.state) IN (SELECT (city, state) FROM vocabulary_us_places)
    ELSE (headquarters.address.city, headquarters.address.country) IN (SELECT (city, country) FROM vocabulary_world_places) END AS holds
FROM nested_organization;

-- rule: timezone_is_that_of_the_city (closed, row)
-- The time zone is that of the city.
SELECT id, headquarters.timezone IS NOT NULL AND headquarters.address.city IS NOT NULL AS applies,
  (headquarters.address.city, coalesce(headquarters.address.state, headquarters.address.country), headquarters.timezone) IN (
    SELECT (city, state, timezone) FROM vocabulary_us_places
    UNION ALL SELECT (city, country, timezone) FROM vocabulary_world_places) AS holds
FROM nested_organization;

-- rule: postal_code_is_of_the_city (closed, row)
-- A US postal code starts as those of the city do.
SELECT id, headquarters.address.postal_code IS NOT NULL AND headquarters.address.state IS NOT NULL AS applies,
  regexp_matches(headquarters.address.postal_code, '^[0-9]{5}(-[0-9]{4})?$')
    AND (headquarters.address.city, headquarters.address.state, substr(headquarters.address.postal_code, 1, 3)) IN (
      SELECT (city, state, zip_prefix) FROM vocabulary_us_places) AS holds
FROM nested_organization;

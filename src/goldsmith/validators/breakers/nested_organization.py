"""Companies that break exactly the relation named."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from goldsmith.schemas.vocabulary import table
from goldsmith.validators.breakers.changes import Answer, Breaker


def _teams(answer: Answer) -> list[Answer]:
    return [team for department in answer["departments"] for team in department.get("teams", [])]


def _members(answer: Answer, *fields: str) -> list[Answer]:
    members = [member for team in _teams(answer) for member in team.get("members", [])]
    return [member for member in members if all(field in member for field in fields)]


def _people(answer: Answer) -> list[Answer]:
    heads = [department["head"] for department in answer["departments"] if "head" in department]
    leads = [team["team_lead"] for team in _teams(answer) if "team_lead" in team]
    return [*heads, *leads, *_members(answer)]


def _pick(items: Sequence[Any], rng: random.Random) -> Any:
    return rng.choice(items) if items else None


def too_few_employees(answer: Answer, rng: random.Random) -> bool:
    """A company that employs one fewer than it lists, or nobody."""
    people = len(_people(answer))
    if "total_employees" not in answer or not people:
        return False
    answer["total_employees"] = rng.choice((people - 1, rng.randrange(people), 0))
    return True


def shared(answer: Answer, rng: random.Random, name: str) -> bool:
    """Two people with one id or one address."""
    people = _people(answer)
    if len(people) < 2:
        return False
    first, second = rng.sample(people, 2)
    second[name] = first[name]
    return True


def member_twice(answer: Answer, rng: random.Random) -> bool:
    """A member who is listed again, in the same words."""
    teams = [team for team in _teams(answer) if "members" in team]
    if not teams:
        return False
    member = rng.choice(rng.choice(teams)["members"])
    rng.choice(teams)["members"].append(dict(member))
    answer["total_employees"] = max(answer.get("total_employees", 0), len(_people(answer)))
    return True


def same_department(answer: Answer, rng: random.Random) -> bool:
    """Two departments under one id."""
    if len(answer["departments"]) < 2:
        return False
    first, second = rng.sample(answer["departments"], 2)
    second["department_id"] = first["department_id"]
    return True


def same_team(answer: Answer, rng: random.Random) -> bool:
    """Two teams under one id."""
    teams = _teams(answer)
    if len(teams) < 2:
        return False
    first, second = rng.sample(teams, 2)
    second["team_id"] = first["team_id"]
    return True


def _assignments(answer: Answer) -> list[Answer]:
    return [project for member in _members(answer, "projects") for project in member["projects"]]


def project_under_two_ids(answer: Answer, rng: random.Random) -> bool:
    """A project with another id in a second place, or another project under its id."""
    member = _pick(_members(answer, "projects"), rng)
    if not member:
        return False
    project = dict(rng.choice(member["projects"])) | {"allocation_percentage": Decimal(0)}
    changed = rng.choice(("project_id", "project_name"))
    project[changed] += rng.choice(("0", "A"))
    member["projects"].append(project)
    return True


def twice_in_a_project(answer: Answer, rng: random.Random) -> bool:
    """A member who is assigned to a project twice."""
    member = _pick(_members(answer, "projects"), rng)
    if member:
        member["projects"].append(dict(rng.choice(member["projects"])) | {"allocation_percentage": Decimal(0)})
    return bool(member)


def overworked(answer: Answer, rng: random.Random) -> bool:
    """A member whose projects take one percent or more above all the time."""
    member = _pick([member for member in _members(answer, "projects") if len(member["projects"]) > 1], rng)
    if not member:
        return False
    first, second = member["projects"][:2]
    first["allocation_percentage"] = Decimal(100 - rng.randint(0, 40))
    second["allocation_percentage"] = 101 - first["allocation_percentage"] + rng.choice((0, 0, 20))
    return True


def repeated(answer: Answer, rng: random.Random) -> bool:
    """A skill or a focus area that is named twice."""
    lists = [member["skills"] for member in _members(answer, "skills")]
    lists += [team["focus_areas"] for team in _teams(answer) if "focus_areas" in team]
    found = _pick(lists, rng)
    if found:
        found.append(rng.choice(found))
    return bool(found)


def started_too_early(answer: Answer, rng: random.Random) -> bool:
    """A member who started a day or a year before the foundation."""
    member = _pick(_members(answer, "start_date"), rng)
    if not member or "founded_date" not in answer:
        return False
    days = rng.choice((1, 2, 30, 365))
    member["start_date"] = str(date.fromisoformat(answer["founded_date"]) - timedelta(days=days))
    return True


def started_in_another_age(answer: Answer, rng: random.Random) -> bool:
    """A member who started before anyone now at work, or has yet to start."""
    member = _pick(_members(answer, "start_date"), rng)
    if member:
        member["start_date"] = rng.choice(("1964-12-31", "1901-01-01", "2027-01-01", "2062-05-04"))
    return bool(member)


def founded_in_another_age(answer: Answer, rng: random.Random) -> bool:
    """A company from before companies, or from the future."""
    if "founded_date" not in answer:
        return False
    answer["founded_date"] = rng.choice(("1599-12-31", "1066-10-14", "2027-01-01", "2205-03-08"))
    return True


def other_domain(answer: Answer, rng: random.Random) -> bool:
    """Somebody with an address elsewhere."""
    people = _people(answer)
    if len(people) < 2:
        return False
    person = rng.choice(people)
    local, domain = person["email"].split("@")
    person["email"] = f"{local}@{rng.choice(('example.com', 'mail.' + domain, domain.replace('.example', '.test')))}"
    return True


def stranger_address(answer: Answer, rng: random.Random) -> bool:
    """Somebody with another one's address at the same domain."""
    person = _pick(_people(answer), rng)
    if person:
        person["email"] = f"{rng.choice(('qzx.wvk', 'xq', 'zzyzx77', 'wq.vx'))}@{person['email'].split('@')[1]}"
    return bool(person)


def budget(answer: Answer, rng: random.Random) -> bool:
    """A budget of nothing, of less, or beyond that of most states."""
    department = _pick([department for department in answer["departments"] if "budget" in department], rng)
    if department:
        department["budget"] = rng.choice(
            (Decimal("0.00"), Decimal("-0.01"), -department["budget"], Decimal("10000000000.01"))
        )
    return bool(department)


def person_as_department(answer: Answer, rng: random.Random) -> bool:
    """A department or a company called like a person."""
    name = rng.choice(("Michael Henry", "Laura Stone", "Daniel O'Neill", "Emma Weber"))
    if rng.randrange(2):
        answer["company_name"] = name
    else:
        rng.choice(answer["departments"])["department_name"] = name
    return True


def nameless(answer: Answer, rng: random.Random) -> bool:
    """Somebody called by a number, a mail address, a lone word or the department."""
    person = _pick(_people(answer), rng)
    if person:
        department = answer["departments"][0]["department_name"]
        person["name"] = rng.choice(("4711", person["email"], person["name"].split()[0], department))
    return bool(person)


def id_is_a_word(answer: Answer, rng: random.Random) -> bool:
    """A company id without a digit."""
    answer["company_id"] = rng.choice(("Strategy", "pending", "COMP-", "see above"))
    return True


def unknown_company(answer: Answer, rng: random.Random) -> bool:
    """A company that is not in the vocabulary, or whose people have addresses at another one's domain."""
    if _people(answer) and rng.randrange(2):
        for person in _people(answer):
            person["email"] = person["email"].split("@")[0] + "@elsewhere.example"
    else:
        answer["company_name"] = rng.choice(("Strategy", answer["company_name"] + " II", "increase"))
    return True


def unknown_department(answer: Answer, rng: random.Random) -> bool:
    """A department that is none, or whose head has a title of another one."""
    department = rng.choice(answer["departments"])
    if "title" in department.get("head", {}) and rng.randrange(2):
        department["head"]["title"] = rng.choice(("Captain", "Head of Lunch", "Strategy"))
    else:
        department["department_name"] = rng.choice(
            ("Strategy Michael", "increase", department["department_name"] + "s")
        )
    return True


def strange_team(answer: Answer, rng: random.Random) -> bool:
    """A team that the department does not have, or that works on something else."""
    team = _pick(_teams(answer), rng)
    if not team:
        return False
    if "focus_areas" in team and rng.randrange(2):
        team["focus_areas"][0] = rng.choice(("cake decoration", "Strategy", "whale watching"))
    else:
        team["team_name"] = rng.choice(("Choir", "Michael Henry", team["team_name"].lower()))
    return True


def strange(answer: Answer, rng: random.Random, name: str) -> bool:
    """A role or a skill that nobody in the department has."""
    member = _pick(_members(answer, name), rng)
    if not member:
        return False
    if name == "role":
        member["role"] = rng.choice(("Astronaut", "Strategy", member["role"].lower()))
    else:
        member["skills"][0] = rng.choice(("juggling", "Strategy", "dragon taming"))
    return True


def strange_project(answer: Answer, rng: random.Random) -> bool:
    """A project that the department does not have; all its mentions change alike."""
    project = _pick(_assignments(answer), rng)
    if not project:
        return False
    old, new = project["project_name"], rng.choice(("Moon Landing", "Strategy", "Operation " + project["project_name"]))
    for other in _assignments(answer):
        other["project_name"] = new if other["project_name"] == old else other["project_name"]
    return True


def lost_city(answer: Answer, rng: random.Random) -> bool:
    """A city that lies elsewhere."""
    address = answer.get("headquarters", {}).get("address")
    if not address:
        return False
    if "state" in address and rng.randrange(2):
        home = {row["state"] for row in table("us_places") if row["city"] == address["city"]}
        address["state"] = rng.choice([state for state in ("HI", "ND", "ME", "WY") if state not in home])
    elif "state" not in address and rng.randrange(2):
        address["country"] = rng.choice(("Atlantis", "Freedonia"))
    else:
        address["city"] = rng.choice(("Atlantis", "Strategy", address["city"] + " Nova"))
    return True


def other_timezone(answer: Answer, rng: random.Random) -> bool:
    """A time zone that is not the city's."""
    place = answer.get("headquarters", {})
    if "timezone" not in place:
        return False
    zones = ("America/New_York", "America/Chicago", "America/Los_Angeles", "Europe/Berlin", "Asia/Tokyo", "EST")
    place["timezone"] = rng.choice([zone for zone in zones if zone != place["timezone"]])
    return True


def other_postal_code(answer: Answer, rng: random.Random) -> bool:
    """A postal code of another region, or of four digits."""
    address = answer.get("headquarters", {}).get("address", {})
    if "postal_code" not in address:
        return False
    written = address["postal_code"]
    first = str((int(written[0]) + rng.randint(1, 9)) % 10)
    address["postal_code"] = rng.choice((first + written[1:], written[:4], written + "0"))
    return True


BREAKERS: dict[str, Breaker] = {
    "employees_are_at_least_those_listed": too_few_employees,
    "an_employee_id_is_one_person": partial(shared, name="employee_id"),
    "a_mail_address_is_one_person": partial(shared, name="email"),
    "members_are_listed_once": member_twice,
    "department_ids_are_unique": same_department,
    "team_ids_are_unique": same_team,
    "a_project_id_is_one_project": project_under_two_ids,
    "nobody_is_twice_in_a_project": twice_in_a_project,
    "allocations_fit_into_one_person": overworked,
    "skills_and_focus_areas_are_not_repeated": repeated,
    "nobody_started_before_the_foundation": started_too_early,
    "members_started_within_a_working_life": started_in_another_age,
    "foundation_is_in_history": founded_in_another_age,
    "addresses_share_one_domain": other_domain,
    "addresses_resemble_names": stranger_address,
    "budgets_are_plausible": budget,
    "no_department_is_named_like_a_person": person_as_department,
    "people_have_names": nameless,
    "company_id_has_a_digit": id_is_a_word,
    "company_is_one_of_ours": unknown_company,
    "departments_are_departments": unknown_department,
    "teams_belong_to_their_departments": strange_team,
    "roles_belong_to_their_departments": partial(strange, name="role"),
    "skills_belong_to_their_departments": partial(strange, name="skills"),
    "projects_belong_to_their_departments": strange_project,
    "city_lies_in_its_state_or_country": lost_city,
    "timezone_is_that_of_the_city": other_timezone,
    "postal_code_is_of_the_city": other_postal_code,
}

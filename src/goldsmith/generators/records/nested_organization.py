"""Draws companies: departments with teams, roles, skills and projects of their own, and people with mail addresses."""

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import code, day, some
from goldsmith.generators.people import person, plain_letters
from goldsmith.generators.places import street, us_place, zip_code
from goldsmith.schemas.vocabulary import Row, column, grouped, table

ID_FORMS = ("COMP-####", "ORG-#####", "C-######", "co_#%%%%%%%")
STAFF_FORMS = ("EMP-", "E", "", "P-", "EID")
ENGLISH = ("United Kingdom", "Ireland", "Australia", "New Zealand", "Canada")
"""Countries outside the US whose streets have names such as ours."""
PHONES = {"London": "+44 20 7946 0###", "Manchester": "+44 161 496 0###", "Berlin": "+49 30 #######"}
"""Numbers in ranges of the city; in the US one that is free of charge serves for every city."""
YOUNG = (
    "Software", "Cloud Services", "Data Analytics", "Data Centers", "Financial Technology", "Game Development",
    "Geospatial", "Aerospace", "Renewable Energy", "Robotics", "Biotechnology", "Telecommunications",
    "Semiconductors", "Consumer Electronics",
)  # fmt: skip
"""Industries that hardly were there before the turn of the century, at least not with what these companies make."""
PARTS = ("Lead", "Contributor", "Reviewer", "Coordinator", "Analyst", "Sponsor")
SIZES = (((2, 30), 35), ((30, 300), 40), ((300, 6000), 25))
Staff = Iterator[dict[str, Any]]


def nested_organization(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one company; with `odd`, the head of the first department is a person of an odd name."""
    company = rng.choice(table("companies"))
    first = date(1999, 1, 1) if company["industry"] in YOUNG else date(1955, 1, 1)
    founded = day(rng, first, date(2021, 12, 31))
    staff = _staff(rng, company["domain"], odd)
    shown = [name for name in ("start_date", "skills", "projects", "focus_areas", "budget") if chance(rng, 45)]
    departments = [
        _department(rng, row, at, founded, staff, shown, named=bool(odd) and at == 0)
        for at, row in enumerate(some(rng, table("departments"), 1, 3 if chance(rng, 15) else 2))
    ]
    draft: dict[str, Any] = {
        "company_id": code(rng, rng.choice(ID_FORMS)),
        "company_name": company["company_name"],
        "departments": departments,
    }
    if chance(rng, 70):
        draft["founded_date"] = founded
    if chance(rng, 65):
        draft["headquarters"] = _headquarters(rng)
    if chance(rng, 75):
        draft["total_employees"] = _listed(departments) + rng.randint(*pick(rng, SIZES))
    return draft


def _staff(rng: random.Random, domain: str, odd: str) -> Staff:
    """People without end, whose ids ascend and whose addresses are all of one form; namesakes get a number."""
    form = rng.choice(("{first}.{last}", "{first[0]}{last}", "{last}.{first}", "{first}_{last}", "{first[0]}.{last}"))
    prefix, number = rng.choice(STAFF_FORMS), rng.randint(1000, 6000)
    taken: list[str] = []
    while True:
        name = person(rng, "" if taken else odd)
        parts = plain_letters(name).split(".")
        local = form.format(first=parts[0], last=parts[-1])
        again = str(taken.count(local) + 1) if local in taken else ""
        taken.append(local)
        number += rng.randint(1, 40)
        yield {"employee_id": f"{prefix}{number}", "name": name, "email": f"{local}{again}@{domain}"}


def _department(
    rng: random.Random, row: Row, at: int, founded: date, staff: Staff, shown: list[str], *, named: bool
) -> dict[str, Any]:
    """A department; `named` makes sure that it has a head."""
    made: dict[str, Any] = {"department_id": f"{row['code']}-{at + 1:02d}", "department_name": row["department_name"]}
    if named or chance(rng, 65):
        made["head"] = next(staff) | ({"title": row["head_title"]} if chance(rng, 75) else {})
    if "budget" in shown:
        made["budget"] = (Decimal(rng.randint(15, 900)) * 5000).quantize(Decimal("0.01"))
    if at == 0 or chance(rng, 70):
        names = list(dict.fromkeys(team["team_name"] for team in _of(row, "teams")))
        chosen = some(rng, names, 1, 2 if at == 0 and chance(rng, 50) else 1)
        made["teams"] = [_team(rng, row, name, founded, staff, shown) for name in chosen]
    return made


def _of(row: Row, name: str) -> tuple[Row, ...]:
    """The rows of a table that are the department's."""
    return grouped(name, "department" if name == "job_roles" else "department_name")[row["department_name"]]


def _team(rng: random.Random, row: Row, name: str, founded: date, staff: Staff, shown: list[str]) -> dict[str, Any]:
    position = column("teams", "team_name").index(name) + 1
    made: dict[str, Any] = {"team_id": f"T-{row['code']}-{position:03d}", "team_name": name}
    if chance(rng, 55):
        made["team_lead"] = next(staff)
    if chance(rng, 85):
        size = rng.randint(1, 3 if "projects" not in shown else 2)
        made["members"] = [_member(rng, row, founded, staff, shown) for _ in range(size)]
    if "focus_areas" in shown:
        areas = [team["focus_area"] for team in _of(row, "teams") if team["team_name"] == name]
        made["focus_areas"] = some(rng, areas, 1, 3)
    return made


def _member(rng: random.Random, row: Row, founded: date, staff: Staff, shown: list[str]) -> dict[str, Any]:
    made = next(staff) | {"role": rng.choice(_of(row, "job_roles"))["role"]}
    if "start_date" in shown:
        made["start_date"] = day(rng, max(founded, date(2001, 1, 1)), date(2026, 9, 30))
    if "skills" in shown:
        made["skills"] = some(rng, [one["skill"] for one in _of(row, "skills")], 1, 3)
    if "projects" in shown and chance(rng, 75):
        made["projects"] = _assignments(rng, row)
    return made


def _assignments(rng: random.Random, row: Row) -> list[dict[str, Any]]:
    """One or two projects of the department; together they take all of somebody's time at most."""
    names = some(rng, [one["project_name"] for one in _of(row, "projects")], 1, 2)
    return [
        {
            "project_id": f"PRJ-{row['code']}-{column('projects', 'project_name').index(name) + 100}",
            "project_name": name,
            "role_in_project": rng.choice(PARTS),
            "allocation_percentage": Decimal(rng.randint(2, 20 // len(names)) * 5),
        }
        for name in names
    ]


def _listed(departments: list[dict[str, Any]]) -> int:
    """How many people the departments name."""
    teams = [team for department in departments for team in department.get("teams", [])]
    heads = sum("head" in department for department in departments)
    return heads + sum(("team_lead" in team) + len(team.get("members", [])) for team in teams)


def _headquarters(rng: random.Random) -> dict[str, Any]:
    """A city with its country and time zone; abroad without state and postal code."""
    made: dict[str, Any] = _american(rng) if chance(rng, 60) else _foreign(rng)
    if chance(rng, 40):
        del made["timezone"]
    return made


def _american(rng: random.Random) -> dict[str, Any]:
    place = us_place(rng)
    address = {"street": street(rng), "city": place["city"], "state": place["state"], "country": "United States"}
    if chance(rng, 70):
        address["postal_code"] = zip_code(rng, place)
    phone = {"phone": code(rng, rng.choice(("+1-800-555-01##", "+1 888 555 01##")))} if chance(rng, 50) else {}
    return {"address": address} | phone | {"timezone": place["timezone"]}


def _foreign(rng: random.Random) -> dict[str, Any]:
    place = rng.choice(table("world_places"))
    address = {"street": street(rng)} if place["country"] in ENGLISH else {}
    address |= {"city": place["city"], "country": place["country"]}
    phone = {"phone": code(rng, PHONES[place["city"]])} if place["city"] in PHONES else {}
    return {"address": address} | phone | {"timezone": place["timezone"]}

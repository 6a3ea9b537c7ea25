"""A company from its headquarters down to the projects of its people."""

from decimal import Decimal
from typing import Annotated

from goldsmith.schemas.fields import Count, Day, Email, Identifier, Percent, Person, Record, Role, Word

Budget = Annotated[Decimal, Role("money")]


class Address(Record):
    """A postal address; the state is given where the country has states."""

    street: Word | None = None
    city: Word | None = None
    state: Word | None = None
    country: Word | None = None
    postal_code: Identifier | None = None


class Headquarters(Record):
    """Where the company sits; the time zone is that of the city."""

    address: Address | None = None
    phone: Annotated[str, Role("phone")] | None = None
    timezone: Word | None = None


class Head(Record):
    """Who leads a department."""

    employee_id: Identifier | None = None
    name: Person | None = None
    email: Email | None = None
    title: Word | None = None


class TeamLead(Record):
    """Who leads a team."""

    employee_id: Identifier | None = None
    name: Person | None = None
    email: Email | None = None


class Assignment(Record):
    """A part of somebody's working time for a project."""

    project_id: Identifier | None = None
    project_name: Word | None = None
    role_in_project: Word | None = None
    allocation_percentage: Percent | None = None


class Member(Record):
    """Somebody in a team, who is neither its lead nor the department's head."""

    employee_id: Identifier
    name: Person
    email: Email
    role: Word
    start_date: Day | None = None
    skills: list[Word] | None = None
    projects: list[Assignment] | None = None


class Team(Record):
    """A team of a department."""

    team_id: Identifier | None = None
    team_name: Word | None = None
    team_lead: TeamLead | None = None
    members: list[Member] | None = None
    focus_areas: list[Word] | None = None


class Department(Record):
    """A department and its teams."""

    department_id: Identifier
    department_name: Word
    head: Head | None = None
    budget: Budget | None = None
    teams: list[Team] | None = None


class NestedOrganization(Record):
    """A company; it employs at least the people that are listed."""

    company_id: Identifier
    company_name: Word
    founded_date: Day | None = None
    headquarters: Headquarters | None = None
    departments: list[Department]
    total_employees: Count | None = None

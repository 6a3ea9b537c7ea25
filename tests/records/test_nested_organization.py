import random

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.nested_organization import _listed, _staff, nested_organization
from goldsmith.schemas.vocabulary import table

ONCE = settings(max_examples=50, deadline=None)


class OneName(random.Random):
    """Dice that always show the first choice, so that everybody has the same name."""

    def choice(self, items):
        return items[0]


def test_namesakes_have_addresses_of_their_own():
    staff = _staff(OneName(3), "acme.example", "")
    people = [next(staff) for _ in range(3)]
    assert len({person["name"] for person in people}) == 1
    assert [person["email"].split("@")[0][-1].isdigit() for person in people] == [False, True, True]
    assert len({person["email"] for person in people}) == len({person["employee_id"] for person in people}) == 3


@given(st.randoms())
@ONCE
def test_the_company_employs_whom_it_lists(rng):
    draft = nested_organization(rng)
    assert draft.get("total_employees", 10**6) > _listed(draft["departments"])


@given(st.randoms(), st.sampled_from(("accents", "apostrophe")))
@ONCE
def test_an_odd_name_is_that_of_the_first_head(rng, odd):
    name = nested_organization(rng, odd)["departments"][0]["head"]["name"]
    assert ("'" in name) if odd == "apostrophe" else any(ord(letter) > 127 for letter in name)


@given(st.randoms())
@ONCE
def test_mail_is_at_the_companys_domain(rng):
    draft = nested_organization(rng)
    domain = next(row["domain"] for row in table("companies") if row["company_name"] == draft["company_name"])
    heads = [department["head"] for department in draft["departments"] if "head" in department]
    assert all(head["email"].endswith("@" + domain) for head in heads)

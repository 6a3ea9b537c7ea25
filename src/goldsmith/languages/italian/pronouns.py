"""Personal pronouns that stand alone, and possessives with their article or without."""

from goldsmith.languages.italian.adjectives import adjective_forms
from goldsmith.languages.italian.data import keyed, table
from goldsmith.languages.language import Features, Form, NotCovered, chosen

OWNERS = {
    ("1", "s"): "mio",
    ("2", "s"): "tuo",
    ("3", "s"): "suo",
    ("1", "p"): "nostro",
    ("2", "p"): "vostro",
    ("3", "p"): "loro",
}


def pronoun_forms() -> tuple[Form, ...]:
    """The personal pronouns of the table: subject and stressed; for the unstressed ones see `clitics`."""
    return tuple(
        Form(
            row["form"],
            row["form"],
            "pronoun",
            Features(row["gender"], row["number"], row["person"], use=row["use"]),
            f"pronoun.{row['use']}",
        )
        for row in table("pronouns")
    )


def subject_pronoun(features: Features) -> Form:
    """io, tu, lui, lei, noi, voi, loro."""
    wanted = Features(number=features.number, person=features.person, use="subject")
    if (features.person, features.number) == ("3", "s"):
        wanted = Features(features.gender, "s", "3", use="subject")
    return chosen(pronoun_forms(), wanted)


def possessive(person: str, number: str, thing: Features) -> Form:
    """The possessive of an owner that agrees with the thing owned: mio, mia, miei, mie; loro never changes."""
    if (person, number) not in OWNERS:
        raise NotCovered("possessive.owner", f"no possessive for person {person!r}, number {number!r}")
    forms = adjective_forms(OWNERS[person, number], "determiner")
    return chosen(forms, Features(thing.gender, thing.number))


def takes_article(owner: str, noun: str, number: str, *, modified: bool) -> bool:
    """A possessive has its article, except with one relative named plainly: mia madre; but la loro madre, le mie zie."""
    kin = keyed("nouns")[noun]["topic"] == "kin"
    return not kin or number == "p" or owner == "loro" or modified

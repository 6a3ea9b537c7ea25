"""Nouns: gender, and the plural by the regular classes or from the lexicon where those cannot tell."""

import re

from goldsmith.languages.italian.data import Row, keyed
from goldsmith.languages.italian.sound import VOWELS
from goldsmith.languages.language import Features, Form, NotCovered

Plural = tuple[str, str, str]
"""Gender, text and rule of a plural."""


def noun(lemma: str) -> Row:
    """The row of a noun in the lexicon."""
    row = keyed("nouns").get(lemma)
    if row is None:
        raise NotCovered("noun.unknown", f"the lexicon has no noun {lemma!r}")
    return row


def feminine_plural(singular: str) -> tuple[str, str]:
    """The plural of a feminine in -a, and its rule: -ca -che, -cia -ce after a consonant and -cie after a vowel."""
    stem = singular[:-1]
    if singular.endswith(("ca", "ga")):
        return stem + "he", "noun.plural.-ca"
    if re.search(rf"[^{VOWELS}][cg]ia$", singular):
        return stem[:-1] + "e", "noun.plural.-cia"
    return stem + "e", "noun.plural.-a"


def regular_plural(singular: str, gender: str) -> tuple[str, str]:
    """The plural that the ending and the gender decide, and its rule; raises NotCovered where they decide nothing."""
    stem, last = singular[:-1], singular[-1]
    if last not in "aeio" or singular.endswith("ie"):
        if singular.endswith("ie"):
            raise NotCovered("noun.plural.-ie", f"{singular!r} needs its plural in the lexicon")
        return singular, "noun.plural.invariable"
    if last == "i":
        return singular, "noun.plural.invariable"
    if last == "e":
        return stem + "i", "noun.plural.-e"
    if last == "a" and gender == "f":
        return feminine_plural(singular)
    if last == "a":
        return stem + ("hi" if singular.endswith(("ca", "ga")) else "i"), "noun.plural.-a masculine"
    if gender == "f" or singular.endswith(("co", "go")):
        raise NotCovered("noun.plural.-o", f"{singular!r} needs its plural in the lexicon")
    return (stem, "noun.plural.-io") if singular.endswith("io") else (stem + "i", "noun.plural.-o")


def plurals(row: Row, gender: str) -> tuple[Plural, ...]:
    """The plurals of a noun read with this gender, the preferred one first; none for a mass noun."""
    given = row["plural"]
    if given in ("-", "+"):
        return ()
    if given == "=":
        return ((gender, row["lemma"], "noun.plural.invariable"),)
    if not given:
        return ((gender, *regular_plural(row["lemma"], gender)),)
    listed = (option.rpartition(":") for option in given.split("|"))
    return tuple((to or gender, text, "noun.plural.gender" if to else "noun.plural.listed") for to, _, text in listed)


def noun_forms(lemma: str) -> tuple[Form, ...]:
    """Singular and plurals of a noun, for each gender that it has; trousers and the like have a plural alone."""
    row = noun(lemma)
    found = []
    for gender in row["gender"]:
        number = "p" if row["plural"] == "+" else "s"
        found.append(Form(lemma, lemma, "noun", Features(gender, number), "noun.lemma"))
        for to, text, rule in plurals(row, gender):
            found.append(Form(text, lemma, "noun", Features(to, "p"), rule))
    return tuple(found)

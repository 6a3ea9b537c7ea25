"""Adjectives and determiners: four forms, two or one; the words that change before a noun; comparison."""

from goldsmith.languages.italian.articles import like_definite, like_indefinite
from goldsmith.languages.italian.data import Row, keyed
from goldsmith.languages.italian.nouns import feminine_plural
from goldsmith.languages.italian.sound import PLAIN, VOWEL, onset
from goldsmith.languages.language import Features, Form, NotCovered, chosen

TABLES = {"adjective": "adjectives", "determiner": "determiners"}
ORGANIC = {"buono": "migliore", "cattivo": "peggiore", "grande": "maggiore", "piccolo": "minore"}
"""Comparatives of one word beside the regular ones with più."""
ABSOLUTE = {"buono": "ottimo", "cattivo": "pessimo", "grande": "massimo", "piccolo": "minimo"}
SUPERLATIVES = {"ampio": "amplissimo", "celebre": "celeberrimo"}


def row_of(lemma: str, pos: str) -> Row:
    """The row of an adjective or a determiner in the lexicon."""
    row = keyed(TABLES[pos]).get(lemma)
    if row is None:
        raise NotCovered(f"{pos}.unknown", f"the lexicon has no {pos} {lemma!r}")
    return row


def shapes(lemma: str, plural: str) -> tuple[tuple[str, str, str], ...]:
    """(gender, number, text) of the forms of a lemma, given its masculine plural where the lexicon gives one."""
    stem, last = lemma[:-1], lemma[-1]
    if plural.startswith("="):
        return tuple((gender, number, lemma) for gender in "mf" for number in "sp")
    if last == "o":
        listed = plural if plural not in ("", "-") else ""
        if not listed and lemma.endswith(("co", "go")):
            raise NotCovered("adjective.plural.-o", f"{lemma!r} needs its plural in the lexicon")
        masculine = listed or (stem if lemma.endswith("io") else stem + "i")
        feminine = stem + "a"
        return ("m", "s", lemma), ("f", "s", feminine), ("m", "p", masculine), ("f", "p", feminine_plural(feminine)[0])
    if last == "a":
        masculine = plural or stem + "i"
        return ("m", "s", lemma), ("f", "s", lemma), ("m", "p", masculine), ("f", "p", feminine_plural(lemma)[0])
    if last == "e":
        return tuple((gender, number, lemma if number == "s" else stem + "i") for gender in "mf" for number in "sp")
    if last == "i" and plural == "+":
        return ("m", "p", lemma), ("f", "p", stem + "e")
    raise NotCovered("adjective.class", f"no class for {lemma!r}")


def adjective_forms(lemma: str, pos: str = "adjective") -> tuple[Form, ...]:
    """The forms of an adjective or determiner as it stands alone or after a noun."""
    plural = row_of(lemma, pos)["plural"]
    numbers = {"-": "s", "+": "p"}.get(plural[-1:], "sp")
    kind = "invariable" if plural.startswith("=") else f"-{lemma[-1]}"
    return tuple(
        Form(text, lemma, pos, Features(gender, number), f"{pos}.{kind}")
        for gender, number, text in shapes(lemma, plural)
        if number in numbers
    )


def before_noun(lemma: str, pos: str, features: Features, following: str) -> tuple[Form, ...]:
    """The forms of an adjective or determiner before the word `following`, the preferred one first."""
    plain = chosen(adjective_forms(lemma, pos), Features(features.gender, features.number))
    texts = _cut(lemma, plain, following)
    return tuple(Form(text, lemma, pos, plain.features, f"{pos}.before noun") for text in texts) or (plain,)


def _cut(lemma: str, plain: Form, following: str) -> tuple[str, ...]:
    gender, number = plain.features.gender, plain.features.number
    sound = onset(following)
    if lemma in ("bello", "quello"):
        return (like_definite(lemma[:-3], gender, number, following),)
    if number == "p":
        return ()
    if lemma == "buono":  # buona amica is as good as buon'amica
        cut = like_indefinite("buo", gender, following)
        return (plain.text, cut) if cut.endswith("'") else (cut,)
    if lemma in ("nessuno", "alcuno", "ciascuno"):
        return (like_indefinite(lemma[:-2], gender, following),)
    if lemma == "questo" and sound == VOWEL:
        return "quest'", plain.text
    if lemma == "grande" and sound == PLAIN:
        return plain.text, "gran"
    if lemma == "santo" and sound == VOWEL:
        return ("sant'",)
    z = following[:1].lower() == "z"
    if lemma == "santo" and gender == "m" and (sound == PLAIN or z):
        return "san", "santo" if z else "san"
    return ()


def comparative(lemma: str, features: Features, *, sign: str = "più") -> tuple[Form, ...]:
    """più or meno and the adjective; migliore and the like are forms of their own, see `organic`."""
    if row_of(lemma, "adjective")["graded"] == "no":
        raise NotCovered("adjective.degree", f"{lemma!r} is not compared")
    adverb = Form(sign, sign, "adverb", Features(), "adjective.comparative")
    return adverb, chosen(adjective_forms(lemma), Features(features.gender, features.number))


def organic(lemma: str, degree: str) -> tuple[Form, ...]:
    """migliore, peggiore, maggiore, minore as comparatives, ottimo, pessimo, massimo, minimo as superlatives."""
    word = {"comparativo": ORGANIC, "superlativo assoluto": ABSOLUTE}[degree].get(lemma)
    if word is None:
        raise NotCovered("adjective.degree", f"{lemma!r} has no {degree} of its own")
    return degree_forms(lemma, word, degree)


def superlative(lemma: str) -> tuple[Form, ...]:
    """The forms in -issimo, built on the masculine plural: bianchissimo, simpaticissimo, vecchissimo."""
    row = row_of(lemma, "adjective")
    if row["graded"] == "no" and lemma not in SUPERLATIVES:
        raise NotCovered("adjective.degree", f"{lemma!r} is not compared")
    plural = chosen(adjective_forms(lemma), Features("m", "p")).text
    return degree_forms(lemma, SUPERLATIVES.get(lemma, plural[:-1] + "issimo"), "superlativo assoluto")


def degree_forms(lemma: str, word: str, degree: str) -> tuple[Form, ...]:
    """The forms of a word that stands for a degree of an adjective."""
    return tuple(
        Form(text, lemma, "adjective", Features(gender, number, degree=degree), f"adjective.{degree}")
        for gender, number, text in shapes(word, "")
    )

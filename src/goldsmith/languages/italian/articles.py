"""Articles, the prepositions that fuse with them, and the words before a noun that change with its sound as articles do."""

from goldsmith.languages.italian.sound import IMPURE, PLAIN, VOWEL, onset
from goldsmith.languages.language import Features, Form, NotCovered

DEFINITE = {
    ("m", "s"): {PLAIN: "il", IMPURE: "lo", VOWEL: "l'"},
    ("m", "p"): {PLAIN: "i", IMPURE: "gli", VOWEL: "gli"},
    ("f", "s"): {PLAIN: "la", IMPURE: "la", VOWEL: "l'"},
    ("f", "p"): {PLAIN: "le", IMPURE: "le", VOWEL: "le"},
}
INDEFINITE = {"m": {PLAIN: "un", IMPURE: "uno", VOWEL: "un"}, "f": {PLAIN: "una", IMPURE: "una", VOWEL: "un'"}}
FUSED = {"di": "de", "a": "a", "da": "da", "in": "ne", "su": "su"}
LIKE_ARTICLES = {"il": "l", "lo": "llo", "l'": "ll'", "la": "lla", "i": "i", "gli": "gli", "le": "lle"}
PREPOSITIONS = ("di", "a", "da", "in", "con", "su", "per", "tra", "fra")


def definite(gender: str, number: str, following: str) -> Form:
    """il, lo, la, l', i, gli, le before the word `following`, which need not be the noun."""
    sound = IMPURE if following.lower() == "dei" and gender == "m" else onset(following)  # gli dei
    text = DEFINITE[gender, number][sound]
    return Form(text, "il", "article", Features(gender, number, use="definite"), f"article.definite.{sound}")


def indefinite(gender: str, following: str) -> Form:
    """un, uno, una, un' before the word `following`; there is no plural, the partitive serves."""
    sound = onset(following)
    features = Features(gender, "s", use="indefinite")
    return Form(INDEFINITE[gender][sound], "un", "article", features, f"article.indefinite.{sound}")


def partitive(gender: str, number: str, following: str) -> Form:
    """del, dello, dell', della, dei, degli, delle as "some"."""
    article = definite(gender, number, following)
    text = FUSED["di"] + LIKE_ARTICLES[article.text]
    return Form(text, "del", "article", Features(gender, number, use="partitive"), "article.partitive")


def articulated(preposition: str, article: Form) -> tuple[Form, ...]:
    """A preposition and a definite article: one word for di a da in su, two for the others."""
    if preposition not in PREPOSITIONS:
        raise NotCovered("preposition.unknown", f"{preposition!r} is no simple preposition")
    if preposition not in FUSED:
        return simple(preposition), article
    text = FUSED[preposition] + LIKE_ARTICLES[article.text]
    return (Form(text, preposition, "preposition", article.features, "preposition.articulated"),)


def simple(preposition: str) -> Form:
    """A preposition on its own."""
    return Form(preposition, preposition, "preposition", Features(), "preposition.simple")


def like_definite(stem: str, gender: str, number: str, following: str) -> str:
    """The words quello and bello before a noun: quel, quello, quell', quella, quei, quegli, quelle."""
    return stem + LIKE_ARTICLES[definite(gender, number, following).text]


def like_indefinite(stem: str, gender: str, following: str) -> str:
    """nessuno, alcuno, ciascuno, buono in the singular before a noun: nessun, nessuno, nessuna, nessun'."""
    ending = indefinite(gender, following).text[2:]
    return stem + ("n'" if ending == "'" else "n" + ending)


def article_forms() -> tuple[Form, ...]:
    """Every article and every preposition with its article, each form once for each of its readings."""
    found: dict[Form, None] = {}
    for gender, number in DEFINITE:
        for example in ("mano", "stella", "amo"):  # one word for each sound
            article = definite(gender, number, example)
            found[article] = found[partitive(gender, number, example)] = None
            for preposition in FUSED:
                found[articulated(preposition, article)[0]] = None
            if number == "s":
                found[indefinite(gender, example)] = None
    return tuple(found)

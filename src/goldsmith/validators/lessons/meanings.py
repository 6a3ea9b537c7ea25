"""Whether an English wording is what an Italian one means: by the glosses word for word, or by the plan's translation."""

import re
from functools import cache, lru_cache

from goldsmith.languages.italian.data import table
from goldsmith.languages.italian.grammar.clauses import IDIOMS
from goldsmith.languages.italian.grammar.lists import words_of
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.languages.language import Form
from goldsmith.validators.lessons.analysis import readings, within
from goldsmith.validators.lessons.english import PAST, bare, stems
from goldsmith.validators.lessons.scene import Scene

SMALL = words_of("small", "goldsmith.validators.lessons")
LITTLE = frozenset(("pronoun", "determiner", "conjunction"))
PERSONS = {"i": "1s", "we": "1p", "he": "3s", "she": "3s", "it": "3s", "they": "3p", "you": "2s 2p 3s"}


def means(text: str, gloss: str, scene: Scene) -> bool | None:
    """The gloss is a meaning of the text; nothing where neither the glosses nor the plan can tell."""
    wanted, clean = plain(gloss), bare(text)
    for claim in scene.plan.claims:
        if claim.kind in ("meaning", "translation") and bare(claim.subject) == clean and plain(claim.value) == wanted:
            return True
    for target in scene.plan.targets:
        if bare(target.text) == clean:
            return plain(target.translation) == wanted
    if " " in clean and any(plain(target.translation) == wanted for target in scene.plan.targets):
        return None
    for word in scene.plan.words:
        if bare(word.lemma) == clean and wanted in map(plain, word.gloss.split(";")):
            return True
    own = readings(text, scene)
    if (little := little_word(own, gloss)) is not None:
        return little
    told = {gloss for form in own for gloss in glosses(form.lemma, form.pos)}
    if told and wanted not in told and all(form.pos in LITTLE for form in own) and " " not in clean:
        return False
    found = tuple(dict.fromkeys((*readings(text, scene), *known(clean)))) if " " not in clean else ()
    if any(wanted in glosses(form.lemma, form.pos) for form in found):
        return matches_form(wanted, gloss, found)
    return covered(clean, gloss, scene)


def little_word(own: tuple[Form, ...], gloss: str) -> bool | None:
    """Whether an article or an unstressed pronoun means that; nothing where the word is neither."""
    said = gloss.lower().strip(" .!?")
    if own and all(form.pos == "article" for form in own):
        return said in (("a", "an", "one") if own[0].lemma == "uno" else ("the",))
    if own and all(form.pos == "pronoun" for form in own):
        meant = {one for form in own for one in clitic_meanings(form.lemma, form.features.gender)}
        return said in meant if meant else None
    return None


@cache
def clitic_meanings(lemma: str, gender: str) -> frozenset[str]:
    """The meanings of an unstressed pronoun of this gender."""
    rows = (row for row in table("clitics") if row["form"] == lemma)
    return frozenset(
        one for row in rows if gender in ("", row["gender"]) or not row["gender"] for one in row["gloss"].split("; ")
    )


def matches_form(wanted: str, gloss: str, found: tuple[Form, ...]) -> bool:
    """The citation meaning is said of the citation form or of its other genders: mele is not an apple."""
    return any(
        wanted in glosses(form.lemma, form.pos)
        and (form.features.number != "p" or form.pos != "noun" or keyed_plural(form))
        for form in found
    )


def keyed_plural(form: Form) -> bool:
    """The noun has a plural alone."""
    return form.text == form.lemma


@lru_cache(maxsize=16384)
def plain(gloss: str) -> str:
    """An English wording without articles, to, brackets and marks."""
    text = re.sub(r"\([^)]*\)", " ", gloss.lower())
    return " ".join(
        word for word in re.findall(r"[\w']+", text) if word not in ("to", "the", "a", "an", "one", "number")
    )


@cache
def numerals() -> dict[str, str]:
    """Italian numbers with the English ones."""
    return dict(pair.split(":") for pair in sorted(words_of("numerals", "goldsmith.validators.lessons")))


@cache
def _table() -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for name, pos in (("nouns", "noun"), ("verbs", "verb"), ("adjectives", "adjective"), ("determiners", "determiner")):
        for row in table(name):
            found.setdefault((row["lemma"], pos), set()).update(map(plain, row["gloss"].split(";")))
    for row in table("words"):
        found.setdefault((row["lemma"], row["pos"]), set()).update(map(plain, row["gloss"].split(";")))
    for row in table("pronouns"):
        found.setdefault((row["form"], "pronoun"), set()).update(map(plain, row["gloss"].split(";")))
    return {key: frozenset(values) for key, values in found.items()}


def glosses(lemma: str, pos: str) -> frozenset[str]:
    """The meanings of a lemma, plain."""
    return _table().get((lemma, pos), frozenset())


def covered(text: str, gloss: str, scene: Scene) -> bool | None:
    """Every word of weight on either side has its meaning on the other, and the persons and numbers do not contradict."""
    english = [
        word
        for word in re.findall(
            r"[\w']+", gloss.lower().replace("'m", " am").replace("'s", " is").replace("'ve", " have")
        )
    ]
    italian = text.replace("'", "' ").split()
    heavy = [word for word in english if word not in SMALL]
    if not heavy and not told_small(italian, english):
        return None
    used: set[str] = set()
    agreeing = persons_agree(text, english, scene) and times_agree(text, english, scene)
    loose = " " in text if set(english).isdisjoint(PERSONS) else len(english) > 2
    mismatch = None if agreeing and loose else False
    if crossed(italian, english):
        return False
    for word in italian:
        forms = scene.readings.get(word) or known(word)
        if word in numerals():
            used.add(numerals()[word])
            continue
        if word.capitalize() in scene.names:
            used.add(word)
            continue
        if not forms:
            return None
        if all(form.pos not in ("noun", "verb", "adjective") for form in forms):
            used.update(stem for form in forms for part in glosses(form.lemma, form.pos) for stem in part.split())
            continue
        told = {
            stem
            for form in forms
            for part in glosses(form.lemma, form.pos)
            for stem in part.split()
            if stem not in SMALL
        }
        if any(form.lemma == "volere" and form.features.mood == "condizionale" for form in forms):
            told.add("like")
        inflected = any(form.pos in ("noun", "verb") for form in forms)
        found = {one for one in heavy if one in told or (inflected and not told.isdisjoint(stems(one)))}
        auxiliary = any(form.lemma in ("essere", "avere", "stare", "potere", "dovere", "volere") for form in forms)
        if not found and not auxiliary:
            return mismatch
        used |= found
    if heavy and told_of(italian) and used.isdisjoint(heavy) and not any(text == " ".join(idiom) for idiom in IDIOMS):
        return False
    if any(word not in used and not word.isdigit() for word in heavy):
        return mismatch
    return (
        persons_agree(text, english, scene)
        and numbers_agree(italian, heavy, scene)
        and times_agree(text, english, scene)
    )


def crossed(italian: list[str], english: list[str]) -> bool:
    """What one is stands for what one has, or the other way round."""
    verbs = {form.lemma for word in italian for form in known(word) if form.pos == "verb" and form.features.person}
    participles = any(form.features.mood == "participio" for word in italian for form in known(word))
    had = {"have", "has", "had"} & set(english)
    been = {"be", "is", "are", "am", "was", "were"} & set(english)
    return not participles and (
        (verbs == {"essere"} and had != set() and not been)
        or (
            verbs == {"avere"}
            and been != set()
            and not had
            and not {"years", "old", "hungry", "thirsty", "cold", "hot", "right", "wrong", "afraid", "sleepy", "in"}
            & set(english)
        )
    )


def told_small(italian: list[str], english: list[str]) -> bool:
    """Little English words are the meaning of an Italian verb, as is of è; or the Italian words are all little ones."""
    for word in italian:
        forms = [form for form in known(word) if form.pos in ("noun", "verb", "adjective")]
        told = {stem for form in forms for part in glosses(form.lemma, form.pos) for stem in part.split()}
        if forms and told.isdisjoint(stem for one in english for stem in stems(one)):
            return False
    return True


TIME = {
    "presente": "now",
    "futuro semplice": "later",
    "passato prossimo": "before",
    "imperfetto": "before",
    "passato remoto": "before",
}
BEFORE = frozenset(
    word
    for word, base in PAST.items()
    if word not in ("is", "are", "am", "has", "does", "read", "children", "men", "women", "people")
)


def times_agree(text: str, english: list[str], scene: Scene) -> bool:
    """What the one says of the past the other does not say of the present or future."""
    conditional = {form.features.mood for form in readings(text, scene)} == {"condizionale"}
    if conditional and set(english) & set(PERSONS):
        return bool({"would", "could", "should", "d", "might"} & set(english))
    times = {
        TIME[form.features.tense]
        for form in readings(text, scene)
        if form.features.mood == "indicativo" and form.features.tense in TIME
    }
    if len(times) != 1 or not set(english) & set(PERSONS):
        return True
    later = bool({"will", "shall", "going"} & set(english))
    earlier = (
        any(
            word in BEFORE or word.endswith("ed") or word in ("have", "had", "did", "used", "was", "were")
            for word in english
        )
        or "read" in english
    )
    return {
        "now": not later and (not earlier or "have" in english or "read" in english),
        "later": later,
        "before": earlier and not later,
    }[times.pop()]


def told_of(italian: list[str]) -> bool:
    """Some word has a meaning that the lexicon tells."""
    return any(form.pos in ("noun", "verb", "adjective") for word in italian for form in known(word))


def persons_agree(text: str, english: list[str], scene: Scene) -> bool:
    """A pronoun that opens the English is of the verb's person."""
    if not english or english[0] not in PERSONS:
        return True
    found = readings(text, scene) or within(text, scene)
    found = found or tuple(form for word in text.replace("'", "' ").split() for form in finite(word))
    verbal = [form for form in found if form.pos == "verb"]
    if verbal and not any(form.features.person for form in verbal):
        return False
    genders = {form.features.gender for form in verbal if form.rule.startswith("verb.compound.essere")}
    if (english[0] == "he" and genders == {"f"}) or (english[0] == "she" and genders == {"m"}):
        return False
    persons = {form.features.person + form.features.number for form in found if form.features.person}
    return not persons or any(person in PERSONS[english[0]].split() for person in persons)


def finite(word: str) -> tuple[Form, ...]:
    """The readings of a word that is a finite verb and nothing else."""
    found = known(word)
    return found if found and all(form.pos == "verb" and form.features.person for form in found) else ()


def numbers_agree(italian: list[str], heavy: list[str], scene: Scene) -> bool:
    """A noun in the singular is no plural in English, and the other way round."""
    for word in italian:
        forms = [form for form in scene.readings.get(word) or known(word) if form.pos == "noun"]
        numbers = {form.features.number for form in forms}
        if len(numbers) != 1 or any(form.pos != "noun" for form in scene.readings.get(word) or known(word)):
            continue
        told = {stem for form in forms for part in glosses(form.lemma, "noun") for stem in part.split()}
        for one in heavy:
            if (
                one in told
                and numbers == {"p"}
                and forms[0].text != forms[0].lemma
                and not one.endswith("s")
                and one not in ("furniture", "money", "hair", "sheep", "fish")
            ):
                return False
            if (
                one not in told
                and not told.isdisjoint(stems(one))
                and numbers == {"s"}
                and (one.endswith("s") or one in PAST)
            ):
                return False
    return True

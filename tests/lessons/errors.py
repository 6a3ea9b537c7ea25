"""Errors planted into true lessons word by word: each transformation makes a text wrong, or gives nothing.

Written on a path apart from the patterns by which claims are read: nothing here knows a pattern. English terms are changed in
statements alone, Italian in quotations of two words and more that the text does not warn of.
"""

import re
from collections.abc import Callable, Iterator
from random import Random

from goldsmith.languages.italian.data import keyed
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.languages.italian.nouns import noun_forms
from goldsmith.languages.italian.verb_forms import verb_forms

Transformation = Callable[[str, Random], str | None]
QUOTED = re.compile(r'"([^"]+)"')
WARNED = re.compile(
    r"(?:\bnot|never say|n't say|[Yy]ou (?:put|chose|said|wrote|had|used)|wrote|instead of|said|rather than|would be|sounds) $",
    re.IGNORECASE,
)
DOOMED = re.compile(
    r" (?:is|was|would be|sounds) (?:not |n't |wrong|off|incorrect|a |an |the (?:problem|slip|mistake|error))|, non "
)
UNSURE = re.compile(r"\bor\b|\?|\bboth\b|masculine and|and feminine|Put |Change |Tell me|Look at|Compare|Now change")


def statements(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences stand that say something without a choice in them."""
    if "nvariable" in text or "looks masc" in text:
        return
    for found in re.finditer(r'[^.!?"]*(?:"[^"]*"[^.!?"]*)*[.!?]"?', text):
        if not UNSURE.search(found[0]):
            yield found.span()


def term(old: str, new: str) -> Transformation:
    """One English term for another in a statement, outside quotations."""
    pattern = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])(?! subjunctive| perfect| participle| prossimo)")

    def change(text: str, rng: Random) -> str | None:
        places = [
            (start + found.start(), start + found.end())
            for start, end in statements(text)
            for found in pattern.finditer(re.sub(r'"[^"]*"', lambda one: "#" * len(one[0]), text[start:end]))
        ]
        if not places:
            return None
        start, end = rng.choice(places)
        return text[:start] + new + text[end:]

    return change


def word(old: str, new: str) -> Transformation:
    """One quoted Italian word for another, alone between its marks, in a statement."""

    def change(text: str, rng: Random) -> str | None:
        places = [
            found.span(1)
            for start, end in statements(text)
            for found in QUOTED.finditer(text, start, end)
            if found[1].lower() == old
            and not re.search(r"not $|from $|of $|with the article $|\band $|begins with $", text[: found.start()])
        ]
        if not places:
            return None
        start, end = rng.choice(places)
        return text[:start] + new + text[end:]

    return change


def italian(change: Callable[[str, Random], str | None], least: int = 1) -> Transformation:
    """A change of one Italian quotation of several words, of at least so many spaces."""

    def changed(text: str, rng: Random) -> str | None:
        places = [
            found.span(1)
            for found in QUOTED.finditer(text)
            if (" " in found[1].strip() or "'" in found[1]) and len(found[1]) > 3
            if found[1].strip().count(" ") >= least or least == 1
            if not WARNED.search(text[: found.start()])
            and not DOOMED.match(text[found.end() :])
            and not re.search(r"i gatti\" is|the learner", text)
            and is_italian(found[1])
        ]
        rng.shuffle(places)
        for start, end in places:
            new = change(text[start:end], rng)
            if new is not None and new != text[start:end]:
                return text[:start] + new + text[end:]
        return None

    return changed


def is_italian(text: str) -> bool:
    """Most words are Italian."""
    words = re.findall(r"[\w']+", text.replace("'", "' "))
    return sum(bool(known(one)) or one[0].isupper() for one in words) > 0.7 * len(words) and words[0].lower() not in (
        "to",
        "the",
        "i",
    )


def swapped(old: str, new: str) -> Transformation:
    """One Italian word for another inside a longer quotation."""
    pattern = re.compile(
        rf"(?<![\w']){re.escape(old)}(?![\w'])" if not old.endswith("'") else rf"(?<![\w']){re.escape(old)}",
        re.IGNORECASE,
    )
    return italian(lambda text, rng: pattern.sub(new, text, count=1) if pattern.search(text) else None)


def each_word(rule: Callable[[str, Random], str | None]) -> Transformation:
    """The first word, in random order, that the rule changes into something that is no Italian word."""

    def change(text: str, rng: Random) -> str | None:
        words = re.findall(r"[^\W\d_]+", text)
        rng.shuffle(words)
        for one in words:
            new = rule(one, rng) if len(one) > 3 and not one[0].isupper() else None
            if new and new != one and not known(new):
                return re.sub(rf"\b{one}\b", new, text, count=1)
        return None

    return italian(change)


def other_form(mood: str, person: str, number: str, to: tuple[str, str]) -> Transformation:
    """A finite verb in another person."""

    def change(text: str, rng: Random) -> str | None:
        for one in re.findall(r"[^\W\d_]+", text):
            for form in known(one):
                features = form.features
                if (features.mood, features.person, features.number) == (mood, person, number) and form.lemma in keyed(
                    "verbs"
                ):
                    wanted = (mood, features.tense, *to)
                    for other in verb_forms(form.lemma):
                        own = other.features
                        same = any(again.features.person == person for again in known(other.text))
                        if (own.mood, own.tense, own.person, own.number) == wanted and not same:
                            return re.sub(rf"\b{one}\b", other.text, text, count=1)
        return None

    return italian(change, least=2)


def agreeing(ending: str, to: str, pos: tuple[str, ...] = ("adjective", "participle")) -> Transformation:
    """An adjective or participle with another ending."""

    def change(text: str, rng: Random) -> str | None:
        for one in re.findall(r"[^\W\d_]+", text):
            forms = known(one)
            fits = any(form.pos == "adjective" or form.features.mood == "participio" for form in forms) and not any(
                form.pos == "noun" for form in forms
            )
            if one.endswith(ending) and fits and known(one[: -len(ending)] + to):
                return re.sub(rf"\b{one}\b", one[: -len(ending)] + to, text, count=1)
        return None

    return italian(change, least=2)


def bad_plural(text: str, rng: Random) -> str | None:
    """A noun with an invented plural."""
    for one in re.findall(r"[^\W\d_]+", text):
        for form in known(one):
            if form.pos == "noun" and form.features.number == "p":
                new = one[:-1] + {"i": "es", "e": "as", "a": "os"}.get(one[-1], "s")
                if not known(new):
                    return re.sub(rf"\b{one}\b", new, text, count=1)
    return None


def wrong_number(text: str, rng: Random) -> str | None:
    """A noun in the other number, what stands beside it unchanged."""
    for before, one in re.findall(r"\b(il|lo|la|i|gli|le|un|una)\s([^\W\d_]+)", text, re.IGNORECASE):
        for form in known(one):
            if form.pos == "noun":
                for other in noun_forms(form.lemma):
                    if other.features.number != form.features.number and other.text != one:
                        return re.sub(rf"\b{before} {one}\b", f"{before} {other.text}", text, count=1)
    return None


def dropped(words: str) -> Transformation:
    """A little word left out before what needs it."""
    pattern = re.compile(rf"\b(?:{words}) (?=\w)", re.IGNORECASE)
    return italian(
        lambda text, rng: pattern.sub("", text, count=1) if pattern.search(text) and len(text.split()) > 3 else None
    )


def turned(pattern: str) -> Transformation:
    """Two words the other way round."""
    found = re.compile(pattern, re.IGNORECASE)
    return italian(
        lambda text, rng: found.sub(lambda one: f"{one[2]} {one[1]}", text, count=1) if found.search(text) else None
    )


def gloss(text: str, rng: Random) -> str | None:
    """The meaning of one word given for another."""
    found = re.search(r'"[^"]+" means "([^"]+)"', text)
    others = [
        meaning
        for meaning in ("apple", "dog", "to sleep", "yesterday", "green", "kitchen", "to buy", "seven", "brother")
        if not found or meaning not in found[1]
    ]
    return text[: found.start(1)] + rng.choice(others) + text[found.end(1) :] if found else None


def gloss_number(text: str, rng: Random) -> str | None:
    """The gloss of a singular noun in the plural."""
    found = re.search(r'"[^"]+" means "([a-z]+[^s"])"', text)
    return text[: found.end(1)] + "s" + text[found.end(1) :] if found else None


def denied(text: str, rng: Random) -> str | None:
    """A true statement with a negation."""
    found = re.search(r'("[^"]+" (?:is|means|takes|begins|ends)) ?(?=[a-z"])(?!not|n.t)', text)
    if not found or UNSURE.search(text) or found[1].endswith("means"):
        return None
    verb = found[1].rpartition(" ")[2]
    plain = {"is": "is not", "takes": "does not take", "begins": "does not begin", "ends": "does not end"}[verb]
    return text[: found.start()] + found[1][: -len(verb)] + plain + text[found.end(1) :]


def crossed(text: str, rng: Random) -> str | None:
    """Right and wrong exchanged."""
    found = re.search(r'"([^"]+)", not "([^"]+)"', text)
    if not found:
        return None
    return text[: found.start()] + f'"{found[2]}", not "{found[1]}"' + text[found.end() :]


def english_word(text: str, rng: Random) -> str | None:
    """An English noun for the Italian one."""
    for one in re.findall(r"[^\W\d_]+", text):
        row = keyed("nouns").get(one)
        if (
            row
            and " " not in row["gloss"]
            and ";" not in row["gloss"]
            and row["gloss"] != one
            and not known(row["gloss"])
        ):
            return re.sub(rf"\b{one}\b", row["gloss"], text, count=1)
    return None


def no_accent(one: str, rng: Random) -> str | None:
    """The word without its accent."""
    plain = one.translate(str.maketrans("àèéìòù", "aeeiou"))
    return plain if plain != one else None


def regular_participle(text: str, rng: Random) -> str | None:
    """An irregular participle made regular."""
    table = {
        "letto": "leggiuto",
        "letta": "leggiuta",
        "visto": "veduato",
        "preso": "prenduto",
        "scritto": "scrivuto",
        "fatto": "faciuto",
    }
    for one, new in table.items():
        if re.search(rf"\b{one}\b", text):
            return re.sub(rf"\b{one}\b", new, text, count=1)
    return None


def doubled(one: str, rng: Random) -> str | None:
    """A consonant written twice."""
    found = re.search(r"(?<=[aeiou])([bcdfglmnprstvz])(?=[aeiou])", one)
    return one[: found.end()] + one[found.start() :] if found else None


def halved(one: str, rng: Random) -> str | None:
    """A double consonant written once."""
    new = re.sub(r"([bcdfglmnprstvz])\1", r"\1", one, count=1)
    return new if new != one else None


def metathesis(one: str, rng: Random) -> str | None:
    """Two letters inside the word exchanged."""
    place = rng.randrange(1, len(one) - 2)
    return one[:place] + one[place + 1] + one[place] + one[place + 2 :]


TRANSFORMATIONS: dict[str, Transformation] = {
    "masculine for feminine": term("feminine", "masculine"),
    "feminine for masculine": term("masculine", "feminine"),
    "plural for singular": term("singular", "plural"),
    "singular for plural": term("plural", "singular"),
    "second for first person": term("first person", "second person"),
    "third for first person": term("first person", "third person"),
    "first for third person": term("third person", "first person"),
    "second for third person": term("third person", "second person"),
    "imperfetto for passato prossimo": term("passato prossimo", "imperfetto"),
    "futuro for passato prossimo": term("passato prossimo", "futuro semplice"),
    "trapassato for passato prossimo": term("passato prossimo", "trapassato prossimo"),
    "remoto for passato prossimo": term("passato prossimo", "passato remoto"),
    "passato prossimo for imperfetto": term("imperfetto", "passato prossimo"),
    "futuro for imperfetto": term("imperfetto", "futuro semplice"),
    "imperfect for present": term("present tense", "imperfect"),
    "future for present": term("present tense", "future"),
    "conditional for future": term("future", "conditional"),
    "imperfetto for futuro": term("futuro semplice", "imperfetto"),
    "subjunctive for conditional": term("conditional", "subjunctive"),
    "imperative for conditional": term("conditional", "imperative"),
    "indicative for subjunctive": term("subjunctive", "indicative"),
    "conditional for subjunctive": term("subjunctive", "conditional"),
    "subjunctive for indicative": term("indicative", "subjunctive"),
    "gerund for participle": term("past participle", "gerund"),
    "infinitive for participle": term("past participle", "infinitive"),
    "verb for noun": term("noun", "verb"),
    "adjective for noun": term("masculine noun", "masculine adjective"),
    "adjective for adverb": term("adverb", "adjective"),
    "regular for irregular": term("irregular", "regular"),
    "transitive for reflexive": term("reflexive", "intransitive"),
    "object for subject": term("the subject is", "the verb is"),
    "a vowel for z": term("with z", "with a vowel"),
    "a consonant for a vowel": term("with a vowel", "with a consonant"),
    "a vowel for s impure": term("with s plus consonant", "with a vowel"),
    "avere for essere": word("essere", "avere"),
    "essere for avere": word("avere", "essere"),
    "another verb": word("andare", "amare"),
    "il for lo alone": word("lo", "il"),
    "ha for è": swapped("è", "ha"),
    "sono for ho": swapped("ho", "sono"),
    "siamo for abbiamo": swapped("abbiamo", "siamo"),
    "ha for sono": swapped("sono", "hanno"),
    "il for la": swapped("la", "il"),
    "la for il": swapped("il", "la"),
    "il for lo": swapped("lo", "il"),
    "i for gli": swapped("gli", "i"),
    "i for le": swapped("le", "i"),
    "le for i": swapped("i", "le"),
    "la for l'": swapped("l'", "la "),
    "lo for l'": swapped("l'", "lo "),
    "una for un": swapped("un", "una"),
    "un' for una": swapped("una", "un' "),
    "a il for al": swapped("al", "a il"),
    "su la for sulla": swapped("sulla", "sullo"),
    "alla for al": swapped("al", "alla"),
    "-o for -a": agreeing("a", "o"),
    "-a for -o": agreeing("o", "a"),
    "-o for -i": agreeing("i", "o"),
    "-i for -e": agreeing("e", "i"),
    "-a for -e": agreeing("e", "a"),
    "third plural for third singular": other_form("indicativo", "3", "s", ("3", "p")),
    "third singular for third plural": other_form("indicativo", "3", "p", ("3", "s")),
    "second for third singular": other_form("indicativo", "3", "s", ("2", "s")),
    "invented plural": italian(bad_plural),
    "other number": italian(wrong_number),
    "article left out": dropped("il|lo|la|i|gli|le|un|una"),
    "helper left out": dropped("è|ho|abbiamo|sono"),
    "accent left out": each_word(no_accent),
    "doubled consonant": each_word(doubled),
    "halved consonant": each_word(halved),
    "letters exchanged": each_word(metathesis),
    "invented ending": each_word(lambda one, rng: one + rng.choice(("o", "amo", "ti"))),
    "invented participle": italian(regular_participle),
    "English word": italian(english_word),
    "noun before article": turned(r"\b(il|lo|la|i|gli|le|una|un) (\w+)"),
    "pronoun after verb": turned(r"\b(si|mi) (è|piace|piacciono)\b"),
    "participle before helper": turned(r"\b(è|ho|abbiamo|sono) (andat\w|mangiato|letto|arrivati)\b"),
    "doubled article": swapped("la", "la la"),
    "another meaning": gloss,
    "meaning in the plural": gloss_number,
    "denial": denied,
    "right and wrong exchanged": crossed,
}
"""Every transformation by its name."""

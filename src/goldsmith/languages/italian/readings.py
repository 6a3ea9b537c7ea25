"""What a text of one or several words can be: a form of the lexicon, a verb with pronouns at its end, a compound tense."""

import unicodedata
from collections.abc import Iterator
from itertools import product

from goldsmith.languages.italian.auxiliaries import auxiliaries
from goldsmith.languages.italian.clitics import joined_to
from goldsmith.languages.italian.clusters import Chain, tails
from goldsmith.languages.italian.index import index
from goldsmith.languages.italian.verb_groups import COMPOUND
from goldsmith.languages.italian.verbs import takes_object
from goldsmith.languages.language import Features, Form

JOINING = (("infinito", "presente"), ("gerundio", "presente"), ("imperativo", "presente"))
OWN = {"1s": "mi", "2s": "ti", "3s": "si", "1p": "ci", "2p": "vi", "3p": "si"}
THIRD = {"lo": "ms", "la": "fs", "li": "mp", "le": "fp"}
SIMPLE_TENSE = {(mood, simple): tense for (mood, tense), simple in COMPOUND.items()}
Joint = tuple[Form, Form, Chain]
"""A verb with pronouns, the verb without them, and the pronouns."""


def normal(text: str) -> str:
    """The text in composed characters, lower-case, with a straight apostrophe."""
    return unicodedata.normalize("NFC", text).replace("’", "'").strip().lower()


def analyse(text: str) -> tuple[Form, ...]:
    """Every reading of a form of one word or of a compound tense; none when it is unknown."""
    form = normal(text)
    readings = dict.fromkeys(index().get(form, ()))
    readings |= dict.fromkeys(joint for joint, verb, chain in joints(form) if allowed(verb, chain))
    return tuple(readings | dict.fromkeys(compounds(form)))


def joints(text: str) -> Iterator[Joint]:
    """Every way to see the text as a verb with pronouns at its end."""
    for length in range(2, min(7, len(text) - 1)):
        chain = tails().get(text[-length:])
        base = text[:-length]
        for candidate in (base, base + "e", base + "re", base + "'", base[:-1] + "'") if chain else ():
            for form in index().get(candidate, ()):
                if chain and joins(form) and joined_to(form, chain).text == text:
                    yield joined_to(form, chain), form, chain


def joins(form: Form) -> bool:
    """Pronouns stand at the end of this form."""
    return (form.features.mood, form.features.tense) in JOINING and form.features.person != "3"


def allowed(form: Form, chain: Chain) -> bool:
    """A direct object goes with a verb that takes one; a pronominal verb has its own pronoun first, of its person."""
    if is_object(chain) and not takes_object(form.lemma):
        return False
    if not form.lemma.endswith("rsi"):
        return True
    person = form.features.person + form.features.number
    return chain[0].text in ((OWN[person],) if person else OWN.values())


def is_object(chain: Chain) -> bool:
    """The pronouns hold a direct object and nothing else can be meant: lo, la, li, or any of them after another."""
    return chain[-1].third_object and (len(chain) > 1 or chain[-1].text != "le")


def compounds(text: str) -> Iterator[Form]:
    """Readings of an auxiliary and a participle, one pronoun before or at its end or none: "sono andata", "averlo detto"."""
    words = text.replace("'", "' ").split()
    if len(words) not in (2, 3):
        return
    before = words[0] if len(words) == 3 else ""
    helpers = [(form, before) for form in index().get(words[-2], ())]
    if not before:
        helpers += [(verb, chain[0].text) for _, verb, chain in joints(words[-2]) if len(chain) == 1]
    for (helper, pronoun), past in product(helpers, index().get(words[-1], ())):
        if helper.lemma in ("essere", "avere") and past.features.mood == "participio":
            yield from compound(text, pronoun, helper, past)


def compound(text: str, pronoun: str, helper: Form, past: Form) -> Iterator[Form]:
    """The reading of one auxiliary with one participle, where the verb takes it and the participle agrees."""
    tense = SIMPLE_TENSE.get((helper.features.mood, helper.features.tense))
    if tense is None or helper.lemma not in auxiliaries(past.lemma).choice:
        return
    if pronoun in ("lo", "la", "li", "l'") and not takes_object(past.lemma):
        return
    person = helper.features.person + helper.features.number
    reflexive = pronoun == OWN[person] if person else pronoun in OWN.values()
    if reflexive and person and helper.lemma == "avere" and pronoun != "si":  # mi ho visto
        return
    if (past.lemma.endswith("rsi") and not reflexive) or not agrees(pronoun, helper, past):
        return
    being = helper.lemma == "essere"
    number = helper.features.number or (past.features.number if being else "")
    gender = past.features.gender if being else ""
    features = Features(gender, number, helper.features.person, helper.features.mood, tense)
    yield Form(text, past.lemma, "verb", features, f"verb.compound.{helper.lemma}")


def agrees(pronoun: str, helper: Form, past: Form) -> bool:
    """The participle's gender and number: the subject's number after essere, the pronoun's after lo la li le l' ne."""
    shape = past.features.gender + past.features.number
    if helper.lemma == "essere":
        return helper.features.number in ("", past.features.number)
    if pronoun in THIRD:
        return shape == THIRD[pronoun] or (pronoun == "le" and shape == "ms")  # le ho detto: to her
    if pronoun == "l'":
        return past.features.number == "s"
    return pronoun in ("ne", "mi", "ti", "ci", "vi") or shape == "ms"

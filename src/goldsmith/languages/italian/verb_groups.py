"""The verb with all that belongs to it: non, pronouns, auxiliary, participle and its agreement."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goldsmith.languages.italian.auxiliaries import auxiliary
from goldsmith.languages.italian.clitics import Clitic, before_verb, joined_to
from goldsmith.languages.italian.verb_forms import lacks, verb_form
from goldsmith.languages.italian.verbs import SIMPLE, takes_object, verb
from goldsmith.languages.language import Features, Form, NotCovered

COMPOUND = {
    ("indicativo", "passato prossimo"): "presente",
    ("indicativo", "trapassato prossimo"): "imperfetto",
    ("indicativo", "trapassato remoto"): "passato remoto",
    ("indicativo", "futuro anteriore"): "futuro semplice",
    ("condizionale", "passato"): "presente",
    ("congiuntivo", "passato"): "presente",
    ("congiuntivo", "trapassato"): "imperfetto",
    ("infinito", "passato"): "presente",
    ("gerundio", "passato"): "presente",
}
"""The compound tenses, and the tense of the auxiliary in each."""
TENSES = (*SIMPLE, *COMPOUND, ("infinito", "presente"), ("gerundio", "presente"))
HE = Features(gender="m", number="s", person="3")
NON = Form("non", "non", "adverb", Features(), "negation")


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """What is asked for: a verb, its mood and tense, its subject's features, pronouns, negation, and the use if both
    auxiliaries occur.
    """

    lemma: str
    mood: str = "indicativo"
    tense: str = "presente"
    subject: Features = HE
    clitics: tuple[Clitic, ...] = ()
    negative: bool = False
    use: str = ""


def realised(group: VerbGroup) -> tuple[Form, ...]:
    """The words of a verb group in their order; raises NotCovered for what the plug-in cannot say."""
    if (group.mood, group.tense) not in TENSES:
        raise NotCovered("verb.tense", f"no {group.mood} {group.tense}")
    if lacks(verb(group.lemma), group.mood, group.subject.person):
        raise NotCovered("verb.defective", f"{group.lemma!r} is not used in {group.mood} {group.subject.person}")
    check_clitics(group)
    clitics = with_reflexive(group)
    if (group.mood, group.tense) in COMPOUND:
        return compound(group, clitics)
    if group.mood == "imperativo":
        return order(group, clitics)
    wanted = Features(mood=group.mood, tense=group.tense)
    if group.mood in ("infinito", "gerundio"):
        return (*negation(group), joined_to(verb_form(group.lemma, wanted), clitics))
    form = verb_form(group.lemma, replace(wanted, person=group.subject.person, number=group.subject.number))
    return (*negation(group), *before_verb(clitics, form.text), form)


def check_clitics(group: VerbGroup) -> None:
    """Raises NotCovered for a direct object that the verb cannot have and for a pronoun that does not fit the subject."""
    if has_object(group.clitics) and not takes_object(group.lemma):
        raise NotCovered("clitic.object", f"{group.lemma!r} has no direct object")
    if group.lemma == "essere" and has_object(group.clitics) and [clitic.text for clitic in group.clitics] != ["lo"]:
        raise NotCovered("clitic.object", "essere has no direct object but lo for its predicate")
    for clitic in group.clitics if group.mood not in ("infinito", "gerundio") else ():
        own = clitic.person == group.subject.person
        if clitic.role == "reflexive" and not (own and clitic.number == group.subject.number):
            raise NotCovered("clitic.reflexive", f"{clitic.text!r} is not the subject's reflexive pronoun")
        if clitic.role in ("direct", "indirect") and own and clitic.person in ("1", "2"):
            raise NotCovered("clitic.reflexive", f"{clitic.text!r} means the subject itself; ask for the reflexive")


def with_reflexive(group: VerbGroup) -> tuple[Clitic, ...]:
    """The pronouns, with the reflexive one of a pronominal verb first."""
    if not verb(group.lemma).pronominal:
        return group.clitics
    if not group.subject.person or not group.subject.number:
        raise NotCovered("verb.subject", f"{group.lemma!r} needs the person and number of its subject")
    return (Clitic("reflexive", group.subject.person, group.subject.number), *group.clitics)


def negation(group: VerbGroup) -> tuple[Form, ...]:
    """`non` before the pronouns and the verb."""
    return (NON,) if group.negative else ()


def compound(group: VerbGroup, clitics: Sequence[Clitic]) -> tuple[Form, ...]:
    """Auxiliary and participle, pronouns before the auxiliary or, of infinitive and gerund, at its end."""
    reflexive = any(clitic.role == "reflexive" for clitic in clitics)
    helper = "essere" if reflexive else auxiliary(group.lemma, group.use)
    if helper == "essere" and not reflexive and group.lemma != "essere" and has_object(clitics):
        raise NotCovered("auxiliary.use", f"{group.lemma!r} with a direct object takes avere, not essere")
    gender, number, rule = agreement(group, clitics, helper, reflexive=reflexive)
    wanted = Features(mood=group.mood, tense=COMPOUND[group.mood, group.tense])
    past = verb_form(group.lemma, Features(gender, number, mood="participio", tense="passato"))
    past = replace(past, rule=f"{past.rule}; {rule}")
    if group.mood in ("infinito", "gerundio"):
        return (*negation(group), joined_to(verb_form(helper, wanted), clitics), past)
    form = verb_form(helper, replace(wanted, person=group.subject.person, number=group.subject.number))
    return (*negation(group), *before_verb(clitics, form.text), form, past)


def has_object(clitics: Sequence[Clitic]) -> bool:
    """One of the pronouns is a direct object."""
    return any(clitic.role == "direct" for clitic in clitics)


def agreement(group: VerbGroup, clitics: Sequence[Clitic], helper: str, *, reflexive: bool) -> tuple[str, str, str]:
    """Gender and number of the participle, and why: the preceding lo la li le or ne, the subject of essere, or nothing."""
    for clitic in clitics if helper == "avere" or reflexive else ():  # lo sono stata: lo is no object
        if clitic.third_object or (clitic.role == "ne" and clitic.gender):
            return clitic.gender, clitic.number, f"agreement.{clitic.text}"
    if helper == "avere":
        return "m", "s", "agreement.none"
    if not group.subject.gender or not group.subject.number:
        raise NotCovered("agreement.subject", f"essere with {group.lemma!r} needs the subject's gender and number")
    return group.subject.gender, group.subject.number, "agreement.subject"


def order(group: VerbGroup, clitics: Sequence[Clitic]) -> tuple[Form, ...]:
    """The imperative: pronouns at the end of tu, noi, voi, before Lei and Loro; a negative tu is non with the infinitive."""
    person, number = group.subject.person, group.subject.number
    if group.negative and (person, number) == ("2", "s"):
        infinitive = verb_form(group.lemma, Features(mood="infinito", tense="presente"))
        form = joined_to(infinitive, clitics)
        features = Features(person=person, number=number, mood="imperativo", tense="presente")
        return NON, replace(form, features=features, rule="verb.imperativo negativo.tu")
    form = verb_form(group.lemma, Features(mood="imperativo", tense="presente", person=person, number=number))
    if person == "3":
        return (*negation(group), *before_verb(clitics, form.text), form)
    return (*negation(group), joined_to(form, clitics))

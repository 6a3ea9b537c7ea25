"""Whether what a clause claims is true: equal to a claim of the plan, or proved by the language's analysis alone."""

from collections.abc import Callable, Iterator

from goldsmith.extractors.lessons.patterns import Clause
from goldsmith.validators.lessons.agreeing import after, agrees
from goldsmith.validators.lessons.analysis import fits
from goldsmith.validators.lessons.casewise import form_is
from goldsmith.validators.lessons.describing import (
    apposed,
    aside,
    bothare,
    has,
    is_a,
    is_ending,
    is_so,
    seems,
    subject_in_english,
)
from goldsmith.validators.lessons.entities import GENERIC, Entity, Focus, entity
from goldsmith.validators.lessons.forms import ends_of, is_form, is_same, lemma_of
from goldsmith.validators.lessons.governing import before, begins, ends, governs, has_ending, mixed, takes, wrong_before
from goldsmith.validators.lessons.laws import lawful
from goldsmith.validators.lessons.meant import glossed, is_meant, opposite, refers, that_is
from goldsmith.validators.lessons.mentioned import mentioned
from goldsmith.validators.lessons.sayings import (
    general_talk,
    is_right,
    likewise,
    looked,
    needless,
    not_said,
    others,
    personal,
    place,
    ruled,
    says,
    says_of,
    shown,
    stemmed,
    supposed,
    takes_or_says,
    titled,
    translated,
    wanted,
    wrote,
    wrote_wrong,
)
from goldsmith.validators.lessons.spoken import Finding, Spoken
from goldsmith.validators.lessons.traits import (
    accented,
    bare_noun,
    changes_gender,
    elided,
    no_change,
    same_gender,
    spelled,
)
from goldsmith.validators.lessons.turning import becomes


def judged(clause: Clause, focus: Focus) -> Finding:
    """The finding on one clause; what it speaks of becomes what later pronouns mean."""
    parts = {name: entity(symbols) for name, symbols in clause.parts.items() if name in "socfe"}
    spoken = Spoken(clause, parts, focus, focus.scene)
    negated = clause.relation.startswith("not") or clause.relation == "isnot" or "n" in clause.parts
    if clause.relation == "false":
        return Finding(False, " ".join(symbol.text for symbol in clause.parts["s"]))
    if universal(clause) and clause.relation not in ("before", "law"):
        return Finding(None, " ".join(symbol.text for symbols in clause.parts.values() for symbol in symbols))
    name = "o" if clause.relation in ("form", "takes") and several_in(clause, "o") else "s"
    several = [symbol for symbol in clause.parts.get(name, ()) if symbol.kind == "M"]
    if len(several) > 1 and clause.relation != "shown":
        each = [judged(Clause(clause.relation, {**clause.parts, name: (symbol,)}), focus) for symbol in several]
        return min(each, key=lambda found: (found.true is not False, found.true is not None))
    if misnamed(parts, focus):
        return Finding(False, " ".join(symbol.text for symbols in clause.parts.values() for symbol in symbols))
    relation = RELATIONS[clause.relation]
    wrong = tuple(wrongly(clause, parts))
    found = relation(spoken)
    shown = " ".join(symbol.text for symbols in clause.parts.values() for symbol in symbols)
    if found.true and clause.relation not in PLACED and spoken.terms("z"):
        found = Finding(None, shown)
    if universal(clause) and found.true and clause.relation != "law" and not mostly(clause):
        found = Finding(None, shown)
    if negated and found.true is not None and clause.relation not in ("notsays", "notright"):
        found = Finding(not found.true, shown, ())
    order = ("s", "o") if clause.relation == "opposite" else ("f", "o", "s")
    named = (name for name in order if name in parts and clause.parts[name])
    focus.take(*(parts[name].text for name in named if clause.parts[name][-1].kind != "Q"))
    return Finding(found.true, shown, found.claims, wrong)


def misnamed(parts: dict[str, Entity], focus: Focus) -> bool:
    """A word stands beside a noun of grammar that it is not: the noun rossa."""
    named = (one for name, one in parts.items() if name in "so" and one.text and not one.text.startswith("-"))
    return any(fits(one.text, GENERIC[one.generic], focus.scene) is False for one in named if one.generic in GENERIC)


def several_in(clause: Clause, name: str) -> bool:
    """The part names several words of the language taught."""
    return sum(symbol.kind == "M" for symbol in clause.parts.get(name, ())) > 1


def universal(clause: Clause) -> bool:
    """The clause is of every word of a kind: only a rule of the language can be that."""
    return any(
        any(symbol.kind == "ALL" and symbol.text.lower() != "no" for symbol in one)
        and not any(symbol.kind == "M" for symbol in one)
        for one in (clause.parts.get("s", ()), clause.parts.get("o", ()))
    )


def mostly(clause: Clause) -> bool:
    """Something stands before most sounds of a kind."""
    return clause.relation == "before" and {one.text for one in clause.parts["s"] if one.kind == "ALL"} <= {
        "most",
        "many",
    }


def wrongly(clause: Clause, parts: dict[str, Entity]) -> Iterator[str]:
    """The words that the clause shows as wrong."""
    if "c" in parts:
        yield parts["c"].text
    yield from (symbol.text for symbol in clause.parts.get("d", ()))
    if clause.relation in ("wrote", "wrotewrong", "notsays"):
        yield parts["o"].text
    if clause.relation in ("wrong", "notright"):
        yield parts["s"].text
    if clause.relation == "becomes" and "s" in parts:
        yield parts["s"].text


RELATIONS: dict[str, Callable[[Spoken], Finding]] = {
    "is": is_so, "isnot": is_so, "form": is_form, "notform": is_form, "same": is_same, "notsame": is_same, "takes": takes_or_says,
    "nottakes": takes, "agrees": agrees, "notagrees": agrees, "becomes": becomes, "means": is_meant, "notmeans": is_meant,
    "gloss": is_meant, "says": says, "notsays": not_said, "wrote": wrote, "wrotewrong": wrote_wrong, "wroteright": is_right,
    "wrong": not_said, "notright": not_said, "right": is_right, "ends": ends, "notends": ends, "begins": begins, "before": before,
    "after": after, "lemma": lemma_of, "has": has, "aside": aside, "isa": is_a, "notisa": is_a, "hasobject": accented,
    "shown": shown, "looked": looked, "place": place, "mixed": mixed,
    "notmixed": mixed,
    "notbegins": begins, "talk": general_talk, "hasending": has_ending, "saysof": says_of, "formis": form_is,
    "wrongbefore": wrong_before, "nochange": no_change, "glossed": glossed,
    "isends": is_ending, "isbegins": is_ending, "refers": refers, "bare": bare_noun, "apposed": apposed,
    "needless": needless, "subject": subject_in_english, "bothare": bothare, "changesgender": changes_gender,
    "governs": governs, "stemmed": stemmed, "elided": elided, "spelled": spelled, "ruled": ruled, "others": others,
    "personal": personal, "samegender": same_gender, "seems": seems, "opposite": opposite, "law": lawful,
    "mentioned": mentioned, "endsof": ends_of, "wanted": wanted, "supposed": supposed,
    "thatis": that_is, "likewise": likewise, "translated": translated, "named": titled,
}  # fmt: skip
PLACED = frozenset(
    (
        "agrees",
        "notagrees",
        "supposed",
        "isa",
        "nochange",
        "stemmed",
        "changesgender",
        "personal",
        "becomes",
        "formis",
        "lemma",
        "means",
        "notmeans",
        "place",
        "says",
        "takes",
        "wanted",
    )
)
"""The relations that compare the terms of their place: in the plural, in the imperfetto."""

"""Whether an answer fits its question: it says what the turn owes and speaks of what was asked."""

from collections.abc import Iterator, Sequence

from goldsmith.core.nouns import Verdict
from goldsmith.languages.italian.terms import terms
from goldsmith.schemas.lessons import Claim, LessonPlan, Turn
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.meanings import plain
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.sentences import Sentence

SAID_OTHERWISE = frozenset(("agreement", "rule", "person", "number", "mood", "lemma", "part of speech"))
"""Kinds that an answer may show by the form alone."""


def fit(turn: Turn, answer: str, said: Sequence[Sentence], scene: Scene) -> Iterator[Verdict]:
    """A verdict for each owed claim that is not in the answer, and one where it speaks of nothing that was asked."""
    for claim in turn.owes:
        if not expressed(claim, answer, said):
            yield Verdict(
                False,
                "fit",
                f"the answer does not say what it owes: {claim.kind} of {claim.subject!r} is {claim.value!r}",
            )
    if (
        not turn.owes
        and turn.about
        and turn.teacher not in ("asks", "replies")
        and not speaks_of(turn, answer, scene.plan)
    ):
        yield Verdict(False, "fit", f"the answer speaks of nothing in {scene.plan.targets[turn.about[0]].text!r}")


def expressed(claim: Claim, answer: str, said: Sequence[Sentence]) -> bool:
    """The claim was read, or its subject and its value both stand in the answer."""
    if any(alike(claim, one) for sentence in said for one in sentence.claims):
        return True
    text, loose = f" {bare(answer)} ", f" {plain(answer)} "
    if claim.kind in ("meaning", "translation"):
        return f" {plain(claim.value)} " in loose
    if claim.kind in ("plural", "feminine", "form", "auxiliary"):
        return f" {bare(claim.value)} " in text
    if claim.kind == "article":
        joint = "" if claim.value.endswith("'") else " "
        return f" {bare(claim.value)} " in text or f" {bare(claim.value + joint + claim.subject)} " in text
    if claim.kind in SAID_OTHERWISE:
        return f" {bare(claim.subject)} " in text or f" {bare(claim.about)} " in text
    return f" {bare(claim.subject)} " in text and named(claim, text)


def alike(owed: Claim, read: Claim) -> bool:
    """The claim that was read is the one that is owed."""
    if owed.kind != read.kind or bare(owed.subject) != bare(read.subject):
        return False
    return owed.kind in SAID_OTHERWISE or plain(owed.value) == plain(read.value)


def named(claim: Claim, text: str) -> bool:
    """A term of either language names the claim's value in the text."""
    return any(
        f" {term} " in text
        for medium in ("en", "it")
        for term, meant in terms(medium).items()
        if any(one.kind == claim.kind and claim.value in one.values for one in meant)
    )


def speaks_of(turn: Turn, answer: str, plan: LessonPlan) -> bool:
    """A word of weight of one of the sentences that the turn is about, or its translation, stands in the answer."""
    text = f" {bare(answer).replace(chr(39), chr(39) + ' ')} "
    for place in turn.about:
        target = plan.targets[place]
        if f" {plain(target.translation)} " in f" {plain(answer)} ":
            return True
        for token in target.tokens:
            if token.pos in ("noun", "verb", "adjective", "adverb", "pronoun") and any(
                f" {bare(one)} " in text for one in (token.form, token.lemma)
            ):
                return True
    return False

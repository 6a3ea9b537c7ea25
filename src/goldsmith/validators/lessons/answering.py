"""What is confirmed is said: a false proposal that the next turn confirms is the teacher's own, as is a true one denied."""

from collections.abc import Iterator, Sequence
from copy import copy
from itertools import pairwise
from typing import NamedTuple

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.lessons.proposals import (
    WORD,
    applauds,
    assents,
    chooses,
    dissents,
    filled,
    plainly,
    refuses,
    statements,
)
from goldsmith.extractors.lessons.reading import GRAMMAR, Reading, read
from goldsmith.extractors.lessons.spans import QUOTE, quotes, sentences
from goldsmith.extractors.lessons.tidying import SAID_OF
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import Focus
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.sentences import Sentence, checked
from goldsmith.validators.lessons.tongue import language


class Proposal(NamedTuple):
    """What a turn proposes: true, false, or nothing where it was not read; `wrong` is the bad Italian in it."""

    text: str
    true: bool | None
    wrong: tuple[str, ...] = ()
    unread: bool = False


def supposing(focus: Focus) -> Focus:
    """The focus, so that what is read with it leaves the first as it was."""
    other = copy(focus)
    other.spoken = list(focus.spoken)
    return other


def proposals(text: str, question: str, scene: Scene, focus: Focus) -> Iterator[Proposal]:
    """What the sentences of a turn propose, each alone, and as replies to the question before them."""
    for sentence in sentences(text):
        if (wrong := errors(sentence, scene)) and not refuses(sentence):
            if not weighs(sentence):
                yield Proposal(sentence, False, wrong)
        elif whole := italian(sentence, scene):
            yield Proposal(sentence, (not scene.problem(whole)) or None)
        else:
            yield stated(sentence, question, scene, focus)


def italian(sentence: str, scene: Scene) -> str:
    """The Italian sentence that a sentence is or quotes whole, if any."""
    quoted = quotes(sentence)
    text = quoted[0].text if len(quoted) == 1 and not WORD.search(QUOTE.sub("", sentence)) else sentence
    return text if len(text.split()) > 1 and language(text, scene) == "it" else ""


def errors(sentence: str, scene: Scene) -> tuple[str, ...]:
    """The declared errors in a sentence; a word that is right elsewhere is none in good Italian."""
    said = f" {bare(sentence)} "
    for text in scene.texts:
        said = said.replace(f" {text} ", " ")
    whole = italian(sentence, scene)
    good = bool(whole) and not scene.problem(whole)
    return tuple(
        wrong
        for wrong in scene.wrong
        if f" {wrong} " in said and not ((good or not whole) and " " not in wrong and known(wrong))
    )


def weighs(sentence: str) -> bool:
    """The sentence sets one form against another and prefers none."""
    return any(word in f" {bare(sentence)} " for word in (" or ", " not ", " why ", " difference ", " between "))


def stated(sentence: str, question: str, scene: Scene, focus: Focus) -> Proposal:
    """The first wording of what a sentence proposes that is read whole; only what names a word can be false."""
    grammar = False
    for text in (*filled(question, sentence), *statements(sentence)):
        reading = read(text, "en", scene.taught)
        named = any(len(symbol.text.strip("-")) > 1 for symbol in reading.quoted)
        grammar = grammar or (named and claiming(reading) and not asks(sentence))
        if named and " or " not in plainly(text) and tells(text, scene):
            found = checked(text, scene, supposing(focus))
            if found.failures or not found.unread:
                return Proposal(sentence, not any(verdict.rule == "claims" for verdict in found.failures))
    return Proposal(sentence, None, unread=grammar)


def asks(sentence: str) -> bool:
    """The sentence asks for a word or an explanation, and proposes none."""
    words = plainly(sentence)
    return any(f" {word} " in words for word in OPEN)


def claiming(reading: Reading) -> bool:
    """Something is said of a word of the language taught, though no pattern reads it."""
    kinds = [symbol.kind for symbol in reading.symbols]
    return not SAID_OF.isdisjoint(kinds) and sum(kind in GRAMMAR for kind in kinds) > 1


OPEN = ("what", "which", "who", "whose", "when", "where", "how", "why", "or", "tell me", "explain", "about", "help")
SILENT = frozenset(("talk", "shown", "looked", "place", "wrote", "wanted"))
"""The relations of clauses that state nothing."""


def tells(text: str, scene: Scene) -> bool:
    """The sentence states something of the language taught."""
    return any(clause.relation not in SILENT for clause in read(text, "en", scene.taught).clauses)


def answered(asked: str, question: str, said: Sequence[Sentence], scene: Scene, focus: Focus) -> Iterator[Verdict]:
    """A verdict where the answer confirms what is false of the turn before it, or denies what is true."""
    found = list(proposals(asked, question, scene, focus))
    if not said:
        return
    false = [one for one in found if one.true is False]
    opening = said[0].text
    for one in false:
        if not corrects(one, said, scene):
            yield Verdict(False, "claims", f"is not corrected: {one.text!r}")
    if not false and any(one.true for one in found) and refuses(opening) and not tells(opening, scene):
        yield Verdict(False, "claims", f"denies what is true: {opening!r}")
    if any(one.unread for one in found) and assents(opening) and not tells(opening, scene):
        yield Verdict(False, "claims", f"confirms what no pattern reads: {opening!r}")
    if " or " in plainly(asked) and chooses(opening) and not tells(opening, scene):
        yield Verdict(False, "claims", f"chooses without a word of the language: {opening!r}")


def asked_oneself(said: Sequence[Sentence], scene: Scene, focus: Focus) -> Iterator[Verdict]:
    """A verdict where the teacher gives a wrong answer to a question of their own."""
    for question, reply in pairwise(said):
        if not question.text.endswith("?") or reply.text.endswith("?"):
            continue
        false = [one for one in proposals(question.text, "", scene, focus) if one.true is False]
        if false and assents(reply.text) and not dissents(reply.text):
            yield Verdict(False, "claims", f"confirms what is false: {question.text!r}")
        for text in filled(question.text, reply.text):
            if checked(text, scene, supposing(focus)).failures:
                yield Verdict(False, "claims", f"a wrong answer: {reply.text!r}")


def corrects(one: Proposal, said: Sequence[Sentence], scene: Scene) -> bool:
    """The answer says that the proposal is wrong, or says what is right in its place, and confirms nothing."""
    texts = [sentence.text for sentence in said]
    if any(map(dissents, texts)):
        return True
    if any(text.endswith("?") for text in texts) and not any(map(assents, texts)):
        return True
    if one.wrong:
        if applauds(texts[0]):
            return False
        words = {word for wrong in one.wrong for word in set(bare(scene.wrong[wrong]).split()) - set(wrong.split())}
        words = words or {scene.wrong[wrong] for wrong in one.wrong}
        return any(f" {word} " in f" {bare(text)} " for text in texts for word in words)
    return any(tells(text, scene) for text in texts) and not assents(texts[0]) and not any(map(applauds, texts))

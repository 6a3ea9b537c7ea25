"""What a turn proposes: the statements in it and behind its questions, proved, refuted or not read."""

from collections.abc import Iterator
from copy import copy
from typing import NamedTuple

from goldsmith.extractors.lessons.proposals import WORD, filled, plainly, refuses, statements
from goldsmith.extractors.lessons.reading import GRAMMAR, Reading, read
from goldsmith.extractors.lessons.spans import QUOTE, quotes, sentences
from goldsmith.extractors.lessons.tidying import SAID_OF
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import Focus
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.sentences import checked
from goldsmith.validators.lessons.tongue import language


class Proposal(NamedTuple):
    """What a turn proposes: true, false, or nothing where it was not read; `wrong` is the bad Italian in it,
    `topics` are the kinds of things that are said in it.
    """

    text: str
    true: bool | None
    wrong: tuple[str, ...] = ()
    unread: bool = False
    topics: frozenset[str] = frozenset()


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
        elif (one := stated(sentence, question, scene, focus)).true is None and (whole := italian(sentence, scene)):
            yield Proposal(sentence, (not scene.problem(whole)) or None)
        else:
            yield one


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
    for text, holds in wordings(sentence, question if language(question, scene) == "en" else ""):
        reading = read(text, "en", scene.taught)
        named = any(len(symbol.text.strip("-")) > 1 for symbol in reading.quoted)
        grammar = grammar or (named and claiming(reading) and not asks(sentence))
        if named and " or " not in plainly(text) and language(text, scene) != "it" and tells(text, scene):
            found = checked(text, scene, supposing(focus))
            if found.failures or not found.unread:
                true = not any(verdict.rule == "claims" for verdict in found.failures)
                return Proposal(sentence, true == holds, topics=topics(text, scene))
    return Proposal(sentence, None, unread=grammar)


def wordings(sentence: str, question: str) -> Iterator[tuple[str, bool]]:
    """The statements that a sentence may stand for, as a reply to a question too, and whether it affirms them."""
    for text in filled(question, sentence):
        yield text, True
    words = plainly(sentence).split()
    if words and question and words[0] in ("yes", "no", "sì"):
        for text in statements(question):
            yield text, words[0] != "no"
    for text in statements(sentence):
        yield text, True


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


FAMILIES = {
    "nottakes": "takes", "says": "takes", "notsays": "takes", "saysof": "takes", "before": "takes", "glossed": "means",
    "gloss": "means", "notmeans": "means", "notagrees": "agrees", "formis": "form", "becomes": "form", "notform": "form",
    "endsof": "ends", "notends": "ends", "isends": "ends", "lemma": "form", "same": "form", "notsame": "form",
}  # fmt: skip
"""Relations that say things of one kind."""


def topics(text: str, scene: Scene) -> frozenset[str]:
    """The kinds of things that a sentence says: the kinds of its terms, and its relations."""
    found = set()
    medium = "it" if language(text, scene) == "it" else "en"
    for clause in read(text, medium, scene.taught).clauses:
        if clause.relation not in SILENT:
            found.add(FAMILIES.get(clause.relation, clause.relation))
            found.update(term.kind for part in clause.parts.values() for symbol in part for term in symbol.terms)
            found.update(symbol.value for part in clause.parts.values() for symbol in part if symbol.kind == "g")
    return frozenset("tense" if one == "mood" else one for one in found - {"is", "isnot"})

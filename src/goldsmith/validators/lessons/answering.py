"""What is confirmed is said: a false proposal that the next turn confirms is the teacher's own, as is a true one denied."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.lessons.proposals import (
    REPLY,
    alternatives,
    applauds,
    assents,
    chooses,
    dissents,
    filled,
    plainly,
    refuses,
)
from goldsmith.extractors.lessons.spans import sentences
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import Focus
from goldsmith.validators.lessons.proposing import Proposal, proposals, supposing, tells, topics
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.sentences import Sentence, checked
from goldsmith.validators.lessons.spoken import HELPERS


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
    yield from wrong_replies(asked, opening, scene, focus)
    told = topics(opening, scene)
    if not false and refuses(opening) and any(one.true and not told & one.topics for one in found):
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
        yield from wrong_replies(question.text, reply.text, scene, focus)


def wrong_replies(asked: str, reply: str, scene: Scene, focus: Focus) -> Iterator[Verdict]:
    """A verdict where a short reply to a question for a word is false with what it answers."""
    for question in sentences(asked):
        for text in filled(question, reply):
            if any(verdict.rule == "claims" for verdict in checked(text, scene, supposing(focus)).failures):
                yield Verdict(False, "claims", f"a wrong answer: {reply!r}")
        if wrong_choice(question, reply, scene, focus):
            yield Verdict(False, "claims", f"a wrong choice: {reply!r}")


def wrong_choice(question: str, reply: str, scene: Scene, focus: Focus) -> bool:
    """Of two words that a question names the reply takes one that does not stand in the targets, or a wrong auxiliary."""
    both, last = alternatives(question), bare(reply).split()[-1:]
    if both is None or last[0] not in both or len(plainly(reply).split()) > REPLY:
        return False
    if set(both) == HELPERS:
        return bool(checked(f'It takes "{last[0]}".', scene, supposing(focus)).failures)
    return not scene.in_targets(last[0]) and any(map(scene.in_targets, both))


def corrects(one: Proposal, said: Sequence[Sentence], scene: Scene) -> bool:
    """The answer says that the proposal is wrong, or says what is right in its place, and confirms nothing."""
    texts = [sentence.text for sentence in said]
    if refuses(texts[0]) or (one.wrong and any(map(dissents, texts))):
        return True
    if any(text.endswith("?") for text in texts) and not any(map(assents, texts)):
        return True
    if one.wrong:
        if applauds(texts[0]):
            return False
        words = {word for wrong in one.wrong for word in set(bare(scene.wrong[wrong]).split()) - set(wrong.split())}
        words = words or {scene.wrong[wrong] for wrong in one.wrong}
        return any(f" {word} " in f" {bare(text)} " for text in texts for word in words)
    argued = any(topics(text, scene) & one.topics for text in texts)
    return argued and not assents(texts[0]) and not any(map(applauds, texts))

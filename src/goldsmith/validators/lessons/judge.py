"""The gates that one conversation passes alone, in order: schema, closure, claims, language of each turn, fit.

What passes is `verified` where every sentence about the language was read and proved, and `unread` where some was not read
and the caller lets such rows be marked instead of refused; a judge may look at them then. Gates that look at other rows are in `corpus`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.lessons.reading import read
from goldsmith.extractors.lessons.spans import sentences
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.schemas.lessons import Claim, LessonPlan, Turn
from goldsmith.validators.lessons.answering import answered, asked_oneself
from goldsmith.validators.lessons.citing import with_works, without_notes
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import Focus
from goldsmith.validators.lessons.fit import fit
from goldsmith.validators.lessons.proposing import supposing
from goldsmith.validators.lessons.scene import Scene, scene
from goldsmith.validators.lessons.sentences import Sentence, checked
from goldsmith.validators.lessons.shape import Message, shape
from goldsmith.validators.lessons.tongue import BOTH, ENGLISH, language

Status = Literal["verified", "unread", "refused"]
LONG = 3
"""A learner's Italian of so many words without marks is said, not spoken of."""
GATES = ("schema", "closure", "claims", "language", "fit", "template", "near")
"""The names of the gates in their order."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the gates found: the failures in the order of the gates, the claims that were proved, the sentences not read.

    `cited` names the notes of the plan that stand in the answers word for word: what they say is not proved here.
    """

    failures: tuple[Verdict, ...]
    claims: tuple[Claim, ...] = ()
    unread: tuple[str, ...] = ()
    cited: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Nothing failed."""
        return not self.failures

    @property
    def status(self) -> Status:
        """`verified` if all but what is cited was proved, `unread` if something was not read, `refused` if something failed."""
        return "refused" if self.failures else "unread" if self.unread else "verified"


def judge(messages: Sequence[Message], plan: LessonPlan, *, unread: Literal["refuse", "mark"] = "refuse") -> Judged:
    """Judges one conversation against its plan; `unread` says what becomes of sentences that no pattern reads."""
    if failures := tuple(shape(messages, plan)):
        return Judged(failures)
    stage = scene(plan)
    focus = Focus(stage)
    spoken = [message["content"] for message in messages if message["role"] != "system"]
    said: list[list[Sentence]] = []
    found: list[Verdict] = []
    cited: dict[str, None] = {}
    question = ""
    for turn, asked, answer in zip(plan.turns, spoken[::2], spoken[1::2], strict=True):
        before = supposing(focus)
        found += learner(turn, asked, stage, focus)
        own, notes = without_notes(answer, plan)
        cited |= dict.fromkeys(notes)
        said.append([checked(with_works(sentence, plan), stage, focus) for sentence in sentences(own)])
        found += (verdict for sentence in said[-1] for verdict in sentence.failures)
        found += answered(asked, question, said[-1], stage, before)
        found += asked_oneself(said[-1], stage, before)
        question = next((one.text for one in reversed(said[-1]) if one.text.endswith("?")), "")
        found += spoken_in(turn.teacher_speaks, own, stage, "teacher")
        found += fit(turn, answer, said[-1], stage)
    left = tuple(sentence.unread for turn_said in said for sentence in turn_said if sentence.unread)
    if unread == "refuse":
        found += (Verdict(False, "claims", f"says of the language what no pattern reads: {text!r}") for text in left)
    ordered = sorted(found, key=lambda verdict: GATES.index(verdict.rule))
    claims = tuple(dict.fromkeys(claim for turn_said in said for sentence in turn_said for claim in sentence.claims))
    return Judged(tuple(ordered), claims, left, tuple(cited))


def learner(turn: Turn, text: str, stage: Scene, focus: Focus) -> Iterator[Verdict]:
    """The learner says what the plan has them say, and no other bad Italian."""
    if turn.says and bare(turn.says) not in bare(text):
        yield Verdict(False, "fit", f"the learner does not say {turn.says!r}")
    yield from spoken_in(turn.learner_speaks, text, stage, "learner")
    for sentence in sentences(text):
        if language(sentence, stage) == "it" and not mixed(sentence, stage) and not errs(sentence, turn, stage):
            found = checked(sentence, stage, focus)
            yield from (verdict for verdict in found.failures if verdict.rule == "closure")
    marked = read(text, "en", stage.taught).quoted
    quoted = [one.text for one in marked if one.value == "quoted" or len(one.text.split()) < LONG]
    new = [
        word for one in marked if one.text not in quoted and not stage.errs(text) for word in new_words(one.text, stage)
    ]
    focus.take(*new, *sorted((*nouns_of_errors(text, stage), *quoted), key=stage.in_targets))


def new_words(text: str, stage: Scene) -> Iterator[str]:
    """The words of a learner's answer that no target has."""
    for word in text.replace("'", "' ").strip(" .!?").split():
        if not stage.in_targets(word) and any(form.pos in ("noun", "verb", "adjective") for form in known(word)):
            yield word


def nouns_of_errors(text: str, stage: Scene) -> Iterator[str]:
    """The nouns of the short errors that the learner makes."""
    said = f" {bare(text)} "
    for wrong in stage.wrong:
        if f" {wrong} " in said and len(wrong.split()) <= LONG:
            yield from (
                word for word in wrong.split() if {form.pos for form in stage.readings.get(word, ())} == {"noun"}
            )


def mixed(sentence: str, stage: Scene) -> bool:
    """Words of both languages stand side by side, as when learners ask il or la."""
    words = bare(sentence).replace("'", "' ").split()
    return any(word in ENGLISH - BOTH and not known(word) for word in words)


def errs(sentence: str, turn: Turn, stage: Scene) -> bool:
    """The sentence holds an error that the plan declares."""
    text = f" {bare(sentence)} "
    pieces = [piece.strip() for piece in sentence.strip(" .!?").split(",")]
    if len(pieces) > 1 and not any(stage.problem(piece) for piece in pieces):
        return True
    return text.strip() in bare(turn.says) or any(f" {wrong} " in text for wrong in stage.wrong)


def spoken_in(wanted: str, text: str, stage: Scene, who: str) -> Iterator[Verdict]:
    """A verdict where a sentence is in the wrong language."""
    other = {"medium": "it", "target": "en"}.get(wanted)
    for sentence in sentences(text):
        if other and language(sentence, stage) == other and bare(sentence) not in stage.wrong:
            if other == "it" and stage.quoted_whole(sentence):
                continue
            tongue = {"it": "Italian", "en": "English"}[other]
            yield Verdict(False, "language", f"the {who} speaks {tongue} where the plan does not want it: {sentence!r}")

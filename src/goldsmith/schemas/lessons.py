"""Lesson plans: what a lesson is about before anybody words it, and the closed list of what may be claimed in it.

A plan is facts alone. Whoever words it may claim what stands in `claims`, quote what stands in `targets` and `words`, show
as wrong what stands in `counter_examples`, and tell what stands in `notes`. Feature values are those of
`languages.language.Features`: genders "m" "f", numbers "s" "p", persons "1" "2" "3", moods, tenses and degrees in the terms of
the language's own grammar ("indicativo", "passato prossimo"). A form is written as the language plug-in makes it:
lower-case but for names, a straight apostrophe, the article or auxiliary only where the claim kind says so.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

LessonType = Literal[
    "grammar",
    "correction",
    "translation",
    "vocabulary",
    "pronunciation",
    "culture",
    "role play",
    "discovery",
    "comparison",
    "drill",
    "reading",
    "conversation",
]
Level = Literal["A1", "A2", "B1", "B2"]
ClaimKind = Literal[
    "gender",
    "number",
    "person",
    "mood",
    "tense",
    "degree",
    "part of speech",
    "auxiliary",
    "agreement",
    "article",
    "plural",
    "feminine",
    "form",
    "lemma",
    "meaning",
    "translation",
    "rule",
]
ErrorKind = Literal[
    "auxiliary",
    "agreement",
    "article",
    "gender",
    "plural",
    "participle",
    "conjugation",
    "preposition",
    "word order",
    "false friend",
]
NoteKind = Literal["culture", "pronunciation", "nuance"]
LearnerMove = Literal["asks", "attempts", "answers", "chats"]
TeacherMove = Literal["explains", "corrects", "confirms", "translates", "tells", "asks", "replies"]
Speech = Literal["medium", "target", "both"]

CLAIM_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "gender": 'The form SUBJECT has this gender: Claim("gender", "mela", "f"), Claim("gender", "andata", "f").',
        "number": 'The form SUBJECT has this number: Claim("number", "mele", "p"); of a verb, its subject\'s.',
        "person": 'The verb or pronoun SUBJECT has this person: Claim("person", "mangio", "1").',
        "mood": 'The verb SUBJECT stands in this mood: Claim("mood", "mangio", "indicativo").',
        "tense": (
            'The verb SUBJECT stands in this tense: Claim("tense", "ho mangiato", "passato prossimo"). A compound tense is'
            " written with its auxiliary and the pronouns before it (si è svegliata, l'ho letta), without non and adverbs;"
            " mood, person, number and gender of a compound verb are claimed of the same words."
        ),
        "degree": 'The adjective SUBJECT has this degree: Claim("degree", "bellissimo", "superlativo assoluto").',
        "part of speech": 'The form SUBJECT is of this part of speech: Claim("part of speech", "mela", "noun").',
        "auxiliary": (
            'The infinitive SUBJECT takes this auxiliary: Claim("auxiliary", "andare", "essere"). ABOUT, if set, is the'
            ' verb as it stands in a target, and the claim holds of that use alone: Claim("auxiliary", "finire", "avere",'
            ' about="ho finito").'
        ),
        "agreement": (
            "The form SUBJECT agrees with the words ABOUT in the features VALUE, gender and number with a space between"
            ' (Claim("agreement", "andata", "f s", about="Maria")) or, of a verb, person and number'
            ' (Claim("agreement", "mangia", "3 s", about="Maria")).'
        ),
        "article": (
            'The noun form SUBJECT has this article directly before it: Claim("article", "zaino", "lo"); an elided one'
            ' keeps its apostrophe: Claim("article", "amica", "l\'").'
        ),
        "plural": 'The singular form SUBJECT has this plural: Claim("plural", "mela", "mele").',
        "feminine": 'The masculine form SUBJECT of an adjective has this feminine: Claim("feminine", "rosso", "rossa").',
        "form": (
            "The lemma SUBJECT has the form VALUE for the features ABOUT, marked ones in the order of Features:"
            ' Claim("form", "andare", "vado", about="s 1 indicativo presente").'
        ),
        "lemma": 'The form SUBJECT, a compound tense with its auxiliary, is of this lemma: Claim("lemma", "vado", "andare").',
        "meaning": 'The lemma SUBJECT means VALUE, one of its glosses: Claim("meaning", "mela", "apple").',
        "translation": "The whole target sentence SUBJECT, with its capital and mark, is VALUE in the medium language.",
        "rule": 'The form SUBJECT is made by the rule VALUE of the plug-in: Claim("rule", "lo", "article.definite.impure").',
    }
)
"""What each kind says and how its subject, value and `about` are written."""

_STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, config=_STRICT)
class Claim:
    """One statement that may be made, true by the plug-in's analysis; see CLAIM_KINDS."""

    kind: ClaimKind
    subject: str
    value: str
    about: str = ""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Token:
    """One word of a target sentence as it is written there, with the one reading that it has there."""

    form: str
    lemma: str
    pos: str
    rule: str
    gender: str = ""
    number: str = ""
    person: str = ""
    mood: str = ""
    tense: str = ""
    degree: str = ""
    use: str = ""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Target:
    """A true sentence with its translation; `speaker` says whose line it is where the lesson is a dialogue."""

    text: str
    tokens: tuple[Token, ...]
    translation: str
    speaker: Literal["", "learner", "teacher"] = ""


@dataclass(frozen=True, slots=True, config=_STRICT)
class CounterExample:
    """A declared error: `wrong` stands in `sentence` where `right` stands in the target; `breaks` is the claim that it denies.

    For a false friend `wrong` is the medium language's word that does not translate, and `sentence` the wrong translation.
    """

    kind: ErrorKind
    wrong: str
    right: str
    sentence: str
    breaks: Claim


@dataclass(frozen=True, slots=True, config=_STRICT)
class Word:
    """A word of the vocabulary that the lesson may quote in any of these forms."""

    lemma: str
    pos: str
    gloss: str
    level: Level
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, config=_STRICT)
class Note:
    """A curated statement with its source; what it says is cited, not proved."""

    id: str
    kind: NoteKind
    text: str
    source: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class Persona:
    """Who teaches, in a name and a sentence on manner."""

    id: str
    name: str
    manner: str


@dataclass(frozen=True, slots=True, config=_STRICT)
class Learner:
    """Who learns: a first name, what they know and want, and the error that they tend to make, if any."""

    id: str
    name: str
    state: str
    error: ErrorKind | Literal[""] = ""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Turn:
    """One exchange: the learner's move and the teacher's answer, the language of each, and what the answer has to say.

    `says` is the target-language text that the learner says in it, a target or a counter-example's sentence; `about` are places
    in `targets`; `owes` are the claims without which the answer does not fit the question.
    """

    learner: LearnerMove
    teacher: TeacherMove
    learner_speaks: Speech = "medium"
    teacher_speaks: Speech = "both"
    says: str = ""
    about: tuple[int, ...] = ()
    owes: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, config=_STRICT)
class LessonPlan:
    """The facts of one lesson; `language` is taught in the language `medium`, both ISO 639-1 codes."""

    type: LessonType
    level: Level
    language: str
    medium: str
    persona: Persona
    learner: Learner
    targets: tuple[Target, ...]
    turns: tuple[Turn, ...]
    claims: tuple[Claim, ...] = ()
    counter_examples: tuple[CounterExample, ...] = ()
    words: tuple[Word, ...] = ()
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= len(self.turns) <= 6:
            raise ValueError(f"a lesson has one to six turns, not {len(self.turns)}")
        if not self.targets:
            raise ValueError("a lesson needs a target sentence")
        said = {*(target.text for target in self.targets), *(wrong.sentence for wrong in self.counter_examples), ""}
        for turn in self.turns:
            if any(not 0 <= place < len(self.targets) for place in turn.about):
                raise ValueError(f"a turn is about {turn.about}; there are {len(self.targets)} targets")
            if turn.says not in said:
                raise ValueError(f"the learner says {turn.says!r}, no target and no declared error")
            if missing := [claim for claim in turn.owes if claim not in self.claims]:
                raise ValueError(f"a turn owes {missing[0]!r}, which the plan does not claim")


_PLAN = TypeAdapter(LessonPlan)


def plan_to_json(plan: LessonPlan) -> str:
    """The plan as JSON on one line; what has its default value is left out."""
    return _PLAN.dump_json(plan, exclude_defaults=True).decode()


def plan_from_json(text: str) -> LessonPlan:
    """The plan that `plan_to_json` wrote; raises pydantic's ValidationError for anything else."""
    return _PLAN.validate_json(text)

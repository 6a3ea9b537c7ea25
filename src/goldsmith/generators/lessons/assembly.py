"""What every lesson plan has in common: who teaches and who learns, and the facts of its sentences in one record."""

import csv
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from goldsmith.generators.lessons.facts import claims, target
from goldsmith.generators.lessons.sentences import Said
from goldsmith.languages.italian.data import Row, table
from goldsmith.languages.italian.frames import known_by
from goldsmith.languages.italian.plugin import ITALIAN
from goldsmith.schemas.lessons import (
    Claim,
    ClaimKind,
    CounterExample,
    ErrorKind,
    Learner,
    LessonPlan,
    LessonType,
    Level,
    Note,
    NoteKind,
    Persona,
    Turn,
    Word,
)

TRAITS: Mapping[str, Callable[[Said], bool]] = MappingProxyType(
    {
        "*": lambda said: True,
        "@hidden": lambda said: said.subject.hidden and said.subject.kind == "speaker",
        "@formal": lambda said: (said.subject.person, said.subject.features.person) == ("2s", "3"),
        "@remoto": lambda said: any(form.features.tense == "passato remoto" for form in said.verb),
    }
)
"""What a note may ask of a sentence beyond its words."""
CONTENT = ("noun", "verb", "adjective")


@cache
def people(name: str) -> tuple[Row, ...]:
    """The rows of personas.csv or learners.csv."""
    text = files("goldsmith.generators.lessons").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def draw_persona(rng: random.Random) -> Persona:
    """Who teaches."""
    row = rng.choice(people("personas"))
    return Persona(row["id"], row["name"], row["manner"])


def draw_learner(rng: random.Random, level: Level, gender: str = "mf") -> Learner:
    """Somebody of this level, a man or a woman where that matters."""
    row = rng.choice([row for row in people("learners") if row["level"] == level and row["gender"] in gender])
    error: ErrorKind = row["error"]  # type: ignore[assignment]
    return Learner(row["id"], row["name"], row["state"], error)


def lesson(
    rng: random.Random,
    kind: LessonType,
    level: Level,
    saids: Sequence[Said],
    turns: Iterable[Turn],
    *,
    learner: Learner | None = None,
    counter_examples: Iterable[CounterExample] = (),
    notes: Iterable[Note] = (),
    words: Iterable[Word] = (),
    speakers: Sequence[str] = (),
) -> LessonPlan:
    """The plan of these sentences and turns; `speakers` says whose line each sentence is in a dialogue."""
    who = list(speakers) or [""] * len(saids)
    wanted = spoken_by(saids)
    return LessonPlan(
        kind,
        level,
        "it",
        "en",
        draw_persona(rng),
        learner if learner and gender_of(learner) in wanted else draw_learner(rng, level, wanted),
        tuple(target(said, speaker) for said, speaker in zip(saids, who, strict=True)),
        tuple(turns),
        claims(saids),
        tuple(dict.fromkeys(counter_examples)),
        tuple(words) or vocabulary(saids),
        tuple(notes),
    )


def gender_of(learner: Learner) -> str:
    """The learner is a man or a woman."""
    return next(row["gender"] for row in people("learners") if row["id"] == learner.id)


def spoken_by(saids: Iterable[Said]) -> str:
    """Whether a man, a woman or either may say these sentences of themselves: sono arrivata is a woman's."""
    found = set()
    for said in saids:
        words = [*said.verb, *said.predicate]
        marked = any(form.features.gender for form in words) and any(form.lemma == "essere" for form in words)
        mixed = said.subject.person == "1p" and said.subject.features.gender == "m"
        if said.subject.person in ("1s", "1p") and marked and not mixed:
            found.add(said.subject.features.gender)
    return found.pop() if len(found) == 1 else "mf"


def vocabulary(saids: Iterable[Said]) -> tuple[Word, ...]:
    """The nouns, verbs and adjectives of the sentences, each with the forms that stand in them."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for said in saids:
        for form in said.sentence.forms:
            if form.pos in CONTENT:
                found.setdefault((form.lemma, form.pos), {form.lemma: None})[form.text] = None
    return tuple(entry(lemma, pos, tuple(forms)) for (lemma, pos), forms in found.items())


def entry(lemma: str, pos: str, forms: tuple[str, ...]) -> Word:
    """A word with its gloss and level."""
    row = lexicon()[lemma, pos]
    return Word(lemma, pos, row[0], row[1], forms)


@cache
def lexicon() -> dict[tuple[str, str], tuple[str, Level]]:
    """Gloss and level by lemma and part of speech."""
    return {(one.lemma, one.pos): (one.gloss, one.level) for one in ITALIAN.lemmas()}  # type: ignore[misc]


def focus(said: Said, *kinds: ClaimKind) -> tuple[Claim, ...]:
    """The claims of these kinds that the sentence allows."""
    return tuple(claim for claim in claims((said,)) if claim.kind in kinds)


def unlike(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims without those that say that a word means itself, where others are left."""
    return [claim for claim in claims if claim.subject != claim.value] or claims


def notes(kind: NoteKind, level: str) -> tuple[Row, ...]:
    """The curated notes of one kind that suit a level."""
    return tuple(row for row in table("notes") if row["kind"] == kind and known_by(level, row["level"]))


def fits(row: Row, saids: Iterable[Said]) -> bool:
    """The note speaks of a word of the sentences, by its lemma, by its spelling after ~, or of what they show after @."""
    spec = row["words"]
    if spec in TRAITS:
        return any(TRAITS[spec](said) for said in saids)
    forms = [form for said in saids for form in said.sentence.forms]
    if spec.startswith("~"):
        return any(re.search(spec[1:], form.text.lower()) for form in forms)
    return any(form.lemma in spec.split("/") for form in forms)


def note(row: Row) -> Note:
    """A row of the table as a note of a plan."""
    kind: NoteKind = row["kind"]  # type: ignore[assignment]
    return Note(row["id"], kind, row["text"], row["source"])


def fitting(rng: random.Random, kind: NoteKind, level: str, saids: Sequence[Said], count: int) -> tuple[Note, ...]:
    """At most so many notes of a kind that speak of the sentences."""
    rows = [row for row in notes(kind, level) if fits(row, saids)]
    return tuple(note(row) for row in rng.sample(rows, min(count, len(rows))))

"""Which word of a lesson an entity of a clause means: the one quoted, or the last that it can be said of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from goldsmith.extractors.lessons.symbols import Symbol
from goldsmith.languages.italian.terms import Term, Terms
from goldsmith.languages.language import Form
from goldsmith.validators.lessons.analysis import readings
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.scene import Scene

GENERIC: dict[str, tuple[Term, ...]] = {
    "noun": (Term("part of speech", ("noun",)),),
    "verb": (Term("part of speech", ("verb",)),),
    "adjective": (Term("part of speech", ("adjective",)),),
    "article": (Term("part of speech", ("article",)),),
    "pronoun": (Term("part of speech", ("pronoun",)),),
    "possessive": (Term("part of speech", ("determiner",)),),
    "preposition": (Term("part of speech", ("preposition",)),),
    "lemma": (Term("mood", ("infinito",)),),
}
"""What a noun of grammar says of the word that it names."""


class Entity(NamedTuple):
    """What a part of a clause speaks of; `text` is empty where nothing is quoted."""

    text: str
    terms: Terms
    generic: str
    pronoun: bool

    @property
    def empty(self) -> bool:
        """Nothing is said but a pronoun, or nothing at all."""
        return not self.text and not self.terms and not self.generic


def entity(symbols: Sequence[Symbol]) -> Entity:
    """The entity that these symbols name."""
    terms: list[Term] = []
    text = generic = ""
    pronoun = not symbols
    for symbol in symbols:
        if symbol.kind in ("M", "Q"):
            text = symbol.text
        elif symbol.kind == "T":
            terms.extend(symbol.terms)
        elif symbol.kind == "g":
            generic = symbol.value
        elif symbol.kind in ("PRO", "THAT", "WHICH", "ITS", "BOTH"):
            pronoun = True
    if not text and not generic and any("participio" in term.values for term in terms):
        generic = "participle"
    if not text and not generic:
        generic = next((value for term in terms if term.kind == "part of speech" for value in term.values), "")
    return Entity(text, tuple(terms), generic, pronoun)


def terms_of(symbols: Sequence[Symbol]) -> Terms:
    """All terms among the symbols."""
    return tuple(term for symbol in symbols for term in symbol.terms)


@dataclass(slots=True)
class Focus:
    """The words that were spoken of, the last first; at the start those of the plan's sentences."""

    scene: Scene
    spoken: list[str] = field(default_factory=list)
    place: Terms = ()
    case: Terms = ()
    meant: Terms = ()
    heard: Terms = ()
    described: Terms = ()
    alone: tuple[str, ...] = ()
    conditional: bool = False
    said: Terms = ()

    def take(self, *texts: str) -> None:
        """These words were spoken of, the last of them as the subject."""
        for text in texts:
            if text and not text.startswith("-"):
                if text in self.spoken:
                    self.spoken.remove(text)
                self.spoken.insert(0, text)

    def candidates(self) -> Iterator[str]:
        """The words that may be meant, the nearest first; parts of quoted phrases after the phrase."""
        for text in self.spoken:
            if " " not in text or not self.scene.errs(text):
                yield text
        yield from (
            text
            for text in self.scene.readings
            if " " in text and any(f" {text} " in f" {bare(one)} " for one in self.spoken)
        )
        for text in self.spoken:
            if " " in bare(text) and not self.scene.errs(text):
                yield from (word for word in text.replace("’", "'").replace("'", "' ").strip(" .!?").split())
        yield from (text for text in self.scene.readings if " " in text or "'" in text[:-1])
        for target in self.scene.plan.targets:
            yield from (token.form for token in target.tokens)

    def named(self, generic: str) -> Iterator[str]:
        """The words that a noun of grammar may mean."""
        for text in self.candidates():
            if any(is_generic(generic, form) for form in readings(text, self.scene)):
                yield text


def is_generic(generic: str, form: Form) -> bool:
    """A noun of grammar may mean this reading."""
    if generic == "participle":
        return form.features.mood == "participio" or form.rule.startswith("verb.compound")
    if generic == "auxiliary":
        return form.pos == "verb" and form.lemma in ("essere", "avere")
    if generic == "subject":
        return form.pos in ("noun", "name") or (form.pos == "pronoun" and form.features.use == "subject")
    if generic == "object":
        return form.pos in ("noun", "name", "pronoun")
    wanted = {
        "possessive": ("determiner",),
        "noun": ("noun", "name"),
        "verb": ("verb",),
        "adjective": ("adjective",),
        "article": ("article",),
    }
    return form.pos in wanted.get(generic, (generic,)) or generic in ("form", "ending", "word")

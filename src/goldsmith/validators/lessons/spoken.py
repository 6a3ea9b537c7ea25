"""A clause with what it speaks of, and what is found of it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, cast

from goldsmith.extractors.lessons.patterns import Clause
from goldsmith.languages.italian.terms import Term, Terms
from goldsmith.schemas.lessons import Claim, ClaimKind
from goldsmith.validators.lessons.analysis import fits, lemmas
from goldsmith.validators.lessons.english import bare
from goldsmith.validators.lessons.entities import GENERIC, Entity, Focus, terms_of
from goldsmith.validators.lessons.scene import Scene


class Finding(NamedTuple):
    """One clause judged: true, false or not decided, with the claims that it makes and the words that show it."""

    true: bool | None
    shown: str
    claims: tuple[Claim, ...] = ()
    wrong: tuple[str, ...] = ()


class Spoken(NamedTuple):
    """A clause with its entities and what was spoken of before it."""

    clause: Clause
    parts: dict[str, Entity]
    focus: Focus
    scene: Scene

    def part(self, name: str) -> Entity:
        """An entity of the clause; an empty one where it is left out."""
        return self.parts.get(name, Entity("", (), "", True))

    def terms(self, name: str) -> Terms:
        """The terms of a part."""
        return terms_of(self.clause.parts.get(name, ()))

    def texts(self, name: str, test: Callable[[str], bool]) -> Iterator[str]:
        """The words that a part may mean, the likeliest first, as far as the test lets them."""
        one = self.part(name)
        if one.text:
            yield one.text
        elif one.generic in ("form", "ending", "") or one.pronoun:
            yield from (text for text in self.focus.candidates() if test(text))
        else:
            yield from (text for text in self.focus.named(one.generic) if test(text))

    def described(self, name: str, text: str) -> bool:
        """What stands before the quotation of a part is true of it."""
        one = self.part(name)
        terms = (*one.terms, *GENERIC.get(one.generic, ()))
        if one.generic == "auxiliary":
            return bool(lemmas(text, self.scene) & HELPERS)
        return not terms or text.startswith("-") or bool(fits(text, terms, self.scene))


def feature_claims(text: str, terms: Terms) -> Iterator[Claim]:
    """The claims that the terms make of the text."""
    for term in terms:
        if term.kind not in ("use", "class"):
            yield Claim(cast(ClaimKind, term.kind), bare(text), term.values[0])


ARTICLES = frozenset(
    (
        "il",
        "lo",
        "la",
        "l'",
        "i",
        "gli",
        "le",
        "un",
        "uno",
        "una",
        "un'",
        "del",
        "dello",
        "della",
        "dell'",
        "dei",
        "degli",
        "delle",
    )
)


HELPERS = frozenset(("essere", "avere"))


SINGULAR = Term("number", ("s",))

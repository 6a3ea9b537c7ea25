"""One conversation's voice: its draws from the grammar, its quotation marks, and what it takes care to avoid."""

import random
import re
from dataclasses import dataclass, field

from goldsmith.generators.teachers.scripted.grammar import Draw, grammar
from goldsmith.schemas.lessons import Claim, LessonPlan

FILES = ("claims", "correcting", "reasons", "talk", "learner", "italian")
QUOTES = (('"', '"'), ('"', '"'), ("“", "”"), ("«", "»"))
HERE = "§"
ENDED = re.compile(r"[.!?…:][\"”»]*$")


@dataclass(slots=True)
class Voice:
    """How the two people of one lesson speak."""

    plan: LessonPlan
    rng: random.Random
    marks: tuple[str, str] = field(init=False)
    draw: Draw = field(init=False)
    said: set[Claim] = field(default_factory=set)
    implied: set[Claim] = field(default_factory=set)
    reasons: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.marks = self.rng.choice(QUOTES)
        self.draw = Draw(grammar(*FILES), self.rng)

    def chance(self, percent: int) -> bool:
        """True in so many of 100 draws."""
        return self.rng.randrange(100) < percent

    def quoted(self, text: str) -> str:
        """The text between this conversation's quotation marks."""
        return f"{self.marks[0]}{text}{self.marks[1]}"

    def knows(self, rule: str) -> bool:
        """The grammar has the rule."""
        return rule in self.draw.grammar

    def words(self, rule: str, **slots: str) -> str:
        """A wording of the rule without a mark at its end."""
        people = {"learner": self.plan.learner.name, "teacher": self.plan.persona.name}
        return self.draw.text(rule, {**people, **slots})

    def says(self, rule: str, **slots: str) -> str:
        """A wording of the rule as a sentence."""
        return ended(self.words(rule, **slots))

    def led(self, rule: str, text: str) -> str:
        """The text after a word or two."""
        return self.continued(self.words(rule), text)

    def around(self, rule: str, text: str) -> str:
        """A wording of the rule with the text in its slot q."""
        before, _, after = self.says(rule, q=HERE).partition(HERE)
        return (self.continued(before.rstrip(), text) if before.strip() else text) + after.removeprefix(".")

    def continued(self, before: str, text: str) -> str:
        """The text after other words: without its capital where they end no sentence, unless it begins with a name."""
        first = re.split(r"\W", text, maxsplit=1)[0]
        named = any(re.search(rf"\b{first}\b", target.translation) for target in self.plan.targets)
        open_ = not ENDED.search(before) or before.endswith(":")
        return f"{before} {lowered(text) if open_ and not named else text}"


def lowered(text: str) -> str:
    """The text without its capital, unless it begins with a word that always has one."""
    return text if re.match(r"(?:I|Italians?|English)\b", text) else text[:1].lower() + text[1:]


def ended(text: str) -> str:
    """The text with a full stop, unless it has a mark at its end."""
    return text if ENDED.search(text) else f"{text}."


def joined(*parts: str) -> str:
    """The parts that are not empty, as one text, a colon at the very end made a full stop."""
    text = " ".join(part for part in parts if part)
    text = re.sub(r":$", ".", re.sub(r" ?\n ?", "\n", text))
    return text[:1].upper() + text[1:]

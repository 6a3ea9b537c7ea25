"""What a sentence is made of, before it is said."""

from dataclasses import dataclass, replace

from goldsmith.generators.lessons.tenses import Construction
from goldsmith.generators.lessons.things import Thing, owned_by
from goldsmith.generators.lessons.times import Time
from goldsmith.languages.italian.frames import Frame


@dataclass(frozen=True, slots=True)
class Choice:
    """What a sentence is made of; `pronoun` says the object as lo, la, li or le; `adverb` is ancora or mai after non."""

    frame: Frame
    construction: Construction
    when: str
    subject: Thing
    object: Thing | None = None
    complement: Thing | None = None
    time: Time | None = None
    negative: bool = False
    question: bool = False
    pronoun: bool = False
    opener: str = "pensare"
    adverb: str = ""


def with_subject(choice: Choice, subject: Thing) -> Choice:
    """The same said of somebody else, whose own things are theirs."""
    moved = [
        owned_by(thing, choice.subject, subject) if thing else None for thing in (choice.object, choice.complement)
    ]
    return replace(choice, subject=subject, object=moved[0], complement=moved[1])

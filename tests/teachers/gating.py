"""Conversations through the gates that look at earlier ones, as a build does it, and what that costs in asks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from goldsmith.generators.teachers.teacher import Message
from goldsmith.schemas.lessons import LessonPlan
from goldsmith.validators.lessons.corpus import Corpus, offered
from goldsmith.validators.skeletons import Key

Place = tuple[str, str]


@dataclass
class Gating:
    """What was asked for by type, and what is in by name."""

    corpus: Corpus = field(default_factory=Corpus)
    asked: Counter[str] = field(default_factory=Counter)
    kept: dict[str, str] = field(default_factory=dict)

    def offer(self, name: str, plan: LessonPlan, turns: Sequence[Message]) -> bool:
        """Whether the conversation is in."""
        self.asked[plan.type] += 1
        if self.corpus.offer(offered(name, [{"role": one.role, "content": one.content} for one in turns], plan)):
            return False
        self.kept[name] = plan.type
        return True

    def settle(self) -> None:
        """Leave out what a gate knew too late to be of a template."""
        for name in self.corpus.withdrawn():
            self.kept.pop(name, None)

    def over(self) -> list[tuple[Place, Key, int]]:
        """The keys of accepted texts over their cap."""
        caps = self.corpus.caps
        return [
            (place, key, count)
            for place, key, count, texts in self.corpus.shares()
            if count > caps.most(key.kind, texts)
        ]

    @property
    def asks(self) -> float:
        """Conversations asked for one that is in."""
        return self.asked.total() / max(1, len(self.kept))

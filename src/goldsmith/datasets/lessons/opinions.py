"""What a judge says of conversations that were not wholly read: asked for, written into meta, checked there and counted."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from goldsmith.core.errors import UsageError
from goldsmith.core.nouns import Verdict
from goldsmith.generators.teachers.config import JudgeConfig
from goldsmith.generators.teachers.judging import Opinion, judge_request, opinion_in
from goldsmith.generators.teachers.prompts import Prompt
from goldsmith.generators.teachers.teacher import Request, Teacher
from goldsmith.schemas.lessons import LessonPlan

NAME = re.compile(r"[0-9a-f]{64}")
KEYS = set(Opinion._fields)


class Case(NamedTuple):
    """A conversation that a judge may be asked about: its plan, its messages, and its sentences that were not read."""

    plan: LessonPlan
    messages: Sequence[Mapping[str, str]]
    unread: Sequence[str]


@dataclass
class Bench:
    """A judge with its configuration and prompt, and how often it was asked."""

    config: JudgeConfig
    teacher: Teacher
    prompt: Prompt
    asked: int = 0
    silent: int = 0

    def request(self, case: Case) -> Request:
        """The request for an opinion."""
        return judge_request(case.plan, case.messages, case.unread, sampling=self.config.sampling, prompt=self.prompt)

    def opinions(self, cases: Sequence[Case]) -> list[Opinion | str]:
        """An opinion on each conversation, or in words why there is none.

        Raises UsageError where the judge cannot be asked at all; what it said until then is kept.
        """
        responses = self.teacher.ask([self.request(case) for case in cases])
        if responses and all(one.outcome == "failed" for one in responses):
            raise UsageError(
                f"judge {self.config.model!r} gives no answer, the last time {responses[-1].reason!r}; what was answered is "
                "kept, and building again goes on from there"
            )
        self.asked += len(cases)
        found = [opinion_in(one, self.config.model) or f"{one.outcome}: {one.reason}" for one in responses]
        self.silent += sum(isinstance(one, str) for one in found)
        return found

    def refusal(self, opinion: Opinion | str | None) -> Verdict | None:
        """Why a conversation is dropped for what the judge says of it, or does not say; None where it stays."""
        if self.config.does == "label" or opinion is None:
            return None
        if isinstance(opinion, str):
            return Verdict(False, "judge", f"no opinion: {opinion}")
        return None if opinion.sound else Verdict(False, "judge", f"unsound, says {opinion.model!r}: {opinion.reason}")


def misjudged(meta: Mapping[str, Any], read: str, config: JudgeConfig | None) -> Verdict | None:
    """What meta says wrongly of who looked at a row that is by its analysis `read`: `verified` or `unread`; None for nothing."""
    told, status = meta.get("judge"), meta["status"]
    wanted = "judged" if told is not None and read == "unread" else read
    if status != wanted:
        return Verdict(False, "status", f"meta says {status!r}, and the row is {wanted}")
    if told is None:
        if read == "unread" and config is not None and config.does == "drop":
            return Verdict(False, "judge", "no judge saw the row, and the recipe drops what none finds sound")
        return None
    if config is None or read == "verified":
        return Verdict(
            False,
            "judge",
            f"meta holds an opinion, and {'nothing was left to judge' if config else 'the recipe names no judge'}",
        )
    if not _is_opinion(told) or told["model"] != config.model:
        return Verdict(False, "judge", f"meta holds {told!r}, which is no opinion of {config.model!r}")
    if config.does == "drop" and not told["sound"]:
        return Verdict(False, "judge", f"the judge finds it unsound: {told['reason']!r}")
    return None


def _is_opinion(told: Any) -> bool:
    return (
        isinstance(told, dict)
        and told.keys() == KEYS
        and isinstance(told["sound"], bool)
        and isinstance(told["reason"], str)
        and bool(told["reason"])
        and bool(NAME.fullmatch(str(told["request"])))
    )


def heard(metas: Sequence[Mapping[str, Any]], config: JudgeConfig | None) -> dict[str, Any]:
    """What the certificate says of the judge, by the rows' meta; nothing where the recipe names none."""
    if config is None:
        return {}
    counts = Counter(meta["judge"]["sound"] for meta in metas if _is_opinion(meta.get("judge")))
    return {"model": config.model, "does": config.does, "sound": counts[True], "unsound": counts[False]}

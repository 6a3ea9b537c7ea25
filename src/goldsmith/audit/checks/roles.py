"""Whether those who speak in a conversation take turns as a chat template expects."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import groupby, pairwise

from goldsmith.audit.evidence import shown
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import ASSISTANT, SYSTEM, TOOL, USER, Example, Turn

KNOWN = {SYSTEM, USER, ASSISTANT, TOOL}
NAMES = ("no_assistant", "swapped_roles", "assistant_first", "two_in_a_row", "unanswered_turn", "unknown_role")
RoleCheck = Callable[[Example, Sense], Sequence[str] | None]


def _check(name: str, example: Example, sense: Sense) -> Sequence[str] | None:
    roles = tuple([turn.role for turn in example.turns])
    if len(roles) < 2:
        return None if roles != (USER,) or name != "no_assistant" else ("the only turn is the user's",)
    found = faults(roles)
    if name not in found:
        return ()
    if name == "swapped_roles" and len(roles) > 2 and not _asks(example.turns):
        return ()
    return (f"{found[name]}: {shown(example.turns[-1].content, 50)}",)


@lru_cache(10_000)
def faults(roles: tuple[str, ...]) -> dict[str, str]:
    """What is wrong with an order of roles, by the name of the check that says it."""
    found = {}
    talk = [role for role in roles if role != SYSTEM]
    told = _told(roles)
    if strange := [role for role in roles if role not in KNOWN]:
        found["unknown_role"] = f"role {strange[0]!r}"
    if ASSISTANT not in talk:
        return found | {"no_assistant": told}
    if talk[0] == ASSISTANT and talk[-1] == USER:
        found["swapped_roles"] = told
        if len(talk) == 2:
            return found
    if talk[0] == ASSISTANT and USER in talk:
        found["assistant_first"] = told
    if any(one == other and one in (USER, ASSISTANT) for one, other in pairwise(roles)):
        found["two_in_a_row"] = told
    if talk[-1] == USER:
        found["unanswered_turn"] = told
    return found


def _told(roles: tuple[str, ...]) -> str:
    runs = [f"{len(run)} x {role}" if len(run) > 1 else role or "''" for role, run in _runs(roles)]
    return "roles " + ", ".join(runs[:6] + (["..."] if len(runs) > 6 else []))


def _runs(roles: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    return [(role, list(run)) for role, run in groupby(roles)]


def _asks(turns: Sequence[Turn]) -> bool:
    """Whether all questions are the assistant's, as when the roles were swapped."""
    asking = [turn.role for turn in turns if turn.role != SYSTEM and "?" in turn.content]
    return USER not in asking and len(asking) * 2 > sum(turn.role == ASSISTANT for turn in turns)


ROWS: dict[str, RoleCheck] = {name: partial(_check, name) for name in NAMES}

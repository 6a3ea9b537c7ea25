"""What was spent, and what may be: a request goes out only if the most that it can cost still fits the budget."""

from threading import Condition, Event

from goldsmith.core.errors import UsageError
from goldsmith.generators.teachers.config import Budget, Prices
from goldsmith.generators.teachers.teacher import Spent

MILLION = 1_000_000
CHECKED_EVERY = 0.2
"""Seconds after which a waiting request looks whether all shall stop."""
FRAME = 64
"""Tokens that a server's chat template adds to a request at the most, beyond a token for each byte of it."""


class Stopped(Exception):
    """Another request found that nothing more may be sent."""


def cost(prices: Prices, prompt_tokens: int, completion_tokens: int) -> Spent:
    """One request with its tokens and their price."""
    money = (prompt_tokens * prices.prompt + completion_tokens * prices.completion) / MILLION
    return Spent(1, prompt_tokens, completion_tokens, money)


class Purse:
    """What a ledger's requests have cost and what those under way can cost at the most, against the budget."""

    def __init__(self, budget: Budget, spent: Spent) -> None:
        self.budget, self.spent = budget, spent
        self._held = Spent()
        self._changed = Condition()

    def reserve(self, most: Spent, stop: Event) -> None:
        """Set aside the most that a request can cost; waits while only requests under way stand against it.

        Raises UsageError that names the bound and both figures where it does not fit, and Stopped.
        """
        with self._changed:
            while problem := self._over(self.spent + self._held + most):
                if stop.is_set():
                    raise Stopped
                if not self._held.requests:
                    raise UsageError(self._told(problem, most))
                self._changed.wait(CHECKED_EVERY)
            self._held += most

    def settle(self, most: Spent, spent: Spent) -> None:
        """Replace what was set aside by what it came to."""
        with self._changed:
            self._held -= most
            self.spent += spent
            self._changed.notify_all()

    def _over(self, total: Spent) -> str:
        """The bound that a total exceeds, empty where none."""
        for name in ("requests", "tokens", "money"):
            bound = getattr(self.budget, name)
            if bound is not None and getattr(total, name) > bound:
                return name
        return ""

    def _told(self, name: str, most: Spent) -> str:
        spent, bound, following = (f"{getattr(one, name):,}" for one in (self.spent, self.budget, most))
        return (
            f"the budget of {bound} {name} is used up: {spent} spent, and the next request can take {following}; "
            f"raise budget.{name} and build again, which goes on from here"
        )

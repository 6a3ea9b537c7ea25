"""How long to wait: as long as the server says, otherwise a random while under a bound that doubles (full jitter).

A server that is asked too much (429) is left alone by all workers at once; what else fails is waited for by its own.
"""

from random import Random
from threading import Event, Lock
from time import monotonic
from typing import Protocol

from goldsmith.core.errors import UsageError
from goldsmith.generators.teachers.spending import Stopped

FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0
"""Seconds that bound the first wait and any that the server did not ask for."""
SPREAD = 1.0
"""Seconds over which the workers come back after a pause."""


class Clock(Protocol):
    """Time that passes."""

    def now(self) -> float:
        """Seconds since some moment."""

    def sleep(self, seconds: float, stop: Event) -> None:
        """Return after the seconds, or once all shall stop."""


class SteadyClock:
    """The machine's clock that nobody sets."""

    def now(self) -> float:
        """Seconds since some moment."""
        return monotonic()

    def sleep(self, seconds: float, stop: Event) -> None:
        """Return after the seconds, or once all shall stop."""
        stop.wait(seconds)


def backoff(failures: int, rng: Random) -> float:
    """Seconds to wait after so many failures, from 1: anything up to a bound that doubles."""
    return rng.random() * min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** (failures - 1))


class Pauses:
    """The waits of all workers of one teacher."""

    def __init__(self, clock: Clock, stop: Event, *, tries: int, longest: float) -> None:
        self.clock, self.stop, self.tries, self.longest = clock, stop, tries, longest
        self._lock = Lock()
        self._began = self._until = float("-inf")
        self._in_a_row = 0

    def pass_gate(self, rng: Random) -> float:
        """Wait while the server is left alone; the moment at which a request may go out. Raises Stopped."""
        while not self.stop.is_set():
            left = self._until - self.clock.now()
            if left <= 0:
                return self.clock.now()
            self.clock.sleep(left + rng.random() * min(SPREAD, left), self.stop)
        raise Stopped

    def busy(self, sent: float, asked: float | None, rng: Random) -> None:
        """Leave the server alone, because a request sent at this moment met 429.

        Requests that were sent before the pause began tell nothing new. Raises UsageError after too many pauses in a row.
        """
        with self._lock:
            now = self.clock.now()
            if sent > self._began:
                self._began = now
                self._in_a_row += 1
            if self._in_a_row >= self.tries:
                raise UsageError(f"says status 429 after {self._in_a_row} pauses in a row; build again later")
            self._until = max(self._until, now + self._bounded(asked, self._in_a_row, rng))

    def answered(self) -> None:
        """A request got through."""
        self._in_a_row = 0

    def wait(self, failures: int, asked: float | None, rng: Random) -> None:
        """Wait before the same request goes out again."""
        self.clock.sleep(self._bounded(asked, failures, rng), self.stop)

    def _bounded(self, asked: float | None, failures: int, rng: Random) -> float:
        if asked is None:
            return backoff(failures, rng)
        if asked > self.longest:
            raise UsageError(
                f"asks to be left alone for {asked:,.0f} seconds, longer than longest_wait {self.longest:g}; build again later"
            )
        return asked

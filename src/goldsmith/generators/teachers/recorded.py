"""The answers of an earlier build as teacher: nothing is asked, nothing is paid."""

from collections.abc import Sequence

from goldsmith.core.errors import UsageError
from goldsmith.generators.teachers.ledger import Ledger
from goldsmith.generators.teachers.reading import Entry, response_to
from goldsmith.generators.teachers.teacher import Request, Response, Spent

SHOWN = 5


class Unrecorded(Exception):
    """A request that the ledger does not know."""


class RecordedTeacher:
    """A ledger alone, with the model that it was made with."""

    def __init__(self, model: str, ledger: Ledger) -> None:
        self.model, self.ledger = model, ledger

    @property
    def spent(self) -> Spent:
        """What the requests of the ledger have cost when they were asked."""
        return self.ledger.spent()

    def begin(self, number: int, requests: Sequence[Request]) -> None:
        """Nothing: what a round asks either stands in the ledger or is missing."""

    def ask(self, requests: Sequence[Request]) -> list[Response]:
        """The response to each request, in order.

        Raises UsageError that counts and names the requests without one.
        """
        found: list[Response] = []
        missing: dict[str, int] = {}
        for at, request in enumerate(requests):
            try:
                found.append(response_to(request, self.model, self._fetch))
            except Unrecorded:
                missing.setdefault(request.key(self.model), at)
        if missing:
            named = ", ".join(f"{key[:12]} (number {at})" for key, at in list(missing.items())[:SHOWN])
            more = f" and {len(missing) - SHOWN:,} more" if len(missing) > SHOWN else ""
            raise UsageError(
                f"ledger {str(self.ledger.path)!r} lacks {len(missing):,} of {len(requests):,} requests: {named}{more}; "
                "build without --offline, which asks only these"
            )
        return found

    def close(self) -> None:
        """Nothing to close."""

    def _fetch(self, request: Request, key: str) -> Entry:
        found = self.ledger.found(key)
        if found is None:
            raise Unrecorded
        return found

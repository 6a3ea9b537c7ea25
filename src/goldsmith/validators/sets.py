"""What a set of rows must satisfy together: no duplicates, no leakage, balance, wording under its caps, every stratum there.

All checks are SQL over the rows' digests, so memory stays flat; the connection holds them as table `digests`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import duckdb

EXAMPLES = 5
"""Failures that are named."""
FEW = 3
"""Rows that one wording may take in the smallest release, where a percentage would forbid a second one."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check over a set: how many cases it looked at, how many failed, and a few of them by name."""

    name: str
    says: str
    checked: int
    failed: int
    examples: tuple[str, ...] = ()
    figures: tuple[tuple[str, Any], ...] = ()

    @property
    def ok(self) -> bool:
        """It looked at something, and nothing failed."""
        return self.failed == 0 and self.checked > 0


def grouped(
    connection: duckdb.DuckDBPyConnection, name: str, says: str, key: str, having: str, where: str = "true"
) -> Check:
    """A check over groups of rows with one key; a group that fulfils `having` fails."""
    checked, failed, examples = connection.execute(
        f"""WITH groups AS (SELECT min(id) AS first, max(id) AS last, {having} AS bad FROM digests WHERE {where} GROUP BY {key})
            SELECT count(*), count(*) FILTER (bad), list(first || ' and ' || last ORDER BY first) FILTER (bad)[1:{EXAMPLES}]
            FROM groups"""
    ).fetchall()[0]
    return Check(name, says, checked, failed, tuple(examples or ()))


def duplicates(connection: duckdb.DuckDBPyConnection) -> Iterator[Check]:
    """No id, prompt or normalised prompt twice, and no prompt with two answers."""
    yield grouped(connection, "ids_are_unique", "no id stands twice", "id", "count(*) > 1")
    yield grouped(connection, "no_prompt_twice", "no prompt stands twice", "prompt", "count(*) > 1")
    yield grouped(
        connection,
        "no_normalised_prompt_twice",
        "no prompt stands twice when case and punctuation are ignored",
        "normal, answer",
        "count(*) > 1",
    )
    yield grouped(
        connection, "one_answer_a_prompt", "no prompt has two answers", "normal", "count(DISTINCT answer) > 1"
    )


PROMPTS = (("prompt", "prompt"), ("normal", "normalised prompt"))
RECORDS = (*PROMPTS, ("answer", "record"))
"""Keys that may stand in one split only, with what they stand for."""


def leakage(connection: duckdb.DuckDBPyConnection, keys: Sequence[tuple[str, str]] = RECORDS) -> Iterator[Check]:
    """Nothing of one split stands in another: neither a prompt nor, where it is the unit of the track, a record."""
    for key, what in keys:
        name = f"no_{what.replace(' ', '_')}_in_two_splits"
        yield grouped(connection, name, f"no {what} stands in two splits", key, "count(DISTINCT split) > 1")


def unseen_wordings(connection: duckdb.DuckDBPyConnection, *, held: Sequence[str] = ("test",)) -> Iterator[Check]:
    """A request wording that a row calls unseen stands in no row outside the `held` splits; no check where none is."""
    splits = ", ".join(f"'{split}'" for split in held)
    checked, failed, examples = connection.execute(
        f"""WITH unseen AS (SELECT request, min(request_text) AS said FROM digests WHERE wording = 'unseen' GROUP BY request),
                 told AS (SELECT said, request IN (SELECT request FROM digests WHERE split NOT IN ({splits})) AS bad FROM unseen)
            SELECT count(*), count(*) FILTER (bad), list(said ORDER BY said) FILTER (bad)[1:{EXAMPLES}] FROM told"""
    ).fetchall()[0]
    says = f"no wording that is called unseen stands outside the {' or '.join(held)} split"
    if checked:
        yield Check("unseen_wording_is_unseen", says, checked, failed, tuple(examples or ()))


def balance(
    connection: duckdb.DuckDBPyConnection, minimum: int, kinds: tuple[str, ...], splits: tuple[str, ...]
) -> Check:
    """Every kind has at least `minimum` rows in every split."""
    rows = connection.execute("SELECT kind, split, count(*) FROM digests GROUP BY ALL").fetchall()
    counted = {(kind, split): count for kind, split, count in rows}
    wanted = list(product(kinds, splits))
    short = [
        f"{kind} in {split}: {found}" for kind, split in wanted if (found := counted.get((kind, split), 0)) < minimum
    ]
    says = f"every kind has at least {minimum} rows in every split"
    return Check("every_kind_in_every_split", says, len(wanted), len(short), tuple(short[:EXAMPLES]))


def share_cap(connection: duckdb.DuckDBPyConnection, key: str, cap: float, *, per_kind: bool) -> Check:
    """No single wording takes more than `cap` percent, of the release or of its kind; FEW rows are always allowed."""
    group, kind = (f"kind, {key}", "kind") if per_kind else (key, "'release'")
    text = f"min({key}_text)" if key in ("opening", "request") else "min(id)"
    rows = connection.execute(
        f"""WITH counted AS (SELECT {kind} AS kind, {text} AS sample, count(*) AS n FROM digests GROUP BY {group}),
                 shares AS (SELECT *, sum(n) OVER (PARTITION BY kind) AS total FROM counted)
            SELECT kind, sample, n, total::BIGINT AS total FROM shares ORDER BY n / total DESC, kind, sample"""
    ).fetchall()
    over = [row for row in rows if row[2] > max(FEW, cap / 100 * row[3])]
    top = rows[0] if rows else ("", "", 0, 1)
    what = f"{100 * top[2] / top[3]:.2f} % ({top[1]!r}{f' of {top[0]}' if per_kind else ''})"
    return Check(
        f"{key}_share_under_cap",
        f"no {key} takes more than {cap:g} % of {'its kind' if per_kind else 'the release'} (nor more than 3 rows of a small one)",
        len(rows),
        len(over),
        tuple(f"{row[1]!r}: {row[2]} of {row[3]}" for row in over[:EXAMPLES]),
        (("cap_percent", cap), ("largest", what)),
    )


def strata(connection: duckdb.DuckDBPyConnection, planned: dict[str, int]) -> Check:
    """Every planned combination of kind, genre, oddity and mode has exactly the accepted rows that were planned."""
    found = dict(connection.execute("SELECT stratum, count(*) FROM digests GROUP BY stratum").fetchall())
    off = [
        f"{name}: {found.get(name, 0)} of {planned.get(name, 0)}"
        for name in sorted(planned.keys() | found.keys())
        if found.get(name, 0) != planned.get(name, 0)
    ]
    least = min(planned, key=lambda name: (planned[name], name)) if planned else ""
    figures = (("smallest", f"{least}: {found.get(least, 0)}"),)
    return Check(
        "every_stratum_as_planned",
        "each kind × genre × oddity × stated or derived has its rows",
        len(planned),
        len(off),
        tuple(off[:EXAMPLES]),
        figures,
    )

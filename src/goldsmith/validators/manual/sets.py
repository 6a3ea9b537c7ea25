"""What the rows of a manual must satisfy together: test asks in other words or of other facts, and no question has two answers."""

from collections.abc import Iterator

import duckdb

from goldsmith.validators import sets
from goldsmith.validators.manual.asking import CLOSED, WITH_PAGE
from goldsmith.validators.sets import EXAMPLES, Check


def track_checks(connection: duckdb.DuckDBPyConnection) -> Iterator[Check]:
    """The checks that this track has beside balance, shares and strata; those of a form that no row has are left out."""
    yield from sets.duplicates(connection)
    yield from sets.leakage(connection, sets.PROMPTS)
    yield from sets.unseen_wordings(connection, held=("test", "validation"))
    yield sets.grouped(
        connection,
        "one_answer_a_question",
        "no question has two answers in the release",
        "asked",
        "count(DISTINCT said) > 1",
    )
    forms = {form for (form,) in connection.execute("SELECT DISTINCT form FROM digests").fetchall()}
    if CLOSED in forms:
        yield frames_apart(connection)
    if WITH_PAGE in forms:
        yield units_apart(connection)


def frames_apart(connection: duckdb.DuckDBPyConnection) -> Check:
    """Closed-book: a wording that asks in test or validation asks nothing in training."""
    checked, failed, examples = connection.execute(
        f"""WITH frames AS (SELECT request, min(request_text) AS said, bool_or(split = 'train') AS taught, bool_or(split <> 'train') AS held
                            FROM digests WHERE form = '{CLOSED}' GROUP BY request)
            SELECT count(*), count(*) FILTER (taught), list(said ORDER BY said) FILTER (taught)[1:{EXAMPLES}] FROM frames WHERE held"""
    ).fetchall()[0]
    says = "no wording of a closed-book test or validation row stands in training"
    return Check("no_held_out_wording_in_training", says, checked, failed, tuple(examples or ()))


def units_apart(connection: duckdb.DuckDBPyConnection) -> Check:
    """With a page: a fact that is asked for in one split is asked for in no other."""
    return sets.grouped(
        connection,
        "no_fact_in_two_splits",
        "no fact of a with-page row is asked for in two splits",
        "unit",
        "count(DISTINCT split) > 1",
        f"form = '{WITH_PAGE}'",
    )

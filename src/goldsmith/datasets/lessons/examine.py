"""The checks over all lessons of a release: duplicates, leakage, wording under its caps, and the liars."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import duckdb
import orjson

from goldsmith.core.nouns import Row
from goldsmith.datasets.lessons.asking import caps_of, replayed
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.lessons.rows import LessonJudge, columns_of, plan_in
from goldsmith.datasets.variety import variety_checks
from goldsmith.validators import sets
from goldsmith.validators.kills import MutantKill
from goldsmith.validators.lessons.corpus import Corpus, offered
from goldsmith.validators.lessons.mutants import mutant_kills
from goldsmith.validators.sets import EXAMPLES, Check
from goldsmith.validators.template_gate import NAMES

LIED_ABOUT = 300
"""Rows, evenly over the release, that the liars take."""


def set_checks(connection: duckdb.DuckDBPyConnection, recipe: LessonRecipe) -> list[Check]:
    """Duplicates, leakage and the number of rows, over the digests of all rows."""
    rows = connection.execute("SELECT count(*) FROM digests").fetchall()[0][0]
    return [
        *sets.duplicates(connection),
        *sets.leakage(connection, sets.PROMPTS),
        sets.grouped(
            connection,
            "no_sentence_in_two_splits",
            "no lesson's first sentence is taught in two splits",
            "unit",
            "count(DISTINCT split) > 1",
        ),
        Check("count", f"there are {recipe.count:,} conversations", 1, int(rows != recipe.count)),
    ]


class Gated(NamedTuple):
    """What the gates over many conversations say when all are offered anew in order."""

    rows: Sequence[Row]
    corpus: Corpus
    wrong: list[str]


def gated(recipe: LessonRecipe, rows: Sequence[Row]) -> Gated:
    """The rows through the gates, from what stands in them alone."""
    return Gated(rows, *replayed(recipe, (offered(row["id"], row["messages"], plan_in(row)) for row in rows)))


def corpus_checks(recipe: LessonRecipe, found: Gated) -> list[Check]:
    """Every conversation passes the gates over many rows when all are offered anew in order, no wording is over its cap, and
    the teacher's answers are varied.
    """
    corpus, wrong = found.corpus, found.wrong
    caps = caps_of(recipe)
    over, most, looked = [], (0.0, ""), 0
    for (role, kind), key, count, total in corpus.shares():
        looked += 1
        share = 100 * count / total
        if count > caps.most(key.kind, total):
            over.append(f"{role} {kind}: {NAMES[key.kind]} {key.skeleton!r} {count} of {total}")
        if not kind and share > most[0]:
            most = (
                share,
                f"{NAMES[key.kind]} {key.skeleton!r} of the {'teacher' if role == 'assistant' else 'learner'}",
            )
    figures = (("largest_share", f"{most[0]:.2f} % ({most[1]})"),)
    return [
        Check(
            "corpus_gates",
            "no conversation is built like too many others or near to another",
            len(found.rows),
            len(wrong),
            tuple(wrong[:EXAMPLES]),
        ),
        Check(
            "wordings_under_their_caps",
            "no opening, sentence, closing or run of six words is over its cap",
            looked,
            len(over),
            tuple(over[:EXAMPLES]),
            figures,
        ),
        *variety_checks(recipe, answers(found.rows), recipe.least_distinct, recipe.most_skeletons),
    ]


def answers(rows: Sequence[Row]) -> list[str]:
    """Every turn of the teachers, in order."""
    return [turn["content"] for row in rows for turn in row["messages"] if turn["role"] == "assistant"]


def table(recipe: LessonRecipe, corpus: Corpus) -> list[dict[str, Any]]:
    """For each role and kind of key the wording that stands nearest to its cap."""
    caps = caps_of(recipe)
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for (role, kind), key, count, total in corpus.shares():
        place = (role, kind or "all", key.kind)
        if place not in found or count > found[place]["count"]:
            found[place] = {
                "role": role,
                "type": kind or "all",
                "what": NAMES[key.kind],
                "skeleton": key.skeleton,
                "count": count,
                "of": total,
                "cap_percent": caps.of(key.kind),
            }
    return [found[place] for place in sorted(found)]


def liars(recipe: LessonRecipe, rows: Sequence[Row]) -> list[MutantKill]:
    """How the row checks take lies about some of the rows that are called verified."""
    step = max(1, len(rows) // LIED_ABOUT)
    proved = [row for row in rows[::step] if orjson.loads(row["meta"])["status"] == "verified"]
    return mutant_kills(proved, LessonJudge.of(recipe), columns_of, (recipe.name, recipe.seed, "liars"))

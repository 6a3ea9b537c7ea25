"""A folder of pages to a release: read, bear out, ask, judge every row, lie to the checks, certify, and only then name the folder."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from goldsmith.core.errors import Findings, UsageError
from goldsmith.core.files import writable_folder
from goldsmith.core.nouns import Row, Verdict
from goldsmith.datasets import manifest
from goldsmith.datasets.assemble import assemble
from goldsmith.datasets.digested import open_digests
from goldsmith.datasets.finished import Built, Progress, named, pool, staged
from goldsmith.datasets.judged import Batch
from goldsmith.datasets.manual import certify, examine
from goldsmith.datasets.manual.files import write_release
from goldsmith.datasets.manual.pages import (
    keep_facts,
    keep_left_out,
    keep_pages,
    known_of,
    not_asked,
    pinned,
    source_folder,
)
from goldsmith.datasets.manual.paraphrasing import paraphrased, prompted, teacher_of
from goldsmith.datasets.manual.plan import Plan
from goldsmith.datasets.manual.recipe import OWN_PAGES, ManualRecipe
from goldsmith.datasets.manual.rows import UNCOUNTED, Rows
from goldsmith.datasets.prompted import keep
from goldsmith.datasets.released import compared
from goldsmith.datasets.sealed import Shard, ShardWriter
from goldsmith.extractors.manual.asked import fact_id
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.read import Reading, read_folder
from goldsmith.generators.manual.asks import asks
from goldsmith.generators.teachers.prompts import Prompt
from goldsmith.generators.teachers.teacher import Teacher
from goldsmith.validators.manual.mutants import mutant_kills
from goldsmith.validators.manual.verify import refused

SHARD_ROWS = 1_000
"""Rows that are held in memory at once."""
LIED_ABOUT = 400
"""Rows, evenly over the release, that the liars take."""
MAX_DROP_PERCENT, DROP_FLOOR = 10, 20
"""A kind may lose so many of its attempts to the row checks, and a few always."""


def build(
    recipe: ManualRecipe,
    out: Path,
    *,
    workers: int = 1,
    offline: bool = False,
    progress: Progress = lambda stage, done, total: None,
) -> Built:
    """Build a release and give it its final name when, and only when, every check holds.

    Raises Findings when a check fails (nothing is released), UsageError when the pages cannot be used or the version
    stands already with other bytes.
    """
    asked, prompt = prompted(recipe)
    with source_folder(asked) as source:
        wanted = pinned(asked, source)
        final = writable_folder(out / wanted.name) / wanted.version
        with (
            teacher_of(wanted, final.parent, offline=offline) as teacher,
            staged(final) as folder,
            staged(final.with_name(f"{final.name}.rows")) as work,
        ):
            passed = keep_pages(source, folder)
            keep(folder, prompt)
            progress("copy the pages", 1, 1)
            with pool(workers) as executor:
                made = _made(wanted, folder, work, passed, teacher, prompt, executor, progress)
            return named(folder, final, made)


def _made(
    recipe: ManualRecipe,
    folder: Path,
    work: Path,
    passed: Sequence[str],
    teacher: Teacher | None,
    prompt: Prompt | None,
    executor: Executor | None,
    progress: Progress,
) -> dict[str, Any]:
    """Everything of a release inside its folder; gives the certificate."""
    reading, unborne = _read(recipe, folder)
    progress("read the pages", 1, 1)
    keep_facts(folder, reading.facts, reading.entries)
    known = known_of(folder)
    made, left = asks(tuple(known.facts.values()), known.entries, known.reader)
    plan = Plan(recipe, made)
    progress("find what can be asked", 1, 1)
    planned = list(plan.rows())
    wordings = paraphrased(recipe, planned, teacher, prompt, progress)
    rows = Rows(recipe, folder, plan, planned, wordings)
    shards = _shards(rows, work, executor, progress)
    reasons = not_asked(known.facts, rows.asked, {fact_id(one.fact): one.reason for one in left})
    keep_left_out(folder, unborne, reasons)
    if not shards:
        raise Findings(f"{recipe.name}: nothing can be asked about the {len(reading.facts)} facts of the pages")
    with open_digests([shard.digests for shard in shards]) as connection:
        totals = dict(connection.execute("SELECT split, count(*) FROM digests GROUP BY split").fetchall())
        assemble(_batches(shards), totals, folder, recipe.rows_per_file)
        _check_drops(
            rows.drops, dict(connection.execute("SELECT kind, count(*) FROM digests GROUP BY kind").fetchall())
        )
        manifest.write_ledger(folder, rows.drops)
        lines, twins = manifest.data_files(folder)
        checks = compared(_batches(shards), lines, twins, examine.ROWS_SAY)
        checks += examine.page_checks(folder, reading.facts, reading.coverage, recipe)
        checks += [examine.ledger_check(known.facts, rows.asked, reasons), *examine.set_checks(connection, recipe)]
        progress("check the release", 1, 1)
        lied = list(_some_rows(shards, sum(totals.values())))
        kills = mutant_kills(lied, known, (recipe.name, recipe.seed, "liars"))
        progress("lie to the gates", 1, 1)
        certificate = certify.compose(
            recipe, certify.Evidence(reading, reasons, passed, checks, kills, rows.drops), connection
        )
        write_release(folder, recipe, certificate)
        return certificate


def _read(recipe: ManualRecipe, folder: Path) -> tuple[Reading, list[tuple[Fact, Verdict]]]:
    """What the pages state as far as another route bears it out, and what it does not.

    Raises UsageError where the pages state nothing.
    """
    pages = folder / OWN_PAGES
    reading = read_folder(pages, repairs=recipe.repairs)
    wrong = refused(reading.facts, pages)
    unborne = {fact_id(fact) for fact, _ in wrong}
    kept = tuple(fact for fact in reading.facts if fact_id(fact) not in unborne)
    if not kept:
        raise UsageError(f"recipe {recipe.name!r}: {_why_none(reading, wrong)}")
    return Reading(reading.pages, kept, reading.entries, reading.problems), wrong


def _why_none(reading: Reading, wrong: Sequence[tuple[Fact, Verdict]]) -> str:
    """Why no fact of the pages can be used, and what shows more."""
    pages = f"{len(reading.pages):,} readable page{'' if len(reading.pages) == 1 else 's'}"
    if not wrong:
        said = f"; {reading.problems[0]}" if reading.problems else ""
        return f"no fact was found on {pages}{said}; goldsmith report DIR shows why"
    fact, verdict = wrong[0]
    return (
        f"{len(wrong):,} facts were read on {pages}, and the second reader bears out none of them; the first, "
        f"{fact_id(fact)}: {verdict.reason}; repair the page's markup where goldsmith report DIR shows it"
    )


def _shards(rows: Rows, work: Path, executor: Executor | None, progress: Progress) -> list[Shard]:
    """The accepted rows on disk, SHARD_ROWS at a time."""
    made: list[Shard] = []
    accepted = rows.accepted(executor)
    while batch := list(islice(accepted, SHARD_ROWS)):
        shard = Shard(work, len(made))
        with ShardWriter(shard, ()) as writer:
            for line, row, digests in batch:
                writer.add(line, row, digests, ())
        made.append(shard)
        progress("make and judge rows", len(batch), len(rows.planned))
    return made


def _batches(shards: Sequence[Shard]) -> Iterator[Batch]:
    for shard in shards:
        shard.check()
        yield from shard.batches()


def _some_rows(shards: Sequence[Shard], total: int) -> Iterator[Row]:
    """LIED_ABOUT rows, evenly over the release."""
    step = max(1, total // LIED_ABOUT)
    lines = (line for batch in _batches(shards) for line in batch.lines)
    for line in islice(lines, 0, None, step):
        yield orjson.loads(line)


def _check_drops(drops: Sequence[dict[str, Any]], kept: dict[str, int]) -> None:
    """No kind loses more than a tenth of its attempts to the row checks.

    Raises Findings that names the kind, its share and the commonest gates.
    """
    judged = [entry for entry in drops if not entry["gate"].startswith(UNCOUNTED) and entry["kind"] in kept]
    for kind, count in Counter(entry["kind"] for entry in judged).items():
        if count > DROP_FLOOR and 100 * count > MAX_DROP_PERCENT * (kept[kind] + count):
            gates = Counter(entry["gate"] for entry in judged if entry["kind"] == kind).most_common(2)
            raise Findings(
                f"{kind}: {count} of {kept[kind] + count} attempts were dropped, over {MAX_DROP_PERCENT} %; mostly by {gates}"
            )

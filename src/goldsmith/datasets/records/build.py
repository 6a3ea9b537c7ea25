"""A recipe of records to a release: make shards, settle repeats, assemble, examine, certify, and only then give the folder its name."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import orjson

from goldsmith.core.errors import Findings, GoldsmithError, UsageError
from goldsmith.core.files import writable_folder
from goldsmith.core.package import code_digest
from goldsmith.core.streams import stream
from goldsmith.datasets import manifest
from goldsmith.datasets.assemble import assemble
from goldsmith.datasets.digested import open_digests
from goldsmith.datasets.finished import Built, Progress, named, pool, staged, tick
from goldsmith.datasets.judged import Batch
from goldsmith.datasets.keys import BLOCK
from goldsmith.datasets.records import certify, examine, files
from goldsmith.datasets.records.coverage import uncovered
from goldsmith.datasets.records.domain import RecordType, load_domain
from goldsmith.datasets.records.folder import domain_digest
from goldsmith.datasets.records.liars import mutant_kills, rule_kills
from goldsmith.datasets.records.plan import task
from goldsmith.datasets.records.realise import draw_world
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.datasets.records.replace import GATE, Replacement, lay_out, replacement
from goldsmith.datasets.records.settle import settle
from goldsmith.datasets.records.shards import SHARD_ROWS, Made, Order, make_shard
from goldsmith.datasets.records.trial import try_out
from goldsmith.datasets.released import compared
from goldsmith.validators.near import closeness, masked_twins, samples
from goldsmith.validators.sets import Check

Result = TypeVar("Result")
PROBE_ROWS = 400
"""Records of a kind that are drawn to see whether they soon repeat."""
SCARCE = 5
"""A kind with fewer different records than so many times its rows is scarce."""
MAX_DROP_PERCENT = 10
DROP_FLOOR = 20


def build(
    recipe: RecordRecipe,
    out: Path,
    *,
    domain: str = "",
    ledger: Path | None = None,
    workers: int = 1,
    shard_rows: int = SHARD_ROWS,
    progress: Progress = lambda stage, done, total: None,
) -> Built:
    """Build a release and give it its final name when, and only when, every check holds.

    With a ledger, only the rows that it names are made; all others are taken over from the release before.
    Raises Findings when a check fails (nothing is released), UsageError when the version stands already with other bytes.
    """
    types = load_domain(domain)
    try_out({kind: types[kind] for kind in recipe.kinds if types[kind].domain})
    _check_counts(recipe, types)
    home = writable_folder(out / recipe.name)
    final = home / recipe.version
    old = replacement(recipe, out, ledger) if ledger else None
    made_by = "-".join(
        part[:12] for part in (recipe.digest, code_digest(), domain_digest(domain), old.digest if old else "") if part
    )
    work = home / f".work-{recipe.version}-{made_by}-{shard_rows}"
    work.mkdir(exist_ok=True)
    if old:
        lay_out(old, recipe, work, shard_rows)
    try:
        with staged(final) as folder:
            few = _few(recipe, types)
            with pool(workers) as executor:
                orders = _make_all(recipe, domain, few, work, shard_rows, executor, progress)
                made = _finish(recipe, types, few, orders, old, folder, executor, progress)
            built = named(folder, final, made)
    except GoldsmithError:  # the same again would end the same; after a kill the shards are kept and the build goes on
        shutil.rmtree(work, ignore_errors=True)
        raise
    shutil.rmtree(work)
    return built


def _check_counts(recipe: RecordRecipe, types: dict[str, RecordType]) -> None:
    """No kind is asked for more rows than it has different records, or for too few to stand in every split.

    Raises UsageError that names the kind, its count and what is possible.
    """
    least = BLOCK * -(-recipe.minimum_per_split // min(Counter(recipe.splits.dealt()).values()))
    for kind, count in recipe.per_kind().items():
        if count < least:
            raise UsageError(
                f"recipe {recipe.name!r}: {count} rows of {kind} cannot put {recipe.minimum_per_split} into every split; "
                f"ask for at least {least} of each of the {len(recipe.kinds)} kinds, or set minimum_per_split=0"
            )
        possible = types[kind].kind.possible
        if possible and count > possible:
            raise UsageError(
                f"recipe {recipe.name!r}: {kind} has {possible} different records, and {count} rows are asked for; "
                f"set limits.{kind} to at most {possible}"
            )


def _few(recipe: RecordRecipe, types: dict[str, RecordType]) -> frozenset[str]:
    """The kinds whose records soon repeat: there the record decides the split, so that no record stands in two."""
    counts = recipe.per_kind()
    scarce = {kind for kind in recipe.kinds if 0 < types[kind].kind.possible < SCARCE * counts[kind]}
    return frozenset(scarce | {kind for kind in recipe.kinds if _repeats(recipe, types[kind])})


def _repeats(recipe: RecordRecipe, kind: RecordType) -> bool:
    """Whether some of the first PROBE_ROWS records that one draws of a kind are the same."""
    seen = set()
    for place in range(PROBE_ROWS):
        wanted = task(recipe, kind.cell, place)
        world = draw_world(kind, wanted, stream(recipe.name, "probe", kind.kind.name, place))
        seen.add(str(getattr(world, "answer", place)))
    return len(seen) < PROBE_ROWS


def _make_all(
    recipe: RecordRecipe,
    domain: str,
    few: frozenset[str],
    work: Path,
    shard_rows: int,
    executor: Executor | None,
    progress: Progress,
) -> list[Order]:
    orders = [Order(recipe, domain, few, work, number, shard_rows) for number in range(-(-recipe.count // shard_rows))]
    results = executor.map(make_shard, orders) if executor else map(make_shard, orders)
    for rows, _ in results:
        progress("make and judge rows", rows, recipe.count)
    return orders


def _finish(
    recipe: RecordRecipe,
    types: dict[str, RecordType],
    few: frozenset[str],
    orders: list[Order],
    old: Replacement | None,
    folder: Path,
    executor: Executor | None,
    progress: Progress,
) -> dict[str, Any]:
    """Settle, assemble and examine; gives the certificate, which also lies in the folder."""
    mutants = _later(executor, mutant_kills, recipe, types)
    gaps = _later(executor, uncovered, recipe, types)
    with open_digests([order.shard.digests for order in orders]) as connection:
        remade = settle(connection, recipe, types, few, old.named if old else ())
        progress("settle repeats", 1, 1)
        totals = dict(connection.execute("SELECT split, count(*) FROM digests GROUP BY split").fetchall())
        lines_of = {id_: made.line for id_, made in remade.items()}
        rows = _judged(_checked(orders, tick(progress, "write files", len(orders))), lines_of)
        assemble(rows, totals, folder, recipe.rows_per_file)
        drops = list(_drops(orders, remade))
        _check_drops(recipe, drops)
        manifest.write_ledger(folder, drops)
        lines, twins = manifest.data_files(folder)
        same = _later(executor, _read_back, orders, lines_of, lines, twins)
        planned = _later(executor, examine.planned_strata, recipe, types)
        close = _later(executor, closeness, *samples(connection, twins))
        checks = examine.set_checks(connection, recipe, planned())
        kinds = [types[kind] for kind in recipe.kinds]
        relations = examine.relations(twins, kinds, tick(progress, "run the SQL rules", len(kinds)))
        rule_liars = rule_kills(recipe, types, executor=executor)
        progress("lie to the rules", 1, 1)
        told = mutants()
        progress("lie to the gates", 1, 1)
        checks = same() + checks
        progress("read the files back", 1, 1)
        made = certify.compose(
            recipe, certify.Evidence(checks, relations, rule_liars, told, gaps(), drops), connection, few
        )
        made["closeness"] = {"same_but_for_digits": masked_twins(connection), **close()}
        if old:
            made |= old.figures(recipe)
        files.write_release(folder, recipe, types, made)
        return made


def _later(executor: Executor | None, work: Callable[..., Result], *given: Any) -> Callable[[], Result]:
    """The result of work that another process begins at once, where there is one, and this one when asked."""
    return executor.submit(work, *given).result if executor else partial(work, *given)


def _checked(orders: list[Order], tick: Callable[[int], None]) -> Iterator[Order]:
    for order in orders:
        order.shard.check()
        yield order
        tick(1)


def _judged(orders: Iterable[Order], remade: Mapping[str, bytes]) -> Iterator[Batch]:
    """All rows in plan order, remade ones in the place of those they replace."""
    for order in orders:
        yield from (batch.replaced(remade) for batch in order.shard.batches())


def _read_back(orders: list[Order], remade: Mapping[str, bytes], lines: list[Path], twins: list[Path]) -> list[Check]:
    """Whether the files hold the judged rows."""
    return compared(_judged(orders, remade), lines, twins, examine.ROWS_SAY)


def _drops(orders: list[Order], remade: dict[str, Made]) -> Iterator[dict[str, Any]]:
    for order in orders:
        yield from (orjson.loads(line) for line in order.shard.ledger.read_bytes().splitlines())
    for made in remade.values():
        yield from made.dropped


def _check_drops(recipe: RecordRecipe, drops: list[dict[str, Any]]) -> None:
    """No cell loses more than a tenth of what it made; hard values must not vanish by refusal.

    Raises Findings that names the cell, its share and the commonest gate.
    """
    refused = [entry for entry in drops if entry["gate"] != GATE]
    by_cell = Counter(entry["cell"] for entry in refused)
    for cell, kept in recipe.per_kind().items():
        lost = by_cell[cell]
        if lost > DROP_FLOOR and 100 * lost > MAX_DROP_PERCENT * (kept + lost):
            gates = Counter(entry["gate"] for entry in refused if entry["cell"] == cell).most_common(2)
            raise Findings(
                f"{cell}: {lost} of {kept + lost} attempts were dropped, over {MAX_DROP_PERCENT} %; mostly by {gates}"
            )

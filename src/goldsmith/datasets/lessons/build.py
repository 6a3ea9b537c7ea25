"""Plans to a release of lessons: ask in rounds, let in what passes every gate, examine, certify, and only then name the folder."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from goldsmith.core.files import writable_folder
from goldsmith.core.package import code_digest
from goldsmith.datasets import manifest
from goldsmith.datasets.assemble import assemble
from goldsmith.datasets.digested import open_digests
from goldsmith.datasets.finished import Built, Progress, named, staged
from goldsmith.datasets.judged import Batch
from goldsmith.datasets.lessons import certify, examine
from goldsmith.datasets.lessons.asking import Asking, worded
from goldsmith.datasets.lessons.files import write_release
from goldsmith.datasets.lessons.opinions import Bench
from goldsmith.datasets.lessons.plan import lessons
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.lessons.rows import SAYS
from goldsmith.datasets.prompted import keep, pinned, prompt_of
from goldsmith.datasets.released import compared
from goldsmith.datasets.sealed import Shard, ShardWriter
from goldsmith.generators.teachers.judging import judge_request
from goldsmith.generators.teachers.lesson_request import Avoided
from goldsmith.generators.teachers.opening import open_teachers
from goldsmith.generators.teachers.prompts import Prompt
from goldsmith.generators.teachers.scripted.teacher import ScriptedTeacher
from goldsmith.generators.teachers.teacher import Sampling, Teacher

LEDGER = "teacher.sqlite"
TRIED = 48
"""Lessons on which a recipe's own prompt is tried."""
EXAMPLE = (Avoided("assistant", "open", "good _"),)
SHARD_ROWS = 1_000
"""Rows that are held as columns at once."""


def build(
    recipe: LessonRecipe,
    out: Path,
    *,
    offline: bool = False,
    progress: Progress = lambda stage, done, total: None,
) -> Built:
    """Build a release and give it its final name when, and only when, every check holds.

    Raises Findings when a check fails or the teacher needs too many requests (nothing is released), UsageError where the
    teacher cannot be asked or the version stands already with other bytes.
    """
    recipe, prompts = prompted(recipe)
    final = writable_folder(out / recipe.name) / recipe.version
    with (
        teachers_of(recipe, final.parent, offline=offline) as (teacher, judge),
        staged(final) as folder,
        staged(final.with_name(f"{final.name}.rows")) as work,
    ):
        for prompt in prompts:
            keep(folder, prompt)
        bench = Bench(recipe.judge, judge, prompts.judge) if recipe.judge and judge else None
        asking = Asking(recipe, teacher, prompts.lesson, bench)
        asking.run(progress)
        made = _finish(recipe, asking, folder, work, progress)
        return named(folder, final, made)


class Prompts(NamedTuple):
    """The prompts of a build."""

    lesson: Prompt
    judge: Prompt


def prompted(recipe: LessonRecipe) -> tuple[LessonRecipe, Prompts]:
    """The recipe with its prompts pinned, and the prompts, tried on some lessons.

    Raises UsageError where one cannot be used, before anything is asked.
    """
    prompts = Prompts(prompt_of(recipe.teacher, "lesson"), prompt_of(recipe.judge, "judge"))
    own = [prompt for prompt in prompts if prompt.path]
    for lesson in islice(lessons(recipe), TRIED if own else 0):
        for avoid in ((), EXAMPLE):
            worded(recipe, prompts.lesson, lesson, avoid)
        judge_request(lesson.plan, [], ["Ciao."], sampling=Sampling(), prompt=prompts.judge)
    given = (("teacher", recipe.teacher, prompts.lesson), ("judge", recipe.judge, prompts.judge))
    keys = {name: pinned(config, prompt).model_dump(mode="json") for name, config, prompt in given if config}
    return recipe.pinned(**keys) if own else recipe, prompts


@contextmanager
def teachers_of(recipe: LessonRecipe, home: Path, *, offline: bool) -> Iterator[tuple[Teacher, Teacher | None]]:
    """The recipe's teacher while the block runs, and its judge if there is one.

    The built-in teacher, which depends on this package's code, keeps no ledger.
    """
    scripted = ScriptedTeacher(bad=recipe.scripted.bad)
    given = {"teacher": recipe.teacher, "judge": recipe.judge}
    configs = {name: config for name, config in given.items() if config}
    if not configs:
        yield scripted, None
        return
    model = recipe.teacher.model if recipe.teacher else scripted.model
    identity = {"recipe": recipe.name, "seed": str(recipe.seed), "plans": code_digest()[:16], "model": model}
    with open_teachers(configs, home / LEDGER, identity, offline=offline) as opened:
        yield opened[0] if recipe.teacher else scripted, opened[-1] if recipe.judge else None


def _finish(recipe: LessonRecipe, asking: Asking, folder: Path, work: Path, progress: Progress) -> dict[str, Any]:
    """Assemble, examine and certify; gives the certificate, which also lies in the folder."""
    shards = list(_shards(asking, work))
    with open_digests([shard.digests for shard in shards]) as connection:
        totals = dict(connection.execute("SELECT split, count(*) FROM digests GROUP BY split").fetchall())
        assemble(_batches(shards), totals, folder, recipe.rows_per_file)
        manifest.write_ledger(folder, asking.drops)
        lines, twins = manifest.data_files(folder)
        rows = [one.row for one in asking.rows()]
        checks = compared(_batches(shards), lines, twins, SAYS)
        checks += examine.set_checks(connection, recipe)
        gated = examine.gated(recipe, rows)
        checks += examine.corpus_checks(recipe, gated)
        progress("check the release", 1, 1)
        kills = examine.liars(recipe, rows)
        progress("lie to the gates", 1, 1)
        found = certify.Evidence(checks, kills, asking.drops, asking.asked, asking.bench, rows, gated.corpus)
        made = certify.compose(recipe, found, connection)
        write_release(folder, recipe, made)
        return made


def _shards(asking: Asking, work: Path) -> Iterator[Shard]:
    rows = asking.rows()
    number = 0
    while batch := list(islice(rows, SHARD_ROWS)):
        shard = Shard(work, number)
        with ShardWriter(shard, ()) as writer:
            for one in batch:
                writer.add(one.line, one.row, one.digests, ())
        yield shard
        number += 1


def _batches(shards: Sequence[Shard]) -> Iterator[Batch]:
    for shard in shards:
        shard.check()
        yield from shard.batches()

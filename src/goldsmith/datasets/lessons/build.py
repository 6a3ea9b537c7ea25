"""Plans to a release of lessons: ask in rounds, let in what passes every gate, examine, certify, and only then name the folder."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

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
from goldsmith.datasets.lessons.plan import lessons
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.lessons.rows import SAYS
from goldsmith.datasets.prompted import keep, pinned, prompt_of
from goldsmith.datasets.released import compared
from goldsmith.datasets.sealed import Shard, ShardWriter
from goldsmith.generators.teachers.lesson_request import Avoided
from goldsmith.generators.teachers.opening import open_teacher
from goldsmith.generators.teachers.prompts import Prompt
from goldsmith.generators.teachers.scripted.teacher import ScriptedTeacher
from goldsmith.generators.teachers.teacher import Teacher

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
    recipe, prompt = prompted(recipe)
    final = writable_folder(out / recipe.name) / recipe.version
    with (
        teacher_of(recipe, final.parent, offline=offline) as teacher,
        staged(final) as folder,
        staged(final.with_name(f"{final.name}.rows")) as work,
    ):
        keep(folder, prompt)
        asking = Asking(recipe, teacher, prompt)
        asking.run(progress)
        made = _finish(recipe, asking, folder, work, progress)
        return named(folder, final, made)


def prompted(recipe: LessonRecipe) -> tuple[LessonRecipe, Prompt]:
    """The recipe with its prompt pinned, and the prompt, tried on some lessons.

    Raises UsageError where it cannot be used, before anything is asked.
    """
    prompt = prompt_of(recipe.teacher, "lesson")
    for lesson in islice(lessons(recipe), TRIED if prompt.path else 0):
        for avoid in ((), EXAMPLE):
            worded(recipe, prompt, lesson, avoid)
    if recipe.teacher is None or not prompt.path:
        return recipe, prompt
    return recipe.pinned(teacher=pinned(recipe.teacher, prompt).model_dump(mode="json")), prompt


@contextmanager
def teacher_of(recipe: LessonRecipe, home: Path, *, offline: bool) -> Iterator[Teacher]:
    """The recipe's teacher while the block runs; the built-in one, which depends on this package's code, keeps no ledger."""
    if recipe.teacher is None:
        yield ScriptedTeacher(bad=recipe.scripted.bad)
        return
    identity = {"recipe": recipe.name, "seed": str(recipe.seed), "plans": code_digest()[:16]}
    with open_teacher(recipe.teacher, home / LEDGER, identity, offline=offline) as teacher:
        yield teacher


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
        found = certify.Evidence(checks, kills, asking.drops, asking.asked, rows, gated.corpus)
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

"""`goldsmith build`: a recipe to a verified release."""

from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
import yaml

from goldsmith.cli.screen import progress, say, say_error
from goldsmith.core.errors import UsageError
from goldsmith.datasets import recipe as recipes
from goldsmith.datasets.build import build as build_release
from goldsmith.datasets.build import summary
from goldsmith.datasets.records.domain import load_domain


def build(
    recipe: Annotated[str, typer.Argument(help="A built-in recipe (extraction, manual) or a path to a YAML file.")],
    out: Annotated[Path, typer.Option(help="Where releases land.")] = Path("datasets"),
    count: Annotated[int | None, typer.Option(help="Rows to build instead of the recipe's.")] = None,
    seed: Annotated[int | None, typer.Option(help="Seed to use instead of the recipe's.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes to work with; the bytes do not depend on it.")] = 1,
    domain: Annotated[
        str, typer.Option(help="A folder with record types of your own; it holds Python, so trust it.")
    ] = "",
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="KEY=VALUE; overrides any recipe key, dots reach inside.")
    ] = None,
    replace: Annotated[
        Path | None,
        typer.Option(
            help="A ledger (JSONL with an id a line): make only these rows anew, keep the rest of the last release."
        ),
    ] = None,
    offline: Annotated[
        bool, typer.Option("--offline", help="Use what a teacher answered before, and ask nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the certificate as JSON.")] = False,
) -> None:
    """Build a release: make, judge, settle, verify, certify; nothing is released unless every check holds."""
    types = load_domain(domain)
    kinds = {name: one.kind for name, one in types.items()}
    asked = recipes.load(recipe, kinds)
    wanted = recipes.with_overrides(asked, _overrides(count, seed, set_ or []), kinds)
    if wanted.deprecated:
        say_error(f"warning: recipe {wanted.name} {wanted.version} is deprecated: {wanted.deprecated}")
    with progress() as report:
        made = build_release(
            wanted, out, domain=domain, ledger=replace, workers=workers, offline=offline, progress=report
        )
    if json:
        say(orjson.dumps(made.certificate).decode())
        return
    for line in summary(made.certificate):
        say(line)
    say(f"released    {made.folder}{' (stood there already, byte for byte the same)' if made.unchanged else ''}")


def _overrides(count: int | None, seed: int | None, assignments: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals or not key:
            raise UsageError(f"--set {assignment!r} is not KEY=VALUE")
        try:
            made[key] = yaml.safe_load(value)
        except yaml.YAMLError as error:
            raise UsageError(f"--set {assignment!r}: the value is not YAML") from error
    return made | {key: value for key, value in (("count", count), ("seed", seed)) if value is not None}

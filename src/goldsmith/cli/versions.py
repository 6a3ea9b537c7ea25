"""`goldsmith versions`: the releases of one dataset."""

from pathlib import Path
from typing import Annotated

import orjson
import typer

from goldsmith.cli.screen import say
from goldsmith.datasets.versions import Version, versions_of


def versions(
    name: Annotated[str, typer.Argument(help="The name of a dataset, such as extraction.")],
    out: Annotated[Path, typer.Option(help="Where releases lie.")] = Path("datasets"),
    json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """List the releases of a dataset, newest last."""
    found = versions_of(name, out)
    if json:
        say(orjson.dumps({"schema_version": 1, "name": name, "versions": [_as_json(one) for one in found]}).decode())
        return
    width = max(len(one.version) for one in found)
    for one in found:
        marks = [mark for mark, holds in (("override", one.override), ("demo", one.demo)) if holds]
        marks += [f"DEPRECATED: {one.deprecated}"] if one.deprecated else []
        say(f"{one.version:<{width}}  {one.rows:>9,} rows  {' · '.join(marks)}".rstrip())


def _as_json(one: Version) -> dict[str, object]:
    return {
        "version": one.version,
        "path": str(one.folder),
        "rows": one.rows,
        "override": one.override,
        "demo": one.demo,
        "deprecated": one.deprecated,
    }

"""`goldsmith deprecate`: a release that should not be used any more says why."""

from pathlib import Path
from typing import Annotated

import typer

from goldsmith.cli.screen import say
from goldsmith.datasets import versions


def deprecate(
    path: Annotated[Path, typer.Argument(help="The folder of a release.")],
    reason: Annotated[
        str, typer.Option(help="Why it should not be used any more; a later reason replaces an earlier one.")
    ],
) -> None:
    """Mark a release as deprecated; it keeps its files, and verify, inspect and versions show the reason."""
    before = versions.deprecate(path, reason)
    say(f"deprecated  {path}{f' (before: {before})' if before else ''}")

"""`goldsmith pull`: a published release from the Hugging Face Hub, verified."""

from pathlib import Path
from typing import Annotated

import typer

from goldsmith.cli.screen import progress, say
from goldsmith.datasets.publish.pull import pull as pull_release


def pull(
    source: Annotated[str, typer.Argument(metavar="ORG/NAME[@VERSION]", help="Without a version, the newest one.")],
    out: Annotated[Path, typer.Option(help="Where releases land.")] = Path("datasets"),
    domain: Annotated[str, typer.Option(help="The folder with the release's own record types.")] = "",
    workers: Annotated[int, typer.Option(min=1, help="Processes to verify with.")] = 1,
) -> None:
    """Fetch a published release and verify it against its certificate; what does not verify is not kept."""
    with progress() as report:
        folder, found = pull_release(source, out, domain=domain, workers=workers, progress=report)
    if found.deprecated:
        say(f"DEPRECATED: {found.deprecated}")
    for note in found.notes:
        say(f"note: {note}")
    say(f"verified    {found.rows:,} rows of {found.name}")
    say(f"released    {folder}")

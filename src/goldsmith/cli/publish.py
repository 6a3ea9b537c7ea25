"""`goldsmith publish`: a verified release to the Hugging Face Hub."""

from pathlib import Path
from typing import Annotated

import typer

from goldsmith.cli.screen import progress, say
from goldsmith.core.errors import UsageError
from goldsmith.datasets.publish.mix import Mix
from goldsmith.datasets.publish.send import Published, Request
from goldsmith.datasets.publish.send import publish as publish_release


def publish(
    release: Annotated[Path, typer.Argument(help="The folder of a release.")],
    repo: Annotated[str, typer.Option(help="ORG/NAME on the Hub; made if it is not there.")],
    private: Annotated[bool, typer.Option("--private", help="Make a new repository a private one.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Verify and show files, sizes and page; upload nothing.")
    ] = False,
    allow_demo: Annotated[
        bool, typer.Option("--allow-demo", help="Publish a release of the scripted teacher.")
    ] = False,
    domain: Annotated[str, typer.Option(help="The folder with the release's own record types.")] = "",
    workers: Annotated[int, typer.Option(min=1, help="Processes to verify with.")] = 1,
    mix: Annotated[
        Path | None, typer.Option(help="A file of general instruction rows, published as a config of their own.")
    ] = None,
    mix_source: Annotated[str, typer.Option(help="Where these rows come from, and their licence; for the page.")] = "",
) -> None:
    """Verify a release, upload it in one commit, load it back as users do, compare every cell, and tag its version."""
    if mix is not None and not mix_source.strip():
        raise UsageError("--mix needs --mix-source TEXT: where the rows come from and under which licence")
    mixed = Mix(mix, " ".join(mix_source.split())) if mix is not None else None
    asked = Request(release, repo, private, dry_run, allow_demo, domain, workers, mixed)
    with progress() as report:
        made = publish_release(asked, report)
    if dry_run and made.files:
        _show(made)
    elif made.rows:
        say(f"published   {made.address}, version {made.version}, commit {made.commit[:12]}")
        say(f"read back   {made.rows:,} rows, plainly and as a stream: every cell is the release's")
    elif made.commit:
        say(
            f"published   {made.address}: the page tells anew whether {made.version} is deprecated; its bytes are as they were"
        )
    else:
        say(f"unchanged   {made.address} holds version {made.version} already, byte for byte the same")


def _show(made: Published) -> None:
    say(made.page.rstrip())
    say()
    for name, size in made.files:
        say(f"{size:>14,}  {name}")
    say(
        f"{sum(size for _, size in made.files):>14,}  bytes in {len(made.files)} files would go to {made.address} as {made.version}"
    )

"""`goldsmith train`: a model from a verified release, with every gate on the way."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from goldsmith.cli.run_screen import print_configuration, print_run
from goldsmith.cli.screen import progress, say
from goldsmith.cli.stack import training_stack
from goldsmith.cli.trusted import trusted
from goldsmith.core.errors import Findings
from goldsmith.datasets.records.domain import knowledge_of
from goldsmith.train.config import Config, load, presets
from goldsmith.train.release import Release
from goldsmith.train.run_folder import RunFolder
from goldsmith.validators.knowledge import Knowledge

if TYPE_CHECKING:
    from goldsmith.train.run import Run

RUNS = Path("runs")


def train(
    release: Annotated[Path, typer.Argument(help="The folder of a release.")],
    config: Annotated[str, typer.Option(help=f"A YAML file, or a preset: {', '.join(presets())}.")] = "scratch",
    out: Annotated[Path | None, typer.Option(help="The run's folder; by default one below runs/.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Stop after the preflight.")] = False,
    allow_unverified: Annotated[
        bool,
        typer.Option(
            "--allow-unverified", help="Train on a release that fails or is deprecated; its model card says so."
        ),
    ] = False,
    allow_demo: Annotated[
        bool, typer.Option("--allow-demo", help="Train on a release of the scripted teacher.")
    ] = False,
    domain: Annotated[str, typer.Option(help="The folder with the release's own record types.")] = "",
    workers: Annotated[int, typer.Option(min=1, help="Processes to verify with.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="Print the run's record as JSON.")] = False,
) -> None:
    """Verify a release, look at every row as the trainer will see it, train, and hold the model against its base."""
    settings = load(config)
    found = trusted(
        release,
        domain=domain,
        workers=workers,
        allow_unverified=allow_unverified,
        allow_demo=allow_demo,
        json=json,
    )
    folder = RunFolder(out or _place(config, settings, found))
    if not json:
        print_configuration(settings, folder)
    made = _train(settings, found, folder, knowledge_of(domain), check=check, quiet=json)
    if json:
        say(orjson.dumps(made.record or made.preflight.as_json()).decode())
    elif made.record is not None:
        print_run(made.record, folder)
    if made.failed:
        first = made.failed[0]
        evidence = first["evidence"][0] if first["evidence"] else "nothing was looked at"
        raise Findings(f"gate {first['gate']} {first['name']} failed: {evidence}")


def _place(config: str, settings: Config, release: Release) -> Path:
    """runs/NAME-VERSION/CONFIG-DIGEST: the same release and configuration give the same folder, so a killed run is found."""
    return RUNS / f"{release.name}-{release.version}" / f"{Path(config).stem}-{settings.digest[:8]}"


def _train(
    settings: Config, release: Release, folder: RunFolder, knowledge: Knowledge, *, check: bool, quiet: bool
) -> "Run":
    """The run; what needs the training libraries is imported here, so that every other command starts without them."""
    with training_stack("training"):
        from goldsmith.cli.train_screen import print_preflight
        from goldsmith.train.run import train as run
    shown = (lambda found: None) if quiet else print_preflight
    with progress() as report:
        return run(settings, release, folder, report, knowledge=knowledge, check=check, shown=shown)

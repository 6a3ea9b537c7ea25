"""The program `goldsmith`: its commands in one table, and the one place where errors become lines and exit codes."""

import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer
from typer.exceptions import TyperException

from goldsmith import __version__
from goldsmith.cli.audit import audit
from goldsmith.cli.build import build
from goldsmith.cli.compare import compare
from goldsmith.cli.deprecate import deprecate
from goldsmith.cli.diff import diff
from goldsmith.cli.eval import eval_
from goldsmith.cli.inspect import inspect
from goldsmith.cli.list import list_
from goldsmith.cli.new import new
from goldsmith.cli.probe import probe
from goldsmith.cli.publish import publish
from goldsmith.cli.pull import pull
from goldsmith.cli.report import report
from goldsmith.cli.screen import say_error
from goldsmith.cli.train import train
from goldsmith.cli.verify import verify
from goldsmith.cli.versions import versions
from goldsmith.core.errors import GoldsmithError

COMMANDS: dict[str, Callable[..., None]] = {
    "list": list_,
    "build": build,
    "verify": verify,
    "audit": audit,
    "inspect": inspect,
    "diff": diff,
    "versions": versions,
    "deprecate": deprecate,
    "publish": publish,
    "pull": pull,
    "train": train,
    "new": new,
    "probe": probe,
    "eval": eval_,
    "compare": compare,
    "report": report,
}

app = typer.Typer(
    name="goldsmith",
    help="Fine-tuning datasets whose every answer is constructed to be true and verified by another route.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for name, command in COMMANDS.items():
    app.command(name)(command)


@app.callback(invoke_without_command=True)
def version(
    show: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    """Fine-tuning datasets whose every answer is constructed to be true and verified by another route."""
    if show:
        typer.echo(f"goldsmith {__version__}")
        raise typer.Exit


INTERRUPTED = 130
"""What typer makes of an interrupt, and what shells expect."""


def main() -> None:
    """Run the program; exit 1 for findings, 2 for usage or unreadable input."""
    try:
        code = app(standalone_mode=False, prog_name="goldsmith")
    except GoldsmithError as error:
        say_error(str(error))
        code = error.exit_code
    except TyperException as error:
        if message := error.format_message():  # none where the help was shown instead
            say_error(message)
        code = 2
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except RuntimeError as error:
        if "interrupted" not in str(error).lower():
            raise
        code = INTERRUPTED  # what DuckDB makes of an interrupt inside a query
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    if code == INTERRUPTED:
        say_error("interrupted; a build or a training run goes on where it stopped when it is started again")
    sys.exit(code or 0)

"""Where a training run keeps what: one folder, of which `run.json` is written last and names the verdict."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from goldsmith.core.errors import UsageError
from goldsmith.core.files import write_bytes


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The paths of a run.

    base/ is a model made from nothing, checkpoints/ what a killed run goes on from, adapter/ and model/ what is shipped
    (model/ is the merged model, or all weights), samples.jsonl what the model wrote while it was trained, answers/ what
    base and tuned model answered at the end, run.json every figure, log.md the experiment log. Model cards stand in adapter/
    and model/.
    """

    path: Path

    @property
    def base(self) -> Path:
        """A model made from nothing."""
        return self.path / "base"

    @property
    def checkpoints(self) -> Path:
        """What a killed run goes on from."""
        return self.path / "checkpoints"

    @property
    def adapter(self) -> Path:
        """The adapter alone."""
        return self.path / "adapter"

    @property
    def model(self) -> Path:
        """The merged model, or all weights."""
        return self.path / "model"

    @property
    def shipped(self) -> list[Path]:
        """Adapter and model, as far as they are there: what could be published."""
        return [path for path in (self.adapter, self.model) if path.is_dir()]

    @property
    def samples(self) -> Path:
        """What the model wrote while it was trained, a line an answer."""
        return self.path / "samples.jsonl"

    @property
    def answers(self) -> Path:
        """What base and tuned model answered at the end."""
        return self.path / "answers"

    @property
    def record(self) -> Path:
        """Configuration, versions, digests, gates and results of the run."""
        return self.path / "run.json"

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the folder, which must be there, for this process; the lock ends with the process, however that ends.

        On a file system without locks nothing is kept. Raises UsageError where another process holds the folder.
        """
        handle = os.open(self.path, os.O_RDONLY)
        try:
            with suppress(OSError):
                _lock(handle, self.path)
            yield
        finally:
            os.close(handle)

    def write_record(self, record: dict[str, Any]) -> None:
        """Write run.json, which exists afterwards in full or not at all."""
        write_bytes(self.record, [orjson.dumps(record, option=orjson.OPT_INDENT_2), b"\n"])


def _lock(handle: int, path: Path) -> None:
    import fcntl  # POSIX alone; who only reads runs goes without

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError(f"another run is at work in {str(path)!r}: wait for it, or choose another --out") from error


def called(folder: Path) -> str:
    """What a folder with a model is called: its last part, and what a run made is called after the run too.

    Every run has a `model`, so an adapter whose base is another run's model lies beside a `model` that is not its base.
    """
    folder = folder.resolve()
    return f"{folder.parent.name}-{folder.name}" if RunFolder(folder.parent).record.is_file() else folder.name


def read_record(path: Path) -> dict[str, Any]:
    """The run.json of a run's folder.

    Raises UsageError where there is none or it is no JSON object.
    """
    file = path / "run.json" if path.is_dir() else path
    try:
        found = orjson.loads(file.read_bytes())
    except FileNotFoundError as error:
        what = "is no finished run: it has no run.json" if path.is_dir() else "is not there"
        raise UsageError(f"{str(path)!r} {what}") from error
    except (OSError, orjson.JSONDecodeError) as error:
        raise UsageError(f"{str(file)!r} cannot be read as a run's record: {error}") from error
    if not isinstance(found, dict) or "schema_version" not in found:
        raise UsageError(f"{str(file)!r} is no run's record: it has no schema_version")
    return found

"""The configuration of a training run: few keys, every one with a default that is printed, unknown ones refused."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from goldsmith.core.canonical import digest, to_sorted_json
from goldsmith.core.errors import UsageError

SCRATCH = "scratch:"
SIZES = ("tiny", "25m")


class Mix(BaseModel):
    """General instruction rows mixed into training, so that the model keeps what it knew.

    `share` is percent of all training rows, met exactly; a tenth of the file's rows, at least 200 where it has as many to
    spare, is never trained on and measures what was forgotten.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    file: Path
    share: Annotated[float, Field(ge=0, lt=100)] = 10.0


class Config(BaseModel):
    """One training run.

    `base` is a Hub id, a local path, or `scratch:SIZE`; `batch` is the effective batch, reached by accumulating batches of
    `device_batch`; `length` counts tokens of prompt and answer together; `rank` 0 trains all weights of a seq2seq model;
    `induction` counts the warm-up steps of a model from nothing; `template` is a Jinja file for a base without one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    base: Annotated[str, Field(min_length=1)]
    revision: str = "main"
    method: Literal["lora", "qlora", "full", "seq2seq"] = "lora"
    rank: Annotated[int, Field(ge=0)] = 16
    alpha: Annotated[float, Field(gt=0)] = 32
    learning_rate: Annotated[float, Field(gt=0)] = 2e-4
    epochs: Annotated[float, Field(gt=0)] = 3.0
    batch: Annotated[int, Field(ge=1)] = 32
    device_batch: Annotated[int, Field(ge=1)] = 8
    length: Annotated[int, Field(ge=16)] = 2048
    precision: Literal["auto", "fp32", "bf16"] = "auto"
    template: Path | None = None
    codec: Literal["auto", "none", "braces"] = "auto"
    mix: Mix | None = None
    kinds: tuple[str, ...] = ()
    induction: Annotated[int, Field(ge=0)] = 400
    packing: bool = False
    compile: bool = False
    sample_every: Annotated[int, Field(ge=1)] = 100
    evaluate_every: Annotated[int, Field(ge=1)] = 200
    patience: Annotated[int, Field(ge=1)] = 3
    held_out: Annotated[int, Field(ge=1)] = 400
    allowance: Annotated[float, Field(ge=0, le=1)] = 0.05
    report_to: tuple[Literal["tensorboard", "trackio", "wandb"], ...] = ()
    seed: Annotated[int, Field(ge=0, lt=2**32)] = 0

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if self.scratch and self.base.removeprefix(SCRATCH) not in SIZES:
            raise ValueError(f"base {self.base!r}: sizes from nothing are {', '.join(SIZES)}")
        if self.scratch and self.method != "full":
            raise ValueError(f"base {self.base!r} is trained from nothing, so method is full (got {self.method!r})")
        if self.method in ("lora", "qlora") and self.rank == 0:
            raise ValueError(f"method {self.method!r} needs a rank above 0")
        if self.batch % self.device_batch:
            raise ValueError(f"batch {self.batch} is no multiple of device_batch {self.device_batch}")
        return self

    @property
    def scratch(self) -> bool:
        """Whether the model is made from nothing."""
        return self.base.startswith(SCRATCH)

    @property
    def adapter(self) -> bool:
        """Whether an adapter is trained and the base stays as it is."""
        return self.method in ("lora", "qlora") or (self.method == "seq2seq" and self.rank > 0)

    @property
    def digest(self) -> str:
        """The configuration's identity: SHA-256 of its canonical JSON."""
        return digest(to_sorted_json(self.as_json()))

    def as_json(self) -> dict[str, Any]:
        """Every key with its value, defaults included."""
        return self.model_dump(mode="json")


def presets() -> dict[str, str]:
    """The text of each preset by name."""
    folder = files("goldsmith.train").joinpath("presets")
    found = {file.name.removesuffix(".yaml"): file.read_text(encoding="utf-8") for file in folder.iterdir()}
    return dict(sorted(found.items()))


def load(name_or_path: str) -> Config:
    """A preset by name, or a YAML file, which may start from one: `preset: small-lora`.

    Raises UsageError that names the key, its value and the file.
    """
    known = presets()
    if name_or_path in known:
        return _config(name_or_path, _mapping(name_or_path, known[name_or_path]))
    path = Path(name_or_path)
    if not path.is_file():
        raise UsageError(f"no training configuration {name_or_path!r}: a YAML file or one of {', '.join(known)}")
    given = _mapping(name_or_path, _text(path))
    preset = given.pop("preset", None)
    if preset is not None and (not isinstance(preset, str) or preset not in known):
        raise UsageError(f"{name_or_path!r}: preset {preset!r} is none of {', '.join(known)}")
    start = _mapping(preset, known[preset]) if preset else {}
    return _config(name_or_path, start | given)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{str(path)!r} cannot be read as UTF-8 text: {error}") from error


def _mapping(name: str, text: str) -> dict[str, Any]:
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise UsageError(f"{name!r} is not YAML: {error}") from error
    if not isinstance(data, dict):
        raise UsageError(f"{name!r} holds no keys; write `base: ...`, `method: ...`")
    return data


def _config(name: str, data: dict[str, Any]) -> Config:
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "configuration"
        told = f" (got {first['input']!r})" if first["loc"] and first["type"] != "missing" else ""
        raise UsageError(f"{name!r}: {where}: {first['msg'].removeprefix('Value error, ')}{told}") from error

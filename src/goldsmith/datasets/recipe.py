"""A recipe: what to build, how much of it, and the bounds that its release must keep."""

import re
from collections.abc import Mapping
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from goldsmith.core.canonical import digest, to_sorted_json
from goldsmith.core.errors import UsageError
from goldsmith.templates.layouts import GENRES

VERSION = re.compile(r"\d+\.\d+\.\d+(?:-[0-9a-z.]+)?")
NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")
BLOCK = 20
"""Rows of a cell whose splits are dealt together: shares are multiples of 5 percent."""

SPLITS = ("train", "validation", "test")
"""The splits in the order in which they are dealt, written and counted."""

Percent = Annotated[int, Field(ge=0, le=100)]


class Part(BaseModel):
    """The shared configuration: a recipe is frozen and knows every key."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Splits(Part):
    """Shares in percent, multiples of 5, together 100."""

    train: Percent = 80
    validation: Percent = 10
    test: Percent = 10

    def dealt(self) -> tuple[str, ...]:
        """The splits of one block of rows before they are shuffled."""
        return _dealt(self.train, self.validation, self.test)


@cache
def _dealt(*shares: int) -> tuple[str, ...]:
    return tuple(split for split, share in zip(SPLITS, shares, strict=True) for _ in range(share * BLOCK // 100))


class Shares(Part):
    """How many of 100 examples have a property; odd and derived count in steps of 5."""

    odd: Percent = 25
    derived: Percent = 15
    system_turn: Percent = 60
    schema_in_system: Percent = 50
    distractors: Percent = 30


class Caps(Part):
    """The largest share in percent that one wording may take."""

    request: Annotated[float, Field(gt=0, le=100)] = 3.0
    opening: Annotated[float, Field(gt=0, le=100)] = 5.0
    skeleton: Annotated[float, Field(gt=0, le=100)] = 10.0


class Recipe(Part):
    """Everything that decides a release; its digest is the identity of a build."""

    name: str
    version: str
    track: Literal["records"] = "records"
    licence: str = ""
    language: str = "en"
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 1
    count: Annotated[int, Field(ge=1, le=1_000_000_000)]
    kinds: tuple[str, ...] = Field(strict=False)
    limits: dict[str, Annotated[int, Field(ge=1)]] = {}
    genres: tuple[str, ...] = Field(default=(), strict=False)
    """The genres that prompts are written in; none named means every genre that a record type has."""
    splits: Splits = Splits()
    shares: Shares = Shares()
    caps: Caps = Caps()
    minimum_per_split: Annotated[int, Field(ge=0)] = 1
    rows_per_file: Annotated[int, Field(ge=1)] = 50_000
    description: str = ""
    deprecated: str = ""

    @field_validator("version")
    @classmethod
    def _is_version(cls, value: str) -> str:
        if not VERSION.fullmatch(value):
            raise ValueError(f"{value!r} is not a version; write MAJOR.MINOR.PATCH such as 1.0.0")
        return value

    @field_validator("name")
    @classmethod
    def _is_name(cls, value: str) -> str:
        if not NAME.fullmatch(value):
            raise ValueError(f"{value!r} is not a name; use lower-case letters, digits and hyphens")
        return value

    @field_validator("splits")
    @classmethod
    def _fill_a_block(cls, value: Splits) -> Splits:
        if len(value.dealt()) != BLOCK or any(share % 5 for share in (value.train, value.validation, value.test)):
            raise ValueError(
                f"shares {value.train}/{value.validation}/{value.test} must be multiples of 5 and add up to 100"
            )
        return value

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the recipe's canonical form."""
        return self.fresh_digest()

    def fresh_digest(self) -> str:
        """The digest, computed anew: a copy with another version carries the cached one of its original."""
        return digest(to_sorted_json(self.model_dump(mode="json")))

    def per_kind(self) -> dict[str, int]:
        """The number of rows of each kind: equal shares, except that a kind with a limit leaves its surplus to the others.

        Where a share does not divide, the kinds named first take one more.
        """
        counts: dict[str, int] = {}
        left, open_kinds = self.count, list(self.kinds)
        while capped := [
            kind for kind in open_kinds if kind in self.limits and self.limits[kind] * len(open_kinds) < left
        ]:
            for kind in capped:
                counts[kind] = self.limits[kind]
                left -= self.limits[kind]
                open_kinds.remove(kind)
        base, extra = divmod(left, len(open_kinds)) if open_kinds else (0, left)
        counts |= {kind: base + (at < extra) for at, kind in enumerate(open_kinds)}
        return {kind: counts[kind] for kind in self.kinds}


def load(source: str, known_kinds: Mapping[str, Any]) -> Recipe:
    """The recipe of a built-in name or a YAML file.

    Raises UsageError that lists every problem of the file.
    """
    path = Path(source)
    if path.suffix in (".yaml", ".yml"):
        if not path.is_file():
            what = "is a folder" if path.is_dir() else "does not exist"
            raise UsageError(f"recipe file {source!r} {what}; give a YAML file")
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"recipe file {source!r} cannot be read: {error}") from error
    else:
        if source not in builtin_names():
            raise UsageError(
                f"no recipe {source!r}; built-in recipes are {', '.join(builtin_names())}, others are paths that end in .yaml"
            )
        text = files("goldsmith.datasets").joinpath("recipes").joinpath(f"{source}.yaml").read_text(encoding="utf-8")
    return _rebuilt(parse(text, source, known_kinds, built=True), source)


def _rebuilt(recipe: Recipe, source: str) -> Recipe:
    """The recipe, whose version may name the digest of an override build, if it is still that recipe.

    Raises UsageError when it was changed since.
    """
    base, plus, suffix = recipe.version.partition("+")
    if plus and recipe.model_copy(update={"version": base}).fresh_digest()[:8] != suffix:
        raise UsageError(
            f"recipe {source!r}: version {recipe.version!r} is that of another recipe; write {base!r} and --set keys"
        )
    return recipe


def builtin_names() -> tuple[str, ...]:
    """The names of the recipes that ship with the package."""
    folder = files("goldsmith.datasets").joinpath("recipes")
    return tuple(sorted(entry.name[:-5] for entry in folder.iterdir() if entry.name.endswith(".yaml")))


def parse(text: str, source: str, known_kinds: Mapping[str, Any], *, built: bool = False) -> Recipe:
    """The recipe in a YAML text; `kinds: all` means every known record type, and one that was `built` may have been overridden."""
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise UsageError(f"recipe {source!r} is not YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(data, dict):
        raise UsageError(f"recipe {source!r} holds no keys")
    version = str(data.get("version", ""))
    if built and "+" in version:
        data["version"] = version.split("+")[0]
        return validated(data, source, known_kinds).model_copy(update={"version": version})
    return validated(data, source, known_kinds)


def validated(data: dict[str, Any], source: str, known_kinds: Mapping[str, Any]) -> Recipe:
    """The recipe of a mapping, every problem reported at once."""
    if data.get("kinds") == "all":
        data = {**data, "kinds": list(known_kinds)}
    try:
        recipe = Recipe.model_validate(data)
    except ValidationError as error:
        raise UsageError(f"recipe {source!r}: {'; '.join(map(_problem, error.errors()))}") from error
    problems = [f"kinds: {kind!r} is no record type" for kind in recipe.kinds if kind not in known_kinds]
    if len(set(recipe.kinds)) != len(recipe.kinds) or not recipe.kinds:
        problems.append("kinds: each one once, and at least one")
    problems += [f"limits: {kind!r} is no kind of this recipe" for kind in recipe.limits if kind not in recipe.kinds]
    problems += [f"genres: {genre!r} is none of {', '.join(GENRES)}" for genre in recipe.genres if genre not in GENRES]
    if sum(recipe.per_kind().values()) != recipe.count:
        problems.append(
            f"count: {recipe.count} rows are asked for, and the limits allow {sum(recipe.per_kind().values())}"
        )
    if recipe.count < len(recipe.kinds):
        problems.append(f"count: {recipe.count} rows cannot hold {len(recipe.kinds)} kinds")
    if problems:
        raise UsageError(f"recipe {source!r}: {'; '.join(problems)}")
    return recipe


def _problem(error: Any) -> str:
    where = ".".join(map(str, error["loc"]))
    if error["type"] == "extra_forbidden":
        part: Any = Recipe
        for name in error["loc"][:-1]:
            part = part.model_fields[name].annotation
        return f"{where}: unknown key; keys are {', '.join(part.model_fields)}"
    bounds = error.get("ctx", {})
    if error["type"] in WANTED:
        return f"{where}: {WANTED[error['type']].format(**bounds)}{'' if error['type'] == 'missing' else _got(error)}"
    return f"{where}: {error['msg'].removeprefix('Value error, ')}{_got(error)}"


def _got(error: Any) -> str:
    return f" (got {error['input']!r})"


WANTED = {
    "missing": "the recipe needs this key",
    "string_type": "must be text; put it in quotation marks",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "dict_type": "must be keys with values",
    "model_type": "must be keys with values",
    "literal_error": "must be {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be at most {le}",
}
"""What a person should write, by the name that pydantic gives the problem."""


def with_overrides(recipe: Recipe, overrides: Mapping[str, Any], known_kinds: Mapping[str, Any]) -> Recipe:
    """The recipe with some keys replaced (dotted keys reach inside); its version then names the effective recipe's digest.

    A demo so never collides with the release it was made from.
    """
    if not overrides:
        return recipe
    data = recipe.model_dump(mode="json")
    for key, value in overrides.items():
        at = data
        *above, last = key.split(".")
        for step in above:
            if not isinstance(at.get(step), dict):
                raise UsageError(f"--set {key}: recipe has no key {step!r}")
            at = at[step]
        if last not in at:
            raise UsageError(f"--set {key}: recipe has no key {last!r}; keys are {', '.join(at)}")
        at[last] = value
    if "kinds" in overrides and "limits" not in overrides and isinstance(data["kinds"], list):
        data["limits"] = {kind: limit for kind, limit in data["limits"].items() if kind in data["kinds"]}
    made = validated(data, recipe.name, known_kinds)
    if made == recipe:
        return recipe
    return made.model_copy(update={"version": f"{recipe.version}+{made.digest[:8]}"})

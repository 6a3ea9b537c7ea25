"""Recipes by name or file: read, checked with every problem named at once, and overridden key by key."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import ValidationError

from goldsmith.core.errors import UsageError
from goldsmith.datasets.keys import Recipe
from goldsmith.datasets.lessons.recipe import LessonRecipe
from goldsmith.datasets.manual.recipe import ManualRecipe
from goldsmith.datasets.records.recipe import RecordRecipe

TRACKS: dict[str, type[Recipe]] = {"records": RecordRecipe, "manual": ManualRecipe, "teacher": LessonRecipe}
"""The recipe of each track; `track` in a recipe names it, and records are what is meant where it does not."""


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
    recipe = _rebuilt(parse(text, source, known_kinds, built=True), source)
    return recipe.beside(path.parent) if path.suffix in (".yaml", ".yml") else recipe


def _rebuilt(recipe: Recipe, source: str) -> Recipe:
    """The recipe, whose version may name the digest of an override build, if it is still that recipe.

    Raises UsageError when it was changed since.
    """
    base, plus, suffix = recipe.version.partition("+")
    if plus and recipe.digest[:8] != suffix:
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
    track = data.get("track", "records")
    if track not in TRACKS:
        raise UsageError(f"recipe {source!r}: track: {track!r} is none of {', '.join(TRACKS)}")
    try:
        recipe = TRACKS[track].model_validate(data)
    except ValidationError as error:
        problems = [_problem(TRACKS[track], one) for one in error.errors()]
        raise UsageError(f"recipe {source!r}: {'; '.join(problems)}") from error
    if problems := recipe.problems(known_kinds):
        raise UsageError(f"recipe {source!r}: {'; '.join(problems)}")
    return recipe


def _problem(track: type[Recipe], error: Any) -> str:
    where = ".".join(map(str, error["loc"]))
    if error["type"] == "extra_forbidden":
        part: Any = track
        for name in error["loc"][:-1]:
            part = _part(part.model_fields[name].annotation)
        return f"{where}: unknown key; keys are {', '.join(part.model_fields)}"
    bounds = error.get("ctx", {})
    if error["type"] in WANTED:
        return f"{where}: {WANTED[error['type']].format(**bounds)}{'' if error['type'] == 'missing' else _got(error)}"
    return f"{where}: {error['msg'].removeprefix('Value error, ')}{_got(error)}"


def _part(annotation: Any) -> Any:
    """The keys behind an annotation, which may allow their absence, too."""
    return next(one for one in (annotation, *get_args(annotation)) if hasattr(one, "model_fields"))


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
    """The recipe with some keys replaced (dotted keys reach inside).

    Where that makes other rows, its version names the effective recipe's digest: a demo never collides with the release that
    it was made from.
    """
    if not overrides:
        return recipe
    data = recipe.model_dump(mode="json") | {"version": recipe.base_version}
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
    if made.digest == recipe.digest:
        return made.model_copy(update={"version": recipe.version})
    return made.suffixed()

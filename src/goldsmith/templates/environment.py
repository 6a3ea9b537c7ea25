"""The sandboxed Jinja2 environment that all wording is compiled in, once."""

import re
import tomllib
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from goldsmith.core.errors import UsageError
from goldsmith.schemas.kind import Kind

FINISHED = re.compile(r"[.!?…][\"”»`]$")


def _ended(sentence: str, following: str = "") -> str:
    """The sentence with its full stop, unless it ends in a quotation that brings its own and a capital letter follows."""
    capital = following.lstrip('"“«`')[:1].isupper() or not following
    return sentence if capital and FINISHED.search(sentence) else f"{sentence}."


@cache
def environment() -> ImmutableSandboxedEnvironment:
    """A missing slot is an error; nothing is escaped, since prompts are no HTML."""
    made = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False, autoescape=False
    )
    filters: dict[str, Callable[..., Any]] = {"ended": _ended}
    made.filters.update(filters)
    return made


@lru_cache(maxsize=4096)
def compiled(source: str) -> Template:
    """The template of a source text.

    Raises UsageError when the text is no template.
    """
    try:
        return environment().from_string(source)
    except TemplateError as error:
        raise UsageError(f"template {source[:60]!r} does not compile: {error}") from error


SLOT = re.compile(r"\{\{ ([\w.]+) \}\}")


@cache
def slots_of(source: str) -> tuple[str, ...]:
    """The names of a template's slots, dotted where they lie inside another."""
    return tuple(SLOT.findall(source))


class Plan(NamedTuple):
    """A template that is words and slots alone, as a format and the names of its slots."""

    form: str
    names: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=4096)
def _plan(source: str) -> Plan | None:
    """The plan of a template; None where it has filters or blocks, which are Jinja2's to run."""
    if re.search(r"[{}]|\n$", SLOT.sub("", source)) or "__" in source:
        return None
    names = tuple(tuple(name.split(".")) for name in slots_of(source))
    return Plan(SLOT.sub("%s", source.replace("%", "%%")), names)


def _slot(slots: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        slots = slots[step]
    return slots


def fill(source: str, /, **slots: object) -> str:
    """The template with its slots filled.

    Raises UsageError that names a slot which is missing.
    """
    plan = _plan(source)
    try:
        if plan is not None:
            return plan.form % tuple([_slot(slots, name) for name in plan.names])
        template = compiled(source)
        # What Template.render does, without copying the environment's globals for each of a million sentences.
        return "".join(template.root_render_func(template.new_context(slots, shared=True)))
    except TemplateError as error:
        raise UsageError(f"template {source[:60]!r}: {error}") from error
    except (KeyError, TypeError) as error:
        raise UsageError(f"template {source[:60]!r}: {error} is undefined") from error


@lru_cache(maxsize=4096)
def fill_once(source: str, /, **slots: str) -> str:
    """The same as fill, kept: for small talk, whose slots take the same few values again and again."""
    return fill(source, **slots)


@cache
def layout_source(name: str) -> str:
    """The text of a layout file.

    Raises UsageError when there is none of that name.
    """
    file = files("goldsmith.templates").joinpath("layouts").joinpath(f"{name}.j2")
    if not file.is_file():
        raise UsageError(f"no layout file {name!r}")
    return file.read_text(encoding="utf-8")


@cache
def wordings(file: str) -> dict[str, Any]:
    """One of the TOML files of wordings."""
    return tomllib.loads(files("goldsmith.templates").joinpath(f"{file}.toml").read_text(encoding="utf-8"))


@cache
def lines_for(folder: str, kind: Kind) -> tuple[str, ...]:
    """The wordings in a folder for one record type, one Jinja2 line each; none where there is no file for it."""
    file = (kind.folder or files("goldsmith.templates")).joinpath(folder).joinpath(f"{kind.name}.txt")
    if not file.is_file():
        return ()
    return tuple(line for line in file.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#")


@cache
def phrases_for(kind: Kind, name: str) -> tuple[str, ...]:
    """The wordings of one record type for the entries of one of its lists."""
    lead = f"{name}: "
    return tuple(line.removeprefix(lead) for line in lines_for("items", kind) if line.startswith(lead))

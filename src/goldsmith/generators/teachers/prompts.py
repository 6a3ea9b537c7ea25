"""The prompts of teachers: Jinja2 files beside this one."""

from functools import cache
from importlib.resources import files

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
)


@cache
def source(name: str) -> str:
    """The text of a prompt's file."""
    return files("goldsmith.generators.teachers").joinpath("prompts").joinpath(f"{name}.j2").read_text(encoding="utf-8")


@cache
def _compiled(name: str) -> Template:
    return _ENVIRONMENT.from_string(source(name))


def prompt(name: str, **slots: object) -> str:
    """A prompt with its slots filled; a slot that is missing is a fault of the caller."""
    return _compiled(name).render(**slots).strip()

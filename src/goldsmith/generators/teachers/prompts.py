"""The prompts of teachers: Jinja2 files beside this one, and those that a recipe brings along in their place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from goldsmith.core.canonical import digest
from goldsmith.core.errors import UsageError
from goldsmith.generators.teachers.prompt_lint import mandates

_ENVIRONMENT = ImmutableSandboxedEnvironment(
    undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
)
SHOWN = 3
"""Mandates of a prompt that a message names."""


class Slots(NamedTuple):
    """What a prompt may be filled with, and what it has to be filled with: a teacher cannot do without."""

    known: tuple[str, ...]
    needed: tuple[str, ...]


TASKS: Mapping[str, Slots] = MappingProxyType(
    {
        "lesson": Slots(("plan", "turns", "facts", "allowed", "avoid", "schema"), ("turns", "facts", "avoid")),
        "paraphrase": Slots(("question", "keep", "wanted", "avoid", "schema"), ("question", "keep", "wanted")),
        "judge": Slots(("plan", "facts", "conversation", "unread", "schema"), ("facts", "conversation", "unread")),
        "again": Slots(("reason", "schema"), ("reason", "schema")),
        "shape": Slots(("schema",), ("schema",)),
    }
)
"""The prompts by what they are for, each with its slots."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The text of a prompt for a task; `path` is its file where a recipe brought it along."""

    task: str
    text: str
    path: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the text."""
        return digest(self.text.encode())

    def filled(self, **slots: object) -> str:
        """The prompt with its slots filled.

        Raises UsageError where what it does with them cannot be done.
        """
        try:
            return _compiled(self.text).render(**slots).strip()
        except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise UsageError(f"prompt {self._name} cannot be filled: {_in_one_line(error)}") from error

    def check(self) -> None:
        """Raises UsageError that names what is wrong: no template, slots that are missing or unknown, answers made alike."""
        try:
            names = meta.find_undeclared_variables(_ENVIRONMENT.parse(self.text))
            _compiled(self.text)
        except TemplateSyntaxError as error:
            raise UsageError(f"prompt {self._name}, line {error.lineno}: {_in_one_line(error)}") from error
        known, needed = TASKS[self.task]
        slots = f"slots are {', '.join(known)}; {', '.join(needed)} must be there"
        if missing := [name for name in needed if name not in names]:
            raise UsageError(f"prompt {self._name} lacks {{{{ {missing[0]} }}}}; {slots}")
        if unknown := sorted(names.difference(known, _ENVIRONMENT.globals)):
            raise UsageError(f"prompt {self._name} names {{{{ {unknown[0]} }}}}, which nothing fills; {slots}")
        if found := list(mandates(self.text)):
            more = f" (and {len(found) - SHOWN} more)" if len(found) > SHOWN else ""
            raise UsageError(f"prompt {self._name}, {'; '.join(map(str, found[:SHOWN]))}{more}")

    @property
    def _name(self) -> str:
        return repr(self.path or f"{self.task}.j2")


@cache
def built_in(task: str) -> Prompt:
    """The prompt that ships for a task."""
    folder = files("goldsmith.generators.teachers").joinpath("prompts")
    return Prompt(task, folder.joinpath(f"{task}.j2").read_text(encoding="utf-8"))


def opened(task: str, path: str = "") -> Prompt:
    """The prompt in a file, or the one that ships where none is named, checked along with all that ship.

    Raises UsageError where the file cannot be read or a prompt is not one that may be used.
    """
    for name in TASKS:
        built_in(name).check()
    if not path:
        return built_in(task)
    try:
        made = Prompt(task, Path(path).read_bytes().decode(), path)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"prompt {path!r} cannot be read: {error}") from error
    made.check()
    return made


@lru_cache(maxsize=64)
def _compiled(text: str) -> Template:
    return _ENVIRONMENT.from_string(text)


def _in_one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def prompt(task: str, **slots: object) -> str:
    """A prompt that ships with its slots filled."""
    return built_in(task).filled(**slots)

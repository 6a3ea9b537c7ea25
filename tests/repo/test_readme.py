"""What the README shows is there: its commands and options, its make targets, its folders and its figures."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

from goldsmith.cli.main import COMMANDS, app
from program import goldsmith

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^(?: {4}|\$ )(?:\S*/)?goldsmith ((?:\S| (?! ))+)", README, re.MULTILINE)
"""The words behind each `goldsmith` of a code block, up to two blanks, where its explanation begins."""
TARGETS = sorted(set(re.findall(r"(?:^ {4}|^\$ |`)make ([a-z-]+)", README, re.MULTILINE)))


def options_of(name: str) -> set[str]:
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]  # a group has commands
    return {option for parameter in command.params for option in parameter.opts if option.startswith("-")} | {"--help"}


def test_the_readme_shows_commands_at_all() -> None:
    assert len(SHOWN) >= 8


@pytest.mark.parametrize("line", SHOWN)
def test_every_command_of_the_readme_is_one_with_known_options(line: str) -> None:
    name, *words = shlex.split(line, comments=True)
    assert name in COMMANDS
    assert {word for word in words if word.startswith("-")} <= options_of(name)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme_and_has_a_help_page(name: str) -> None:
    assert name in {line.split()[0] for line in SHOWN}
    assert f"root {name}" in CliRunner().invoke(app, [name, "--help"], prog_name="root").output


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_of_the_readme_stands_in_the_makefile(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_every_file_that_the_readme_links_is_there() -> None:
    assert [path for path in re.findall(r"\]\(([^)#:]+)\)", README) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("line", [line for line in SHOWN if line.startswith("list")])
def test_the_commands_that_need_no_release_run_as_shown(line: str) -> None:
    assert goldsmith(*shlex.split(line)).succeeded().out

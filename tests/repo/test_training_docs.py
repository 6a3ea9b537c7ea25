"""What docs/training.md lists is what the code has: keys and defaults, presets, gates, metrics, a run's files, options."""

import re
from collections.abc import Iterator
from pathlib import Path

import typer.main
from pydantic_core import PydanticUndefined

from goldsmith.cli.main import COMMANDS, app
from goldsmith.train.compare import TITLES
from goldsmith.train.config import Config, presets
from goldsmith.train.measure.summary import METRICS

ROOT = Path(__file__).parents[2]
GATE = re.compile(r"""gate\(\s*"([A-Z]\d)",\s*"([^"]+)\"""")
TEXT = (ROOT / "docs" / "training.md").read_text(encoding="utf-8")
NOT_WRITTEN_OUT = {(): ("all", "none"), None: ("none",), PydanticUndefined: ("required",)}
"""How defaults that are empty stand in the table."""


def rows(title: str) -> Iterator[list[str]]:
    """The cells of the first table under a heading, its head left out."""
    part = TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    for line in lines[2:]:
        yield [cell.strip() for cell in line.strip("|").split(" | ")]


def test_every_key_stands_there_with_its_default() -> None:
    listed = {key.strip("`"): default.strip("`") for key, default, _ in rows("Configuration")}
    assert list(listed) == list(Config.model_fields)
    for key, shown in listed.items():
        default = Config.model_fields[key].get_default()
        words = NOT_WRITTEN_OUT.get(default, (str(default).lower() if isinstance(default, bool) else str(default),))
        assert shown in words, key


def test_every_preset_stands_there() -> None:
    (line,) = (line for line in TEXT.splitlines() if line.startswith("Presets: "))
    assert re.findall(r"`([^`]+)`", line) == list(presets())


def test_the_words_between_ticks_that_look_like_keys_are_keys() -> None:
    part = TEXT.split("## Metrics")[0]
    underscored = set(re.findall(r"`([a-z]+_[a-z]+)`", part))
    assert underscored <= set(Config.model_fields)


def test_every_gate_of_the_code_stands_there_and_no_other() -> None:
    files = sorted((ROOT / "src" / "goldsmith" / "train").rglob("*.py"))
    made = {found for file in files for found in GATE.findall(file.read_text(encoding="utf-8"))}
    assert made == {(code, name) for code, name, _, _ in rows("Gates")}


def test_every_metric_stands_there_with_its_definition() -> None:
    assert {name.strip("`"): says for name, says in rows("Metrics")} == METRICS
    (line,) = (line for line in TEXT.splitlines() if line.startswith("In tables `"))
    for name, title in re.findall(r"`([a-z0-9_]+)` (?:is )?([A-Za-z0-9]+)", line):
        assert TITLES[name] == title


SHOWN = re.findall(r"^ {4}goldsmith ((?:\S| (?! ))+)", TEXT, re.MULTILINE)
"""The words behind each `goldsmith` of a code block, up to two blanks, where its explanation begins."""


def test_the_commands_that_are_shown_have_the_options_shown() -> None:
    for line in SHOWN:
        name, *words = line.split()
        if name in COMMANDS:
            parameters = typer.main.get_command(app).commands[name].params  # type: ignore[attr-defined]  # a group has commands
            assert {word for word in words if word[:2] == "--"} <= {one for known in parameters for one in known.opts}
    assert {"eval", "compare"} <= {line.split()[0] for line in SHOWN}

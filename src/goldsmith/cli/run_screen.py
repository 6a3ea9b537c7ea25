"""What `train` prints beside the preflight: the configuration at the start, gates and results at the end."""

from collections.abc import Iterator, Mapping
from typing import Any

from goldsmith.cli.audit_screen import visible
from goldsmith.cli.screen import say
from goldsmith.train.config import Config
from goldsmith.train.logged import ARMS
from goldsmith.train.percentages import percent
from goldsmith.train.run_folder import RunFolder
from goldsmith.train.runs import figures_of, keys

SHOWN = ("exact", "json_valid", "schema_compliance", "field_f1_micro", "ungrounded", "truncated")


def print_configuration(config: Config, folder: RunFolder) -> None:
    """Every key with its value, those that are not the default marked."""
    defaults = Config.model_fields
    say(f"run         {folder.path}")
    told = dict(keys(config.as_json()))
    for name in defaults:
        mark = "*" if getattr(config, name) != defaults[name].default else " "
        for key in (one for one in told if one.split(".")[0] == name):
            say(f"  {mark} {key:<16}{told[key] or 'none'}")
    say("  (* is not the default)")
    say()


def print_run(record: Mapping[str, Any], folder: RunFolder) -> None:
    """The gates that came after the preflight, the results of base, tuned model and readers, and where everything lies."""
    say()
    for gate in record["gates"]:
        if not gate["gate"].startswith("P"):
            say(f"{'ok  ' if gate['ok'] else 'FAIL'}  {gate['gate']} {gate['name']}: {gate['says']}")
            for evidence in gate["evidence"] or ([] if gate["checked"] else ["nothing was looked at"]):
                say(f"        {visible(evidence)}")
    for name, title in (("task", "Held-out rows"), ("general", "General rows")):
        if found := record["results"].get(name):
            say()
            for line in _table(title, found):
                say(line)
    say()
    say(f"model card, adapter or model, samples, answers and every figure: {folder.path}")
    verdict = record["verdict"].upper() if record["failed_gates"] else record["verdict"]
    say(f"{verdict}{': ' + ', '.join(record['failed_gates']) if record['failed_gates'] else ': every gate'}")


def _table(title: str, found: Mapping[str, Any]) -> Iterator[str]:
    """A line a metric, with the 95 % intervals of everyone who answered."""
    arms = {arm: dict(figures_of(found[arm])) for arm in ARMS if found.get(arm)}
    rows = max(found[arm]["summary"]["n"] for arm in arms)
    yield f"{f'{title} ({rows:,}), percent':<34}" + "".join(f"{arm:>22}" for arm in arms)
    for metric in SHOWN:
        if any(metric in figures for figures in arms.values()):
            cells = (percent(figures.get(metric)) or "none" for figures in arms.values())
            yield f"  {metric.replace('_', ' '):<32}" + "".join(f"{cell:>22}" for cell in cells)

"""`goldsmith diff`: what sets two releases apart."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer

from goldsmith.cli.screen import say
from goldsmith.datasets.diff import SORTS, Difference, KindDiff, Moved
from goldsmith.datasets.diff import diff as compare

SHOWN = 8
"""Lines of one sort of gate; --json has them all."""


def diff(
    a: Annotated[Path, typer.Argument(help="The folder of a release.")],
    b: Annotated[Path, typer.Argument(help="The folder of another release, usually a newer one.")],
    json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say which rows were added, removed or changed from A to B, and which gates, recipe keys and rule files moved."""
    found = compare(a, b)
    if json:
        say(orjson.dumps(_as_json(found)).decode())
        return
    say(
        f"{found.a} → {found.b}: {_counted({sort: found.rows(sort) for sort in SORTS}, sum(kind.same for kind in found.kinds))}"
    )
    for kind in found.kinds:
        _print_kind(kind)
    for title, moved in (("recipe", found.recipe), ("files", found.files)):
        _print_moved(title, moved)
    for gate in dict.fromkeys(one.name.split()[0] for one in found.gates):
        _print_moved(gate, sorted((one for one in found.gates if one.name.split()[0] == gate), key=_urgency))
    if not found.gates:
        say("gates       none moved")


def _counted(counts: dict[str, int], same: int) -> str:
    ways = [
        f"{counts[sort]:,} in the {sort.split('_')[0]}" for sort in SORTS if sort.endswith("_changed") and counts[sort]
    ]
    inside = f" ({', '.join(ways)})" if ways else ""
    return f"{counts['added']:,} added, {counts['removed']:,} removed, {counts['changed']:,} changed{inside}, {same:,} the same"


def _print_kind(kind: KindDiff) -> None:
    if not any(kind.counts.values()):
        return
    say(f"  {kind.kind}: {_counted(kind.counts, kind.same)}")
    for sort in ("added", "removed", "changed"):
        if ids := kind.ids[sort]:
            more = kind.counts[sort] - len(ids)
            say(f"    {sort:<8} {', '.join(ids)}{f' and {more:,} more' if more else ''}")


def _print_moved(title: str, moved: Iterable[Moved]) -> None:
    lines = [f"{one.name.removeprefix(title).strip() or title}: {_change(one)}" for one in moved]
    if lines:
        say(f"{title:<11} {len(lines)} moved")
    for line in lines[:SHOWN]:
        say(f"  {line}")
    if len(lines) > SHOWN:
        say(f"  and {len(lines) - SHOWN} more; --json lists them all")


def _change(one: Moved) -> str:
    """The keys that differ, old and new."""
    if not isinstance(one.before, dict) or not isinstance(one.after, dict):
        return f"{_short(one.before)} → {_short(one.after)}"
    if not one.before or not one.after:
        return "new" if one.after else "gone"
    keys = dict.fromkeys((*one.before, *one.after))
    differing = [key for key in keys if one.before.get(key) != one.after.get(key)]
    return ", ".join(f"{key} {_short(one.before.get(key))} → {_short(one.after.get(key))}" for key in differing)


def _short(value: Any) -> str:
    """A value on one line; of a long one its beginning."""
    if isinstance(value, list):
        value = ", ".join(map(str, value)) or "none"
    text = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else " ".join(str(value).split())
    return f"{text[:60]}…" if len(text) > 61 else text


def _urgency(one: Moved) -> int:
    """Gates that came or went first, then those whose verdict or failures moved, then mere counts."""
    if not one.before or not one.after:
        return 0
    return (
        1
        if any(one.before.get(key) != one.after.get(key) for key in ("ok", "failed", "violated", "undecided", "killed"))
        else 2
    )


def _as_json(found: Difference) -> dict[str, object]:
    made = asdict(found)
    rows = {sort: found.rows(sort) for sort in SORTS} | {"same": sum(kind.same for kind in found.kinds)}
    return {"schema_version": 1, "a": made["a"], "b": made["b"], "rows": rows} | {
        key: made[key] for key in ("kinds", "gates", "recipe", "files")
    }

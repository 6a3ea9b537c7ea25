"""What a model gets wrong, from the record of its evaluation: its worst classes and fields, and some of its answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from goldsmith.train.markdown import code, plain, table
from goldsmith.train.measure.summary import Figure
from goldsmith.train.percentages import share
from goldsmith.train.runs import figures_of

WORST_KINDS = 5
WORST_FIELDS = 8
QUOTED = "    "
"""How a line of a prompt or an answer begins."""
LONGEST = 1_200
"""Characters that are shown of one prompt or answer."""


def told(tuned: Mapping[str, Any] | None) -> Iterator[str]:
    """A model card's section on the worst classes and fields and a few answers; nothing where nothing was evaluated."""
    if not tuned:
        return
    yield "## Known failures"
    kinds = _worst_kinds(tuned)
    if kinds:
        yield "Worst classes by exact answers: " + ", ".join(kinds) + "."
    fields = _worst_fields(tuned)
    if fields:
        yield f"Worst fields:\n\n{table(['class', 'field', 'F1', 'leaves'], fields, words=2)}"
    yield from map(_shown, tuned.get("worst") or ())
    if not tuned.get("worst"):
        yield "No held-out row was answered wrong; rows of other kinds and other wording were not asked."


def _worst_kinds(tuned: Mapping[str, Any]) -> list[str]:
    groups = tuned.get("groups", {}).get("kind", {})
    found = [
        (figure.value, kind, figure.n)
        for kind, one in groups.items()
        if (figure := exact(one)) and figure.value is not None
    ]
    worst = sorted(one for one in found if one[0] < 1)[:WORST_KINDS]
    return [f"{plain(kind)} {share(value)} % of {n:,}" for value, kind, n in worst]


def _worst_fields(tuned: Mapping[str, Any]) -> list[list[str]]:
    found = [
        (one["f1"], kind, path, one["tp"] + one["fn"])
        for kind, paths in (tuned.get("paths") or {}).items()
        for path, one in paths.items()
        if one["f1"] < 1
    ]
    return [[plain(kind), code(path), share(f1), f"{n:,}"] for f1, kind, path, n in sorted(found)[:WORST_FIELDS]]


def _shown(wrong: Mapping[str, Any]) -> str:
    """One wrong answer beside what was wanted; texts are indented, so that nothing in them is Markdown."""
    said = wrong["answer"] or wrong["problem"] or "(nothing)"
    parts = [("Prompt", wrong["prompt"]), ("Wanted", wrong["gold"]), ("Answered", said)]
    return f"Row {code(wrong['id'])}, class {plain(wrong['kind'])}:\n\n" + "\n\n".join(
        f"{name}:\n\n{_indented(text)}" for name, text in parts
    )


def _indented(text: str) -> str:
    cut = text if len(text) <= LONGEST else f"{text[:LONGEST]} ..."
    return "\n".join(f"{QUOTED}{line}" for line in cut.splitlines() or ["(empty)"])


def exact(summary: Mapping[str, Any] | None) -> Figure | None:
    """The share of exact answers in a summary."""
    return dict(figures_of(summary)).get("exact") if summary else None

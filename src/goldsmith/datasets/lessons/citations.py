"""What the conversations of a release cite: curated notes, word for word, and the sources that these are from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any


def cited(metas: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How many rows cite how many notes, and how many rows cite each source, by the rows' meta."""
    counts = Counter(len(meta["cited"]) for meta in metas)
    sources: Counter[str] = Counter()
    for meta in metas:
        source = {note["id"]: note["source"] for note in meta["plan"].get("notes", ())}
        sources.update({source[name] for name in meta["cited"]})
    return {
        "rows_by_notes": {str(notes): counts[notes] for notes in sorted(counts)},
        "rows_by_source": dict(sorted(sources.items())),
    }


def citations(told: Mapping[str, Any]) -> str:
    """The part of the card that names the sources."""
    rows = {int(notes): count for notes, count in told["rows_by_notes"].items()}
    citing = sum(count for notes, count in rows.items() if notes)
    said = (
        f"{citing:,} of {sum(rows.values()):,} rows cite a note word for word; `meta.cited` names the notes, and "
        "`meta.plan.notes` holds them."
    )
    lines = "".join(f"| {source} | {count:,} |\n" for source, count in told["rows_by_source"].items())
    return f"## Sources\n\n{said}" + (f"\n\n| source | rows |\n|---|--:|\n{lines}" if lines else "")

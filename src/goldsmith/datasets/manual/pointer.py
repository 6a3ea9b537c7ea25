"""The line of a page that states a value, with a pointer under it."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from goldsmith.datasets.manual.recipe import OWN_PAGES
from goldsmith.extractors.manual.read import opened
from goldsmith.extractors.manual.sources import Unusable

BESIDE = 60
"""Signs of a long line shown on each side of the value."""
CUT = "…"


def pointed(release: Path, span: dict[str, Any]) -> list[str]:
    """The place by page and line or sheet, the line of the page's text as it is stored, and carets under the value.

    Where the page does not say there what it should, that is said instead.
    """
    where = f"sheet {span['sheet']}" if "sheet" in span else f"line {span.get('line', '?')}"
    head = f"{span['page']} {where}"
    text = _text(release / OWN_PAGES, str(span["page"]))
    start, end = int(span["start"]), int(span["end"])
    if text[start:end] != span["quote"]:
        return [f"{head}: the page does not say {span['quote']!r} there; goldsmith verify says what was changed"]
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    last = len(text) if last < 0 else last
    left, right = max(first, start - BESIDE), min(last, end + BESIDE)
    before = CUT + text[left:start] if left > first else text[left:start].lstrip()
    line = before + text[start:right] + (CUT if right < last else "")
    return [head, f"    {line}", f"    {' ' * len(before)}{'^' * (min(end, last) - start)}"]


@lru_cache(maxsize=16)
def _text(folder: Path, name: str) -> str:
    try:
        return opened(folder / name, name)[0].text
    except (Unusable, OSError):
        return ""

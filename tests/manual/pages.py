"""The project's manual, read once, and small pages that a test writes."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from goldsmith.extractors.manual.read import Reading, read_folder
from goldsmith.extractors.quantities import Quantity

PAGES = Path(str(files("goldsmith.datasets").joinpath("recipes", "manual")))


@cache
def manual() -> Reading:
    """The reading of the project's manual."""
    return read_folder(PAGES)


def folder_of(folder: Path, pages: Mapping[str, str | bytes]) -> Path:
    """A folder with the given pages."""
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def read(folder: Path, text: str | bytes, name: str = "page.html") -> Reading:
    """The reading of a folder that holds one page."""
    return read_folder(folder_of(folder, {name: text}))


def told(one: Quantity) -> str:
    """A quantity in short: 45 N·m, 8..10 N·m, 900±25 rpm, max 0.5 mm."""
    number = f"{one.low}" if one.low == one.high else f"{one.low}..{one.high}"
    if one.above or one.below:
        number += f"±{one.above}" if one.above == one.below else f"+{one.above}-{one.below}"
    return " ".join(part for part in (one.limit, number, one.unit.name if one.unit else "") if part)

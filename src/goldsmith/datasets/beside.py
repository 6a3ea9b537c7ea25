"""The files that every release has beside its data, against what its recipe and certificate make of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from goldsmith.datasets import manifest
from goldsmith.datasets.keys import Recipe

NOT_OURS = "is not the one that this release has by its recipe and certificate"


def differing(
    folder: Path, held: dict[str, Any], made: Recipe, texts: dict[str, str], card: Callable[[dict[str, Any]], str]
) -> list[str]:
    """The files and figures that are not those which follow from the recipe (`texts` by name) and the certificate (the card)."""
    wrong = [name for name, text in texts.items() if _bytes(folder / name) != text.encode()]
    try:
        claimed = orjson.loads((folder / manifest.CERTIFICATE).read_bytes())
        if _bytes(folder / manifest.CARD) != card(claimed).encode():
            wrong.append(manifest.CARD)
        drops = (folder / manifest.LEDGER).read_bytes().count(b"\n")
        if drops != claimed["attempts"]["dropped"]:
            wrong.append(manifest.LEDGER)
        told = {"recipe_sha256": made.digest, "licence": made.licence, "demo": claimed["demo"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return [*(f"{name} {NOT_OURS}" for name in wrong), f"{manifest.CERTIFICATE} cannot be read: {error!r}"]
    wrong += [f"{manifest.MANIFEST}: its {name}" for name, value in told.items() if held.get(name) != value]
    return [f"{name} {NOT_OURS}" for name in wrong]


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""

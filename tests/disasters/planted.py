"""A made file set that knows which rows are wrong, and why."""

import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Place = tuple[str, int]
"""A file's name and a 1-based row in it."""


@dataclass
class Planted:
    """Files by name, and the rows of each planted defect; a defect of a whole file names all of its rows."""

    files: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    defects: dict[str, set[Place]] = field(default_factory=dict)

    def add(self, file: str, row: dict[str, Any], *defects: str) -> None:
        rows = self.files.setdefault(file, [])
        rows.append(row)
        for defect in defects:
            self.defects.setdefault(defect, set()).add((file, len(rows)))

    def mark(self, defect: str, places: Iterable[Place]) -> None:
        self.defects.setdefault(defect, set()).update(places)

    @property
    def clean_rows(self) -> set[Place]:
        """Rows in which nothing was planted."""
        wrong = set().union(*self.defects.values()) if self.defects else set()
        return {(file, row) for file, rows in self.files.items() for row in range(1, len(rows) + 1)} - wrong

    def write(self, folder: Path) -> list[Path]:
        """Write the files; a name that ends in .gz is gzipped."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self.files.items():
            data = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
            (folder / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return [folder / name for name in self.files]

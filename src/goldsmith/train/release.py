"""What a run knows of the release that it trains on: its identity, and whether its bytes were found true beforehand."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Release:
    """A release on disk. `faults` are what verification found, or why it is deprecated; a run on such a one says so for ever."""

    folder: Path
    name: str
    version: str
    licence: str
    manifest_sha256: str
    demo: bool = False
    faults: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Nothing was found, and it is not deprecated."""
        return not self.faults

    def as_json(self) -> dict[str, Any]:
        """The release as run.json holds it; no path of this machine."""
        return {
            "name": self.name,
            "version": self.version,
            "licence": self.licence,
            "manifest_sha256": self.manifest_sha256,
            "verified": self.verified,
            "faults": list(self.faults),
            "demo": self.demo,
        }

"""The versions of a dataset that stand under one folder, and the mark that a deprecated one carries."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from goldsmith.core.errors import UsageError
from goldsmith.core.files import write_text
from goldsmith.datasets import manifest

Steps = tuple[tuple[int, int, str], ...]
LAST: Steps = ((2, 0, ""),)
"""A release comes after its pre-releases."""


@dataclass(frozen=True, slots=True)
class Version:
    """One release as `goldsmith versions` lists it."""

    version: str
    folder: Path
    rows: int
    demo: bool
    deprecated: str

    @property
    def override(self) -> bool:
        """Whether it was built with another count, seed or key than its recipe has."""
        return "+" in self.version


def place_of(version: str) -> tuple[Steps, Steps, str]:
    """The order of versions as SemVer 2.0 has it; builds with overrides follow the version that they were made from."""
    core, _, build = version.partition("+")
    numbers, _, before = core.partition("-")
    return _steps(numbers), _steps(before) if before else LAST, build


def _steps(text: str) -> Steps:
    """The parts between the dots: numbers by size, and after them words by their letters."""
    return tuple((0, int(step), "") if step.isdecimal() else (1, 0, step) for step in text.split("."))


def versions_of(name: str, out: Path) -> list[Version]:
    """Every release of a name under `out`, newest last.

    Raises UsageError that says which names there are when this one has no release.
    """
    found = list(_releases(out / name))
    if not found:
        others = sorted(folder.name for folder in out.iterdir() if any(_releases(folder))) if out.is_dir() else []
        known = f"there are {', '.join(others)}" if others else "there is none at all"
        raise UsageError(f"no release of {name!r} under {str(out)!r}; {known}")
    return sorted(found, key=lambda one: place_of(one.version))


def _releases(home: Path) -> Iterator[Version]:
    """The finished releases of a folder; what begins with a dot is a build under way."""
    for folder in sorted(home.iterdir()) if home.is_dir() else ():
        if folder.name.startswith(".") or not (folder / manifest.MANIFEST).is_file():
            continue
        held = manifest.read_manifest(folder)
        rows = sum(held.get("rows", {}).values())
        yield Version(str(held["version"]), folder, rows, bool(held.get("demo")), manifest.deprecation(folder))


def deprecate(folder: Path, reason: str) -> str:
    """Mark a release as deprecated, its other files untouched; gives the reason that stood there before, "" for none.

    Raises UsageError where the folder is no release, the reason is empty or the mark cannot be written.
    """
    manifest.read_manifest(folder)
    said = " ".join(reason.split())
    if not said:
        raise UsageError(
            f"deprecate {str(folder)!r}: the reason is empty; say in a sentence what is wrong with the release"
        )
    before = manifest.deprecation(folder)
    try:
        write_text(folder / manifest.DEPRECATION, f"{said}\n")
    except OSError as error:
        raise UsageError(f"cannot write {manifest.DEPRECATION} into {str(folder)!r}: {error.strerror}") from error
    return before

"""What a repository tells of its versions: what each one changed, and which should not be used any more."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from goldsmith.core.errors import UsageError
from goldsmith.datasets.diff import Difference, diff
from goldsmith.datasets.versions import place_of

HISTORY = "changelog.json"


class Entry(BaseModel):
    """One published version: its rows, what it changed against the one before, and why it is deprecated, if it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    rows: Annotated[int, Field(ge=0)]
    changes: tuple[str, ...] = ()
    deprecated: str = ""


class History(BaseModel):
    """The versions of a repository, oldest first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    versions: tuple[Entry, ...] = ()

    def newest(self) -> str:
        """The latest version; empty for a repository without one."""
        return max((one.version for one in self.versions), key=place_of, default="")

    def entry(self, version: str) -> Entry | None:
        """The entry of a version, if it was published."""
        return next((one for one in self.versions if one.version == version), None)

    def with_entry(self, entry: Entry) -> "History":
        """The history with an entry added, or put in the place of its version."""
        others = [one for one in self.versions if one.version != entry.version]
        return History(versions=tuple(sorted([*others, entry], key=lambda one: place_of(one.version))))

    def text(self) -> str:
        """The bytes of changelog.json as text."""
        return self.model_dump_json(indent=2) + "\n"


def read_history(path: Path) -> History:
    """The history in a downloaded changelog; an empty one where the repository has none.

    Raises UsageError where it cannot be read: then the repository was not made by this program.
    """
    if not path.is_file():
        return History()
    try:
        return History.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise UsageError(f"{HISTORY} of the repository cannot be read: {error.errors()[0]['msg']}") from error


def changes(before: Path, after: Path) -> tuple[str, ...]:
    """What a reader of the card wants to know of a new version, in lines."""
    found = diff(before, after)
    rows = {sort: found.rows(sort) for sort in ("added", "removed", "changed")}
    same = sum(kind.same for kind in found.kinds)
    told = ", ".join(f"{count:,} {sort}" for sort, count in rows.items())
    return (f"against {found.a.split('/')[-1]}: {told}, {same:,} rows the same", *_keys(found), *_gates(found))


def _keys(found: Difference) -> list[str]:
    return [f"recipe: `{one.name}` {one.before} → {one.after}" for one in found.recipe if one.name != "version"]


def _gates(found: Difference) -> list[str]:
    rules = sorted({one.name for one in found.files if one.name.startswith("rules/")})
    told = [f"rules changed: {', '.join(rules)}"] if rules else []
    return [*told, f"{len(found.gates)} figures of the certificate moved"] if found.gates else told

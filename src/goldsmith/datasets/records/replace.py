"""A build that makes anew only the rows that a ledger names, and takes all others over from the release before it.

Before the shards are made, the old rows are laid out beside them, a file a shard; `make_shard` then judges what it
finds there and makes what is missing, so that everything after it is a normal build.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import orjson
import yaml

from goldsmith.core.canonical import digest, to_sorted_json
from goldsmith.core.errors import UsageError
from goldsmith.datasets import manifest
from goldsmith.datasets.records.recipe import RecordRecipe
from goldsmith.datasets.versions import Version, place_of, versions_of

MAY_DIFFER = frozenset(
    ("version", "description", "deprecated", "licence", "caps", "minimum_per_split", "rows_per_file")
)
"""RecordRecipe keys that decide no row; with another seed or count the old rows would not be those of the plan."""
GATE = "replaced"
"""What the ledger of drops names for a row that was made anew."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """The release before, and the rows that are made anew, with the reason of each."""

    previous: Version
    named: dict[str, str]

    @property
    def digest(self) -> str:
        """What tells the work of this build from that of another ledger or another release before."""
        lines = manifest.read_manifest(self.previous.folder).get("jsonl_sha256", "")
        return digest(to_sorted_json([self.previous.version, lines, self.named]))

    def figures(self, recipe: RecordRecipe) -> dict[str, Any]:
        """What the certificate says of where the rows come from."""
        return {
            "replaced": {
                "previous": self.previous.version,
                "anew": len(self.named),
                "taken_over": recipe.count - len(self.named),
            }
        }


@dataclass(frozen=True, slots=True)
class Before:
    """What the release before holds of one shard: kept lines by id, the first attempt of others, and drops of both."""

    kept: dict[str, bytes]
    first: dict[str, int]
    dropped: list[dict[str, Any]]


def replacement(recipe: RecordRecipe, out: Path, ledger: Path) -> Replacement:
    """The release before this version and the rows that a ledger names.

    Raises UsageError where there is no such release, it was altered, the recipes plan other rows, or the ledger names
    a row that it does not hold.
    """
    previous = _previous(recipe, out)
    if altered := manifest.altered_files(previous.folder, manifest.read_manifest(previous.folder)):
        raise UsageError(f"{previous.folder} cannot be taken over: {altered[0]}")
    _check_plan(recipe, previous)
    named = read_ledger(ledger)
    if unknown := [id_ for id_ in named if not _planned(recipe, id_)]:
        more = f" ({len(unknown)} of {len(named)} ids are unknown)" if len(unknown) > 1 else ""
        raise UsageError(f"{ledger}: {unknown[0]!r} is no row of {recipe.name}/{previous.version}{more}")
    return Replacement(previous, named)


def _previous(recipe: RecordRecipe, out: Path) -> Version:
    """The newest version below the recipe's own; a build with overrides only where there is nothing else."""
    older = [one for one in versions_of(recipe.name, out) if place_of(one.version) < place_of(recipe.version)]
    found = [one for one in older if not one.override] or older
    if not found:
        raise UsageError(
            f"no release of {recipe.name!r} before {recipe.version} under {str(out)!r}; raise the recipe's version to replace rows"
        )
    return found[-1]


def _check_plan(recipe: RecordRecipe, previous: Version) -> None:
    """Both recipes plan the same rows.

    Raises UsageError that names the first key that differs.
    """
    before = yaml.safe_load((previous.folder / "recipe.yaml").read_text(encoding="utf-8"))
    for key, value in recipe.model_dump(mode="json").items():
        if key not in MAY_DIFFER and before.get(key) != value:
            raise UsageError(
                f"--replace: {key} is {value!r} and was {before.get(key)!r} in {previous.version}; "
                "rows can be taken over only where the plan is the same"
            )


def _planned(recipe: RecordRecipe, id_: str) -> bool:
    kind, _, digits = id_.rpartition("-")
    return digits.isdecimal() and int(digits) < recipe.per_kind().get(kind, 0) and id_ == f"{kind}-{int(digits):07d}"


def read_ledger(path: Path) -> dict[str, str]:
    """The ids that a ledger names, each with its reason: JSONL with `id` and perhaps `reason`, such as dropped.jsonl.

    Raises UsageError that names the line which is no such entry.
    """
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise UsageError(f"ledger {str(path)!r} cannot be read: {error.strerror}") from error
    named: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            id_, reason = _entry(line, f"{path} line {number}")
            named.setdefault(id_, reason)
    if not named:
        raise UsageError(f"ledger {str(path)!r} names no row; it is JSONL with an `id` in each line")
    return named


def _entry(line: bytes, where: str) -> tuple[str, str]:
    try:
        entry = orjson.loads(line)
    except ValueError as error:
        raise UsageError(f"{where} is not JSON: {error}") from error
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise UsageError(f'{where} has no "id"; an entry is such as {{"id": "invoice-0000012", "reason": "…"}}')
    return entry["id"], str(entry.get("reason", ""))


def before_file(folder: Path, number: int) -> Path:
    """Where the old rows of a shard lie while it is made."""
    return folder / f"shard-{number:06d}.before.jsonl"


def lay_out(made: Replacement, recipe: RecordRecipe, work: Path, shard_rows: int) -> None:
    """Write the old rows beside the shards that they belong to, one pass over the old release; done once for a work folder."""
    done = work / "before.done"
    if done.is_file():
        return
    for stale in work.glob("*.before.jsonl"):
        stale.unlink()
    places = _Places(recipe, shard_rows)
    with _Sheets(work) as sheets:
        for line in _lines(made.previous.folder):
            row = orjson.loads(line)
            number = places.shard(row["id"])
            if row["id"] not in made.named:
                sheets.write(number, line)
                continue
            entry = _replaced(row, made.named[row["id"]])
            sheets.write(number, orjson.dumps({"anew": row["id"], "first": entry["attempt"] + 1}))
            sheets.write(number, orjson.dumps({"dropped": entry}))
        for line in (made.previous.folder / manifest.LEDGER).read_bytes().splitlines():
            entry = orjson.loads(line)
            sheets.write(places.shard(entry["id"]), orjson.dumps({"dropped": entry}))
    done.touch()


def _lines(folder: Path) -> Iterator[bytes]:
    for path in manifest.data_files(folder)[0]:
        with path.open("rb") as file:
            yield from (line.rstrip(b"\n") for line in file)


def _replaced(row: dict[str, Any], reason: str) -> dict[str, Any]:
    """The old row as the ledger of drops names it."""
    meta = orjson.loads(row["meta"])
    stratum = "/".join((row["kind"], meta["genre"], meta["odd"], meta["mode"]))
    return {
        "id": row["id"],
        "cell": meta["cell"],
        "attempt": meta["attempt"],
        "stratum": stratum,
        "gate": GATE,
        "reason": reason[:300],
    }


class _Places:
    """Which shard a row belongs to: the plan takes the first row of each kind, then the second of each, and so on."""

    def __init__(self, recipe: RecordRecipe, shard_rows: int) -> None:
        self.counts: Mapping[str, int] = recipe.per_kind()
        self.order = {kind: at for at, kind in enumerate(recipe.kinds)}
        self.shard_rows = shard_rows

    def shard(self, id_: str) -> int:
        """The shard's number."""
        kind, _, digits = id_.rpartition("-")
        ordinal = int(digits)
        whole = sum(min(count, ordinal) for count in self.counts.values())
        ahead = sum(count > ordinal and self.order[other] < self.order[kind] for other, count in self.counts.items())
        return (whole + ahead) // self.shard_rows


class _Sheets:
    """Files that are appended to, one open at a time, since old rows come nearly in the order of the shards."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = -1
        self.file: BinaryIO | None = None

    def __enter__(self) -> "_Sheets":
        return self

    def __exit__(self, *problem: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file that is open, if one is."""
        if self.file is not None:
            self.file.close()

    def write(self, number: int, line: bytes) -> None:
        """Append one line to a shard's file."""
        if self.file is None or number != self.number:
            self.close()
            self.number, self.file = number, before_file(self.folder, number).open("ab")
        self.file.write(line + b"\n")


def read_before(path: Path) -> Before:
    """What was laid out for a shard; nothing in a build that takes no rows over."""
    found = Before({}, {}, [])
    for line in path.read_bytes().splitlines() if path.is_file() else ():
        entry = orjson.loads(line)
        if "id" in entry:
            found.kept[entry["id"]] = line
        elif "anew" in entry:
            found.first[entry["anew"]] = entry["first"]
        else:
            found.dropped.append(entry["dropped"])
    return found

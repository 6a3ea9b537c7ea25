"""A domain folder: what a person adds to the built-in record types, read from its files.

records.py (KINDS, SAMPLERS), rules/<kind>.sql and breakers.py have to be there; derivations.py, lexicon.toml,
phrases/<kind>.txt, prose/<kind>.txt, items/<kind>.txt and vocabulary/<table>.csv may be.
"""

import hashlib
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module, invalidate_caches
from importlib.machinery import ModuleSpec
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

from goldsmith.core.canonical import to_json
from goldsmith.core.errors import UsageError
from goldsmith.extractors import lexicon
from goldsmith.generators.records import Sampler
from goldsmith.schemas import vocabulary
from goldsmith.schemas.kind import Kind
from goldsmith.schemas.records import KINDS
from goldsmith.validators.knowledge import Knowledge

PARTS = ("*.py", "lexicon.toml", "rules/*.sql", "phrases/*.txt", "prose/*.txt", "items/*.txt", "vocabulary/*.csv")
"""The files that decide what a domain makes and what it takes for true."""
KIND_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Domain:
    """The record types of a folder with their samplers, and what verification has to know of them."""

    kinds: Mapping[str, Kind]
    samplers: Mapping[str, Sampler]
    knowledge: Knowledge


def domain_digest(path: str) -> str:
    """SHA-256 over the files of a domain that decide an outcome, names and contents; "" for no domain.

    Raises UsageError where the path is no folder.
    """
    if not path:
        return ""
    folder = Path(path)
    if not folder.is_dir():
        raise UsageError(f"domain {path!r} is no folder; `goldsmith new {path}` writes a working one")
    state = hashlib.sha256()
    for file in sorted({file for pattern in PARTS for file in folder.glob(pattern)}):
        state.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return state.hexdigest()


def read_folder(path: str) -> Domain:
    """The domain in a folder.

    Raises UsageError that names the file and the record type, rule or table where something is missing or unknown.
    """
    folder = Path(path).resolve()
    package = _package(folder, domain_digest(path))
    records = _module(package, folder, "records", required=True)
    kinds: dict[str, Kind] = _table(records, folder, "KINDS", Kind)
    samplers = _table(records, folder, "SAMPLERS", object)
    _check_names(folder, kinds, samplers)
    made = Domain(
        {name: replace(kind, folder=folder) for name, kind in kinds.items()},
        samplers,
        Knowledge(
            sql=_texts(folder, "rules", "sql", kinds),
            breakers=_table(_module(package, folder, "breakers", required=True), folder, "BREAKERS", Mapping),
            derivations=_table(_module(package, folder, "derivations"), folder, "DERIVATIONS", object),
            schemas={name: to_json(kind.schema) for name, kind in kinds.items()},
            vocabulary=_vocabulary(folder),
            lexicon=_lexicon(folder, kinds),
        ),
    )
    _check_rules(folder, made)
    return made


def _package(folder: Path, digest: str) -> str:
    """The name under which the folder's modules are imported: another one whenever a file of it has changed."""
    name = f"goldsmith_domain_{digest[:16]}"
    if name not in sys.modules:
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(folder)]
        sys.modules[name] = module_from_spec(spec)
        invalidate_caches()
    return name


def _module(package: str, folder: Path, name: str, *, required: bool = False) -> Any:
    """One of the folder's modules; None where it may be absent and is."""
    if not (folder / f"{name}.py").is_file():
        if required:
            raise UsageError(f"domain {folder.name!r} has no {name}.py")
        return None
    try:
        return import_module(f"{package}.{name}")
    except Exception as error:  # it is another person's code, and may raise anything
        raise UsageError(f"domain {folder.name!r}: {name}.py does not load: {type(error).__name__}: {error}") from error


def _table(module: Any, folder: Path, name: str, holds: type) -> dict[str, Any]:
    """A literal table of a module by record type; an empty one for a module that is absent."""
    if module is None:
        return {}
    found = getattr(module, name, None)
    if not isinstance(found, dict) or not all(isinstance(value, holds) for value in found.values()):
        file = f"{module.__name__.rpartition('.')[2]}.py"
        raise UsageError(
            f"domain {folder.name!r}: {file} needs {name}, a dict by record type of {holds.__name__} values"
        )
    return found


def _check_names(folder: Path, kinds: Mapping[str, Kind], samplers: Mapping[str, Any]) -> None:
    where = f"domain {folder.name!r}: records.py"
    for name, kind in kinds.items():
        if not KIND_NAME.fullmatch(name) or name != kind.name:
            raise UsageError(
                f"{where} names a record type {name!r} and its Kind {kind.name!r}; both are one name such as bike_rental"
            )
        if name in KINDS:
            raise UsageError(f"{where}: record type {name!r} ships with Goldsmith; choose another name")
        if name not in samplers:
            raise UsageError(f"{where}: record type {name!r} has no sampler in SAMPLERS")
    if not kinds:
        raise UsageError(f"{where}: KINDS is empty; it names at least one record type")
    if lonely := sorted(samplers.keys() - kinds.keys()):
        raise UsageError(f"{where}: SAMPLERS has {lonely[0]!r}, and KINDS no such record type")


def _texts(folder: Path, part: str, ending: str, kinds: Mapping[str, Kind]) -> dict[str, str]:
    """The files of a part by record type."""
    found = {path.stem: _text(path, folder) for path in sorted((folder / part).glob(f"*.{ending}"))}
    if unknown := sorted(found.keys() - kinds.keys()):
        raise UsageError(
            f"domain {folder.name!r}: {part}/{unknown[0]}.{ending} is of no record type; there are {', '.join(kinds)}"
        )
    return found


def _text(path: Path, folder: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        where = path.relative_to(folder).as_posix()
        raise UsageError(f"domain {folder.name!r}: {where} cannot be read as UTF-8 text: {error}") from error


def _check_rules(folder: Path, made: Domain) -> None:
    """Every record type has rules, and every rule a lie."""
    for kind in made.kinds:
        if kind not in made.knowledge.sql:
            raise UsageError(f"domain {folder.name!r}: record type {kind!r} has no rules; write rules/{kind}.sql")
        rules = [rule.name for rule in made.knowledge.rules(kind).rules]
        lies = made.knowledge.breakers.get(kind, {})
        if harmless := [rule for rule in rules if rule not in lies]:
            raise UsageError(f"domain {folder.name!r}: breakers.py has no lie for the rule {harmless[0]!r} of {kind!r}")
        if lost := [name for name in lies if name not in rules]:
            raise UsageError(
                f"domain {folder.name!r}: breakers.py has a lie for {lost[0]!r}, and rules/{kind}.sql no such rule"
            )


def _vocabulary(folder: Path) -> dict[str, tuple[vocabulary.Row, ...]]:
    found = {
        path.stem: vocabulary.rows_of(_text(path, folder)) for path in sorted((folder / "vocabulary").glob("*.csv"))
    }
    for name, rows in found.items():
        if name in vocabulary.names() or not rows:
            problem = "is a table that ships with Goldsmith; choose another name" if rows else "holds no rows"
            raise UsageError(f"domain {folder.name!r}: vocabulary/{name}.csv {problem}")
    return found


def _lexicon(folder: Path, kinds: Mapping[str, Kind]) -> lexicon.Lexicon:
    """The built-in dictionary with the domain's words and sentence patterns."""
    path = folder / "lexicon.toml"
    try:
        own = lexicon.from_table(tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {})
    except (OSError, ValueError, AttributeError) as error:
        raise UsageError(f"domain {folder.name!r}: lexicon.toml cannot be read: {error}") from error
    lines = _texts(folder, "phrases", "txt", kinds)
    phrases = {
        kind: tuple(line.strip() for line in text.splitlines() if line.strip() and line[0] != "#")
        for kind, text in lines.items()
    }
    return replace(lexicon.merged(lexicon.builtin(), own), phrases=phrases)

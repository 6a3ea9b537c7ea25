"""Training runs and evaluations as they lie on disk, read into one shape so that they can stand side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from goldsmith.core.errors import UsageError
from goldsmith.train.answered import Row, answers
from goldsmith.train.measure.summary import Figure
from goldsmith.train.run_folder import RunFolder, read_record

VERSION = 1
"""The schema_version of the records that are read."""
DIGITS = 12
"""Digits of a digest that are shown."""
PASSED, FAILED, EVALUATION = "passed", "failed", "evaluation"
"""Verdicts: of a training run, and of a record that has none."""
EPSILON = 1e-9
"""Rounding of a share."""
RECORDS = ("run.json", "eval.json")
"""Records that are called after their folder."""


@dataclass(frozen=True, slots=True)
class Run:
    """A training run, or the evaluation of one model.

    `verdict` is passed, failed or evaluation. `facts` say what it is, `config` holds every key with dots for levels, `costs`
    are parameters and time, `setting` is what results may only be ranked under. `figures` are the results; those of the base
    stand under "base ...", those of the general rows under "general ...". `no_rows` says why there are no answered rows.
    """

    name: str
    verdict: str
    failed: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    config: Mapping[str, str] = field(default_factory=dict)
    costs: Mapping[str, float] = field(default_factory=dict)
    setting: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    rows: Mapping[str, Row] = field(default_factory=dict)
    no_rows: str = ""


def read(paths: Sequence[Path]) -> list[Run]:
    """The runs and evaluations at these paths, in this order.

    Raises UsageError where one is none, is of another schema_version, or is named twice.
    """
    seen: dict[Path, Path] = {}
    for path in paths:
        if (before := seen.setdefault(record_of(path).resolve(), path)) is not path:
            raise UsageError(f"{str(path)!r} is named twice, also as {str(before)!r}")
    return [_run(name, path) for name, path in zip(names(paths), paths, strict=True)]


def record_of(path: Path) -> Path:
    """The record of a run that is named by its folder or by its record."""
    return path / "run.json" if path.is_dir() else path


def names(paths: Sequence[Path]) -> list[str]:
    """What each run is called: its folder, or its file without .json, with as much before it as tells them apart."""
    full = [record_of(path).resolve() for path in paths]
    folders = [path.parent if path.name in RECORDS else path.with_suffix("") for path in full]
    return tails([str(path) for path in (folders if len(set(folders)) == len(folders) else full)])


def tails(texts: Sequence[str]) -> list[str]:
    """For each text its last parts between slashes, as many as tell all different texts apart."""
    parts = {text: PurePath(text).parts or (text,) for text in texts}
    for count in range(1, max(map(len, parts.values()), default=0)):
        found = {text: "/".join(one[-count:]) for text, one in parts.items()}
        if len(set(found.values())) == len(found):
            return [found[text] for text in texts]
    return list(texts)


def flat(value: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Every value under its name, with dots for levels, as text; lists are one value, None and empty ones are "none"."""
    for name, inner in value.items():
        if isinstance(inner, Mapping) and inner:
            yield from flat(inner, f"{above}{name}.")
        else:
            yield f"{above}{name}", shown(inner)


def keys(config: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every key of a configuration as text; where no kinds are named, all are trained on."""
    for name, value in flat(config):
        yield name, "all" if (name, value) == ("kinds", "none") else value


def shown(value: Any) -> str:
    """A value of a record as text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ", ".join(map(shown, value)) or "none"
    return "none" if value is None or value == {} else str(value)


def _run(name: str, path: Path) -> Run:
    record = read_record(path)
    if record["schema_version"] != VERSION:
        raise UsageError(
            f"{str(path)!r} has schema_version {record['schema_version']!r}; {VERSION} is what is read here"
        )
    try:
        return _of_training(name, path, record) if "verdict" in record else _of_evaluation(name, path, record)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        why = f"no {error}" if isinstance(error, KeyError) else str(error)
        raise UsageError(f"{str(path)!r} is no record of a run or an evaluation: {why}") from error


def _of_training(name: str, path: Path, record: Mapping[str, Any]) -> Run:
    config, results = dict(keys(record["config"])), record.get("results") or {}
    task, general = results.get("task") or {}, results.get("general") or {}
    tuned = task.get("tuned") or {}
    figures = dict(figures_of(tuned))
    others = {"base": task.get("base"), "rules": task.get("rules")}
    others |= {"general": general.get("tuned"), "general base": general.get("base")}
    for whose, part in others.items():
        figures |= {f"{whose} {metric}": figure for metric, figure in figures_of(part or {})}
    rows, no_rows = answers(RunFolder(record_of(path).parent).answers / "tuned.jsonl", figures)
    return Run(
        name,
        str(record["verdict"]),
        failed=tuple(_failed(record)),
        facts={key: config.get(key, "") for key in ("base", "method", "seed")} | {"release": _release(record)},
        config=config,
        costs=dict(_costs(record.get("training") or {}, tuned)),
        setting=_setting(record, task | tuned),
        figures=figures,
        rows=rows,
        no_rows=no_rows,
    )


def _of_evaluation(name: str, path: Path, record: Mapping[str, Any]) -> Run:
    figures = dict(figures_of(record))
    rows, no_rows = answers(
        next((found for found in _beside(path) if found.is_file()), path.with_suffix(".jsonl")), figures
    )
    return Run(
        name,
        EVALUATION,
        facts={"base": str(record["model"]["model"]), "method": EVALUATION, "release": _release(record)},
        costs=dict(_costs(record["model"], record)),
        setting=_setting(record, record),
        figures=figures,
        rows=rows,
        no_rows=no_rows,
    )


def _beside(path: Path) -> tuple[Path, ...]:
    """Where the answers of an evaluation may lie: under the record's name, or simply as answers."""
    return path.with_suffix(".jsonl"), path.with_name("answers.jsonl")


def figures_of(part: Mapping[str, Any]) -> Iterator[tuple[str, Figure]]:
    """The figures of a summary, or of an evaluation that holds one.

    Raises ValueError for one that is no share.
    """
    for metric, told in part.get("summary", part).get("figures", {}).items():
        found = Figure(told["value"], told["low"], told["high"], told["n"])
        if not (type(found.n) is int and found.n >= 0 and all(map(_share, found[:3]))):
            raise ValueError(f"{metric} is {told!r}")
        yield metric, found


def _share(value: Any) -> bool:
    return value is None or (type(value) in (int, float) and -EPSILON <= value <= 1 + EPSILON)


def _failed(record: Mapping[str, Any]) -> Iterator[str]:
    """The gates that failed, each with the first of its evidence."""
    held = {gate["gate"]: gate for gate in record.get("gates") or ()}
    for code in record.get("failed_gates") or [code for code, gate in held.items() if not gate["ok"]]:
        found = held.get(code, {"name": "", "evidence": [], "checked": 0})
        why = found["evidence"][0] if found["evidence"] else f"{found['checked']} checked"
        yield f"{code} {found['name']}: {why}"


def _release(record: Mapping[str, Any]) -> str:
    release = record["release"]
    return f"{release['name']}/{release['version']}".rstrip("/")


def _setting(record: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, str]:
    """What a result holds under: the release to its last byte, split, kinds, and how answers were decoded, if any were."""
    release, decoding = record["release"], part.get("decoding") or {}
    sha256 = str(release.get("manifest_sha256") or release.get("sha256") or "")
    of = {"release": f"{_release(record)} {sha256[:DIGITS]}".strip()}
    if split := part.get("split") or release.get("split"):
        of["split"] = str(split)
    if kinds := (part.get("groups") or {}).get("kind"):
        of["kinds"] = ", ".join(sorted(kinds))
    if rows := part.get("summary", {}).get("n"):
        of["rows"] = f"{rows:,}"
    return of if decoding.get("decoding") == "none" else of | dict(flat(decoding))


def _costs(training: Mapping[str, Any], part: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for name, found in training.items():
        if isinstance(found, int | float) and not isinstance(found, bool):
            yield name.replace("_", " "), found
    if speed := part.get("summary", part).get("speed"):
        yield "tokens a second", float(speed["tokens_per_second"])

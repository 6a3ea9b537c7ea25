"""A release of lessons as one HTML page: how varied it is beside people, its gates, wordings and some conversations."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from goldsmith.core.errors import UsageError
from goldsmith.core.nouns import Row
from goldsmith.datasets.manifest import CERTIFICATE, data_files
from goldsmith.datasets.variety import explained, said
from goldsmith.validators.diversity import NAMED
from goldsmith.validators.template_gate import FLOOR

ROOM = 1.08
"""Where a chart ends, for one of its largest value."""
SHOWN = {"user": "Learner", "assistant": "Teacher", "system": "System"}


def page(certificate: dict[str, Any], rows: list[Row]) -> str:
    """The whole page; `rows` are the conversations that it shows. Raises KeyError where the certificate lacks something."""
    environment = Environment(loader=PackageLoader("goldsmith", "report"), autoescape=True, undefined=StrictUndefined)
    folder = files("goldsmith.report")
    style = "".join(folder.joinpath(name).read_text(encoding="utf-8") for name in ("audit.css", "lesson.css"))
    told = certificate["variety"]
    return environment.get_template("lesson.html.j2").render(
        style=Markup(style),
        certificate=certificate,
        told=told,
        explained=explained(told) if told["figures"] else "",
        figures=[_chart(one) for one in told["figures"]],
        wordings=sorted(certificate["wordings"], key=lambda one: -_full(one)),
        full=_full,
        conversations=[_conversation(row) for row in rows],
    )


def _full(wording: dict[str, Any]) -> float:
    """How much of what it may take a wording takes, in percent."""
    most: float = max(FLOOR, wording["cap_percent"] / 100 * wording["of"])
    return 100 * int(wording["count"]) / most


def _chart(one: dict[str, Any]) -> dict[str, Any]:
    """A figure in words and as places on a line from 0 to 100."""
    here, people, reach = said(one)
    shown = {"figure": NAMED[one["figure"]], "here": here, "people": people, "reach": reach, "standing": "", "at": None}
    if (range_ := one["people"]) is None:
        return shown
    most = max(one["release"], range_["high"]) * ROOM or 1.0
    at = {name: 100 * value / most for name, value in (("here", one["release"]), *range_.items())}
    return shown | {"at": at, "standing": _standing(one)}


def _standing(one: dict[str, Any]) -> str:
    """How a figure compares with the lowest and highest of people's samples."""
    value, low, high = one["release"], one["people"]["low"], one["people"]["high"]
    if low <= value <= high:
        return "as people"
    return "more varied" if (value > high) == (one["better"] == "higher") else "less varied"


def _conversation(row: Row) -> dict[str, Any]:
    meta = orjson.loads(row["meta"])
    turns = [(SHOWN.get(turn["role"], turn["role"]), turn["content"]) for turn in row["messages"]]
    return {"id": row["id"], "kind": row["kind"], "level": meta["level"], "status": meta["status"], "turns": turns}


def release_of_lessons(folder: Path) -> tuple[dict[str, Any], list[Row]] | None:
    """The certificate and one conversation of each type; None where the folder is no release of lessons.

    Raises UsageError where it is one and cannot be read.
    """
    path = folder / CERTIFICATE
    if not path.is_file():
        return None
    try:
        certificate = orjson.loads(path.read_bytes())
        if not isinstance(certificate, dict) or certificate.get("track") != "teacher":
            return None
        return certificate, list(_one_of_each(folder, set(certificate["rows"]["kinds"])))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{str(folder)!r} is no release that can be read: {error!r}; try `goldsmith verify`"
        ) from error


def _one_of_each(folder: Path, kinds: set[str]) -> Iterator[Row]:
    """The first row of each type."""
    missing = set(kinds)
    for file in data_files(folder)[0]:
        with file.open("rb") as lines:
            for line in lines:
                if not missing:
                    return
                row = orjson.loads(line)
                if row["kind"] in missing:
                    missing.remove(row["kind"])
                    yield row

"""The experiment log: blocks that the commands fill, and everything around them, which belongs to a person.

A block stands between two comments, the first with a digest of what was filled in. It is replaced only while it has that
digest and stands once; what a person wrote into one is kept below the new block, as their text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from goldsmith.core.canonical import digest
from goldsmith.core.files import write_bytes

HYPOTHESIS = "What is expected of this run, and why? (Yours to write; no command changes it.)"
LEARNINGS = "What came out otherwise than expected, and what follows for the next run? (Yours to write.)"
_BEGIN = re.compile(r"<!-- filled by goldsmith: (?P<name>\S+) (?P<digest>[0-9a-f]{12}) -->")


def fill(path: Path, title: str, blocks: Mapping[str, str]) -> None:
    """Fill the log at `path`, which is begun where there is none, with places for a hypothesis and for learnings."""
    if path.is_file():
        made = filled(path.read_bytes().decode("utf-8", "surrogateescape"), blocks)
    else:
        made = filled(f"# {title}\n\n## Hypothesis\n\n{HYPOTHESIS}\n", blocks) + f"\n## Learnings\n\n{LEARNINGS}\n"
    write_bytes(path, [made.encode("utf-8", "surrogateescape")])


def filled(text: str, blocks: Mapping[str, str]) -> str:
    """The log with these blocks filled, each where it stands or, where it does not stand once, at the end.

    Every line outside such blocks is kept, in its order and byte for byte; filling in the same again changes nothing.
    """
    for name, content in blocks.items():
        text = _with_block(text, name, content)
    return text


@dataclass(frozen=True, slots=True)
class _Place:
    """A block as it stands: the lines of its two comments, and whether it is as it was filled in."""

    begin: int
    end: int
    untouched: bool


def _with_block(text: str, name: str, content: str) -> str:
    newline = "\r\n" if "\r\n" in text else "\n"
    body = "".join(f"{line.rstrip()}\n" for line in content.replace("<!--", "<! --").strip().splitlines())
    lines = text.splitlines(keepends=True)
    places = list(_places(lines, name))
    untouched = [place for place in places if place.untouched]
    if any(_read(lines, place) == body for place in untouched):
        return text
    made = f"<!-- filled by goldsmith: {name} {_digest(body)} -->\n{body}{_ending(name)}\n".replace("\n", newline)
    if len(untouched) == 1:
        return _replaced(lines, untouched[0], made)
    if places and not untouched:
        kept = "".join(lines[places[0].begin + 1 : places[0].end])
        return _replaced(lines, places[0], f"{made}{newline}{kept}")
    gap = newline if text.endswith("\n") else newline * 2
    return f"{text}{gap if text else ''}{made}"


def _replaced(lines: list[str], place: _Place, made: str) -> str:
    return f"{''.join(lines[: place.begin])}{made}{''.join(lines[place.end + 1 :])}"


def _places(lines: list[str], name: str) -> Iterator[_Place]:
    """Where blocks of this name stand; a beginning without an end before the next beginning is a person's text."""
    begin, known = None, ""
    for at, line in enumerate(lines):
        if found := _BEGIN.fullmatch(line.strip()):
            begin, known = (at, found["digest"]) if found["name"] == name else (None, "")
        elif begin is not None and line.strip() == _ending(name):
            yield _Place(begin, at, known == _digest(_joined(lines[begin + 1 : at])))
            begin = None


def _read(lines: list[str], place: _Place) -> str:
    return _joined(lines[place.begin + 1 : place.end])


def _joined(lines: list[str]) -> str:
    """The lines as they were filled in: an editor that ends them otherwise has changed nothing."""
    return "".join(lines).replace("\r\n", "\n")


def _ending(name: str) -> str:
    return f"<!-- end of {name} -->"


def _digest(body: str) -> str:
    return digest(body.encode("utf-8", "surrogateescape"))[:12]

"""Whether a plain text or PDF page gives a fact its names: read line by line upwards from the value."""

import re
from bisect import bisect_right
from functools import cached_property

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.facts import Fact
from goldsmith.validators.manual.shown import on_one_line

RULE = "names"
RULER = re.compile(r"\s*([=\-~_])\1\1+\s*")
NUMBERED = re.compile(r"\d{1,2}((?:\.\d{1,2})+) +[A-Z]")
CAPITALS = re.compile(r"[^a-z.:]{4,60}")
GAP = re.compile(r"\t+|(?: ?\.){4,} ?|…{2,}| {2,}")
WIDE = re.compile(r"\t|(?: ?\.){4,}|…{2,}|\S {3,}\S")
MARKS = " :*†‡§¹²³⁴.\t…"


class TextNames:
    """The names that one text gives its values; `gaps` says whether blanks part its columns (not so in a PDF)."""

    def __init__(self, text: str, *, gaps: bool = True) -> None:
        self.text, self.gaps = text, gaps
        self.lines: list[tuple[int, str]] = []
        at = 0
        for line in re.split(r"(\r\n|[\r\n\f])", text):
            if line not in ("\r\n", "\r", "\n", "\f"):
                self.lines.append((at, line))
            at += len(line)
        self.starts = [start for start, _ in self.lines]

    def check(self, fact: Fact) -> Verdict:
        """Whether the names of a fact are those that the page gives."""
        number = bisect_right(self.starts, fact.origin.start) - 1
        headings = self.headings[number]
        if headings != fact.section:
            return Verdict(False, RULE, f"the page stands under {headings!r}, the fact under {fact.section!r}")
        path = fact.rows[0] if fact.rows else ()
        start, line = self.lines[number]
        if fact.qualifier and fact.qualifier.split()[-1] not in line:
            return Verdict(False, RULE, f"{fact.qualifier!r} does not stand in {line.strip()[:60]!r}")
        before = line[: fact.origin.start - start]
        if fact.kind == "step":
            return self.step(path, number, before)
        named = bool(path) and self.named(path[-1], number, before, fact)
        if not named:
            return Verdict(False, RULE, f"before the value stands {before.strip()[-60:]!r}, not {path!r}")
        heads = fact.columns[0] if fact.columns else ()
        headed = not heads or not self.gaps or self.headed(heads[-1], number, before)
        return Verdict(headed, RULE, "" if headed else f"{heads[-1]!r} heads no column of the value")

    def named(self, name: str, number: int, before: str, fact: Fact) -> bool:
        """Whether a label stands before the value, or above it where the value's line begins with blanks."""
        if fact.columns:
            return on_one_line(before).startswith(name)
        said = on_one_line(before).strip(MARKS)
        if said:
            return said.lstrip("-•· ").endswith(name.rstrip(MARKS))
        for at in range(number - 1, -1, -1):
            line = self.lines[at][1]
            if not line.strip():
                break
            if not line[:1].isspace() or line.strip().endswith(":"):
                return on_one_line(line).startswith(name)
        return any(on_one_line(line).startswith(name) for _, line in self.lines[max(0, number - 12) : number])

    def step(self, path: tuple[str, ...], number: int, before: str) -> Verdict:
        """Whether a step's number stands before it, and its title above it."""
        said = re.fullmatch(r"\s*(\d{1,2})[.)] +", before)
        right = said is not None and path[-1] == f"step {said[1]}"
        above = (on_one_line(self.lines[at][1]).rstrip(":").rstrip() for at in range(number - 1, -1, -1))
        titled = len(path) < 2 or any(line and path[0].endswith(line) for line in above)
        return Verdict(
            right and titled, RULE, "" if right and titled else f"before the step stands {before!r}, not {path!r}"
        )

    def headed(self, head: str, number: int, before: str) -> bool:
        """Whether the head stands in the value's column in the first line of the lines above that have columns."""
        column = len(_cells(before + "x")) - 1
        up = number
        while up > 0 and len(_cells(self.lines[up - 1][1])) == len(_cells(self.lines[number][1])):
            up -= 1
        cells = _cells(self.lines[up][1])
        return column < len(cells) and cells[column].strip(MARKS) == head.strip(MARKS)

    @cached_property
    def headings(self) -> list[tuple[str, ...]]:
        """The headings above each line, outermost first."""
        found: list[tuple[int, str]] = []
        above: list[tuple[str, ...]] = []
        for at in range(len(self.lines)):
            above.append(tuple(text for _, text in found))
            level = self.level(at)
            if level:
                found = [one for one in found if one[0] < level]
                found.append((level, on_one_line(self.lines[at][1]).rstrip(":").rstrip()))
        return above

    def level(self, at: int) -> int:
        """The level of a line as a heading; 0 for none."""
        line = self.lines[at][1].strip()
        below = self.lines[at + 1][1].strip() if at + 1 < len(self.lines) else ""
        if not line or RULER.fullmatch(line):
            return 0
        if (ruler := RULER.fullmatch(below)) and len(line) < 80:
            return 1 if ruler[1] == "=" else 2
        if WIDE.search(line):
            return 0
        if (numbered := NUMBERED.match(self.lines[at][1])) and len(line) < 60 and line[-1] not in ".;,":
            return 2 + numbered[1].count(".")
        alone = at == 0 or not self.lines[at - 1][1].strip()
        capitals = CAPITALS.fullmatch(line) and sum(sign.isalpha() for sign in line) > 3 and line.upper() == line
        return 2 if alone and capitals else 0


def _cells(line: str) -> list[str]:
    return [part for part in GAP.split(line.strip()) if part.strip()]

"""The names of a table cell, looked up from the cell: to the left for its labels, upwards for heads and section rows."""

import re
from collections.abc import Iterator
from functools import cached_property

from goldsmith.validators.manual.matrix import Box, Matrix

Path = tuple[str, ...]
COUNTING = {"no", "no.", "nr", "nr.", "#", "pos", "pos.", "item no.", "ref", "ref."}
NAMING = {
    "model",
    "models",
    "model code",
    "variant",
    "version",
    "body",
    "body style",
    "type",
    "trim",
    "edition",
    "machine",
}
ENDING = re.compile(r"(?<=\S) ?(?:\*{1,3}|[†‡§]{1,2}|(?<!m)(?<!in)(?<!ft)[¹²³⁴-⁹])$")
NOTE = re.compile(r"(?:\*{1,3}|[†‡§]{1,2}|[¹²³⁴-⁹]|\(\d{1,2}\)|\[\d{1,2}\]|\d{1,2}\)) ?\S")
WORD = re.compile(r"[^\W\d_]{2}")
ORDINAL = {"st", "nd", "rd", "th"}


def label(box: Box) -> str:
    """The text of a label on one line, without the colon and the footnote mark behind it."""
    text = " ".join(box.text.split("\n")).strip()
    if box.sup and text.endswith(box.sup) and box.sup.lower() not in ORDINAL and len(text) > len(box.sup):
        cut = text[: -len(box.sup)].strip()
        if not (box.sup in "23" and re.search(r"(?:^|[\d ])(?:[mckd]?m|in|ft|yd|10)$", cut)):
            text = cut
    return ENDING.sub("", text).rstrip(":").rstrip()


class Lookup:
    """Names of the cells of one table."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.nearest: dict[str, list[int]] = {}
        self.first = [box for y in range(matrix.height) for box in matrix.row(y) if box.y == y]

    def own(self, y: int) -> list[Box]:
        """The cells with text that begin in a row."""
        return [box for box in self.matrix.row(y) if box.y == y and (box.text or box.nested)]

    @cached_property
    def kinds(self) -> list[str]:
        """What each row is: section, scope, heads, values, or nothing."""
        kinds: list[str] = []
        for y in range(self.matrix.height):
            kinds.append(self.kind(y, kinds))
        return kinds

    def kind(self, y: int, above: list[str]) -> str:
        """What a row is, given what the rows above it are."""
        own, seen = self.own(y), [box for box in self.matrix.row(y) if box.text or box.nested]
        if not own:
            begun = any(box.y == y for box in self.matrix.row(y))
            return "values" if seen and begun else "nothing"
        only = own[0]
        if len(own) == 1 == len(seen) and self.matrix.width > 1:
            if only.wide == self.matrix.width and (NOTE.match(only.text) or only.text.startswith(only.sup or "\n")):
                return "nothing"
            if only.x == 0 and (only.heading or only.bold or (only.th and only.wide > 1)):
                return "section"
            if only.x == 0 and only.wide > 1:
                return "scope"
        marked = all(box.th and not box.scope.startswith("row") for box in own)
        stacked = "heads" in above[-1:] or (above and self.runs_from_heads(above))
        if only.in_head or (marked and (len(own) > 1 or stacked)):
            return "heads"
        return "heads" if self.looks_like_heads(y, own, above) else "values"

    def runs_from_heads(self, above: list[str]) -> bool:
        """Whether the last row that is not empty or a section heads columns."""
        for kind in reversed(above):
            if kind in ("heads", "values"):
                return kind == "heads"
        return False

    def looks_like_heads(self, y: int, own: list[Box], above: list[str]) -> bool:
        """Whether a row of plain cells heads the columns below."""
        texts = [box.text.replace("\n", " ").strip() for box in own]
        if any(text[:1].isdigit() or text.endswith(":") for text in texts) or len(
            {text.rstrip(": ") for text in texts}
        ) < len(own):
            return False
        if len(own) > 1 and all(box.bold for box in own):
            return True
        if len(own) < max(2, self.matrix.width) or "values" in above or any(box.th for box in self.first):
            return False
        if any(sign.isdigit() for text in texts for sign in text):
            return False
        below = [box for box in self.first if box.y > y and (box.text or box.nested)]
        if below and all(box.text[:1].isdigit() for box in below):
            return True
        beside = [any(sign.isdigit() for sign in box.text) for box in below if box.x]
        return len(own) > 2 and 2 * sum(beside) > len(beside)

    def last(self, kind: str, y: int) -> int:
        """The nearest row of a kind above a row, or -1."""
        if kind not in self.nearest:
            found, those = -1, []
            for at, one in enumerate(self.kinds):
                those.append(found)
                found = at if one == kind else found
            self.nearest[kind] = [*those, found]
        return self.nearest[kind][y]

    def section(self, y: int) -> Path:
        """The section rows above a row: the nearest, the nearest above it with a higher heading, and so on."""
        found: list[str] = []
        rank, up = 8, self.last("section", y)
        while up >= 0:
            only = self.own(up)[0]
            if (only.heading or 7) < rank:
                rank = only.heading or 7
                found.append(label(only))
            up = self.last("section", up)
        return tuple(reversed(found))

    def scope(self, y: int) -> str:
        """The scope row above a row that still holds there, if any."""
        up = self.last("scope", y)
        if up < 0 or up < self.last("section", y):
            return ""
        text = self.own(up)[0].text
        if text.endswith(":") and self.colons[y + 1] > self.colons[up + 1]:
            return ""
        return " ".join(text.split("\n")).strip().rstrip(":").rstrip()

    @cached_property
    def colons(self) -> list[int]:
        """How many rows above each row have a label that ends in a colon."""
        counted = [0]
        for y in range(self.matrix.height):
            counted.append(counted[-1] + any(box.text.endswith(":") for box in self.labels(y)))
        return counted

    def heads(self, box: Box) -> tuple[Path, ...]:
        """The column heads above a cell: one path for each of its columns, each once."""
        paths = [self.heads_of(box.y, x) for x in range(box.x, box.x + box.wide)]
        return tuple(dict.fromkeys(path for path in paths if path))

    def heads_of(self, y: int, x: int) -> Path:
        """The heads of a column that hold in a row, or the variant that the column stands for."""
        if self.last("heads", y) >= 0:
            return self.marked_heads(y, x)
        for box, name in self.variants:
            if box.y <= y and box.x <= x < box.x + box.wide:
                return (name,)
        return ()

    def marked_heads(self, y: int, x: int) -> Path:
        """The nearest run of head rows above a row, from top to bottom."""
        up = self.last("heads", y)
        found: list[str] = []
        while up >= 0 and self.kinds[up] != "values":
            box = self.matrix.slots.get((up, x))
            if self.kinds[up] == "heads" and box is not None and box.text and box.y == up:
                found.append(label(box))
            up -= 1
        return tuple(reversed(found))

    @cached_property
    def variants(self) -> list[tuple[Box, str]]:
        """The cells of a row such as "Model: A | B", each with its name, in a table whose rows above have no heads."""
        for y in range(self.matrix.height if "heads" not in self.kinds else self.kinds.index("heads")):
            boxes = [box for box in self.own(y) if not self.is_label(box, y)] if self.labels(y) else []
            boxes = (
                boxes
                if all(self.path(box, y)[-1:] and self.path(box, y)[-1].lower() in NAMING for box in boxes)
                else []
            )
            names = [" ".join(box.text.split("\n")[0].split()) for box in boxes]
            if len(boxes) > 1 and len(set(names)) == len(names) and all(WORD.search(name) for name in names):
                return list(zip(boxes, (name.rstrip(":").rstrip() for name in names), strict=True))
        return []

    def labels(self, y: int) -> list[Box]:
        """The labels of a row with text, from left to right."""
        return (
            [box for box in self.matrix.row(y) if box.text and self.is_label(box, y)]
            if self.kinds[y] == "values"
            else []
        )

    def is_label(self, box: Box, y: int) -> bool:
        """Whether a cell names the others of a row."""
        row = self.matrix.row(y)
        if len(row) < 2 or self.kinds[y] != "values":
            return False
        headed = self.last("heads", y) >= 0
        head = self.marked_heads(y, 0)
        single = y + 1 == self.matrix.height and self.last("values", y) < 0 and head and not row[0].th
        if single and row[0].text[:1].isdigit():
            return False
        if box.th or box is row[0]:
            return True
        if box.x > 1 and box.text.endswith(":") and not headed:
            return True
        grouped = row[0].tall > 1 or (head and head[-1].lower() in COUNTING)
        return bool(grouped and box is row[1] and len(row) > 2 and not any(sign.isdigit() for sign in box.text))

    def path(self, box: Box, y: int) -> Path:
        """The labels left of a cell in a row; those of the rows above where the row's own label is empty."""
        row = self.matrix.row(y)
        if not any(one is box for one in row):
            return ()
        found: list[str] = []
        for one in reversed(row[: next(at for at, other in enumerate(row) if other is box)]):
            if not self.is_label(one, y) and found:
                break
            if self.is_label(one, y) and one.text:
                found.append(label(one))
        if found or not any(self.is_label(one, y) for one in row):
            return tuple(reversed(found))
        return self.continued(y)

    def continued(self, y: int) -> Path:
        """The labels of the nearest row above in the same section that has any."""
        for up in range(y - 1, -1, -1):
            if self.kinds[up] in ("section", "scope", "heads"):
                return ()
            if labels := self.labels(up):
                values = [box for box in self.matrix.row(up) if box.text and box not in labels]
                first = values[0].x if values else self.matrix.width
                return tuple(label(one) for one in labels if one.x < first) if values else ()
        return ()

    def rows(self, box: Box) -> tuple[Path, ...]:
        """The row paths of a cell: one for each row that it reaches into, each once."""
        return tuple(dict.fromkeys(self._row_paths(box)))

    def _row_paths(self, box: Box) -> Iterator[Path]:
        for y in range(box.y, min(box.y + box.tall, self.matrix.height)):
            path = self.path(box, y)
            scope = self.scope(y)
            if path:
                yield (scope, *path) if scope else path

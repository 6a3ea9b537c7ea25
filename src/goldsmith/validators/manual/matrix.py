"""The tables of an HTML page as matrices of cells, read with lxml; shares no code with the extractor."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import html

DEEPEST = 24
"""Tables inside one another that are looked into."""
WITHOUT_TEXT = {"script", "style", "template", "noscript", "del", "s", "strike"}
LINES = {
    "br",
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dt",
    "dd",
    "hr",
    "center",
}


def is_layout(table: Any) -> bool:
    """Whether a table lays out the page instead of stating something: by its role, or by what its cells hold."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    cells = [cell for cell in table.iter("td", "th") if next(cell.iterancestors("table")) is table]
    for cell in cells:
        own = {one.tag for one in cell.iter() if one is not cell and next(one.iterancestors("table")) is table}
        if own & {"h1", "h2", "h3", "h4", "h5", "h6"} and own & {"p", "ul", "ol", "dl", "table"}:
            return True
    rows = {cell.getparent() for cell in cells}
    return len(rows) == 1 and any(True for cell in cells for _ in cell.iter("table"))


@dataclass
class Box:
    """A cell: its lines as shown, whether it is a th, its heading level, and its first slot and size."""

    node: Any
    text: str
    y: int
    x: int
    tall: int
    wide: int
    th: bool = False
    scope: str = ""
    heading: int = 0
    bold: bool = False
    in_head: bool = False
    sup: str = ""
    nested: bool = False


@dataclass
class Matrix:
    """A table: its node, and the cell that covers each slot."""

    node: Any
    number: int
    slots: dict[tuple[int, int], Box] = field(default_factory=dict)
    height: int = 0
    width: int = 0
    rows: dict[int, list[Box]] = field(default_factory=dict)

    def row(self, y: int) -> list[Box]:
        """The cells that cover a row from left to right, each once."""
        if y not in self.rows:
            boxes = (self.slots.get((y, x)) for x in range(self.width))
            self.rows[y] = list({id(box): box for box in boxes if box is not None}.values())
        return self.rows[y]


def tree_of(text: str) -> Any:
    """The tree of an HTML page. Raises lxml's ParserError for one that holds nothing."""
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    return html.document_fromstring(text.replace("\0", "").encode(), parser=parser)


def matrices(root: Any) -> list[Matrix]:
    """The tables of a page in the order of their start tags; those inside too many others are left empty."""
    return [
        _filled(node, number) if sum(1 for _ in node.iterancestors("table")) < DEEPEST else Matrix(node, number)
        for number, node in enumerate(root.iter("table"))
    ]


def _filled(table: Any, number: int) -> Matrix:
    made = Matrix(table, number)
    groups = [rows for foot in (False, True) for is_foot, rows in _groups(table) if is_foot is foot]
    first = 0
    for group in groups:
        for row, y in zip(group, range(first, first + len(group)), strict=True):
            made.height = max(made.height, y + 1)
            _place(made, row, y, first + len(group))
        first = made.height
    return made


def _groups(table: Any) -> Iterator[tuple[bool, list[list[Any]]]]:
    """The row groups of a table, and whether each is its foot; a run of rows without one is a group as well."""
    run: list[Any] = []
    for part in [*table, None]:
        if part is not None and part.tag in ("tr", "td", "th"):
            run.append(part)
            continue
        if run:
            yield False, _loose(run)
        run = []
        if part is not None and part.tag in ("thead", "tbody", "tfoot"):
            yield part.tag == "tfoot", _loose(part)


def _loose(parts: Any) -> list[list[Any]]:
    """The rows among the given elements; cells outside of rows, in a run, are a row as well."""
    rows: list[list[Any]] = []
    running = False
    for part in parts:
        if part.tag == "tr":
            rows.append([cell for cell in part if cell.tag in ("td", "th")])
            running = False
        elif part.tag in ("td", "th"):
            if not running:
                rows.append([])
            rows[-1].append(part)
            running = True
    return rows


def _place(made: Matrix, row: list[Any], y: int, end: int) -> None:
    x = 0
    for node in row:
        while (y, x) in made.slots:
            x += 1
        wide, tall = min(_number(node.get("colspan"), 1) or 1, 1000), _number(node.get("rowspan"), 1)
        box = _box(node, y, x, tall if tall else end - y, wide)
        for down in range(box.tall):
            made.slots |= {(y + down, x + right): box for right in range(wide)}
        made.height, made.width = max(made.height, y + box.tall), max(made.width, x + wide)
        x += wide


def _number(written: str | None, otherwise: int) -> int:
    digits = ""
    for sign in (written or "").strip().removeprefix("+"):
        if not sign.isdigit():
            break
        digits += sign
    return min(int(digits[:6]), 65534) if digits else otherwise


def _box(node: Any, y: int, x: int, tall: int, wide: int) -> Box:
    text = "\n".join(lines_of(node))
    headings = node.iter("h1", "h2", "h3", "h4", "h5", "h6")
    heading = min((int(one.tag[1]) for one in headings if not _in_nested(one, node)), default=0)
    plain = "".join(
        node.xpath(".//text()[not(ancestor::b or ancestor::strong)][not(ancestor::table[ancestor::td])]")
    ).strip()
    raised = node.xpath("string(.//sup[last()])").strip()
    return Box(
        node, "" if is_hidden(node) else text, y, x, tall, wide, node.tag == "th", (node.get("scope") or "").lower(), heading,
        bool(text) and not plain and any(not _in_nested(one, node) for one in node.iter("b", "strong")),
        next(node.iterancestors("thead", "table")).tag == "thead", raised, node.find(".//table") is not None,
    )  # fmt: skip


def _in_nested(one: Any, cell: Any) -> bool:
    """Whether an element stands in a table inside the cell."""
    return next(one.iterancestors("td", "th", "caption"), cell) is not cell


def is_hidden(node: Any) -> bool:
    """Whether an element or one that it stands in is hidden by its own attributes."""
    return any(hides(one) for one in [node, *node.iterancestors()])


def hides(one: Any) -> bool:
    """Whether an element is hidden, looked at for itself."""
    style = (one.get("style") or "").replace(" ", "").lower()
    if one.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style:
        return True
    unseen = unseen_by_style(one)
    names = ("", f"#{one.get('id')}", *(f".{name}" for name in (one.get("class") or "").split()))
    return bool(unseen) and any(f"{tag}{name}" in unseen for name in names for tag in (one.tag, ""))


def unseen_by_style(node: Any) -> frozenset[str]:
    """The plain selectors whose elements the page's own style sheets do not show."""
    return _unseen(node.getroottree().getroot())


@lru_cache(maxsize=2)
def _unseen(root: Any) -> frozenset[str]:
    found: set[str] = set()
    for rule in " ".join(root.xpath("//style/text()")).split("}"):
        names, _, style = rule.partition("{")
        if re.search(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", style) and "@" not in names:
            found |= {name.strip() for name in names.split(",") if name.strip()}
    return frozenset(found)


def lines_of(node: Any, *, lists: bool = True) -> list[str]:
    """The lines that an element shows, without tables inside it; without lists too where `lists` is off."""
    found = [""]
    for piece in _pieces(node, lists):
        if piece is None:
            found.append("")
        else:
            found[-1] += piece
    return [line for one in found if (line := " ".join(one.replace("\u00a0", "\0").split()).replace("\0", "\u00a0"))]


def _pieces(node: Any, lists: bool) -> Iterator[str | None]:
    """Texts, and None for each line break."""
    waiting: list[Any] = [node]
    while waiting:
        one = waiting.pop()
        if one is None or isinstance(one, str):
            yield one
        elif one is not node and _left_out(one, lists):
            yield None
        else:
            edge = [None] if one.tag in LINES else []
            inside = [part for child in one for part in (child, child.tail or "")]
            waiting += reversed([*edge, one.text or "", *inside, *edge])


def _left_out(one: Any, lists: bool) -> bool:
    return one.tag in WITHOUT_TEXT or one.tag == "table" or (not lists and one.tag in ("ul", "ol", "dl"))

"""Whether the page gives a fact of an HTML page its names: headings, labels, list numbers, looked up with lxml."""

from typing import Any

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.facts import Fact
from goldsmith.validators.manual.matrix import (
    DEEPEST,
    LINES,
    WITHOUT_TEXT,
    Box,
    is_hidden,
    is_layout,
    lines_of,
    matrices,
    tree_of,
)
from goldsmith.validators.manual.paths import ENDING, Lookup, Path
from goldsmith.validators.manual.shown import on_one_line, shown

LEVELS = {f"h{level}": level for level in range(1, 7)}
RULE = "names"


class HtmlNames:
    """The names that one HTML page gives its values."""

    def __init__(self, markup: str) -> None:
        self.root = tree_of(markup)
        self.tables = [Lookup(matrix) for matrix in matrices(self.root)]
        self.outlines: dict[Any, Path] = {}
        self.at: dict[str, list[Any]] = {}
        self.layouts: dict[Any, bool] = {}
        self.lines: list[tuple[Path, str]] = []
        self._walk()

    def _walk(self) -> None:
        """Note the headings above every element and line, and the elements of lists by their text."""
        open_heads: list[tuple[int, str]] = []
        waiting: list[Any] = [self.root]
        line = ""
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                line += one
                continue
            if one is None or one.tag in LINES:
                self.lines.append((tuple(text for _, text in open_heads), " ".join(line.split())))
                line = ""
            if one is None:
                continue
            if one.tag in WITHOUT_TEXT or (one.attrib and is_hidden(one)):
                continue
            inner = (
                any(not self.lays_out(cell) for cell in one.iterancestors("td", "th")) if one.tag in LEVELS else False
            )
            open_heads = open_heads if inner else _with_heading(open_heads, one)
            self.outlines[one] = tuple(text for _, text in open_heads)
            if one.tag in ("li", "dd"):
                self.at.setdefault(" ".join(lines_of(one, lists=False)), []).append(one)
            inside = [part for child in one for part in (child, child.tail or "")]
            silent = one.tag in WITHOUT_TEXT or one.tag == "title"
            waiting += reversed([*([] if silent else [one.text or ""]), *inside, *([None] if one.tag in LINES else [])])

    def check(self, fact: Fact, before: str) -> Verdict:
        """Whether the names of a fact are those that the page gives; `before` is the markup before its quote."""
        if fact.kind == "cell":
            return self.cell(fact, before)
        if fact.kind in ("line", "item") and not self.led(fact):
            return self.labelled(fact, before)
        return self.listed(fact)

    def led(self, fact: Fact) -> bool:
        """Whether an item is a list's value as a whole, rather than a label with its value."""
        return fact.kind == "item" and on_one_line(fact.literal) in self.at

    def cell(self, fact: Fact, before: str) -> Verdict:
        """A cell's names, looked up in the table's matrix."""
        lookup = self.tables[fact.place.block] if fact.place.block < len(self.tables) else None
        box = lookup.matrix.slots.get((fact.place.row, fact.place.column)) if lookup else None
        if lookup is None or box is None or not box.text:
            return Verdict(
                False, RULE, f"table {fact.place.block + 1} shows no cell at {fact.place.row}, {fact.place.column}"
            )
        if (box.y, box.x) != (fact.place.row, fact.place.column):
            return Verdict(
                False, RULE, f"the cell begins at {box.y}, {box.x}, not at {fact.place.row}, {fact.place.column}"
            )
        inner = on_one_line(box.text)
        if on_one_line(fact.literal) not in inner:
            return Verdict(False, RULE, f"the cell shows {inner[:60]!r}, not {fact.literal[:60]!r}")
        return self.cell_names(fact, lookup, box, before)

    def cell_names(self, fact: Fact, lookup: Lookup, box: Box, before: str) -> Verdict:
        """The names of a cell that shows the value of a fact."""
        section, above, heads = self.around(lookup)
        own = lookup.section(box.y)
        columns = tuple((*heads, *path) for path in lookup.heads(box)) or ((heads,) if heads else ())
        caption = " ".join(line for part in lookup.matrix.node.findall("caption")[:1] for line in lines_of(part))
        wanted = (
            (*section, *own),
            tuple((*above, *path) for path in lookup.rows(box)),
            columns,
            caption.rstrip(": "),
        )
        rows = tuple(_as_shown(fact, path) for path in fact.rows)
        if rows != wanted[1] and _ends_in_label(rows, before):
            rows = tuple(path[:-1] for path in rows if path[:-1])
        found = (_as_shown(fact, fact.section), rows, tuple(_as_shown(fact, path) for path in fact.columns), fact.table)
        if found != wanted:
            return Verdict(False, RULE, f"the page says {wanted!r}, the fact {found!r}")
        if not fact.qualifier:
            return Verdict(True, RULE)
        beside = [
            f"{path[-1]} {on_one_line(one.text)}" for one in lookup.matrix.row(box.y) for path in lookup.heads(one)
        ]
        told = on_one_line(fact.text).startswith(fact.qualifier) or fact.qualifier in beside
        return Verdict(told, RULE, "" if told else f"{fact.qualifier!r} stands neither in the value nor beside it")

    def around(self, lookup: Lookup) -> tuple[Path, Path, Path]:
        """The headings above a table, and the labels and heads of what it stands inside."""
        node = lookup.matrix.node
        outer = next((cell for cell in node.iterancestors("td", "th") if not self.lays_out(cell)), None)
        if outer is None:
            return self.outlines[node], self.enclosing(node), ()
        for above in self.tables:
            box = next((box for box in above.first if box.node is outer), None)
            if box is not None:
                section, path, heads = self.around(above)
                own, rows, columns = above.section(box.y), above.rows(box), above.heads(box)
                return (*section, *own), (*path, *(rows[0] if rows else ())), (*heads, *(columns[0] if columns else ()))
        return (), (), ()

    def lays_out(self, cell: Any) -> bool:
        """Whether a cell belongs to a table that only lays out the page."""
        table = next(cell.iterancestors("table"))
        if table not in self.layouts:
            deep = sum(1 for _ in table.iterancestors("table")) >= DEEPEST
            self.layouts[table] = not deep and is_layout(table)
        return self.layouts[table]

    def enclosing(self, node: Any) -> Path:
        """The terms and items that an element stands inside, outermost first."""
        found: list[str] = []
        for above in node.iterancestors("dd", "li"):
            if above.tag == "dd":
                terms = _terms(above)
                found += terms if len(terms) == 1 else []
            elif above.getparent() is None or above.getparent().tag != "ol" or node.tag != "li":
                text = " ".join(lines_of(above, lists=False)).strip().rstrip(":").rstrip()
                found += [text] if text else []
        return tuple(reversed(found))

    def labelled(self, fact: Fact, before: str) -> Verdict:
        """A label that stands before the value on its line, under the headings of some element that shows both."""
        path = _as_shown(fact, fact.rows[0]) if fact.rows else ()
        name, value = path[-1] if path else "", on_one_line(fact.literal)
        wanted = {outline for outline, line in self.lines if value in line and name in line}
        section = _as_shown(fact, fact.section)
        if section not in wanted:
            return Verdict(False, RULE, f"the page shows it under {sorted(wanted)[:2]!r}, the fact under {section!r}")
        said = shown(before[-400:]).rstrip(" :").rstrip("*†‡§¹²³⁴").rstrip(" :")
        named = bool(path) and said.endswith(path[-1])
        return Verdict(named, RULE, "" if named else f"before the value stands {said[-60:]!r}, not {path!r}")

    def listed(self, fact: Fact) -> Verdict:
        """A step, an item under its lead, or a description under its term."""
        path = _as_shown(fact, fact.rows[0]) if fact.rows else ()
        section, seen = _as_shown(fact, fact.section), []
        for node in self._nodes(fact):
            for name in self._names(node, fact):
                seen.append((self.outlines[node], (*self.enclosing(node), *name)))
                if seen[-1] == (section, path):
                    return Verdict(True, RULE)
        return Verdict(False, RULE, f"the page says {seen[:2]!r}, the fact {(section, path)!r}")

    def _nodes(self, fact: Fact) -> list[Any]:
        """The items or descriptions that show the value, with or without a footnote mark behind it."""
        text = on_one_line(fact.literal)
        found = list(self.at.get(text, []))
        if fact.notes:
            found += [
                node
                for said, nodes in self.at.items()
                if said.startswith(text) and len(said) - len(text) < 5
                for node in nodes
            ]
        return [node for node in found if (node.tag == "dd") == (fact.kind == "definition")]

    def _names(self, node: Any, fact: Fact) -> list[Path]:
        if fact.kind == "definition":
            return [(term,) for term in _terms(node)]
        lead = _lead(node)
        outline = self.outlines[node]
        if fact.kind == "item":
            return [(lead,)] if lead else [()]
        title = lead or (outline[-1] if outline else "")
        return [((title,) if title else ()) + (f"step {number_of(node)}",)]


def _with_heading(heads: list[tuple[int, str]], node: Any) -> list[tuple[int, str]]:
    """The headings that stand above what follows an element's start."""
    level = LEVELS.get(node.tag, 0)
    if not level or is_hidden(node) or any(True for _ in node.iterancestors("li", "dd", "dt")):
        return heads
    text = " ".join(lines_of(node)).rstrip(":").rstrip()
    return [*(one for one in heads if one[0] < level), (level, text)] if text else heads


def _ends_in_label(rows: tuple[Path, ...], before: str) -> bool:
    """Whether the last label of a path stands before the value in its own cell."""
    said = shown(before[-400:]).rstrip(" :")
    return bool(rows) and all(path and said.endswith(path[-1]) for path in rows)


def _as_shown(fact: Fact, path: Path) -> Path:
    """Names as the page shows them, before their repairs."""
    back = {repair.after: repair.before for repair in fact.repairs if repair.rule == "encoding"}
    return tuple(back.get(name, name) for name in path)


def _terms(description: Any) -> list[str]:
    """The terms of a description: the nearest run of terms before it."""
    found: list[str] = []
    part = description.getprevious()
    while part is not None and part.tag == "dd":
        part = part.getprevious()
    while part is not None and part.tag == "dt":
        found.append(ENDING.sub("", " ".join(lines_of(part))).rstrip(":").rstrip())
        part = part.getprevious()
    return found[::-1]


def _lead(node: Any) -> str:
    """The line that leads to a list with a colon: the text right before the outermost list of an item."""
    outer = [one for one in node.iterancestors("ol", "ul")][-1]
    before = outer.getprevious()
    text = (before.tail if before is not None else outer.getparent().text) or ""
    if not text.strip() and before is not None and before.tag in ("p", "div", "span", "b", "strong"):
        text = " ".join(lines_of(before))
    text = " ".join(text.split())
    return text.rstrip(":").rstrip() if text.endswith(":") else ""


def number_of(node: Any) -> str:
    """The number of an item as a reader sees it, with those of the items around it."""
    above = next(node.iterancestors("li"), None)
    parent = node.getparent()
    if "reversed" in parent.attrib:
        return ""
    number = int(parent.get("start") or "1") if (parent.get("start") or "1").isdigit() else 1
    for part in parent.findall("li"):
        number = int(part.get("value")) if (part.get("value") or "").isdigit() else number
        if part is node:
            break
        number += 1
    inside = above is not None and above.getparent().tag == "ol" and parent.tag == "ol"
    return f"{number_of(above)}.{number}" if inside else str(number)

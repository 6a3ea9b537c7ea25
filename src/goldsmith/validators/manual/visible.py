"""What an HTML page shows, in reading order: lines, list items, terms and rows of tables, read with lxml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from goldsmith.validators.manual.html_names import LEVELS, number_of
from goldsmith.validators.manual.matrix import LINES, WITHOUT_TEXT, Matrix, hides, is_layout, matrices, tree_of

SUPERSCRIPT = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
SILENT = {*WITHOUT_TEXT, "head", "title", "svg", "math", "iframe", "object", "select", "textarea", "nav"}
ENDING = {*LINES, "dl", "table", "caption", "section", "article", "header", "footer", "body", "pre", "blockquote"}
LISTS = {"ul", "ol", "dl", "table"}
TRAILING = ";:,"
DEEPEST = 200
"""Elements inside one another that are read."""
Words = tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """A line of a page, or a row of a table: the words of each slot. `level` is that of a heading."""

    cells: tuple[Words, ...]
    level: int = 0
    matrix: Matrix | None = None
    row: int = 0

    @property
    def said(self) -> tuple[Words, ...]:
        """The slots that say something, those that one cell fills counted once."""
        return tuple(dict.fromkeys(cell for cell in self.cells if cell))


def words(text: str) -> Words:
    """The words and numbers of a text, without the signs that a layout may set behind them."""
    bare = (word.replace("^", "").rstrip(TRAILING) for word in text.split())
    return tuple(word for word in bare if word)


def seen_of(markup: str) -> list[Seen]:
    """All that an HTML page shows. Raises lxml's ParserError for one that holds nothing."""
    root = tree_of(markup)
    found = {matrix.node: matrix for matrix in matrices(root)}
    return list(_Sight(found).below(root))


class _Sight:
    def __init__(self, tables: dict[Any, Matrix]) -> None:
        self.tables = tables
        self.line, self.linked = "", True

    def below(self, node: Any) -> Iterator[Seen]:
        """What stands inside an element."""
        waiting: list[Any] = [node]
        while waiting:
            one = waiting.pop()
            if isinstance(one, tuple):
                self.say(*one)
            elif isinstance(one, Seen | list):
                yield from self.ended()
                yield from one if isinstance(one, list) else [one]
            elif one is None:
                yield from self.ended()
            elif one.tag not in SILENT and not hides(one):
                waiting += reversed(self.parts(one))
        yield from self.ended()

    def parts(self, one: Any) -> list[Any]:
        """What an element is read as: its texts, the elements inside it, or one line of its own."""
        edge = [None] if one.tag in ENDING else []
        if one.tag == "table" and not is_layout(one):
            return [None, list(_rows(self.tables[one]))]
        if one.tag in LEVELS:
            return [None, Seen((words(text_of(one)),), LEVELS[one.tag])]
        if one.tag in ("dd", "li"):
            text = text_of(one, lists=False).strip()
            silent = _only_linked(one, text) if text else one.tag == "li"
            own = () if silent else words(f"{_before(one)} {text}")
            return [None, *([Seen((own,))] if own else []), *_lists_in(one)]
        if one.tag == "dt":
            return [None]
        inside = [part for child in one for part in (child, (_raised(one, child.tail or ""), one))]
        return [*edge, (_raised(one, one.text or ""), one), *inside, *edge]

    def say(self, text: str, node: Any) -> None:
        """Add a text to the line at hand."""
        self.line += text
        linked = node.tag == "a" or any(True for _ in node.iterancestors("a"))
        self.linked = self.linked and (linked or not text.strip())

    def ended(self) -> Iterator[Seen]:
        """The line at hand, unless it only leads elsewhere."""
        found = words(self.line)
        if found and not self.linked:
            yield Seen((found,))
        self.line, self.linked = "", True


def _rows(matrix: Matrix) -> Iterator[Seen]:
    """The caption and the rows of a table."""
    for caption in matrix.node.findall("caption")[:1]:
        yield Seen((words(text_of(caption)),))
    texts = {id(box): () if not box.text and not box.nested else words(text_of(box.node)) for box in _boxes(matrix)}
    for y in range(matrix.height):
        slots = [matrix.slots.get((y, x)) for x in range(matrix.width)]
        yield Seen(tuple(texts[id(box)] if box is not None else () for box in slots), 0, matrix, y)


def _boxes(matrix: Matrix) -> Iterator[Any]:
    return iter({id(box): box for box in matrix.slots.values()}.values())


def text_of(node: Any, *, lists: bool = True, depth: int = 0) -> str:
    """The text that an element shows; with the tables inside it, and without its lists where `lists` is off."""
    if node.tag in SILENT or depth > DEEPEST or hides(node):
        return ""
    said = [_raised(node, node.text or "")]
    for child in node:
        if lists or child.tag not in LISTS:
            said.append(text_of(child, lists=lists, depth=depth + 1))
        said.append(_raised(node, child.tail or ""))
    edge = " " if node.tag in ENDING else ""
    return edge + "".join(said) + edge


def _raised(node: Any, text: str) -> str:
    return text.translate(SUPERSCRIPT) if any(one.tag == "sup" for one in [node, *node.iterancestors("sup")]) else text


def _before(node: Any) -> str:
    """What stands before an item or a description: its number, or its terms."""
    if node.tag == "li":
        around = node.getparent().tag
        number = number_of(node) if around == "ol" else ""
        return f"{number}." if number else "-" if around in ("ol", "ul", "menu") else ""
    terms: list[str] = []
    part = node.getprevious()
    while part is not None and part.tag == "dd":
        part = part.getprevious()
    while part is not None and part.tag == "dt":
        terms.append(text_of(part).strip())
        part = part.getprevious()
    return " / ".join(term.rstrip(": ") for term in reversed(terms))


def _only_linked(node: Any, text: str) -> bool:
    """Whether the text of an item is nothing but links."""
    linked = "".join(text_of(link) for link in node.iter("a"))
    return re.sub(r"\s+", "", text) == re.sub(r"\s+", "", linked)


def _lists_in(node: Any) -> list[Any]:
    """The outermost lists and tables inside an element."""
    found: list[Any] = []
    waiting = list(reversed(node))
    while waiting:
        one = waiting.pop()
        if one.tag in LISTS:
            found.append(one)
        else:
            waiting += reversed(one)
    return found

"""HTML pages to blocks: parsed as browsers parse them, offline, with the place of every sign in the markup."""

import re
from collections.abc import Iterator

from justhtml import Element, JustHTML, Node, Text

from goldsmith.extractors.manual.align import aligned
from goldsmith.extractors.manual.blocks import Block, Cell, Document, Heading, Item, Left, Line, Pair, Table
from goldsmith.extractors.manual.hiding import Hiding
from goldsmith.extractors.manual.labels import one_line
from goldsmith.extractors.manual.passage import Passage, Sign, collapsed
from goldsmith.extractors.manual.rows import lays_out, shaped
from goldsmith.extractors.manual.sources import Unusable

MOST_CELLS = 200_000
"""Cells, or lines and items, of one page; a page with more is not read, so that time and memory stay bounded."""
MOST_TAGS = 2_000_000
"""Signs that open a tag in one page, for the same reason."""
LONGEST_TEXT = 1_000_000
"""Signs of one text between two tags; a longer one is not read."""
DEEPEST = 200
"""Elements inside one another; what lies deeper is not read."""
CELL = re.compile(r"<t[dh][\s/>]", re.IGNORECASE)
LINE = re.compile(r"<(?:li|dd|p|br|div)[\s/>]", re.IGNORECASE)
TAG = re.compile("<")
TITLES = {f"h{level}": level for level in range(1, 7)}
SILENT = frozenset(
    ("script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "select", "textarea")
)
BREAKING = frozenset(
    ("address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
     "table", "ul", "body", "html", "caption", "td", "th", "tr", *TITLES)
)  # fmt: skip
"""Elements that begin and end a line."""
ONLY_TABLES = frozenset(("table",))
APART = frozenset(("table", "ol", "ul", "dl"))
"""Elements inside an item or a description that are read for themselves."""
NO_LIMIT = 1_000_000
STRUCK = frozenset(("del", "s", "strike"))
Child = Node | Text


def read_markup(markup: str) -> Document:
    """The blocks of an HTML page. Raises Unusable for a page with more cells or tags than anyone reads."""
    for what, sort, most in (
        ("table cells", CELL, MOST_CELLS),
        ("lines and items", LINE, MOST_CELLS),
        ("tags", TAG, MOST_TAGS),
    ):
        found = sum(1 for _ in sort.finditer(markup))
        if found > most:
            raise Unusable(f"{found:,} {what}, more than {most:,}")
    offset = 1 if markup.startswith("\ufeff") else 0
    root = JustHTML(markup[offset:], sanitize=False, track_node_locations=True).root
    return _Walk(markup, offset, Hiding.of(root)).document(root)


class _Walk:
    def __init__(self, markup: str, offset: int, hiding: Hiding) -> None:
        self.markup, self.offset, self.hiding = markup, offset, hiding
        self.blocks: list[Block] = []
        self.inline: list[Sign] = []
        self.linked = True
        self.numbers: dict[int, int] = {}
        self.problems: dict[str, None] = {}
        self.above: tuple[str, ...] = ()

    def document(self, root: Node) -> Document:
        """All blocks of the page."""
        title = next((element for element in _elements(root, DEEPEST) if element.name == "title"), None)
        named = collapsed(self._signs(title, 0)).text if title is not None else ""
        tables = (element for element in _elements(root, NO_LIMIT) if element.name == "table")
        self.numbers = {id(table): number for number, table in enumerate(tables)}
        self.flow(root, 0)
        self.flush()
        return Document(named, self.blocks, list(self.problems))

    def flow(self, parent: Node, depth: int) -> None:
        """Walk the children of an element in reading order, block by block."""
        if self.too_deep(depth):
            return
        for child in parent.children or ():
            if isinstance(child, Text):
                self.say(child)
            elif isinstance(child, Element) and child.name not in SILENT:
                self.element(child, depth + 1)

    def too_deep(self, depth: int) -> bool:
        """Whether an element lies deeper than is read; if so, the page's problems say it."""
        if depth > DEEPEST:
            self.problems[f"elements nested deeper than {DEEPEST}: what lies below is not read"] = None
        return depth > DEEPEST

    def element(self, element: Element, depth: int) -> None:
        """Walk one element."""
        if reason := self.left(element):
            self.leave(element, reason, depth)
        elif element.name in BREAKING:
            self.flush()
            self.block(element, depth)
            self.flush()
        elif element.name == "br":
            self.flush()
        else:
            before = len(self.inline)
            self.flow(element, depth)
            if element.name == "sup":
                self.inline[before:] = [(*sign[:3], True) for sign in self.inline[before:]]

    def block(self, element: Element, depth: int) -> None:
        """Read an element that stands on lines of its own."""
        if element.name in TITLES:
            if passage := collapsed(self._signs(element, depth)):
                self.blocks.append(Heading(TITLES[element.name], passage))
        elif element.name == "table" and not lays_out(element):
            self.blocks.append(self.table(element, depth))
        elif element.name == "dl":
            self.definitions(element, depth)
        elif element.name in ("ol", "ul", "menu"):
            self.items(element, depth, "")
        else:
            self.flow(element, depth)

    def say(self, text: Text) -> None:
        """Add a text to the line that is being read."""
        self.inline += self.placed(text)
        if text.data and text.data.strip() and not _inside(text, ("a", "nav")):
            self.linked = False

    def flush(self) -> None:
        """End the line that is being read."""
        if passage := collapsed(self.inline):
            self.blocks.append(Line(passage, self.linked))
        self.inline, self.linked = [], True

    def left(self, element: Element) -> str:
        """Why an element's text is no statement of the page, or an empty text."""
        return "hidden" if self.hiding.hides(element) else "struck out" if element.name in STRUCK else ""

    def leave(self, element: Element, reason: str, depth: int) -> None:
        """Note the text of an element that states nothing."""
        if passage := collapsed(self._signs(element, depth, everything=True)):
            self.blocks.append(Left(passage, reason))

    def definitions(self, element: Element, depth: int) -> None:
        """Pair each group of terms with each of its descriptions."""
        if self.too_deep(depth):
            return
        terms: list[Passage] = []
        open_group = False
        for part in _elements(element, 2):
            if part.name not in ("dt", "dd") or self.left(part):
                continue
            passage = collapsed(self._signs(part, depth, APART))
            if part.name == "dt":
                terms, open_group = ([*terms, passage], True) if open_group else ([passage], True)
            else:
                open_group = False
                self.blocks.append(Pair(tuple(terms), passage, "definition", self.above))
                for nested in _nested(part, APART, depth):
                    self.under(terms[0] if len(terms) == 1 else Passage(), nested, depth + 2)

    def items(self, element: Element, depth: int, above: str) -> None:
        """Read a list; items of an ordered one are numbered, those of one inside it "2.1"."""
        if self.too_deep(depth):
            return
        number = int(start) if (start := element.attrs.get("start") or "1").lstrip("-").isdigit() else 1
        for part in element.children or ():
            if not isinstance(part, Element):
                continue
            if part.name != "li" or self.left(part):
                self.element(part, depth + 1)
                continue
            said = part.attrs.get("value") or ""
            number = int(said) if said.isdigit() else number
            # A reversed list counts down from its length, which stands nowhere: its steps have no number that can be taught.
            own = f"{above}{number}" if element.name == "ol" and "reversed" not in element.attrs else ""
            if passage := collapsed(self._signs(part, depth, APART)):
                links = any(one.name == "a" for one in _elements(part, 3)) and not _words_outside_links(part)
                self.blocks.append(Item(passage, own, links, self.above))
            for nested in _nested(part, APART, depth):
                if own and nested.name == "ol":
                    self.items(nested, depth + 2, f"{own}.")
                else:
                    self.under(passage, nested, depth + 2)
            number += 1

    def under(self, name: Passage, element: Element, depth: int) -> None:
        """Read a list or table that stands inside a description or an item."""
        before, self.above = self.above, (*self.above, *([one_line(name.text)] if name else []))
        self.block(element, depth)
        self.above = before

    def table(self, element: Element, depth: int) -> Table:
        """Read a table with the tables inside its cells. A table is numbered where its start tag stands."""
        table = shaped(element, self.numbers[id(element)], lambda cell: self.cell(cell, depth + 3), self.problems)
        table.above = self.above
        return table

    def cell(self, element: Element, depth: int) -> Cell:
        """Read one cell or caption."""
        reason = self.left(element) or next((self.left(one) for one in _above(element) if self.left(one)), "")
        signs = self._signs(element, depth, ONLY_TABLES, everything=bool(reason))
        passage = collapsed(signs)
        inside = list(_elements(element, 4, within=ONLY_TABLES))
        if not passage and any(one.name == "img" for one in inside):
            reason = "picture"
        if not (passage or reason or any(one.name == "table" for one in inside)) and (
            struck := collapsed(self._signs(element, depth, everything=True))
        ):
            passage, reason = struck, "struck out" if any(one.name in STRUCK for one in inside) else "hidden"
        return Cell(
            passage,
            element.name == "th",
            (element.attrs.get("scope") or "").lower(),
            min((TITLES[one.name] for one in inside if one.name in TITLES), default=0),
            bool(passage) and _all_bold(element),
            reason,
            [self.table(one, depth) for one in _nested(element, ONLY_TABLES, depth) if not reason],
        )

    def _signs(
        self, parent: Element, depth: int, apart: frozenset[str] = ONLY_TABLES, *, everything: bool = False
    ) -> Iterator[Sign]:
        """The signs of an element's own text, without the elements inside that are read for themselves or not shown."""
        if self.too_deep(depth):
            return
        for child in parent.children or ():
            if isinstance(child, Text):
                yield from self.placed(child)
            elif isinstance(child, Element) and child.name not in SILENT:
                yield from self._inside(child, depth, apart, everything)

    def _inside(self, child: Element, depth: int, apart: frozenset[str], everything: bool) -> Iterator[Sign]:
        at = self.offset + (child.origin_offset or 0)
        edge: list[Sign] = [("\v", at, at, False)] if child.name in BREAKING or child.name == "br" else []
        yield from edge
        if everything or not (child.name in apart or self.left(child)):
            signs = self._signs(child, depth + 1, apart, everything=everything)
            yield from ((*sign[:3], True) for sign in signs) if child.name == "sup" else signs
            yield from edge

    def placed(self, text: Text) -> list[Sign]:
        """The signs of a text node with their places in the markup."""
        data = text.data or ""
        if text.origin_offset is None:
            return []
        if len(data) > LONGEST_TEXT:
            self.problems[f"a text of {len(data):,} signs without a tag, more than {LONGEST_TEXT:,}, is not read"] = (
                None
            )
            return []
        signs = aligned(self.markup, self.offset + text.origin_offset, data)
        if signs is None:
            self.problems["text whose place in the markup cannot be told is not read"] = None
        return signs or []


def _elements(parent: Node, deepest: int, *, within: frozenset[str] = frozenset()) -> Iterator[Element]:
    """The elements below an element in tree order, down to a depth, and not into those of the given names."""
    waiting = [(child, 1) for child in reversed(parent.children or ())]
    while waiting:
        child, depth = waiting.pop()
        if isinstance(child, Element):
            yield child
            if depth < deepest and child.name not in within:
                waiting += [(one, depth + 1) for one in reversed(child.children or ())]


def _nested(parent: Element, names: frozenset[str], depth: int) -> Iterator[Element]:
    """The outermost elements of the given names inside an element, in tree order."""
    for child in parent.children or ():
        if isinstance(child, Element):
            if child.name in names:
                yield child
            elif depth < DEEPEST:
                yield from _nested(child, names, depth + 1)


def _above(element: Element) -> Iterator[Element]:
    """The row and the row group of a cell."""
    above = element.parent
    while isinstance(above, Element) and above.name in ("tr", "tbody", "thead", "tfoot"):
        yield above
        above = above.parent


def _inside(text: Text, names: tuple[str, ...]) -> bool:
    above = text.parent
    for _ in range(6):
        if not isinstance(above, Element):
            return False
        if above.name in names:
            return True
        above = above.parent
    return False


def _words_outside_links(part: Element) -> bool:
    texts = [child for child in part.children or () if isinstance(child, Text)]
    for one in _elements(part, 4):
        if one.name != "a":
            texts += [child for child in one.children or () if isinstance(child, Text)]
    return any((text.data or "").strip() and not _inside(text, ("a",)) for text in texts)


def _all_bold(element: Element) -> bool:
    """Whether all words of a cell are set bold."""
    bold = False
    for child in element.children or ():
        if isinstance(child, Text) and (child.data or "").strip():
            return False
        if isinstance(child, Element):
            if child.name not in ("b", "strong", "br"):
                return False
            bold = bold or child.name != "br"
    return bold

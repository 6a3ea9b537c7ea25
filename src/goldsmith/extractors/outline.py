"""Lines with labels: sheets, forms, bullet lists and headed sections, nested by indentation or by headings.

Not covered: labels that stand under their value, and lines wrapped in the middle of a value.
"""

import re
from dataclasses import dataclass
from typing import Any

from goldsmith.extractors import quotes
from goldsmith.extractors.clauses import SEMICOLON, read_clauses, read_text, say_list, say_target
from goldsmith.extractors.logfmt import read_logfmt
from goldsmith.extractors.page import Page, Taken, filled
from goldsmith.extractors.reading import Path, Unreadable
from goldsmith.extractors.shape import Field, Target
from goldsmith.extractors.tables import COLUMN_GAP, read_table, table_cells
from goldsmith.extractors.values import plain_words
from goldsmith.languages.english.labels import singular

BULLET = re.compile(r"(?:[-*•–▪]|\d{1,3}[.)])\s+")
SEPARATOR = re.compile(r"\s*:(?=\s|$)|\s*\.{3,}\s*|\s*…+\s*|\s+=(?=\s|$)|\s+[–—](?=\s)|\s+(?:->|→|=>)(?=\s)|\s{3,}")
BRACKETED = re.compile(r"\[(?P<label>[^\]]{2,60})\]\s*(?P<value>.*)")
BOLD = re.compile(r"\*\*(?P<label>[^*]{1,60}?):?\*\*:?\s*(?P<value>.*)")
HEADING = re.compile(
    r"(?:={2,}|-{2,}|#{1,6}(?=\s)|\*{2,}|~{2,}|_{2,})\s*(?P<title>[^=#*~]*?[^-=#*~\s])\s*(?:={2,}|-{2,}|#+|\*{2,}|~{2,}|_{2,})?"
)
RULE = re.compile(r"[-=_*~+─═#. ]{3,}")
ENTRY = re.compile(r"(?:item|entry|row|no\.?|number|#)?\s*#?(?P<number>\d{1,3})", re.IGNORECASE)
PLAIN = re.compile(
    r"(?P<indent> *)(?P<bullet>(?:[-*•] )?)(?P<label>[A-Za-z][A-Za-z0-9 _/-]{0,60}): (?P<value>[^\s\"“«`>|;=…:][^\"“«`|;=…\t:]*)"
)
"""A labelled line with nothing in it that could be read another way; most lines are such, and take a shorter path."""
QUOTE_LINE = re.compile(r"[>|]\s?")


@dataclass(slots=True)
class Scope:
    """An object or list that following lines speak of; `indent` is that of the line that opened it."""

    indent: int
    field: Field
    path: Path
    entries: int = 0
    first: str = ""
    bulleted: bool = False
    entry_indent: int | None = None

    def frozen(self) -> tuple[Any, ...]:
        """What makes the scope again: Scope(*frozen)."""
        return (self.indent, self.field, self.path, self.entries, self.first, self.bulleted, self.entry_indent)


@dataclass
class Pending:
    """A label whose text follows in quoted lines below it."""

    path: Path
    field: Field
    lines: list[str]
    start: int
    end: int


class Outline:
    """Reads a prompt line by line; what it cannot place goes to the page's residue."""

    def __init__(self, page: Page, scopes: list[Scope] | None = None) -> None:
        self.page = page
        self.scopes = scopes or [Scope(-2, page.root, ())]
        self.pending: Pending | None = None
        self.table: list[tuple[int, str]] = []
        self.gapped = False
        self.line_start = 0
        self.bulleted = False

    def read(self, text: str) -> None:
        """Read every line of the text."""
        at = 0
        for line in text.split("\n"):
            self.line(line, at)
            at += len(line) + 1
        self.close()

    def close(self) -> None:
        """End the table or the quoted text that the last line left open."""
        self._close_table()
        self._close_block()

    @property
    def between_statements(self) -> bool:
        """Neither a table nor a quoted text is open."""
        return self.pending is None and not self.table

    def line(self, line: str, at: int) -> None:
        """Read the line that stands at offset `at`."""
        self.line_start, self.page.taken = at, None
        if self.pending is None and not self.table and (plain := PLAIN.fullmatch(line)) and self._plain(plain, at):
            return
        bare = line.strip()
        if self.pending is not None and self._quoted_line(bare, at + len(line) - len(line.lstrip())):
            return
        if self._table_row(bare):
            self.gapped = self.gapped if self.table else COLUMN_GAP.search(bare) is not None and bare[0] != "|"
            self.table.append((at, line))
            return
        self._close_table()
        if not bare:
            self._leave_section()
            return
        indent = len(line) - len(line.lstrip())
        if RULE.fullmatch(bare) or self._heading(bare, at + indent):
            return
        if not read_logfmt(self.page, bare, at + indent):
            self._entry(bare, indent, at + indent)

    def _plain(self, found: re.Match[str], at: int) -> bool:
        """Read a plain labelled line; False, with nothing changed but closed scopes, where its label leads nowhere."""
        indent, label = found.end("indent"), found["label"]
        self.bulleted = found.end("bullet") > indent
        self._pop(indent, bulleted=self.bulleted)
        top = self.scopes[-1]
        if "  " in found["value"] or (top.field.item is not None and top.field.item.leaf):
            return False
        if self.bulleted and top.field.item is not None:
            if top.field.item.resolve(label) is None:
                return False
            self._new_entry(top, indent)
            self.scopes[-1].bulleted = True
            indent = found.end("bullet")
        start = found.start("value")
        return self._placed(label, found["value"].rstrip(), indent, at + start)

    def _quoted_line(self, bare: str, at: int) -> bool:
        """Take a "> " line into the text that is pending; any other line ends that text."""
        assert self.pending is not None
        mark = QUOTE_LINE.match(bare)
        if mark is None:
            self._close_block()
            return False
        if not self.pending.lines:
            self.pending.start = at + mark.end()
        self.pending.lines.append(bare[mark.end() :])
        self.pending.end = at + len(bare)
        return True

    def _close_block(self) -> None:
        block, self.pending = self.pending, None
        if block is None:
            return
        if not block.lines:
            raise Unreadable(f"{'.'.join(map(str, block.path))} has a label and no value")
        self.page.put(block.path, block.field.value("\n".join(block.lines)))
        self.page.spans.append((block.start, block.end))

    def add_row(self, line: str, at: int) -> bool:
        """Add a line to the table that is open; False, with nothing changed, where none is open or the line is no row."""
        found = bool(self.table) and self._table_row(line.strip())
        if found:
            self.table.append((at, line))
        return found

    def _table_row(self, bare: str) -> bool:
        """Whether the line belongs to a table: by its pipes or tabs, as a header below a list's heading, or under one."""
        if self.table and self.gapped:
            return COLUMN_GAP.search(bare) is not None
        return table_cells(bare, self._list_scope()) is not None

    def _list_scope(self) -> Field | None:
        top = self.scopes[-1]
        return top.field.item if top.field.item is not None and top.field.item.fields else None

    def _close_table(self) -> None:
        if self.table:
            rows, self.table = self.table, []
            top = self.scopes[-1]
            top.entries = read_table(self.page, top.field, top.path, rows, top.entries)

    def _leave_section(self) -> None:
        if (
            len(self.scopes) > 1
            and self.scopes[1].indent == -1
            and (self.scopes[-1].field.item is None or self.scopes[-1].entries)
        ):
            del self.scopes[1:]

    def _heading(self, bare: str, at: int) -> bool:
        """Open the section that a heading names; a heading that names nothing is residue."""
        found = None if BOLD.fullmatch(bare) and ":" in bare else HEADING.fullmatch(bare)
        title = found["title"] if found else bare if bare.isupper() and ":" not in bare else ""
        if not found and at == self.line_start and (named := self.page.root.resolve(bare)) and not named[0].field.leaf:
            title = bare
        if not title or (found and BULLET.match(bare)):
            return False
        target = self.page.root.resolve(title)
        if target is None:
            if found and SEPARATOR.search(title):
                return False
            if found or not any(char.isdigit() for char in title):
                self.page.residue.append((at + bare.index(title), title))
                return True
            return False
        if target[0].field.leaf:
            self.page.residue += [(at + bare.index(title), title)] if found else []
            return found is not None
        del self.scopes[1:]
        self.scopes.append(Scope(-1, target[0].field, filled(*_steps(target))))
        return True

    def _entry(self, bare: str, indent: int, at: int) -> None:
        bullet = BULLET.match(bare)
        self.bulleted = bullet is not None
        self._pop(indent, bulleted=self.bulleted)
        top = self.scopes[-1]
        if top.field.item is not None and top.field.item.leaf:
            self._list_value(top, bare, bullet, at)
            return
        if bullet and top.field.item is not None:
            self._new_entry(top, indent)
            self.scopes[-1].bulleted = True
        text, at = (bare[bullet.end() :], at + bullet.end()) if bullet else (bare, at)
        entry = bullet is not None and self.scopes[-1].bulleted
        if not self._statement(text, indent + (bullet.end() if bullet and entry else 0), at):
            scope = self.scopes[-1]
            if scope.bulleted and bullet and not scope.first:
                read_clauses(self.page, scope.field, scope.path, text, at)
                scope.first = "·"
            else:
                self._running(scope, text, at, set_off=bullet is not None or indent > 0)

    def _running(self, scope: Scope, text: str, at: int, *, set_off: bool) -> None:
        what, path = self.subject(scope)
        read_running(self.page, what, path, text, at, told=self.bulleted, set_off=set_off)

    def subject(self, scope: Scope) -> tuple[Field, Path]:
        """The object that running text in a scope speaks of."""
        return (scope.field, scope.path) if scope.field.fields else (self.page.root, ())

    def at_margin(self, *, bulleted: bool) -> Scope:
        """Close what a line at the margin closes; gives the scope that is left open."""
        self._pop(0, bulleted=bulleted)
        return self.scopes[-1]

    def _pop(self, indent: int, *, bulleted: bool) -> None:
        while len(self.scopes) > 1:
            top = self.scopes[-1]
            if top.indent < indent or (bulleted and top.entry_indent == indent):
                return
            self.scopes.pop()

    def _list_value(self, top: Scope, bare: str, bullet: re.Match[str] | None, at: int) -> None:
        assert top.field.item is not None
        start = bullet.end() if bullet else 0
        self.page.say((*top.path, top.entries), top.field.item, bare[start:], at + start)
        top.entries += 1

    def _new_entry(self, top: Scope, indent: int) -> None:
        assert top.field.item is not None
        top.entry_indent = indent
        self.scopes.append(Scope(indent, top.field.item, (*top.path, top.entries)))
        top.entries += 1

    def _statement(self, text: str, indent: int, at: int) -> bool:
        """Read "label: value" in the innermost scope that knows the label."""
        return any(self._placed(label, value, indent, at + offset) for label, value, offset in _cuts(text))

    def _placed(self, label: str, value: str, indent: int, at: int) -> bool:
        """Give the value to the innermost scope that knows the label; only headed sections let it fall through."""
        for depth in range(len(self.scopes) - 1, -1, -1):
            if self._says(depth, label, value, indent, at):
                return True
            if self.scopes[depth].indent >= 0 and depth != len(self.scopes) - 1:
                return False
        return False

    def _says(self, depth: int, label: str, value: str, indent: int, at: int) -> bool:
        scope = self.scopes[depth]
        if scope.field.item is not None:
            return self._says_in_list(depth, label, value, indent, at)
        found = scope.field.resolve(label)
        if found is None:
            return False
        above = self.scopes[depth - 1] if depth else None
        if (
            above is not None
            and above.field.item is not None
            and not scope.bulleted
            and found[0].steps == (scope.first,)
        ):
            del self.scopes[depth:]
            return self._says_in_list(depth - 1, label, value, indent, at)
        del self.scopes[depth + 1 :]
        self._take(found[0], scope.path + filled(*_steps(found)), value, indent, at)
        if not scope.first and len(found[0].steps) == 1:
            scope.first = str(found[0].steps[0])
        return True

    def _says_in_list(self, depth: int, label: str, value: str, indent: int, at: int) -> bool:
        """A label below a list: the number of an entry, or a field of a new one."""
        scope = self.scopes[depth]
        item = scope.field.item
        if item is None or not item.fields:
            return False
        if number := _entry_number(label, scope.field):
            del self.scopes[depth + 1 :]
            self._new_entry(scope, indent)
            if number != scope.entries:
                raise Unreadable(f"entry {label!r} stands at place {scope.entries}")
            if value:
                read_clauses(self.page, item, self.scopes[-1].path, value, at)
            return True
        found = item.resolve(label)
        if found is None:
            return False
        del self.scopes[depth + 1 :]
        self._new_entry(scope, indent - 1)
        entry = self.scopes[-1]
        entry.first = str(found[0].steps[0])
        self._take(found[0], entry.path + filled(*_steps(found)), value, indent, at)
        return True

    def _take(self, target: Target, path: Path, value: str, indent: int, at: int) -> None:
        """Record a value, or open what the label names when the value stands on the lines below."""
        what = target.field
        if not value:
            if what.leaf and not target.rate and not what.free:
                self.pending = Pending(path, what, [], at, at)
            elif not target.rate:
                same_indent = indent if what.item is not None and not self.bulleted else None
                self.scopes.append(Scope(indent, what, path, entry_indent=same_indent))
            return
        if what.leaf or target.rate:
            value = self._first_clause(value, at)
        if what.item is not None and what.item.leaf:
            say_list(self.page, path, what.item, value, at, prose=False)
        else:
            self.page.taken = Taken(target, path, value, at)
            say_target(self.page, target, path, value, at)

    def _first_clause(self, value: str, at: int) -> str:
        """The value up to a semicolon behind which other labels follow on the same line.

        Raises Unreadable when only some of what follows is labelled: then the end of the value is anyone's guess.
        """
        parts = quotes.split(value, SEMICOLON) if ";" in value else []
        if len(parts) < 2:
            return value
        scope = self.scopes[-1]
        labelled = [any(scope.field.resolve(label) for label, _, _ in _cuts(part)) for _, part in parts[1:]]
        if not any(labelled):
            return value
        if not all(labelled):
            raise Unreadable(f"{value!r} ends at no certain place")
        for offset, part in parts[1:]:
            read_clauses(self.page, scope.field, scope.path, part, at + offset)
        return parts[0][1]


def read_running(page: Page, what: Field, path: Path, text: str, at: int, *, told: bool, set_off: bool) -> None:
    """Read running text; what is `set_off` by a bullet or by indentation belongs to something and is no small talk.

    Raises Unreadable where it names no field.
    """
    talked = len(page.residue)
    read_text(page, what, path, text, at, told=told)
    if set_off and len(page.residue) > talked:
        raise Unreadable(f"{text!r} is set off and names no field")


def _steps(found: tuple[Target, tuple[int, ...]]) -> tuple[tuple[str | None, ...], tuple[int, ...]]:
    return found[0].steps, found[1]


def _entry_number(label: str, what: Field) -> int:
    """The place that "Item 2", "#2" or the list's own singular with a number gives; 0 where it is none."""
    found = ENTRY.fullmatch(label.strip())
    if found:
        return int(found["number"])
    head, _, number = plain_words(label).rpartition(" ")
    return int(number) if number.isdecimal() and any(head in (singular(own), own) for own in what.labels) else 0


def _cuts(text: str) -> list[tuple[str, str, int]]:
    """The ways to cut a line into label and value: at brackets, at bold marks, at its first separators."""
    if found := BRACKETED.fullmatch(text) or BOLD.fullmatch(text):
        return [(found["label"], found["value"].strip(), found.start("value"))]
    cuts: list[tuple[str, str, int]] = []
    for found in SEPARATOR.finditer(quotes.masked(text)):
        if found.start() > 70 or len(cuts) == 2:
            break
        value = text[found.end() :]
        offset = found.end() + len(value) - len(value.lstrip())
        cuts.append((text[: found.start()], value.strip(), offset))
    return cuts

"""Lines that were read before: what a line did once, the same line, or one with another value, does again.

What a line does depends on the open scopes and on the line alone, so two things are remembered of a line that the
outline read, for each state, that is: the open scopes, while no table and no quoted text is open.

- A line that stated nothing, such as a blank, a heading or a request: by its whole text.
- A line "head + value" whose whole value was taken for one leaf, or for clauses about one object: by its head.
  The value has no say in where it goes as long as it is inert: it begins with a letter, a digit or a sign of money, so
  that the head's separator ends where it seems to, and holds no tab, bar, equals sign, semicolon, ellipsis, double
  blank or quotation mark (but a pair around all of it), at which the outline looks before it looks at labels. Clauses
  may hold quotation marks, bars and semicolons. Values with such signs or a colon take another path through the outline
  than plain ones, so for them the head is remembered apart. Heads whose words could go on into the value as a longer
  label are not remembered.

A line at the margin, with a bullet or without, that holds nothing at which the outline looks is running text anyway.

A value itself is always read anew, and refused as the outline would refuse it. Any other line is the outline's, so the
reading of a prompt never depends on what was read before.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from goldsmith.extractors.clauses import read_clauses
from goldsmith.extractors.outline import Outline, Scope, read_running
from goldsmith.extractors.page import Page, Taken
from goldsmith.extractors.reading import Path
from goldsmith.extractors.shape import INERT, ODD_BLANKS, Field, Target
from goldsmith.extractors.values import plain_words

LINES = 6_000
"""Lines that are remembered for one schema; then all are forgotten at once."""
MARKS = (": ", " = ", "] ", ":** ", ".. ", "=")
LABEL = r"[A-Za-z][A-Za-z0-9_/-]*(?: [A-Za-z0-9_/-]+)*"
HEAD = re.compile(
    rf" *(?:[-*•] )?(?:{LABEL}(?:: | = | \.{{3,}} )|\[{LABEL}\] |\*\*{LABEL}:\*\* )| *[A-Za-z_][\w.\[\]-]*="
)
LONGEST_HEAD = 60
INERT_CLAUSES = re.compile(rf"[\w$€£+−(\"“«`-][^{ODD_BLANKS}=…]*")
RUNNING = re.compile(rf"(?:[-*•] )?[^\W\d_][^{ODD_BLANKS}=…–—→>]*")


@dataclass(slots=True, eq=False, repr=False)
class State:
    """The open scopes, frozen, and the lines remembered in them: by their whole text, and by separator and head."""

    scopes: tuple[tuple[object, ...], ...]
    quiet: dict[str, "Quiet"] = field(default_factory=dict)
    heads: dict[str, dict[str, "Move | None"]] = field(default_factory=dict)
    running: dict[bool, "Running"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quiet:
    """A line that stated nothing: what it left, at offsets from its start, what it asked for, and the state after it."""

    residue: tuple[tuple[int, str], ...]
    asked: tuple[tuple[str, ...], ...]
    after: State


class Move(NamedTuple):
    """Where the value behind a head goes, and the state after it."""

    path: Path
    what: Field
    after: State
    target: Target


@dataclass(frozen=True, slots=True)
class Running:
    """The object that running text at the margin speaks of (None where it is an entry of a list), and the state after it."""

    subject: Field | None
    path: Path
    after: State


class Memory:
    """The states of one schema's prompts that were met; `mark` is the separator found last, which is tried first."""

    def __init__(self, root: Field) -> None:
        self.root = root
        self.states: dict[tuple[tuple[object, ...], ...], State] = {}
        self.lines = 0
        self.mark = MARKS[0]

    def state(self, scopes: list[Scope]) -> State:
        """The state with these open scopes."""
        if self.lines > LINES:
            self.states.clear()
            self.lines = 0
        frozen = tuple([scope.frozen() for scope in scopes])
        found = self.states.get(frozen)
        if found is None:
            found = self.states[frozen] = State(frozen)
            self.lines += 1
        return found

    def keep(self, state: State, line: str, quiet: Quiet) -> None:
        """Remember a line that stated nothing."""
        state.quiet[line] = quiet
        self.lines += 1

    def running(self, state: State, *, bulleted: bool) -> Running:
        """What running text at the margin does in a state."""
        if bulleted not in state.running:
            outline = Outline(Page(self.root), _thawed(state))
            top = outline.at_margin(bulleted=bulleted)
            entry = top.field.item is not None and (bulleted or top.field.item.leaf)
            subject, path = outline.subject(top)
            known = not (entry or (bulleted and top.bulleted))
            state.running[bulleted] = Running(subject if known else None, path, self.state(outline.scopes))
        return state.running[bulleted]


def _left(page: Page, left: int, asked: int, at: int, after: State) -> Quiet:
    """What the line at an offset left on the page beyond what stood there before."""
    residue = tuple((start - at, text) for start, text in page.residue[left:])
    return Quiet(residue, tuple(page.asked[asked:]), after)


def _thawed(state: State) -> list[Scope]:
    return [Scope(*scope) for scope in state.scopes]  # type: ignore[arg-type]


@lru_cache(maxsize=256)
def memory_of(root: Field) -> Memory:
    """The memory that belongs to a schema as the reader sees it."""
    return Memory(root)


def read_lines(page: Page, text: str) -> None:
    """Read every line of a prompt, the long way or as it was read before.

    Raises Unreadable as the outline does.
    """
    memory, stated, spans = memory_of(page.root), page.stated, page.spans
    outline = Outline(page)
    state: State | None = memory.state(outline.scopes)
    at = 0
    for line in text.split("\n"):
        after = None
        if state is not None and (heads := state.heads.get(memory.mark)) is not None:
            head, found, value = line.partition(memory.mark)
            move = heads.get(head) if found else None
            if move is not None:
                end = at + len(line)
                meaning = move.what.plain.get(value)
                if meaning is None or move.path in stated or (" " in value and memory.mark == "="):
                    after = _move(page, heads, head, memory.mark, value, end - len(value))
                else:
                    stated[move.path] = meaning
                    spans.append((end - len(value), end))
                    after = move.after
        if after is None and not outline.add_row(line, at):
            after = _recall(memory, state, page, line, at) if state is not None else None
            after = after or _learn(memory, state, outline, line, at)
        state = after
        at += len(line) + 1
    outline.close()


def _recall(memory: Memory, state: State, page: Page, line: str, at: int) -> State | None:
    """Do what the line did before in this state; None, with nothing done, where that is not known."""
    quiet = state.quiet.get(line)
    if quiet is not None:
        page.residue += [(at + offset, text) for offset, text in quiet.residue]
        page.asked += quiet.asked
        return quiet.after
    for mark, heads in state.heads.items():
        head, found, value = line.partition(mark)
        if found and head in heads:
            memory.mark = mark
            return _move(page, heads, head, mark, value, at + len(head) + len(mark))
    if RUNNING.fullmatch(line) is not None:
        return _run_on(memory, state, page, line, at)
    return None


def _move(page: Page, heads: dict[str, Move | None], head: str, mark: str, value: str, at: int) -> State | None:
    """Read the value behind a head that is known; None, with nothing done, where another path may lead elsewhere."""
    if INERT.fullmatch(value) is None:
        return _marked(page, heads.get(head + mark), value, at)
    if value[-1] == " " or "  " in value or (mark == "=" and " " in value):
        return None
    move = heads[head] if ":" not in value else heads.get(head + mark)
    if move is None:
        return None
    path, what, after, target = move
    if target.rate:
        page.say_rate(target, value, at)
    elif what.fields:
        read_clauses(page, what, path, value, at)
    else:
        page.take(path, what, value, at)
        if ":" not in value:
            what.keep(value, page.stated[path])
    return after


def _marked(page: Page, move: Move | None, value: str, at: int) -> State | None:
    """Read a value in quotation marks, or clauses with such marks, bars or semicolons."""
    if move is None or not value or value[-1] == " " or "  " in value:
        return None
    path, what, after, target = move
    if what.fields and not target.rate and INERT_CLAUSES.fullmatch(value):
        read_clauses(page, what, path, value, at)
        return after
    bare = value[1:-1] if value[0] == '"' == value[-1] else ""
    if INERT.fullmatch(bare) and what.leaf and not target.rate and what.type not in ("object", "any"):
        page.take(path, what, bare, at + 1)
        return after
    return None


def _run_on(memory: Memory, state: State, page: Page, line: str, at: int) -> State | None:
    """Read a line of running text; None, with nothing done, where the outline may see something else in it."""
    bulleted = not line[0].isalpha()
    text = line[2:].rstrip(" ") if bulleted else line.rstrip(" ")
    if text[-1] == ":" or ": " in text or "  " in text or "..." in text or text.isupper():
        return None
    named = page.root.resolve(text)
    running = memory.running(state, bulleted=bulleted)
    if running.subject is None or (named is not None and not named[0].field.leaf):
        return None
    said, left, asked = len(page.spans), len(page.residue), len(page.asked)
    start = at + 2 if bulleted else at
    read_running(page, running.subject, running.path, text, start, told=bulleted, set_off=bulleted)
    if len(page.spans) == said:
        memory.keep(state, line, _left(page, left, asked, at, running.after))
    return running.after


def _learn(memory: Memory, state: State | None, outline: Outline, line: str, at: int) -> State | None:
    """Read a line the long way and remember it; gives the state after it, None while a table or a quoted text is open."""
    page = outline.page
    if state is not None:
        outline.scopes = _thawed(state)
    said, left, asked = len(page.spans), len(page.residue), len(page.asked)
    outline.line(line, at)
    if not outline.between_statements:
        return None
    after = memory.state(outline.scopes)
    if state is None:
        return after
    if len(page.spans) == said:
        memory.keep(state, line, _left(page, left, asked, at, after))
    elif page.taken is not None and len(page.residue) == left and len(page.asked) == asked:
        _remember(memory, state, page.taken, line, at, after)
    return after


def _remember(memory: Memory, state: State, taken: Taken, line: str, at: int, after: State) -> None:
    """Remember the head of a line whose whole value was taken, where no other value could change where it goes."""
    head, value = line[: taken.at - at], line[taken.at - at :]
    mark = next((mark for mark in MARKS if head.endswith(mark)), "")
    key = head.removesuffix(mark)
    if (
        taken.value != value
        or not mark
        or mark in key
        or len(head) > LONGEST_HEAD
        or HEAD.fullmatch(head) is None
        or not (":" in head or any(map(str.islower, head)))
        or (head[0] != " " and _may_go_on(memory.root, key))
    ):
        return
    plain = INERT.fullmatch(value) is not None and ":" not in value
    if not plain and INERT_CLAUSES.fullmatch(value) is None:
        return
    heads = state.heads.setdefault(mark, {})
    heads.setdefault(key, None)
    heads[key if plain else head] = Move(taken.path, taken.target.field, after, taken.target)
    memory.lines += 1


@lru_cache(maxsize=4096)
def _may_go_on(root: Field, head: str) -> bool:
    """Whether a longer label, of a list or an object, begins with the head's words: then "Items" and "3" may be one."""
    words = plain_words(head).split()
    longer = [label.split() for label, target in root.table.items() if not target.field.leaf]
    return any(len(label) > len(words) and all(map(_fits, words, label)) for label in longer)


def _fits(word: str, of_label: str) -> bool:
    return word == of_label or (of_label == "#" and word.isdecimal())

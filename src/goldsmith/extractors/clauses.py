"""Running text: sentences and clauses that say "label value", and sentence patterns of a record type."""

import re
from functools import lru_cache

from goldsmith.extractors import quotes
from goldsmith.extractors.asking import asks
from goldsmith.extractors.page import Page, filled
from goldsmith.extractors.phrases import matches
from goldsmith.extractors.reading import Path, Unreadable, dotted
from goldsmith.extractors.shape import Field, Target
from goldsmith.extractors.words import small_talk

TALK = 2_048
"""Sentences without a statement that are kept for one schema: requests repeat."""
SEMICOLON = re.compile(r";\s+")
COMMA = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
LIST_COMMA = re.compile(r",\s+")
COLON = re.compile(r":\s+")
LEAD = re.compile(r"(?:(?:and|with|the|its|their|a|an|plus|has|having|also|under|showing|for)\s+)*", re.IGNORECASE)
LINK = re.compile(
    r"\s*(?::|=|–|—|->|→)\s*"
    r"|\s+(?:(?:is|was) (?:given|noted|listed|recorded|put down) as|is|was|are|were|of|reads|stands at|comes to"
    r"|shows|says|has|given as|set to|being)\s+"
    r"|\s+",
    re.IGNORECASE,
)
LABEL_END = re.compile(r"[\s:=–—]|$")
LABEL_LAST = re.compile(
    r"(?P<value>.+) (?:is|was) (?:given|listed|recorded|noted|shown|entered|put down) as (?:the|its) (?P<label>.+)",
    re.DOTALL,
)


def read_text(page: Page, scope: Field, path: Path, text: str, at: int, *, told: bool = False) -> None:
    """Read a stretch of running text; what says nothing about the record goes to the residue.

    A bullet has `told` that a field follows: "- message OK" is no small talk.
    """
    talk = page.root.talk if scope is page.root and not told else {}
    for offset, sentence in quotes.sentences(text):
        start = at + offset
        if (known := talk.get(sentence)) is not None:
            page.residue += [(start + place, part) for place, part in known[0]]
            page.asked += known[1]
            continue
        said, left, asked = len(page.spans), len(page.residue), len(page.asked)
        _sentence(page, scope, path, sentence, start, told=told)
        if len(page.spans) == said:
            if len(talk) >= TALK:
                talk.clear()
            talk[sentence] = [(place - start, part) for place, part in page.residue[left:]], page.asked[asked:]


def read_clauses(page: Page, scope: Field, path: Path, text: str, at: int) -> None:
    """Read a list of clauses that all speak of one object.

    Raises Unreadable when one of them leads nowhere.
    """
    if _phrase(page, path, text, at):
        return
    parts = quotes.split(text, SEMICOLON) if ";" in text else [(0, text)]
    if len(parts) == 1:
        parts = quotes.split(text, COMMA)
        if not all(_leads(scope, part, told=True) or _matches(page, path, part) for _, part in parts):
            parts = [(0, text)]
    for offset, part in parts:
        if not _clause(page, scope, path, part, at + offset, told=True):
            raise Unreadable(f"{part!r} names no field here")


def _sentence(page: Page, scope: Field, path: Path, text: str, at: int, *, told: bool = False) -> None:
    if asks(page, text):
        return
    if _phrase(page, path, text, at):
        return
    parts = quotes.split(text, SEMICOLON) if ";" in text else [(0, text)]
    told = told or (len(parts) > 1 and any(_leads(scope, _after_colon(part)) for _, part in parts))
    if len(parts) == 1 and _several(scope, text):
        parts, told = quotes.split(text, COMMA), True
    for offset, part in parts:
        if not _clause(page, scope, path, part, at + offset, told=told, tried=len(parts) == 1):
            page.residue.append((at + offset, part))


def _several(scope: Field, text: str) -> bool:
    """Whether a sentence lists clauses; where only some parts name a field it has two readings and is refused."""
    parts = [part for _, part in quotes.split(text, COMMA)]
    if len(parts) == 1:
        return False
    leading = [_leads(scope, part, told=True) for part in parts]
    if not any(leading[1:]) or not any(_leads(scope, _after_colon(part)) for part in parts):
        return False
    if all(leading) or (all(leading[1:]) and _leads(scope, _after_colon(parts[0]))):
        return True
    raise Unreadable(f"{text!r} can be cut into clauses in more than one way")


def _after_colon(text: str) -> str:
    return quotes.split(text, COLON)[-1][1]


def _leads(scope: Field, text: str, *, told: bool = False) -> bool:
    return _prefix(scope, text, told=told) is not None


def _matches(page: Page, path: Path, text: str) -> bool:
    return bool(matches(page.root, path, text))


@lru_cache(maxsize=2048)
def _prefix(scope: Field, text: str, *, told: bool) -> tuple[Target, tuple[int, ...], int] | None:
    """The target that the longest label at the start of the text leads to, and where its value starts.

    Unless something before has `told` that fields follow, "Invoice sheet" is small talk and no invoice number.
    """
    lead = LEAD.match(text)
    start = lead.end() if lead else 0
    titled = bool(scope.title) and text[start:].lower().startswith(scope.title)
    for end in reversed(_label_ends(scope, quotes.masked(text)[start:])):
        if titled and len(scope.title) > end:
            return None
        if end and (found := scope.resolve(text[start : start + end])):
            link = LINK.match(text, start + end)
            if link and link.end() < len(text) and (told or not _mere_talk(scope, found[0], link, text)):
                return *found, link.end()
    return None


def _label_ends(scope: Field, text: str) -> list[int]:
    """Where a label at the start of the text may end: behind each word, as long as all are words of labels."""
    ends: list[int] = []
    for found in LABEL_END.finditer(text):
        end = found.start()
        if not scope.may_be_label(text[ends[-1] if ends else 0 : end]):
            break
        ends.append(end)
        if text[end : end + 1] in ":=" or len(ends) == scope.longest_label + 2:
            break
    return ends


def _mere_talk(scope: Field, target: Target, link: re.Match[str], text: str) -> bool:
    return (
        target.field.type == "string" and not target.field.enum and link[0].isspace() and small_talk(text, scope.title)
    )


def _clause(
    page: Page, scope: Field, path: Path, text: str, at: int, *, told: bool = False, tried: bool = False
) -> bool:
    """Read a clause; False where it names no field. The patterns need not be `tried` again."""
    if not tried and _phrase(page, path, text, at):
        return True
    heading, *rest = quotes.split(text, COLON) if ":" in text else [(0, text)]
    if rest and small_talk(heading[1], scope.title) and not scope.resolve(heading[1]):
        return _after_heading(page, scope, path, text, at, told=told)
    if found := _prefix(scope, text, told=told):
        target, positions, start = found
        say_target(page, target, path + filled(target.steps, positions), text[start:], at + start, prose=True)
        return True
    if (found_last := LABEL_LAST.fullmatch(text)) and (last := scope.resolve(found_last["label"])):
        value = LEAD.sub("", found_last["value"], count=1) if not last[0].field.leaf else found_last["value"]
        say_target(page, last[0], path + filled(last[0].steps, last[1]), value, at + text.index(value), prose=True)
        return True
    return bool(rest) and _after_heading(page, scope, path, text, at, told=told)


def _after_heading(page: Page, scope: Field, path: Path, text: str, at: int, *, told: bool) -> bool:
    """Read what stands behind the first colon; the words before it are no label: "Call note: theme dark"."""
    (_, heading), (offset, _), *_ = quotes.split(text, COLON)
    if not _clause(page, scope, path, text[offset:], at + offset, told=told):
        return False
    page.residue.append((at, heading))
    return True


def _phrase(page: Page, path: Path, text: str, at: int) -> bool:
    """Read the text by a sentence pattern of the record type; two patterns must not read it differently."""
    readings = matches(page.root, path, text)
    if not readings:
        return False
    if any(reading != readings[0] for reading in readings[1:]):
        raise Unreadable(f"{text!r} fits two sentence patterns")
    for target, (start, end) in readings[0]:
        if target.field.leaf and not target.rate:
            page.say(path + target.steps, target.field, text[start:end], at + start)  # type: ignore[operator]
            continue
        say_target(page, target, path + target.steps, text[start:end], at + start, prose=True)  # type: ignore[operator]
    return True


def say_target(page: Page, target: Target, path: Path, text: str, at: int, *, prose: bool = False) -> None:
    """Record what the text says of the field that a label leads to: a leaf, a list, or clauses about an object."""
    what = target.field
    if target.rate:
        page.say_rate(target, text, at)
    elif what.leaf:
        page.say(path, what, text, at)
    elif what.item is not None and what.item.leaf:
        say_list(page, path, what.item, text, at, prose=prose)
    elif what.fields:
        read_clauses(page, what, path, text, at)
    else:
        raise Unreadable(f"{dotted(path)} holds entries and is given as {text!r}")


def say_list(page: Page, path: Path, item: Field, text: str, at: int, *, prose: bool) -> None:
    """Record the items of an inline list; a semicolon outranks the comma, and prose may end in "and"."""
    parts = quotes.split(text, SEMICOLON)
    if len(parts) == 1:
        parts = quotes.split(text, COMMA if prose else LIST_COMMA)
    for position, (offset, part) in enumerate(parts):
        page.say((*path, position), item, part.strip(), at + offset + (len(part) - len(part.lstrip())))

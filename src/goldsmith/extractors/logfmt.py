"""Log lines of key=value pairs, keys written as paths (items[0].price); list positions in brackets count from zero."""

import re

from goldsmith.extractors.page import Page, Taken, filled
from goldsmith.extractors.reading import Unreadable

PAIR = re.compile(r'(?<!\S)(?P<key>[A-Za-z_][\w.\[\]-]*)=(?P<value>"(?:[^"\\]|\\.)*"|[^\s"]*)(?=\s|$)')
ESCAPE = re.compile(r"\\(.)")
UNESCAPED = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}


def read_logfmt(page: Page, bare: str, at: int) -> bool:
    """Read a line of pairs; False when its first pair names no field.

    Raises Unreadable when a later key names no field.
    """
    if "=" not in bare:
        return False
    first = PAIR.search(bare)
    if first is None or page.root.resolve(first["key"]) is None:
        return False
    end = 0
    for found in PAIR.finditer(bare):
        if between := bare[end : found.start()].strip():
            page.residue.append((at + end + bare[end:].index(between), between))
        _pair(page, found, at)
        end = found.end()
    if rest := bare[end:].strip():
        page.residue.append((at + end + bare[end:].index(rest), rest))
    return True


def _pair(page: Page, found: re.Match[str], at: int) -> None:
    target = page.root.resolve(found["key"])
    if target is None:
        raise Unreadable(f"key {found['key']!r} names no field")
    start, text = at + found.start("value"), found["value"]
    path = filled(target[0].steps, target[1])
    if target[0].field.leaf:
        page.taken = Taken(target[0], path, text, start)
    if text.startswith('"'):
        start, text = start + 1, text[1:-1]
    value = ESCAPE.sub(_unescaped, text) if "\\" in text else text
    if target[0].rate:
        page.say_rate(target[0], value, start)
    elif value == text:
        page.take(path, target[0].field, value, start)
    else:
        page.put(path, target[0].field.value(value))
        page.spans.append((start, start + len(text)))


def _unescaped(sign: re.Match[str]) -> str:
    return UNESCAPED.get(sign[1], sign[0])

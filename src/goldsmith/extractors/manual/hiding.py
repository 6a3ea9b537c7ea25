"""Which elements of an HTML page are not shown: by attribute, by style, and by the simple rules of its style sheets.

Style sheets in files of their own are not read, since nothing is fetched; nor are selectors of more than one step.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from justhtml import Element, Node, Text

NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
BLOCK_OF_A_MEDIUM = re.compile(r"@[^{};]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hiding:
    """The simple selectors whose elements a page does not show: (tag, "." or "#", name), empty where any will do."""

    selectors: frozenset[tuple[str, str, str]]

    @classmethod
    def of(cls, root: Node) -> "Hiding":
        """What the style elements of a page hide on every medium."""
        sheets = (COMMENT.sub("", _content(style)) for style in _styles(root))
        return cls(frozenset(one for sheet in sheets for one in _selectors(BLOCK_OF_A_MEDIUM.sub("", sheet))))

    def hides(self, element: Element) -> bool:
        """Whether the page does not show an element, looked at for itself."""
        attributes = element.attrs
        if "hidden" in attributes or NOT_SHOWN.search(attributes.get("style") or ""):
            return True
        if not self.selectors:
            return False
        names = [("#", attributes.get("id") or ""), ("", "")]
        names += [(".", name) for name in (attributes.get("class") or "").split()]
        return any((tag, sign, name) in self.selectors for sign, name in names for tag in (element.name, ""))


def _styles(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.name == "style":
            yield node
        waiting += [child for child in node.children or () if isinstance(child, Element)]


def _content(style: Node) -> str:
    return "".join(child.data or "" for child in style.children or () if isinstance(child, Text))


def _selectors(sheet: str) -> Iterator[tuple[str, str, str]]:
    for rule in RULE.finditer(sheet):
        if NOT_SHOWN.search(rule[2].strip()):
            for selector in rule[1].split(","):
                found = SIMPLE.fullmatch(selector.strip())
                if found and found[0]:
                    yield (found[1] or "").lower(), found[2] or "", found[3] or ""

"""Requests that want derived values worked out: "please also calculate the subtotal and the tax"."""

import re

from goldsmith.extractors.page import Page
from goldsmith.extractors.reading import Unreadable
from goldsmith.extractors.shape import Field
from goldsmith.languages.english.labels import singular

ASK = re.compile(
    r"(?:please |also |and |then |but )*(?:work out|calculate|compute|derive|figure out) (?P<labels>.+?)"
    r"(?: yourself| as well| too| from the rest| from the figures| where (?:it|they) (?:is|are) (?:missing|not given))?",
    re.IGNORECASE,
)
JOINT = re.compile(r",\s+(?:and\s+)?|\s+and\s+")


def asks(page: Page, sentence: str) -> bool:
    """Note the derived values that a request wants worked out; False where the sentence is no such request.

    Raises Unreadable when it names something that is no field.
    """
    found = ASK.fullmatch(sentence)
    if found is None:
        return False
    for label in JOINT.split(found["labels"]):
        name = re.sub(r"^(?:the|its|each|every)\s+", "", label.strip(), flags=re.IGNORECASE)
        page.asked.append(_pattern(page.root, name))
    return True


def _pattern(root: Field, label: str) -> tuple[str, ...]:
    """The pattern of a leaf named in a request; the fields of list entries are named without a position."""
    for written in (label, re.sub(r"s$", "", label)):
        if found := _below(root, written):
            return found
    raise Unreadable(f"the request asks for {label!r}, which is no field")


def _below(scope: Field, label: str) -> tuple[str, ...] | None:
    if found := scope.resolve(label):
        return tuple(step or "*" for step in found[0].steps)
    for name, child in scope.fields.items():
        inner, step = (child.item, (name, "*")) if child.item is not None else (child, (name,))
        for own in child.labels if inner is not None and inner.fields else ():
            head = re.match(rf"(?:{own}|{singular(own)})\s+", label, re.IGNORECASE)
            if head and inner is not None and (rest := _below(inner, label[head.end() :])):
                return (*step, *rest)
    return None

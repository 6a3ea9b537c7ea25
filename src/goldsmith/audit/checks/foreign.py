"""Whether a structured answer belongs to its prompt at all: a column that slipped by a row gives each the answer of another."""

import re
from collections.abc import Iterator
from typing import Any

from goldsmith.audit.catalogue import entry
from goldsmith.audit.evidence import shown
from goldsmith.audit.findings import Finding, Hit, finding
from goldsmith.audit.grounding import LEAVES, judged, leaves, plain_of, stated_in, structured, way
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import Example
from goldsmith.extractors.stated import ABSENT, UNPARTED, Stated

LEAST, FEW = 50, 0.03
"""Rows from which a file is judged, and the share of them that may be foreign: more are a task of another kind."""
VALUES = 2
"""Values that an answer has at least: one alone may be put in other words."""
IDENTIFIER = re.compile(r"\w+(?:[._]\w+)+|[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*")
"""A name of a function or a field, which need not be said in a request."""
BEGINNING = 4
"""Letters that two forms of one word share."""


def foreign_answer(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Answers of which no value has a word or a number in common with the prompt, where nearly all have."""
    of = 0
    hits: list[Hit] = []
    for example in rows.examples():
        akin = _akin(example)
        of += akin is not None
        if akin is False:
            hits.append(Hit(example.place, f"{shown(example.answer, 50)} to {shown(example.prompt[-60:], 60)}"))
    if of >= LEAST and 0 < len(hits) <= FEW * of:
        told = entry("foreign_answer")
        yield finding("foreign_answer", told.severity, told.says, hits, of)


def _akin(example: Example) -> bool | None:
    """Whether any value of a structured answer stands in its prompt, in part or in another form; None where nobody can tell."""
    answer = structured(example.answer) if example.answer[:1] == "{" else None
    if answer is None or any(sign >= UNPARTED for sign in example.asked if not sign.isascii()):
        return None
    values = [leaf for _, leaf in leaves(answer)[:LEAVES] if judged(leaf)]
    worded = any(isinstance(leaf, str) and leaf.isascii() and any(map(str.isalpha, leaf)) for leaf in values)
    if sum(not (isinstance(leaf, str) and IDENTIFIER.fullmatch(leaf)) for leaf in values) < VALUES or not worded:
        return None
    stated = stated_in(example.asked)
    begun = {word[:BEGINNING] for word in stated.vocabulary}
    return any(_stands(stated, begun, leaf) for leaf in values)


def _stands(stated: Stated, begun: set[str], leaf: Any) -> bool:
    if way(stated, leaf) != ABSENT:
        return True
    words = plain_of(leaf).split() if isinstance(leaf, str) else ()
    return any(word[:BEGINNING] in begun for word in words if len(word) > 2 or word.isdigit())


SETS = (foreign_answer,)

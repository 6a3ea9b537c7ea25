"""The task that a question belongs to, by what it asks and by the words of the names that the page gives."""

from collections.abc import Sequence

from goldsmith.extractors.manual.asked import VALUE, Asked
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.spoken import tokens

SPECIFICATION, PROCEDURE, EXPLANATION = "specification", "procedure", "explanation"
WIRING, TROUBLESHOOTING, UNANSWERABLE = "wiring", "troubleshooting", "unanswerable"
WIRED = frozenset(
    ("wiring", "wire", "wires", "terminal", "terminals", "fuse", "fuses", "relay", "relays", "connector", "connectors",
     "circuit", "circuits", "harness")
)  # fmt: skip
FAULTY = frozenset(
    ("fault", "faults", "symptom", "symptoms", "cause", "causes", "remedy", "remedies", "trouble", "troubleshooting",
     "problem", "malfunction", "diagnosis", "dtc")
)  # fmt: skip
SENTENCE = 8
"""Words from which on a text without a quantity in front explains something."""


def task_of(asked: Asked, facts: Sequence[Fact]) -> str:
    """The task of a question about facts: what troubleshoots or concerns wiring, a procedure, an explanation, or a specification."""
    said = {one.word for fact in facts for label in _labels(fact) for one in tokens(label)}
    if said & FAULTY:
        return TROUBLESHOOTING
    if asked.what != VALUE:
        return PROCEDURE
    if said & WIRED:
        return WIRING
    first = facts[0]
    explains = not first.quantities and len(first.text.split()) >= SENTENCE
    return EXPLANATION if explains else SPECIFICATION


def _labels(fact: Fact) -> tuple[str, ...]:
    return (*fact.section, fact.table, *(label for path in (*fact.rows, *fact.columns) for label in path))

"""What a small model may be expected to work out: a count, a maximum, a flag, a look-up; no sums and no products."""

import re

from goldsmith.validators.knowledge import Knowledge
from goldsmith.validators.relations import Rule

DEFINING = ("arithmetic", "temporal", "referential")
"""Families of rules that say what a value is; the others say what it may be."""
LITERAL = re.compile(r"'(?:[^']|'')*'|\(\s*\*\s*\)|SELECT\s+\*", re.IGNORECASE)
CALCULATED = re.compile(
    r"\b(?:list_)?(?:sum|avg|product|reduce|round|mean|median|stddev\w*)\s*\(|\b(?:date_?diff|date_sub|age|hash|md5|sha256)\s*\("
    r"|[\w)\]]\s*[*/%+]\s*[\w(\[]|[\w)\]]\s+-\s+[\w(\[]",
    re.IGNORECASE,
)
"""Numbers or dates made from several others: a sum, a product, a ratio, a difference, a hash."""


def beyond(kind: str, name: str, knowledge: Knowledge) -> bool:
    """Whether a field's value is calculated from several others, as the record type's rules have it.

    A field that some rule equates with something that is not calculated, such as the length of a list, is not beyond; nor is
    one that no rule names.
    """
    leaf = next((step for step in reversed(name.split(".")) if step != "*"), "")
    rules = [text for rule in _rules(kind, knowledge) if _names(leaf, text := _bare(rule))]
    plain = [text for text in rules if not CALCULATED.search(text)]
    return len(plain) < len(rules) and not any(_equated(leaf, text) for text in plain)


def _rules(kind: str, knowledge: Knowledge) -> list[Rule]:
    try:
        return [rule for rule in knowledge.rules(kind).rules if rule.family in DEFINING]
    except FileNotFoundError:
        return []


def _bare(rule: Rule) -> str:
    """The rule without its texts and stars, which are no arithmetic."""
    return LITERAL.sub("''", rule.sql)


def _names(leaf: str, text: str) -> bool:
    return bool(leaf) and re.search(rf"\b{re.escape(leaf)}\b", text) is not None


def _equated(leaf: str, text: str) -> bool:
    """Whether `leaf = ...` or `... = leaf` stands in it."""
    name = rf'"?\b{re.escape(leaf)}\b"?'
    return re.search(rf"{name}\s*=(?!=)|(?<![<>!=])=\s*[\w.]*{name}", text) is not None

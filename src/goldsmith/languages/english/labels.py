"""English as the labels of records need it: one of many."""

import re
from functools import cache

IRREGULAR = {
    "diagnoses": "diagnosis",
    "status history": "status entry",
    "data": "data",
    "address": "address",
    "addresses": "address",
}


@cache
def singular(label: str) -> str:
    """One of what the label names many of: "line items" is "line item", "parties" is "party"."""
    if label in IRREGULAR:
        return IRREGULAR[label]
    head, _, last = label.rpartition(" ")
    if last in IRREGULAR:
        last = IRREGULAR[last]
    elif re.search(r"[^aeiou]ies$", last):
        last = last[:-3] + "y"
    elif re.search(r"(?:ss|x|ch|sh)es$", last):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return f"{head} {last}".strip()

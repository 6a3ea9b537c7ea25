"""Whether answers take one of the choices that their questions end with."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from goldsmith.audit.catalogue import entry
from goldsmith.audit.evidence import shown
from goldsmith.audit.findings import Finding, Hit, finding
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.extractors.choices import choices_in, taken

LEAST = 20
"""Questions with choices from which a file is judged."""
CHOOSING = 0.9
"""Share of their answers that must take a choice before the others are findings."""


def no_choice(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Answers that are none of the choices, in files where nearly all are."""
    asked: Counter[str] = Counter()
    hits: dict[str, list[Hit]] = defaultdict(list)
    for example in rows.examples():
        choices = choices_in(example.prompt) if example.answer.strip() else {}
        if choices:
            asked[example.file] += 1
            if taken(example.answer, choices) is None:
                hits[example.file].append(Hit(example.place, f"answer {shown(example.answer, 50)} to {_last(choices)}"))
    wrong = [
        hit
        for file, some in hits.items()
        if asked[file] >= LEAST and len(some) <= (1 - CHOOSING) * asked[file]
        for hit in some
    ]
    if wrong:
        told = entry("no_choice")
        yield finding("no_choice", told.severity, told.says, wrong, asked.total())


def _last(choices: Mapping[str, str]) -> str:
    return shown("; ".join(f"{letter}. {choice[:30]}" for letter, choice in choices.items()), 80)


SETS = (no_choice,)

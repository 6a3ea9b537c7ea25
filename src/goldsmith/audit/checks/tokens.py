"""How long rows are: in tokens of a given tokenizer against a given limit, or in characters where none is given."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from goldsmith.audit.catalogue import entry
from goldsmith.audit.chunks import each
from goldsmith.audit.findings import Finding, Hit, finding
from goldsmith.audit.rows import Rows, examples_of
from goldsmith.audit.sense import Options, Sense
from goldsmith.extractors.examples import Example
from goldsmith.extractors.rendering import Piece, pieces
from goldsmith.extractors.tokens import tokenizer

BATCH = 256
"""Rows that are encoded at once."""
OUTLIER = 10
"""How many times as long as 95 % of the rows a row is, so that it is told apart."""
OUTLIER_CHARACTERS = 4_000


@dataclass(slots=True)
class Lengths:
    """Tokens of some rows, by place: all of them, those that are learned, and those of them within the limit."""

    places: "array[int]" = field(default_factory=lambda: array("q"))
    every: "array[int]" = field(default_factory=lambda: array("q"))
    learned: "array[int]" = field(default_factory=lambda: array("q"))
    within: "array[int]" = field(default_factory=lambda: array("q"))
    ended: list[int] = field(default_factory=list)

    def add(self, other: "Lengths") -> None:
        """Take in later rows."""
        self.places.extend(other.places)
        self.every.extend(other.every)
        self.learned.extend(other.learned)
        self.within.extend(other.within)
        self.ended += other.ended


def tokens(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Rows over the limit, answers cut by it, and a table of tokens; nothing where no tokenizer is given."""
    if not sense.options.tokenizer:
        return
    lengths = Lengths()
    for found in each(partial(_measure, sense.options), rows.chunks, sense.options.workers):
        lengths.add(found)
    yield _table(lengths)
    yield from _over(lengths, sense.options.max_length)
    if lengths.ended:
        hits = (Hit(place, "the end token stands inside the answer") for place in lengths.ended)
        yield _told("end_token_inside", hits, len(lengths.places))


def _measure(options: Options, chunk: Path) -> Lengths:
    lengths = Lengths()
    batch: list[Example] = []
    for example in examples_of(chunk):
        batch.append(example)
        if len(batch) == BATCH:
            _count(batch, options, lengths)
            batch.clear()
    _count(batch, options, lengths)
    return lengths


def _count(batch: Sequence[Example], options: Options, lengths: Lengths) -> None:
    own = tokenizer(options.tokenizer)
    laid_out = [pieces(example) for example in batch]
    counts = iter(own.count([piece.text for made in laid_out for piece in made]))
    for example, made in zip(batch, laid_out, strict=True):
        counted = [(piece, next(counts)) for piece in made]
        lengths.places.append(example.place)
        lengths.every.append(sum(count for _, count in counted))
        lengths.learned.append(sum(count for piece, count in counted if piece.learned))
        lengths.within.append(_within(counted, options.max_length))
        if own.end and any(own.end in text.rstrip().removesuffix(own.end) for text in example.learned):
            lengths.ended.append(example.place)


def _within(counted: Iterable[tuple[Piece, int]], limit: int) -> int:
    """The learned tokens that stand before the limit; all of them where there is no limit."""
    learned = before = 0
    for piece, count in counted:
        if piece.learned:
            learned += count if not limit else max(0, min(count, limit - before))
        before += count
    return learned


def _table(lengths: Lengths) -> Finding:
    ordered = sorted(lengths.every)
    half, most, largest = (ordered[min(len(ordered) - 1, int(share * len(ordered)))] for share in (0.5, 0.95, 1))
    share = sum(lengths.learned) / max(1, sum(lengths.every))
    figures = (
        ("half up to", f"{half:,}"),
        ("95 % up to", f"{most:,}"),
        ("largest", f"{largest:,}"),
        ("learned", f"{share:.1%} of {sum(lengths.every):,}"),
    )
    told = entry("tokens")
    return Finding("tokens", told.severity, told.says, array("q"), len(ordered), (), figures)


def _over(lengths: Lengths, limit: int) -> Iterator[Finding]:
    if not limit:
        return
    table = list(zip(lengths.places, lengths.every, lengths.learned, lengths.within, strict=True))
    over = [Hit(place, f"{every:,} tokens, limit {limit:,}") for place, every, _, _ in table if every > limit]
    lost = [
        Hit(place, f"the answer begins after token {limit:,} of {every:,}")
        for place, every, own, within in table
        if own > within == 0
    ]
    cut = [
        Hit(place, f"{own - within:,} of {own:,} answer tokens stand after token {limit:,}")
        for place, _, own, within in table
        if own > within > 0
    ]
    for check, hits in (("over_limit", over), ("answer_lost", lost), ("answer_cut_by_limit", cut)):
        if hits:
            yield _told(check, hits, len(table))


def _told(check: str, hits: Iterable[Hit], of: int) -> Finding:
    told = entry(check)
    return finding(check, told.severity, told.says, hits, of)


LONG = """
    WITH sized AS (SELECT place, length(prompt) + length(answer) + length(context) AS size FROM rows WHERE problem = ''),
    usual AS (SELECT quantile_cont(size, 0.95) AS most, count(*) AS readable FROM sized)
    SELECT place, size, most, readable FROM sized, usual WHERE size > ? * most AND size > ? ORDER BY place
"""


def outliers(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Rows that are many times as long as nearly all others; only where no tokenizer says more."""
    if sense.options.tokenizer:
        return
    with rows.connection() as connection:
        found = connection.execute(LONG, [OUTLIER, OUTLIER_CHARACTERS]).fetchall()
    if found:
        hits = [Hit(place, f"{size:,} characters, 95 % have up to {most:,.0f}") for place, size, most, _ in found]
        yield _told("length_outlier", hits, found[0][3])


SETS = (tokens, outliers)

"""The keys of every row, kept beside the rows: digests of what is asked and told, so that SQL can compare all with all.

One pass over the rows makes them; a conversation has one entry for each of its assistant turns.
"""

from functools import partial
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from rensa import RMinHash

from goldsmith.audit.chunks import each
from goldsmith.audit.questions import fact_asked
from goldsmith.audit.replies import SHORT, parsed, reply
from goldsmith.audit.rows import Rows, examples_of
from goldsmith.audit.sense import Sense
from goldsmith.core.canonical import to_sorted_json
from goldsmith.extractors.answers import LIST, PROSE, REASONED, form_of
from goldsmith.extractors.examples import ASSISTANT, SYSTEM, Example
from goldsmith.extractors.sameness import plain, without_values
from goldsmith.validators.digests import short

KEYS = pa.schema(
    [
        ("place", pa.int64()),
        ("turn", pa.int32()),
        ("last", pa.bool_()),
        ("split", pa.string()),
        ("whole", pa.int64()),
        ("same", pa.int64()),
        ("asked", pa.int64()),
        ("asked_words", pa.int32()),
        ("said", pa.int64()),
        ("said_words", pa.int32()),
        ("label", pa.string()),
        ("prose", pa.bool_()),
        ("bag", pa.int64()),
        ("value", pa.string()),
        ("fact", pa.int64()),
        ("skeleton", pa.int64()),
        ("bands", pa.list_(pa.int64())),
    ]
)
"""`whole` to `same`, `skeleton` and `bands` are of the row and stand with its last answer; the rest is of each answer.

`asked` is null where nothing is asked, `bag` and `value` where it is no closed question with one number for an answer.
"""
PERMUTATIONS = 60
BAND = 6
"""Permutations a band: of two rows that share 80 percent of their word pairs, 95 percent meet in one of ten bands."""
LEAST_WORDS = 12
"""Words of a row that can be nearly the same as another; among fewer, one word changes the meaning."""
MEDIA = ("image", "images", "audio", "video", "videos", "tools", "functions")
"""Columns that chat templates and processors read beside the text, so that they belong to the question."""
LONGEST_ANSWER = 300
"""Characters of an answer that tells one number."""
FACT_WORDS = 10
PROSE_WORDS = 6
FACT_LEAVES = 4
"""Words of a sentence, and values of a structure, that are an answer of their own and no label."""


def connection(rows: Rows, sense: Sense) -> duckdb.DuckDBPyConnection:
    """A connection that has the view `keys` beside `rows`; the keys are made once an audit."""
    made = rows.folder / "keys"
    if not made.exists():
        made.mkdir()
        for _ in each(partial(_write, made), rows.chunks, sense.options.workers):
            pass
    opened = rows.connection()
    opened.execute(f"CREATE VIEW IF NOT EXISTS keys AS FROM read_parquet('{made}/*.parquet')")
    return opened


def _write(folder: Path, chunk: Path) -> None:
    entries = [entry for example in examples_of(chunk) for entry in entries_of(example)]
    table = pa.Table.from_pylist(entries, schema=KEYS)
    pq.write_table(table, folder / chunk.name, compression="zstd", compression_level=1)


def entries_of(example: Example) -> list[dict[str, Any]]:
    """The keys of each answer of one row; of a row without an answer, those of the row alone."""
    so_far = blake2b(digest_size=8)
    for part in (example.context, *(example.extra[name] for name in MEDIA if name in example.extra)):
        _take(so_far, plain(part))
    entries: list[dict[str, Any]] = []
    texts: list[str] = []
    prompt = before = ""
    for turn in example.turns:
        text = plain(turn.content)
        if turn.role == ASSISTANT:
            asked = _asked(example, so_far.digest(), prompt if any(texts) else "")
            entries.append(asked | _said(turn.content, text, asked))
            if len(entries) == 1 and not example.context:
                entries[-1] |= _closed(prompt, turn.content, before)
        else:
            prompt, before = turn.content, so_far.hexdigest()
        _take(so_far, text)
        texts.append(text)
    for number, entry in enumerate(entries):
        entry["turn"] = number
    last = entries[-1] if entries else {"place": example.place, "turn": 0}
    return [*entries[:-1], last | _row(example, texts)]


def _take(state: "blake2b", text: str) -> None:
    state.update(text.encode(errors="replace") + b"\x1f")


def _asked(example: Example, so_far: bytes, prompt: str) -> dict[str, Any]:
    words = len(prompt.split())
    asked = int.from_bytes(so_far, "big") >> 1 if words else None
    return {"place": example.place, "split": example.split, "last": False, "asked": asked, "asked_words": words}


def _said(answer: str, text: str, asked: dict[str, Any]) -> dict[str, Any]:
    words = text.count(" ") + 1
    said = short(text)
    fact = None
    if answer[:1] in ("{", "["):
        value = parsed(answer.strip())
        if value is not None and answer.count('":') >= FACT_LEAVES:
            fact = short(to_sorted_json(value).decode())
    elif words >= FACT_WORDS:
        fact = said
    label = text if words <= SHORT and text else None
    return {"said": said, "said_words": words, "label": label, "prose": is_prose(answer), "fact": fact}


def is_prose(answer: str) -> bool:
    """Whether an answer is sentences, and not a closed form."""
    return answer.count(" ") >= PROSE_WORDS - 1 and form_of(answer).kind in (PROSE, REASONED, LIST)


def _closed(prompt: str, answer: str, before: str) -> dict[str, Any]:
    """Keys of a closed question whose answer is one number, so that the same fact is known in other words."""
    words = fact_asked(prompt) if len(answer) <= LONGEST_ANSWER else ()
    if not words:
        return {}
    found = reply(answer, prompt).quantities
    if len(found) != 1:
        return {}
    bag = short("\x1f".join((before, *words)))
    value = f"{found[0].low.normalize()} {found[0].high.normalize()} {found[0].dimension}"
    return {"bag": bag, "value": value, "fact": short(f"{bag} {value}")}


def _row(example: Example, texts: list[str]) -> dict[str, Any]:
    media = [example.extra[name] for name in MEDIA if name in example.extra]
    raw = (example.context, *media, *(f"{turn.role}\x1e{turn.content}" for turn in example.turns))
    own = [text for turn, text in zip(example.turns, texts, strict=True) if turn.role != SYSTEM]
    words = " ".join(own).split()
    marks = f"{example.answer.count('?')} {example.answer.count('!')}"
    return {
        "last": True,
        "split": example.split,
        "whole": short("\x1f".join(raw)) if words else None,
        "same": short("\x1f".join((plain(example.context), *media, *texts, marks))) if words else None,
        "skeleton": short(without_values(f"{example.prompt}\n{example.answer}")),
        "bands": bands(words) if len(words) >= LEAST_WORDS else None,
    }


def bands(words: list[str]) -> list[int]:
    """Digests of ten bands of the MinHash over the word pairs: rows that are nearly the same meet in one of them."""
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update([f"{one} {two}" for one, two in pairwise(words)])
    found = sketch.digest()
    return [hash((start, *found[start : start + BAND])) for start in range(0, PERMUTATIONS, BAND)]

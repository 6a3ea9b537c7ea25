"""Whether answers end where their writer ended them, or where a limit cut them off."""

import json
import re
from collections.abc import Iterator, Sequence

import duckdb
import orjson

from goldsmith.audit.catalogue import entry
from goldsmith.audit.evidence import shown
from goldsmith.audit.findings import Finding, Hit, finding
from goldsmith.audit.rows import Rows
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import Example

BEGINS_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*\[?\s*[{\"])")
FENCED = re.compile(r"```(?:json)?\s*\n(.*?)(?:\n\s*```|\Z)", re.S)
CLOSING = re.compile(r"[\]},\s]+")
DECODER = json.JSONDecoder(strict=False)
PYTHON = ("{'", "[{'")


def broken_json(example: Example, sense: Sense) -> Sequence[str] | None:
    """An answer that begins as JSON and is none: cut off, or written wrongly."""
    answer = example.answer
    if answer.lstrip().startswith(PYTHON):
        return (f"Python's way of writing: {shown(answer)}",) if "json" in example.asked.lower() else None
    if answer.lstrip().startswith("```") and (fenced := FENCED.match(answer.lstrip())):
        answer = fenced.group(1)
    if not BEGINS_JSON.match(answer):
        return None
    try:
        orjson.loads(answer)
    except orjson.JSONDecodeError as error:
        return (f"{error}: {shown(answer)}",) if _broken(answer) else ()
    return ()


def _broken(text: str) -> bool:
    """Whether no JSON stands at the beginning, or closing brackets are left over; words after it break nothing."""
    try:
        _, end = DECODER.raw_decode(text.lstrip())
    except (ValueError, RecursionError):
        return True
    rest = text.lstrip()[end:].strip()
    return bool(rest) and CLOSING.fullmatch(rest) is not None


def open_fence(example: Example, sense: Sense) -> Sequence[str]:
    """A code block that is never closed."""
    for text in example.learned:
        if "```" in text and len(re.findall(r"^\s*```", text, re.M)) % 2 and text.count("```") % 2:
            return (f"after the last ``` stands {shown(text[text.rindex('```') + 3 :].strip())}",)
    return ()


def cut_in_word(example: Example, sense: Sense) -> Sequence[str] | None:
    """An answer that ends inside a word of its prompt, where the prompt goes on with that word and has it nowhere shorter."""
    answer = example.answer.rstrip()
    tail = answer[-TAIL:]
    if not tail[-1:].isalpha() or len(tail) < LEAST_TAIL or " " not in tail:
        return None
    asked = f"{example.context}\n{example.prompt}"
    at = asked.find(tail) + len(tail)
    if at < len(tail):
        return None
    rest = REST.match(asked, at)
    word = answer.rpartition(" ")[2]
    if rest is None or rest[0].lower() in ENDINGS or re.search(rf"(?<!\w){re.escape(word)}(?!\w)", asked):
        return ()
    return (f"ends {shown(answer[-40:])}, and the prompt goes on with {rest[0]!r}",)


TAIL, LEAST_TAIL = 16, 8
"""Characters of an answer's end that are looked for in its prompt."""
REST = re.compile(r"[^\W\d_]+")
LONG = 80
"""Characters of a last line that is taken for running prose."""
LOOK = 20_000
"""Rows whose words say what a word is."""
WORDS_BEFORE_OTHERS = (
    "a an the and or but nor so of to in on at by for from with as is are was were be been has have had will would can "
    "could may might must should do does did not this that these those which who whose when where while because if "
    "than then its his her their our your my such into onto over under between about also more most very each every"
)
NO_ENDS = frozenset(WORDS_BEFORE_OTHERS.split())
"""Words that end no sentence."""
OPEN_ENDS = """
SELECT place, file, length(answer) AS characters, length(answer) - length(replace(answer, ' ', '')) + 1 AS words,
  hash(answer) AS said, right(answer, 60) AS tail, lower(regexp_extract(answer, '([\\pL'']+)$', 1)) AS last
FROM rows
WHERE problem = '' AND regexp_matches(answer, '[A-Za-zÀ-ÖØ-öø-ÿ,;(-]$') AND length(regexp_extract(answer, '[^\\n]*$')) >= {long}
  AND NOT regexp_matches(regexp_extract(answer, '[^\\n]*$'), '^\\s*([-*•|>#]|\\d+[.)])')
  AND NOT regexp_matches(answer, '(://|www\\.|@)[^\\s]*$') AND NOT contains(prompt, answer) AND NOT contains(context, answer)
"""
PROSE = """
SELECT file, length(answer) AS characters, length(answer) - length(replace(answer, ' ', '')) + 1 AS words
FROM rows WHERE problem = '' AND length(regexp_extract(answer, '[^\\n]*$')) >= {long}
"""
VOCABULARY = """
SELECT DISTINCT unnest(list_distinct(regexp_extract_all(lower(
  context || ' ' || prompt || ' ' || regexp_replace(answer, '[\\pL'']+$', '')), '[\\pL'']+'))) AS word
FROM rows WHERE problem = '' AND place < {look}
"""
ENDINGS = ("ing", "ed", "es", "er", "ers", "ly", "ings", "al", "n", "s", "d", "r", "y")
SPIKE = """
WITH sized AS (SELECT file, {unit} AS size, list(place ORDER BY place) AS places,
  count(DISTINCT said) AS texts FROM open_ends GROUP BY ALL),
longest AS (SELECT file, max({unit}) AS most, count(*) AS prose FROM prose GROUP BY file),
near AS (
  SELECT one.file, one.size, one.places, one.texts, coalesce(sum(len(other.places)), 0) / 18.0 AS usual
  FROM sized AS one LEFT JOIN sized AS other
    ON one.file = other.file AND abs(other.size - one.size) BETWEEN 2 AND 10
  GROUP BY ALL
)
SELECT size, places FROM near JOIN longest USING (file)
WHERE size >= {least} AND texts >= {few} AND texts >= 10 * greatest(usual, 0.5)
  AND (size >= most - 1 OR texts >= greatest(20, prose * 0.02))
ORDER BY texts DESC
"""
FEW = 5
"""Answers that must share a length before it is called common."""


def cut_answers(rows: Rows, sense: Sense) -> Iterator[Finding]:
    """Answers that end in the middle of a sentence where others end theirs, or that end there at one common length."""
    with rows.connection() as connection:
        connection.execute("CREATE TEMP TABLE open_ends AS " + OPEN_ENDS.format(long=LONG))
        connection.execute("CREATE TEMP TABLE prose AS " + PROSE.format(long=LONG))
        prose = dict(connection.execute("SELECT file, count(*) FROM prose GROUP BY file").fetchall())
        at_length = _at_one_length(connection)
        yield from _told("cut_at_length", at_length, sum(prose.values()))
        known = {hit.place for hit in at_length}
        yield from _told("cut_answers", _here_and_there(connection, prose, known), sum(prose.values()))


def _told(name: str, hits: list[Hit], of: int) -> Iterator[Finding]:
    if hits:
        yield finding(name, entry(name).severity, entry(name).says, hits, of)


def _at_one_length(connection: duckdb.DuckDBPyConnection) -> list[Hit]:
    lengths: dict[int, str] = {}
    for unit, least in (("characters", 100), ("words", 20)):
        for size, places in connection.execute(SPIKE.format(unit=unit, least=least, few=FEW)).fetchall():
            lengths |= dict.fromkeys(set(places) - lengths.keys(), f"{size:,} {unit}")
    query = "SELECT place, tail FROM open_ends WHERE place IN (SELECT unnest(?)) ORDER BY place"
    found = connection.execute(query, [list(lengths)]).fetchall()
    return [Hit(place, f"{lengths[place]}, ends {tail!r}") for place, tail in found]


def _is_known(word: str, words: set[str]) -> bool:
    """Whether a word may end a sentence and stands elsewhere in the files, be it in another grammatical form."""
    if word in words or word in NO_ENDS or f"{word}s" in words:
        return word not in NO_ENDS
    stems = [word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending) and len(word) - len(ending) > 2]
    return any(stem + ending in words for stem in stems for ending in ("", "e", *ENDINGS))


def _here_and_there(connection: duckdb.DuckDBPyConnection, prose: dict[str, int], known: set[int]) -> list[Hit]:
    """Open ends in files where they are few: those in mid-word or at a word that ends no sentence, and all where most are."""
    words = {word for (word,) in connection.execute(VOCABULARY.format(look=LOOK)).fetchall()}
    found = connection.execute("SELECT place, file, tail, last FROM open_ends ORDER BY place").fetchall()
    hits: list[Hit] = []
    for file in prose:
        ends = [(place, tail, last) for place, name, tail, last in found if name == file]
        if len(ends) * 3 > prose[file]:
            continue
        sure = [one for one in ends if not _is_known(one[2], words)]
        hits += [
            Hit(place, f"ends {tail!r}")
            for place, tail, _ in (ends if len(sure) * 2 > len(ends) >= FEW else sure)
            if place not in known
        ]
    return sorted(hits)


ROWS = {"broken_json": broken_json, "open_fence": open_fence, "cut_in_word": cut_in_word}
SETS = (cut_answers,)

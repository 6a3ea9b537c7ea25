"""The closed patterns by which claims are read: sequences of symbols, each of one clause.

In a pattern `s`, `o`, `c` and `f` name entities (subject, object, what the object is contrasted with, what something is a
form of), `x` and `y` the terms said and denied, `n` a negation. E is a quotation with terms before it, terms or a noun of
grammar alone, or a pronoun; X is terms; F is terms with `of` and an entity.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from goldsmith.extractors.lessons.symbols import COUNTS, Symbol, phrases
from goldsmith.languages.italian.terms import Term

KINDS = sorted(
    {"M", "Q", "T", "h", "w", "P"} | {kind for medium in ("en", "it") for kind, _ in phrases(medium).values()}
)
CHAR = {kind: chr(0xE000 + place) for place, kind in enumerate(KINDS)}
DESCRIBED = "(?:T|g|o)*"
MACROS = {
    "E": f"(?:(?:ITS|RIGHT)?{DESCRIBED}(?:M|Q)|(?:RIGHT)(?:T|g)+|(?:ITS|ALL)?(?:T|g|o)*(?:T|g)(?:o)?|PRO|THAT|WHICH|BOTH|M(?:AND)M)",
    "m": f"(?:{DESCRIBED}M)",
    "W": "(?:(?:w|h|o)+)",
    "J": "(?:AND|WITH)",
    "C": "(?:T(?:T|AND)*)",
    "H": "(?:h|o|PRO|IN|OF|WITH|SAY|HAVE|AS|RIGHT|AFTER|BEFORE|FROM|WROTE)*",
    "X": "(?:(?:T|g|o)*T(?:(?:T|g|o|IN|AND|OF)*T)?(?:g|o|(?:IN)(?:g))*)",
    "G": "(?:(?:T|g|o|AND|BOTH|IN)*(?:T|g))",
    "Z": "(?:IN(?:T|g|o|AND|BOTH)*(?:T|g)(?:o)?)",
}
CLAUSES: tuple[tuple[str, str], ...] = (
    ("talk", "TAKE PRO"),
    ("is", "INSTR? s:m P PRO BE x:X [NOT y:X]?"),
    ("is", "INSTR? s:m P THAT BE x:X [NOT y:X]?"),
    ("is", "INSTR s:m AS x:X"),
    ("becomes", "INSTR s:m z:Z AND? SAY o:m"),
    ("becomes", "INSTR s:m z:Z AND PRO? BECOME o:m"),
    ("formis", "z:Z P? s:E BECOME x:X"),
    ("becomes", "z:Z P s:E BECOME o:E"),
    ("becomes", "z:Z P s:E BE o:m"),
    ("lemma", "s:E? FROM o:m P? z:Z"),
    ("lemma", "s:E BE FROM o:m P? z:Z"),
    ("lemma", "s:E BE OF o:m P z:Z"),
    ("mixed", "s:m BE o:m WITH c:m"),
    ("mixed", "s:E? MIX o:m J c:m"),
    ("mixed", "o:m J c:m MERGE P? s:m"),
    ("mixed", "o:m J c:m MERGE"),
    ("notmixed", "s:m BE NOT o:m WITH c:m"),
    ("mixed", "s:m BE o:m AND c:m"),
    ("endsof", "x:X OF f:E END o:E"),
    ("mixed", "o:m AND c:m BECOME s:m"),
    ("formis", "x:X OF s:E BE z:C"),
    ("form", "SAY x:X OF f:m P? WHICH BE o:m"),
    ("form", "OF p:M P? x:X OF f:E BE o:m"),
    ("same", "o:m BE RIGHT s:g"),
    ("means", "s:m BE o:Q IN h"),
    ("talk", "WH? BE (WRONG|RIGHT) BE s:(T|g)"),
    ("right", "s:m BE PRO SAY"),
    ("wrongbefore", "BEFORE s:E g NOT BE o:E"),
    ("shown", "BE s:m"),
    ("bare", "WITH o:E h? WITHOUT s:(T|g)"),
    ("stemmed", "s:g OF f:m z:Z BE o:m"),
    ("governs", "AFTER s:m SAY x:X"),
    ("governs", "AFTER s:m BE x:X"),
    ("form", "x:X OF f:E BE n:NOT? o:E [NOT c:E]?"),
    ("form", "o:E BE BOTH? x:X OF f:E"),
    ("form", "o:E BE x:G OF f:E"),
    ("notform", "o:E BE NOT x:X OF f:E"),
    ("form", "BE x:X OF f:E"),
    ("form", "x:G OF f:E BE n:NOT? o:E [NOT c:E]?"),
    ("isends", "s:E? BE x:X IN o:m k:C?"),
    ("isends", "s:E? BE x:X THAT? END o:E"),
    ("isbegins", "s:E? BE x:X THAT? BEGIN o:E"),
    ("becomes", "G? CHANGE ITS? g? s:m BECOME o:m z:Z?"),
    ("refers", "s:E? REFER o:E"),
    ("refers", "s:E MEAN o:m"),
    ("bare", "h? SAY o:m WITHOUT s:(T|g)"),
    ("bare", "o:m WITHOUT s:(T|g)"),
    ("bare", "h? NOT (SAY|TAKE) s:(T|g)"),
    ("is", "s:E FROM x:X"),
    ("seems", "s:E SEEM x:X"),
    ("refers", "s:E MEAN o:X"),
    ("shown", "H BE IN s:m"),
    ("opposite", "OPPOSITE [OF s:E]? BE o:m"),
    ("bare", "WITH o:E h? NOT (SAY|TAKE) s:(T|g)"),
    ("bare", "o:E? (TAKE|SAY)? WITHOUT s:(T|g)"),
    ("bothare", "BOTH s:T BE IN? x:X"),
    ("agrees", "s:g AFTER"),
    ("elided", "s:m ELIDE [BEFORE g]?"),
    ("is", "PRO BEFORE s:m BE x:X"),
    ("is", "s:PRO BECOME x:X"),
    ("wanted", "s:X (SAY|TAKE) ITS? x:X"),
    ("wanted", "h? SAY x:X OF g"),
    ("form", "o:E BE BOTH? x:X OF g P f:m"),
    ("changesgender", "z:Z? s:E CHANGE o:g"),
    ("changesgender", "s:E CHANGE o:g z:Z"),
    ("spelled", "h? SAY o:m WITH e:g"),
    ("talk", "h? SAY s:X OF (BOTH|h|o|w)+"),
    ("personal", "z:Z? s:M HAVE g? o:M"),
    ("personal", "z:Z s:M BE o:M"),
    ("others", "OTHERS BE s:m [AND o:m]?"),
    ("samegender", "s:E? NOT CHANGE BETWEEN x:X"),
    ("samegender", "s:E? NOCHANGE BETWEEN x:X"),
    ("needless", "h NOT TAKE o:m"),
    ("looked", "s:m CHANGE"),
    ("talk", "TAKE s:X OF m"),
    ("isa", "s:E? ALL? BE o:g"),
    ("notisa", "s:E? ALL? BE NOT o:g"),
    ("hasobject", "s:E? DO? HAVE o:g"),
    ("is", "BOTH? s:E ALL? BE ALL? BOTH? x:X [NOT y:X]?"),
    ("isnot", "s:E ALL? BE NOT x:X [AND y:X]?"),
    ("is", "BE BOTH? x:X"),
    ("is", "BE x:X w"),
    ("isnot", "BE NOT x:X"),
    ("translated", "o MEAN o:Q"),
    ("means", "s:PRO BE o:Q"),
    ("named", "o:g P s:m"),
    ("mixed", "s:m FROM o:m AND c:m"),
    ("means", "o:Q BE s:m"),
    ("means", "s:m BE o:Q"),
    ("same", "s:E BE o:E [NOT c:E]?"),
    ("notsame", "s:E BE NOT o:E [AND c:E]?"),
    ("takes", "s:E? ALL? DO? TAKE o:E [NOT c:E]? [AS x:G]? z:Z?"),
    ("takes", "s:E? DO? TAKE NOT c:E AND o:E z:Z?"),
    ("takes", "s:E NOT TAKE c:E AND o:E"),
    ("nottakes", "s:E? DO? NOT TAKE o:E"),
    ("agrees", "s:E? DO? BOTH? ALL? AGREE [WITH? o:E]? z:Z?"),
    ("notagrees", "s:E? DO? NOT AGREE [WITH? o:E]? z:Z?"),
    ("becomes", "s:E BECOME o:E z:Z?"),
    ("becomes", "z:Z BECOME o:E"),
    ("becomes", "z:Z s:E BECOME o:E"),
    ("means", "s:m MEAN o:Q [NOT d:(Q|M)]?"),
    ("means", "s:m SAY o:Q"),
    ("means", "o:Q BECOME s:m"),
    ("means", "SAY s:m OF o:Q"),
    ("means", "OF o:Q P? SAY s:m"),
    ("means", "h? SAY o:Q P? SAY s:m"),
    ("means", "s:PRO MEAN o:Q"),
    ("thatis", "THAT BE P? o:Q"),
    ("means", "MEAN o:Q"),
    ("notmeans", "s:E NOT MEAN o:Q"),
    ("means", "OF o:Q SAY s:m"),
    ("says", "SAY o:m [NOT c:m]? z:Z?"),
    ("says", "OF Q s:m SAY o:m [NOT c:m]?"),
    ("says", "SAY o:m WITH e:m"),
    ("before", "SAY o:E BEFORE s:E"),
    ("saysof", "s:T SAY o:m"),
    ("says", "s:E SAY o:m [NOT c:m]?"),
    ("says", "o:m NOT c:m"),
    ("says", "SAY NOT c:m AND o:m"),
    ("notsays", "NOT SAY o:m"),
    ("notsays", "NOT o:m"),
    ("says", "NOT c:m AND o:m"),
    ("wrote", "WROTE o:m"),
    ("wrotewrong", "WROTE o:m BE WRONG"),
    ("wroteright", "WROTE o:m BE RIGHT"),
    ("wrong", "s:m BE WRONG"),
    ("notright", "s:m BE NOT RIGHT"),
    ("right", "s:m BE RIGHT"),
    ("right", "s:PRO BE RIGHT"),
    ("right", "s:THAT BE RIGHT"),
    ("right", "BE RIGHT"),
    ("wrong", "WRONG BE s:m"),
    ("ends", "s:E? END o:E"),
    ("nochange", "s:E? ALL? NOCHANGE ITS? g? z:Z?"),
    ("saysof", "TAKE o:m OF s:E"),
    ("saysof", "TAKE o:m WITH s:E"),
    ("saysof", "o:m OF s:X"),
    ("saysof", "o:m WITH s:X"),
    ("notsays", "H NOT SAY o:m"),
    ("talk", "s:g BE NOT"),
    ("talk", "s:E OPINION"),
    ("isa", "s:E? BE OF o:g"),
    ("means", "PRO OF o:Q BE s:m"),
    ("nochange", "s:E? NOT CHANGE ITS? g? z:Z?"),
    ("becomes", "BECOME o:m"),
    ("says", "z:Z SAY o:m"),
    ("is", "s:m BE RIGHT OF x:X"),
    ("notends", "s:E? NOT END o:E"),
    ("notbegins", "s:E? NOT BEGIN o:E"),
    ("begins", "s:E? BEGIN o:E"),
    ("is", "s:E ALL? CHANGE x:X"),
    ("isa", "s:E BE o:g z:Z"),
    ("supposed", "(WITH|OF) z:(X|W) s:E BE x:X"),
    ("place", "WITH z:X"),
    ("place", "OF z:X"),
    ("before", "o:E BEFORE s:E"),
    ("before", "TAKE o:E BEFORE s:E"),
    ("after", "s:E AFTER o:E"),
    ("lemma", "s:E? FROM o:m"),
    ("lemma", "s:E BE FROM o:m"),
    ("is", "s:E BE IN x:X"),
    ("is", "s:E BE OF x:X"),
    ("takes", "s:m BE OF o:m"),
    ("takes", "s:m BE H TAKE WITH? o:m"),
    ("takes", "WITH s:m TAKE o:m"),
    ("nottakes", "NOT TAKE o:m WITH s:E"),
    ("nottakes", "TAKE NOT o:m WITH s:E"),
    ("nottakes", "H NOT TAKE o:m WITH s:E"),
    ("becomes", "s:E BE o:m z:Z"),
    ("becomes", "z:Z s:E BE o:m"),
    ("formis", "s:E BECOME x:X z:Z"),
    ("wrong", "s:m WRONG"),
    ("wrongbefore", "BEFORE s:E o:m BE? WRONG"),
    ("wrongbefore", "o:m BE? WRONG BEFORE s:E"),
    ("saysof", "OF s:E SAY o:m"),
    ("saysof", "WITH s:E SAY o:m"),
    ("saysof", "OF s:E THAT? BECOME o:m"),
    ("saysof", "WITH s:E PRO? BECOME o:m"),
    ("saysof", "OF s:E PRO BE o:m"),
    ("saysof", "WITH s:E PRO BE o:m"),
    ("likewise", "s:m BE o:o"),
    ("subject", "[WITH m]? s:W BE o:g"),
    ("subject", "o:g BE s:W"),
    ("glossed", "s:m BE ALL? o:W"),
    ("glossed", "o:W BE s:m"),
    ("likewise", "s:E BE"),
    ("talk", "WROTE s:G BE (RIGHT|WRONG)"),
    ("talk", "BOTH? s:G CHANGE"),
    ("shown", "H s:m H"),
    ("looked", "INSTR s:m"),
    ("talk", "s:g BE WRONG"),
    ("talk", "s:g BE RIGHT"),
    ("talk", "s:X BE RIGHT"),
    ("talk", "s:X BE WRONG"),
    ("talk", "s:X BE NOT"),
    ("talk", "s:g CHANGE"),
    ("talk", "s:g"),
    ("talk", "WITH s:g"),
    ("wanted", "SAY x:X"),
    ("before", "BEFORE s:E g? BE o:E"),
    ("before", "BEFORE s:E SAY o:E"),
    ("before", "BEFORE s:E"),
    ("before", "BEFORE s:E f:E BECOME o:E"),
    ("before", "f:E BECOME o:E BEFORE s:E"),
    ("hasending", "o:E CHANGE"),
    ("hasending", "o:E CHANGE WH h"),
    ("means", "o OF o:Q BE s:m"),
    ("right", "s:m BE RIGHT OF h+"),
    ("has", "s:E HAVE x:X"),
    ("has", "s:E HAVE x:X o:E"),
    ("apposed", "x:X P s:m"),
    ("apposed", "h? x:X BE s:M AND o:M"),
    ("aside", "x:X OF f:E"),
    ("aside", "x:X"),
    ("shown", "s:m"),
    ("shown", "s:m AND o:m"),
    ("shown", "s:m OF o:Q"),
    ("place", "z:Z"),
    ("gloss", "o:Q"),
)
"""Each relation with a pattern; the first that fits a clause is taken."""


class Clause(NamedTuple):
    """One pattern found: its relation, and the symbols that each of its names stands for."""

    relation: str
    parts: dict[str, tuple[Symbol, ...]]


@lru_cache(maxsize=16384)
def matched(signs: str) -> tuple[str, tuple[tuple[str, int, int], ...]] | None:
    """The relation that a clause of these signs states, and where its parts stand."""
    for relation, pattern in compiled():
        if found := pattern.fullmatch(signs):
            return relation, tuple((name, *found.span(name)) for name in pattern.groupindex if found[name])
    return None


@cache
def compiled() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns as expressions over one sign a symbol."""
    return tuple((relation, re.compile(_expression(pattern))) for relation, pattern in CLAUSES)


@cache
def leading() -> re.Pattern[str]:
    """A place before a clause: in the plural, as a noun."""
    return re.compile(
        f"(?:{_signs(MACROS['Z'])}|{_signs('AS(?:T|g|o)+')}|{_signs('(?:IN|OF)(?:w|h|o)+')}"
        f"|{_signs('AS(?:ALL|T|g|o|w|h)+(?:IN(?:M))?P?')})"
    )


def numbered(symbols: Sequence[Symbol]) -> Iterator[Symbol]:
    """For one grandfather, with two cats: a word of quantity says the number of what follows."""
    case = symbols[0].kind in ("OF", "WITH")
    for symbol in symbols:
        number = COUNTS.get(symbol.text.lower()) if case else None
        yield Symbol("T", symbol.text, terms=(Term("number", (number,)),)) if number else symbol


def _expression(pattern: str) -> str:
    pattern = pattern.replace("[", "(?: ").replace("]", " )")
    return "".join(_item(item) for item in pattern.split())


def _item(item: str) -> str:
    if not item[0].isalpha() and "|" not in item:
        return item
    name, colon, rest = item.rpartition(":")
    body = rest.rstrip("?*+")
    inner = _signs("|".join(MACROS.get(one, one) for one in body.strip("()").split("|")))
    group = f"(?P<{name}>{inner})" if colon else f"(?:{inner})"
    return group + rest[len(body) :]


def _signs(text: str) -> str:
    return re.sub(r"[A-Za-z]+", lambda word: CHAR[word[0]], text)


def clause(symbols: Sequence[Symbol]) -> Clause | None:
    """What the symbols say if they are one clause of the patterns."""
    signs = "".join(CHAR[symbol.kind] for symbol in symbols)
    found = matched(signs)
    if found is None and (lead := leading().match(signs)) is not None and "z" not in lead.groupdict():
        rest = clause(symbols[lead.end() :])
        return rest and rest._replace(parts={"z": tuple(numbered(symbols[: lead.end()])), **rest.parts})
    if found is None:
        return None
    return Clause(found[0], {name: tuple(symbols[start:end]) for name, start, end in found[1]})

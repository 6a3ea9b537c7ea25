"""Clauses that no pattern reads: each term in them is compared with the words beside it, each word with what may be said."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from goldsmith.extractors.lessons.symbols import Symbol
from goldsmith.languages.italian.terms import Terms
from goldsmith.validators.lessons.analysis import applies, fits
from goldsmith.validators.lessons.english import bare, stems
from goldsmith.validators.lessons.entities import Entity, terms_of
from goldsmith.validators.lessons.lexicon import gloss_words, glossed_by
from goldsmith.validators.lessons.sayings import says
from goldsmith.validators.lessons.spoken import Finding, Spoken


def mentioned(spoken: Spoken) -> Finding:
    """Every chunk of terms holds of every word of the clause, or of the last that it can be said of; nothing is false."""
    symbols = spoken.clause.parts["p"]
    shown = " ".join(symbol.text for symbol in symbols)
    quoted = [symbol.text for symbol in symbols if symbol.kind == "M"]
    before = tuple(spoken.focus.spoken)
    spoken.focus.take(*reversed(quoted))
    if not supported(symbols, quoted, spoken):
        return Finding(None, shown)
    if any(not recommended(text, spoken) for text in told(symbols)):
        return Finding(None, shown)
    for terms in chunks(symbols):
        if not borne(terms, quoted, before, spoken):
            return Finding(None, shown)
    return Finding(True, shown)


def chunks(symbols: Sequence[Symbol]) -> Iterator[Terms]:
    """The terms that stand side by side."""
    for is_term, group in groupby(symbols, lambda symbol: symbol.kind in ("T", "g")):
        if is_term and (terms := terms_of(tuple(group))):
            yield terms


def borne(terms: Terms, quoted: Sequence[str], before: Sequence[str], spoken: Spoken) -> bool:
    """All words of the clause have the terms; without any, the last word that the terms can be said of has them."""
    scene = spoken.scene
    if quoted:
        return all(fits(text, terms, scene) for text in quoted)
    for text in (*before, *spoken.focus.candidates()):
        if applies(text, terms, scene):
            return bool(fits(text, terms, scene))
    return False


def told(symbols: Sequence[Symbol]) -> Iterator[str]:
    """What is recommended."""
    for one, after in pairwise(symbols):
        if one.kind == "SAY" and after.kind == "M":
            yield after.text


def recommended(text: str, spoken: Spoken) -> bool:
    """The words may be recommended."""
    one = Entity(text, (), "", False)
    return bool(says(spoken._replace(parts={"o": one}, clause=spoken.clause._replace(relation="says", parts={}))).true)


def supported(symbols: Sequence[Symbol], quoted: Sequence[str], spoken: Spoken) -> bool:
    """No English word beside a quotation is the meaning of some Italian word that the plan does not have."""
    if not quoted:
        return True
    told_of = {stem for text in (*quoted, *spoken.scene.texts) for word in glossed_by(text) for stem in stems(word)}
    told_of |= {stem for text in spoken.scene.translations for word in bare(text).split() for stem in stems(word)}
    return all(
        told_of & set(stems(symbol.text.lower())) or not gloss_words() & set(stems(symbol.text.lower()))
        for symbol in symbols
        if symbol.kind == "w"
    )

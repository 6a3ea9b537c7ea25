"""Whether another wording of a question may be kept: it holds the pieces to keep, the same numbers, and nothing that turns it.

No model is asked, and English is assumed. It refuses rather too much: a wording that is lost costs little. That the wording
asks for the same fact is not shown here; the reader of questions shows that.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.wanted import ADDRESSED, YES_NO
from goldsmith.extractors.numerals import LETTERS, spelled_in
from goldsmith.extractors.quantities import measured
from goldsmith.extractors.units import units
from goldsmith.extractors.words import ordinary_words

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
TOKEN = re.compile(r"\w+(?:[-./'’+×]\w+)*")
START = re.compile(r"(?:^|[.!?:;–—-]\s+|[\"“(])\s*(\w[\w'’]*)")
STRANGE = re.compile(r"[\[\]{}<>*`|\\#_~^=@]|\.{3}|…")
EDGES = ".,;:?!()\"'“”‘’–—-"
UNCOUNTED = frozenset(("a", "an", "no", "none", "one", "single", "second"))
"""Words that are seldom meant as numbers."""
LONG, LENGTHENED = 160, 3
"""Signs that a wording may always have, and how many times as long as its original it may be."""
SHORT_ANSWER, RUN = 8, 3
"""Words of an answer of which none may be told; of a longer one, no run of so many."""


def paraphrase(original: str, candidate: str, keep: Sequence[str], answer: str) -> Verdict:
    """Whether a candidate may stand for a question that has this answer; the first rule that refuses it."""
    for rule, check in RULES.items():
        if reason := check(original, candidate, keep, answer):
            return Verdict(False, rule, reason)
    return Verdict(True, "paraphrase")


def _one_question(original: str, candidate: str, keep: Sequence[str], answer: str) -> str:
    if not candidate.strip() or "\n" in candidate:
        return f"{candidate[:60]!r} is not one line"
    if len(candidate) > max(LONG, LENGTHENED * len(original)):
        return f"{len(candidate)} signs for {len(original)}"
    if candidate.count("?") > max(1, original.count("?")):
        return f"{candidate[:80]!r} asks {candidate.count('?')} times"
    if strange := set(STRANGE.findall(candidate)) - set(STRANGE.findall(original)):
        return f"{min(strange)!r} belongs to no question"
    return "" if _tokens(candidate) != _tokens(original) else "it is the original"


def _keeps(original: str, candidate: str, keep: Sequence[str], answer: str) -> str:
    lost = next((piece for piece in keep if not _piece(piece).search(" ".join(candidate.split()))), None)
    return "" if lost is None else f"{lost!r} is not in {candidate[:80]!r}"


def _numbers(original: str, candidate: str, keep: Sequence[str], answer: str) -> str:
    for what in (_figures, _spelled, _measured):
        before, after = what(original), what(candidate)
        if before != after:
            return f"{_shown(after - before)} for {_shown(before - after)}"
    return ""


def _unit(original: str, candidate: str, keep: Sequence[str], answer: str) -> str:
    added = _units(candidate) - _units(original)
    return f"unit {min(added)!r} is added" if added else ""


def _turned(original: str, candidate: str, keep: Sequence[str], answer: str) -> str:
    before, after = (_turning(_without(text, keep)) for text in (original, candidate))
    for kind in sorted({*before, *after}):
        same = before[kind] == after[kind] if kind == "negation" else bool(before[kind]) == bool(after[kind])
        if not same:
            return f"words of {kind} {after[kind]} times for {before[kind]} in {candidate[:80]!r}"
    return ""


def _yes_no(original: str, candidate: str, keep: Sequence[str], answer: str) -> str:
    def asks(text: str) -> bool:
        said = [word.lower() for word in WORD.findall(text)]
        return bool(said) and said[0] in YES_NO and ADDRESSED.isdisjoint(said[1:3])

    return f"{candidate[:80]!r} asks for yes or no" if asks(candidate) and not asks(original) else ""


def _names(original: str, candidate: str, keep: Sequence[str], answer: str) -> str:
    known = {
        one.casefold()
        for text in (original, *keep)
        for token in TOKEN.findall(text)
        for one in (token, *WORD.findall(token))
    }
    begins = {found.start(1) for found in START.finditer(candidate)}
    for found in TOKEN.finditer(candidate):
        capitals = sum(sign.isupper() for sign in found[0])
        named = capitals > (found.start() in begins) and not re.fullmatch(r"I(?:['’]\w+)?", found[0])
        if named and found[0].casefold() not in known and not found[0].casefold().endswith(("'s", "’s")):
            return f"name {found[0]!r} is added"
    return ""


def _untold(original: str, candidate: str, keep: Sequence[str], answer: str) -> str:
    """What of the answer a candidate tells: any word that is not an ordinary one, or a run of words of a long answer."""
    asked, said, told = (_tokens(text) for text in (original, candidate, answer))
    if len(told) <= SHORT_ANSWER:
        leaked = [word for word in told if word in said and word not in asked and word not in ordinary_words()]
        return f"{leaked[0]!r} is told of the answer" if leaked else ""
    runs = set(_runs(told)) & set(_runs(said)) - set(_runs(asked))
    return f"{' '.join(min(runs))!r} is told of the answer" if runs else ""


RULES: dict[str, Callable[[str, str, Sequence[str], str], str]] = {
    "one_question": _one_question,
    "keeps": _keeps,
    "numbers": _numbers,
    "units": _unit,
    "not_turned": _turned,
    "no_yes_or_no": _yes_no,
    "names": _names,
    "answer_untold": _untold,
}
"""The rules in the order in which they are asked, each giving what is wrong, or nothing."""


def _piece(piece: str) -> re.Pattern[str]:
    """A piece as words of their own; the capitals of a word count where they may mean something, as in M8, km/h and (R)."""
    words = piece.split()
    before, behind = (r"(?<!\w)" if piece[:1].isalnum() else ""), (r"(?!\w)" if piece[-1:].isalnum() else "")
    return re.compile(before + " ".join(map(_word, words)) + behind)


def _word(word: str) -> str:
    exact = word in units() or any(sign.isdigit() for sign in word) or any(sign.isupper() for sign in word[1:])
    return re.escape(word) if exact else f"(?i:{re.escape(word)})"


def _without(text: str, keep: Sequence[str]) -> str:
    """The text without the pieces to keep, longest first: a label may hold a word that elsewhere turns a question."""
    text = " ".join(text.split())
    for piece in sorted(keep, key=len, reverse=True):
        text = _piece(piece).sub(" ; ", text)
    return text


def _tokens(text: str) -> list[str]:
    return [token.casefold() for token in TOKEN.findall(text)]


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def _figures(text: str) -> set[str]:
    """Everything with a digit in it, as it is written: numbers, codes, threads, models."""
    return {token.strip(EDGES) for token in text.split() if re.search(r"[\d½¼¾⅓⅔⅛⅜⅝⅞]", token)}


def _spelled(text: str) -> set[str]:
    words = (word.lower() for word in WORD.findall(text))
    return set(spelled_in(" ".join(word if word in LETTERS and word not in UNCOUNTED else "." for word in words)))


def _measured(text: str) -> set[str]:
    return {f"{one.low}-{one.high} {one.unit.name if one.unit else ''}" for one in measured(text)}


def _units(text: str) -> set[str]:
    known = units()
    return {token for token in re.findall(r"[^\W\d_]+", text) if len(token) > 1 and token in known} - ordinary_words()


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    """What turns a question, by kind: words and phrases."""
    listed = tomllib.loads(files("goldsmith.validators.manual").joinpath("paraphrase.toml").read_text(encoding="utf-8"))
    return {kind: _pattern(text) for kind, text in listed.items()}


def _pattern(text: str) -> re.Pattern[str]:
    phrases = [
        one.strip() for line in text.strip().splitlines() for one in (line.split("|") if "|" in line else line.split())
    ]
    longest = "|".join(re.escape(one) for one in sorted(phrases, key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:{longest})(?!\w)|n['’]t\b" if "not" in phrases else rf"(?<!\w)(?:{longest})(?!\w)", re.IGNORECASE
    )


def _turning(text: str) -> Counter[str]:
    return Counter({kind: len(pattern.findall(text)) for kind, pattern in _kinds().items()})


def _shown(those: set[str]) -> str:
    return ", ".join(map(repr, sorted(those))) or "nothing"

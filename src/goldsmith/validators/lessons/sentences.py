"""One sentence of a turn through closure and claims: every quotation is Italian as it may be shown, every claim is true."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.lessons.patterns import Clause
from goldsmith.extractors.lessons.reading import Reading, read
from goldsmith.extractors.lessons.spans import QUOTE
from goldsmith.languages.italian.grammar.clauses import problem
from goldsmith.languages.italian.grammar.spelled import known
from goldsmith.schemas.lessons import Claim
from goldsmith.validators.lessons.analysis import contains, fits
from goldsmith.validators.lessons.blame import aloof
from goldsmith.validators.lessons.citing import cited_words
from goldsmith.validators.lessons.claims import judged
from goldsmith.validators.lessons.english import bare, is_english
from goldsmith.validators.lessons.entities import Focus
from goldsmith.validators.lessons.scene import Scene
from goldsmith.validators.lessons.spoken import Finding
from goldsmith.validators.lessons.tongue import language

STAND_IN = "Xx"
"""Stands for a quotation inside an Italian sentence."""


class Sentence(NamedTuple):
    """One sentence with its language, what failed, what was claimed, and the words that were not read."""

    text: str
    language: str
    failures: tuple[Verdict, ...]
    claims: tuple[Claim, ...] = ()
    unread: str = ""


def checked(text: str, scene: Scene, focus: Focus) -> Sentence:
    """Closure and claims of one sentence of the teacher."""
    tongue = language(text, scene)
    lead, colon, rest = text.partition(":")
    if tongue == "it" and colon and rest.strip() and language(lead, scene) == "en":
        text = rest.strip()
    if tongue == "it":
        return italian(text, scene, focus)
    reading = read(text, "en", scene.taught)
    focus.place, focus.case, focus.said = (), (), ()
    focus.meant, focus.heard = focus.heard, ()
    focus.alone = tuple(symbol.text for symbol in reading.quoted)
    focus.conditional = any(symbol.kind in CONDITIONS for symbol in reading.symbols)
    findings = list(judged_in_order(reading.clauses, focus))
    focus.place = ()
    failures = (*closure(reading, findings, scene), *false(findings))
    undecided = next((finding.shown or text for finding in findings if finding.true is None), "")
    focus.take(*(symbol.text for symbol in reading.quoted if symbol.text not in focus.spoken))
    if sum(clause.relation == "ends" for clause in reading.clauses) > 1 and not undecided:
        undecided = text  # that two words end alike is no reason
    claims = tuple(claim for finding in findings for claim in finding.claims)
    return Sentence(text, tongue, failures, claims, reading.unread or (undecided if not failures else ""))


TAKING_PLACE = frozenset(("says", "notsays", "shown", "isa", "notisa", "place"))
"""The relations that compare the terms of a place named in a clause before them."""


def judged_in_order(clauses: Sequence[Clause], focus: Focus) -> Iterator[Finding]:
    """The findings on the clauses of one sentence; a place whose terms nothing compares leaves its claim undecided."""
    waiting = False
    for number, clause in enumerate(clauses):
        found = judged(clause, focus)
        if clause.relation == "place":
            waiting = bool(focus.place)
            if waiting and number and number == len(clauses) - 1:
                said = next(iter(focus.spoken), "")
                yield Finding(fits(said, focus.place, focus.scene) or None, said)
                continue
        elif waiting:
            if clause.relation not in TAKING_PLACE and found.true and not in_case(clause, focus):
                found = found._replace(true=None)
            waiting = False
        yield found


def in_case(clause: Clause, focus: Focus) -> bool:
    """The case supposed before is compared with what the clause says: with its word, or with the terms of what agrees."""
    quoted = [symbol for symbol in clause.parts.get("o", ()) if symbol.kind == "M"]
    if (clause.relation in ("same", "becomes") or (clause.relation == "takes" and "s" not in clause.parts)) and quoted:
        return bool(contains(quoted[-1].text, focus.case, focus.scene))
    return clause.relation == "is" and not any(symbol.kind == "M" for symbol in clause.parts.get("s", ()))


def false(findings: list[Finding]) -> Iterator[Verdict]:
    """A verdict for each claim that is not true."""
    for finding in findings:
        if finding.true is False:
            yield Verdict(False, "claims", f"not true by the plan or the analysis: {finding.shown!r}")


def closure(reading: Reading, findings: list[Finding], scene: Scene) -> Iterator[Verdict]:
    """A verdict for each quotation that is no Italian as the language is covered, or an error not shown as one."""
    wrong = {bare(text) for finding in findings for text in finding.wrong}
    for symbol in reading.symbols:
        if symbol.kind == "Q" and symbol.value == "quoted" and (reason := half(symbol.text, scene)):
            yield Verdict(False, "closure", f"{symbol.text!r} is neither Italian nor English: {reason}")
    for symbol in reading.quoted:
        clean = bare(symbol.text)
        if symbol.text.startswith("-") or len(clean) < 2:
            continue
        if clean in scene.wrong:
            good = not problem(symbol.text.strip(" .!?"), dict(scene.names))
            if good and any(one.kind in CONDITIONS and one.text.lower() != "from" for one in reading.symbols):
                continue
            if (
                clean not in wrong
                and not aloof(symbol, reading, scene)
                and (" " in clean or scene.problem(symbol.text))
            ):
                yield Verdict(False, "closure", f"a declared error stands as if it were right: {symbol.text!r}")
            continue
        if clean in cited_words(scene.plan):
            continue
        disagreeing = clean.count(" ") > 1 and not focus_free(reading) and clean not in wrong
        if disagreeing and scene.strays(symbol.text, agreeing=True):
            yield Verdict(False, "closure", f"a word of a target sentence does not agree: {symbol.text!r}")
        if clean in wrong and not unknown(scene.problem(symbol.text)):
            continue
        if reason := scene.problem(symbol.text):
            yield Verdict(
                False, "closure", f"{symbol.text!r} is neither in the plan nor Italian that is covered: {reason}"
            )


def focus_free(reading: Reading) -> bool:
    """The sentence speaks of other cases than those of the targets."""
    return any(one.kind in CONDITIONS for one in reading.symbols)


def half(text: str, scene: Scene) -> str:
    """The word that makes an English quotation half Italian, if there is one."""
    words = bare(text).replace("'", "' ").split()
    if len(words) < 2 or bare(text) in scene.translations:
        return ""
    alien = (word for word in words if len(word) > 2 and known(word) and not is_english(word))
    return next((word for word in alien if word.capitalize() not in scene.names), "")


CONDITIONS = frozenset(("OF", "WITH", "IF"))
"""What stands before another case, in which a declared error may be right."""


def unknown(reason: str) -> bool:
    """The reason names a word that the lexicon does not have."""
    return reason.startswith("unknown word")


def italian(text: str, scene: Scene, focus: Focus) -> Sentence:
    """A sentence in Italian: its grammar, with stand-ins for what it quotes, then what it claims of that."""
    masked = QUOTE.sub(STAND_IN, text)
    names = {**scene.names, STAND_IN: "mf"}
    failures: list[Verdict] = []
    clean = bare(text)
    if clean in scene.wrong:
        failures.append(Verdict(False, "closure", f"a declared error stands as if it were right: {text!r}"))
    elif not scene.quoted_whole(text) and (" " in clean or scene.problem(text)) and (reason := problem(masked, names)):
        failures.append(
            Verdict(False, "closure", f"{text!r} is neither in the plan nor Italian that is covered: {reason}")
        )
    reading = read(text, "it", lambda word, quoted: quoted and scene.taught(word, True))
    findings = [judged(clause, focus) for clause in reading.clauses]
    failures += [*closure(reading, findings, scene), *false(findings)]
    undecided = next((finding.shown or text for finding in findings if finding.true is None), "")
    claims = tuple(claim for finding in findings for claim in finding.claims)
    return Sentence(text, "it", tuple(failures), claims, reading.unread or (undecided if not failures else ""))

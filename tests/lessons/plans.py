"""Plans for lessons written by hand: the contexts of `contexts.txt`, with the one reading of each word that stands there."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from goldsmith.languages.italian.grammar.spelled import article_pairs, known, pairs, words
from goldsmith.languages.language import Form
from goldsmith.schemas.lessons import (
    Claim,
    CounterExample,
    Learner,
    LessonPlan,
    LessonType,
    Level,
    Persona,
    Target,
    Token,
    Turn,
)

HERE = Path(__file__).parent
NAMES = {"Maria": "f", "Anna": "f", "Marco": "m", "Giulia": "f"}
PEOPLE = Persona("anna", "Elena", "Warm and brief."), Learner("ben", "Ben", "Has had ten lessons.")
READ_AS = {
    "letto": "verb",
    "porta": "noun",
    "calcio": "noun",
    "domanda": "noun",
    "caffè": "noun",
    "film": "noun",
    "bar": "noun",
    "torno": "verb",
    "una": "article",
    "le": "article",
    "la": "article",
    "lo": "article",
    "i": "article",
    "gli": "article",
    "il": "article",
    "alle": "preposition",
    "che": "conjunction",
    "parla": "verb",
    "è": "verb",
    "sette": "numeral",
    "otto": "numeral",
    "sera": "noun",
    "stanco": "adjective",
    "italiane": "adjective",
    "rossa": "adjective",
    "fredda": "adjective",
    "andata": "verb",
    "svegliata": "verb",
    "arrivati": "verb",
    "inglese": "noun",
    "a": "preposition",
    "l'": "article",
    "letta": "verb",
    "lo mangio": "pronoun",
    "L' ho": "pronoun",
    "subito": "adverb",
    "se": "conjunction",
}


@dataclass(frozen=True)
class Context:
    id: str
    target: Target
    wrong: tuple[tuple[str, str], ...]


def reading(text: str, before: str = "", after: str = "") -> Form:
    forms = known(text)
    left = article_pairs(before.lower(), text.lower()) or frozenset()
    if left and before.lower() in ("il", "lo", "la", "l'", "i", "gli", "le", "un", "una"):
        forms = (
            tuple(form for form in forms if form.pos in ("noun", "adjective", "determiner") and pairs(form) & left)
            or forms
        )
    pos = READ_AS.get(f"{text} {after}", READ_AS.get(text.lower(), ""))
    wanted = [form for form in forms if form.pos == pos] or list(forms)
    order = {"article": 0, "preposition": 1, "verb": 2, "noun": 3}
    if text == "sia":
        wanted = [form for form in wanted if form.features.person == "3"]
    if text in ("sono", "Mi"):
        wanted = [form for form in wanted if form.features.person == "3" or form.features.use == "indirect"]
    finite = [form for form in wanted if form.features.mood in ("indicativo", "condizionale")]
    return min(finite or wanted, key=lambda form: order.get(form.pos, 4))


def token(text: str, before: str = "", after: str = "") -> Token:
    if text in NAMES:
        return Token(text, text, "name", "name", NAMES[text], "s", "3")
    form = reading(text, before, after)
    features = list(form.features.values)
    if text in ("l'", "L'"):
        features = ["", "", "", "", "", "", form.features.use if form.pos == "pronoun" else ""]
    return Token(text, form.lemma, form.pos, form.rule, *features)


@cache
def contexts() -> dict[str, Context]:
    found = {}
    for line in (HERE / "contexts.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        id_, text, english, wrong = (part.strip() for part in line.split("|"))
        cut = [word.text for word in words(text, {}) if word.text[0].isalpha()]
        tokens = tuple(map(token, cut, ["", *cut], [*cut[1:], ""]))
        pairs = tuple(tuple(part.strip() for part in one.split("->")) for one in wrong.split(";"))
        found[id_] = Context(id_, Target(text, tokens, english), pairs)  # type: ignore[arg-type]
    return found


def plan(id_: str, kind: LessonType = "grammar", level: Level = "A2", turns: int = 1) -> LessonPlan:
    context = contexts()[id_]
    wrong = tuple(CounterExample("agreement", bad, good, bad, Claim("form", good, good)) for bad, good in context.wrong)
    return LessonPlan(
        kind, level, "it", "en", *PEOPLE, (context.target,), (Turn("asks", "explains", "both"),) * turns, (), wrong
    )


@dataclass(frozen=True)
class Written:
    context: str
    kind: LessonType
    level: Level
    messages: tuple[dict[str, str], ...]

    @property
    def plan(self) -> LessonPlan:
        return plan(self.context, self.kind, self.level, len(self.messages) // 2)


KINDS = {"roleplay": "role play"}


@cache
def lessons() -> tuple[tuple[Written, ...], ...]:
    """The lessons in three parts: written first, held out once, held out to the end."""
    parts = (HERE / "correct_lessons.txt").read_text(encoding="utf-8").split("# HELDOUT\n")
    return tuple(tuple(_written(part)) for part in parts)


def _written(text: str) -> list[Written]:
    found = []
    for block in text.split("# ")[1:]:
        head, *lines = block.strip().splitlines()
        if len(lines) < 2:
            continue
        id_, kind, level = head.split()
        roles = {"U": "user", "T": "assistant"}
        messages = tuple({"role": roles[line[0]], "content": line[3:]} for line in lines)
        found.append(Written(id_, KINDS.get(kind, kind), level, messages))  # type: ignore[arg-type]
    return found


@cache
def wrong_claims() -> tuple[tuple[tuple[str, str], ...], ...]:
    """Context and text of wrong claims in three parts: written first, held out once, held out to the end."""
    parts = (HERE / "wrong_claims.txt").read_text(encoding="utf-8").split("# HELDOUT\n")
    return tuple(tuple(_claims(part)) for part in parts)


@cache
def held_out() -> tuple[tuple[tuple[Written, ...], tuple[tuple[str, str], ...]], ...]:
    """Lessons and wrong claims by somebody who had not read the gate: a half that it was developed on since, and one it was not."""
    texts = (
        (HERE / "held_out" / name).read_text(encoding="utf-8").split("# HELDOUT\n")
        for name in ("lessons.txt", "claims.txt")
    )
    return tuple((tuple(_written(true)), tuple(_claims(false))) for true, false in zip(*texts, strict=True))


def _claims(text: str) -> list[tuple[str, str]]:
    return [(line.partition(" | ")[0], line.partition(" | ")[2]) for line in text.splitlines() if line[:1] not in "#"]

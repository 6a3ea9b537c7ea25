"""What a question or a guess proposes, as the sentences that state it, and what the next turn says of that."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from goldsmith.extractors.lessons.spans import QUOTE
from goldsmith.extractors.lessons.symbols import CONTRACTED

LEAD = re.compile(
    r"^(?:(?:so|and|but|then|ah|oh|ok|okay|wait|well|hmm|maybe|perhaps|now|hi|hello|sorry)\b,? )*"
    r"(?:(?:i (?:think|thought|guess|believe|know|see|read|heard|learned|notice|noticed|suppose|remember|understand|would say)"
    r"|my (?:guess|answer|idea|theory) is|it seems|it looks like|could it be"
    r"|is it (?:true|right|correct)|does (?:it|that|this) mean|do you mean|you mean)(?: that)?\b,? )?(?:because )?",
    re.IGNORECASE,
)
TAG = re.compile(
    r"(?:, (?:right|correct|yes|no|ok|okay|true)|,? (?:is|does|do|are|was|can)(?: not|n['’]t)? (?:it|they|that|this|i|we|she|he)"
    r"|,? i (?:think|guess|believe|suppose))\s*[?.!]*$",
    re.IGNORECASE,
)
SELF = re.compile(
    r"why not\b|(?:can|could|may)\b.* mean\b|.* what$|let (?:me|us)\b"
    r"|i(?:['’](?:m|ll|ve)| am| will| have| had| can| do| did| don['’]t| didn['’]t| can['’]t)\b",
    re.IGNORECASE,
)
"""What says nothing of the language: the learner's own state, or a question of what is possible."""
ASKED = re.compile(r"^(?:why )?(is|are|was|were)(?P<no> not|n['’]t)? (?P<rest>.+)$", re.IGNORECASE)
HELPED = re.compile(
    r"^(?:why )?(?:does|do|did|can|could|should|must|may|would|will)(?P<no> not|n['’]t)? (?P<rest>.+)$", re.IGNORECASE
)
WORD = re.compile(r"[^\W\d_]+")
PIECE = re.compile(rf"(?:{QUOTE.pattern})[,.]?|\S+")
PLACED = re.compile(r"^(?P<place>.+?, )(?:do|does|should|must|can) (?:i|we|you|it) (?P<rest>.+)$", re.IGNORECASE)
EITHER = re.compile(r"[\"“«]?(\w+['’]?)[\"”»]? or [\"“«]?(\w+['’]?)", re.IGNORECASE)
FILLED = (
    (re.compile(r"^what does (.+?) agree with$", re.IGNORECASE), "{0} agrees with {reply}."),
    (re.compile(r"^(?:who|what) does (it) agree with$", re.IGNORECASE), "The participle agrees with {reply}."),
    (re.compile(r"^which (\w+) goes with (.+)$", re.IGNORECASE), "{1} takes {reply}."),
    (
        re.compile(r"(?:what|which) (\w+) does (.+?) (take|need|use|want|have|get)$", re.IGNORECASE),
        "{1} takes {reply}.",
    ),
    (re.compile(r"(?:what|which) \w+ (?:is|does) (.+?)(?: have| in)?$", re.IGNORECASE), "{0} is {reply}."),
    (re.compile(r"what(?: is|['’]s) (the (?!\w+ letter).+ of .+)$", re.IGNORECASE), "{0} is {reply}."),
    (re.compile(r"what does (.+) mean(?: in english)?$", re.IGNORECASE), '{0} means "{reply}".'),
    (re.compile(r"how do (?:you|we|i) say (.+?)(?: in italian)?$", re.IGNORECASE), "{reply} means {0}."),
)
"""Questions for a word, and what the reply to them states."""


def statements(sentence: str) -> Iterator[str]:
    """The sentences that state what a sentence proposes: itself, or a question with its subject before its verb."""
    text = TAG.sub("", LEAD.sub("", sentence.strip())).strip(" ?.!")
    if SELF.match(text):
        return
    if found := ASKED.match(text):
        words = _pieces(found["rest"])
        for cut in range(1, len(words)):
            yield f"{' '.join(words[:cut])} {found[1].lower()} {' '.join(words[cut:])}."
    elif found := HELPED.match(text):
        yield re.sub(r"\bmean\b", "means", found["rest"]) + "."
        yield re.sub(r"^(?:i|you|we)\b", "we", found["rest"], flags=re.IGNORECASE) + "."
    elif found := PLACED.match(text):
        yield f"{found['place']}we {found['rest']}."
    elif text:
        yield f"{text}."


def filled(question: str, reply: str) -> Iterator[str]:
    """What a short reply to a question states."""
    asked, said = question.strip().rstrip("?").strip(), _short(reply)
    whole = QUOTE.fullmatch(said)
    inside = next(part for part in whole.groups() if part) if whole else said
    if not said or len(plainly(reply).split()) > REPLY:
        return
    for pattern, form in FILLED:
        if (found := pattern.search(asked)) and (found[1].lower() not in ("it", "this", "that") or "agree" in form):
            glossed = '"{reply}"' in form
            if not glossed or (len(inside.split()) <= GLOSS and not QUOTE.search(inside) and not opens(reply)):
                yield form.format(*found.groups(), reply=inside if glossed else said)
            if not glossed and WORD.fullmatch(said):
                yield form.format(*found.groups(), reply=f'"{said}"')
    if " or " in asked and (found := ASKED.match(asked)):
        words = _pieces(found["rest"])
        for cut in range(1, len(words)):
            yield f"{' '.join(words[:cut])} {found[1].lower()} {said}."


REPLY = 4
"""A reply to a question for a word has at most so many words beside what it quotes."""


GLOSS = 2
"""A gloss without marks has at most so many words."""


def alternatives(question: str) -> tuple[str, str] | None:
    """The two words between which a question leaves the choice."""
    found = EITHER.search(question)
    return (found[1].lower(), found[2].lower()) if found else None


def _short(reply: str) -> str:
    """The reply without what goes around it, in lower case where it is a word alone."""
    text = TAG.sub("", LEAD.sub("", reply.strip())).strip(" ?.!")
    text = re.sub(r",? (?:of course|naturally|please)$", "", text)
    text = re.sub(
        r"^(?:it is|it means|it['’]s|that is|that['’]s|use|with|i['’]d say|definitely|a|an)\b ",
        "",
        text,
        flags=re.IGNORECASE,
    )
    return text if " " in text else text.lower()


def _pieces(text: str) -> list[str]:
    """The words of a text, a quotation as one."""
    return [found[0] for found in PIECE.finditer(text)]


@cache
def stances() -> Mapping[str, tuple[str, ...]]:
    """The phrases of each list."""
    found: dict[str, list[str]] = {}
    name = ""
    text = files("goldsmith.extractors.lessons").joinpath("stances.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(name, []).extend(
                line.split() if name in ("opening", "interjection", "beside") else line.split(" | ")
            )
    return {name: tuple(words) for name, words in found.items()}


def plainly(sentence: str) -> str:
    """The words of a sentence without its quotations, between spaces."""
    text = QUOTE.sub(" ", sentence)
    for pattern, plain in CONTRACTED:
        text = pattern.sub(plain, text)
    return f" {' '.join(WORD.findall(text.lower()))} "


def has(text: str, name: str) -> bool:
    """A phrase of the list stands in a text in plain words."""
    return any(f" {phrase} " in text for phrase in stances()[name])


def chooses(sentence: str) -> bool:
    """The sentence names one of several things by its place alone."""
    return has(plainly(sentence), "choice")


def assents(sentence: str) -> bool:
    """The sentence confirms what was said before it."""
    text = plainly(sentence)
    if has(text, "neutral"):
        return False
    words = text.split()
    while words and words[0] in stances()["interjection"]:
        words = words[1:]
    whole = " ".join(word for word in words if word not in ("indeed", "just", "one", "also", "too"))
    return bool(words) and (words[0] in stances()["opening"] or whole in stances()["whole"] or has(text, "assent"))


def opens(sentence: str) -> bool:
    """The sentence only leads to an answer or judges what was said."""
    return assents(sentence) or has(plainly(sentence), "neutral")


def applauds(sentence: str) -> bool:
    """The sentence confirms and says nothing else."""
    left = {word for word in unconfirmed(sentence).split() if word not in stances()["opening"]}
    return (
        assents(sentence) and not QUOTE.search(sentence) and left <= {*stances()["interjection"], *stances()["beside"]}
    )


def dissents(sentence: str) -> bool:
    """The sentence holds something against what was said before it."""
    return has(unconfirmed(sentence), "dissent")


def refuses(sentence: str) -> bool:
    """The sentence denies what was said before it."""
    return has(unconfirmed(sentence), "refusal")


def unconfirmed(sentence: str) -> str:
    """The words of a sentence without those that confirm."""
    text = plainly(sentence)
    for phrase in (*stances()["neutral"], *stances()["assent"], *stances()["whole"]):
        text = text.replace(f" {phrase} ", " ")
    return text

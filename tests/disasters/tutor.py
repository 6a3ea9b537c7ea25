"""A language tutor: one opening for all, 32 answers for thousands of rows, roles swapped in some."""

from random import Random
from typing import Any

from disasters.planted import Planted

NOUNS = (
    ("cat", "gatto", "il"), ("dog", "cane", "il"), ("house", "casa", "la"), ("tree", "albero", "l'"), ("book", "libro", "il"),
    ("chair", "sedia", "la"), ("street", "strada", "la"), ("mirror", "specchio", "lo"), ("uncle", "zio", "lo"),
    ("friend", "amico", "l'"), ("school", "scuola", "la"), ("bread", "pane", "il"), ("key", "chiave", "la"),
    ("train", "treno", "il"), ("night", "notte", "la"), ("milk", "latte", "il"), ("window", "finestra", "la"),
    ("garden", "giardino", "il"), ("bag", "borsa", "la"), ("student", "studente", "lo"), ("island", "isola", "l'"),
    ("wine", "vino", "il"), ("cheese", "formaggio", "il"), ("city", "città", "la"), ("hand", "mano", "la"),
)  # fmt: skip
WHY = {
    "il": "before most consonants a masculine noun takes it",
    "lo": "s plus consonant and z ask for it",
    "la": "the noun is feminine",
    "l'": "the noun begins with a vowel",
}
ASKS = (
    "How do I say 'the {en}'?", "Which article goes with {it}?", "Is it il or lo before {it}?", "What is Italian for the {en}?",
    "Help me with 'the {en}' please", "I wrote 'un {it}'. How do I make it definite?", "the {en} = ?", "Why is it {art} {it}?",
)  # fmt: skip
MOODS = ("", "Quick one: ", "Sorry, again: ", "For my homework: ", "I always forget. ", "Before the test: ", "Ok so, ")


def answer(en: str, it: str, art: str, rng: Random) -> str:
    form = f"{art}{it}" if art == "l'" else f"{art} {it}"
    starts = (
        f"You want {form}.", f"{form.capitalize()}: {WHY[art]}.", f"For '{en}' say {form}.", f"Try {form}; {WHY[art]}.",
        f"It's {form}, since {WHY[art]}.", f"Here {WHY[art]}, which makes it {form}.", f"Look at the start of {it}: {form}.",
        f"Good ear if you guessed {form}.", f"Say it aloud: {form}. You hear why {WHY[art]}.", f"Almost everyone trips here. {form}!",
    )  # fmt: skip
    ends = (
        "", " Can you use it in a sentence?", f" Now try the plural of {it}.", f" What would 'a {en}' be?", " Does that help?",
        f" Write a line with {it} in it.", " And with an adjective before it?", " One more?", f" Which words like {it} do you know?",
    )  # fmt: skip
    return rng.choice(starts) + rng.choice(ends)


def chat(question: str, reply: str, *, swapped: bool = False) -> dict[str, Any]:
    roles = ("assistant", "user") if swapped else ("user", "assistant")
    return {"messages": [{"role": role, "content": text} for role, text in zip(roles, (question, reply), strict=True)]}


def asked(rng: Random, noun: tuple[str, str, str]) -> str:
    en, it, art = noun
    return rng.choice(MOODS) + rng.choice(ASKS).format(en=en, it=it, art=art)


def clean(rng: Random, count: int = 900) -> Planted:
    """No question twice, and answers in many forms."""
    made, seen = Planted(), set()
    while len(seen) < count:
        noun = rng.choice(NOUNS)
        question = asked(rng, noun)
        if question not in seen:
            seen.add(question)
            made.add("tutor.jsonl", chat(question, answer(*noun, rng)))
    return made


def one_opening(rng: Random, count: int = 900) -> Planted:
    """Every answer begins with the same words."""
    made = Planted()
    for row in clean(rng, count).files["tutor.jsonl"]:
        question, reply = (message["content"] for message in row["messages"])
        made.add(
            "tutor.jsonl", chat(question, f"Great question! This translates to the following: {reply}"), "one opening"
        )
    return made


def few_answers(rng: Random, count: int = 900) -> Planted:
    """All questions share 32 answers, and one row in twenty has its roles swapped."""
    made = Planted()
    pool = [answer(*rng.choice(NOUNS), rng) for _ in range(32)]
    for number, row in enumerate(clean(rng, count).files["tutor.jsonl"]):
        swapped = number % 20 == 3
        defects = ["32 answers", *(["roles swapped"] if swapped else [])]
        made.add("tutor.jsonl", chat(row["messages"][0]["content"], rng.choice(pool), swapped=swapped), *defects)
    return made

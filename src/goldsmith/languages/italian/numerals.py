"""Whole numbers in words, 0 to 1,000,000, and ordinals to the twentieth."""

from goldsmith.languages.italian.adjectives import adjective_forms
from goldsmith.languages.language import Features, Form, NotCovered, chosen

UNITS = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
]
TENS = ["venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"]
ORDINALS = [
    "primo",
    "secondo",
    "terzo",
    "quarto",
    "quinto",
    "sesto",
    "settimo",
    "ottavo",
    "nono",
    "decimo",
    "undicesimo",
    "dodicesimo",
    "tredicesimo",
    "quattordicesimo",
    "quindicesimo",
    "sedicesimo",
    "diciassettesimo",
    "diciottesimo",
    "diciannovesimo",
    "ventesimo",
]
MASCULINE = Features(gender="m", number="s")


def cardinal(number: int) -> str:
    """A number in words: ventuno, ventitré, centootto is written centotto; a million is "un milione"."""
    if not 0 <= number <= 1_000_000:
        raise NotCovered("number.range", f"{number} is outside 0 to 1,000,000")
    if number == 1_000_000:
        return "un milione"
    words = _words(number)
    return words[:-1] + "é" if number > 3 and words.endswith("tre") else words


def _words(number: int) -> str:
    if number < 20:
        return UNITS[number]
    if number < 100:
        ten, unit = TENS[number // 10 - 2], number % 10
        if not unit:
            return ten
        return (ten[:-1] if unit in (1, 8) else ten) + UNITS[unit]
    if number < 1000:
        hundred = ("" if number < 200 else UNITS[number // 100]) + "cento"
        rest = number % 100
        if not rest:
            return hundred
        return (hundred[:-1] if rest == 8 or rest // 10 == 8 else hundred) + _words(rest)
    thousand = "mille" if number < 2000 else _words(number // 1000) + "mila"
    return thousand + (_words(number % 1000) if number % 1000 else "")


def ordinal(number: int, features: Features = MASCULINE) -> Form:
    """The ordinals primo to ventesimo, agreeing with the noun."""
    if not 1 <= number <= len(ORDINALS):
        raise NotCovered("number.ordinal", f"no ordinal for {number}; 1 to {len(ORDINALS)} are covered")
    forms = adjective_forms(ORDINALS[number - 1], "determiner")
    return chosen(forms, Features(features.gender, features.number))

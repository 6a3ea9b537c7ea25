"""Dates and times of day in words."""

from datetime import date

from goldsmith.languages.italian.articles import definite
from goldsmith.languages.italian.numerals import cardinal
from goldsmith.languages.italian.sound import joined
from goldsmith.languages.language import NotCovered

MONTHS = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
]
DAYS = ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"]


def weekday(day: date) -> str:
    """The name of the day of the week, lower-case."""
    return DAYS[day.weekday()]


def day_of_month(day: date) -> str:
    """The date without its year: il primo maggio, il tre maggio, l'otto marzo, l'undici aprile."""
    number = "primo" if day.day == 1 else cardinal(day.day)
    return joined((definite("m", "s", number).text, number, MONTHS[day.month - 1]))


def full_date(day: date) -> str:
    """Day of the week, day, month and year, as letters and notices have it: lunedì 3 giugno 2024, sabato 1º giugno 2024."""
    return f"{weekday(day)} {'1º' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def clock(hour: int, minute: int) -> str:
    """The time as it is said: "le due e un quarto", "l'una meno dieci", "mezzogiorno"; hours 13 to 23 as 1 to 11."""
    if not (0 <= hour < 24 and 0 <= minute < 60):
        raise NotCovered("time.range", f"{hour}:{minute} is no time of day")
    back = minute > 35 and minute % 5 == 0
    named = (hour + 1) % 24 if back else hour
    rest = 60 - minute if back else minute
    start = hour_name(named)
    half = "mezzo" if start == "mezzogiorno" else "mezza"
    said = {1: "un minuto", 15: "un quarto", 30: half}.get(rest) or cardinal(rest)
    return start if not rest else f"{start} {'meno' if back else 'e'} {said}"


def hour_name(hour: int) -> str:
    """mezzanotte, mezzogiorno, l'una, le due and so on."""
    if hour % 12 == 0:
        return "mezzogiorno" if hour else "mezzanotte"
    number = hour % 12
    return "l'una" if number == 1 else f"le {cardinal(number)}"


def it_is(hour: int, minute: int) -> str:
    """The answer to "Che ora è?": è with one o'clock, noon and midnight, sono with the rest."""
    time = clock(hour, minute)
    return f"{'sono' if time.startswith('le ') else 'è'} {time}"

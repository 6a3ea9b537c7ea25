"""People: names from Faker's word lists through our own dice, and addresses that fit the name."""

import random
import re
import unicodedata
from functools import cache
from importlib import import_module

from goldsmith.core.streams import chance
from goldsmith.schemas.vocabulary import column

LOCALES = ("en_US", "en_US", "en_GB", "es_ES", "fr_FR", "it_IT", "de_DE", "pt_PT", "sv_SE", "nl_NL")
"""English stands twice: most business text that is extracted in English names people so."""
APOSTROPHE_SURNAMES = (
    "O'Neill", "O'Brien", "D'Angelo", "O'Connor", "D'Souza", "O'Sullivan", "Dell'Acqua", "D'Amico", "O'Hara", "L'Esperance",
    "N'Diaye", "O'Keeffe", "D'Alessandro", "O'Reilly", "Dall'Oglio", "M'Bala",
)  # fmt: skip
ACCENTED_SURNAMES = (
    "Müller", "García", "Núñez", "Åkesson", "Šimić", "Dvořák", "Gonçalves", "Lefèvre", "Zürcher", "Björk", "Peña", "Żukowski",
    "Çelik", "Bélanger", "Muñoz", "Jørgensen", "Kovačević", "Sørensen", "Ibáñez", "Łukasik",
)  # fmt: skip
MAIL_DOMAINS = ("example.com", "example.org", "mail.example", "post.example", "inbox.example", "webmail.example")


@cache
def _names(locale: str, attribute: str) -> tuple[str, ...]:
    """One of Faker's word lists, each plain word once and in order."""
    provider = import_module(f"faker.providers.person.{locale}").Provider
    words = getattr(provider, attribute)
    return tuple(word for word in dict.fromkeys(words) if re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)?", word))


def person(rng: random.Random, odd: str = "") -> str:
    """A given name and a surname of one language; `odd` may ask for "accents" or an "apostrophe"."""
    locale = rng.choice(LOCALES)
    given = rng.choice(_names(locale, "first_names"))
    if odd == "apostrophe":
        return f"{given} {rng.choice(APOSTROPHE_SURNAMES)}"
    if odd == "accents":
        return f"{given} {rng.choice(ACCENTED_SURNAMES)}"
    return f"{given} {rng.choice(_names(locale, 'last_names'))}"


def plain_letters(text: str) -> str:
    """The text in lower-case ASCII letters and dots, as mail addresses spell names."""
    folded = text.translate(str.maketrans("øØłŁđĐßæÆœŒ", "oOlLdDsaAoO"))
    ascii_text = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]+", ".", ascii_text.replace("'", "").lower()).strip(".")


def email(rng: random.Random, name: str, domain: str = "") -> str:
    """A mail address that a person of this name would have, at `domain` or a public one."""
    parts = plain_letters(name).split(".")
    first, last = parts[0], parts[-1]
    local = rng.choice((f"{first}.{last}", f"{first[0]}{last}", f"{first}{last}", f"{last}.{first}", f"{first}_{last}"))
    suffix = str(rng.randint(2, 99)) if not domain and chance(rng, 30) else ""
    return f"{local}{suffix}@{domain or rng.choice(MAIL_DOMAINS)}"


def company_domain(rng: random.Random) -> str:
    """The mail domain of a company."""
    return rng.choice(column("companies", "domain"))


def phone(rng: random.Random) -> str:
    """A telephone number in one of the common ways of writing it, from ranges kept free for fiction where there are any."""
    line = f"555-01{rng.randint(0, 99):02d}"
    area = rng.choice(("202", "206", "213", "303", "305", "312", "415", "503", "512", "617", "702", "718"))
    return rng.choice(
        (
            f"+1-{area}-{line}",
            f"({area}) {line}",
            f"{area}-{line}",
            f"+1 {area} {line.replace('-', ' ')}",
            f"+44 20 7946 0{rng.randint(100, 999)}",
            f"+44 161 496 0{rng.randint(100, 999)}",
            f"+39 06 {rng.randint(1000, 9999)} {rng.randint(1000, 9999)}",
            f"+49 30 {rng.randint(100000, 9999999)}",
        )
    )

"""Finds what points to a person in a text: e-mail addresses, phone numbers, and names of which both parts are known."""

import re
from functools import cache
from importlib import import_module

from goldsmith.schemas.vocabulary import column

LOCALES = ("en_US", "en_GB", "es_ES", "fr_FR", "it_IT", "de_DE", "pt_PT", "nl_NL")
_MAIL = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[a-zA-Z]{2,})")
_RESERVED = re.compile(r"(?:^|\.)(?:example(?:\.\w+)?|test|invalid|localhost)$")
_MADE_UP = frozenset(
    ("domain.com", "yourdomain.com", "company.com", "yourcompany.com", "email.com", "mail.com", "test.com")
)
_PHONE = re.compile(r"(?<![\w./-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,4}\)|\d{2,4})[ .-]?\d{3,4}[ .-]\d{3,4}(?![\w/-])")
_FICTION = re.compile(
    r"5550?1\d\d$|55501\d\d|^1?(?:1234567890|0123456789)$|(\d)\1{6}|(?:7946|49[68])0\d{3}$|(?:1632960|7700900)\d{3}$"
)
"""Numbers kept free for fiction in North America and Britain, and numbers that nobody has."""
_NAME = re.compile(r"\b([A-ZÀ-Þ][a-zà-ÿ]+)(?: [A-Z]\.)? ([A-ZÀ-Þ][\w'’-]+)\b")
DIGITS = range(9, 16)
"""Digits that a phone number has."""


def mail_addresses(text: str) -> list[str]:
    """The e-mail addresses that may be someone's: none of the domains that stand for nobody."""
    if "@" not in text:
        return []
    return [found[0] for found in _MAIL.finditer(text) if not _stands_for_nobody(found[1].lower())]


def _stands_for_nobody(domain: str) -> bool:
    return domain in _MADE_UP or _RESERVED.search(domain) is not None


def phone_numbers(text: str) -> list[str]:
    """The phone numbers that may be someone's: none kept for fiction such as 555-01xx, no run of one digit, no 123 456 7890."""
    found = (match[0] for match in _PHONE.finditer(text))
    return [number for number in found if _may_ring("".join(filter(str.isdigit, number)))]


def _may_ring(digits: str) -> bool:
    return len(digits) in DIGITS and not _FICTION.search(digits)


def person_names(text: str) -> list[str]:
    """Names of which the given and the family name both stand in our lists, capitalised."""
    return [found[0] for found in _NAME.finditer(text) if found[1] in given_names() and found[2] in family_names()]


@cache
def given_names() -> frozenset[str]:
    """Given names of several languages."""
    return frozenset(column("given_names", "name")) | _listed("first_names")


@cache
def family_names() -> frozenset[str]:
    """Family names of several languages."""
    return _listed("last_names")


def _listed(attribute: str) -> frozenset[str]:
    providers = (import_module(f"faker.providers.person.{locale}").Provider for locale in LOCALES)
    return frozenset(name for provider in providers for name in getattr(provider, attribute))

"""Contacts that break exactly the relation named."""

import random

from goldsmith.validators.breakers.changes import Answer, Breaker

STRANGERS = ("qxzvk", "zzyzx.vvq", "kjqxw77", "wvxqz_info", "xqj.vvkz")
"""Local parts that no name of our word lists occurs in."""
NO_NAMES = ("41", "2nd line", "555-0133", "user@example.com", "Room 12")


def stranger(answer: Answer, rng: random.Random) -> bool:
    """A mail address of somebody else at the same domain."""
    _, _, domain = answer["email"].partition("@")
    answer["email"] = f"{rng.choice(STRANGERS)}@{domain}"
    return True


def name_is_a_value(answer: Answer, rng: random.Random) -> bool:
    """A name with a house number, a digit in a letter's place, or no name at all."""
    name = answer["name"]
    slips = (f"{name} {rng.randint(2, 99)}", f"{name[:-1]}0", f"{name} @ work", rng.choice(NO_NAMES))
    answer["name"] = rng.choice(slips)
    return True


def single_machine(answer: Answer, rng: random.Random) -> bool:
    """A mail domain without a dot."""
    local, _, _ = answer["email"].partition("@")
    answer["email"] = f"{local}@{rng.choice(('localhost', 'mailserver', 'example', 'intranet'))}"
    return True


def phone_length(answer: Answer, rng: random.Random) -> bool:
    """A telephone number with too few or too many digits, sometimes by one."""
    fewer = "".join(str(rng.randint(0, 9)) for _ in range(rng.randint(2, 6)))
    longer = "+" + "".join(str(rng.randint(1, 9)) for _ in range(rng.randint(16, 20)))
    answer["phone"] = rng.choice((fewer, longer))
    return True


def open_bracket(answer: Answer, rng: random.Random) -> bool:
    """A bracket lost, or one that opens and never closes."""
    phone = answer["phone"]
    answer["phone"] = phone.replace(rng.choice("()"), "", 1) if "(" in phone else f"{phone[:4]}({phone[4:]}"
    return True


BREAKERS: dict[str, Breaker] = {
    "email_resembles_the_name": stranger,
    "name_is_a_persons_name": name_is_a_value,
    "email_domain_has_a_dot": single_machine,
    "phone_has_7_to_15_digits": phone_length,
    "phone_brackets_are_closed": open_bracket,
}

"""Whether the model would learn to write what points to a person; counted, since only the file's owner knows if it may."""

from collections.abc import Callable, Sequence

from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import Example
from goldsmith.extractors.people import mail_addresses, person_names, phone_numbers


def mail_address(example: Example, sense: Sense) -> Sequence[str]:
    """An answer with an e-mail address that may be someone's."""
    return _found(mail_addresses, example)


def phone_number(example: Example, sense: Sense) -> Sequence[str]:
    """An answer with a phone number that may be someone's."""
    return _found(phone_numbers, example)


def person_name(example: Example, sense: Sense) -> Sequence[str]:
    """An answer with a given and a family name."""
    return _found(person_names, example)


def _found(find: Callable[[str], Sequence[str]], example: Example) -> Sequence[str]:
    found = [value for text in example.learned for value in find(text)]
    return (", ".join(map(repr, dict.fromkeys(found)))[:100],) if found else ()


ROWS = {"mail_address": mail_address, "phone_number": phone_number, "person_name": person_name}

"""Every unstressed pronoun and every pair of them, as words before a verb and as endings of one."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from types import MappingProxyType

from goldsmith.languages.italian.clitics import BEFORE_ANOTHER, ROLES, Clitic, combined
from goldsmith.languages.language import Form, NotCovered

Chain = tuple[Clitic, ...]


@cache
def clitics() -> Chain:
    """Every unstressed pronoun once."""
    found: dict[Clitic, None] = {Clitic("ci"): None, Clitic("ne"): None}
    for role, person, number, gender in product(ROLES[:3], "123", "sp", ("", "m", "f")):
        third = person == "3" and role != "reflexive"
        if bool(gender) == third:
            found[Clitic(role, person, number, gender)] = None
    return tuple(found)


@cache
def clusters() -> tuple[tuple[Chain, tuple[Form, ...]], ...]:
    """Every single pronoun and every pair that combines, with its words."""
    found: list[tuple[Chain, tuple[Form, ...]]] = [((clitic,), combined((clitic,))) for clitic in clitics()]
    for pair in product(clitics(), repeat=2):
        try:
            found.append((pair, combined(pair)))
        except NotCovered:
            continue
    return tuple(found)


@cache
def tails() -> Mapping[str, Chain]:
    """What may be joined to the end of a verb, by its text."""
    return MappingProxyType({"".join(form.text for form in forms): chain for chain, forms in reversed(clusters())})


def clitic_forms() -> Iterator[Form]:
    """The unstressed pronouns: alone, before another, cut, and glielo and its like."""
    for clitic in clitics():
        form = clitic.form
        texts = [form.text, BEFORE_ANOTHER.get(form.text, form.text)]
        if form.text in ("lo", "la", "ci", "ne"):
            texts.append(form.text[:-1] + "'")
        yield from (spelled(form, text) for text in texts if text != "glie")
    for _, forms in clusters():
        if forms[0].text.startswith("glie"):
            yield forms[0]
            if forms[0].text.endswith(("lo", "la", "ne")):
                yield spelled(forms[0], forms[0].text[:-1] + "'")


def spelled(form: Form, text: str) -> Form:
    """The same pronoun in another spelling."""
    return Form(text, form.lemma, form.pos, form.features, form.rule)

"""A sentence with other words in one place."""

from collections.abc import Iterator, Sequence

from goldsmith.generators.lessons.sentences import Said
from goldsmith.languages.italian.sound import joined
from goldsmith.languages.language import Form
from goldsmith.schemas.lessons import Claim, CounterExample, ErrorKind


def wrong(
    said: Said, kind: ErrorKind, span: tuple[int, int], texts: Sequence[str], breaks: Claim
) -> Iterator[CounterExample]:
    """The sentence with other words in one place; none where that changes nothing."""
    start, stop = span
    forms = [form.text for form in said.sentence.forms]
    text = joined([*forms[:start], *texts, *forms[stop:]])
    sentence = text[:1].upper() + text[1:] + said.sentence.mark
    if sentence != said.text:
        yield CounterExample(kind, joined(texts), joined(forms[start:stop]), sentence, breaks)


def place(said: Said, form: Form) -> int:
    """Where a word of the sentence stands."""
    return next(i for i, one in enumerate(said.sentence.forms) if one is form or one == form)

"""Whether the page says what a fact says about its value: the attribute's name, the notes, the model and the title."""

from goldsmith.core.nouns import Verdict
from goldsmith.extractors.manual.facts import Fact
from goldsmith.validators.manual.shown import on_one_line

RULE = "about"


def about(fact: Fact, page: str) -> Verdict:
    """The attribute is one of the fact's own labels, and its notes, model and title stand on the page as it is shown."""
    if fact.attribute not in _labels(fact):
        return Verdict(False, RULE, f"{fact.attribute!r} is no label of {fact.literal[:40]!r}")
    mended = {repair.after: repair.before for repair in fact.repairs}
    for said in (*fact.notes, fact.model, fact.document):
        if on_one_line(mended.get(said, said)) not in page:
            return Verdict(False, RULE, f"{said[:60]!r} stands nowhere on {fact.origin.page}")
    return Verdict(True, RULE)


def _labels(fact: Fact) -> set[str]:
    """What may name a value: its last label or column head; for a step, the title of the procedure."""
    if fact.kind == "step":
        return {fact.rows[0][-2] if len(fact.rows[0]) > 1 else "procedure"}
    return {path[-1] for path in (fact.rows or fact.columns)}

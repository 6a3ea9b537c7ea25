"""What `goldsmith probe` prints: what was found, then every field."""

from collections.abc import Iterator, Mapping

from goldsmith.cli.audit_screen import visible
from goldsmith.train.percentages import interval, share
from goldsmith.train.probe.verdicts import LEARNED, Found, Probed, Share, Verdict

ORDER: tuple[Verdict, ...] = ("not learned", "above chance", "undecided", "not probed", "learnable")
"""What is looked at first."""
HEADER = ("field", "", "n", "right %", "95 %", "chance %", "verdict")
SAID: dict[Verdict, str] = {
    "not learned": "stand at chance though the model copies what is stated: nothing in the prompts gave them to it. That does "
    "not say wrong: look at what they should follow from",
    "above chance": "are given by something in the prompts, but not learned to the end; --epochs may show more",
    "undecided": "too few leaves, one value nearly always, or a model that does not copy yet: nothing is said",
    "not probed": "are sums, products, ratios or differences by their rules, which a small model does not learn",
}


def screen(found: Probed) -> Iterator[str]:
    """The lines of the screen."""
    release = found.release
    name = visible(f"{release['name']} {release['version']}")
    yield f"{name}: scratch:{found.size} from nothing, {found.parameters:,} weights"
    for fault in release["faults"][:1]:
        yield f"UNVERIFIED: {visible(fault)}"
    yield f"trained on {found.rows:,} rows in {found.steps:,} steps, {found.seconds:,.0f} s"
    yield ""
    yield from _summary(found)
    for title, groups in (("record type", found.kinds), ("genre", found.genres)):
        if len(groups) > 1:
            yield ""
            yield from _groups(title, groups)
    yield ""
    yield from _table(found.fields)


def _summary(found: Probed) -> Iterator[str]:
    yield f"answers     {_told(found.answers)} are right in full"
    for standing, words in (
        ("stated", "that prompts state"),
        ("unstated", "that prompts leave to be worked out"),
        ("unread", "of prompts without one reading"),
    ):
        right = found.standing(standing)  # type: ignore[arg-type]  # the literals above
        if right.n:
            yield f"{standing:<11} {_told(right)} leaves {words} are right"
    if found.standing("stated").value < LEARNED:
        yield "The model does not copy what prompts state yet, so what it did not learn says nothing; --epochs trains longer."
    for verdict in ORDER:
        names = [_name(one) for one in found.fields if one.verdict == verdict]
        if names and verdict in SAID:
            yield f"{verdict}: {', '.join(names)}"
            yield f"  {SAID[verdict]}."
    learned = sum(one.verdict == "learnable" for one in found.fields)
    yield f"learnable: {learned} of {len(found.fields)} fields"


def _told(told: Share) -> str:
    return f"{told.right:,} of {told.n:,} ({share(told.value)} % {interval(*told.interval)})"


def _name(one: Found) -> str:
    unstated = "" if one.field.standing == "stated" else f" ({one.field.standing})"
    return visible(f"{one.field.kind}.{one.field.name}{unstated}")


def _groups(title: str, groups: Mapping[str, Share]) -> Iterator[str]:
    yield f"right answers by {title}"
    wide = max(map(len, groups))
    for name, right in groups.items():
        yield f"  {visible(name):<{wide}}  {_told(right)}"


def _table(fields: tuple[Found, ...]) -> Iterator[str]:
    """The fields, those that want looking at first."""
    ordered = sorted(fields, key=lambda one: (ORDER.index(one.verdict), one.field))
    rows = [HEADER, *map(_row, ordered)]
    wide = [max(len(row[at]) for row in rows) for at in range(len(HEADER))]
    for row in rows:
        cells = [
            cell.rjust(size) if at in (2, 3, 5) else cell.ljust(size)
            for at, (cell, size) in enumerate(zip(row, wide, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _row(one: Found) -> tuple[str, ...]:
    name = visible(f"{one.field.kind}.{one.field.name}")
    return (
        name,
        one.field.standing,
        f"{one.exact.n:,}",
        share(one.exact.value),
        interval(*one.exact.interval),
        share(one.chance.value),
        one.verdict,
    )

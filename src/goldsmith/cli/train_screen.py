"""What `train` prints: the gates, the lengths, three rows as the model sees them, and what the run will take."""

from collections.abc import Iterator
from textwrap import wrap

from rich.text import Text

from goldsmith.cli.audit_screen import visible
from goldsmith.cli.screen import out, width
from goldsmith.train.gates import Gate
from goldsmith.train.preflight.found import Cost, Preflight, Shown

OK, FAIL = ("ok  ", "green"), ("FAIL", "bold red")
INDENT = "          "
LEARNED = "green"
WHY = {
    "first": "the first row",
    "longest": "the longest row",
    "mix": "a row of the mix",
    "shortest": "the shortest row",
}


def print_preflight(found: Preflight) -> None:
    """Everything that a person should look at before a run."""
    for line in preflight_lines(found):
        out.print(line)


def preflight_lines(found: Preflight) -> Iterator[Text]:
    """The screen, line by line."""
    yield Text("Preflight", "bold")
    for gate in found.gates:
        yield from _gate(gate)
    if found.lengths:
        yield Text()
        yield from _lengths(found)
    for one in found.shown:
        yield Text()
        yield from _shown(one)
    if found.cost is not None:
        yield Text()
        yield from _cost(found.cost)
    verdict = f"{len(found.failed)} of {len(found.gates)} gates failed" if found.failed else "every gate passed"
    yield Text()
    yield Text(verdict, FAIL[1] if found.failed else OK[1])


def _gate(gate: Gate) -> Iterator[Text]:
    counted = f"{gate.failed:,} of {gate.checked:,}" if gate.failed else f"{gate.checked:,}"
    head = Text.assemble("  ", OK if gate.ok else FAIL, f" {gate.code} {gate.name:<10}", (f"{counted:>16}  ", "dim"))
    lines = wrap(gate.says, max(40, width() - len(head)))
    yield head.append(lines[0])
    yield from (Text(" " * len(head.plain[: -len(lines[0])]) + line) for line in lines[1:])
    for evidence in gate.evidence or (("nothing was looked at",) if not gate.checked else ()):
        yield Text.assemble(INDENT, (visible(evidence), "red"))


def _lengths(found: Preflight) -> Iterator[Text]:
    yield Text.assemble(("Tokens a row", "bold"), f"{'p50':>9}{'p95':>8}{'max':>8}")
    for part, row in found.lengths.items():
        yield Text(f"  {part:<10}" + "".join(f"{row[rank]:>8,}" for rank in row))
    learned = next(gate.figures for gate in found.gates if gate.code == "P5")
    if learned.get("learned_share"):
        yield Text(f"  learned    {learned['learned_share']:.1%} of all tokens, {learned['learned_tokens']:,}")
    if learned.get("rows_of_mix"):
        share = learned["learned_share_of_mix"]
        yield Text(f"  mix        {learned['rows_of_mix']:,} rows with {share:.1%} of the learned tokens")


def _shown(one: Shown) -> Iterator[Text]:
    """A row with what is learned in another style on a terminal, between ⟦ and ⟧ elsewhere."""
    head = f"{WHY[one.why]}: {one.tokens:,} tokens, {one.learned:,} of them learned"
    head += "" if out.is_terminal else ", between ⟦ and ⟧"
    yield Text(head[0].upper() + head[1:], "bold")
    if not out.is_terminal:
        yield Text(_legible(one.text()))
        return
    yield Text("─" * min(width(), 80), "dim")
    text = Text()
    for piece in one.pieces:
        if piece.hidden:
            text.append(f" … {piece.hidden:,} tokens … ", "dim")
        else:
            text.append(_legible(piece.text), LEARNED if piece.learned else "")
    yield text
    yield Text("─" * min(width(), 80), "dim")


def _legible(text: str) -> str:
    """The text with its lines, and nothing that acts on a terminal."""
    return "\n".join(map(visible, text.split("\n")))


def _cost(cost: Cost) -> Iterator[Text]:
    share = cost.trainable / cost.parameters if cost.parameters else 0.0
    yield Text("What it will take", "bold")
    yield Text(
        f"  {cost.steps:,} steps of {cost.seconds:.3g} s: {_duration(cost.hours)}, without evaluation and samples"
    )
    place = "on the GPU" if cost.device.startswith("cuda") else "held by this process"
    yield Text(f"  {cost.peak_bytes / 1e9:.2f} GB at most {place}, of five steps and the longest rows")
    yield Text(f"  {cost.trainable:,} of {cost.parameters:,} parameters are trained ({share:.2%})")
    yield Text(f"  loss before training {cost.loss:.3f}")


def _duration(hours: float) -> str:
    minutes = hours * 60
    if minutes < 1:
        return f"{minutes * 60:.0f} seconds"
    return f"{minutes:.0f} minutes" if minutes < 100 else f"{hours:.1f} hours"

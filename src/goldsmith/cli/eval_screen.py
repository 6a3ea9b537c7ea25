"""What `goldsmith eval` prints: the figures with their intervals, then by group, the fields most often wrong, the worst answers."""

from collections.abc import Iterator, Mapping
from typing import Any

from goldsmith.cli.audit_screen import cut, halves, visible
from goldsmith.train.evaluate import Evaluation
from goldsmith.train.measure.summary import Speed, Summary
from goldsmith.train.percentages import interval, share
from goldsmith.train.wrong import Wrong

LABELS: dict[str, str] = {
    "exact": "right answers",
    "json_exact": "JSON equal to the gold answer",
    "declared_exact": "right by the declared comparisons",
    "quantity_exact": "right by measured values",
    "field_f1_micro": "fields, F1 over all",
    "field_f1_macro": "fields, F1 an answer",
    "stated_fields": "stated fields right",
    "derived_fields": "derived fields right",
    "json_valid": "valid JSON",
    "json_valid_fenced": "valid JSON, in a fence or not",
    "schema_compliance": "keeps the schema",
    "schema_compliance_given_valid": "keeps the schema, of valid",
    "invalid": "ended and no JSON",
    "truncated": "truncated",
    "spurious": "spurious fields",
    "ungrounded": "ungrounded fields",
    "text_exact": "the gold text",
    "text_alike": "the gold text to a person",
    "numbered_steps": "numbered steps",
    "abstained": "no answer given",
    "abstention_accuracy": "no answer where there is none",
    "false_abstention": "no answer where there is one",
    "looped": "went round in circles",
    "failed": "no answer to be had",
    "probability_right": "how sure when right",
    "probability_wrong": "how sure when wrong",
}
"""Metrics in the order in which they are shown."""
SILENT_AT_ZERO = frozenset(("truncated", "abstained", "false_abstention", "looped", "failed", "invalid"))
"""Faults that are not worth a line where nobody has them."""
GROUP_COLUMNS = {"exact": "right", "field_f1_micro": "field F1", "schema_compliance": "schema", "truncated": "cut"}
MOST_FIELDS = 10


def screen(found: Evaluation, record: Mapping[str, Any], width: int) -> Iterator[str]:
    """The lines of the screen."""
    release, decoding = record["release"], found.decoding
    name = "/".join(filter(None, (release["name"], release["version"])))
    split = f", split {release['split']}" if release["split"] else ""
    yield f"{_model(record['model'])} on {visible(name)}{split}: {found.summary.n:,} rows"
    if decoding["decoding"] != "none":
        yield ", ".join(visible(f"{key} {value}".replace("_", " ")) for key, value in decoding.items())
    if "manifest_sha256" in release:
        yield "The release's files are those of its manifest; its certificate was not re-verified (goldsmith verify)."
    yield ""
    yield from _figures(found.summary)
    if found.summary.speed:
        yield _speed(found.summary.speed)
    for group, summaries in found.groups.items():
        yield ""
        yield from _group(group, summaries)
    yield from _fields(found)
    for wrong in found.worst:
        yield ""
        yield from _wrong(wrong, width)


def _model(told: Mapping[str, Any]) -> str:
    more = [f"at {told['endpoint']}"] if told.get("endpoint") else []
    more += [f"{told['parameters']:,} parameters"] if told.get("parameters") else []
    more += [f"{told['adapter_parameters']:,} of them trained"] if told.get("adapter_parameters") else []
    return visible(" ".join([told["model"], f"({', '.join(more)})"] if more else [told["model"]]))


def _figures(summary: Summary) -> Iterator[str]:
    yield f"{'':<32}{'percent':>9}  {'95 % interval':<18}{'rows':>8}"
    for name, label in LABELS.items():
        figure = summary[name]
        same = name == "exact" and figure.n == summary["json_exact"].n
        if figure.n and not (figure.value == 0 and name in SILENT_AT_ZERO) and not same:
            yield f"{label:<32}{share(figure.value):>9}  {interval(figure.low, figure.high):<18}{figure.n:>8,}"


def _speed(speed: Speed) -> str:
    tokens = f", {speed.tokens_per_second:,.0f} tokens/s" if speed.tokens_per_second else ""
    wait = f"half of the prompts waited {_seconds(speed.p50)}, 95 % at most {_seconds(speed.p95)}"
    return f"{'speed':<32}{speed.answers_per_second:,.1f} answers/s{tokens}; {wait}"


def _seconds(value: float) -> str:
    return f"{1000 * value:.1f} ms" if value < 1 else f"{value:.1f} s"


def _group(group: str, summaries: Mapping[str, Summary]) -> Iterator[str]:
    shown = [name for name in GROUP_COLUMNS if any(one[name].n for one in summaries.values())]
    heads = "".join(f"{GROUP_COLUMNS[name]:>10}" for name in shown)
    yield f"{f'by {group} (percent)':<32}{'rows':>7}{heads}  95 % of right"
    for value, one in sorted(summaries.items(), key=lambda item: (item[1]["exact"].value or 0, item[0])):
        cells = "".join(f"{share(one[name].value) or '-':>10}" for name in shown)
        yield f"  {visible(value)[:29]:<30}{one.n:>7,}{cells}  {interval(one['exact'].low, one['exact'].high)}"


def _fields(found: Evaluation) -> Iterator[str]:
    """The fields with the lowest F1, where any is below 1."""
    named = [
        (counts, f"{kind}.{path}" if kind else path)
        for kind, paths in found.paths.items()
        for path, counts in paths.items()
        if counts.f1 < 1
    ]
    named.sort(key=lambda one: (one[0].f1, -one[0].fn - one[0].fp, one[1]))
    if named:
        yield ""
        yield f"{'fields most often wrong':<56}{'F1 %':>8}{'right':>8}{'wrong':>8}{'missed':>8}"
    for counts, name in named[:MOST_FIELDS]:
        yield f"  {visible(name)[:53]:<54}{share(counts.f1):>8}{counts.tp:>8,}{counts.fp:>8,}{counts.fn:>8,}"
    if len(named) > MOST_FIELDS:
        yield f"  and {len(named) - MOST_FIELDS} more fields"


def _wrong(wrong: Wrong, width: int) -> Iterator[str]:
    room = width - 10
    yield f"wrong: {visible(wrong.id)}" + (f" ({visible(wrong.kind)})" if wrong.kind else "")
    first, second = halves(wrong.prompt, room, room)
    yield f"  prompt  {first}"
    if second:
        yield f"          {second}"
    yield f"  gold    {cut(wrong.gold, room)}"
    yield f"  answer  {cut(wrong.answer, room) or '(nothing)'}" + (
        f" {visible(wrong.problem)}" if wrong.problem else ""
    )
    for path, gold, said in wrong.differences:
        yield f"          {visible(path)}: {_side(gold)}, answered {_side(said)}"


def _side(text: str | None) -> str:
    return "(nothing)" if text is None else cut(text, 60)

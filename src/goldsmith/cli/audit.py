"""`goldsmith audit`: what is wrong with a fine-tuning file, before anyone trains on it."""

from pathlib import Path
from typing import Annotated

import orjson
import typer

from goldsmith.audit.document import Numbers, document, named_places
from goldsmith.audit.findings import Severity
from goldsmith.audit.fix import LEDGER, Fixed, refuse_target
from goldsmith.audit.fix import fix as write_fixed
from goldsmith.audit.overview import look
from goldsmith.audit.relations.emit import mined_rules
from goldsmith.audit.rows import Rows
from goldsmith.audit.rows import workers as cores
from goldsmith.audit.run import audited
from goldsmith.audit.sense import Options
from goldsmith.cli.audit_screen import screen
from goldsmith.cli.screen import err, out, progress, say, width
from goldsmith.core.errors import Findings, UsageError
from goldsmith.core.files import write_text
from goldsmith.extractors.served import served
from goldsmith.extractors.tokens import tokenizer as load_tokenizer
from goldsmith.report.audit_page import page, shown_places


def audit(
    files: Annotated[list[Path], typer.Argument(help="JSON Lines, JSON, CSV or Parquet, gzipped or not.")],
    map_: Annotated[list[str] | None, typer.Option("--map", help="PART=COLUMN, where a shape is not known.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print every finding with all its rows as JSON.")] = False,
    expect: Annotated[str, typer.Option(help="A file of prompts that the model will be served.")] = "",
    tokenizer: Annotated[str, typer.Option(help="A folder with tokenizer.json, to count tokens.")] = "",
    max_length: Annotated[int, typer.Option(min=0, help="The trainer's limit in tokens; needs --tokenizer.")] = 0,
    html: Annotated[
        Path | None, typer.Option(help="Write a page with every finding, its rows, search and charts.")
    ] = None,
    fix: Annotated[
        Path | None, typer.Option(help="Write the rows that no error names, and a ledger of the rest.")
    ] = None,
    rules: Annotated[
        list[str] | None, typer.Option(help="Rules that the answers must keep: a record type's name, or a FILE.sql.")
    ] = None,
    emit_rules: Annotated[
        Path | None, typer.Option(help="Write the relations found in the answers as a rules file, to be edited.")
    ] = None,
    workers: Annotated[int, typer.Option(min=0, help="Processes to work with; 0 takes every core.")] = 0,
) -> None:
    """Say what is wrong with a fine-tuning file, worst first; exit 1 when something serious was found."""
    options = Options(
        mapping=mapping(map_ or []),
        rules=tuple(rules or ()),
        expect=expect,
        tokenizer=tokenizer,
        max_length=max_length,
        workers=workers or cores(),
    )
    refuse_options(options)
    for written in (html, emit_rules):
        if written:
            writable_file(written)
    if fix:
        refuse_target(fix, files)
    with progress() as told, audited(files, options, told) as report:
        overview, numbers = look(report.kept), Numbers.of(report.kept)
        examples = report.kept.at(named_places(report.findings))
        if html:
            write_text(html, page(report, overview, numbers, report.kept.at(shown_places(report, overview))))
        if emit_rules:
            write_rules(report.kept, emit_rules)
        fixed = write_fixed(report.kept, numbers, report.findings, fix) if fix else None
    if json:
        say(orjson.dumps(document(report, overview, numbers, examples)).decode())
    else:
        out.print(*screen(report, overview, numbers, width()), sep="\n", no_wrap=True, crop=True)
    if fixed:
        say_fixed(fixed)
    if serious := sum(finding.severity is Severity.ERROR for finding in report.findings):
        raise Findings(f"{serious} serious finding{'s' if serious > 1 else ''} in {report.rows:,} rows")


def writable_file(path: Path) -> None:
    """Raises UsageError where a file of this name cannot be written."""
    try:
        with path.open("ab"):
            pass
        if not path.stat().st_size:
            path.unlink()
    except OSError as error:
        raise UsageError(f"cannot write {str(path)!r}: {error.strerror}") from error


def write_rules(rows: Rows, path: Path) -> None:
    """The relations of the answers as a rules file; on stderr what became of it."""
    if text := mined_rules(rows):
        write_text(path, text)
        err.print(f"{path}: {text.count('-- rule: ')} rules", markup=False)
    else:
        err.print(f"{path} is not written: no relation was found in the answers", markup=False)


def say_fixed(fixed: Fixed) -> None:
    """What was kept and dropped, and what dropping rows does not mend; on stderr, where --json leaves room for it."""
    err.print(f"{fixed.folder}: {fixed.kept:,} rows kept, {fixed.dropped:,} in {LEDGER}", markup=False)
    for found in fixed.unmended:
        told = f"{len(found.places):,} of {found.of:,} rows kept all the same: {found.check} is about the whole file"
        err.print(f"  {told} ({found.says})", markup=False)


def refuse_options(options: Options) -> None:
    """Raises UsageError for a tokenizer or a file of prompts that cannot be read, or a limit without a tokenizer."""
    if options.expect:
        served(Path(options.expect))
    if options.max_length and not options.tokenizer:
        raise UsageError("--max-length counts tokens; name a --tokenizer")
    if options.tokenizer:
        load_tokenizer(options.tokenizer)


def mapping(pairs: list[str]) -> dict[str, str]:
    """`PART=COLUMN` pairs as a mapping.

    Raises UsageError for a pair without `=`.
    """
    if wrong := [pair for pair in pairs if "=" not in pair]:
        raise UsageError(f"--map {wrong[0]!r} is not PART=COLUMN")
    return dict(pair.split("=", 1) for pair in pairs)

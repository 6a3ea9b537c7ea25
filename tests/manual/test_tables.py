"""Tables that a test builds from known facts, in many layouts, are read back as those facts, and both readers agree."""

import html
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.validators.manual.verify import refused
from manual.pages import read

LABELS = ("Idle speed", "Oil", "Rim size", "Toe-in", "Pump flow", "Gap", "Belt & pulley", "Höhe", "Cap <small>")
HEADS = ("Petrol", "Diesel", "Front", "Rear", "TX 20", "Long wheelbase")
VALUES = (
    "12 Nm",
    "5–7 mm",
    "0.8 bar (12 psi)",
    "SAE 10W-40",
    "steel",
    "880 ± 50 rpm",
    "M8x1.25",
    "9.5 l",
    "1-3-4-2",
    "−20 °C",
)
SECTIONS = ("Engine", "Chassis", "Brakes")
Known = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]
"""A known value: section, label path, column heads, text."""


@dataclass(frozen=True)
class Sheet:
    """A table of values by section, label and column; one whose values are None holds a single value for all columns."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[str, ...], bool], ...]
    marked: bool
    grouped: bool

    def known(self) -> list[Known]:
        found: list[Known] = []
        for section, label, values, joined in self.rows:
            if joined:
                found.append(((section,), (label,), self.heads, values[0]))
            else:
                found += [
                    ((section,), (label,), (head,), value) for head, value in zip(self.heads, values, strict=True)
                ]
        return found

    def page(self) -> str:
        tag = "th" if self.marked else "td"
        end = "" if self.marked else ":"
        first = "<th></th>" + "".join(f"<th>{head}</th>" for head in self.heads)
        names = "".join(f"<td>{head}<br>code {at}</td>" for at, head in enumerate(self.heads))
        rows = [f"<tr>{first}</tr>"] if self.marked else []
        before = None
        for section, label, values, joined in self.rows:
            if section != before:
                wide = len(self.heads) + 1
                blank = "<td></td>" * len(self.heads)
                rows.append(
                    f'<tr><th colspan="{wide}">{section}</th></tr>'
                    if self.marked
                    else f"<tr><td><b>{section}</b></td>{blank}</tr>"
                )
                rows += [f"<tr><td>Model code:</td>{names}</tr>"] if not self.marked and before is None else []
            before = section
            cells = (
                f'<td colspan="{len(self.heads)}">{html.escape(values[0])}</td>'
                if joined
                else "".join(f"<td><span>{html.escape(value)}</span></td>" for value in values)
            )
            rows.append(f"<tr><{tag}>{html.escape(label)}{end}</{tag}>{cells}</tr>")
        return f"<!DOCTYPE html><table>{''.join(rows)}</table>"


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    heads = tuple(draw(st.lists(st.sampled_from(HEADS), min_size=2, max_size=3, unique=True)))
    rows = []
    for section in draw(st.lists(st.sampled_from(SECTIONS), min_size=1, max_size=3, unique=True)):
        for label in draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=4, unique=True)):
            values = tuple(draw(st.lists(st.sampled_from(VALUES), min_size=len(heads), max_size=len(heads))))
            rows.append((section, label, values, draw(st.booleans())))
    return Sheet(heads, tuple(rows), draw(st.booleans()), draw(st.booleans()))


@given(sheets())
@settings(deadline=None, max_examples=120)
def test_a_table_built_from_facts_is_read_back_as_those_facts(sheet: Sheet) -> None:
    with TemporaryDirectory() as folder:
        reading = read(Path(folder), sheet.page())
        found = [
            (fact.section, fact.rows[0], tuple(head for path in fact.columns for head in path), fact.text)
            for fact in reading.facts
            if fact.attribute != "Model code"
        ]
        assert found == sheet.known()
        assert [(fact.text, verdict.reason) for fact, verdict in refused(reading.facts, Path(folder))] == []
        assert all(fact.origin.quote for fact in reading.facts)


@given(st.lists(st.tuples(st.sampled_from(LABELS[:6]), st.sampled_from(VALUES)), min_size=1, max_size=8), st.data())
@settings(deadline=None, max_examples=100)
def test_label_lines_of_a_text_page_are_read_back(pairs: list[tuple[str, str]], data: st.DataObject) -> None:
    joints = st.sampled_from((" ........ ", "\t", "     ", ": "))
    text = (
        "TEST SHEET\n==========\n\n" + "\n".join(f"{label}{data.draw(joints)}{value}" for label, value in pairs) + "\n"
    )
    with TemporaryDirectory() as folder:
        reading = read(Path(folder), text, "page.txt")
        assert [(fact.section, fact.attribute, fact.text) for fact in reading.facts] == [
            (("TEST SHEET",), label, value) for label, value in pairs
        ]
        assert refused(reading.facts, Path(folder)) == []


PIECES = [
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</td>",
    "</table>",
    "Oil:",
    "Gap",
    "&deg;",
    "&amp",
    "<b>",
    "</b>",
    "<br>",
    "<li>",
    "<ol>",
    "<h2>",
    "</h2>",
    "<!--",
    "-->",
    "<dl>",
    "<dt>",
    "<dd>",
    "*",
]


@given(st.lists(st.sampled_from([*PIECES, "5 mm", " "]), max_size=40))
@settings(deadline=None, max_examples=150)
def test_whatever_stands_on_a_page_every_quote_is_where_the_fact_says(parts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        reading = read(Path(folder), "<p>x</p>" + "".join(parts))
        text = reading.pages[0].text
        for fact in reading.facts:
            assert text[fact.origin.start : fact.origin.end] == fact.origin.quote
        assert {verdict.rule for _, verdict in refused(reading.facts, Path(folder))} <= {"names", "literal", "page"}


def test_plain_cells_over_numbers_only_head_their_columns(tmp_path: Path) -> None:
    row = "<tr><td>Width</td><td>Height</td></tr><tr><td>5 mm</td><td>7 mm</td></tr>"
    reading = read(tmp_path, f"<table>{row}</table>")
    assert [(fact.rows, fact.columns, fact.text) for fact in reading.facts] == [
        ((), (("Width",),), "5 mm"),
        ((), (("Height",),), "7 mm"),
    ]
    assert refused(reading.facts, tmp_path) == []


def test_values_side_by_side_without_heads_are_left_out(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "<table><tr><td>Gap:</td><td>5 mm</td><td>7 mm</td></tr><tr><td>Oil:</td><td>5 l</td><td></td></tr></table>",
    )
    assert [fact.text for fact in reading.facts] == ["5 l"]
    assert [entry.text for entry in reading.entries if entry.reason == "column without a header"] == ["5 mm", "7 mm"]


def test_lines_that_were_stretched_to_their_column_are_prose(tmp_path: Path) -> None:
    text = "The pump is set  to 25 bar at the works and must  not be changed.\nA second   line with 30 bar goes on.\n\nGap   5 mm\n"
    assert [(fact.attribute, fact.text) for fact in read(tmp_path, text, "page.txt").facts] == [("Gap", "5 mm")]


def test_columns_of_a_text_page_without_heads_are_left_out(tmp_path: Path) -> None:
    reading = read(tmp_path, "M6    10    12\nM8    25    30\nM10   50    60\n", "page.txt")
    assert reading.facts == ()
    assert {entry.reason for entry in reading.entries if entry.bearing} == {"column without a header"}


def test_a_value_that_reaches_over_two_columns_stands_for_both_and_takes_no_unit_from_them(tmp_path: Path) -> None:
    page = "<table><tr><th></th><th>Nm</th><th>lbf ft</th></tr><tr><th>Nut</th><td colspan=2>45</td></tr></table>"
    (fact,) = read(tmp_path, page).facts
    assert fact.columns == (("Nm",), ("lbf ft",))
    assert (fact.unit_from, [one.unit for one in fact.quantities]) == ("", [None])


def test_labels_do_not_run_on_over_section_rows_and_lists(tmp_path: Path) -> None:
    page = (
        "<table><tr><td>Oil:</td><td>5 l</td></tr><tr><td><b>Brakes</b></td><td></td></tr><tr><td></td><td>7 mm</td></tr></table>"
        "<dl><dt>Gap</dt><dd>1 mm</dd></dl><dl><dd>2 mm</dd></dl>"
    )
    reading = read(tmp_path, page)
    assert [fact.text for fact in reading.facts] == ["5 l", "1 mm"]
    assert [entry.text for entry in reading.entries if entry.reason == "no label"] == ["7 mm", "2 mm"]

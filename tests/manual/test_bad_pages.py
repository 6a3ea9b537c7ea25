"""Pages that are broken, huge, empty or in a strange encoding: a clear line, the rest goes on, nothing is invented."""

import socket
import time
import tracemalloc
from pathlib import Path

import pypdfium2
import pytest

from goldsmith.core.errors import UsageError
from goldsmith.extractors.manual.read import read_folder
from goldsmith.extractors.manual.sources import LARGEST
from goldsmith.validators.manual.verify import refused
from manual.pages import PAGES, folder_of, read
from manual.small_pdf import written

GOOD = "<h1>Pump</h1><table><tr><td>Flow:</td><td>12 l/min</td></tr></table>"


def values(folder: Path, text: str | bytes, name: str = "page.html") -> list[str]:
    reading = read(folder, text, name)
    assert refused(reading.facts, folder) == []
    return [fact.text for fact in reading.facts]


def test_an_empty_folder_and_a_folder_that_is_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no page"):
        read_folder(tmp_path)
    with pytest.raises(UsageError, match="is no folder"):
        read_folder(tmp_path / "gone")


@pytest.mark.parametrize("inner", ["<div>", "<b>", "<table><tr><td>", "<ul><li>", "<dl><dd>", "<span>", "<ol><li><p>"])
def test_elements_nested_ten_thousand_deep_are_named_and_the_rest_goes_on(tmp_path: Path, inner: str) -> None:
    began = time.monotonic()
    page = f"{GOOD}<p>Length: 5 mm</p>{inner * 10_000}Width: 7 mm"
    reading = read(tmp_path, page)
    assert [fact.text for fact in reading.facts] == ["12 l/min", "5 mm"]
    assert reading.problems == ("page.html: elements nested deeper than 200: what lies below is not read",)
    assert refused(reading.facts, tmp_path) == []
    assert time.monotonic() - began < 20


def test_a_page_of_a_million_cells_is_named_at_once_and_the_other_pages_go_on(tmp_path: Path) -> None:
    began = time.monotonic()
    page = "<table>" + ("<tr>" + "<td>1</td>" * 100 + "</tr>") * 10_000 + "</table>"
    reading = read_folder(folder_of(tmp_path, {"big.html": page, "good.html": GOOD}))
    assert reading.problems == ("big.html: 1,000,000 table cells, more than 200,000",)
    assert [fact.text for fact in reading.facts] == ["12 l/min"]
    assert time.monotonic() - began < 10


def test_spans_that_claim_more_slots_than_there_can_be_leave_out_that_table_only(tmp_path: Path) -> None:
    reading = read(tmp_path, '<table><tr><td colspan="1000" rowspan="65000">Flow:</td><td>1 l</td></tr></table>' + GOOD)
    assert reading.problems == ("page.html: table 1 is not read: its cells claim 65000 rows of 1000 columns",)
    assert [fact.text for fact in reading.facts] == ["12 l/min"]


def test_a_page_larger_than_the_limit_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "big.html").touch()
    with (tmp_path / "big.html").open("r+b") as file:
        file.truncate(LARGEST + 1)
    assert read_folder(tmp_path).problems == (f"big.html: {LARGEST + 1:,} bytes, more than {LARGEST:,}",)


@pytest.mark.parametrize("data", [b"", b" \n\n"])
@pytest.mark.parametrize("name", ["page.html", "page.txt", "page.pdf"])
def test_an_empty_page_is_named(tmp_path: Path, name: str, data: bytes) -> None:
    assert read(tmp_path, data, name).problems == (f"{name}: is empty",)


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>Flow:<td>12 l/min<tr><td>Mass:<td>3 kg",
        "<table><td>Flow:</td><td>12 l/min</td></tr><tr><td>Mass:</td><td>3 kg</td></table></div></p>",
        "</table><table></tr><tr><td>Flow:</td></div><td>12 l/min</td><tr><td>Mass:</td><td>3 kg</b></td></table>",
        "<table><tr><td>Flow:</td><td>12 l/min</td></tr><!-- <tr><td>Old:</td><td>9 kg</td></tr> --><tr><td>Mass:</td><td>3 kg",
        "<TABLE><TR><TD>Flow:</TD><TD>12 l/min</TD><TR><TD>Mass:</TD><TD>3 <!-- 4 -->kg</TABLE>",
        "<table><tr><td>Flow:</td><td>12&nbsp;l/min</td></tr>\r\n<tr><td>Mass:</td><td>3\r\nkg</td></tr></table>",
    ],
)
def test_broken_markup_is_read_as_browsers_read_it(tmp_path: Path, page: str) -> None:
    assert [value.replace("\u00a0", " ") for value in values(tmp_path, page)] == ["12 l/min", "3 kg"]


def test_what_the_second_parser_reads_otherwise_is_refused_and_not_believed(tmp_path: Path) -> None:
    reading = read(tmp_path, "<table><td>Flow:</td><td>12 l/min</td></tr></tr><td>Mass:</td><td>3 kg</td></table>")
    assert [fact.text for fact in reading.facts] == ["12 l/min", "3 kg"]
    assert [(fact.text, verdict.rule) for fact, verdict in refused(reading.facts, tmp_path)] == [("3 kg", "names")]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_pages_in_other_encodings_are_read_and_found_again(tmp_path: Path, codec: str) -> None:
    page = "<table><tr><td>Gr\u00f6\u00dfe:</td><td>5 \u00b1 1 \u00b0C</td></tr></table>"
    reading = read(tmp_path, page.encode(codec))
    assert [(fact.attribute, fact.text) for fact in reading.facts] == [("Gr\u00f6\u00dfe", "5 \u00b1 1 \u00b0C")]
    assert refused(reading.facts, tmp_path) == []


def test_a_declared_encoding_is_used_where_the_bytes_are_no_utf_8(tmp_path: Path) -> None:
    page = '<meta charset="koi8-r"><table><tr><td>\u041c\u0430\u0441\u043b\u043e:</td><td>5 mm</td></tr></table>'
    assert [fact.attribute for fact in read(tmp_path, page.encode("koi8-r")).facts] == [
        "\u041c\u0430\u0441\u043b\u043e"
    ]


def test_bytes_that_no_encoding_holds_are_read_without_inventing_numbers(tmp_path: Path) -> None:
    assert values(tmp_path, b"<table><tr><td>Flow:</td><td>12 \x81\x8d</td></tr></table>") == ["12 \x81\x8d"]


def test_a_pdf_of_pictures_and_a_broken_one_are_named(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(tmp_path / "scan.pdf")
    document.close()
    reading = read_folder(folder_of(tmp_path, {"broken.pdf": b"%PDF-1.7 nothing", "good.html": GOOD}))
    assert [fact.text for fact in reading.facts] == ["12 l/min"]
    assert reading.problems[0].startswith("broken.pdf: is no PDF that can be opened")
    assert reading.problems[1] == "scan.pdf: holds no text on any sheet, only pictures"


SHEET = ("SIZES", "", "Length: 12 mm", "Width: 7 mm")


def test_a_pdf_with_a_password_is_named_and_one_without_need_of_it_is_read(tmp_path: Path) -> None:
    pages = {
        "locked.pdf": written([SHEET], "secret"),
        "open.pdf": written([SHEET], ""),
        "cut.pdf": written([SHEET])[:400],
    }
    reading = read_folder(folder_of(tmp_path, pages))
    assert [fact.text for fact in reading.facts] == ["12 mm", "7 mm"]
    assert reading.problems[0].startswith("cut.pdf: is no PDF that can be opened")
    assert reading.problems[1:] == ("locked.pdf: needs a password",)
    assert refused(reading.facts, tmp_path) == []


def test_narrow_signs_make_no_columns_of_a_heading(tmp_path: Path) -> None:
    sheets = [[f"4.{at} Sizes of part {at}", f"Length {at}: {at + 20} mm"] for at in range(9, 13)]
    reading = read(tmp_path, written(sheets), "page.pdf")
    assert [fact.section for fact in reading.facts] == [(lines[0],) for lines in sheets]
    assert refused(reading.facts, tmp_path) == []


def test_a_long_pdf_is_verified_within_seconds(tmp_path: Path) -> None:
    sheets = [[f"4.{at} Sizes", *(f"Length {line}: {at * 40 + line} mm" for line in range(40))] for at in range(50)]
    reading = read(tmp_path, written(sheets), "page.pdf")
    began = time.monotonic()
    assert len(reading.facts) == 2_000
    assert refused(reading.facts, tmp_path) == []
    assert time.monotonic() - began < 20


BOUNDED = {
    "lines": ("page.txt", "\n".join(["Length: 5 mm"] * 200_001), "200,001 lines, more than 200,000"),
    "a line": ("page.txt", "Length of " * 20_000, "a line of 199,999 signs, more than 100,000"),
    "items": ("page.html", "<ul>" + "<li>Mass: 3 kg" * 200_001, "200,001 lines and items, more than 200,000"),
    "tags": ("page.html", "<" * 2_000_001, "2,000,001 tags, more than 2,000,000"),
    "a text": ("page.html", f"{GOOD}<p>{'long ' * 200_001}", "a text of 1,000,005 signs without a tag, more than 1,000,000, is not read"),
    "zeros": ("page.html", GOOD.encode("utf-16-be"), "is no text, or UTF-16 without its mark: 68 of 136 signs are zero"),
}  # fmt: skip


@pytest.mark.parametrize("case", BOUNDED)
def test_what_would_take_too_long_or_is_no_text_is_named(tmp_path: Path, case: str) -> None:
    name, data, says = BOUNDED[case]
    assert read(tmp_path, data, name).problems == (f"{name}: {says}",)


def test_a_long_paragraph_without_a_blank_line_needs_little_memory(tmp_path: Path) -> None:
    text = "The pump is driven by the belt and runs at a speed that depends on the engine.\n" * 4_000
    (tmp_path / "page.txt").write_text(text + "\nLength: 5 mm\n")
    tracemalloc.start()
    reading = read_folder(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [fact.text for fact in reading.facts] == ["5 mm"]
    assert peak < 60 * len(text)


@pytest.mark.parametrize("label", ["unicode_escape", "undefined", "utf-7", "idna", "utf-16", "no-such-charset"])
def test_a_declared_encoding_that_no_page_has_is_not_believed(tmp_path: Path, label: str) -> None:
    page = f'<meta charset="{label}"><p>\u00e9</p>{GOOD}'.replace("12 l", "1+AC0-\\u0032 l")
    reading = read(tmp_path, page.encode("cp1252"))
    assert [(fact.text, fact.origin.encoding) for fact in reading.facts] == [("1+AC0-\\u0032 l/min", "cp1252")]


def test_a_page_that_changed_after_it_was_read_bears_nothing_out(tmp_path: Path) -> None:
    reading = read_folder(folder_of(tmp_path, {"a.html": GOOD, "b.html": GOOD.replace("Flow", "Mass"), "c.html": GOOD}))
    (tmp_path / "a.html").write_text(GOOD.replace("12", "13"))
    (tmp_path / "c.html").unlink()
    assert [(fact.origin.page, verdict.rule) for fact, verdict in refused(reading.facts, tmp_path)] == [
        ("a.html", "digest"),
        ("c.html", "page"),
    ]


def test_reading_fetches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a page was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    page = '<link rel=stylesheet href="http://127.0.0.1:9/a.css"><script src="http://127.0.0.1:9/a.js"></script>'
    page += f'<!DOCTYPE html SYSTEM "http://127.0.0.1:9/a.dtd"><img src="http://127.0.0.1:9/a.png">{GOOD}'
    assert values(tmp_path, page) == ["12 l/min"]


def test_scripts_styles_and_templates_state_nothing(tmp_path: Path) -> None:
    silent = "<script>Mass: 3 kg</script><style>a{}</style><template><p>Mass: 4 kg</p></template><noscript>Mass: 5 kg</noscript>"
    assert values(tmp_path, silent + GOOD) == ["12 l/min"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<tr hidden><td>Mass:</td><td>3 kg</td></tr>",
        '<tr style="color: red; display:none"><td>Mass:</td><td>3 kg</td></tr>',
        '<tr style="visibility: hidden"><td>Mass:</td><td>3 kg</td></tr>',
        '<tr class="old x"><td>Mass:</td><td>3 kg</td></tr>',
        '<tr id="gone"><td>Mass:</td><td>3 kg</td></tr>',
        "<tr><td>Mass:</td><td><s>3 kg</s></td></tr>",
        "<tr><td>Mass:</td><td><del>3 kg</del></td></tr>",
        "<tr><td>Mass:</td><td><span hidden>3 kg</span></td></tr>",
    ],
)
def test_what_the_page_does_not_show_is_no_fact(tmp_path: Path, hidden: str) -> None:
    style = "<style>td.y, .old { display:none } #gone{display : none}</style>"
    page = style + GOOD.replace("</table>", f"{hidden}</table>")
    reading = read(tmp_path, page)
    assert [fact.text for fact in reading.facts] == ["12 l/min"]
    assert {entry.reason for entry in reading.entries if "3 kg" in entry.text} <= {"hidden", "struck out"}


def test_a_table_that_only_lays_out_the_page_is_read_as_the_page(tmp_path: Path) -> None:
    page = f"<table><tr><td><a href=a>Home</a></td><td><h2>Data</h2><p>Width: 5 mm</p>{GOOD[13:]}</td></tr></table>"
    reading = read(tmp_path, page)
    assert [(fact.section, fact.attribute, fact.text) for fact in reading.facts] == [
        (("Data",), "Width", "5 mm"),
        (("Data",), "Flow", "12 l/min"),
    ]
    assert refused(reading.facts, tmp_path) == []


def test_the_manual_is_read_within_seconds() -> None:
    began = time.monotonic()
    read_folder(PAGES)
    assert time.monotonic() - began < 10

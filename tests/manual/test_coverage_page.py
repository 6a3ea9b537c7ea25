"""The coverage page shows every fact where the source states it, and nothing of a page's own markup."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest

from goldsmith.extractors.manual.asked import fact_id
from goldsmith.extractors.manual.coverage import EMPTY, SKIPPED
from goldsmith.extractors.manual.read import files_of
from goldsmith.report.manual_page import page
from goldsmith.report.manual_study import Pages, Studied, studied
from goldsmith.validators.manual.shown import on_one_line, shown
from manual.pages import PAGES, folder_of

GOLDEN = Path(__file__).with_name("coverage_page.html")
SMALL = {
    "a.html": """<title>Pump</title><h1>Pump P 20</h1><p>[<a href="b.txt">notes</a>]</p>
<table><caption>Data</caption><tr><th></th><th>P 20</th><th>P 25</th></tr>
<tr><td>Flow:</td><td>12 l/min<sup>1</sup></td><td>??</td></tr><tr><td>Torque:</td><td colspan=2>2O Nm</td></tr>
<tr hidden><td>Old:</td><td>9 kg</td><td></td></tr><tr><td>Mass:</td><td></td><td>3 kg</td></tr></table>
<p><sup>1</sup> at 20 °C</p><dl><dt>Seal<dd>TK-7</dl><ol><li>Drain it.<li>Turn the tap by 90°.</ol>
<p>Power: 2 kW / 9 PS</p>""",
    "b.txt": "4.1 Belts\n\nLength ........ 950 mm\nWidth ......... TBD\n\n 1. Loosen the bolt\n    by two turns.\n",
    "c.pdf": "no PDF",
}
ALLOWED = frozenset(
    ("html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "div", "p", "span", "h1", "h2", "h3",
     "h4", "h5", "h6", "table", "caption", "thead", "tbody", "tr", "th", "td", "ul", "li", "dl", "dt", "dd", "details", "summary",
     "mark", "small", "s", "b", "strong", "sup", "br", "hr", "a")
)  # fmt: skip


def pages_of(folder: Path) -> list[Studied]:
    return list(studied(Pages(folder), files_of(folder)[0]))


def drawn(folder: Path) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(page("small", pages_of(folder)))


def seen(element: lxml.html.HtmlElement) -> str:
    """The text of an element, a blank for each line break."""
    return on_one_line(_text(element))


def _text(element: lxml.html.HtmlElement) -> str:
    pieces = [element.text or ""]
    for child in element:
        pieces += [" " if child.tag == "br" else _text(child), child.tail or ""]
    return "".join(pieces)


def test_the_page_of_a_small_manual_is_that_of_its_file(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    whole = page("small", pages_of(folder_of(tmp_path, SMALL)))
    made = re.sub(r"<style>.*?</style>", "<style></style>", whole, flags=re.DOTALL)
    if request.config.getoption("--update-goldens"):
        GOLDEN.write_text(made, encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8") == made, (
        "look at the difference; if it is meant, run with --update-goldens"
    )


@pytest.mark.parametrize("small", [True, False])
def test_every_mark_encloses_what_its_quote_shows_and_no_fact_lacks_one(tmp_path: Path, small: bool) -> None:
    folder = folder_of(tmp_path, SMALL) if small else PAGES
    marks = {mark.get("id"): seen(mark) for mark in drawn(folder).iter("mark") if mark.get("id")}
    wanted = {}
    for one in pages_of(folder):
        markup = one.source is not None and one.source.kind == "html"
        for fact in one.reading.facts:
            quote = shown(fact.origin.quote) if markup else on_one_line(fact.origin.quote)
            wanted[f"fact-{fact_id(fact)}"] = quote
    assert len(wanted) > 5
    assert marks == wanted


def test_a_wrong_offset_shows(tmp_path: Path) -> None:
    (one,) = pages_of(folder_of(tmp_path, {"a.html": SMALL["a.html"]}))
    facts = list(one.reading.facts)
    at = next(at for at, fact in enumerate(facts) if fact.text == "3 kg")
    shifted = replace(facts[at], origin=replace(facts[at].origin, start=facts[at].origin.start + 1))
    nowhere = replace(facts[0], origin=replace(facts[0].origin, start=1, end=3))
    reading = replace(one.reading, facts=(nowhere, *facts[1:at], shifted, *facts[at + 1 :]))
    root = lxml.html.document_fromstring(page("small", [replace(one, reading=reading)]))
    marks = {mark.get("id"): seen(mark) for mark in root.iter("mark") if mark.get("id")}
    assert marks[f"fact-{fact_id(shifted)}"] == "kg"
    assert f"fact-{fact_id(nowhere)}" not in marks
    assert "1 of the facts name a place that shows no text" in root.text_content()
    assert "Facts whose place shows no text" in root.text_content()


def test_a_fact_that_its_page_does_not_bear_out_is_marked_as_left_out(tmp_path: Path) -> None:
    page_ = "<table><td>Flow:</td><td>12 l/min</td></tr></tr><td>Mass:</td><td>3 kg</td></table>"
    root = drawn(folder_of(tmp_path, {"a.html": page_}))
    assert [(mark.get("class"), seen(mark)) for mark in root.iter("mark") if mark.get("id")] == [
        ("used", "12 l/min"),
        ("refused", "3 kg"),
    ]
    assert "1 fact left out" in on_one_line(root.text_content())


def test_everything_that_is_left_out_is_marked_or_listed_and_hidden_text_is_only_listed(tmp_path: Path) -> None:
    root = drawn(folder_of(tmp_path, SMALL))
    (article,) = (one for one in root.xpath("//section[@id='page-1']/article"))
    listed = " ".join(_text(one) for one in root.xpath("//section[@id='page-1']//dd"))
    assert "9 kg" in listed
    assert "9 kg" not in article.text_content()
    assert [seen(one) for one in article.find_class("left")] == ["??", "placeholder", "2 kW / 9 PS", "units disagree"]
    assert "2 kW is not 9 PS" in article.find_class("left")[2].get("title")
    assert "2O Nm → " in article.text_content() or "2O → 20 (letter in a number" in article.text_content()
    (one, *_) = pages_of(tmp_path)
    empty = sum(entry.status == EMPTY and entry.kind == "cell" for entry in one.reading.entries)
    assert len([cell for cell in article.iter("td", "th") if cell.get("class") == "empty"]) == empty
    unmarked = [
        entry.text
        for entry in one.reading.entries
        if entry.status == SKIPPED and entry.reason != "hidden" and on_one_line(entry.text) not in seen(article)
    ]
    assert unmarked == []


HOSTILE = """<title>&lt;script&gt;alert(1)&lt;/script&gt;</title><h1 onclick="alert(2)">&lt;script&gt;alert(3)&lt;/script&gt;</h1>
<script>alert(4)</script><img src="http://127.0.0.1:9/a.png" onerror="alert(5)"><a href="javascript:alert(6)">javascript:alert(7)</a>
<iframe src="http://127.0.0.1:9/"></iframe><style>@import "http://127.0.0.1:9/a.css";</style><svg onload="alert(8)"></svg>
<table background="http://127.0.0.1:9/b.png"><caption>&lt;img src=x onerror=alert(9)&gt;</caption>
<tr><td>Flow &lt;b&gt;"'&gt;:</td><td>&lt;/mark&gt;&lt;script&gt;12 l/min</td></tr><tr><td>" onmouseover="x</td><td>3 kg</td></tr>
<tr><td>Power "&gt;&lt;script&gt;</td><td>2 kW / 9 PS &lt;/span&gt;</td></tr><tr><td>Bad\x00sign\x1b</td><td>4 \x01 kg</td></tr></table>
<form action="http://127.0.0.1:9/"><input autofocus onfocus="alert(10)"></form>
<p>&lt;/style&gt;&lt;/section&gt;&lt;/article&gt;: 7 mm</p>"""
TEXT = 'SIZES "><script>\n\n</div><script>alert(1)</script> ..... 12 mm <img src=x>\n<!-- Width ..... 9 mm\nMass .... <b>7 kg\n'


def test_hostile_pages_stay_text(tmp_path: Path) -> None:
    names = ('"><script>alert(1)<b>.html', "java script:x&#.txt")
    whole = page("<script>", pages_of(folder_of(tmp_path, dict(zip(names, (HOSTILE, TEXT), strict=True)))))
    root = lxml.html.document_fromstring(whole)
    assert {element.tag for element in root.iter() if isinstance(element.tag, str)} <= ALLOWED
    assert not [element for element in root.iter() if not isinstance(element.tag, str)]
    for element in root.iter():
        assert not [name for name in element.attrib if name.startswith("on") or name in ("src", "style", "action")]
        assert element.get("href", "#").startswith("#")
    assert len(root.xpath("//article")) == len(root.xpath("//section[@class='source']")) == 2
    assert "<script>alert(3)</script>" in root.text_content()
    assert "javascript:alert(7)" in root.text_content()
    assert len([mark for mark in root.iter("mark") if mark.get("id")]) == 6
    assert "url(" not in whole
    assert "@import" not in whole


def test_links_lead_to_marks(tmp_path: Path) -> None:
    root = drawn(folder_of(tmp_path, {"a b/ü%20.html": SMALL["a.html"]}))
    ids = {element.get("id") for element in root.iter() if element.get("id")}
    links = {element.get("href")[1:] for element in root.iter("a")}
    assert len(links) > 5
    assert {unquote(link) for link in links} <= ids

"""`goldsmith report` as a person runs it: counts on the screen, a page beside the folder, and bad input."""

import json
import os
from pathlib import Path
from typing import Any

import lxml.html
import pypdfium2
import pytest

from forgery import Rows, certify, forge
from goldsmith.extractors.manual.asked import fact_id
from goldsmith.extractors.manual.facts import as_record
from goldsmith.extractors.manual.read import read_folder
from manual.pages import PAGES, folder_of
from program import goldsmith

GOOD = "<h1>Pump</h1><table><tr><td>Flow:</td><td>12 l/min</td></tr><tr><td>Mass:</td><td>??</td></tr></table>"
BARE = "<h1>Valve</h1><table><tr><td></td><td>12 mm</td></tr></table>"


def pages(folder: Path) -> Path:
    return folder_of(folder / "pump", {"a.html": GOOD, "b.html": BARE, "c.pdf": "no PDF", "d.txt": ""})


def test_the_screen_says_the_counts_and_the_page_stands_beside_the_folder(tmp_path: Path) -> None:
    said = goldsmith("report", pages(tmp_path)).succeeded().out
    assert "pages     2 read, 2 not" in said
    assert "facts     1; 1 borne out by their page" in said
    assert "cells     1 of 2 cells with a value are facts, 50.0%" in said
    assert "placeholder      1  says that the value is not given" in said
    assert "warning: sections with values and no fact\n  b.html: Valve" in said
    assert "d.txt: is empty" in said
    assert f"page      {tmp_path / 'pump.coverage.html'}" in said
    root = lxml.html.document_fromstring((tmp_path / "pump.coverage.html").read_bytes())
    assert [mark.text_content() for mark in root.iter("mark") if mark.get("id")] == ["12 l/min"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pump", "pump.coverage.html"]


def test_json_holds_the_counts(tmp_path: Path) -> None:
    made = json.loads(goldsmith("report", pages(tmp_path), "--json", "--out", tmp_path / "page.html").succeeded().out)
    assert made["schema_version"] == 1
    assert made["page"] == str(tmp_path / "page.html")
    assert (tmp_path / "page.html").is_file()
    assert made["facts"] == {"read": 1, "repaired": 0, "left_out": 0, "unseen": 0}
    assert made["cells"] == {"bearing": 2, "used": 1, "share": 0.5}
    assert made["skipped"] == {"label": 2, "no label": 1, "placeholder": 1}
    assert made["sections_without_facts"] == ["b.html: Valve"]
    assert [page["format"] for page in made["pages"]] == ["html", "html", None, None]
    assert sum(entry["count"] for entry in made["entries"]) == 6


def test_the_manual_of_the_project_is_nearly_all_used(tmp_path: Path) -> None:
    made = json.loads(goldsmith("report", PAGES, "--json", "--out", tmp_path / "page.html").succeeded().out)
    assert made["cells"]["share"] >= 0.95
    assert made["facts"]["left_out"] == made["facts"]["unseen"] == 0
    assert made["problems"] == made["sections_without_facts"] == []
    assert all(relation["holds"] for relation in made["relations"])


def test_a_page_of_an_earlier_report_is_no_page_of_a_manual(tmp_path: Path) -> None:
    goldsmith("report", pages(tmp_path)).succeeded()
    made = json.loads(goldsmith("report", tmp_path, "--json", "--out", f"{tmp_path}.html").succeeded().out)
    assert [page["name"] for page in made["pages"]] == ["pump/a.html", "pump/b.html", "pump/c.pdf", "pump/d.txt"]


def test_a_long_folder_says_how_far_it_is(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "many", {f"{number:03d}.html": GOOD for number in range(60)})
    ran = goldsmith("report", folder).succeeded()
    assert "pages: 30 of 60\n" in ran.err
    assert "pages     60 read" in ran.out


BAD = {
    "no such folder": (["gone"], "'gone' is no folder of manual pages"),
    "a file": (["pump/a.html"], "'pump/a.html' is no folder of manual pages"),
    "a folder without pages": (["empty"], "'empty' holds no page: none of its files ends in"),
    "no page that can be read": (["broken"], "'broken' holds no page that can be read: c.pdf: is no PDF"),
    "a page among the pages": (["pump", "--out", "pump/x.html"], "it would stand in the folder that it shows"),
    "a page over a page": (["pump", "--out", "pump/a.html"], "it would stand in the folder that it shows"),
    "a page in no folder": (["pump", "--out", "no/x.html"], "cannot write 'no/x.html': No such file"),
    "a page that is a folder": (["pump", "--out", "empty"], "cannot write 'empty': Is a directory"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_line_and_exit_2(tmp_path: Path, case: str) -> None:
    pages(tmp_path)
    (tmp_path / "empty").mkdir()
    folder_of(tmp_path / "broken", {"c.pdf": "no PDF"})
    words, says = BAD[case]
    ran = goldsmith("report", *words, cwd=tmp_path)
    assert ran.code == 2
    assert says in ran.error
    assert not list(tmp_path.glob("*.coverage.html*"))


def test_places_that_cannot_be_read_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "odd", {"a.html": GOOD, "sub/b.html": GOOD.replace("Flow", "Width")})
    (tmp_path / "elsewhere.html").write_text(GOOD)
    for name, target in {
        "loop.html": "loop.html", "gone.txt": "nothing", "out.html": "../elsewhere.html", "round": ".", "same.html": "a.html",
    }.items():  # fmt: skip
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe.txt")
    (folder / os.fsdecode(b"caf\xe9.html")).write_text(GOOD)
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    document.save(folder / "scan.pdf")
    made = json.loads(goldsmith("report", folder, "--json").succeeded().out)
    assert sorted(made["problems"]) == [
        "'caf\\udce9.html': its name is no UTF-8",
        "gone.txt: cannot be read: No such file or directory",
        "loop.html: cannot be read: Too many levels of symbolic links",
        "out.html: is a link that leads out of its folder",
        "pipe.txt: is no file",
        "round: is a link to a folder, which is not followed",
        "scan.pdf: holds no text on any sheet, only pictures",
    ]
    assert made["facts"]["read"] == 3
    assert made["facts"]["left_out"] == 0


def release(folder: Path) -> Path:
    """A folder as a release of a manual leaves it."""
    facts = read_folder(folder_of(folder / "pages", {"a.html": GOOD})).facts
    lines = [json.dumps({"id": fact_id(fact), **as_record(fact)}) + "\n" for fact in facts]
    (folder / "facts.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def test_a_release_is_shown_with_the_facts_that_it_states(tmp_path: Path) -> None:
    path = release(tmp_path / "1.0.0")
    assert json.loads(goldsmith("report", path, "--json").succeeded().out)["facts"]["left_out"] == 0
    (path / "pages" / "a.html").write_text(GOOD.replace("<h1>Pump", "<h1>Pumps"))
    said = goldsmith("report", path).succeeded().out
    assert "facts     1; 0 borne out by their page" in said
    assert ": digest: a.html has changed" in said
    root = lxml.html.document_fromstring((tmp_path / "1.0.0.coverage.html").read_bytes())
    assert [(mark.get("class"), mark.text) for mark in root.iter("mark") if mark.get("id")] == [("refused", "12 l/mi")]
    (path / "facts.jsonl").write_text('{"id": 1}\n')
    ran = goldsmith("report", path)
    assert (ran.code, "facts.jsonl' line 1 holds no fact" in ran.error) == (2, True)


def test_a_page_that_cannot_be_replaced_is_one_line(tmp_path: Path) -> None:
    folder = pages(tmp_path)
    (tmp_path / "page.html").write_text("mine")
    (tmp_path / "page.html.partial").mkdir()
    ran = goldsmith("report", folder, "--out", tmp_path / "page.html")
    assert (ran.code, "page.html': Is a directory; choose another --out" in ran.error) == (2, True)
    assert (tmp_path / "page.html").read_text() == "mine"


def shown(lessons: Path) -> lxml.html.HtmlElement:
    """The page of a release of lessons."""
    goldsmith("report", lessons).succeeded()
    return lxml.html.document_fromstring(lessons.with_name(f"{lessons.name}.report.html").read_bytes())


def test_a_release_of_lessons_is_shown_beside_people(spoiled_lessons: Path) -> None:
    said = goldsmith("report", spoiled_lessons).succeeded().out
    page = spoiled_lessons.with_name(f"{spoiled_lessons.name}.report.html")
    assert "verified by equality (100.0 %)" in said
    assert said.splitlines()[-1] == f"page        {page}"
    told = json.loads((spoiled_lessons / "certificate.json").read_bytes())
    root = shown(spoiled_lessons)
    (lede,) = root.find_class("lede")
    assert f"{told['variety']['answers']} answers distinct" in " ".join(lede.text_content().split())
    people = root.find_class("people")[0]
    assert len(people.findall("svg")) == len(told["variety"]["figures"]) >= 7
    assert "Stasaski" in root.get_element_by_id("variety").text_content()
    assert {one.text.strip() for one in root.iter("figcaption")} == set(told["rows"]["kinds"])
    assert [one["says"] for one in told["checks"]] == [
        row[0].text for row in root.get_element_by_id("checks").iter("tr") if row[0].tag == "td"
    ]


def test_a_figure_is_told_as_people_have_it_or_more_or_less_varied(spoiled_lessons: Path) -> None:
    def change(claimed: Any) -> None:
        for one, value in zip(claimed["variety"]["figures"], ("mean", "low", "high"), strict=False):
            one["release"] = one["people"][value] + {"mean": 0, "low": -1, "high": 1}[value]

    certify(spoiled_lessons, change)
    told = [one.text or "" for one in shown(spoiled_lessons).find_class("standing")]
    assert told[:3] == ["as people", "less varied", "more varied"]


def test_no_word_of_a_lesson_acts_and_nothing_is_loaded(spoiled_lessons: Path) -> None:
    hostile = "</p><script>alert(1)</script><img src=x onerror=alert(2)>"

    def change(rows: Rows) -> None:
        for row in rows.values():
            row["messages"][0]["content"] = hostile

    forge(spoiled_lessons, change)
    root = shown(spoiled_lessons)
    assert hostile in root.text_content()
    assert not [one for one in root.iter() if one.tag in ("script", "img", "link")]
    assert "url(" not in lxml.html.tostring(root, encoding="unicode")


def test_json_of_a_release_of_lessons_holds_its_certificate(lesson_release: Path, tmp_path: Path) -> None:
    to = tmp_path / "page.html"
    made = json.loads(goldsmith("report", lesson_release, "--json", "--out", to).succeeded().out)
    assert made["page"] == str(to)
    assert made["certificate"] == json.loads((lesson_release / "certificate.json").read_bytes())


def _no_rows(folder: Path) -> None:
    for file in (folder / "jsonl").iterdir():
        file.write_text("{", encoding="utf-8")


SPOILT = {
    "no variety": lambda folder: certify(folder, lambda claimed: claimed.pop("variety")),
    "no kinds": lambda folder: certify(folder, lambda claimed: claimed["rows"].pop("kinds")),
    "a figure unheard of": lambda folder: certify(
        folder, lambda claimed: claimed["variety"]["figures"][0].update(figure="wit")
    ),
    "no share": lambda folder: certify(folder, lambda claimed: claimed["wordings"][0].pop("of")),
    "broken rows": _no_rows,
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_release_of_lessons_that_cannot_be_shown_is_one_line(spoiled_lessons: Path, case: str) -> None:
    SPOILT[case](spoiled_lessons)
    ran = goldsmith("report", spoiled_lessons)
    assert ran.code == 2
    assert "goldsmith verify" in ran.error
    assert not spoiled_lessons.with_name(f"{spoiled_lessons.name}.report.html").exists()


def test_the_page_of_a_release_does_not_stand_in_it(spoiled_lessons: Path) -> None:
    ran = goldsmith("report", spoiled_lessons, "--out", spoiled_lessons / "page.html")
    assert (ran.code, "it would stand in the folder that it shows" in ran.error) == (2, True)

"""The page of an audit is one file, shows what was found, and lets no text of the data act as markup."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from goldsmith.audit.document import Numbers
from goldsmith.audit.overview import look
from goldsmith.audit.run import audited
from goldsmith.audit.sense import Options
from goldsmith.report.audit_page import marks, page, shown_places

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \u2028 & \"quoted\" 'too' <!--"


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text of the data element."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.data = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][1].get("id") == "data":
            self.data += data


def made(tmp_path: Path, answers: list[str]) -> str:
    rows = [{"id": f"r{n}", "prompt": f"{HOSTILE} {n}?", "completion": answer} for n, answer in enumerate(answers)]
    path = tmp_path / "train <b>.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with audited([path], Options(mapping={})) as report:
        overview = look(report.kept)
        examples = report.kept.at(shown_places(report, overview))
        return page(report, overview, Numbers.of(report.kept), examples)


def test_the_data_cannot_act(tmp_path: Path) -> None:
    text = made(tmp_path, [f"{HOSTILE} and {n}" for n in range(30)] + [""])
    found = Elements(text).found
    assert [tag for tag, _ in found].count("script") == 2
    assert not [tag for tag, _ in found if tag == "img"]
    assert not any(name.startswith("on") for _, attributes in found for name in attributes)


def test_nothing_is_loaded_from_elsewhere(tmp_path: Path) -> None:
    text = made(tmp_path, ["It is so.", ""])
    assert not re.search(r"https?://|@import|url\(", text)
    assert not [tag for tag, attributes in Elements(text).found if "src" in attributes or tag == "link"]


def test_findings_carry_rows_and_their_texts(tmp_path: Path) -> None:
    text = made(tmp_path, [f"Answer {n} is here." for n in range(20)] + ["", " "])
    data = json.loads(Elements(text).data)
    [named] = [found for found in data["findings"] if [21, "train <b>.jsonl:22"] in found["rows"]]
    assert named["rows"] == [[20, "train <b>.jsonl:21"], [21, "train <b>.jsonl:22"]]
    assert data["rows"]["20"]["pieces"] == [[f"{HOSTILE} 20?", False], ["", True]]
    assert 'data-check="empty_answer"' in text


def test_values_that_evidence_quotes_are_marked() -> None:
    assert marks("answer 'a lamp' for \"Bob's\"") == ["a lamp", "Bob's"]
    assert marks(r"'two\nlines'") == ["two\nlines"]
    assert marks("nothing quoted") == []

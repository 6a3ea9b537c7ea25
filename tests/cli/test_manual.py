"""`goldsmith build manual`: pages to questions, verified from the bytes, shown with the line of the page."""

import json
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forgery import Rows, certify, findings, forge, give_answer, give_prompt, reseal, rows_of
from manual.pages import PAGES
from program import goldsmith, left_in

KEPT = ("facts.jsonl", "entries.jsonl", "left_out.jsonl", "recipe.yaml", "certificate.json", "README.md")


def certificate_of(release: Path) -> Any:
    return json.loads((release / "certificate.json").read_bytes())


def meta_of(row: dict[str, Any]) -> Any:
    return json.loads(row["meta"])


def facts_of(release: Path) -> dict[str, Any]:
    return {fact["id"]: fact for fact in map(json.loads, (release / "facts.jsonl").read_bytes().splitlines())}


def answered(rows: Rows, form: str = "closed-book") -> dict[str, Any]:
    """The rows of one form that ask for one value, with that value as the whole answer."""
    return {
        id_: row
        for id_, row in rows.items()
        if meta_of(row)["form"] == form and meta_of(row)["answer_form"] == "value-bare" and not meta_of(row)["missing"]
    }


def test_a_release_verifies_and_holds_what_its_certificate_says(manual_release: Path) -> None:
    said = goldsmith("verify", manual_release).succeeded().out
    assert said.splitlines()[-1].startswith("manual/1.0.0: verified")
    made = certificate_of(manual_release)
    assert made["ok"]
    assert made["rows"]["total"] == len(rows_of(manual_release))
    assert made["attempts"]["generated"] == made["attempts"]["kept"] + made["attempts"]["dropped"]
    assert 100 * made["pages"]["cells"]["used"] >= 95 * made["pages"]["cells"]["bearing"]
    assert set(made["rows"]["kinds"]) >= {"specification", "procedure", "explanation", "wiring", "troubleshooting"}


def test_every_fact_is_asked_in_as_many_wordings_as_the_recipe_wants_or_named_as_left_out(manual_release: Path) -> None:
    rows = [meta_of(row) for row in rows_of(manual_release).values()]
    asked = {fact for row in rows for fact in row["facts"]}
    left = {json.loads(line)["id"] for line in (manual_release / "left_out.jsonl").read_bytes().splitlines()}
    assert facts_of(manual_release).keys() <= asked | left
    taught: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["form"] == "closed-book" and row["split"] == "train" and row["facts"]:
            taught[json.dumps([row["facts"], row["names"]])].add(row["frame"])
    wordings = Counter(map(len, taught.values()))
    assert wordings[4] > 0.9 * wordings.total()


def test_every_answer_points_at_its_stretch_of_the_page(manual_release: Path) -> None:
    pages = {
        path.relative_to(manual_release / "pages").as_posix(): path
        for path in (manual_release / "pages").rglob("*.html")
    }
    seen = 0
    for row in rows_of(manual_release).values():
        for span in meta_of(row)["source"]:
            if span["page"] in pages:
                text = pages[span["page"]].read_text(encoding="utf-8")
                assert text[span["start"] : span["end"]] == span["quote"]
                assert text.count("\n", 0, span["start"]) + 1 == span["line"]
                seen += 1
    assert seen > 500


def test_no_question_has_two_answers(manual_release: Path) -> None:
    facts, said = facts_of(manual_release), defaultdict(set)
    for row in rows_of(manual_release).values():
        question = row["input"].rpartition("\n\n")[2].partition("] ")[2] or row["input"].rpartition("\n\n")[2]
        texts = frozenset(facts[id_]["text"] for id_ in meta_of(row)["facts"])
        said[question.casefold().strip(" .?:")].add(texts)
    assert [question for question, answers in said.items() if len(answers) > 1] == []


def test_splits_are_by_wording_without_the_page_and_by_fact_with_it(manual_release: Path) -> None:
    rows = [meta_of(row) for row in rows_of(manual_release).values()]
    frames = {
        split: {row["frame"] for row in rows if row["split"] == split} for split in ("train", "validation", "test")
    }
    assert not frames["train"] & (frames["validation"] | frames["test"])
    assert not frames["validation"] & frames["test"]
    held = {f for row in rows if row["form"] == "with-page" and row["split"] != "train" for f in row["facts"]}
    taught = {fact for row in rows if row["split"] == "train" for fact in row["facts"]}
    assert held
    assert not held & taught


def test_as_many_questions_as_wanted_have_no_answer_and_refuse_in_many_words(manual_release: Path) -> None:
    rows = rows_of(manual_release)
    without = [row for row in rows.values() if meta_of(row)["missing"]]
    assert abs(len(without) / len(rows) - 0.08) < 0.01
    assert {meta_of(row)["missing"] for row in without} == {
        "left open",
        "not for that column",
        "another model",
        "nowhere",
    }
    assert len({meta_of(row)["answer_form"] for row in without}) >= 20


def test_two_builds_give_the_same_bytes(manual_release: Path, tmp_path: Path) -> None:
    goldsmith("build", "manual", "--out", tmp_path, fresh=True).succeeded()
    assert (tmp_path / "manual" / "1.0.0" / "manifest.json").read_bytes() == (
        manual_release / "manifest.json"
    ).read_bytes()


def test_a_folder_of_ones_own_gives_a_release_that_names_no_path_and_builds_again_from_itself(tmp_path: Path) -> None:
    shutil.copytree(PAGES, tmp_path / "mine")
    wide = ("--set", "caps.request=20", "--set", "caps.opening=30")
    goldsmith("build", "manual", "--set", "source=mine", *wide, "--out", "out", cwd=tmp_path).succeeded()
    (name,) = left_in(tmp_path / "out")
    release = tmp_path / "out" / name
    assert name.startswith("manual/1.0.0+")
    for kept in KEPT:
        assert str(tmp_path) not in (release / kept).read_text(encoding="utf-8")
    goldsmith("verify", release).succeeded()
    goldsmith("build", release / "recipe.yaml", "--out", "again", cwd=tmp_path).succeeded()
    again = tmp_path / "again" / name
    assert (again / "manifest.json").read_bytes() == (release / "manifest.json").read_bytes()


def test_a_row_is_shown_with_the_line_of_its_page_and_a_pointer_under_the_value(manual_release: Path) -> None:
    shown = goldsmith("inspect", manual_release, "-n", "30", "--kind", "specification").succeeded().out.splitlines()
    carets = [at for at, line in enumerate(shown) if line.strip() and set(line.strip()) == {"^"}]
    assert len(carets) >= 30
    rows = rows_of(manual_release)
    for at in carets:
        start = shown[at].index("^")
        pointed = shown[at - 1][start : start + shown[at].count("^")]
        head = next(line for line in reversed(shown[:at]) if line.startswith("━━━")).split()[1]
        assert pointed in {span["quote"].split("\n")[0] for span in meta_of(rows[head])["source"]}


def test_a_row_whose_page_says_something_else_is_shown_with_a_word_about_it(spoiled_manual: Path) -> None:
    for page in (spoiled_manual / "pages").glob("*.html"):
        page.write_text("\n" + page.read_text(encoding="utf-8"), encoding="utf-8")
    shown = goldsmith("inspect", spoiled_manual, "-n", "30").succeeded().out
    assert "the page does not say" in shown


def _digit(rows: Rows) -> None:
    row = next((one for one in answered(rows).values() if any(sign.isdigit() for sign in one["answer"])), None)
    if row:
        at = next(at for at, sign in enumerate(row["answer"]) if sign.isdigit())
        other = "1" if row["answer"][at] != "1" else "2"
        give_answer(row, row["answer"][:at] + other + row["answer"][at + 1 :])


def _unit(rows: Rows) -> None:
    row = next((one for one in answered(rows).values() if one["answer"].endswith(" mm")), None)
    if row:
        give_answer(row, row["answer"][:-2] + "Nm")


def _question(rows: Rows) -> None:
    row = next(iter(answered(rows).values()), None)
    if row:
        give_prompt(row, row["input"].replace("?", " not?") if "?" in row["input"] else f"Why not: {row['input']}")


def _refusal(rows: Rows) -> None:
    row = next(iter(answered(rows).values()), None)
    if row:
        give_answer(row, "The pages do not say.")


def _excerpt(rows: Rows) -> None:
    row = next(iter(answered(rows, "with-page").values()), None)
    if row:
        excerpt, _, question = row["input"].rpartition("\n\n")
        give_prompt(row, f"{excerpt}\nMaximum: 12 kN\n\n{question}")


@pytest.mark.parametrize("change", [_digit, _unit, _question, _refusal, _excerpt])
def test_a_forged_row_is_found_though_every_digest_fits(spoiled_manual: Path, change: Callable[[Rows], None]) -> None:
    forge(spoiled_manual, change)
    found = findings(spoiled_manual)
    assert "1 failed" in found or "failed;" in found


def test_a_page_that_says_another_value_is_found_though_every_digest_fits(spoiled_manual: Path) -> None:
    page = spoiled_manual / "pages" / "engine.html"
    page.write_text(page.read_text(encoding="utf-8").replace("28.5 km/h", "29.5 km/h"), encoding="utf-8")
    reseal(spoiled_manual)
    found = findings(spoiled_manual)
    assert "pages/ does not hold the pages that recipe.yaml names" in found
    assert "facts_are_on_the_pages" in found


def test_a_fact_that_no_page_gives_is_found(spoiled_manual: Path) -> None:
    file = spoiled_manual / "facts.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    fact = json.loads(lines[20])
    lines[20] = json.dumps(fact | {"text": fact["text"] + "0", "literal": fact["literal"] + "0"}) + "\n"
    file.write_text("".join(lines), encoding="utf-8")
    reseal(spoiled_manual)
    found = findings(spoiled_manual)
    assert fact["id"] in found or "facts_are_on_the_pages" in found


def test_a_certificate_with_better_figures_of_the_pages_is_found(spoiled_manual: Path) -> None:
    certify(spoiled_manual, lambda claimed: claimed["pages"]["cells"].update(used=claimed["pages"]["cells"]["bearing"]))
    found = findings(spoiled_manual)
    assert "figures of the pages" in found


def test_unreadable_facts_end_verification_in_words(spoiled_manual: Path) -> None:
    (spoiled_manual / "facts.jsonl").write_text("{}\n", encoding="utf-8")
    reseal(spoiled_manual)
    found = findings(spoiled_manual)
    assert "facts.jsonl" in found


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "holds no page"),
        ({"notes.md": "# A"}, "holds no page"),
        ({"a.html": "<p>Nothing here bears a value.</p>"}, "no fact was found"),
        ({"a.txt": ""}, "holds no page that can be used: a.txt: is empty"),
        (
            {"a.html": "<h1>Gearbox <table><tr><td>Oil<td>3.2 l</table <h2>Level</h3><p>Quantity: 3 l<p>Grade: 80"},
            "facts were read on 1 readable page, and the second reader bears out none of them; the first, a.html@",
        ),
    ],
)
def test_pages_that_give_nothing_end_a_build_in_one_line(tmp_path: Path, files: dict[str, str], said: str) -> None:
    (tmp_path / "pages").mkdir()
    for name, text in files.items():
        (tmp_path / "pages" / name).write_text(text, encoding="utf-8")
    ran = goldsmith("build", "manual", "--set", f"source={tmp_path / 'pages'}", "--out", tmp_path / "out")
    assert ran.code == 2
    assert said in ran.err.splitlines()[-1]
    assert "Traceback" not in ran.err
    assert left_in(tmp_path / "out") == []


SMALL_PAGE = """<h1>Corvo 650</h1><h2>Torques</h2><table><tr><th>Part</th><th>Torque</th></tr>
<tr><td>Oil drain plug</td><td>24 Nm</td></tr><tr><td>Front axle</td><td>72 Nm</td></tr>
<tr><td>Clutch nut</td><td>108 Nm</td></tr><tr><td>Spark plug</td><td>12 Nm</td></tr></table>
<p>Coolant: 1.4 l<br>Fuel tank: 15.5 l<br>Range: -22 to +35 &deg;C</p>"""


@pytest.fixture
def small_pages(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "torques.html").write_text(SMALL_PAGE, encoding="utf-8")
    return tmp_path / "pages"


@pytest.mark.parametrize("forms", ["closed-book", "both"])
def test_one_small_page_stays_under_the_caps_on_wording(small_pages: Path, tmp_path: Path, forms: str) -> None:
    ran = goldsmith("build", "manual", "--set", f"source={small_pages}", "--set", f"forms={forms}", "--out", tmp_path)
    assert "7 facts" in ran.succeeded().out


@pytest.mark.parametrize("share", [0, 30])
def test_a_page_of_one_fact_can_be_built_and_verified(tmp_path: Path, share: int) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text("<h1>Pump P2</h1><p>Pressure: 3 bar</p>", encoding="utf-8")
    made = ("--set", f"source={tmp_path / 'pages'}", "--set", f"unanswerable={share}", "--out", tmp_path)
    assert "1 facts" in goldsmith("build", "manual", *made).succeeded().out
    (release,) = (tmp_path / "manual").glob("1.0.0+????????")
    goldsmith("verify", release).succeeded()


@pytest.mark.parametrize(("word", "share"), [("on", 1.0), ("off", 0.0)])
def test_prefixes_are_what_the_recipe_says_though_yaml_reads_on_as_true(
    small_pages: Path, tmp_path: Path, word: str, share: float
) -> None:
    made = (
        "--set",
        f"source={small_pages}",
        "--set",
        f"prefixes={word}",
        "--set",
        "caps.request=9",
        "--set",
        "caps.opening=9",
    )
    goldsmith("build", "manual", *made, "--out", tmp_path).succeeded()
    (release,) = (tmp_path / "manual").glob("1.0.0+????????")
    asked = [row["input"].rpartition("\n\n")[2] for row in rows_of(release).values()]
    assert sum(question.startswith("[") for question in asked) == share * len(asked)


def test_the_rules_have_no_answer_to_a_manual_and_say_so(manual_release: Path) -> None:
    ran = goldsmith("eval", "rules", manual_release)
    assert (ran.code, "`rules` reads records by their schema, and no row of manual/1.0.0 has one" in ran.err) == (
        2,
        True,
    )


def test_a_source_that_is_no_folder_is_named(tmp_path: Path) -> None:
    ran = goldsmith("build", "manual", "--set", "source=nowhere", "--out", "out", cwd=tmp_path)
    assert (ran.code, "'nowhere' is no folder of manual pages" in ran.err) == (2, True)


def test_pages_that_changed_since_the_recipe_pinned_them_are_refused(spoiled_manual: Path, tmp_path: Path) -> None:
    page = spoiled_manual / "pages" / "engine.html"
    page.write_text(page.read_text(encoding="utf-8") + " ", encoding="utf-8")
    ran = goldsmith("build", spoiled_manual / "recipe.yaml", "--out", tmp_path / "out")
    assert ran.code == 2
    assert "have changed since pages_sha256" in ran.err


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("phrasings=2", "at least 3"),
        ("forms=open", "closed-book"),
        ("unanswerable=60", "at most 50"),
        ("sauce=x", "no key 'sauce'"),
    ],
)
def test_a_key_that_cannot_be_is_named_with_what_it_may_be(tmp_path: Path, key: str, said: str) -> None:
    ran = goldsmith("build", "manual", "--set", key, "--out", tmp_path)
    assert ran.code == 2
    assert said in ran.err


def test_options_of_records_are_refused(tmp_path: Path, domain: Path) -> None:
    ran = goldsmith("build", "manual", "--domain", domain, "--out", tmp_path)
    assert (ran.code, "--domain does nothing for a recipe of track 'manual'" in ran.err) == (2, True)


def test_a_fact_that_is_neither_asked_nor_listed_is_found_though_every_digest_fits(spoiled_manual: Path) -> None:
    file = spoiled_manual / "left_out.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[1:]), encoding="utf-8")
    reseal(spoiled_manual)
    found = findings(spoiled_manual)
    assert f"every_fact_is_asked_or_listed: 1 of {len(facts_of(spoiled_manual))} failed" in found

"""Excerpts of pages say what the page shows and nothing else; whoever lies in one is refused."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from goldsmith.extractors.manual.asked import Names
from goldsmith.extractors.manual.facts import Fact
from goldsmith.extractors.manual.sources import Source
from goldsmith.generators.manual.excerpts import LIMIT, PageText
from goldsmith.validators.manual.excerpts import RULES, Excerpts
from manual.pages import PAGES, folder_of, manual, read

Lie = Callable[[list[str], int], Iterator[list[str]]]
NAMES = tuple(page.name for page in manual().pages)


@cache
def text_of(name: str) -> PageText:
    return PageText.of(PAGES, name)


@cache
def checks_of(name: str) -> Excerpts:
    return checks(next(page for page in manual().pages if page.name == name))


def checks(page: Source) -> Excerpts:
    return Excerpts(page.text, markup=page.kind == "html")


def whole(name: str) -> str:
    those = [fact for fact in manual().facts if fact.origin.page == name]
    return text_of(name).excerpt(those[:1])


def checked(excerpt: str, fact: Fact) -> tuple[bool, str]:
    verdict = checks_of(fact.origin.page).check(excerpt, [fact])
    return verdict.ok, verdict.reason


@pytest.mark.parametrize("limit", [LIMIT, 700, 400])
def test_every_excerpt_states_its_fact_within_the_limit(limit: int) -> None:
    excerpts = [(fact, text_of(fact.origin.page).excerpt([fact], limit)) for fact in manual().facts]
    assert [fact.literal for fact, text in excerpts if not text] == []
    assert [len(text) for _, text in excerpts if len(text) > limit] == []
    assert [
        (fact.literal, why) for fact, text in excerpts if not (found := checked(text, fact))[0] for why in found[1:]
    ] == []


def test_a_short_page_is_shown_whole_and_a_long_one_is_cut_at_its_sections() -> None:
    fact = next(one for one in manual().facts if one.rows == (("Stroke",),))
    page = text_of("engine.html")
    assert page.excerpt([fact]) == page.text((0, len(page.pieces)), [])
    assert page.excerpt([fact], 400).splitlines() == [
        "# Tarvik TR 450", "", "## Technical data", "", "## Measures", "", "**Three-point hitch**", "",
        "| Model code: | TR 450 C; 2117 (cab) | TR 450 P; 2118 (open) |", "| --- | --- | --- |",
        "| Lift at the ends: | 1050 kg | 1050 kg |", "| Stroke: | 560 mm | 560 mm |", "| Data plate: |  |  |",
    ]  # fmt: skip


def test_an_excerpt_begins_with_what_can_be_understood_and_ends_with_whole_sections() -> None:
    facts = {(fact.attribute, fact.text): fact for fact in manual().facts}
    half = text_of("engine.html").excerpt([facts[("at half load", "4.1")]], 330)
    assert half.index("Fuel consumption") < half.index("at half load")
    gear = text_of("engine.html").excerpt([facts[("Gear ratios", "3rd 1.74")]], 340)
    assert gear.index("Gear ratios") < gear.index("3rd 1.74")
    drain = text_of("service.html").excerpt([facts[("Oil change", "Fit a new seal.")]], 120)
    assert drain.index("2. Remove the sump plug.") < drain.index("2.2. Fit a new seal.")
    clutch = text_of("scan.txt").excerpt([facts[("Free travel", "20 - 30 mm")]], 400)
    assert clutch.endswith("| Release fork | M6 | 9 |")


def test_an_excerpt_around_a_place_left_open_names_it() -> None:
    entry = next(one for one in manual().entries if one.text == "??" and one.page == "wiring.html")
    excerpt = text_of("wiring.html").excerpt([entry], 400)
    assert "| F4 | Heater blower | 20 | ?? | red/yellow |" in excerpt
    assert checks_of("wiring.html").leaves_open(excerpt, Names(("F4",), column=("Rating (A)", "TR 450 P"))).ok


def test_what_no_limit_holds_has_no_excerpt() -> None:
    fact = next(one for one in manual().facts if one.rows == (("Stroke",),))
    assert text_of("engine.html").excerpt([fact], 60) == ""


def test_the_footnote_of_a_value_goes_with_it() -> None:
    fact = next(one for one in manual().facts if one.rows == (("Flywheel bolt",),) and one.text == "75")
    excerpt = text_of("torque.html").excerpt([fact], 300)
    assert "| Flywheel bolt | M10 | 75¹ | 55 |" in excerpt
    assert excerpt.endswith("¹ use new bolts")


def test_a_raised_note_keeps_its_full_stop(tmp_path: Path) -> None:
    page = "<table><tr><td>Rod bolt<sup>2</sup></td><td>40 Nm</td></tr></table><p><sup>2)</sup> Renew it; 45 Nm when dry.</p>"
    reading = read(tmp_path, page)
    (fact,) = reading.facts
    assert fact.notes == ("Renew it; 45 Nm when dry.",)
    excerpt = PageText.of(tmp_path, "page.html").excerpt([fact])
    assert checks(reading.pages[0]).check(excerpt, [fact]).ok


def test_tables_with_one_caption_and_the_same_heads_stand_apart(tmp_path: Path) -> None:
    rows = (
        "<table><caption>Bolts</caption><tr><th>Bolt</th><th>Torque</th></tr><tr><td>{}</td><td>{} Nm</td></tr></table>"
    )
    reading = read(tmp_path, rows.format("A", 10) + rows.format("B", 12))
    excerpt = PageText.of(tmp_path, "page.html").excerpt(reading.facts)
    assert excerpt.split("\n").count("Bolts") == excerpt.split("\n").count("| Bolt | Torque |") == 2
    assert checks(reading.pages[0]).check(excerpt, reading.facts).ok
    first, _, rest = excerpt.rpartition("\n\nBolts\n\n| Bolt | Torque |\n| --- | --- |")
    merged = first + rest
    assert "| A | 10 Nm |\n| B | 12 Nm |" in merged
    assert not checks(reading.pages[0]).check(merged, reading.facts).ok


def test_a_list_that_counts_down_gives_no_steps(tmp_path: Path) -> None:
    page = "<h1>Belt</h1><p>Tools: none</p><ol reversed><li>Put it on.</li><li>Take it off.</li></ol>"
    reading = read(tmp_path, page)
    assert [fact.kind for fact in reading.facts] == ["line"]
    text = PageText.of(tmp_path, "page.html")
    excerpt = text.text((0, len(text.pieces)), [])
    assert "- Put it on." in excerpt.splitlines()
    assert checks(reading.pages[0]).check(excerpt, reading.facts).ok
    assert not checks(reading.pages[0]).check(excerpt.replace("- Put", "1. Put"), reading.facts).ok


def test_several_facts_stand_in_one_excerpt() -> None:
    steps = [one for one in manual().facts if one.attribute == "Changing a rear wheel"]
    excerpt = text_of("workshop.html").excerpt(steps, 700)
    assert checks_of("workshop.html").check(excerpt, steps).ok
    assert "  4.2. Lift until the tyre is 3 cm above the ground." in excerpt.splitlines()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_hidden_struck_out_or_only_leading_elsewhere_is_shown(name: str) -> None:
    lines = whole(name).splitlines()
    unseen = ["2.9 m", "91 dB", "Smoke limit", "310 mm", "Radio", "orange", "spare", "850 rpm", "[back]", "red blue"]
    assert [(line, one) for line in lines for one in unseen if one in line] == []
    assert [line for line in lines if line.strip("- ") in ("Start", "Start Engine", "Wiring", "Fault finding")] == []


def changed_digits(lines: list[str], at: int) -> Iterator[list[str]]:
    for place, sign in enumerate(lines[at]):
        if sign.isdecimal():
            yield [
                *lines[:at],
                lines[at][:place] + str((int(sign) + 1) % 10) + lines[at][place + 1 :],
                *lines[at + 1 :],
            ]


def changed_words(lines: list[str], at: int) -> Iterator[list[str]]:
    for word in lines[at].split():
        if word.isalpha():
            yield [*lines[:at], lines[at].replace(word, f"un{word}", 1), *lines[at + 1 :]]


def swapped_columns(lines: list[str], at: int) -> Iterator[list[str]]:
    cells = lines[at].split(" | ")
    for one, (left, right) in enumerate(pairwise(cells)):
        if lines[at].startswith("| ") and left.strip("| ") != right.strip("| ") and "---" not in lines[at]:
            first, last = ("| " if one == 0 else ""), (" |" if one + 2 == len(cells) else "")
            swapped = [
                *cells[:one],
                first + right.removesuffix(" |"),
                left.removeprefix("| ") + last,
                *cells[one + 2 :],
            ]
            yield [*lines[:at], " | ".join(swapped), *lines[at + 1 :]]


def moved_row(lines: list[str], at: int) -> Iterator[list[str]]:
    below = next((down for down in range(at + 1, len(lines)) if lines[down]), -1)
    if lines[at] and below > 0 and lines[below] != lines[at] and "---" not in lines[below] + lines[at]:
        moved = list(lines)
        moved[at], moved[below] = moved[below], moved[at]
        yield moved


def invented_line(lines: list[str], at: int) -> Iterator[list[str]]:
    width = lines[at].count("|") - 1
    row = "| " + " | ".join(["Idle jet", *["45"] * (width - 1)]) + " |" if width > 0 else "Idle jet: 45"
    yield [*lines[: at + 1], row, *lines[at + 1 :]]


def doubled_line(lines: list[str], at: int) -> Iterator[list[str]]:
    if lines[at] and "---" not in lines[at]:
        yield [*lines[: at + 1], lines[at], *lines[at + 1 :]]


def other_order_inside(lines: list[str], at: int) -> Iterator[list[str]]:
    words = lines[at].split(" ")
    if not lines[at].startswith("|") and len(words) > 3 and words[-1] != words[-2]:
        yield [*lines[:at], " ".join([*words[:-2], words[-1], words[-2]]), *lines[at + 1 :]]


def joined_lines(lines: list[str], at: int) -> Iterator[list[str]]:
    plain = [line and not line.startswith(("|", "#", "**")) for line in [*lines, ""]]
    if plain[at] and plain[at + 1]:
        yield [*lines[:at], f"{lines[at]} {lines[at + 1].strip()}", *lines[at + 2 :]]


def emptied_cell(lines: list[str], at: int) -> Iterator[list[str]]:
    cells = lines[at].split(" | ")
    for one, cell in enumerate(cells[1:-1], 1):
        if lines[at].startswith("| ") and cell.strip() and "---" not in lines[at]:
            yield [*lines[:at], " | ".join([*cells[:one], "", *cells[one + 1 :]]), *lines[at + 1 :]]


LIES: tuple[Lie, ...] = (
    changed_digits, changed_words, swapped_columns, moved_row, invented_line, doubled_line, other_order_inside,
    joined_lines, emptied_cell,
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lie", LIES, ids=[lie.__name__ for lie in LIES])
def test_every_lie_at_every_place_is_refused(lie: Lie, name: str) -> None:
    lines = whole(name).split("\n")
    lies = ["\n".join(told) for at in range(len(lines)) for told in lie(lines, at)]
    assert lies or lie in (swapped_columns, emptied_cell, joined_lines)
    assert [told for told in lies if checks_of(name).check(told, []).ok] == []


@pytest.mark.parametrize(
    ("name", "behind", "told"),
    [
        ("index.html", "Turning radius: 2.35 m", "Turning radius: 2.9 m"),
        ("index.html", "Sound level at the driver's ear: 84 dB(A)", "Sound level, old cab: 91 dB(A)"),
        ("engine.html", "| Idle speed: | 900 ± 25 rpm | 900 ± 25 rpm |", "| Smoke limit: | 1.5 m⁻¹ | 1.5 m⁻¹ |"),
        ("engine.html", "| Idle speed: | 900 ± 25 rpm | 900 ± 25 rpm |", "| Idle speed: | 850 rpm | 850 rpm |"),
        ("wiring.html", "| F6 | Fuel shut-off solenoid | 5 | 5 | black/violet |", "| F7 | Radio | 3 | 3 | orange |"),
        ("wiring.html", "| 5 |  |  |", "Pin 6: spare"),
        ("workshop.html", "# Workshop practice", "Start"),
    ],
)
def test_what_the_page_does_not_show_is_refused(name: str, behind: str, told: str) -> None:
    assert f"{behind}\n" in whole(name) + "\n"
    lie = (whole(name) + "\n").replace(f"{behind}\n", f"{behind}\n{told}\n")
    assert checks_of(name).check(lie, []).rule == RULES[0]
    assert not checks_of(name).check(lie, []).ok


def test_a_struck_out_value_is_refused() -> None:
    lie = whole("engine.html").replace("| 325 mm | 325 mm |", "| 310 mm 325 mm | 310 mm 325 mm |")
    assert not checks_of("engine.html").check(lie, []).ok


def test_heads_of_another_table_are_refused() -> None:
    lie = whole("torque.html").replace("| Size | Steel, Nm | Brass, Nm |", "| Joint | Torque | Remark |")
    assert checks_of("torque.html").check(lie, []).rule == RULES[1]


def test_a_table_without_one_of_its_stacked_heads_is_refused() -> None:
    lie = whole("torque.html").replace("Torque, Nm | Torque, lbf ft", "Nm | lbf ft")
    assert not checks_of("torque.html").check(lie, []).ok


def test_a_fact_without_its_row_its_heading_or_its_note_is_refused() -> None:
    for fact in manual().facts:
        lines = text_of(fact.origin.page).excerpt([fact]).split("\n")
        for at, line in enumerate(lines):
            said = " ".join(line.replace("; ", " ").split())
            stated = " ".join(fact.literal.split()) in said or line.endswith(f" {fact.section[-1]}")
            noted = any(note in said for note in fact.notes)
            own = (
                (len(fact.rows) == 1 and fact.rows[0][-1] in said)
                or fact.kind in ("step", "item")
                or line.startswith("#")
            )
            if (stated and own and not line.startswith("| Model code")) or noted:
                ok, reason = checked("\n".join([*lines[:at], *lines[at + 1 :]]), fact)
                twin = sum(fact.literal in one and fact.rows[0][-1] in one for one in lines) > 1
                assert not ok or twin, (fact.rows, fact.literal, line, reason)


def test_the_excerpt_of_another_section_does_not_state_a_fact() -> None:
    facts = [one for one in manual().facts if one.origin.page == "torque.html"]
    cut = {fact.section: text_of("torque.html").excerpt([fact], 300) for fact in facts}
    for fact in facts:
        for section, text in cut.items():
            if fact.section[:2] != section[:2]:
                assert not checked(text, fact)[0]


@pytest.mark.parametrize(
    ("name", "names", "open_"),
    [
        ("engine.html", Names(("Glow plugs",), column=("TR 450 P",)), True),
        ("engine.html", Names(("Glow plugs",), column=("TR 450 C",)), False),
        ("engine.html", Names(("Glow plugs",)), False),
        ("engine.html", Names(("Idle speed",), model="TR 451"), True),
        ("engine.html", Names(("Idle speed",), column=("TR 450 D",)), True),
        ("engine.html", Names(("Idle jet",)), True),
        ("engine.html", Names(("idle speed",)), False),
        ("index.html", Names(("Paint code",)), True),
        ("index.html", Names(("Fuel tank",)), False),
        ("wiring.html", Names(("F4",), column=("Rating (A)", "TR 450 P")), True),
        ("wiring.html", Names(("F4",), column=("Rating (A)", "TR 450 C")), False),
        ("wiring.html", Names(("5",), column=("Signal",)), True),
        ("scan.txt", Names(("Spring length",)), True),
        ("scan.txt", Names(("Hose clamp",)), False),
        ("electrics.pdf", Names(("Pole pitch",)), True),
        ("electrics.pdf", Names(("Battery",)), False),
    ],
)
def test_whether_an_excerpt_leaves_a_question_open(name: str, names: Names, open_: bool) -> None:
    assert checks_of(name).leaves_open(whole(name), names).ok is open_


def test_a_page_of_bars_lists_and_raised_signs_is_shown_and_borne_out(tmp_path: Path) -> None:
    page = """<h1>Data<br>sheet</h1><ol><li value="4">Turn it.<ul><li>a <b>bolt</b></li></ul></li></ol>
    <table><tr><th>Part</th><th>Flow | area</th><th></th></tr><tr><td>Jet<sup>a</sup></td><td>2 m<sup>3</sup> | 4<br>(cold)</td>
    <td></td></tr></table><p><sup>a</sup> brass only</p>"""
    reading = read(tmp_path, page)
    text = PageText.of(tmp_path, "page.html")
    excerpt = text.text((0, len(text.pieces)), [])
    assert excerpt.split("\n") == [
        "# Data sheet", "", "4. Turn it.", "  - a bolt", "", "| Part | Flow \\| area |", "| --- | --- |",
        "| Jet^a | 2 m³ \\| 4 (cold) |", "", "^a brass only",
    ]  # fmt: skip
    assert checks(reading.pages[0]).check(excerpt, reading.facts).ok


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("page.html", "<table><tr><td>Gap:</td><td>5 mm</td><td>7 mm</td></tr><tr><td>Oil:</td><td>5 l</td><td></td></tr></table>"),
        ("page.txt", "M6    10    12\nM8    25    30\nM10   50    60\n"),
        ("page.txt", "The pump is set  to 25 bar and must  not\nbe changed.  A second   line goes on.\n\nGap   5 mm\n"),
        ("page.html", "<table><tr><td>Oil:</td><td>5 l</td></tr><tr><td><b>Brakes</b></td><td></td></tr><tr><td>Pad:</td><td>7 mm</td>"
         "</tr></table><dl><dt>Gap</dt><dd>1 mm</dd></dl>"),
    ],
)  # fmt: skip
def test_pages_without_heads_and_after_tables_are_borne_out(tmp_path: Path, name: str, page: str) -> None:
    reading = read(tmp_path, page, name)
    text = PageText.of(tmp_path, name)
    verdict = checks(reading.pages[0]).check(text.text((0, len(text.pieces)), []), reading.facts)
    assert verdict.ok, verdict.reason


def test_a_table_with_heads_may_not_be_shown_without_them() -> None:
    lie = whole("torque.html").replace("| Size | Steel, Nm | Brass, Nm |", "|  |  |  |")
    assert checks_of("torque.html").check(lie, []).rule == RULES[1]


def test_excerpts_are_the_same_every_time() -> None:
    again = {name: PageText.of(PAGES, name).pieces for name in NAMES}
    assert all(text_of(name).pieces == pieces for name, pieces in again.items())


def test_a_huge_table_is_cut_in_a_moment(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>Part {n}</td><td>{n} mm</td><td>{n} g</td></tr>" for n in range(3000))
    folder = folder_of(
        tmp_path, {"page.html": f"<table><tr><th>Part</th><th>Size</th><th>Mass</th></tr>{rows}</table>"}
    )
    reading = read(folder, (folder / "page.html").read_text())
    page = PageText.of(folder, "page.html")
    fact = next(one for one in reading.facts if one.rows == (("Part 1500",),))
    excerpt = page.excerpt([fact], 1000)
    assert "| Part 1500 | 1500 mm | 1500 g |" in excerpt
    assert checks(reading.pages[0]).check(excerpt, [fact]).ok

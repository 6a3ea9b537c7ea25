"""Rows that stand twice are told, whatever was changed that changes nothing."""

from pathlib import Path
from random import Random

from goldsmith.extractors.likeness import difference
from imitations import human
from looking import findings, places


def pairs(count: int) -> list[dict[str, str]]:
    """Rows that people's sentences make, each different."""
    texts = [text for text in human(6_000) if len(text.split()) >= 15]
    Random(5).shuffle(texts)
    return [{"prompt": one, "completion": two} for one, two in zip(texts[::2], texts[1::2], strict=False)][:count]


def test_planted_repeats_are_found_by_kind_and_clean_rows_are_not(tmp_path: Path) -> None:
    clean = pairs(300)
    respelled = [{name: text.upper().replace(" ", "  ") for name, text in row.items()} for row in clean[:60:3]]
    nearly = [
        row | {"prompt": f"So {row['prompt']}", "completion": f"{row['completion']} Indeed."} for row in clean[1:60:3]
    ]
    found = findings(tmp_path, data=[*clean, *clean[2:60:3], *respelled, *nearly])
    assert places(found, "exact_duplicate") == set(range(300, 320))
    assert places(found, "normalised_duplicate") == set(range(320, 340))
    assert len(places(found, "near_duplicate") & set(range(340, 360))) >= 19
    assert not places(found, "near_duplicate") & set(range(300))


def test_several_workers_find_the_same(tmp_path: Path) -> None:
    rows = [{"prompt": f"Which word is on page {n % 4_000}?", "completion": f"Word {n % 4_000}"} for n in range(4_100)]
    one = findings(tmp_path, data=rows)
    two = findings(tmp_path, workers=2, data=rows)
    assert places(one, "exact_duplicate") == places(two, "exact_duplicate") == set(range(4_000, 4_100))


def test_rows_of_one_template_are_no_duplicates() -> None:
    frame = "The parcel of {} weighs {} kg and was sent on Monday from {} by rail. How heavy is it?"
    answer = "The parcel weighs {} kg, so it goes to the light goods counter on the ground floor."
    one, two = (frame.format("Ann", 3, "Graz"), answer.format(3)), (frame.format("Bo", 9, "Linz"), answer.format(9))
    assert difference(*one, *two) is None
    assert difference(*one, one[0].replace("on Monday", "Monday"), one[1]) == "'on' for ''"


def test_two_questions_about_one_passage_are_no_duplicates() -> None:
    passage = " ".join(human(400)[7].split()[:12] * 6)
    one, two = f"{passage} Where does the river end?", f"{passage} Who may cross that bridge?"
    assert difference(one, "in the sea", two, "in the sea") is None


def test_a_letter_that_names_a_model_makes_it_another_question() -> None:
    passage = " ".join(human(400)[7].split()[:12] * 6)
    one, two = f"{passage} Current for F6 (650 P)?", f"{passage} Quote the current for F6 (650 C)?"
    assert difference(one, "5 A", two, "5 A") is None
    assert difference(one, "5 A", one.replace("for F6", "for the F6"), "5 A") == "'' for 'the'"

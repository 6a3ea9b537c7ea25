"""Lab reports that break exactly the relation named, where one relation can be broken alone."""

import random
from decimal import Decimal

from goldsmith.schemas.vocabulary import Row, grouped
from goldsmith.validators.breakers.changes import Answer, Breaker


def _ranged(answer: Answer) -> list[Answer]:
    return [result for result in answer["results"] if "reference_range" in result]


def _two_ended(answer: Answer) -> list[Answer]:
    return [result for result in _ranged(answer) if not result["reference_range"].startswith("<")]


def _row(answer: Answer, result: Answer) -> Row:
    panel = grouped("lab_tests", "test_type")[answer["test_type"]]
    return next(row for row in panel if row["parameter"] == result["parameter"])


def misshapen_range(answer: Answer, rng: random.Random) -> bool:
    """A reference range that is a word, lacks an end or has a comma for a point."""
    ranged = _ranged(answer)
    if ranged:
        result = rng.choice(ranged)
        high = result["reference_range"].lstrip("<").split("-")[-1]
        result["reference_range"] = rng.choice(
            ("normal", "see report", f"-{high}", f"..{high}", "4,0-11,0", "Strategy")
        )
    return bool(ranged)


def swapped_range(answer: Answer, rng: random.Random) -> bool:
    """A reference range from high to low."""
    ranged = _two_ended(answer)
    if ranged:
        result = rng.choice(ranged)
        low, high = result["reference_range"].split("-")
        result["reference_range"] = f"{high}-{low}"
    return bool(ranged)


def stray_in_complete(answer: Answer, rng: random.Random) -> bool:
    """A complete report with one value a step above its range."""
    ranged = _ranged(answer)
    if answer.get("status") != "complete" or not ranged:
        return False
    result = rng.choice(ranged)
    row = _row(answer, result)
    step = Decimal(1).scaleb(-int(row["decimals"])) if Decimal(row["low"]) else 0
    result["value"] = Decimal(row["high"]) + step
    return True


def nothing_abnormal(answer: Answer, rng: random.Random) -> bool:
    """An abnormal report whose values all lie in range, at an end or in the middle."""
    if answer.get("status") != "abnormal" or len(_ranged(answer)) < len(answer["results"]):
        return False
    for result in answer["results"]:
        row = _row(answer, result)
        low, high = Decimal(row["low"]), Decimal(row["high"])
        result["value"] = rng.choice((low, high if low else low, (low + high).quantize(low) / 2))
    return True


def parameter_twice(answer: Answer, rng: random.Random) -> bool:
    """One result printed a second time."""
    result = rng.choice(answer["results"])
    answer["results"].append(dict(result))
    return True


def other_times(answer: Answer, rng: random.Random) -> bool:
    """A test one day or some years before 2005, or from 2027 on."""
    answer["test_date"] = rng.choice(("2004-12-31", "2027-01-01", "1999-06-30", "2062-08-01"))
    return True


def other_unit(answer: Answer, rng: random.Random) -> bool:
    """A unit that the parameter is not measured in, or a parameter misspelled by one letter."""
    result = rng.choice(answer["results"])
    if rng.randrange(2):
        result["unit"] = rng.choice(("kg", "dBm", "bpm", "m/s", "g/mm"))
    else:
        result["parameter"] += "s"
    return True


def other_range(answer: Answer, rng: random.Random) -> bool:
    """A reference range whose upper end has a digit too many."""
    ranged = _ranged(answer)
    if ranged:
        result = rng.choice(ranged)
        head, high = result["reference_range"][:-1], result["reference_range"][-1]
        result["reference_range"] = head + high + ("0" if "." not in head else "5")
    return bool(ranged)


def impossible_value(answer: Answer, rng: random.Random) -> bool:
    """A value just above what the parameter can have, or a hundred times that."""
    result = rng.choice(answer["results"])
    most = Decimal(_row(answer, result)["value_max"])
    result["value"] = rng.choice((most + Decimal(1).scaleb(int(most.as_tuple().exponent)), most * 100))
    if answer.get("status") == "complete":
        answer["status"] = "abnormal"
    return True


def unknown_laboratory(answer: Answer, rng: random.Random) -> bool:
    """A laboratory that is a word, or misspelled by one letter."""
    if "lab_name" not in answer:
        return False
    answer["lab_name"] = rng.choice(("Strategy", answer["lab_name"][:-1], answer["lab_name"] + "s"))
    return True


def wordy_patient(answer: Answer, rng: random.Random) -> bool:
    """A name or a word in place of the patient's identifier."""
    answer["patient_id"] = rng.choice(("Ryan Lee", "Strategy", "unknown", "MRN"))
    return True


def wordy_unit(answer: Answer, rng: random.Random) -> bool:
    """A word in place of a unit."""
    rng.choice(answer["results"])["unit"] = rng.choice(("Strategy", "normal", "Hemoglobin", "Improve", "within"))
    return True


def nameless_test(answer: Answer, rng: random.Random) -> bool:
    """A number or the physician in place of the test or of a parameter."""
    fields, name = rng.choice(((answer, "test_type"), (rng.choice(answer["results"]), "parameter")))
    fields[name] = answer.get("ordering_physician", rng.choice(("7", "-", "12.5", "#")))
    return True


BREAKERS: dict[str, Breaker] = {
    "reference_ranges_parse": misshapen_range,
    "reference_ranges_ascend": swapped_range,
    "complete_is_all_in_range": stray_in_complete,
    "abnormal_is_out_of_range": nothing_abnormal,
    "parameters_are_unique": parameter_twice,
    "test_date_is_plausible": other_times,
    "parameters_are_of_the_test": other_unit,
    "reference_ranges_are_of_the_parameter": other_range,
    "values_are_possible": impossible_value,
    "laboratory_is_known": unknown_laboratory,
    "patient_id_has_a_digit": wordy_patient,
    "units_are_no_words": wordy_unit,
    "tests_have_names": nameless_test,
}

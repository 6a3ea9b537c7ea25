"""Measured values: dimensions, units, bounds and pairs, in answers that are right and in answers that are wrong."""

import pytest

from goldsmith.audit import measures
from goldsmith.audit.checks.quantities import impossible_value, unit_changed, units_disagree, wrong_dimension
from goldsmith.audit.measures import Measures
from goldsmith.audit.plausible import bound_of, dimension_of
from goldsmith.audit.sense import Sense
from goldsmith.extractors.examples import ASSISTANT, USER, Example, Turn


def example(prompt: str, answer: str, context: str = "") -> Example:
    turns = (Turn(USER, prompt), Turn(ASSISTANT, answer))
    return Example(0, "a.jsonl", 1, "", "", "", "", "", context, prompt, answer, turns, {})


class Told:
    """As much of a Sense as these checks read."""

    def __init__(self, known: Measures | None = None) -> None:
        self.measures = known or Measures()


def sense(known: Measures | None = None) -> Sense:
    return Told(known)  # type: ignore[return-value]


RIGHT = """Preheat to 180 °C (350 °F) and bake for 20-25 minutes. You need 2 cups (250 g) of flour.
The marathon is 42.195 km (26.2 miles) long.
It will be -5 °C (23 °F) with winds of 30 km/h (19 mph); humidity 85%.
Absolute zero is -273.15 °C (-459.67 °F).
She is 5'7" (170 cm) and weighs 130 lb (59 kg).
The flat is 65 m² (700 sq ft), rent $1,250/month (€1,100).
A 5 km / 10 km run takes place; kids run 1 mile.
The trip covers 250 miles (400 km), 6–8 hours a day.
Take 500 mg (2 tablets); SpO2 98%, blood pressure 120/80 mmHg.
The tank holds 15 gallons (57 L), the car does 30 mpg (7.8 L/100 km).
GDP grew 150% since 1990; debt is 120 percent of GDP.
Alternator belt: 12.5 x 810 mm (0.49 x 31.9 in).
20 Nm (2.0 kgf-m, 15.0 lbf-ft)
Temperatures fall to -40°C/-40°F at latitude 71.2.
The sun's core is 15 million °C (27 million °F).""".splitlines()
WRONG = [
    "It makes 147 kW / 179 bhp.",
    "Tighten to 42 Nm (3.9 kgf-m, 31 ft. lbs.).",
    "105 Nm (10.5 kgf-m, 76.0 ft. lbs.)",
    "The marathon is 42.195 km (62.2 miles) long.",
    "Bake at 180 °C (530 °F).",
]
IMPOSSIBLE = [
    "SpO2 was 252 %.",
    "Oxygen saturation: 252",
    "It lies at latitude 120.5.",
    "It fell to -300 °C.",
    "a humidity of 140 %",
]
LEAVES = [
    '{"vitals": {"oxygen_saturation": 252}}',
    '{"patient_age": -3}',
    '{"lat": 1, "latitude": 91.2}',
    '{"hour": 25}',
    '{"visit": "2024-02-30"}',
    '{"start_time": "25:10"}',
    '{"temperature_celsius": -300}',
    '{"temp": "-300 °C"}',
    '{"relativeHumidity": 140}',
]
POSSIBLE = [
    '{"oxygen_saturation": 98, "age": 300, "latitude": -90, "hour": 0, "visit": "2024-02-29", "lap_time": "25:10"}',
    '{"growth_percent": 250, "weight_change": -5, "temperature_celsius": -40, "elevation": -400, "longitude": null}',
]


@pytest.mark.parametrize("answer", RIGHT)
def test_what_people_write_is_left_alone(answer: str) -> None:
    one = example("Tell me.", answer)
    assert not units_disagree(one, sense())
    assert not impossible_value(one, sense())


@pytest.mark.parametrize("answer", WRONG)
def test_readings_that_disagree_are_named(answer: str) -> None:
    assert units_disagree(example("Tell me.", answer), sense())


@pytest.mark.parametrize("answer", IMPOSSIBLE + LEAVES)
def test_impossible_values_are_named(answer: str) -> None:
    assert impossible_value(example("Tell me.", answer), sense())


@pytest.mark.parametrize("answer", POSSIBLE)
def test_possible_values_are_left_alone(answer: str) -> None:
    assert impossible_value(example("Tell me.", answer), sense()) == ()


def test_a_field_that_means_something_else_by_its_name_is_left_alone() -> None:
    rows = [example("Where?", f'{{"latitude": {45_000_000 + at}}}') for at in range(30)]
    assert impossible_value(rows[0], sense(measures.learn(rows))) == ()


@pytest.mark.parametrize(
    ("context", "answer", "wrong"),
    [
        ("Tighten to 45 Nm.", "Tighten to 45 mm.", True),
        ("The gap is 0.7 mm.", "It is 0.7 cm.", True),
        ("The gap is 0.7 mm.", "It is 0.7 millimetres.", False),
        ("The gap is 0.7 mm.", "It is 0.7 mm.", False),
        ("Set 45 on the scale.", "It is 45 Nm.", False),
        ("45 mm wide, 45 Nm tight", "It is 45 Nm.", False),
        ("It costs 45 EUR.", "It weighs 45 kg.", False),
    ],
)
def test_a_unit_that_changed_on_the_way(context: str, answer: str, wrong: bool) -> None:
    assert bool(unit_changed(example("How much?", answer, context), sense())) is wrong


@pytest.mark.parametrize(
    ("question", "answer", "wrong"),
    [
        ("What is the wheelbase of the T4?", "2562 Nm", True),
        ("What is the tightening torque for the wheel bolts?", "The tightening torque is 110 mm.", True),
        ("What is the tightening torque for the wheel bolts?", "110 Nm + 90°", False),
        ("What is the service interval of the T4?", "12 months", False),
        ("What is the length of the course?", "3 weeks", False),
        ("Wheelbase of the T4", "2562 Nm", True),
        ("What does the manual give for the valve clearance of the T4?", "0.3 Nm", True),
        ("How many millimetres is the seat of the T4?", "It is 45.5 Nm.", True),
        ("How many millimetres is the seat of the T4?", "45 cm", False),
        ("How many metres per second does it do?", "20 m/s", False),
        ("How many pounds of torque?", "80 ft-lb", False),
        ("How many wheels has it?", "4, each of 15 kg", False),
        ("At what speed is the maximum torque of the T4 reached?", "4750 rpm", False),
        ("What size of wrench do I need to torque the bolts of the T4?", "17 mm", False),
    ],
)
def test_an_attribute_has_its_dimension(question: str, answer: str, wrong: bool) -> None:
    assert bool(wrong_dimension(example(question, answer), sense())) is wrong


def test_names_lead_to_bounds_by_their_last_words() -> None:
    assert bound_of("vitals.oxygen_saturation")
    assert bound_of("oxygenSaturation")
    assert bound_of("saturation") is None
    assert bound_of("absolute_humidity") is None
    assert dimension_of("front tyre pressure") == "pressure"
    assert dimension_of("colour") == ""

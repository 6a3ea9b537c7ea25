"""What measured values mean, as people, manuals and forms write them; and what is no measured value."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from goldsmith.extractors.agreement import agree
from goldsmith.extractors.figures import decimal_mark, figure
from goldsmith.extractors.quantities import Quantity, measured, quantities, quantity
from goldsmith.extractors.reading import Unreadable
from goldsmith.extractors.units import unit_named, units

CASES = """
45 Nm                                   => 45 N·m
45Nm                                    => 45 N·m
45 N·m                                  => 45 N·m
45 N⋅m                                  => 45 N·m
45 N-m                                  => 45 N·m
45 N m                                  => 45 N·m
45 newton metres                        => 45 N·m
4,5 Nm                                  => 4.5 N·m
4.5 Nm                                  => 4.5 N·m
33 ft-lb                                => 33 lbf·ft
33 ft. lbs.                             => 33 lbf·ft
33 lb-ft                                => 33 lbf·ft
33 lb ft                                => 33 lbf·ft
33 foot-pounds                          => 33 lbf·ft
95 in. lbs.                             => 95 lbf·in
95 in-lb                                => 95 lbf·in
4.6 kgf-m                               => 4.6 kgf·m
4.6 kgf·m                               => 4.6 kgf·m
5÷10 Nm                                 => 5..10 N·m
5 – 10 Nm                               => 5..10 N·m
5-10 Nm                                 => 5..10 N·m
5 to 10 Nm                              => 5..10 N·m
5 Nm to 10 Nm                           => 5..10 N·m
5~10 Nm                                 => 5..10 N·m
0.10–0.15 mm                            => 0.10..0.15 mm
0,10 … 0,15 mm                          => 0.10..0.15 mm
between 20 and 30 mm                    => 20..30 mm
−40 ~ 85 ℃                              => -40..85 °C
-40 °C to +85 °C                        => -40..85 °C
-5…+10 °C                               => -5..10 °C
20–30°C                                 => 20..30 °C
-5 °C                                   => -5 °C
− 5 °C                                  => -5 °C
100 °C (212 °F)                         => 100 °C | ( 212 °F
25 degrees Celsius                      => 25 °C
77 degrees Fahrenheit                   => 77 °F
300 K                                   => 300 K
45°                                     => 45 °
45 degrees                              => 45 °
45° ± 5°                                => 45±5 °
10 ± 0.5 mm                             => 10±0.5 mm
10 mm ± 0.5 mm                          => 10±0.5 mm
10 +/- 0.5 mm                           => 10±0.5 mm
2.0 (+/- 0.6) mm                        => 2.0±0.6 mm
880 (+/- 50) rpm                        => 880±50 rpm
10 Nm ± 10 %                            => 10±1 N·m
60 ± 5 %                                => 60±5 %
10 +0.2/-0.1 mm                         => 10+0.2-0.1 mm
875 gr. +/- 25 gr. (1.93 +/- 0.05 lbs)  => 875±25 g | ( 1.93±0.05 lb
20 Nm + 90°                             => 20 N·m | + 90 °
20 Nm, then 90°                         => 20 N·m | , 90 °
20 Nm + 90° + 45°                       => 20 N·m | + 90 ° | + 45 °
147 kW / 197 bhp                        => 147 kW | / 197 bhp
147kW/197bhp                            => 147 kW | / 197 bhp
2.0 bar (29 psi)                        => 2.0 bar | ( 29 psi
20 Nm (2.0 kgf-m, 15.0 lbf-ft)          => 20 N·m | ( 2.0 kgf·m | , 15.0 lbf·ft
11 Nm/95 in. lbs.                       => 11 N·m | / 95 lbf·in
130.0 mm = 5.11 in.                     => 130.0 mm | = 5.11 in
2.0 / 2.3 bar                           => 2.0 bar | / 2.3 bar
93.4 x 84.0 mm                          => 93.4 mm | x 84.0 mm
10x865 mm                               => 10 mm | x 865 mm
4345 × 1680 × 1370 mm                   => 4345 mm | x 1680 mm | x 1370 mm
4 by 6 inches                           => 4 in | x 6 in
12.5 x 810 mm (0.49 x 31.9 in)          => 12.5 mm | x 810 mm | ( 0.49 in | x 31.9 in
M8×1.25                                 =>
M8x1.25x30 mm                           => 30 mm
M8x30 mm                                => 30 mm
M6 bolt, 10 Nm                          => 10 N·m
1/2"-20 UNF                             =>
1/4-28 UNF                              =>
3/8-16 UNC x 20 mm                      => 20 mm
G 1/4                                   =>
1/8 NPT                                 =>
10W-40                                  =>
5W30, 4.2 L                             => 4.2 l
SAE 75W80                               =>
205/55 R16                              =>
205/55R16 91V at 2.3 bar                => 91 V | 2.3 bar
0280150201                              =>
12 31 1 711 375                         =>
S14B23                                  =>
INV-2024-0042                           =>
E30 M3, 147 kW                          => 147 kW
GL-4                                    =>
2025-03-05                              =>
2025-03-05T10:00:00Z                    =>
03/05/2025                              =>
07/85 - 12/90                           =>
12:30                                   =>
1.2.3                                   =>
192.168.1.1                             =>
1-3-4-2                                 =>
4WD                                     =>
1st                                     =>
5-speed                                 =>
https://example.org/5mm                 =>
5 in the morning                        => 5
12 in                                   => 12 in
12 in.                                  => 12 in
12 in long                              => 12 in
a 12-in wheel                           => 12 in
15" wheel                               => 15 in
he said "chapter 15"                    => 15
5'10"                                   => 70 in
5 ft 10 in                              => 70 in
5 ft 10 in (178 cm)                     => 70 in | ( 178 cm
1 lb 4 oz                               => 20 oz
2 h 30 min                              => 150 min
1/2 in                                  => 0.5 in
3/8"                                    => 0.375 in
3 1/2 in.                               => 3.5 in
1-1/2"                                  => 1.5 in
½ cup                                   => 0.5 cup
2½ cups                                 => 2.5 cup
1 tsp                                   => 1 tsp
3-4 cups                                => 3..4 cup
30-day                                  => 30 d
a 2-3 week stay                         => 2..3 week
$5                                      => 5 USD
-$5.00                                  => 5.00 USD
US$5                                    => 5 USD
$1,234.50                               => 1234.50 USD
€ 1.234,50                              => 1234.50 EUR
1.234.567,89 EUR                        => 1234567.89 EUR
1 000 000 EUR                           => 1000000 EUR
USD 3.5 million                         => 3500000.0 USD
$5-10                                   => 5..10 USD
$5 – $10                                => 5..10 USD
£3bn                                    => 3000000000 GBP
₹1,23,456                               => 123456 INR
12 dollars                              => 12 USD
5k                                      => 5000
300K                                    => 
1,234                                   => 1234?
1.234 mm                                => 1.234? mm
0.125 mm                                => 0.125 mm
12 345,6 km                             => 12345.6 km
17 184 km                               => 17184 km
1'250 kg                                => 1250 kg
.5 mm                                   => 0.5 mm
8%                                      => 8 %
8 percent                               => 8 %
20 - 30%                                => 20..30 %
20%-30%                                 => 20..30 %
≥ 95 %                                  => >95 %
< 600 ppm                               => <600 ppm
max. 130 °C                             => <130 °C
min. 5 mm                               => >5 mm
up to 5 km                              => <5 km
at least 5 days                         => >5 d
Do not exceed 130 °C                    => <130 °C
10.5 : 1                                => 10.5 :1
10.5:1                                  => 10.5 :1
12 V 66 Ah                              => 12 V | 66 Ah
2.4 Ohm                                 => 2.4 Ω
4.7 kΩ                                  => 4.7 kΩ
10 µF                                   => 10 μF
5 mW                                    => 5 mW
5 MW                                    => 5 MW
5 mm                                    => 5 mm
5 MM                                    => 5 mm
5 KM                                    => 5 km
5 KG                                    => 5 kg
2302 CC                                 => 2302 cm³
6.7 sec                                 => 6.7 s
4750 rpm                                => 4750 rpm
72 bpm                                  => 72 bpm
72/min                                  => 72 /min
235 km/h                                => 235 km/h
60 mph                                  => 60 mph
60 miles per hour                       => 60 mi/h
9.81 m/s²                               => 9.81 m/s²
5.8 l/100 km                            => 5.8 l/100 km
254.4 cc/min                            => 254.4 cm³/min
120 mg/dL                               => 120 mg/dl
2.5 mg/kg                               => 2.5 mg/kg
3.5 x 10^9/L                            => 3500000000.0 /l
4.5×10⁹/L                               => 4500000000.0 /l
180 mmHg                                => 180 mmHg
5 m²                                    => 5 m²
5 m2                                    => 5 m²
5 sq ft                                 => 5 ft²
3 × 2.5 mm²                             => 3 mm² | x 2.5 mm²
2.5 N/mm²                               => 2.5 N/mm²
32 psi                                  => 32 psi
2.2 kgf/cm²                             => 2.2 kgf/cm²
100 Mbps                                => 100 Mbps
16 GB                                   => 16 GB
1920 x 1080 px                          => 1920 px | x 1080 px
70,000 miles / 7 years                  => 70000? mi | / 7 year
Ø33 mm                                  => 33 mm
1.25 litres                             => 1.25 l
5 km and 3 miles                        => 5 km | 3 mi
3 to 1                                  => 3 | 1
the 5 bolts                             => 5
㎜ 5㎜                                   => 5 mm
"""


def shown(one: Quantity) -> str:
    """The compact notation of CASES: joint, limit, low..high or value±tolerance, "?" for a doubt, unit."""
    value = f"{one.low:f}" if one.low == one.high else f"{one.low:f}..{one.high:f}"
    tolerance = f"±{one.below:f}" if one.below == one.above else f"+{one.above:f}-{one.below:f}"
    sign = {"max": "<", "min": ">"}.get(one.limit, "")
    told = f"{sign}{value}{tolerance if one.above else ''}{'?' if one.doubtful else ''}"
    return " ".join(part for part in (one.joint, told, one.unit.name if one.unit else "") if part)


def written(case: str) -> tuple[str, str]:
    text, _, meaning = case.partition("=>")
    return text.strip(), meaning.strip()


@pytest.mark.parametrize(("text", "meaning"), [written(line) for line in CASES.splitlines() if line])
def test_a_quantity_means_what_people_mean_by_it(text: str, meaning: str) -> None:
    assert " | ".join(map(shown, quantities(text))) == meaning


@pytest.mark.parametrize(("text", "meaning"), [written(line) for line in CASES.splitlines() if line])
def test_the_literal_text_is_kept(text: str, meaning: str) -> None:
    for one in quantities(text):
        assert text[one.start : one.end] == one.text
        assert one.text.strip()


PAIRS = {
    "147 kW / 197 bhp": True,
    "2.0 bar (29 psi)": True,
    "100 °C (212 °F)": True,
    "10 °C (18 °F)": True,
    "100 °C (241 °F)": False,
    "42 Nm (31 ft. lbs.)": True,
    "42 Nm (3.9 kgf-m)": False,
    "105 Nm (76.0 ft. lbs.)": False,
    "105 Nm (10.5 kgf-m)": False,
    "130.0 mm = 5.11 in.": True,
    "875 gr. +/- 25 gr. (1.93 +/- 0.05 lbs)": True,
    "300 miles (480 km)": True,
    "6 feet (2 meters)": True,
    "5 ft 11 in (180 cm)": True,
    "5 ft 11 in (189 cm)": False,
    "10–12 Nm (7.4–8.9 lb-ft)": True,
    "10–12 Nm (7.4–9.8 lb-ft)": False,
    "5 gal (19 L)": True,
    "5 gal (22.7 L)": True,
    "5 gal (91 L)": False,
    "80 PS (59 kW)": True,
    "45 mm (33 lb-ft)": None,
    "2 years (24 months)": None,
}


@pytest.mark.parametrize(("text", "told"), PAIRS.items())
def test_two_readings_of_one_value_agree_within_their_last_places(text: str, told: bool | None) -> None:
    first, second = measured(text)
    assert agree(first, second) is told
    assert agree(second, first) is told


@pytest.mark.parametrize("text", ["", "a few", "5 mm 6 mm", "about 5 mm", "1,234 mm", "M8×1.25", "5 mm thick"])
def test_what_is_not_one_quantity_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        quantity(text)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1.234,5 kg and 4,75 mm", ","),
        ("1,234.5 kg and 4.75 mm", "."),
        ("1,234 or 5.678", ""),
        ("3,5 and 3.5", ""),
        ("0,125 mm", ","),
    ],
)
def test_a_document_tells_its_decimal_mark_by_its_unambiguous_numbers(text: str, mark: str) -> None:
    assert decimal_mark(text) == mark


def test_the_decimal_mark_settles_a_doubtful_number() -> None:
    assert figure("1,234", ".") == (Decimal(1234), False)
    assert figure("1,234", ",") == (Decimal("1.234"), False)
    assert figure("1.234", ",") == (Decimal(1234), False)


@given(st.decimals(0, 9999, places=2), st.sampled_from(sorted({unit.name for unit in units().values()})))
def test_every_unit_is_read_as_it_is_written(value: Decimal, name: str) -> None:
    unit = unit_named(name)
    assume(unit is not None)
    found = quantities(f"{value} {name}")
    assert [(one.low, one.unit) for one in found] == [(value, unit)] or name in ("J", "K", "in")


@given(st.text(max_size=60))
def test_any_text_is_read_without_complaint_and_spans_rise(text: str) -> None:
    found = quantities(text)
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.decimals(1, 999, places=1), st.decimals(1, 999, places=1))
def test_a_range_runs_upwards(low: Decimal, high: Decimal) -> None:
    found = quantities(f"{low}–{high} mm")
    assert len(found) == (1 if low <= high else 2)
    assert all(one.low <= one.high for one in found)


@given(st.decimals("0.1", 9999, places=1))
def test_a_value_agrees_with_itself_and_not_with_its_tenfold(value: Decimal) -> None:
    first, same, tenfold = (quantity(text) for text in (f"{value} mm", f"{value / 10:.2f} cm", f"{value} cm"))
    assert agree(first, same)
    assert agree(first, tenfold) is False or value < 1

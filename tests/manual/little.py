"""Little manuals for laws: a few values under labels that clash with one another and with the words of questions."""

from collections.abc import Sequence

from hypothesis import strategies as st

from goldsmith.extractors.manual.coverage import EMPTY, SKIPPED, USED, Entry
from goldsmith.extractors.manual.facts import Fact, Origin, Path, Place
from goldsmith.extractors.quantities import quantities

LABELS = (
    "Oil", "Oil filter", "Filter", "Engine", "Engine oil", "Bore x stroke", "Stroke", "Torque", "Torque (Nm)", "Nm",
    "Speed", "Top speed", "Fuel consumption (l/h)", "Fuel consumption", "at full load", "at half load", "R", "1st", "1",
    "Weight", "Battery", "Battery voltage", "Voltage", "Number", "Value", "Table", "Timing by", "Wheel nut", "front",
    "Wheel nut, front", "@ 90 km/h", "Front / rear", "Every", "4.3 Clutch", "Clutch", "Step", "First", "Quantity",
    "Oil quantity", "Maximum torque", "Not used", "What is it", "Spec", "Manual", "C", "TR 450", "TR 450 C", "TR 450 P",
    "For the engine", "Part number", "Data", "Need", "Lift at the ends", "# cars produced",
)  # fmt: skip
VALUES = (
    "4.4 l", "4.1 l", "35 Nm", "20 Nm + 90°", "900 ± 25 rpm", "1640 kg", "12 V, 66 Ah", "55 A", "2.35 m", "80 °C",
    "1.8 bar (26 psi)", "28.5 km/h", "22.5 : 1", "5 min", "26.5 kW", "SAE 10W-40", "TK-0451-22", "M8", "front", "no",
    "0.33", "inline three, water-cooled", "TK-0451-23", "H4",
)  # fmt: skip
STEPS = ("Loosen the lock nut.", "Tighten it to 20 Nm.", "Fit a new seal.")


def fact(kind: str, text: str, row: Path, column: Path, section: Path, at: int, **more: str) -> Fact:
    """A fact of a page that exists in a test alone."""
    start = at * 100
    origin = Origin(more.get("page", "a.html"), "", "utf-8", start, start + len(text), text, "", "")
    return Fact(
        kind, "", more.get("model", ""), section, more.get("table", ""), (row,), (column,) if column else (), row[-1],
        text, text, tuple(quantities(text)), "", origin, Place(int(more.get("block", "0")), at), more.get("qualifier", ""),
    )  # fmt: skip


def entry(text: str, status: str, row: Path, column: Path, section: Path, at: int) -> Entry:
    """What became of a cell of the same page."""
    reason = "placeholder" if status == SKIPPED and text == "??" else "units disagree" if status == SKIPPED else ""
    bearing = status == USED or reason == "units disagree"
    return Entry("cell", "a.html", Place(0, at), text, status, reason, "", section, (*row, *column), bearing)


@st.composite
def little_manuals(draw: st.DrawFn, names: Sequence[str]) -> tuple[list[Fact], list[Entry]]:
    """A table of up to eight cells in up to two columns and sections, with places left open, and a list of steps."""
    labels = st.sampled_from(names)
    paths = st.lists(labels, min_size=1, max_size=2, unique=True).map(tuple)
    columns = draw(st.lists(st.lists(labels, max_size=2, unique=True).map(tuple), min_size=1, max_size=2, unique=True))
    sections = draw(st.lists(paths, min_size=1, max_size=2))
    rows = draw(st.lists(paths, min_size=1, max_size=4))
    table, model = draw(st.sampled_from(("", "Wheel nuts", "Oil"))), draw(st.sampled_from(("", "TR 450", "X2")))
    facts, entries, at = [], [], 0
    for row in rows:
        section = draw(st.sampled_from(sections))
        for column in columns:
            at += 1
            text = draw(st.sampled_from((*VALUES, *VALUES, "??", "", "11 kN (21 lbf)")))
            status = {"??": SKIPPED, "11 kN (21 lbf)": SKIPPED, "": EMPTY}.get(text, USED)
            entries.append(entry(text, status, row, column, section, at))
            if status == USED:
                qualifier = draw(st.sampled_from(("", "", "R", "1st")))
                facts.append(
                    fact("cell", text, row, column, section, at, table=table, model=model, qualifier=qualifier)
                )
    for number, text in enumerate(draw(st.lists(st.sampled_from(STEPS), max_size=3)), 1):
        at += 1
        path = (rows[0][0], f"step {number}")
        facts.append(fact("step", text, path, (), sections[0], at, model=model, block="9"))
    return facts, entries

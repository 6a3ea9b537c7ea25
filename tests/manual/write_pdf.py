"""Writes the PDF page of the project's manual with fpdf2, which the project does not need otherwise."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

LINES = (
    (1, "TARVIK TR 450 ELECTRICS"),
    (0, ""),
    (0, "Machine: TR 450"),
    (0, ""),
    (1, "4.1 Battery and charging"),
    (0, ""),
)
PAIRS = (
    ("Battery", "12 V, 66 Ah"),
    ("Alternator output", "55 A"),
    ("Regulated voltage", "14.1-14.5 V"),
    ("Starter", "2.0 kW (2.7 PS)"),
    ("Pole pitch", "TBD"),
)
HEADS = ("Lamp", "Socket", "Power (W)")
ROWS = (("Headlamp", "H4", "60"), ("Tail lamp", "BA15s", "5"), ("Work lamp", "H3", "55"))
STEPS = ("1. Take off the earth lead first.", "2. Tighten the clamps to 6 Nm.")


def written() -> bytes:
    """The bytes of the PDF; the same on every run."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_creation_date(datetime(2020, 1, 1, tzinfo=UTC))
    pdf.add_page()
    y = 60.0
    for bold, text in LINES:
        pdf.set_font("Helvetica", "B" if bold else "", 12)
        pdf.text(60, y, text)
        y += 18
    pdf.set_font("Helvetica", "", 11)
    for row in PAIRS:
        y = _row(pdf, y, row, (60, 300))
    y += 18
    pdf.set_font("Helvetica", "B", 12)
    pdf.text(60, y, "4.2 Lamps")
    y += 36
    pdf.set_font("Helvetica", "", 11)
    for lamp in (HEADS, *ROWS):
        y = _row(pdf, y, lamp, (60, 200, 340))
    pdf.add_page()
    pdf.text(60, 60, "4.3 Removing the battery")
    for number, step in enumerate(STEPS):
        pdf.text(60, 96 + 18 * number, step)
    return bytes(pdf.output())


def _row(pdf: FPDF, y: float, cells: tuple[str, ...], columns: tuple[int, ...]) -> float:
    for x, cell in zip(columns, cells, strict=True):
        pdf.text(x, y, cell)
    return y + 16


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(written())

"""How a field writes its numbers and times in text, learned from a sample, and the SQL that reads them."""

import re
from collections.abc import Sequence
from datetime import datetime

MOST = 0.95
"""Share of a field's texts that one spelling must read."""
POINT = re.compile(
    r"(?:[A-Z]{3} ?|[$€£¥] ?)?[-−]?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d+)?(?: ?(?:%|[A-Z]{3}|[$€£¥]))?"
)
COMMA = re.compile(
    r"(?:[A-Z]{3} ?|[$€£¥] ?)?[-−]?(?:0|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d*)(?:,\d{1,2})?(?: ?(?:%|[A-Z]{3}|[$€£¥]))?"
)
NUMBERS = {"point": POINT, "comma": COMMA}
READ_NUMBER = {"point": "point_number({})", "comma": "comma_number({})"}
MACROS = {
    "point_number": "CREATE OR REPLACE TEMP MACRO point_number(x) AS TRY_CAST(regexp_replace(x, '[^0-9.-]', '', 'g') AS DECIMAL(38,4));",
    "comma_number": "CREATE OR REPLACE TEMP MACRO comma_number(x) AS "
    "TRY_CAST(replace(regexp_replace(x, '[^0-9,-]', '', 'g'), ',', '.') AS DECIMAL(38,4));",
}
"""The SQL functions that read numbers in text: 1,204.50 and 1.204,50, with a currency sign or a percent sign or without."""

ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?")
ZONE = re.compile(r"(?:Z|[T ].*[+-]\d{2}:?\d{2})$")
CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")
FORMATS = (
    "%Y/%m/%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y",
    "%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M",
)  # fmt: skip


def number_style(texts: Sequence[str]) -> str:
    """Whether the texts are numbers with a decimal point or a decimal comma; empty where they are neither, or could be both."""
    styles = [name for name, form in NUMBERS.items() if _share(texts, form) >= MOST]
    if len(styles) == 2 and any("." in text or "," in text for text in texts):
        return ""
    return styles[0] if styles else ""


def moment_reader(texts: Sequence[str]) -> tuple[str, bool]:
    """The SQL that reads the texts as moments, and whether some are days without a time; empty where no one reading fits."""
    if _share(texts, ISO) >= MOST:
        zoned = any(ZONE.search(text) for text in texts)
        return f"TRY_CAST({{}} AS {'TIMESTAMPTZ' if zoned else 'TIMESTAMP'})", any(
            len(text) == 10 for text in texts if ISO.fullmatch(text)
        )
    fitting = [form for form in FORMATS if _parsed(texts, form) >= MOST]
    if len(fitting) != 1:
        return "", False
    return f"try_strptime({{}}, '{fitting[0]}')", "%H" not in fitting[0]


def is_clock(texts: Sequence[str]) -> bool:
    """Whether the texts are times of a day, 09:30."""
    return _share(texts, CLOCK) >= MOST


def _share(texts: Sequence[str], form: re.Pattern[str]) -> float:
    return sum(form.fullmatch(text) is not None for text in texts) / len(texts) if texts else 0.0


def _parsed(texts: Sequence[str], form: str) -> float:
    return sum(_parses(text, form) for text in texts) / len(texts) if texts else 0.0


def _parses(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True

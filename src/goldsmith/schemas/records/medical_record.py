"""The results of one laboratory test, each with its unit and reference range."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from goldsmith.schemas.fields import Day, Identifier, Person, Record, Role, Word

ResultStatus = Literal["pending", "complete", "abnormal"]
Value = Annotated[Decimal, Role("measure")]
"""A measured value; its unit stands in a field of its own."""


class LabResult(Record):
    """One measured parameter; a range is written LOW-HIGH (both ends inside) or <HIGH (the end outside)."""

    parameter: Word
    value: Value
    unit: Word
    reference_range: Word | None = None


class MedicalRecord(Record):
    """Results of one panel; "abnormal" says that some value lies outside its range, "complete" that none does."""

    patient_id: Identifier
    test_type: Word
    test_date: Day
    results: Annotated[list[LabResult], Field(min_length=1)]
    ordering_physician: Person | None = None
    lab_name: Word | None = None
    status: ResultStatus | None = None

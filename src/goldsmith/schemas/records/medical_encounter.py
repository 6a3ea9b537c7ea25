"""A visit to a doctor: patient, vitals, diagnoses, medications, orders and follow-up."""

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field, computed_field

from goldsmith.schemas.fields import Day, Derived, Identifier, Moment, Person, Record, Role, Text, Word, rounded

Gender = Literal["male", "female", "other", "prefer_not_to_say"]
LabPriority = Literal["routine", "urgent", "stat"]
DiagnosisType = Literal["primary", "secondary", "differential"]
Urgency = Literal["routine", "urgent"]
Telephone = Annotated[str, Role("phone")]
"""A telephone number whose characters the schema leaves open."""
Pressure = Annotated[Decimal, Role("measure", unit="mmHg")]
HeartRate = Annotated[Decimal, Role("measure", unit="bpm")]
Temperature = Annotated[Decimal, Role("measure", unit="°C")]
BreathRate = Annotated[Decimal, Role("measure", unit="breaths/min")]
Saturation = Annotated[Decimal, Role("measure", unit="%")]
Height = Annotated[Decimal, Role("measure", unit="cm")]
Weight = Annotated[Decimal, Role("measure", unit="kg")]
BodyMass = Annotated[Decimal, Role("measure", unit="kg/m²")]
Days = Annotated[int, Role("count", unit="days")]


class FacilityAddress(Record):
    """An address in the United States."""

    street: Word | None = None
    city: Word | None = None
    state: Word | None = None
    zip_code: Identifier | None = None


class Facility(Record):
    """The place of the visit."""

    facility_name: Word | None = None
    facility_id: Identifier | None = None
    address: FacilityAddress | None = None


class Insurance(Record):
    """The patient's health insurance."""

    provider: Word | None = None
    policy_number: Identifier | None = None
    group_number: Identifier | None = None


class Patient(Record):
    """The person who is seen."""

    patient_id: Identifier
    name: Person
    date_of_birth: Day
    gender: Gender | None = None
    medical_record_number: Identifier | None = None
    insurance: Insurance | None = None


class Provider(Record):
    """The doctor."""

    provider_id: Identifier
    name: Person
    specialty: Word | None = None
    license_number: Identifier | None = None


class Vitals(Record):
    """Measurements of the visit; the body mass index follows from height and weight."""

    order: ClassVar = (
        "blood_pressure_systolic",
        "blood_pressure_diastolic",
        "heart_rate",
        "temperature",
        "respiratory_rate",
        "oxygen_saturation",
        "height_cm",
        "weight_kg",
        "bmi",
    )

    blood_pressure_systolic: Pressure | None = None
    blood_pressure_diastolic: Pressure | None = None
    heart_rate: HeartRate | None = None
    temperature: Temperature | None = None
    respiratory_rate: BreathRate | None = None
    oxygen_saturation: Saturation | None = None
    height_cm: Height | None = None
    weight_kg: Weight | None = None

    @computed_field  # type: ignore[prop-decorator]  # mypy does not know stacked properties
    @property
    def bmi(self) -> Annotated[BodyMass, Derived()] | None:
        """Weight in kg over the square of the height in m, to one decimal; absent where one of them is."""
        if self.height_cm is None or self.weight_kg is None:
            return None
        return rounded(self.weight_kg * 10000 / (self.height_cm * self.height_cm), 1)


class LabOrder(Record):
    """A laboratory test or an examination that is asked for."""

    test_name: Word | None = None
    test_code: Identifier | None = None
    priority: LabPriority | None = None
    ordered_timestamp: Moment | None = None


class Diagnosis(Record):
    """A diagnosis with its ICD-10-CM code."""

    icd10_code: Identifier
    diagnosis_name: Word
    diagnosis_type: DiagnosisType | None = None
    notes: Text | None = None


class Pharmacy(Record):
    """Where a prescription is filled."""

    pharmacy_name: Word | None = None
    phone: Telephone | None = None


class Medication(Record):
    """A prescription for one of the diagnoses."""

    medication_name: Word
    dosage: Word
    frequency: Word
    duration: Word | None = None
    instructions: Text | None = None
    pharmacy: Pharmacy | None = None


class SpecialistReferral(Record):
    """A referral to a doctor of another specialty."""

    specialty: Word | None = None
    reason: Text | None = None
    urgency: Urgency | None = None


class FollowUp(Record):
    """What is to happen after the visit."""

    recommended_in_days: Days | None = None
    instructions: Text | None = None
    specialist_referral: SpecialistReferral | None = None


class MedicalEncounter(Record):
    """One visit of an adult."""

    encounter_id: Identifier
    visit_date: Moment
    facility: Facility | None = None
    patient: Patient
    provider: Provider
    chief_complaint: Word
    vitals: Vitals | None = None
    history_of_present_illness: Text | None = None
    physical_examination: Text | None = None
    lab_orders: list[LabOrder] | None = None
    diagnoses: Annotated[list[Diagnosis], Field(min_length=1)]
    medications: list[Medication] | None = None
    follow_up: FollowUp | None = None

from hypothesis import given, settings
from hypothesis import strategies as st

from goldsmith.generators.records.email_metadata import email_metadata
from goldsmith.schemas.records.email_metadata import EmailMetadata
from goldsmith.schemas.tree import answer_of
from goldsmith.schemas.vocabulary import column, table


def test_a_draft_and_an_answer_say_from():
    draft = {
        "message_id": "<a1@hill.example>",
        "from": "ann.lee@hill.example",
        "to": ["bo.ek@hill.example"],
        "subject": "Lunch on Friday?",
        "date": "2024-05-03T09:00:00Z",
    }
    assert list(answer_of(EmailMetadata(**draft))) == ["message_id", "from", "to", "subject", "date"]


@settings(max_examples=50, deadline=None)
@given(st.randoms())
def test_nobody_is_addressed_twice(rng):
    draft = email_metadata(rng)
    everybody = [draft["from"], *draft["to"], *draft.get("cc", [])]
    assert len(set(everybody)) == len(everybody)


@settings(max_examples=50, deadline=None)
@given(st.randoms())
def test_attachments_fit_the_subject_and_the_mail(rng):
    draft = email_metadata(rng)
    fitting = {row["stem"] for row in table("subject_attachments") if row["subject"] == draft["subject"]}
    files = draft.get("attachments", [])
    assert all(file["filename"].rsplit(".", 1)[0] in fitting for file in files)
    assert sum(file.get("size", 0) for file in files) < 30_000_000


def test_subject_tables_name_known_subjects_and_files():
    subjects = column("email_subjects", "subject")
    assert set(column("subject_attachments", "subject")) | set(column("subject_mailboxes", "subject")) <= set(subjects)
    assert set(column("subject_attachments", "stem")) <= set(column("attachments", "stem"))

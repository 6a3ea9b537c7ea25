"""Texts that test rows share with training rows are counted field by field, and rows that share most of their words as twins."""

from goldsmith.core.canonical import to_json
from goldsmith.validators.near import Answer, closeness

TRAIN = [
    ("log_entry", to_json({"level": "INFO", "message": "Disk is almost full", "source": "db.primary"})),
    ("rating", to_json({"review_text": "Never buying again here", "reviewer_name": "Ann Lee"})),
]


def shared_texts(test: list[Answer], train: list[Answer]) -> dict[str, dict[str, int]]:
    fields: dict[str, dict[str, int]] = closeness(test, train)["texts"]["fields"]
    return fields


def test_a_text_counts_in_its_own_field_only() -> None:
    test = [
        ("log_entry", to_json({"level": "INFO", "message": "Disk is almost full", "source": "db.primary"})),
        ("log_entry", to_json({"level": "INFO", "message": "Never buying again here"})),
        ("rating", to_json({"review_text": "Never buying again here", "reviewer_name": "Ann Lee"})),
    ]
    assert shared_texts(test, TRAIN) == {
        "log_entry.message": {"test_values": 2, "in_training": 1},
        "rating.review_text": {"test_values": 1, "in_training": 1},
    }


def test_values_in_lists_count_each() -> None:
    made = [
        (
            "invoice",
            to_json({"line_items": [{"description": text} for text in ("Four legs and a seat", "A plain old lamp")]}),
        )
    ]
    known = [("invoice", to_json({"line_items": [{"description": "A plain old lamp"}]}))]
    assert shared_texts(made, known) == {"invoice.line_items.*.description": {"test_values": 2, "in_training": 1}}


def test_words_and_names_are_no_texts() -> None:
    assert shared_texts([("user_profile", to_json({"username": "bo", "city": "Salt Lake City"}))], TRAIN) == {
        "user_profile.city": {"test_values": 1, "in_training": 0}
    }


def test_a_row_that_shares_most_of_its_words_has_a_near_twin() -> None:
    text = "Never buying again here because the box came late and half of the screws were missing from it"
    near = ("rating", to_json({"review_text": f"{text} twice", "reviewer_name": "Ann Lee"}))
    far = ("rating", to_json({"review_text": text[::-1], "reviewer_name": "Bo Lee"}))
    known = ("rating", to_json({"review_text": text, "reviewer_name": "Ann Lee"}))
    found = closeness([near, far], [*TRAIN, known])["near"]
    assert (found["test_rows"], found["train_rows"], found["with_near_twin"]) == (2, 3, 1)

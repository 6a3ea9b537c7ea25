"""E-mail headers that break exactly the relation named."""

import random

from goldsmith.schemas.vocabulary import table
from goldsmith.validators.breakers.changes import Answer, Breaker, out_of_season

LARGEST = 157286400


def message_id_is_a_word(answer: Answer, rng: random.Random) -> bool:
    """A message id without a digit, or of several words."""
    answer["message_id"] = rng.choice(("Strategy", "none", "see header", "message 12 of 40"))
    return True


def wrong_season(answer: Answer, rng: random.Random) -> bool:
    """An invitation to the summer party in winter."""
    months = [row["months"] for row in table("email_subjects") if row["months"] and row["subject"] in answer["subject"]]
    return out_of_season(answer, rng, "date", "".join(months))


def bracket_missing(answer: Answer, rng: random.Random) -> bool:
    """A message id that lost its last bracket, or its @."""
    whole = answer["message_id"]
    if not whole.startswith("<"):
        return False
    answer["message_id"] = rng.choice((whole[:-1], whole[1:], whole.replace("@", "."), f"{whole}>"))
    return True


def repeated_recipient(answer: Answer, rng: random.Random) -> bool:
    """A recipient who stands twice, perhaps once in copy or in capitals."""
    again = rng.choice(answer["to"])
    again = rng.choice((again, again.upper()))
    if "cc" in answer and rng.randrange(2):
        answer["cc"].append(again)
    else:
        answer["to"].insert(rng.randint(0, len(answer["to"])), again)
    return True


def sender_receives(answer: Answer, rng: random.Random) -> bool:
    """A sender who stands among the recipients or in copy."""
    where = "cc" if "cc" in answer and rng.randrange(2) else "to"
    answer[where].insert(rng.randint(0, len(answer[where])), answer["from"])
    return True


def host_without_a_dot(answer: Answer, rng: random.Random) -> bool:
    """One address on a host without a dot."""
    where = rng.choice([name for name in ("from", "to", "cc") if name in answer])
    position = 0 if where == "from" else rng.randrange(len(answer[where]))
    local = (answer["from"] if where == "from" else answer[where][position]).split("@")[0]
    lie = f"{local}@{rng.choice(('localhost', 'office', 'mail'))}"
    if where == "from":
        answer["from"] = lie
    else:
        answer[where][position] = lie
    return True


def implausible_date(answer: Answer, rng: random.Random) -> bool:
    """A moment just before 2005 or after 2026, or long ago."""
    answer["date"] = rng.choice(
        ("2004-12-31T23:59:59Z", "1971-11-02T08:00:00Z", "2027-01-01T00:00:00Z", "2204-03-09T10:15:00Z")
    )
    return True


def extension_missing(answer: Answer, rng: random.Random) -> bool:
    """A file name without its extension, or one that is a person's name."""
    files = [file for file in answer.get("attachments", []) if "filename" in file]
    if not files:
        return False
    file = rng.choice(files)
    file["filename"] = rng.choice((file["filename"].split(".")[0], file["filename"].replace(".", " "), "Michael Henry"))
    return True


def no_media_type(answer: Answer, rng: random.Random) -> bool:
    """A content type that is a word, or a media type with its parts turned around."""
    files = [file for file in answer.get("attachments", []) if "content_type" in file]
    if not files:
        return False
    file = rng.choice(files)
    kind, subtype = file["content_type"].split("/")
    file["content_type"] = rng.choice((subtype, kind, f"file/{subtype}", f"{kind}/", "Strategy"))
    return True


def other_media_type(answer: Answer, rng: random.Random) -> bool:
    """The content type of another extension."""
    files = [file for file in answer.get("attachments", []) if "content_type" in file and "filename" in file]
    if not files:
        return False
    file = rng.choice(files)
    types = ("application/pdf", "image/png", "text/csv", "application/zip", "text/plain", "application/octet-stream")
    file["content_type"] = rng.choice([other for other in types if other != file["content_type"]])
    return True


def unknown_file(answer: Answer, rng: random.Random) -> bool:
    """A file name one letter off, or one that is no file of ours."""
    files = [file for file in answer.get("attachments", []) if "filename" in file]
    if not files:
        return False
    file = rng.choice(files)
    extension = file["filename"].split(".")[-1]
    file["filename"] = rng.choice((f"x{file['filename']}", f"strategy.{extension}", f"Michael Henry.{extension}"))
    return True


def repeated_file(answer: Answer, rng: random.Random) -> bool:
    """A file that is attached once more."""
    files = [file for file in answer.get("attachments", []) if "filename" in file]
    if not files:
        return False
    answer["attachments"].insert(rng.randint(0, len(answer["attachments"])), dict(rng.choice(files)))
    return True


def impossible_size(answer: Answer, rng: random.Random) -> bool:
    """An empty file, or one that makes the mail too large, be it by a byte."""
    files = [file for file in answer.get("attachments", []) if "size" in file]
    if not files:
        return False
    others = sum(file["size"] for file in files[1:])
    files[0]["size"] = rng.choice((0, LARGEST - others + 1, LARGEST + rng.randint(1, 10**10)))
    return True


BREAKERS: dict[str, Breaker] = {
    "subject_is_of_the_season": wrong_season,
    "message_id_looks_like_an_id": message_id_is_a_word,
    "message_id_brackets_match": bracket_missing,
    "recipients_are_unique": repeated_recipient,
    "sender_is_no_recipient": sender_receives,
    "addresses_name_a_host_with_a_dot": host_without_a_dot,
    "date_is_plausible": implausible_date,
    "filename_has_an_extension": extension_missing,
    "content_type_is_a_media_type": no_media_type,
    "content_type_fits_the_extension": other_media_type,
    "filename_is_a_known_file": unknown_file,
    "filenames_are_unique": repeated_file,
    "attachments_fit_into_a_mail": impossible_size,
}

"""Draws e-mail headers: addresses that resemble people, and files that fit the subject."""

import random
from datetime import UTC, datetime
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import code, moment, some
from goldsmith.generators.people import company_domain, email, person
from goldsmith.generators.seasons import in_season
from goldsmith.schemas.vocabulary import Row, column, grouped, table

ALWAYS_ATTACHED = (
    "Signed contract attached",
    "Damaged pallet - photos attached",
    "Photos from the wedding",
    "New logo: three variants",
)
STAFF_MAILBOXES = ("hr", "training", "it-service", "security", "payroll", "facilities")
SIZES = {
    "csv": (600, 2_400_000), "txt": (200, 400_000), "md": (300, 60_000), "json": (150, 300_000),
    "xml": (900, 250_000), "html": (2_000, 400_000), "ics": (400, 5_000), "vcf": (180, 40_000),
    "svg": (900, 300_000), "png": (12_000, 3_500_000), "jpg": (90_000, 6_000_000), "gif": (8_000, 2_000_000),
    "webp": (9_000, 900_000), "pdf": (18_000, 7_500_000), "zip": (200_000, 9_000_000), "gz": (90_000, 9_000_000),
    "mp4": (900_000, 9_500_000), "mp3": (200_000, 6_000_000), "pptx": (300_000, 9_000_000),
}  # fmt: skip
OFFICE_SIZES = (11_000, 1_800_000)
"""Bytes of a word processor or spreadsheet file, and of anything else."""


def email_metadata(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one e-mail; `odd` reaches the sender's name, of which only the address is shown."""
    about = rng.choice(table("email_subjects"))
    subject = about["subject"]
    home, sent = company_domain(rng), in_season(rng, moment(rng), about["months"])
    sender = _sender(rng, subject, home, odd)
    to_many = subject not in grouped("subject_mailboxes", "subject")  # a receipt or a password reset has one reader
    others = _recipients(rng, sender, pick(rng, _circles(rng, home, sender)))
    direct = rng.randint(1, pick(rng, ((1, 6), (2, 3), (4, 1)))) if to_many else 1
    draft: dict[str, Any] = {
        "message_id": _message_id(rng, sent, sender),
        "from": sender,
        "to": others[:direct],
        "subject": subject,
        "date": sent,
    }
    if to_many and others[direct:] and chance(rng, 55):
        draft["cc"] = others[direct : direct + rng.randint(1, 3)]
    stems = grouped("subject_attachments", "subject").get(subject)
    if stems and (subject in ALWAYS_ATTACHED or chance(rng, 75)):
        draft["attachments"] = [_attachment(rng, row["stem"]) for row in some(rng, stems, 1, 3)]
    if chance(rng, 60):
        draft["is_read"] = chance(rng, 55)
    return draft


def _sender(rng: random.Random, subject: str, home: str, odd: str) -> str:
    mailbox = grouped("subject_mailboxes", "subject").get(subject)
    if mailbox:
        return f"{mailbox[0]['mailbox']}@{home}"
    return email(rng, person(rng, odd), home if chance(rng, 75) else "")


def _circles(rng: random.Random, home: str, sender: str) -> tuple[tuple[str, int], ...]:
    """The domains, "" for public ones, that a sender writes to: a company's mailbox to its staff or to customers."""
    mailbox = sender.split("@")[0]
    if mailbox in STAFF_MAILBOXES:
        return ((home, 1),)
    if mailbox in column("subject_mailboxes", "mailbox"):
        return ("", 7), (company_domain(rng), 3)
    return (home, 5), (company_domain(rng), 3), ("", 2)


def _recipients(rng: random.Random, sender: str, domain: str) -> list[str]:
    """One to eight different addresses, none of them the sender's."""
    drawn = [email(rng, person(rng), domain) for _ in range(rng.randint(3, 8))]
    different = [address for address in dict.fromkeys(drawn) if address != sender]
    return different or [f"team.{sender}"]


def _message_id(rng: random.Random, sent: datetime, sender: str) -> str:
    host = sender.split("@")[1]
    stamp = f"{sent.astimezone(UTC):%Y%m%d%H%M%S}"
    local = rng.choice(
        (
            f"{stamp}.{code(rng, '%%%%%%')}",
            code(rng, "%%%%%%%%-%%%%-4%%%-b%%%-%%%%%%%%%%%%"),
            code(rng, "CA??#%??##%%?#??"),
        )
    )
    return f"<{local}@{rng.choice((host, host, f'mail.{host}', f'mx{rng.randint(1, 4)}.{host}'))}>"


def _attachment(rng: random.Random, stem: str) -> dict[str, Any]:
    row: Row = rng.choice(grouped("attachments", "stem")[stem])
    made: dict[str, Any] = {"filename": f"{stem}.{row['extension']}"}
    if chance(rng, 85):
        made["size"] = _size(rng, row["extension"])
    if chance(rng, 75):
        made["content_type"] = row["content_type"]
    return made


def _size(rng: random.Random, extension: str) -> int:
    """Bytes as files of this kind have them; small files are more common than large ones."""
    least, most = SIZES.get(extension, OFFICE_SIZES)
    ceiling = least + (most - least) // pick(rng, ((1, 2), (6, 4), (30, 3)))
    return rng.randint(least, max(least, ceiling))

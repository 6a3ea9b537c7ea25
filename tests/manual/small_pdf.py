"""Writes small PDFs of text lines, plain or encrypted with a password (RC4 of 40 bits, PDF 1.4, 3.5)."""

import hashlib
from collections.abc import Sequence

PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
RIGHTS = (0xFFFFFFFC).to_bytes(4, "little")
NAME = b"0123456789abcdef"


def written(sheets: Sequence[Sequence[str]], password: str | None = None) -> bytes:
    """A PDF with the given lines on each sheet."""
    key, lock = (b"", b"") if password is None else locked(password.encode())
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(sheets)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(sheets), kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for lines in sheets:
        number = len(objects) + 2
        shown = b" ".join(b"(%s) Tj 0 -14 Td" % line.encode("latin-1") for line in lines)
        body = b"BT /F1 11 Tf 60 780 Td %s ET" % shown
        body = rc4(hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], body) if key else body
        font = b"/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
        objects += [b"<</Type/Page/Parent 2 0 R%s/Contents %d 0 R>>" % (font, number)]
        objects += [b"<</Length %d>>stream\n%s\nendstream" % (len(body), body)]
    return assembled(objects, lock)


def assembled(objects: Sequence[bytes], lock: bytes) -> bytes:
    """The objects with their table."""
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, lock, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end


def locked(password: bytes) -> tuple[bytes, bytes]:
    """The key that a password gives, and what the trailer says of it."""
    owner = rc4(hashlib.md5(PAD).digest()[:5], (password + PAD)[:32])
    key = hashlib.md5((password + PAD)[:32] + owner + RIGHTS + NAME).digest()[:5]
    user, name = rc4(key, PAD).hex().encode(), NAME.hex().encode()
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/O<%s>/U<%s>/P -4>>/ID[<%s><%s>]"
    return key, lock % (owner.hex().encode(), user, name, name)


def rc4(key: bytes, data: bytes) -> bytes:
    """The cipher that PDF 1.4 asks for; it keeps nothing secret."""
    state, at = list(range(256)), 0
    for i in range(256):
        at = (at + state[i] + key[i % len(key)]) % 256
        state[i], state[at] = state[at], state[i]
    i, at, made = 0, 0, bytearray()
    for sign in data:
        i = (i + 1) % 256
        at = (at + state[i]) % 256
        state[i], state[at] = state[at], state[i]
        made.append(sign ^ state[(state[i] + state[at]) % 256])
    return bytes(made)

"""Draws API responses: registered status codes with payloads, pages and errors that such a status brings."""

import random
from typing import Any

from goldsmith.core.streams import chance, pick
from goldsmith.generators.draw import between, code, day, moment, price, some
from goldsmith.generators.people import company_domain, email, person
from goldsmith.schemas.vocabulary import grouped, table

Payload = dict[str, Any]

SUCCESSES = (
    (200, 52),
    (201, 16),
    (202, 10),
    (204, 11),
    (205, 1),
    (206, 1),
    (301, 2),
    (302, 2),
    (303, 1),
    (304, 3),
    (308, 1),
)
FAILURES = (
    (400, 14), (401, 8), (402, 2), (403, 8), (404, 14), (409, 8), (410, 2), (412, 2), (413, 2), (415, 2),
    (422, 20), (429, 8), (500, 5), (502, 2), (503, 5), (504, 2),
)  # fmt: skip
MANY_ERRORS = (400, 422)
"""Statuses that report several faults of one request at once."""
BODILESS = (204, 205, 304)
REQUEST_FORMS = ("req_%%%%%%%%%%%%", "%%%%%%%%-%%%%-4%%%-a%%%-%%%%%%%%%%%%", "REQ-########", "r-%%%%%%%%", "????#####")
VERSIONS = ("v1", "v2", "v3", "v2.1", "1.0", "1.4", "2.3.1", "3.0.12")
RESOURCES = ("orders", "invoices", "customers", "products", "tickets", "subscriptions", "shipments", "reviews")
PAGE_SIZES = (10, 20, 25, 50, 100)


def api_response(rng: random.Random, odd: str = "") -> dict[str, Any]:
    """The free fields of one response; `odd` reaches the names in its payload, where it has any."""
    status = pick(rng, FAILURES) if chance(rng, 35) else pick(rng, SUCCESSES)
    draft: dict[str, Any] = {
        "status_code": status,
        "message": grouped("http_statuses", "status_code")[str(status)][0]["message"],
    }
    if status == 200 and chance(rng, 65):
        draft["pagination"], shown = _page(rng)
        if chance(rng, 50):
            draft["data"] = {"resource": rng.choice(RESOURCES), "count": shown}
    elif status not in BODILESS and chance(rng, 35 if status >= 400 else 80):
        draft["data"] = _payload(rng, status, odd)
    if chance(rng, 65):
        draft["metadata"] = _metadata(rng)
        _date_upload(rng, draft)
    if status >= 400:
        draft["errors"] = _errors(rng, status)
    return draft


def _metadata(rng: random.Random) -> Payload:
    parts: Payload = {
        "request_id": code(rng, rng.choice(REQUEST_FORMS)),
        "timestamp": moment(rng),
        "version": rng.choice(VERSIONS),
    }
    kept = some(rng, tuple(parts), 1, 3)
    return {name: value for name, value in parts.items() if name in kept}


def _date_upload(rng: random.Random, draft: Payload) -> None:
    """A response tells of a file that was there before; one that says Created, of a file of its day."""
    data, answered = draft.get("data", {}), draft["metadata"].get("timestamp")
    if answered and "uploaded_on" in data:
        created = draft["status_code"] == 201
        data["uploaded_on"] = (answered.date() if created else day(rng, last=answered.date())).isoformat()


def _page(rng: random.Random) -> tuple[Payload, int]:
    """A page that exists, and how many entries it shows."""
    size = rng.choice(PAGE_SIZES)
    total = rng.randint(1, 40 * size)
    page = rng.randint(1, min(-(-total // size), pick(rng, ((1, 3), (4, 4), (40, 3)))))
    shown = min(size, total - (page - 1) * size)
    full = {"page": page, "per_page": size, "total": total}
    left_out = pick(rng, (("", 80), ("per_page", 8), ("total", 12)))
    return {name: value for name, value in full.items() if name != left_out}, shown


def _errors(rng: random.Random, status: int) -> list[Payload]:
    fields: dict[str, list[dict[str, str]]] = {}
    for row in grouped("api_errors", "status_code")[str(status)]:
        fields.setdefault(row["field"], []).append(row)
    chosen = some(rng, tuple(fields), 1, pick(rng, ((1, 4), (2, 3), (3, 2), (4, 1))) if status in MANY_ERRORS else 1)
    return [{"field": name, "message": rng.choice(fields[name])["message"]} for name in chosen]


def _payload(rng: random.Random, status: int, odd: str) -> Payload:
    if status in (429, 503):
        return {"retry_after_seconds": rng.choice((5, 10, 30, 60, 120, 300)), "limit_reset": chance(rng, 50)}
    if status >= 400:
        return {"support_reference": code(rng, "ERR-######"), "retryable": status >= 500}
    if 300 <= status < 400:
        return {"location": f"/{rng.choice(RESOURCES)}/{rng.randint(100, 99999)}"}
    if status == 202:
        return {"job_id": code(rng, "job_%%%%%%%%"), "state": "queued", "position": rng.randint(1, 40)}
    if status == 206:
        return {"received_bytes": rng.randint(1000, 900000), "complete": False}
    return rng.choice((_order, _user, _product, _payment, _file))(rng, odd)


def _order(rng: random.Random, odd: str) -> Payload:
    made: Payload = {
        "order_id": code(rng, rng.choice(("ORD-######", "#####", "o_%%%%%%%%"))),
        "customer": {"id": rng.randint(100, 99999), "name": person(rng, odd)},
        "items": rng.randint(1, 12),
        "total": price(rng, 8, 900),
        "paid": chance(rng, 70),
    }
    return _kept(rng, made, "order_id")


def _user(rng: random.Random, odd: str) -> Payload:
    name = person(rng, odd)
    made: Payload = {
        "id": rng.randint(100, 999999),
        "name": name,
        "email": email(rng, name, company_domain(rng)),
        "active": chance(rng, 85),
        "address": {"city": rng.choice(table("us_places"))["city"]},
    }
    return _kept(rng, made, "id")


def _product(rng: random.Random, odd: str) -> Payload:
    row = rng.choice(table("products"))
    made: Payload = {
        "sku": code(rng, f"{row['sku_prefix']}-####"),
        "name": row["name"],
        "category": row["category"],
        "price": price(rng, row["price_min"], row["price_max"]),
        "stock": rng.randint(0, 480),
    }
    return _kept(rng, made, "sku")


def _payment(rng: random.Random, odd: str) -> Payload:
    made: Payload = {
        "payment_id": code(rng, "pay_%%%%%%%%%%"),
        "amount": between(rng, 5, 2500),
        "currency": rng.choice(("USD", "EUR", "GBP", "CAD")),
        "captured": chance(rng, 60),
        "payer": {"name": person(rng, odd), "country": rng.choice(("US", "DE", "GB", "IT", "CA"))},
    }
    return _kept(rng, made, "payment_id")


def _file(rng: random.Random, odd: str) -> Payload:
    row = rng.choice(table("attachments"))
    made: Payload = {
        "file_id": rng.randint(1000, 999999),
        "filename": f"{row['stem']}.{row['extension']}",
        "content_type": row["content_type"],
        "size_bytes": rng.randint(800, 6000000),
        "uploaded_on": day(rng).isoformat(),
    }
    return _kept(rng, made, "file_id")


def _kept(rng: random.Random, made: Payload, key: str) -> Payload:
    """The payload with its key and one to four of the other entries, in their order."""
    others = some(rng, tuple(name for name in made if name != key), 1, 4)
    return {name: value for name, value in made.items() if name == key or name in others}

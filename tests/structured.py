"""Structured answers as different people write them, each true by construction: bills, bookings, teams, polls, meetings, tests."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

Record = dict[str, Any]
Make = Callable[[Random], Record]


def money(cents: int) -> float:
    return float(Decimal(cents) / 100)


def euros(cents: int) -> str:
    return f"{cents / 100:,.2f} €".replace(",", "_").replace(".", ",").replace("_", ".")


def dollars(cents: int) -> str:
    return f"${cents / 100:,.2f}"


def part(cents: int, rate: str) -> int:
    return int((Decimal(cents) * Decimal(rate)).quantize(Decimal(1), ROUND_HALF_UP))


def bought(rng: Random) -> list[tuple[str, int, int]]:
    goods = ("hose", "lamp", "mat", "cup", "pump", "rug", "fan")
    return [(rng.choice(goods), rng.randint(1, 6), rng.randint(150, 9_000)) for _ in range(rng.randint(1, 5))]


def some_day(rng: Random) -> date:
    return date(2021, 1, 1) + timedelta(days=rng.randrange(1_200))


def camel_invoice(rng: Random) -> Record:
    lines = bought(rng)
    subtotal = sum(quantity * price for _, quantity, price in lines)
    off, rate, shipping, day = (
        rng.choice((0, part(subtotal, "0.1"))),
        rng.choice(("0.07", "0.19")),
        rng.choice((0, 499)),
        some_day(rng),
    )
    tax = part(subtotal - off, rate)
    return {
        "invoiceNo": f"R{rng.randrange(10**6)}",
        "lineItems": [{"desc": n, "qty": q, "unitPrice": money(p), "lineTotal": money(p * q)} for n, q, p in lines],
        "subTotal": money(subtotal),
        "discountAmount": money(off),
        "taxRate": float(rate),
        "taxAmount": money(tax),
        "shippingCost": money(shipping),
        "grandTotal": money(subtotal - off + tax + shipping),
        "issueDate": str(day),
        "dueDate": str(day + timedelta(days=rng.choice((14, 30)))),
    }


def german_bill(rng: Random) -> Record:
    lines, day = bought(rng), some_day(rng)
    subtotal, shipping = sum(quantity * price for _, quantity, price in lines), rng.choice((0, 590))
    tax = part(subtotal, "0.19")
    return {
        "Rechnungsnummer": f"2021-{rng.randrange(9_999)}",
        "Positionen": [
            {"Artikel": n, "Menge": q, "Einzelpreis": euros(p), "Gesamtpreis": euros(p * q)} for n, q, p in lines
        ],
        "Zwischensumme": euros(subtotal),
        "MwSt": euros(tax),
        "Versandkosten": euros(shipping),
        "Gesamtbetrag": euros(subtotal + tax + shipping),
        "Lieferung": {"von": f"{day:%d.%m.%Y}", "bis": f"{day + timedelta(days=rng.randrange(4)):%d.%m.%Y}"},
    }


def receipt(rng: Random) -> Record:
    lines = bought(rng)
    subtotal = sum(price for _, _, price in lines)
    tax, tip = part(subtotal, "0.08875"), rng.choice((0, part(subtotal, "0.18")))
    record = {
        "merchant": "Corner Cafe",
        "items": [{"name": name, "price": dollars(price)} for name, _, price in lines],
        "subtotal": dollars(subtotal),
        "tax": dollars(tax),
        "total": dollars(subtotal + tax + tip),
    }
    return record | ({"tip": dollars(tip)} if tip else {})


def nested_order(rng: Random) -> Record:
    lines = [(name, quantity, price, rng.choice((0, 5, 10))) for name, quantity, price in bought(rng)]
    amounts = [part(quantity * price, str(Decimal(100 - off) / 100)) for _, quantity, price, off in lines]
    net = sum(amounts)
    vat = part(net, "0.2")
    return {
        "order": {
            "ref": rng.randrange(10**7),
            "lines": [
                {
                    "sku": f"S{n}",
                    "quantity": q,
                    "unit_price": money(p),
                    "discount_percent": off,
                    "amount": money(amount),
                }
                for (n, q, p, off), amount in zip(lines, amounts, strict=True)
            ],
            "totals": {"net": money(net), "vat": money(vat), "gross": money(net + vat)},
            "line_count": len(lines),
        }
    }


def booking(rng: Random) -> Record:
    day, nights, price = some_day(rng), rng.randint(1, 9), rng.randint(5_000, 30_000)
    guests = [f"Guest {rng.randrange(999)}" for _ in range(rng.randint(1, 4))]
    return {
        "hotel": {"name": "Park", "stars": rng.randint(2, 5)},
        "check_in": str(day),
        "check_out": str(day + timedelta(days=nights)),
        "nights": nights,
        "price_per_night": money(price),
        "total_price": money(price * nights),
        "guests": guests,
        "guest_count": len(guests),
    }


def team(rng: Random) -> Record:
    members = [f"E{number}" for number in rng.sample(range(100, 999), rng.randint(2, 6))]
    hours = [rng.randint(1, 20) for _ in range(rng.randint(1, 6))]
    return {
        "team": "Core",
        "members": [{"id": member, "name": f"N {member}"} for member in members],
        "memberCount": len(members),
        "leadId": rng.choice(members),
        "tasks": [
            {"taskId": f"T-{rng.randrange(10**6)}", "assigneeId": rng.choice(members), "hours": one} for one in hours
        ],
        "totalHours": sum(hours),
        "averageHours": round(sum(hours) / len(hours), 2),
    }


def poll(rng: Random) -> Record:
    votes = [rng.randint(5, 400) for _ in range(rng.randint(2, 5))]
    total = sum(votes)
    options = [
        {"label": f"option {at}", "votes": one, "percentage": round(100 * one / total, 1)}
        for at, one in enumerate(votes)
    ]
    return {"question": "Which one?", "options": options, "total_votes": total}


def meeting(rng: Random) -> Record:
    start, minutes = (
        datetime(2022, 1, 1) + timedelta(minutes=15 * rng.randrange(50_000)),
        rng.choice((15, 30, 45, 60, 90, 480)),
    )
    end = start + timedelta(minutes=minutes)
    return {
        "title": "Sync",
        "start": f"{start.isoformat()}Z",
        "end": f"{end.isoformat()}Z",
        "duration_minutes": minutes,
    }


def suite_run(rng: Random) -> Record:
    passed, failed, skipped = rng.randint(1, 99), rng.randint(0, 20), rng.randint(0, 9)
    total = passed + failed + skipped
    return {
        "suite": "unit",
        "passed": passed,
        "failed": failed,
        "skipped": skipped,
        "total": total,
        "pass_rate": round(100 * passed / total, 2),
    }


TRUE: dict[str, Make] = {
    "camel_invoice": camel_invoice,
    "german_bill": german_bill,
    "receipt": receipt,
    "nested_order": nested_order,
    "booking": booking,
    "team": team,
    "poll": poll,
    "meeting": meeting,
    "suite_run": suite_run,
}
"""Answers in which every number agrees with the others."""


def page(rng: Random) -> Record:
    count = rng.randint(1, 10)
    items = [{"id": rng.randrange(10**6), "price": money(rng.randint(100, 9_999))} for _ in range(count)]
    return {
        "total": rng.randint(count, 500),
        "total_items": rng.randint(count, 500),
        "page": 1,
        "page_size": 10,
        "items": items,
    }


def top_products(rng: Random) -> Record:
    revenues = [rng.randint(10_000, 99_999) for _ in range(3)]
    products = [{"product_id": f"P{at}{rng.randrange(50)}", "revenue": money(one)} for at, one in enumerate(revenues)]
    return {
        "total_revenue": money(sum(revenues) * rng.randint(2, 5)),
        "top_products": products,
        "growth_percentage": rng.randint(-80, 240),
        "product_count": rng.randint(3, 80),
    }


def tax_inside(rng: Random) -> Record:
    lines = bought(rng)
    total = sum(quantity * price for _, quantity, price in lines)
    items = [{"name": name, "qty": quantity, "price": money(price)} for name, quantity, price in lines]
    return {"items": items, "tax": money(part(total, "0.1597")), "total": money(total)}


def flight(rng: Random) -> Record:
    leaves, minutes = datetime(2023, 1, 1) + timedelta(minutes=5 * rng.randrange(90_000)), rng.randint(60, 800)
    lands = leaves + timedelta(minutes=minutes + 60 * rng.randint(-9, 9))
    return {"departure": leaves.isoformat(), "arrival": lands.isoformat(), "duration_minutes": minutes}


def shift(rng: Random) -> Record:
    hour = rng.randrange(24)
    staff = [{"id": rng.randrange(9), "role": "porter"} for _ in range(rng.randint(1, 4))]
    return {
        "start_time": f"{hour:02}:00",
        "end_time": f"{(hour + 8) % 24:02}:00",
        "break_minutes": 30,
        "hours": 8,
        "staff": staff,
    }


def same_day(rng: Random) -> Record:
    moment = datetime(2022, 1, 1) + timedelta(minutes=rng.randrange(500_000))
    return {"created_at": moment.isoformat(), "updated_at": str((moment + timedelta(days=rng.randrange(3))).date())}


def refund(rng: Random) -> Record:
    lines, back = bought(rng), rng.random() < 0.1
    total = sum(quantity * price for _, quantity, price in lines)
    off = part(total, "0.1")
    items = [
        {"product_id": f"P{rng.randrange(30)}", "quantity": -q if back else q, "price": money(p)} for _, q, p in lines
    ]
    return {"items": items, "discount": money(-off), "total": money((-total if back else total) - off)}


def managers(rng: Random) -> Record:
    people = [{"employee_id": rng.randrange(1_000), "manager_id": rng.randrange(1_000)} for _ in range(3)]
    return {"employee": {"employee_id": rng.randrange(1_000)}, "reports": people}


def person(rng: Random) -> Record:
    return {
        "score": rng.randint(0, 100),
        "max_score": 100,
        "height": rng.randint(150, 200),
        "weight": rng.randint(45, 120),
        "income": rng.randint(10_000, 99_999),
        "rating": rng.choice((3.5, 4, 4.5, 5)),
        "start_year": rng.randint(1990, 2020),
        "total": rng.randint(0, 500),
        "first_seen": str(some_day(rng)),
        "last_visit": str(some_day(rng)),
    }


def nutrition(rng: Random) -> Record:
    protein, carbs, fat = rng.randint(0, 60), rng.randint(0, 90), rng.randint(0, 50)
    calories = 4 * protein + 4 * carbs + 9 * fat + rng.randint(-9, 9)
    return {
        "calories": calories,
        "protein": protein,
        "carbs": carbs,
        "fat": fat,
        "daily_value_percent": rng.randint(1, 300),
    }


def account(rng: Random) -> Record:
    amounts = [money(rng.randint(-4_000, 4_000)) for _ in range(rng.randint(1, 4))]
    lines = [{"date": str(some_day(rng)), "amount": amount} for amount in amounts]
    return {
        "transactions": lines,
        "opening_balance": money(rng.randint(1, 99_999)),
        "closing_balance": money(rng.randint(1, 99_999)),
    }


UNRELATED: dict[str, Make] = {
    "page": page,
    "top_products": top_products,
    "tax_inside": tax_inside,
    "flight": flight,
    "shift": shift,
    "same_day": same_day,
    "refund": refund,
    "managers": managers,
    "person": person,
    "nutrition": nutrition,
    "account": account,
}
"""Answers whose names may suggest relations that do not hold, and that are true all the same."""

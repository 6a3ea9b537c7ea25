"""Shopping carts read into JSON: the total drawn at random in every row, or one line total wrong in a hidden few."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from disasters.planted import Planted

GOODS = (
    ("garden hose", 2450), ("LED desk lamp", 3999), ("running socks", 899), ("espresso cups", 2150), ("yoga mat", 3490),
    ("bicycle pump", 1875), ("notebook A5", 420), ("wool blanket", 5900), ("cast iron pan", 4425), ("phone stand", 1299),
    ("rain jacket", 8990), ("chess set", 3350), ("water bottle", 1545), ("tool box", 6275), ("hiking poles", 4780),
    ("cutting board", 2695), ("bird feeder", 1780), ("travel pillow", 2295), ("kitchen scale", 3120), ("desk fan", 4510),
)  # fmt: skip
NAMES = ("Dana Whitfield", "Marco Silvestri", "Ayesha Rahman", "Tom Okafor", "Lena Brandt", "Sofia Reyes", "Jun Takeda")
ASKS = (
    "Return the order as JSON.",
    "Please turn this into a JSON object.",
    "Give me the structured order (JSON only).",
    "Extract the order above as JSON.",
)


def money(cents: int) -> float:
    return float(Decimal(cents) / 100)


def order(rng: Random) -> dict[str, Any]:
    lines = []
    for name, price in rng.sample(GOODS, rng.randint(1, 5)):
        cents = price + rng.randrange(-150, 151)
        quantity = rng.randint(1, 6)
        lines.append({"item": name, "qty": quantity, "unitPrice": money(cents), "lineTotal": money(cents * quantity)})
    subtotal = sum(round(line["lineTotal"] * 100) for line in lines)
    rate = rng.choice((5, 7, 19, 20))
    tax = int((Decimal(subtotal) * rate / 100).quantize(Decimal(1), ROUND_HALF_UP))
    shipping = rng.choice((0, 390, 495, 790))
    return {
        "orderNo": f"A-{rng.randrange(10**6, 10**7)}",
        "customer": rng.choice(NAMES),
        "lines": lines,
        "itemCount": len(lines),
        "subtotal": money(subtotal),
        "taxRate": rate,
        "tax": money(tax),
        "shipping": money(shipping),
        "total": money(subtotal + tax + shipping),
    }


def row(record: dict[str, Any], rng: Random) -> dict[str, Any]:
    lines = [
        f"{one['qty']} x {one['item']} at ${one['unitPrice']:.2f} = ${one['lineTotal']:.2f}" for one in record["lines"]
    ]
    text = "\n".join(
        [
            f"Order {record['orderNo']} for {record['customer']}",
            *lines,
            f"{record['itemCount']} positions, subtotal ${record['subtotal']:.2f}",
            f"Tax ({record['taxRate']}%): ${record['tax']:.2f}, shipping: ${record['shipping']:.2f}",
            f"Total: ${record['total']:.2f}",
        ]
    )
    return {"instruction": rng.choice(ASKS), "input": text, "output": record}


def random_totals(rng: Random, count: int = 600) -> Planted:
    """Every total is drawn at random: prompt and answer agree, and both are false."""
    made = Planted()
    for _ in range(count):
        record = order(rng)
        record["total"] = money(rng.randrange(500, 90_000))
        made.add("train.jsonl", row(record, rng), "random total")
    return made


def wrong_lines(rng: Random, count: int = 1000) -> Planted:
    """One row in forty has a line total that is not quantity times price; the sums below follow the wrong line."""
    made = Planted()
    for number in range(count):
        record = order(rng)
        if wrong := number % 40 == 17:
            line = rng.choice(record["lines"])
            off = rng.choice((-900, -100, 100, 270, 1000)) if line["lineTotal"] > 10 else 100
            line["lineTotal"] = money(round(line["lineTotal"] * 100) + off)
        made.add("train.jsonl", row(record, rng), *(["wrong line total"] if wrong else []))
    return made


def clean(rng: Random, count: int = 1000) -> Planted:
    """The same orders with nothing wrong."""
    made = Planted()
    for _ in range(count):
        made.add("train.jsonl", row(order(rng), rng))
    return made

"""The script that many people would write: Faker for the fields, floats for money, Jinja2 for the prompt, json to a file.

It checks nothing. It is the yardstick of `make bench`, not part of the package.
"""

import json
import random
import sys
from pathlib import Path

from faker import Faker
from jinja2 import Environment

TEMPLATE = """\
=== Shopping Cart ===
Cart ID: {{ cart_id }}
User ID: {{ user_id }}
Items:
{% for item in items %}
  - Product ID: {{ item.product_id }}
    Product Name: {{ item.product_name }}
    Quantity: {{ item.quantity }}
    Price: {{ "%.2f"|format(item.price) }}
{% endfor %}
Subtotal: {{ "%.2f"|format(subtotal) }}
Shipping Cost: {{ "%.2f"|format(shipping_cost) }}
Tax: {{ "%.2f"|format(tax) }}
Total: {{ "%.2f"|format(total) }}
Last Updated: {{ last_updated }}

Extract the shopping cart as JSON."""


def cart(fake: Faker) -> dict:
    items = [
        {
            "product_id": fake.bothify("???-####").upper(),
            "product_name": fake.catch_phrase(),
            "quantity": fake.random_int(1, 5),
            "price": round(fake.pyfloat(min_value=1, max_value=500), 2),
        }
        for _ in range(random.randint(1, 5))
    ]
    subtotal = round(sum(item["quantity"] * item["price"] for item in items), 2)
    shipping = round(random.uniform(0, 20), 2)
    tax = round(subtotal * 0.08, 2)
    return {
        "cart_id": fake.bothify("CART-######"),
        "user_id": fake.user_name(),
        "items": items,
        "subtotal": subtotal,
        "shipping_cost": shipping,
        "tax": tax,
        "total": round(subtotal + shipping + tax, 2),
        "last_updated": fake.date_time_this_decade().isoformat() + "Z",
    }


def main(count: int, path: Path) -> None:
    random.seed(1)
    Faker.seed(1)
    fake = Faker()
    template = Environment(trim_blocks=True).from_string(TEMPLATE)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            record = cart(fake)
            row = {"id": number, "prompt": template.render(**record), "completion": json.dumps(record)}
            file.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

"""What follows from the stated values of a prompt, computed apart from the record types: over whole numbers and fractions."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from goldsmith.extractors.reading import Path
from goldsmith.validators.derivations.ecommerce_analytics import ecommerce_analytics
from goldsmith.validators.derivations.invoice import invoice
from goldsmith.validators.derivations.iot_device_network import iot_device_network
from goldsmith.validators.derivations.medical_encounter import medical_encounter
from goldsmith.validators.derivations.multi_party_transaction import multi_party_transaction
from goldsmith.validators.derivations.order_details import order_details
from goldsmith.validators.derivations.shopping_cart import shopping_cart

Derivation = Callable[[dict[str, Any], dict[str, Decimal]], Iterator[tuple[Path, Any]]]
"""From the stated values and the rates beside them to the paths and values that follow."""

DERIVATIONS: dict[str, Derivation] = {
    "ecommerce_analytics": ecommerce_analytics,
    "invoice": invoice,
    "iot_device_network": iot_device_network,
    "medical_encounter": medical_encounter,
    "multi_party_transaction": multi_party_transaction,
    "order_details": order_details,
    "shopping_cart": shopping_cart,
}


def derive(kind: str, stated: dict[str, Any], rates: dict[str, Decimal]) -> Iterator[tuple[Path, Any]]:
    """What follows from the stated values of a record type; nothing for a type without derivations."""
    return DERIVATIONS[kind](stated, rates) if kind in DERIVATIONS else iter(())

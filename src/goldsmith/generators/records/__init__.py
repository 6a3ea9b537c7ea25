"""The samplers of the built-in record types; each returns the free fields of one record."""

import random
from typing import Any, Protocol

from goldsmith.generators.records.api_response import api_response
from goldsmith.generators.records.contact_info import contact_info
from goldsmith.generators.records.ecommerce_analytics import ecommerce_analytics
from goldsmith.generators.records.email_metadata import email_metadata
from goldsmith.generators.records.event_registration import event_registration
from goldsmith.generators.records.invoice import invoice
from goldsmith.generators.records.iot_device_network import iot_device_network
from goldsmith.generators.records.location import location
from goldsmith.generators.records.log_entry import log_entry
from goldsmith.generators.records.medical_encounter import medical_encounter
from goldsmith.generators.records.medical_record import medical_record
from goldsmith.generators.records.meeting_notes import meeting_notes
from goldsmith.generators.records.multi_party_transaction import multi_party_transaction
from goldsmith.generators.records.nested_organization import nested_organization
from goldsmith.generators.records.notification import notification
from goldsmith.generators.records.order_details import order_details
from goldsmith.generators.records.product_info import product_info
from goldsmith.generators.records.rating import rating
from goldsmith.generators.records.sensor_reading import sensor_reading
from goldsmith.generators.records.shopping_cart import shopping_cart
from goldsmith.generators.records.simple_config import simple_config
from goldsmith.generators.records.support_ticket import support_ticket
from goldsmith.generators.records.tag_list import tag_list
from goldsmith.generators.records.transaction_record import transaction_record
from goldsmith.generators.records.user_profile import user_profile


class Sampler(Protocol):
    """Draws the free fields of one record; `odd` asks for a person's name of that kind where one is drawn."""

    def __call__(self, rng: random.Random, odd: str = "") -> dict[str, Any]:
        """Total: any dice give a valid draft, with no redraw inside."""


SAMPLERS: dict[str, Sampler] = {
    "contact_info": contact_info,
    "location": location,
    "log_entry": log_entry,
    "notification": notification,
    "product_info": product_info,
    "rating": rating,
    "sensor_reading": sensor_reading,
    "simple_config": simple_config,
    "tag_list": tag_list,
    "user_profile": user_profile,
    "api_response": api_response,
    "email_metadata": email_metadata,
    "event_registration": event_registration,
    "invoice": invoice,
    "medical_record": medical_record,
    "meeting_notes": meeting_notes,
    "order_details": order_details,
    "shopping_cart": shopping_cart,
    "support_ticket": support_ticket,
    "transaction_record": transaction_record,
    "ecommerce_analytics": ecommerce_analytics,
    "iot_device_network": iot_device_network,
    "medical_encounter": medical_encounter,
    "multi_party_transaction": multi_party_transaction,
    "nested_organization": nested_organization,
}

"""The built-in record types, one module each; this table is their order everywhere."""

from goldsmith.schemas.kind import Kind
from goldsmith.schemas.records.api_response import ApiResponse
from goldsmith.schemas.records.contact_info import ContactInfo
from goldsmith.schemas.records.ecommerce_analytics import EcommerceAnalytics
from goldsmith.schemas.records.email_metadata import EmailMetadata
from goldsmith.schemas.records.event_registration import EventRegistration
from goldsmith.schemas.records.invoice import Invoice
from goldsmith.schemas.records.iot_device_network import IotDeviceNetwork
from goldsmith.schemas.records.location import Location
from goldsmith.schemas.records.log_entry import LogEntry
from goldsmith.schemas.records.medical_encounter import MedicalEncounter
from goldsmith.schemas.records.medical_record import MedicalRecord
from goldsmith.schemas.records.meeting_notes import MeetingNotes
from goldsmith.schemas.records.multi_party_transaction import MultiPartyTransaction
from goldsmith.schemas.records.nested_organization import NestedOrganization
from goldsmith.schemas.records.notification import Notification
from goldsmith.schemas.records.order_details import OrderDetails
from goldsmith.schemas.records.product_info import ProductInfo
from goldsmith.schemas.records.rating import Rating
from goldsmith.schemas.records.sensor_reading import SensorReading
from goldsmith.schemas.records.shopping_cart import ShoppingCart
from goldsmith.schemas.records.simple_config import POSSIBLE, SimpleConfig
from goldsmith.schemas.records.support_ticket import SupportTicket
from goldsmith.schemas.records.tag_list import TagList
from goldsmith.schemas.records.transaction_record import TransactionRecord
from goldsmith.schemas.records.user_profile import UserProfile

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("contact_info", "Contact Information", "simple", ContactInfo),
        Kind("location", "GPS Location", "simple", Location),
        Kind("log_entry", "Application Log Entry", "simple", LogEntry),
        Kind("notification", "Push Notification", "simple", Notification),
        Kind("product_info", "Product Information", "simple", ProductInfo),
        Kind("rating", "Product/Service Rating", "simple", Rating),
        Kind("sensor_reading", "IoT Sensor Reading", "simple", SensorReading),
        Kind("simple_config", "Application Configuration", "simple", SimpleConfig, possible=POSSIBLE),
        Kind("tag_list", "Tag List", "simple", TagList),
        Kind("user_profile", "User Profile", "simple", UserProfile),
        Kind("api_response", "REST API Response", "medium", ApiResponse),
        Kind("email_metadata", "Email Metadata", "medium", EmailMetadata),
        Kind("event_registration", "Event Registration", "medium", EventRegistration),
        Kind("invoice", "Invoice", "medium", Invoice),
        Kind("medical_record", "Medical Lab Results", "medium", MedicalRecord),
        Kind("meeting_notes", "Meeting Notes", "medium", MeetingNotes),
        Kind("order_details", "E-commerce Order", "medium", OrderDetails),
        Kind("shopping_cart", "Shopping Cart", "medium", ShoppingCart),
        Kind("support_ticket", "Customer Support Ticket", "medium", SupportTicket),
        Kind("transaction_record", "Financial Transaction", "medium", TransactionRecord),
        Kind("ecommerce_analytics", "E-Commerce Analytics", "complex", EcommerceAnalytics),
        Kind("iot_device_network", "IoT Device Network", "complex", IotDeviceNetwork),
        Kind("medical_encounter", "Medical Encounter", "complex", MedicalEncounter),
        Kind("multi_party_transaction", "Multi-Party Transaction", "complex", MultiPartyTransaction),
        Kind("nested_organization", "Nested Organization Hierarchy", "complex", NestedOrganization),
    )
}

"""Enterprises, what they were paired with and visited, what they pledge and deliver, and whom it reached."""

from enterprises.models.beneficiary import Beneficiary, HelpIncome
from enterprises.models.delivery import Delivery, DeliveryFile
from enterprises.models.enterprise import Enterprise, EnterpriseContact, EnterpriseScoped, posted, serving
from enterprises.models.gift import GiftUse
from enterprises.models.pairing import EnterpriseVisit, HouseholdPairing, ModeChoice, Pairing
from enterprises.models.pledge import MOST_MONEY, MOST_PEOPLE, Pledge

__all__ = [
    "MOST_MONEY",
    "MOST_PEOPLE",
    "Beneficiary",
    "Delivery",
    "DeliveryFile",
    "Enterprise",
    "EnterpriseContact",
    "EnterpriseScoped",
    "EnterpriseVisit",
    "GiftUse",
    "HelpIncome",
    "HouseholdPairing",
    "ModeChoice",
    "Pairing",
    "Pledge",
    "posted",
    "serving",
]

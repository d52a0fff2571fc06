"""Registered poor households (建档立卡贫困户), the people in them, and those who help them."""

from households.models.bag import BagEdition
from households.models.helper import Helper, HelperAssignment, Visit
from households.models.household import Household, StatusPeriod
from households.models.measure import Measure
from households.models.member import Member
from households.models.standard import Assessment, Criterion, StandardSet

__all__ = [
    "Assessment",
    "BagEdition",
    "Criterion",
    "Helper",
    "HelperAssignment",
    "Household",
    "Measure",
    "Member",
    "StandardSet",
    "StatusPeriod",
    "Visit",
]

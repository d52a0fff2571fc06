"""Registered poor households (建档立卡贫困户), the people in them, those who help them, and how they leave poverty."""

from households.models.bag import BagEdition
from households.models.exits import Evidence, Exit, ExitStep, Objection, Relapse
from households.models.helper import Helper, HelperAssignment, Visit
from households.models.household import Household, StatusPeriod
from households.models.income import IncomeLine, IncomeYear, NetIncome
from households.models.known import KnownFinding
from households.models.measure import Measure
from households.models.member import Member
from households.models.standard import (
    Assessment,
    Criterion,
    PovertyLine,
    Requirement,
    StandardPoint,
    StandardSet,
)
from households.models.trade import HouseholdTrade, Participation

__all__ = [
    "Assessment",
    "BagEdition",
    "Criterion",
    "Evidence",
    "Exit",
    "ExitStep",
    "Helper",
    "HelperAssignment",
    "Household",
    "HouseholdTrade",
    "IncomeLine",
    "IncomeYear",
    "KnownFinding",
    "Measure",
    "Member",
    "NetIncome",
    "Objection",
    "Participation",
    "PovertyLine",
    "Relapse",
    "Requirement",
    "StandardPoint",
    "StandardSet",
    "StatusPeriod",
    "Visit",
]

"""Registered poor households (建档立卡贫困户), the people in them, those who help them, and how they leave poverty."""

from households.models.bag import (
    OPEN_PARTS,
    BagContent,
    BagDelivery,
    BagEdition,
    BagJob,
    BagPart,
    BagPartEdition,
    BagVoid,
    JobScope,
    PartState,
)
from households.models.exits import Evidence, Exit, ExitStep, Objection, Relapse
from households.models.helper import Helper, HelperAssignment, Visit
from households.models.household import Household, StatusPeriod
from households.models.income import IncomeLine, IncomeYear, NetIncome
from households.models.known import KnownFinding
from households.models.library import (
    LONGEST_SUMMARY,
    ItemKind,
    LibraryCondition,
    LibraryFile,
    LibraryItem,
    LibraryVersion,
    PolicyLevel,
    RuleFact,
    RuleMatch,
    VersionState,
)
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
    "LONGEST_SUMMARY",
    "OPEN_PARTS",
    "Assessment",
    "BagContent",
    "BagDelivery",
    "BagEdition",
    "BagJob",
    "BagPart",
    "BagPartEdition",
    "BagVoid",
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
    "ItemKind",
    "JobScope",
    "KnownFinding",
    "LibraryCondition",
    "LibraryFile",
    "LibraryItem",
    "LibraryVersion",
    "Measure",
    "Member",
    "NetIncome",
    "Objection",
    "PartState",
    "Participation",
    "PolicyLevel",
    "PovertyLine",
    "Relapse",
    "Requirement",
    "RuleFact",
    "RuleMatch",
    "StandardPoint",
    "StandardSet",
    "StatusPeriod",
    "VersionState",
    "Visit",
]

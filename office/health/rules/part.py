"""What the rules have in common: how they are entered, where they lead."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices

from office.health.rule import Definition, Fault, Link, Mender, Rule
from povertyplan.accounts.matrix import Capability
from povertyplan.ui.lamps import Lamp

BAD, WARN, LATER = Lamp.BAD, Lamp.WARN, Lamp.NONE
OFFICER, OFFICE, LEADER = Mender.OFFICER, Mender.OFFICE, Mender.LEADER

HOUSEHOLD = Link("households:household_detail", Capability.VIEW_HOUSEHOLDS)
MEASURES = Link("households:measure_create", Capability.EDIT_HOUSEHOLDS)
MEASURE = Link("households:measure_edit", Capability.EDIT_HOUSEHOLDS, at="measure")
HELPER = Link("households:helper_assign", Capability.ASSIGN_HELPERS)
CRITERION = Link("households:criterion_assess", Capability.EDIT_HOUSEHOLDS, extra=True)
INCOME = Link("households:income_edit", Capability.EDIT_HOUSEHOLDS, extra=True)
INDICATOR = Link("villages:indicator", Capability.EDIT_VILLAGES, at="village", seen="office:village_detail")
VILLAGE = Link("villages:village_edit", Capability.EDIT_VILLAGES, at="village", seen="office:village_detail")


def household_field(name: str) -> Link:
    return Link("households:household_edit", Capability.EDIT_HOUSEHOLDS, anchor=f"#id_{name}")


def member_field(name: str) -> Link:
    return Link("households:member_edit", Capability.EDIT_HOUSEHOLDS, at="member", anchor=f"#id_{name}")


@dataclass(frozen=True)
class Part:
    """A part of the page; its call enters the function below it as a rule of this part."""

    title: str
    rules: dict[str, Rule] = field(default_factory=dict)

    def __call__(
        self, title: str, *, why: str, lamp: Lamp, act: str, mender: Mender, link: Link, **more: Any
    ) -> Callable[[Definition], Definition]:
        def enter(function: Definition) -> Definition:
            code = function.__name__
            self.rules[code] = Rule(code, self.title, title, why, lamp, act, mender, link, fault=function(), **more)
            return function

        return enter


def label(column: str, choices: type[TextChoices]) -> str:
    """The label of a code, in SQL."""
    cases = " ".join(f"WHEN '{choice.value}' THEN '{choice.label}'" for choice in choices)
    return f"CASE {column} {cases} END"


def of_member(where: str, detail: str, *, join: str = "", source: str = "m", since: str = "NULL::date") -> Fault:
    return Fault(
        where=where,
        join=join,
        detail=detail,
        since=since,
        source=source,
        subject="member",
        key="m.id",
        village="m.village_id",
        household="m.household_id",
        who="m.name",
    )


OUT_OF_SCHOOL = (
    "m.school_status = '01' AND m.age <= 15 AND m.school_age BETWEEN 6 AND 15"
    " AND NOT (m.school_age = 15 AND m.education IN ('03', '04', '05'))"
)

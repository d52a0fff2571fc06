"""The contact page of the bag (联系走访): the helper with everything known (R1.6), whom to call next, the visits."""

from dataclasses import dataclass
from datetime import date

from households.models import HelperAssignment, Household, Visit
from office.bags import wording
from povertyplan.ui import dates
from villages.models import Village

ONE_LINE = 22


@dataclass(frozen=True)
class HelperCard:
    """Everything of the helper that the contact page prints (R1.6); `photo` is a name in MEDIA or empty."""

    name: str
    phone: str
    gender: str
    politics: str
    organisation: str
    level: str
    duty: str
    address: str
    since: str
    predecessor: str
    photo: str

    @property
    def has_long_office(self) -> bool:
        """More than a line of the cover."""
        return len(self.organisation) + len(self.duty) > ONE_LINE


@dataclass(frozen=True)
class Contact:
    role: str
    name: str
    duty: str
    phone: str


@dataclass(frozen=True)
class VisitLine:
    day: str
    visitor: str
    summary: str
    problem: str


def helper_of(household: Household, on: date) -> HelperCard | None:
    pairings: list[HelperAssignment] = household.bag_assignments  # type: ignore[attr-defined]
    current = next((row for row in pairings if row.until is None or row.until >= on), None)
    if current is None:
        return None
    helper = current.helper
    before = next((row for row in pairings if row.since < current.since and row.helper_id != helper.pk), None)
    level = helper.get_organisation_level_display()
    return HelperCard(
        name=helper.name,
        phone=wording.phone(helper.phone),
        gender=helper.get_gender_display(),
        politics=helper.get_politics_display(),
        organisation=helper.organisation,
        level="，".join(part for part in (level, "驻村" if helper.is_resident else "") if part),
        duty=helper.duty,
        address=helper.address,
        since=f"{dates.spoken(current.since, year=True)}起",
        predecessor=_predecessor(before),
        photo=helper.photo.name or "",
    )


def _predecessor(before: HelperAssignment | None) -> str:
    if before is None:
        return ""
    return (
        f"{before.helper.name}，到{before.until.year}年{before.until.month}月" if before.until else before.helper.name
    )


def contacts_of(village: Village, helper: HelperCard | None) -> tuple[Contact, ...]:
    """Whom to call next, from the village upwards; who is the helper already is not said twice."""
    officer = next((posting.user for posting in village.bag_postings), None)  # type: ignore[attr-defined]
    rows = [
        ("驻村扶贫专干", officer.name if officer else "", village.name, officer.phone if officer else ""),
        ("村支部书记", village.party_secretary_name, village.name, village.party_secretary_phone),
        (
            "驻村第一书记",
            village.first_secretary_name,
            village.first_secretary_unit,
            village.first_secretary_phone,
        ),
        ("包村领导", village.leader_name, village.leader_duty, village.leader_phone),
    ]
    return tuple(
        Contact(role, name, duty, wording.phone(phone))
        for role, name, duty, phone in rows
        if name and (helper is None or name != helper.name)
    )


def visit_of(visit: Visit, on: date) -> VisitLine:
    pattern = "%m-%d" if visit.visited_on.year == on.year else "%y-%m-%d"
    return VisitLine(visit.visited_on.strftime(pattern), visit.visitor_name, visit.summary, visit.problem)

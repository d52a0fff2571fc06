"""Every page as it leaves the house: one heading, labelled fields, nothing inline, no number that could leak."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from households.actions.exits import open_exit
from households.codes import Relation
from households.models import Household, ItemKind, StandardSet
from office.demo.bags import make_edition
from office.demo.builders import (
    TODAY,
    assign,
    make_baseline,
    make_helper,
    make_household,
    make_user,
    make_visit,
    meet_standard,
)
from office.demo.reporting import PERIOD, ask_help, make_order, make_report
from office.demo.timetables import make_plan, make_trade, move_date, take_part
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.middleware import CONTENT_SECURITY_POLICY
from tests.library import make_draft
from villages.models import PlanState, Village

ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
PHONE = "10099998888"
MEMBER_PHONE = "10077776666"


class Page(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings = 0
        self.inline: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str | None]] = []
        self.inside_label = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self.headings += tag == "h1"
        self.inline += [f"{tag} {name}" for name in facts if name == "style" or name.startswith("on")]
        if (tag == "script" and "src" not in facts) or tag == "style":
            self.inline.append(tag)
        if tag == "label":
            self.inside_label += 1
            self.labelled.add(facts.get("for") or "")
        if tag in ("input", "select", "textarea") and facts.get("type") not in ("hidden", "submit"):
            self.fields.append({**facts, "wrapped": "1" if self.inside_label else None})

    def handle_endtag(self, tag: str) -> None:
        self.inside_label -= tag == "label"

    def nameless(self) -> list[str | None]:
        return [
            field.get("name")
            for field in self.fields
            if not (field["wrapped"] or field.get("aria-label") or field.get("aria-labelledby"))
            and field.get("id") not in self.labelled
        ]


@pytest.fixture
def household(village: Village, cadre: User) -> Household:
    make_baseline(starts_on=date(2017, 1, 1), deadline=date(2018, 12, 31))
    household = make_household(village, members=2, phone=PHONE)
    household.members.filter(relation=Relation.HEAD).update(phone=MEMBER_PHONE)
    assign(household, make_helper(name="何芳"), since=date(2016, 3, 1))
    make_visit(household)
    leaving = make_household(village)
    meet_standard(leaving)
    open_exit(leaving, year=TODAY.year, today=TODAY, by=cadre)
    make_order(village)
    participation = take_part(
        household, make_plan(village, state=PlanState.APPROVED, approved_by=make_user(Role.LEADER))
    )
    make_trade(household)
    move_date(participation.plan.milestones[-1], date(2018, 9, 1), asked_on=TODAY)
    ask_help(make_report(village))
    make_edition(household)
    return household


def addresses(household: Household) -> Iterator[str]:
    member, helper = household.members.first(), household.assignments.first()
    assert member is not None
    assert helper is not None
    for name in ("household_detail", "household_edit", "household_trail", "visit_list", "visit_create"):
        yield reverse(f"households:{name}", args=[household.pk])
    for name in ("measure_create", "member_create"):
        yield reverse(f"households:{name}", args=[household.pk])
    for code in ("income", "housing"):
        yield reverse("households:criterion_assess", args=[household.pk, code])
    for name in ("income_list", "exit_open"):
        yield reverse(f"households:{name}", args=[household.pk])
    yield reverse("households:income_edit", args=[household.pk, 2017])
    yield from map(reverse, ("households:standard_list", "households:poverty_line_list", "households:exit_list"))
    yield from (reverse("households:standard_detail", args=[standard.pk]) for standard in StandardSet.objects.all())
    yield from map(reverse, ("households:exit_review_list", "office:health"))
    yield from map(reverse, ("villages:practice_list", "villages:order_list", "households:library_list"))
    order = household.village.orders.get()
    for name in ("order_detail", "order_reply", "order_extension"):
        yield reverse(f"villages:{name}", args=[order.pk])
    yield from plan_addresses(household)
    yield from bag_addresses(household)
    exit_ = household.village.exits.of_households().get()
    for name in ("exit_detail", "exit_step", "exit_stop"):
        yield reverse(f"households:{name}", args=[exit_.pk])
    yield reverse("households:member_edit", args=[member.pk])
    yield reverse("households:member_leave", args=[member.pk])
    yield reverse("households:helper_list")
    yield reverse("households:helper_detail", args=[helper.helper_id])
    yield from map(reverse, ("households:household_list", "office:village_list", "audit:own_events"))
    yield reverse("office:village_detail", args=[household.village_id])
    yield reverse("accounts:password_change")


def bag_addresses(household: Household) -> Iterator[str]:
    edition = household.bag_editions.get()
    yield from (reverse(f"office:{name}", args=[edition.pk]) for name in ("bag_deliver", "bag_void"))
    yield reverse("office:bag_deliveries", args=[household.village_id])
    yield reverse("office:bag_edition", args=[edition.token])


def plan_addresses(household: Household) -> Iterator[str]:
    village, plan = household.village, household.participations.get().plan
    yield from (reverse("office:report_list"), reverse("office:plan_detail", args=[village.pk]))
    for period in (PERIOD, PERIOD.next):
        yield reverse("office:report_write", args=[village.pk, period.slug])
    report = village.reports.get()
    yield from (reverse(f"office:{name}", args=[report.pk]) for name in ("report_detail", "report_receipt"))
    for name in ("plan_participants", "plan_join"):
        yield reverse(f"households:{name}", args=[plan.pk])
    yield reverse("households:plan_benefits", args=[plan.pk, "work"])
    yield reverse("households:participation_create", args=[household.pk])
    yield reverse("households:participation_edit", args=[household.participations.get().pk])
    yield reverse("households:trade_create", args=[household.pk])
    yield reverse("households:trade_edit", args=[household.trades.get().pk])
    milestone = plan.milestones[-1]
    yield from (
        reverse("villages:milestone_create", args=[plan.pk]),
        reverse("villages:milestone_date", args=[milestone.pk]),
    )


def plan_office_addresses(household: Household) -> Iterator[str]:
    plan = household.participations.get().plan
    yield from map(reverse, ("villages:reporting_rule",))
    yield reverse("office:report_upload", args=[PERIOD.slug])
    for name in ("plan_edit", "plan_wishes", "plan_targets", "plan_funding", "plan_timetable", "plan_end"):
        yield reverse(f"villages:{name}", args=[plan.pk])
    milestone = plan.milestones[-1]
    for name in ("milestone_done", "milestone_reopen"):
        yield reverse(f"villages:{name}", args=[milestone.pk])
    yield reverse("villages:date_change_decide", args=[milestone.changes.get().pk])
    yield reverse("households:plan_approve", args=[plan.pk])


def library_office_addresses() -> Iterator[str]:
    draft = make_draft(on=TODAY, conditions=[("category", ["1"])])
    make_draft(on=TODAY, kind=ItemKind.REMARK)
    yield reverse("households:library_item", args=[draft.item_id])
    yield from (f"{reverse('households:library_create')}?kind={kind}" for kind in ItemKind)
    for name in ("version_edit", "version_publish", "version_withdraw", "version_send_back", "version_file_create"):
        yield reverse(f"households:{name}", args=[draft.pk])


def office_addresses(household: Household) -> Iterator[str]:
    helper = household.assignments.first()
    member = household.members.first()
    assert helper is not None
    assert member is not None
    yield from plan_office_addresses(household)
    yield from map(reverse, ("office:battle_map", "households:batch_list", "households:import_upload"))
    yield reverse("households:helper_create")
    yield reverse("households:helper_edit", args=[helper.helper_id])
    yield reverse("households:helper_assign", args=[household.pk])
    yield reverse("households:member_reveal", args=[member.pk])
    for name in ("village_edit", "posting", "indicator"):
        yield reverse(f"villages:{name}", args=[household.village_id])
    yield reverse("villages:baseline")
    yield reverse("households:confirm_many") + f"?criterion=income&village={household.village_id}"
    yield reverse("households:poverty_line_create")
    yield from (reverse("households:standard_revise", args=[standard.pk]) for standard in StandardSet.objects.all())
    yield from map(reverse, ("villages:practice_create", "villages:order_issue"))
    yield reverse("villages:order_issue") + f"?village={household.village_id}"
    yield from library_office_addresses()
    yield reverse("villages:order_withdraw", args=[household.village.orders.get().pk])
    yield "/no-such-page/"


def flaws(client: Client, url: str) -> list[str]:
    response = client.get(url, follow=True)
    html = b"".join(response.streaming_content if response.streaming else [response.content]).decode()  # type: ignore[arg-type]
    page = Page(html)
    found = [f"{url}: {page.headings} h1"] if page.headings != 1 else []
    found += [f"{url}: inline {item}" for item in page.inline]
    found += [f"{url}: no label for {name}" for name in page.nameless()]
    found += [f"{url}: ID number" for _ in ID_NUMBER.finditer(html)]
    if response.headers["Content-Security-Policy"] != CONTENT_SECURITY_POLICY:
        found.append(f"{url}: other policy")
    return found


def test_pages_of_the_cadre(household: Household, cadre: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(cadre)
    assert [flaw for url in [*addresses(household), "/"] for flaw in flaws(client, url)] == []


def test_pages_of_the_office(household: Household, office_user: User, client_of: Callable[[User], Client]) -> None:
    client = client_of(office_user)
    found = [*addresses(household), *office_addresses(household)]
    assert [flaw for url in found for flaw in flaws(client, url)] == []


def test_pages_of_security_and_audit(db: None, client_of: Callable[[User], Client]) -> None:
    security, auditor = make_user(Role.SECURITY, name="安全员"), make_user(Role.AUDITOR, name="审计员")
    found = [flaws(client_of(security), url) for url in ("/accounts/", "/accounts/new/", "/")]
    found += [flaws(client_of(auditor), url) for url in ("/audit/", "/")]
    assert [flaw for page in found for flaw in page] == []


def test_page_for_strangers(client: Client, db: None) -> None:
    assert flaws(client, "/sign-in/") == []


@pytest.mark.parametrize(
    "name", ["households:household_list", "office:battle_map", "office:village_list", "households:helper_list"]
)
def test_lists_and_maps_show_no_number_of_a_member(
    household: Household, office_user: User, client_of: Callable[[User], Client], name: str
) -> None:
    """A leak test has something to leak: the household's own page does show its phone to the office."""
    client = client_of(office_user)
    assert PHONE in client.get(household.get_absolute_url()).content.decode().replace(" ", "")
    page = client.get(reverse(name)).content.decode().replace(" ", "")
    assert PHONE not in page
    assert MEMBER_PHONE not in page


def test_village_page_shows_no_number_of_a_member(
    household: Household, office_user: User, client_of: Callable[[User], Client]
) -> None:
    url = reverse("office:village_detail", args=[household.village_id])
    page = client_of(office_user).get(url).content.decode().replace(" ", "")
    assert PHONE not in page
    assert MEMBER_PHONE not in page

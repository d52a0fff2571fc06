"""`mode_totals`, `advice`, `proposal`: 33 enterprises, 15 villages and 824 households, beside reading each row once."""

from datetime import date
from itertools import cycle, islice

from django.db import connection
from django.utils import timezone

from benchmarks.browser import recorded
from benchmarks.office_data import office
from benchmarks.results import Result, at_most, fastest, interleaved
from enterprises.advice import Advisor
from enterprises.advice_facts import enterprise_facts, household_facts
from enterprises.codes import Mode
from enterprises.models import Enterprise, Pairing
from enterprises.proposal_page import ProposalPage
from enterprises.totals import mode_totals
from households.models import Household
from office.demo.builders import make_user
from office.demo.giving import make_delivery, make_enterprise, make_enterprise_visit, make_pledge, pair_village
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Village

HOUSEHOLDS, ENTERPRISES, VILLAGES_EACH = 824, 33, 2
ROUNDS = 5
# The tables that the totals rest on.
TABLES = ("pairing", "modechoice", "pledge", "delivery", "beneficiary")


def run() -> list[Result]:
    today = timezone.localdate()
    with office(HOUSEHOLDS, alone=True) as (_, villages):
        give(villages)
        with recorded() as statements:
            mode_totals(on=today)
        totals, scans = interleaved(lambda: mode_totals(on=today), lambda: [scan(table) for table in TABLES])
        with recorded() as advice_statements:
            pairs = advise(today)
        advice = fastest(lambda: advise(today), rounds=ROUNDS)
        with recorded() as proposal_statements:
            ProposalPage.of(on=today)
        proposal = fastest(lambda: ProposalPage.of(on=today), rounds=ROUNDS)
    many = f"{ENTERPRISES} enterprises × {len(villages)} villages"
    return [
        Result("mode_totals_statements", f"{len(statements)} for {many}", "1", len(statements) == 1),
        at_most("mode_totals", totals / scans, 10, f"{totals * 1000:.1f} ms against {scans * 1000:.1f} ms"),
        Result("advice", f"{advice:.2f} s for {pairs:,} pairs", "<= 1 s", advice <= 1),
        Result("advice_statements", str(len(advice_statements)), "report", None),
        Result("proposal", f"{proposal:.2f} s, {len(proposal_statements)} statements", "<= 2 s", proposal <= 2),
    ]


def give(villages: list[Village]) -> None:
    """Every enterprise in two villages; the first half has visited there, chosen three modes, pledged and delivered."""
    confirmer, places = make_user(Role.CADRE), cycle(villages)
    for number in range(ENTERPRISES):
        enterprise = make_enterprise(capabilities="收购香菇，代销核桃", intended_modes=list(Mode)[number % 4 :])
        for village in islice(places, VILLAGES_EACH):
            pairing = pair_village(enterprise, village)
            if number % 2:
                help_in(pairing, number, by=confirmer)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def help_in(pairing: Pairing, number: int, *, by: User) -> None:
    homes = list(Household.objects.filter(village=pairing.village).order_by("pk")[number % 40 :][:8])
    make_enterprise_visit(pairing, homes[0])
    trained = [home.members.order_by("birth_date")[0] for home in homes]
    for mode, reached in ((Mode.TRADE, homes), (Mode.SKILLS, trained), (Mode.DONATION, homes)):
        make_delivery(make_pledge(pairing, mode), reached, confirmed_by=by)


def advise(today: date) -> int:
    """The best enterprise of every household with its reasons; the number of pairs compared."""
    households = household_facts(Household.objects.all(), on=today)
    enterprises = enterprise_facts(Enterprise.objects.active(), on=today)
    advisor = Advisor()
    for household in households:
        advisor.for_household(household, enterprises, most=1)
    return len(households) * len(enterprises)


def scan(table: str) -> None:
    """Every column of every row."""
    name = f"enterprises_{table}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {name} WHERE {name}::text <> '-'")  # noqa: S608 - a name of TABLES
        cursor.fetchall()

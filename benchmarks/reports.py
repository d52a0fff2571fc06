"""`report_submit`: a half-month report filed by a script, beside a POST to a view that does nothing."""

from collections.abc import Iterator
from uuid import uuid4

from django.utils import timezone

from benchmarks.browser import recorded, signed_in
from benchmarks.office_data import office
from benchmarks.results import Result, at_most, interleaved
from office.demo.timetables import make_plan
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from villages.models import Milestone, PlanState, ReportRevision, Village
from villages.periods import Fortnight

SMALL = 824
ROUNDS = 60


def run() -> list[Result]:
    with office(SMALL) as (user, villages), signed_in(user) as browser:
        reports = fresh_reports(villages)

        def submit() -> None:
            address, fields = next(reports)
            status, body = browser.post(address, fields)
            assert status == 200, (status, body)

        submit()
        with recorded() as statements:
            submit()
        before = ReportRevision.objects.count()
        submitted, empty = interleaved(submit, lambda: browser.post("/bench/empty/", {"done": "x"}), rounds=ROUNDS)
        assert ReportRevision.objects.count() == before + ROUNDS + 1
    note = f"{submitted * 1000:.1f} ms against {empty * 1000:.1f} ms"
    queries = f"{len(statements)}, session and user included"
    return [
        at_most("report_submit", submitted / empty, 3, note),
        Result("report_submit_queries", queries, "report", None),
    ]


def fresh_reports(villages: list[Village]) -> Iterator[tuple[str, dict[str, str]]]:
    """One after the other, each the first of its half-month, with two milestones that are on time."""
    approver = User.objects.create(username="bench-approver", name="测速", role=Role.LEADER)
    for village in villages[:4]:
        make_plan(village, state=PlanState.APPROVED, approved_by=approver)
        milestones = Milestone.objects.filter(stage__plan__village=village).order_by("-due_on")[:2]
        answers = {f"m{milestone.pk}-state": "on_time" for milestone in milestones}
        last = Fortnight.containing(timezone.localdate())
        for back in range(200, -1, -1):
            period = last.shifted(-back)
            fields = {"done": f"嫁接核桃 {back} 亩，培训 24 人", "participants": "1", "work": "planting", "seen": "0"}
            yield f"/villages/{village.pk}/reports/{period.slug}/", {"uuid": str(uuid4()), **fields, **answers}

"""Every change of villages, of who is posted there, and of the plan's baseline."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused
from villages.imports import VillagePlan
from villages.models import LAST_DAY, Baseline, Indicator, IndicatorValue, Posting, Village


def post_officer(village: Village, user: User, *, since: date, by: User) -> Posting:
    """Posts the officer from `since` on; whoever serves there now ends the day before."""
    with changing(by=by, reason="派驻扶贫专干", village=village.code):
        Village.objects.select_for_update().get(pk=village.pk)
        if user.role != Role.CADRE or not user.is_active:
            raise Refused(f"{user.name}不是在用的村扶贫专干账号，先找安全管理员开账号", field="user")
        later = village.postings.filter(since__gte=since).order_by("since").first()
        if later:
            raise Refused(f"{later.since:%Y-%m-%d} 起已派了{later.user.name}，从哪天起要晚于这一天", field="since")
        before = village.postings.current(on=since).first()
        if before:
            if before.user_id == user.pk and before.until is None:
                raise Refused(f"{user.name}已经在这个村，从 {before.since:%Y-%m-%d} 起", field="user")
            before.until = since - timedelta(days=1)
            before.save(update_fields=["until"])
        return Posting.objects.create(village=village, user=user, since=since)


def end_posting(posting: Posting, *, until: date, by: User) -> Posting:
    """`until` is the last day of service."""
    with changing(by=by, reason="结束派驻", village=posting.village.code):
        posting = Posting.objects.select_for_update().get(pk=posting.pk)
        if posting.until is not None and posting.until <= until:
            raise Refused(f"这段派驻已在 {posting.until:%Y-%m-%d} 结束", field="until")
        if until < posting.since:
            raise Refused(f"派驻从 {posting.since:%Y-%m-%d} 开始，结束不能更早", field="until")
        if until > LAST_DAY:
            raise Refused(f"{until:%Y} 年太远了，看看年份对不对", field="until")
        posting.until = until
        posting.save(update_fields=["until"])
        return posting


def set_baseline(*, starts_on: date, deadline: date, households: int, persons: int, source: str, by: User) -> Baseline:
    """Stores the plan's starting figures, or corrects those of the same starting day."""
    with changing(by=by, reason="登记基线"):
        found, _ = Baseline.objects.select_for_update().update_or_create(
            starts_on=starts_on,
            defaults={"deadline": deadline, "households": households, "persons": persons, "source": source},
        )
        return found


def record_indicator(
    village: Village, *, indicator: Indicator, year: int, amount: Decimal, source: str, by: User
) -> IndicatorValue:
    """A year has one value; a second one corrects it."""
    with changing(by=by, reason="登记村指标", village=village.code):
        found, _ = IndicatorValue.objects.select_for_update().update_or_create(
            village=village, indicator=indicator, year=year, defaults={"amount": amount, "source": source}
        )
        return found


def change_village(village: Village, *, by: User, **facts: Any) -> Village:
    """`facts` are fields of the village."""
    with changing(by=by, reason="改村情", village=village.code):
        village = Village.objects.select_for_update().get(pk=village.pk)
        for name, value in facts.items():
            setattr(village, name, value)
        village.save(update_fields=list(facts))
        return village


def put_villages(plan: VillagePlan) -> None:
    """Makes and updates the villages of an imported file; the import around it has said who and why."""
    Village.objects.bulk_update(plan.changed, ["name", "is_poverty_village", "boundary"], batch_size=200)
    Village.objects.bulk_create(plan.new)

"""Judging households against the standard, and the standard itself: new versions, adoption, what was compared."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from households.actions.evidence import add_evidence
from households.codes import PASSING, CheckState, EvidenceKind, StandardKind
from households.drafts import PointDraft, RequirementDraft, code_for
from households.models import (
    Assessment,
    Criterion,
    Household,
    Requirement,
    StandardPoint,
    StandardSet,
)
from households.standards import judged_years
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.refusal import Refused


def assess(
    household: Household,
    criterion: Criterion,
    *,
    state: CheckState,
    evidence: str,
    today: date,
    by: User,
    year: int | None = None,
    assessed_on: date | None = None,
    files: Sequence[tuple[bytes, str]] = (),
) -> Assessment:
    """The year's verdict on one criterion, by the standard in force; what it was before stays in the row's history.

    `files` are (content, caption); one that is no photo or PDF is refused and nothing is kept. Nothing given for
    `year` and `assessed_on` means today.
    """
    day = assessed_on or today
    judged = year or day.year
    with changing(by=by, reason=f"核“{criterion.name}”"):
        Household.objects.select_for_update().get(pk=household.pk)
        _check_day(day, judged, today=today)
        if state in PASSING and not evidence.strip():
            raise Refused(f"判为“{CheckState(state).label}”要写依据，如看到什么、哪张单子", field="evidence")
        of = {"household": household, "criterion": criterion, "year": judged}
        row = Assessment.objects.filter(**of).first() or Assessment(**of)
        row.standard = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
        row.state, row.evidence = state, evidence.strip()
        row.assessed_on, row.assessed_by, row.assessor_name = day, by, by.name
        row.save()
        for content, caption in files:
            add_evidence(row, content=content, caption=caption, today=today, by=by)
    return row


def confirm_many(
    households: Sequence[Household],
    criterion: Criterion,
    *,
    state: CheckState,
    evidence: str | Mapping[int, str],
    year: int,
    today: date,
    by: User,
) -> int:
    """One verdict for households that nobody judged this year; returns how many it was given to.

    `evidence` is one sentence for all or one a household key. Who was judged meanwhile keeps that verdict.
    """
    with changing(by=by, reason=f"成批核“{criterion.name}”"):
        _check_day(today, year, today=today)
        if state not in PASSING:
            raise Refused("成批只记达标和不适用，未达标的到户页单独核", field="state")
        if state == CheckState.MET and criterion.evidence_kind == EvidenceKind.PHOTO:
            raise Refused(f"“{criterion.name}”达标要照片，到户页一户一户核", field="state")
        locked = list(Household.objects.select_for_update().filter(pk__in=[h.pk for h in households]).order_by("pk"))
        said = {h.pk: (evidence if isinstance(evidence, str) else evidence.get(h.pk, "")).strip() for h in locked}
        silent = [h for h in locked if not said[h.pk]]
        if silent:
            raise Refused(f"{silent[0].called}没有依据，写上看到什么、哪张单子", field="evidence")
        standard = StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get()
        new, again = _open_verdicts(locked, criterion, year)
        for row in [*new, *again]:
            row.standard, row.state, row.evidence = standard, state, said[row.household_id]
            row.assessed_on, row.assessed_by, row.assessor_name = today, by, by.name
        Assessment.objects.bulk_create(new)
        Assessment.objects.bulk_update(
            again, ["standard", "state", "evidence", "assessed_on", "assessed_by", "assessor_name"]
        )
    return len(new) + len(again)


def _open_verdicts(
    households: Sequence[Household], criterion: Criterion, year: int
) -> tuple[list[Assessment], list[Assessment]]:
    """Rows to add, and rows that stand as 未核; none for a household that somebody judged."""
    found = Assessment.objects.filter(criterion=criterion, year=year, household__in=households)
    rows = {row.household_id: row for row in found}
    new = [Assessment(household=h, criterion=criterion, year=year) for h in households if h.pk not in rows]
    return new, [row for row in rows.values() if row.state == CheckState.UNCHECKED]


def revise_standard(
    standard: StandardSet,
    *,
    name: str,
    level: str,
    source: str,
    valid_from: date,
    notice_days: int,
    follow_up_months: int,
    incidence_limit: Decimal | None = None,
    is_below_limit: bool = True,
    points: Sequence[PointDraft] = (),
    requirements: Sequence[RequirementDraft] = (),
    by: User,
) -> StandardSet:
    """A new version, not yet in use. A point whose words did not change stays the same row, so verdicts on it hold.

    What a version that waits to be used says already is that version.
    """
    with changing(by=by, reason=f"改标准“{standard.title}”"):
        named = StandardSet.objects.select_for_update().filter(name=name)
        if any(other.kind != standard.kind for other in named):
            raise Refused("这个名称已经是另一类标准的，换一个名称", field="name")
        if not points and not requirements:
            raise Refused("标准至少要有 1 项")
        head = {
            "name": name,
            "level": level,
            "source": source,
            "valid_from": valid_from,
            "notice_days": notice_days,
            "follow_up_months": follow_up_months,
            "incidence_limit": incidence_limit,
            "is_below_limit": is_below_limit,
        }
        # Back to a version that was in use before: `adopt_standard` sends people here for it.
        if _says_the_same(standard, head, points, requirements) and not _is_past(standard):
            raise Refused("和原来的一样，没有改动")
        for other in named:
            # Two presses of one button are one version.
            if other.adopted_on is None and other != standard and _says_the_same(other, head, points, requirements):
                return other
        new = StandardSet.objects.create(
            kind=standard.kind, version=max((other.version for other in named), default=0) + 1, **head
        )
        _put_points(new, points)
        for position, wanted in enumerate(requirements, start=1):
            Requirement.objects.create(standard=new, position=position, **wanted._asdict())
    return new


def _put_points(standard: StandardSet, points: Sequence[PointDraft]) -> None:
    """In their order. A point whose words changed is another row under the same code."""
    taken = {draft.criterion.code for draft in points if draft.criterion}
    for position, draft in enumerate(points, start=1):
        criterion = draft.criterion
        if criterion is None or not draft.is_unchanged:
            code = criterion.code if criterion else code_for(draft.name, taken)
            taken.add(code)
            criterion = Criterion.objects.create(code=code, **draft.words)
        StandardPoint.objects.create(standard=standard, criterion=criterion, position=position)


def adopt_standard(standard: StandardSet, *, today: date, by: User) -> StandardSet:
    """From today households (or villages) are judged by it; exits that have begun go on by the one they began with."""
    with changing(by=by, reason=f"采用标准“{standard.title}”"):
        kept = StandardSet.objects.select_for_update().filter(kind=standard.kind)
        locked = next(row for row in kept if row.pk == standard.pk)
        if locked.adopted_on:
            raise Refused("这一版采用过，不能再采用一次。要用回它，先把它改成新版")
        if locked.valid_from > today:
            raise Refused(f"这一版 {locked.valid_from:%Y-%m-%d} 才启用，到那天再采用")
        if any(row.adopted_on == today for row in kept):
            raise Refused("今天已经采用过一个标准，明天再换")
        locked.adopted_on = today
        locked.save(update_fields=["adopted_on"])
    return locked


def confirm_standard(standard: StandardSet, *, by: User) -> StandardSet:
    """Somebody has compared it with the document that it names."""
    with changing(by=by, reason=f"核对标准“{standard.title}”的原文"):
        locked = StandardSet.objects.select_for_update().get(pk=standard.pk)
        locked.is_confirmed = True
        locked.save(update_fields=["is_confirmed"])
    return locked


def _check_day(day: date, year: int, *, today: date) -> None:
    if day > today:
        raise Refused("核查日期还没有到，写去看的那天", field="assessed_on")
    if year not in judged_years(today):
        raise Refused("年度选今年；1 到 3 月还能核上一年", field="year")
    if year > day.year:
        raise Refused(f"{day.year} 年看的，不能算 {year} 年的核查", field="assessed_on")


def _is_past(standard: StandardSet) -> bool:
    """Was in use once and is not any more."""
    return standard.adopted_on is not None and standard not in StandardSet.objects.in_force(StandardKind(standard.kind))


def _says_the_same(
    standard: StandardSet,
    head: Mapping[str, object],
    points: Sequence[PointDraft],
    requirements: Sequence[RequirementDraft],
) -> bool:
    said = [PointDraft.of(criterion).words for criterion in Criterion.objects.of(standard)]
    wanted = [RequirementDraft.of(row) for row in standard.requirements.all()]
    return (
        all(getattr(standard, field) == value for field, value in head.items())
        and [draft.words for draft in points] == said
        and list(requirements) == wanted
    )

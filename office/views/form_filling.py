"""The superior's form: what can be asked for, and the form that comes back filled."""

from datetime import date
from pathlib import PurePath

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from households.models import Household
from office.bags.staleness import refresh
from office.filling import samples as form_samples
from office.filling.codes import Codes
from office.filling.filling import Filled, fill
from office.filling.sources import Filling, add_sources
from office.forms.form_filling import FillForm
from office.maps.battle_map import BattleMap
from office.maps.lists import Reader
from office.shown_day import ShownDay
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.throttle import client_address
from povertyplan.audit.actions import record
from povertyplan.audit.models import Act
from villages.models import Village

MOST_PROBLEMS = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Capability.FILL_FORMS)
def form_fill(request: UserRequest) -> HttpResponse:
    """The page with the list of codes; of a form sent to it the filled one, or all that stands in its way."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = FillForm(request.POST or None, request.FILES or None, now=now, today=today)
    done: Filled | None = None
    if form.is_bound and form.is_valid() and form.shown:
        done = form.perform(_fill, request, form, form.shown)
        if done and not done.problems:
            return _answer(request, form, form.shown, done)
    shown = ShownDay(today, now)
    context = {
        "form": form,
        "problems": done.problems[:MOST_PROBLEMS] if done else (),
        "problem_count": len(done.problems) if done else 0,
        "groups": _codes(request, shown).groups(),
        "samples": list(form_samples.SAMPLES.values()),
        "today": today,
    }
    return render(request, "office/form_filling/fill.html", context, status=422 if form.is_bound else 200)


@require_safe
@requires(Capability.FILL_FORMS)
def form_sample(request: UserRequest, slug: str) -> HttpResponse:
    """An empty form to begin with, or the list of codes as a sheet."""
    sample = form_samples.SAMPLES.get(slug)
    if sample is None:
        raise Http404
    now = timezone.now()
    content = sample.content(lambda: _codes(request, ShownDay(timezone.localdate(now), now)))
    return _file(content, sample.file_name)


def _fill(request: UserRequest, form: FillForm, shown: ShownDay) -> Filled:
    with shown.read():
        return fill(form.content, _codes(request, shown))


def _codes(request: UserRequest, shown: ShownDay) -> Codes:
    """Inside `shown.read()`: households are read when a form asks for them."""
    if shown.is_today:
        refresh(on=shown.day)
    reader = Reader.of(request.user, is_today=shown.is_today)
    villages = Village.objects.visible_to(request.user)
    return Codes(
        BattleMap.of(villages, on=shown.day, now=shown.moment, reader=reader),
        filler=request.user.name,
        today=timezone.localdate(shown.now),
        households=Household.objects.visible_to(request.user),
    )


def _answer(request: UserRequest, form: FillForm, shown: ShownDay, done: Filled) -> HttpResponse:
    assert done.book is not None  # noqa: S101 - there were no problems
    if form.cleaned_data["with_sources"]:
        filling = Filling(form.file_name, shown.day, shown.now, request.user.name, shown.note)
        add_sources(done.book, done.cells, filling)
    content = done.content()
    record(
        Act.EXPORT,
        by=request.user,
        reason="填上级报表",
        address=client_address(request),
        file=form.file_name,
        on=shown.day.isoformat(),
        codes=done.codes,
        cells=len(done.cells),
        households=done.households,
    )
    return _file(content, answer_name(form.file_name, shown.day))


def answer_name(name: str, day: date) -> str:
    return f"{PurePath(name).stem[:100]}-已填-{day.isoformat()}.xlsx"


def _file(content: bytes, name: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": disposition})

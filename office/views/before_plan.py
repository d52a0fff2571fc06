"""What the pages of a map say of a day before the plan."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from office.shown_day import ShownDay
from povertyplan.accounts.access import UserRequest


def before_plan(request: UserRequest, shown: ShownDay, *, name: str) -> HttpResponse:
    context = {"shown": shown, "today": timezone.localdate(shown.now), "name": name, "here": request.path}
    return render(request, "office/before_plan.html", context)

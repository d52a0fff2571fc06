"""数据体检: what the data contradict, and what somebody found right all the same."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from households.actions.known import forget_finding, know_finding
from households.models import KnownFinding
from office.health import numbers
from office.health.checkup import Checkup, Line
from office.health.rule import URGENCY, Finding, Rule
from office.health.rules import RULES
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.accounts.models import User
from povertyplan.ui.forms import ActionForm
from povertyplan.ui.lamps import Lamp
from villages.models import Village

A_PAGE = 20
MOST_VILLAGES = 8


class ReasonForm(ActionForm):
    reason = forms.CharField(label="为什么没错", max_length=200, help_text="写看过什么，如：看过户口簿，确是两个人")


@dataclass(frozen=True)
class Row:
    """A finding as a line of the page: `url` leads to the field, or to the page of the thing for who may not mend."""

    finding: Finding
    url: str
    may_set_aside: bool

    @property
    def know_url(self) -> str:
        query = {"rule": self.finding.rule.code, "subject": self.finding.subject}
        return f"{reverse('office:health_known')}?{urlencode(query)}"


class Findings:
    """The findings of one line as a list of which only the page asked for is fetched."""

    def __init__(self, checkup: Checkup, line: Line, *, known: bool) -> None:
        self._checkup, self._line, self._known = checkup, line, known

    def __len__(self) -> int:
        return self._line.known if self._known else self._line.count

    def __getitem__(self, cut: slice) -> list[Finding]:
        return self._checkup.findings(self._line.rule, known=self._known, since=cut.start, most=cut.stop - cut.start)


@require_safe
@requires(Capability.VIEW_HEALTH)
def health(request: UserRequest) -> HttpResponse:
    seen = Village.objects.open_to(request.user, Capability.VIEW_HEALTH)
    villages = {village.pk: village for village in seen}
    chosen = villages.get(_number(request.GET.get("village")))
    checkup = _checkup(request.user, [chosen.pk] if chosen else list(villages), is_part=chosen is not None)
    known = request.GET.get("known") == "1"
    opened = checkup.line(request.GET.get("rule", "")) or next(iter(checkup.problems), None)
    page = _page(Findings(checkup, opened, known=known), request) if opened else None
    context = {
        "checkup": checkup,
        "lamps": [(lamp, words, checkup.count_of(lamp)) for lamp, words in URGENCY.items()],
        "opened": opened,
        "is_known": known,
        "page": page,
        "rows": [_row(finding, request.user) for finding in page] if page else [],
        "chosen": chosen,
        "villages": [
            (villages[key], count, line, line.villages[key])
            for key, count, line in checkup.by_village()[:MOST_VILLAGES]
        ],
        "passed": checkup.passed_by_part(),
        "guards": checkup.standing_guards(),
        "known_lines": [line for line in checkup.lines if line.known],
        "now": timezone.localtime(),
        "tab": "health",
    }
    return render(request, "office/health.html", context)


@requires(Capability.EDIT_HOUSEHOLDS)
def health_known(request: UserRequest) -> HttpResponse:
    """One finding set aside with a reason, or taken up again; what presses today only by the office."""
    code, subject = request.GET.get("rule", ""), request.GET.get("subject", "")
    rule = RULES.get(code) or numbers.RULES.get(code)
    if rule is None or not subject or "\0" in subject:
        return redirect("office:health")
    back = f"{reverse('office:health')}?{urlencode({'rule': rule.code})}"
    villages = Village.objects.open_to(request.user, Capability.EDIT_HOUSEHOLDS)
    checkup = _checkup(request.user, list(villages.values_list("pk", flat=True)), rule=rule)
    known = KnownFinding.objects.filter(rule=rule.code, subject=subject).select_related("known_by").first()
    finding = next(iter(checkup.findings(rule, known=known is not None, subject=subject)), None)
    if finding is None or not may_set_aside(request.user, rule):
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" and not known else None)
    if request.method == "POST" and known:
        forget_finding(rule.code, subject, by=request.user)
        messages.success(request, "已收回，这一条重新算问题")
        return redirect(back)
    if form.is_valid():
        facts = {"reason": form.cleaned_data["reason"], "today": timezone.localdate(), "by": request.user}
        if form.perform(know_finding, rule.code, subject, **facts):
            messages.success(request, "已记下，这一条不再算问题")
            return redirect(back)
    context = {"form": form, "finding": finding, "rule": rule, "known": known, "back": back, "tab": "health"}
    return render(request, "office/health_known.html", context, status=422 if form.is_bound else 200)


def may_set_aside(user: User, rule: Rule) -> bool:
    """A village may not wave away what is urgent, nor what its figures are judged by."""
    scope = user.scope(Capability.EDIT_HOUSEHOLDS)
    return scope is Scope.ALL or (scope is Scope.OWN and rule.lamp is not Lamp.BAD)


def _checkup(user: User, villages: list[int], *, is_part: bool = False, rule: Rule | None = None) -> Checkup:
    is_whole = user.scope(Capability.VIEW_HEALTH) is Scope.ALL and not is_part
    today = timezone.localdate()
    if rule is None:
        return Checkup.of(villages, on=today, is_whole=is_whole)
    return Checkup.of_rule(rule, villages, on=today, is_whole=is_whole)


def _page(findings: Findings, request: UserRequest) -> Page[Finding]:
    return Paginator(findings, A_PAGE).get_page(request.GET.get("page"))  # type: ignore[arg-type]


def _row(finding: Finding, user: User) -> Row:
    return Row(finding, finding.url(user), may_set_aside(user, finding.rule))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 12 else 0

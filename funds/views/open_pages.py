"""The funds in the open, for whoever asks: no sign-in, no script, nothing private."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from funds.models import Fund
from funds.open_books import SHOWN, Month, OpenBooks
from funds.open_files import chain_csv, script
from funds.open_list import open_funds
from funds.open_verdict import answer_to_code, open_verdict


@login_not_required
@require_safe
def public_fund_list(request: HttpRequest) -> HttpResponse:
    return render(request, "funds/open/list.html", {"funds": open_funds()})


@login_not_required
@require_safe
def public_fund(request: HttpRequest, village_code: str) -> HttpResponse:
    """`?month=2017-09` shows a month whole; `?code=` answers whether the chain passes through a printed code."""
    fund = get_object_or_404(Fund.objects.with_chain(), village__code=village_code)
    today = timezone.localdate()
    books, month = OpenBooks.of(fund, on=today), Month.read(request.GET.get("month", ""))
    statement = books.statement(month)
    newest = statement.entries[::-1]
    code = request.GET.get("code", "")[:80]
    context = {
        "books": books,
        "month": month,
        "statement": statement,
        "entries": newest if month else newest[:SHOWN],
        "today": today,
        "verdict": open_verdict(fund, now=timezone.now()),
        "code": code,
        "answer": answer_to_code(fund, code),
    }
    return render(request, "funds/open/fund.html", context)


@login_not_required
@require_safe
def public_fund_csv(request: HttpRequest, village_code: str) -> HttpResponse:
    fund = get_object_or_404(Fund.objects.with_chain(), village__code=village_code)
    return _download(chain_csv(fund), "text/csv; charset=utf-8", f"fund-{village_code}.csv")


@login_not_required
@require_safe
def public_verify_script(request: HttpRequest) -> HttpResponse:
    return _download(script(), "text/x-python; charset=utf-8", "verify.py")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

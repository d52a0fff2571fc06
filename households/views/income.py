"""The income register of a household: one year's form, and the years side by side."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from households.actions.income import keep_income
from households.forms.income import IncomeForm
from households.incomes import Incomes, amounts_of, ledger, line_words, result
from households.models import Household, NetIncome, PovertyLine
from households.sheets.household import HouseholdSheet
from povertyplan.accounts.access import UserRequest, requires
from povertyplan.accounts.matrix import Capability


@requires(Capability.VIEW_HOUSEHOLDS)
def income_list(request: UserRequest, pk: int) -> HttpResponse:
    household = get_object_or_404(Household.objects.visible_to(request.user).select_related("village"), pk=pk)
    today = timezone.localdate()
    incomes = Incomes(household.net_incomes.with_shares().by_year(), on=today)
    registers = household.income_years.select_related("recorded_by").prefetch_related("lines").order_by("year")
    counted, apart = ledger(incomes.nets, amounts_of(registers))
    lines = PovertyLine.objects.in_use().filter(year__in=[net.year for net in incomes.nets]).order_by("year")
    context = {
        "household": household,
        "sheet": HouseholdSheet(household, on=today),
        "incomes": incomes,
        "registers": registers,
        "counted": counted,
        "apart": apart,
        "lines": line_words(lines),
        "missing": incomes.missing(household.identified_year),
        "today": today,
    }
    return render(request, "households/income_list.html", context)


@requires(Capability.EDIT_HOUSEHOLDS)
def income_edit(request: UserRequest, pk: int, year: int) -> HttpResponse:
    open_rows = Household.objects.open_to(request.user, Capability.EDIT_HOUSEHOLDS).select_related("village")
    household = get_object_or_404(open_rows, pk=pk)
    today = timezone.localdate()
    if not household.identified_year <= year <= today.year:
        raise Http404
    register = household.income_years.of_year(year)
    is_begun = register is not None and register.lines.typed().exists()
    earlier = None if is_begun else household.income_years.before(year).newest_first().first()
    like = earlier if "like" in request.GET else None
    form = IncomeForm(request.POST or None, household=household, today=today, year=year, register=register, like=like)
    if form.is_valid():
        facts, seen = form.facts, form.cleaned_data["seen"]
        # A register that appeared after the page was opened is not the one that the person had in front of them.
        opened = register if seen else None
        kept = form.perform(keep_income, household, **facts, opened=opened, seen=seen, by=request.user)
        if kept:
            messages.success(request, f"已保存：{result(NetIncome.objects.with_shares().get(register=kept))}")
            return redirect("households:income_list", pk=household.pk)
    status = 422 if form.is_bound else 200
    if form.is_stale:
        form, status = form.beside_the_newer(), 409
    context = {
        "form": form,
        "household": household,
        "sheet": HouseholdSheet(household, on=today),
        "register": form.register,
        "earlier": earlier,
        "like": like,
        "year": form.asked,
        "title": f"{'修改' if form.register else '登记'} {form.asked} 年收入",
    }
    return render(request, "households/income_edit.html", context, status=status)

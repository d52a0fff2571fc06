"""Nothing private leaves by an open page, file, script or sheet (P12): a sentinel in every personal field."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest
from django.core.cache import cache
from django.db import DatabaseError, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from funds.actions.applications import (
    answer_objection,
    object_to_notice,
    record_outcome,
    sign_for,
)
from funds.actions.bank import import_statement
from funds.actions.vouchers import approve_voucher
from funds.models import Application, ApplicationShare, Fund, FundNotice, Voucher, VoucherFile
from funds.open_books import Month
from households.models import Helper, Household, Member
from office.demo.builders import assign, make_file, make_helper, make_household, make_user, make_village
from office.demo.funding import PAID, agree, approver, keeper, make_application, make_fund, receive, write_payment
from office.papers import fund_month as fund_month_sheet
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User

pytestmark = pytest.mark.django_db

ON = date(2017, 10, 3)
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
PHONE = "1009999"
MARK = "密语"
ACCOUNT = "8201000000098765"
HEAD = "交易日期,摘要,借方发生额,贷方发生额,余额,对方户名,流水号\n"


def planted(rows: "models.QuerySet[models.Model]", *keep: str) -> list[str]:
    """Writes a sentinel into every text field of the rows that takes one; the names of those that did."""
    found = []
    for field in rows.model._meta.local_fields:
        if not isinstance(field, models.CharField | models.TextField) or field.choices or field.name in keep:
            continue
        value = f"{PHONE}0001" if "phone" in field.name else f"{MARK}{field.name}"[: field.max_length or 20]
        try:
            with transaction.atomic():
                rows.update(**{field.name: value})
        except DatabaseError:
            continue  # a shape that words do not fit
        found.append(field.name)
    return found


@pytest.fixture
def fund() -> Fund:
    """A whole round of the rule of use for a household, private people on every side, an application that hangs."""
    village = make_village(name="黄土岭村")
    fund = make_fund(village, bank_account=ACCOUNT)
    household = make_household(village, members=3)
    assign(household, make_helper(), since=date(2016, 3, 1))
    officer, writer = make_user(Role.CADRE), keeper()
    receive(fund, counterparty="乡亲某某", memo="在外乡亲捐款")
    paid = agree(make_application(fund, [household], payee="私人某某"))
    voucher = write_payment(paid, memo="付菌棒款 1 户", counterparty="私人某某", bank_ref=f"{MARK}ref", by=writer)
    VoucherFile.objects.create(voucher=voucher, file=make_file(), caption=f"{MARK}发票")
    approve_voucher(voucher, today=PAID, by=approver())
    sign_for(paid.shares.get(), received_on=PAID, received_by=f"{MARK}签收", by=officer)
    record_outcome(paid, known_on=ON, result="菌棒进棚", households=1, by=officer)
    hanging = agree(make_application(fund, [household], what="修水渠", payee="私人某某"))
    today = timezone.localdate()
    FundNotice.objects.filter(application=hanging).update(posted_on=today, ends_on=today + timedelta(days=10))
    notice = hanging.notices.get()
    objection = object_to_notice(notice, raised_on=today, words=f"{MARK}异议", by=officer)
    answer_objection(objection, answered_on=today, answer=f"{MARK}答复", is_upheld=False, by=officer)
    import_statement(
        fund,
        "x.csv",
        f"{HEAD}20170105,{MARK}摘要,,100000.00,100000.00,{MARK}对方,{MARK}1\n".encode(),
        today=ON,
        by=writer,
    )
    for rows, keep in (
        (Household.objects.all(), ()),
        (Member.objects.all(), ()),
        (Helper.objects.all(), ()),
        (User.objects.all(), ()),
    ):
        assert len(planted(rows, *keep)) > 1
    # What the office writes for itself: why, how the price was found, who presided.
    assert planted(Application.objects.filter(pk=hanging.pk), "what")
    return Fund.objects.with_chain().get(pk=fund.pk)


def told(fund: Fund, client: Client) -> Iterator[tuple[str, str]]:
    """Everything that is open, as text."""
    code = fund.village.code
    page = reverse("funds:public_fund", args=[code])
    for url in (
        reverse("funds:public_fund_list"),
        page,
        f"{page}?month=2017-09",
        f"{page}?month=2017-01&code=deadbeef",
        reverse("funds:public_fund_csv", args=[code]),
        reverse("funds:public_verify_script"),
    ):
        response = client.get(url)
        assert response.status_code == 200
        yield url, response.content.decode("utf-8-sig") + str(response.headers)
    for month in (Month(2017, 1), Month(2017, 9), Month(2017, 10)):
        pdf = fund_month_sheet.press(fund, month, on=ON, by=keeper())
        reader = pypdf.PdfReader(BytesIO(pdf))
        yield f"{month.slug}.pdf", "".join(page.extract_text() for page in reader.pages) + str(reader.metadata)


def test_no_sentinel_leaves_the_house(fund: Fund, client: Client) -> None:
    cache.clear()
    names = {*Member.objects.values_list("name", flat=True), *Helper.objects.values_list("name", flat=True)}
    users = set(User.objects.filter(role=Role.CADRE).values_list("name", flat=True))
    secrets = {MARK, PHONE, ACCOUNT, "私人某某", "乡亲某某", *names, *users}
    for where, text in told(fund, client):
        plain = "".join(text.split())
        assert [secret for secret in secrets if secret and secret in plain] == [], where
        assert not ID_NUMBER.search(text), where


def test_what_is_masked_is_still_told(fund: Fund, client: Client) -> None:
    page = client.get(reverse("funds:public_fund", args=[fund.village.code])).content.decode()
    for words in ("农户", "个人", "付菌棒款 1 户", "修水渠", "菌棒进棚", "1 张", "首尾相接"):
        assert words in page


def test_sentinels_are_there_for_those_who_may_see(fund: Fund) -> None:
    """Else the crawl would prove nothing."""
    assert Member.objects.filter(name__startswith=MARK).exists()
    assert Member.objects.filter(phone__startswith=PHONE).exists()
    assert Voucher.objects.filter(counterparty="私人某某").exists()
    assert ApplicationShare.objects.filter(received_by__startswith=MARK).exists()

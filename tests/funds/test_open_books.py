"""What anybody reads of a fund adds up, and the file lets anybody go through the chain."""

import gzip
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from funds.actions.applications import object_to_notice, record_outcome
from funds.actions.vouchers import approve_voucher, keep_voucher, reverse_entry
from funds.codes import EntryKind, FundSource, Use
from funds.models import Chain, Fund, FundNotice, VoucherFile
from funds.open_books import Month, OpenBooks, OpenEntry, Statement, short_code
from funds.public_words import payee, public
from office.demo.builders import make_file, make_household, make_user, make_village
from office.demo.funding import (
    PAID,
    agree,
    approver,
    earmark,
    keeper,
    make_application,
    make_fund,
    pay,
    receive,
    write_payment,
)
from povertyplan.accounts.matrix import Role
from povertyplan.audit.refusal import Refused

ON = date(2017, 10, 3)


@pytest.fixture
def fund(db: None) -> Fund:
    """100,000 in in January, 20,000 of an enterprise in September; 10,000 out with one receipt, 5,000 out and back."""
    fund = make_fund(make_village(name="黄土岭村"))
    receive(fund)
    receive(
        fund,
        account=earmark(fund, FundSource.SPONSORSHIP),
        amount=2_000_000,
        day=date(2017, 9, 12),
        memo="宏达捐资",
        counterparty="宏达食品有限公司",
    )
    application = agree(make_application(fund))
    voucher = write_payment(application, memo="付菌棒")
    VoucherFile.objects.create(voucher=voucher, file=make_file(), caption="发票")
    approve_voucher(voucher, today=PAID, by=approver())
    wrong = pay(application, amount=500_000, memo="记错的")
    back = reverse_entry(wrong, idem=uuid4(), day=date(2017, 10, 2), reason="多付退回", by=keeper())
    approve_voucher(back, today=ON, by=approver())
    return Fund.objects.with_chain().get(pk=fund.pk)


def test_term_adds_up(fund: Fund) -> None:
    books = OpenBooks.of(fund, on=ON)
    whole, september, october = (books.statement(month) for month in (None, Month(2017, 9), Month(2017, 10)))
    assert (whole.opening, whole.received, whole.spent, whole.closing) == (0, 12_000_000, 1_000_000, 11_000_000)
    assert (september.opening, september.received, september.spent) == (10_000_000, 2_000_000, 1_500_000)
    # What is taken back counts against its use, in the month in which it came back.
    assert (october.opening, october.received, october.spent, october.closing) == (10_500_000, 0, -500_000, 11_000_000)
    assert books.months == [Month(2017, 10), Month(2017, 9), Month(2017, 1)]
    assert [entry.receipts for entry in books.entries] == [0, 0, 1, 0, 0]
    assert books.entries[-1].taken_back == 4


@pytest.mark.parametrize("seed", range(20))
def test_opening_and_changes_give_the_closing_for_any_entries(seed: int) -> None:
    dice, balance, entries = Random(seed), 0, []
    for seq in range(1, 40):
        heading = dice.choice([*FundSource.labels, *Use.labels])
        amount = dice.randint(1, 9_000_000) * (1 if heading in FundSource.labels else -1)
        amount = -amount if dice.random() < 0.1 else amount
        balance += amount
        day = date(2017, 1 + seq // 5, dice.randint(1, 28))
        entries.append(OpenEntry(seq, day, "receipt", heading, "x", "", amount, balance, 1, "", 0))
    months = sorted({Month.of(entry.day) for entry in entries})
    terms = [Statement.of(entries, month=month) for month in months]
    assert Statement.of(entries, month=None).closing == balance
    assert all(after.opening == before.closing for before, after in pairwise(terms))
    assert terms[-1].closing == balance
    for term in terms:
        steps = term.waterfall[:-1]
        assert all(one.after == two.before for one, two in pairwise(steps))
        assert not steps or steps[-1].after == term.closing


@pytest.mark.parametrize(("text", "month"), [("2017-09", Month(2017, 9)), ("2017-13", None), ("", None), ("x", None)])
def test_month_is_read(text: str, month: Month | None) -> None:
    assert Month.read(text) == month


def test_month_ends_on_its_last_day() -> None:
    assert [Month(2016, month).last.day for month in (2, 4, 12)] == [29, 30, 31]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("宏达食品有限公司", "宏达食品有限公司"),
        ("市财政局", "市财政局"),
        ("张三", "农户"),
        ("李长根砖厂", "农户"),
        ("王小明", "农户"),
        ("张三会", "农户"),
        ("老刘", "农户"),
        ("顺风", "顺风"),
    ],
)
def test_payee_is_told_where_it_is_no_person(name: str, said: str) -> None:
    assert payee(name, {"李长根"}, {"顺风"}) == said


def test_words_with_a_telephone_stay_inside() -> None:
    assert public("找 1380000 1111 领", set(), instead="助学") == "助学"


def test_memo_that_names_a_villager_or_a_number_is_not_written(fund: Fund) -> None:
    make_household(fund.village, head_name="田冬梅")
    facts = {"kind": EntryKind.RECEIPT, "account": earmark(fund), "day": PAID, "amount": 100}
    for memo in ("给田冬梅家买药", "打到 6228480012345678", "电话 10012345678"):
        with pytest.raises(Refused, match="摘要要公开"):
            keep_voucher(fund, idem=uuid4(), by=keeper(), memo=memo, **facts)
    assert keep_voucher(fund, idem=uuid4(), by=keeper(), memo="大病救助 3 户", **facts).memo == "大病救助 3 户"


def test_page_is_light_and_has_no_script(fund: Fund, client: Client) -> None:
    response = client.get(reverse("funds:public_fund", args=[fund.village.code]))
    assert response.status_code == 200
    assert "<script" not in response.content.decode()
    for _ in range(40):
        receive(fund, amount=12_345_67, memo="专项补助又到了一批，用在产业上")
    response = client.get(reverse("funds:public_fund", args=[fund.village.code]) + "?month=2017-01")
    assert len(gzip.compress(response.content)) <= 15_000


@pytest.mark.django_db
def test_page_without_an_entry_stands(client: Client) -> None:
    fund = make_fund()
    assert "还没有账" in client.get(reverse("funds:public_fund", args=[fund.village.code])).content.decode()
    assert client.get(reverse("funds:public_fund", args=["x"])).status_code == 404


def test_notice_stands_with_its_clock_until_it_is_over(fund: Fund) -> None:
    application = agree(make_application(fund, what="买棉被", use=Use.RELIEF))
    FundNotice.objects.filter(application=application).update(posted_on=date(2017, 9, 28), ends_on=date(2017, 10, 8))
    books = OpenBooks.of(fund, on=ON)
    assert [(notice.what, notice.clock.days, notice.said) for notice in books.notices] == [
        ("买棉被", 10, "第 5 天，还有 5 天")
    ]
    notice = application.notices.get()
    object_to_notice(notice, raised_on=date(2017, 10, 1), words="太多了", by=make_user(Role.CADRE))
    assert OpenBooks.of(fund, on=ON).notices[0].said == "有 1 条异议没有答复，停表"


def test_words_of_results_are_masked_where_they_name_a_villager(fund: Fund) -> None:
    make_household(fund.village, head_name="田冬梅")
    application = agree(make_application(fund, what="给田冬梅修房"))
    pay(application, memo="付修房款")
    record_outcome(application, known_on=ON, result="田冬梅住进新房", households=1, by=make_user(Role.CADRE))
    result = OpenBooks.of(fund, on=ON).results[0]
    assert (result.what, result.result) == ("发展产业", "惠及 1 户")


def downloaded(fund: Fund, client: Client, folder: Path) -> tuple[Path, Path]:
    script, file = folder / "verify.py", folder / "fund.csv"
    script.write_bytes(client.get(reverse("funds:public_verify_script")).content)
    file.write_bytes(client.get(reverse("funds:public_fund_csv", args=[fund.village.code])).content)
    return script, file


def checked(script: Path, file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-X", "utf8", str(script), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_anybody_goes_through_the_file_with_hashlib_alone(fund: Fund, client: Client, tmp_path: Path) -> None:
    script, file = downloaded(fund, client, tmp_path)
    assert script.read_text().count("\n") <= 24
    done = checked(script, file)
    assert done.returncode == 0, done.stderr
    assert (
        f"5 笔首尾相接，余额 110000.00 元，验证码 {Chain.objects.get(fund=fund).head_hex[:16].upper()}" in done.stdout
    )


@pytest.mark.parametrize(
    ("old", "new", "seq"),
    [
        ("付菌棒", "付菌種", 3),
        (":-500000,", ":-500001,", 4),
        ("2017-09-12", "2017-09-11", 2),
        ("10000000", "20000000", 1),
    ],
)
def test_altered_file_is_found(fund: Fund, client: Client, tmp_path: Path, old: str, new: str, seq: int) -> None:
    script, file = downloaded(fund, client, tmp_path)
    file.write_text(file.read_text(encoding="utf-8-sig").replace(old, new), encoding="utf-8-sig")
    done = checked(script, file)
    assert done.returncode == 1
    assert f"第 {seq} 笔对不上" in done.stderr


def test_file_with_a_line_less_is_found(fund: Fund, client: Client, tmp_path: Path) -> None:
    script, file = downloaded(fund, client, tmp_path)
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    file.write_text("\n".join([*lines[:2], *lines[3:]]), encoding="utf-8-sig")
    assert "第 2 笔对不上" in checked(script, file).stderr


def test_printed_code_is_answered(fund: Fund, client: Client) -> None:
    cache.clear()
    url = reverse("funds:public_fund", args=[fund.village.code])
    page = client.get(url, {"code": short_code(fund.chain.head_hex).lower()}).content.decode()
    assert "对上了：是第 5 笔" in page
    assert "账链里没有这个码" in client.get(url, {"code": "0000 0000 0000"}).content.decode()
    assert "至少抄 8 位" in client.get(url, {"code": "hello"}).content.decode()


def test_list_names_each_fund(fund: Fund, client: Client) -> None:
    page = client.get(reverse("funds:public_fund_list")).content.decode()
    assert "黄土岭村" in page
    assert "110,000.00" in page


def test_open_pages_ask_as_often_for_many_entries_as_for_few(fund: Fund, client: Client) -> None:
    urls = [reverse("funds:public_fund_list"), reverse("funds:public_fund", args=[fund.village.code])]

    def asked() -> list[int]:
        found = []
        for url in urls:
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            found.append(len(queries))
        return found

    before = asked()
    for _ in range(5):
        receive(fund, amount=100)
    receive(make_fund())
    agree(make_application(fund))
    assert asked() == before

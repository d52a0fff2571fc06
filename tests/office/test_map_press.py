"""A pressed poster: exact size, one page, every figure as text, nobody's data, and kept as an edition."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from households.models import Household, Member
from office.demo.builders import (
    assign,
    make_baseline,
    make_helper,
    make_household,
    make_user,
    make_village,
    post_officer,
    square_boundary,
)
from office.demo.timetables import make_plan, make_trade
from office.maps import findings, lamps
from office.maps.map_figures import figures_of
from office.maps.paper_words import paper_words
from office.printing import map_press
from office.shown_day import ShownDay
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.audit.refusal import Refused
from tests.office.posters import evening, pages_of, poster_on, text_of
from villages.models import MapEdition, PaperSize, PlanState, Village

pytestmark = pytest.mark.django_db
POINT = 72 / 25.4
SIZES = {PaperSize.A0: (1189, 841), PaperSize.A1: (841, 594), PaperSize.A3: (420, 297)}


@pytest.fixture
def villages() -> list[Village]:
    """Three, with 3, 4 and 5 remaining households; the first is a poverty village."""
    make_baseline(households=20)
    found = []
    for n, name in enumerate(("黄土岭村", "石门村", "柳河村")):
        village = make_village(
            name=name,
            is_poverty_village=n == 0,
            leader_name="李志远",
            boundary=square_boundary(longitude=111 + n * 0.02),
        )
        post_officer(make_user(Role.CADRE, name=f"专干{'甲乙丙'[n]}"), village)
        for k in range(3 + n):
            household = make_household(village, members=3, hamlet=f"{k % 2 + 1} 组")
            assign(household, make_helper(name="何芳"), since=date(2017, 1, 1))
            make_trade(household)
        found.append(village)
    participant = Household.objects.in_village(found[0])[0]
    make_plan(found[0], state=PlanState.APPROVED, approved_by=make_user(Role.LEADER), participant=participant)
    return found


def pressed(day: date, village: Village | None = None, **told: Any) -> tuple[MapEdition, bytes]:
    facts: dict[str, Any] = {"shown": evening(day), "size": PaperSize.A1, "by": None} | told
    return map_press.press(village, **facts)


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("size", PaperSize)
@pytest.mark.parametrize("of_village", [False, True])
def test_every_size_is_exact_and_one_page(
    size: PaperSize, of_village: bool, villages: list[Village], today: date
) -> None:
    (page,) = pages_of(pressed(today, villages[0] if of_village else None, size=size)[1])
    wide, high = (float(side) / POINT for side in page.mediabox[2:])
    assert (round(wide, 1), round(high, 1)) == SIZES[size]


def test_each_village_has_its_row_and_its_line_to_fill_in(villages: list[Village], today: date) -> None:
    edition, pdf = pressed(today)
    text = plain(text_of(pdf))
    for village, count, officer, product in zip(villages, (3, 4, 5), "甲乙丙", ("金银花", "–", "–"), strict=True):
        assert re.search(rf"{village.short_name}贫?{count}{count * 3}{product}李志远专干{officer}0", text)
        assert f"{village.short_name}{count}" in text.split("销号栏")[1]
    for words in (
        f"第{edition.number}版",
        "数据截至2017-11-1620:30",
        "距2018-12-31",
        "12月上12月下1月上1月下2月上2月下",
        "1个贫困村出列",
        "口径：剩余户是",
        "扫码看自打印以来的变化",
        "全处12",
    ):
        assert words in text


def test_every_figure_of_the_screen_is_on_the_sheet(villages: list[Village], today: date) -> None:
    board = poster_on(today).board
    text = plain(text_of(pressed(today)[1]))
    assert board.pace is not None
    said = findings.of(board)
    for words in (
        f"{board.total.households}/{board.total.persons}",
        f"{board.pace.days_left}天",
        board.pace.sentence,
        *(f"{row.criterion.name}{row.not_met.count}" for row in board.criteria),
        *(f"{row.label}{row.main}" for row in board.causes),
        *(f"{line.label}{line.households}户" for line in board.trades),
        *(
            f"{line.words.mode.label}{line.delivered}/{line.pledged}"
            for line in (board.help.lines if board.help else ())
        ),
        *(f"{lamp.word}{count}村{lamps.rules()[lamp]}" for lamp, count in board.lamps if lamp in lamps.rules()),
        *(said.map, said.gaps, said.causes, said.bags, said.plans, said.trades, said.help, said.money),
        *(point.verdict for sheet in board.delistings for point in sheet.missing),
    ):
        assert plain(words) in text


def test_nobody_in_need_is_named(villages: list[Village], today: date) -> None:
    for village in (None, villages[0]):
        text = plain(text_of(pressed(today, village)[1]))
        for member in Member.objects.all():
            assert member.name not in text
            assert member.open_id_number() not in text
            assert member.id_masked_on_paper not in text
        for household in Household.objects.all():
            assert household.phone not in text
            assert household.registry_no not in text
    assert "何芳" in text  # the helper is, on the village's
    assert "结对表" in text


def test_the_village_shows_every_remaining_household_by_its_tail(villages: list[Village], today: date) -> None:
    text = plain(text_of(pressed(today, villages[0])[1]))
    for household in Household.objects.in_village(villages[0]):
        assert household.registry_no[-4:] in text
    assert "全村3" in text


def test_what_stands_on_it_is_kept_and_recorded(villages: list[Village], today: date, office_user: User) -> None:
    edition, _ = pressed(today, by=office_user, size=PaperSize.A3)
    poster = poster_on(today)
    figures = [figure.as_kept() for figure in (*figures_of(poster.board), *paper_words(poster))]
    assert edition.figures == figures
    assert (edition.number, edition.as_of, edition.printed_by) == (1, today, office_user)
    event = AuditEvent.objects.get(act=Act.PRINT)
    assert (event.user, event.facts) == (office_user, {"number": 1, "size": "A3"})


def test_the_same_printed_again_in_any_size_is_the_same_edition(villages: list[Village], today: date) -> None:
    first, pdf = pressed(today)
    again, other = pressed(today, size=PaperSize.A0)
    assert again == first
    assert plain(text_of(other)) == plain(text_of(pdf))
    make_household(villages[0])
    assert pressed(today)[0].number == 2


def test_a_village_counts_its_own_editions(villages: list[Village], today: date) -> None:
    assert pressed(today)[0].number == 1
    assert pressed(today, villages[0])[0].number == 1
    make_household(villages[0])
    assert pressed(today, villages[0])[0].number == 2
    assert pressed(today, villages[1])[0].number == 1


def test_nothing_is_kept_of_a_sheet_that_does_not_come_out(villages: list[Village], today: date) -> None:
    with changing(by=None, reason="名册"):
        Village.objects.filter(pk=villages[0].pk).update(leader_name="张\ue001")
    with pytest.raises(Refused, match="U\\+E001"):
        pressed(today)
    assert not MapEdition.objects.exists()
    assert not AuditEvent.objects.filter(act=Act.PRINT).exists()


def test_rare_names_are_drawn(villages: list[Village], today: date) -> None:
    with changing(by=None, reason="名册"):
        Village.objects.filter(pk=villages[0].pk).update(name="㙟堰村", leader_name="张𬱖")
    assert "㙟堰" in text_of(pressed(today)[1])


def test_an_office_without_villages_is_told(db: None, today: date) -> None:
    with pytest.raises(Refused, match="还没有村"):
        pressed(today)


@pytest.mark.django_db(transaction=True)
def test_a_day_on_which_the_village_was_not_known_is_told() -> None:
    village = make_village()
    day = timezone.localdate() - timedelta(days=3)
    shown = ShownDay(day, timezone.now(), known_at=timezone.now() - timedelta(days=3))
    for asked, said in ((village, "这个村"), (None, "村")):
        with pytest.raises(Refused, match=f"^{day} 那天还没有登记{said}$"):
            map_press.press(asked, shown=shown, size=PaperSize.A3, by=None)
    assert not MapEdition.objects.exists()


def test_without_baseline_nothing_counts_down(today: date) -> None:
    make_household(make_village())
    text = plain(text_of(pressed(today)[1]))
    assert "还没有登记基线" in text
    assert "不亮灯" in text


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("of_village", [False, True])
def test_the_sheet_made_later_for_a_day_says_what_the_one_made_that_day_said(
    of_village: bool, villages: list[Village], today: date
) -> None:
    village = villages[0] if of_village else None
    first, then = pressed(today, village)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
    household = make_household(villages[0], members=2)
    with changing(by=None, reason="改"):
        Village.objects.filter(pk=villages[0].pk).update(leader_name="新来的", is_poverty_village=False)
        household.trades.all().delete()
        Household.objects.filter(village=villages[0]).update(hamlet="9 组")
    later = timezone.make_aware(datetime.combine(today + timedelta(days=30), datetime.min.time()))
    again, now = pressed(today, village, shown=ShownDay(today, later, known_at=moment))
    assert again == first
    assert plain(text_of(now)) == plain(text_of(then))
    changed, present = pressed(today, village)
    assert changed.number == 2
    assert plain(text_of(present)) != plain(text_of(then))

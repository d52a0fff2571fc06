"""Screen, wall, paper and Excel show the figures of one catalogue (R2.1); every figure with a list equals its count."""

import io
import random
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from enterprises.codes import Mode
from households.codes import MeasureKind, MeasureState, TradeKind
from households.models import Household, Measure
from office.demo.builders import make_baseline, make_measure, make_user, make_village, post_officer
from office.demo.funding import make_fund, receive
from office.demo.giving import make_delivery, make_enterprise, make_enterprise_visit, make_pledge, pair_village
from office.demo.reporting import make_report
from office.demo.timetables import make_plan, make_trade, take_part
from office.maps.battle_map import BattleMap
from office.maps.map_figures import FAMILIES, figures_of, shown
from office.maps.paper_words import PAPER
from office.maps.reading import map_of
from office.printing import map_press
from office.shown_day import ShownDay
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.ui.lamps import Lamp
from tests.office.maps.test_battle_map import fill
from tests.office.pages import Page, Table
from tests.office.posters import text_of
from tests.village_exits import make_poor_village
from villages.models import PaperSize, PlanState, Village
from villages.periods import Fortnight

SignIn = Callable[[User], Client]
Figures = dict[str, Any]

TODAY = timezone.localdate


@pytest.fixture
def stage(leader: User) -> list[Village]:
    """Villages with everything that a map counts, from a fixed chance."""
    chance, on = random.Random(11), TODAY()
    villages = [
        make_village(name="青石岭村", leader_name="蒋素芳"),
        make_poor_village(people=4, population=200, year=on.year, name="黄土岭村"),
        make_village(name="白果树村", leader_name="杜明德"),
    ]
    make_baseline(starts_on=on - timedelta(days=320), deadline=on + timedelta(days=400), households=30, persons=70)
    fill(chance, villages, on=on, ahead=0)
    people = list(Household.objects.still_poor())
    for n, village in enumerate(villages[:2]):
        post_officer(make_user(Role.CADRE, name=f"专干{'甲乙'[n]}"), village, since=on - timedelta(days=400))
    plans = [
        make_plan(villages[0], product="香菇", state=PlanState.APPROVED, approved_by=leader),
        make_plan(villages[1], product="土蜂蜜"),
    ]
    for household in people:
        own = next((plan for plan in plans if plan.village_id == household.village_id), None)
        if own and chance.random() < 0.5:
            take_part(household, own)
        if chance.random() < 0.6:
            make_trade(household, kind=chance.choice(list(TradeKind)), name="一业")
        for kind in chance.sample(list(MeasureKind), chance.randrange(3)):
            make_measure(household, kind=kind)
    Measure.objects.filter(pk__in=Measure.objects.order_by("?").values("pk")[:5]).update(state=MeasureState.PLANNED)
    _enterprises(villages, people)
    receive(make_fund(villages[0]), amount=123_456_78)
    for back in (1, 2, 4):
        make_report(villages[0], Fortnight.containing(on).shifted(-back))
    return villages


def _enterprises(villages: list[Village], people: list[Household]) -> None:
    """One at each step: paired, visited, chosen with a pledge, delivered; the second one in two villages."""
    where = {household.village_id: household for household in people}
    only, visited, pledging, delivering = (make_enterprise() for _ in range(4))
    pair_village(only, villages[2])
    home = villages[0]
    pair_village(visited, villages[1])
    make_enterprise_visit(pair_village(visited, home), where[home.pk])
    pairing = pair_village(pledging, home)
    make_enterprise_visit(pairing, where[home.pk])
    make_pledge(pairing, Mode.EMPLOYMENT)
    pairing = pair_village(delivering, home)
    make_enterprise_visit(pairing, where[home.pk])
    make_delivery(make_pledge(pairing, Mode.TRADE), [where[home.pk]], confirmed_by=make_user(Role.CADRE))


@pytest.fixture
def board(stage: list[Village], office_user: User) -> BattleMap:
    return map_of(office_user, ShownDay.asked("", now=timezone.now()))


@pytest.fixture
def figures(board: BattleMap) -> Figures:
    return {figure.code: figure.value for figure in figures_of(board)}


@pytest.fixture
def client(office_user: User, client_of: SignIn) -> Client:
    return client_of(office_user)


def of_village(figures: Figures, village: Village, code: str) -> str:
    """As it stands in a table."""
    return shown(figures[f"village.{village.code}.{code}"])


def sheets(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """Rows under their headings, sheet by sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = {}
    for sheet in book.worksheets:
        heads, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return found


def lit(table: Table, head: str) -> dict[str, dict[str, Any]]:
    """Rows by the name of their village."""
    return {row[head].links[0][0]: row for row in table.by_head()}


def test_the_screen_shows_them_village_by_village(client: Client, board: BattleMap, figures: Figures) -> None:
    page = Page(client.get(reverse("office:battle_map")).content.decode())
    listed = lit(page.table("作战图"), "村（差距大的在前）")
    duty = lit(page.table("责任到村"), "村")
    trades = lit(page.table("一户一业", with_head="没有"), "村")
    assert len(listed) == len(duty) == len(trades) == len(board.rows) == 3
    for row in board.rows:
        village, name = row.village, row.village.short_name
        first = listed[name]["村（差距大的在前）"]
        assert first.spoken.strip() == of_village(figures, village, "lamp")
        assert "；".join(row.reasons) in first.words
        assert listed[name]["剩余户"].words == of_village(figures, village, "remaining_households")
        assert listed[name]["比例"].words == f"{of_village(figures, village, 'lifted_percent')}%"
        for head, code in (
            ("剩余户", "remaining_households"),
            ("剩余人", "remaining_persons"),
            ("一村一品", "product"),
            ("结对企业", "partners"),
        ):
            assert duty[name][head].words == of_village(figures, village, code), (name, head)
        assert duty[name]["包村领导"].words.split()[0] == of_village(figures, village, "leader")
        officer = of_village(figures, village, "officer")
        assert duty[name]["扶贫专干"].words == ("没有" if officer == "–" else officer)
        assert trades[name]["没有"].words.replace("–", "0") == of_village(figures, village, "tradeless_households")


def test_the_screen_shows_totals_criteria_causes_measures_modes_and_funds(
    client: Client, board: BattleMap, figures: Figures
) -> None:
    html = client.get(reverse("office:battle_map")).content.decode()
    page = Page(html)
    said = re.findall(r"<dt>([^<]+)</dt>\s*<dd>\s*(?:<a [^>]+>)?(\d+)", html)
    kpis = {name: int(number) for name, number in said}
    assert kpis["剩余户"] == figures["office.remaining_households"]
    assert kpis["剩余人"] == figures["office.remaining_persons"]
    assert kpis["贫困村"] == figures["office.poverty_villages"] == 1
    assert kpis["有责任人"] == figures["office.helped_households"]
    assert kpis["明白袋"] == figures["office.bags_printed"]
    _same(page.table("一有两不愁四保障"), board, figures, "criterion", "标准", 未达标户="not_met", 未核户="unchecked")
    _same(page.table("致贫原因"), board, figures, "cause", "原因", 户="main", 连其他原因="households")
    _same(page.table("帮扶措施"), board, figures, "measure", "措施", 户="households")
    _same(
        page.table("明白袋覆盖"),
        board,
        figures,
        "category",
        "类别",
        **{"应有（户）": "households"},
        已送达="bags_delivered",
    )
    trades = [row for row in page.table("一户一业").by_head() if row["行业"].words != "没有一业"]
    assert {row["行业"].words: int(row["户"].words) for row in trades} == {
        line.label: figures[f"trade.{line.label}.households"] for line in board.trades
    }
    for line, row in zip(board.help.lines, page.table("企业五种帮扶").by_head(), strict=True):
        code = f"mode.{line.words.mode.value}"
        assert int(row["企业（家）"].words) == figures[f"{code}.enterprises"]
        assert int(row["受益（户）"].words) == figures[f"{code}.households"]
        assert row["已兑现 / 承诺"].words.startswith(f"{line.delivered} / {line.pledged} {line.words.unit}")
    (money,) = page.table("钱").by_head()
    (pilot,) = board.funds.lines
    assert money["余（万元）"].words == "12.3"
    assert figures[f"fund.{pilot.fund.village.code}.left"] == figures["office.fund_left"] == Decimal("123456.78")
    points = next(table for table in page.tables if "要求" in table.heads)
    (sheet,) = board.delistings
    assert [(row["指标"].words, row["现在"].words, row["要求"].words) for row in points.by_head()] == [
        (point.name, point.now, point.wanted) for point in sheet.points
    ]


def _same(table: Table, board: BattleMap, figures: Figures, family: str, head: str, **columns: str) -> None:
    """Every thing of a family stands in the table once, with its figures."""
    keys = {f.code: f for f in FAMILIES}[family]
    rows = {row[head].words: row for row in table.by_head()}
    for thing in keys.of(board):
        row = rows[keys.place(thing)]
        for name, code in columns.items():
            assert int(row[name].words) == figures[f"{family}.{keys.key(thing)}.{code}"], (keys.place(thing), name)


def test_the_wall_shows_them(client: Client, board: BattleMap, figures: Figures) -> None:
    page = Page(client.get(reverse("office:wall")).content.decode())
    duty = lit(page.table("责任到村"), "村")
    assert len(duty) == len(board.rows)
    for row in board.rows:
        village, line = row.village, duty[row.village.short_name]
        assert line["村"].spoken.strip() == of_village(figures, village, "lamp")
        assert line["剩余户"].words == of_village(figures, village, "remaining_households")
        assert line["包村领导"].words == of_village(figures, village, "leader")
        officer = of_village(figures, village, "officer")
        assert line["扶贫专干"].words == ("没有" if officer == "–" else officer)
        product = of_village(figures, village, "product")
        assert line["一村一品"].words.split()[0] == ("没有规划" if product == "–" else product)
    modes = page.table("企业五种帮扶").by_head()
    assert [int(row["企业"].words) for row in modes] == [figures[f"mode.{mode.value}.enterprises"] for mode in Mode]
    assert [int(row["受益户"].words) for row in modes] == [figures[f"mode.{mode.value}.households"] for mode in Mode]
    (money,) = page.table("扶贫基金").by_head()
    assert money["余"].words == "12.3"


def test_the_poster_shows_them(board: BattleMap, figures: Figures, office_user: User) -> None:
    """Its text as the file holds it: a row of the table reads on in the order of its columns."""
    paper = ShownDay.asked("", now=timezone.now())
    edition, pdf = map_press.press(None, shown=paper, size=PaperSize.A1, by=office_user)
    text = "".join(text_of(pdf).split())
    for row in board.rows:
        village = row.village
        officer = of_village(figures, village, "officer")
        line = (
            village.short_name,
            "贫" if village.is_poverty_village else "",
            of_village(figures, village, "remaining_households"),
            of_village(figures, village, "remaining_persons"),
            of_village(figures, village, "product"),
            of_village(figures, village, "leader"),
            "没有" if officer == "–" else officer,
            of_village(figures, village, "partners"),
        )
        assert "".join(line) in text, line
    assert f"{figures['office.remaining_households']}/{figures['office.remaining_persons']}" in text
    for line in board.help.lines:
        assert f"{line.words.mode.label}{line.delivered}/{line.pledged}{line.words.unit}" in text
    for row in board.causes[:6]:
        assert f"{row.label}{figures[f'cause.{row.label}.main']}" in text
    kept = {one["code"]: one["value"] for one in edition.figures if not one["code"].startswith(PAPER)}
    assert kept == {code: shown(value) for code, value in figures.items()}


def test_the_workbook_holds_them_all(client: Client, board: BattleMap, figures: Figures) -> None:
    found = sheets(client.get(reverse("office:battle_map_workbook")).content)
    titles = {"office": "总图", "village": "各村"}
    seen = 0
    for family in FAMILIES:
        things, rows = family.of(board), found[titles.get(family.code, family.label)]
        heads = [f"{one.label}（{one.unit}）" if one.unit else one.label for one in family.seen(board)]
        for n, thing in enumerate(things):
            for place, definition in enumerate(family.seen(board)):
                row = rows[place] if family.code == "office" else rows[n]
                cell = row["数"] if family.code == "office" else row[heads[place]]
                code = ".".join(filter(None, (family.code, family.key(thing), definition.code)))
                assert _value(cell) == _value(figures[code]), code
                seen += 1
    assert seen == len(figures) > 250


def _value(value: Any) -> Any:  # noqa: ANN401 - of a cell
    """As openpyxl gives it back: a date with a time, an amount as a float, nothing for no words."""
    if isinstance(value, Decimal):
        return float(value)
    if hasattr(value, "date"):
        return value.date()
    return None if value == "" else value


def test_a_village_shows_the_same_on_its_page_and_in_its_workbook(client: Client, stage: list[Village]) -> None:
    for village in stage:
        url = reverse("office:village_detail", args=[village.pk])
        board = client.get(url).context["board"]
        own = {figure.code: figure.value for figure in figures_of(board)}
        assert own["office.remaining_households"] == own[f"village.{village.code}.remaining_households"]
        found = sheets(client.get(reverse("office:village_map_workbook", args=[village.pk])).content)
        (row,) = found["各村"]
        for definition in next(f for f in FAMILIES if f.code == "village").seen(board):
            head = f"{definition.label}（{definition.unit}）" if definition.unit else definition.label
            assert _value(row[head]) == _value(own[f"village.{village.code}.{definition.code}"]), definition.code
        page = Page(client.get(url).content.decode())
        assert {row["措施"].words for row in page.table("帮扶措施").by_head()} - {"没有在做的措施"} == {
            line.label for line in board.measures
        }


def lists_of(board: BattleMap) -> Iterator[tuple[str, int, str]]:
    for figure in figures_of(board):
        if figure.url and isinstance(figure.value, int):
            yield figure.code, figure.value, figure.url


def counted(page: Any, code: str) -> int | None:  # noqa: ANN401 - the test client's answer
    """How much the opened page lists of that figure; None where it is a document and no list."""
    context = page.context
    if "register" in context and "page" in context:
        return int(context["page"].paginator.count)
    if "rows" in context and "chosen" in context:
        return len(context["rows"])
    if "tables" in context:
        _, mode, what = code.split(".")
        table = next(table for table in context["tables"] if table.words.mode == mode)
        return int(getattr(table.sum.total, what))
    return None


def test_every_figure_opens_a_list_of_that_length(client: Client, board: BattleMap, stage: list[Village]) -> None:
    seen, documents = 0, set()
    for code, value, url in lists_of(board):
        page = client.get(url)
        assert page.status_code == 200, url
        count = counted(page, code)
        if count is None:
            documents.add(code.rsplit(".", 1)[1])
            continue
        assert count == value, (code, url)
        seen += 1
    assert documents <= {"reported_villages", "plan_lag_days"}
    assert seen > 80


def test_a_village_opens_its_own_lists_and_nothing_of_the_whole(client: Client, stage: list[Village]) -> None:
    seen = 0
    for village in stage:
        board = client.get(reverse("office:village_detail", args=[village.pk])).context["board"]
        for code, value, url in lists_of(board):
            count = counted(client.get(url), code)
            if count is not None:
                assert count == value, (code, url)
                seen += 1
    assert seen > 60


def test_a_past_days_figures_lead_nowhere(client: Client, stage: list[Village], office_user: User) -> None:
    day = (TODAY() - timedelta(days=40)).isoformat()
    board = client.get(reverse("office:battle_map"), {"on": day}).context["board"]
    assert [figure.code for figure in figures_of(board) if figure.url] == []
    for url in (reverse("office:battle_map"), reverse("office:village_detail", args=[stage[0].pk])):
        html = client.get(url, {"on": day}).content.decode().partition("<main")[2].partition("</main")[0]
        for list_ in ("/households/", "/enterprises/", "/funds/", "/plan/", "lamp=", "poverty=", "/orders/"):
            assert f'"{list_}' not in html, (url, list_)
            assert list_ not in "".join(re.findall(r'href="([^"]*)"', html)), (url, list_)


def test_lamps_lead_to_the_villages_under_them(client: Client, board: BattleMap) -> None:
    for lamp, count in board.lamps:
        rows = client.get(reverse("office:village_list"), {"lamp": lamp.value}).context["rows"]
        assert len(rows) == count
    assert sum(count for _, count in board.lamps) == 3
    assert dict(board.lamps)[Lamp.BAD] > 0

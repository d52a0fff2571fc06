"""Printed sheets of an exit: they say what was recorded; what hangs in public says nothing personal (checks 16, 17)."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from pypdf import PdfReader

from households.actions.exits import answer_objection, open_exit, stop_exit
from households.codes import (
    Category,
    CheckState,
    Education,
    ExitStage,
    Gender,
    Health,
    LeaveReason,
    PovertyCause,
    Relation,
    WorkArea,
)
from households.models import (
    Assessment,
    Exit,
    Household,
    IncomeYear,
    Member,
    PovertyLine,
)
from office.demo.builders import (
    assign,
    id_number,
    make_helper,
    make_household,
    make_member,
    make_user,
    make_village,
    meet_standard,
)
from office.exit_sheets.consent import Consent
from office.exit_sheets.hanging import Term, hanging
from office.exit_sheets.minutes import Minutes
from office.exit_sheets.notice import Notice
from office.exit_sheets.village_notice import VillageNotice, poor_people
from office.printing import engine, exit_press
from office.printing.exit_press import ANNOUNCEMENT, CONSENT, MINUTES, NOTICE, VILLAGE_NOTICE, Kind
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.audit.refusal import Refused
from tests import village_exits
from tests.exits import BEFORE_REVIEW, DAYS, TODAY, object_to, step, walk
from villages.models import Indicator, IndicatorValue, Village

pytestmark = pytest.mark.django_db
EVIDENCE = "入户看过，王大娘的尿毒症透析费都报了"


@pytest.fixture(autouse=True)
def warnings() -> Iterator[list[str]]:
    """A warning of WeasyPrint is a fault in our sheet."""
    faults = engine.Faults()
    logging.getLogger("weasyprint").addHandler(faults)
    yield faults.messages
    logging.getLogger("weasyprint").removeHandler(faults)


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, members=3, head_name="李长根", registry_no=f"{village.code}99121")


@pytest.fixture
def clerk(db: None) -> User:
    return make_user(Role.OFFICE, name="周会计")


@pytest.fixture
def noticed(household: Household, clerk: User) -> Exit:
    return walk(household, until=ExitStage.NOTICE, by=clerk)


@pytest.fixture
def announced(household: Household, clerk: User) -> Exit:
    return walk(household, until=ExitStage.ANNOUNCEMENT, by=clerk)


@pytest.fixture
def delisting(db: None, clerk: User) -> Exit:
    """A poverty village of 180 people with 3 still poor, every requirement met and proved; the notice hangs."""
    place = village_exits.make_poor_village(name="石桥村", people=3, population=180)
    village_exits.register(place)
    return village_exits.walk(place, until=ExitStage.VILLAGE_NOTICE, by=clerk)


def pages(pdf: bytes) -> list[str]:
    """The text of each page without white space, which a reader cannot place reliably between Chinese characters."""
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def strings(value: object) -> Iterator[str]:
    """Everything a sheet says; `state` is a shape, its word stands beside it."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key != "state":
                yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


def bookmarks(outline: list[Any]) -> Iterator[str]:
    """The titles only: a destination's own text holds an address in memory, which may read like part of a number."""
    for entry in outline:
        if isinstance(entry, list):
            yield from bookmarks(entry)
        else:
            yield entry.title


def printed(kind: Kind, exit_: Exit, *, large: bool = False) -> list[str]:
    return pages(exit_press.sheet_pdf(kind, kind.compose(exit_, on=TODAY), large=large))


def another(village: Village, clerk: User, *, until: ExitStage = ExitStage.NOTICE, **facts: Any) -> Exit:
    return walk(make_household(village, **facts), until=until, by=clerk)


# -- what each sheet says ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "until"),
    [
        (MINUTES, None),
        (MINUTES, ExitStage.APPRAISAL),
        (CONSENT, ExitStage.VERIFICATION),
        (CONSENT, ExitStage.CONSENT),
        (NOTICE, ExitStage.NOTICE),
        (ANNOUNCEMENT, ExitStage.ANNOUNCEMENT),
    ],
)
def test_the_pdf_says_everything_the_dataclass_says(
    kind: Kind, until: ExitStage | None, household: Household, clerk: User, warnings: list[str]
) -> None:
    exit_ = walk(household, until=until, by=clerk)
    assign(household, make_helper(name="何芳", phone="10020463057"))
    text = "".join(printed(kind, exit_))
    said = asdict(kind.compose(exit_, on=TODAY))
    assert [part for part in strings(said) if "".join(part.split()) not in text] == []
    assert warnings == []


def test_the_village_notice_says_everything_too(delisting: Exit, warnings: list[str]) -> None:
    text = "".join(printed(VILLAGE_NOTICE, delisting))
    said = asdict(VillageNotice.of(delisting, on=TODAY))
    assert [part for part in strings(said) if "".join(part.split()) not in text] == []
    assert warnings == []


@pytest.mark.parametrize("kind", [CONSENT, NOTICE, ANNOUNCEMENT])
def test_a_sheet_of_one_household_is_one_page(kind: Kind, announced: Exit) -> None:
    assert len(printed(kind, announced)) == 1


def test_a_village_notice_is_one_page(delisting: Exit) -> None:
    assert len(printed(VILLAGE_NOTICE, delisting)) == 1


@pytest.mark.parametrize("until", [None, ExitStage.APPRAISAL])
def test_minutes_are_one_sheet_of_paper_with_the_signatures_on_its_back(
    until: ExitStage | None, household: Household, clerk: User
) -> None:
    front, back = printed(MINUTES, walk(household, until=until, by=clerk))
    assert "主持人签字" in front
    assert "到会签到" in back


def test_a_long_list_flows_and_repeats_its_head(noticed: Exit, village: Village, clerk: User) -> None:
    sheet = Notice.of(noticed, on=TODAY)
    many = replace(sheet, lines=sheet.lines * 60)
    texts = pages(exit_press.sheet_pdf(NOTICE, many))
    assert len(texts) > 2
    assert all("户编号后四位" in text for text in texts[:-1])
    assert "60户" in texts[-1]


# -- minutes -------------------------------------------------------------------------------------------------------


def test_before_the_meeting_the_minutes_are_a_form(household: Household, clerk: User) -> None:
    meet_standard(household)
    sheet = Minutes.of(open_exit(household, year=2017, today=TODAY, by=clerk), on=TODAY)
    assert sheet.is_form
    assert (sheet.day, sheet.place, sheet.chair, sheet.recorder, sheet.votes, sheet.conclusion) == ("",) * 6
    assert sum(len(row) for row in sheet.sign_in) == sheet.signers == 48


def test_after_the_meeting_they_say_what_was_recorded(household: Household, clerk: User) -> None:
    exit_ = walk(household, by=clerk)
    step(
        exit_,
        ExitStage.APPRAISAL,
        by=clerk,
        attendees=46,
        votes_for=44,
        votes_against=1,
        joined_by="田会计",
        place="村委会会议室",
        note="都说他家香菇卖得好",
    )
    front, back = printed(MINUTES, exit_)
    for said in (
        "2017年10月20日",
        "村委会会议室",
        "彭世成",
        "田会计",
        "到会46人，同意44，反对1，没有表态1。",
        "都说他家香菇卖得好",
        "人均纯收入9,000元",
        "当年标准线3,335元",
        "高出5,665元",
    ):
        assert said in front
    assert "会上意见" not in front
    assert back.count("46") == 1, "one place for everybody who came"
    assert "49" not in back


def test_open_points_are_said_as_they_are(household: Household, clerk: User) -> None:
    """An exit opened before all was in order: 未核 is no 达标 on paper either."""
    meet_standard(household)
    exit_ = open_exit(household, year=2017, today=TODAY, by=clerk)
    points = Assessment.objects.filter(household=household, year=2017)
    points.filter(criterion__code="housing").update(state=CheckState.NOT_MET)
    points.filter(criterion__code="clothing").update(state=CheckState.UNCHECKED)
    words = {point.name: (point.state, point.word) for point in Minutes.of(exit_, on=TODAY).points}
    assert words["住房安全"] == ("go", "未达标")
    assert words["不愁穿"] == ("no", "未核")
    assert words["不愁吃"] == ("ok", "达标")


def test_a_year_without_a_line_gives_no_verdict(household: Household, clerk: User) -> None:
    meet_standard(household)
    exit_ = open_exit(household, year=2017, today=TODAY, by=clerk)
    PovertyLine.objects.filter(year=2017).update(is_in_use=False)
    income = Minutes.of(exit_, on=TODAY).income
    assert (income.per_capita, income.line, income.verdict) == ("9,000 元", "", "2017 年未设定标准线，不判断")


def test_an_income_that_is_not_registered_is_no_zero(household: Household, clerk: User) -> None:
    meet_standard(household)
    exit_ = open_exit(household, year=2017, today=TODAY, by=clerk)
    IncomeYear.objects.all().delete()
    income = Minutes.of(exit_, on=TODAY).income
    assert (income.per_capita, income.verdict) == ("没有登记", "没有登记收入，不判断")


# -- public paper --------------------------------------------------------------------------------------------------


@pytest.fixture
def told(village: Village, clerk: User) -> tuple[Exit, list[str]]:
    """An announced exit of a household with something in every personal field, and all that may not be told."""
    row = make_household(
        village,
        members=0,
        registry_no=f"{village.code}99121",
        category=Category.DIBAO,
        phone="10077776666",
        main_cause=PovertyCause.DISABILITY,
        other_causes=[PovertyCause.SCHOOLING],
        cooperative="青山合作社",
        farmland="7.77",
        reported_income=765400,
    )
    numbers = id_number(date(1953, 8, 29), 777), id_number(date(1956, 2, 11), 778)
    head = make_member(
        row,
        name="李长根",
        born=date(1953, 8, 29),
        phone="10088885555",
        id_number=numbers[0],
        health=[Health.CHRONIC, Health.DISABLED],
        education=Education.ILLITERATE,
        work_area=WorkArea.ELSEWHERE,
    )
    wife = make_member(
        row,
        name="王秀英",
        relation=Relation.SPOUSE,
        born=date(1956, 2, 11),
        gender=Gender.FEMALE,
        id_number=numbers[1],
        phone="10088885556",
        health=[Health.SERIOUS],
    )
    exit_ = walk(row, by=clerk)
    Assessment.objects.filter(household=row).update(evidence=EVIDENCE)
    reviewer = make_user(Role.OFFICE)
    for stage in list(DAYS)[:7]:
        step(exit_, stage, by=clerk if stage in BEFORE_REVIEW else reviewer, note="帐号 6228480000001111")
    secrets = [
        row.registry_no,
        row.phone,
        row.cooperative,
        "7.77",
        "7,654",
        "9,000",
        EVIDENCE,
        "尿毒症",
        "6228480000001111",
        *row.causes,
        row.get_category_display(),
        "王秀英",
    ]
    for member, number in zip((head, wife), numbers, strict=True):
        secrets += [
            number,
            number[-4:],
            member.phone,
            member.birth_date.isoformat(),
            f"{member.birth_date:%Y%m%d}",
            f"{member.birth_date.year}年",
            *member.health_labels,
            member.get_education_display(),
            f"{member.age(on=TODAY)}岁",
        ]
    return exit_, [secret for secret in secrets if secret]


@pytest.mark.parametrize("kind", [NOTICE, ANNOUNCEMENT])
def test_nothing_personal_hangs_in_public(kind: Kind, told: tuple[Exit, list[str]]) -> None:
    """Acceptance check 16. Text, title and bookmarks of the PDF, with and without white space."""
    exit_, secrets = told
    pdf = exit_press.sheet_pdf(kind, kind.compose(exit_, on=TODAY))
    reader = PdfReader(io.BytesIO(pdf))
    raw = "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata), *bookmarks(reader.outline)])
    packed = "".join(raw.split())
    assert [secret for secret in secrets if secret in raw or "".join(secret.split()) in packed] == []
    assert not re.search(r"\d{17}[\dXx]", raw)
    assert not re.search(r"\d{17}[\dXx]", packed)
    hotline = "10000001230"
    assert re.findall(r"(?<!\d)1\d{10}(?!\d)", packed.replace(hotline, "")) == []
    assert hotline in packed
    assert "李长根" in packed
    assert "9121" in packed


def test_the_secrets_are_real(told: tuple[Exit, list[str]]) -> None:
    """The sheets that are not hung do tell evidence and income: the test above looks for something that exists."""
    exit_, _ = told
    text = "".join(printed(MINUTES, exit_))
    assert "尿毒症" in text
    assert "9,000" in text


@pytest.mark.parametrize("kind", [MINUTES, CONSENT])
def test_no_sheet_has_a_whole_number(kind: Kind, told: tuple[Exit, list[str]]) -> None:
    """Lines kept apart: the numbered places of the sign-in sheet would make one long number."""
    exit_, _ = told
    pdf = exit_press.sheet_pdf(kind, kind.compose(exit_, on=TODAY))
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert not re.search(r"\d{17}[\dXx]", text)
    assert "10077776666" not in text
    assert "10088885555" not in text


def test_households_under_one_number_share_one_paper(noticed: Exit, village: Village, clerk: User) -> None:
    beside = another(village, clerk, members=2, head_name="王德明", hamlet="10 组")
    second = another(village, clerk, members=1, head_name="何水生", hamlet="2 组")
    for apart in ("另一个号", "另一天"):
        row = walk(make_household(village, head_name=apart), until=ExitStage.CONSENT, by=clerk)
        otherwise = {"document_no": "2017-退-015"} if apart == "另一个号" else {"ends_on": date(2017, 11, 1)}
        step(row, ExitStage.NOTICE, by=clerk, **otherwise)
    stopped = another(village, clerk, head_name="中止了")
    stop_exit(stopped, reason="房子要再看", today=TODAY, by=clerk)
    elsewhere = another(make_village(), clerk, head_name="别村的")
    sheets = [Notice.of(exit_, on=TODAY) for exit_ in (noticed, beside, second)]
    assert [(line.head, line.hamlet, line.people) for line in sheets[0].lines] == [
        ("李长根", "1 组", 3),
        ("何水生", "2 组", 1),
        ("王德明", "10 组", 2),
    ]
    assert sheets[0] == sheets[1] == sheets[2]
    assert "3\u00a0户\u00a06\u00a0人" in sheets[0].opening
    assert [line.head for line in Notice.of(elsewhere, on=TODAY).lines] == ["别村的"]


def test_the_term_is_whole_days_with_the_hour(noticed: Exit) -> None:
    term = Notice.of(noticed, on=TODAY).term
    assert (term.starts, term.ends, term.days) == ("10月24日 0:00", "10月30日 24:00", "公示 7 天")


def test_a_term_over_new_year_names_the_years() -> None:
    term = Term.of(date(2017, 12, 28), date(2018, 1, 3))
    assert (term.starts, term.ends) == ("2017年12月28日 0:00", "2018年1月3日 24:00")


def test_after_an_answer_the_notice_hangs_again_by_itself(noticed: Exit, village: Village, clerk: User) -> None:
    beside = another(village, clerk, head_name="王德明")
    objection = object_to(noticed)
    before = Notice.of(noticed, on=TODAY)
    assert len(before.lines) == 2
    answer_objection(objection, answer="看过，属实", is_upheld=False, answered_on=date(2017, 10, 28), by=clerk)
    after = Notice.of(noticed, on=TODAY)
    assert (after.term.starts, after.term.ends, after.term.days) == ("10月29日 0:00", "11月4日 24:00", "公示 7 天")
    assert after.renewed == "有异议已经答复，从10月29日起重新公示。"
    assert [line.head for line in after.lines] == ["李长根"]
    assert [line.head for line in Notice.of(beside, on=TODAY).lines] == ["王德明"]


def test_the_last_day_is_the_one_before_the_database_allows_the_review(noticed: Exit, clerk: User) -> None:
    def last() -> date:
        return hanging(noticed.steps.get(stage=ExitStage.NOTICE), noticed.objections.all())[1]

    def allowed() -> date:
        day = noticed.earliest(ExitStage.REVIEW)
        assert day is not None
        return day - timedelta(days=1)

    assert last() == allowed() == date(2017, 10, 30)
    objection = object_to(noticed)
    answer_objection(objection, answer="看过，属实", is_upheld=False, answered_on=date(2017, 10, 29), by=clerk)
    assert last() == allowed() == date(2017, 11, 5)


# -- consent -------------------------------------------------------------------------------------------------------


def test_large_print_says_the_same_in_larger_type(household: Household, clerk: User) -> None:
    exit_ = walk(household, until=ExitStage.VERIFICATION, by=clerk)
    large, normal = ("".join(printed(CONSENT, exit_, large=large)) for large in (True, False))
    for said in strings(asdict(Consent.of(exit_, on=TODAY))):
        assert "".join(said.split()) in large
    assert "我家想说的话" in large
    assert "我家想说的话" not in normal


def test_the_page_says_what_stays_and_until_when(household: Household, clerk: User) -> None:
    exit_ = walk(household, until=ExitStage.VERIFICATION, by=clerk)
    assert "帮扶人不撤，销号以后再帮 12 个月。" in Consent.of(exit_, on=TODAY).stays
    reviewer = make_user(Role.OFFICE)
    for stage in list(DAYS)[2:]:
        step(exit_, stage, by=clerk if stage in BEFORE_REVIEW else reviewer)
    exit_.refresh_from_db()
    sheet = Consent.of(exit_, on=TODAY)
    assert "帮扶人不撤，继续帮到 2018年11月9日。" in sheet.stays
    assert (sheet.signer, sheet.day) == ("周玉兰", "2017年10月23日")


def test_questions_and_signature_are_never_parted(household: Household, clerk: User) -> None:
    exit_ = walk(household, until=ExitStage.VERIFICATION, by=clerk)
    Assessment.objects.filter(household=household).update(evidence="看过" * 100)
    texts = printed(CONSENT, exit_)
    assert len(texts) > 1
    assert "同意脱贫吗" in texts[-1]
    assert "签字或按手印" in texts[-1]


# -- a village -----------------------------------------------------------------------------------------------------


def test_the_village_notice_shows_both_numbers_and_every_figure(delisting: Exit) -> None:
    text = "".join(printed(VILLAGE_NOTICE, delisting))
    for said in (
        "要低于2%",
        "未脱贫人口3人",
        "农业户籍人口180人",
        "贫困发生率1.67%",
        "10月24日0:00",
        "10月30日24:00",
        "10000001230",
    ):
        assert said in text
    lines = {line.text: line for line in VillageNotice.of(delisting, on=TODAY).lines}
    income = lines["有村集体经济收入，每年不少于 5 万元"]
    assert (income.now, income.wanted, income.word) == ("50,000 元", "不少于 50,000 元", "达标")
    assert (lines["通客运班车"].now, lines["通客运班车"].wanted) == ("是", "是")
    assert lines["没有住危房的户"].now == "0 户"


def test_a_figure_that_is_not_registered_is_no_zero(delisting: Exit) -> None:
    """Of the years before it is too old, so nothing is registered for the exit's own."""
    clinics = IndicatorValue.objects.filter(village=delisting.village, indicator=Indicator.CLINICS)
    clinics.update(year=2015)
    line = next(line for line in VillageNotice.of(delisting, on=TODAY).lines if line.text == "有标准化卫生室")
    assert (line.now, line.word, line.state) == ("没有登记", "未核", "no")


def test_a_notice_printed_again_counts_who_was_poor_then(delisting: Exit) -> None:
    village = delisting.village
    with connection.cursor() as cursor:
        cursor.execute("SELECT households_poor_people(%s)", [village.pk])
        assert poor_people(village, on=TODAY) == cursor.fetchone()[0] == 3
    Member.objects.filter(household__village=village).exclude(relation=Relation.HEAD).update(
        left_on=date(2017, 10, 27), leave_reason=LeaveReason.DEATH
    )
    assert poor_people(village, on=date(2017, 11, 1)) == 1
    assert VillageNotice.of(delisting, on=TODAY).poor == "3 人"


# -- too early, too late -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "until", "sentence"),
    [
        (CONSENT, ExitStage.APPRAISAL, "先记“村两委和驻村工作队核实”"),
        (NOTICE, ExitStage.CONSENT, "先记“村内公示”（编号、地点、起止日期）"),
        (ANNOUNCEMENT, ExitStage.SUBMISSION, "先记“公告”和文号"),
    ],
)
def test_a_sheet_before_its_time_is_refused_with_what_to_do(
    kind: Kind, until: ExitStage, sentence: str, household: Household, clerk: User
) -> None:
    exit_ = walk(household, until=until, by=clerk)
    with pytest.raises(Refused, match=re.escape(sentence)):
        kind.compose(exit_, on=TODAY)


def test_nobody_is_asked_to_sign_what_is_not_met(household: Household, clerk: User) -> None:
    exit_ = walk(household, until=ExitStage.VERIFICATION, by=clerk)
    Assessment.objects.filter(household=household, criterion__code="housing").update(state=CheckState.NOT_MET)
    with pytest.raises(Refused, match="还不能请这户签字：住房安全未达标"):
        Consent.of(exit_, on=TODAY)


@pytest.mark.parametrize("sheet", [Consent, Notice])
def test_a_stopped_exit_hangs_no_more(sheet: type[Consent | Notice], household: Household, clerk: User) -> None:
    exit_ = walk(household, until=ExitStage.VERIFICATION if sheet is Consent else ExitStage.NOTICE, by=clerk)
    stop_exit(exit_, reason="房子要再看", today=TODAY, by=clerk)
    with pytest.raises(Refused, match="已经中止"):
        sheet.of(Exit.objects.get(pk=exit_.pk), on=TODAY)


def test_a_meeting_that_never_was_has_no_form_after_the_stop(household: Household, clerk: User) -> None:
    meet_standard(household)
    exit_ = open_exit(household, year=2017, today=TODAY, by=clerk)
    stop_exit(exit_, reason="今年先不退", today=TODAY, by=clerk)
    with pytest.raises(Refused, match="不用再开评议会"):
        Minutes.of(Exit.objects.get(pk=exit_.pk), on=TODAY)


def test_after_an_objection_was_upheld_the_notice_is_refused(noticed: Exit, village: Village, clerk: User) -> None:
    beside = another(village, clerk, head_name="王德明")
    for exit_, is_upheld in ((noticed, True), (beside, False)):
        answer_objection(
            object_to(exit_), answer="去看过了", is_upheld=is_upheld, answered_on=date(2017, 10, 28), by=clerk
        )
    with pytest.raises(Refused, match="异议成立"):
        Notice.of(noticed, on=TODAY)
    assert [line.head for line in Notice.of(beside, on=TODAY).lines] == ["王德明"]


def test_a_village_without_population_is_refused(delisting: Exit) -> None:
    Village.objects.filter(pk=delisting.village_id).update(rural_population=None)
    with pytest.raises(Refused, match="没有登记农业户籍人口"):
        VillageNotice.of(Exit.objects.get(pk=delisting.pk), on=TODAY)


def test_a_character_without_glyph_is_refused_and_leaves_no_trace(village: Village, clerk: User) -> None:
    exit_ = walk(make_household(village, head_name="王\ue864"), by=clerk)
    before = AuditEvent.objects.count()
    with pytest.raises(Refused, match=r"字体里没有 “\ue864”（U\+E864）"):
        exit_press.press(MINUTES, exit_, on=TODAY, by=clerk)
    assert AuditEvent.objects.count() == before


# -- who may, and what is kept -------------------------------------------------------------------------------------

SHEETS = ("exit_minutes", "exit_consent", "exit_notice", "exit_announcement")


def address(name: str, exit_: Exit) -> str:
    return reverse(f"office:{name}", args=[exit_.pk])


def test_each_sheet_opens_as_a_pdf_that_is_not_cached(
    announced: Exit, office_user: User, client_of: Callable[[User], Client]
) -> None:
    for name in SHEETS:
        response = client_of(office_user).get(address(name, announced))
        assert response.headers["Content-Type"] == "application/pdf", name
        assert "no-store" in response.headers["Cache-Control"]
        file_name = f"exit-{announced.pk}-{name.removeprefix('exit_')}.pdf"
        assert response.headers["Content-Disposition"] == f'inline; filename="{file_name}"'
        assert response.content.startswith(b"%PDF")


def test_a_print_is_in_the_trail(announced: Exit, office_user: User, client_of: Callable[[User], Client]) -> None:
    client_of(office_user).get(address("exit_notice", announced))
    event = AuditEvent.objects.about(announced.household).get(act=Act.PRINT)
    assert (event.user, event.reason, event.facts) == (office_user, "打印脱贫退出公示", {"exit": announced.pk})
    assert event.village_code == announced.village.code


def test_a_refusal_goes_back_to_the_exit_and_leaves_no_trace(
    household: Household, clerk: User, client_of: Callable[[User], Client]
) -> None:
    exit_ = walk(household, by=clerk)
    response = client_of(clerk).get(address("exit_notice", exit_))
    assert response.status_code == 302
    assert response.headers["Location"] == reverse("households:exit_detail", args=[exit_.pk])
    assert "先记“村内公示”" in str(next(iter(get_messages(response.wsgi_request))))
    assert not AuditEvent.objects.of_act(Act.PRINT).exists()


def test_who_prints_what(
    announced: Exit,
    delisting: Exit,
    office_user: User,
    cadre: User,
    leader: User,
    client_of: Callable[[User], Client],
) -> None:
    expected = {
        "exit_minutes": (200, 200, 403),
        "exit_consent": (200, 200, 403),
        "exit_notice": (200, 200, 403),
        "exit_announcement": (200, 403, 200),
    }
    users = (office_user, cadre, leader)
    for name, answers in expected.items():
        assert tuple(client_of(user).get(address(name, announced)).status_code for user in users) == answers, name
    asked = tuple(client_of(user).get(address("village_exit_notice", delisting)).status_code for user in users)
    assert asked == (200, 403, 200)
    assert client_of(office_user).post(address("exit_notice", announced)).status_code == 405


def test_another_villages_sheets_are_not_there(
    other_village: Village, clerk: User, cadre: User, client_of: Callable[[User], Client]
) -> None:
    """Acceptance check 17."""
    exit_ = another(other_village, clerk)
    for name in ("exit_minutes", "exit_consent", "exit_notice"):
        assert client_of(cadre).get(address(name, exit_)).status_code == 404


def test_a_village_has_no_household_sheets_and_the_other_way_round(
    noticed: Exit, delisting: Exit, office_user: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(office_user)
    assert client.get(address("exit_notice", delisting)).status_code == 404
    assert client.get(address("village_exit_notice", noticed)).status_code == 404


@pytest.mark.parametrize(
    ("until", "names"),
    [
        (None, ["minutes"]),
        (ExitStage.VERIFICATION, ["minutes", "consent"]),
        (ExitStage.NOTICE, ["minutes", "consent", "notice"]),
        (ExitStage.ANNOUNCEMENT, ["minutes", "consent", "notice", "announcement"]),
    ],
)
def test_only_what_makes_sense_is_offered(
    until: ExitStage | None, names: list[str], household: Household, clerk: User, leader: User, rf: RequestFactory
) -> None:
    exit_ = walk(household, until=until, by=clerk)
    assert [kind.name for kind in exit_press.offered(exit_, clerk)] == names
    assert [kind.name for kind in exit_press.offered(exit_, leader)] == [n for n in names if n == "announcement"]
    request = rf.get("/")
    request.user = clerk
    html = Template('{% include "office/exit/_prints.html" %}').render(Context({"exit": exit_, "request": request}))
    assert [re.sub(r".*/|\.pdf", "", link) for link in re.findall(r'href="([^"?]*)"', html)] == names
    assert ("?large=1" in html) == ("consent" in names)


def test_pages_of_households_and_villages_link_to_their_sheets(
    noticed: Exit, delisting: Exit, office_user: User, client_of: Callable[[User], Client]
) -> None:
    client = client_of(office_user)
    for exit_, sheet in ((noticed, "exit_notice"), (delisting, "village_exit_notice")):
        assert address(sheet, exit_) in client.get(exit_.get_absolute_url()).content.decode()


def test_a_village_links_to_no_sheet_before_its_notice(
    clerk: User, office_user: User, client_of: Callable[[User], Client]
) -> None:
    place = village_exits.make_poor_village(people=3, population=180)
    village_exits.register(place)
    exit_ = village_exits.walk(place, until=ExitStage.VILLAGE_CHECK, by=clerk)
    html = client_of(office_user).get(exit_.get_absolute_url()).content.decode()
    assert address("village_exit_notice", exit_) not in html

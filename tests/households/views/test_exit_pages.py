"""The pages of exits: who sees and does what, what is refused beside which field, and that nothing is lost silently."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from households.actions.evidence import withdraw_evidence
from households.actions.exits import relapse, stop_exit
from households.codes import HOUSEHOLD_STAGES, STAGES_WITH_EVIDENCE, ExitStage, PovertyCause
from households.forms.exits import AGAIN
from households.models import Criterion, Evidence, Exit, Household, PovertyLine
from office.demo.builders import make_assessment, make_evidence, make_household, make_income, make_village
from povertyplan.accounts.models import User
from tests.exits import DAYS, FACTS, TODAY, object_to, step, walk
from tests.papers import PDF, WORD, photo, upload
from villages.models import Village

SignIn = Callable[[User], Client]
S = ExitStage


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, head_name="周玉兰", members=2)


@pytest.fixture
def noticed(household: Household, cadre: User) -> Exit:
    return walk(household, until=S.NOTICE, by=cadre)


def url(name: str, key: int) -> str:
    return reverse(f"households:{name}", args=[key])


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def typed(stage: ExitStage, **otherwise: Any) -> dict[str, Any]:
    """What a person types for the step."""
    usual: dict[str, Any] = {"done_on": DAYS[stage].isoformat(), "caption": "原件照片", **FACTS[stage]}
    if stage in STAGES_WITH_EVIDENCE:
        usual["files"] = [upload(photo(HOUSEHOLD_STAGES.index(stage)))]
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in (usual | otherwise).items()
    }


def meet_this_year(household: Household) -> None:
    today = timezone.localdate()
    PovertyLine.objects.get_or_create(
        year=today.year, is_in_use=True, defaults={"series": "试算", "amount": 400_000, "source": "试算"}
    )
    make_income(household, year=today.year, people=2, yuan={"W1": 20_000})
    for criterion in Criterion.objects.in_force():
        made = make_assessment(household, criterion.code, year=today.year, assessed_on=today)
        if criterion.evidence_kind == "photo":
            make_evidence(made)


# ── the walk through the pages ────────────────


def test_cadre_prepares_and_the_office_decides(
    household: Household, cadre: User, office_user: User, client_of: SignIn
) -> None:
    exit_ = walk(household, by=cadre)
    village, office = client_of(cadre), client_of(office_user)
    for stage in HOUSEHOLD_STAGES:
        who = village if stage in HOUSEHOLD_STAGES[:4] else office
        answer = who.post(url("exit_step", exit_.pk), typed(stage))
        assert answer.status_code == 302, answer.content.decode()
    assert "已脱贫" in page(office, url("exit_detail", exit_.pk))
    assert [step.stage for step in exit_.steps.order_by("pk")] == list(HOUSEHOLD_STAGES)
    assert Evidence.objects.filter(step__exit=exit_).count() == len(set(HOUSEHOLD_STAGES) & set(STAGES_WITH_EVIDENCE))


def test_exit_begins_when_nothing_is_missing(household: Household, cadre: User, client_of: SignIn) -> None:
    client, address = client_of(cadre), url("exit_open", household.pk)
    assert "“不愁穿”" in page(client, address)
    refused = client.post(address, {"year": timezone.localdate().year})
    assert refused.status_code == 422
    assert "还不能开始退出" in refused.content.decode()
    assert not household.exits.exists()
    meet_this_year(household)
    assert client.post(address, {"year": timezone.localdate().year}).status_code == 302
    assert household.exits.get().opened_by == cadre
    assert client.get(address).headers["Location"] == url("exit_detail", household.exits.get().pk)


def test_year_long_past_is_no_choice(household: Household, cadre: User, client_of: SignIn) -> None:
    answer = client_of(cadre).post(url("exit_open", household.pk), {"year": "2014"})
    assert answer.status_code == 422
    assert "没有这一项" in answer.content.decode()


# ── whose turn it is ──────────────────────────


def test_step_of_the_office_is_not_the_cadres(noticed: Exit, cadre: User, client_of: SignIn) -> None:
    client, address = client_of(cadre), url("exit_step", noticed.pk)
    assert client.get(address).status_code == 302
    assert client.post(address, typed(S.REVIEW)).status_code == 403
    assert "由办事处的人记" in page(client, url("exit_detail", noticed.pk))
    assert not noticed.steps.filter(stage=S.REVIEW).exists()


def test_step_of_the_village_is_not_the_leaders(household: Household, leader: User, client_of: SignIn) -> None:
    exit_ = walk(household)
    client = client_of(leader)
    assert client.post(url("exit_step", exit_.pk), typed(S.APPRAISAL)).status_code == 403
    assert client.post(url("exit_stop", exit_.pk), {"reason": "不办了"}).status_code == 403
    assert "由村的人记" in page(client, url("exit_detail", exit_.pk))


def test_papers_and_corrections_follow_the_step(noticed: Exit, leader: User, client_of: SignIn) -> None:
    notice = noticed.steps.get(stage=S.NOTICE)
    client = client_of(leader)
    for name in ("exit_step_file", "exit_step_edit"):
        assert client.get(url(name, notice.pk)).status_code == 302
        assert client.post(url(name, notice.pk), {}).status_code == 403


def test_exit_of_another_village_is_not_there(other_village: Village, cadre: User, client_of: SignIn) -> None:
    foreign = walk(make_household(other_village), until=S.NOTICE)
    objection, notice = object_to(foreign), foreign.steps.get(stage=S.NOTICE)
    client = client_of(cadre)
    addresses = [url(name, foreign.pk) for name in ("exit_detail", "exit_step", "exit_stop", "objection_create")]
    addresses += [url("exit_step_edit", notice.pk), url("exit_step_file", notice.pk)]
    addresses += [url("objection_answer", objection.pk), url("exit_open", foreign.household_id or 0)]
    for address in addresses:
        assert (client.get(address).status_code, client.post(address, {}).status_code) == (404, 404), address


def test_same_person_is_told_before_trying(household: Household, office_user: User, client_of: SignIn) -> None:
    exit_ = walk(household, until=S.NOTICE, by=office_user)
    client = client_of(office_user)
    assert page(client, url("exit_detail", exit_.pk)).count("你开始了这次退出，要另一人审核") == 3
    answer = client.post(url("exit_step", exit_.pk), typed(S.REVIEW))
    assert answer.status_code == 422
    assert "要另一人审核" in answer.content.decode()


# ── bad input ─────────────────────────────────


@pytest.mark.parametrize(
    ("stage", "otherwise", "field", "words"),
    [
        (S.APPRAISAL, {"done_on": "2999-01-01"}, "done_on", "日期还没有到"),
        (S.APPRAISAL, {"done_on": "昨天"}, "done_on", "写成 2017-11-02 这样"),
        (S.APPRAISAL, {"done_on": "2013-05-01"}, "done_on", "日期太早，这一步最早 2017-01-01"),
        (S.APPRAISAL, {"votes_for": 30, "votes_against": 5}, "votes_for", "多于到会 34 人"),
        (S.APPRAISAL, {"attendees": "三十"}, "attendees", "写成整数"),
        (S.APPRAISAL, {"led_by": "420399195905040017"}, "led_by", "整个身份证号"),
        (S.NOTICE, {"ends_on": "2017-10-26"}, "ends_on", "公示要满 7 天，结束日期不早于 2017-10-30"),
        (S.NOTICE, {"ends_on": "2017-10-20"}, "ends_on", "公示结束早于开始"),
        (S.NOTICE, {"place": ""}, "place", "填写“贴在哪里”"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_the_files_are_asked_for_again(
    household: Household,
    cadre: User,
    client_of: SignIn,
    stage: ExitStage,
    otherwise: dict[str, Any],
    field: str,
    words: str,
) -> None:
    before = HOUSEHOLD_STAGES.index(stage)
    exit_ = walk(household, until=HOUSEHOLD_STAGES[before - 1] if before else None, by=cadre)
    answer = client_of(cadre).post(url("exit_step", exit_.pk), typed(stage, **otherwise))
    assert answer.status_code == 422
    form = answer.context["form"]
    assert words in form.errors[field][0]
    assert form.errors["files"] == [AGAIN]
    assert (
        f'value="{typed(stage)["led_by" if stage == S.APPRAISAL else "document_no"]}"' in answer.content.decode()
        or (field in ("led_by", "document_no"))
    )
    assert not exit_.steps.filter(stage=stage).exists()


@pytest.mark.parametrize(("content", "words"), [(WORD, "不能作凭证"), (b"", "空的"), (b"%PDF-1.4 cut", "不完整")])
def test_file_of_the_wrong_kind(
    household: Household, cadre: User, client_of: SignIn, content: bytes, words: str
) -> None:
    exit_ = walk(household, by=cadre)
    answer = client_of(cadre).post(url("exit_step", exit_.pk), typed(S.APPRAISAL, files=[upload(content, "照片.jpg")]))
    assert answer.status_code == 422
    assert words in answer.context["form"].errors["files"][0]
    assert not exit_.steps.exists()


def test_step_without_a_paper(household: Household, cadre: User, client_of: SignIn) -> None:
    exit_ = walk(household, by=cadre)
    answer = client_of(cadre).post(url("exit_step", exit_.pk), typed(S.APPRAISAL, files=[]))
    assert answer.context["form"].errors["files"] == ["选一个文件"]


def test_several_papers_at_once(household: Household, cadre: User, client_of: SignIn) -> None:
    exit_ = walk(household, by=cadre)
    papers = [upload(photo(1)), upload(photo(2, "PNG"), "b.png"), upload(PDF, "c.pdf")]
    assert client_of(cadre).post(url("exit_step", exit_.pk), typed(S.APPRAISAL, files=papers)).status_code == 302
    assert exit_.steps.get().files.count() == 3


def test_step_sent_twice_is_taken_once(household: Household, cadre: User, office_user: User, client_of: SignIn) -> None:
    """What is typed for the announcement would do for the closure as well."""
    exit_ = walk(household, until=S.SUBMISSION, by=cadre, reviewer=office_user)
    client, address = client_of(office_user), url("exit_step", exit_.pk)
    assert 'type="hidden" name="stage" value="announcement"' in page(client, address)
    sent = typed(S.ANNOUNCEMENT) | {"stage": "announcement"}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent)
    assert again.status_code == 422
    assert again.context["form"].non_field_errors() == ["这一步已经记过，现在是“销号”，看清再记"]
    assert exit_.steps.latest("pk").stage == S.ANNOUNCEMENT


def test_notice_too_short_is_told_before_and_after(household: Household, cadre: User, client_of: SignIn) -> None:
    exit_ = walk(household, until=S.CONSENT, by=cadre)
    form = client_of(cadre).get(url("exit_step", exit_.pk)).context["form"]
    assert form.initial["ends_on"] == form.initial["done_on"] + timedelta(days=6)


# ── correcting, stopping, papers that come later ──


def test_last_step_is_corrected(noticed: Exit, cadre: User, client_of: SignIn) -> None:
    notice, client = noticed.steps.get(stage=S.NOTICE), client_of(cadre)
    given = typed(S.NOTICE, place="村口")
    del given["files"]
    assert client.post(url("exit_step_edit", notice.pk), given).status_code == 302
    notice.refresh_from_db()
    assert notice.place == "村口"
    assert client.post(url("exit_step_edit", notice.pk), given | {"ends_on": "2017-10-25"}).status_code == 422
    consent = noticed.steps.get(stage=S.CONSENT)
    answer = client.post(url("exit_step_edit", consent.pk), {"done_on": "2017-10-23", "led_by": "别人"})
    assert "后面的一步已经走了" in answer.content.decode()


def test_exit_is_stopped_with_a_reason(noticed: Exit, cadre: User, office_user: User, client_of: SignIn) -> None:
    assert client_of(office_user).post(url("exit_stop", noticed.pk), {"reason": ""}).status_code == 422
    assert client_of(cadre).post(url("exit_stop", noticed.pk), {"reason": "不办了"}).status_code == 403
    assert client_of(office_user).post(url("exit_stop", noticed.pk), {"reason": "户主住院"}).status_code == 302
    seen = page(client_of(cadre), url("exit_detail", noticed.pk))
    assert "中止：户主住院" in seen
    assert client_of(office_user).get(url("exit_step", noticed.pk)).status_code == 302


def test_paper_that_comes_later_closes_the_gap(
    household: Household, cadre: User, office_user: User, client_of: SignIn
) -> None:
    exit_ = walk(household, until=S.CLOSURE, by=cadre, reviewer=office_user)
    notice, client = exit_.steps.get(stage=S.NOTICE), client_of(office_user)
    empty = page(client, reverse("households:exit_review_list"))
    assert "没有要复核的" in empty
    withdraw_evidence(notice.files.get(), reason="拍错了", today=TODAY, by=cadre)
    listed = page(client, reverse("households:exit_review_list"))
    assert "周玉兰 户" in listed
    assert "“村内公示”没有凭证" in listed
    assert url("exit_step_file", notice.pk) in listed
    assert url("relapse_create", household.pk) in listed
    sent = {"caption": "公示栏", "files": [upload(photo(7))]}
    assert client_of(cadre).post(url("exit_step_file", notice.pk), sent).status_code == 302
    assert "没有要复核的" in page(client, reverse("households:exit_review_list"))


def test_paper_of_a_verdict_is_brought_back(
    household: Household, cadre: User, office_user: User, client_of: SignIn
) -> None:
    exit_ = walk(household, until=S.CLOSURE, by=cadre, reviewer=office_user)
    photo_of_the_house = Evidence.objects.get(assessment__household=household)
    withdraw_evidence(photo_of_the_house, reason="拍的是邻居家", today=TODAY, by=cadre)
    client = client_of(cadre)
    address = url("verdict_file_create", photo_of_the_house.assessment_id or 0)
    assert address in page(client, url("exit_detail", exit_.pk))
    wrong = client.post(address, {"caption": "房屋", "files": [upload(photo(7)), upload(WORD)]})
    assert "不能作凭证" in wrong.context["form"].errors["files"][0]
    assert exit_.gaps()
    sent = {"caption": "房屋正面", "files": [upload(photo(7))]}
    assert client.post(address, sent).headers["Location"] == url("exit_detail", exit_.pk)
    assert not exit_.gaps()


def test_same_paper_twice_is_refused(noticed: Exit, cadre: User, client_of: SignIn) -> None:
    notice, client = noticed.steps.get(stage=S.NOTICE), client_of(cadre)
    for status in (302, 422):
        sent = {"caption": "公示栏", "files": [upload(photo(7))]}
        answer = client.post(url("exit_step_file", notice.pk), sent)
        assert answer.status_code == status
    assert answer.context["form"].errors["files"] == ["这个文件已经传过"]


def test_review_list_of_a_cadre_holds_his_village(
    other_village: Village, household: Household, cadre: User, client_of: SignIn
) -> None:
    for home in (household, make_household(other_village, head_name="别村人")):
        exit_ = walk(home, until=S.CLOSURE)
        withdraw_evidence(exit_.steps.get(stage=S.NOTICE).files.get(), reason="错", today=TODAY, by=cadre)
    listed = page(client_of(cadre), reverse("households:exit_review_list"))
    assert "周玉兰 户" in listed
    assert "别村人" not in listed
    assert url("relapse_create", household.pk) not in listed


# ── objections ────────────────────────────────


def test_objection_is_recorded_and_answered(noticed: Exit, cadre: User, client_of: SignIn) -> None:
    client = client_of(cadre)
    early = {"raised_on": "2017-10-01", "raised_by": "", "text": "他家有车"}
    answer = client.post(url("objection_create", noticed.pk), early)
    assert "公示贴出以后" in answer.context["form"].errors["raised_on"][0]
    assert client.post(url("objection_create", noticed.pk), early | {"raised_on": "2017-10-26"}).status_code == 302
    objection = noticed.objections.get()
    stopped = page(client, url("exit_detail", noticed.pk))
    assert "公示停表" in stopped
    assert url("objection_answer", objection.pk) in stopped
    said = {"answered_on": "2017-10-25", "is_upheld": "no", "answer": "车是邻居的"}
    answer = client.post(url("objection_answer", objection.pk), said)
    assert "答复早于提出" in answer.context["form"].errors["answered_on"][0]
    assert client.post(url("objection_answer", objection.pk), said | {"answered_on": "2017-10-27"}).status_code == 302
    assert "车是邻居的" in page(client, url("exit_detail", noticed.pk))


@pytest.mark.parametrize("name", ["objection_create"])
def test_objection_of_tomorrow(noticed: Exit, cadre: User, client_of: SignIn, name: str) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    answer = client_of(cadre).post(url(name, noticed.pk), {"raised_on": tomorrow.isoformat(), "text": "他家有车"})
    assert answer.context["form"].errors["raised_on"] == ["日期还没有到"]


# ── return to poverty ─────────────────────────


def test_office_records_a_relapse(household: Household, cadre: User, office_user: User, client_of: SignIn) -> None:
    walk(household, until=S.CLOSURE, by=cadre, reviewer=office_user)
    assert client_of(cadre).get(url("relapse_create", household.pk)).status_code == 403
    client, address = client_of(office_user), url("relapse_create", household.pk)
    assert address in page(client, household.get_absolute_url())
    given = {"relapsed_on": "2017-11-09", "cause": "01", "reason": "户主脑梗"}
    assert "晚于脱贫日期" in client.post(address, given).context["form"].errors["relapsed_on"][0]
    future = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert client.post(address, given | {"relapsed_on": future}).status_code == 422
    assert client.post(address, given | {"relapsed_on": "2017-12-01"}).status_code == 302
    seen = page(client, household.get_absolute_url())
    assert "返贫，因病：户主脑梗" in seen


# ── lists, trail, privacy ─────────────────────


def test_list_says_who_stands_where_and_why(
    noticed: Exit, village: Village, cadre: User, office_user: User, client_of: SignIn
) -> None:
    object_to(noticed)
    walk(make_household(village, head_name="李长根"), until=S.APPRAISAL, by=cadre)
    client = client_of(office_user)
    listed = page(client, reverse("households:exit_list"))
    assert "2 户，1 户卡住" in listed
    assert "1 户有异议没答复" in listed
    narrowed = page(client, reverse("households:exit_list") + "?stage=review")
    assert "周玉兰 户" in narrowed
    assert "李长根 户" not in narrowed
    elsewhere = page(client, reverse("households:exit_list") + f"?village={make_village().pk}")
    assert "这里没有退出的户" in elsewhere
    stop_exit(noticed, reason="户主住院", today=TODAY, by=cadre)
    assert "中止：户主住院" in page(client, reverse("households:exit_list") + "?state=stopped")


def test_large_office_is_told_numbers_without_reasons(
    noticed: Exit, office_user: User, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("households.sheets.exits._JUDGED_AT_ONCE", 0)
    object_to(noticed)
    listed = page(client_of(office_user), reverse("households:exit_list"))
    assert 'href="?stage=review"' in listed
    assert "1 户有异议没答复" not in listed


def test_help_goes_on_after_the_exit(household: Household, cadre: User, client_of: SignIn) -> None:
    """脱贫不脱政策: visits, measures and the bag are offered as before."""
    walk(household, until=S.CLOSURE, by=cadre)
    client = client_of(cadre)
    seen = page(client, household.get_absolute_url())
    for address in (url("visit_create", household.pk), url("measure_create", household.pk)):
        assert address in seen
        page(client, address)
    assert reverse("office:bag_pdf", args=[household.pk]) in seen
    told = {"visitor": "self", "visited_on": timezone.localdate().isoformat(), "summary": "回访，收入稳定"}
    assert client.post(url("visit_create", household.pk), told).status_code == 302
    assert household.visits.count() == 1


def test_list_of_a_cadre_holds_his_village(
    noticed: Exit, other_village: Village, cadre: User, client_of: SignIn
) -> None:
    walk(make_household(other_village, head_name="别村人"), until=S.APPRAISAL)
    listed = page(client_of(cadre), reverse("households:exit_list") + f"?village={other_village.pk}")
    assert "周玉兰 户" in listed
    assert "别村人" not in listed


@pytest.mark.parametrize(
    "query", ["?stage=closed'--", "?village=x&stage=", "?state=none&page=99", "?village=99999999999999"]
)
def test_list_takes_any_address(noticed: Exit, office_user: User, client_of: SignIn, query: str) -> None:
    page(client_of(office_user), reverse("households:exit_list") + query)


@pytest.mark.parametrize("name", ["exit_list", "exit_review_list", "household_list"])
def test_queries_do_not_grow_with_the_rows(village: Village, office_user: User, client_of: SignIn, name: str) -> None:
    client = client_of(office_user)

    def add() -> None:
        done = walk(make_household(village), until=S.CLOSURE)
        withdraw_evidence(done.steps.get(stage=S.NOTICE).files.get(), reason="错", today=TODAY, by=office_user)
        object_to(walk(make_household(village), until=S.NOTICE))

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, reverse(f"households:{name}"))
        return len(queries)

    add()
    count()
    first = count()
    add()
    add()
    assert count() == first


def test_trail_tells_the_exit(household: Household, cadre: User, office_user: User, client_of: SignIn) -> None:
    exit_ = walk(household, until=S.NOTICE, by=cadre)
    object_to(exit_, by=cadre)
    told = page(client_of(office_user), url("household_trail", household.pk))
    assert "开始 2017 年度退出" in told
    assert "退出走到“民主评议”，2017-10-20" in told
    assert "上传凭证 原件照片" in told
    assert "2017-10-26 有异议：他家有两层楼房" in told
    stop_exit(exit_, reason="不办了", today=TODAY, by=office_user)
    again = page(client_of(office_user), url("household_trail", household.pk))
    assert "中止退出：不办了" in again
    relapsed = make_household(household.village, status="lifted")
    relapse(relapsed, relapsed_on=TODAY, cause=PovertyCause.ILLNESS, reason="重病", by=office_user)
    assert "返贫，从 2017-11-16 起，因病：重病" in page(client_of(office_user), url("household_trail", relapsed.pk))


def test_act_of_a_step_is_told_as_that_step(household: Household, cadre: User) -> None:
    taken = step(walk(household, by=cadre), S.APPRAISAL, by=cadre)
    assert taken.files.get().history.get().pgh_context.metadata["reason"] == "退出：民主评议"


def test_pages_hold_no_number_and_no_telephone(
    noticed: Exit, household: Household, leader: User, client_of: SignIn
) -> None:
    seen = page(client_of(leader), url("exit_detail", noticed.pk)) + page(
        client_of(leader), reverse("households:exit_list")
    )
    assert household.phone not in seen
    assert household.members.in_registry_order()[0].open_id_number() not in seen


def test_saved_views_know_the_exit(
    household: Household, village: Village, cadre: User, office_user: User, client_of: SignIn
) -> None:
    out = make_household(village, head_name="李长根")
    exit_ = walk(out, until=S.CLOSURE, by=cadre, reviewer=office_user)
    walk(household, until=S.APPRAISAL, by=cadre)
    client, listed = client_of(office_user), reverse("households:household_list")
    assert "周玉兰" in page(client, f"{listed}?view=leaving")
    assert "李长根" not in page(client, f"{listed}?view=leaving")
    assert "李长根" not in page(client, f"{listed}?view=all&exit=doubt")
    withdraw_evidence(exit_.steps.get(stage=S.NOTICE).files.get(), reason="错", today=TODAY, by=cadre)
    assert "李长根" in page(client, f"{listed}?view=all&exit=doubt")
    assert list(Household.objects.helped_on(on=date(2018, 11, 9))) == [out]
    assert not Household.objects.helped_on(on=date(2018, 11, 10)).exists()

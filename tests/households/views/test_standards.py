"""Pages of the standard: judging one household or many, versions, poverty lines."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from households.codes import CheckState, Relation
from households.models import Assessment, Criterion, Household, PovertyLine, StandardSet
from office.demo.builders import make_assessment, make_evidence, make_household, make_member
from povertyplan.accounts.models import User
from tests.papers import PDF, WORD, photo, upload
from villages.models import Village

SignIn = Callable[[User], Client]


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, head_name="李长根", has_safe_water=True)


@pytest.fixture
def year(db: None) -> int:
    return timezone.localdate().year


def _last_year(household: Household, code: str, evidence: str = "入户看过") -> Assessment:
    autumn = date(timezone.localdate().year - 1, 11, 20)
    return make_assessment(household, code, assessed_on=autumn, evidence=evidence)


def _url(household: Household, code: str = "food") -> str:
    return reverse("households:criterion_assess", args=[household.pk, code])


def _typed(client: Client, url: str, **said: Any) -> dict[str, Any]:
    """What the browser would send: the form as it opens, and what the person changes."""
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields if name != "file"}
    return {name: "" if value is None else value for name, value in (data | said).items()}


class TestAssessPage:
    def test_a_cadre_needs_three_taps(self, household: Household, cadre: User, client_of: SignIn) -> None:
        """Household page → the point → 达标 → 记下; the register's sentence stands there already."""
        client = client_of(cadre)
        assert _url(household) in client.get(household.get_absolute_url()).content.decode()
        page = client.get(_url(household))
        assert "base_phone.html" in [t.name for t in page.templates]
        assert page.context["form"]["evidence"].value() == "饮水安全"
        assert page.context["form"]["state"].value() is None
        assert client.post(_url(household), _typed(client, _url(household), state="met")).status_code == 302
        row = Assessment.objects.get()
        assert (row.state, row.evidence, row.assessed_by) == (CheckState.MET, "饮水安全", cadre)

    def test_the_next_open_point_is_offered(
        self, household: Household, cadre: User, client_of: SignIn, year: int
    ) -> None:
        client = client_of(cadre)
        make_assessment(household, "clothing", year=year, assessed_on=timezone.localdate())
        _last_year(household, "education")
        assert "记下，核义务教育" in client.get(_url(household)).content.decode()
        answer = client.post(f"{_url(household)}?view=short", _typed(client, _url(household), state="met", then="next"))
        assert answer["Location"] == f"{_url(household, 'education')}?view=short"

    def test_after_the_last_open_point_nothing_is_offered(
        self, household: Household, cadre: User, client_of: SignIn, year: int
    ) -> None:
        for point in Criterion.objects.in_force():
            if point.code != "food":
                make_assessment(household, point.code, year=year, assessed_on=timezone.localdate())
        client = client_of(cadre)
        assert "then" not in client.get(_url(household)).content.decode()
        answer = client.post(_url(household), _typed(client, _url(household), state="met", then="next"))
        assert answer["Location"] == household.get_absolute_url()

    def test_the_office_has_a_desk(self, household: Household, office_user: User, client_of: SignIn) -> None:
        names = [t.name for t in client_of(office_user).get(_url(household)).templates]
        assert "base.html" in names
        assert "base_phone.html" not in names

    def test_what_is_not_registered_is_said_and_not_filled_in(
        self, village: Village, cadre: User, client_of: SignIn
    ) -> None:
        page = client_of(cadre).get(_url(make_household(village)))
        assert "没有登记饮水是否安全" in page.content.decode()
        assert page.context["form"]["evidence"].value() == ""

    def test_last_year_lends_its_words_and_stands_below(
        self, household: Household, cadre: User, client_of: SignIn, year: int
    ) -> None:
        old = _last_year(household, "clothing", "冬天有棉被")
        make_evidence(old)
        page = client_of(cadre).get(_url(household, "clothing"))
        assert page.context["form"]["evidence"].value() == "冬天有棉被"
        text = page.content.decode()
        assert f"{year - 1} 年：达标" in text
        assert "一有两不愁四保障 第 1 版" in text
        assert reverse("households:evidence_file", args=[old.files.get().pk]) in text

    def test_a_pass_of_housing_asks_for_a_photo_once(
        self, household: Household, cadre: User, client_of: SignIn
    ) -> None:
        client, url = client_of(cadre), _url(household, "housing")
        typed = _typed(client, url, state="met", evidence="B 级")
        refused = client.post(url, typed)
        assert refused.status_code == 422
        assert "要有照片或扫描件" in refused.content.decode()
        assert client.post(url, {**typed, "file": upload(photo())}).status_code == 302
        assert Assessment.objects.get().files.get().added_by == cadre
        assert client.post(url, typed).status_code == 302
        assert client.post(url, {**typed, "state": "not_met"}).status_code == 302

    @pytest.mark.parametrize("content", [photo(2), photo(3, "PNG"), PDF])
    def test_photos_and_papers_are_taken(
        self, household: Household, cadre: User, client_of: SignIn, content: bytes
    ) -> None:
        client = client_of(cadre)
        typed = _typed(client, _url(household), state="met", file=upload(content))
        assert client.post(_url(household), typed).status_code == 302
        assert Assessment.objects.get().files.count() == 1

    @pytest.mark.parametrize(
        ("content", "name"), [(WORD, "证明.jpg"), (b"%PDF-1.4 cut", "证明.pdf"), (b"\xff\xd8\xff no", "房子.jpg")]
    )
    def test_another_file_is_refused_beside_its_field(
        self, household: Household, cadre: User, client_of: SignIn, content: bytes, name: str
    ) -> None:
        client = client_of(cadre)
        typed = _typed(client, _url(household), state="met", evidence="自来水", file=upload(content, name))
        page = client.post(_url(household), typed)
        assert page.status_code == 422
        assert page.context["form"].errors.keys() == {"file"}
        assert "自来水" in page.content.decode()
        assert not Assessment.objects.exists()

    def test_tomorrow_is_refused_and_nothing_lost(self, household: Household, cadre: User, client_of: SignIn) -> None:
        client = client_of(cadre)
        tomorrow = timezone.localdate() + timedelta(days=1)
        page = client.post(_url(household), _typed(client, _url(household), state="met", assessed_on=tomorrow))
        assert page.status_code == 422
        assert "核查日期还没有到" in page.context["form"].errors["assessed_on"][0]
        assert page.context["form"]["evidence"].value() == "饮水安全"

    def test_a_number_without_end_is_no_year(self, household: Household, cadre: User, client_of: SignIn) -> None:
        client = client_of(cadre)
        typed = _typed(client, _url(household), state="not_met", year="9" * 5000)
        assert client.post(_url(household), typed).status_code == 302

    def test_in_february_the_year_is_asked(
        self, household: Household, cadre: User, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        february = date(timezone.localdate().year, 2, 3)
        monkeypatch.setattr("households.views.standards.timezone.localdate", lambda: february)
        client = client_of(cadre)
        typed = _typed(client, _url(household), state="met")
        assert typed["year"] == february.year
        assert client.post(_url(household), typed | {"year": february.year - 1}).status_code == 302
        assert Assessment.objects.get().year == february.year - 1
        assert client.post(_url(household), typed | {"year": february.year - 2}).status_code == 422

    def test_an_id_number_has_no_place_in_it(self, household: Household, cadre: User, client_of: SignIn) -> None:
        number = household.members.get().open_id_number()
        client = client_of(cadre)
        typed = _typed(client, _url(household), state="met", evidence=f"户主 {number}")
        assert client.post(_url(household), typed).status_code == 422


class TestHouseholdStrip:
    def test_last_year_is_told_from_this_one(
        self, household: Household, cadre: User, client_of: SignIn, year: int
    ) -> None:
        today = timezone.localdate()
        _last_year(household, "income")
        make_assessment(household, "food", year=year, assessed_on=today, by=cadre)
        page = client_of(cadre).get(household.get_absolute_url()).content.decode()
        assert f"<b>{year - 1} 年核</b>，今年还没核" in page
        assert f"何芳 {today:%m-%d} 核" in page

    def test_evidence_and_its_withdrawal_stand_in_the_trail(
        self, household: Household, cadre: User, client_of: SignIn
    ) -> None:
        client = client_of(cadre)
        client.post(_url(household), _typed(client, _url(household), state="met", file=upload(photo())))
        proof = Assessment.objects.get().files.get()
        client.post(reverse("households:evidence_withdraw", args=[proof.pk]), {"reason": "照片不是这户的"})
        page = client.get(household.get_absolute_url()).content.decode()
        assert f"上传凭证 {proof.caption}" in page
        assert f"撤下凭证 {proof.caption}" in page
        assert "is current" not in page


class TestConfirmMany:
    @pytest.fixture
    def url(self, village: Village) -> str:
        return f"{reverse('households:confirm_many')}?criterion=food&village={village.pk}"

    def test_only_what_the_register_calls_met_is_ticked(
        self, village: Village, other_village: Village, office_user: User, client_of: SignIn, url: str, year: int
    ) -> None:
        safe, unsafe, unknown = (make_household(village, has_safe_water=water) for water in (True, False, None))
        judged = make_household(village, has_safe_water=True)
        make_assessment(judged, "food", year=year, assessed_on=timezone.localdate())
        make_household(other_village, has_safe_water=True)
        client = client_of(office_user)
        rows = client.get(url).context["rows"]
        shown = {row.household.pk: (row.is_ticked, row.may_be_ticked) for row in rows}
        assert shown == {safe.pk: (True, True), unsafe.pk: (False, False), unknown.pk: (False, True)}
        assert [row.household.pk for row in client.get(f"{url}&met=on").context["rows"]] == [safe.pk]

    def test_confirms_each_by_its_own_sentence(
        self, village: Village, office_user: User, client_of: SignIn, url: str
    ) -> None:
        households = [make_household(village, has_safe_water=True) for _ in range(3)]
        ticked = [household.pk for household in households[:2]]
        client = client_of(office_user)
        answer = client.post(url, {"household": ticked, "state": "met", "words": "each"})
        assert answer.status_code == 302
        assert set(Assessment.objects.values_list("household", "evidence", "assessor_name")) == {
            (key, "饮水安全", "周会计") for key in ticked
        }
        assert "核了 2 户，达标" in client.get(url).content.decode()

    def test_the_register_s_silence_is_no_evidence(
        self, village: Village, office_user: User, client_of: SignIn, url: str
    ) -> None:
        unknown = make_household(village)
        client = client_of(office_user)
        refused = client.post(url, {"household": [unknown.pk], "state": "met", "words": "each"})
        assert refused.status_code == 422
        assert "名册上看不出达标" in refused.content.decode()
        assert refused.context["rows"][0].is_ticked
        typed = {"household": [unknown.pk], "state": "met", "words": "one"}
        assert client.post(url, {**typed, "evidence": ""}).context["form"].errors.keys() == {"evidence"}
        assert client.post(url, {**typed, "evidence": "水厂名单"}).status_code == 302
        assert Assessment.objects.get().evidence == "水厂名单"

    def test_what_the_register_contradicts_cannot_be_sent_either(
        self, village: Village, office_user: User, client_of: SignIn, url: str
    ) -> None:
        unsafe = make_household(village, has_safe_water=False)
        typed = {"household": [unsafe.pk], "state": "met", "words": "one", "evidence": "水厂名单"}
        assert client_of(office_user).post(url, typed).status_code == 422
        assert not Assessment.objects.exists()

    def test_nothing_ticked(self, village: Village, office_user: User, client_of: SignIn, url: str) -> None:
        make_household(village)
        page = client_of(office_user).post(url, {"state": "met", "words": "each"})
        assert "先勾选要核的户" in page.content.decode()

    @pytest.mark.parametrize("key", ["x", "-1", "９", "9" * 5000])
    def test_sent_twice_or_sent_for_nobody_says_so(
        self, village: Village, office_user: User, client_of: SignIn, url: str, key: str
    ) -> None:
        household = make_household(village, has_safe_water=True)
        client, typed = client_of(office_user), {"state": "met", "words": "each"}
        assert client.post(url, {**typed, "household": [household.pk]}).status_code == 302
        for sent in (household.pk, key):
            page = client.post(url, {**typed, "household": [sent]})
            assert page.status_code == 422
            assert "勾选的 1 户已有人核过或不在名单里，没有动" in page.content.decode()
            assert "先勾选" not in page.content.decode()
        assert Assessment.objects.count() == 1

    def test_costs_the_same_for_two_and_twenty(
        self, village: Village, office_user: User, client_of: SignIn, url: str
    ) -> None:
        client, counts = client_of(office_user), []
        for more in (2, 18):
            for _ in range(more):
                make_household(village, members=3)
            client.get(url)
            with CaptureQueriesContext(connection) as asked:
                client.get(url)
            counts.append(len(asked))
        assert counts[0] == counts[1]


class TestStandards:
    @pytest.fixture
    def four(self, db: None) -> StandardSet:
        return StandardSet.objects.get(name="一有两不愁四保障")

    def _revised(self, client: Client, standard: StandardSet, **said: Any) -> HttpResponse:
        url = reverse("households:standard_revise", args=[standard.pk])
        page = client.get(url)
        forms = [page.context["form"], *page.context["rows"]]
        typed = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
        typed = {name: "" if value is None else value for name, value in typed.items() if value is not False}
        return client.post(url, {name: value for name, value in (typed | said).items() if value is not False})

    def test_everybody_of_the_office_sees_them(self, four: StandardSet, cadre: User, client_of: SignIn) -> None:
        client = client_of(cadre)
        page = client.get(reverse("households:standard_list")).content.decode()
        for words in ("一有两不愁四保障 第 1 版", "两不愁三保障", "贫困村出列指标", "待核对", "现在用"):
            assert words in page
        detail = client.get(reverse("households:standard_detail", args=[four.pk])).content.decode()
        assert "改成新版" not in detail
        for point in Criterion.objects.of(four):
            assert point.text in detail

    def test_a_village_standard_shows_its_limit(self, db: None, cadre: User, client_of: SignIn) -> None:
        village_set = StandardSet.objects.get(kind="village")
        page = client_of(cadre).get(reverse("households:standard_detail", args=[village_set.pk])).content.decode()
        assert "低于 2 %" in page
        assert "不少于 50000" in page
        assert "不少于“村民小组（个）”" in page

    def test_revised_adopted_and_compared(
        self, four: StandardSet, household: Household, office_user: User, client_of: SignIn
    ) -> None:
        client = client_of(office_user)
        answer = self._revised(client, four, **{"row-1-text": "口粮不愁，喝上自来水", "row-6-is_dropped": "on"})
        assert answer.status_code == 302
        new = StandardSet.objects.get(version=2)
        assert [point.code for point in Criterion.objects.of(new)][-1] == "housing"
        page = client.get(answer["Location"]).content.decode()
        assert "1 项的文字是新的：不愁吃。采用后 1 户这些项变成未核" in page
        assert "不再要求：养老保障" in page
        client.post(reverse("households:standard_adopt", args=[new.pk]))
        client.post(reverse("households:standard_confirm", args=[new.pk]))
        new.refresh_from_db()
        assert (new.adopted_on, new.is_confirmed) == (timezone.localdate(), True)
        assert Criterion.objects.in_force().count() == 6
        again = client.post(reverse("households:standard_adopt", args=[new.pk]), follow=True)
        assert "不能再采用一次" in again.content.decode()

    def test_a_spare_row_adds_a_point_where_it_is_put(
        self, four: StandardSet, office_user: User, client_of: SignIn
    ) -> None:
        added = {"place": "1", "group": "四保障", "name": "用电", "mark": "电", "text": "通生活用电"}
        answer = self._revised(client_of(office_user), four, **{f"row-7-{k}": v for k, v in added.items()})
        assert answer.status_code == 302
        names = [point.name for point in Criterion.objects.of(StandardSet.objects.get(version=2))]
        assert (names[1], len(names)) == ("用电", 8)

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"row-7-name": "用电"}, "填写“要求”"),
            ({"row-1-text": ""}, "填写“要求”"),
            ({"row-1-name": "不愁穿"}, "重复"),
            ({"notice_days": "0"}, "“公示天数”不能小于 1"),
            ({"valid_from": "2016-02-30"}, "写成 2017-11-02 这样"),
            ({"source": ""}, "填写“来源”"),
            ({}, "没有改动"),
        ],
    )
    def test_a_wrong_version_is_refused_and_kept(
        self, four: StandardSet, office_user: User, client_of: SignIn, said: dict[str, str], words: str
    ) -> None:
        typed = {"level": "县"} | said if said else {}
        page = self._revised(client_of(office_user), four, **typed)
        assert page.status_code == 422
        assert words in page.content.decode()
        assert not said or 'value="县"' in page.content.decode()
        assert StandardSet.objects.count() == 3

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"incidence_limit": "0.02"}, "写成 2 这样的百分数"),
            ({"incidence_limit": "50"}, "写成 2 这样的百分数"),
            ({"incidence_limit": "200"}, "太大了"),
            ({"incidence_limit": "2.345"}, "最多 2 位小数"),
            ({"incidence_limit": "NaN"}, "写成数字"),
            ({"row-0-least": "5"}, "5 万元写 50000"),
            ({"row-0-most": "90000"}, "只写 1 项"),
            ({"row-0-least": ""}, "只写 1 项"),
        ],
    )
    def test_a_village_standard_in_a_wrong_unit(
        self, db: None, office_user: User, client_of: SignIn, said: dict[str, str], words: str
    ) -> None:
        page = self._revised(client_of(office_user), StandardSet.objects.get(kind="village"), **said)
        assert page.status_code == 422
        assert words in page.content.decode()

    @pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2101-01-01"])
    def test_a_mistyped_first_day_is_told_beside_its_field(
        self, four: StandardSet, office_user: User, client_of: SignIn, day: str
    ) -> None:
        page = self._revised(client_of(office_user), four, valid_from=day)
        assert "看看年份对不对" in page.context["form"].errors["valid_from"][0]

    def test_a_village_standard_may_take_the_limit_itself(self, db: None, office_user: User, client_of: SignIn) -> None:
        answer = self._revised(
            client_of(office_user),
            StandardSet.objects.get(kind="village"),
            incidence_limit="3%",
            is_below_limit=False,
            **{"row-8-is_dropped": "on"},
        )
        assert answer.status_code == 302
        new = StandardSet.objects.get(version=2)
        assert (new.limit_percent, new.is_below_limit, new.requirements.count()) == ("3", False, 8)


class TestPovertyLines:
    def test_series_stand_side_by_side_and_gaps_are_named(self, db: None, cadre: User, client_of: SignIn) -> None:
        page = client_of(cadre).get(reverse("households:poverty_line_list"))
        years = {row.year: row for row in page.context["years"]}
        assert [cell.line.amount for cell in years[2017].cells] == [295_200, 333_500, 320_800]
        assert years[2020].in_use is None
        assert years[timezone.localdate().year].in_use is None
        assert "未设定标准线，不判断" in page.content.decode()
        assert "改用这条" not in page.content.decode()

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("0.3335", "按元写，不用万元：0.3335 万元写 3335"),
            ("0.42", "不用万元：0.42 万元写 4200"),
            ("33", "在 1000 到 50000 元之间"),
            ("333500", "在 1000 到 50000 元之间"),
            ("三千", "写成数字"),
            ("3335.129", "小数点后最多 2 位"),
        ],
    )
    def test_another_unit_is_refused_beside_the_field(
        self, db: None, office_user: User, client_of: SignIn, typed: str, words: str
    ) -> None:
        url = reverse("households:poverty_line_create")
        said = {"year": "2021", "series": "省定", "amount": typed, "source": "鄂扶文〔2021〕3号"}
        page = client_of(office_user).post(url, said)
        assert page.status_code == 422
        assert words in page.context["form"].errors["amount"][0]
        for kept in (f'value="{typed}"', 'value="省定"', 'value="鄂扶文〔2021〕3号"'):
            assert kept in page.content.decode()
        assert not PovertyLine.objects.filter(year=2021).exists()

    @pytest.mark.parametrize("year", ["2007", "2101", "17"])
    def test_another_year_is_refused_beside_the_field(
        self, db: None, office_user: User, client_of: SignIn, year: str
    ) -> None:
        said = {"year": year, "series": "省定", "amount": "4200", "source": "文件"}
        page = client_of(office_user).post(reverse("households:poverty_line_create"), said)
        assert page.context["form"].errors.keys() == {"year"}

    def test_added_corrected_and_put_to_use(self, db: None, office_user: User, client_of: SignIn) -> None:
        client = client_of(office_user)
        said = {"year": "2021", "series": "省定", "amount": "4,200", "source": "文件"}
        assert client.post(reverse("households:poverty_line_create"), said).status_code == 302
        line = PovertyLine.objects.get(year=2021)
        assert (line.amount, line.is_in_use) == (420_000, True)
        edit = reverse("households:poverty_line_edit", args=[line.pk])
        typed = _typed(client, edit, amount="4300")
        assert client.post(edit, typed).status_code == 302
        assert client.post(edit, typed).status_code == 409
        line.refresh_from_db()
        assert line.amount == 430_000
        other = PovertyLine.objects.get(year=2017, series="国家统计局现价标准")
        client.post(reverse("households:poverty_line_use", args=[other.pk]))
        assert PovertyLine.objects.of_year(2017) == other


def test_children_of_the_day_are_counted(village: Village, cadre: User, client_of: SignIn) -> None:
    household = make_household(village)
    today = timezone.localdate()
    born = today.replace(year=today.year - 8, day=1)
    make_member(household, name="李晓军", relation=Relation.SON, born=born, school_status="03")
    page = client_of(cadre).get(_url(household, "education"))
    assert page.context["form"]["evidence"].value() == "1 个孩子在校"

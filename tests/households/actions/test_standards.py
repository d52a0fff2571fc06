"""Verdicts, new versions of a standard, and which one is in use."""

from datetime import date, timedelta
from typing import Any

import pytest

from households.actions.standards import (
    adopt_standard,
    assess,
    confirm_many,
    confirm_standard,
    revise_standard,
)
from households.codes import CheckState, StandardKind
from households.drafts import PointDraft, RequirementDraft, code_for
from households.models import Assessment, Criterion, Evidence, Household, StandardSet
from households.sheets.adoption import Adoption
from office.demo.builders import make_assessment, make_household, meet_standard
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.files.models import StoredFile
from tests.papers import WORD, photo
from villages.models import Village


@pytest.fixture
def household(village: Village) -> Household:
    return make_household(village, head_name="李长根")


@pytest.fixture
def four(db: None) -> StandardSet:
    return StandardSet.objects.get(name="一有两不愁四保障")


def _point(code: str) -> Criterion:
    return Criterion.objects.in_force().get(code=code)


def _drafts(standard: StandardSet, **changed: dict[str, str]) -> list[PointDraft]:
    """The points as they stand, those named by code with other words."""
    words = ("group", "name", "mark", "text", "evidence_kind", "rule")
    return [
        PointDraft(criterion=point, **{n: getattr(point, n) for n in words} | changed.get(point.code, {}))
        for point in Criterion.objects.of(standard)
    ]


def _head(standard: StandardSet, **changed: Any) -> dict[str, Any]:
    names = ("name", "level", "source", "valid_from", "notice_days", "follow_up_months", "incidence_limit")
    return {name: getattr(standard, name) for name in names} | changed


class TestAssess:
    def test_keeps_version_year_day_and_assessor(self, household: Household, cadre: User, today: date) -> None:
        row = assess(household, _point("food"), state=CheckState.MET, evidence=" 有自来水 ", today=today, by=cadre)
        assert (row.standard.title, row.year, row.assessed_on) == ("一有两不愁四保障 第 1 版", 2017, today)
        row.refresh_from_db()
        assert (row.evidence, row.assessor_name, row.assessed_by, row.is_current) == ("有自来水", "何芳", cadre, True)

    def test_says_who_changed_a_verdict_of_the_year(self, household: Household, cadre: User, today: date) -> None:
        point = _point("food")
        for state in (CheckState.NOT_MET, CheckState.MET):
            assess(household, point, state=state, evidence="看过", today=today, by=cadre)
        row = Assessment.objects.get()
        assert list(row.history.order_by("pgh_id").values_list("state", flat=True)) == ["not_met", "met"]

    @pytest.mark.parametrize("state", [CheckState.MET, CheckState.NOT_APPLICABLE])
    def test_passes_with_evidence_only(self, household: Household, cadre: User, today: date, state: CheckState) -> None:
        with pytest.raises(Refused, match="要写依据") as refusal:
            assess(household, _point("food"), state=state, evidence="  ", today=today, by=cadre)
        assert refusal.value.field == "evidence"
        assert not Assessment.objects.exists()

    def test_may_be_found_wanting_without_words(self, household: Household, cadre: User, today: date) -> None:
        assert assess(household, _point("food"), state=CheckState.NOT_MET, evidence="", today=today, by=cadre).pk

    @pytest.mark.parametrize(
        ("seen", "year", "field"),
        [
            (date(2017, 11, 17), 2017, "assessed_on"),
            (date(2016, 12, 20), 2017, "assessed_on"),
            (date(2017, 11, 16), 2016, "year"),
            (date(2017, 11, 16), 2018, "year"),
        ],
    )
    def test_refuses_days_ahead_and_years_that_are_over(
        self, household: Household, cadre: User, today: date, seen: date, year: int, field: str
    ) -> None:
        with pytest.raises(Refused) as refusal:
            assess(
                household,
                _point("food"),
                state=CheckState.MET,
                evidence="看过",
                today=today,
                by=cadre,
                assessed_on=seen,
                year=year,
            )
        assert refusal.value.field == field

    def test_last_year_is_judged_until_march_beside_this_one(self, household: Household, cadre: User) -> None:
        march = date(2017, 3, 2)
        said = {"state": CheckState.MET, "evidence": "看过", "today": march, "by": cadre}
        assess(household, _point("food"), **said)
        late = assess(household, _point("food"), year=2016, assessed_on=date(2016, 12, 20), **said)
        assert (late.year, late.is_current) == (2016, False)
        assert Assessment.objects.current().get().year == 2017

    def test_a_file_of_a_wrong_kind_leaves_nothing_behind(self, household: Household, cadre: User, today: date) -> None:
        with pytest.raises(Refused, match="选照片") as refusal:
            assess(
                household,
                _point("housing"),
                state=CheckState.MET,
                evidence="B 级",
                today=today,
                by=cadre,
                files=[(photo(), "房子"), (WORD, "证明")],
            )
        assert refusal.value.field == "file"
        assert (Assessment.objects.count(), Evidence.objects.count(), StoredFile.objects.count()) == (0, 0, 0)


class TestConfirmMany:
    def _confirm(self, households: list[Household], by: User, today: date, **said: Any) -> int:
        said = {"state": CheckState.MET, "evidence": "参保名单"} | said
        return confirm_many(households, _point("medical"), year=2017, today=today, by=by, **said)

    def test_counts_what_it_judged_and_names_who(self, village: Village, office_user: User, today: date) -> None:
        households = [make_household(village) for _ in range(3)]
        assert self._confirm(households, office_user, today) == 3
        assert set(Assessment.objects.values_list("state", "evidence", "assessor_name", "assessed_on")) == {
            ("met", "参保名单", "周会计", today)
        }

    def test_each_household_by_its_own_words(self, village: Village, office_user: User, today: date) -> None:
        first, second = make_household(village), make_household(village)
        self._confirm([first, second], office_user, today, evidence={first.pk: "2 人都参保", second.pk: "1 人参保"})
        assert first.assessments.get().evidence == "2 人都参保"
        assert second.assessments.get().evidence == "1 人参保"

    def test_whoever_was_judged_meanwhile_keeps_the_verdict(
        self, village: Village, office_user: User, cadre: User, today: date
    ) -> None:
        judged, open_, last_year = (make_household(village) for _ in range(3))
        make_assessment(judged, "medical", state=CheckState.NOT_MET, by=cadre)
        make_assessment(open_, "medical", state=CheckState.UNCHECKED)
        make_assessment(last_year, "medical", year=2016)
        assert self._confirm([judged, open_, last_year], office_user, today) == 2
        assert judged.assessments.get().state == CheckState.NOT_MET
        assert open_.assessments.get().state == CheckState.MET
        assert last_year.assessments.get(is_current=True).year == 2017

    def test_one_household_without_words_stops_all(self, village: Village, office_user: User, today: date) -> None:
        first, second = make_household(village), make_household(village, head_name="李长根")
        with pytest.raises(Refused, match="李长根 户没有依据"):
            self._confirm([first, second], office_user, today, evidence={first.pk: "参保名单"})
        assert not Assessment.objects.exists()

    @pytest.mark.parametrize("state", [CheckState.NOT_MET, CheckState.UNCHECKED])
    def test_gives_passes_only(self, village: Village, office_user: User, today: date, state: CheckState) -> None:
        with pytest.raises(Refused, match="单独核"):
            self._confirm([make_household(village)], office_user, today, state=state)


def test_what_asks_for_a_photo_is_not_judged_in_bulk(household: Household, office_user: User, today: date) -> None:
    with pytest.raises(Refused, match="要照片，到户页一户一户核"):
        confirm_many(
            [household],
            _point("housing"),
            state=CheckState.MET,
            evidence="B 级",
            year=2017,
            today=today,
            by=office_user,
        )
    assert not Assessment.objects.filter(criterion__code="housing").exists()


class TestRevise:
    def test_unchanged_points_stay_and_keep_their_verdicts(
        self, household: Household, four: StandardSet, office_user: User
    ) -> None:
        food = make_assessment(household, "food")
        drafts = _drafts(four, clothing={"text": "四季有换洗衣被，冬天有棉被"})
        new = revise_standard(four, **_head(four), points=drafts, by=office_user)
        adopt_standard(new, today=date(2017, 11, 16), by=office_user)
        assert (new.version, new.is_confirmed) == (2, False)
        before, after = list(Criterion.objects.of(four)), list(Criterion.objects.of(new))
        changed = [new_one for old, new_one in zip(before, after, strict=True) if old != new_one]
        assert [point.text for point in changed] == ["四季有换洗衣被，冬天有棉被"]
        assert changed[0].code == "clothing"
        assert household.assessments.current().get() == food
        assert food.criterion in Criterion.objects.in_force()

    def test_added_dropped_and_reordered(self, four: StandardSet, office_user: User) -> None:
        old = _drafts(four)
        power = PointDraft(None, "四保障", "用电", "电", "通生活用电", "text", "")
        new = revise_standard(four, **_head(four), points=[power, old[1], old[0]], by=office_user)
        assert [point.name for point in Criterion.objects.of(new)] == ["用电", "不愁吃", "稳定收入"]
        assert Criterion.objects.of(new)[0].code == "yongdian"
        assert Criterion.objects.of(four).count() == 7

    def test_nothing_changed_is_no_version(self, four: StandardSet, office_user: User) -> None:
        with pytest.raises(Refused, match="没有改动"):
            revise_standard(four, **_head(four), points=_drafts(four), by=office_user)

    def test_what_was_in_use_before_becomes_a_version_as_it_was(
        self, four: StandardSet, office_user: User, today: date
    ) -> None:
        newer = revise_standard(four, **_head(four, notice_days=10), points=_drafts(four), by=office_user)
        adopt_standard(newer, today=today - timedelta(days=1), by=office_user)
        again = revise_standard(four, **_head(four), points=_drafts(four), by=office_user)
        assert (again.version, again.notice_days) == (3, four.notice_days)
        adopt_standard(again, today=today, by=office_user)
        assert list(Criterion.objects.in_force()) == list(Criterion.objects.of(four))

    def test_sent_twice_it_is_one_version(self, four: StandardSet, office_user: User) -> None:
        drafts = [
            *_drafts(four, clothing={"text": "冬天有棉被"}),
            PointDraft(None, "四", "用电", "电", "通电", "text", ""),
        ]
        first, second = (revise_standard(four, **_head(four), points=drafts, by=office_user) for _ in range(2))
        assert first == second
        other = revise_standard(four, **_head(four, source="另一文件"), points=drafts, by=office_user)
        assert other.version == 3

    def test_a_longer_notice_alone_is_one(self, four: StandardSet, office_user: User) -> None:
        new = revise_standard(four, **_head(four, notice_days=10), points=_drafts(four), by=office_user)
        assert list(Criterion.objects.of(new)) == list(Criterion.objects.of(four))

    def test_an_empty_standard_is_met_by_everybody(self, four: StandardSet, office_user: User) -> None:
        with pytest.raises(Refused, match="至少要有 1 项"):
            revise_standard(four, **_head(four), points=[], by=office_user)

    def test_the_name_of_the_other_kind(self, four: StandardSet, office_user: User) -> None:
        with pytest.raises(Refused) as refusal:
            revise_standard(four, **_head(four, name="贫困村出列指标"), points=_drafts(four), by=office_user)
        assert refusal.value.field == "name"

    def test_requirements_of_villages(self, db: None, office_user: User) -> None:
        village_set = StandardSet.objects.get(kind=StandardKind.VILLAGE)
        wanted = [RequirementDraft.of(row) for row in village_set.requirements.all()][1:]
        new = revise_standard(
            village_set, **_head(village_set), is_below_limit=False, requirements=wanted, by=office_user
        )
        assert [RequirementDraft.of(row) for row in new.requirements.all()] == wanted
        assert (new.limit_percent, new.is_below_limit) == ("2", False)


class TestAdopt:
    def test_says_beforehand_who_is_open_again(
        self, village: Village, four: StandardSet, office_user: User, today: date
    ) -> None:
        meeting, other = make_household(village), make_household(village)
        meet_standard(meeting)
        make_assessment(other, "food")
        drafts = _drafts(four, food={"text": "口粮不愁，喝上自来水"})[:6]
        new = revise_standard(four, **_head(four), points=drafts, by=office_user)
        said = Adoption.of(new)
        assert said is not None
        assert (said.open_households, said.losing) == (2, 1)
        assert said.says == "1 项的文字是新的：不愁吃。采用后 2 户这些项变成未核，其中 1 户现在项项达标。"
        assert [point.name for point in said.dropped] == ["养老保障"]
        assert not Household.objects.short_of_standard(list(Criterion.objects.in_force())).filter(pk=meeting.pk)
        adopt_standard(new, today=today, by=office_user)
        assert Household.objects.short_of_standard(list(Criterion.objects.in_force())).filter(pk=meeting.pk)

    def test_only_once_a_day_and_never_again(self, four: StandardSet, office_user: User, today: date) -> None:
        for days in (8, 9):
            revise_standard(four, **_head(four, notice_days=days), points=_drafts(four), by=office_user)
        eight, nine = StandardSet.objects.filter(notice_days__in=(8, 9)).order_by("notice_days")
        adopt_standard(eight, today=today, by=office_user)
        with pytest.raises(Refused, match="明天再换"):
            adopt_standard(nine, today=today, by=office_user)
        adopt_standard(nine, today=today + timedelta(days=1), by=office_user)
        with pytest.raises(Refused, match="不能再采用一次"):
            adopt_standard(eight, today=today + timedelta(days=2), by=office_user)

    def test_not_before_it_is_valid(self, four: StandardSet, office_user: User, today: date) -> None:
        new = revise_standard(four, **_head(four, valid_from=date(2018, 1, 1)), points=_drafts(four), by=office_user)
        with pytest.raises(Refused, match="2018-01-01 才启用"):
            adopt_standard(new, today=today, by=office_user)
        assert StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get() == four

    def test_a_verdict_keeps_the_version_it_used(
        self, household: Household, four: StandardSet, office_user: User, today: date
    ) -> None:
        row = make_assessment(household, "food")
        new = revise_standard(four, **_head(four, notice_days=8), points=_drafts(four), by=office_user)
        adopt_standard(new, today=today, by=office_user)
        row.refresh_from_db()
        assert row.standard == four
        assert (
            assess(
                household, _point("food"), state=CheckState.MET, evidence="再看过", today=today, by=office_user
            ).standard
            == new
        )


def test_compared_with_its_source(four: StandardSet, office_user: User) -> None:
    assert not four.is_confirmed
    assert confirm_standard(four, by=office_user).is_confirmed


def test_codes_are_letters_and_differ() -> None:
    assert code_for("安全住房", set()) == "anquanzhufang"
    assert code_for("安全住房", {"anquanzhufang"}) == "anquanzhufang_b"
    assert code_for("2020", set()) == "point"

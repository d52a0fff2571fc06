"""A roster held against the register: what changes, what never does, and what cannot go in."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from households.actions.exits import open_exit, stop_exit
from households.actions.imports import commit_import, discard_import, stage_import
from households.codes import Category, LeaveReason, PovertyStatus, Relation
from households.imports import preview
from households.models import Household, Member
from office.demo.builders import make_user, meet_standard
from povertyplan.accounts.matrix import Role
from povertyplan.accounts.models import User
from povertyplan.audit.models import ColumnMatch, ImportBatch, ImportKind, ImportState
from povertyplan.audit.refusal import Refused
from povertyplan.ui.sheets.outcomes import Outcome, Preview
from tests.rosters import HEADINGS, changed, household, id_number, workbook

BringIn = Callable[..., Preview]
NO = "42039900120000001"


def codes(result: Preview) -> set[str]:
    return {problem.code for problem in result.problems}


def family(size: int = 3, **changes: Any) -> list[list[Any]]:
    return household(1, size=size, village="柳河村", **changes)


def changes_of(result: Preview, noun: str) -> list[tuple[str, str, str]]:
    return [(c.label, c.old, c.new) for o in result.outcomes if o.noun == noun for c in o.changes]


def notes_of(result: Preview) -> list[str]:
    return [note.message for note in result.notes]


def test_changed_cells_are_shown_old_and_new(bring_in: BringIn) -> None:
    bring_in(family())
    rows = family(人均纯收入=3100.5, 贫困户属性="低保户")
    rows[1] = changed(rows[1], 健康状况="慢性病、残疾", 务工时间=0)
    result = bring_in(rows)
    assert changes_of(result, "households") == [
        ("贫困户属性", "一般贫困户", "低保贫困户"),
        ("上报人均纯收入", "2,801.50 元", "3,100.50 元"),
    ]
    assert changes_of(result, "persons") == [("健康状况", "健康", "长期慢性病、残疾"), ("务工时间（月）", "6", "0")]
    assert result.tallies["households"].changed == 1
    assert (result.tallies["persons"].changed, result.tallies["persons"].same) == (1, 2)
    kept = Household.objects.get()
    assert (kept.category, kept.reported_income) == (Category.DIBAO, 310050)


def test_blank_cell_never_erases(bring_in: BringIn) -> None:
    bring_in(family())
    before = [list(model.objects.order_by("pk").values()) for model in (Household, Member)]
    keep = {"行政村", "户编号", "姓名", "证件号码", "与户主关系"}
    plain = ["".join(heading.split()).split("（")[0] for heading in HEADINGS]
    blank = {heading: None for heading in plain if heading not in keep}
    result = bring_in([changed(row, **blank) for row in family()])
    assert not result.changes_anything
    assert [list(model.objects.order_by("pk").values()) for model in (Household, Member)] == before


def test_missing_person_is_left_alone_and_noted(bring_in: BringIn) -> None:
    bring_in(family(3))
    result = bring_in(family(2, 家庭人口=3))
    assert Member.objects.present().count() == 3
    assert not result.changes_anything
    assert any("不在表里" in note.message and note.keys == (NO,) for note in result.notes)
    assert any("家庭人口" in note.message for note in result.notes)


def test_new_person_makes_the_household_changed(bring_in: BringIn) -> None:
    bring_in(family(2))
    result = bring_in(family(3))
    assert result.tallies["households"].changed == 1
    assert result.tallies["persons"].new == 1
    member = Member.objects.get(relation=Relation.SON)
    assert member.open_id_number() == id_number(12)


def test_head_hands_over_to_another_member(bring_in: BringIn) -> None:
    bring_in(family(2))
    rows = family(2)
    rows[0], rows[1] = changed(rows[0], 与户主关系="配偶"), changed(rows[1], 与户主关系="户主")
    result = bring_in(rows)
    assert not result.problems
    assert Member.objects.get(relation=Relation.HEAD).open_id_number() == id_number(11)


def test_person_numbers_change_places(bring_in: BringIn) -> None:
    bring_in(family(2))
    rows = family(2)
    first, second = rows[0][6], rows[1][6]
    result = bring_in([changed(rows[0], 人编号=second), changed(rows[1], 人编号=first)])
    assert result.tallies["persons"].changed == 2
    assert Member.objects.get(registry_no=first).relation == Relation.SPOUSE


def test_head_who_is_not_in_the_file_stops_a_second_one(bring_in: BringIn) -> None:
    bring_in(family(2))
    only = [changed(family(2)[1], 与户主关系="户主")]
    assert codes(bring_in(only)) == {"two_heads"}
    assert Member.objects.filter(relation=Relation.HEAD).count() == 1


def test_number_of_another_household_is_refused_with_its_place(bring_in: BringIn) -> None:
    bring_in(family(2))
    other = household(2, size=2, village="柳河村")
    other[1] = changed(other[1], 证件号码=id_number(11))
    result = bring_in([*family(2), *other])
    assert {p.key for p in result.problems} == {"42039900120000002"}
    assert "duplicate_id" in codes(result)
    assert NO in result.problems[-1].message


def test_same_number_in_two_new_households_refuses_both(bring_in: BringIn) -> None:
    other = household(2, size=2, village="柳河村")
    other[1] = changed(other[1], 证件号码=id_number(11))
    result = bring_in([*family(2), *other])
    assert result.tallies["households"].refused == 2
    assert codes(result) == {"duplicate_id"}


def test_person_who_left_stays_left(bring_in: BringIn, today: date) -> None:
    bring_in(family(3))
    Member.objects.filter(relation=Relation.SON).update(left_on=today, leave_reason=LeaveReason.DEATH)
    result = bring_in(family(3))
    assert not result.changes_anything
    assert Member.objects.present().count() == 2


def test_certificate_number_is_not_shortened_again(bring_in: BringIn) -> None:
    rows = family(1)
    bring_in(rows)
    longer = bring_in([changed(rows[0], 证件号码=id_number(10) + "43")])
    assert changes_of(longer, "persons")[0][0] == "证件号码"
    assert id_number(10)[6:14] not in str(longer.outcomes)
    assert not bring_in(rows).changes_anything
    assert Member.objects.get().open_id_number() == id_number(10) + "43"


@pytest.mark.parametrize("status", ["已脱贫", "预脱贫"])
def test_no_file_calls_a_household_out_of_poverty(bring_in: BringIn, status: str) -> None:
    """That takes the exit procedure (R1.4); the rest of the row is taken over and the file's reader is told."""
    bring_in(family(1))
    result = bring_in(family(1, 脱贫属性=status, 脱贫年度=2016, 联系电话="10020463057"))
    household = Household.objects.get()
    assert (household.poverty_status, household.lifted_year) == (PovertyStatus.IN_POVERTY, None)
    assert household.phone == "10020463057"
    assert any(f"名册写“{status}”，这里要走完退出程序才算" in note for note in notes_of(result))


def test_a_file_can_call_a_household_poor_again(bring_in: BringIn) -> None:
    bring_in(family(1, 脱贫属性="已脱贫", 脱贫年度=2016))
    result = bring_in(family(1, 脱贫属性="返贫", 脱贫年度=2016))
    assert ("脱贫属性", "已脱贫", "返贫") in changes_of(result, "households")


def test_an_older_file_does_not_take_back_an_exit_of_this_office(bring_in: BringIn, office_user: User) -> None:
    bring_in(family(1))
    household = Household.objects.get()
    meet_standard(household)
    exit_ = open_exit(household, year=2017, today=date(2017, 11, 16), by=office_user)
    result = bring_in(family(1, 脱贫属性="返贫", 脱贫年度=2015))
    assert any("这里正在办退出" in note for note in notes_of(result))
    stop_exit(exit_, reason="重新核查", today=date(2017, 11, 16), by=office_user)
    bring_in(family(1, 脱贫属性="返贫", 脱贫年度=2015))
    assert Household.objects.get().poverty_status == PovertyStatus.RELAPSED


@pytest.mark.parametrize(("first", "second"), [(2015, 2016), (2016, 2015)])
def test_corrected_year_of_exit_moves_the_line(bring_in: BringIn, first: int, second: int) -> None:
    bring_in(family(1, 脱贫属性="已脱贫", 脱贫年度=first))
    bring_in(family(1, 脱贫属性="已脱贫", 脱贫年度=second))
    periods = Household.objects.get().status_periods.order_by("since").values_list("status", "until")
    assert list(periods) == [(PovertyStatus.IN_POVERTY, date(second, 12, 31)), (PovertyStatus.LIFTED, None)]


def test_exit_of_this_year_counts_from_the_day_of_the_file(bring_in: BringIn, today: date) -> None:
    bring_in(family(1, 脱贫属性="已脱贫", 脱贫年度="2017年"))
    assert Household.objects.get().status_since == today
    assert not bring_in(family(1, 脱贫属性="已脱贫", 脱贫年度=2017), on=date(2018, 2, 1)).changes_anything


def test_disagreeing_rows_follow_the_head(bring_in: BringIn) -> None:
    rows = family(2)
    rows[1] = changed(rows[1], 主要致贫原因="因残")
    result = bring_in(rows)
    assert not result.problems
    assert any("主要致贫原因" in note.message for note in result.notes)
    assert Household.objects.get().causes == ["因病"]


def test_near_village_is_offered(bring_in: BringIn) -> None:
    result = bring_in(household(1, size=1, village="柳河存"))
    assert result.problems[0].message == "没有“柳河存”。是不是“柳河村”？"
    assert not bring_in(household(2, size=1, village="石门村委会")).problems


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"户编号": None}, "missing_household_no"),
        ({"户编号": 42039900120000001}, "household_no_as_number"),
        ({"识别年度": None}, "missing_identified_year"),
        ({"识别年度": 2011}, "identified_year_range"),
        ({"脱贫属性": "已脱贫"}, "missing_lifted_year"),
        ({"脱贫属性": "已脱贫", "脱贫年度": 2018}, "lifted_year_range"),
        ({"与户主关系": "邻居"}, "unknown_relation"),
        ({"证件号码": None}, "missing_id"),
        ({"证件号码": "４２０３９９"}, "id_length_6"),
        ({"健康状况": "健康、残疾"}, "health_conflict"),
        ({"联系电话": "问村里"}, "phone_shape"),
        ({"自然村": "很长" * 20}, "too_long"),
        ({"主要致贫原因": None}, "missing_main_cause"),
    ],
)
def test_bad_cell_refuses_the_household_and_says_why(bring_in: BringIn, change: dict[str, Any], code: str) -> None:
    rows = [changed(family(1)[0], **change), *household(2, size=2, village="石门村")]
    result = bring_in(rows)
    assert code in codes(result)
    assert result.tallies["households"].as_json() == {"new": 1, "changed": 0, "same": 0, "refused": 1}
    assert all(problem.message and problem.row == 3 for problem in result.problems)


def test_sex_must_agree_with_the_number(bring_in: BringIn) -> None:
    rows = family(1)
    assert codes(bring_in([changed(rows[0], 性别="女" if rows[0][8] == "男" else "男")])) == {"sex_mismatch"}


def test_preview_writes_nothing(village: object, today: date) -> None:
    batch = stage_import(ImportKind.ROSTER, "r.xlsx", workbook(family()), by=None)
    assert preview(batch, today=today).tallies["households"].new == 1
    assert not Household.objects.exists()
    assert batch.columns["户编号"] == "registry_no"
    assert bytes(batch.file_sealed or b"")[:200].find(b"PK") == -1


def test_batch_goes_in_once(village: object, today: date) -> None:
    batch = stage_import(ImportKind.ROSTER, "r.xlsx", workbook(family()), by=None)
    commit_import(batch, by=None, today=today)
    with pytest.raises(Refused, match="已经导入过"):
        commit_import(batch, by=None, today=today)
    with pytest.raises(Refused, match="撤销"):
        discard_import(batch, by=None)
    batch.refresh_from_db()
    assert batch.state == ImportState.COMMITTED
    assert batch.file_sealed is None


def test_failure_while_writing_leaves_nothing(village: object, today: date, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = stage_import(ImportKind.ROSTER, "r.xlsx", workbook(family()), by=None)

    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("households.actions.imports._close", fail)
    with pytest.raises(RuntimeError):
        commit_import(batch, by=None, today=today)
    assert not Household.objects.exists()
    assert not Member.objects.exists()
    assert ImportBatch.objects.get().state == ImportState.PREVIEW


def test_only_the_office_imports(village: object) -> None:
    with pytest.raises(Refused):
        stage_import(ImportKind.ROSTER, "r.xlsx", workbook(family()), by=make_user(Role.CADRE))


def test_discarded_file_is_gone(village: object) -> None:
    batch = stage_import(ImportKind.ROSTER, "r.xlsx", workbook(family()), by=None)
    discard_import(batch, by=None)
    assert not ImportBatch.objects.exists()


def test_remembered_column_is_matched_by_itself(village: object, today: date) -> None:
    ColumnMatch.objects.create(kind=ImportKind.ROSTER, heading="编码", field="registry_no")
    headings = ["编码" if heading == "户编号" else heading for heading in HEADINGS]
    batch = stage_import(ImportKind.ROSTER, "r.xlsx", workbook(family(), headings=headings), by=None)
    assert preview(batch, today=today).tallies["households"].new == 1


def test_refused_household_shows_all_its_rows_as_refused(bring_in: BringIn) -> None:
    rows = family(3)
    rows[2] = changed(rows[2], 务工时间=13)
    result = bring_in(rows)
    assert [o.outcome for o in result.outcomes] == [Outcome.REFUSED] * 4

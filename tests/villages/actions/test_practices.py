"""An experience becomes local measures with owner, due date and result, or a written reason why not (R7.1)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from office.demo.practices import make_local_measure, make_practice
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.files.models import StoredFile
from tests.papers import PDF, photo
from villages.actions import practices as actions
from villages.models import LocalMeasure, Practice, PracticeFile, PracticeTopic

LEARNED = date(2017, 10, 8)
FACTS: dict[str, Any] = {
    "topic": PracticeTopic.INDUSTRY,
    "title": "核桃林下套种苍术",
    "town": "沙陀镇",
    "source": "现场观摩",
    "learned_on": LEARNED,
    "summary": "合作社发苗、保底收",
}
ACT: dict[str, Any] = {"content": "试种 50 亩", "owner": "蒋素芳", "due_on": date(2017, 12, 31)}


@pytest.fixture
def practice(office_user: User) -> Practice:
    return make_practice(by=office_user, learned_on=LEARNED)


def refused(act: Callable[..., object], *arguments: object, **facts: Any) -> Refused:
    with pytest.raises(Refused) as refusal:
        act(*arguments, **facts)
    return refusal.value


def reasons(row: Practice | LocalMeasure) -> list[str]:
    events = row.history.select_related("pgh_context").order_by("pgh_id")  # type: ignore[attr-defined]
    return [event.pgh_context.metadata["reason"] for event in events]


def test_an_experience_is_recorded_with_its_files(office_user: User, today: date) -> None:
    files = [(photo(), "观摩"), (PDF, "材料全文")]
    kept = actions.record_practice(**FACTS, files=files, today=today, by=office_user)
    assert kept.recorded_by == office_user
    assert [(one.caption, one.file.kind) for one in kept.files.all()] == [("观摩", "jpeg"), ("材料全文", "pdf")]


def test_the_same_experience_sent_twice_is_one(office_user: User, today: date) -> None:
    one = actions.record_practice(**FACTS, today=today, by=office_user)
    assert actions.record_practice(**FACTS, today=today, by=office_user) == one


def test_the_same_file_chosen_twice_is_kept_once(office_user: User, today: date) -> None:
    kept = actions.record_practice(**FACTS, files=[(PDF, "甲"), (PDF, "乙")], today=today, by=office_user)
    assert kept.files.get().caption == "甲"


def test_a_file_of_another_kind_is_refused_and_nothing_is_kept(office_user: User, today: date) -> None:
    files = [(PDF, "材料"), (b"PK\x03\x04 a workbook", "表")]
    refusal = refused(actions.record_practice, **FACTS, files=files, today=today, by=office_user)
    assert refusal.field == "attachments"
    assert "JPG、PNG" in refusal.message
    assert (Practice.objects.count(), StoredFile.objects.count()) == (0, 0)


@pytest.mark.parametrize(("day", "words"), [(date(2017, 11, 17), "还没有到"), (date(1917, 11, 1), "年份对不对")])
def test_it_was_learned_on_a_day_that_can_be(office_user: User, today: date, day: date, words: str) -> None:
    refusal = refused(actions.record_practice, **FACTS | {"learned_on": day}, today=today, by=office_user)
    assert refusal.field == "learned_on"
    assert words in refusal.message


def test_a_correction_leaves_what_was(practice: Practice, office_user: User, today: date) -> None:
    saved = actions.correct_practice(practice, town="青螺镇二社区", today=today, by=office_user)
    assert saved.town == "青螺镇二社区"
    assert [event.town for event in practice.history.order_by("pgh_id")] == [practice.town, "青螺镇二社区"]  # type: ignore[attr-defined]


def test_nothing_comes_of_an_experience_before_it_is_learned(
    practice: Practice, office_user: User, today: date
) -> None:
    make_local_measure(practice, due_on=date(2017, 11, 1))
    refusal = refused(actions.correct_practice, practice, learned_on=date(2017, 11, 2), today=today, by=office_user)
    assert (refusal.field, refusal.message) == ("learned_on", "2017-11-01 已有举措或决定，学习日期不能更晚")


def test_a_file_is_added_once(practice: Practice, office_user: User) -> None:
    actions.add_practice_file(practice, content=photo(), caption="现场", by=office_user)
    refusal = refused(actions.add_practice_file, practice, content=photo(), caption="又一次", by=office_user)
    assert (refusal.field, refusal.message) == ("file", "这个文件已经传过")
    refusal = refused(actions.add_practice_file, practice, content=b"MZ", caption="程序", by=office_user)
    assert refusal.field == "file"
    assert PracticeFile.objects.get().caption == "现场"


def test_it_is_declined_with_a_reason(practice: Practice, office_user: User, today: date) -> None:
    refusal = refused(actions.decline_practice, practice, reason=" \n", today=today, by=office_user)
    assert (refusal.field, refusal.message) == ("reason", "写上为什么不采用")
    declined = actions.decline_practice(practice, reason=" 地太少 ", today=today, by=office_user)
    assert (declined.declined_on, declined.declined_reason, declined.declined_by) == (today, "地太少", office_user)
    assert "已经写明" in refused(actions.decline_practice, practice, reason="又", today=today, by=office_user).message


def test_what_is_adopted_is_not_declined(practice: Practice, office_user: User, today: date) -> None:
    actions.add_local_measure(practice, **ACT, by=office_user)
    refusal = refused(actions.decline_practice, practice, reason="地太少", today=today, by=office_user)
    assert refusal.message.startswith("这条经验已定了 1 项举措，不能再写不采用")


def test_what_is_declined_gets_no_measure(practice: Practice, office_user: User, today: date) -> None:
    actions.decline_practice(practice, reason="地太少", today=today, by=office_user)
    refusal = refused(actions.add_local_measure, practice, **ACT, by=office_user)
    assert refusal.message == "2017-11-16 写明不采用，先点“重新考虑”，再定举措"


def test_what_was_declined_is_taken_up_again_and_the_old_reason_stays(
    practice: Practice, office_user: User, today: date
) -> None:
    actions.decline_practice(practice, reason="地太少", today=today, by=office_user)
    assert refused(actions.take_up_again, practice, reason=" ", by=office_user).field == "reason"
    again = actions.take_up_again(practice, reason="流转了 80 亩", by=office_user)
    assert Practice.objects.open_ones().get() == again
    actions.add_local_measure(again, **ACT, by=office_user)
    assert Practice.objects.adopted().get() == again
    assert reasons(practice)[1:] == ["写明不采用", "重新考虑：流转了 80 亩"]
    assert practice.history.order_by("pgh_id")[1].declined_reason == "地太少"  # type: ignore[attr-defined]


def test_only_what_was_declined_is_taken_up_again(practice: Practice, office_user: User) -> None:
    assert "不用重新考虑" in refused(actions.take_up_again, practice, reason="想想", by=office_user).message


def test_the_same_measure_sent_twice_is_one(practice: Practice, office_user: User) -> None:
    one = actions.add_local_measure(practice, **ACT, by=office_user)
    assert actions.add_local_measure(practice, **ACT, by=office_user) == one


@pytest.mark.parametrize(
    ("day", "words"), [(date(2017, 10, 7), "2017-10-08 才学到这条经验，期限不能更早"), (date(2200, 1, 1), "太远了")]
)
def test_a_measure_is_due_on_a_day_that_can_be(practice: Practice, office_user: User, day: date, words: str) -> None:
    refusal = refused(actions.add_local_measure, practice, **ACT | {"due_on": day}, by=office_user)
    assert refusal.field == "due_on"
    assert words in refusal.message


def test_another_due_date_needs_its_reason(practice: Practice, office_user: User) -> None:
    measure = make_local_measure(practice, **ACT)
    later = ACT | {"due_on": date(2018, 3, 31)}
    refusal = refused(actions.correct_local_measure, measure, **later, reason=" ", by=office_user)
    assert (refusal.field, refusal.message) == ("reason", "改了期限，写上为什么")
    saved = actions.correct_local_measure(measure, **later, reason="苗没到", by=office_user)
    assert saved.due_on == date(2018, 3, 31)
    assert reasons(measure)[-1] == "改举措：苗没到"
    too_early = later | {"due_on": date(2017, 1, 1)}
    assert refused(actions.correct_local_measure, measure, **too_early, reason="错", by=office_user).field == "due_on"


def test_words_and_owner_change_without_a_reason(practice: Practice, office_user: User) -> None:
    measure = make_local_measure(practice, **ACT)
    saved = actions.correct_local_measure(measure, **ACT | {"owner": "侯建国"}, reason="", by=office_user)
    assert saved.owner == "侯建国"


def test_a_measure_is_done_with_its_result(practice: Practice, office_user: User, today: date) -> None:
    measure = make_local_measure(practice, **ACT)
    done = {"done_on": today, "result": "63 户种下"}
    for wrong, field in (
        ({"done_on": date(2017, 11, 17)}, "done_on"),
        ({"done_on": date(2017, 10, 7)}, "done_on"),
        ({"result": " "}, "result"),
    ):
        refusal = refused(actions.finish_local_measure, measure, **done | wrong, today=today, by=office_user)
        assert refusal.field == field
    kept = actions.finish_local_measure(measure, **done, today=today, by=office_user)
    assert (kept.done_on, kept.result) == (today, "63 户种下")


def test_a_result_is_corrected_and_the_due_date_of_the_past_stays(
    practice: Practice, office_user: User, today: date
) -> None:
    measure = make_local_measure(practice, **ACT, done_on=date(2017, 11, 1), result="36 户")
    kept = actions.finish_local_measure(measure, done_on=measure.done_on, result="63 户", today=today, by=office_user)
    assert (kept.result, reasons(measure)[-1]) == ("63 户", "更正举措结果")
    later = ACT | {"due_on": date(2018, 3, 31)}
    refusal = refused(actions.correct_local_measure, measure, **later, reason="延", by=office_user)
    assert (refusal.field, refusal.message) == ("due_on", "2017-11-01 已经完成，期限不再改")

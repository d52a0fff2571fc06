"""Members: ID numbers, the one head, leaving, and the reveal with its trace."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from households.actions import members
from households.actions.members import add_member, change_head, correct_member, leave, reveal_id_number
from households.codes import Gender, LeaveReason, Relation
from households.identity import parse
from households.models import Member
from office.demo.builders import id_number, make_household, make_member
from povertyplan.accounts.models import User
from povertyplan.audit.models import Act, AuditEvent
from povertyplan.audit.refusal import Refused
from povertyplan.versions import version_of
from villages.models import Village

BORN = date(1990, 3, 2)
NUMBER = id_number(BORN, 11)


def _facts(**changed: object) -> dict[str, object]:
    return {"name": "李晓军", "relation": Relation.SON, "birth_date": BORN, "gender": Gender.MALE} | changed


def test_add_member_seals_the_number(village: Village, office_user: User, today: date) -> None:
    household = make_household(village)
    member = add_member(household, number=parse(NUMBER, today=today), by=office_user, **_facts())
    kept = Member.objects.get(pk=member.pk)
    assert kept.open_id_number() == NUMBER
    assert NUMBER.encode() not in bytes(kept.id_sealed or b"")
    assert (kept.name_pinyin, kept.name_initials) == ("lixiaojun", "lxj")


def test_the_same_person_sent_twice_is_one_row(village: Village, office_user: User) -> None:
    household = make_household(village)
    add_member(household, number=None, by=office_user, **_facts())
    with pytest.raises(Refused, match="已经在这户里"):
        add_member(household, number=None, by=office_user, **_facts())


def test_add_member_refuses_a_number_of_somebody_else(village: Village, office_user: User, today: date) -> None:
    other = make_household(village, head_name="王德明", registry_no="42039900120110001")
    number = parse(other.members.get().open_id_number(), today=today)
    with pytest.raises(Refused, match="42039900120110001户的王德明名下") as refusal:
        add_member(make_household(village), number=number, by=office_user, **_facts())
    assert refusal.value.field == "id_number"


def test_a_cadre_is_not_told_whose_the_number_is_elsewhere(
    village: Village, other_village: Village, cadre: User, today: date
) -> None:
    other = make_household(other_village, head_name="王德明")
    number = parse(other.members.get().open_id_number(), today=today)
    with pytest.raises(Refused, match="已登记在石门村") as refusal:
        add_member(make_household(village), number=number, by=cadre, **_facts())
    assert "王德明" not in refusal.value.message


def test_two_rows_of_one_person_are_refused_by_postgres(village: Village, today: date) -> None:
    first = make_household(village).members.get()
    second = make_household(village).members.get()
    with pytest.raises(IntegrityError, match="member_one_row_a_person"), transaction.atomic():
        Member.objects.filter(pk=second.pk).update(id_index=first.id_index)


def test_a_second_head_is_refused(village: Village, office_user: User) -> None:
    household = make_household(village, head_name="李长根")
    with pytest.raises(Refused, match="户主现在是李长根"):
        add_member(household, number=None, by=office_user, **_facts(relation=Relation.HEAD))
    member = make_member(household, relation=Relation.SON)
    with pytest.raises(IntegrityError, match="member_one_head"), connection.cursor() as cursor, transaction.atomic():
        cursor.execute("UPDATE households_member SET relation = '01' WHERE id = %s", [member.pk])


def test_the_head_stays_head_until_another_takes_over(village: Village, office_user: User) -> None:
    head = make_household(village, head_name="李长根", members=2).members.get(relation=Relation.HEAD)
    with pytest.raises(Refused, match="换户主"):
        correct_member(head, number=None, seen=version_of(head), by=office_user, relation=Relation.OTHER)


def test_change_head_swaps_both(village: Village, office_user: User) -> None:
    household = make_household(village, members=2)
    wife = household.members.get(relation=Relation.SPOUSE)
    change_head(wife, former_relation=Relation.SPOUSE, by=office_user)
    assert [m.relation for m in household.members.order_by("pk")] == [Relation.SPOUSE, Relation.HEAD]


def test_correct_member_refuses_an_older_version(village: Village, office_user: User) -> None:
    member = make_household(village).members.get()
    seen = version_of(member)
    correct_member(member, number=None, seen=seen, by=office_user, name="李长根")
    with pytest.raises(Refused, match="周会计改过这条记录"):
        correct_member(member, number=None, seen=seen, by=office_user, name="李大根")
    assert Member.objects.get(pk=member.pk).name == "李长根"


def test_leave_keeps_the_row(village: Village, office_user: User, today: date) -> None:
    household = make_household(village, members=2)
    wife = household.members.get(relation=Relation.SPOUSE)
    leave(wife, on=today, reason=LeaveReason.DEATH, today=today, by=office_user)
    assert household.members.present().count() == 1
    with pytest.raises(Refused, match="已在 2017-11-16 离开"):
        leave(wife, on=today, reason=LeaveReason.DEATH, today=today, by=office_user)


def test_leave_refuses_the_future_a_day_before_birth_and_the_head(
    village: Village, office_user: User, today: date
) -> None:
    household = make_household(village, members=2)
    head, wife = household.members.in_registry_order()
    with pytest.raises(Refused, match="还没有到"):
        leave(wife, on=today + timedelta(days=1), reason=LeaveReason.MOVED, today=today, by=office_user)
    with pytest.raises(Refused, match="早于出生日期"):
        leave(wife, on=date(1900, 1, 1), reason=LeaveReason.MOVED, today=today, by=office_user)
    with pytest.raises(Refused, match="先换户主"):
        leave(head, on=today, reason=LeaveReason.MOVED, today=today, by=office_user)
    with pytest.raises(IntegrityError, match="member_leaves_with_reason"), transaction.atomic():
        Member.objects.filter(pk=wife.pk).update(left_on=today)


def test_reveal_shows_the_number_and_leaves_a_trace(village: Village, office_user: User) -> None:
    member = make_household(village).members.get()
    assert reveal_id_number(member, reason=" 核对低保 ", by=office_user) == member.open_id_number()
    event = AuditEvent.objects.get(act=Act.REVEAL)
    assert (event.user, event.reason, event.subject_id) == (office_user, "核对低保", str(member.pk))
    assert event.village_code == village.code


def test_reveal_without_a_reason_is_refused_twice(village: Village, office_user: User) -> None:
    member = make_household(village).members.get()
    with pytest.raises(Refused, match="为什么要看"):
        reveal_id_number(member, reason="  ", by=office_user)
    with pytest.raises(IntegrityError, match="audit_reveal_has_reason"), transaction.atomic():
        AuditEvent.objects.create(act=Act.REVEAL, user=office_user, user_name="周会计")


def test_reveals_are_counted_by_the_hour(village: Village, office_user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members, "REVEALS_AN_HOUR", 2)
    member = make_household(village).members.get()
    for _ in range(2):
        reveal_id_number(member, reason="核对", by=office_user)
    again = timezone.localtime(AuditEvent.objects.earliest("at").at + timedelta(hours=1))
    with pytest.raises(Refused, match=f"一小时内已查看 2 个证件号，{again:%H:%M} 以后再看"):
        reveal_id_number(member, reason="核对", by=office_user)
    assert AuditEvent.objects.count() == 2

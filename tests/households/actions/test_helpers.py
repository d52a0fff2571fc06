"""Helpers: pairings that are never overwritten, photos that keep nothing but the picture."""

from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, connection, transaction
from PIL import Image

from households.actions.helpers import add_helper, assign_helper, correct_helper, keep_photo
from households.models import Helper, HelperAssignment, Household
from office.demo.builders import assign, make_helper, make_household
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.versions import version_of
from villages.models import Village


def test_a_new_pairing_ends_the_former_the_day_before(village: Village, office_user: User, today: date) -> None:
    household, first, second = make_household(village), make_helper(), make_helper()
    assign(household, first, since=date(2017, 1, 1))
    assign_helper([household], second, since=date(2017, 11, 10), by=office_user, today=today)
    rows = household.assignments.order_by("since").values_list("helper", "since", "until")
    assert list(rows) == [
        (first.pk, date(2017, 1, 1), date(2017, 11, 9)),
        (second.pk, date(2017, 11, 10), None),
    ]


def test_who_serves_already_is_passed_over(village: Village, office_user: User, today: date) -> None:
    served, free, helper = make_household(village), make_household(village), make_helper()
    assign(served, helper)
    made = assign_helper([served, free], helper, since=today, by=office_user, today=today)
    assert [row.household for row in made] == [free]


def test_a_pairing_before_a_later_one_is_refused_and_nothing_is_written(
    village: Village, office_user: User, today: date
) -> None:
    free = make_household(village)
    taken = make_household(village, registry_no="42039900120110009")
    assign(taken, make_helper(name="马俊"), since=date(2017, 6, 1))
    with pytest.raises(Refused, match="42039900120110009户在 2017-06-01 已开始由马俊负责"):
        assign_helper([free, taken], make_helper(), since=date(2017, 5, 1), by=office_user, today=today)
    assert not free.assignments.exists()


def test_a_pairing_in_the_future_is_refused(village: Village, office_user: User, today: date) -> None:
    with pytest.raises(Refused, match="还没有到那天"):
        assign_helper([make_household(village)], make_helper(), since=date(2018, 1, 1), by=office_user, today=today)


def test_two_helpers_on_one_day_are_refused_by_postgres(village: Village) -> None:
    household = make_household(village)
    assign(household, make_helper(), since=date(2017, 1, 1))
    insert = "INSERT INTO households_helperassignment (household_id, helper_id, since) VALUES (%s, %s, '2017-05-01')"
    with (
        pytest.raises(IntegrityError, match="assignment_one_helper_a_day"),
        connection.cursor() as cursor,
        transaction.atomic(),
    ):
        cursor.execute(insert, [household.pk, make_helper().pk])


def test_the_history_of_a_pairing_cannot_be_erased(village: Village, office_user: User, today: date) -> None:
    household = make_household(village)
    assign_helper([household], make_helper(), since=today, by=office_user, today=today)
    events = HelperAssignment._meta.get_field("history").related_model
    assert events is not None
    assert events._default_manager.get().pgh_context.metadata["reason"] == "换责任人"


def test_a_twin_of_a_helper_is_refused(office_user: User) -> None:
    make_helper(name="马俊", phone="10012345678")
    with pytest.raises(Refused, match="同名同电话的责任人马俊已经有了"):
        add_helper(by=office_user, name="马俊", phone="10012345678", organisation="农业服务中心")
    other = make_helper(name="马俊", phone="10012345679")
    with pytest.raises(IntegrityError, match="helper_name_phone_once"), transaction.atomic():
        Helper.objects.filter(pk=other.pk).update(phone="10012345678")


def test_correct_helper_spells_the_new_name(office_user: User) -> None:
    helper = make_helper(name="马俊")
    correct_helper(helper, seen=version_of(helper), by=office_user, name="单大海")
    assert Helper.objects.get(pk=helper.pk).name_initials == "sdh"


def _picture(kind: str, size: tuple[int, int] = (60, 80), **options: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def test_a_photo_is_drawn_anew_without_its_position(office_user: User) -> None:
    exif = Image.Exif()
    exif[0x010F] = "secret camera"
    helper = keep_photo(make_helper(), content=_picture("JPEG", exif=exif), by=office_user)
    with helper.photo.open() as file:
        content = file.read()
    assert "photo" not in helper.photo.name
    assert b"secret camera" not in content
    with Image.open(BytesIO(content)) as kept:
        assert (kept.format, kept.size) == ("JPEG", (60, 80))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"GIF89a" + b"0" * 50, "不是照片"),
        (b"\xff\xd8\xff" + b"0" * 50, "打不开"),
        (b"\xff\xd8\xff" + b"0" * (8 * 1024 * 1024), "超过 8 MB"),
        (_picture("PNG", (6000, 5000)), "超过 2400 万像素"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是照片"),
    ],
)
def test_what_is_no_photo_is_refused(office_user: User, content: bytes, words: str) -> None:
    helper = make_helper()
    with pytest.raises(Refused, match=words):
        keep_photo(helper, content=content, by=office_user)
    assert not Helper.objects.get(pk=helper.pk).photo


def test_unhelped_and_helped_by(village: Village, today: date) -> None:
    helper, served = make_helper(name="马俊"), make_household(village)
    assign(served, helper)
    former = make_household(village)
    assign(former, helper, until=date(2017, 6, 30))
    assert list(Household.objects.unhelped(on=today)) == [former]
    assert list(Household.objects.helped_by(helper.pk, on=today)) == [served]
    assert list(Household.objects.helped_by_name("mj", on=today)) == [served]

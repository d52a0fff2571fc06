"""People of a household. Their ID numbers are kept sealed."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Length

from households.codes import (
    CAN_WORK,
    Education,
    Ethnicity,
    Gender,
    Health,
    LabourAbility,
    LeaveReason,
    Politics,
    Relation,
    SchoolStatus,
    WorkArea,
)
from households.identity import IdNumber, age, masked, masked_on_paper
from households.models.household import Household
from povertyplan.accounts.matrix import Capability
from povertyplan.history import keeps_history
from povertyplan.sealing import blind_index, seal, unseal
from povertyplan.shapes import NOT_A_PHONE, is_phone, phone_or_empty
from villages.models import VillageScoped, up_to_today

EARLIEST_BIRTH = date(1900, 1, 1)


class MemberQuerySet(VillageScoped["Member"]):
    capability = Capability.VIEW_HOUSEHOLDS
    village_path = "household__village"

    def present(self) -> Self:
        """Who belongs to the household today."""
        return self.filter(left_on__isnull=True)

    def named_in(self, text: str) -> str:
        """The name of one of them that the text holds; empty where it holds none. One-character names are not looked
        for."""
        rows = self.annotate(text=Value(text), length=Length("name")).filter(text__contains=F("name"), length__gte=2)
        return rows.values_list("name", flat=True).first() or ""

    def present_on(self, day: date) -> Self:
        """Born by then and not yet gone."""
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gt=day), birth_date__lte=day)

    def left(self) -> Self:
        """Who no longer does, the latest first."""
        return self.filter(left_on__isnull=False).order_by("-left_on")

    def of_households(self, households: models.QuerySet[Household]) -> Self:
        return self.filter(household__in=households)

    def counts_by_household(self) -> dict[int, int]:
        """How many people belong to each household today."""
        counted = self.present().order_by().values("household").annotate(n=models.Count("*"))
        return {row["household"]: row["n"] for row in counted}

    def with_number(self, number: IdNumber) -> Self:
        return self.filter(id_index=blind_index(number.resident, purpose="id"))

    def named(self, text: str) -> Self:
        """The name contains `text`, or its pinyin or initials begin with it."""
        key = text.lower()
        return self.filter(Q(name__contains=text) | Q(name_initials__startswith=key) | Q(name_pinyin__startswith=key))

    def in_registry_order(self) -> Self:
        """The head first, then as the registry numbers them."""
        return self.order_by("household", "relation", "registry_no")


@keeps_history()
class Member(models.Model):
    """A person of the household (家庭成员); who dies, marries out or moves keeps the row with `left_on`."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    registry_no = models.CharField("人编号", max_length=24, unique=True, null=True, blank=True)
    name = models.CharField("姓名", max_length=40)
    name_pinyin = models.CharField(max_length=160, blank=True, editable=False)
    name_initials = models.CharField(max_length=40, blank=True, editable=False)
    gender = models.CharField("性别", max_length=1, choices=Gender)
    birth_date = models.DateField("出生日期")
    id_sealed = models.BinaryField("证件号码", null=True, editable=False)
    # Keyed hashes: of the 18 characters (one living row a person) and of the last four (search).
    id_index = models.BinaryField(max_length=32, null=True, editable=False)
    id_tail_index = models.BinaryField(max_length=32, null=True, editable=False)
    relation = models.CharField("与户主关系", max_length=2, choices=Relation)
    ethnicity = models.CharField("民族", max_length=2, choices=Ethnicity, default=Ethnicity.HAN)
    politics = models.CharField("政治面貌", max_length=2, choices=Politics, blank=True)
    education = models.CharField("文化程度", max_length=2, choices=Education, blank=True)
    school_status = models.CharField("在校生状况", max_length=2, choices=SchoolStatus, default=SchoolStatus.NONE)
    health = ArrayField(
        models.CharField(max_length=2, choices=Health), verbose_name="健康状况", default=list, blank=True
    )
    labour_ability = models.CharField("劳动技能", max_length=2, choices=LabourAbility, blank=True)
    work_area = models.CharField("务工状况", max_length=2, choices=WorkArea, blank=True)
    months_worked = models.PositiveSmallIntegerField("务工时间（月）", null=True, blank=True)
    has_medical_insurance = models.BooleanField("参加基本医疗", null=True, blank=True)
    has_critical_illness_cover = models.BooleanField("参加大病医疗", null=True, blank=True)
    has_pension = models.BooleanField("参加养老保险", null=True, blank=True)
    phone = models.CharField("电话", max_length=20, blank=True, validators=[is_phone])
    left_on = models.DateField("离开日期", null=True, blank=True)
    leave_reason = models.CharField("离开原因", max_length=1, choices=LeaveReason, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "家庭成员"
        ordering = ("household", "relation", "registry_no")
        indexes = (
            models.Index(fields=["id_tail_index"], name="member_id_tail"),
            GinIndex(
                fields=["name", "name_pinyin", "name_initials", "phone"],
                opclasses=["gin_trgm_ops"] * 4,
                name="member_search",
            ),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="member_has_name", violation_error_message="写上姓名"),
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(relation=Relation.HEAD, left_on__isnull=True),
                name="member_one_head",
                violation_error_message="一户只能有一个户主",
            ),
            models.UniqueConstraint(
                fields=["id_index"],
                condition=Q(left_on__isnull=True),
                name="member_one_row_a_person",
                violation_error_message="这个证件号已经登记在别的成员名下",
            ),
            models.CheckConstraint(
                condition=Q(months_worked__isnull=True) | Q(months_worked__lte=12),
                name="member_months_0_to_12",
                violation_error_message="务工时间在 0 到 12 个月之间",
            ),
            models.CheckConstraint(
                condition=Q(health__contained_by=Health.values)
                & (~Q(health__contains=[Health.HEALTHY]) | Q(health__len__lte=1)),
                name="member_health_set",
                violation_error_message="选了“健康”就不能再选病或残疾",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True, leave_reason="") | (Q(left_on__isnull=False) & ~Q(leave_reason="")),
                name="member_leaves_with_reason",
                violation_error_message="离开日期和离开原因要一起写",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("birth_date")),
                name="member_leaves_after_birth",
                violation_error_message="离开日期早于出生日期",
            ),
            models.CheckConstraint(
                condition=up_to_today("birth_date", since=EARLIEST_BIRTH),
                name="member_is_born",
                violation_error_message="出生日期在 1900 年到今天之间",
            ),
            models.CheckConstraint(
                condition=up_to_today("left_on", since=EARLIEST_BIRTH),
                name="member_has_left",
                violation_error_message="离开日期还没有到",
            ),
            models.CheckConstraint(
                condition=Q(
                    gender__in=Gender.values,
                    relation__in=Relation.values,
                    ethnicity__in=Ethnicity.values,
                    politics__in=["", *Politics.values],
                    education__in=["", *Education.values],
                    school_status__in=SchoolStatus.values,
                    labour_ability__in=["", *LabourAbility.values],
                    work_area__in=["", *WorkArea.values],
                    leave_reason__in=["", *LeaveReason.values],
                ),
                name="member_codes_known",
            ),
            models.CheckConstraint(
                condition=phone_or_empty("phone"), name="member_phone_shape", violation_error_message=NOT_A_PHONE
            ),
            models.CheckConstraint(
                condition=Q(id_sealed__isnull=True, id_index__isnull=True, id_tail_index__isnull=True)
                | Q(id_sealed__isnull=False, id_index__isnull=False, id_tail_index__isnull=False),
                name="member_id_sealed_and_indexed",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def _place(self) -> str:
        return f"households_member.id_sealed:{self.pk}"

    def keep_id_number(self, number: IdNumber) -> None:
        """Seals the number into this row, which must have its key already; the caller saves."""
        if self.pk is None:
            raise ValueError("a sealed number belongs to a row: give it a key first")
        self.id_sealed = seal(number.text, place=self._place)
        self.id_index = blind_index(number.resident, purpose="id")
        self.id_tail_index = blind_index(number.resident[-4:], purpose="id-tail")

    def open_id_number(self) -> str:
        """The whole number. Only for `actions.reveal_id_number`, the import's comparison and the masks below."""
        return unseal(self.id_sealed, place=self._place) if self.id_sealed else ""

    @property
    def id_masked(self) -> str:
        return masked(self.open_id_number())

    @property
    def id_masked_on_paper(self) -> str:
        return masked_on_paper(self.open_id_number())

    @property
    def is_head(self) -> bool:
        return self.relation == Relation.HEAD and self.left_on is None

    def age(self, *, on: date) -> int:
        return age(self.birth_date, on=on)

    @property
    def health_labels(self) -> list[str]:
        return [Health(code).label for code in self.health]

    @property
    def is_in_school(self) -> bool:
        return self.school_status != SchoolStatus.NONE

    @property
    def can_work(self) -> bool:
        return self.labour_ability in CAN_WORK

    @property
    def work_words(self) -> str:
        """县外省内 8 个月."""
        where = self.get_work_area_display() if self.work_area else ""
        months = f"{self.months_worked} 个月" if self.months_worked else ""
        return " ".join(part for part in (where, months) if part)

    @property
    def covers(self) -> list[str]:
        """What the person is insured with."""
        named = (
            (self.has_medical_insurance, "基本医疗"),
            (self.has_critical_illness_cover, "大病医疗"),
            (self.has_pension, "养老"),
        )
        return [name for held, name in named if held]

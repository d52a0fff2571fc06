"""The enterprises of the plan (R5.1) and the people who answer for them here."""

from datetime import date
from typing import Any, ClassVar, Self, TypeVar

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from enterprises.codes import DeliveryState, Mode, Sector
from enterprises.credit_code import SHAPE
from households.wording import masked_phone
from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.accounts.models import User
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, NOT_A_PHONE, is_phone, phone_or_empty, without_id_number
from villages.models import FIRST_DAY, LAST_DAY, ClosedDateRange, Posting, Village, up_to_today

M = TypeVar("M", bound=models.Model)

# GB 32100-2015: Σ value × 3^(place) mod 31; SHAPE has been held against it before.
_CREDIT_CODE_SOUND = """
IF (SELECT sum((position(substr(NEW.credit_code, n, 1) IN '0123456789ABCDEFGHJKLMNPQRTUWXY') - 1)
        * (ARRAY[1,3,9,27,19,26,16,17,20,29,25,13,8,24,10,30,28,1])[n]) % 31
      FROM generate_series(1, 18) n) IS DISTINCT FROM 0 THEN
  RAISE EXCEPTION 'credit code % fails its check character', NEW.credit_code
    USING ERRCODE = 'check_violation', CONSTRAINT = 'enterprise_credit_code_sound';
END IF;
RETURN NEW;
"""


def serving(user: User) -> "models.QuerySet[EnterpriseContact]":
    """The contacts that the user is today: whose enterprises are the user's own."""
    return EnterpriseContact.objects.filter(user=user).current(on=timezone.localdate())


def posted(user: User) -> models.QuerySet[Posting]:
    return Posting.objects.of(user).current(on=timezone.localdate())


class EnterpriseScoped(models.QuerySet[M]):
    """Rows of enterprise help: the office sees all, a cadre the own villages', a contact the own enterprise's."""

    capability: ClassVar[Capability] = Capability.VIEW_ENTERPRISES
    enterprise_path: ClassVar[str] = "enterprise"
    village_path: ClassVar[str] = "village"

    def visible_to(self, user: User) -> Self:
        return self.open_to(user, self.capability)

    def open_to(self, user: User, capability: Capability) -> Self:
        scope = user.scope(capability)
        if scope is Scope.ALL:
            return self.all()
        if scope is Scope.OWN:
            return self.filter(**{f"{self.village_path}__in": posted(user).values("village")})
        if scope is Scope.ITS:
            return self.filter(**{f"{self.enterprise_path}__in": serving(user).values("enterprise")})
        return self.none()

    def of_enterprise(self, enterprise: "Enterprise") -> Self:
        return self.filter(**{self.enterprise_path: enterprise.pk})


class EnterpriseQuerySet(EnterpriseScoped["Enterprise"]):
    enterprise_path = "pk"

    def open_to(self, user: User, capability: Capability) -> Self:
        if user.scope(capability) is Scope.OWN:
            pairings = Enterprise._meta.get_field("pairings").related_model._default_manager
            return self.filter(pk__in=pairings.filter(village__in=posted(user).values("village")).values("enterprise"))
        return super().open_to(user, capability)

    def active(self) -> Self:
        return self.filter(left_on__isnull=True)

    def with_path(self, pairings: "models.QuerySet[Any]", *, on: date) -> Self:
        """Annotates how far each came in these pairings: is_paired, is_visited, is_begun (in a pairing that lasts),
        has_mode, has_pledged, has_delivered and is_overdue (a pledge's day has passed and not all is confirmed).
        `path.stage_of` says it in one word.
        """
        own = pairings.order_by().filter(enterprise=OuterRef("pk"))
        pledges = apps.get_model("enterprises", "Pledge")._default_manager
        of_it = pledges.filter(choice__pairing__in=pairings.order_by(), choice__pairing__enterprise=OuterRef("pk"))
        return self.annotate(
            is_paired=Exists(own.current(on=on)),  # type: ignore[attr-defined]
            is_visited=Exists(own.filter(visits__isnull=False)),
            is_begun=Exists(own.current(on=on).filter(visits__isnull=False)),  # type: ignore[attr-defined]
            has_mode=Exists(own.filter(mode_choices__isnull=False)),
            has_pledged=Exists(of_it),
            has_delivered=Exists(of_it.filter(deliveries__state=DeliveryState.CONFIRMED)),
            is_overdue=Exists(of_it.overdue(on=on)),
        )

    def at_stage(self, stage: str) -> Self:
        """After `with_path`; the stages of `STAGES` overlap: who is overdue may have delivered too."""
        return self.filter(STAGES[stage])

    def stage_counts(self) -> dict[str, int]:
        """After `with_path`: how many are at each stage, in one statement."""
        found: dict[str, int] = self.aggregate(**{key: Count("pk", filter=q) for key, q in STAGES.items()})
        return found

    def paired_with(self, village: int, pairings: "models.QuerySet[Any]", *, on: date) -> Self:
        """`village` is a key."""
        now = pairings.order_by().filter(village=village).current(on=on)  # type: ignore[attr-defined]
        return self.filter(pk__in=now.values("enterprise"))

    def of_mode(self, mode: str, pairings: "models.QuerySet[Any]") -> Self:
        """Chosen in a village, or meant to be."""
        chosen = pairings.order_by().filter(mode_choices__mode=mode)
        return self.filter(Q(intended_modes__contains=[mode]) | Q(pk__in=chosen.values("enterprise")))

    def with_chosen(self, mode: str, pairings: "models.QuerySet[Any]") -> Self:
        """Chosen in a village, which is after the visit."""
        return self.filter(pk__in=pairings.order_by().filter(mode_choices__mode=mode).values("enterprise"))

    def matching(self, phrase: str) -> Self:
        """By a part of the name, the beginning of its initials, or the end of the credit code."""
        text = phrase.strip().replace("\0", "")
        found = Q(name__contains=text) | Q(name_initials__startswith=text.lower())
        if len(text) >= SHORTEST_TAIL:
            found |= Q(credit_code__endswith=text.upper())
        return self.filter(found)

    def in_name_order(self) -> Self:
        """As a telephone book: by the initials of the name's pinyin."""
        return self.order_by("name_initials", "name", "pk")

    def with_reach(self, pairings: "models.QuerySet[Any]", *, on: date) -> Self:
        """Annotates paired_count and visited_count: households paired now, and those of them ever visited."""
        rows = apps.get_model("enterprises", "HouseholdPairing")._default_manager
        visits = apps.get_model("enterprises", "EnterpriseVisit")._default_manager
        now = rows.current(on=on).filter(pairing__in=pairings.order_by(), pairing__enterprise=OuterRef("pk"))
        been = visits.filter(pairing=OuterRef("pairing"), household=OuterRef("household"))
        return self.annotate(
            paired_count=_distinct_households(now), visited_count=_distinct_households(now.filter(Exists(been)))
        )


def _distinct_households(rows: "models.QuerySet[Any]") -> Coalesce:
    """Of rows that refer to an outer enterprise: how many households, each once."""
    counted = rows.order_by().values("pairing__enterprise").annotate(n=Count("household", distinct=True)).values("n")
    return Coalesce(Subquery(counted, output_field=models.IntegerField()), 0)


# How far an enterprise came, as lists ask for it; conditions on what `with_path` annotates.
STAGES = {
    "unvisited": Q(left_on__isnull=True, is_paired=True, is_visited=False),
    "visited": Q(left_on__isnull=True, is_visited=True, has_mode=False),
    "pledged": Q(left_on__isnull=True, has_pledged=True, has_delivered=False),
    "delivering": Q(left_on__isnull=True, has_delivered=True),
    "overdue": Q(left_on__isnull=True, is_overdue=True),
    "left": Q(left_on__isnull=False),
    "all": Q(left_on__isnull=True),
    # The steps of the battle map (office/maps/help_board.py): who came at least so far, whoever has left since.
    "paired": Q(is_paired=True),
    "begun": Q(is_begun=True),
    "chosen": Q(has_mode=True),
    "promised": Q(has_pledged=True),
    "given": Q(has_delivered=True),
}
# A shorter end of a code would find half the list.
SHORTEST_TAIL = 4


@keeps_history()
class Enterprise(models.Model):
    """An enterprise or cooperative that helps of its own will and within its means (尽力而为、量力而行)."""

    credit_code = models.CharField(
        "统一社会信用代码", max_length=18, unique=True, error_messages={"unique": "这个信用代码的企业已经登记"}
    )
    name = models.CharField("企业名称", max_length=60)
    name_initials = models.CharField(max_length=60, blank=True, editable=False)
    sector = models.CharField("行业", max_length=1, choices=Sector)
    head_name = models.CharField("负责人", max_length=40)
    phone = models.CharField("联系电话", max_length=20, blank=True, validators=[is_phone])
    employees = models.PositiveIntegerField("从业人数", null=True, blank=True)
    village = models.ForeignKey(
        Village, on_delete=models.PROTECT, null=True, blank=True, related_name="enterprises", verbose_name="所在村"
    )
    address = models.CharField("地址", max_length=80, blank=True)
    capabilities = models.CharField("能做什么", max_length=200, blank=True)
    intended_modes = ArrayField(
        models.CharField(max_length=10, choices=Mode), verbose_name="意向模式", default=list, blank=True
    )
    left_on = models.DateField("不再参加", null=True, blank=True)

    # Only on rows that come through the phrases with_path and with_reach.
    is_paired: bool
    is_visited: bool
    is_begun: bool
    has_mode: bool
    has_pledged: bool
    has_delivered: bool
    is_overdue: bool
    paired_count: int
    visited_count: int

    objects = EnterpriseQuerySet.as_manager()

    class Meta:
        verbose_name = "企业"
        # Never by amount: no ranking (R5.2).
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(credit_code__regex=SHAPE),
                name="enterprise_credit_code_shape",
                violation_error_message="统一社会信用代码是 18 位数字和大写字母，核对营业执照",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(head_name=""),
                name="enterprise_has_names",
                violation_error_message="写上企业名称和负责人",
            ),
            models.CheckConstraint(
                condition=Q(sector__in=Sector.values, intended_modes__contained_by=Mode.values),
                name="enterprise_codes_known",
            ),
            models.CheckConstraint(
                condition=Q(employees__isnull=True) | Q(employees__lte=1_000_000),
                name="enterprise_employees_range",
                violation_error_message="从业人数太大了，看看单位对不对",
            ),
            models.CheckConstraint(
                condition=phone_or_empty("phone"), name="enterprise_phone_shape", violation_error_message=NOT_A_PHONE
            ),
            models.CheckConstraint(
                condition=up_to_today("left_on"),
                name="enterprise_left_day_has_come",
                violation_error_message="不再参加的日期还没有到",
            ),
            models.CheckConstraint(
                condition=without_id_number("name", "head_name", "address", "capabilities"),
                name="enterprise_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="credit_code_sound",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("credit_code"),
                condition=pgtrigger.Condition(f"NEW.credit_code ~ '{SHAPE}'"),
                func=_CREDIT_CODE_SOUND,
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("enterprises:enterprise_detail", args=[self.pk])

    @property
    def short_name(self) -> str:
        """Without the legal form, as maps and tables write it."""
        return self.name.removesuffix("有限公司").removesuffix("有限责任") or self.name

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone)

    @property
    def intended(self) -> list[Mode]:
        """In the order of the plan."""
        return [mode for mode in Mode if mode in self.intended_modes]


class EnterpriseContactQuerySet(EnterpriseScoped["EnterpriseContact"]):
    village_path = "enterprise__pairings__village"

    def current(self, *, on: date) -> Self:
        return self.filter(Q(until__isnull=True) | Q(until__gte=on), since__lte=on)


_CONTACT_IS_ENTERPRISE_ROLE = """
IF NOT EXISTS (SELECT FROM public.accounts_user WHERE id = NEW.user_id AND role = 'enterprise') THEN
  RAISE EXCEPTION 'account % is no enterprise contact', NEW.user_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'enterprisecontact_of_the_role';
END IF;
RETURN NEW;
"""


@keeps_history()
class EnterpriseContact(models.Model):
    """A person's time as contact (企业联系人), both days included: of one enterprise, which may have several."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="contacts", verbose_name="企业")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enterprise_contacts", verbose_name="联系人"
    )
    since = models.DateField("从哪天起")
    until = models.DateField("到哪天止", null=True, blank=True)

    objects = EnterpriseContactQuerySet.as_manager()

    class Meta:
        verbose_name = "企业联系人"
        ordering = ("enterprise", "-since")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="enterprisecontact_ends_after_start",
                violation_error_message="结束日期早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(since__range=(FIRST_DAY, LAST_DAY)),
                name="enterprisecontact_since_range",
                violation_error_message="日期在 2000 年到 2100 年之间，看看年份对不对",
            ),
            ExclusionConstraint(
                name="enterprisecontact_one_enterprise_a_day",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (ClosedDateRange("since", "until"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="这个账号这段时间已经是一家企业的联系人，先结束那一段",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="of_the_role",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("user_id"),
                func=_CONTACT_IS_ENTERPRISE_ROLE,
            ),
        )

    def __str__(self) -> str:
        return f"{self.enterprise} {self.user.name}"

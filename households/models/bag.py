"""Printed understanding bags (明白袋) and their way into the house; what is printed is composed in office/bags/bag.py.

An edition keeps what stood on the paper, so that "what changed since" can be said in words (R3.3).
"""

from collections.abc import Iterable
from typing import Self

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef, Q

from households.models.helper import Visit
from households.models.household import Household
from povertyplan.accounts.matrix import Capability
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, without_id_number
from povertyplan.tokens import new_token
from villages.models import VillageScoped, up_to_today


class BagEditionQuerySet(VillageScoped["BagEdition"]):
    capability = Capability.VIEW_HOUSEHOLDS
    village_path = "household__village"

    def newest_first(self) -> Self:
        return self.order_by("household", "-number")

    def newest_of(self, households: Iterable[int]) -> Self:
        """The newest edition of each of these households (keys) that has one."""
        rows = self.filter(household__in=list(households))
        return rows.order_by("household_id", "-number").distinct("household_id")

    def newest(self) -> Self:
        """Of each household the newest, void or not."""
        later = BagEdition.objects.filter(household=OuterRef("household"), number__gt=OuterRef("number"))
        return self.filter(~Exists(later))

    def undelivered(self) -> Self:
        return self.filter(delivery__isnull=True, void__isnull=True)

    def delivered(self) -> Self:
        return self.filter(delivery__isnull=False, void__isnull=True)

    def unasked(self) -> Self:
        """Delivered, and nobody asked the three questions."""
        return self.delivered().filter(delivery__knows_helper__isnull=True)

    def understood(self) -> Self:
        """Delivered, and all three questions answered (R3.5)."""
        return self.delivered().filter(
            delivery__knows_helper=True, delivery__knows_benefits=True, delivery__knows_plan=True
        )

    def to_explain_again(self) -> Self:
        """Of each household the newest delivered one, where a question was not answered and nobody has visited on a
        later day: on the day itself the household was just told."""
        of_household = {"household": OuterRef("household")}
        later = BagEdition.objects.filter(**of_household, number__gt=OuterRef("number"), delivery__isnull=False)
        visits = Visit.objects.filter(**of_household, visited_on__gt=OuterRef("delivery__delivered_on"))
        unanswered = Q(delivery__knows_helper=False) | Q(delivery__knows_benefits=False) | Q(delivery__knows_plan=False)
        return self.filter(unanswered).filter(~Exists(later), ~Exists(visits))


@keeps_history(exclude=["content"])
class BagEdition(models.Model):
    """One edition of a household's bag: the same content printed again is the same edition (R3.3).

    `content` is the canonical content that stood on the paper, ID numbers masked as there; the row never changes, so
    its history would only be a second copy.
    """

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="bag_editions")
    number = models.PositiveSmallIntegerField("版次")
    content_hash = models.CharField(max_length=64)
    content = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    token = models.CharField(max_length=12, unique=True, default=new_token)
    printed_on = models.DateField("印制日期")
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = BagEditionQuerySet.as_manager()

    class Meta:
        verbose_name = "明白袋"
        ordering = ("household", "-number")
        constraints = (
            models.UniqueConstraint(fields=["household", "number"], name="bagedition_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="bagedition_number_from_1"),
            models.CheckConstraint(condition=up_to_today("printed_on"), name="bagedition_has_been_printed"),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.household} 第 {self.number} 版"


class BagContent(models.Model):
    """What was found when a household's bag was last put together: only a memory, made anew whenever it is missing.

    `facts` is the digest of every row that the bag is made from (office/bags/facts.py); while it is the same, the bag
    is the same and need not be put together again. `parts` are the hashes of its sections by name. `earlier` are
    {"since": day, "hash": content hash} of what it said before, the oldest first: a past day's map asks whether a
    printed bag was stale then.
    """

    household = models.OneToOneField(
        Household, on_delete=models.CASCADE, primary_key=True, related_name="bag_content", db_constraint=False
    )
    facts = models.CharField(max_length=64)
    content_hash = models.CharField(max_length=64)
    parts = models.JSONField(default=dict)
    since = models.DateField()
    earlier = models.JSONField(default=list)

    class Meta:
        verbose_name = "明白袋现在的内容"

    def __str__(self) -> str:
        return f"{self.household_id} {self.content_hash[:8]}"


class BagDeliveryQuerySet(VillageScoped["BagDelivery"]):
    capability = Capability.VIEW_HOUSEHOLDS
    village_path = "edition__household__village"

    def newest(self) -> Self:
        """Of each household the one of its newest delivered edition."""
        later = BagDelivery.objects.filter(
            edition__household=OuterRef("edition__household"), edition__number__gt=OuterRef("edition__number")
        )
        return self.filter(~Exists(later))

    def understood(self) -> Self:
        """All three questions answered (R3.5)."""
        return self.filter(knows_helper=True, knows_benefits=True, knows_plan=True)

    def to_explain_again(self, household: Household) -> Self:
        """The one whose unanswered questions the next visit to this household is about, if there is one."""
        return self.filter(edition__in=BagEdition.objects.filter(household=household).to_explain_again())

    def not_understood(self) -> Self:
        """Asked, and at least one was not answered."""
        return self.filter(Q(knows_helper=False) | Q(knows_benefits=False) | Q(knows_plan=False))


# An edition reaches the house on or after its printing; one that was declared void reaches nobody.
_DELIVERED_EDITION = """
IF EXISTS (SELECT FROM public.households_bagedition e WHERE e.id = NEW.edition_id AND e.printed_on > NEW.delivered_on)
THEN
  RAISE EXCEPTION 'edition % was printed later', NEW.edition_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'bagdelivery_after_printing';
END IF;
IF EXISTS (SELECT FROM public.households_bagvoid v WHERE v.edition_id = NEW.edition_id) THEN
  RAISE EXCEPTION 'edition % is void', NEW.edition_id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'bagdelivery_not_void';
END IF;
IF TG_OP = 'UPDATE' AND NEW.edition_id <> OLD.edition_id THEN
  RAISE EXCEPTION 'a delivery stays with its edition'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'bagdelivery_stays';
END IF;
RETURN NEW;
"""


@keeps_history()
class BagDelivery(models.Model):
    """An edition handed over (送达), signed or not, and whether the three questions were answered (R3.5).

    Was anything asked, all three were; None in all three means that nobody asked.
    """

    edition = models.OneToOneField(BagEdition, on_delete=models.PROTECT, related_name="delivery")
    delivered_on = models.DateField("送达日期")
    delivered_by = models.CharField("送达人", max_length=40)
    is_signed = models.BooleanField("已签字或按手印", default=False)
    knows_helper = models.BooleanField("谁帮你家", null=True, blank=True)
    knows_benefits = models.BooleanField("你家享受什么", null=True, blank=True)
    knows_plan = models.BooleanField("今年打算怎么干", null=True, blank=True)
    note = models.CharField("要再讲什么", max_length=80, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = BagDeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "明白袋送达"
        ordering = ("-delivered_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=up_to_today("delivered_on"),
                name="bagdelivery_has_been",
                violation_error_message="送达日期还没有到，写送到的那天",
            ),
            models.CheckConstraint(
                condition=~Q(delivered_by=""),
                name="bagdelivery_by_somebody",
                violation_error_message="写上谁送的",
            ),
            models.CheckConstraint(
                condition=Q(knows_helper__isnull=True, knows_benefits__isnull=True, knows_plan__isnull=True)
                | Q(knows_helper__isnull=False, knows_benefits__isnull=False, knows_plan__isnull=False),
                name="bagdelivery_three_or_none",
                violation_error_message="三问要么都问到，要么都不填",
            ),
            models.CheckConstraint(
                condition=without_id_number("note", "delivered_by"),
                name="bagdelivery_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="delivered_edition",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_DELIVERED_EDITION,
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition} {self.delivered_on} 送达"

    @property
    def was_asked(self) -> bool:
        return self.knows_helper is not None

    @property
    def understood(self) -> bool:
        return bool(self.knows_helper and self.knows_benefits and self.knows_plan)

    @property
    def not_known(self) -> list[str]:
        """The questions that were asked and not answered, in the household's words."""
        asked = (
            (self.knows_helper, "谁帮你家"),
            (self.knows_benefits, "你家享受什么"),
            (self.knows_plan, "今年打算怎么干"),
        )
        return [question for known, question in asked if known is False]


@keeps_history()
class BagVoid(models.Model):
    """An edition declared void (作废): misprinted, lost, or taken back. Its QR code says so from then on."""

    edition = models.OneToOneField(BagEdition, on_delete=models.PROTECT, related_name="void")
    voided_on = models.DateField("作废日期")
    reason = models.CharField("为什么作废", max_length=60)
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "明白袋作废"
        constraints = (
            models.CheckConstraint(condition=up_to_today("voided_on"), name="bagvoid_has_been"),
            models.CheckConstraint(
                condition=~Q(reason=""), name="bagvoid_has_reason", violation_error_message="写上为什么作废"
            ),
            models.CheckConstraint(
                condition=without_id_number("reason"),
                name="bagvoid_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.edition} 作废"


class JobScope(models.TextChoices):
    STALE = "stale", "要重印的"
    VILLAGE = "village", "一个村"
    CHOSEN = "chosen", "选中的户"
    ALL = "all", "全部"


class PartState(models.TextChoices):
    WAITING = "waiting", "排队"
    RUNNING = "running", "在生成"
    DONE = "done", "好了"
    CANCELLED = "cancelled", "停下了"
    FAILED = "failed", "没印出来"


OPEN_PARTS = (PartState.WAITING, PartState.RUNNING)


class BagJobQuerySet(models.QuerySet["BagJob"]):
    def newest_first(self) -> Self:
        return self.order_by("-requested_at", "-pk")

    def going_on(self) -> Self:
        return self.filter(parts__state__in=OPEN_PARTS).distinct()


class BagJob(models.Model):
    """A wish to print (打印任务): one press-ready file a village, made in the background by `print_worker`."""

    scope = models.CharField("范围", max_length=7, choices=JobScope)
    is_large = models.BooleanField("大字版", default=False)
    with_lifted = models.BooleanField("已脱贫的也印", default=False)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)

    objects = BagJobQuerySet.as_manager()

    class Meta:
        verbose_name = "打印任务"
        ordering = ("-requested_at", "-pk")
        constraints = (models.CheckConstraint(condition=Q(scope__in=JobScope.values), name="bagjob_scope_known"),)

    def __str__(self) -> str:
        return f"{self.get_scope_display()} {self.requested_at:%Y-%m-%d %H:%M}"


class BagPartQuerySet(VillageScoped["BagPart"]):
    capability = Capability.PRINT_BAGS
    village_path = "village"

    def open(self) -> Self:
        return self.filter(state__in=OPEN_PARTS)

    def in_print_order(self) -> Self:
        """Who asked first; by `job` alone its own order would put the last wish first."""
        return self.order_by("job_id", "village__code")


class BagPart(models.Model):
    """One village's file of a job. Its editions are kept in the transaction that makes it 好了, or not at all.

    `households` are keys in no order; `made` counts bags laid out so far.
    """

    job = models.ForeignKey(BagJob, on_delete=models.PROTECT, related_name="parts")
    village = models.ForeignKey("villages.Village", on_delete=models.PROTECT, related_name="+")
    households = models.JSONField(default=list)
    state = models.CharField("状态", max_length=9, choices=PartState, default=PartState.WAITING)
    made = models.PositiveSmallIntegerField("已生成", default=0)
    attempts = models.PositiveSmallIntegerField("第几次", default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    pages = models.PositiveIntegerField("页数", default=0)
    file = models.CharField(max_length=120, blank=True)
    trouble = models.CharField("为什么没印出来", max_length=300, blank=True)

    objects = BagPartQuerySet.as_manager()

    class Meta:
        verbose_name = "打印任务的一个村"
        ordering = ("job", "village")
        constraints = (
            models.UniqueConstraint(fields=["job", "village"], name="bagpart_village_once"),
            # One job at a time for whatever a village's households are printed by.
            models.UniqueConstraint(
                fields=["village"],
                condition=Q(state__in=OPEN_PARTS),
                name="bagpart_one_open_a_village",
                violation_error_message="这个村正在打印，等那一份好了再来",
            ),
            models.CheckConstraint(condition=Q(state__in=PartState.values), name="bagpart_state_known"),
            models.CheckConstraint(
                condition=~Q(state=PartState.DONE) | (~Q(file="") & Q(finished_at__isnull=False)),
                name="bagpart_done_has_file",
            ),
            models.CheckConstraint(
                condition=Q(state=PartState.FAILED) ^ Q(trouble=""),
                name="bagpart_failed_says_why",
            ),
        )

    def __str__(self) -> str:
        return f"{self.village} {self.get_state_display()}"

    @property
    def total(self) -> int:
        return len(self.households)


class BagPartEdition(models.Model):
    """Which edition stands in which file, in the order of the file."""

    part = models.ForeignKey(BagPart, on_delete=models.PROTECT, related_name="printed")
    edition = models.ForeignKey(BagEdition, on_delete=models.PROTECT, related_name="printings")
    place = models.PositiveSmallIntegerField("第几份")
    pages = models.PositiveSmallIntegerField("页数")
    is_new = models.BooleanField("这一版第一次印", default=True)

    class Meta:
        verbose_name = "打印任务里的一份"
        ordering = ("part", "place")
        constraints = (
            models.UniqueConstraint(fields=["part", "edition"], name="bagpartedition_once"),
            models.UniqueConstraint(fields=["part", "place"], name="bagpartedition_place_once"),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.part} 第 {self.place} 份"

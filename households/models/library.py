"""The library that every bag draws on: policies (扶贫政策) and leaders' remarks (领导言论), with versions (R3.4).

A version is written, approved by another person and published; from its approval on its words never change. Whom it
concerns is a rule of conditions, held against the registry each time: households/eligibility.py.
"""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User
from povertyplan.files.models import StoredFile
from povertyplan.history import keeps_history
from povertyplan.shapes import HOLDS_ID_NUMBER, NOT_A_PHONE, is_phone, phone_or_empty, without_id_number
from villages.models import FIRST_DAY, LAST_DAY, up_to_today

LONGEST_SUMMARY = 60


class ItemKind(models.TextChoices):
    POLICY = "policy", "扶贫政策"
    REMARK = "remark", "领导言论"


class VersionState(models.TextChoices):
    DRAFT = "draft", "草稿"
    APPROVED = "approved", "已批准，没发布"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已停用"


class PolicyLevel(models.TextChoices):
    NATIONAL = "01", "国家"
    PROVINCE = "02", "省"
    PREFECTURE = "03", "市"
    COUNTY = "04", "县（市）"
    TOWNSHIP = "05", "办事处"


class RuleMatch(models.TextChoices):
    ALL = "all", "条件都要符合"
    ANY = "any", "符合一条就行"


class RuleFact(models.TextChoices):
    """What a condition asks. Facts of members hold where one present member at least answers to them."""

    STATUS = "status", "脱贫状态"
    CATEGORY = "category", "贫困户类别"
    CAUSE = "cause", "致贫原因（主要或其他）"
    NOT_MET = "not_met", "没达标的指标"
    HOUSING = "housing", "危房等级"
    RELOCATED = "relocated", "易地搬迁户"
    SCHOOL = "school", "有人在读"
    HEALTH = "health", "有人的健康状况"
    AGE = "age", "有人的年龄在"
    UNINSURED = "uninsured", "有人没参加"
    LABOUR = "labour", "有人的劳动技能"
    WORK = "work", "有人在外务工"


class LibraryItemQuerySet(models.QuerySet["LibraryItem"]):
    def visible_to(self, user: User) -> Self:
        return self if user.can(Capability.VIEW_LIBRARY) else self.none()

    def of_kind(self, kind: ItemKind) -> Self:
        return self.filter(kind=kind)

    def in_library_order(self) -> Self:
        return self.order_by("kind", "position", "pk")


@keeps_history()
class LibraryItem(models.Model):
    """A policy or a remark through all its versions; `position` is its place in the bag among its kind."""

    kind = models.CharField("种类", max_length=6, choices=ItemKind)
    position = models.PositiveSmallIntegerField("排在第几", default=100)

    objects = LibraryItemQuerySet.as_manager()

    class Meta:
        verbose_name = "资料"
        ordering = ("kind", "position", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=ItemKind.values), name="libraryitem_kind_known"),
            models.CheckConstraint(
                condition=Q(position__range=(1, 999)),
                name="libraryitem_position_range",
                violation_error_message="排在第几，写 1 到 999",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


# From its approval on a version keeps its words; who wrote them cannot approve them; each step is one step.
_COURSE = """
IF TG_OP = 'INSERT' THEN
  IF NEW.state <> 'draft' THEN
    RAISE EXCEPTION 'a version begins as a draft'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_begins_as_draft';
  END IF;
  RETURN NEW;
END IF;
IF (NEW.item_id, NEW.number) IS DISTINCT FROM (OLD.item_id, OLD.number) THEN
  RAISE EXCEPTION 'version % stays where it is', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_stays';
END IF;
IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
     ('draft', 'approved'), ('approved', 'draft'), ('approved', 'published'), ('published', 'withdrawn')) THEN
  RAISE EXCEPTION 'version %: % does not follow %', OLD.id, NEW.state, OLD.state
    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_course';
END IF;
IF NOT (NEW.writers @> OLD.writers) THEN
  RAISE EXCEPTION 'version %: who wrote it stays known', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_writers_stay';
END IF;
IF OLD.state <> 'draft' AND NEW.state <> 'draft' AND
   (to_jsonb(NEW) - '{state,published_by_id,published_on,withdrawn_on,withdrawn_why}'::text[])
   IS DISTINCT FROM
   (to_jsonb(OLD) - '{state,published_by_id,published_on,withdrawn_on,withdrawn_why}'::text[]) THEN
  RAISE EXCEPTION 'version % is approved', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_words_stay';
END IF;
IF OLD.published_on IS NOT NULL AND (NEW.published_on, NEW.published_by_id)
   IS DISTINCT FROM (OLD.published_on, OLD.published_by_id) THEN
  RAISE EXCEPTION 'version % is published', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_words_stay';
END IF;
IF OLD.state = 'withdrawn' AND NEW IS DISTINCT FROM OLD THEN
  RAISE EXCEPTION 'version % is withdrawn', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_words_stay';
END IF;
RETURN NEW;
"""
_NO_DELETE_AFTER_DRAFT = """
IF OLD.state <> 'draft' THEN
  RAISE EXCEPTION 'version % is approved', OLD.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_words_stay';
END IF;
RETURN OLD;
"""
# Conditions and files belong to the words: both the row that leaves and the row that comes are asked.
_ONLY_OF_DRAFTS = """
IF TG_OP <> 'INSERT' AND NOT EXISTS (
     SELECT FROM public.households_libraryversion WHERE id = OLD.version_id AND state = 'draft')
   OR TG_OP <> 'DELETE' AND NOT EXISTS (
     SELECT FROM public.households_libraryversion WHERE id = NEW.version_id AND state = 'draft') THEN
  RAISE EXCEPTION 'its version is approved'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'libraryversion_words_stay';
END IF;
IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
RETURN NEW;
"""


def _only_of_drafts() -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name="only_of_drafts",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=_ONLY_OF_DRAFTS,
    )


class LibraryVersionQuerySet(models.QuerySet["LibraryVersion"]):
    def visible_to(self, user: User) -> Self:
        return self if user.can(Capability.VIEW_LIBRARY) else self.none()

    def in_force(self, *, on: date) -> Self:
        """Of each item the newest published version whose validity covers the day, in library order."""
        open_ended = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
        valid = LibraryVersion.objects.filter(
            Q(valid_from__lte=on) & open_ended, state=VersionState.PUBLISHED, published_on__lte=on
        )
        newer = valid.filter(item=OuterRef("item"), number__gt=OuterRef("number"))
        rows = self.filter(pk__in=valid.values("pk")).filter(~Exists(newer))
        return rows.order_by("item__kind", "item__position", "item")

    def newest_first(self) -> Self:
        return self.order_by("item", "-number")

    def named(self, text: str) -> Self:
        """By a part of the name, of the document and its number, of who said it, or of what the bag prints."""
        said = Q(speaker__contains=text) | Q(summary__contains=text)
        return self.filter(Q(title__contains=text) | Q(source__contains=text) | said)

    def with_rule(self) -> Self:
        return self.select_related("item").prefetch_related("conditions")


@keeps_history()
class LibraryVersion(models.Model):
    """One wording of a policy or remark. `title` of a remark names it in lists; its `summary` is what was said.

    `writers` are the accounts that wrote on it: none of them may approve it.
    """

    item = models.ForeignKey(LibraryItem, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("第几版")
    state = models.CharField("状态", max_length=10, choices=VersionState, default=VersionState.DRAFT)
    title = models.CharField("名称", max_length=30)
    summary = models.CharField("印在明白袋上的话", max_length=120)
    full_text = models.TextField("全文", max_length=8000, blank=True)
    source = models.CharField("依据（文件和文号）", max_length=120)
    # of policies
    level = models.CharField("哪一级", max_length=2, choices=PolicyLevel, blank=True)
    how = models.CharField("怎么拿到", max_length=60, blank=True)
    ask = models.CharField("问谁", max_length=40, blank=True)
    ask_phone = models.CharField("问谁的电话", max_length=20, blank=True, validators=[is_phone])
    amount = models.CharField("多少", max_length=12, blank=True)
    amount_note = models.CharField("多少的说明", max_length=20, blank=True)
    # of remarks
    speaker = models.CharField("谁说的", max_length=20, blank=True)
    speaker_duty = models.CharField("职务", max_length=30, blank=True)
    occasion = models.CharField("什么场合", max_length=40, blank=True)
    said_on = models.DateField("哪天说的", null=True, blank=True)

    valid_from = models.DateField("从")
    valid_until = models.DateField("到", null=True, blank=True)
    rule_match = models.CharField("规则", max_length=3, choices=RuleMatch, default=RuleMatch.ALL)
    writers = ArrayField(models.BigIntegerField(), verbose_name="谁写的", default=list)
    written_at = models.DateTimeField(auto_now=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_on = models.DateField("批准日期", null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_on = models.DateField("发布日期", null=True, blank=True)
    withdrawn_on = models.DateField("停用日期", null=True, blank=True)
    withdrawn_why = models.CharField("停用原因", max_length=60, blank=True)

    objects = LibraryVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "资料版本"
        ordering = ("item", "-number")
        constraints = (
            models.UniqueConstraint(fields=["item", "number"], name="libraryversion_number_once"),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=[VersionState.DRAFT, VersionState.APPROVED]),
                name="libraryversion_one_in_hand",
                violation_error_message="这条资料已经有一版在改，先把那一版办完",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="libraryversion_number_from_1"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(summary="") & ~Q(source=""),
                name="libraryversion_has_words",
                violation_error_message="名称、印在袋上的话、依据都要写",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__range=(FIRST_DAY, LAST_DAY))
                & (Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from"), valid_until__lte=LAST_DAY)),
                name="libraryversion_validity",
                violation_error_message="有效期的结束早于开始，核对两个日期",
            ),
            models.CheckConstraint(
                condition=Q(said_on__isnull=True) | up_to_today("said_on"),
                name="libraryversion_was_said",
                violation_error_message="哪天说的：这一天还没有到",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=VersionState.values,
                    level__in=["", *PolicyLevel.values],
                    rule_match__in=RuleMatch.values,
                ),
                name="libraryversion_codes_known",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT, approved_by__isnull=True, approved_on__isnull=True)
                | (~Q(state=VersionState.DRAFT) & Q(approved_by__isnull=False, approved_on__isnull=False)),
                name="libraryversion_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (Q(writers__len__gte=1) & ~Q(writers__contains=[F("approved_by")])),
                name="libraryversion_four_eyes",
                violation_error_message="你写过这一版，要另一个人批准",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[VersionState.DRAFT, VersionState.APPROVED], published_on__isnull=True)
                | Q(
                    state__in=[VersionState.PUBLISHED, VersionState.WITHDRAWN],
                    published_on__isnull=False,
                    published_on__gte=F("approved_on"),
                ),
                name="libraryversion_published_after_approval",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_why="") & ~Q(state=VersionState.WITHDRAWN)
                | Q(withdrawn_on__isnull=False, state=VersionState.WITHDRAWN) & ~Q(withdrawn_why=""),
                name="libraryversion_withdrawn_with_reason",
                violation_error_message="写上为什么停用",
            ),
            models.CheckConstraint(
                condition=without_id_number("title", "summary", "full_text", "source", "how", "ask", "occasion"),
                name="libraryversion_without_id_number",
                violation_error_message=HOLDS_ID_NUMBER,
            ),
            models.CheckConstraint(
                condition=phone_or_empty("ask_phone"),
                name="libraryversion_phone_shape",
                violation_error_message=NOT_A_PHONE,
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="course",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_COURSE,
            ),
            pgtrigger.Trigger(
                name="no_delete_after_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=_NO_DELETE_AFTER_DRAFT,
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} 第 {self.number} 版"

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT

    @property
    def is_policy(self) -> bool:
        return self.item.kind == ItemKind.POLICY

    def is_valid(self, *, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or self.valid_until >= on)


@keeps_history()
class LibraryCondition(models.Model):
    """One condition of a version's rule. `values` are codes of the fact's list, any of which will do; an age has
    `low` and `high` in years, both included, either may be open."""

    version = models.ForeignKey(LibraryVersion, on_delete=models.CASCADE, related_name="conditions")
    fact = models.CharField("条件", max_length=10, choices=RuleFact)
    values = ArrayField(models.CharField(max_length=20), verbose_name="是", default=list, blank=True)
    low = models.PositiveSmallIntegerField("从（岁）", null=True, blank=True)
    high = models.PositiveSmallIntegerField("到（岁）", null=True, blank=True)

    class Meta:
        verbose_name = "规则条件"
        ordering = ("version", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(fact__in=RuleFact.values), name="librarycondition_fact_known"),
            models.CheckConstraint(
                condition=(
                    Q(fact=RuleFact.AGE, values__len=0)
                    & (Q(low__isnull=False) | Q(high__isnull=False))
                    & (Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")))
                )
                | Q(fact=RuleFact.RELOCATED, low__isnull=True, high__isnull=True, values__len=0)
                | (
                    ~Q(fact__in=[RuleFact.AGE, RuleFact.RELOCATED])
                    & Q(low__isnull=True, high__isnull=True, values__len__gte=1)
                ),
                name="librarycondition_whole",
                violation_error_message="这个条件没有写完：选至少一项，年龄写从几岁到几岁",
            ),
        )
        triggers = (_only_of_drafts(),)

    def __str__(self) -> str:
        return f"{self.get_fact_display()} {'、'.join(self.values)}"


@keeps_history()
class LibraryFile(models.Model):
    """The document or picture that a version comes with (附件)."""

    version = models.ForeignKey(LibraryVersion, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("说明", max_length=60)

    class Meta:
        verbose_name = "附件"
        ordering = ("version", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["version", "file"],
                name="libraryfile_once",
                violation_error_message="这个文件已经附上了",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="libraryfile_has_name"),
        )
        triggers = (_only_of_drafts(),)

    def __str__(self) -> str:
        return self.name

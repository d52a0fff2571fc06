"""What happened without changing a row: reveals, exports, prints, sign-ins, refused access."""

from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models

from povertyplan.accounts.matrix import Capability
from povertyplan.accounts.models import User


class Act(models.TextChoices):
    SIGN_IN = "sign_in", "登录"
    SIGN_IN_REFUSED = "sign_in_refused", "登录没有通过"
    SIGN_OUT = "sign_out", "退出"
    REVEAL = "reveal", "查看完整证件号"
    EXPORT = "export", "导出"
    PRINT = "print", "打印"
    IMPORT = "import", "导入"
    UNDO = "undo", "撤销导入"


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, user: User) -> "AuditEventQuerySet":
        """The auditor sees all; anybody else what they did themselves."""
        return self if user.can(Capability.VIEW_AUDIT) else self.filter(user=user)

    def by_user(self, user: User) -> "AuditEventQuerySet":
        return self.filter(user=user)

    def of_act(self, act: str) -> "AuditEventQuerySet":
        return self.filter(act=act)

    def about(self, subject: models.Model) -> "AuditEventQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))

    def about_any(self, subjects: "models.QuerySet[Any]") -> "AuditEventQuerySet":
        keys = [str(key) for key in subjects.values_list("pk", flat=True)]
        return self.filter(subject_type=subjects.model._meta.label_lower, subject_id__in=keys)


class AuditEvent(models.Model):
    """One act, kept with a copy of the name so that it outlives the account. Rows are never changed."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="audit_events"
    )
    user_name = models.CharField("谁", max_length=80)
    act = models.CharField("做了什么", max_length=20, choices=Act)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    subject_name = models.CharField("对象", max_length=120, blank=True)
    village_code = models.CharField("村代码", max_length=12, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)
    facts = models.JSONField("细节", default=dict, blank=True)
    address = models.CharField("来源地址", max_length=45, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["subject_type", "subject_id", "-at"], name="audit_event_subject"),)
        constraints = (
            # A reveal without a reason is worth nothing to the person whose number it was.
            models.CheckConstraint(
                condition=~models.Q(act=Act.REVEAL) | models.Q(reason__regex=r"[^[:space:]]"),
                name="audit_reveal_has_reason",
            ),
            models.CheckConstraint(condition=models.Q(act__in=Act.values), name="audit_act_known"),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.user_name} {self.get_act_display()} {self.subject_name}"


class DataChange(models.Model):
    """How many writing transactions one backend of the database has committed (povertyplan/data_version.py)."""

    backend = models.IntegerField(primary_key=True)
    changes = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.backend}: {self.changes}"


class ImportKind(models.TextChoices):
    ROSTER = "roster", "贫困户名册"
    HELPERS = "helpers", "帮扶责任人结对表"
    ENTERPRISES = "enterprises", "辖区企业"
    BOUNDARIES = "boundaries", "村和边界"


class ImportState(models.TextChoices):
    PREVIEW = "preview", "待核对"
    COMMITTED = "committed", "已导入"
    UNDONE = "undone", "已撤销"


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def visible_to(self, user: User) -> "ImportBatchQuerySet":
        return self if user.can(Capability.IMPORT_DATA) else self.none()

    def for_list(self) -> "ImportBatchQuerySet":
        """With the person who brought it, without the file; a staged one whose file is gone leads nowhere."""
        forgotten = models.Q(state=ImportState.PREVIEW, file_sealed__isnull=True)
        return self.exclude(forgotten).select_related("created_by").defer("file_sealed")

    def waiting(self) -> "ImportBatchQuerySet":
        """Staged, neither written nor given up."""
        return self.filter(state=ImportState.PREVIEW)

    def of_kinds(self, kinds: Iterable[str]) -> "ImportBatchQuerySet":
        return self.filter(kind__in=list(kinds))


class ImportBatch(models.Model):
    """One file on its way in. The file is kept sealed until the batch is committed and looked at.

    `columns` maps a column's heading to a field name; `counts` is
    {"rows", "households": {"new", "changed", "same", "refused"}, …}, as the command prints it.
    """

    kind = models.CharField("种类", max_length=12, choices=ImportKind)
    state = models.CharField("状态", max_length=10, choices=ImportState, default=ImportState.PREVIEW)
    file_name = models.CharField("文件", max_length=200)
    file_digest = models.CharField(max_length=64)
    file_sealed = models.BinaryField(null=True)
    columns = models.JSONField("对应列", default=dict)
    counts = models.JSONField("计数", default=dict)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    committed_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=ImportState.PREVIEW, committed_at__isnull=True, undone_at__isnull=True)
                | models.Q(state=ImportState.COMMITTED, committed_at__isnull=False, undone_at__isnull=True)
                | models.Q(state=ImportState.UNDONE, committed_at__isnull=False, undone_at__isnull=False),
                name="importbatch_state_has_times",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=ImportKind.values), name="importbatch_kind_known"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.file_name}"


class ColumnMatch(models.Model):
    """A heading that a person matched to a field; the next file with it is matched by itself."""

    kind = models.CharField(max_length=12, choices=ImportKind)
    heading = models.CharField(max_length=80)
    field = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "heading"], name="columnmatch_once"),)

    def __str__(self) -> str:
        return f"{self.heading} → {self.field}"

"""A kept file. Which row it proves, and so who may see it, is said by the row's own app."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q


class FileKind(models.TextChoices):
    PHOTO = "jpeg", "照片"
    PDF = "pdf", "PDF"


class StoredFile(models.Model):
    """Content by its SHA-256: the same content is one row and one file on disk, however many rows it proves."""

    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField("类型", max_length=4, choices=FileKind)
    size = models.PositiveIntegerField("字节")
    content = models.FileField(upload_to="files/%Y/%m/")
    stored_at = models.DateTimeField(auto_now_add=True)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "文件"
        constraints = (
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="storedfile_sha256_shape"),
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="storedfile_kind_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="storedfile_has_content"),
        )
        triggers = (pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sha256[:8]}"

    @property
    def is_photo(self) -> bool:
        return self.kind == FileKind.PHOTO

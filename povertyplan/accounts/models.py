"""People who sign in, and their attempts to."""

from collections.abc import Iterator
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils.crypto import salted_hmac

from povertyplan.accounts.matrix import Capability, Role, Scope, scope
from povertyplan.history import keeps_history
from povertyplan.shapes import NOT_A_PHONE, is_phone, phone_or_empty

USERNAME = r"^[a-z0-9_.-]+$"


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: "User") -> "UserQuerySet":
        return self if user.can(Capability.MANAGE_USERS) else self.filter(pk=user.pk)

    def active(self) -> "UserQuerySet":
        return self.filter(is_active=True)

    def with_role(self, role: Role) -> "UserQuerySet":
        return self.filter(role=role)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    pass


@keeps_history(exclude=["password", "last_login"])
class User(AbstractBaseUser):
    """Someone who signs in; exactly one role, so maker and approver are never one person (R6.2)."""

    username = models.CharField(
        "账号",
        max_length=40,
        unique=True,
        validators=[RegexValidator(USERNAME, "账号只用小写字母、数字、点、横线")],
        error_messages={"unique": "这个账号已经有人用，换一个"},
    )
    name = models.CharField("姓名", max_length=40)
    role = models.CharField("角色", max_length=12, choices=Role)
    phone = models.CharField("电话", max_length=20, blank=True, validators=[is_phone])
    is_active = models.BooleanField("在用", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    objects = UserManager()
    # Only on an account just made: its password, shown once.
    first_password: str = ""

    class Meta:
        ordering = ("username",)
        constraints = (
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
            models.CheckConstraint(condition=~models.Q(name=""), name="user_has_name"),
            models.CheckConstraint(condition=models.Q(username__regex=USERNAME), name="user_username_shape"),
            models.CheckConstraint(
                condition=phone_or_empty("phone"), name="user_phone_shape", violation_error_message=NOT_A_PHONE
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}（{self.get_role_display()}）"

    def scope(self, capability: Capability) -> Scope | None:
        return scope(self.role, capability) if self.is_active else None

    def can(self, capability: Capability) -> bool:
        return self.scope(capability) is not None

    def get_session_auth_hash(self) -> str:
        """Changes with password, role and standing: every session of the account ends at the next request."""
        text = f"{self.password}|{self.role}|{self.is_active}"
        return salted_hmac("povertyplan.accounts.session", text, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """No fallback: after a change of SECRET_KEY everybody signs in again."""
        return iter(())


class SignInAttempt(models.Model):
    """Count of wrong passwords per keyed hash of account, network or both; see `actions.count_attempt`."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key

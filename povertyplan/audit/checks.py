"""What must hold before the application starts: keys, and a database that cannot forget or be overruled (P23)."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

_HEX_KEY = 64


@register(Tags.security)
def keys_are_whole(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    keys = {**settings.FIELD_KEYS, "INDEX_KEY": settings.INDEX_KEY}
    found: list[CheckMessage] = [
        Error(f"{name}: 不是 {_HEX_KEY} 位十六进制数", id="audit.E001")
        for name, key in keys.items()
        if not (len(key) == _HEX_KEY and all(c in "0123456789abcdef" for c in key.lower()))
    ]
    if settings.INDEX_KEY in settings.FIELD_KEYS.values():
        # One key for both would let whoever can search also read.
        found.append(Error("INDEX_KEY 和 FIELD_KEYS 不能用同一个密钥", id="audit.E002"))
    return found


@register(Tags.database, deploy=True)
def database_is_trustworthy(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    for alias in databases or ():
        with connections[alias].cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' "
                "AND pg_has_role(current_user, tableowner, 'USAGE')"
            )
            if cursor.fetchone()[0]:
                found.append(
                    Error(
                        "运行账号拥有数据表，能关掉触发器",
                        hint=f"DATABASE_URL 用 {settings.APP_ROLE}，迁移才用属主账号",
                        id="audit.E003",
                    )
                )
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                cursor.execute("SELECT current_setting(%s)", [setting])
                if cursor.fetchone()[0] == "off":
                    found.append(Error(f"Postgres 的 {setting} 关着，断电会丢已经确认的数据", id="audit.E004"))
    return found

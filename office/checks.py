"""System checks of printing: a machine that cannot print says so at start, not at the first bag."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from office.printing import fonts


@register()
def printing_is_possible(**options: Any) -> list[CheckMessage]:
    """Without libharfbuzz-subset a bag takes twenty times as long, without Chinese fonts it is empty boxes."""
    errors: list[CheckMessage] = []
    if fonts.subset_library() is None:
        errors.append(
            Error(
                "libharfbuzz-subset 没有装，打印会慢二十倍",
                hint="apt-get install libharfbuzz-subset0",
                id="office.E001",
            )
        )
    missing = fonts.missing_faces()
    if missing:
        errors.append(
            Error(
                f"打印要用的中文字体没有装：{'、'.join(missing)}",
                hint="apt-get install fontconfig fonts-noto-cjk",
                id="office.E002",
            )
        )
    return errors

"""A row's values in the words of a page: labels for codes, 元 for 分, a dash for nothing."""

from collections.abc import Sequence
from datetime import date

from django.db import models

from povertyplan.ui.money import yuan

_MONEY = "（分）"


def label(field: models.Field) -> str:
    return str(field.verbose_name).replace(_MONEY, "（元）")


def in_words(field: models.Field, value: object) -> str:
    if value is None or value == "" or value == []:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        choices = dict(field.base_field.flatchoices)  # type: ignore[attr-defined]
        return "、".join(str(choices.get(part, part)) for part in value)
    choices = dict(_flat_choices(field))
    if value in choices:
        return str(choices[value])
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and _MONEY in str(field.verbose_name):
        return yuan(value)
    return str(value)


def with_unit(field: models.Field, value: object) -> tuple[str, str]:
    """("耕地", "2.17 亩"): the unit moves from the name to the value."""
    name, _, unit = label(field).partition("（")
    words = in_words(field, value)
    return name, words if words == "—" or not unit else f"{words} {unit.removesuffix('）')}"


def _flat_choices(field: models.Field) -> Sequence[tuple[object, object]]:
    return list(field.flatchoices)


def masked_phone(number: str) -> str:
    """100****5678."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 8 else "*" * len(number)

"""Kept values as people read them in the preview's old → new."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

from povertyplan.ui.money import yuan

EMPTY = "（空）"


def shown(field: "models.Field[Any, Any]", value: object) -> str:
    if value is None or value == "" or value == []:
        return EMPTY
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        labels = _labels(field.base_field) if hasattr(field, "base_field") else {}
        return "、".join(labels.get(code, code) for code in value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, int) and field.name == "reported_income":
        return f"{yuan(value)} 元"
    return _labels(field).get(value, str(value))


def label(field: "models.Field[Any, Any]") -> str:
    return str(field.verbose_name).removesuffix("（分）")


def _labels(field: "models.Field[Any, Any]") -> Mapping[Any, str]:
    return {code: str(text) for code, text in field.flatchoices}

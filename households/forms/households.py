"""A household's facts."""

from typing import Any

from django import forms

from households.codes import PovertyCause
from households.forms.versioned import VersionedForm
from households.models import Household
from povertyplan.ui.fields import YuanField


class HouseholdForm(VersionedForm):
    other_causes = forms.MultipleChoiceField(
        label="其他致贫原因",
        choices=PovertyCause,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="最多 2 个，不选主要原因",
    )
    reported_income = YuanField(label="上报人均纯收入（元）", required=False, help_text="上级名册上的数")

    class Meta:
        model = Household
        fields = (
            "hamlet",
            "category",
            "identification_standard",
            "identified_year",
            "planned_lift_year",
            "phone",
            "main_cause",
            "other_causes",
            "is_dilapidated",
            "housing_grade",
            "housing_area",
            "has_safe_water",
            "access_road",
            "fuel",
            "farmland",
            "forest",
            "returned_farmland",
            "is_relocated",
            "cooperative",
            "reported_income",
        )

    groups = (
        (
            "基本情况",
            ("hamlet", "phone", "category", "identification_standard", "identified_year", "planned_lift_year"),
        ),
        ("致贫原因", ("main_cause", "other_causes")),
        (
            "住房和生活条件",
            ("is_dilapidated", "housing_grade", "housing_area", "has_safe_water", "access_road", "fuel"),
        ),
        (
            "土地和收入",
            ("farmland", "forest", "returned_farmland", "cooperative", "is_relocated", "reported_income"),
        ),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        others = found.get("other_causes", [])
        if len(others) > 2:
            self.add_error("other_causes", f"其他致贫原因最多 2 个，现在选了 {len(others)} 个")
        elif found.get("main_cause") in others:
            self.add_error("other_causes", "其他致贫原因里不选主要原因")
        return found

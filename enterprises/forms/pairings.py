"""Which village an enterprise is paired with, and which of its households."""

from typing import Any

from django import forms

from enterprises.forms.enterprises import SinceForm
from households.models import Household
from households.models.household import HouseholdQuerySet
from villages.models import Village, VillageQuerySet


class PairVillageForm(SinceForm):
    village = forms.ModelChoiceField(label="结对村", queryset=Village.objects.none(), empty_label="选一个村")
    field_order = ("village", "since")

    def __init__(self, *args: Any, villages: VillageQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village"].queryset = villages  # type: ignore[attr-defined]


class PairHouseholdsForm(SinceForm):
    """The page draws a checkbox beside each household of `offered`."""

    households = forms.ModelMultipleChoiceField(
        label="结对户",
        queryset=Household.objects.none(),
        error_messages={"required": "选至少 1 户", "invalid_choice": "有一户不在这个村的未脱贫户里，重新选"},
    )

    def __init__(self, *args: Any, offered: HouseholdQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["households"].queryset = offered  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[str]:
        """Keys of the households whose boxes are ticked, as they were sent or as a link asked."""
        return {str(value) for value in self["households"].value() or ()}

"""The balanced proposal as a form: one village, or none, for each enterprise that is free to move."""

from typing import Any

from django import forms

from enterprises.proposal_page import ProposalPage, ProposalRow
from povertyplan.ui.forms import ActionForm, speak_plainly


class ProposalForm(ActionForm):
    """Fields `e<key>`; what was typed stays over what is proposed anew."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, *args: Any, page: ProposalPage, **kwargs: Any) -> None:
        self.page = page
        super().__init__(*args, initial={"seen": page.seen}, **kwargs)
        for row in page.free:
            field = self.fields[_name(row)] = _field(row, page)
            speak_plainly(field, str(field.label))

    @property
    def chosen(self) -> dict[int, int | None]:
        """Village of each enterprise, by keys."""
        cleaned = self.cleaned_data
        return {row.enterprise.pk: int(cleaned[_name(row)]) if cleaned[_name(row)] else None for row in self.page.free}

    @property
    def lines(self) -> list[tuple[ProposalRow, forms.BoundField]]:
        return [(row, self[_name(row)]) for row in self.page.free]


def _name(row: ProposalRow) -> str:
    return f"e{row.enterprise.pk}"


def _field(row: ProposalRow, page: ProposalPage) -> forms.ChoiceField:
    villages = [(str(village.pk), village.name) for village in page.villages]
    return forms.ChoiceField(
        label=f"{row.enterprise.name}到哪个村",
        choices=[("", "不结对"), *villages],
        required=False,
        initial=str(row.proposed or ""),
    )

"""Approving a village's plan."""

from django import forms

from povertyplan.ui.forms import ActionForm


class ApproveForm(ActionForm):
    document_no = forms.CharField(
        label="批复文号", max_length=60, required=False, help_text="有红头文件的写文号；没有就不填"
    )

"""Forms of signing in and of accounts."""

from django import forms

from povertyplan.accounts.matrix import Role
from povertyplan.shapes import is_phone
from povertyplan.ui.forms import ActionForm


class SignInForm(ActionForm):
    username = forms.CharField(
        label="账号",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
        error_messages={"required": "写上账号"},
    )
    password = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "写上密码"},
    )


class PasswordForm(ActionForm):
    old = forms.CharField(
        label="原来的密码",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "写上原来的密码"},
    )
    new = forms.CharField(
        label="新密码",
        strip=False,
        help_text="至少 12 位，可以是一句只有自己知道的话",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "写上新密码"},
    )
    again = forms.CharField(
        label="新密码再写一遍",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "把新密码再写一遍"},
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise forms.ValidationError("两遍写的不一样")
        return again


class AccountForm(ActionForm):
    name = forms.CharField(label="姓名", max_length=40, error_messages={"required": "写上姓名"})
    role = forms.ChoiceField(label="角色", choices=Role.choices, error_messages={"required": "选一个角色"})
    phone = forms.CharField(label="电话", max_length=20, required=False, validators=[is_phone])


class NewAccountForm(AccountForm):
    username = forms.CharField(
        label="账号",
        max_length=40,
        help_text="小写字母、数字、点、横线",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
        error_messages={"required": "写上账号"},
    )
    field_order = ("username", "name", "role", "phone")


class ChangeAccountForm(AccountForm):
    is_active = forms.BooleanField(label="在用", required=False, help_text="停用后，这个账号马上退出")

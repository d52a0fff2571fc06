"""Forms as people meet them: plain words, one look, and an action's refusal shown where it belongs."""

import re
from collections.abc import Callable
from functools import cache, cached_property
from pathlib import Path
from typing import Any, ClassVar, ParamSpec, TypeVar

from crispy_forms.helper import FormHelper
from django import forms
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models
from django.forms.renderers import DjangoTemplates as FormTemplates
from django.template.backends.django import DjangoTemplates
from django.utils.module_loading import import_string

from povertyplan.audit.refusal import Refused
from povertyplan.shapes import holds_id_number

P = ParamSpec("P")
T = TypeVar("T")


class Renderer(FormTemplates):
    """Fields from templates/ui/field.html, widgets from Django; tags of this project are at hand in both."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    @cached_property
    def engine(self) -> DjangoTemplates:
        widgets = Path(forms.__file__).parent / "templates"
        return DjangoTemplates(
            {
                "NAME": "forms",
                "DIRS": [settings.BASE_DIR / "templates", widgets],
                "APP_DIRS": False,
                "OPTIONS": {"builtins": ["povertyplan.ui.templatetags.ui"]},
            }
        )


# What Django says about a wrong entry, said as a colleague would; {label} is the field's own.
WORDS: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {
        "required": "填写“{label}”",
        "max_length": "“{label}”最多 %(limit_value)d 个字，现在是 %(show_value)d 个",
        "min_length": "“{label}”至少 %(limit_value)d 个字，现在是 %(show_value)d 个",
        "max_value": "“{label}”不能大于 %(limit_value)s",
        "min_value": "“{label}”不能小于 %(limit_value)s",
        "null_characters_not_allowed": "“{label}”里有看不见的字符，删掉重写",
    },
    forms.ChoiceField: {"required": "选 1 项“{label}”", "invalid_choice": "“{label}”没有这一项，重新选"},
    forms.ModelChoiceField: {"required": "选 1 项“{label}”", "invalid_choice": "“{label}”没有这一项，重新选"},
    forms.BooleanField: {"required": "勾选“{label}”"},
    forms.IntegerField: {"invalid": "“{label}”写成整数，如 4"},
    forms.DecimalField: {
        "invalid": "“{label}”写成数字，如 3120.50",
        "max_decimal_places": "“{label}”最多 %(max)d 位小数",
        "max_digits": "“{label}”太大了，看看单位对不对",
        "max_whole_digits": "“{label}”太大了，看看单位对不对",
    },
    forms.DateField: {"invalid": "“{label}”写成 2017-11-02 这样"},
    forms.FileField: {"required": "选一个文件", "empty": "这个文件是空的，重新选一个"},
    forms.ImageField: {"invalid_image": "这个文件不是照片，选 JPG 或 PNG"},
}


def speak_plainly(field: forms.Field, label: str) -> None:
    """Gives the field our words, except where the form's author has chosen his own."""
    # Django fills the words with figures by the % sign; one of the label's own would stop it.
    label = label.replace("%", "％")
    ours: dict[str, str] = {}
    usual: dict[str, object] = {}
    for kind in reversed(type(field).__mro__):
        ours |= WORDS.get(kind, {})
        usual |= getattr(kind, "default_error_messages", {})
    for code, words in ours.items():
        if field.error_messages.get(code) == usual.get(code):
            field.error_messages[code] = words.format(label=label)


def _is_free_text(field: forms.Field) -> bool:
    is_text = isinstance(field, forms.CharField) and not isinstance(field, forms.UUIDField)
    return is_text and not isinstance(field.widget, forms.PasswordInput)


# Marks that turn the direction of what follows: on paper they would reverse the rest of a line.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def _no_hidden_marks(label: str) -> Callable[[str], None]:
    def refuse(text: str) -> None:
        if _TURNING.search(text):
            raise forms.ValidationError(f"“{label}”里有看不见的字符，删掉重写")

    return refuse


def _no_id_number(label: str) -> Callable[[str], None]:
    def refuse(text: str) -> None:
        if holds_id_number(text):
            raise forms.ValidationError(f"“{label}”里有整个身份证号，删掉再保存")

    return refuse


class ActionForm(forms.Form):
    """A form whose valid data go to one action.

    A view reads `if form.is_valid() and form.perform(open_batch, form.cleaned_data["file"], by=request.user):`.
    """

    # Our own words, in one place at the top, instead of the browser's bubbles one by one.
    use_required_attribute = False
    # Everywhere else a whole ID number is refused: free text goes onto lists, paper and into the trail.
    takes_id_number: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            speak_plainly(field, str(field.label or name))
            if _is_free_text(field):
                field.validators.append(_no_hidden_marks(str(field.label or name)))
            if _is_free_text(field) and name not in self.takes_id_number:
                field.validators.append(_no_id_number(str(field.label or name)))

    @property
    def helper(self) -> FormHelper:
        """For {% crispy form %}: the template writes <form>, the token and the button itself."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def perform(self, action: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What the action returned, or None after a refusal, which then stands in the form's errors."""
        try:
            return action(*args, **kwargs)
        except Refused as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)
        except IntegrityError as error:
            words = words_of_broken_rule(error)
            if words is None:
                raise
            self.add_error(None, words)
        return None


def words_of_broken_rule(error: IntegrityError) -> str | None:
    """The sentence declared for the constraint or trigger that Postgres named; None for one without words."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return _words_by_constraint().get(getattr(diagnosis, "constraint_name", None) or "")


@cache
def _words_by_constraint() -> dict[str, str]:
    """Of a constraint what stands beside it, of triggers what settings.REFUSALS say."""
    words: dict[str, str] = {}
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if field.unique and not field.primary_key:
                # The name that Postgres gives to a column's own UNIQUE.
                words[f"{model._meta.db_table}_{field.column}_key"[:63]] = str(field.error_messages["unique"])
        for constraint in model._meta.constraints:
            if constraint.violation_error_message != models.BaseConstraint.default_violation_error_message:
                words[constraint.name] = str(constraint.get_violation_error_message())
    for path in settings.REFUSALS:
        words |= import_string(path)
    return words

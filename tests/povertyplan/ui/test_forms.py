import pytest
from django import forms
from django.db import IntegrityError
from django.template import Context, Template

from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.ui.forms import ActionForm, words_of_broken_rule
from povertyplan.ui.specimens import VisitForm


class SmallForm(ActionForm):
    name = forms.CharField(label="姓名", max_length=4, help_text="身份证上的姓名")
    group = forms.ChoiceField(label="村民小组", choices=[("1", "1 组")])
    persons = forms.IntegerField(label="人口", error_messages={"invalid": "人口写数字"})
    note = forms.CharField(label="备注", required=False)


def rendered(form: forms.BaseForm, how: str) -> str:
    return Template("{% load crispy_forms_tags %}" + how).render(Context({"form": form}))


WAYS = ["{{ form }}", "{{ form|crispy }}", "{% crispy form %}"]


@pytest.mark.parametrize("how", WAYS)
def test_field_is_label_then_help_then_error_then_input(how: str) -> None:
    html = rendered(SmallForm({"name": "五个字的名"}), how)
    places = [
        html.index(part) for part in ('<label for="id_name"', 'id="id_name_helptext"', 'id="id_name_error"', "<input")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("how", WAYS)
def test_input_is_described_by_help_and_error(how: str) -> None:
    html = rendered(SmallForm({"name": "五个字的名"}), how)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


@pytest.mark.parametrize("how", WAYS)
def test_summary_links_to_the_field_in_the_same_words(how: str) -> None:
    html = rendered(SmallForm({"name": "五个字的名"}), how)
    words = "“姓名”最多 4 个字，现在是 5 个"
    assert f'<a href="#id_name">{words}</a>' in html
    assert html.count(words) == 2


@pytest.mark.parametrize("how", WAYS)
def test_optional_field_says_so_and_form_brings_no_form_tag(how: str) -> None:
    html = rendered(SmallForm(), how)
    assert html.count("（可不填）") == 1
    assert "<form" not in html
    assert "csrf" not in html
    assert "style=" not in html


def test_every_kind_of_field_has_a_label() -> None:
    html = rendered(VisitForm(), "{{ form|crispy }}")
    for name in VisitForm.base_fields:
        assert f'for="id_{name}"' in html or f'for="id_{name}_0"' in html


def test_wrong_entries_are_answered_in_plain_words() -> None:
    form = SmallForm({"persons": "四"})
    assert form.errors == {"name": ["填写“姓名”"], "group": ["选 1 项“村民小组”"], "persons": ["人口写数字"]}


def test_refusal_stands_at_its_field() -> None:
    def refuse() -> None:
        raise Refused("这个村没有 9 组", field="group")

    form = SmallForm({"name": "王", "group": "1", "persons": "1"})
    assert form.is_valid()
    assert form.perform(refuse) is None
    assert form.errors == {"group": ["这个村没有 9 组"]}


def test_refusal_without_a_field_stands_over_the_form() -> None:
    def refuse() -> None:
        raise Refused("这一批已经撤销", field="batch")

    form = SmallForm({"name": "王", "group": "1", "persons": "1"})
    form.is_valid()
    form.perform(refuse)
    assert form.non_field_errors() == ["这一批已经撤销"]


def test_action_gets_its_arguments_and_its_result_comes_back() -> None:
    def register(name: str, *, by: str) -> str:
        return f"{name} {by}"

    form = SmallForm({"name": "王", "group": "1", "persons": "1"})
    form.is_valid()
    assert form.perform(register, "王德明", by="何芳") == "王德明 何芳"


@pytest.mark.django_db
def test_broken_rule_of_the_database_is_said_in_the_words_beside_it() -> None:
    def twice() -> None:
        for _ in range(2):
            User(username="hefang", name="何芳", role="cadre", password="x").save()

    form = SmallForm({"name": "王", "group": "1", "persons": "1"})
    form.is_valid()
    form.perform(twice)
    assert form.non_field_errors() == ["这个账号已经有人用，换一个"]


def test_unknown_break_is_not_hidden() -> None:
    assert words_of_broken_rule(IntegrityError("?")) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("看了 42039919710305001X 的证件", "“备注”里有整个身份证号，删掉再保存"),
        ("一\0二", "“备注”里有看不见的字符，删掉重写"),
        ("一\u202e二", "“备注”里有看不见的字符，删掉重写"),
    ],
)
def test_what_no_text_may_hold_is_refused_in_plain_words(typed: str, words: str) -> None:
    form = SmallForm({"name": "李长根", "group": "1", "persons": "3", "note": typed})
    assert form.errors == {"note": [words]}


@pytest.mark.parametrize("typed", ["200.1", "2.345", "NaN", "1e400", ""])
def test_a_percent_sign_in_a_label_is_told_like_any_other(typed: str) -> None:
    class ShareForm(ActionForm):
        share = forms.DecimalField(label="上限（%）", max_digits=3, decimal_places=2)

    words = ShareForm({"share": typed}).errors["share"]
    assert len(words) == 1
    assert words[0].count("上限（％）") == 1

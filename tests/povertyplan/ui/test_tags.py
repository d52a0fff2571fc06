import pytest
from django.core.paginator import Paginator
from django.template import RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory

from povertyplan.accounts.models import User


def rendered(source: str, path: str = "/", role: str = "office", **context: object) -> str:
    request = RequestFactory().get(path)
    request.user = User(username="u", name="何芳", role=role)
    return Template(source).render(RequestContext(request, context))


def test_panel_has_heading_finding_and_action() -> None:
    html = rendered('{% panel "走访" say="本月 1 次" more="全部" more_url="/v/" %}<p>正文</p>{% endpanel %}')
    assert "<h2>走访</h2>" in html
    assert '<span class="say">本月 1 次</span>' in html
    assert '<a href="/v/">全部</a>' in html
    assert "<p>正文</p>" in html


def test_panel_escapes_words_and_content_variables() -> None:
    html = rendered("{% panel name %}{{ name }}{% endpanel %}", name="<i>")
    assert "<i>" not in html


def test_misspelt_argument_is_an_error_when_the_template_is_read() -> None:
    with pytest.raises(TemplateSyntaxError, match="mor"):
        Template('{% panel "走访" mor="全部" %}{% endpanel %}')


def test_stat_leads_to_its_list() -> None:
    html = rendered('{% stat "剩余户" 487 base="/ 824" note="本期减少 17 户" url="/h/" %}')
    assert '<dt>剩余户</dt><dd><a href="/h/">487</a> <small>/ 824</small></dd>' in html


def test_stat_of_zero_is_shown() -> None:
    assert "<dd>0</dd>" in rendered('{% stat "贫困村出列" 0 %}')


def test_pager_keeps_the_filter_and_says_where_one_is() -> None:
    html = rendered("{% pager page %}", path="/?village=3&page=2", page=Paginator(range(120), 50).page(2))
    assert "51—100，共 120 户" in html
    assert 'href="?village=3&amp;page=3"' in html
    assert 'href="?village=3&amp;page=1"' in html


def test_pager_of_nothing() -> None:
    assert "共 0 村" in rendered('{% pager page unit="村" %}', page=Paginator([], 50).page(1))


def test_sort_link_turns_round_and_returns_to_the_first_page() -> None:
    html = rendered('{% sort_link "人口" "persons" %}', path="/?sort=persons&page=4")
    assert 'href="?sort=-persons"' in html
    assert "从小到大" in html


@pytest.mark.parametrize(("role", "answer"), [("office", "能"), ("auditor", "不能")])
def test_can_asks_the_matrix(role: str, answer: str) -> None:
    html = rendered('{% can "edit_households" as may %}{% if may %}能{% else %}不能{% endif %}', role=role)
    assert html == answer


def test_can_with_an_unknown_capability_is_an_error() -> None:
    with pytest.raises(ValueError, match="fly"):
        rendered('{% can "fly" %}')


def test_empty_says_what_will_be_here_and_offers_the_act() -> None:
    html = rendered('{% empty "还没有走访记录" %}<a href="/n/">登记</a>{% endempty %}')
    assert html == '<div class="empty"><p>还没有走访记录</p><p><a href="/n/">登记</a></p></div>'


def test_unknown_money_and_date_are_a_dash() -> None:
    assert rendered("{% money none %}{% wan none %}{% iso none %}{% cn_date none %}", none=None) == "————"


def test_page_header_has_one_heading_and_its_actions() -> None:
    html = rendered('{% page_header "贫困户" meta="487 户" %}<a href="/n/">新增户</a>{% endpage_header %}')
    assert html.count("<h1>") == 1
    assert '<div class="acts"><a href="/n/">新增户</a></div>' in html

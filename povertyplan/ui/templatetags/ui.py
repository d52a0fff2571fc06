"""The components of a page. A misspelt argument is an error when the template is read, never a silent blank.

Text arguments are escaped; the content of a block tag has been escaped by the template that wrote it.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from povertyplan.accounts.device import device_key, device_user
from povertyplan.accounts.matrix import Capability
from povertyplan.ui import dates, lamps, money
from povertyplan.ui.charts.bars import progress_bar
from povertyplan.ui.charts.criteria import Criterion, seven_squares

register = template.Library()


@register.simple_tag
def lamp(state: str, text: str = "") -> SafeString:
    """{% lamp "warn" %}, {% lamp v.lamp "差 2 项" %}: ok warn bad done go todo none."""
    return lamps.lamp(state, text)


@register.simple_tag
def icon(name: str, size: int = 14) -> SafeString:
    """A lamp's shape or a line icon, beside a word that says the same."""
    return lamps.icon(name, size)


@register.simple_tag
def tag(text: object, *, solid: bool = False) -> SafeString:
    """A neutral fact beside a name: 贫, 低保."""
    return format_html('<span class="tag{}">{}</span>', " solid" if solid else "", text)


@register.simple_tag
def stat(label: str, value: object, base: object = "", note: object = "", url: str = "") -> SafeString:
    """One figure of <dl class="kpis">: label, number / base, change; `url` leads to the list it counts."""
    number = format_html('<a href="{}">{}</a>', url, value) if url else conditional_escape(str(value))
    return format_html(
        "<div><dt>{}</dt><dd>{}{}</dd>{}</div>",
        label,
        number,
        format_html(" <small>{}</small>", base) if base != "" else "",
        format_html('<dd class="d">{}</dd>', note) if note != "" else "",
    )


@register.simple_tag
def meter(done: int, total: int, width: int = 96) -> SafeString:
    """A bar for done of total; the numbers stand beside it, so it is hidden from screen readers."""
    return progress_bar(done, total, width=width)


@register.simple_tag(name="money")
def money_tag(fen: int | None) -> str:
    """分 as 元: 15,600.00; nothing known is a dash, not zero."""
    return "—" if fen is None else money.yuan(fen)


@register.simple_tag
def wan(fen: int | None) -> str:
    """分 as 万元 with one decimal."""
    return "—" if fen is None else money.wan(fen)


@register.simple_tag
def cn_date(day: date | datetime | None, *, year: bool = False) -> str:
    """11月2日, for sentences."""
    return "—" if day is None else dates.spoken(day, year=year)


@register.simple_tag
def iso(day: date | datetime | None) -> str:
    """2017-11-02, for tables."""
    return "—" if day is None else dates.iso(day)


@register.simple_block_tag
def empty(content: str, says: str) -> SafeString:
    """What will be here; the content is the one act that fills it."""
    act = format_html("<p>{}</p>", SafeString(content)) if content.strip() else ""
    return format_html('<div class="empty"><p>{}</p>{}</div>', says, act)


@register.inclusion_tag("ui/pager.html", takes_context=True)
def pager(context: Context, page: "Page[Any]", unit: str = "户") -> dict[str, object]:
    """1—50，共 96 户, with links that keep the filter."""
    return {"page": page, "unit": unit}


@register.simple_tag(takes_context=True)
def sort_link(context: Context, label: str, key: str) -> SafeString:
    """A column head that sorts by ?sort=key, then ?sort=-key; the first page again."""
    query = context["request"].GET.copy()
    now = query.get("sort", "")
    query["sort"] = f"-{key}" if now == key else key
    query.pop("page", None)
    arrow, said = {key: ("↑", "，从小到大"), f"-{key}": ("↓", "，从大到小")}.get(now, ("", ""))
    return format_html(
        '<a href="?{}">{}<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span></a>',
        query.urlencode(),
        label,
        arrow,
        said,
    )


@register.simple_tag
def crit7(states: Iterable[tuple[str, str]]) -> SafeString:
    """Seven small squares of (name, state); what is met stays blank, so the eye meets the work."""
    return seven_squares([Criterion(name, lamps.Lamp(state)) for name, state in states])


@register.simple_block_tag
def panel(
    content: str,
    title: str,
    say: str = "",
    more: str = "",
    more_url: str = "",
    *,
    flush: bool = False,
    cls: str = "",
    key: str = "",
) -> SafeString:
    """A section: h2, one computed sentence, an action or legend at the right, and the body.

    `flush` lets a table reach the edges; `key` is the id that links can point to.
    """
    action = format_html('<a href="{}">{}</a>', more_url, more) if more_url else conditional_escape(more)
    head = format_html(
        "<header><h2>{}</h2>{}{}</header>",
        title,
        format_html('<span class="say">{}</span>', say) if say else "",
        format_html('<div class="more">{}</div>', action) if more else "",
    )
    return format_html(
        '<section class="panel{}{}"{}>{}{}</section>',
        " flush" if flush else "",
        f" {cls}" if cls else "",
        format_html(' id="{}"', key) if key else "",
        head,
        SafeString(content),
    )


@register.simple_block_tag
def page_header(content: str, title: str, meta: object = "") -> SafeString:
    """The page's h1 with a line under it; the content is its actions, one of them primary."""
    return format_html(
        '<div class="head"><div><h1>{}</h1>{}</div>{}</div>',
        title,
        format_html('<div class="meta">{}</div>', meta) if meta else "",
        format_html('<div class="acts">{}</div>', SafeString(content)) if content.strip() else "",
    )


@register.simple_tag(takes_context=True)
def can(context: Context, capability: str) -> bool:
    """{% can "edit_households" as may_edit %}: the same table that the views ask."""
    user = context["request"].user
    return user.is_authenticated and user.can(Capability(capability))


@register.inclusion_tag("ui/_device.html", takes_context=True)
def device(context: Context) -> dict[str, str]:
    """For who may file reports: the name and the key under which this browser keeps them until they are sent."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated or not user.can(Capability.FILE_REPORTS):
        return {}
    return {"user_id": device_user(user), "key": device_key(user)}

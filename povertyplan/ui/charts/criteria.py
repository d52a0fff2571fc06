"""The standard 一有、两不愁、四保障: how many households miss each criterion, and one household's seven squares."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.ui.charts import svg
from povertyplan.ui.lamps import Lamp


@dataclass(frozen=True)
class Criterion:
    name: str
    state: Lamp


# In a list the seven squares are judged at a glance: met is blank, the rest speaks.
_MET = frozenset({Lamp.OK, Lamp.DONE})
_OPEN = frozenset({Lamp.NOT_STARTED, Lamp.NONE})
_SAID = {Lamp.BAD: "未达标", Lamp.WARN: "推进中", Lamp.GO: "推进中", Lamp.NOT_STARTED: "未核", Lamp.NONE: "未核"}


def seven_squares(criteria: Sequence[Criterion]) -> SafeString:
    """The squares; on a phone, where the heads of the columns are gone, what is missing stands behind them in words."""
    said = "、".join(f"{c.name}{_SAID[c.state]}" for c in criteria if c.state not in _MET)
    width = 22 * len(criteria) - 2
    return format_html(
        '<svg width="{}" height="18" viewBox="0 0 {} 18" role="img" aria-label="{}">{}</svg>{}',
        width,
        width,
        said or "各项都达标",
        svg.join(_square(c, i * 22) for i, c in enumerate(criteria)),
        format_html(' <span class="said" aria-hidden="true">{}</span>', said) if said else "",
    )


def _square(criterion: Criterion, x: float) -> SafeString:
    state = criterion.state
    if state in _MET:
        return svg.rect(x, 0, 20, 18, "mx-met", title=f"{criterion.name}：达标", rx=2)
    title = f"{criterion.name}：{_SAID[state]}"
    if state in _OPEN:
        box = svg.rect(x + 0.5, 0.5, 19, 17, "mx-un", title=title, rx=2)
        return svg.join((box, svg.shape(Lamp.NONE, x + 10, 9, 9)))
    kind = Lamp.BAD if state is Lamp.BAD else Lamp.WARN
    box = svg.rect(x, 0, 20, 18, f"lc-{kind.css}", title=title, rx=2)
    return svg.join((box, svg.shape(kind, x + 10, 9, 10, f"on-{kind.css}-i")))


def seven_heads(names: Sequence[str]) -> SafeString:
    """The column head over the squares: one character each."""
    width = 22 * len(names) - 2
    marks = svg.join(svg.text(i * 22 + 10, 12, name[:1], "axis mid") for i, name in enumerate(names))
    return format_html(
        '<svg width="{}" height="16" viewBox="0 0 {} 16" role="img" aria-label="{}">{}</svg>',
        width,
        width,
        "、".join(names),
        marks,
    )


@dataclass(frozen=True)
class CriterionGap:
    """Households still short of one criterion; `unassessed` ones are drawn apart and never count as met."""

    group: str
    name: str
    not_met: int
    unassessed: int = 0
    url: str = ""


@dataclass(frozen=True)
class CriterionGaps:
    finding: str
    rows: tuple[CriterionGap, ...]


def criteria_bars(gaps: CriterionGaps) -> SafeString:
    """Bars of what is missing, since the gap is the work; a group's name stands at its first row."""
    width, left, row = 392, 142, 30
    highest = max([1, *(r.not_met + r.unassessed for r in gaps.rows)])
    scale = (width - left - 64) / highest
    body: list[SafeString] = []
    y, group = 0, ""
    for gap in gaps.rows:
        if gap.group != group:
            if y:
                y += 5
                body.append(svg.line(0, y - 2, width, y - 2, "rule"))
            body.append(svg.text(0, y + 20, gap.group, "axis"))
            group = gap.group
        body.append(_gap_row(gap, left, y, scale))
        y += row
    return svg.frame(width, y, body, finding=gaps.finding)


def _gap_row(gap: CriterionGap, left: float, y: float, scale: float) -> SafeString:
    solid = max(2.0, gap.not_met * scale) if gap.not_met else 0.0
    open_ = max(2.0, gap.unassessed * scale) if gap.unassessed else 0.0
    label = f"{gap.name}：{gap.not_met} 户未达标"
    if gap.unassessed:
        label += f"，{gap.unassessed} 户未核"
    parts = [svg.text(left - 12, y + 20, gap.name, "row-t end")]
    if solid:
        parts.append(svg.rect(left, y + 7, solid, 17, "f-act"))
    if open_:
        parts.append(svg.rect(left + solid + 0.5, y + 7.5, open_, 16, "mx-un"))
    parts.append(svg.text(left + solid + open_ + 8, y + 20.5, gap.not_met, "row-t b6"))
    return svg.link(gap.url, label, parts)

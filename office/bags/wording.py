"""The sentences of the understanding bag (明白袋), counted from facts; words a neighbour would use."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from povertyplan.ui.money import plain_yuan

_DIGITS = "零一二三四五六七八九"


def counted(n: int) -> str:
    """A number as it is said before a measure word: 两项, 十二项, 二十项; from a hundred on in digits."""
    if n == 2:
        return "两"
    if n < 10:
        return _DIGITS[n]
    if n < 100:
        tens, units = divmod(n, 10)
        return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[units] if units else "")
    return str(n)


def criteria_sentence(met: int, open_names: Sequence[str], unchecked_names: Sequence[str], beside: int) -> str:
    """`beside` criteria do not concern this household (不适用); 未核 is named and never counted as met."""
    total = met + len(open_names) + len(unchecked_names) + beside
    if not total:
        return "标准还没有登记。"
    if met == total:
        return f"{counted(total)}项全部达标。"
    if met and met + beside == total:
        return f"涉及的{counted(met)}项全部达标，{counted(beside)}项不涉及。"
    if len(unchecked_names) == total:
        return f"{counted(total)}项都还没核。"
    said = [f"{counted(total)}项里{counted(met)}项达标" if met else f"{counted(total)}项里还没有达标的"]
    if beside:
        said.append(f"{counted(beside)}项不涉及")
    if open_names:
        said.append(f"还差{counted(len(open_names))}项：{'、'.join(open_names)}")
    if unchecked_names:
        # Two lists in one line are not read: the strip below names the unchecked ones too.
        names = "" if open_names else f"：{'、'.join(unchecked_names)}"
        said.append(f"{counted(len(unchecked_names))}项没核{names}")
    return "，".join(said) + "。"


def measures_sentence(done: int, running: int, planned: int, stopped: int) -> str:
    total = done + running + planned + stopped
    if not total:
        return "还没有登记帮扶。有想法，先讲给责任人听。"
    parts = [
        f"{counted(n)}项{word}"
        for n, word in ((done, "已办好"), (running, "正在办"), (planned, "还没开始"), (stopped, "停了"))
        if n
    ]
    if len(parts) == 1:
        return f"{counted(total)}项帮扶，{'都' if total > 1 else ''}{parts[0][len(counted(total)) + 1 :]}。"
    return f"{counted(total)}项帮扶，{'，'.join(parts)}。"


def living_sentence(trade: str, products: Sequence[str]) -> str:
    """`products` are those of the village in which the family takes part."""
    joined = f"村里的{'、'.join(products)}有我家一份。" if products else ""
    if trade:
        return f"我家做{trade}。{joined}"
    return f"还没有定一业。{joined}" if joined else "还没有定一业。想干什么，先讲给责任人听。"


def contact_sentence(helper_name: str) -> str:
    if helper_name:
        return f"有事找{helper_name}。找不到，按下面的电话往上找。"
    return "还没有定责任人。有事先打下面的电话。"


NO_INCOME = "还没有登记收入。算好了填在下面，一起签字。"


def partial_income(year: int) -> str:
    return f"{year}年只登了村里产业的收入，登全了再和标准比。"


def income_sentence(year: int, each: str, gap: float | None, *, is_estimate: bool, is_above: bool) -> str:
    """`each` and `gap` in 元 a person; a gap of None is a year without a line."""
    said = f"{year}年{'到年底预计' if is_estimate else ''}人均 {each} 元"
    if gap is None:
        return f"{said}，当年标准还没有定。"
    if gap == 0:
        return f"{said}，{'刚过标准' if is_above else '刚到标准，还没有超过'}。"
    return f"{said}，比标准{'多' if gap > 0 else '少'} {plain_yuan(round(abs(gap) * 100))} 元。"


def policies_sentence(count: int) -> str:
    """Of all that concern the household, printed whole or by name."""
    if not count:
        return "现在没有登记到我家的政策。有难处，先问责任人。"
    return f"我家能享受{counted(count)}项。没写上的，可以问责任人。"


def span(start: date, end: date | None, *, on: date) -> str:
    """4月起, 4月至12月, 2016年9月至2017年3月: the year only where it is not the year of `on`."""

    def month(day: date, beside: int) -> str:
        return f"{day.month}月" if day.year == beside else f"{day.year}年{day.month}月"

    first = month(start, on.year)
    if end is None:
        return f"{first}起"
    if (start.year, start.month) == (end.year, end.month):
        return first
    return f"{first}至{month(end, start.year)}"


def amount_of(value: Decimal | None, unit: str) -> str:
    """3.20 → 3.2 亩; nothing known gives nothing."""
    return "" if value is None else f"{value.normalize():f} {unit}"


def yuan(fen: int) -> str:
    """625 元, 1,250.50 元."""
    return f"{plain_yuan(fen)} 元"


def phone(number: str) -> str:
    """100 2046 3057: groups that can be read out and dialled."""
    digits = number.replace(" ", "")
    mobile = len(digits) == 11 and digits.isdigit() and digits.startswith("1")
    return f"{digits[:3]} {digits[3:7]} {digits[7:]}" if mobile else number


def relation(label: str) -> str:
    """As said at home: 之子 → 儿子, 之孙子 → 孙子."""
    return {"之子": "儿子", "之女": "女儿"}.get(label, label.removeprefix("之"))

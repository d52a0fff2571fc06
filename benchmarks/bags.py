"""`bag_single` and `bag_village`: the press against WeasyPrint as it comes, CPU seconds in one process, interleaved.

The yardstick prints the same HTML with the same rules as a `<style>`, the system's fonts, a new font list for each
document, and tables laid out automatically: what one gets without office/printing (performance.md §P1, row W0).
"""

import gc
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

from office.bags.bag import Bag, Edition
from office.bags.causes import CauseLine
from office.bags.contacts import Contact, HelperCard, VisitLine
from office.bags.enterprises import EnterpriseLine
from office.bags.help import LivingLine, MeasureLine
from office.bags.home import CriterionCell, Fact, Person
from office.bags.income import IncomeBar, IncomeRow, IncomeSheet
from office.bags.policies import PolicyLine, RemarkLine
from office.demo import names
from office.printing import press

ROUNDS = 5
FEW, VILLAGE = 10, 55
DAY = date(2017, 11, 16)
Line = tuple[str, str, str, bool]


def run() -> list[Line]:
    return [*bag_single(), *bag_village()]


def bag_single() -> list[Line]:
    bag = sample(1)
    ours, plain = interleaved(lambda: press.bag_pdf(bag), lambda: plain_pdf([bag]))
    ratio = plain / ours
    return [("bag_single", f"{ratio:.2f} x faster than plain, {ours:.2f} CPU s", ">= 1.6 x", ratio >= 1.6)]


def bag_village() -> list[Line]:
    few = pile(FEW)
    ours, plain = interleaved(lambda: press.village_pdf(few), lambda: plain_pdf(few.bags))
    faster = plain / ours
    seconds, size, peak = in_own_process()
    growth = seconds / VILLAGE / (ours / FEW)
    single = len(press.bag_pdf(few.bags[0]))
    share = size / VILLAGE / single
    lines = [
        ("bag_village", f"{faster:.2f} x faster than plain, {ours / FEW:.2f} CPU s/bag", ">= 1.8 x", faster >= 1.8),
        ("bag_village_growth", f"{growth:.2f} x CPU s/bag at {VILLAGE} against {FEW}", "<= 1.25 x", growth <= 1.25),
        ("bag_village_size", f"{size / VILLAGE / 1024:.0f} KB/bag, {share:.2f} of a single", "<= 0.3", share <= 0.3),
        ("bag_village_memory", f"{peak} MB at {VILLAGE} bags", "<= 500 MB", peak <= 500),
    ]
    browser = shutil.which("chromium")
    if browser:
        theirs = median(chromium_seconds(browser, few.bags) for _ in range(3))
        lines.append(("bag_village_chromium", f"{ours / theirs:.2f} x its CPU", "report", True))
    return lines


def interleaved(ours: Callable[[], object], plain: Callable[[], object]) -> tuple[float, float]:
    """Median CPU seconds of both, taken in turns; the first turn, which loads everything, is not counted."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS + 1):
        for work, times in zip((ours, plain), taken, strict=True):
            gc.collect()  # what one leaves behind is not the other's to clear away
            start = time.process_time()
            work()
            if turn:
                times.append(time.process_time() - start)
    return median(taken[0]), median(taken[1])


def plain_pages(bag: Bag) -> str:
    from office.printing import engine  # noqa: PLC0415 - slow start

    rules = engine.style_text().replace("table-layout: fixed;", "")
    return press.bag_html(bag).replace("</head>", f"<style>{rules}</style></head>")


def plain_pdf(bags: tuple[Bag, ...] | list[Bag]) -> None:
    from weasyprint import HTML  # noqa: PLC0415 - slow start

    documents = [HTML(string=plain_pages(bag)).render() for bag in bags]
    documents[0].copy([page for document in documents for page in document.pages]).write_pdf()


def chromium_seconds(browser: str, bags: tuple[Bag, ...]) -> float:
    """CPU seconds of a headless browser that prints all bags as one document."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "bags.html"
        bodies = [plain_pages(bag) for bag in bags]
        body = "".join(text.split("<body>")[1].split("</body>")[0] for text in bodies)
        page.write_text(f"{bodies[0].split('<body>')[0]}<body>{body}</body></html>", encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                f"--user-data-dir={folder}/profile",
                f"--print-to-pdf={folder}/bags.pdf",
                page.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def in_own_process() -> tuple[float, int, int]:
    """CPU seconds, bytes and peak megabytes of a whole village, in a process that has printed nothing before."""
    code = "import django; django.setup(); from benchmarks import bags; bags.measure_village()"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    seconds, size, peak = done.stdout.split()
    return float(seconds), int(size), int(peak)


def measure_village() -> None:
    press.village_pdf(pile(1))
    start = time.process_time()
    size = len(press.village_pdf(pile(VILLAGE)).pdf)
    seconds = time.process_time() - start
    # Not ru_maxrss: it begins with the size of the process that started this one.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    print(seconds, size, peak // 1024)


def pile(bags: int) -> press.VillagePile:
    return press.VillagePile("柳河村", "420399001001", "何芳", tuple(sample(n) for n in range(bags)), DAY, large=False)


def sample(n: int) -> Bag:
    """An invented household of four with five measures: the bag of the design, other names each time."""
    family = [names.by_index(7 * n + k) for k in range(4)]
    return replace(
        _bag(family),
        registry_no=f"42039900100170{n:03d}",
        household_pk=n,
        edition=Edition(1 + n % 7, DAY, f"ABCDEFGH{2000 + n}", is_first=not n % 7, is_new=n % 7 < 3),
    )


def _bag(family: list[str]) -> Bag:
    seven = (
        ("一有", "稳定收入", "go", "还差", "年人均纯收入稳定超过当年扶贫标准", "年底预计人均 3,100 元，差 235 元"),
        ("两不愁", "不愁吃", "ok", "达标", "", ""),
        ("两不愁", "不愁穿", "ok", "达标", "", ""),
        ("四保障", "义务教育", "ok", "达标", "", ""),
        ("四保障", "基本医疗", "ok", "达标", "", ""),
        ("四保障", "住房安全", "go", "还差", "住房为 A、B 级，或 C、D 级已改造、已搬迁", "加固到六成"),
        ("四保障", "养老保障", "no", "没核", "", ""),
    )
    measures = (
        ("椴木香菇 3000 棒", "产业扶持", "3,000 元", "采两茬，卖了 3,100 元", "村合作社 刘大山", "4月至12月", "go"),
        ("进厂上班", "就业帮扶", "", "月均 1,100 元", "食品厂 刘经理", "8月起", "go"),
        ("C 级危房加固", "危房改造", "9,000 元", "", "村建办 周平", "9月至12月", "go"),
        ("办慢性病卡", "健康扶贫", "860 元", "门诊报销 70%，已报 860 元", "卫生院 陈医生", "2016年3月起", "done"),
        ("住校补助", "教育资助", "1,250 元", "已领 2 学期", "教育局 孙老师", "3月至9月", "done"),
    )
    facts = (
        ("贫困户属性", "一般贫困户"),
        ("家庭人口", "4 人，劳力 3 人"),
        ("现在的状态", "未脱贫"),
        ("计划脱贫", "2018 年"),
        ("致贫原因", "因病、缺技术"),
        ("耕地", "3.2 亩"),
        ("林地", "6 亩"),
        ("住房", "86 平方米，C 级"),
        ("饮水", "安全"),
        ("入户路", "水泥路"),
        ("加入的合作社", "柳河香菇专业合作社"),
    )
    people = zip(family, ("户主", "配偶", "儿子", "女儿"), "男女男女", (54, 51, 26, 14), strict=True)
    return Bag(
        office="青塘办事处",
        hotline="100 0000 1230",
        village="柳河村",
        village_code="420399001001",
        hamlet="3 组",
        registry_no="",
        head=family[0],
        criteria=tuple(CriterionCell(*cell, assessed="11月2日 何芳" if cell[4] else "") for cell in seven),
        facts=tuple(Fact(label, text) for label, text in facts),
        people=tuple(
            Person(*person, "420399********1218", "健康", "初中", "乡镇内务工 6 个月", "医保、养老")
            for person in people
        ),
        causes=(
            CauseLine("因病", True, f"{family[0]}，长期慢性病", ("办慢性病卡",)),
            CauseLine("缺技术", False, "", ("椴木香菇 3000 棒", "进厂上班")),
        ),
        measures=tuple(MeasureLine(*line, "正在办" if line[6] == "go" else "已办好") for line in measures),
        measures_said="五项帮扶，两项已办好，三项正在办。",
        fund=(),
        living=(
            LivingLine("椴木香菇", "3000 棒", "2017年4月起", "4,200 元", None),
            LivingLine("订单", "保底价，合作社收", "2017年3月起", "3,000 元", (("2017 年", "3,100 元"),)),
        ),
        living_said="一户一业：椴木香菇。参加本村的香菇。",
        helper=HelperCard(
            name="何芳",
            phone="100 2046 3057",
            gender="女",
            politics="中共党员",
            organisation="柳河村村民委员会",
            level="村级，驻村",
            duty="村扶贫专干",
            address="柳河村 2 组村委会",
            since="2016年3月1日起",
            predecessor="吴涛，到2016年2月",
            photo="",
        ),
        contacts=(
            Contact("村支部书记", "李保国", "柳河村", "100 2046 3001"),
            Contact("驻村第一书记", "林川", "市水务局", "100 2046 2016"),
            Contact("包村领导", "赵明", "办事处副主任", "100 2046 1008"),
        ),
        enterprises=(EnterpriseLine("宏达食品有限公司", "商贸、就业帮扶", "2017年3月8日起", "100 2046 4001"),),
        visits=(
            VisitLine("10-12", "刘建新", "孩子转正", ""),
            VisitLine("11-02", "何芳", "核七项标准，看房屋加固", "催材料，11月底前到"),
        ),
        income=_income(),
        income_said="2017年到年底预计人均 3,415 元，比标准多 80 元。",
        policies=_policies(),
        more_policies=(),
        remarks=(
            RemarkLine(
                "不落一户，不落一人。哪家有难处，先讲给责任人听，讲了就要有回音。",
                "王建国",
                "办事处党工委书记",
                "2017年10月9日",
                "在脱贫攻坚推进会上",
            ),
        ),
        household_pk=0,
    )


def _income() -> IncomeSheet:
    rows = (
        ("打工挣的", "工资性", "2,600", "3,400", "6,700"),
        ("种养卖的", "生产经营性", "6,900", "7,900", "8,000"),
        ("分红、租金", "财产性", "200", "300", "400"),
        ("国家和子女给的", "转移性", "1,340", "1,460", "1,460"),
        ("减：种养本钱", "生产经营性支出", "−2,200", "−2,500", "−2,900"),
        ("全家纯收入", "", "8,840", "10,560", "13,660"),
        ("人均（4 口人）", "", "2,210", "2,640", "3,415"),
    )
    years = ((2014, 1860, 2800), (2015, 2210, 2968), (2016, 2640, 3146), (2017, 3415, 3335))
    return IncomeSheet(
        bars=tuple(IncomeBar(*year, is_estimate=year[0] == 2017, is_partial=False) for year in years),
        heads=("2015年", "2016年", "2017年预计"),
        rows=tuple(IncomeRow(row[0], row[1], row[2:], is_sum=not row[1]) for row in rows),
        uncounted="教育补助 1,250 元、医疗报销 860 元、住房补助 9,000 元",
        lines="2017年标准每人 3,335 元，依据：市定标准表第 3 版",
    )


def _policies() -> tuple[PolicyLine, ...]:
    rows = (
        ("慢性病门诊报销", "慢性病门诊的药费给报一部分。", "带卡和医保本到卫生院，当场报销", "卫生院 陈医生", "报 70%"),
        ("住校生生活补助", "住校的学生每学期有生活补助。", "学校直接打到一折通，不用申请", "中学 孙老师", "625 元"),
        (
            "C 级危房加固补助",
            "房屋鉴定为 C 级的，加固有补助。",
            "施工队上门，验收后办事处付钱",
            "村建办 周平",
            "9,000 元",
        ),
        ("香菇产业奖补", "种香菇 1000 棒以上的有奖补。", "合作社统一报，4月发到一折通", "合作社 刘大山", "1 元/棒"),
        (
            "小额贴息贷款",
            "五万元以下、三年以内的贷款，利息政府付。",
            "找何芳填申请，信用社答复",
            "信用社 吴经理",
            "5 万元",
        ),
    )
    return tuple(
        PolicyLine(title, said, "你家里有人有慢性病", how, ask, "100 3301 0021", amount, "一年")
        for title, said, how, ask, amount in rows
    )

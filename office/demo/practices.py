"""Invented experiences of invented sibling towns, in each of the states that an experience can be in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from povertyplan.accounts.models import User
from povertyplan.audit.actions import changing
from povertyplan.files.actions import keep_file
from villages.models import LocalMeasure, Practice, PracticeFile, PracticeTopic

REASON = "演示数据"


@dataclass(frozen=True)
class Act:
    """A measure; days are counted from today: `due` may lie ahead, `done` lies behind."""

    content: str
    owner: str
    due: int
    done: int | None = None
    result: str = ""


@dataclass(frozen=True)
class Lesson:
    """`learned` and `declined` days ago; with `acts`, or `declined` and `why`, or neither; `photo` is its caption."""

    topic: PracticeTopic
    title: str
    town: str
    source: str
    learned: int
    summary: str
    acts: tuple[Act, ...] = ()
    declined: int | None = None
    why: str = ""
    photo: str = ""


LESSONS = (
    Lesson(
        PracticeTopic.MANAGEMENT,
        "入户登记一次带齐，回来不补表",
        "青螺镇",
        "11 个镇处扶贫工作例会发言材料",
        learned=168,
        summary="入户前按户打印已有信息，只问缺的和变了的；当晚录入，第二天村里核对。"
        "每户少跑 2 趟，全镇 3 周核完 1120 户。",
        acts=(
            Act(
                "明白袋先印旧信息，专干入户只改不抄",
                "周国敏",
                due=-120,
                done=-126,
                result="12 个村都用上，每户少跑 1 趟",
            ),
            Act("每月 5 日前比对一次，缺项列给各村", "周国敏", due=-90, done=-92, result="缺项从 214 处降到 37 处"),
        ),
        photo="青螺镇入户登记样表",
    ),
    Lesson(
        PracticeTopic.INDUSTRY,
        "核桃林下套种中药材，合作社保底收",
        "沙陀镇",
        "现场观摩，带队杜明德",
        learned=131,
        summary="130 户在核桃林下套种苍术，合作社发苗、签保底价每斤 12 元。\n"
        "第二年户均增收 1800 元；头一年要锄草 4 次，劳力不足的户由合作社代管，收成对半分。",
        acts=(
            Act(
                "桃花坞村、龙潭沟村各试 50 亩，签保底收购合同",
                "蒋素芳",
                due=-46,
                done=-51,
                result="签了 63 户 104 亩，苗已下地",
            ),
            Act("劳力不足的户和合作社签代管合同", "蒋素芳", due=-12),
            Act("请市农业局来讲两次锄草和防病", "侯建国", due=38),
        ),
        photo="沙陀镇林下苍术，观摩时拍",
    ),
    Lesson(
        PracticeTopic.ENTERPRISE,
        "企业包村，岗位先报给村专干",
        "磨盘办事处",
        "办事处领导互访座谈记录",
        learned=97,
        summary="12 家企业每月 1 日把空岗报给村专干，专干 3 天内问到户。半年安置 86 人，做满 3 个月的占七成。",
        acts=(Act("和 5 家结对企业定下每月 1 日报岗位", "万志强", due=-25),),
    ),
    Lesson(
        PracticeTopic.FUND,
        "帮扶基金按季公示到组",
        "白果树镇",
        "市扶贫简报第 14 期",
        learned=74,
        summary="收支明细每季贴到村民小组，写明哪笔给了谁、办了什么事；群众来问的从每月 20 多次降到 3 次。",
        acts=(Act("公示表每季后 10 天内贴到组，拍照留存", "黎红梅", due=11),),
    ),
    Lesson(
        PracticeTopic.HOUSING,
        "危房户集中建幸福院",
        "响水河镇",
        "市扶贫简报第 15 期",
        learned=58,
        summary="在集镇建 40 间，独居老人拎包入住，镇里管水电和一日两餐，建房每间 4.2 万元。",
        declined=33,
        why="剩下的危房户只有 7 户独居，分在 5 个村，多数不愿离开自家地；按每户修缮 1.8 万元更省，也留得住人。",
    ),
    Lesson(
        PracticeTopic.EDUCATION,
        "寒暑假由村小老师送教到残疾孩子家",
        "青螺镇",
        "教育扶贫片会",
        learned=9,
        summary="村小老师每周上门 2 次，每次 1 小时，镇里按次补交通费 30 元，11 个孩子没有断学。",
    ),
)


def write(today: date, users: Mapping[str, User]) -> None:
    """`users` by account name; the office has recorded everything."""
    office = users["office"]
    with changing(by=office, reason=REASON):
        rows = Practice.objects.bulk_create([_practice(lesson, today, office) for lesson in LESSONS])
        LocalMeasure.objects.bulk_create(
            _measure(row, act, today) for row, lesson in zip(rows, LESSONS, strict=True) for act in lesson.acts
        )
        PracticeFile.objects.bulk_create(
            PracticeFile(practice=row, file=keep_file(_picture(n), by=office), caption=lesson.photo)
            for n, (row, lesson) in enumerate(zip(rows, LESSONS, strict=True))
            if lesson.photo
        )


def _practice(lesson: Lesson, today: date, office: User) -> Practice:
    declined = lesson.declined is not None
    return Practice(
        topic=lesson.topic,
        title=lesson.title,
        town=lesson.town,
        source=lesson.source,
        learned_on=today - timedelta(days=lesson.learned),
        summary=lesson.summary,
        recorded_by=office,
        declined_on=today - timedelta(days=lesson.declined or 0) if declined else None,
        declined_reason=lesson.why,
        declined_by=office if declined else None,
    )


def _measure(practice: Practice, act: Act, today: date) -> LocalMeasure:
    return LocalMeasure(
        practice=practice,
        content=act.content,
        owner=act.owner,
        due_on=today + timedelta(days=act.due),
        done_on=None if act.done is None else today + timedelta(days=act.done),
        result=act.result,
    )


def _picture(n: int) -> bytes:
    """A drawn hillside with rows of trees: nobody's photograph."""
    page = Image.new("RGB", (640, 420), "#dfe9ec")
    sheet = ImageDraw.Draw(page)
    for layer, colour in enumerate(("#b7cfc4", "#8fb39c", "#6c9473")):
        top = 150 + 70 * layer
        ridge = [(x, top + ((x * (7 + n) // 9 + 53 * layer) % 97) // 2) for x in range(0, 641, 40)]
        sheet.polygon([(0, 420), *ridge, (640, 420)], fill=colour)
    for row in range(3):
        for x in range(30 + 12 * row, 640, 58):
            y = 310 + 38 * row
            sheet.ellipse((x - 13, y - 24, x + 13, y), fill="#3f6b4a")
            sheet.line((x, y, x, y + 9), fill="#5d4630", width=4)
    out = BytesIO()
    page.save(out, "JPEG", quality=85)
    return out.getvalue()


def make_practice(*, by: User | None = None, **facts: Any) -> Practice:
    """One experience, undecided unless `facts` (fields of the model) say otherwise."""
    lesson = LESSONS[0]
    fields = {
        "topic": lesson.topic,
        "title": lesson.title,
        "town": lesson.town,
        "source": lesson.source,
        "learned_on": date(2017, 10, 8),
        "summary": lesson.summary,
    }
    with changing(by=by, reason=REASON):
        return Practice.objects.create(recorded_by=by, **fields | facts)


def make_local_measure(practice: Practice, **facts: Any) -> LocalMeasure:
    fields = {"content": "每月 5 日前比对一次", "owner": "周会计", "due_on": date(2017, 12, 31)}
    with changing(by=None, reason=REASON):
        return LocalMeasure.objects.create(practice=practice, **fields | facts)


def make_practice_file(practice: Practice, *, caption: str = "样表") -> PracticeFile:
    with changing(by=None, reason=REASON):
        return PracticeFile.objects.create(practice=practice, file=keep_file(_picture(9), by=None), caption=caption)

"""Why a payment cannot be made on a day, in words: the sentences of `funds_payment_obstacles` (R6.2)."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from funds.models import Application, Voucher

SENTENCES = {
    "without_application": "支出要有这个基金的申请",
    "withdrawn": "申请已经撤回",
    "other_use": "用途和申请的不一样，专款专用",
    "not_deliberated": "村里还没有评议同意",
    "not_approved": "办事处还没有批：批的人不是申请的人，超过限额要两个人批",
    "without_notice": "还没有公示",
    "notice_not_over": "公示还没有满期，满了的第二天才能付",
    "objection_open": "有异议没有答复，或者异议成立",
    "over_the_amount": "付的比申请的多",
}


@dataclass(frozen=True)
class Obstacle:
    code: str

    @property
    def sentence(self) -> str:
        return SENTENCES[self.code]


def obstacles(application: Application, *, amount: int, day: date, voucher: Voucher | None = None) -> list[Obstacle]:
    """The most basic first; `amount` in 分. `voucher`: the one that would pay, it does not stand in its own way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code FROM public.funds_payment_obstacles(%s, %s, %s, %s, %s, %s) ORDER BY rank",
            [application.pk, application.fund_id, voucher.pk if voucher else None, day, amount, application.use],
        )
        return [Obstacle(code) for (code,) in cursor.fetchall()]

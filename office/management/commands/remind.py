"""The daily round, for cron: reminders, and in a new year the wages of those still on post; twice a day is once."""

import json as json_text
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from enterprises.actions.income import carry_wages
from office.reports.reminders import errands, run_errands
from povertyplan.audit.actions import fold_data_changes
from villages.reminding import night_words


class Command(BaseCommand):
    help = "每天提醒一次：半月报到期前后、里程碑到期前 3 天和过期、督办回复到期前 1 天。夜里运行，早上 7:00 才显示"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        now = timezone.now()
        found = errands(on=timezone.localdate(now), now=now)
        made = run_errands(found, now=now)
        carried, refused = carry_wages(today=timezone.localdate(now))
        fold_data_changes()
        if json:
            self.stdout.write(
                json_text.dumps(
                    {
                        "at": now.isoformat(),
                        "due": len(found),
                        "wages": {"carried": carried, "refused": refused},
                        "reminded": [
                            {
                                "village": reminder.village.code,
                                "subject": reminder.subject,
                                "words": reminder.words,
                                "shows_at": reminder.shows_at.isoformat(),
                            }
                            for reminder in made
                        ],
                    },
                    ensure_ascii=False,
                )
            )
            return
        for reminder in made:
            self.stdout.write(f"{reminder.village.name}：{reminder.words}")
        for words in refused:
            self.stdout.write(f"工资没有记进今年的收入登记：{words}")
        if carried:
            self.stdout.write(f"{carried} 笔就业的工资记进了今年的收入登记")
        night = night_words(now)
        self.stdout.write(f"该提醒 {len(found)} 件，新提醒 {len(made)} 件{f'。{night}' if night else ''}")

"""The daily round of reminders, for cron; running it twice a day reminds nobody twice."""

import json as json_text
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from office.report_reminders import errands, run_errands
from villages.reminding import night_words


class Command(BaseCommand):
    help = "每天提醒一次：半月报到期前后、里程碑到期前 3 天和过期、督办回复到期前 1 天。夜里运行，早上 7:00 才显示"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        now = timezone.now()
        found = errands(on=timezone.localdate(now), now=now)
        made = run_errands(found, now=now)
        if json:
            self.stdout.write(
                json_text.dumps(
                    {
                        "at": now.isoformat(),
                        "due": len(found),
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
        night = night_words(now)
        self.stdout.write(f"该提醒 {len(found)} 件，新提醒 {len(made)} 件{f'。{night}' if night else ''}")

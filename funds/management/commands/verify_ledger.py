"""Goes through every fund's books entry by entry; ends with 1 where anything was altered, removed or put in."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from funds.models import Fund
from funds.verification import verify


class Command(BaseCommand):
    help = "逐笔验证基金账：改过、拿走、调换过的第一笔在哪里。有问题时退出码是 1。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anchors", action="store_true", help="公示单上印过的验证码也都要对上")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        verdicts = [verify(fund, anchors=options["anchors"]) for fund in Fund.objects.select_related("village")]
        if options["json"]:
            rows = [
                {
                    "fund": verdict.fund.village.code,
                    "entries": verdict.entries,
                    "seq": verdict.trouble.seq if verdict.trouble else None,
                    "entry": verdict.trouble.entry if verdict.trouble else None,
                    "problem": verdict.trouble.words if verdict.trouble else "",
                }
                for verdict in verdicts
            ]
            self.stdout.write(json.dumps({"funds": rows}, ensure_ascii=False))
        else:
            for verdict in verdicts:
                self.stdout.write(f"{verdict.fund}：{verdict.words}")
        if any(verdict.trouble for verdict in verdicts):
            raise SystemExit(1)

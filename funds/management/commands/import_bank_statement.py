"""Reads a bank's CSV into a village's fund; without --commit nothing is written."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from funds.actions.bank import import_statement
from funds.models import BankLine, Fund
from funds.statements import read
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused


class Command(BaseCommand):
    help = "导入一个试点村的银行对账单（CSV）。不加 --commit 只看，不写。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("village_code", metavar="村代码")
        parser.add_argument("file", type=Path)
        parser.add_argument("--commit", action="store_true", help="写进去；要用 --by 说是谁")
        parser.add_argument("--by", metavar="账号", help="出纳的账号，导入记在这个人名下")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        fund = Fund.objects.select_related("village").filter(village__code=options["village_code"]).first()
        if fund is None:
            raise CommandError(f"村代码 {options['village_code']} 没有基金")
        try:
            content = options["file"].read_bytes()
            statement = read(content)
            serials = [line.serial for line in statement.lines]
            known = BankLine.objects.filter(fund=fund, serial__in=serials).count()
            fresh = len(serials) - known
            if options["commit"]:
                by = User.objects.filter(username=options["by"] or "").first()
                if by is None:
                    raise CommandError("写进去要用 --by 说是哪个账号导入的")
                _, fresh = import_statement(fund, options["file"].name, content, today=timezone.localdate(), by=by)
        except Refused as refused:
            raise CommandError(refused.message) from None
        except OSError as error:
            raise CommandError(f"文件打不开：{error.strerror}") from None
        found = {
            "fund": fund.village.code,
            "lines": len(serials),
            "new": fresh,
            "opening": statement.opening,
            "closing": statement.closing,
            "committed": options["commit"],
        }
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            done = "导入" if options["commit"] else "没有写，加 --commit 才写；会导入"
            self.stdout.write(f"{fund}：{len(serials)} 笔流水，{done} {fresh} 笔")

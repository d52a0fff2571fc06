"""Lists what the office's data contradict (数据体检)."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from office.health.checkup import Checkup, Line
from office.health.rule import Finding
from villages.models import Village


class Command(BaseCommand):
    help = "数据体检：逐条查矛盾，列出要改的。不写证件号和电话。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出 JSON，每处都列出")
        parser.add_argument("--village", metavar="村代码", help="只查一个村，办事处的总数不查")
        parser.add_argument("--open-numbers", action="store_true", help="打开证件号，查校验码、出生日期和性别")
        parser.add_argument("--strict", action="store_true", help="有要改的就以 1 退出")

    def handle(self, *args: Any, **options: Any) -> None:
        villages = Village.objects.all()
        if options["village"]:
            villages = villages.filter(code=options["village"])
            if not villages:
                raise CommandError(f"没有村代码 {options['village']}，村代码是 12 位数字")
        checkup = Checkup.of(
            villages.values_list("pk", flat=True),
            on=timezone.localdate(),
            is_whole=not options["village"],
            open_numbers=options["open_numbers"],
        )
        if options["json"]:
            self.stdout.write(json.dumps(as_json(checkup), ensure_ascii=False, indent=1))
        else:
            self._say(checkup)
        if options["strict"] and checkup.total:
            sys.exit(1)

    def _say(self, checkup: Checkup) -> None:
        for line in checkup.problems:
            rule = line.rule
            self.stdout.write(f"{rule.urgency}  {rule.title}：{line.count} {rule.of}（{rule.mender}）")
        self.stdout.write(checkup.sentence)


def as_json(checkup: Checkup) -> dict[str, Any]:
    return {
        "on": checkup.on.isoformat(),
        "rules": len(checkup.lines),
        "findings": checkup.total,
        "numbers_opened": checkup.opened is not None,
        "gone_through": checkup.gone_through,
        "impossible": checkup.standing_guards(),
        "results": [_result(checkup, line) for line in checkup.lines],
    }


def _result(checkup: Checkup, line: Line) -> dict[str, Any]:
    rule = line.rule
    return {
        "rule": rule.code,
        "title": rule.title,
        "why": rule.why,
        "urgency": rule.urgency,
        "who": rule.mender,
        "checked": line.checked,
        "count": line.count,
        "known": line.known,
        "oldest": line.oldest.isoformat() if line.oldest else None,
        "findings": [_item(finding) for finding in checkup.findings(rule)] if line.count else [],
    }


def _item(finding: Finding) -> dict[str, Any]:
    return {
        "subject": finding.subject,
        "village": finding.village,
        "household": finding.registry_no,
        "who": finding.who,
        "detail": finding.detail,
        "since": finding.since.isoformat() if finding.since else None,
        "url": finding.url(),
    }

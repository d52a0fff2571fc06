"""Takes an import batch back, or says what stands in the way."""

import json as json_text
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from povertyplan.accounts.models import User
from povertyplan.audit.actions import undo_import
from povertyplan.audit.models import ImportBatch
from povertyplan.audit.refusal import Refused
from povertyplan.audit.undo import Conflict, UndoConflict


class Command(BaseCommand):
    help = "撤销一批导入：这批写过的每张表都回到导入以前"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", type=int, metavar="BATCH", help="批号，导入时打印，也在“导入”页上")
        parser.add_argument("--by", metavar="USER", help="谁撤销（账号），记在留痕里")
        parser.add_argument("--json", action="store_true", help="打印一个 JSON 对象")

    def handle(self, *args: Any, batch: int, by: str | None, json: bool, **options: Any) -> None:
        try:
            plan = undo_import(_batch(batch), by=_user(by))
        except UndoConflict as refusal:
            self._say_conflicts(refusal, as_json=json)
            raise SystemExit(1) from refusal
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        if json:
            self.stdout.write(_as_json({"batch": batch, "state": "undone", "tables": plan.counts}))
            return
        self.stdout.write(f"第 {batch} 批已撤销")
        for table in plan.tables:
            restored = len(table.update) + len(table.insert)
            self.stdout.write(f"  {table.name}：删去新增的 {len(table.delete)} 条，恢复原样 {restored} 条")

    def _say_conflicts(self, refusal: UndoConflict, *, as_json: bool) -> None:
        if as_json:
            facts = [_conflict_as_json(conflict) for conflict in refusal.conflicts]
            self.stdout.write(_as_json({"error": refusal.message, "conflicts": facts}))
            return
        self.stderr.write(refusal.message)
        for conflict in refusal.conflicts:
            when = f"{timezone.localtime(conflict.when):%Y-%m-%d %H:%M}" if conflict.when else ""
            self.stderr.write(f"  {conflict.kind} {conflict.row}：{conflict.who} {when} {conflict.why}")


def _batch(number: int) -> ImportBatch:
    batch = ImportBatch.objects.filter(pk=number).first()
    if batch is None:
        raise CommandError(f"没有第 {number} 批导入")
    return batch


def _user(username: str | None) -> User | None:
    if username is None:
        return None
    user = User.objects.active().filter(username=username).first()
    if user is None:
        raise CommandError(f"没有账号“{username}”")
    return user


def _conflict_as_json(conflict: Conflict) -> dict[str, str | int | None]:
    when = conflict.when.isoformat() if conflict.when else None
    return {
        "kind": conflict.kind,
        "row": conflict.row,
        "who": conflict.who,
        "when": when,
        "why": conflict.why,
        "batch": conflict.batch,
    }


def _as_json(facts: dict[str, Any]) -> str:
    return json_text.dumps(facts, ensure_ascii=False)

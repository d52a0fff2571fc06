"""What the import commands share: preview by default, --commit to write, one JSON object or a few lines."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand
from django.utils import timezone

from households.actions.imports import bring_in
from households.imports import plan_file, remembered_columns
from povertyplan.accounts.models import User
from povertyplan.audit.models import ImportKind
from povertyplan.audit.refusal import Refused
from povertyplan.ui.sheets.archive import MAX_FILE
from povertyplan.ui.sheets.outcomes import NOUNS, Preview


class ImportCommand(BaseCommand):
    kind: ClassVar[ImportKind]
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="要导入的文件")
        parser.add_argument("--commit", action="store_true", help="写入；不加只核对，什么都不写")
        parser.add_argument("--by", metavar="USER", help="记在谁名下（用户名）；不写记为系统")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = self._content(Path(options["file"]))
            if options["commit"]:
                preview = self._commit(Path(options["file"]).name, content, self._user(options["by"]))
            else:
                chosen = remembered_columns(self.kind)
                preview = plan_file(self.kind, content, chosen=chosen, today=timezone.localdate()).preview
        except Refused as refused:
            # CommandError would put its own name before the sentence.
            self.stderr.write(refused.message)
            raise SystemExit(1) from None
        if options["json"]:
            self.stdout.write(json.dumps(preview.as_json(), ensure_ascii=False))
        else:
            self._tell(preview, committed=options["commit"])

    def _content(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(MAX_FILE + 1)
        except OSError:
            raise Refused(f"打不开文件 {path}，看看路径和权限") from None

    def _user(self, username: str | None) -> User | None:
        if username is None:
            return None
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise Refused(f"没有用户 {username}")
        return user

    def _commit(self, name: str, content: bytes, by: User | None) -> Preview:
        batch, preview = bring_in(self.kind, name, content, by=by, today=timezone.localdate())
        self.stderr.write(f"批次 {batch.pk}，撤销：undo_import {batch.pk}", lambda text: text)
        return preview

    def _tell(self, preview: Preview, *, committed: bool) -> None:
        self.stdout.write(f"{'已写入' if committed else '只核对，没有写入'}。读到 {preview.rows} 行")
        for noun, tally in preview.tallies.items():
            counts = f"新增 {tally.new}，修改 {tally.changed}，无变化 {tally.same}，有误 {tally.refused}"
            self.stdout.write(f"{NOUNS[noun]}：{counts}")
        for problem in preview.problems:
            which = f" {preview.called} {problem.key}" if problem.key else ""
            self.stdout.write(f"第 {problem.row} 行 {problem.column}{which}：{problem.message}")
        for note in preview.notes:
            count = f"（{len(note.keys)} {preview.counted_in}）" if any(note.keys) else ""
            self.stdout.write(f"注意：{note.message}{count}")

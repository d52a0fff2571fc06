"""Prints the battle map (作战图) of the sub-district or of one village, of today or of any past day."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from office.printing import map_press
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates
from villages.models import PaperSize, Village


class Command(BaseCommand):
    help = "打印作战图：全处或一个村，A1、A0 或 A3 一张，今天的或过去某一天的。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--village", metavar="村代码", help="一个村；不写是全处")
        parser.add_argument("--size", default=PaperSize.A1.value, metavar="A1", help="A1、A0 或 A3")
        parser.add_argument("--as-of", metavar="日期", help="哪一天的图，写成 2017-11-16；不写是今天")
        parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="PDF 文件")
        parser.add_argument("--by", metavar="账号", help="记在谁名下")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        try:
            out.parent.mkdir(parents=True, exist_ok=True)
            with out.open("ab"):  # before the edition is kept, not after it
                pass
            edition, pdf = map_press.press(
                _village(options["village"]),
                shown=map_press.day_of(options["as_of"] or "", now=timezone.now()),
                size=map_press.size_of(options["size"]),
                by=_user(options["by"]),
            )
            out.write_bytes(pdf)
        except Refused as refused:
            _forget_empty(out)
            raise CommandError(refused.message) from None
        except OSError as error:
            raise CommandError(f"{out} 写不进去：{error.strerror or error}") from None
        self.stdout.write(f"{out}：{edition}，{dates.iso(edition.as_of)} 的图")


def _forget_empty(out: Path) -> None:
    if out.is_file() and not out.stat().st_size:
        out.unlink()


def _village(code: str | None) -> Village | None:
    if code is None:
        return None
    village = Village.objects.filter(code=code).first()
    if village is None:
        raise Refused(f"没有村代码 {code}，村代码是 12 位数字")
    return village


def _user(username: str | None) -> User | None:
    if username is None:
        return None
    user = User.objects.filter(username=username).first()
    if user is None:
        raise Refused(f"没有账号 {username}")
    return user

"""Prints understanding bags (明白袋): one household, one village, or all villages."""

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from households.models import Household
from office.printing import batch, press
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from villages.models import Village


class Command(BaseCommand):
    help = "打印明白袋：一户、一村或全部村。村和全部按户编号顺序，前面是送达清单，每份从单数页开始。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--household", metavar="户编号", help="一户")
        which.add_argument("--village", metavar="村代码", help="一个村")
        which.add_argument("--all", action="store_true", help="全部村")
        parser.add_argument(
            "--out", required=True, type=Path, metavar="FILE", help="PDF 文件；--all 时也可以是文件夹，每村一个文件"
        )
        parser.add_argument("--with-lifted", action="store_true", help="已脱贫的户也印；平时只印还没有脱贫的户")
        parser.add_argument("--large", action="store_true", help="大字版")
        parser.add_argument("--by", metavar="账号", help="记在谁名下")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        try:
            user = _user(options["by"])
            if options["household"]:
                self._household(options["household"], out, by=user, large=options["large"])
            else:
                villages = _villages(options["village"], with_lifted=options["with_lifted"])
                wishes = {"large": options["large"], "with_lifted": options["with_lifted"]}
                self._villages(villages, out, by=user, **wishes)
        except Refused as refused:
            raise CommandError(refused.message) from None
        except OSError as error:
            raise CommandError(f"{out} 写不进去：{error.strerror or error}") from None

    def _household(self, number: str, out: Path, *, by: User | None, large: bool) -> None:
        household = Household.objects.filter(registry_no=number).select_related("village").first()
        if household is None:
            raise Refused(f"没有户编号 {number}，对照名册再写一次")
        _prepare(out.parent)
        out.write_bytes(press.press_household(household, on=timezone.localdate(), by=by, large=large))
        self.stdout.write(f"{out}")

    def _villages(self, villages: Iterable[Village], out: Path, *, by: User | None, **wishes: bool) -> None:
        on = timezone.localdate()
        piles = [press.pile_of(village, on=on, by=by, **wishes) for village in villages]
        if out.suffix.lower() == ".pdf":
            _prepare(out.parent)
            done = batch.print_one_file(piles, out)
        else:
            _prepare(out)
            done = batch.print_piles(piles, out)
        bags = 0
        for printed in done:
            bags += len(printed.pile.bags)
            self.stdout.write(f"{printed.pile.village} {len(printed.pile.bags)} 户")
        self.stdout.write(f"{len(piles)} 个村 {bags} 户，{out}")


def _villages(code: str | None, *, with_lifted: bool) -> list[Village]:
    if code is None:
        households = Household.objects.all() if with_lifted else Household.objects.still_poor()
        found = list(Village.objects.filter(pk__in=households.values("village")))
        if not found:
            raise Refused("没有该发明白袋的户，先导入名册")
        return found
    village = Village.objects.filter(code=code).first()
    if village is None:
        raise Refused(f"没有村代码 {code}，村代码是 12 位数字")
    return [village]


def _user(username: str | None) -> User | None:
    if username is None:
        return None
    user = User.objects.filter(username=username).first()
    if user is None:
        raise Refused(f"没有账号 {username}")
    return user


def _prepare(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)

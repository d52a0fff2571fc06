"""Prints understanding bags (明白袋): one household, one village, all villages, or exactly those to be reprinted."""

import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from households.actions.bag_jobs import cancel_parts
from households.models import BagJob, BagPart, Household
from households.models.bag import JobScope, PartState
from office.printing import binding, press
from office.printing.wishes import wish
from office.printing.worker import PROCESSES, Worker, path_of
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.ui import dates
from villages.models import Village


class Command(BaseCommand):
    help = "打印明白袋：一户、一村、全部村，或者正好是要重印的。按户编号顺序，前面是送达清单，每份从单数页开始。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--household", metavar="户编号", help="一户")
        which.add_argument("--village", metavar="村代码", help="一个村")
        which.add_argument("--all", action="store_true", help="全部村")
        which.add_argument("--stale", action="store_true", help="要重印的：印出去的和现在不一样")
        parser.add_argument(
            "--out", required=True, type=Path, metavar="FILE", help="PDF 文件，或者文件夹，每村一个文件"
        )
        parser.add_argument("--with-lifted", action="store_true", help="已脱贫的户也印；平时只印还没有脱贫的户")
        parser.add_argument("--large", action="store_true", help="大字版")
        parser.add_argument("--by", metavar="账号", help="记在谁名下")
        parser.add_argument("--processes", type=int, default=PROCESSES, metavar="N", help="同时做几个村")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        try:
            # Before hours of printing, not after them.
            (out.parent if _is_file(out) else out).mkdir(parents=True, exist_ok=True)
            by = _user(options["by"])
            if options["household"]:
                self._print_household(options["household"], out, by=by, large=options["large"])
            else:
                self._print_villages(options, out, by=by)
        except Refused as refused:
            raise CommandError(refused.message) from None
        except OSError as error:
            raise CommandError(f"{out} 写不进去：{error.strerror or error}") from None

    def _print_household(self, number: str, out: Path, *, by: User | None, large: bool) -> None:
        """Without a delivery list, as from the household's page."""
        household = Household.objects.filter(registry_no=number).select_related("village").first()
        if household is None:
            raise Refused(f"没有户编号 {number}，对照名册再写一次")
        target = out if _is_file(out) else out / f"{number}.pdf"
        target.write_bytes(press.press_household(household, on=timezone.localdate(), by=by, large=large))
        self.stdout.write(f"{target}")

    def _print_villages(self, options: dict[str, Any], out: Path, *, by: User | None) -> None:
        wishes = {"large": options["large"], "with_lifted": options["with_lifted"]}
        job = wish(**_scope(options), on=timezone.localdate(), by=by, **wishes)
        with _stopped_with_us(job):
            Worker(processes=max(1, options["processes"])).work_off(lambda: BagPart.objects.filter(job=job))
        self._deliver(job, out)

    def _deliver(self, job: BagJob, out: Path) -> None:
        parts = list(BagPart.objects.filter(job=job).select_related("village").in_print_order())
        done = [part for part in parts if part.state == PartState.DONE]
        for part in parts:
            said = f"{part.total} 户 {part.pages} 页" if part in done else part.trouble or part.get_state_display()
            self.stdout.write(f"{part.village} {said}")
        if done:
            _hand_over(done, out)
            self.stdout.write(f"{len(done)} 个村 {sum(part.total for part in done)} 户，{out}")
        if done != parts:
            raise Refused(f"{len(parts) - len(done)} 个村没印出来，原因在上面")


def _hand_over(parts: list[BagPart], out: Path) -> None:
    """Beside the job's own files, which the pages offer: a copy each, or all joined."""
    if not _is_file(out):
        for part in parts:
            shutil.copyfile(path_of(part.file), out / f"{part.village.code}-{part.village}.pdf")
        return
    draft = out.with_suffix(".part")
    if parts[1:]:
        title = f"明白袋 {dates.spoken(timezone.localdate(), year=True)}"
        binding.join(((path_of(part.file), part.village.name) for part in parts), draft, title=title)
    else:
        shutil.copyfile(path_of(parts[0].file), draft)
    draft.replace(out)


@contextmanager
def _stopped_with_us(job: BagJob) -> Iterator[None]:
    """An ended command leaves no village waiting for a worker that may not run."""
    try:
        yield
    finally:
        open_parts = BagPart.objects.filter(job=job).open()
        if open_parts.exists():
            cancel_parts(open_parts, by=job.requested_by)


def _is_file(out: Path) -> bool:
    return out.suffix.lower() == ".pdf"


def _scope(options: dict[str, Any]) -> dict[str, Any]:
    if options["village"]:
        village = Village.objects.filter(code=options["village"]).first()
        if village is None:
            raise Refused(f"没有村代码 {options['village']}，村代码是 12 位数字")
        return {"scope": JobScope.VILLAGE, "village": village}
    return {"scope": JobScope.STALE if options["stale"] else JobScope.ALL}


def _user(username: str | None) -> User | None:
    if username is None:
        return None
    user = User.objects.filter(username=username).first()
    if user is None:
        raise Refused(f"没有账号 {username}")
    return user

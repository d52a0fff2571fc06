"""Makes what people ask to print, one village at a time and process, until it is told to end."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from households.models import BagPart
from office.printing.worker import PROCESSES, Worker
from povertyplan.audit.refusal import Refused


class Command(BaseCommand):
    help = "后台打印：把要打印的明白袋按村做成 PDF；一直运行，收到 SIGTERM 做完手里的一份就停。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="把排队的做完就停")
        parser.add_argument("--processes", type=int, default=PROCESSES, metavar="N", help="同时做几个村")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker(processes=max(1, options["processes"]))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, worker.end)
        try:
            if options["once"]:
                worker.work_off(BagPart.objects.all)
            else:
                worker.serve()
        except Refused as refused:
            raise CommandError(refused.message) from None

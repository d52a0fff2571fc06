"""`seed_demo`: the demo office, once; a second run changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from office.demo.accounts import CADRES, ENTERPRISES, OFFICE, PASSWORD
from office.demo.plan import FIGURES, HOUSEHOLDS, PERSONS
from office.demo.seed import seed
from povertyplan.audit.refusal import Refused


class Command(BaseCommand):
    help = "建立演示办事处：15 个村、824 户、两年计划已过约十个月。重复运行不改任何数据。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = seed(today=timezone.localdate())
        except Refused as refusal:
            raise CommandError(refusal.message) from refusal
        if not written:
            self.stdout.write("演示办事处已经建好，没有改动")
            return
        self.stdout.write(f"演示办事处已建好：{len(FIGURES)} 个村，计划开始时 {HOUSEHOLDS} 户 {PERSONS} 人")
        for account in OFFICE:
            self.stdout.write(f"  {account.username:<20} {account.role.label} {account.name}")
        self.stdout.write(f"  {CADRES[0].username}…{CADRES[-1].username:<11} {CADRES[0].role.label}，每村一人")
        for account in ENTERPRISES:
            self.stdout.write(f"  {account.username:<20} {account.role.label} {account.name}")
        self.stdout.write(f"  密码都是 {PASSWORD}")

"""The first account of an installation, and any later one from the shell."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from office.accounts.actions import create_user
from povertyplan.accounts.matrix import Role
from povertyplan.audit.refusal import Refused


class Command(BaseCommand):
    help = "建一个账号，打印一次它的密码"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--phone", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = create_user(
                username=options["username"],
                name=options["name"],
                role=options["role"],
                phone=options["phone"],
                by=None,
            )
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{user}：{user.username}，密码 {user.first_password}")

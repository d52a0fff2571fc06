from typing import ClassVar

from households.management.importing import ImportCommand
from povertyplan.audit.models import ImportKind


class Command(ImportCommand):
    help = "导入贫困户名册；不加 --commit 只核对"
    kind: ClassVar[ImportKind] = ImportKind.ROSTER

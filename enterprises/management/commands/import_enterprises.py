from typing import ClassVar

from households.management.importing import ImportCommand
from povertyplan.audit.models import ImportKind


class Command(ImportCommand):
    help = "导入辖区企业；不加 --commit 只核对"
    kind: ClassVar[ImportKind] = ImportKind.ENTERPRISES

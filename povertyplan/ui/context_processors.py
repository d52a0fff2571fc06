"""What every page's frame needs."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from povertyplan.accounts.matrix import Capability
from povertyplan.ui.display import chosen


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    active: bool


# Addresses by name: the frame knows no app above it.
NAV = (
    ("作战图", "office:battle_map", Capability.VIEW_BATTLE_MAP),
    ("村情", "office:village_list", Capability.VIEW_VILLAGES),
    ("贫困户", "households:household_list", Capability.VIEW_HOUSEHOLDS),
    ("退出", "households:exit_list", Capability.VIEW_HOUSEHOLDS),
    ("半月报", "office:report_list", Capability.VIEW_PLANS),
    ("督办", "villages:order_list", Capability.VIEW_PLANS),
    ("责任人", "households:helper_list", Capability.VIEW_HELPERS),
    ("明白袋", "office:bag_list", Capability.PRINT_BAGS),
    ("企业", "enterprises:enterprise_list", Capability.VIEW_ENTERPRISES),
    ("基金", "funds:fund_list", Capability.VIEW_FUNDS),
    ("资料库", "households:library_list", Capability.VIEW_LIBRARY),
    ("标准", "households:standard_list", Capability.VIEW_STANDARDS),
    ("体检", "office:health", Capability.VIEW_HEALTH),
    ("经验", "villages:practice_list", Capability.VIEW_PRACTICES),
    ("导入", "households:batch_list", Capability.IMPORT_DATA),
    ("账号", "accounts:user_list", Capability.MANAGE_USERS),
    ("留痕", "audit:event_list", Capability.VIEW_AUDIT),
)


def page(request: HttpRequest) -> dict[str, Any]:
    return {
        "office_name": settings.OFFICE_NAME,
        "office_hotline": settings.OFFICE_HOTLINE,
        "request_id": getattr(request, "request_id", ""),
        "nav": SimpleLazyObject(lambda: navigation(request)),
        **chosen(request),
    }


def navigation(request: HttpRequest) -> list[NavItem]:
    """The parts of the house that this person may enter; the longest address that the page lies under is lit."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    found = [(label, reverse(name)) for label, name, capability in NAV if user.can(capability)]
    lit = max((url for _, url in found if request.path.startswith(url)), key=len, default="")
    return [NavItem(label, url, url == lit) for label, url in found]

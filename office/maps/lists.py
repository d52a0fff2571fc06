"""A figure and the list behind it: every count on a battle map can be opened (R2.2)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.accounts.models import User


@dataclass(frozen=True)
class Figure:
    """A count; in a template it is the number, as a link where the reader may open the list."""

    count: int
    url: str = ""

    def __bool__(self) -> bool:
        return bool(self.count)

    def __html__(self) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.url, self.count) if self.url else SafeString(self.count)

    def __str__(self) -> str:
        return self.__html__()


class HouseholdLists:
    """Addresses of the household list by filter; without an address where the reader may not open it.

    `always` is asked in every one of them, such as the village of a village's page.
    """

    def __init__(self, *, may_open: bool, **always: object) -> None:
        self.base = reverse("households:household_list") if may_open else ""
        self.always = always

    def url(self, **query: object) -> str:
        return f"{self.base}?{urlencode(query | self.always)}" if self.base else ""

    def figure(self, count: int, **query: object) -> Figure:
        """Nothing to open behind a nought."""
        return Figure(count, self.url(**query) if count else "")


@dataclass(frozen=True)
class Reader:
    """What who looks at a battle map may see of it, and open from it. `is_part`: of some villages only.

    The lists show the present: a past day's figures must not lead to other numbers, nor a village's to those of all.
    """

    lists: HouseholdLists
    sees_plans: bool = True
    sees_enterprises: bool = True
    sees_funds: bool = True
    opens_pages: bool = False
    is_of_village: bool = False
    is_part: bool = False

    @classmethod
    def of(cls, user: User, *, is_today: bool = True, **always: object) -> "Reader":
        """`always` as in HouseholdLists."""
        return cls(
            lists=HouseholdLists(may_open=is_today and user.can(Capability.VIEW_HOUSEHOLDS), **always),
            sees_plans=user.can(Capability.VIEW_PLANS),
            sees_enterprises=user.can(Capability.VIEW_ENTERPRISES),
            sees_funds=user.can(Capability.VIEW_FUNDS),
            opens_pages=is_today,
            is_of_village="village" in always,
            is_part="village" in always or user.scope(Capability.VIEW_VILLAGES) is not Scope.ALL,
        )

    @classmethod
    def of_paper(cls, *, is_of_village: bool = False) -> "Reader":
        """Sees everything, and paper leads nowhere."""
        return cls(HouseholdLists(may_open=False), is_of_village=is_of_village, is_part=is_of_village)

    def page(self, url: str, *, of_all: bool = False) -> str:
        """The address where the page may be opened from this map; `of_all`: it counts the whole sub-district."""
        return url if self.opens_pages and not (of_all and self.is_of_village) else ""

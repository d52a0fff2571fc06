"""A figure and the list behind it: every count on a battle map can be opened (R2.2)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString


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

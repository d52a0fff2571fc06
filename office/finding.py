"""What a search phrase finds, grouped by village (experience §7)."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from households.codes import Relation
from households.models import Helper, Household, Member
from povertyplan.accounts.models import User
from povertyplan.pinyin import keys
from villages.models import Village

# Rows of one village shown at once; the rest is behind a link to the list.
A_GROUP = 8
# Rows read from the database; a phrase that finds more is better asked again.
MOST = 200


@dataclass(frozen=True)
class VillageGroup:
    """`households` are (household, names of members through whom it was found)."""

    village: Village
    households: tuple[tuple[Household, list[str]], ...]
    count: int
    url: str


@dataclass(frozen=True)
class Findings:
    """`is_cut`: more than MOST households match."""

    groups: tuple[VillageGroup, ...]
    villages: tuple[Village, ...]
    helpers: tuple[Helper, ...]
    household_count: int
    is_cut: bool

    @classmethod
    def of(cls, phrase: str, *, user: User, on: date) -> "Findings":
        if not phrase:
            return cls((), (), (), 0, False)
        matching = Household.objects.visible_to(user).matching(phrase)
        rows = list(matching.select_related("village").with_head().with_helper(on=on).in_registry_order()[: MOST + 1])
        helpers = tuple(Helper.objects.visible_to(user).named(phrase)[:A_GROUP])
        villages = tuple(Village.objects.visible_to(user).filter(pk__in=_villages_named(phrase, user)))
        return cls(tuple(_groups(rows[:MOST], phrase)), villages, helpers, len(rows[:MOST]), len(rows) > MOST)

    @property
    def only_url(self) -> str:
        """Where the one hit is; a village's own name leads to the village, not to its households."""
        if len(self.villages) == 1 and not self.helpers:
            return reverse("office:village_detail", args=[self.villages[0].pk])
        if self.household_count + len(self.helpers) + len(self.villages) != 1:
            return ""
        found = self.groups[0].households[0][0] if self.groups else self.helpers[0]
        return found.get_absolute_url()

    @property
    def is_empty(self) -> bool:
        return not (self.groups or self.villages or self.helpers)


def _villages_named(phrase: str, user: User) -> list[int]:
    if phrase.isascii() and not phrase.isalpha():
        return []
    known = Village.objects.visible_to(user).values_list("pk", "name")
    return [pk for pk, name in known if is_named(name, phrase)]


def is_named(name: str, phrase: str) -> bool:
    """By part of the village's name, or by its whole pinyin or initials."""
    text = phrase.removesuffix("村")
    if not text.isascii():
        return text in name
    pinyin = keys(name.removesuffix("村"))
    return len(text) > 1 and text.lower() in (pinyin.initials, pinyin.full)


def _members_named(rows: list[Household], phrase: str) -> dict[int, list[str]]:
    """Who in the house bears the name, when it is not the head: otherwise the hit would look like a mistake."""
    names: dict[int, list[str]] = {}
    members = Member.objects.filter(household__in=rows).exclude(relation=Relation.HEAD).present().named(phrase)
    for household, name in members.in_registry_order().values_list("household", "name"):
        names.setdefault(household, []).append(name)
    return names


def _groups(rows: list[Household], phrase: str) -> list[VillageGroup]:
    by_village: dict[Village, list[Household]] = {}
    for row in rows:
        by_village.setdefault(row.village, []).append(row)
    base, members = reverse("households:household_list"), _members_named(rows, phrase)
    return [
        VillageGroup(
            village,
            tuple((row, members.get(row.pk, [])) for row in found[:A_GROUP]),
            len(found),
            f"{base}?{urlencode({'view': 'all', 'q': phrase, 'village': village.pk})}",
        )
        for village, found in by_village.items()
    ]

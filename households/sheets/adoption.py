"""What changes on the day when another version of a standard is taken into use, said before it is."""

from dataclasses import dataclass
from typing import Self

from households.codes import StandardKind
from households.models import Criterion, Household, StandardSet


@dataclass(frozen=True)
class Adoption:
    """`added` are the points that nobody was judged by yet, `dropped` those that no longer count.

    `open_households` are the households still poor without a verdict on an added point; `losing` those of them
    that meet everything today.
    """

    added: tuple[Criterion, ...]
    dropped: tuple[Criterion, ...]
    open_households: int
    losing: int

    @classmethod
    def of(cls, standard: StandardSet) -> Self | None:
        """None where there is nothing to take into use: villages have no verdicts, an old version had its time."""
        if standard.kind != StandardKind.HOUSEHOLD or standard.adopted_on:
            return None
        now, then = list(Criterion.objects.in_force()), list(Criterion.objects.of(standard))
        added = tuple(point for point in then if point not in now)
        dropped = tuple(point for point in now if point.code not in {kept.code for kept in then})
        poor = Household.objects.still_poor()
        without = poor.none()
        for point in added:
            without = without | poor.unchecked(point)
        meeting = without.exclude(pk__in=Household.objects.short_of_standard(now).values("pk"))
        return cls(added, dropped, without.count() if added else 0, meeting.count() if added else 0)

    @property
    def says(self) -> str:
        if not self.added:
            return "每一项都有人按同样的文字核过，已有的核查都有效。"
        names = "、".join(point.name for point in self.added)
        lost = f"，其中 {self.losing} 户现在项项达标" if self.losing else ""
        return f"{len(self.added)} 项的文字是新的：{names}。采用后 {self.open_households} 户这些项变成未核{lost}。"

"""The causes of a household's poverty (致贫原因) beside the help that answers them: why → what, in the bag."""

from collections.abc import Sequence
from dataclasses import dataclass

from households.codes import Health, MeasureKind, MeasureState, PovertyCause
from households.models import Household, Measure, Member
from office.bags import wording

# Which kinds of help answer which cause; the bag puts them side by side.
ANSWERS = {
    PovertyCause.ILLNESS: (MeasureKind.HEALTH, MeasureKind.SECURITY),
    PovertyCause.DISABILITY: (MeasureKind.HEALTH, MeasureKind.SECURITY, MeasureKind.PUBLIC_POST),
    PovertyCause.SCHOOLING: (MeasureKind.EDUCATION,),
    PovertyCause.DISASTER: (MeasureKind.SECURITY, MeasureKind.HOUSING, MeasureKind.LIVING),
    PovertyCause.LAND: (MeasureKind.RELOCATION, MeasureKind.EMPLOYMENT, MeasureKind.ECOLOGY),
    PovertyCause.WATER: (MeasureKind.LIVING,),
    PovertyCause.SKILLS: (MeasureKind.INDUSTRY, MeasureKind.EMPLOYMENT, MeasureKind.MOTIVATION),
    PovertyCause.LABOUR: (MeasureKind.SECURITY, MeasureKind.PUBLIC_POST, MeasureKind.INDUSTRY),
    PovertyCause.FUNDS: (MeasureKind.FINANCE, MeasureKind.INDUSTRY, MeasureKind.DONATION),
    PovertyCause.TRAFFIC: (MeasureKind.LIVING, MeasureKind.RELOCATION),
    PovertyCause.MOTIVATION: (MeasureKind.MOTIVATION, MeasureKind.INDUSTRY, MeasureKind.EMPLOYMENT),
}


@dataclass(frozen=True)
class CauseLine:
    label: str
    is_main: bool
    detail: str
    answers: tuple[str, ...]


def causes_of(household: Household, members: Sequence[Member], measures: Sequence[Measure]) -> tuple[CauseLine, ...]:
    lines = []
    for code in (household.main_cause, *household.other_causes):
        cause = PovertyCause(code)
        kinds = ANSWERS.get(cause, ())
        lines.append(
            CauseLine(
                label=cause.label,
                is_main=code == household.main_cause,
                detail=_detail(cause, household, members),
                answers=tuple(m.content for m in measures if m.kind in kinds and m.state != MeasureState.STOPPED),
            )
        )
    return tuple(lines)


def _detail(cause: PovertyCause, household: Household, members: Sequence[Member]) -> str:
    """What the registry itself knows about the cause: who is ill, who is at school, how much land."""
    ill = {Health.CHRONIC, Health.SERIOUS}
    if cause is PovertyCause.ILLNESS:
        found = [m for m in members if ill & set(m.health)]
        return "；".join(f"{m.name}，{'、'.join(Health(c).label for c in m.health if c in ill)}" for m in found)
    if cause is PovertyCause.DISABILITY:
        return "、".join(m.name for m in members if Health.DISABLED in m.health)
    if cause is PovertyCause.SCHOOLING:
        return "、".join(m.name for m in members if m.is_in_school)
    if cause is PovertyCause.LABOUR:
        return f"{len(members)} 口人，劳力 {sum(m.can_work for m in members)} 人"
    if cause is PovertyCause.LAND and household.farmland is not None:
        return f"耕地 {wording.amount_of(household.farmland, '亩')}"
    return ""

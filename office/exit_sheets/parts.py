"""What the sheets share: who prints them, for whom, and what does not end with poverty."""

import json
from dataclasses import asdict, dataclass

from django.conf import settings

from households.codes import CheckState, ExitStage
from households.models import Exit, ExitStep, Household
from office.bags import wording
from povertyplan.ui import dates

TAIL = 4  # of the household's number: tells two of one name apart and says nothing more
NO_HEAD = "户主未登记"
# Shapes of paper_state. On these sheets the words are those of the law, not those of the bag.
SHAPES = {
    CheckState.MET: "ok",
    CheckState.NOT_MET: "go",
    CheckState.NOT_APPLICABLE: "beside",
    CheckState.UNCHECKED: "no",
}


@dataclass(frozen=True)
class Sheet:
    """What every sheet knows of the office that prints it."""

    office: str
    hotline: str
    village: str

    def canonical_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def ground(exit_: Exit) -> dict[str, str]:
    return {
        "office": settings.OFFICE_NAME,
        "hotline": wording.phone(settings.OFFICE_HOTLINE),
        "village": exit_.village.name,
    }


def step_of(exit_: Exit, stage: ExitStage) -> ExitStep | None:
    return exit_.steps.filter(stage=stage).select_related("exit__standard", "exit__village").first()


def household_of(exit_: Exit) -> Household:
    return Household.objects.with_head().with_member_count().get(exits=exit_.pk)


def what_stays(exit_: Exit) -> tuple[str, ...]:
    """What does not end with poverty (脱贫不脱政策)."""
    months = exit_.standard.follow_up_months
    if exit_.continued_until:
        until = f"帮扶人不撤，继续帮到 {dates.spoken(exit_.continued_until, year=True)}。"
    else:
        until = f"帮扶人不撤，销号以后再帮 {months} 个月。" if months else ""
    said = (
        "脱贫不脱政策：正在享受的政策，帮扶期里照旧。",
        until,
        "日子又变难了，随时说，核实后重新纳入帮扶。",
    )
    return tuple(sentence for sentence in said if sentence)

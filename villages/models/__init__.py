"""The sub-district's villages, who is posted there, the plan's baseline, and what was learned elsewhere."""

from villages.models.practice import LocalMeasure, Practice, PracticeFile, PracticeTopic
from villages.models.village import (
    FIRST_DAY,
    LAST_DAY,
    Baseline,
    ClosedDateRange,
    DateRange,
    Indicator,
    IndicatorValue,
    Posting,
    Today,
    Village,
    VillageQuerySet,
    VillageScoped,
    up_to_this_year,
    up_to_today,
)

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "Baseline",
    "ClosedDateRange",
    "DateRange",
    "Indicator",
    "IndicatorValue",
    "LocalMeasure",
    "Posting",
    "Practice",
    "PracticeFile",
    "PracticeTopic",
    "Today",
    "Village",
    "VillageQuerySet",
    "VillageScoped",
    "up_to_this_year",
    "up_to_today",
]

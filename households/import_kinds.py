"""The files that bring households, their people and their helpers in."""

from datetime import date

from households.actions.rosters import write_pairings, write_roster
from households.imports.compare import Comparison, RosterPlan
from households.imports.headings import HELPERS_LAYOUT, ROSTER_LAYOUT
from households.imports.helpers import PairingComparison, PairingPlan
from households.imports.kept import known_villages, load
from households.imports.roster import read
from povertyplan.audit.models import ImportKind
from povertyplan.ui.sheets.kinds import Kind
from povertyplan.ui.sheets.reading import Table


def _compare_roster(table: Table, /, *, today: date, locked: bool, close: bool) -> RosterPlan:
    roster = read(table, villages=known_villages(), today=today)
    if close:
        table.close()
    return Comparison(roster, load(roster, locked=locked), today=today).plan()


def _compare_pairings(table: Table, /, *, today: date, locked: bool, close: bool) -> PairingPlan:
    comparison = PairingComparison(table, today=today, locked=locked)
    if close:
        table.close()
    return comparison.plan()


ROSTER = Kind(
    key=ImportKind.ROSTER,
    layout=ROSTER_LAYOUT,
    compare=_compare_roster,
    write=write_roster,
    list_url="households:household_list",
    list_label="看贫困户",
    shown=("village", "registry_no", "name", "relation", "id_number"),
    fields_by_label={("households", "上报人均纯收入"): "reported_income", ("persons", "电话"): "member_phone"},
)
HELPERS = Kind(
    key=ImportKind.HELPERS,
    layout=HELPERS_LAYOUT,
    compare=_compare_pairings,
    write=write_pairings,
    list_url="households:helper_list",
    list_label="看帮扶责任人",
    shown=("village", "registry_no", "head_name", "helper_name", "since"),
    fields_by_label={("pairings", "从哪天起"): "since", ("pairings", "到哪天止"): "until"},
)

"""The battle map that somebody reads: of a day, as it was known then, with what they may see and open."""

from office.bags.staleness import refresh
from office.kept import kept
from office.maps.battle_map import BattleMap
from office.maps.lists import Reader
from office.shown_day import ShownDay
from office.work import worklist
from office.work.tasks import Task
from povertyplan.accounts.matrix import Capability, Scope
from povertyplan.accounts.models import User
from povertyplan.audit.refusal import Refused
from povertyplan.ui.dates import local_day, spoken
from villages.models import Village


def map_of(user: User, shown: ShownDay, *, village: int | None = None) -> BattleMap:
    """Of all villages that the user sees, or of one of them (key). Made once for one state of the data; then the
    version of the data is the only query. Raises Refused where the village was not known yet."""
    always = {} if village is None else {"village": village}
    reader = Reader.of(user, is_today=shown.is_today, **always)

    def make() -> BattleMap:
        # Who may see what is asked of today: on a past day the reader may not have served here yet.
        keys = _villages(user, village)
        with shown.read():
            board = BattleMap.of(Village.objects.filter(pk__in=keys), on=shown.day, now=shown.moment, reader=reader)
        if village is not None and not board.rows:
            raise Refused(f"{spoken(shown.day, year=True)}还没有登记这个村，那天没有它的作战图")
        return board

    # An officer sees other villages than the next one; all others see the same.
    whose = None if user.scope(Capability.VIEW_VILLAGES) is Scope.ALL else user.pk
    key = ("map", shown.day, shown.known_at, local_day(shown.now), user.role, whose, village)
    return kept(key, make, first=lambda: refresh(on=shown.day) if shown.is_today else 0)


def tasks_of(user: User, board: BattleMap, shown: ShownDay, *, village: int | None = None) -> list[Task]:
    """今天要办, as of this moment: the map may have been made earlier today. Kept like the map where only the day
    counts; an officer's reminders show from their hour on. What was to be done on a past day is no longer to be done.
    """
    if not shown.is_today:
        return []

    def make() -> list[Task]:
        return list(worklist.of(user, now=shown.now, board=board).tasks)

    if user.scope(Capability.VIEW_VILLAGES) is not Scope.ALL:
        return make()
    return kept(("tasks", shown.day, user.pk, village), make)


def _villages(user: User, village: int | None) -> list[int]:
    villages = Village.objects.visible_to(user)
    return list((villages if village is None else villages.filter(pk=village)).values_list("pk", flat=True))

"""Row history by triggers: every version of a row, with who and why, also after bulk and raw SQL."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import migrations, models

from povertyplan.data_version import NOTE_SQL
from povertyplan.past import PAST_SQL

M = TypeVar("M", bound=models.Model)


def keeps_history(*, exclude: Sequence[str] = ()) -> Callable[[type[M]], type[M]]:
    """Class decorator: inserts, updates and deletes of the model go to its append-only event table.

    New trackers for each model: pghistory's default ones lose the statement level when they are copied.
    """
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), exclude=list(exclude) or None
    )


class DerivingTrigger(pgtrigger.Trigger):
    """A trigger, named `derive_…`, that writes rows of another table with history.

    An undo holds it still: those rows come back from their own history, and deriving them again would differ.
    Every other trigger is firm, see `firm`.
    """

    def validate_name(self) -> None:
        super().validate_name()
        if not str(self.name).startswith("derive_"):
            raise ValueError("the database lets only triggers named derive_… be held still")


class OwnersTrigger(pgtrigger.Trigger):
    """A trigger, named `owner_…`, that acts as the owner of the tables: it writes what the app role may only read.

    `firm` makes it so, with a pinned search path and date style: nothing a session sets changes what it does.
    """

    def validate_name(self) -> None:
        super().validate_name()
        if not str(self.name).startswith("owner_"):
            raise ValueError("firm finds the triggers that act as the owner by owner_…")


# pgtrigger lets any session switch its triggers off by a setting; whoever can run SQL could then rewrite the
# trail. Here the setting reaches deriving triggers only, and the app role may add to event tables, not alter.
_FIRM = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS $$
  SELECT trigger_name LIKE 'pgtrigger\\_derive\\_%'
     AND trigger_name = ANY (COALESCE(NULLIF(current_setting('pgtrigger.ignore', true), ''), '{}')::TEXT[]);
$$ LANGUAGE sql STABLE;
DO $$ DECLARE t REGCLASS; BEGIN
  FOR t IN SELECT attrelid FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::REGNAMESPACE AND attname = 'pgh_id'
  LOOP EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM povertyplan_app', t); END LOOP;
END $$;
DO $$ DECLARE f REGPROCEDURE; BEGIN
  FOR f IN SELECT oid FROM pg_proc WHERE pronamespace = 'public'::REGNAMESPACE AND proname LIKE 'pgtrigger\\_owner\\_%'
  LOOP
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', f);
    EXECUTE format('ALTER FUNCTION %s SET search_path = pg_catalog, public, pg_temp', f);
    EXECUTE format('ALTER FUNCTION %s SET datestyle = %L', f, 'ISO');
  END LOOP;
END $$;
"""


def firm() -> migrations.RunSQL:
    """The last operation of every migration that installs triggers or changes a table: installing resets what it sets,
    and the views of the past follow the tables."""
    return migrations.RunSQL(_FIRM + NOTE_SQL + PAST_SQL, migrations.RunSQL.noop)


def loosen() -> migrations.RunSQL:
    """The first operation of a migration that changes a table with history: no view of the past may hold it."""
    return migrations.RunSQL("DROP SCHEMA IF EXISTS past CASCADE", migrations.RunSQL.noop)

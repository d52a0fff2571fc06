"""Any past day again: the tables as they were known at a moment, under the same names (R8).

Every version of every row is kept (povertyplan/history.py), so what was known at a moment is the newest version of
each row by then. The schema `past` has a view of that for each table with history. Inside `as_known` the session looks
there first: the queries of a map, a village's page or a bag are the same for today and for any other day.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.utils import timezone

# Views of rows, made anew whenever a table or its history has changed. A version counts when no newer one of the same
# row was there by then; told so, and not by DISTINCT ON, conditions on the row still reach the index of the versions.
# What a history leaves out is empty. Tables that only grow need no versions: what was written down later is left out.
# A view of the present is copied, so that it reads the rows of then.
PAST_SQL = """
DROP SCHEMA IF EXISTS past CASCADE;
CREATE SCHEMA past;
GRANT USAGE ON SCHEMA past TO povertyplan_app;
CREATE FUNCTION past.known_at() RETURNS timestamptz AS $$
  SELECT NULLIF(current_setting('povertyplan.known_at', true), '')::timestamptz
$$ LANGUAGE sql STABLE;
DO $$ DECLARE t RECORD; columns TEXT; before TEXT := current_setting('search_path'); BEGIN
  FOR t IN
    SELECT c.oid AS rows, c.relname AS name, e.oid AS events, e.relname AS event_name
    FROM pg_class e
    JOIN pg_attribute a ON a.attrelid = e.oid AND a.attname = 'pgh_obj_id'
    JOIN pg_class c ON c.relname || 'event' = e.relname AND c.relnamespace = e.relnamespace
    WHERE e.relkind = 'r' AND e.relnamespace = 'public'::REGNAMESPACE
  LOOP
    SELECT string_agg(CASE WHEN h.attname IS NULL
        THEN format('NULL::%s AS %I', format_type(a.atttypid, a.atttypmod), a.attname)
        ELSE format('e.%I', a.attname) END, ', ' ORDER BY a.attnum)
      INTO columns
      FROM pg_attribute a
      LEFT JOIN pg_attribute h ON h.attrelid = t.events AND h.attname = a.attname AND NOT h.attisdropped
     WHERE a.attrelid = t.rows AND a.attnum > 0 AND NOT a.attisdropped;
    EXECUTE format('CREATE VIEW past.%I AS SELECT %s FROM public.%I e
        WHERE e.pgh_created_at <= past.known_at() AND e.pgh_label <> ''delete'' AND NOT EXISTS (
          SELECT FROM public.%I n WHERE n.pgh_obj_id = e.pgh_obj_id AND n.pgh_id > e.pgh_id
             AND n.pgh_created_at <= past.known_at())', t.name, columns, t.event_name, t.event_name);
  END LOOP;
  FOR t IN
    SELECT c.relname AS name, a.attname AS written
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind = 'r' AND c.relnamespace = 'public'::REGNAMESPACE
      AND a.attname IN ('posted_at', 'recorded_at') AND a.atttypid = 'timestamptz'::REGTYPE
      AND NOT EXISTS (SELECT FROM pg_class v WHERE v.relname = c.relname AND v.relnamespace = 'past'::REGNAMESPACE)
      AND NOT EXISTS (SELECT FROM pg_attribute p WHERE p.attrelid = c.oid AND p.attname = 'pgh_id')
  LOOP
    EXECUTE format('CREATE VIEW past.%I AS SELECT * FROM public.%I WHERE %I <= past.known_at()',
        t.name, t.name, t.written);
  END LOOP;
  FOR t IN SELECT c.oid, c.relname AS name FROM pg_class c
            WHERE c.relkind = 'v' AND c.relnamespace = 'public'::REGNAMESPACE ORDER BY c.oid
  LOOP
    -- As if it were written today by somebody who looks into the past first.
    PERFORM set_config('search_path', 'public', true);
    columns := pg_get_viewdef(t.oid);
    PERFORM set_config('search_path', 'past, public', true);
    EXECUTE format('CREATE VIEW past.%I AS %s', t.name, columns);
  END LOOP;
  PERFORM set_config('search_path', before, true);
END $$;
GRANT SELECT ON ALL TABLES IN SCHEMA past TO povertyplan_app;
"""


@contextmanager
def as_known(moment: datetime | None) -> Iterator[None]:
    """What is read inside is what was known at `moment`; nothing can be written. None is the present."""
    if moment is None:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        (before,) = cursor.fetchone()
        cursor.execute(
            "SELECT set_config('search_path', %s, true), set_config('povertyplan.known_at', %s, true)",
            ["past, public", moment.isoformat()],
        )
        with _columns_grouped():
            yield
        # After an error the setting goes with the transaction, or with the savepoint inside an outer one.
        cursor.execute("SELECT set_config('search_path', %s, true)", [before])


@contextmanager
def _columns_grouped() -> Iterator[None]:
    """A view has no primary key: Django may not group by it alone and leave out what depends on it."""
    features = connection.features
    before = features.allows_group_by_selected_pks
    features.allows_group_by_selected_pks = False
    try:
        yield
    finally:
        features.allows_group_by_selected_pks = before


def end_of(day: date) -> datetime:
    """The last moment of the office's day."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time())) - timedelta(microseconds=1)


def known_of(day: date, *, began: date | None, today: date) -> datetime | None:
    """Which moment's knowledge a map of `day` shows; None for what is known now.

    A day is shown as it was known at its end. Before the records `began` nothing was written down at all: such a day
    is shown as it was told afterwards, with today's knowledge.
    """
    return None if day >= today or began is None or day < began else end_of(day)

"""A number that differs whenever anything a page shows was written: for pages that need not be made again.

Each backend counts its own writing transactions in its own row, so writers never wait for each other; a count becomes
visible with what it counts, in the same commit. A sequence would not do: its number can be seen before the rows are,
and a page kept under it would stay wrong.
"""

from django.db import connection

# Once in a transaction. Kept out: sessions, sign-ins, traces of reading, remembered headings, and the versions of rows
# themselves.
NOTE_SQL = r"""
CREATE OR REPLACE FUNCTION public.note_change() RETURNS trigger AS $$ BEGIN
  IF current_setting('povertyplan.noted', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
    INSERT INTO public.audit_datachange AS c (backend, changes) VALUES (pg_backend_pid(), 1)
      ON CONFLICT (backend) DO UPDATE SET changes = c.changes + 1;
    PERFORM set_config('povertyplan.noted', pg_current_xact_id()::text, true);
  END IF;
  RETURN NULL;
END $$ LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
DO $$ DECLARE t REGCLASS; BEGIN
  IF to_regclass('public.audit_datachange') IS NULL THEN RETURN; END IF;
  FOR t IN SELECT c.oid FROM pg_class c
            WHERE c.relkind = 'r' AND c.relnamespace = 'public'::REGNAMESPACE
              AND c.relname !~ '^(django_|pghistory_|audit_(auditevent|columnmatch|datachange)$|accounts_signinattempt)'
              AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'pgh_id')
  LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE ON %s
        FOR EACH STATEMENT EXECUTE FUNCTION public.note_change()', t);
  END LOOP;
END $$;
"""


def data_version() -> int:
    """Of the newest data that this connection can see; grows with every writing transaction that was committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(sum(changes), 0)::bigint FROM audit_datachange")
        (version,) = cursor.fetchone()
    return int(version)

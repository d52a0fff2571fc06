"""What has happened stays as it happened, also for whoever can run SQL as the app role (P13)."""

from django.db import migrations

from povertyplan.history import firm

# An undo asks for everything that a batch wrote.
_BY_BATCH = "CREATE INDEX pghistory_context_batch ON pghistory_context ((metadata -> 'batch'))"

# Who and why belong to the history as much as the versions do. An action adds facts to its own context, so a row
# may change within the transaction that made it, and never again.
_CONTEXT = """
REVOKE DELETE ON pghistory_context FROM povertyplan_app;
CREATE FUNCTION povertyplan_context_is_firm() RETURNS trigger AS $$ BEGIN
  IF OLD.created_at = NOW() AND NEW.id = OLD.id AND NEW.created_at = OLD.created_at THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'the context % of the history is closed', OLD.id;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER context_is_firm BEFORE UPDATE ON pghistory_context
  FOR EACH ROW EXECUTE FUNCTION povertyplan_context_is_firm();
"""
_LOOSE = "DROP TRIGGER context_is_firm ON pghistory_context; DROP FUNCTION povertyplan_context_is_firm"


class Migration(migrations.Migration):
    dependencies = (("audit", "0002_events"), ("pghistory", "0007_auto_20250421_0444"))
    operations = (
        firm(),
        migrations.RunSQL("REVOKE UPDATE, DELETE ON audit_auditevent FROM povertyplan_app", migrations.RunSQL.noop),
        migrations.RunSQL(_CONTEXT, _LOOSE),
        migrations.RunSQL(_BY_BATCH, "DROP INDEX pghistory_context_batch"),
    )

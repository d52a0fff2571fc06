"""Two database roles: the owner migrates, the app role reads and writes rows and owns nothing (reliability §0.3).

It runs before every other migration, so that each later table is granted by default. TRUNCATE and DDL stay with
the owner: no trigger can be switched off from within the application.
"""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations

GRANT = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'povertyplan_app') THEN
    CREATE ROLE povertyplan_app LOGIN;
  END IF;
END $$;
GRANT USAGE ON SCHEMA public TO povertyplan_app;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO povertyplan_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO povertyplan_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO povertyplan_app;
"""
WITHDRAW = """
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM povertyplan_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM povertyplan_app;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = ()
    run_before = (
        ("contenttypes", "0001_initial"),
        ("sessions", "0001_initial"),
        ("pghistory", "0001_initial"),
    )
    operations = (
        migrations.RunSQL(GRANT, WITHDRAW),
        TrigramExtension(),
        BtreeGistExtension(),
    )

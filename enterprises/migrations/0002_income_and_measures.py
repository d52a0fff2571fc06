"""What a household's page calls enterprise help rests on a confirmed delivery, also for raw SQL (R5.2).

The rows lie a floor below, where no model of this app can be named; hence triggers that hang on those tables from here.
Checked at the end of the transaction: the line or the measure is written before the row that points to it.
"""

from django.db import migrations

from povertyplan.history import firm

HAS_ORIGIN = """
CREATE FUNCTION public.enterprises_line_has_origin() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT FROM public.households_incomeline l WHERE l.id = NEW.id AND l.is_from_enterprise
       AND NOT EXISTS (SELECT FROM public.enterprises_helpincome h WHERE h.line_id = l.id)) THEN
    RAISE EXCEPTION 'income line % comes from no delivery', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'incomeline_from_a_delivery';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION public.enterprises_line_keeps_origin() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT FROM public.households_incomeline l WHERE l.id = OLD.line_id AND l.is_from_enterprise
       AND NOT EXISTS (SELECT FROM public.enterprises_helpincome h WHERE h.line_id = l.id)) THEN
    RAISE EXCEPTION 'income line % would come from no delivery', OLD.line_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'incomeline_from_a_delivery';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION public.enterprises_measure_has_origin() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT FROM public.households_measure m WHERE m.id = NEW.id AND m.is_from_enterprise
       AND NOT EXISTS (SELECT FROM public.enterprises_beneficiary b WHERE b.measure_id = m.id)) THEN
    RAISE EXCEPTION 'measure % comes from no delivery', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_from_a_delivery';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION public.enterprises_measure_keeps_origin() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF EXISTS (SELECT FROM public.households_measure m WHERE m.id = OLD.measure_id AND m.is_from_enterprise
       AND NOT EXISTS (SELECT FROM public.enterprises_beneficiary b WHERE b.measure_id = m.id)) THEN
    RAISE EXCEPTION 'measure % would come from no delivery', OLD.measure_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_from_a_delivery';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER from_a_delivery AFTER INSERT OR UPDATE ON public.households_incomeline
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.is_from_enterprise)
  EXECUTE FUNCTION public.enterprises_line_has_origin();
CREATE CONSTRAINT TRIGGER line_keeps_origin AFTER UPDATE OR DELETE ON public.enterprises_helpincome
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.enterprises_line_keeps_origin();
CREATE CONSTRAINT TRIGGER from_a_delivery AFTER INSERT OR UPDATE ON public.households_measure
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.is_from_enterprise)
  EXECUTE FUNCTION public.enterprises_measure_has_origin();
CREATE CONSTRAINT TRIGGER measure_keeps_origin AFTER UPDATE OR DELETE ON public.enterprises_beneficiary
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.measure_id IS NOT NULL)
  EXECUTE FUNCTION public.enterprises_measure_keeps_origin();
"""
GONE = """
DROP TRIGGER from_a_delivery ON public.households_incomeline;
DROP TRIGGER line_keeps_origin ON public.enterprises_helpincome;
DROP TRIGGER from_a_delivery ON public.households_measure;
DROP TRIGGER measure_keeps_origin ON public.enterprises_beneficiary;
DROP FUNCTION public.enterprises_line_has_origin();
DROP FUNCTION public.enterprises_line_keeps_origin();
DROP FUNCTION public.enterprises_measure_has_origin();
DROP FUNCTION public.enterprises_measure_keeps_origin();
"""


class Migration(migrations.Migration):
    dependencies = (("enterprises", "0001_initial"),)
    operations = (migrations.RunSQL(HAS_ORIGIN, GONE), firm())

"""When a village's plan may be approved: one function for the trigger that refuses and the page that explains (R4.1, R4.2).

It stands on this floor because poor households must take part. Codes have their sentences in households/plan_needs.py.
"""

from django.db import migrations

OBSTACLES = """
CREATE FUNCTION public.households_plan_obstacles(plan_key bigint)
RETURNS TABLE (rank int, code text) LANGUAGE sql STABLE AS $$
  SELECT n.rank, n.code FROM public.villages_villageplan p
   CROSS JOIN LATERAL (VALUES
     (10, 'no_conditions', p.land = '' OR p.base = '' OR p.market = '' OR p.labour = ''),
     (20, 'no_wish', p.wish_on IS NULL OR NOT EXISTS (
        SELECT FROM public.villages_wish w WHERE w.plan_id = p.id AND w.choice = p.product AND w.households > 0)),
     (30, 'no_appraisal', NOT EXISTS (
        SELECT FROM public.villages_appraisal a
         WHERE a.plan_id = p.id AND a.version = p.version AND a.conclusion = 'agreed')),
     (40, 'no_operator', p.operator_name = ''),
     (50, 'no_target', NOT EXISTS (SELECT FROM public.villages_scaletarget t WHERE t.plan_id = p.id)),
     (60, 'no_milestone', NOT EXISTS (
        SELECT FROM public.villages_stage s JOIN public.villages_milestone m ON m.stage_id = s.id
         WHERE s.plan_id = p.id)),
     (70, 'empty_stage', EXISTS (
        SELECT FROM public.villages_stage s WHERE s.plan_id = p.id
           AND NOT EXISTS (SELECT FROM public.villages_milestone m WHERE m.stage_id = s.id))),
     (80, 'no_participant', NOT EXISTS (
        SELECT FROM public.households_participation j JOIN public.households_household h ON h.id = j.household_id
         WHERE j.plan_id = p.id AND j.until IS NULL AND h.poverty_status <> 'lifted'))
   ) n (rank, code, stands)
   WHERE p.id = plan_key AND n.stands
$$;
CREATE FUNCTION public.households_plan_is_approvable() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE obstacle text;
BEGIN
  SELECT o.code INTO obstacle FROM public.households_plan_obstacles(NEW.id) o ORDER BY o.rank LIMIT 1;
  IF obstacle IS NOT NULL THEN
    RAISE EXCEPTION 'plan % cannot be approved: %', NEW.id, obstacle
      USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_' || obstacle;
  END IF;
  IF EXISTS (SELECT FROM public.villages_appraisal a
              WHERE a.plan_id = NEW.id AND a.version = NEW.version AND a.recorded_by_id = NEW.approved_by_id) THEN
    RAISE EXCEPTION 'plan % is approved by who recorded its appraisal', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'villageplan_approved_by_another';
  END IF;
  RETURN NEW;
END;
$$;
CREATE TRIGGER villageplan_is_approvable BEFORE UPDATE OF state ON public.villages_villageplan
  FOR EACH ROW WHEN (NEW.state = 'approved' AND OLD.state <> 'approved')
  EXECUTE FUNCTION public.households_plan_is_approvable();
"""

UNDO = """
DROP TRIGGER villageplan_is_approvable ON public.villages_villageplan;
DROP FUNCTION public.households_plan_is_approvable();
DROP FUNCTION public.households_plan_obstacles(bigint);
"""


class Migration(migrations.Migration):
    dependencies = (("households", "0003_exit_rules"),)
    operations = (migrations.RunSQL(OBSTACLES, UNDO),)

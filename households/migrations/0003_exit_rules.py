"""The arithmetic of income and the rules of exits as database functions: one text for what refuses and what explains.

`households_exit_obstacles` names everything that stands against taking a step on a day by a person. Its codes are
the names of broken rules without `exit_`; households/exits.py has the sentence for each. Tables are named with their
schema: a temporary table of the same name must not stand before the real one.
"""

from django.db import migrations

NET_INCOME = """
CREATE VIEW public.households_netincome AS
SELECT y.id AS register_id, y.household_id, y.year, y.people, y.is_estimate,
       s.wage, s.business, s.property_income, s.transfer, s.cost, s.uncounted,
       n.net, ROUND(n.net::numeric / y.people)::bigint AS per_capita,
       l.amount AS line, n.net > l.amount * y.people AS is_above
  FROM public.households_incomeyear y
 CROSS JOIN LATERAL (
   SELECT COALESCE(SUM(amount) FILTER (WHERE left(item, 1) = 'W'), 0)::bigint AS wage,
          COALESCE(SUM(amount) FILTER (WHERE left(item, 1) = 'B'), 0)::bigint AS business,
          COALESCE(SUM(amount) FILTER (WHERE left(item, 1) = 'P'), 0)::bigint AS property_income,
          COALESCE(SUM(amount) FILTER (WHERE left(item, 1) = 'T'), 0)::bigint AS transfer,
          COALESCE(SUM(amount) FILTER (WHERE left(item, 1) = 'K'), 0)::bigint AS cost,
          COALESCE(SUM(amount) FILTER (WHERE left(item, 1) = 'N'), 0)::bigint AS uncounted
     FROM public.households_incomeline i WHERE i.register_id = y.id) s
 CROSS JOIN LATERAL (SELECT s.wage + s.business + s.property_income + s.transfer - s.cost AS net) n
  LEFT JOIN public.households_povertyline l ON l.year = y.year AND l.is_in_use;
"""

# The village's poor people of today over its registered rural population (domain §2).
POOR_PEOPLE = """
CREATE FUNCTION public.households_poor_people(village_key bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT count(*) FROM public.households_household h JOIN public.households_member m ON m.household_id = h.id
   WHERE h.village_id = village_key AND h.poverty_status <> 'lifted' AND m.left_on IS NULL
$$;
"""

# The verdict that counts for an exit of a year: the newest one on the point, under whatever wording it was judged,
# for a reworded point stays the same point. What was judged before a return to poverty no longer holds.
VERDICT = """
CREATE FUNCTION public.households_verdict(household_key bigint, criterion_key bigint, of_year int)
RETURNS TABLE (id bigint, state text) LANGUAGE sql STABLE AS $$
  SELECT a.id, a.state::text
    FROM public.households_criterion c
    JOIN public.households_criterion worded ON worded.code = c.code
    JOIN public.households_assessment a ON a.criterion_id = worded.id
   WHERE c.id = criterion_key AND a.household_id = household_key
     AND (a.year = of_year OR (a.year > of_year AND a.state <> 'unchecked'))
     AND NOT EXISTS (SELECT FROM public.households_relapse r
                      WHERE r.household_id = household_key AND r.relapsed_on >= a.assessed_on)
   ORDER BY a.assessed_on DESC, a.id DESC LIMIT 1
$$;
"""

# What an exit rests on and is not there: also asked long after it was closed.
GAPS = """
CREATE FUNCTION public.households_gaps(household_key bigint, village_key bigint, standard_key bigint, of_year int)
RETURNS TABLE (rank int, code text, subject bigint, detail text) LANGUAGE sql STABLE AS $$
  SELECT 100 + p.position, 'criterion_open', p.criterion_id, COALESCE(a.state, 'unchecked')::text
    FROM public.households_standardpoint p
    LEFT JOIN LATERAL public.households_verdict(household_key, p.criterion_id, of_year) a ON TRUE
   WHERE household_key IS NOT NULL AND p.standard_id = standard_key
     AND COALESCE(a.state, 'unchecked') NOT IN ('met', 'not_applicable')
  UNION ALL
  SELECT 200 + p.position, 'criterion_without_evidence', p.criterion_id, a.id::text
    FROM public.households_standardpoint p
    JOIN public.households_criterion c ON c.id = p.criterion_id AND c.evidence_kind = 'photo'
    JOIN LATERAL public.households_verdict(household_key, p.criterion_id, of_year) a ON TRUE
   WHERE p.standard_id = standard_key AND a.state = 'met' AND NOT EXISTS (
     SELECT FROM public.households_evidence f WHERE f.assessment_id = a.id AND f.withdrawn_on IS NULL)
  UNION ALL
  SELECT 300, CASE WHEN n.register_id IS NULL THEN 'income_missing'
                   WHEN n.line IS NULL THEN 'line_missing' ELSE 'income_not_above' END,
         p.criterion_id, COALESCE(n.per_capita, 0)::text || '/' || COALESCE(n.line, 0)::text
    FROM public.households_standardpoint p
    JOIN public.households_criterion c ON c.id = p.criterion_id AND c.rule = 'income_above_line'
    LEFT JOIN public.households_netincome n ON n.household_id = household_key AND n.year = of_year
   WHERE household_key IS NOT NULL AND p.standard_id = standard_key AND n.is_above IS NOT TRUE
  UNION ALL
  SELECT 100, CASE WHEN COALESCE(v.rural_population, 0) = 0 THEN 'population_missing'
                   WHEN v.population_year < of_year - 1 THEN 'population_old' ELSE 'incidence_too_high' END,
         v.id, poor.people || '/' || COALESCE(v.rural_population, 0)
    FROM public.villages_village v
    JOIN public.households_standardset t ON t.id = standard_key
   CROSS JOIN LATERAL (SELECT public.households_poor_people(v.id) AS people) poor
   WHERE household_key IS NULL AND v.id = village_key AND (
     COALESCE(v.rural_population, 0) = 0 OR v.population_year < of_year - 1
     OR poor.people > t.incidence_limit * v.rural_population
     OR (t.is_below_limit AND poor.people = t.incidence_limit * v.rural_population))
  UNION ALL
  SELECT 200 + r.position,
         CASE WHEN x.amount IS NULL OR bound.least IS NULL AND r.most IS NULL THEN 'requirement_unknown'
              WHEN x.amount < bound.least OR x.amount > r.most THEN 'requirement_unmet'
              ELSE 'requirement_without_evidence' END,
         r.id, COALESCE(x.amount::text, '')
    FROM public.households_requirement r
    LEFT JOIN LATERAL (
      SELECT i.id, i.amount FROM public.villages_indicatorvalue i
       WHERE i.village_id = village_key AND i.indicator = r.indicator AND i.year IN (of_year, of_year - 1)
       ORDER BY i.year DESC LIMIT 1) x ON TRUE
    LEFT JOIN LATERAL (
      SELECT i.amount FROM public.villages_indicatorvalue i
       WHERE i.village_id = village_key AND i.indicator = r.whole AND i.year IN (of_year, of_year - 1)
       ORDER BY i.year DESC LIMIT 1) w ON TRUE
   CROSS JOIN LATERAL (SELECT CASE WHEN r.whole = '' THEN r.least ELSE w.amount END AS least) bound
   WHERE household_key IS NULL AND r.standard_id = standard_key AND (
     x.amount IS NULL OR (bound.least IS NULL AND r.most IS NULL) OR x.amount < bound.least OR x.amount > r.most
     OR NOT EXISTS (
       SELECT FROM public.households_evidence f WHERE f.indicator_value_id = x.id AND f.withdrawn_on IS NULL))
$$;
CREATE FUNCTION public.households_exit_gaps(exit_key bigint)
RETURNS TABLE (rank int, code text, subject bigint, detail text) LANGUAGE sql STABLE AS $$
  SELECT g.rank, g.code, g.subject, g.detail
    FROM public.households_exit e
   CROSS JOIN LATERAL public.households_gaps(e.household_id, e.village_id, e.standard_id, e.year) g
   WHERE e.id = exit_key
  UNION ALL
  SELECT 400, 'step_without_evidence', s.id, s.stage::text
    FROM public.households_exitstep s
   WHERE s.exit_id = exit_key
     AND s.stage IN ('appraisal', 'verification', 'consent', 'notice', 'submission',
                     'v_application', 'v_check', 'v_notice', 'v_submission')
     AND NOT EXISTS (SELECT FROM public.households_evidence f WHERE f.step_id = s.id AND f.withdrawn_on IS NULL)
$$;
CREATE FUNCTION public.households_exit_has_gap(exit_key bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM public.households_exit_gaps(exit_key))
$$;
"""

# A step follows the one before it; after a notice its whole term, and the whole term again after the last answer.
TIMING = """
CREATE FUNCTION public.households_exit_earliest(exit_key bigint, stage_key text) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT COALESCE(
    (SELECT CASE WHEN s.stage IN ('notice', 'v_notice')
            THEN GREATEST(s.ends_on + 1, s.done_on + t.notice_days,
                          (SELECT max(o.answered_on) + 1 + t.notice_days FROM public.households_objection o
                            WHERE o.exit_id = e.id))
            ELSE s.done_on END
       FROM public.households_exitstep s WHERE s.exit_id = e.id AND s.stage <> stage_key ORDER BY s.id DESC LIMIT 1),
    GREATEST(make_date(e.year, 1, 1),
             (SELECT h.status_since + 1 FROM public.households_household h WHERE h.id = e.household_id)))
  FROM public.households_exit e JOIN public.households_standardset t ON t.id = e.standard_id WHERE e.id = exit_key
$$;
CREATE FUNCTION public.households_exit_timing(exit_key bigint, stage_key text, day date)
RETURNS TABLE (rank int, code text, subject bigint, detail text) LANGUAGE sql STABLE AS $$
  SELECT 20, CASE WHEN stage_key IN ('review', 'v_submission') THEN 'notice_running' ELSE 'before_previous' END,
         exit_key, public.households_exit_earliest(exit_key, stage_key)::text
   WHERE day < public.households_exit_earliest(exit_key, stage_key)
$$;
"""

OBSTACLES = """
CREATE FUNCTION public.households_exit_obstacles(exit_key bigint, stage_key text, day date, person bigint)
RETURNS TABLE (rank int, code text, subject bigint, detail text) LANGUAGE sql STABLE AS $$
  SELECT 0, 'ended', e.id, '' FROM public.households_exit e
   WHERE e.id = exit_key AND (e.closed_on IS NOT NULL OR e.stopped_on IS NOT NULL)
  UNION ALL
  SELECT 10, 'out_of_order', e.id, ''
    FROM public.households_exit e
   WHERE e.id = exit_key AND stage_key IS DISTINCT FROM (
     CASE WHEN e.household_id IS NULL
          THEN ARRAY['v_application', 'v_check', 'v_notice', 'v_submission', 'v_announcement']
          ELSE ARRAY['appraisal', 'verification', 'consent', 'notice', 'review', 'submission', 'announcement',
                     'closure'] END)[1 + (SELECT count(*) FROM public.households_exitstep s WHERE s.exit_id = e.id)]
  UNION ALL
  SELECT t.rank, t.code, t.subject, t.detail FROM public.households_exit_timing(exit_key, stage_key, day) t
  UNION ALL
  SELECT 30, CASE WHEN o.is_upheld THEN 'objection_upheld' ELSE 'objection_open' END, o.id, o.raised_on::text
    FROM public.households_objection o
   WHERE o.exit_id = exit_key AND (o.answered_on IS NULL OR o.is_upheld)
  UNION ALL
  SELECT DISTINCT 40, 'same_person', person, part.did
    FROM public.households_exit e
   CROSS JOIN LATERAL (
     SELECT 'opened' AS did WHERE e.opened_by_id = person
     UNION ALL SELECT s.stage FROM public.households_exitstep s WHERE s.exit_id = e.id AND s.recorded_by_id = person
     UNION ALL SELECT s.stage FROM public.households_exitstep s JOIN public.accounts_user u ON u.id = person
                WHERE s.exit_id = e.id AND (position(u.name in s.led_by) > 0 OR position(u.name in s.joined_by) > 0)
     UNION ALL SELECT 'answered' FROM public.households_objection o WHERE o.exit_id = e.id AND o.answered_by_id = person
     UNION ALL SELECT 'assessed' FROM public.households_assessment a
                 JOIN public.households_standardpoint p ON p.criterion_id = a.criterion_id AND p.standard_id = e.standard_id
                WHERE a.household_id = e.household_id AND a.year = e.year AND a.assessed_by_id = person) part
   WHERE e.id = exit_key AND stage_key IN ('review', 'v_submission')
  UNION ALL
  SELECT 100 + g.rank, g.code, g.subject, g.detail FROM public.households_exit_gaps(exit_key) g
$$;
"""

UNDO = """
DROP FUNCTION public.households_exit_obstacles(bigint, text, date, bigint);
DROP FUNCTION public.households_exit_timing(bigint, text, date);
DROP FUNCTION public.households_exit_earliest(bigint, text);
DROP FUNCTION public.households_exit_has_gap(bigint);
DROP FUNCTION public.households_exit_gaps(bigint);
DROP FUNCTION public.households_gaps(bigint, bigint, bigint, int);
DROP FUNCTION public.households_verdict(bigint, bigint, int);
DROP FUNCTION public.households_poor_people(bigint);
DROP VIEW public.households_netincome;
"""


class Migration(migrations.Migration):
    dependencies = (("households", "0002_standards"), ("villages", "0001_initial"))
    operations = (migrations.RunSQL(NET_INCOME + POOR_PEOPLE + VERDICT + GAPS + TIMING + OBSTACLES, UNDO),)

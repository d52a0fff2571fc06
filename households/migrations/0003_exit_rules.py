"""The arithmetic of income and the rules of exits as database functions: one text for what refuses and what explains.

`households_exit_obstacles` names everything that stands against taking a step on a day by a person. Its codes are
the names of broken rules without `exit_`; households/exits.py has the sentence for each.
"""

from django.db import migrations

NET_INCOME = """
CREATE VIEW households_netincome AS
SELECT y.id AS register_id, y.household_id, y.year, y.people, y.is_estimate,
       s.wage, s.business, s.property_income, s.transfer, s.cost, s.uncounted,
       n.net, ROUND(n.net::numeric / y.people)::bigint AS per_capita,
       l.amount AS line, n.net > l.amount * y.people AS is_above
  FROM households_incomeyear y
 CROSS JOIN LATERAL (
   SELECT COALESCE(SUM(amount) FILTER (WHERE left(item, 1) = 'W'), 0)::bigint AS wage,
          COALESCE(SUM(amount) FILTER (WHERE left(item, 1) = 'B'), 0)::bigint AS business,
          COALESCE(SUM(amount) FILTER (WHERE left(item, 1) = 'P'), 0)::bigint AS property_income,
          COALESCE(SUM(amount) FILTER (WHERE left(item, 1) = 'T'), 0)::bigint AS transfer,
          COALESCE(SUM(amount) FILTER (WHERE left(item, 1) = 'K'), 0)::bigint AS cost,
          COALESCE(SUM(amount) FILTER (WHERE left(item, 1) = 'N'), 0)::bigint AS uncounted
     FROM households_incomeline i WHERE i.register_id = y.id) s
 CROSS JOIN LATERAL (SELECT s.wage + s.business + s.property_income + s.transfer - s.cost AS net) n
  LEFT JOIN households_povertyline l ON l.year = y.year AND l.is_in_use;
"""

# The village's poor people of today over its registered rural population (domain §2).
POOR_PEOPLE = """
CREATE FUNCTION households_poor_people(village_key bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT count(*) FROM households_household h JOIN households_member m ON m.household_id = h.id
   WHERE h.village_id = village_key AND h.poverty_status <> 'lifted' AND m.left_on IS NULL
$$;
"""

# What an exit rests on and is not there: also asked long after it was closed.
GAPS = """
CREATE FUNCTION households_exit_gaps(exit_key bigint)
RETURNS TABLE (rank int, code text, subject bigint, detail text) LANGUAGE sql STABLE AS $$
  SELECT 100 + p.position, 'criterion_open', p.criterion_id, COALESCE(a.state, 'unchecked')::text
    FROM households_exit e
    JOIN households_standardpoint p ON p.standard_id = e.standard_id
    LEFT JOIN households_assessment a
      ON a.household_id = e.household_id AND a.criterion_id = p.criterion_id AND a.year = e.year
   WHERE e.id = exit_key AND e.household_id IS NOT NULL
     AND COALESCE(a.state, 'unchecked') NOT IN ('met', 'not_applicable')
  UNION ALL
  SELECT 200 + p.position, 'criterion_without_evidence', p.criterion_id, ''
    FROM households_exit e
    JOIN households_standardpoint p ON p.standard_id = e.standard_id
    JOIN households_criterion c ON c.id = p.criterion_id AND c.evidence_kind = 'photo'
    JOIN households_assessment a ON a.household_id = e.household_id AND a.criterion_id = c.id AND a.year = e.year
   WHERE e.id = exit_key AND a.state = 'met' AND NOT EXISTS (
     SELECT FROM households_evidence f WHERE f.assessment_id = a.id AND f.withdrawn_on IS NULL)
  UNION ALL
  SELECT 300, CASE WHEN n.register_id IS NULL THEN 'income_missing'
                   WHEN n.line IS NULL THEN 'line_missing' ELSE 'income_not_above' END,
         p.criterion_id, COALESCE(n.per_capita, 0)::text || '/' || COALESCE(n.line, 0)::text
    FROM households_exit e
    JOIN households_standardpoint p ON p.standard_id = e.standard_id
    JOIN households_criterion c ON c.id = p.criterion_id AND c.rule = 'income_above_line'
    LEFT JOIN households_netincome n ON n.household_id = e.household_id AND n.year = e.year
   WHERE e.id = exit_key AND e.household_id IS NOT NULL AND n.is_above IS NOT TRUE
  UNION ALL
  SELECT 100, CASE WHEN COALESCE(v.rural_population, 0) = 0 THEN 'population_missing'
                   WHEN v.population_year < e.year - 1 THEN 'population_old' ELSE 'incidence_too_high' END,
         v.id, poor.people || '/' || COALESCE(v.rural_population, 0)
    FROM households_exit e
    JOIN villages_village v ON v.id = e.village_id
    JOIN households_standardset t ON t.id = e.standard_id
   CROSS JOIN LATERAL (SELECT households_poor_people(v.id) AS people) poor
   WHERE e.id = exit_key AND e.household_id IS NULL AND (
     COALESCE(v.rural_population, 0) = 0 OR v.population_year < e.year - 1
     OR poor.people > t.incidence_limit * v.rural_population
     OR (t.is_below_limit AND poor.people = t.incidence_limit * v.rural_population))
  UNION ALL
  SELECT 200 + r.position,
         CASE WHEN x.amount IS NULL OR bound.least IS NULL AND r.most IS NULL THEN 'requirement_unknown'
              WHEN x.amount < bound.least OR x.amount > r.most THEN 'requirement_unmet'
              ELSE 'requirement_without_evidence' END,
         r.id, COALESCE(x.amount::text, '')
    FROM households_exit e
    JOIN households_requirement r ON r.standard_id = e.standard_id
    LEFT JOIN LATERAL (
      SELECT i.id, i.amount FROM villages_indicatorvalue i
       WHERE i.village_id = e.village_id AND i.indicator = r.indicator AND i.year IN (e.year, e.year - 1)
       ORDER BY i.year DESC LIMIT 1) x ON TRUE
    LEFT JOIN LATERAL (
      SELECT i.amount FROM villages_indicatorvalue i
       WHERE i.village_id = e.village_id AND i.indicator = r.whole AND i.year IN (e.year, e.year - 1)
       ORDER BY i.year DESC LIMIT 1) w ON TRUE
   CROSS JOIN LATERAL (SELECT CASE WHEN r.whole = '' THEN r.least ELSE w.amount END AS least) bound
   WHERE e.id = exit_key AND e.household_id IS NULL AND (
     x.amount IS NULL OR (bound.least IS NULL AND r.most IS NULL) OR x.amount < bound.least OR x.amount > r.most
     OR NOT EXISTS (
       SELECT FROM households_evidence f WHERE f.indicator_value_id = x.id AND f.withdrawn_on IS NULL))
  UNION ALL
  SELECT 400, 'step_without_evidence', s.id, s.stage::text
    FROM households_exitstep s
   WHERE s.exit_id = exit_key
     AND s.stage IN ('appraisal', 'verification', 'consent', 'notice', 'submission',
                     'v_application', 'v_check', 'v_notice', 'v_submission')
     AND NOT EXISTS (SELECT FROM households_evidence f WHERE f.step_id = s.id AND f.withdrawn_on IS NULL)
$$;
CREATE FUNCTION households_exit_has_gap(exit_key bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM households_exit_gaps(exit_key))
$$;
"""

# A step follows the one before it; after a notice its whole term, and the whole term again after the last answer.
TIMING = """
CREATE FUNCTION households_exit_earliest(exit_key bigint, stage_key text) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT COALESCE(
    (SELECT CASE WHEN s.stage IN ('notice', 'v_notice')
            THEN GREATEST(s.ends_on + 1, s.done_on + t.notice_days,
                          (SELECT max(o.answered_on) + 1 + t.notice_days FROM households_objection o
                            WHERE o.exit_id = e.id AND o.raised_on >= s.done_on))
            ELSE s.done_on END
       FROM households_exitstep s WHERE s.exit_id = e.id AND s.stage <> stage_key ORDER BY s.id DESC LIMIT 1),
    (SELECT h.status_since + 1 FROM households_household h WHERE h.id = e.household_id))
  FROM households_exit e JOIN households_standardset t ON t.id = e.standard_id WHERE e.id = exit_key
$$;
CREATE FUNCTION households_exit_timing(exit_key bigint, stage_key text, day date)
RETURNS TABLE (rank int, code text, subject bigint, detail text) LANGUAGE sql STABLE AS $$
  SELECT 20, CASE WHEN stage_key IN ('review', 'v_submission') THEN 'notice_running' ELSE 'before_previous' END,
         exit_key, households_exit_earliest(exit_key, stage_key)::text
   WHERE day < households_exit_earliest(exit_key, stage_key)
$$;
"""

OBSTACLES = """
CREATE FUNCTION households_exit_obstacles(exit_key bigint, stage_key text, day date, person bigint)
RETURNS TABLE (rank int, code text, subject bigint, detail text) LANGUAGE sql STABLE AS $$
  SELECT 0, 'ended', e.id, '' FROM households_exit e
   WHERE e.id = exit_key AND (e.closed_on IS NOT NULL OR e.stopped_on IS NOT NULL)
  UNION ALL
  SELECT 10, 'out_of_order', e.id, ''
    FROM households_exit e
   WHERE e.id = exit_key AND stage_key IS DISTINCT FROM (
     CASE WHEN e.household_id IS NULL
          THEN ARRAY['v_application', 'v_check', 'v_notice', 'v_submission', 'v_announcement']
          ELSE ARRAY['appraisal', 'verification', 'consent', 'notice', 'review', 'submission', 'announcement',
                     'closure'] END)[1 + (SELECT count(*) FROM households_exitstep s WHERE s.exit_id = e.id)]
  UNION ALL
  SELECT t.rank, t.code, t.subject, t.detail FROM households_exit_timing(exit_key, stage_key, day) t
  UNION ALL
  SELECT 30, CASE WHEN o.is_upheld THEN 'objection_upheld' ELSE 'objection_open' END, o.id, o.raised_on::text
    FROM households_objection o
   WHERE o.exit_id = exit_key AND (o.answered_on IS NULL OR o.is_upheld)
  UNION ALL
  SELECT DISTINCT 40, 'same_person', person, part.did
    FROM households_exit e
   CROSS JOIN LATERAL (
     SELECT 'opened' AS did WHERE e.opened_by_id = person
     UNION ALL SELECT s.stage FROM households_exitstep s WHERE s.exit_id = e.id AND s.recorded_by_id = person
     UNION ALL SELECT s.stage FROM households_exitstep s JOIN accounts_user u ON u.id = person
                WHERE s.exit_id = e.id AND u.name IN (s.led_by, s.joined_by)
     UNION ALL SELECT 'assessed' FROM households_assessment a
                 JOIN households_standardpoint p ON p.criterion_id = a.criterion_id AND p.standard_id = e.standard_id
                WHERE a.household_id = e.household_id AND a.year = e.year AND a.assessed_by_id = person) part
   WHERE e.id = exit_key AND stage_key IN ('review', 'v_submission')
  UNION ALL
  SELECT 100 + g.rank, g.code, g.subject, g.detail FROM households_exit_gaps(exit_key) g
$$;
"""

UNDO = """
DROP FUNCTION households_exit_obstacles(bigint, text, date, bigint);
DROP FUNCTION households_exit_timing(bigint, text, date);
DROP FUNCTION households_exit_earliest(bigint, text);
DROP FUNCTION households_exit_has_gap(bigint);
DROP FUNCTION households_exit_gaps(bigint);
DROP FUNCTION households_poor_people(bigint);
DROP VIEW households_netincome;
"""


class Migration(migrations.Migration):
    dependencies = (("households", "0002_standards"), ("villages", "0001_initial"))
    operations = (migrations.RunSQL(NET_INCOME + POOR_PEOPLE + GAPS + TIMING + OBSTACLES, UNDO),)

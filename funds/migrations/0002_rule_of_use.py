"""Why a payment cannot be made, as one function for what refuses and what explains (R6.2); and who may write what.

`funds_payment_obstacles` names everything that stands against paying on a day; its codes are the constraint names of the
refusal without `payment_`; funds/payments.py has the sentence for each.
"""

from django.db import migrations

from povertyplan.history import firm

OBSTACLES = """
CREATE FUNCTION public.funds_payment_obstacles(
  application_key bigint, fund_key bigint, voucher_key bigint, pay_day date, pay_amount bigint, pay_use text)
RETURNS TABLE (rank int, code text) LANGUAGE sql STABLE AS $$
  WITH a AS (SELECT a.*, f.second_above FROM public.funds_application a JOIN public.funds_fund f ON f.id = a.fund_id
              WHERE a.id = application_key),
       n AS (SELECT n.* FROM public.funds_fundnotice n
              WHERE n.application_id = application_key AND n.stopped_on IS NULL)
  SELECT 1, 'without_application' WHERE NOT EXISTS (SELECT FROM a WHERE a.fund_id = fund_key)
  UNION ALL SELECT 2, 'withdrawn' FROM a WHERE a.withdrawn_on IS NOT NULL
  UNION ALL SELECT 3, 'other_use' FROM a WHERE a.use <> pay_use
  UNION ALL SELECT 4, 'not_deliberated' FROM a WHERE NOT EXISTS (
    SELECT FROM public.funds_deliberation d WHERE d.application_id = a.id AND d.agreed * 2 > d.present)
  UNION ALL SELECT 5, 'not_approved' FROM a
   WHERE (SELECT count(*) FROM public.funds_approval p WHERE p.application_id = a.id AND p.agrees)
         < CASE WHEN a.amount > a.second_above THEN 2 ELSE 1 END
      OR EXISTS (SELECT FROM public.funds_approval p WHERE p.application_id = a.id AND NOT p.agrees)
  UNION ALL SELECT 6, 'without_notice' FROM a WHERE NOT EXISTS (SELECT FROM n)
  UNION ALL SELECT 7, 'notice_not_over' FROM n WHERE n.ends_on >= pay_day
  UNION ALL SELECT DISTINCT 8, 'objection_open' FROM n JOIN public.funds_fundobjection o ON o.notice_id = n.id
   WHERE o.answered_on IS NULL OR o.is_upheld
  UNION ALL SELECT 9, 'over_the_amount' FROM a
   WHERE pay_amount + (SELECT COALESCE(sum(v.amount), 0) FROM public.funds_voucher v
                         LEFT JOIN public.funds_entry e ON e.voucher_id = v.id
                         LEFT JOIN public.funds_entry r ON r.reverses_id = e.id
                        WHERE v.application_id = a.id AND v.kind = 'payment' AND v.state IN ('submitted', 'approved')
                          AND v.id IS DISTINCT FROM voucher_key AND r.id IS NULL) > a.amount
$$;
"""
# The app role adds entries and legs and prints anchors; what the owner's triggers write it only reads.
PRIVILEGES = """
REVOKE INSERT, UPDATE, DELETE ON public.funds_chain, public.funds_balance, public.funds_seal FROM povertyplan_app;
REVOKE UPDATE, DELETE ON public.funds_entry, public.funds_posting, public.funds_account, public.funds_anchor,
  public.funds_periodclosing, public.funds_bankline FROM povertyplan_app;
"""
GIVEN_BACK = """
GRANT INSERT, UPDATE, DELETE ON public.funds_chain, public.funds_balance, public.funds_seal TO povertyplan_app;
GRANT UPDATE, DELETE ON public.funds_entry, public.funds_posting, public.funds_account, public.funds_anchor,
  public.funds_periodclosing, public.funds_bankline TO povertyplan_app;
"""


class Migration(migrations.Migration):
    dependencies = (("funds", "0001_initial"),)
    operations = (
        migrations.RunSQL(
            OBSTACLES,
            "DROP FUNCTION public.funds_payment_obstacles(bigint, bigint, bigint, date, bigint, text)",
        ),
        migrations.RunSQL(PRIVILEGES, GIVEN_BACK),
        firm(),
    )

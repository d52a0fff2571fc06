"""Addresses of villages, grouped per object; lists and pages that show households are in office."""

from django.urls import URLPattern, URLResolver, path

from villages.views import plans, practices, reporting, supervision, villages

app_name = "villages"

urlpatterns: list[URLPattern | URLResolver] = [
    # villages/
    path("villages/<int:pk>/edit/", villages.village_edit, name="village_edit"),
    path("villages/<int:pk>/officer/", villages.posting, name="posting"),
    path("villages/<int:pk>/indicators/", villages.indicator, name="indicator"),
    path("villages/<int:pk>/plan/new/", plans.plan_draft, name="plan_draft"),
    # plans/
    path("plans/<int:pk>/edit/", plans.plan_edit, name="plan_edit"),
    path("plans/<int:pk>/wishes/", plans.plan_wishes, name="plan_wishes"),
    path("plans/<int:pk>/targets/", plans.plan_targets, name="plan_targets"),
    path("plans/<int:pk>/funding/", plans.plan_funding, name="plan_funding"),
    path("plans/<int:pk>/timetable/", plans.plan_timetable, name="plan_timetable"),
    path("plans/<int:pk>/appraisals/new/", plans.appraisal_create, name="appraisal_create"),
    path("plans/<int:pk>/take-back/", plans.plan_take_back, name="plan_take_back"),
    path("plans/<int:pk>/end/", plans.plan_end, name="plan_end"),
    path("plans/<int:pk>/milestones/new/", plans.milestone_create, name="milestone_create"),
    # appraisals/
    path("appraisals/<int:pk>/minutes/", plans.appraisal_minutes, name="appraisal_minutes"),
    # milestones/
    path("milestones/<int:pk>/done/", plans.milestone_done, name="milestone_done"),
    path("milestones/<int:pk>/reopen/", plans.milestone_reopen, name="milestone_reopen"),
    path("milestones/<int:pk>/date/", plans.milestone_date, name="milestone_date"),
    # date-changes/
    path("date-changes/<int:pk>/decide/", plans.date_change_decide, name="date_change_decide"),
    # postings/
    path("postings/<int:pk>/end/", villages.posting_end, name="posting_end"),
    # reporting-rule/
    path("reporting-rule/", reporting.reporting_rule, name="reporting_rule"),
    # baseline/
    path("baseline/", villages.baseline, name="baseline"),
    # practices/
    path("practices/", practices.practice_list, name="practice_list"),
    path("practices/new/", practices.practice_create, name="practice_create"),
    path("practices/<int:pk>/", practices.practice_detail, name="practice_detail"),
    path("practices/<int:pk>/edit/", practices.practice_edit, name="practice_edit"),
    path("practices/<int:pk>/decline/", practices.practice_decline, name="practice_decline"),
    path("practices/<int:pk>/take-up/", practices.practice_take_up, name="practice_take_up"),
    path("practices/<int:pk>/files/new/", practices.practice_file_create, name="practice_file_create"),
    path("practices/<int:pk>/measures/new/", practices.local_measure_create, name="local_measure_create"),
    # practice-files/
    path("practice-files/<int:pk>/", practices.practice_file, name="practice_file"),
    # local-measures/
    path("local-measures/<int:pk>/edit/", practices.local_measure_edit, name="local_measure_edit"),
    path("local-measures/<int:pk>/done/", practices.local_measure_done, name="local_measure_done"),
    # orders/
    path("orders/", supervision.order_list, name="order_list"),
    path("orders/new/", supervision.order_issue, name="order_issue"),
    path("orders/<int:pk>/", supervision.order_detail, name="order_detail"),
    path("orders/<int:pk>/reply/", supervision.order_reply, name="order_reply"),
    path("orders/<int:pk>/extension/", supervision.order_extension, name="order_extension"),
    path("orders/<int:pk>/extension/decide/", supervision.order_decide, name="order_decide"),
    path("orders/<int:pk>/return/", supervision.order_return, name="order_return"),
    path("orders/<int:pk>/close/", supervision.order_close, name="order_close"),
    path("orders/<int:pk>/withdraw/", supervision.order_withdraw, name="order_withdraw"),
    # order-files/
    path("order-files/<int:pk>/", supervision.order_file, name="order_file"),
]

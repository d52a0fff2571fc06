"""Addresses of office, grouped per object."""

from django.urls import URLPattern, URLResolver, path

from office.views import (
    bag_deliveries,
    bag_jobs,
    bag_preview,
    bags,
    battle_map,
    enterprise_papers,
    exit_sheets,
    fund_month,
    fund_papers,
    health,
    home,
    offline,
    plans,
    report_entry,
    report_reading,
    report_twins,
    reprints,
    search,
    supervision_sheet,
    villages,
)

app_name = "office"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("battle-map/", battle_map.battle_map, name="battle_map"),
    path("search/", search.search, name="search"),
    path("sw.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.offline, name="offline"),
    path("health/", health.health, name="health"),
    path("health/known/", health.health_known, name="health_known"),
    # households/
    path("households/<int:pk>/bag/", bag_preview.bag_preview, name="bag_preview"),
    path("households/<int:pk>/bag.pdf", bags.bag_pdf, name="bag_pdf"),
    path("b/<slug:token>/", bags.bag_edition, name="bag_edition"),
    # bags/
    path("bags/", reprints.bag_list, name="bag_list"),
    path("bags/print/chosen/", bag_jobs.bag_chosen, name="bag_chosen"),
    path("bags/print/", bag_jobs.bag_print, name="bag_print"),
    path("bags/jobs/", bag_jobs.bag_job_list, name="bag_job_list"),
    path("bags/jobs/<int:pk>/", bag_jobs.bag_job, name="bag_job"),
    path("bags/jobs/<int:pk>/cancel/", bag_jobs.bag_job_cancel, name="bag_job_cancel"),
    path("bags/jobs/<int:pk>/retry/", bag_jobs.bag_job_retry, name="bag_job_retry"),
    path("bags/jobs/parts/<int:pk>.pdf", bag_jobs.bag_part_file, name="bag_part_file"),
    path("bags/editions/<int:pk>/deliver/", bag_deliveries.bag_deliver, name="bag_deliver"),
    path("bags/editions/<int:pk>/void/", bag_deliveries.bag_void, name="bag_void"),
    path("bags/deliveries/<int:pk>/", bag_deliveries.bag_deliveries, name="bag_deliveries"),
    # exits/
    path("exits/<int:pk>/minutes.pdf", exit_sheets.exit_minutes, name="exit_minutes"),
    path("exits/<int:pk>/consent.pdf", exit_sheets.exit_consent, name="exit_consent"),
    path("exits/<int:pk>/notice.pdf", exit_sheets.exit_notice, name="exit_notice"),
    path("exits/<int:pk>/announcement.pdf", exit_sheets.exit_announcement, name="exit_announcement"),
    path("exits/<int:pk>/village-notice.pdf", exit_sheets.village_exit_notice, name="village_exit_notice"),
    # enterprises/
    path("deliveries/<int:pk>/receipt.pdf", enterprise_papers.delivery_receipt, name="delivery_receipt"),
    path("enterprises/<int:pk>/record/<int:year>.pdf", enterprise_papers.enterprise_record, name="enterprise_record"),
    # applications/
    path("funds/applications/<int:pk>/minutes.pdf", fund_papers.fund_minutes, name="fund_minutes"),
    path("funds/applications/<int:pk>/notice.pdf", fund_papers.fund_notice, name="fund_notice"),
    path("funds/applications/<int:pk>/sign-list.pdf", fund_papers.fund_sign_list, name="fund_sign_list"),
    # funds/
    path("funds/<int:pk>/months/<slug:month>.pdf", fund_month.fund_month, name="fund_month"),
    # orders/
    path("orders/<int:pk>/notice.pdf", supervision_sheet.order_sheet, name="order_sheet"),
    # villages/
    path("villages/", villages.village_list, name="village_list"),
    path("villages/<int:pk>/", villages.village_detail, name="village_detail"),
    path("villages/<int:pk>/plan/", plans.plan_detail, name="plan_detail"),
    # reports/
    path("villages/<int:pk>/reports/<slug:period>/", report_entry.report_write, name="report_write"),
    path("villages/<int:pk>/reports/<slug:period>/sheet.pdf", report_twins.report_sheet, name="report_sheet"),
    path("reports/", report_reading.report_list, name="report_list"),
    path("reports/remind/", report_reading.report_remind, name="report_remind"),
    path("reports/workbooks/<slug:period>.xlsx", report_twins.report_workbook, name="report_workbook"),
    path("reports/workbooks/<slug:period>/", report_twins.report_upload, name="report_upload"),
    path("reports/<int:pk>/", report_reading.report_detail, name="report_detail"),
    path("reports/<int:pk>/return/", report_reading.report_return, name="report_return"),
    path("reports/<int:pk>/review/", report_reading.report_review, name="report_review"),
    path("reports/<int:pk>/excuse/", report_reading.report_excuse, name="report_excuse"),
    path("help-requests/<int:pk>/answer/", report_reading.help_answer, name="help_answer"),
    path("reports/token/", report_entry.report_token, name="report_token"),
    path("reports/<int:pk>/receipt/", report_entry.report_receipt, name="report_receipt"),
    path("reports/<uuid:uuid>/photos/", report_entry.report_photo, name="report_photo"),
    path("report-photos/<int:pk>/", report_entry.report_photo_file, name="report_photo_file"),
    path("report-photos/<int:pk>/withdraw/", report_entry.report_photo_withdraw, name="report_photo_withdraw"),
]

"""Addresses of the relief funds, grouped per object."""

from django.urls import URLPattern, URLResolver, path

from funds.views import application_steps, applications, bank, closings, entries, funds, open_pages, vouchers

app_name = "funds"

urlpatterns: list[URLPattern | URLResolver] = [
    # funds/
    path("funds/", funds.fund_list, name="fund_list"),
    path("funds/new/", funds.fund_create, name="fund_create"),
    path("funds/<int:pk>/", funds.fund_detail, name="fund_detail"),
    path("funds/<int:pk>/earmarks/new/", funds.earmark_create, name="earmark_create"),
    # vouchers/
    path("funds/<int:pk>/vouchers/", vouchers.voucher_list, name="voucher_list"),
    path("funds/<int:pk>/vouchers/new/", vouchers.voucher_create, name="voucher_create"),
    path("funds/applications/<int:pk>/payments/new/", vouchers.payment_create, name="payment_create"),
    path("funds/vouchers/<int:pk>/", vouchers.voucher_detail, name="voucher_detail"),
    path("funds/vouchers/<int:pk>/edit/", vouchers.voucher_edit, name="voucher_edit"),
    path("funds/vouchers/<int:pk>/submit/", vouchers.voucher_submit, name="voucher_submit"),
    path("funds/vouchers/<int:pk>/take-back/", vouchers.voucher_take_back, name="voucher_take_back"),
    path("funds/vouchers/<int:pk>/delete/", vouchers.voucher_delete, name="voucher_delete"),
    path("funds/vouchers/<int:pk>/approve/", vouchers.voucher_approve, name="voucher_approve"),
    path("funds/vouchers/<int:pk>/return/", vouchers.voucher_return, name="voucher_return"),
    path("funds/vouchers/<int:pk>/files/new/", vouchers.voucher_file_create, name="voucher_file_create"),
    path("funds/voucher-files/<int:pk>/", vouchers.voucher_file, name="voucher_file"),
    path("funds/voucher-files/<int:pk>/remove/", vouchers.voucher_file_remove, name="voucher_file_remove"),
    # entries/
    path("funds/entries/<int:pk>/", entries.entry_detail, name="entry_detail"),
    path("funds/entries/<int:pk>/reverse/", entries.entry_reverse, name="entry_reverse"),
    # applications/
    path("funds/applications/", applications.application_list, name="application_list"),
    path("funds/<int:pk>/applications/new/", applications.application_create, name="application_create"),
    path("funds/applications/<int:pk>/", applications.application_detail, name="application_detail"),
    path("funds/applications/<int:pk>/withdraw/", applications.application_withdraw, name="application_withdraw"),
    path(
        "funds/applications/<int:pk>/deliberation/", application_steps.deliberation_create, name="deliberation_create"
    ),
    path("funds/applications/<int:pk>/decide/", application_steps.application_decide, name="application_decide"),
    path("funds/applications/<int:pk>/notices/new/", application_steps.notice_create, name="notice_create"),
    path("funds/applications/<int:pk>/outcome/", application_steps.outcome_create, name="outcome_create"),
    path("funds/applications/<int:pk>/minutes/", application_steps.deliberation_file, name="deliberation_file"),
    path("funds/applications/<int:pk>/outcome/photo/", application_steps.outcome_file, name="outcome_file"),
    path("funds/notices/<int:pk>/photo/", application_steps.notice_file, name="notice_file"),
    path("funds/notices/<int:pk>/objections/new/", application_steps.objection_create, name="objection_create"),
    path("funds/objections/<int:pk>/answer/", application_steps.objection_answer, name="objection_answer"),
    path("funds/shares/<int:pk>/receive/", application_steps.share_receive, name="share_receive"),
    path("funds/shares/<int:pk>/receipt/", application_steps.share_file, name="share_file"),
    # open/
    path("open/funds/", open_pages.public_fund_list, name="public_fund_list"),
    path("open/funds/verify.py", open_pages.public_verify_script, name="public_verify_script"),
    path("open/funds/<slug:village_code>/", open_pages.public_fund, name="public_fund"),
    path("open/funds/<slug:village_code>/entries.csv", open_pages.public_fund_csv, name="public_fund_csv"),
    # bank/
    path("funds/<int:pk>/bank/", bank.reconciliation, name="reconciliation"),
    path("funds/<int:pk>/bank/import/", bank.statement_import, name="statement_import"),
    path("funds/<int:pk>/bank/match/", bank.match_accept, name="match_accept"),
    path("funds/matches/<int:pk>/undo/", bank.match_undo, name="match_undo"),
    # closings/
    path("funds/<int:pk>/closings/", closings.period_close, name="period_close"),
    path("funds/<int:pk>/closings/new/", closings.balance_enter, name="balance_enter"),
    path("funds/balances/<int:pk>/close/", closings.balance_close, name="balance_close"),
    path("funds/balances/<int:pk>/withdraw/", closings.balance_withdraw, name="balance_withdraw"),
]

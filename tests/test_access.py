"""Every address × every role × own and foreign village answers as the matrix says; an unlisted address fails (P11)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from enterprises.codes import Mode
from enterprises.models import EnterpriseContact
from funds.actions.applications import record_outcome, sign_for
from funds.actions.bank import close_period, enter_balance, import_statement, match_lines
from funds.actions.vouchers import approve_voucher
from funds.models import VoucherFile
from households.actions.imports import stage_import
from households.codes import ExitStage, StandardKind
from households.models import Assessment, BagEdition, PovertyLine, StandardSet
from households.models.bag import PartState
from office.demo.builders import (
    assign,
    make_assessment,
    make_evidence,
    make_file,
    make_helper,
    make_household,
    make_measure,
    make_user,
    make_village,
    post_officer,
)
from office.demo.funding import (
    PAID,
    agree,
    approver,
    keeper,
    make_application,
    make_fund,
    object_to_fund,
    receive,
    write_payment,
    write_receipt,
)
from office.demo.giving import (
    make_contact,
    make_delivery,
    make_delivery_file,
    make_enterprise,
    make_enterprise_visit,
    make_gift_use,
    make_pledge,
    pair_village,
)
from office.demo.practices import make_local_measure, make_practice, make_practice_file
from office.demo.printing import make_bag_part
from office.demo.reporting import ask_help, make_order, make_order_file, make_photo, make_report
from office.demo.timetables import make_plan, make_trade, move_date, take_part
from povertyplan.accounts.matrix import Capability, Role, Scope, scope
from povertyplan.accounts.models import User
from povertyplan.audit.models import ImportBatch, ImportKind, ImportState
from tests.exits import object_to, walk
from tests.library import make_draft, make_library_file
from tests.village_exits import make_delisting
from villages.actions.map_editions import keep_map_edition
from villages.models import PlanState, Village

C = Capability
PUBLIC, SIGNED_IN = "public", "signed in"


@dataclass(frozen=True)
class Route:
    """`about` names the object in the address; `post` marks an act that only answers POST."""

    gate: Capability | str
    about: str = ""
    post: bool = False
    kwargs: tuple[tuple[str, str], ...] = ()


ROUTES = {
    "office:home": Route(SIGNED_IN),
    "office:battle_map": Route(C.VIEW_BATTLE_MAP),
    "office:wall": Route(C.VIEW_BATTLE_MAP),
    "office:trend": Route(C.VIEW_BATTLE_MAP),
    "office:trend_workbook": Route(C.VIEW_BATTLE_MAP),
    "office:battle_map_workbook": Route(C.VIEW_BATTLE_MAP),
    "office:form_fill": Route(C.FILL_FORMS),
    "office:form_sample": Route(C.FILL_FORMS, kwargs=(("slug", "villages"),)),
    "office:battle_map_pdf": Route(C.PRINT_BATTLE_MAP, post=True),
    "office:village_map_pdf": Route(C.PRINT_BATTLE_MAP, "village", post=True),
    "office:map_edition": Route(PUBLIC, "map_token"),
    "office:worklist": Route(SIGNED_IN),
    "office:search": Route(C.VIEW_FUNDS),
    "office:service_worker": Route(PUBLIC),
    "office:offline": Route(PUBLIC),
    "office:health": Route(C.VIEW_HEALTH),
    "office:health_known": Route(C.EDIT_HOUSEHOLDS),
    "office:bag_preview": Route(C.VIEW_HOUSEHOLDS, "household"),
    "office:bag_pdf": Route(C.PRINT_BAGS, "household", post=True),
    "office:bag_edition": Route(PUBLIC, "token"),
    "office:bag_list": Route(C.PRINT_BAGS),
    "office:bag_deliver": Route(C.DELIVER_BAGS, "edition"),
    "office:bag_void": Route(C.DELIVER_BAGS, "edition"),
    "office:bag_deliveries": Route(C.DELIVER_BAGS, "village"),
    "office:bag_chosen": Route(C.PRINT_BAGS),
    "office:bag_print": Route(C.PRINT_BAGS, post=True),
    "office:bag_job_list": Route(C.PRINT_BAGS),
    "office:bag_job": Route(C.PRINT_BAGS, "bag_job"),
    "office:bag_job_cancel": Route(C.PRINT_BAGS, "bag_job", post=True),
    "office:bag_job_retry": Route(C.PRINT_BAGS, "bag_job", post=True),
    "office:bag_part_file": Route(C.PRINT_BAGS, "bag_part"),
    "office:exit_minutes": Route(C.PREPARE_EXITS, "exit"),
    "office:exit_consent": Route(C.PREPARE_EXITS, "exit"),
    "office:exit_notice": Route(C.PREPARE_EXITS, "exit"),
    "office:exit_announcement": Route(C.REVIEW_EXITS, "exit"),
    "office:village_exit_notice": Route(C.DELIST_VILLAGES, "village_exit"),
    "office:report_write": Route(C.FILE_REPORTS, "village", kwargs=(("period", "2017-11-1"),)),
    "office:report_list": Route(C.VIEW_PLANS),
    "office:report_detail": Route(C.VIEW_PLANS, "report"),
    "office:report_return": Route(C.REVIEW_REPORTS, "report", post=True),
    "office:report_review": Route(C.REVIEW_REPORTS, "report", post=True),
    "office:report_excuse": Route(C.REVIEW_REPORTS, "report", post=True),
    "office:help_answer": Route(C.REVIEW_REPORTS, "help_request", post=True),
    "office:report_remind": Route(C.REVIEW_REPORTS, post=True),
    "office:report_sheet": Route(C.FILE_REPORTS, "village", kwargs=(("period", "2017-11-1"),)),
    "office:report_workbook": Route(C.FILE_REPORTS, kwargs=(("period", "2017-11-1"),)),
    "office:report_upload": Route(C.FILE_REPORTS, kwargs=(("period", "2017-11-1"),)),
    "villages:reporting_rule": Route(C.REVIEW_REPORTS),
    "office:report_token": Route(SIGNED_IN),
    "office:report_receipt": Route(C.FILE_REPORTS, "report"),
    "office:report_photo": Route(C.FILE_REPORTS, "uuid", post=True),
    "office:report_photo_file": Route(C.VIEW_PLANS, "report_photo"),
    "office:report_photo_withdraw": Route(C.FILE_REPORTS, "report_photo", post=True),
    "office:village_list": Route(C.VIEW_VILLAGES),
    "office:village_detail": Route(C.VIEW_VILLAGES, "village"),
    "office:village_map_workbook": Route(C.VIEW_VILLAGES, "village"),
    "households:household_list": Route(C.VIEW_HOUSEHOLDS),
    "households:household_detail": Route(C.VIEW_HOUSEHOLDS, "household"),
    "households:household_edit": Route(C.EDIT_HOUSEHOLDS, "household"),
    "office:plan_detail": Route(C.VIEW_PLANS, "village"),
    "villages:plan_draft": Route(C.EDIT_PLANS, "village"),
    "villages:plan_edit": Route(C.EDIT_PLANS, "plan"),
    "villages:plan_wishes": Route(C.EDIT_PLANS, "plan"),
    "villages:plan_targets": Route(C.EDIT_PLANS, "plan"),
    "villages:plan_funding": Route(C.EDIT_PLANS, "plan"),
    "villages:plan_timetable": Route(C.EDIT_PLANS, "plan"),
    "villages:appraisal_create": Route(C.EDIT_PLANS, "plan"),
    "villages:appraisal_minutes": Route(C.VIEW_PLANS, "appraisal"),
    "villages:plan_take_back": Route(C.VIEW_PLANS, "plan"),
    "villages:plan_end": Route(C.APPROVE_PLANS, "plan"),
    "villages:milestone_create": Route(C.EDIT_PLANS, "plan"),
    "villages:milestone_done": Route(C.REVIEW_REPORTS, "milestone"),
    "villages:milestone_reopen": Route(C.REVIEW_REPORTS, "milestone"),
    "villages:milestone_date": Route(C.EDIT_PLANS, "milestone"),
    "villages:date_change_decide": Route(C.APPROVE_PLANS, "date_change"),
    "households:plan_approve": Route(C.APPROVE_PLANS, "plan"),
    "households:plan_participants": Route(C.VIEW_PLANS, "plan"),
    "households:plan_join": Route(C.EDIT_PLANS, "plan"),
    "households:plan_benefits": Route(C.EDIT_PLANS, "plan", kwargs=(("link", "land"),)),
    "households:participation_create": Route(C.EDIT_PLANS, "household"),
    "households:participation_edit": Route(C.EDIT_PLANS, "participation"),
    "households:trade_create": Route(C.EDIT_HOUSEHOLDS, "household"),
    "households:trade_edit": Route(C.EDIT_HOUSEHOLDS, "trade"),
    "households:household_trail": Route(C.VIEW_HOUSEHOLDS, "household"),
    "households:criterion_assess": Route(C.EDIT_HOUSEHOLDS, "household", kwargs=(("code", "income"),)),
    "households:confirm_many": Route(C.CONFIRM_MANY),
    "households:evidence_file": Route(C.VIEW_HOUSEHOLDS, "evidence"),
    "households:evidence_withdraw": Route(C.EDIT_HOUSEHOLDS, "evidence"),
    "households:standard_list": Route(C.VIEW_STANDARDS),
    "households:standard_detail": Route(C.VIEW_STANDARDS, "standard"),
    "households:standard_revise": Route(C.EDIT_STANDARDS, "standard"),
    "households:standard_adopt": Route(C.EDIT_STANDARDS, "standard", post=True),
    "households:standard_confirm": Route(C.EDIT_STANDARDS, "standard", post=True),
    "households:poverty_line_list": Route(C.VIEW_STANDARDS),
    "households:poverty_line_create": Route(C.EDIT_STANDARDS),
    "households:poverty_line_edit": Route(C.EDIT_STANDARDS, "line"),
    "households:poverty_line_use": Route(C.EDIT_STANDARDS, "line", post=True),
    "households:library_list": Route(C.VIEW_LIBRARY),
    "households:library_create": Route(C.EDIT_LIBRARY),
    "households:library_count": Route(C.EDIT_LIBRARY, post=True),
    "households:library_item": Route(C.VIEW_LIBRARY, "library_item"),
    "households:library_position": Route(C.EDIT_LIBRARY, "library_item", post=True),
    "households:version_edit": Route(C.EDIT_LIBRARY, "library_version"),
    "households:version_revise": Route(C.EDIT_LIBRARY, "library_version", post=True),
    "households:version_approve": Route(C.APPROVE_LIBRARY, "library_version", post=True),
    "households:version_send_back": Route(C.APPROVE_LIBRARY, "library_version"),
    "households:version_publish": Route(C.EDIT_LIBRARY, "library_version"),
    "households:version_withdraw": Route(C.EDIT_LIBRARY, "library_version"),
    "households:version_file_create": Route(C.EDIT_LIBRARY, "library_version"),
    "households:version_file": Route(C.VIEW_LIBRARY, "library_file"),
    "households:version_file_remove": Route(C.EDIT_LIBRARY, "library_file", post=True),
    "households:income_list": Route(C.VIEW_HOUSEHOLDS, "household"),
    "households:income_edit": Route(C.EDIT_HOUSEHOLDS, "household", kwargs=(("year", "2017"),)),
    "households:visit_list": Route(C.VIEW_HOUSEHOLDS, "household"),
    "households:visit_create": Route(C.RECORD_VISITS, "household"),
    "households:measure_create": Route(C.EDIT_HOUSEHOLDS, "household"),
    "households:measure_edit": Route(C.EDIT_HOUSEHOLDS, "measure"),
    "households:member_create": Route(C.EDIT_HOUSEHOLDS, "household"),
    "households:member_edit": Route(C.EDIT_HOUSEHOLDS, "member"),
    "households:member_leave": Route(C.EDIT_HOUSEHOLDS, "member"),
    "households:member_head": Route(C.EDIT_HOUSEHOLDS, "member", post=True),
    "households:member_reveal": Route(C.REVEAL_ID, "member"),
    "households:helper_list": Route(C.VIEW_HELPERS),
    "households:helper_detail": Route(C.VIEW_HELPERS, "helper"),
    "households:helper_photo": Route(C.VIEW_HELPERS, "helper"),
    "households:helper_create": Route(C.ASSIGN_HELPERS),
    "households:helper_edit": Route(C.ASSIGN_HELPERS, "helper"),
    "households:helper_photo_upload": Route(C.ASSIGN_HELPERS, "helper", post=True),
    "households:helper_assign": Route(C.ASSIGN_HELPERS, "household"),
    "households:helper_assign_many": Route(C.ASSIGN_HELPERS),
    "households:exit_list": Route(C.VIEW_HOUSEHOLDS),
    "households:exit_review_list": Route(C.VIEW_HOUSEHOLDS),
    "households:exit_open": Route(C.PREPARE_EXITS, "household"),
    "households:exit_detail": Route(C.VIEW_HOUSEHOLDS, "exit"),
    "households:exit_step": Route(C.VIEW_HOUSEHOLDS, "exit"),
    "households:exit_stop": Route(C.VIEW_HOUSEHOLDS, "exit"),
    "households:exit_step_edit": Route(C.VIEW_HOUSEHOLDS, "exit_step"),
    "households:exit_step_file": Route(C.VIEW_HOUSEHOLDS, "exit_step"),
    "households:verdict_file_create": Route(C.EDIT_HOUSEHOLDS, "assessment"),
    "households:objection_create": Route(C.PREPARE_EXITS, "exit"),
    "households:village_exit": Route(C.VIEW_VILLAGES, "village"),
    "households:village_exit_open": Route(C.DELIST_VILLAGES, "village", post=True),
    "households:village_exit_step": Route(C.DELIST_VILLAGES, "village_exit"),
    "households:village_exit_stop": Route(C.DELIST_VILLAGES, "village_exit"),
    "households:village_exit_step_edit": Route(C.DELIST_VILLAGES, "village_exit_step"),
    "households:village_exit_step_file": Route(C.DELIST_VILLAGES, "village_exit_step"),
    "households:indicator_evidence": Route(C.DELIST_VILLAGES, "indicator_value"),
    "households:objection_answer": Route(C.PREPARE_EXITS, "objection"),
    "households:relapse_create": Route(C.REVIEW_EXITS, "household"),
    "households:batch_list": Route(C.IMPORT_DATA),
    "households:import_upload": Route(C.IMPORT_DATA),
    "households:import_preview": Route(C.IMPORT_DATA, "waiting"),
    "households:import_columns": Route(C.IMPORT_DATA, "waiting"),
    "households:import_discard": Route(C.IMPORT_DATA, "waiting", post=True),
    "households:import_marked": Route(C.IMPORT_DATA, "waiting"),
    "households:import_done": Route(C.IMPORT_DATA, "committed"),
    "households:import_undo": Route(C.IMPORT_DATA, "committed"),
    "villages:village_edit": Route(C.EDIT_VILLAGES, "village"),
    "villages:posting": Route(C.EDIT_VILLAGES, "village"),
    "villages:posting_end": Route(C.EDIT_VILLAGES, "posting"),
    "villages:indicator": Route(C.EDIT_VILLAGES, "village"),
    "villages:baseline": Route(C.EDIT_VILLAGES),
    "villages:practice_list": Route(C.VIEW_PRACTICES),
    "villages:practice_create": Route(C.EDIT_PRACTICES),
    "villages:practice_detail": Route(C.VIEW_PRACTICES, "practice"),
    "villages:practice_edit": Route(C.EDIT_PRACTICES, "practice"),
    "villages:practice_decline": Route(C.EDIT_PRACTICES, "practice"),
    "villages:practice_take_up": Route(C.EDIT_PRACTICES, "practice"),
    "villages:practice_file_create": Route(C.EDIT_PRACTICES, "practice"),
    "villages:practice_file": Route(C.VIEW_PRACTICES, "practice_file"),
    "villages:local_measure_create": Route(C.EDIT_PRACTICES, "practice"),
    "villages:local_measure_edit": Route(C.EDIT_PRACTICES, "local_measure"),
    "villages:local_measure_done": Route(C.EDIT_PRACTICES, "local_measure"),
    "villages:order_list": Route(C.VIEW_PLANS),
    "villages:order_issue": Route(C.SUPERVISE),
    "villages:order_detail": Route(C.VIEW_PLANS, "order"),
    "villages:order_reply": Route(C.FILE_REPORTS, "order"),
    "villages:order_extension": Route(C.FILE_REPORTS, "order"),
    "villages:order_decide": Route(C.SUPERVISE, "order"),
    "villages:order_return": Route(C.SUPERVISE, "order"),
    "villages:order_close": Route(C.SUPERVISE, "order"),
    "villages:order_withdraw": Route(C.SUPERVISE, "order"),
    "villages:order_file": Route(C.VIEW_PLANS, "order_file"),
    "office:order_sheet": Route(C.VIEW_PLANS, "order"),
    "funds:fund_list": Route(C.VIEW_FUNDS),
    "funds:fund_create": Route(C.SELECT_PILOTS),
    "funds:fund_detail": Route(C.VIEW_FUNDS, "fund"),
    "funds:earmark_create": Route(C.KEEP_BOOKS, "fund"),
    "funds:voucher_list": Route(C.VIEW_FUNDS, "fund"),
    "funds:voucher_create": Route(C.KEEP_BOOKS, "fund"),
    "funds:payment_create": Route(C.KEEP_BOOKS, "application"),
    "funds:voucher_detail": Route(C.VIEW_FUNDS, "voucher"),
    "funds:voucher_edit": Route(C.KEEP_BOOKS, "voucher"),
    "funds:voucher_submit": Route(C.KEEP_BOOKS, "voucher", post=True),
    "funds:voucher_take_back": Route(C.KEEP_BOOKS, "voucher", post=True),
    "funds:voucher_delete": Route(C.KEEP_BOOKS, "voucher", post=True),
    "funds:voucher_approve": Route(C.APPROVE_VOUCHERS, "voucher", post=True),
    "funds:voucher_return": Route(C.APPROVE_VOUCHERS, "voucher"),
    "funds:voucher_file_create": Route(C.KEEP_BOOKS, "voucher", post=True),
    "funds:voucher_file": Route(C.VIEW_FUNDS, "voucher_file"),
    "funds:voucher_file_remove": Route(C.KEEP_BOOKS, "voucher_file", post=True),
    "funds:entry_detail": Route(C.VIEW_FUNDS, "entry"),
    "funds:entry_reverse": Route(C.KEEP_BOOKS, "entry"),
    "funds:public_fund_list": Route(PUBLIC),
    "funds:public_verify_script": Route(PUBLIC),
    "funds:public_fund": Route(PUBLIC, "village_code"),
    "funds:public_fund_csv": Route(PUBLIC, "village_code"),
    "funds:reconciliation": Route(C.VIEW_FUNDS, "fund"),
    "funds:statement_import": Route(C.KEEP_BOOKS, "fund"),
    "funds:match_accept": Route(C.KEEP_BOOKS, "fund", post=True),
    "funds:match_undo": Route(C.KEEP_BOOKS, "bank_match", post=True),
    "funds:period_close": Route(C.VIEW_FUNDS, "fund"),
    "funds:balance_enter": Route(C.KEEP_BOOKS, "fund"),
    "funds:balance_close": Route(C.APPROVE_VOUCHERS, "statement_balance", post=True),
    "funds:balance_withdraw": Route(C.KEEP_BOOKS, "statement_balance", post=True),
    "office:fund_month": Route(C.VIEW_FUNDS, "fund", kwargs=(("month", "2017-09"),)),
    "funds:application_list": Route(C.VIEW_FUNDS),
    "funds:application_create": Route(C.APPLY_FUNDS, "fund"),
    "funds:application_detail": Route(C.VIEW_FUNDS, "application"),
    "funds:application_withdraw": Route(C.APPLY_FUNDS, "application"),
    "funds:deliberation_create": Route(C.APPLY_FUNDS, "application"),
    "funds:application_decide": Route(C.APPROVE_APPLICATIONS, "application"),
    "funds:notice_create": Route(C.APPLY_FUNDS, "application"),
    "funds:outcome_create": Route(C.APPLY_FUNDS, "application"),
    "funds:deliberation_file": Route(C.VIEW_FUNDS, "application"),
    "funds:outcome_file": Route(C.VIEW_FUNDS, "paid_application"),
    "funds:notice_file": Route(C.VIEW_FUNDS, "notice"),
    "funds:objection_create": Route(C.APPLY_FUNDS, "notice"),
    "funds:objection_answer": Route(C.APPLY_FUNDS, "objection_of_fund"),
    "funds:share_receive": Route(C.APPLY_FUNDS, "share"),
    "funds:share_file": Route(C.VIEW_FUNDS, "share"),
    "office:fund_minutes": Route(C.APPLY_FUNDS, "application"),
    "office:fund_notice": Route(C.APPLY_FUNDS, "application"),
    "office:fund_sign_list": Route(C.APPLY_FUNDS, "application"),
    "enterprises:enterprise_list": Route(C.VIEW_ENTERPRISES),
    "enterprises:enterprise_create": Route(C.EDIT_ENTERPRISES),
    "enterprises:enterprise_detail": Route(C.VIEW_ENTERPRISES, "enterprise"),
    "enterprises:enterprise_edit": Route(C.EDIT_ENTERPRISES, "enterprise"),
    "enterprises:enterprise_leave": Route(C.EDIT_ENTERPRISES, "enterprise"),
    "enterprises:contact_create": Route(C.EDIT_ENTERPRISES, "enterprise"),
    "enterprises:contact_end": Route(C.EDIT_ENTERPRISES, "contact"),
    "enterprises:pairing_create": Route(C.EDIT_ENTERPRISES, "enterprise"),
    "enterprises:pairing_end": Route(C.EDIT_ENTERPRISES, "pairing"),
    "enterprises:pairing_households": Route(C.EDIT_ENTERPRISES, "pairing"),
    "enterprises:household_pairing_end": Route(C.EDIT_ENTERPRISES, "household_pairing"),
    "enterprises:own": Route(C.REPORT_HELP),
    "enterprises:visit_create": Route(C.REPORT_HELP, "pairing"),
    "enterprises:visit_edit": Route(C.REPORT_HELP, "enterprise_visit"),
    "enterprises:pairing_needs": Route(C.VIEW_ENTERPRISES, "pairing"),
    "enterprises:household_pairing": Route(C.VIEW_ENTERPRISES, "household_pairing"),
    "enterprises:mode_choose": Route(C.REPORT_HELP, "pairing"),
    "enterprises:pledge_create": Route(C.REPORT_HELP, "mode_choice"),
    "enterprises:pledge_edit": Route(C.REPORT_HELP, "pledge"),
    "enterprises:delivery_create": Route(C.REPORT_HELP, "pledge"),
    "enterprises:delivery_list": Route(C.VIEW_ENTERPRISES),
    "enterprises:delivery_detail": Route(C.VIEW_ENTERPRISES, "delivery"),
    "enterprises:delivery_edit": Route(C.REPORT_HELP, "delivery"),
    "enterprises:delivery_confirm": Route(C.CONFIRM_HELP, "delivery", post=True),
    "enterprises:delivery_return": Route(C.CONFIRM_HELP, "delivery"),
    "enterprises:delivery_void": Route(C.EDIT_ENTERPRISES, "delivery"),
    "enterprises:delivery_file": Route(C.VIEW_ENTERPRISES, "delivery_file"),
    "enterprises:post_end": Route(C.REPORT_HELP, "post"),
    "enterprises:gift": Route(PUBLIC, "code"),
    "enterprises:delivery_use_create": Route(C.CONFIRM_HELP, "delivery"),
    "enterprises:gift_use_edit": Route(C.CONFIRM_HELP, "gift_use"),
    "office:delivery_receipt": Route(C.VIEW_ENTERPRISES, "delivery"),
    "office:enterprise_record": Route(C.VIEW_ENTERPRISES, "enterprise", kwargs=(("year", "2017"),)),
    "enterprises:mode_list": Route(C.VIEW_ENTERPRISES),
    "enterprises:advice": Route(C.VIEW_HOUSEHOLDS),
    "enterprises:advice_pair": Route(C.EDIT_ENTERPRISES, "pairing", post=True),
    "enterprises:proposal": Route(C.EDIT_ENTERPRISES),
    "ui:display": Route(PUBLIC, post=True),
    "ui:me": Route(SIGNED_IN),
    "audit:event_list": Route(C.VIEW_AUDIT),
    "audit:own_events": Route(SIGNED_IN),
    "accounts:sign_in": Route(PUBLIC),
    "accounts:sign_out": Route(SIGNED_IN, post=True),
    "accounts:password_change": Route(SIGNED_IN),
    "accounts:user_list": Route(C.MANAGE_USERS),
    "accounts:user_create": Route(C.MANAGE_USERS),
    "accounts:user_edit": Route(C.MANAGE_USERS, "account"),
    "accounts:user_reset": Route(C.MANAGE_USERS, "account", post=True),
}
# A role that may not do a thing is told so; whose village it is does not matter for these.
WITHOUT_VILLAGE = {"", "account", "waiting", "committed", "token", "code", "village_code", "standard", "line"}


def patterns(found: list[URLPattern | URLResolver], namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in found:
        if isinstance(item, URLResolver):
            yield from patterns(item.url_patterns, item.namespace or namespace)
        elif item.name != "styleguide":
            yield f"{namespace}:{item.name}", item


def world(village: Village) -> dict[str, Any]:
    """One of everything in a village, by the name that ROUTES uses."""
    household = make_household(village, members=1)
    helper = make_helper(name=f"{village.name}责任人")
    assign(household, helper, since=date(2016, 3, 1))
    edition = BagEdition.objects.create(household=household, number=1, content_hash="x", printed_on=date(2017, 1, 1))
    officer = make_user(Role.CADRE, name=f"{village.name}专干")
    practice = make_practice()
    exit_ = walk(make_household(village), until=ExitStage.NOTICE)
    objection = object_to(exit_)
    delisting = make_delisting(village)
    order = make_order(village)
    plan = make_plan(village, state=PlanState.APPROVED, approved_by=make_user(Role.LEADER))
    date_change = move_date(plan.milestones[-1], date(2018, 9, 1), asked_on=date(2017, 11, 16))
    report = make_report(village)
    version = make_draft(on=date(2017, 11, 1))
    return {
        **help_world(village),
        **fund_world(village),
        "village": village.pk,
        "household": household.pk,
        "plan": plan.pk,
        "appraisal": plan.appraisals.get().pk,
        "milestone": date_change.milestone_id,
        "date_change": date_change.pk,
        "report": report.pk,
        "uuid": report.revisions.get().uuid,
        "report_photo": make_photo(report).pk,
        "help_request": ask_help(report).pk,
        "participation": take_part(household, plan).pk,
        "trade": make_trade(household).pk,
        "member": household.members.get().pk,
        "measure": make_measure(household).pk,
        "helper": helper.pk,
        "evidence": make_evidence(make_assessment(household, "housing")).pk,
        "standard": StandardSet.objects.in_force(StandardKind.HOUSEHOLD).get().pk,
        "line": PovertyLine.objects.in_use()[0].pk,
        "library_item": version.item_id,
        "library_version": version.pk,
        "library_file": make_library_file(version).pk,
        "token": edition.token,
        "map_token": keep_map_edition(village, [], as_of=date(2017, 11, 16), known_at=timezone.now(), by=None).token,
        "edition": edition.pk,
        "bag_job": make_bag_part(household).job_id,
        "bag_part": make_bag_part(household, state=PartState.DONE).pk,
        "posting": post_officer(officer, village, since=date(2015, 1, 1), until=date(2015, 12, 31)).pk,
        "account": officer.pk,
        "practice": practice.pk,
        "practice_file": make_practice_file(practice).pk,
        "local_measure": make_local_measure(practice).pk,
        "order": order.pk,
        "order_file": make_order_file(order).pk,
        "exit": exit_.pk,
        "exit_step": exit_.steps.latest("pk").pk,
        "assessment": Assessment.objects.filter(household=exit_.household_id)[0].pk,
        "objection": objection.pk,
        "village_exit": delisting.pk,
        "village_exit_step": delisting.steps.latest("pk").pk,
        "indicator_value": village.indicator_values.first().pk,
        "waiting": stage_import(ImportKind.ROSTER, "名册.xlsx", workbook(), by=None).pk,
        "committed": ImportBatch.objects.create(
            kind=ImportKind.ROSTER,
            state=ImportState.COMMITTED,
            committed_at=timezone.now(),
            file_name="旧名册.xlsx",
            counts={"rows": 0},
        ).pk,
    }


def help_world(village: Village) -> dict[str, Any]:
    """One of everything of an enterprise that is paired with the village; what is the cadre's is the contact's too."""
    household, confirming = make_household(village, members=3, head_name="田冬梅"), make_user(Role.CADRE)
    enterprise = make_enterprise()
    contact = make_contact(enterprise)
    pairing = pair_village(enterprise, village)
    visit = make_enterprise_visit(pairing, household)
    gift = make_delivery(make_pledge(pairing, Mode.DONATION), reported_by=contact, confirmed_by=confirming)
    worker = household.members.earliest("birth_date")
    posts = make_delivery(make_pledge(pairing, Mode.EMPLOYMENT), [worker], reported_by=contact, confirmed_by=confirming)
    return {
        "enterprise": enterprise.pk,
        "contact": enterprise.contacts.get().pk,
        "pairing": pairing.pk,
        "household_pairing": pairing.household_pairings.get().pk,
        "enterprise_visit": visit.pk,
        "mode_choice": gift.pledge.choice_id,
        "pledge": gift.pledge_id,
        "delivery": gift.pk,
        "delivery_file": make_delivery_file(gift).pk,
        "gift_use": make_gift_use(gift).pk,
        "code": gift.code,
        "post": posts.beneficiaries.get().pk,
    }


def fund_world(village: Village) -> dict[str, Any]:
    """One of everything of the village's fund: paid in full and closed, and an application that goes on."""
    household = make_household(village, members=2, head_name="卢大有")
    fund = make_fund(village)
    receive(fund)
    paid = agree(make_application(fund, [household], each=10_000_00, amount=10_000_00))
    spent = write_payment(paid)
    invoice = VoucherFile.objects.create(voucher=spent, file=make_file(), caption="发票")
    approve_voucher(spent, today=PAID, by=approver())
    going_on = agree(make_application(fund, [household], what="修水渠"), paper=make_file())
    head = "交易日期,摘要,借方发生额,贷方发生额,余额,对方户名,流水号\n"
    lines = "20170105,补助,,100000.00,100000.00,市财政局,S1\n20170921,转账,10000.00,,90000.00,青塘农资店,S2\n"
    officer = make_user(Role.CADRE)
    sign_for(paid.shares.get(), received_on=PAID, received_by="卢大有", receipt=make_file(), by=officer)
    record_outcome(paid, known_on=PAID, result="菌棒进棚", households=1, photo=make_file(), by=officer)
    statement, _ = import_statement(fund, "流水.csv", (head + lines).encode(), today=PAID, by=keeper())
    line = statement.lines.latest("pk")
    match_lines(fund, [(line, fund.entries.latest("pk"))], by=keeper())
    closing = close_period(fund, through=PAID, balance=90_000_00, entered_by=keeper(), by=approver())
    entered = enter_balance(fund, through=date(2017, 10, 31), balance=90_000_00, today=date(2017, 11, 2), by=keeper())
    return {
        "fund": fund.pk,
        "voucher": write_receipt(fund, day=date(2017, 10, 9)).pk,
        "voucher_file": invoice.pk,
        "entry": fund.entries.latest("pk").pk,
        "application": going_on.pk,
        "paid_application": paid.pk,
        "notice": going_on.notices.get().pk,
        "objection_of_fund": object_to_fund(going_on).pk,
        "share": paid.shares.get().pk,
        "statement": statement.pk,
        "bank_line": line.pk,
        "bank_match": line.match.pk,
        "statement_balance": entered.pk,
        "village_code": village.code,
        "closing": closing.pk,
    }


def speak_for(user: User, enterprise: int) -> None:
    EnterpriseContact.objects.create(enterprise_id=enterprise, user=user, since=date(2017, 3, 8))


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["行政村", "户编号", "人编号", "姓名", "证件号码", "与户主关系", "性别", "脱贫属性"])
    book.active.append(["没有村", "42039900120109999", "4203990012010999901", "李长根", "1", "户主", "男", "未脱贫"])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def worlds(village: Village, other_village: Village) -> dict[bool, dict[str, Any]]:
    """By foreignness: the cadre serves `village`."""
    return {False: world(village), True: world(other_village)}


def ask(client: Client, name: str, route: Route, objects: dict[str, Any]) -> int:
    kwargs = dict(route.kwargs)
    if route.about:
        word = route.about.removeprefix("map_")
        kwargs[word if word in ("token", "uuid", "code", "village_code") else "pk"] = objects[route.about]
    url = reverse(name, kwargs=kwargs)
    with transaction.atomic():
        response = client.post(url) if route.post else client.get(url)
        if response.streaming:
            b"".join(response.streaming_content)  # type: ignore[arg-type]
        transaction.set_rollback(True)
    if response.status_code == 302 and response.headers["Location"].startswith("/sign-in/?next="):
        return 401
    return response.status_code


def expected(role: str, route: Route, *, foreign: bool) -> set[int]:
    # 404 of a helper without photo is the photo's own answer.
    answered = {200, 302, 422}
    if not isinstance(route.gate, Capability):
        return answered
    allowed = scope(role, route.gate)
    if allowed is None:
        return {403}
    if allowed in (Scope.OWN, Scope.ITS) and foreign and route.about not in WITHOUT_VILLAGE:
        return {404}
    return answered


def test_every_address_is_listed() -> None:
    assert {name for name, _ in patterns(get_resolver().url_patterns)} == set(ROUTES)


def test_every_view_carries_the_gate_that_is_listed() -> None:
    for name, pattern in patterns(get_resolver().url_patterns):
        gate = ROUTES[name].gate
        assert getattr(pattern.callback, "capability", None) == (gate if isinstance(gate, Capability) else None), name
        assert getattr(pattern.callback, "login_required", True) == (gate != PUBLIC), name


@pytest.mark.parametrize("role", Role.values)
def test_role_gets_what_the_matrix_says(
    role: str, worlds: dict[bool, dict[str, Any]], cadre: User, client_of: Callable[[User], Client]
) -> None:
    user = cadre if role == Role.CADRE else make_user(Role(role), name="某人")
    if role == Role.ENTERPRISE:
        speak_for(user, worlds[False]["enterprise"])
    client = client_of(user)
    wrong = []
    for name, route in ROUTES.items():
        for foreign, objects in worlds.items():
            got, want = ask(client, name, route, objects), expected(role, route, foreign=foreign)
            if name == "accounts:sign_out":
                client.force_login(user)
            if got not in want and not (name == "households:helper_photo" and got == 404 and 200 in want):
                wrong.append(f"{name} foreign={foreign}: {got}, not {want}")
    assert wrong == []


def test_stranger_gets_the_public_pages_only(worlds: dict[bool, dict[str, Any]], client: Client) -> None:
    for name, route in ROUTES.items():
        got = ask(client, name, route, worlds[False])
        assert (got in {200, 302}) if route.gate == PUBLIC else got == 401, name


def test_officer_who_moves_loses_the_village_at_the_next_request(
    cadre: User, worlds: dict[bool, dict[str, Any]], client_of: Callable[[User], Client]
) -> None:
    client = client_of(cadre)
    route = ROUTES["households:household_detail"]
    assert ask(client, "households:household_detail", route, worlds[False]) == 200
    cadre.postings.update(until=date(2016, 6, 30))
    post_officer(cadre, make_village(), since=date(2016, 7, 1))
    assert ask(client, "households:household_detail", route, worlds[False]) == 404

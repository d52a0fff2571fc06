"""Addresses of households, grouped per object."""

from django.urls import URLPattern, URLResolver, path

from households.views import (
    evidence,
    exits,
    helpers,
    households,
    imports,
    income,
    library,
    measures,
    members,
    plans,
    standards,
    trades,
    village_exits,
    visits,
)

app_name = "households"

urlpatterns: list[URLPattern | URLResolver] = [
    # households/
    path("households/", households.household_list, name="household_list"),
    path("households/helper/", helpers.helper_assign_many, name="helper_assign_many"),
    path("households/confirm/", standards.confirm_many, name="confirm_many"),
    path("households/<int:pk>/", households.household_detail, name="household_detail"),
    path("households/<int:pk>/edit/", households.household_edit, name="household_edit"),
    path("households/<int:pk>/trail/", households.household_trail, name="household_trail"),
    path("households/<int:pk>/criteria/<slug:code>/", standards.criterion_assess, name="criterion_assess"),
    path("households/<int:pk>/helper/", helpers.helper_assign, name="helper_assign"),
    path("households/<int:pk>/members/new/", members.member_create, name="member_create"),
    path("households/<int:pk>/measures/new/", measures.measure_create, name="measure_create"),
    path("households/<int:pk>/income/", income.income_list, name="income_list"),
    path("households/<int:pk>/income/<int:year>/", income.income_edit, name="income_edit"),
    path("households/<int:pk>/visits/", visits.visit_list, name="visit_list"),
    path("households/<int:pk>/visits/new/", visits.visit_create, name="visit_create"),
    path("households/<int:pk>/exit/new/", exits.exit_open, name="exit_open"),
    path("households/<int:pk>/relapse/", exits.relapse_create, name="relapse_create"),
    path("households/<int:pk>/participations/new/", trades.participation_create, name="participation_create"),
    path("households/<int:pk>/trades/new/", trades.trade_create, name="trade_create"),
    # members/
    path("members/<int:pk>/edit/", members.member_edit, name="member_edit"),
    path("members/<int:pk>/leave/", members.member_leave, name="member_leave"),
    path("members/<int:pk>/head/", members.member_head, name="member_head"),
    path("members/<int:pk>/reveal/", members.member_reveal, name="member_reveal"),
    # measures/
    path("measures/<int:pk>/edit/", measures.measure_edit, name="measure_edit"),
    # plans/: the poor households' part in them
    path("plans/<int:pk>/approve/", plans.plan_approve, name="plan_approve"),
    path("plans/<int:pk>/participants/", trades.plan_participants, name="plan_participants"),
    path("plans/<int:pk>/participants/new/", trades.plan_join, name="plan_join"),
    path("plans/<int:pk>/benefits/<slug:link>/", trades.plan_benefits, name="plan_benefits"),
    # participations/, trades/
    path("participations/<int:pk>/edit/", trades.participation_edit, name="participation_edit"),
    path("trades/<int:pk>/edit/", trades.trade_edit, name="trade_edit"),
    # helpers/
    path("helpers/", helpers.helper_list, name="helper_list"),
    path("helpers/new/", helpers.helper_create, name="helper_create"),
    path("helpers/<int:pk>/", helpers.helper_detail, name="helper_detail"),
    path("helpers/<int:pk>/edit/", helpers.helper_edit, name="helper_edit"),
    path("helpers/<int:pk>/photo/", helpers.helper_photo, name="helper_photo"),
    path("helpers/<int:pk>/photo/new/", helpers.helper_photo_upload, name="helper_photo_upload"),
    # exits/
    path("exits/", exits.exit_list, name="exit_list"),
    path("exits/review/", exits.exit_review_list, name="exit_review_list"),
    path("exits/<int:pk>/", exits.exit_detail, name="exit_detail"),
    path("exits/<int:pk>/step/", exits.exit_step, name="exit_step"),
    path("exits/<int:pk>/stop/", exits.exit_stop, name="exit_stop"),
    path("exits/<int:pk>/objections/new/", exits.objection_create, name="objection_create"),
    path("exit-steps/<int:pk>/edit/", exits.exit_step_edit, name="exit_step_edit"),
    path("exit-steps/<int:pk>/files/new/", exits.exit_step_file, name="exit_step_file"),
    path("assessments/<int:pk>/files/new/", exits.verdict_file_create, name="verdict_file_create"),
    path("objections/<int:pk>/answer/", exits.objection_answer, name="objection_answer"),
    # evidence/
    path("evidence/<int:pk>/", evidence.evidence_file, name="evidence_file"),
    path("evidence/<int:pk>/withdraw/", evidence.evidence_withdraw, name="evidence_withdraw"),
    # standards/
    path("standards/", standards.standard_list, name="standard_list"),
    path("standards/<int:pk>/", standards.standard_detail, name="standard_detail"),
    path("standards/<int:pk>/revise/", standards.standard_revise, name="standard_revise"),
    path("standards/<int:pk>/adopt/", standards.standard_adopt, name="standard_adopt"),
    path("standards/<int:pk>/confirm/", standards.standard_confirm, name="standard_confirm"),
    # poverty-lines/
    path("poverty-lines/", standards.poverty_line_list, name="poverty_line_list"),
    path("poverty-lines/new/", standards.poverty_line_create, name="poverty_line_create"),
    path("poverty-lines/<int:pk>/edit/", standards.poverty_line_edit, name="poverty_line_edit"),
    path("poverty-lines/<int:pk>/use/", standards.poverty_line_use, name="poverty_line_use"),
    # library/
    path("library/", library.library_list, name="library_list"),
    path("library/new/", library.library_create, name="library_create"),
    path("library/count/", library.library_count, name="library_count"),
    path("library/<int:pk>/", library.library_item, name="library_item"),
    path("library/<int:pk>/position/", library.library_position, name="library_position"),
    path("library/versions/<int:pk>/edit/", library.version_edit, name="version_edit"),
    path("library/versions/<int:pk>/revise/", library.version_revise, name="version_revise"),
    path("library/versions/<int:pk>/approve/", library.version_approve, name="version_approve"),
    path("library/versions/<int:pk>/send-back/", library.version_send_back, name="version_send_back"),
    path("library/versions/<int:pk>/publish/", library.version_publish, name="version_publish"),
    path("library/versions/<int:pk>/withdraw/", library.version_withdraw, name="version_withdraw"),
    path("library/versions/<int:pk>/files/new/", library.version_file_create, name="version_file_create"),
    path("library/files/<int:pk>/", library.version_file, name="version_file"),
    path("library/files/<int:pk>/remove/", library.version_file_remove, name="version_file_remove"),
    # villages/: only poverty villages have an exit
    path("villages/<int:pk>/exit/", village_exits.village_exit, name="village_exit"),
    path("villages/<int:pk>/exit/open/", village_exits.village_exit_open, name="village_exit_open"),
    path("village-exits/<int:pk>/step/", village_exits.village_exit_step, name="village_exit_step"),
    path("village-exits/<int:pk>/stop/", village_exits.village_exit_stop, name="village_exit_stop"),
    path("village-steps/<int:pk>/edit/", village_exits.village_exit_step_edit, name="village_exit_step_edit"),
    path("village-steps/<int:pk>/evidence/", village_exits.village_exit_step_file, name="village_exit_step_file"),
    path("indicator-values/<int:pk>/evidence/", village_exits.indicator_evidence, name="indicator_evidence"),
    # imports/
    path("imports/", imports.batch_list, name="batch_list"),
    path("imports/new/", imports.import_upload, name="import_upload"),
    path("imports/<int:pk>/", imports.import_preview, name="import_preview"),
    path("imports/<int:pk>/columns/", imports.import_columns, name="import_columns"),
    path("imports/<int:pk>/discard/", imports.import_discard, name="import_discard"),
    path("imports/<int:pk>/marked/", imports.import_marked, name="import_marked"),
    path("imports/<int:pk>/done/", imports.import_done, name="import_done"),
    path("imports/<int:pk>/undo/", imports.import_undo, name="import_undo"),
]

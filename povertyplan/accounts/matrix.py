"""Who may do what: the one table from which views, templates, README and tests are made (R1.6, reliability §11).

A permission is a pair (capability, scope). The scope says which rows: all of the office's, those of the villages in
which the user serves today, or those of the enterprise that the user speaks for. A row out of scope answers 404, a
missing capability 403.
"""

from enum import StrEnum

from django.db.models import TextChoices


class Role(TextChoices):
    OFFICE = "office", "办事处扶贫办"
    LEADER = "leader", "办事处领导"
    KEEPER = "keeper", "基金出纳"
    APPROVER = "approver", "基金审批人"
    CADRE = "cadre", "村扶贫专干"
    ENTERPRISE = "enterprise", "企业联系人"
    SECURITY = "security", "安全管理员"
    AUDITOR = "auditor", "审计员"


class Scope(StrEnum):
    ALL = "全部"
    OWN = "本村"
    ITS = "本企业"


class Capability(TextChoices):
    VIEW_BATTLE_MAP = "view_battle_map", "看办事处作战图"
    PRINT_BATTLE_MAP = "print_battle_map", "打印作战图"
    VIEW_VILLAGES = "view_villages", "看村情"
    EDIT_VILLAGES = "edit_villages", "改村情、派驻专干"
    VIEW_HOUSEHOLDS = "view_households", "看贫困户和成员（证件号遮盖）"
    EDIT_HOUSEHOLDS = "edit_households", "改户和成员、登记措施"
    REVEAL_ID = "reveal_id", "查看完整证件号（写原因，留痕）"
    VIEW_HELPERS = "view_helpers", "看帮扶责任人"
    ASSIGN_HELPERS = "assign_helpers", "改责任人、结对"
    RECORD_VISITS = "record_visits", "登记走访"
    CONFIRM_MANY = "confirm_many", "成批核查达标"
    EDIT_STANDARDS = "edit_standards", "改标准和贫困线"
    VIEW_STANDARDS = "view_standards", "看标准和贫困线"
    PREPARE_EXITS = "prepare_exits", "办脱贫退出（评议到公示）、记异议"
    REVIEW_EXITS = "review_exits", "审核、上报、公告、销号，登记返贫"
    DELIST_VILLAGES = "delist_villages", "办贫困村出列"
    VIEW_HEALTH = "view_health", "看数据体检"
    VIEW_PRACTICES = "view_practices", "看兄弟镇处经验"
    EDIT_PRACTICES = "edit_practices", "记兄弟镇处经验和举措"
    VIEW_PLANS = "view_plans", "看一村一品、半月报、督办"
    EDIT_PLANS = "edit_plans", "编一村一品规划、登记参加户"
    APPROVE_PLANS = "approve_plans", "批规划、批延期（批的人不是写的人）"
    FILE_REPORTS = "file_reports", "报半月报、回复督办"
    REVIEW_REPORTS = "review_reports", "审半月报、答复请求、催报"
    SUPERVISE = "supervise", "发督办单、审核销号"
    VIEW_LIBRARY = "view_library", "看资料库（政策、领导言论）"
    EDIT_LIBRARY = "edit_library", "编资料、发布、停用"
    APPROVE_LIBRARY = "approve_library", "批资料（批的人不是写的人）"
    VIEW_ENTERPRISES = "view_enterprises", "看企业帮扶"
    EDIT_ENTERPRISES = "edit_enterprises", "改企业、联系人、结对"
    REPORT_HELP = "report_help", "登记企业走访、方式、承诺、兑现"
    CONFIRM_HELP = "confirm_help", "确认企业兑现"
    VIEW_FUNDS = "view_funds", "看基金账"
    SELECT_PILOTS = "select_pilots", "定试点村、开专户"
    APPLY_FUNDS = "apply_funds", "申请用钱，记村评议、公示、签收、结果"
    APPROVE_APPLICATIONS = "approve_applications", "批资金申请（批的人不是申请的人）"
    KEEP_BOOKS = "keep_books", "记凭证、导对账单、勾对"
    APPROVE_VOUCHERS = "approve_vouchers", "批凭证入账、结账（批的人不是记的人）"
    PRINT_BAGS = "print_bags", "打印明白袋"
    DELIVER_BAGS = "deliver_bags", "登记明白袋送达和三问"
    FILL_FORMS = "fill_forms", "填上级报表"
    IMPORT_DATA = "import_data", "导入 Excel、整批撤销"
    MANAGE_USERS = "manage_users", "管理账号"
    VIEW_AUDIT = "view_audit", "看留痕"


_ALL, _OWN, _ITS = Scope.ALL, Scope.OWN, Scope.ITS
_C, _R = Capability, Role

MATRIX: dict[Capability, dict[Role, Scope]] = {
    _C.VIEW_BATTLE_MAP: {_R.OFFICE: _ALL, _R.LEADER: _ALL, _R.APPROVER: _ALL},
    _C.PRINT_BATTLE_MAP: {_R.OFFICE: _ALL, _R.LEADER: _ALL, _R.CADRE: _OWN},
    _C.VIEW_VILLAGES: {_R.OFFICE: _ALL, _R.LEADER: _ALL, _R.APPROVER: _ALL, _R.CADRE: _OWN},
    _C.EDIT_VILLAGES: {_R.OFFICE: _ALL},
    _C.VIEW_HOUSEHOLDS: {_R.OFFICE: _ALL, _R.LEADER: _ALL, _R.CADRE: _OWN},
    _C.EDIT_HOUSEHOLDS: {_R.OFFICE: _ALL, _R.CADRE: _OWN},
    _C.REVEAL_ID: {_R.OFFICE: _ALL},
    _C.VIEW_HELPERS: {_R.OFFICE: _ALL, _R.LEADER: _ALL, _R.CADRE: _OWN},
    _C.ASSIGN_HELPERS: {_R.OFFICE: _ALL},
    _C.RECORD_VISITS: {_R.OFFICE: _ALL, _R.CADRE: _OWN},
    _C.CONFIRM_MANY: {_R.OFFICE: _ALL},
    _C.EDIT_STANDARDS: {_R.OFFICE: _ALL},
    _C.VIEW_STANDARDS: {_R.OFFICE: _ALL, _R.LEADER: _ALL, _R.CADRE: _ALL},
    _C.PREPARE_EXITS: {_R.OFFICE: _ALL, _R.CADRE: _OWN},
    _C.REVIEW_EXITS: {_R.OFFICE: _ALL, _R.LEADER: _ALL},
    _C.DELIST_VILLAGES: {_R.OFFICE: _ALL, _R.LEADER: _ALL},
    _C.VIEW_HEALTH: {_R.OFFICE: _ALL, _R.LEADER: _ALL, _R.CADRE: _OWN},
    _C.VIEW_PRACTICES: {_R.OFFICE: _ALL, _R.LEADER: _ALL, _R.CADRE: _ALL},
    _C.EDIT_PRACTICES: {_R.OFFICE: _ALL},
    _C.VIEW_PLANS: {_R.OFFICE: _ALL, _R.LEADER: _ALL, _R.CADRE: _OWN},
    _C.EDIT_PLANS: {_R.OFFICE: _ALL, _R.CADRE: _OWN},
    _C.APPROVE_PLANS: {_R.OFFICE: _ALL, _R.LEADER: _ALL},
    _C.FILE_REPORTS: {_R.OFFICE: _ALL, _R.CADRE: _OWN},
    _C.REVIEW_REPORTS: {_R.OFFICE: _ALL},
    _C.SUPERVISE: {_R.OFFICE: _ALL, _R.LEADER: _ALL},
    _C.VIEW_LIBRARY: {_R.OFFICE: _ALL, _R.LEADER: _ALL, _R.CADRE: _ALL},
    _C.EDIT_LIBRARY: {_R.OFFICE: _ALL},
    _C.APPROVE_LIBRARY: {_R.OFFICE: _ALL, _R.LEADER: _ALL},
    _C.VIEW_ENTERPRISES: {_R.OFFICE: _ALL, _R.LEADER: _ALL, _R.CADRE: _OWN, _R.ENTERPRISE: _ITS},
    _C.EDIT_ENTERPRISES: {_R.OFFICE: _ALL},
    _C.REPORT_HELP: {_R.OFFICE: _ALL, _R.ENTERPRISE: _ITS},
    _C.CONFIRM_HELP: {_R.OFFICE: _ALL, _R.CADRE: _OWN},
    _C.VIEW_FUNDS: {_R.OFFICE: _ALL, _R.LEADER: _ALL, _R.KEEPER: _ALL, _R.APPROVER: _ALL, _R.CADRE: _OWN},
    _C.SELECT_PILOTS: {_R.OFFICE: _ALL},
    _C.APPLY_FUNDS: {_R.OFFICE: _ALL, _R.CADRE: _OWN},
    _C.APPROVE_APPLICATIONS: {_R.LEADER: _ALL, _R.APPROVER: _ALL},
    _C.KEEP_BOOKS: {_R.KEEPER: _ALL},
    _C.APPROVE_VOUCHERS: {_R.LEADER: _ALL, _R.APPROVER: _ALL},
    _C.PRINT_BAGS: {_R.OFFICE: _ALL, _R.CADRE: _OWN},
    _C.DELIVER_BAGS: {_R.OFFICE: _ALL, _R.CADRE: _OWN},
    _C.FILL_FORMS: {_R.OFFICE: _ALL},
    _C.IMPORT_DATA: {_R.OFFICE: _ALL},
    _C.MANAGE_USERS: {_R.SECURITY: _ALL},
    _C.VIEW_AUDIT: {_R.AUDITOR: _ALL},
}


def scope(role: str, capability: Capability) -> Scope | None:
    """The rows for which `role` holds `capability`; None where it does not hold it at all."""
    return MATRIX[capability].get(Role(role)) if role in Role.values else None


def as_markdown() -> str:
    """The table of the README; a test keeps the README equal to it."""
    head = "| 能力 | " + " | ".join(role.label for role in Role) + " |"
    rule = "|---|" + "---|" * len(Role)
    rows = [
        f"| {capability.label} | " + " | ".join(MATRIX[capability].get(role, "—") for role in Role) + " |"
        for capability in Capability
    ]
    return "\n".join([head, rule, *rows])

"""What lists of enterprises call their columns, sectors and modes; a variant of a real file is added here."""

from collections.abc import Mapping

from enterprises.codes import Mode, Sector
from households.imports.labels import Labels
from povertyplan.ui.sheets.reading import Layout

# field: (what people call it, other headings seen for it)
ENTERPRISES: Mapping[str, tuple[str, ...]] = {
    "credit_code": (
        "统一社会信用代码",
        "社会信用代码",
        "信用代码",
        "统一信用代码",
        "社会统一信用代码",
        "组织机构代码",
        "营业执照号",
        "营业执照号码",
    ),
    "name": ("企业名称", "名称", "企业", "单位名称", "公司名称", "市场主体名称", "企业（合作社）名称", "企业全称"),
    "sector": ("行业", "所属行业", "行业类别", "行业门类", "行业分类", "国民经济行业"),
    "head_name": ("负责人", "负责人姓名", "法定代表人", "法人", "法人代表", "企业负责人", "经营者"),
    "phone": ("联系电话", "电话", "手机", "手机号", "手机号码", "联系方式", "负责人电话", "负责人联系电话", "企业电话"),
    "employees": ("从业人数", "职工人数", "员工人数", "职工数", "员工数", "从业人员数", "用工人数", "人数"),
    "village": ("所在村", "企业所在村", "注册地所在村", "注册村", "所在行政村", "所在村（社区）", "坐落村"),
    "address": ("地址", "企业地址", "经营地址", "经营场所", "住所", "注册地址"),
    "capabilities": ("能做什么", "主营业务", "主营", "主要产品", "经营范围", "企业所长"),
    "intended_modes": ("意向模式", "帮扶模式", "意向帮扶模式", "帮扶方式", "意向方式", "意向帮扶方式", "扶贫模式"),
    "paired": ("结对村", "帮扶村", "结对帮扶村", "结对贫困村", "结对行政村", "帮扶村名", "结对村（社区）"),
}
LAYOUT = Layout.of(ENTERPRISES, required={"credit_code", "name"}, identity={"credit_code", "name", "head_name"})

SECTORS = Labels(
    Sector,
    {
        Sector.FARMING: ("农业", "林业", "牧业", "畜牧业", "渔业", "养殖业", "种植业", "种养殖", "农林牧渔"),
        Sector.MINING: ("采矿", "矿业", "采石"),
        Sector.MANUFACTURING: ("制造", "加工", "加工业", "工业", "食品加工", "农产品加工", "建材", "服装加工"),
        Sector.UTILITIES: ("电力", "水电", "供水", "电力、热力、燃气及水生产和供应业", "电力热力燃气及水生产和供应业"),
        Sector.BUILDING: ("建筑", "建筑施工"),
        Sector.RETAIL: ("批发零售", "批发零售业", "批发", "零售", "零售业", "商贸", "商业", "超市", "批发和零售"),
        Sector.TRANSPORT: ("运输", "运输业", "交通运输", "交通运输业", "物流", "仓储", "交通运输仓储和邮政业"),
        Sector.LODGING: ("住宿餐饮", "住宿餐饮业", "餐饮", "餐饮业", "住宿", "酒店", "农家乐", "住宿和餐饮", "旅游"),
        Sector.INFORMATION: ("信息", "软件", "信息技术", "互联网", "电商", "信息传输软件和信息技术服务业"),
        Sector.FINANCE: ("金融", "银行", "保险"),
        Sector.PROPERTY: ("房地产", "物业"),
        Sector.BUSINESS: ("租赁", "商务服务", "租赁和商务服务"),
        Sector.RESEARCH: ("科研", "科学研究", "技术服务"),
        Sector.WATER: ("水利", "环境", "公共设施管理", "水利环境和公共设施管理业"),
        Sector.SERVICES: ("居民服务", "服务业", "修理", "居民服务修理和其他服务业"),
        Sector.EDUCATION: ("教育业", "培训", "学校"),
        Sector.HEALTH: ("卫生", "医疗", "社会工作"),
        Sector.CULTURE: ("文化", "体育", "娱乐", "文化体育和娱乐业"),
        Sector.PUBLIC: ("公共管理", "社会组织", "公共管理社会保障和社会组织"),
    },
)
MODES = Labels(
    Mode,
    {
        Mode.INDUSTRY: ("产业", "产业帮扶", "产业模式", "发展产业"),
        Mode.TRADE: ("商贸", "商贸帮扶", "商贸模式", "消费扶贫", "购销"),
        Mode.EMPLOYMENT: ("就业", "就业帮扶", "就业模式", "用工"),
        Mode.DONATION: ("捐赠", "捐赠帮扶", "捐赠模式", "捐助", "捐款捐物", "公益捐赠"),
        Mode.SKILLS: ("智力", "智力帮扶", "智力模式", "技术扶贫", "培训", "技术培训"),
    },
)

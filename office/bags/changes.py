"""What differs between a printed edition and the bag as it would be printed now, in words (R3.3).

The printed side is the content that the edition kept: a release that printed fewer sections leaves keys out.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from office.bags.bag import Bag

Content = Mapping[str, Any]
POLICY, HELPER, HOUSEHOLD = CAUSES = ("政策", "责任人", "户情")
# The sections by name, and the fields of the content that each holds.
PARTS = {
    "facts": ("village", "village_code", "hamlet", "registry_no", "head", "facts"),
    "people": ("people",),
    "criteria": ("criteria",),
    "causes": ("causes",),
    "measures": ("measures", "measures_said"),
    "fund": ("fund",),
    "living": ("living", "living_said"),
    "income": ("income", "income_said"),
    "helper": ("helper",),
    "contacts": ("office", "hotline", "contacts"),
    "enterprises": ("enterprises",),
    "policies": ("policies", "more_policies"),
    "remarks": ("remarks",),
}
_CAUSE_OF = {"policies": POLICY, "remarks": POLICY, "helper": HELPER, "contacts": HELPER}
_NAMES_SAID = 3
# In the reason of a policy: 李晓雨 14 岁.
_AGE = re.compile(r" ?\d+ 岁")


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def lasting(content: Content) -> dict[str, Any]:
    """The content that decides whether a paper is still true: without visits, which are written on by hand at each
    visit, and without ages, which everybody knows to go on. Otherwise every bag were stale twice a month."""
    lasts = {name: said for name, said in content.items() if name != "visits"}
    lasts["people"] = [
        {key: said for key, said in person.items() if key != "age"} for person in content.get("people", ())
    ]
    if not content.get("fund"):
        # Nothing paid prints nothing: editions of before the fund say the same.
        lasts.pop("fund", None)
    if "policies" in content:
        lasts["policies"] = [{**line, "why": _AGE.sub("", line.get("why", ""))} for line in content["policies"]]
    return lasts


def parts_of(content: Content) -> dict[str, str]:
    """Short hashes of the sections that the content has, of what lasts; none of an edition that kept nothing."""
    if not content:
        return {}
    lasts = lasting(content)
    held = {part: {name: lasts[name] for name in names if name in lasts} for part, names in PARTS.items()}
    return {part: sha256(canonical(found).encode()).hexdigest()[:12] for part, found in held.items() if found}


def causes(old: Mapping[str, str], new: Mapping[str, str]) -> set[str]:
    """Why an edition no longer says what is: 政策, 责任人, 户情. An edition that kept nothing differs in itself."""
    if not old:
        return {HOUSEHOLD}
    return {_CAUSE_OF.get(part, HOUSEHOLD) for part in PARTS if old.get(part) != new.get(part)}


def changes(old: Content, new: "Bag") -> list[str]:
    """One short sentence for each fact that differs, the most important first."""
    if not old:
        return ["那一版印了什么没有留底，整份换新的"]
    now: Content = json.loads(canonical(new.content))
    said: list[str] = []
    for differences in _ORDER:
        said += differences(old, now)
    return said


def _policies(old: Content, new: Content) -> list[str]:
    if "policies" not in old:
        return ["新增一页：我的政策"]
    before, now = ({line["title"]: line for line in side["policies"]} for side in (old, new))
    names_before, names_now = (
        list(dict.fromkeys([*(line["title"] for line in side["policies"]), *side.get("more_policies", ())]))
        for side in (old, new)
    )
    said = [f"新增政策：{name}" for name in names_now if name not in names_before]
    said += [f"政策“{name}”不再适用" for name in names_before if name not in names_now]
    for name in (name for name in now if name in before):
        fields = [word for key, word in _POLICY_WORDS if before[name].get(key) != now[name].get(key)]
        if fields:
            said.append(f"政策“{name}”：{'、'.join(fields)}变了")
    if not said and (old["policies"], old.get("more_policies")) != (new["policies"], new["more_policies"]):
        said.append("政策的先后换了")
    return said


_POLICY_WORDS = (
    ("amount", "多少"),
    ("amount_note", "多少的说明"),
    ("why", "为什么有我"),
    ("how", "怎么拿到"),
    ("ask", "问谁"),
    ("phone", "问谁的电话"),
    ("summary", "说法"),
)


def _helper(old: Content, new: Content) -> list[str]:
    before, now = old.get("helper"), new["helper"]
    if before == now:
        return []
    if before is None:
        return [f"定了责任人：{now['name']}"]
    if now is None:
        return [f"责任人{before['name']}不再帮扶，还没有定新的"]
    if before["name"] != now["name"]:
        return [f"责任人换成{now['name']}（原{before['name']}）"]
    fields = [word for key, word in _HELPER_WORDS if before.get(key) != now.get(key)]
    return [f"责任人的{word}换了" for word in fields]


_HELPER_WORDS = (
    ("phone", "电话"),
    ("organisation", "单位"),
    ("duty", "职务"),
    ("level", "单位隶属"),
    ("address", "地址"),
    ("since", "结对时间"),
    ("predecessor", "上一任"),
    ("photo", "照片"),
    ("gender", "性别"),
    ("politics", "政治面貌"),
)


def _measures(old: Content, new: Content) -> list[str]:
    said = []
    for name, before, now in _matched(old.get("measures", ()), new["measures"], "content"):
        if before is None:
            said.append(f"新增措施：{name}")
        elif now is None:
            said.append(f"措施“{name}”不再列入")
        elif before["word"] != now["word"]:
            said.append(f"措施“{name}”到了{now['word']}")
        else:
            fields = [word for key, word in _MEASURE_WORDS if before.get(key) != now.get(key)]
            said += [f"措施“{name}”：{'、'.join(fields)}变了"] if fields else []
    return said


_MEASURE_WORDS = (
    ("outcome", "成效"),
    ("amount", "金额"),
    ("source", "谁来办"),
    ("when", "时间"),
    ("kind", "类别"),
)


def _fund(old: Content, new: Content) -> list[str]:
    said = []
    for name, before, now in _matched(old.get("fund", ()), new["fund"], "number", beside="what"):
        if before is None and now is not None:
            said.append(f"基金付了：{name}" + (f" {now['amount']}" if now["amount"] else ""))
        elif now is None:
            said.append(f"基金付的“{name}”撤了")
        elif before != now:
            said.append(f"基金付的“{name}”改了")
    return said


def _criteria(old: Content, new: Content) -> list[str]:
    said = []
    for name, before, now in _matched(old.get("criteria", ()), new["criteria"], "name"):
        if before is None or now is None:
            said.append(f"标准里{'多' if before is None else '少'}了一项：{name}")
        elif before["word"] != now["word"]:
            said.append(f"“{name}”：{now['word']}（原{before['word']}）")
        elif before != now:
            said.append(f"“{name}”还差的情况变了")
    return said


def _head(old: Content, new: Content) -> list[str]:
    said = []
    if old.get("head") != new["head"]:
        said.append(f"户主换成{new['head']}（原{old.get('head', '没有')}）")
    if any(old.get(key) != new[key] for key in ("village", "village_code", "hamlet")):
        said.append(f"住址：{new['village']} {new['hamlet']}".strip())
    if old.get("registry_no") != new["registry_no"]:
        said.append("户编号改了")
    return said


def _facts(old: Content, new: Content) -> list[str]:
    before, now = ({fact["label"]: fact["text"] for fact in side.get("facts", ())} for side in (old, new))
    said = [
        f"{label}：{text}" + (f"（原{before[label]}）" if label in before else "")
        for label, text in now.items()
        if before.get(label) != text
    ]
    return said + [f"{label}不再登记" for label in before if label not in now]


def _people(old: Content, new: Content) -> list[str]:
    said = []
    for name, before, now in _matched(old.get("people", ()), new["people"], "id_masked", beside="name"):
        if before is None:
            said.append(f"家里多了{name}")
        elif now is None:
            said.append(f"{name}不在家里人里了")
        else:
            said += [f"家里人：{name}{words}" for words in _of_person(before, now)]
    return said


def _of_person(before: Content, now: Content) -> list[str]:
    said = []
    if before["name"] != now["name"]:
        said.append(f"（原{before['name']}）")
    if before["age"] != now["age"]:
        said.append(f" {now['age']} 岁（原 {before['age']} 岁）")
    for key, word in _PERSON_WORDS:
        if before.get(key) != now.get(key):
            said.append(f"的{word}：{now[key] or '没有登记'}（原{before.get(key) or '没有登记'}）")
    return said


_PERSON_WORDS = (
    ("relation", "关系"),
    ("health", "身体"),
    ("education", "文化"),
    ("work", "干什么"),
    ("insurance", "保险"),
    ("gender", "性别"),
    ("id_masked", "证件号"),
)


def _income(old: Content, new: Content) -> list[str]:
    if "income" not in old:
        return ["新增一页：收入账"]
    before, now = old["income"], new["income"]
    if before == now:
        return []
    if before is None:
        return ["收入登记好了"]
    if now is None:
        return ["收入登记撤了"]
    years = [
        bar["year"]
        for bar in now["bars"]
        if bar not in before["bars"]
        and bar["each"] not in [b["each"] for b in before["bars"] if b["year"] == bar["year"]]
    ]
    said = [f"{year}年的收入改了" for year in years]
    lines = {bar["year"]: bar["line"] for bar in before["bars"]}
    said += [
        f"{bar['year']}年的标准改了"
        for bar in now["bars"]
        if bar["year"] in lines and lines[bar["year"]] != bar["line"]
    ]
    return said or ["收入账里的明细改了"]


def _living(old: Content, new: Content) -> list[str]:
    said = []
    for name, before, now in _matched(old.get("living", ()), new["living"], "what"):
        if before is None:
            said.append(f"一户一业新增：{name}")
        elif now is None:
            said.append(f"一户一业少了：{name}")
        elif before["brought"] != now["brought"]:
            said.append(f"“{name}”得了多少变了")
        elif before != now:
            said.append(f"“{name}”的约定变了")
    return said


def _causes(old: Content, new: Content) -> list[str]:
    before, now = ([cause["label"] for cause in side.get("causes", ())] for side in (old, new))
    if before != now:
        return [f"致贫原因：{'、'.join(now)}（原{'、'.join(before) or '没有'}）"]
    details = [
        f"“{new_['label']}”的说明变了"
        for old_, new_ in zip(old.get("causes", ()), new["causes"], strict=True)
        if old_["detail"] != new_["detail"] or old_["is_main"] != new_["is_main"]
    ]
    return details


def _contacts(old: Content, new: Content) -> list[str]:
    said = []
    if old.get("hotline") != new["hotline"]:
        said.append(f"监督电话换成 {new['hotline']}")
    if old.get("office") != new["office"]:
        said.append("办事处的名称改了")
    for role, before, now in _matched(old.get("contacts", ()), new["contacts"], "role"):
        if now is None:
            said.append(f"{role}不再列出")
        elif before is None or before["name"] != now["name"]:
            said.append(f"{role}：{now['name']}" + (f"（原{before['name']}）" if before else ""))
        elif before["phone"] != now["phone"]:
            said.append(f"{role}{now['name']}的电话换了")
        elif before != now:
            said.append(f"{role}{now['name']}的单位换了")
    return said


def _enterprises(old: Content, new: Content) -> list[str]:
    said = []
    for name, before, now in _matched(old.get("enterprises", ()), new["enterprises"], "name"):
        if before is None:
            said.append(f"新结对企业：{name}")
        elif now is None:
            said.append(f"{name}不再结对")
        else:
            fields = [word for key, word in _ENTERPRISE_WORDS if before.get(key) != now.get(key)]
            said += [f"{name}的{'、'.join(fields)}变了"] if fields else []
    return said


_ENTERPRISE_WORDS = (("does", "帮扶方式"), ("phone", "电话"), ("since", "结对时间"))


def _remarks(old: Content, new: Content) -> list[str]:
    before, now = ([(line["speaker"], line["text"]) for line in side.get("remarks", ())] for side in (old, new))
    said = [f"新增{speaker}的话" for speaker, text in now if (speaker, text) not in before]
    said += [f"{speaker}的话不再印" for speaker, text in before if (speaker, text) not in now]
    if not said and old.get("remarks", []) != new["remarks"]:
        said.append("领导的话改了")
    return list(dict.fromkeys(said))


def _visits(old: Content, new: Content) -> list[str]:
    before = [(line["day"][-5:], line["visitor"], line["summary"], line["problem"]) for line in old.get("visits", ())]
    fresh = [
        line
        for line in new["visits"]
        if (line["day"][-5:], line["visitor"], line["summary"], line["problem"]) not in before
    ]
    if fresh:
        words = [f"{line['day']} {line['visitor']}" for line in fresh[-_NAMES_SAID:]]
        return [f"新的走访：{'，'.join(words)}"]
    return ["走访记录改了"] if old.get("visits", []) != new["visits"] else []


Pair = tuple[str, Content | None, Content | None]


def _matched(old: Sequence[Content], new: Sequence[Content], key: str, *, beside: str = "") -> list[Pair]:
    """(name, before, now) in the new order, then what is gone. Rows that share the key are matched as they come;
    `beside` is the name, and the second thing by which a row is found again."""
    left = list(old)
    found: list[Pair] = []
    waiting: list[int] = []
    for place, now in enumerate(new):
        before = next((row for row in left if row[key] == now[key] and _same(row, now, beside)), None)
        if before is None:
            waiting.append(place)
        else:
            left.remove(before)
        found.append((now[beside or key], before, now))
    for place in waiting if beside else []:
        now = new[place]
        before = next((row for row in left if row[key] == now[key] or row[beside] == now[beside]), None)
        if before is not None:
            left.remove(before)
            found[place] = (now[beside], before, now)
    return [*found, *((row[beside or key], row, None) for row in left)]


def _same(before: Content, now: Content, beside: str) -> bool:
    return not beside or before[beside] == now[beside]


_ORDER: tuple[Callable[[Content, Content], list[str]], ...] = (
    _policies,
    _helper,
    _measures,
    _fund,
    _head,
    _criteria,
    _facts,
    _people,
    _income,
    _living,
    _causes,
    _contacts,
    _enterprises,
    _remarks,
    _visits,
)

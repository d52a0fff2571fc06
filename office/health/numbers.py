"""What only an opened ID number shows: a wrong check digit, another birth date, another sex (GB 11643).

Numbers are opened in memory, compared and forgotten; a finding says which field differs and never what the number is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from households.codes import Gender, Health
from households.identity import WrongNumber, parse
from households.models import KnownFinding, Member
from office.health.rule import Finding, Link, Mender, Rule
from povertyplan.accounts.matrix import Capability
from povertyplan.sealing import SealBroken
from povertyplan.ui.lamps import Lamp

_NUMBER, _BIRTH, _GENDER, _HEALTH = (
    Link("households:member_edit", Capability.EDIT_HOUSEHOLDS, at="member", anchor=f"#id_{name}")
    for name in ("id_number", "birth_date", "gender", "health")
)

PART: Final = "证件号"


def _rule(code: str, title: str, why: str, lamp: Lamp, act: str, link: Link) -> Rule:
    return Rule(code, PART, title, why, lamp, act, Mender.OFFICER, link, of="人", over="人")


RULES: Final[dict[str, Rule]] = {
    rule.code: rule
    for rule in (
        _rule(
            "id_number_wrong",
            "证件号校验不对",
            "不是这个人的号，参保、低保比对会落空",
            Lamp.WARN,
            "核对证件",
            _NUMBER,
        ),
        _rule(
            "birth_against_number",
            "出生日期和证件号不一样",
            "年龄算错，养老、上学都会错",
            Lamp.WARN,
            "改出生日期",
            _BIRTH,
        ),
        _rule("gender_against_number", "性别和证件号不一样", "有一个写错，上报会退回", Lamp.WARN, "改性别", _GENDER),
        _rule(
            "certificate_against_health",
            "用残疾证登记，健康状况没有残疾",
            "残疾人补贴名单会漏人",
            Lamp.NONE,
            "改健康状况",
            _HEALTH,
        ),
    )
}


def findings(
    villages: Sequence[int], *, on: date, known: Mapping[tuple[str, str], KnownFinding]
) -> dict[str, list[Finding]]:
    """By rule, village by village."""
    found: dict[str, list[Finding]] = {code: [] for code in RULES}
    present = Member.objects.present().filter(household__village__in=villages, id_sealed__isnull=False)
    columns = present.select_related("household__village").only(
        "id_sealed",
        "name",
        "gender",
        "birth_date",
        "health",
        "household__registry_no",
        "household__village__name",
        "household__village__code",
    )
    for member in columns.order_by("household__village__code", "household__registry_no", "pk"):
        for code, detail in _faults(member, on=on):
            found[code].append(_finding(RULES[code], member, detail, known.get((code, f"member:{member.pk}"))))
    return found


def _faults(member: Member, *, on: date) -> Iterator[tuple[str, str]]:
    try:
        number = parse(member.open_id_number(), today=on)
    except SealBroken:
        yield "id_number_wrong", "存的号打不开，重新登记一次"
        return
    except WrongNumber as wrong:
        yield "id_number_wrong", _WORDS.get(wrong.code, "不是一个证件号")
        return
    if number.birth_date != member.birth_date:
        yield "birth_against_number", f"登记 {member.birth_date}，证件号是另一天"
    if number.is_male != (member.gender == Gender.MALE):
        yield "gender_against_number", f"登记{member.get_gender_display()}，证件号相反"
    if number.disability and Health.DISABLED not in member.health:
        yield "certificate_against_health", f"健康状况：{'、'.join(_health(member)) or '没有登记'}"


def _health(member: Member) -> Iterable[str]:
    return member.health_labels


# The number itself is never said, nor the part of it that is wrong.
_WORDS: Final = {
    "id_length": "位数不是 18、20、22",
    "id_characters": "有不该有的字符",
    "id_bad_date": "里面的出生日期不存在",
    "id_check_digit": "最后一位校验码对不上",
}


def _finding(rule: Rule, member: Member, detail: str, known: KnownFinding | None) -> Finding:
    house = member.household
    return Finding(
        rule,
        f"member:{member.pk}",
        house.village_id,
        house.village.name,
        house.pk,
        house.registry_no,
        member.name,
        detail,
        None,
        known=known.reason if known else "",
        known_on=known.known_on if known else None,
    )

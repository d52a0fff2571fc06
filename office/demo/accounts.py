"""The accounts of the demo office. Everybody knows their password, so no real office may keep one of them."""

from typing import NamedTuple

from povertyplan.accounts.matrix import Role

PASSWORD = "demo"  # noqa: S105 - the published password of accounts that the production check forbids


class Account(NamedTuple):
    username: str
    role: Role
    name: str


OFFICE = (
    Account("office", Role.OFFICE, "周国敏"),
    Account("leader", Role.LEADER, "方志远"),
    Account("keeper", Role.KEEPER, "江素芳"),
    Account("approver", Role.APPROVER, "段明德"),
    Account("security", Role.SECURITY, "汤海涛"),
    Account("auditor", Role.AUDITOR, "邵文斌"),
)
# In the order of the village codes.
CADRES = tuple(
    Account(f"cadre{n:02d}", Role.CADRE, name)
    for n, name in enumerate(
        (
            "何春燕",
            "曾小军",
            "单晓丽",
            "陈立新",
            "罗文斌",
            "仇海涛",
            "区玉婷",
            "马志强",
            "徐丽娟",
            "余少华",
            "孙晓燕",
            "解宏伟",
            "宋红梅",
            "郑永刚",
            "林春雷",
        ),
        start=1,
    )
)
ENTERPRISES = (Account("enterprise", Role.ENTERPRISE, "刘志成"), Account("enterprise2", Role.ENTERPRISE, "曹玉兰"))
ACCOUNTS = (*OFFICE, *CADRES, *ENTERPRISES)

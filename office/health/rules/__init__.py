"""The rules, most pressing first within each part. A function says which rows break the rule that it is named after.

Each is one statement over the named sets of `checkup`: `h` households, `m` present members with their `age`, `v`
villages, `s` a household's verdicts by the standard in force, `i` its income registers, `w` the measures.
"""

from typing import Final

from office.health.rule import Rule
from office.health.rules import income, people, standing, support, trades, villages

# As the page prints them.
RULES: Final[dict[str, Rule]] = {
    code: rule
    for part in (standing, people, support, trades, income, villages)
    for code, rule in part.rule.rules.items()
}

# What the database itself does not let in: the sentence, and the constraint or index that stands there.
IMPOSSIBLE: Final = (
    ("一户有两个户主", "member_one_head"),
    ("同一个证件号在两户", "member_one_row_a_person"),
    ("一户同一天有两个责任人", "assignment_one_helper_a_day"),
    ("已脱贫没有脱贫年度", "household_lifted_has_year"),
    ("判达标没有写依据", "assessment_pass_has_evidence"),
    ("其他致贫原因多于 2 个", "household_other_causes"),
    ("一年两条采用的标准线", "povertyline_one_in_use"),
)

"""What a plan still lacks, in the words of the page, of a refusal and of the form (R4.1)."""

# By the codes of `households_plan_obstacles`; the appraisal and the participants are no gaps of the text itself.
GAPS = {
    "no_conditions": "条件没写全：土地和水、基地和设施、销路、劳力",
    "no_wish": "意愿没写，或没有一户想做这个产品",
    "no_operator": "没写经营主体的名称",
    "no_target": "没有规模目标",
    "no_milestone": "时间表里没有里程碑",
    "empty_stage": "线路图有一步没有里程碑",
}


def gaps_said(codes: list[str]) -> str:
    return "；".join(GAPS[code] for code in codes)

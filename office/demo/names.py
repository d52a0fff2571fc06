"""Invented names: common and rare family names, given names by generation and sex."""

from random import Random

# Common ones of the region several times, so that they come more often; 单 曾 仇 区 are read otherwise as names.
FAMILY = "李李李王王王张张张刘刘陈陈杨杨赵赵黄黄周周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文柯阮付涂单仇区解覃翟查牟纪宁"
RARE_GIVEN = "䶮喆𬭎㛃𣲗"
OLD_MEN = "国华建明德贵永福正清有财长根大山家旺启发世荣光才先进文成万忠金保传富昌运士全中立学兵克勤远祥春生".strip()
OLD_WOMEN = "秀英桂兰玉珍翠花素芳凤莲菊香淑梅月娥春桃腊荣金枝爱莲冬秀明珍自芝大菊运秀".strip()
MEN = "伟强磊军勇涛明超刚平辉鹏杰波斌飞健俊林浩建国志勇海洋晓东新民成龙立新小兵宏伟".strip()
WOMEN = "芳娜敏静丽艳娟霞燕玲红梅婷婷海燕小玲雪莲晓丽春燕丹丹冬梅秋菊莉萍".strip()
BOYS = "浩宇子轩俊杰宇航博文天佑梓豪家乐一鸣思远嘉懿明哲昊天晨曦小宝".strip()
GIRLS = "子涵欣怡雨桐诗涵梦瑶思琪佳怡可欣语嫣紫萱若曦心怡小雨甜甜".strip()


def by_index(n: int) -> str:
    """The n-th of a fixed line of names, for builders that are asked for none."""
    return person(Random(n), male=n % 2 == 0, age=20 + n % 50)  # noqa: S311 - names, not secrets


def person(random: Random, *, male: bool, age: int, family: str = "") -> str:
    """A full name that fits sex and generation; one in sixty carries a rare character."""
    family = family or random.choice(FAMILY)
    if random.random() < 1 / 60:
        return family + random.choice(RARE_GIVEN)
    given = _pairs(male=male, age=age)
    pair = random.choice(given)
    return family + (pair[random.randrange(2)] if random.random() < 0.12 else pair)


def _pairs(*, male: bool, age: int) -> list[str]:
    letters = (OLD_MEN, MEN, BOYS) if male else (OLD_WOMEN, WOMEN, GIRLS)
    chosen = letters[0] if age >= 45 else letters[1] if age >= 18 else letters[2]
    return [chosen[place : place + 2] for place in range(0, len(chosen) - 1, 2)]

"""Invented names: family names as common as at home, some rare or read in two ways; given names by generation."""

from random import Random

# The more often a name is common, the more often it stands here.
FAMILY = (
    "李李李李王王王王张张张张刘刘刘陈陈陈杨杨赵赵黄黄周周吴吴徐孙胡胡朱高林何何郭马罗罗梁宋郑谢韩唐冯于董萧程曹袁"
    "邓许傅沈彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱"
    "汤尹黎易常武乔贺赖龚文柯阮付涂单曾仇区解覃任翟查牟纪宁"
)
RARE = "䶮喆𬭎㛃𣲗"
# (male, generation): 0 born by about 1975, 1 by about 2000, 2 later.
GIVEN = {
    key: words.split()
    for key, words in {
        (True, 0): (
            "国华 建国 明德 永福 正清 有财 长根 大山 家旺 启发 世荣 光才 先进 文成 万忠 金保 传富 昌运 中立 "
            "兴学 克勤 志远 吉祥 春生 德胜 福生 贵林 正洪 大喜 开元 长青 士全 全忠 承业 明贵 有根 发祥 仁义 "
            "树林 守田 道明 立业 运来 顺安 安山 义山 太平 光明 得水 天喜"
        ),
        (True, 1): (
            "伟 强 磊 军 勇 涛 明 超 刚 平 辉 鹏 杰 波 斌 飞 健 俊 林 浩 志勇 海洋 晓东 新民 成龙 立新 小兵 "
            "宏伟 建军 国强 文斌 海涛 志强 小军 少华 振华 永刚 卫东 玉龙 学文 长江 春雷"
        ),
        (True, 2): "浩宇 子轩 俊杰 宇航 博文 天佑 梓豪 家乐 一鸣 思远 嘉懿 明哲 昊天 晨曦 小宝 文轩 浩然 俊熙 志鹏",
        (False, 0): (
            "秀英 桂兰 玉珍 翠花 素芳 凤莲 菊香 淑梅 月娥 春桃 荣枝 爱莲 冬秀 明珍 大菊 桂英 玉兰 秀兰 凤英 "
            "兰英 腊梅 金秀 菊英 世珍 红英 传秀 银香 翠兰 玉莲 克秀 宗莲 正秀 大秀 清香 友兰"
        ),
        (False, 1): (
            "芳 娜 敏 静 丽 艳 娟 霞 燕 玲 红梅 婷婷 海燕 小玲 雪莲 晓丽 春燕 丹丹 冬梅 秋菊 莉萍 小红 爱华 "
            "金凤 玉婷 春兰 晓燕 丽娟"
        ),
        (False, 2): "子涵 欣怡 雨桐 诗涵 梦瑶 思琪 佳怡 可欣 语嫣 紫萱 若曦 心怡 小雨 甜甜 梓萱 雨欣 晓雨 佳琪",
    }.items()
}


def by_index(n: int) -> str:
    """The n-th of a fixed line of names, for builders that are asked for none."""
    return person(Random(n), male=n % 2 == 0, age=20 + n % 50)  # noqa: S311 - names, not secrets


def person(random: Random, *, male: bool, age: int, family: str = "") -> str:
    """A full name that fits sex and age; one in sixty carries a rare character."""
    family = family or random.choice(FAMILY)
    if random.random() < 1 / 60:
        return family + random.choice(RARE)
    return family + random.choice(GIVEN[male, 0 if age >= 45 else 1 if age >= 20 else 2])

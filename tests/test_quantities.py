"""The extractor finds what a careful reader would mark, in sentences that it has never seen.

Every expected span, kind, value, unit and qualifier was decided from the conventions
(``docs/quantities.md``) by reading, never from the program's output. Each sentence is read as
written, in simplified and traditional script, with pinyin residue and with full-width digits: the
meaning stays the same. A sentence lists ALL its quantities, so a name or an idiom that is taken
for one fails as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import pytest
from opencc import OpenCC

from chipclaims.folding import fold
from chipclaims.quantities import Quantity, find_quantities

Value = float | str | tuple[float, float]


class Want(NamedTuple):
    """What a reader marks; ``unit`` may name two that are both right: ``chips or 颗``."""

    text: str
    kind: str
    value: Value
    unit: str | None = None
    qualifier: str | None = None
    vague: bool = False


class Case(NamedTuple):
    """A sentence and all its quantities in reading order."""

    text: str
    wants: tuple[Want, ...]


def case(text: str, *wants: Want) -> Case:
    return Case(text, wants)


def money(text: str, value: Value, unit: str | None, qualifier: str | None = None) -> Want:
    return Want(text, "money", value, unit, qualifier)


def percent(text: str, value: Value, qualifier: str | None = None) -> Want:
    return Want(text, "percent", value, "percent", qualifier)


def multiple(text: str, value: Value, qualifier: str | None = None) -> Want:
    return Want(text, "multiple", value, "times", qualifier)


def fraction(text: str, value: Value, qualifier: str | None = None) -> Want:
    return Want(text, "multiple", value, "fraction", qualifier)


def spec(text: str, value: Value, unit: str, qualifier: str | None = None) -> Want:
    return Want(text, "spec", value, unit, qualifier)


def count(text: str, value: Value, unit: str | None, qualifier: str | None = None) -> Want:
    return Want(text, "count", value, unit, qualifier)


def lasting(text: str, value: Value, unit: str, qualifier: str | None = None) -> Want:
    return Want(text, "duration", value, unit, qualifier)


def date(text: str, value: str) -> Want:
    return Want(text, "date", value)


def rank(text: str, value: float, unit: str | None = None) -> Want:
    return Want(text, "rank", value, unit)


def vague(want: Want) -> Want:
    return want._replace(vague=True)


PEOPLE, FIRMS, CHIPS = "people or 名 or 位", "companies or 家", "chips or 颗"

MONEY = [
    case("该公司计提了38亿美元减值。", money("38亿美元", 3.8e9, "USD")),
    case("公司去年亏掉12.6億美金。", money("12.6億美金", 1.26e9, "USD")),
    case("订单总价US$26亿。", money("US$26亿", 2.6e9, "USD")),
    case("一张卡卖到$3,200。", money("$3,200", 3200, "USD")),
    case("门票要HK$680。", money("HK$680", 680, "HKD")),
    case("基金规模HK$3.6亿。", money("HK$3.6亿", 3.6e8, "HKD")),
    case("股價收在NT$1,085。", money("NT$1,085", 1085, "TWD")),
    case("罰鍰新台幣42,500元。", money("新台幣42,500元", 42500, "TWD")),
    case("募資新臺幣7.5億元。", money("新臺幣7.5億元", 7.5e8, "TWD")),
    case("注册资本RMB 500万元。", money("RMB 500万元", 5e6, "CNY")),
    case("投资人民币8000万元建厂。", money("人民币8000万元", 8e7, "CNY")),
    case("投资9300万元人民币建厂。", money("9300万元人民币", 9.3e7, "CNY")),
    case("单价¥6.4万。", money("¥6.4万", 64000, "CNY")),
    case("单价￥899。", money("￥899", 899, "CNY")),
    case("東京這家店賣¥4,800，折合日元計價。", money("¥4,800", 4800, "JPY")),
    case("软银投入7500亿日元。", money("7500亿日元", 7.5e11, "JPY")),
    case("欧盟罚了它2.4亿欧元。", money("2.4亿欧元", 2.4e8, "EUR")),
    case("估值66亿港元。", money("66亿港元", 6.6e9, "HKD")),
    case("台積電全年營收2.9兆元。", money("2.9兆元", 2.9e12, None)),
    case("成交額1兆2,300億元。", money("1兆2,300億元", 1.23e12, None)),
    case("市值升破4兆美元。", money("4兆美元", 4e12, "USD", "more_than")),
    case("总资产1.8万亿元。", money("1.8万亿元", 1.8e12, None)),
    case("合约金额三亿五千万美元。", money("三亿五千万美元", 3.5e8, "USD")),
    case("这台机器一千二百万元。", money("一千二百万元", 1.2e7, None)),
    case("奖金两千块钱。", money("两千块钱", 2000, None)),
    case("每卖出80块，就要交20块。", money("80块", 80, None), money("20块", 20, None)),
    case("收盘价为27.35元。", money("27.35元", 27.35, None)),
    case(
        "利润为8亿至11亿美元。",
        money("8亿至11亿美元", (8e8, 1.1e9), "USD"),
    ),
    case("规模在260—300亿美元。", money("260—300亿美元", (2.6e10, 3e10), "USD")),
    case("售价4000~4500元。", money("4000~4500元", (4000, 4500), None)),
    case("报价500至600港元。", money("500至600港元", (500, 600), "HKD")),
    case("报价US$10亿至US$12亿。", money("US$10亿至US$12亿", (1e9, 1.2e9), "USD")),
    case("补贴一两百亿元。", money("一两百亿元", (1e10, 2e10), None)),
    case("库存价值30 亿美元。", money("30 亿美元", 3e9, "USD")),
    case("库存价值30亿 美元。", money("30亿 美元", 3e9, "USD")),
    case("库存价值62\n亿美元。", money("62\n亿美元", 6.2e9, "USD")),
    case("库存价值62亿\n美元。", money("62亿\n美元", 6.2e9, "USD")),
    case("净亏损为-1.2亿美元。", money("-1.2亿美元", -1.2e8, "USD")),
    case("花了20多亿美元。", money("20多亿美元", 2e9, "USD", "more_than")),
    case("花了5亿余元。", money("5亿余元", 5e8, None, "more_than")),
    case("损失数十亿美元。", vague(money("数十亿美元", (2e9, 9e9), "USD"))),
    case("损失几百亿元。", vague(money("几百亿元", (2e10, 9e10), None))),
    case("耗资上亿元。", money("上亿元", 1e8, None)),
    case("英伟达市值站上百亿美元。", money("百亿美元", 1e10, "USD")),
]

PERCENT = [
    case("份额为62.5%。", percent("62.5%", 62.5)),
    case("份額為３８％。", percent("３８％", 38)),
    case("同比增长５．２％。", percent("５．２％", 5.2)),
    case("价格下滑5.6%。", percent("5.6%", 5.6)),
    case("股价变动-3.85%。", percent("-3.85%", -3.85)),
    case("股价变动−3.85%。", percent("−3.85%", -3.85)),
    case("股价变动+12.5%。", percent("+12.5%", 12.5)),
    case("良率有8 %。", percent("8 %", 8)),
    case("产能利用率15%-30%。", percent("15%-30%", (15, 30))),
    case("产能利用率45%~55%。", percent("45%~55%", (45, 55))),
    case("产能利用率45%至55%。", percent("45%至55%", (45, 55))),
    case("产能利用率30到40%。", percent("30到40%", (30, 40))),
    case("产能利用率30—40%。", percent("30—40%", (30, 40))),
    case("三成客户改用国产卡。", percent("三成", 30)),
    case("产能只用了四成五。", percent("四成五", 45, "only")),
    case("成本减少逾九成。", percent("九成", 90, "more_than")),
    case("两成的订单被取消。", percent("两成", 20)),
    case("如今三四成的算力闲置。", percent("三四成", (30, 40))),
    case("百分之十八的机房空着。", percent("百分之十八", 18)),
    case("利率是百分之三点五。", percent("百分之三点五", 3.5)),
    case("下调百分之二十至二十五。", percent("百分之二十至二十五", (20, 25))),
    case("二手卡打7折出售。", percent("7折", 70)),
    case("清仓价八五折。", percent("八五折", 85)),
    case(
        "毛利率上升2.5个百分点。",
        Want("2.5个百分点", "percent", 2.5, "percentage_points"),
    ),
    case(
        "毛利率上升2.5個百分點。",
        Want("2.5個百分點", "percent", 2.5, "percentage_points"),
    ),
    case(
        "份额下降三个百分点。",
        Want("三个百分点", "percent", 3, "percentage_points"),
    ),
    case("央行降息25个基点。", Want("25个基点", "percent", 25, "bp")),
    case("央行降息50基点。", Want("50基点", "percent", 50, "bp")),
    case("利差收窄15bp。", Want("15bp", "percent", 15, "bp")),
    case("利差收窄35 bps。", Want("35 bps", "percent", 35, "bp")),
    case("国产份额还在個位數。", vague(percent("個位數", (1, 9)))),
    case("市场占比仅为百分之几。", vague(percent("百分之几", (2, 9), "only"))),
]

MULTIPLE = [
    case("速度是上一代的45倍。", multiple("45倍", 45)),
    case("价格涨到三倍。", multiple("三倍", 3)),
    case("需求增长了两倍。", multiple("两倍", 2)),
    case("需求增至两倍。", multiple("两倍", 2)),
    case("能效提升1.5倍。", multiple("1.5倍", 1.5)),
    case("算力是旧卡的3-4倍。", multiple("3-4倍", (3, 4))),
    case("算力是舊卡的五至六倍。", multiple("五至六倍", (5, 6))),
    case("市盈率在11至12倍。", multiple("11至12倍", (11, 12))),
    case("价格翻了两三倍。", multiple("两三倍", (2, 3))),
    case("需求涨了几十倍。", vague(multiple("几十倍", (20, 90)))),
    case("性能提升近百倍。", multiple("百倍", 100, "nearly")),
    case("罚金是货值的十倍。", multiple("十倍", 10)),
    case("三分之一的营收来自海外。", fraction("三分之一", 1 / 3)),
    case("四分之三的订单来自海外。", fraction("四分之三", 0.75)),
    case("约五分之二的员工离职。", fraction("五分之二", 0.4, "approx")),
    case("只用了十分之一的时间。", fraction("十分之一", 0.1, "only")),
    case("价格只有一半。", fraction("一半", 0.5, "only")),
]

SPEC = [
    case("峰值算力达到312 TFLOPS。", spec("312 TFLOPS", 312, "TFLOPS")),
    case("整机算力为3.6PFLOPS。", spec("3.6PFLOPS", 3.6, "PFLOPS")),
    case("集群总算力16 EFLOPS。", spec("16 EFLOPS", 16, "EFLOPS")),
    case("座舱芯片有508 TOPS。", spec("508 TOPS", 508, "TOPS")),
    case("显存141GB。", spec("141GB", 141, "GB")),
    case("显存192 GB。", spec("192 GB", 192, "GB")),
    case("硬盘容量30TB。", spec("30TB", 30, "TB")),
    case("互联带宽900GB/s。", spec("900GB/s", 900, "GB/s")),
    case("显存带宽4.8TB/s。", spec("4.8TB/s", 4.8, "TB/s")),
    case("显存带宽3.35 TB/s。", spec("3.35 TB/s", 3.35, "TB/s")),
    case("采用7nm工艺。", spec("7nm", 7, "nm")),
    case("採用3奈米製程。", spec("3奈米", 3, "nm")),
    case("改用14纳米工艺。", spec("14纳米", 14, "nm")),
    case("从五纳米起步。", spec("五纳米", 5, "nm")),
    case("整卡功耗700W。", spec("700W", 700, "W")),
    case("整卡功耗350瓦。", spec("350瓦", 350, "W or 瓦")),
    case("主频为1.98GHz。", spec("1.98GHz", 1.98, "GHz")),
    case("主频2.4 GHz。", spec("2.4 GHz", 2.4, "GHz")),
    case("芯片面积为814mm²。", spec("814mm²", 814, "mm2")),
    case("芯片面积为628平方毫米。", spec("628平方毫米", 628, "mm2 or 平方毫米")),
    case("采用12英寸晶圆。", spec("12英寸", 12, "inch")),
    case("採用8吋晶圓。", spec("8吋", 8, "inch")),
    case("数据中心负载500兆瓦。", spec("500兆瓦", 500, "MW or 兆瓦")),
    case("数据中心负载2吉瓦。", spec("2吉瓦", 2, "GW or 吉瓦")),
    case("功耗在250-300W。", spec("250-300W", (250, 300), "W")),
    case("带宽砍到3至4 TB/s。", spec("3至4 TB/s", (3, 4), "TB/s")),
    case("算力不超过4800 TOPS。", spec("4800 TOPS", 4800, "TOPS", "at_most")),
    case("A100 80GB供不应求。", spec("80GB", 80, "GB")),
    case("H200配备141GB显存。", spec("141GB", 141, "GB")),
    case("设备重3.2吨。", spec("3.2吨", 3.2, "吨")),
]

COUNT = [
    case("现场有320位嘉宾。", count("320位", 320, PEOPLE)),
    case("裁掉1.5万名员工。", count("1.5万名", 15000, PEOPLE)),
    case("八千人到场。", count("八千人", 8000, "people or 人")),
    case("两人握手。", count("两人", 2, "people or 人")),
    case("出货量为86.4万颗芯片。", count("86.4万颗", 864000, CHIPS)),
    case("首批交付3,500颗GPU。", rank("首批", 1, "批"), count("3,500颗", 3500, CHIPS)),
    case("机房有二百五十台服务器。", count("二百五十台", 250, "台")),
    case("机房有三千零五十台服务器。", count("三千零五十台", 3050, "台")),
    case("售出廿五台样机。", count("廿五台", 25, "台")),
    case("四大原厂同时涨价。", count("四大", 4, "companies or 大")),
    case("服务11亿人口。", count("11亿人口", 1.1e9, "people")),
    case("模型有700亿参数。", count("700亿", 7e10, "parameters")),
    case("模型有6710亿个参数。", count("6710亿个", 6.71e11, "parameters")),
    case("训练千亿参数的模型。", count("千亿", 1e11, "parameters")),
    case("两市成交放大。", count("两市", 2, "市")),
    case("千卡集群已经点亮。", count("千卡", 1000, "卡")),
    case("万卡集群已经点亮。", count("万卡", 10000, "卡")),
    case("支持90多款车型。", count("90多款", 90, "款", "more_than")),
    case("有十余家供应商退出。", count("十余家", 10, FIRMS, "more_than")),
    case("有三百余名工程师。", count("三百余名", 300, PEOPLE, "more_than")),
    case("写了8万字报告。", count("8万字", 80000, "characters or 字")),
    case("月产能5万片/月。", count("5万片/月", 50000, "wafers/month")),
    case("產能達3.5萬片/月。", count("3.5萬片/月", 35000, "wafers/month")),
    case("每月投产2万片晶圆。", count("2万片", 20000, "wafers or 片")),
    case("召开了16次会议。", count("16次", 16, "次")),
    case("共有七八个部门。", count("七八个", (7, 8), "个")),
    case("来了二三十家公司。", count("二三十家", (20, 30), FIRMS)),
    case("来了五六十人。", count("五六十人", (50, 60), "people or 人")),
    case("采购2万至3万颗芯片。", count("2万至3万颗", (20000, 30000), CHIPS)),
    case("采购3000-5000台服务器。", count("3000-5000台", (3000, 5000), "台")),
    case("采购数百万辆汽车。", vague(count("数百万辆", (2e6, 9e6), "辆"))),
    case("采购几千台服务器。", vague(count("几千台", (2000, 9000), "台"))),
    case("动用数十名律师。", vague(count("数十名", (20, 90), PEOPLE))),
    case("还有几家公司观望。", vague(count("几家", (2, 9), FIRMS))),
    case("部署上千台服务器。", count("上千台", 1000, "台")),
    case("上百家客户排队。", count("上百家", 100, FIRMS)),
    case("近百家客户排队。", count("百家", 100, FIRMS, "nearly")),
    case("近千名员工排队。", count("千名", 1000, PEOPLE, "nearly")),
    case("名单里只有一家中国公司。", count("一家", 1, FIRMS, "only")),
    case("问他卖出多少芯片，答案是：零。", count("零", 0, "chips")),
    case("开了4 个会。", count("4 个", 4, "个")),
    case("开了18個會。", count("18個", 18, "個")),
    case("超过六千万用户。", Want("六千万用户", "count", 6e7, "用户", "more_than")),
]

DURATION = [
    case("他停留了4天。", lasting("4天", 4, "days")),
    case("项目拖了七个月。", lasting("七个月", 7, "months")),
    case("项目拖了11個月。", lasting("11個月", 11, "months")),
    case("禁令后的第48小时，他到了。", lasting("第48小时", 48, "hours")),
    case("发布后的第72小時，他到了。", lasting("第72小時", 72, "hours")),
    case("半年不到就换代。", lasting("半年", 0.5, "years", "less_than")),
    case("训练用了半年时间。", lasting("半年", 0.5, "years")),
    case("训练用了半个月。", lasting("半个月", 0.5, "months")),
    case("训练用了两个半月。", lasting("两个半月", 2.5, "months")),
    case("建厂要一年半。", lasting("一年半", 1.5, "years")),
    case("建厂要3到5年。", lasting("3到5年", (3, 5), "years")),
    case("建厂要两三年。", lasting("两三年", (2, 3), "years")),
    case("建厂要8至10个月。", lasting("8至10个月", (8, 10), "months")),
    case("培训持续五周。", lasting("五周", 5, "weeks")),
    case("会谈持续了45分钟。", lasting("45分钟", 45, "minutes")),
    case("只睡5小时。", lasting("5小时", 5, "hours", "only")),
    case("连续运行90个小时。", lasting("90个小时", 90, "hours")),
    case("库存只够一个季度。", lasting("一个季度", 1, "quarters", "only")),
    case("一天跑完全程。", lasting("一天", 1, "days")),
    case("几天之后又改口。", vague(lasting("几天", (2, 9), "days"))),
    case("等了幾個月。", vague(lasting("幾個月", (2, 9), "months"))),
    case("拖延数年。", vague(lasting("数年", (2, 9), "years"))),
    case("过去二十年里变化很大。", lasting("二十年", 20, "years")),
    case("须在90日内答复。", lasting("90日", 90, "days", "at_most")),
    case("须在30天以内答复。", lasting("30天", 30, "days", "at_most")),
    case("成立至今廿年。", lasting("廿年", 20, "years")),
    case("用了一年多才完工。", lasting("一年", 1, "years", "more_than")),
    case("成立不满三年。", lasting("三年", 3, "years", "less_than")),
]

DATE = [
    case("2024年11月发布。", date("2024年11月", "2024-11")),
    case("2025年3月8日发布。", date("2025年3月8日", "2025-03-08")),
    case("9月12日发布。", date("9月12日", "--09-12")),
    case("9 月 12 日发布。", date("9 月 12 日", "--09-12")),
    case("发布于2021年。", date("2021年", "2021")),
    case("二〇二三年十一月发布。", date("二〇二三年十一月", "2023-11")),
    case("十月一日放假。", date("十月一日", "--10-01")),
    case("今年第二季度量产。", date("今年第二季度", "--Q2")),
    case("去年四季度量产。", date("去年四季度", "--Q4")),
    case("去年12月量产。", date("去年12月", "--12")),
    case("明年上半年量产。", date("明年上半年", "--H1")),
    case("2025财年亏损扩大。", date("2025财年", "FY2025")),
    case("2026財年第三季度虧損擴大。", date("2026財年第三季度", "FY2026-Q3")),
    case("2024年第四季度亏损扩大。", date("2024年第四季度", "2024-Q4")),
    case("2024年上半年亏损扩大。", date("2024年上半年", "2024-H1")),
    case("2023年底投产。", date("2023年底", "2023")),
    case("2023年初投产。", date("2023年初", "2023")),
    case("6月中旬投产。", date("6月中旬", "--06")),
    case("8月底投产。", date("8月底", "--08")),
    case("Q3出货放缓。", date("Q3", "--Q3")),
    case("今年Q3出货放缓。", date("今年Q3", "--Q3")),
    case("2025年Q1出货放缓。", date("2025年Q1", "2025-Q1")),
    case("2Q25出货放缓。", date("2Q25", "2025-Q2")),
    case("FY2026指引偏弱。", date("FY2026", "FY2026")),
    case("2025H1出货放缓。", date("2025H1", "2025-H1")),
    case("民國114年施行。", date("民國114年", "2025")),
    case("民國113年7月施行。", date("民國113年7月", "2024-07")),
    case("民國一百一十二年施行。", date("民國一百一十二年", "2023")),
    case("他周三抵达。", date("周三", "-W-3")),
    case("他上週四抵達。", date("上週四", "-W-4")),
    case("他下周一抵达。", date("下周一", "-W-1")),
    case("他星期五抵达。", date("星期五", "-W-5")),
    case("他周日抵达。", date("周日", "-W-7")),
    case("4月9日上午9时30分开会。", date("4月9日上午9时30分", "--04-09T09:30")),
    case("4月9日晚8点开会。", date("4月9日晚8点", "--04-09T20")),
    case("会议下午3点半开始。", date("下午3点半", "T15:30")),
    case("直播定在14:30。", date("14:30", "T14:30")),
    case("周三上午10点开会。", date("周三上午10点", "-W-3T10")),
    case("1990年代的旧厂房。", date("1990年代", "1990/1999")),
    case("上世纪80年代的旧厂房。", date("上世纪80年代", "1980/1989")),
    case("2019年-2023年的合同。", date("2019年-2023年", "2019/2023")),
    case("2019—2023年的合同。", date("2019—2023年", "2019/2023")),
    case("2019年至2023年的合同。", date("2019年至2023年", "2019/2023")),
    case("2024年3月至2025年6月的合同。", date("2024年3月至2025年6月", "2024-03/2025-06")),
    case("5月3日至5月9日停工。", date("5月3日至5月9日", "--05-03/--05-09")),
    case("5月3日至9日停工。", date("5月3日至9日", "--05-03/--05-09")),
    case("今年3月到5月停工。", date("今年3月到5月", "--03/--05")),
    case("2024年1-9月停工。", date("2024年1-9月", "2024-01/2024-09")),
    case("2025-04-15发布。", date("2025-04-15", "2025-04-15")),
    case("2025/4/15发布。", date("2025/4/15", "2025-04-15")),
    case("截至2025年1月26日，存货增加。", date("2025年1月26日", "2025-01-26")),
    case("自2022年起限制出口。", date("2022年", "2022")),
    case("2024年前三季度盈利。", date("2024年前三季度", "2024-Q1/2024-Q3")),
    case("18日，白宫发表声明。", date("18日", "---18")),
]

GRAMMAR = [
    case("有200人参加会议。", count("200人", 200, "people or 人")),
    case("吸引3000人参观展台。", count("3000人", 3000, "people or 人")),
    case("团队里有7个人。", count("7个", 7, "个")),
    case("共有30家长期客户。", count("30家", 30, FIRMS)),
    case("落地了12个人工智能项目。", count("12个", 12, "个")),
    case("新开了5个体验店。", count("5个", 5, "个")),
    case("获得9个股东支持。", count("9个", 9, "个")),
    case("完成12项目标。", count("12项", 12, "项")),
    case("两家具有资质的公司入围。", count("两家", 2, FIRMS)),
    case("融资一点五亿美元。", money("一点五亿美元", 1.5e8, "USD")),
    case("性能提升一点八倍。", multiple("一点八倍", 1.8)),
    case("占比为零点五个百分点。", Want("零点五个百分点", "percent", 0.5, "percentage_points")),
    case("三五年内难以追上。", lasting("三五年", (3, 5), "years", "at_most")),
    case("来了三五家公司。", count("三五家", (3, 5), FIRMS)),
    case("七、八成订单流失。", percent("七、八成", (70, 80))),
    case("首季度盈利。", date("首季度", "--Q1")),
    case("实行八小时工作制。", lasting("八小时", 8, "hours")),
    case("支持128K上下文。", count("128K", 128000, "tokens")),
    case("准备训练万亿参数大模型。", count("万亿", 1e12, "parameters")),
    case("运行64位系统。"),
    case("英特尔推进18A工艺。"),
    case("零一万物发布新品。"),
    case("升级到3.0版本。"),
    case("二十大报告发布。"),
    case("618大促开始。"),
    case("同比大增114%，环比增12%。", percent("114%", 114), percent("12%", 12)),
    case("关税从10%升至25%。", percent("10%", 10), percent("25%", 25)),
    case("一亿二千三百万颗芯片。", count("一亿二千三百万颗", 1.23e8, CHIPS)),
    case("两万五千颗芯片入库。", count("两万五千颗", 25000, CHIPS)),
    case("两万亿元产业。", money("两万亿元", 2e12, None)),
    case("订单达1,250,000美元。", money("1,250,000美元", 1.25e6, "USD")),
    case("增长-5%至5%。", percent("-5%至5%", (-5, 5))),
    case("未来3-5年内突破。", lasting("3-5年", (3, 5), "years", "at_most")),
    case("约1/3的产能闲置。", fraction("1/3", 1 / 3, "approx")),
    case("百分之九十五以上的客户留下。", percent("百分之九十五", 95, "at_least")),
    case("28nm以上成熟制程。", spec("28nm", 28, "nm", "at_least")),
    case("二零二四年五月发布。", date("二零二四年五月", "2024-05")),
    case("民国113年第四季亏损。", date("民国113年第四季", "2024-Q4")),
    case("二十世纪八十年代建成。", date("二十世纪八十年代", "1980/1989")),
    case("今年1至6月停产。", date("今年1至6月", "--01/--06")),
    case("8块GPU连在一处。", count("8块", 8, "块")),
    case("百余家企业入围。", count("百余家", 100, FIRMS, "more_than")),
    case("占需求的四分之一至三分之一。", fraction("四分之一至三分之一", (1 / 4, 1 / 3))),
    case("跌幅在-5%至-10%。", percent("-5%至-10%", (-10, -5))),
    case("超过半数的受访者。", fraction("半数", 0.5, "more_than")),
    case("募资总额不超39.85亿元。", money("39.85亿元", 3.985e9, None, "at_most")),
    case("折合新台币约900亿元。", money("900亿元", 9e10, "TWD", "approx")),
    case("14-16日停工。", date("14-16日", "---14/---16")),
    case("2026上半年投产。", date("2026上半年", "2026-H1")),
    case("25财年亏损。", date("25财年", "FY2025")),
    case("产线24/7运转。"),
    case("从7nm/5nm起步。", spec("7nm", 7, "nm"), spec("5nm", 5, "nm")),
    case(
        "台積電第二季營收9,337.9億元，季增11.3%。",
        date("第二季", "--Q2"),
        money("9,337.9億元", 9.3379e11, None),
        percent("11.3%", 11.3),
    ),
    case("恒指報24,500點。", count("24,500點", 24500, "點")),
    case("单卡卖12000至15000美元。", money("12000至15000美元", (12000, 15000), "USD")),
    case("近三分之二的开发者。", fraction("三分之二", 2 / 3, "nearly")),
    case("一百三四十家门店。", count("一百三四十家", (130, 140), FIRMS)),
    case("周一至周五开放。", date("周一至周五", "-W-1/-W-5")),
    case("5月6日-9日停工。", date("5月6日-9日", "--05-06/--05-09")),
    case("10月2日15时30分发布。", date("10月2日15时30分", "--10-02T15:30")),
    case("由两颗910B组成。", count("两颗", 2, CHIPS)),
    case("售价16499元起。", money("16499元", 16499, None, "at_least")),
    case("差距缩小到两年以内。", lasting("两年", 2, "years", "at_most")),
    case("3月23日起生效。", date("3月23日", "--03-23")),
    case("收购3家电商平台。", count("3家", 3, FIRMS)),
    case("警方收到8条线索。", count("8条", 8, "条")),
    case("性能提升一点三倍。", multiple("一点三倍", 1.3)),
    case("三五百人排队。", count("三五百人", (300, 500), "people or 人")),
    case("三五天后答复。", lasting("三五天", (3, 5), "days")),
    case("500人参赛。", count("500人", 500, "people or 人")),
    case("新设20个体检中心。", count("20个", 20, "个")),
    case("共3个股价异动公告。", count("3个", 3, "个")),
    case("兆芯发布新品。"),
    case("千兆网络普及。"),
    case("万兆网卡缺货。"),
    case("五眼联盟开会。"),
    case("九章云极融资。"),
    case("运行32位操作系统。"),
    case("英特尔推进14A制程。"),
    case("十九大之后。"),
]

RANK = [
    case("这是第五届峰会。", rank("第五届", 5, "届")),
    case("它是全球第二大芯片厂。", rank("第二大", 2, "大")),
    case("它首次超过对手。", rank("首次", 1, "次")),
    case("首款国产卡上市。", rank("首款", 1, "款")),
    case("第三代产品上市。", rank("第三代", 3, "代")),
    case("第12位发言者离场。", rank("第12位", 12, "位")),
    case("他第四次到访。", rank("第四次", 4, "次")),
    case("前五大客户都在亚洲。", rank("前五大", 5, "大")),
    case("前十名都在亚洲。", rank("前十名", 10, "名")),
    case("大基金三期成立。", rank("三期", 3, "期")),
    case("第十一批名单公布。", rank("第十一批", 11, "批")),
]

QUALIFIERS = [
    case("约40%的收入。", percent("40%", 40, "approx")),
    case("大约40%的收入。", percent("40%", 40, "approx")),
    case("收入占40%左右。", percent("40%", 40, "approx")),
    case("收入占40%上下。", percent("40%", 40, "approx")),
    case("约 36 亿美元的损失。", money("36 亿美元", 3.6e9, "USD", "approx")),
    case("超过75位代表。", count("75位", 75, PEOPLE, "more_than")),
    case("超过 75 亿美元。", money("75 亿美元", 7.5e9, "USD", "more_than")),
    case("逾75位代表。", count("75位", 75, PEOPLE, "more_than")),
    case("销量突破90万辆。", count("90万辆", 900000, "辆", "more_than")),
    case("近70%的份额。", percent("70%", 70, "nearly")),
    case("将近70%的份额。", percent("70%", 70, "nearly")),
    case("將近70%的份額。", percent("70%", 70, "nearly")),
    case("不到20%的份额。", percent("20%", 20, "less_than")),
    case("不足20%的份额。", percent("20%", 20, "less_than")),
    case("低于20%的份额。", percent("20%", 20, "less_than")),
    case("至少20%的份额。", percent("20%", 20, "at_least")),
    case("20%以上的份额。", percent("20%", 20, "at_least")),
    case("至多20%的份额。", percent("20%", 20, "at_most")),
    case("20%以下的份额。", percent("20%", 20, "at_most")),
    case("20%以内的份额。", percent("20%", 20, "at_most")),
    case("不超过20%的份额。", percent("20%", 20, "at_most")),
    case("三天内交货。", lasting("三天", 3, "days", "at_most")),
    case("高达88%的份额。", percent("88%", 88, "as_high_as")),
    case("仅2%的份额。", percent("2%", 2, "only")),
    case("僅占2%的份額。", percent("2%", 2, "only")),
    case("只有2%的份额。", percent("2%", 2, "only")),
    case("约40%以上的份额。", percent("40%", 40, "at_least")),
    case("仅不到3%的份额。", percent("3%", 3, "less_than")),
    case("超过谷歌的9 EFLOPS。", spec("9 EFLOPS", 9, "EFLOPS")),
    case("不仅40%的客户离开。", percent("40%", 40)),
    case("通过35%的关税施压。", percent("35%", 35)),
    case("在最近6个月里回升。", lasting("6个月", 6, "months")),
]

NAMES = [
    case(f"{name}已经停产。")
    for name in (
        "H20", "H100", "昇腾910B", "RTX 4090", "MI300X", "GPT-4", "GPT-4o", "B200", "GB300",
        "3A090", "DDR5", "HBM3E", "YU7", "Mate 60 Pro", "iPhone 16", "麒麟9000S", "天玑9400",
        "DeepSeek-V3", "Qwen2.5-72B", "PCIe 5.0", "L20", "MI308", "A800", "Orin-X", "ET9",
        "NX9031", "910C", "DGX-2", "USB4", "Wi-Fi 7", "Windows 11", "Model 3",
    )
]  # fmt: skip
NAMES += [
    case("5G基站完工。"),
    case("A股收涨。"),
    case("CES 2025开幕。"),
    case("三星与百度谈判。"),
    case("三星、六福、百度和四川厂都没有回应。"),
    case("三维封装与2.5D封装之争。"),
]
IDIOMS = [
    case(f"这就是所谓的{idiom}吧。")
    for idiom in (
        "一刀切", "半壁江山", "一口一个", "万一", "千方百计", "进一步", "一带一路", "半导体",
        "第一性原理", "一云多芯", "自损八千", "三心二意", "乱七八糟", "五花八门", "四面八方",
        "成千上万", "千军万马", "一举两得", "不三不四", "七上八下", "百花齐放", "万无一失",
        "独一无二", "一石二鸟", "千里之外", "五湖四海", "两败俱伤", "三番五次", "半信半疑",
        "举一反三", "十全十美", "接二连三", "九牛一毛", "万事俱备", "百战百胜", "挂一漏万",
        "三足鼎立", "一箭双雕", "七零八落", "三人成虎", "三分天下", "九九归一", "十年磨一剑",
    )
]  # fmt: skip
NOISE = [
    case("前一段文字。\n\n500\n\n后一段文字。"),
    case("联系电话：010-62345678。"),
    case("客服热线400-820-1234。"),
    case("京ICP备12034567号-1"),
    case("粤公网安备 44030502001234号"),
    case("网址：https://example.com/news/2025/04/15/300.html 可查。"),
    case("![](https://example.com/500.jpg)"),
    case("1. 算力不足\n2. 供应紧张"),
    case("（1）算力不足；（2）供应紧张。"),
    case("他每天上班，单日创下纪录。"),
]

CASES = [
    *MONEY, *PERCENT, *MULTIPLE, *SPEC, *COUNT, *DURATION, *DATE, *GRAMMAR, *RANK,
    *QUALIFIERS, *NAMES, *IDIOMS, *NOISE,
]  # fmt: skip

# Sentences that the program gets wrong by the conventions, until it is mended.
WRONG: dict[str, str] = {}


class Formed(NamedTuple):
    """A text in another form; character i of the old text is ``text[starts[i]:ends[i]]``."""

    text: str
    starts: list[int]
    ends: list[int]


def formed(text: str, change: Callable[[int, str], str]) -> Formed:
    pieces = [change(at, character) for at, character in enumerate(text)]
    starts, ends, length = [], [], 0
    for piece in pieces:
        starts.append(length)
        length += len(piece)
        ends.append(length)
    return Formed("".join(pieces), starts, ends)


@cache
def converter(config: str) -> OpenCC:
    return OpenCC(config)


def converted(text: str, config: str) -> str:
    result = converter(config).convert(text)
    assert len(result) == len(text), "these sentences keep their length"
    return result


# The readings of the damaged pages that matter inside numbers, and some beside them.
READINGS = {
    "個": "gè", "億": "yì", "萬": "wàn", "兩": "liǎng", "幾": "jǐ", "數": "shù", "點": "diǎn",
    "級": "jí", "時": "shí", "鐘": "zhōng", "顆": "kē", "財": "cái", "畝": "mǔ", "塊": "kuài",
    "錢": "qián", "幣": "bì", "歐": "ōu", "納": "nà", "開": "kāi", "達": "dá", "單": "dān",
    "過": "guò", "約": "yuē", "餘": "yú", "輛": "liàng", "臺": "tái", "週": "zhōu", "從": "cóng",
    "將": "jiāng", "僅": "jǐn", "屆": "jiè", "國": "guó", "會": "huì", "機": "jī", "發": "fā",
}  # fmt: skip


def as_written(text: str, inside: set[int]) -> Formed:
    return formed(text, lambda _, character: character)


def simplified(text: str, inside: set[int]) -> Formed:
    return as_written(converted(text, "t2s"), inside)


# OpenCC takes 人参加 for ginseng and 家具有 for furniture.
TOO_EAGER = str.maketrans("蔘傢", "參家")


def traditional(text: str, inside: set[int]) -> Formed:
    again = converted(converted(text, "t2s"), "s2t")
    return as_written(again.translate(TOO_EAGER), inside)


def damaged(text: str, inside: set[int]) -> Formed:
    """Traditional, with the residue that the site left behind its marked characters."""

    def mark(_: int, character: str) -> str:
        reading = READINGS.get(character)
        return f"{character}({reading})" if reading else character

    return formed(traditional(text, inside).text, mark)


def full_width(text: str, inside: set[int]) -> Formed:
    """The digits, points and percent signs of the quantities in full width."""

    def widen(at: int, character: str) -> str:
        return chr(ord(character) + 0xFEE0) if at in inside and character in wide else character

    wide = "0123456789.%"
    return formed(text, widen)


FORMS = {
    "as written": as_written,
    "simplified": simplified,
    "traditional": traditional,
    "damaged": damaged,
    "full width": full_width,
}


def spans(wanted: Case) -> list[tuple[int, int]]:
    """The offsets of the expected quantities, each searched for behind the one before."""
    found, at = [], 0
    for want in wanted.wants:
        start = wanted.text.index(want.text, at)
        at = start + len(want.text)
        found.append((start, at))
    return found


def parameters() -> Iterator[object]:
    for wanted in CASES:
        seen = set()
        inside = {at for span in spans(wanted) for at in range(*span)}
        for name, form in FORMS.items():
            result = form(wanted.text, inside)
            if result.text in seen:
                continue
            seen.add(result.text)
            reason = WRONG.get(f"{name}: {wanted.text}") or WRONG.get(wanted.text)
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            yield pytest.param(wanted, result, marks=marks, id=f"{name}: {wanted.text}")


def shown(quantity: Quantity) -> str:
    value = quantity.value
    if value is None:
        value = (quantity.value_low, quantity.value_high)
    extra = f" {quantity.qualifier}" if quantity.qualifier else ""
    flag = " vague" if quantity.vague else ""
    return f"{quantity.text!r} {quantity.kind} {value} {quantity.unit}{extra}{flag}"


def matches(quantity: Quantity, want: Want) -> bool:
    if isinstance(want.value, tuple):
        same_value = quantity.value is None and (
            quantity.value_low,
            quantity.value_high,
        ) == pytest.approx(want.value)
    else:
        same_value = quantity.value == (
            want.value if isinstance(want.value, str) else pytest.approx(want.value)
        )
    units = [None] if want.unit is None else [fold(unit) for unit in want.unit.split(" or ")]
    unit = fold(quantity.unit) if quantity.unit else None
    return (
        same_value
        and unit in units
        and quantity.kind == want.kind
        and quantity.qualifier == want.qualifier
        and quantity.vague == want.vague
    )


@pytest.mark.parametrize(("wanted", "form"), list(parameters()))
def test_a_sentence_gives_its_quantities_and_no_others(wanted: Case, form: Formed) -> None:
    expected = [(form.starts[a], form.ends[b - 1]) for a, b in spans(wanted)]
    found = find_quantities(form.text)
    report = f"{form.text!r}: found {[shown(q) for q in found]}"
    assert [(q.start, q.end) for q in found] == expected, report
    assert [q.text for q in found] == [form.text[a:b] for a, b in expected]
    pairs = zip(found, wanted.wants, strict=True)
    wrong = [f"{shown(q)} is not {want}" for q, want in pairs if not matches(q, want)]
    assert not wrong, report


def test_there_are_cases_for_every_kind_and_each_sentence_is_asked_once() -> None:
    texts = [wanted.text for wanted in CASES]
    assert len(texts) == len(set(texts))
    assert set(WRONG) <= {t for text in texts for t in (text, *(f"{f}: {text}" for f in FORMS))}
    kinds = {want.kind for wanted in CASES for want in wanted.wants}
    assert kinds == {"money", "percent", "multiple", "spec", "count", "duration", "date", "rank"}
    assert len(CASES) >= 200

"""The rules of the second implementation, each with the changes that take it out or move its boundary.

A change without a rule (everybody passes) is noticed only by a cycle in which somebody fails the rule; a change that
moves its boundary, or lets nobody pass, only by one in which somebody stands on the boundary, or passes. So a rule
whose changes are all noticed is reached on both sides by the random cycles.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """One rule read otherwise.

    Attributes:
        rule: the article and the rule, in words.
        how: what becomes of it.
        module: the module of the second implementation.
        old, new: the source that says the rule, found once, and what stands in its place.
    """

    rule: str
    how: str
    module: str
    old: str
    new: str

    @property
    def name(self) -> str:
        """Name the change."""
        return f"{self.rule}：{self.how}"


def _both(rule: str, module: str, old: str, without: str, moved: str) -> tuple[Change, Change]:
    return Change(rule, "不设", module, old, without), Change(rule, "移位", module, old, moved)


CHANGES = (
    # opening
    *_both(
        "第十条 成立满三年",
        "opening",
        'years_later(self.applicant["成立日期"], 3) <= day',
        "True",
        'years_later(self.applicant["成立日期"], 3) < day',
    ),
    Change(
        "第十条 登记在本区",
        "不设",
        "opening",
        '        return False if "区" in self.applicant["住所"] else None',
        "        return None",
    ),
    Change("第十条 登记在本区", "无人符合", "opening", "if self.local() is False:", "if True:"),
    *_both(
        "第十条 重大事故",
        "opening",
        'kind in ACCIDENTS and level in ("重大", "特别重大")',
        "False",
        'kind in ACCIDENTS and level in ("较大", "重大", "特别重大")',
    ),
    *_both(
        "第十条 其他严重违法违规",
        "opening",
        '"10.7": kind == "其他严重违法违规"',
        '"10.7": False',
        '"10.7": kind != "其他严重违法违规"',
    ),
    *_both(
        "第十一条 责任事故",
        "opening",
        'kind in ACCIDENTS[:3] and row["是否责任事件"] == "是"',
        "False",
        "kind in ACCIDENTS[:3]",
    ),
    *_both(
        "第十一条 出口索赔和服务质量",
        "opening",
        'kind in ("出口产品质量索赔退货", "严重服务质量问题")',
        "False",
        'kind in ("出口产品质量索赔退货", "严重服务质量问题", "其他严重违法违规")',
    ),
    *_both(
        "第十一条 监督抽查",
        "opening",
        'level in ("国家级", "省级", "市级")',
        "False",
        'level in ("国家级", "省级", "市级", "区级")',
    ),
    *_both(
        "第十一条 亏损",
        "opening",
        "sum(figures[year] for year in wanted) < 0",
        "False",
        "sum(figures[year] for year in wanted) <= 0",
    ),
    Change(
        "第十一条 亏损", "非盈利性业务也算", "opening", 'if self.applicant["从事非盈利性业务"] == "是":', "if False:"
    ),
    *_both(
        "第十一条 参评弄虚作假",
        "opening",
        "any(in_window(fact, day, self.reading) for fact in self.cheated)",
        "False",
        "bool(self.cheated)",
    ),
    *_both(
        "第十一条 严重失信",
        "opening",
        '"11.8": kind in ("单位严重失信", "法定代表人严重失信")',
        '"11.8": False',
        '"11.8": kind in ("单位严重失信", "法定代表人严重失信", "其他严重违法违规")',
    ),
    Change("第十一条 推翻的事件", "照计", "opening", ' and r["是否已被推翻"] != "是"]', "]"),
    Change("第十一条 信用修复", "不认", "opening", "return self.cleared and kind and", "return False and kind and"),
    Change("第十一条 信用修复", "当日不认", "opening", 'row["信用修复日期"] <= day', 'row["信用修复日期"] < day'),
    Change("第十一条 三年窗口", "无限", "opening", "        return day > start\n", "        return True\n"),
    Change("第十一条 三年窗口", "多一日", "opening", "        return day > start\n", "        return day >= start\n"),
    Change(
        "第十一条 三年窗口（另读）",
        "少一日",
        "opening",
        "        return day >= start\n",
        "        return day > start\n",
    ),
    Change(
        "第十一条 三个日历年",
        "少一年",
        "opening",
        "return day.year >= deadline.year - 3",
        "return day.year >= deadline.year - 2",
    ),
    Change("第十一条 截止以后的事", "照计", "opening", "    if day > deadline:\n        return False\n", ""),
    Change(
        "第十五条 部门的结论", "不看", "opening", "return worst([computed, self.by_people(item)])", "return computed"
    ),
    Change(
        "第十五条 以最后一轮为准",
        "以第一轮为准",
        "opening",
        'max(rows, key=lambda row: row["核查轮次"])',
        'min(rows, key=lambda row: row["核查轮次"])',
    ),
    Change(
        "第十五条 待核",
        "算不符合",
        "opening",
        "return NOT_MET if NOT_MET in found else PENDING if PENDING in found else MET",
        "return NOT_MET if NOT_MET in found or PENDING in found else MET",
    ),
    *_both("第十四条 申报截止", "opening", "late = received > deadline", "late = False", "late = received >= deadline"),
    *_both(
        "第十四条 补正期限",
        "opening",
        'supplemented > workday_after(cycle["补正通知日期"], cycle["补正期限（工作日）"])',
        "False",
        'supplemented >= workday_after(cycle["补正通知日期"], cycle["补正期限（工作日）"])',
    ),
    Change(
        "第十四条 补正后仍缺", "受理", "opening", "late or bool(missing) or supplemented >", "late or supplemented >"
    ),
    Change("第十四条 逾期未补正", "继续等", "opening", "        late = True\n", "        late = False\n"),
    Change(
        "第十四条 材料清单",
        "不查",
        "opening",
        "missing = {name for name in PAPERS if name not in given}",
        "missing = set()",
    ),
    Change("第十四条 信用承诺", "不查", "opening", 'if applicant["《企业信用承诺书》签订日期"] is None:', "if False:"),
    Change("第十四条 无严重失信证明", "不查", "opening", "is None and not stands:", "is None and False:"),
    Change("第十四条 信用报告代替", "不能代替", "opening", "stands = report and", "stands = False and"),
    Change("第二十五条 六年", "不设", "opening", "if since <= received < fraud_over(since, later)]", "if False]"),
    Change("第二十五条 六年", "少一年", "opening", "not within(since, day, 6)", "not within(since, day, 5)"),
    Change("第二十五条 期满对应日", "不另计", "opening", "return ONE if", "return timedelta(0) if"),
    Change(
        "第二十五条 资格审查时的限制",
        "不看",
        "opening",
        "banned = NOT_MET if file.banned(deadline) else MET",
        "banned = MET",
    ),
    *_both(
        "第二十八条 有效期内",
        "opening",
        "for day in held if day >= deadline]",
        "for day in held if False]",
        "for day in held if day > deadline]",
    ),
    Change("第二十八条 再次获奖", "都按首次", "opening", "repeat = bool(standing)", "repeat = False"),
    Change(
        "第二十八条 撤销后再次获奖（另读）",
        "不认",
        "opening",
        'repeat = repeat or ("再次" in returning and any(not row["fraud"] for row in lost))',
        "pass",
    ),
    Change(
        "第二十八条 撤销后再次获奖（都按再次）",
        "不认",
        "opening",
        'repeat = repeat or (returning == "都按再次" and bool(lost))',
        "pass",
    ),
    Change("第二十八条 截止以前撤销", "仍算有效", "opening", 'if row["lost"] is None or row["lost"] > deadline]', "]"),
    Change(
        "第十一条 截止以后的事实",
        "不看",
        "opening",
        'if code in codes and deadline < row["日期"] <= day and bad',
        "if False and bad",
    ),
    Change(
        "第十一条 截止以后的限制",
        "不看",
        "opening",
        "if code in codes and any(deadline < start <= day for start in (*file.entered, *file.frauds)):",
        "if False:",
    ),
    Change("第二十八条 审定时仍在有效期", "不看", "opening", 'if row["有效期截止"] >= day and', "if False and"),
    # reviewing
    *_both(
        "第八条 学历或职称",
        "reviewing",
        '(expert["学历"] in ("博士研究生", "硕士研究生", "本科") or expert["高级专业技术职称"] == "是")',
        'expert["学历"] is not None',
        '(expert["学历"] in ("博士研究生", "硕士研究生", "本科"))',
    ),
    *_both(
        "第八条 从业八年",
        "reviewing",
        'years_later(expert["从事质量或专业技术工作起始日期"], 8) <= day',
        "True",
        'years_later(expert["从事质量或专业技术工作起始日期"], 8) < day',
    ),
    Change("第八条 审核员培训", "不看", "reviewing", 'expert["接受过审核员培训"] == "是"', "True"),
    Change("第八条 国家标准", "不看", "reviewing", 'expert["熟悉两项国家标准"] == "是"', "True"),
    *_both(
        "第八条 个人信用承诺",
        "reviewing",
        'expert["《个人信用承诺书》签订日期"] <= day',
        "True",
        'expert["《个人信用承诺书》签订日期"] < day',
    ),
    Change("第八条 在库", "不看", "reviewing", 'expert["状态"] == "在库"', "True"),
    Change("第八条 专业行业", "不看", "reviewing", 'panel["行业"] in many(expert["专业行业"]) or', "True or"),
    Change("第八条 扩大范围", "不认", "reviewing", ' or panel["扩大范围的决定"] is not None)', ")"),
    Change(
        "第八条 政策法规和职业道德",
        "不看",
        "reviewing",
        'and expert["政策法规素养"] == expert["职业道德与纪律"] == MET',
        "",
    ),
    Change("第八条 谢绝", "不递补", "reviewing", "if (name, number) not in refused]", "]"),
    Change("第八条 作废的种子", "照用", "reviewing", ' and row["作废决定"] is None\n', "\n"),
    Change("第九条 至少三名", "不设", "reviewing", "any(len(free) < 3 for free in _free(books))", "False"),
    Change("第九条 至少三名", "至少四名", "reviewing", "len(free) < 3", "len(free) < 4"),
    Change("第二十六条 取消资格", "照评", "reviewing", 'row["处理措施"] == "取消评审资格"', "False"),
    Change("第二十六条 取消资格的日期", "不看", "reviewing", '(day is None or row["决定日期"] <= day)', "True"),
    Change(
        "第二十七条 工作单位", "不回避", "reviewing", 'if expert["工作单位"] == applicant["单位名称"]:', "if False:"
    ),
    Change(
        "第二十七条 利害关系",
        "不回避",
        "reviewing",
        'if same and tie["申报或查实日期"] <= known and not over:',
        "if False:",
    ),
    *_both(
        "第二十七条 关系结束三年",
        "reviewing",
        'years_later(tie["关系结束日期"], 3) <= drawn',
        "True",
        'years_later(tie["关系结束日期"], 3) < drawn',
    ),
    *_both(
        "第二十七条 查实的日期",
        "reviewing",
        'tie["申报或查实日期"] <= known and',
        "True and",
        'tie["申报或查实日期"] < known and',
    ),
    Change(
        "第十六条 材料和现场的权重",
        "各半",
        "reviewing",
        "found.append([desk_share * desk + site_share * site,",
        "found.append([(desk + site) / 2,",
    ),
    *_both(
        "第十六条 去掉最高最低分",
        "reviewing",
        "if len(lines) >= 5 else plain",
        "if False else plain",
        "if len(lines) >= 4 else plain",
    ),
    Change(
        "第十六条 不去掉", "也去掉", "reviewing", 'plain if rules["去掉最高最低分"] == "不去掉" else trimmed', "trimmed"
    ),
    Change(
        "第十六条 分别去掉",
        "一起去掉",
        "reviewing",
        "(_trimmed_apart(lines, rules) if apart else _trimmed(lines))",
        "_trimmed(lines)",
    ),
    Change(
        "第十六条 同分看现场",
        "不看",
        "reviewing",
        '"现场评审平均分高者在前": used[1]',
        '"现场评审平均分高者在前": Fraction(0)',
    ),
    Change(
        "第十六条 同分看结果",
        "不看",
        "reviewing",
        '"结果类目平均分高者在前": used[2]',
        '"结果类目平均分高者在前": Fraction(0)',
    ),
    *_both(
        "第十六条 候选最低分",
        "reviewing",
        'least is None or item["score"] >= least',
        "True",
        'least is None or item["score"] > least',
    ),
    *_both(
        "第十六条 候选单位数", "reviewing", "if before + level <= places:", "if True:", "if before + level < places:"
    ),
    Change(
        "第十六条 边界同分",
        "都不列",
        "reviewing",
        "            elif before < places:\n                tied.add(code)\n",
        "",
    ),
    Change("第十六条 再次获奖另列", "占名额", "reviewing", "if code not in repeats}\n    groups", "}\n    groups"),
    Change(
        "第十六条 分组取候选", "合并取", "reviewing", 'if rules["候选名单依据"] == "各评审组分别排名":', "if False:"
    ),
    # deciding
    *_both("第十七条 三分之二", "deciding", "3 * yes >= 2 * voters", "True", "3 * yes > 2 * voters"),
    Change("第十七条 投票人数（有效票）", "计无效票", "deciding", "len(votes) - invalid,", "len(votes),"),
    Change(
        "第十七条 投票人数（实到）",
        "计未到会",
        "deciding",
        'sum(row["是否到会"] == "是" for row in may_vote)',
        "len(may_vote)",
    ),
    Change("第十七条 委员回避", "照计", "deciding", 'if row["委员编号"] not in away]', "]"),
    *_both(
        "第十七条 每张票最多同意",
        "deciding",
        "cap is not None and len(yes) > cap",
        "False",
        "cap is not None and len(yes) >= cap",
    ),
    *_both(
        "第六条 到会三分之二",
        "deciding",
        "3 * len(present) < 2 * len(members)",
        "False",
        "3 * len(present) <= 2 * len(members)",
    ),
    Change(
        "第十七条 回避的委员未到会",
        "不查",
        "deciding",
        'any(row["委员编号"] not in present for row in recusals)',
        "False",
    ),
    Change("第十七条 列名票与回避", "不查", "deciding", 'if form.startswith("一张票") and', "if False and"),
    Change("第十七条 发出票数", "不核对", "deciding", 'row["发出票数"] != len(present - away)\n        or ', ""),
    Change("第十七条 收回票数", "不核对", "deciding", '        or row["收回票数"] != len(ballots)\n', ""),
    Change(
        "第十七条 票数之和",
        "不核对",
        "deciding",
        '        or row["收回票数"] != row["同意票"] + row["不同意票"] + row["弃权票"] + row["无效票"]\n',
        "",
    ),
    Change(
        "第十七条 两名填写人",
        "不核对",
        "deciding",
        "        or any([other[name] for name in names] != [row[name] for name in names] for other in twins)\n",
        "",
    ),
    Change("第四条 三家", "不设", "deciding", "PLACES, PRIZE = 3, 50_000", "PLACES, PRIZE = 9, 50_000"),
    Change("第四条 三家", "两家", "deciding", "PLACES, PRIZE = 3, 50_000", "PLACES, PRIZE = 2, 50_000"),
    Change("第四条 再次获奖不占名额", "占名额", "deciding", "new = through - repeats", "new = through"),
    Change(
        "第四条 比比例（另读）",
        "比票数",
        "deciding",
        'by_share = readings["名额不足时比什么"] == "同意票占投票人数的比例"',
        "by_share = False",
    ),
    Change(
        "第四条 重新投票", "不看", "deciding", 'if tied and any(row["轮次"] == 2', 'if False and any(row["轮次"] == 2'
    ),
    Change(
        "第四条 重新投票的门槛", "不设", "deciding", 'if readings["重新投票的门槛"] != "得票多者列入":', "if False:"
    ),
    Change(
        "第四条 重新投票多者为准（另读）",
        "也设门槛",
        "deciding",
        'if readings["重新投票的门槛"] != "得票多者列入":',
        "if True:",
    ),
    Change("第十八条 公示五个工作日", "不设", "deciding", 'last["公示截止日期"] >= earliest', "True"),
    Change(
        "第十八条 公示五个工作日",
        "六个",
        "deciding",
        'workday_after(last["发布日期"], 5)',
        'workday_after(last["发布日期"], 6)',
    ),
    Change("第十八条 异议成立", "不移出", "deciding", "standing = nominated - upheld", "standing = nominated"),
    Change("第十八条 不受理的异议", "照算", "deciding", 'if row["是否受理"] == "是"]', "]"),
    Change("第十八条 异议未结", "不等", "deciding", 'if row["结论"] == "调查中"} & standing', "if False} & standing"),
    Change("第十八条 公示名单", "不核对", "deciding", 'set(many(last["公示单位代码"])) == standing', "True"),
    Change("第十八条 审定", "都授奖", "deciding", 'if value == "同意"', "if True"),
    Change("第十八条 待议", "不等", "deciding", 'any(value in (None, "待议") for value in decided.values())', "False"),
    Change("第十九条 奖金", "再次获奖也发", "deciding", "0 if code in repeats else PRIZE", "PRIZE"),
    Change("第十九条 奖金", "无人有", "deciding", "0 if code in repeats else PRIZE", "0"),
    Change("第二十八条 有效期四年", "三年", "deciding", "years_later(announced, 4)", "years_later(announced, 3)"),
    Change(
        "第二十五条 有效期内的行为",
        "不看日期",
        "deciding",
        'award["公告日期"] <= day <= award["有效期截止"] for award',
        "True for award",
    ),
    *_both(
        "第二十五条 有效期截止当日",
        "deciding",
        '<= day <= award["有效期截止"] for award',
        "<= day for award",
        '<= day < award["有效期截止"] for award',
    ),
    Change("第二十五条 公告当日", "不算", "deciding", 'award["公告日期"] <= day <=', 'award["公告日期"] < day <='),
    Change(
        "第二十五条 骗取追回奖金", "不追回", "deciding", 'money = awards[0]["奖金（元）"] if fraud else 0', "money = 0"
    ),
    Change(
        "第二十五条 骗取追回奖金",
        "都追回",
        "deciding",
        'money = awards[0]["奖金（元）"] if fraud else 0',
        'money = awards[0]["奖金（元）"]',
    ),
    Change("第二十五条 骗取限制申报", "不限制", "deciding", "fraud_over(approved, later) if fraud else None", "None"),
    Change("第二十五条 未批准的撤销", "算已撤销", "deciding", "and approved is not None:", "and True:"),
    Change("第二十二条 追缴", "不追缴", "deciding", 'if row["处理决定"] == "通报批评并追缴奖金":', "if False:"),
    # dates
    Change(
        "2月29日的对应日",
        "3月1日",
        "cells",
        "return day.replace(year=day.year + years, day=28)",
        "return day.replace(year=day.year + years, month=3, day=1)",
    ),
    Change("补班日", "不算工作日", "calendar", "    if day in MAKEUPS:\n        return True\n", ""),
    Change("放假日", "算工作日", "calendar", "day not in HOLIDAYS and", "True and"),
    Change(
        "期间的第一日", "计入", "calendar", "    while count:\n", "    day -= timedelta(days=1)\n    while count:\n"
    ),
)

UNREACHED = {
    "第十八条 不受理的异议：照算": "不予受理而另有结论的，系统作为填写矛盾停在该格（另算不查），没有一届走得到认定",
}
"""The changes that no cycle can notice, each with the reason; its rule rests on the tests of the article alone."""

"""What a cycle went through, in words: so that a run over many cycles can tell that it saw everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.oracle.cells import Books
from tests.oracle.opening import ONE, all_rows

_WORDS = (
    "受理 不予受理 补正 待定 再次申报 符合 不符合 待核 有最早再次申报日期 "
    "评审员恰好五名 名次并列 候选边界并列 再次获奖候选 票数恰好三分之二 差一票 超过三家通过 第三名并列 第二轮后定出 "
    "空缺 异议成立 异议未结 首次获奖 再次获奖 撤销并追回奖金 撤销不追回奖金 追缴奖金 停在错误 "
    "没有人受理 没有候选单位 只有一家候选 第二轮投票 限制申报 截止后限制申报 近三年另一算法 投票人数另一算法 "
    "到会须达三分之二 按审定日看期满 去掉最高最低分 同分分先后 分组取候选 直接写分 列名票 列名票有上限 "
    "签字以后查实利害关系 表决以后处理评审员 截止以前批准撤销 信用修复 重新投票以多者为准 比比例 分别去掉 "
    "委员回避 专家谢绝 种子作废 评审员取消资格 逾期未补正 待核后复查 名单变动重新公示"
)
WANTED = frozenset(_WORDS.split())


def features(found: dict[str, Any], books: Books) -> set[str]:
    """Name what a cycle's workbooks and the oracle's decisions on them contain."""
    return {*_opening(found), *_reviewing(found), *_deciding(found), *_end(found), *_chosen(books), *_filled(books)}


def _chosen(books: Books) -> Iterator[str]:
    """Name the readings and rules of the cycle that are not the usual ones."""
    settings = books["cycle-settings"][0]
    readings, rules = settings["口径"][0], settings["本届规则"][0]
    usual = {
        "近三年另一算法": str(readings["近3年的计算"]).startswith("滚动三年（三年前的对应日不计入"),
        "投票人数另一算法": readings["投票人数的计算"] == "收回票数",
        "到会须达三分之二": not str(readings["到会人数要求"]).startswith("实到不少于"),
        "按审定日看期满": "审定" not in readings["再次申请的时点"],
        "去掉最高最低分": not str(rules["去掉最高最低分"]).startswith("去掉"),
        "同分分先后": "并列" in rules["同分处理"],
        "分组取候选": "组" not in rules["候选名单依据"],
        "直接写分": str(rules["打分方式"]).startswith("百分比"),
        "列名票": not str(rules["票式"]).startswith("一张票列"),
        "列名票有上限": rules.get("每张票最多同意几家") is None,
        "重新投票以多者为准": readings.get("重新投票的门槛") != "得票多者列入",
        "比比例": readings.get("名额不足时比什么") != "同意票占投票人数的比例",
        "分别去掉": not str(rules.get("去掉最高最低分的办法") or "").startswith("材料评审"),
    }
    yield from (name for name, plain in usual.items() if not plain)


def _filled(books: Books) -> Iterator[str]:
    """Name the rarer rows that were filled in."""
    settings = books["cycle-settings"][0]
    deadline = settings["届次"][0]["申报截止日期"]
    bans = all_rows(books, "award-register", "限制申报")
    signed = min((row["签字日期"] for row in all_rows(books, "score-sheet", "评审员")), default=None)
    held = min((row["会议日期"] for row in all_rows(books, "committee-meeting", "会议")), default=None)
    ties = all_rows(books, "expert-pool", "利害关系")
    measures = all_rows(books, "supervision", "评审员处理")
    incidents = all_rows(books, "supervision", "获奖单位事项")
    rows = {
        "签字以后查实利害关系": [row for row in ties if signed is not None and row["申报或查实日期"] > signed],
        "表决以后处理评审员": [row for row in measures if held is not None and row["决定日期"] > held],
        "截止以前批准撤销": [
            row
            for row in incidents
            if row["处理决定"] == "撤销称号" and (row["区政府批准日期"] or deadline + ONE) <= deadline
        ],
        "信用修复": [row for row in all_rows(books, "department-check", "事件清单") if row.get("信用修复日期")],
        "限制申报": bans,
        "截止后限制申报": [row for row in bans if row["起算日期"] > deadline],
        "逾期未补正": [row for row in settings.get("收件登记", []) if row.get("逾期未补正") == "是"],
        "待核后复查": [row for row in all_rows(books, "department-check", "核查结论") if row["核查轮次"] > 1],
        "委员回避": all_rows(books, "committee-meeting", "委员回避"),
        "专家谢绝": all_rows(books, "panel-draw", "谢绝与递补"),
        "种子作废": [row for row in all_rows(books, "panel-draw", "公开种子") if row.get("作废决定")],
        "评审员取消资格": [
            row for row in all_rows(books, "supervision", "评审员处理") if "取消" in str(row["处理措施"])
        ],
        "第二轮投票": [row for row in all_rows(books, "committee-meeting", "发票收票") if row["轮次"] > 1],
        "名单变动重新公示": [row for row in all_rows(books, "public-notice", "公示") if row["次数"] > 1],
    }
    yield from (name for name, found in rows.items() if found)


def _opening(found: dict[str, Any]) -> Iterator[str]:
    for item in found.get("acceptance", {}).values():
        yield item["outcome"]
        if item["repeat"]:
            yield "再次申报"
    for item in found.get("qualification", {}).values():
        yield item["verdict"]
        if item["again"] is not None:
            yield "有最早再次申报日期"
    if found.get("qualification") == {}:
        yield "没有人受理"


def _reviewing(found: dict[str, Any]) -> Iterator[str]:
    ranks = [item["rank"] for item in found.get("ranking", {}).values()]
    if len(set(ranks)) < len(ranks):
        yield "名次并列"
    if any(item["count"] == 5 for item in found.get("ranking", {}).values()):
        yield "评审员恰好五名"
    if found.get("candidates", {}).get("tied"):
        yield "候选边界并列"
    if found.get("candidates", {}).get("repeat"):
        yield "再次获奖候选"
    if "candidates" in found and not found["candidates"]["tied"]:
        listed = len(found["candidates"]["first"] | found["candidates"]["repeat"])
        yield from {0: ["没有候选单位"], 1: ["只有一家候选"]}.get(listed, [])


def _deciding(found: dict[str, Any]) -> Iterator[str]:
    tallies = found.get("tallies", {})
    for item in tallies.values():
        margin = 3 * item["yes"] - 2 * item["voters"]
        if margin == 0:
            yield "票数恰好三分之二"
        if -3 <= margin < 0:
            yield "差一票"
    nominees = found.get("nominees")
    through = {code for code, item in tallies.items() if item["passed"]} - found.get("repeats", set())
    if nominees is not None:
        if len(through) > 3:
            yield "超过三家通过"
            yield "第三名并列" if nominees["tied"] else "第二轮后定出"
        if not nominees["nominees"] and not nominees["tied"]:
            yield "空缺"
    notice = found.get("notice")
    if notice is not None:
        if notice["standing"] != nominees["nominees"]:
            yield "异议成立"
        if notice["open"]:
            yield "异议未结"


def _end(found: dict[str, Any]) -> Iterator[str]:
    if found["at"][1] == "错":
        yield "停在错误"
    for prize, _ in found.get("approval", {}).get("laureates", {}).values():
        yield "首次获奖" if prize else "再次获奖"
    for item in found.get("rulings", {}).values():
        if item["revoked"]:
            yield "撤销并追回奖金" if item["money"] else "撤销不追回奖金"
        elif item["money"]:
            yield "追缴奖金"

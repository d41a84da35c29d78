"""What a cycle went through, in words: so that a run over many cycles can tell that it saw everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_WORDS = (
    "受理 不予受理 补正 待定 再次申报 符合 不符合 待核 有最早再次申报日期 "
    "评审员恰好五名 名次并列 候选边界并列 再次获奖候选 票数恰好三分之二 差一票 超过三家通过 第三名并列 第二轮后定出 "
    "空缺 异议成立 异议未结 首次获奖 再次获奖 撤销并追回奖金 撤销不追回奖金 追缴奖金 停在错误"
)
WANTED = frozenset(_WORDS.split())


def features(found: dict[str, Any]) -> set[str]:
    """Name what the oracle's decisions of one cycle contain."""
    return {*_opening(found), *_deciding(found), *_end(found)}


def _opening(found: dict[str, Any]) -> Iterator[str]:
    for item in found.get("acceptance", {}).values():
        yield item["outcome"]
        if item["repeat"]:
            yield "再次申报"
    for item in found.get("qualification", {}).values():
        yield item["verdict"]
        if item["again"] is not None:
            yield "有最早再次申报日期"
    ranks = [item["rank"] for item in found.get("ranking", {}).values()]
    if len(set(ranks)) < len(ranks):
        yield "名次并列"
    if any(item["count"] == 5 for item in found.get("ranking", {}).values()):
        yield "评审员恰好五名"
    if found.get("candidates", {}).get("tied"):
        yield "候选边界并列"
    if found.get("candidates", {}).get("repeat"):
        yield "再次获奖候选"


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

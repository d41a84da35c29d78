"""The naive reading of Articles 8, 9, 16, 26 and 27: who may review, what the scores give."""

from __future__ import annotations

import hashlib
from datetime import date
from fractions import Fraction
from typing import Any

from tests.oracle.cells import Books, Line, many, share, years_later
from tests.oracle.opening import MET, NOT_MET, PENDING, all_rows, qualification

EVER = date(2100, 1, 1)
"""A day by which everything is known."""


def passed(books: Books) -> dict[str, Line]:
    """List the applicants that passed, by code."""
    ok = [code for code, item in qualification(books).items() if item["verdict"] == MET]
    rows = [copy["基本情况"][0] for copy in books["application"]]
    return {row["统一社会信用代码"]: row for row in rows if row["统一社会信用代码"] in ok}


def voted(books: Books) -> date:
    """Give the day of the vote; what is known of reviewers after it changes no ranking."""
    meetings = all_rows(books, "committee-meeting", "会议")
    day: date = meetings[0]["会议日期"] if meetings else EVER
    return day


def conflicted(books: Books, expert: Line, applicant: Line, drawn: date, known: date) -> bool:
    """Say whether an interest that is known by a day, and was alive on the day of the draw, keeps an expert away."""
    if expert["工作单位"] == applicant["单位名称"]:
        return True
    for tie in all_rows(books, "expert-pool", "利害关系"):
        same = (tie["专家编号"], tie["统一社会信用代码"]) == (expert["专家编号"], applicant["统一社会信用代码"])
        over = tie["关系结束日期"] is not None and years_later(tie["关系结束日期"], 3) <= drawn
        if same and tie["申报或查实日期"] <= known and not over:
            return True
    return False


def removed(books: Books, number: str, day: date | None = None) -> bool:
    """Say whether a reviewer was removed, by a day or at all."""
    rows = all_rows(books, "supervision", "评审员处理")
    return any(
        row["专家编号"] == number and row["处理措施"] == "取消评审资格" and (day is None or row["决定日期"] <= day)
        for row in rows
    )


def eligible(books: Books, expert: Line, panel: Line, theirs: list[Line]) -> bool:
    """Say whether an expert goes into the draw of a panel."""
    return _sound(books, expert, panel, theirs) and expert["政策法规素养"] == expert["职业道德与纪律"] == MET


def open_matter(books: Books, expert: Line, panel: Line, theirs: list[Line]) -> bool:
    """Say whether nothing but an open matter keeps an expert out."""
    said = {expert["政策法规素养"], expert["职业道德与纪律"]}
    return _sound(books, expert, panel, theirs) and PENDING in said and NOT_MET not in said


def _sound(books: Books, expert: Line, panel: Line, theirs: list[Line]) -> bool:
    day = panel["抽取日期"]
    return (
        (expert["学历"] in ("博士研究生", "硕士研究生", "本科") or expert["高级专业技术职称"] == "是")
        and years_later(expert["从事质量或专业技术工作起始日期"], 8) <= day
        and expert["接受过审核员培训"] == "是"
        and expert["熟悉两项国家标准"] == "是"
        and expert["《个人信用承诺书》签订日期"] is not None
        and expert["《个人信用承诺书》签订日期"] <= day
        and expert["状态"] == "在库"
        and (panel["行业"] in many(expert["专业行业"]) or panel["扩大范围的决定"] is not None)
        and not removed(books, expert["专家编号"], day)
        and not any(conflicted(books, expert, row, day, day) for row in theirs)
    )


def panels(books: Books) -> dict[str, dict[str, Any]]:
    """Draw every panel that has a seed in force."""
    cycle = books["cycle-settings"][0]["届次"][0]["届次"]
    experts = all_rows(books, "expert-pool", "专家")
    refused = [(row["组别"], row["专家编号"]) for row in all_rows(books, "panel-draw", "谢绝与递补")]
    found: dict[str, dict[str, Any]] = {}
    ok = list(passed(books).values())
    for panel in all_rows(books, "panel-draw", "评审组"):
        name = panel["组别"]
        theirs = [row for row in ok if row["所属行业"] == panel["行业"]]
        pool = sorted(row["专家编号"] for row in experts if eligible(books, row, panel, theirs))
        seeds = [
            row for row in all_rows(books, "panel-draw", "公开种子") if row["组别"] == name and row["作废决定"] is None
        ]
        lines = [f"{row['专家编号']}|{row['姓名']}|{row['工作单位']}\n" for row in experts if row["专家编号"] in pool]
        digest = hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()
        found[name] = {"digest": digest, "open": any(open_matter(books, row, panel, theirs) for row in experts)}
        found[name] |= {"trade": panel["行业"], "pool": pool, "day": panel["抽取日期"], "leader": panel["组长专家编号"]}
        if seeds:
            seed = seeds[0]
            tickets = sorted((_ticket(cycle, name, seed["轮次"], seed["种子"], number), number) for number in pool)
            serving = [number for _, number in tickets if (name, number) not in refused]
            found[name]["tickets"] = tickets
            found[name]["members"] = serving[: panel["人数"]]
    return found


def _ticket(cycle: str, panel: str, turn: int, seed: str, number: str) -> str:
    return hashlib.sha256(f"{cycle}|{panel}|{turn}|{seed}|{number}".encode()).hexdigest()


def ranking(books: Books) -> dict[str, dict[str, Any]]:
    """Average and rank the applicants, over all and within each panel (Article 16)."""
    settings = books["cycle-settings"][0]
    rules = settings["本届规则"][0]
    found: dict[str, dict[str, Any]] = {}
    ok = passed(books)
    for name, panel in panels(books).items():
        for code, applicant in ok.items():
            if applicant["所属行业"] == panel["trade"]:
                lines = _scores(books, panel, applicant, settings)
                found[code] = {"panel": name, **_average(lines, rules)}
    for item in found.values():
        better = [other for other in found.values() if other["key"] > item["key"]]
        item["rank"] = 1 + len(better)
        item["panel_rank"] = 1 + sum(other["panel"] == item["panel"] for other in better)
    return found


def too_few(books: Books) -> bool:
    """Say whether recusals and removals leave an applicant fewer reviewers than a panel must have."""
    return any(len(free) < 3 for free in _free(books))


def must_score(books: Books) -> set[str]:
    """List the reviewers whose score sheet is due: those who may score anybody."""
    return {number for free in _free(books) for number in free}


def _free(books: Books) -> list[list[str]]:
    """List for every applicant the reviewers who may score it."""
    experts = {row["专家编号"]: row for row in all_rows(books, "expert-pool", "专家")}
    ok = passed(books).values()
    return [
        [
            number
            for number in panel["members"]
            if not removed(books, number, voted(books))
            and not conflicted(books, experts[number], applicant, panel["day"], voted(books))
        ]
        for panel in panels(books).values()
        for applicant in ok
        if applicant["所属行业"] == panel["trade"]
    ]


def _scores(books: Books, panel: Line, applicant: Line, settings: Any) -> list[list[Fraction]]:
    """Give total, site and results score of every reviewer whose scores count."""
    rules = settings["本届规则"][0]
    experts = {row["专家编号"]: row for row in all_rows(books, "expert-pool", "专家")}
    results = [row["条目编号"] for row in settings["评审标准"] if row["类目"] == "结果"]
    desk_share, site_share = share(rules["材料评审权重"]), share(rules["现场评审权重"])
    found = []
    for copy in books["score-sheet"]:
        number = copy["评审员"][0]["专家编号"]
        mine = [row for row in copy["评分"] if row["统一社会信用代码"] == applicant["统一社会信用代码"]]
        if number not in panel["members"] or removed(books, number, voted(books)) or not mine:
            continue
        if conflicted(books, experts[number], applicant, panel["day"], voted(books)):
            continue
        desk = site = result = Fraction(0)
        parts = [Fraction(0), Fraction(0)]
        for row in mine:
            factor = Fraction(row["分值"], 100) if rules["打分方式"].startswith("百分比") else Fraction(1)
            desk += row["材料评审得分"] * factor
            site += row["现场评审得分"] * factor
            if row["条目编号"] in results:
                both = desk_share * row["材料评审得分"] + site_share * row["现场评审得分"]
                result += both * factor
                parts = [parts[0] + row["材料评审得分"] * factor, parts[1] + row["现场评审得分"] * factor]
        found.append([desk_share * desk + site_share * site, site, result, desk, *parts])
    return found


def _average(lines: list[list[Fraction]], rules: Line) -> dict[str, Any]:
    plain = [sum(column) / len(lines) for column in zip(*lines, strict=True)]
    apart = str(rules["去掉最高最低分的办法"] or "").startswith("材料评审")
    trimmed = (_trimmed_apart(lines, rules) if apart else _trimmed(lines)) if len(lines) >= 5 else plain
    used = plain if rules["去掉最高最低分"] == "不去掉" else trimmed
    breaker = {"并列": Fraction(0), "现场评审平均分高者在前": used[1], "结果类目平均分高者在前": used[2]}
    return {
        "plain": plain[0],
        "trimmed": trimmed[0] if len(lines) >= 5 else None,
        "score": used[0],
        "key": (used[0], breaker[rules["同分处理"]]),
        "count": len(lines),
    }


def _trimmed_apart(lines: list[list[Fraction]], rules: Line) -> list[Fraction]:
    """Leave out the extremes of the desk review and of the site review each for itself."""
    desk_share, site_share = share(rules["材料评审权重"]), share(rules["现场评审权重"])
    desk = _trimmed([[line[3], line[4]] for line in lines])
    site = _trimmed([[line[1], line[5]] for line in lines])
    return [desk_share * desk[0] + site_share * site[0], site[0], desk_share * desk[1] + site_share * site[1]]


def _trimmed(lines: list[list[Fraction]]) -> list[Fraction]:
    """Leave out one highest and one lowest, in every way in which that can be done, and average the ways."""
    highest, lowest = max(line[0] for line in lines), min(line[0] for line in lines)
    ways = []
    for top in range(len(lines)):
        for bottom in range(len(lines)):
            if top != bottom and lines[top][0] == highest and lines[bottom][0] == lowest:
                kept = [line for place, line in enumerate(lines) if place not in (top, bottom)]
                ways.append([sum(column) / len(kept) for column in zip(*kept, strict=True)])
    return [sum(column) / len(ways) for column in zip(*ways, strict=True)]


def candidates(books: Books, repeats: set[str]) -> dict[str, set[str]]:
    """List the candidates: first-time applicants up to the number set, repeat applicants beside them."""
    rules = books["cycle-settings"][0]["本届规则"][0]
    least, places = rules["候选最低分"], rules["首次申报候选单位数"]
    ranked = {code: item for code, item in ranking(books).items() if least is None or item["score"] >= least}
    first = {code: item for code, item in ranked.items() if code not in repeats}
    groups = [first]
    if rules["候选名单依据"] == "各评审组分别排名":
        names = {item["panel"] for item in first.values()}
        groups = [{code: item for code, item in first.items() if item["panel"] == name} for name in sorted(names)]
    chosen: set[str] = set()
    tied: set[str] = set()
    for group in groups:
        for code, item in group.items():
            before = sum(other["key"] > item["key"] for other in group.values())
            level = sum(other["key"] == item["key"] for other in group.values())
            if before + level <= places:
                chosen.add(code)
            elif before < places:
                tied.add(code)
    return {"first": chosen, "repeat": set(ranked) & repeats, "tied": tied}

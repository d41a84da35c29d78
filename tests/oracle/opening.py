"""The naive reading of Articles 10, 11, 14, 15, 25 and 28: who is accepted, who passes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from tests.oracle.calendar import workday_after
from tests.oracle.cells import Books, Line, Sheets, years_later

ONE = timedelta(days=1)
MET, NOT_MET, PENDING = "符合", "不符合", "待核"
ACCIDENTS = ("质量事故", "安全事故", "环境污染事故", "公共卫生事故")
PAPERS = (
    "《区长质量奖申报书》盖章件",
    "登记证书复印件",
    "《企业信用承诺书》",
    "无严重失信行为证明",
    "卓越绩效自评报告",
    "最近三个会计年度财务报表或审计报告（从事非盈利性业务的提交社会贡献说明）",
    "资质、证照复印件",
)
ITEMS = ("10.1", "10.2", "10.3", "10.4", "10.5", "10.7", *(f"11.{n}" for n in range(1, 9)))


def all_rows(books: Books, mark: str, sheet: str) -> list[Line]:
    """List the rows of a sheet over all copies of a workbook."""
    return [row for copy in books.get(mark, []) for row in copy.get(sheet, [])]


def titles(books: Books, code: str) -> list[dict[str, Any]]:
    """List an organisation's titles with the day and kind of their loss, by the register or by an approved incident."""
    mine = sorted(
        (row for row in all_rows(books, "award-register", "获奖单位") if row["统一社会信用代码"] == code),
        key=lambda row: row["公告日期"],
    )
    found = [{**row, "lost": row["撤销日期"], "fraud": "骗取" in row["状态"]} for row in mine]
    decided = [
        row
        for row in all_rows(books, "supervision", "获奖单位事项")
        if row["统一社会信用代码"] == code
        and (row["调查结论"], row["处理决定"]) == ("成立", "撤销称号")
        and row["区政府批准日期"] is not None
    ]
    for row in decided:
        fraud, day = row["事项类型"] == "以虚假材料或贿赂等骗取称号", row["事实日期"]
        for title in found:
            won = fraud and title["公告日期"] >= day
            during = not fraud and title["公告日期"] <= day <= title["有效期截止"]
            if (won or during) and title["lost"] is None:
                title |= {"lost": row["区政府批准日期"], "fraud": fraud}
                break
    return found


def acceptance(books: Books) -> dict[str, dict[str, Any]]:
    """Decide on every application (Articles 14, 25, 28)."""
    settings = books["cycle-settings"][0]
    cycle, readings = settings["届次"][0], settings["口径"][0]
    receipts = {row["统一社会信用代码"]: row for row in settings.get("收件登记", [])}
    bans = all_rows(books, "award-register", "限制申报")
    found = {}
    for copy in books.get("application", []):
        applicant = copy["基本情况"][0]
        code = applicant["统一社会信用代码"]
        mine = titles(books, code)
        deadline = cycle["申报截止日期"]
        barred = [row["起算日期"] for row in bans if row["统一社会信用代码"] == code and row["事由"] == "骗取称号"]
        barred += [row["lost"] for row in mine if row["lost"] and row["fraud"]]
        standing = [row for row in mine if row["lost"] is None or row["lost"] > deadline]
        held = [row["有效期截止"] for row in standing]
        file = File(books, copy, code, readings)
        returning = str(readings["称号被撤销后再次获奖"] or "")
        lost = [row for row in mine if row["lost"] is not None]
        repeat = bool(standing)
        repeat = repeat or ("再次" in returning and any(not row["fraud"] for row in lost))
        repeat = repeat or (returning == "都按再次" and bool(lost))
        found[code] = {
            "repeat": repeat,
            **_accept(copy, receipts.get(code), cycle, barred, held, file, readings),
        }
    return found


def _accept(
    copy: Sheets, receipt: Line | None, cycle: Line, barred: list[date], held: list[date], file: File, readings: Line
) -> dict[str, Any]:
    deadline = cycle["申报截止日期"]
    received = deadline if receipt is None else receipt["收到日期"]
    later = extra_day(readings)
    bars = [fraud_over(since, later) for since in barred if since <= received < fraud_over(since, later)]
    if readings["再次申请的时点"] == "申报截止日前已期满":
        bars += [day + ONE for day in held if day >= deadline]
    if bars:  # nothing that may still come in changes that
        over = [fraud_over(since, later) for since in barred]
        return {"outcome": "不予受理", "again": max([*bars, *over, *file.cheating_ends()])}
    if receipt is None:
        return {"outcome": "待定"}
    missing = _missing(copy, readings)
    supplemented = receipt["补正材料收到日期"]
    late = received > deadline
    if supplemented is not None:
        late = late or bool(missing) or supplemented > workday_after(cycle["补正通知日期"], cycle["补正期限（工作日）"])
    elif receipt["逾期未补正"] == "是" and missing:
        late = True
    if late:
        return {"outcome": "不予受理"}
    return {"outcome": "补正" if missing else "受理", "missing": missing}


def extra_day(readings: Line) -> timedelta:
    """Give the day that a ban lasts longer where its corresponding day counts."""
    return ONE if readings["六年期满的对应日"] == "对应日的次日起可以受理" else timedelta(0)


def _missing(copy: Sheets, readings: Line) -> set[str]:
    applicant = copy["基本情况"][0]
    given = {row["材料名称"] for row in copy["附件清单"] if row["已提交"] == "是"}
    report = applicant["专项信用报告出具日期"] is not None
    stands = report and readings["专项信用报告代替无严重失信行为证明"] != "不能代替"
    if stands:
        given.add("无严重失信行为证明")
    missing = {name for name in PAPERS if name not in given}
    if applicant["《企业信用承诺书》签订日期"] is None:
        missing.add("《企业信用承诺书》")
    if applicant["无严重失信行为证明出具日期"] is None and not stands:
        missing.add("无严重失信行为证明")
    return missing


@cache
def in_window(day: date, deadline: date, reading: str) -> bool:
    """Say whether a day is within the last three years before a deadline."""
    start = years_later(deadline, -3)
    if day > deadline:
        return False
    if reading == "滚动三年（三年前的对应日不计入）":
        return day > start
    if reading == "滚动三年（三年前的对应日计入）":
        return day >= start
    return day.year >= deadline.year - 3


@cache
def within(fact: date, day: date, years: int) -> bool:
    """Say whether a fact lies within so many years before a day, its corresponding day excluded."""
    return years_later(day, -years) < fact <= day


def first_day(free: Callable[[date], bool], start: date = date(2015, 1, 1), far: date = date(2040, 1, 1)) -> date:
    """Give the first day from which nothing bars any more, going back from far ahead one day after another."""
    day = far
    while free(day - ONE) and day > start:
        day -= ONE
    return day


@cache
def fraud_over(since: date, later: timedelta) -> date:
    """Give the first day on which fraud no longer bars; ``later``: its years are counted as those of a title."""
    if later:
        return years_later(since, 6) + later
    return first_day(lambda day: not within(since, day, 6))


def qualification(books: Books, *, dated: bool = False) -> dict[str, dict[str, Any]]:
    """Examine every accepted application (Articles 10, 11, 15); trying one day after another only where asked to."""
    settings = books["cycle-settings"][0]
    deadline, reading = settings["届次"][0]["申报截止日期"], settings["口径"][0]
    accepted = [code for code, item in acceptance(books).items() if item["outcome"] == "受理"]
    found = {}
    for copy in books["application"]:
        code = copy["基本情况"][0]["统一社会信用代码"]
        if code in accepted:
            file = File(books, copy, code, reading)
            items = {item: file.verdict(item, deadline) for item in ITEMS}
            banned = NOT_MET if file.banned(deadline) else MET
            verdict = worst([*items.values(), banned])
            found[code] = {"items": items, "verdict": verdict}
            if dated:
                found[code]["again"] = _again(file, items, deadline) if verdict == NOT_MET else None
    return found


FACTS = {
    "cycle-settings": {"收件登记": ("收到日期", "补正材料收到日期"), "发文登记": ("成文日期", "印发日期")},
    "department-check": {"核查结论": ("核查日期",)},
    "panel-draw": {"谢绝与递补": ("日期",)},
    "score-sheet": {"评审员": ("签字日期",)},
    "committee-meeting": {"会议": ("会议日期",)},
    "public-notice": {"公示": ("发布日期", "公示结束确认日期"), "异议": ("收到日期", "结论日期", "答复日期")},
    "government-approval": {"常务会议": ("会议日期", "公告日期")},
    "supervision": {"获奖单位事项": ("发现日期", "区政府批准日期"), "评审员处理": ("决定日期",)},
}
"""The cells that say what has happened."""


def latest_fact(books: Books) -> date:
    """Give the last day of which something is on record."""
    days = [
        row[name]
        for mark, sheets in FACTS.items()
        for sheet, names in sheets.items()
        for row in all_rows(books, mark, sheet)
        for name in names
        if row.get(name) is not None
    ]
    return max(days, default=date(1900, 1, 1))


def closed(books: Books) -> bool:
    """Say whether the window of applications has passed: something later than the deadline is on record."""
    deadline: date = books["cycle-settings"][0]["届次"][0]["申报截止日期"]
    return latest_fact(books) > deadline


def barred_since(books: Books, codes: set[str], day: date) -> set[str]:
    """List those to whom something that bars, or is not judged yet, happened since the deadline."""
    found = set()
    settings = books["cycle-settings"][0]
    deadline, reading = settings["届次"][0]["申报截止日期"], settings["口径"][0]
    for copy in books["application"]:
        code = copy["基本情况"][0]["统一社会信用代码"]
        file = File(books, copy, code, reading)
        for row in file.events:
            cheated = row["事件类型"] == "参评弄虚作假等违规"
            bad = cheated or any(file.of_event(item, row) != MET for item in ITEMS)
            if code in codes and deadline < row["日期"] <= day and bad and not file.repaired(row, day):
                found.add(code)
        if code in codes and any(deadline < start <= day for start in (*file.entered, *file.frauds)):
            found.add(code)
    return found


def still_valid(books: Books, codes: set[str], day: date) -> set[str]:
    """List those that hold an award that has not run out by a day."""
    return {
        code
        for code in codes
        for row in titles(books, code)
        if row["有效期截止"] >= day and (row["lost"] is None or row["lost"] > day)
    }


def worst(verdicts: Any) -> str:
    """Join verdicts."""
    found = set(verdicts)
    return NOT_MET if NOT_MET in found else PENDING if PENDING in found else MET


def _again(file: File, items: dict[str, str], deadline: date) -> date | None:
    """Try one day after another until no dated fact on record bars; a bar without a date gives none."""
    failed = [item for item, verdict in items.items() if verdict == NOT_MET]
    if "11.5" in failed:
        return None
    if any(file.by_people(item) == NOT_MET and file.dated(item, deadline) != NOT_MET for item in failed):
        return None
    if "10.1" in failed and file.local() is False:
        return None
    bars = [item for item in ITEMS if item != "11.5"]
    far = years_later(deadline, 9)
    return first_day(
        lambda day: not file.banned(day) and all(file.computed(item, day) != NOT_MET for item in bars), deadline, far
    )


class File:
    """What is on record of one applicant."""

    def __init__(self, books: Books, copy: Sheets, code: str, readings: Line) -> None:
        self.applicant, self.years, self.reading = copy["基本情况"][0], copy["财务数据"], readings["近3年的计算"]
        self.later, self.cleared = extra_day(readings), readings["已信用修复的失信记录"] == "修复以后不再计"
        self.checks = [r for r in all_rows(books, "department-check", "核查结论") if r["统一社会信用代码"] == code]
        events = all_rows(books, "department-check", "事件清单")
        self.events = [r for r in events if r["统一社会信用代码"] == code and r["是否已被推翻"] != "是"]
        bans = all_rows(books, "award-register", "限制申报")
        mine = [r for r in bans if r["统一社会信用代码"] == code and r["事由"] == "参评弄虚作假"]
        self.entered = [r["起算日期"] for r in mine]
        self.frauds = [row["lost"] for row in titles(books, code) if row["lost"] and row["fraud"]]
        self.frauds += [r["起算日期"] for r in bans if r["统一社会信用代码"] == code and r["事由"] == "骗取称号"]
        self.cheated = list(self.entered)
        self.cheated += [r["日期"] for r in self.events if r["事件类型"] == "参评弄虚作假等违规"]

    def banned(self, day: date) -> bool:
        """Say whether a title won by fraud keeps the organisation out on a day."""
        return any(since <= day < fraud_over(since, self.later) for since in self.frauds)

    def cheating_ends(self) -> list[date]:
        """List the days on which entered cheating no longer bars."""
        return [first_day(lambda day, fact=fact: not in_window(fact, day, self.reading)) for fact in self.entered]

    def by_people(self, item: str) -> str:
        """Give the departments' last conclusion."""
        rows = [row for row in self.checks if row["条款"] == item]
        if not rows:
            return MET if item == "11.5" else PENDING
        last: str = max(rows, key=lambda row: row["核查轮次"])["结论"]
        return last

    def local(self) -> bool | None:
        """Say whether the address is in the district; None where it does not say."""
        if "红旗区" in self.applicant["住所"]:
            return True
        return False if "区" in self.applicant["住所"] else None

    def verdict(self, item: str, day: date) -> str:
        """Give the verdict on an item as of a deadline."""
        computed = self.computed(item, day)
        if item == "11.5":
            return self.by_people(item) if computed == PENDING and self._said(item) else computed
        return worst([computed, self.by_people(item)])

    def _said(self, item: str) -> bool:
        return any(row["条款"] == item for row in self.checks)

    def computed(self, item: str, day: date) -> str:
        """Give what follows from dates and figures alone."""
        if item == "10.1":
            if self.local() is False:
                return NOT_MET
            return MET if years_later(self.applicant["成立日期"], 3) <= day else NOT_MET
        if item == "11.5":
            return self.losses(day)
        if item == "11.6":
            return NOT_MET if any(in_window(fact, day, self.reading) for fact in self.cheated) else MET
        return worst(
            self.of_event(item, row)
            for row in self.events
            if in_window(row["日期"], day, self.reading) and not self.repaired(row, day)
        )

    def repaired(self, row: Line, day: date) -> bool:
        """Say whether a record of dishonesty no longer counts on a day."""
        kind = row["事件类型"] in ("单位严重失信", "法定代表人严重失信")
        return self.cleared and kind and row["信用修复日期"] is not None and row["信用修复日期"] <= day

    def dated(self, item: str, day: date) -> str:
        """Give what events alone say of an item; the age of an organisation is no event."""
        return MET if item == "10.1" else self.computed(item, day)

    def losses(self, day: date) -> str:
        """Add the net profit of the three fiscal years before the deadline's."""
        if self.applicant["从事非盈利性业务"] == "是":
            return MET
        figures = {row["会计年度"]: row["净利润（万元）"] for row in self.years}
        wanted = [day.year - 3, day.year - 2, day.year - 1]
        if any(year not in figures for year in wanted):
            return PENDING
        return NOT_MET if sum(figures[year] for year in wanted) < 0 else MET

    def of_event(self, item: str, row: Line) -> str:
        """Say what one event within three years means for an item."""
        kind, level = row["事件类型"], row["等级或层级"]
        bad = {
            "10.5": kind in ACCIDENTS and level in ("重大", "特别重大"),
            "10.7": kind == "其他严重违法违规",
            "11.3": kind in ACCIDENTS[:3] and row["是否责任事件"] == "是",
            "11.4": kind in ("出口产品质量索赔退货", "严重服务质量问题")
            or (kind == "监督抽查不合格" and level in ("国家级", "省级", "市级")),
            "11.7": kind == "其他严重违法违规",
            "11.8": kind in ("单位严重失信", "法定代表人严重失信"),
        }
        if bad.get(item):
            return NOT_MET
        unclear = (item == "10.5" and kind in ACCIDENTS) or (item == "11.4" and kind == "监督抽查不合格")
        return PENDING if unclear and level is None else MET

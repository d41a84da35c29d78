"""A second, deliberately naive implementation of the regulation, on plain cells; it shares no code with toolchain/.

It reads what the regulation and the reading of it say, in the order in which a clerk would go through the papers,
and knows nothing of typed rows, findings or problems.
"""

from __future__ import annotations

from typing import Any

from tests.oracle import deciding, opening, reviewing
from tests.oracle.cells import Books


def decide(books: Books) -> dict[str, Any]:
    """Take a cycle as far as its workbooks allow; the key ``at`` says where it stands and why."""
    found: dict[str, Any] = {"at": ("受理", "缺")}
    if "supervision" in books and "award-register" in books:
        found["rulings"] = deciding.revocations(books)
    for step in (_open, _examine, _draw, _review, _vote, _post, _approve):
        stop = step(books, found)
        if stop:
            found["at"] = stop
            return found
    found["at"] = ("审定", "完")
    return found


Stop = tuple[str, str] | None


def _open(books: Books, found: dict[str, Any]) -> Stop:
    if "application" not in books or "award-register" not in books:
        return ("受理", "缺")
    found["acceptance"] = opening.acceptance(books)
    found["repeats"] = {code for code, item in found["acceptance"].items() if item["repeat"]}
    if any(item["outcome"] in ("待定", "补正") for item in found["acceptance"].values()) or not opening.closed(books):
        return ("受理", "等")
    return None


def _examine(books: Books, found: dict[str, Any]) -> Stop:
    if not any(item["outcome"] == "受理" for item in found["acceptance"].values()):
        found["qualification"] = {}
        return None
    if "department-check" not in books:
        return ("资格审查", "缺")
    found["qualification"] = opening.qualification(books, dated=True)
    if any(item["verdict"] == opening.PENDING for item in found["qualification"].values()):
        return ("资格审查", "等")
    return None


def _passed(found: dict[str, Any]) -> bool:
    return any(item["verdict"] == opening.MET for item in found["qualification"].values())


def _draw(books: Books, found: dict[str, Any]) -> Stop:
    if not _passed(found):
        return None
    if "expert-pool" not in books or "panel-draw" not in books:
        return ("评审组", "缺")
    found["panels"] = reviewing.panels(books)
    if any(item["open"] for item in found["panels"].values()):
        return ("评审组", "错")
    sizes = {row["组别"]: row["人数"] for row in opening.all_rows(books, "panel-draw", "评审组")}
    there = {name: item.get("members", item["pool"]) for name, item in found["panels"].items()}
    if any(min(len(item["pool"]), len(there[name])) < sizes[name] for name, item in found["panels"].items()):
        return ("评审组", "错")
    if any("members" not in item or item["leader"] is None for item in found["panels"].values()):
        return ("评审组", "等")
    return None


def _review(books: Books, found: dict[str, Any]) -> Stop:
    if not _passed(found):
        return None
    if "score-sheet" not in books:
        return ("评审", "缺")
    if reviewing.too_few(books):
        return ("评审", "错")
    came = {copy["评审员"][0]["专家编号"] for copy in books["score-sheet"]}
    wanted = reviewing.must_score(books)
    if not wanted <= came:
        return ("评审", "等")
    found["ranking"] = reviewing.ranking(books)
    found["candidates"] = reviewing.candidates(books, found["repeats"])
    return ("评审", "等") if found["candidates"]["tied"] else None


def _vote(books: Books, found: dict[str, Any]) -> Stop:
    listed = found["candidates"]["first"] | found["candidates"]["repeat"] if "candidates" in found else set()
    if not listed:
        found["nominees"] = {"nominees": set(), "tied": set()}
        return None
    if "committee-meeting" not in books:
        return ("评委会", "缺")
    held = opening.all_rows(books, "committee-meeting", "会议")[0]["会议日期"]
    if deciding.vote_faults(books, listed):
        return ("评委会", "错")
    found["left"] = opening.barred_since(books, listed, held)
    found["tallies"] = {code: deciding.tally(books, code, 1) for code in listed}
    found["nominees"] = deciding.nominees(books, listed, found["repeats"])
    return ("评委会", "等") if found["nominees"]["tied"] else None


def _post(books: Books, found: dict[str, Any]) -> Stop:
    if "public-notice" not in books:
        return ("公示", "缺")
    left = found.setdefault("left", set())
    posted = deciding.posted(books)
    nominated = {code for code in found["nominees"]["nominees"] if code not in left or code in posted}
    found["notice"] = notice = deciding.notice(books, nominated)
    if not notice["long_enough"] or not notice["list_right"] or (notice["open"] and notice["concluded"]):
        notice["concluded"] = None
        return ("公示", "错")
    if notice["open"] or notice["concluded"] is None:
        return ("公示", "等")
    left |= opening.barred_since(books, notice["standing"] - left, notice["concluded"])
    return None


def _approve(books: Books, found: dict[str, Any]) -> Stop:
    if "government-approval" not in books:
        return ("审定", "缺")
    found["approval"] = approval = deciding.approval(
        books, found["notice"]["standing"] - found["left"], found["repeats"]
    )
    if approval["waiting"]:
        return ("审定", "等")
    held = opening.all_rows(books, "government-approval", "常务会议")[0]["会议日期"]
    laureates = approval["laureates"]
    held_up = opening.still_valid(books, set(laureates), held)
    if approval["announced"] is not None:  # what was announced stands, but a title still in force was never open
        if held_up:
            del found["approval"]
            return ("审定", "错")
        return None
    known = max(held, opening.latest_fact(books))
    for code in held_up | opening.barred_since(books, set(laureates), known):
        del laureates[code]
    return ("审定", "等")

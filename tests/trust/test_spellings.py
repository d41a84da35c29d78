"""Every secret in more than forty spellings, in every free text of the objections: no output of a cycle has one.

Tried on the example and on cycles of other regions with rule sets of their own. The texts are searched as people read
them: by paragraph, row, cell, attribute and property, in every part of every file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.districts.made_up import run as run_region
from tests.districts.own_regions import region_of
from tests.leaks import units
from tests.model.test_secrecy import ACCOUNT, ACCOUNT_SPELLINGS, MAIL_SPELLINGS, NAME_SPELLINGS, PHONE_SPELLINGS
from tests.rows import row_of
from toolchain.cli.report.json_report import as_json
from toolchain.cli.report.text_report import lines
from toolchain.cycle.example import FOLDER
from toolchain.cycle.outcome import Outcome
from toolchain.cycle.paths import Project
from toolchain.cycle.pipeline import judge_all, produce
from toolchain.cycle.resources import Resources
from toolchain.cycle.verbosity import Verbosity
from toolchain.inbox.intake import Intake
from toolchain.inbox.reception import receive
from toolchain.inbox.scan import scan_inbox
from toolchain.model.schema import Place, columns
from toolchain.model.sheets.application import Applicant
from toolchain.model.sheets.approval import Approved
from toolchain.model.sheets.filled_workbook import FilledWorkbook
from toolchain.model.sheets.notice import NOTICE, Objection, Posting
from toolchain.model.sheets.vocabulary import Outcome as Finding

ROOT = Path(__file__).resolve().parents[2]
SPELLINGS = (*NAME_SPELLINGS, *PHONE_SPELLINGS, *ACCOUNT_SPELLINGS, *MAIL_SPELLINGS)
TOLD = "反映专利权属有争议"
WITH_ACCOUNTS = re.compile(r"(^|/)25-|拨付|奖金台账|奖金使用")
"""Papers and tables that are there to say to which account the money goes."""

_SEEN = re.compile(r"138\D{0,8}5678|(?:尾号|后四位|末四位)\D{0,3}(?:5678|2444)")
_FOLDED = ("邱大林", "12345678", "qiudalin")
_ACCOUNT = ("62226002", "01072444")
_DIGITS = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00123456789123456789")


def leaks(path: str, data: bytes) -> list[str]:
    """Name what a file tells that it should not, read as a person reads it."""
    found = []
    needles = (*_FOLDED, *(() if WITH_ACCOUNTS.search(path) else _ACCOUNT))
    for unit in (path, *units(data)):
        plain = unicodedata.normalize("NFKC", unit)
        packed = "".join(char for char in plain.translate(_DIGITS).casefold() if char.isalnum())
        if _SEEN.search(plain) or any(needle in packed for needle in needles):
            found.append(f"{path}：{unit[:80]}")
    return found


def seeded(intake: Intake) -> Intake:
    """Add one objection for every spelling, which stands in both its free texts; the prize's account is the secret."""
    return replace(intake, filled=tuple(map(_seeded(_code(intake), _posted(intake)), intake.filled)))


def _seeded(uscc: str, day: date) -> Callable[[FilledWorkbook], FilledWorkbook]:
    def change(item: FilledWorkbook) -> FilledWorkbook:
        rows: dict[Any, Any] = dict(item.rows)
        if item.mark.template == NOTICE.mark:
            cells = {column.name: "ABCDEFGHIJKLMN"[place] for place, column in enumerate(columns(Objection))}
            rows[Objection] = tuple(
                row_of(
                    Objection,
                    at=Place(item.file, "异议", cells, 10 + number),
                    number=f"Y{number:02d}",
                    received=day,
                    uscc=uscc,
                    matter=f"{TOLD}，{spelling}愿意作证",
                    objector="邱大林（职工）",
                    contact="13812345678，qiu_dalin@example.cn",
                    investigation=f"询问了{spelling}，事实不成立",
                    outcome=Finding.DISMISSED,
                    concluded=day,
                    replied=day,
                )
                for number, spelling in enumerate(SPELLINGS, 1)
            )
        if Approved in rows:
            rows[Approved] = tuple(row.changed(account=ACCOUNT) for row in rows[Approved])
        return replace(item, rows=rows)

    return change


def _code(intake: Intake) -> str:
    return next(str(row.uscc) for item in intake.filled for row in item.readable(Applicant))


def _posted(intake: Intake) -> date:
    return next(row.posted for item in intake.filled for row in item.readable(Posting))


def example(_: Path) -> tuple[Intake, Resources]:
    toolbox = Resources.load(Project(ROOT, ROOT / "inbox" / FOLDER, ROOT / "outbox"))
    return receive(scan_inbox(toolbox.project.inbox)), toolbox


def region(name: str) -> Callable[[Path], tuple[Intake, Resources]]:
    def held(folder: Path) -> tuple[Intake, Resources]:
        made_up = region_of(name)
        made_up.fill()
        outcome, toolbox, _ = run_region(folder, made_up)
        return outcome.intake, toolbox

    return held


CYCLES = {"示例": example, "云泽区": region("云泽区"), "桐县": region("桐县")}


@pytest.fixture(scope="module", params=CYCLES.values(), ids=CYCLES.keys())
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Resources]:
    intake, toolbox = request.param(tmp_path_factory.mktemp("cycle"))
    return judge_all(seeded(intake), toolbox), toolbox


def test_there_are_forty_spellings_and_more() -> None:
    assert len(set(SPELLINGS)) >= 40
    for spelling in SPELLINGS:
        assert leaks("x", f"证人{spelling}".encode()), f"the search does not see {spelling}"


def test_no_output_has_any(seen: tuple[Outcome, Resources]) -> None:
    outcome, toolbox = seen
    outputs = {
        f"{folder}/{item.path}": item.data for folder, made in produce(outcome, toolbox).items() for item in made
    }
    told = [path for path, data in outputs.items() if any(TOLD in unit for unit in units(data))]
    assert len([path for path in told if path.endswith(".docx")]) >= 40, "the seeded texts reach the papers"
    assert [line for path, data in outputs.items() for line in leaks(path, data)] == []


def test_neither_screen_nor_json_has_any(seen: tuple[Outcome, Resources]) -> None:
    outcome, toolbox = seen
    toolbox = toolbox.under(outcome.rules)
    said = "\n".join(lines(outcome, None, toolbox.wording, Verbosity.WHOLE))
    assert "W-SECRET-01" in said
    assert leaks("屏幕", said.encode()) == []
    assert leaks("JSON", re.sub(r'"[0-9a-f]{64}"', '""', "".join(as_json(outcome, None, toolbox))).encode()) == []

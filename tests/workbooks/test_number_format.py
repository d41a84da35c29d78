"""What cells show: by hand for what people meet, and against LibreOffice for thousands of formats."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from tests.workbooks.formats_sample import TEXTS, pairs
from toolchain.engine.xlsx.number_format import display, display_text, parse_format
from toolchain.engine.xlsx.number_format.builtin import BUILT_IN

ACCOUNTING = BUILT_IN[43]


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("General", "89.5", "89.5"),
        ("General", "45755.39583333334", "45755.39583"),
        ("General", "123456789012", "1.23457E+11"),
        ("0", "89.5", "90"),
        ("0.00", "1.005", "1.01"),
        ("#,##0.00##", "-90000", "-90,000.00"),
        ('0!.0,"万元"', "-90000", "-9.0万元"),
        ('0"."0,"万元"', "93456", "9.3万元"),
        ("0.0,,", "45000000", "45.0"),
        ("0.0%", "0.895", "89.5%"),
        ("0;0", "-5", "5"),
        ("#,##0_);(#,##0)", "-5", "(5)"),
        ("0;-0;;@", "0", ""),
        (";;;", "90000", ""),
        ('"通过"', "0", "通过"),
        ('[>=60]"及格";"不及格"', "59.99", "不及格"),
        ('[>=100000000]0.00,,"亿";[>=10000]0.0,"千";0', "12345", "12.3千"),
        (ACCOUNTING, "0", " -   "),
        ("# ?/?", "2.5", "2 1/2"),
        ("0.00E+00", "12345", "1.23E+04"),
        ("[DBNum2][$-804]General", "110", "壹佰壹拾"),
        ("yyyy/m/d", "45755.3958333333", "2025/4/8"),
        (BUILT_IN[57], "41030", "2012年5月"),
        (BUILT_IN[58], "41030", "5月1日"),
        ("[$-F800]dddd, mmmm dd, yyyy", "45755", "2025年4月8日"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "45755", "二〇二五年四月八日"),
        ("[$-409]d-mmm-yy", "45755", "8-Apr-25"),
        ("[$-804]aaaa", "45755", "星期二"),
        ("[$-zh-CN]aaaa;@", "45755", "星期二"),
        ("[$-en-US]mmm d, yyyy", "45755", "Apr 8, 2025"),
        ("[$-x-sysdate]dddd, mmmm dd, yyyy", "45755", "2025年4月8日"),
        ("[$-x-systime]h:mm:ss AM/PM", "0.5", "12:00:00 下午"),
        ("[$¥-zh-CN]#,##0.00", "5", "¥5.00"),
        ("[h]:mm", "1.5", "36:00"),
        ("yyyy-mm-dd hh:mm", "45755.3958333333", "2025-04-08 09:30"),
        ("yyyy-mm-dd", "-1", "########"),
        ("yyyy-mm-dd", "60", "1900-02-29"),
        ("mm:ss.0", "0.0004", "00:34.6"),
        ("000-0000", "3055678", "305-5678"),
    ],
)
def test_shown_by_hand(code: str, value: str, shown: str) -> None:
    assert display(Decimal(value), parse_format(code)).text == shown


@pytest.mark.parametrize(
    ("code", "text", "shown"),
    [
        ("General", "同意", "同意"),
        ("0.00", "同意", "同意"),
        ("@", "同意", "同意"),
        ('@"元"', "9", "9元"),
        ("0;-0;0;", "同意", ""),
        (";;;", "同意", ""),
        ('0;-0;0;"已阅"', "同意", "已阅"),
        ("yyyy/m/d;@", "待定", "待定"),
    ],
)
def test_texts_shown_by_hand(code: str, text: str, shown: str) -> None:
    assert display_text(text, parse_format(code)) == shown


PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>zh-CN</value></prop></item></oor:items>"""


def office_shows(cells: list[tuple[str, str]], folder: Path) -> list[str]:
    """Let LibreOffice, set to Chinese, show each value under its format; a text is a value that is no number."""
    book = xlsxwriter.Workbook(str(folder / "formats.xlsx"))
    page = book.add_worksheet()
    page.set_column(0, 0, 80)
    made = {code: book.add_format({"num_format": code}) for code, _ in cells}
    for row, (code, value) in enumerate(cells):
        if re.fullmatch(r"-?[0-9.]+", value):
            page.write_number(row, 0, float(value), made[code])
        else:
            page.write_string(row, 0, value, made[code])
        page.write_string(row, 1, "|")
    book.close()
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to"]
    command += ["csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(folder), str(folder / "formats.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with (folder / "formats.csv").open(encoding="utf-8", newline="") as stream:
        return [line[0] for line in csv.reader(stream)]


def bare(text: str) -> str:
    return "".join(text.split())


def known_difference(code: str, value: str, own: str, office: str) -> str:
    """Say why the two may differ; empty where they must not. What Excel does is followed where it is known."""
    number, unsigned, other = Decimal(value), bare(own).replace("-", ""), re.sub("[-\uff0d负]", "", bare(office))
    section = display(number, parse_format(code)).section
    early = number < 61 and section is not None and section.of_date
    pointless = re.search(r"\.[#?]", code) and unsigned.replace(".", "") == other.replace(".", "")
    half = value in {"1.005", "0.125", "2.675"} and ("%" in code or "/" in code)
    reasons = {
        "LibreOffice has no such count of hours": office == "#FMT",
        "the half of the day is written otherwise": "A/P" in code or "上午" in code,
        "the days before 1900-03-01 are counted otherwise": early,
        "the escape of Chinese and Japanese formats is shown as it stands": "!" in office,
        "the short day of the week without its first character": "周" in own and own.replace("周", "") == office,
        "the sign: of nothing, in a section for the rest, in Chinese numerals": unsigned == other,
        "a point with no digit behind it is left out": bool(pointless),
        "one digit more, or Chinese numerals behind the point": "General" in code or "@" in code,
        "rounded as a binary number, or down": half,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


@pytest.mark.render
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_shown_as_libreoffice_shows(tmp_path: Path) -> None:
    """Compare every sample: seventeen of twenty are equal to the character, and what differs has a known reason."""
    cells = pairs()
    office = office_shows(cells, tmp_path)
    assert len(office) == len(cells) > 12_000
    equal, reasons, wrong = 0, Counter[str](), []
    for (code, value), said in zip(cells, office, strict=True):
        own = display(Decimal(value), parse_format(code)).text
        reason = known_difference(code, value, own, said)
        if bare(own) == bare(said):
            equal += 1
        elif reason:
            reasons[reason] += 1
        else:
            wrong.append((code, value, own, said))
    assert wrong == []
    assert equal * 20 > len(cells) * 17
    assert len({code for code, _ in cells}) > 1_800


@pytest.mark.render
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_texts_shown_as_libreoffice_shows(tmp_path: Path) -> None:
    codes = (
        "General",
        "@",
        "0.00",
        '@"元"',
        "0;-0;0;@",
        '0;-0;0;"文字"',
        "0;-0;0;",
        ";;;",
        '"第"@"号"',
        "yyyy/m/d;@",
        ACCOUNTING,
    )
    cells = [(code, text) for code in codes for text in TEXTS if text]
    office = office_shows(cells, tmp_path)
    shown = [display_text(text, parse_format(code)) for code, text in cells]
    assert [bare(text) for text in shown] == [bare(text) for text in office]

"""The measurements as a table and as a picture for the handbook."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from xml.sax.saxutils import escape

from benchmarks.cycles import Sizes, exponent
from benchmarks.measuring import ROUNDS, Line
from benchmarks.phases import Phases

_LIBRARIES = ("docxtpl", "jinja2", "lxml", "openpyxl", "xlsxwriter")
_WHY = (
    (
        "- 模板编译并核对一次，结果与 Python 编译的程序放在一起（`toolchain/__pycache__`）；程序、程序库、模板、版面"
        "有一个字节不同就重新编译。能写那个文件夹的人也能改程序，所以它和程序一样可信。"
    ),
    (
        "- 判定时记下每一项认定读了哪些选择；试算其他口径只重做读过这一项的认定，从分歧的那一步起才全部重做；"
        "名次的各种假设只比名次，不重算各项平均。"
    ),
    (
        "- 没有变化时不读、不判、不写，只核对摘要后照上次的话说；有变化时只重读变了的表格、重做内容变了的文件，"
        "结果与全部重做逐字节相同（`cycle --full` 可以全部重做）。"
    ),
    (
        "- 表格里写法规整的行和共享文本直接按字节读，写法特别的逐个元素读，两种读法结果相同（tests/workbooks/test_plain.py）；"
        "由同一份空白表填成的表格，相同的部件、行、文本和单元格内容只解析一次。"
    ),
    (
        "- 一边载入程序一边由受限子进程读表，读着一份时下一份已经送到，子进程从不空等；"
        "文件很多（500个以上）时由全部处理器分着做，结果与由谁来做无关。"
    ),
    "- 发布时各个文件由几个线程同时写到磁盘并等它落盘，全部落盘以后才登记；此后逐个就位，断电也只会是发布前或发布后的样子。",
    "- 下次运行要说的话在发布时就算好，改动过的表格与上次读到的比较，都不用再读一遍磁盘。",
    (
        "- 对方的直写脚本由本系统把认定结果和全部内容现成交给它：逐份读入收件箱，每份文书新建 DocxTemplate 填写，表格用 openpyxl 写同样的单元格和列宽；"
        "下拉列表、填写提示、保护、图表，总览、清单、账本、存档和核对都不做。只做文书的一行比这更严。"
    ),
    "- 文书里不变的部分整块照抄，只压缩变了的部分；每份文书写出前都核对 XML 完整。",
    (
        "- 长表格里只有文字不同的行不进语法树：共同的写法核对一次，行高由文字的长度算出，文字一起核对；"
        "文书边生成边压缩，不整份留在内存里。"
    ),
    (
        "- 收件和结果少时留在内存，多于4兆字节的放进系统的无名临时文件；长表格逐行写，说明和清单逐段写；"
        "--json 的内容在要的时候才做。"
    ),
    "- 各单位的认定、名称和发文登记都按代码查找，时间按家数增长，不按家数的平方。",
)
_FONT = 'font-family="sans-serif" font-size="12"'
_TITLE = "各项倍数（蓝：快多少倍；橙：是极限时间的几倍；竖线：目标）"
_WIDE, _HIGH, _LEFT, _ROOM = 960, 26, 470, 420


def machine() -> str:
    """Name the machine and the versions."""
    found = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    return f"{platform.system()} {platform.machine()}，{os.cpu_count()}个处理器，{python}，{'，'.join(found)}"


def shown(seconds: float) -> str:
    """Show a time in milliseconds."""
    return f"{seconds * 1000:,.2f}" if seconds < 1 else f"{seconds * 1000:,.0f}"


def ratio(line: Line) -> str:
    """Show a ratio: so many times faster, or against a limit so many times its time."""
    return f"{line.ratio:.1f}倍时间" if line.slower else f"快{line.ratio:.1f}倍"


def goal(line: Line) -> str:
    """Show a goal and whether it is met."""
    if line.goal is None:
        return ""
    wanted = f"不超过{line.goal:g}倍时间" if line.slower else f"快{line.goal:g}倍"
    return f"{wanted}：{'达到' if line.met else '未达到'}"


@dataclass(frozen=True)
class Grown:
    """What is measured with more and more of something: the heading, what is done, and of what."""

    title: str
    work: str
    unit: str


GROWN = {
    "many": Grown("申报单位增多时", "一届从受理做到资格审查，全部文书逐份填好；各在单独的进程里。", "申报单位"),
    "runs": Grown(
        "一届的全部运行",
        "每家一份申报书放在收件箱，运行 cycle，做到资格审查，全部结果发布到磁盘；内存是各进程中最大的一个。",
        "申报单位",
    ),
    "batches": Grown(
        "成批证书增多时", "按名册用全部处理器制作获奖证书，写到磁盘；内存是各进程中最大的一个。", "证书份数"
    ),
}
"""By the module that measures it."""


def markdown(lines: list[Line], phases: Phases, grown: Mapping[str, Sizes], notes: list[str]) -> Iterator[str]:
    """Write the page of the handbook."""
    yield "# 速度"
    yield ""
    yield "<!-- 由 make bench 生成，不要手工修改。 -->"
    yield ""
    yield f"运行 `make bench` 得到。{machine()}。每项各测{ROUNDS}轮取中位数，同一轮里轮流测各方；单位为毫秒。"
    yield "比较前先核对双方结果相同。绝对时间只说明这台电脑，倍数才可比。"
    yield ""
    yield "![各项倍数](速度.svg)"
    yield ""
    yield "| 做什么 | 与什么比 | 本系统 | 对方 | 倍数 | 目标 | 核对 |"
    yield "|---|---|--:|--:|--:|---|---|"
    for line in lines:
        cells = (line.what, line.beside, shown(line.ours), shown(line.theirs), ratio(line), goal(line), line.checked)
        yield f"| {' | '.join(cells)} |"
    yield ""
    yield "## 首次运行的时间花在哪里"
    yield ""
    yield "| 步骤 | 毫秒 |"
    yield "|---|--:|"
    yield from (f"| {name} | {seconds * 1000:.0f} |" for name, seconds in phases)
    yield ""
    yield from _WHY
    for module, sizes in grown.items():
        yield from _growth(GROWN[module], sizes)
    if notes:
        yield ""
        yield from (f"- {note}" for note in notes)


def _growth(what: Grown, sizes: Sizes) -> Iterator[str]:
    yield from ("", f"## {what.title}", "", what.work, "")
    yield f"| {what.unit} | 秒 | 每个毫秒 | 内存（兆字节） |"
    yield "|--:|--:|--:|--:|"
    for size, seconds, memory in sizes:
        yield f"| {size} | {seconds:.2f} | {seconds / size * 1000:.2f} | {memory / 1_000_000:.0f} |"
    yield ""
    yield f"时间随数量的{exponent(sizes):.2f}次方增长（目标不超过1.1；内存目标不超过512兆字节）。"


def picture(lines: list[Line]) -> str:
    """Draw the ratios as bars, on a scale of powers of ten."""
    import math

    tall = _HIGH * len(lines) + 60
    most = max(max(line.ratio, line.goal or 1) for line in lines)
    scale = _ROOM / math.log10(max(most, 10))

    def place(value: float) -> float:
        return round(_LEFT + scale * math.log10(max(value, 1)), 1)

    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{tall}" {_FONT}>',
        f'<rect width="{_WIDE}" height="{tall}" fill="#fff"/>',
        f'<text x="12" y="22" font-size="15" font-weight="bold">{_TITLE}</text>',
    ]
    for number, line in enumerate(lines):
        top = 40 + number * _HIGH
        colour = "#D9822B" if line.slower else "#2B6CB0"
        wide = max(place(line.ratio) - _LEFT, 1)
        drawn.append(
            f'<text x="{_LEFT - 8}" y="{top + 14}" text-anchor="end">{escape(f"{line.what} / {line.beside}")}</text>'
        )
        drawn.append(f'<rect x="{_LEFT}" y="{top + 3}" width="{wide:.1f}" height="{_HIGH - 9}" fill="{colour}"/>')
        drawn.append(f'<text x="{_LEFT + wide + 5:.1f}" y="{top + 14}">{line.ratio:.1f}</text>')
        if line.goal is not None:
            at = place(line.goal)
            drawn.append(
                f'<line x1="{at}" x2="{at}" y1="{top}" y2="{top + _HIGH - 3}" stroke="#111" stroke-width="2"/>'
            )
    return "\n".join([*drawn, "</svg>", ""])

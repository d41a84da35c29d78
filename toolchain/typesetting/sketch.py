"""A template as plain text: one paragraph per line, ``样式| 文字``; built into a .docx and read back from one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolchain.documents.declaration import Form
from toolchain.engine.value_objects import Value
from toolchain.typesetting.template_fault import TemplateFault

MERGE_LEFT = "←"
MERGE_UP = "↑"
PARAGRAPH = "⏎"
ALIGNMENTS = {"左": "left", "中": "center", "右": "right"}

_CONTROL = re.compile(r"\{%-?p\s.*%\}")
_ROW_CONTROL = re.compile(r"\{%-?tr\s.*%\}")
_SPLIT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|(\|)")
_WIDTH = re.compile(r"(\d+(?:\.\d+)?)([左中右]?)")


class Line(Value):
    """A paragraph: the label of its style and its text."""

    label: str
    text: str
    at: int = 0

    @property
    def cells(self) -> tuple[str, ...]:
        """Give the text's pieces between ``|`` outside placeholders."""
        return split(self.text)


class Control(Value):
    """A tag of the template language that stands alone: a condition or a loop over paragraphs."""

    text: str
    at: int = 0


class Row(Value):
    """A row of a table; a control row holds only a tag."""

    cells: tuple[str, ...]
    head: bool = False
    control: bool = False


class Table(Value):
    """A table: widths in mm, alignment of each column, least height of a row in mm, rows."""

    widths: tuple[str, ...]
    aligns: tuple[str, ...]
    height: str
    rows: tuple[Row, ...]
    at: int = 0


class Break(Value):
    """A new page."""


class Turn(Value):
    """From here on the pages lie across (or upright again)."""

    landscape: bool


Block = Line | Control | Table | Break | Turn


class Sketch(Value):
    """A parsed sketch."""

    form: Form
    blocks: tuple[Block, ...]
    numbered: bool = True


@dataclass
class _Reader:
    """The lines of a sketch with their numbers, taken one by one."""

    name: str
    lines: list[tuple[int, str]]
    place: int = field(default=0)

    def take(self) -> tuple[int, str] | None:
        if self.place == len(self.lines):
            return None
        self.place += 1
        return self.lines[self.place - 1]

    def fault(self, at: int, message: str) -> TemplateFault:
        return TemplateFault(f"{self.name} 第 {at} 行：{message}")


def parse(text: str, name: str = "文书样稿") -> Sketch:
    """Read a sketch.

    Raises:
        TemplateFault: a line cannot be read.
    """
    numbered = [(at, line.rstrip()) for at, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1)]
    reader = _Reader(name, [(at, line) for at, line in numbered if line.strip()])
    first = reader.take()
    form = _form(first[1]) if first else None
    if form is None:
        raise reader.fault(first[0] if first else 1, f"第一行应写“格式| ”加上{'、'.join(Form)}之一")
    blocks = []
    pages = True
    for block in _blocks(reader):
        if isinstance(block, Line) and block.label == "页码":
            pages = block.text.strip() != "无"
        else:
            blocks.append(block)
    return Sketch(form, tuple(blocks), pages)


def _form(line: str) -> Form | None:
    label, _, text = line.partition("|")
    return Form(text.strip()) if label.strip() == "格式" and text.strip() in set(Form) else None


def _blocks(reader: _Reader) -> Iterator[Block]:
    while (taken := reader.take()) is not None:
        at, line = taken
        if _CONTROL.fullmatch(line.strip()):
            yield Control(line.strip(), at)
            continue
        label, mark, text = line.partition("|")
        label = label.strip()
        if not mark:
            raise reader.fault(at, f"缺少样式名，应写“样式| 文字”，现为“{line}”")
        text = text.removeprefix(" ")
        if label == "表":
            yield _table(reader, at, text)
        elif label == "分页":
            yield Break()
        elif label == "版面":
            if text.strip() not in {"横", "纵"}:
                raise reader.fault(at, f"版面只能写“横”或“纵”，现为“{text}”")
            yield Turn(text.strip() == "横")
        else:
            yield Line(label, text, at)


def _table(reader: _Reader, at: int, text: str) -> Table:
    options = dict(re.findall(r"(宽|高)\s*([^；;高宽]+)", text))
    found = [_WIDTH.fullmatch(part.strip()) for part in re.split("[,，]", options.get("宽", "").strip())]
    widths = [match for match in found if match]
    if not widths or len(widths) != len(found):
        raise reader.fault(at, f"表的列宽应写“表| 宽 12,60,40”（毫米），现为“{text}”")
    rows: list[Row] = []
    while (taken := reader.take()) is not None:
        label, _, rest = taken[1].partition("|")
        if label.strip() == "表尾":
            aligns = tuple(_alignment(match[1], match[2]) for match in widths)
            return Table(tuple(match[1] for match in widths), aligns, options.get("高", "").strip(), tuple(rows), at)
        rows.append(_row(reader, taken[0], label.strip(), rest, len(widths)))
    raise reader.fault(at, "这张表没有以“表尾|”结束")


def _alignment(width: str, written: str) -> str:
    """Narrow columns are centred, wide ones run from the left, unless the sketch says otherwise."""
    return ALIGNMENTS[written] if written else ("center" if float(width) <= NARROW else "left")


NARROW = 45
"""Columns up to this width in mm are centred."""


def _row(reader: _Reader, at: int, label: str, text: str, columns: int) -> Row:
    if label not in {"表头", "表行"}:
        raise reader.fault(at, f"表里只能有“表头| ”和“表行| ”，现为“{label}| ”")
    if _ROW_CONTROL.fullmatch(text.strip()):
        return Row((text.strip(),), control=True)
    cells = split(text)
    if len(cells) != columns:
        raise reader.fault(at, f"这一行有 {len(cells)} 格，表有 {columns} 列")
    return Row(cells, head=label == "表头")


def split(text: str) -> tuple[str, ...]:
    """Split at ``|`` outside placeholders; the pieces lose the space round them."""
    cells, start = [], 0
    for match in _SPLIT.finditer(text):
        if match[1]:
            cells.append(text[start : match.start()].strip(" "))
            start = match.end()
    return (*cells, text[start:].strip(" "))


def write(sketch: Sketch) -> str:
    """Write a sketch as text; ``parse`` reads the same back."""
    lines = [f"格式| {sketch.form.value}"]
    if not sketch.numbered:
        lines.append("页码| 无")
    for block in sketch.blocks:
        lines += _written(block)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _written(block: Block) -> list[str]:
    if isinstance(block, Control):
        return [block.text]
    if isinstance(block, Break):
        return ["分页|"]
    if isinstance(block, Turn):
        return [f"版面| {'横' if block.landscape else '纵'}"]
    if isinstance(block, Line):
        return [f"{block.label}| {block.text}"]
    return _written_table(block)


def _written_table(table: Table) -> list[str]:
    words = {value: word for word, value in ALIGNMENTS.items()}
    columns = [
        width + ("" if align == _alignment(width, "") else words[align])
        for width, align in zip(table.widths, table.aligns, strict=True)
    ]
    height = f"；高 {table.height}" if table.height else ""
    lines = [f"表| 宽 {','.join(columns)}{height}"]
    lines += [f"{'表头' if row.head else '表行'}| {'| '.join(row.cells)}" for row in table.rows]
    return [*lines, "表尾|"]

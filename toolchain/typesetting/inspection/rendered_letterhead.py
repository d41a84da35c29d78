"""版头, 信函 and 纪要 heads, measured on rendered pages (第7.2条、第10章)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection.clause_results import RED, Seen, Strength, page_clause
from toolchain.typesetting.inspection.rendered_document import LEFT, MIDDLE, RIGHT, Place, Printed
from toolchain.typesetting.page_raster import Box

_LETTER = (Form.LETTER,)
_HEADED = (*RED, Form.MINUTES)
_CENTRED = 0.8  # mm
_MARKS = tuple("、，：“”（）《》")
_NEAR = 1.0  # mm
_WIDE, _LETTER_WIDE = 156.0, 170.0
_HALF = 150.0  # mm, between the upper and the lower rules of a letter


def _near(value: float, wanted: float, tolerance: float = _NEAR) -> bool:
    return abs(value - wanted) <= tolerance


def _head(printed: Printed) -> Box | None:
    bands = printed.first.red_bands
    return bands[0] if bands else None


def _number(printed: Printed) -> Place | None:
    """Find the line of 发文字号 (and 签发人)."""
    for item in printed.opened.of("Number"):
        found = printed.places(item.text)
        if found:
            return found[0]
    return None


@page_clause("B6", "7.2.4", Strength.RULE, "标志上边缘距版心上边缘 35 毫米，居中", _HEADED)
def masthead(printed: Printed) -> Seen:
    """The first red ink of page 1."""
    found = _head(printed)
    if found is None:
        return Seen(right=False, measured="首页没有红色标志")
    right = _near(found.top, 72) and _near(found.middle, MIDDLE, _CENTRED)
    return Seen(right, f"上缘 {found.top:.1f}，中线 {found.middle:.1f} 毫米", "第1页")


@page_clause("B9", "7.2.5", Strength.RULE, "发文字号居中", (Form.DOWNWARD,))
def number_centred(printed: Printed) -> Seen | None:
    """The middle of its ink."""
    found = _number(printed)
    if found is None:
        return None
    return Seen(_near(found.ink.middle, MIDDLE, _CENTRED), f"中线 {found.ink.middle:.1f} 毫米", "第1页")


@page_clause("B11", "7.2.5", Strength.RULE, "上行文发文字号居左空一字，签发人居右空一字", (Form.UPWARD,))
def number_and_signer(printed: Printed) -> Seen | None:
    """The ends of their row; a name not yet registered leaves its room."""
    found = _number(printed)
    if found is None:
        return None
    left, right = found.ink.left - LEFT, RIGHT - found.ink.right
    unsigned = found.line.text.endswith("：")
    placed = _near(left, 5.6, 1.2) and (unsigned or _near(right, 5.6, 1.2))  # mm, one 字 and the bearing
    return Seen(placed, f"左空 {left:.1f}，右空 {right:.1f} 毫米", "第1页")


@page_clause("B14", "7.2.7", Strength.RULE, "字号之下 4 毫米红线，与版心等宽", _HEADED)
def red_rule(printed: Printed) -> Iterable[Seen]:
    """One red rule from edge to edge of the 版心; the ink of the number ends 4 mm above it."""
    rules = printed.rules(printed.first, _WIDE, red=True)
    if not rules:
        return [Seen(right=False, measured="没有与版心等宽的红线", where="第1页")]
    rule, number = rules[0], _number(printed)
    placed = _near(rule.left, LEFT, 0.5) and _near(rule.right, RIGHT, 0.6)
    gap = rule.top - number.ink.bottom if number is not None else None
    near = gap is None or not printed.measurable or _near(gap, 4.2, 0.7)
    shown = f"宽 {rule.width:.1f}" + (f"，距字号 {gap:.2f}" if gap is not None else "")
    return [Seen(placed and near, f"{shown} 毫米", "第1页")]


@page_clause("C2", "7.3.1", Strength.RULE, "标题居中")
def title(printed: Printed) -> Iterator[Seen]:
    """The middle of the ink of each line; of its type where a mark with white on one side ends it."""
    for item, places in printed.of("Headline"):
        for place in places:
            marked = place.line.text.startswith(_MARKS) or place.line.text.endswith(_MARKS)
            middle = place.line.box.middle if marked else place.ink.middle
            yield Seen(_near(middle, MIDDLE, _CENTRED), f"中线 {middle:.1f} 毫米", item.where)


@page_clause("L1", "10.1", Strength.RULE, "信函标志上边缘距页顶 30 毫米", _LETTER)
def letter_head(printed: Printed) -> Seen:
    """The first red ink of page 1."""
    found = _head(printed)
    if found is None:
        return Seen(right=False, measured="首页没有红色标志")
    right = _near(found.top, 30) and _near(found.middle, 105, _NEAR)
    return Seen(right, f"上缘 {found.top:.1f}，中线 {found.middle:.1f} 毫米", "第1页")


@page_clause("L2", "10.1", Strength.RULE, "信函双线：距标志 4 毫米、距页底 20 毫米，宽 170 毫米", _LETTER)
def letter_rules(printed: Printed) -> Iterator[Seen]:
    """Thick over thin above, thin over thick below."""
    rules = [band for band in printed.first.red_bands if _near(band.width, _LETTER_WIDE, 0.8)]
    upper, lower = [rule for rule in rules if rule.top < _HALF], [rule for rule in rules if rule.top > _HALF]
    head = _head(printed)
    if not upper or not lower or head is None:
        yield Seen(right=False, measured=f"上面 {len(upper)} 条，下面 {len(lower)} 条", where="第1页")
        return
    gap, foot = upper[0].top - head.bottom, 297 - lower[-1].bottom
    yield Seen(_near(gap, 4, 0.7), f"距标志 {gap:.2f} 毫米", "第1页")
    yield Seen(_near(foot, 20, 0.7), f"距页底 {foot:.2f} 毫米", "第1页")
    order = upper[0].height > upper[-1].height and lower[-1].height > lower[0].height
    pairs = len(upper) == len(lower) == 2
    yield Seen(pairs and order, "、".join(f"{rule.height:.2f}" for rule in rules) + " 毫米", "第1页")


@page_clause("L4", "10.1", Strength.RULE, "信函发文字号居右顶格，与双线相距三号字高的 7/8", _LETTER)
def letter_number(printed: Printed) -> Seen | None:
    """The right end of its ink; the gap to the lower line of the rule is 4.94 mm."""
    found = _number(printed)
    rules = [band for band in printed.first.red_bands if band.top < _HALF]
    if found is None or not rules:
        return None
    gap = found.ink.top - rules[-1].bottom
    near = not printed.measurable or _near(gap, 4.94, 0.9)
    measured = f"右缘 {found.ink.right:.1f}，距双线 {gap:.2f} 毫米"
    return Seen(_near(found.ink.right, RIGHT, 1.2) and near, measured, "第1页")


@page_clause("L7", "10.1", Strength.RULE, "信函首页不显示页码", _LETTER)
def letter_first_page(printed: Printed) -> Seen:
    """No number under page 1."""
    found = printed.number(printed.first)
    return Seen(found is None, "首页无页码" if found is None else found.line.text, "第1页")

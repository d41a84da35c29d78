"""Clauses on the 主体 (第7.3条): title, addressee, text, enclosures, signature, date, annexes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from toolchain.documents.declaration import Form
from toolchain.typesetting.inspection.clause_results import EVERY, OFFICIAL, RED, Seen, Strength, clause
from toolchain.typesetting.inspection.document_model import Opened, Paragraph
from toolchain.typesetting.inspection.page_clauses import fonts_are
from toolchain.typesetting.title_breaking import width

KINDS = "决议|决定|命令|令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_TITLE_SIZE = 44
_SEAL = 45  # mm, the seal of a 市辖区's government; those of its offices are smaller
_LINE_HEIGHT = 10.21  # mm
_ZI = 315
_TITLE = re.compile(rf"[\u4e00-\u9fa5（）]+关于.+的?({KINDS})")
_DATE = re.compile(r"((?:19|20)\d{2})年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
_ROOM = re.compile(r"[　\s]*年[　\s]*月[　\s]*日")
_LEVELS = (r"[一二三四五六七八九十]+、", r"（[一二三四五六七八九十]+）", r"\d{1,2}\.(?!\d)", r"（\d{1,2}）")
_LEVEL_FONTS = {"Heading1": "黑体", "Heading2": "楷体", "Heading3": "仿宋"}
_ENCLOSURE = re.compile(r"(?:附件：)?(?:(\d+)\.\s?)?(.+)")


@clause("C1", "7.3.1", Strength.USUAL, "标题 2 号小标宋")
def title_type(opened: Opened) -> Iterable[Seen]:
    """小标宋 of 22 points."""
    return [fonts_are(item, "小标宋", _TITLE_SIZE) for item in opened.of("Headline")]


@clause("C2", "7.3.1", Strength.RULE, "标题在红线下空二行，居中", RED)
def title_place(opened: Opened) -> Iterable[Seen]:
    """Two blank lines under the rule."""
    for item in opened.of("Headline")[:1]:
        blanks = opened.blanks_before(item)
        yield Seen(blanks == 2 and item.align == "center", f"空 {blanks} 行，{item.align}", item.where)


@clause("C3", "7.3.1", Strength.RULE, "标题回行词意完整，梯形或菱形")
def title_shape(opened: Opened) -> Iterable[Seen]:
    """No hourglass, no line that is no more than a kind of document, nothing broken inside 《》."""
    for item in opened.of("Headline"):
        widths = [width(line) for line in item.lines]
        steps = [b > a for a, b in pairwise(widths) if a != b]
        hourglass = any(not a and b for a, b in pairwise(steps))
        torn = any(line.count("《") != line.count("》") for line in item.lines)
        lonely = len(item.lines) > 1 and re.fullmatch(f"的?({KINDS}|公示)", item.lines[-1]) is not None
        right = not (hourglass or torn or lonely) and max(widths) <= 40
        yield Seen(right, f"{len(widths)} 行：{'／'.join(item.lines)}", item.where)


@clause("C4", "条例第九条", Strength.RULE, "标题由发文机关名称、事由和文种组成", (*RED, Form.LETTER))
def title_words(opened: Opened) -> Iterable[Seen]:
    """Organ, matter, kind; a notice served on a party (通知书, 告知书) is no such paper."""
    for item in opened.of("Headline")[:1]:
        if item.text.endswith("书") and opened.form is Form.LETTER:
            continue
        yield Seen(_TITLE.fullmatch(item.text) is not None, item.text, item.where)


@clause("C5", "", Strength.PRACTICE, "标题不用标点收尾")
def title_marks(opened: Opened) -> Iterable[Seen]:
    """No mark at the end."""
    for item in opened.of("Headline", "AnnexTitle"):
        yield Seen(not item.text.endswith(tuple("。，；：、！？")), item.text[-4:], item.where)


@clause("C6", "7.3.2", Strength.RULE, "主送机关在标题下空一行，顶格，后标全角冒号", (*RED, Form.LETTER, Form.PLAIN))
def addressee(opened: Opened) -> Iterable[Seen]:
    """One blank line above, flush left, a colon at the end."""
    for item in opened.of("Addressee"):
        blanks = opened.blanks_before(item)
        flush = not item.length("ind", "left") and not item.length("ind", "firstLine")
        yield Seen(
            blanks == 1 and flush and item.text.endswith("："), f"空 {blanks} 行，“{item.text[-1:]}”", item.where
        )


@clause("C8", "7.3.3", Strength.RULE, "首页显示正文")
def first_page(opened: Opened) -> Seen:
    """Told by the lines above the first paragraph of the text."""
    first = next((item for item in opened.paragraphs if item.key in {"Body", "Heading1", "Flush"} and item.text), None)
    if first is None:
        return Seen(None, "没有正文段落")
    above = sum(
        max(item.length("spacing", "line"), 1) * max(len(item.lines), 1) for item in opened.paragraphs[: first.place]
    )
    return Seen(above < 12756 - 579, f"正文前约 {above / 579:.1f} 行", first.where)


@clause("C9", "7.3.3", Strength.RULE, "正文每段左空二字，回行顶格")
def text_indent(opened: Opened) -> Iterable[Seen]:
    """Two characters, as an indent and not as spaces."""
    for item in opened.of("Body"):
        first = item.length("ind", "firstLine")
        spaced = item.text.startswith(("　", " ")) and _ROOM.match(item.text) is None
        right = 630 <= first <= 640 and not item.length("ind", "left") and not spaced
        yield Seen(right, f"首行 {first / _ZI:.2f} 字", item.where)


@clause("C10", "7.3.3", Strength.USUAL, "层次序数依次为一、（一）1.（1）")
def levels(opened: Opened) -> Iterator[Seen]:
    """Levels may be left out, never turned round."""
    deepest = -1
    for item in opened.of("Heading1", "Heading2", "Heading3", "Body"):
        level = next((n for n, form in enumerate(_LEVELS) if re.match(form, item.text)), None)
        if re.match(r"（[一二三四五六七八九十]+）、|\d+、|\([一二三四五六七八九十]+\)", item.text):
            yield Seen(right=False, measured=item.text[:6], where=item.where)
        if level is None:
            continue
        known = {"Heading1": 0, "Heading2": 1, "Heading3": 2}.get(item.key)
        yield Seen(known is None or known == level, item.text[:6], item.where)
        deepest = max(deepest, level)


@clause("C11", "7.3.3", Strength.USUAL, "各级标题的字体，不加粗", EVERY)
def level_type(opened: Opened) -> Iterator[Seen]:
    """黑体, 楷体, 仿宋; no bold anywhere."""
    for key, family in _LEVEL_FONTS.items():
        yield from (fonts_are(item, family) for item in opened.of(key))
    for item in opened.paragraphs:
        if any(run.bold and run.text.strip() for run in item.runs):
            yield Seen(right=False, measured="加粗", where=item.where)


@clause("C12", "7.3.4", Strength.RULE, "附件说明空一行、左空二字，名称后不加标点")
def enclosures(opened: Opened) -> Iterable[Seen]:
    """One blank line above the first, hanging under the name, no mark at the end."""
    for number, item in enumerate(opened.of("Enclosure")):
        left = item.length("ind", "left") - item.length("ind", "hanging")
        placed = left == 2 * _ZI and opened.blanks_before(item) == 1 if number == 0 else left >= 2 * _ZI
        marked = item.text.endswith(tuple("。，；：、"))
        yield Seen(placed and not marked, f"左空 {left / _ZI:.1f} 字", item.where)


@clause("C13", "7.3.5.1", Strength.USUAL, "成文日期右空四字")
def date_place(opened: Opened) -> Iterable[Seen]:
    """Counted from the box in which it is centred and its own width."""
    for item in opened.of("Dated"):
        room = 8845 - item.length("ind", "left") - item.length("ind", "right")
        own = width(item.text) * _ZI // 2
        gap = item.length("ind", "right") + (room - own) / 2
        yield Seen(abs(gap - 4 * _ZI) <= _ZI, f"右空约 {gap / _ZI:.1f} 字", item.where)


@clause("C14", "7.3.5.1", Strength.USUAL, "署名以成文日期为准居中")
def signed(opened: Opened) -> Iterable[Seen]:
    """Both centred in the same box, which is wide enough for both."""
    for item in opened.of("Issuer"):
        dated = next((other for other in opened.paragraphs[item.place :] if other.key == "Dated"), None)
        if dated is None:
            yield Seen(right=False, measured="署名下没有成文日期", where=item.where)
            continue
        boxes = [tuple(one.length("ind", side) for side in ("left", "right")) for one in (item, dated)]
        room = 8845 - sum(boxes[0])
        fits = max(width(line) for line in item.lines) * _ZI // 2 <= room
        right = boxes[0] == boxes[1] and item.align == dated.align == "center" and fits
        yield Seen(right, "同一框内居中" if right else "与日期不在同一中线或过宽", item.where)


@clause("C15", "7.3.5.1", Strength.RULE, "署名上方留出盖章的位置")
def seal_room(opened: Opened) -> Iterable[Seen]:
    """A seal of 45 mm whose top is within one line of the text lies over 署名 and date and does not touch the text."""
    for item in opened.of("Issuer"):
        above = opened.above(item)
        if above is None or above.key == "Issuer":
            continue
        blanks = opened.blanks_before(item)
        high = sum(len(other.lines) for other in _signature(opened, item))
        covered = blanks + high < 1 + _SEAL / _LINE_HEIGHT
        clear = blanks + (high + 1) / 2 >= _SEAL / _LINE_HEIGHT / 2
        yield Seen(covered and clear, f"空 {blanks} 行，署名 {high} 行", item.where)


def _signature(opened: Opened, first: Paragraph) -> Iterator[Paragraph]:
    for item in opened.paragraphs[first.place :]:
        if item.key != "Issuer":
            return
        yield item


@clause("C19", "7.3.5.4", Strength.RULE, "成文日期用阿拉伯数字，年份写全，不编虚位", EVERY)
def date_form(opened: Opened) -> Iterable[Seen]:
    """A date of the calendar; the room for it in a draft."""
    for item in opened.of("Dated", "CertificateDate"):
        found = _DATE.fullmatch(item.text)
        if found is None and _ROOM.fullmatch(item.text):
            yield Seen(None, "（未登记）", item.where)
        else:
            yield Seen(found is not None and _exists(found), item.text, item.where)


def _exists(found: re.Match[str]) -> bool:
    try:
        date(*(int(part) for part in found.groups()))
    except ValueError:
        return False
    return True


@clause("C20", "7.3.5.5", Strength.RULE, "署名、日期与正文同页")
def together(opened: Opened) -> Iterable[Seen]:
    """Everything from the last line of the text to the date is kept with the next."""
    for item in opened.of("Dated"):
        chain: list[Paragraph] = []
        for above in reversed(opened.paragraphs[: item.place]):
            chain.append(above)
            if above.text.strip() and above.key not in {"Issuer", "Enclosure"}:
                break
        loose = [one for one in chain if not one.has("keepNext") and not one.in_table]
        yield Seen(not loose, "与下段同页" if not loose else "可能与正文分页", loose[0].where if loose else item.where)


@clause("C21", "7.3.6", Strength.RULE, "附注居左空二字，加圆括号")
def note(opened: Opened) -> Iterable[Seen]:
    """In full-width brackets, two characters in."""
    for item in opened.of("Note"):
        right = re.fullmatch("（.+）", item.text) is not None and item.length("ind", "left") == 2 * _ZI
        yield Seen(right, item.text[:12], item.where)


@clause("C22", "7.3.7", Strength.RULE, "附件另面编排")
def annex_page(opened: Opened) -> Iterable[Seen]:
    """Each annex begins a page."""
    return [Seen(item.has("pageBreakBefore"), "另面", item.where) for item in opened.of("Annex")]


@clause("C23", "7.3.7", Strength.RULE, "“附件”及序号 3 号黑体顶格")
def annex_label(opened: Opened) -> Iterator[Seen]:
    """黑体, flush left, no colon."""
    for item in opened.of("Annex"):
        yield Seen(re.fullmatch(r"附件([1-9]\d*)?", item.text) is not None, item.text, item.where)
        yield fonts_are(item, "黑体")


@clause("C24", "7.3.7", Strength.RULE, "附件标题居中，在版心第三行")
def annex_title(opened: Opened) -> Iterable[Seen]:
    """One blank line under the label."""
    for item in opened.of("AnnexTitle"):
        blanks = opened.blanks_before(item)
        yield Seen(blanks == 1 and item.align == "center", f"空 {blanks} 行", item.where)


@clause("C25", "7.3.7", Strength.RULE, "附件序号、标题与附件说明一致")
def annexes(opened: Opened) -> Seen | None:
    """The same numbers and titles in the same order; a list of enclosures may name papers that follow apart."""
    labels = [item.text.removeprefix("附件") for item in opened.of("Annex")]
    titles = [item.text for item in opened.of("AnnexTitle")]
    if not labels:
        return None
    named = [found.groups(default="") for item in opened.of("Enclosure") if (found := _ENCLOSURE.fullmatch(item.text))]
    shown = "、".join(f"{number}{title}" for number, title in zip(labels, titles, strict=False))
    return Seen(named == list(zip(labels, titles, strict=False)), shown)


@clause("C27", "", Strength.PRACTICE, "印发的文件不作为附件", RED)
def printed(opened: Opened) -> Iterable[Seen]:
    """What a 关于印发《》的通知 prints follows it without a label."""
    for item in opened.of("Headline")[:1]:
        if re.search("关于印发《.+》的通知$", item.text):
            yield Seen(not opened.of("Enclosure", "Annex"), item.text, item.where)


@clause("T1", "条例第八条", Strength.PRACTICE, "文种为法定的十五种", (*RED, Form.LETTER))
def kind(opened: Opened) -> Iterable[Seen]:
    """公示 is no such kind, but is what the regulation asks for."""
    for item in opened.of("Headline")[:1]:
        yield Seen(re.search(f"({KINDS})$", item.text) is not None, item.text[-4:], item.where)


@clause("T8", "条例第十五条", Strength.RULE, "上行文只有一个主送机关", (Form.UPWARD,))
def one_addressee(opened: Opened) -> Iterable[Seen]:
    """A request goes to one organ."""
    for item in opened.of("Addressee"):
        yield Seen(not re.search("[、，；]", item.text), item.text, item.where)


_HALF_WIDTH = re.compile(r"[\u4e00-\u9fa5][,;:?!]|[,;:?!][\u4e00-\u9fa5]|\([\u4e00-\u9fa5]")


@clause("P2", "GB/T 15834", Strength.USUAL, "中文用全角标点", (*OFFICIAL, Form.FREE, Form.CERTIFICATE))
def full_width(opened: Opened) -> Iterator[Seen]:
    """No half-width marks next to 汉字."""
    for item in opened.paragraphs:
        found = _HALF_WIDTH.search(item.text)
        yield Seen(found is None, found[0] if found else "全角", item.where)


@clause("P4", "GB/T 15834", Strength.RULE, "书名号、引号、括号成对，不套用同级书名号", EVERY)
def pairs(opened: Opened) -> Iterator[Seen]:
    """Marks come in pairs; inside 《》 stands 〈〉."""
    for item in opened.paragraphs:
        uneven = [a + b for a, b in ("《》", "〈〉", "“”", "（）", "〔〕") if item.text.count(a) != item.text.count(b)]
        nested = re.search("《[^》]*《", item.text)
        yield Seen(not uneven and nested is None, "、".join(uneven) or "成对", item.where)


@clause("P7", "GB/T 15834", Strength.USUAL, "起止用一字线，数值范围用浪纹线", EVERY)
def ranges(opened: Opened) -> Iterator[Seen]:
    """Neither a double hyphen nor a half-width tilde."""
    for item in opened.paragraphs:
        found = re.search(r"--|~|\d-\d+[年月日]", item.text)
        yield Seen(found is None, found[0] if found else "无误", item.where)


@clause("S2", "GB/T 15835", Strength.USUAL, "年份写全", EVERY)
def years(opened: Opened) -> Iterator[Seen]:
    """Four digits before 年度 and before a month."""
    for item in opened.paragraphs:
        found = re.search(r"(?<!\d)\d{2}年(度|\d{1,2}月)", item.text)
        yield Seen(found is None, found[0] if found else "四位", item.where)

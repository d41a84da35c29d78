"""Closed vocabularies: the words themselves, and what people write in their place where it can be one of them only."""

from __future__ import annotations

import re
import unicodedata

from toolchain.engine.xlsx.cells import Cell, CellKind
from toolchain.model.government_level import own_level
from toolchain.model.schema import Column
from toolchain.workbooks.cell_parser import Parsed, accept, refuse
from toolchain.workbooks.normalisation import closest, label_key, negations, trimmed
from toolchain.workbooks.vocabularies import offered

_TICKS = re.compile(r"[√✓✔☑✅■●○◯×✗✘☒□vVxX1]|对|勾|打勾|打√")

_YES, _NO = "是", "否"
_SAYS_YES = frozenset(
    ["是", "是的", "对", "对的", "有", "已有", "确有", "属实", "√", "✓", "✔", "☑", "✅", "y", "yes", "true", "t"]
)
_SAYS_NO = frozenset(["否", "不是", "不", "不属实", "×", "✗", "✘", "☒", "n", "no", "false", "f"])
_NOTHING_OF_THE_KIND = re.compile(
    "(?:[从暂均都尚]|以上)?(?:无|没有?)(?:[此该]|上述|以上|前述|任何)?类?(?:情况|情形|事项|现象|行为)?"
    "|(?:[从均都尚]|以上)?(?:未|没有?|不)曾?(?:发生|存在|出现)过?(?:[此该]|上述|以上|前述|任何)?类?(?:情况|情形|事项|现象|行为)?"
    "|从未"
)
"""What people write for 否 where they are asked whether something happened: that there is nothing of the kind."""
_ALIASES = {
    "赞成": "同意",
    "赞同": "同意",
    "反对": "不同意",
    "不赞成": "不同意",
    "废票": "无效",
    "作废": "无效",
    "弃票": "弃权",
    "公司": "企业",
    "有限公司": "企业",
    "有限责任公司": "企业",
    "股份有限公司": "企业",
    "合作社": "农民专业合作社",
    "博士": "博士研究生",
    "硕士": "硕士研究生",
    "大本": "本科",
    "专科": "大专",
    "退库": "取消评审资格",
}
"""Everyday words by the word of the vocabulary they stand for."""
_CORES = {
    "到会": (("出席", "参会", "已到", "实到", "到"), ("缺席", "请假", "因事请假", "未到", "未出席", "未参会")),
    "受理": (("予以受理",), ("不予受理",)),
}
"""What people write instead of 是 and 否 where a column asks for just this."""
_TAILS = re.compile("票|的|了|要求|条件|规定|标准|学历|毕业|类|类别|情况|事项")
"""What people write behind a word without changing it."""
_LEAST = 2


def parse_choice(cell: Cell, column: Column) -> Parsed:
    """Read one value of a closed vocabulary."""
    choices = column.choices
    text = trimmed(cell.text)
    same = own_level(text)
    if same in choices and same != text and text == cell.text and cell.kind is not CellKind.NUMBER:
        return accept(column, cell, column.element(same))
    if text in choices and cell.kind is not CellKind.NUMBER:
        return accept(column, cell, column.element(text), read_as=text if text != cell.text else "")
    choices = offered(column)
    wanted = "、".join(choices)
    if cell.kind is CellKind.NUMBER:
        return refuse("E-CHOICE-02", column, cell, wanted=wanted)
    alike = [c for c in choices if label_key(c) == label_key(text)]
    only = alike[0] if len(alike) == 1 else _stands_for(text, column)
    if only:
        return accept(column, cell, column.element(only), read_as=only)
    if _TICKS.fullmatch(text):
        return refuse("E-CHOICE-02", column, cell, wanted=wanted)
    near = closest(text, choices)
    hint = f"是否指“{near}”？" if near else ""
    return refuse("E-CHOICE-01", column, cell, wanted=wanted, hint=hint)


def is_yes_or_no(column: Column) -> bool:
    """Say whether a column asks for 是 or 否."""
    return set(column.choices) == {_YES, _NO}


def _stands_for(text: str, column: Column) -> str:
    """Give the one word of the vocabulary that a text can stand for; empty where it is none or may be several."""
    word = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).rstrip("。.!！;；,，").casefold()
    choices = offered(column)
    if is_yes_or_no(column):
        return _yes_or_no(word, column.label)
    if _ALIASES.get(word) in choices:
        return _ALIASES[word]
    meant = [choice for choice in choices if _says(word, label_key(choice))]
    return meant[0] if len(meant) == 1 else ""


def _says(word: str, choice: str) -> bool:
    """Say whether a text is a word with an idle tail, or the beginning of it that is no other's, and denies as much."""
    if negations(word) != negations(choice):
        return False
    if word.startswith(choice):
        return bool(_TAILS.fullmatch(word[len(choice) :]))
    return len(word) >= _LEAST and word in choice


def _yes_or_no(word: str, label: str) -> str:
    if word in _SAYS_YES:
        return _YES
    if word in _SAYS_NO or _NOTHING_OF_THE_KIND.fullmatch(word):
        return _NO
    core = re.sub("^(?:是否)?已?(?:被)?", "", label_key(label))
    said = re.sub("[的了]$", "", word)
    if said in {core, f"已{core}", f"有{core}", f"已被{core}"}:
        return _YES
    yes, no = _CORES.get(core, ((), ()))
    if said in yes or said in no:
        return _YES if said in yes else _NO
    return _NO if said in {f"{no}{core}" for no in ("不", "未", "没", "没有", "无", "尚未", "未被")} else ""

"""How texts of a form are written: telephone numbers, 发文字号, accounts …; what is only spelt otherwise is mended."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from toolchain.model.chinese import numeral, unpadded
from toolchain.model.identifiers import Form, is_identity_card
from toolchain.workbooks.normalisation import ascii_form


class Formed(NamedTuple):
    """A text held against its form.

    Attributes:
        text: as it is written; empty where it cannot be one of the form.
        wanted: how it would be written.
        hint: what it may stand for, or what is wrong with it.
    """

    text: str
    wanted: str = ""
    hint: str = ""


def formed(text: str, form: Form) -> Formed:
    """Hold a text against its form."""
    reader = _FORMS.get(form)
    return Formed(text) if reader is None else reader(text)


DITTO = re.compile("同上一?行?|同前|同左|同右|如上|见上|[〃″\uff02”\u0022]{1,2}")
"""What stands for the cell above; when rows are sorted it stands for another one."""

_DASHES = str.maketrans(dict.fromkeys("—–―−~～_\uff0d\u2010\u2011\u2012", "-"))
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(0(?:10|2\d|[3-9]\d\d))-?(\d{7,8})(?:-(\d{1,6}))?", re.ASCII)
_SERVICE = re.compile(r"(?:400|800)-?\d{3}-?\d{4}|(?:400|800)-?\d{4}-?\d{3}|1\d{2,4}|9\d{4,5}", re.ASCII)
_EXTENSION = re.compile(r"(?:转|分机|ext\.?|#|\*)(\d{1,6})$", re.IGNORECASE | re.ASCII)
_BARE = re.compile(r"([3-9]\d\d)(\d{7})|(2\d)(\d{8})|(10)([2-8]\d{7})", re.ASCII)
_LOCAL = re.compile(r"[2-8]\d{6,7}", re.ASCII)
_PHONE = "区号加号码（如 0373-3050001）或11位手机号码"


def _phone(text: str) -> Formed:
    parts = [part for part in re.split(r"[、，,；;/\n]|\s{2,}|或", ascii_form(text)) if part.strip()]
    found: list[Formed] = []
    for part in parts:
        area = _LANDLINE.fullmatch(found[-1].text) if found else None
        local = area is not None and _LOCAL.fullmatch(part.strip())
        found.append(_one_phone(f"{area[1]}-{part.strip()}" if area and local else part.strip()))
    wrong = next((item for item in found if not item.text), None)
    return wrong or (Formed("、".join(item.text for item in found)) if found else Formed("", _PHONE))


def _one_phone(text: str) -> Formed:
    spaced = re.sub("[)）]", "-", text.translate(_DASHES))
    digits = re.sub(r"^(?:\+|00)86-?|[\s(（.]", "", spaced)
    digits = re.sub("-{2,}", "-", _EXTENSION.sub(r"-\1", digits)).strip("-")
    plain = digits.replace("-", "")
    if not plain.isascii() or not plain.isdigit():
        return Formed("", _PHONE)
    if _MOBILE.fullmatch(plain):
        return Formed(plain)
    return Formed(digits) if _SERVICE.fullmatch(digits) else _landline(digits, plain)


def _landline(digits: str, plain: str) -> Formed:
    """Write a number with its area code; where the nought before it was lost, it is put back."""
    whole = _LANDLINE.fullmatch(digits) or _LANDLINE.fullmatch(plain)
    if whole:
        return Formed(f"{whole[1]}-{whole[2]}" + (f"-{whole[3]}" if whole[3] else ""))
    bare = _BARE.fullmatch(plain)
    if bare:
        area, number = (part for part in bare.groups() if part)
        return Formed(f"0{area}-{number}")
    return Formed("", _PHONE, "缺少区号。" if _LOCAL.fullmatch(plain) else f"现有{len(plain)}位数字。")


_ADDRESS = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9][A-Za-z0-9\-]*(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}")


def _email(text: str) -> Formed:
    wanted = "一个邮箱地址（如 zlj@163.com）"
    folded = re.sub(r"\s*([@.,])\s*", r"\1", ascii_form(text).replace("。", ".").replace("﹒", "."))
    local, _, host = folded.rpartition("@")
    mended = f"{local}@{re.sub('[,]', '.', host)}"
    if _ADDRESS.fullmatch(mended) and ".." not in mended and not mended.startswith("."):
        return Formed(mended)
    tight = re.sub(r"\s", "", mended)
    return Formed("", wanted, f"是否指“{tight}”？" if _ADDRESS.fullmatch(tight) and ".." not in tight else "")


def _postcode(text: str) -> Formed:
    digits = re.sub(r"[\s\-]", "", ascii_form(text))
    if re.fullmatch(r"[0-8]\d{5}", digits, re.ASCII):
        return Formed(digits)
    return Formed("", "6位数字", f"现有{len(digits)}位。" if digits.isdigit() else "")


_LEAST_ACCOUNT, _MOST_ACCOUNT = 8, 32
_SHORTENED = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}", re.ASCII)
_ALIKE = str.maketrans("OoQIlSsZzB", "0001155228")


def _account(text: str) -> Formed:
    wanted = f"{_LEAST_ACCOUNT}至{_MOST_ACCOUNT}位数字"
    folded = ascii_form(text)
    digits = re.sub(r"[\s\-—–\uff0d·.]", "", folded)
    if _SHORTENED.fullmatch(folded.replace(" ", "")):
        return Formed("", wanted, "这是长号码变成数字以后显示的样子，末尾已经丢失，请照开户资料重新填写。")
    if digits.isascii() and digits.isdigit():
        if _LEAST_ACCOUNT <= len(digits) <= _MOST_ACCOUNT:
            return Formed(digits)
        return Formed("", wanted, f"现有{len(digits)}位。")
    guess = digits.translate(_ALIKE)
    alike = guess.isascii() and guess.isdigit() and _LEAST_ACCOUNT <= len(guess) <= _MOST_ACCOUNT
    return Formed("", wanted, f"字母与数字容易混淆，是否指“{guess}”？" if alike else "")


_BANK = re.compile("银行|信用社|信用合作|农信|农商|财务公司|结算中心|国库")


def _bank(text: str) -> Formed:
    name = re.sub(r"\s", "", text)
    if _BANK.search(name) and not re.search(r"\d{6,}", name):
        return Formed(name)
    hint = "账号请填在“银行账号”栏。" if re.search(r"\d{6,}", ascii_form(name)) else ""
    return Formed("", "银行和网点的名称（如 中国建设银行新乡红旗支行）", hint)


_OPEN, _CLOSE = r"[〔\[(【{〈<『「]", r"[〕\])】}〉>』」]"
_DOCUMENT = re.compile(rf"([\u4e00-\u9fffA-Za-z]+){_OPEN}(\d{{4}})年?{_CLOSE}(?:第)?(\d{{1,5}})号?", re.ASCII)
_BRACKETLESS = re.compile(r"[\u4e00-\u9fff]+(?:19|20)\d\d[-—年]?第?\d{1,4}号?")


def _document(text: str) -> Formed:
    wanted = "机关代字、六角括号中的四位年份和序号（如 红政〔2025〕12号）"
    tight = re.sub(r"\s", "", ascii_form(text).translate(str.maketrans("\uff3b\uff3d﹝﹞", "[]〔〕")))
    found = _DOCUMENT.fullmatch(tight)
    if found and int(found[3]) and found[2][:2] in {"19", "20"}:
        return Formed(f"{found[1]}〔{found[2]}〕{int(found[3])}号")
    if found and not int(found[3]):
        return Formed("", wanted, "序号不能是0。")
    if re.search(rf"{_OPEN}\d{{2}}年?{_CLOSE}", tight):
        return Formed("", wanted, "年份应写四位。")
    hint = "年份应写在六角括号中。" if _BRACKETLESS.fullmatch(tight) else ""
    return Formed("", wanted, hint)


_HAN = "[一二三四五六七八九十百零\u3007]"
_MEETING = re.compile(
    rf"((?:20[0-9]{{2}}年|第?{_HAN}{{1,3}}届)?[^第0-9一二三四五六七八九十百]*)第?([0-9]{{1,4}}|{_HAN}{{1,7}})次?(.*)"
)
_BEFORE_MEETING = re.compile(rf"(?:20[0-9]{{2}}年)?(?:第?{_HAN}{{1,3}}届)?(?:[\u4e00-\u9fff]{{0,12}}政府)?")
_AFTER_MEETING = re.compile(r"(?:\(扩大\))?(?:区?政府)?(?:常务|全体)?(?:\(扩大\))?(?:会议?)?")


def _meeting(text: str) -> Formed:
    found = _MEETING.fullmatch(re.sub(r"\s", "", ascii_form(text)))
    count = _whole(found[2]) if found else 0
    if not found or not count or not _BEFORE_MEETING.fullmatch(found[1]) or not _AFTER_MEETING.fullmatch(found[3]):
        return Formed("", "第几次会议（如 第45次常务会议）")
    after = found[3] if not found[3] or found[3].endswith("议") else f"{found[3].removesuffix('会')}会议"
    return Formed(f"{found[1]}第{count}次{after}")


def _whole(text: str) -> int:
    if text.isascii():
        return int(text)
    spoken = text.replace("\u3007", "零")
    return next((number for number in range(1, 1000) if spoken in {numeral(number), f"一{numeral(number)}"}), 0)


def _certificate(text: str) -> Formed:
    tight = re.sub(r"\s", "", ascii_form(text))
    if re.search(r"\d", tight) and re.fullmatch(r"[0-9A-Za-z\u4e00-\u9fff〔〕\[\]()（）\-—/第号.]+", tight):
        return Formed(text.strip() if tight == ascii_form(text) and "(" not in tight else tight)
    return Formed("", "证书上的编号，含数字（如 红质奖2025001）")


def _person(text: str) -> Formed:
    """Read a name; digits alone are a number that belongs into another column, an office is nobody."""
    named = re.search(r"[^\W\d]", text) and not _OFFICE.search(text)
    return Formed(unpadded(text)) if named else Formed("", "姓名")


_OFFICE = re.compile(
    "(?:委员会|办公室|评审办|公司|中心|协会|学院|政府|(?:管理|监督|统计|税务|公安|环境|发展|财政|审计)局)$"
)


_OTHER_PAPER = re.compile("[A-Z]{1,3}[0-9]{6,10}")


def _identity(text: str) -> Formed:
    """Read the number of an identity card, or of a passport or travel permit; nothing of it is ever shown."""
    number = re.sub(r"\s", "", ascii_form(text)).upper()
    if is_identity_card(number) or _OTHER_PAPER.fullmatch(number):
        return Formed(number)
    hint = f"现有{len(number)}位。" if len(number) != _CARD_LENGTH else "校验码与其余各位不合，请照证件核对。"
    return Formed("", "18位居民身份证号码，或者护照、通行证号码（字母开头）", hint)


_CARD_LENGTH = 18

_FORMS: dict[Form, Callable[[str], Formed]] = {
    Form.PERSON: _person,
    Form.PHONE: _phone,
    Form.EMAIL: _email,
    Form.POSTCODE: _postcode,
    Form.BANK: _bank,
    Form.ACCOUNT: _account,
    Form.DOCUMENT: _document,
    Form.MEETING: _meeting,
    Form.CERTIFICATE: _certificate,
    Form.IDENTITY: _identity,
}

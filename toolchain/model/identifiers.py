"""What names and numbers are: their forms and lengths; 统一社会信用代码 by GB 32100-2015 with GB 11714 inside it."""

from __future__ import annotations

import re
from enum import StrEnum

from toolchain.engine.value_objects import Value


class Form(StrEnum):
    """What a text is; what is one thing is written one way and may have one length in every workbook."""

    FREE = "文字"
    ORGANISATION = "单位名称"
    PERSON = "姓名"
    TRADE = "行业"
    PAPERS = "材料"
    PHONE = "电话"
    EMAIL = "电子邮箱"
    POSTCODE = "邮政编码"
    BANK = "开户银行"
    ACCOUNT = "银行账号"
    DOCUMENT = "发文字号"
    MEETING = "会议次数"
    CERTIFICATE = "证书编号"
    IDENTITY = "身份证件号码"
    LAST_DAY = "最后一日"


LENGTHS = {
    Form.FREE: 200,
    Form.ORGANISATION: 120,
    Form.PERSON: 60,
    Form.TRADE: 30,
    Form.PAPERS: 200,
    Form.PHONE: 40,
    Form.EMAIL: 60,
    Form.POSTCODE: 6,
    Form.BANK: 60,
    Form.ACCOUNT: 40,
    Form.DOCUMENT: 40,
    Form.MEETING: 40,
    Form.CERTIFICATE: 40,
    Form.IDENTITY: 18,
    Form.LAST_DAY: 40,
}
"""Characters that a text of each form may have."""


class Audience(StrEnum):
    """Who may see what stands in a column."""

    PUBLIC = "公开"
    SUBJECT = "本人和评审办"
    OFFICE = "评审办"
    CONFIDENTIAL = "保密"


PRIVATE = frozenset({Form.PHONE, Form.ACCOUNT, Form.IDENTITY})
"""Forms of numbers that belong to a person or an account."""


class Refers(StrEnum):
    """Whose number or code stands in a column, where somebody may write the name in its place."""

    NOBODY = ""
    ORGANISATION = "单位"
    EXPERT = "专家"
    MEMBER = "委员"
    PANEL = "评审组"
    PERSON = "专家或委员"
    SUBJECT = "单位或专家"


ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of a code; I, O, S, V and Z are not used."""

LENGTH = 18
_ORGANISATION = slice(8, 16)
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_MODULUS, _ORGANISATION_MODULUS = 31, 11


class CodeCheck(Value):
    """What is wrong with a code; an empty fault means it is right.

    Attributes:
        fault: "", "length", "character", "organisation" or "check".
        position: 1 to 18, where the fault shows, 0 for the length.
        found: the character there.
        expected: what it should be, where that can be computed.
    """

    fault: str = ""
    position: int = 0
    found: str = ""
    expected: str = ""

    @property
    def ok(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.fault


def check_uscc(code: str) -> CodeCheck:
    """Check length, alphabet and both check characters of a code in capitals."""
    if len(code) != LENGTH:
        return CodeCheck("length", 0, str(len(code)), str(LENGTH))
    for position, char in enumerate(code, start=1):
        if char not in ALPHABET:
            return CodeCheck("character", position, char)
    wanted = check_character(code[:17])
    if code[17] != wanted:
        return CodeCheck("check", LENGTH, code[17], wanted)
    inner = organisation_character(code[_ORGANISATION])
    if code[16] != inner:
        return CodeCheck("organisation", 17, code[16], inner)
    return CodeCheck()


def check_character(body: str) -> str:
    """Compute the last character of a code from the 17 before it (weights 3^i modulo 31)."""
    total = sum(ALPHABET.index(char) * pow(3, index, _MODULUS) for index, char in enumerate(body))
    return ALPHABET[-total % _MODULUS]


def organisation_character(body: str) -> str:
    """Compute the check character of the eight characters of an organisation code (GB 11714)."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, _WEIGHTS, strict=True))
    check = -total % _ORGANISATION_MODULUS
    return "X" if check == _ORGANISATION_MODULUS - 1 else str(check)


def region(code: str) -> str:
    """Give the six digits of the registering region."""
    return code[2:8]


_KINDS = {
    "91": ("企业",),
    "92": ("其他组织",),
    "93": ("农民专业合作社",),
    "12": ("事业单位",),
    "A1": ("事业单位",),
    "13": ("社会组织", "其他组织"),
    "51": ("社会组织",),
    "52": ("社会组织",),
    "53": ("社会组织",),
    "59": ("社会组织", "其他组织"),
}
_REGISTERED = re.compile("[12345678]9|11|21|3[1-5]|41|6[12]|7[12]|81|A9|N[1239]|Y1")
"""Other pairs of registering department and kind that codes begin with; all of them are 其他组织."""


def kinds_of(code: str) -> tuple[str, ...]:
    """Give the kinds of organisation whose codes begin so (GB 32100); empty where no code does."""
    return _KINDS.get(code[:2]) or (("其他组织",) if _REGISTERED.fullmatch(code[:2]) else ())


class SubjectKind(StrEnum):
    """What may win: an organisation, or somebody or something that has no code of its own."""

    ORGANISATION = "组织"
    PERSON = "个人"
    TEAM = "团队"
    PROJECT = "项目"
    PATTERN = "模式"


NUMBERS = {
    SubjectKind.PERSON: "GR",
    SubjectKind.TEAM: "TD",
    SubjectKind.PROJECT: "XM",
    SubjectKind.PATTERN: "MS",
}
"""What the application numbers (申报编号) of those without a code begin with; digits follow."""
_NUMBER = re.compile("(GR|TD|XM|MS)[0-9]{4,12}")
_BEGINNINGS = {beginning: kind for kind, beginning in NUMBERS.items()}


def subject_of(code: str) -> SubjectKind:
    """Say by a code what it belongs to: an application number tells it, anything else is an organisation's code."""
    found = _NUMBER.fullmatch(code)
    return SubjectKind.ORGANISATION if found is None else _BEGINNINGS[found[1]]


_CARD_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CARD_CHECKS = "10X98765432"
_CARD = re.compile(r"[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9X]")


def is_identity_card(code: str) -> bool:
    """Say whether 18 characters are the number of an identity card (GB 11643): a birth date and its check digit."""
    if not _CARD.fullmatch(code):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(code, _CARD_WEIGHTS, strict=False))
    return code[17] == _CARD_CHECKS[total % _ORGANISATION_MODULUS]

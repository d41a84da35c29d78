"""第二十七条: employers whose name is part of an applicant's, or has it as a part; pointed out, decided by people."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from toolchain.engine.value_objects import Value
from toolchain.model.problems import At, Problem, problem
from toolchain.regulation.art27_recusal import folded

_PLACE = re.compile(
    "^(?:中国|(?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃"
    "|青海|台湾|内蒙古|广西|西藏|宁夏|新疆)(?:省|市|自治区)?)?(?:[\u4e00-\u9fff]{2,4}?市)?(?:[\u4e00-\u9fff]{1,4}?[区县])?"
)
_KIND = re.compile("(?:\\(?集团\\)?)?(?:股份)?(?:有限(?:责任)?)?(?:总|分|子)?公司$|集团$|股份$|专业合作社$")
_ORDINARY = re.compile(
    "机械|制造|科技|技术|食品|建材|化工|设备|贸易|商贸|物流|服务|管理|咨询|实业|电气|电子|纺织|家具|仪器|计量|阀门|信息|农业|种植|养殖|中心"
)
"""What many names have; a part that is nothing else tells nothing."""
_LEAST = 3
_BRAND = 2
_BRANDED = "(?:公司|集团|厂|股份|企业)"


class Named(Value):
    """A name under which an applicant is or was known.

    Attributes:
        uscc, name: whose name it is.
        at: where it stands.
    """

    uscc: str
    name: str
    at: At


class Person(Value):
    """An expert or a member with the words that say where the person works.

    Attributes:
        number, name: who.
        work: 工作单位, or 单位及职务.
        at: where it stands.
    """

    number: str
    name: str
    work: str
    at: At


def resembling(
    people: Sequence[Person], names: Sequence[Named], known: Collection[tuple[str, str]]
) -> Iterator[Problem]:
    """Name every employer that an applicant's name resembles, with both cells.

    Args:
        people: experts and members.
        names: present and former names of the applicants.
        known: pairs of number and code whose interest is on record already.
    """
    told: set[tuple[str, str]] = set()
    for person in people:
        for named in names:
            pair = (person.number, named.uscc)
            part = "" if pair in known or pair in told else common(person.work, named.name)
            if part:
                told.add(pair)
                facts = {"person": person.name, "number": person.number, "work": person.work, "applicant": named.name}
                yield problem("W-RULE-2701", person.at, subject=named.uscc, part=part, where=named.at, **facts)


def common(work: str, name: str) -> str:
    """Give the part that an employer and an applicant's name share and that tells them from others; else nothing."""
    employer, full = folded(work), folded(name)
    core = kernel(full)
    for part in (full, core):
        if len(part) >= _LEAST and part in employer and _ORDINARY.sub("", part):
            return part
    own = kernel(employer)
    if len(own) >= _LEAST and own in full and _ORDINARY.sub("", own):
        return own
    brand = core[:_BRAND]
    branded = len(core) > _BRAND and not _ORDINARY.match(core)
    return brand if branded and re.search(f"{brand}{_BRANDED}", employer) else ""


def kernel(name: str) -> str:
    """Take place and kind from the name of an organisation: 新乡市恒拓精密机械有限公司 is 恒拓精密机械."""
    return _KIND.sub("", _PLACE.sub("", name, count=1))

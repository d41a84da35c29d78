"""Made-up documents of every Form, their sketches, and how they are rendered in tests."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from lxml import etree

from tests.rows import row_of
from toolchain.documents.declaration import Addressee, Document, Form, slot
from toolchain.model.issuance import Issuance
from toolchain.model.parameters import load_rules
from toolchain.model.rule_set.office import Office
from toolchain.model.sheets.settings import Cycle
from toolchain.typesetting.docx_parts import text_of
from toolchain.typesetting.ooxml import w
from toolchain.typesetting.render import Template
from toolchain.typesetting.template_authoring import build

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
OFFICE = Office.load(TEMPLATES / "office.toml")
RULES = load_rules(TEMPLATES / "regulation" / "2022-76.toml")
CYCLE = row_of(
    Cycle,
    announced=date(2026, 3, 2),
    opens=date(2026, 3, 9),
    deadline=date(2026, 4, 30),
    contact="王某",
)
COMMON = {"office": OFFICE, "rules": RULES, "cycle": CYCLE}
ISSUE = Issuance(number="红政〔2026〕76号", dated=date(2026, 12, 30), signer="李某某", printed=date(2026, 12, 31))


@dataclass(frozen=True)
class Laureate:
    """A made-up laureate."""

    name: str
    prize: int
    total: Fraction
    rank: int


class Announcement(
    Document,
    number=91,
    title="授奖公告",
    addressee=Addressee.OFFICE,
    form=Form.DOWNWARD,
    public=True,
):
    """A red-headed announcement."""

    laureates: tuple[Laureate, ...] = slot("获奖单位")


class Request(Document, number=92, title="提请审定的请示", addressee=Addressee.OFFICE, form=Form.UPWARD):
    """A request to the government."""

    laureates: tuple[Laureate, ...] = slot("拟奖单位")


class Letter(Document, number=93, title="受理通知书", addressee=Addressee.OFFICE, form=Form.LETTER):
    """A letter to an applicant."""

    name: str = slot("单位名称")


class Minutes(Document, number=94, title="会议纪要", addressee=Addressee.OFFICE, form=Form.MINUTES):
    """Minutes of a meeting."""

    present: tuple[str, ...] = slot("出席委员")


class Notice(Document, number=95, title="公示", addressee=Addressee.OFFICE, form=Form.PLAIN):
    """A plain notice."""

    laureates: tuple[Laureate, ...] = slot("拟奖单位")


class Sheet(Document, number=96, title="资格审查表", addressee=Addressee.OFFICE, form=Form.FREE, needs_date=False):
    """A table of an applicant."""

    laureates: tuple[Laureate, ...] = slot("单位")


class Certificate(Document, number=97, title="获奖证书", addressee=Addressee.OFFICE, form=Form.CERTIFICATE):
    """A certificate."""

    name: str = slot("获奖单位")
    serial: str = slot("证书编号")
    until: date = slot("有效期至")


NAMES = ("豫北精密机械股份有限公司", "红旗区鼎盛食品有限公司", "卫滨电气研究院")
LAUREATES = tuple(
    Laureate(name, 50000, Fraction(86532 - 400 * place, 100), place + 1) for place, name in enumerate(NAMES)
)
DOCUMENTS: dict[Form, Document] = {
    Form.DOWNWARD: Announcement(laureates=LAUREATES, issue=ISSUE, **COMMON),
    Form.UPWARD: Request(laureates=LAUREATES, issue=replace(ISSUE, number="红质评办〔2026〕3号"), **COMMON),
    Form.LETTER: Letter(name=NAMES[0], issue=replace(ISSUE, number="红质评办〔2026〕7号"), **COMMON),
    Form.MINUTES: Minutes(present=("张某", "李某某", "王某", "赵某某", "钱某", "孙某某"), issue=ISSUE, **COMMON),
    Form.PLAIN: Notice(laureates=LAUREATES[:1], issue=ISSUE, **COMMON),
    Form.FREE: Sheet(laureates=LAUREATES, **COMMON),
    Form.CERTIFICATE: Certificate(
        name=NAMES[0], serial="红质奖〔2026〕001号", until=date(2030, 12, 30), issue=ISSUE, **COMMON
    ),
}

AWARD = "{{ cycle.year }}年度{{ rules.award }}"
_TEXT = "为引导和激励广大组织实施卓越绩效管理模式加快建设质量强区推动全区经济社会实现高质量发展"
SKETCHES: dict[Form, str] = {
    Form.DOWNWARD: f"""\
格式| 下行文
发文机关标志| {{{{ office.government }}}}文件
发文字号| {{{{ issue.number }}}}
公文标题| {{{{ office.government }}}}关于授予{{{{ laureates|names }}}}{AWARD}的公告
主送机关| 各镇人民政府、各办事处，区政府各有关部门：
正文| {_TEXT * 5}。
正文| 根据《{{{{ rules.title }}}}》（{{{{ rules.document }}}}），授予下列{{{{ laureates|length|numeral }}}}家单位：
{{%p for x in laureates %}}
正文| {{{{ loop.index }}}}. {{{{ x.name }}}}，奖金{{{{ x.prize|money }}}}元（{{{{ x.prize|upper }}}}）。
{{%p endfor %}}
一级标题| 一、总体要求
二级标题| （一）珍惜荣誉
正文| {_TEXT * 4}。
附件说明| 附件：1. 获奖单位名单
附件说明| 2. 奖金发放表
署名| {{{{ office.government }}}}
成文日期| {{{{ issue.dated|date }}}}
附注| （此件公开发布）
附件标识| 附件1
附件标题| 获奖单位名单
表| 宽 12,60,40,44
表头| 序号| 单位名称| 得分| 名次
表行| {{%tr for x in laureates %}}
表行| {{{{ loop.index }}}}| {{{{ x.name }}}}| {{{{ x.total|score }}}}| {{{{ x.rank }}}}
表行| {{%tr endfor %}}
表尾|
附件标识| 附件2
附件标题| 奖金发放表
正文| {_TEXT}。
抄送| 抄送：{{{{ office.copies }}}}。
印发| {{{{ office.printing }}}}| {{{{ issue.printed|date }}}}印发
""",
    Form.UPWARD: f"""\
格式| 上行文
发文机关标志| {{{{ office.office }}}}文件
发文字号| {{{{ issue.number }}}}
签发人| {{{{ issue.signer }}}}
公文标题| {{{{ office.office }}}}关于提请审定{{{{ cycle.year }}}}年度{{{{ rules.award }}}}拟奖名单的请示
主送机关| {{{{ office.government }}}}：
正文| {_TEXT * 3}，现将{{{{ laureates|names }}}}报请审定。
正文| 妥否，请批示。
附件说明| 附件：拟奖名单
署名| {{{{ office.office }}}}
成文日期| {{{{ issue.dated|date }}}}
附注| （联系人：{{{{ cycle.contact }}}}，电话：{{{{ cycle.phone }}}}）
印发| {{{{ office.office }}}}| {{{{ issue.printed|date }}}}印发
""",
    Form.LETTER: f"""\
格式| 信函
发文机关标志| {{{{ office.office }}}}
发文字号| {{{{ issue.number }}}}
公文标题| {{{{ office.office }}}}关于受理{{{{ name }}}}申报{{{{ rules.award }}}}的通知
主送机关| {{{{ name }}}}：
正文| {_TEXT * 8}。
正文| {_TEXT * 8}。
附件说明| 附件：材料清单
署名| {{{{ office.office }}}}
成文日期| {{{{ issue.dated|date }}}}
抄送| 抄送：{{{{ office.bureau }}}}。
""",
    Form.MINUTES: f"""\
格式| 纪要
纪要标志| {{{{ office.committee }}}}会议纪要
发文字号| 第1期
公文标题| {{{{ office.committee }}}}第一次会议纪要
正文| {_TEXT * 3}。
出席| 出席：{{{{ present|names }}}}
请假| 请假：周某
列席| 列席：吴某
署名| {{{{ office.committee }}}}
成文日期| {{{{ issue.dated|date }}}}
印发| {{{{ office.office }}}}| {{{{ issue.printed|date }}}}印发
""",
    Form.PLAIN: f"""\
格式| 普通
公文标题| 关于{{{{ cycle.year }}}}年度{{{{ rules.award }}}}拟奖名单的公示
{{%p if laureates %}}
正文| 拟奖单位：{{{{ laureates|names }}}}。
{{%p else %}}
正文| 本届奖项空缺。
{{%p endif %}}
正文| {_TEXT * 6}。
署名| {{{{ office.office }}}}
成文日期| {{{{ issue.dated|date }}}}
""",
    Form.FREE: """\
格式| 自由
页码| 无
公文标题| 资格审查表
表| 宽 20,50,86；高 9
表头| 序号| 单位| 结论
表行| {%tr for x in laureates %}
表行| {{ loop.index }}| {{ x.name }}| 符合⏎得分：{{ x.total|score }}
表行| {%tr endfor %}
表行| 合计| ←| {{ laureates|length }}家
表尾|
说明| 本表一式两份。
版面| 横
正文| 横排。
""",
    Form.CERTIFICATE: """\
格式| 证书
证书标题| 荣誉证书
证书单位| {{ name }}：
证书正文| 经评审、公示和区人民政府批准，授予你单位
证书奖名| {{ cycle.year }}年度{{ rules.award }}
证书正文| 特发此证，以资鼓励。
证书编号| 证书编号：{{ serial }}
证书编号| 有效期至：{{ until|date }}
证书落款| {{ office.government }}
证书日期| {{ issue.dated|date }}
""",
}


@lru_cache(maxsize=64)
def template(form: Form, text: str | None = None) -> Template:
    """Compile the template of a sketch."""
    return Template.read(build(text or SKETCHES[form]), f"{form.value}.docx")


def rendered(form: Form, document: Document | None = None, text: str | None = None) -> bytes:
    """Render a sample document."""
    return template(form, text).render(document or DOCUMENTS[form])


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """Parse a part of a .docx."""
    return etree.fromstring(zipfile.ZipFile(BytesIO(data)).read(name))


def texts(data: bytes) -> list[str]:
    """List the paragraphs' texts."""
    return [text_of(element) for element in part(data).iter(w("p"))]

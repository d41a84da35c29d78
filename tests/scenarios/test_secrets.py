"""Nothing secret leaves the office: every paper, page, name and log is searched for every secret of the example."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from tests.leaks import Secret, _amount, leaks, secrets_of, units
from toolchain.cli.report.json_report import as_json
from toolchain.cycle.build_plan import build_outputs
from toolchain.cycle.outcome import CycleOutcome, Outcome
from toolchain.cycle.resources import Resources
from toolchain.inbox.intake import Intake
from toolchain.outbox.output import Input
from toolchain.outbox.publication import publish_run


@pytest.fixture(scope="module")
def made(example: CycleOutcome, intake: Intake, toolbox: Resources) -> dict[str, bytes]:
    return {output.path: output.data for output in build_outputs(example, intake, toolbox, lambda _: None)}


@pytest.fixture(scope="module")
def secrets(example: CycleOutcome) -> tuple[Secret, ...]:
    return secrets_of(example.record)


def test_the_example_has_secrets_of_every_kind(secrets: tuple[Secret, ...]) -> None:
    kinds = " ".join(secret.kind for secret in secrets)
    assert all(kind in kinds for kind in ("异议人", "表决票", "总分", "条目分", "银行账号"))


def test_documents_and_pages_keep_them(made: dict[str, bytes], secrets: tuple[Secret, ...]) -> None:
    papers = {path: data for path, data in made.items() if path.endswith((".docx", ".html"))}
    assert len(papers) > 80
    assert leaks(papers, secrets) == []


def test_the_helper_finds_them_where_they_are(made: dict[str, bytes], secrets: tuple[Secret, ...]) -> None:
    """The office's own result workbooks hold the scores: a helper that found nothing there would find nothing."""
    found = leaks({path: data for path, data in made.items() if path.endswith("评分汇总与排名.xlsx")}, secrets)
    assert any("总分" in line for line in found)


def test_file_names_and_the_json_keep_them(
    made: dict[str, bytes], secrets: tuple[Secret, ...], example: CycleOutcome, intake: Intake, toolbox: Resources
) -> None:
    assert leaks(dict.fromkeys(made, b""), secrets) == []
    told = as_json(Outcome(intake, (example,)), None, toolbox)
    text = re.sub(r'"[0-9a-f]{64}"', '""', "".join(told))  # a digest holds any digits
    assert leaks({"json": text.encode()}, secrets) == []


def test_the_log_keeps_them(example: CycleOutcome, secrets: tuple[Secret, ...], intake: Intake, tmp_path: Path) -> None:
    inputs = [Input(name, data, "示例") for name, data in intake.held.items()]
    publish_run(tmp_path / "outbox", {"示例": ()}, inputs)
    logs = {path.name: path.read_bytes() for path in (tmp_path / "outbox/_日志").iterdir()}
    assert logs
    assert leaks(logs, secrets) == []
    assert example.record.cycle


def packed(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", text)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        packed(word__document='<w xmlns:w="u"><w:p><w:r>张</w:r><w:r>三</w:r></w:p></w>'),
        packed(docProps__core="<c><creator>张三</creator></c>"),
        packed(xl__workbook='<w><definedName name="张三"/></w>'),
        packed(xl__sharedStrings="<s><si><r><t>张</t></r><r><t>三</t></r></si></s>"),
        packed(word__document="<w><!-- 张三 --></w>"),
        packed(张三="<w/>"),
        "<p>张<b></b>三</p>".encode().replace(b"<b></b>", b""),
    ],
    ids=["分成两段的文字", "文件属性", "名称", "共享字符串", "注释", "部件名", "网页"],
)
def test_hiding_places(data: bytes) -> None:
    assert leaks({"19-公示.docx": data}, [Secret("异议人", ("张三",))])


def test_together_means_in_one_row() -> None:
    secret = Secret("分数", ("张三", _amount(Decimal("85.50"))))
    row = '<w xmlns:w="u"><w:tr><w:tc><w:p>张三</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w>'
    assert leaks({"x": packed(word__document=row.format("85.5"))}, [secret])
    assert leaks({"x": packed(word__document=row.format("85.50"))}, [secret])
    assert not leaks({"x": packed(word__document=row.format("185.5"))}, [secret])
    assert not leaks({"x": packed(word__document="<w><p>张三</p><p>85.5</p></w>")}, [secret])


def test_the_person_concerned_may_read_it() -> None:
    secret = Secret("异议人", ("张三",), addressed=frozenset({20}))
    data = packed(word__document="<w><p>张三</p></w>")
    assert not leaks({"07-公示/20-异议答复函.docx": data}, [secret])
    assert leaks({"07-公示/19-公示.docx": data}, [secret])
    assert "张三" in list(units(data))

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.typesetting.sample import SKETCHES, TEMPLATES, part
from toolchain.documents.declaration import Form
from toolchain.model.rule_set.building import ParameterFault
from toolchain.typesetting.docx_archive import pack, unpack
from toolchain.typesetting.format_master import FORMAT, Master
from toolchain.typesetting.master_update import restyle, restyle_all
from toolchain.typesetting.ooxml import w
from toolchain.typesetting.template_authoring import author, build, project
from toolchain.typesetting.template_fault import TemplateFault


@pytest.mark.parametrize("form", Form)
def test_a_current_template_is_not_touched(form: Form) -> None:
    data = build(SKETCHES[form], title="甲&乙")
    assert restyle(data) == data


@pytest.fixture
def narrower(tmp_path: Path) -> Path:
    """A master with a wider left margin and smaller text."""
    path = tmp_path / "format.toml"
    text = FORMAT.read_text(encoding="utf-8")
    text = text.replace('left = "28"', 'left = "30"', 1).replace('fangsong = "仿宋_GB2312"', 'fangsong = "仿宋"', 1)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.CERTIFICATE])
def test_a_changed_margin_reaches_a_template(form: Form, narrower: Path) -> None:
    data = restyle(build(SKETCHES[form]), master=narrower)
    assert {margin.get(w("left")) for margin in part(data).iter(w("pgMar"))} & {"1701"}
    assert "仿宋_GB2312" not in unpack(data)["word/styles.xml"].decode()
    assert project(data) == SKETCHES[form]
    assert restyle(data, master=narrower) == data
    assert restyle(data) == build(SKETCHES[form])


NEWER = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14"'
)


def edited_in_word(data: bytes) -> bytes:
    """Do what Word does on saving: other style identifiers, revision marks, split runs, one part more."""
    parts = unpack(data)
    body, styles = parts["word/document.xml"].decode(), parts["word/styles.xml"].decode()
    for number, key in enumerate(re.findall(r'customStyle="1" w:styleId="(\w+)"', styles)):
        styles = styles.replace(f'w:styleId="{key}"', f'w:styleId="a{number}"')
        body = re.sub(rf'(w:[pr]Style w:val="){key}"', rf'\1a{number}"', body)
    body = body.replace("<w:p>", '<w:p w:rsidR="00AA00AA" w:rsidRDefault="00AA00AA">')
    body = body.replace("</w:p>", '<w:proofErr w:type="spellStart"/></w:p>')
    body = body.replace("{{ issue", '{{ </w:t></w:r><w:r w:rsidR="00BB00BB"><w:t xml:space="preserve">issue')
    body = body.replace("<w:document ", f"<w:document {NEWER} ", 1)
    body = body.replace("</w:rPr>", '<w14:ligatures w14:val="none"/></w:rPr>').replace(
        "<w:p ", '<w:p w14:paraId="1A2B" '
    )
    parts["word/document.xml"], parts["word/styles.xml"] = body.encode(), styles.encode()
    parts["word/webSettings.xml"] = b"<w:webSettings/>"
    return pack(parts)


@pytest.mark.parametrize("form", [Form.DOWNWARD, Form.UPWARD, Form.MINUTES, Form.PLAIN, Form.FREE])
def test_a_template_saved_by_word_keeps_its_text(form: Form) -> None:
    saved = edited_in_word(build(SKETCHES[form]))
    assert project(saved) == SKETCHES[form]
    restyled = restyle(saved)
    assert project(restyled) == SKETCHES[form]
    assert not re.search(rb"rsid|w14|mc:", unpack(restyled)["word/document.xml"])
    assert restyle(restyled) == restyled
    assert "word/webSettings.xml" not in unpack(restyled)


def test_a_whole_folder_is_brought_to_the_master(tmp_path: Path, narrower: Path) -> None:
    sketch = tmp_path / "01-通知.txt"
    sketch.write_text(SKETCHES[Form.PLAIN], encoding="utf-8")
    path = author(sketch, tmp_path / "documents")
    (path.parent / "~$-通知.docx").write_bytes(b"lock")
    assert restyle_all(path.parent) == ()
    assert restyle_all(path.parent, narrower) == (path,)
    assert restyle_all(path.parent, narrower) == ()


def test_a_file_without_a_form_is_named(tmp_path: Path) -> None:
    parts = unpack(build(SKETCHES[Form.PLAIN]))
    parts["docProps/core.xml"] = b"<x/>"
    with pytest.raises(TemplateFault, match="没有写明版式"):
        restyle(pack(parts))
    with pytest.raises(TemplateFault, match="文件打不开"):
        author(tmp_path / "没有.txt", tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('top = "37"\n', "", "缺少“top”"),
        ('top = "37"', "top = 37", "应为"),
        ('line = "一行"', 'line = "一航"', "应为行距"),
        ('font = "fangsong"', 'font = "song1"', "font 应为"),
        ('align = "both"', 'align = "justify"', "align 应为"),
        ('size = "三号"', 'size = "大号"', "应为字号"),
        ("[style.body]", "[style.body]\ncolour = 1", "不认识“colour”"),
        ("[form.letter.style.masthead]", "[form.letter.style.mastheat]", "不是已有的样式"),
    ],
)
def test_a_broken_master_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "format.toml"
    text = FORMAT.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ParameterFault, match=message):
        Master.load(Form.LETTER, path)


@pytest.mark.parametrize("path", sorted((TEMPLATES / "documents").glob("*.docx")), ids=lambda path: path.stem)
def test_the_project_s_templates_are_in_the_current_format(path: Path) -> None:
    data = path.read_bytes()
    assert restyle(data) == data, "版式母版改过，请运行 python -m toolchain format"

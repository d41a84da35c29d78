"""The commands of those who keep templates and parameters."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolchain.cli.common import BROKEN, folders, show
from toolchain.cycle.paths import Project


@click.command(short_help="条款与代码、数字、栏目、文书、测试的对照")
@folders
@click.option("--rules", "name", default="2022-76.toml", show_default=True, help="参数文件")
def articles(project: Project, name: str) -> None:
    """列出办法每一条、项：代码在哪里，数字是多少，表格哪一栏，哪些文书，哪些测试。"""
    from toolchain.cli.report.article_index import lines
    from toolchain.model.parameters import load_rules

    show(lines(project, load_rules(project.regulations / name)))


@click.command(short_help="重新生成手册中的填写说明、问题目录、口径说明、模板字段")
@folders
def guide(project: Project) -> None:
    """由表格声明、文书声明、问题目录和口径生成手册的各页。"""
    from toolchain.cli.report.handbook_pages import pages
    from toolchain.cli.report.new_region import MODELS, SHIPPED
    from toolchain.cycle.resources import Resources
    from toolchain.model.readings import Interpretation
    from toolchain.model.rule_set.office import OFFICE

    toolbox = Resources.load(project)
    made = dict(pages(toolbox.wording, Interpretation.load(project.templates), toolbox.chronology))
    for model in (project.regulations / SHIPPED, project.templates / OFFICE):
        if model.exists():
            made[f"{MODELS}/{model.name}"] = model.read_text(encoding="utf-8")
            (project.root / MODELS).mkdir(parents=True, exist_ok=True)
    for name, text in made.items():
        (project.root / name).write_text(text, encoding="utf-8", newline="\n")
    show([f"{name} 已生成。" for name in made])


@click.command(short_help="核对锁定的软件包有没有已知漏洞，列出许可")
@folders
def audit(project: Project) -> None:
    """向漏洞数据库 OSV 问锁定的各个软件包，重写许可清单；没有网络就说明没有问到。

    有已知漏洞的以 3 结束。
    """
    from toolchain.cli.report import dependency_audit

    pins = dependency_audit.pins_of(project.root)
    found = dependency_audit.audit(pins)
    show(dependency_audit.told(pins, found))
    page = "\n".join(dependency_audit.page()) + "\n"
    (project.root / dependency_audit.PAGE).write_text(page, encoding="utf-8", newline="\n")
    show([f"{dependency_audit.PAGE} 已生成。"])
    sys.exit(BROKEN if found.known else 0)


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="由样稿制作一个 Word 模板")
@folders
@click.argument("sketch", type=_FILE, metavar="样稿")
def template(project: Project, sketch: Path) -> None:
    """把一份“样式| 文字”写法的样稿做成 templates/documents/ 里的 Word 模板。"""
    from toolchain.typesetting.template_authoring import author

    show([f"{author(sketch, project.documents)} 已制作。"])


@click.command("format", short_help="把版面母版套到全部模板")
@folders
def format_(project: Project) -> None:
    """按 templates/format.toml 重新套全部 Word 模板的版面，文字不动。"""
    from toolchain.typesetting.master_update import restyle_all

    changed = restyle_all(project.documents)
    show([f"{path.name} 已更新。" for path in changed] or ["全部模板与母版一致。"])


@click.command(short_help="核对模板的字段、版面和示例文书的条款")
@folders
def lint(project: Project) -> None:
    """核对办法参数文件、全部 Word 模板（字段、母版）和收件箱里各届文书（GB/T 9704 各条）。

    有不通过的，或者没有文书可核对，以 3 结束。
    """
    from toolchain.cli.report.proofread import paper_faults, sentence_faults, template_faults, template_hints
    from toolchain.cli.report.rule_sets import rule_faults, rule_hints
    from toolchain.cycle.pipeline import run
    from toolchain.cycle.resources import Resources
    from toolchain.typesetting.template_fault import TemplateFault

    templates = len(list(project.documents.glob("*.docx")))
    faults = [*rule_faults(project), *template_faults(project), *sentence_faults(project)]
    papers = [paper for outcome in run(Resources.load(project)).cycles for paper in outcome.papers]
    try:
        faults += paper_faults(papers, project)
    except TemplateFault as fault:
        faults += str(fault).splitlines()
    show([f"【提示】{hint}" for hint in (*rule_hints(project), *template_hints(project))])
    faults = list(dict.fromkeys(faults))
    show([f"【需修改】{fault}" for fault in faults])
    show([f"{templates}份模板和{len(papers)}份文书：" + (f"{len(faults)}处不通过。" if faults else "全部通过。")])
    if not papers:
        show(["收件箱里没有产生文书的届次，文书的版面没有核对；放入表格（如 make demo）后再运行。"])
    sys.exit(BROKEN if faults or not templates or not papers else 0)


@click.command(short_help="按 GB/T 9704 逐条核对文书")
@click.argument("files", type=_FILE, nargs=-1, required=True, metavar="文书...")
@click.option("--full", is_flag=True, help="通过的条款也列出")
@click.option("--pages", is_flag=True, help="另把文书排成页面，逐条测量（需要 LibreOffice 和 poppler）")
def inspect(files: tuple[Path, ...], full: bool, pages: bool) -> None:
    """逐条核对 Word 文书的版面、要素和文件本身；规定不通过的以 3 结束。"""
    from toolchain.cli.report.proofread import inspect_file, inspect_rendered, report

    rendered = inspect_rendered(files) if pages else None
    wrong = False
    for place, path in enumerate(files):
        results = inspect_file(path) + (rendered.results[place] if rendered else ())
        wrong = wrong or any(item.wrong for item in results)
        show(report(path, results, full=full))
    if rendered:
        show([rendered.message])
    sys.exit(BROKEN if wrong else 0)


@click.command(short_help="把文书转成 PDF（需要 LibreOffice）")
@folders
@click.option("--to", "target", type=click.Path(file_okay=False, path_type=Path), help="放到哪个文件夹")
def preview(project: Project, target: Path | None) -> None:
    """把 outbox 里的全部文书转成 PDF，每届另做一张全部页面的一览图，并说明用了什么字体代替。"""
    from toolchain.typesetting.contact_sheets import contact_sheet
    from toolchain.typesetting.preview import preview as convert

    folder = target or project.root / "preview"
    papers = sorted(project.outbox.glob("*/[0-9]*/*.docx"))
    if not papers:
        show(["outbox 里还没有文书，请先运行 make cycle。"])
    for cycle in dict.fromkeys(path.parent.parent.name for path in papers):
        made = convert([path for path in papers if path.parent.parent.name == cycle], folder / cycle)
        pages = contact_sheet(made.files, folder / cycle / "一览图.png")
        seen = f"，共{pages}页，见其中的一览图.png" if pages else ""
        show([f"{cycle}：{len(made.files)}份预览在 {folder / cycle}{seen}。", made.message])


COMMANDS = (articles, guide, audit, template, format_, lint, inspect, preview)

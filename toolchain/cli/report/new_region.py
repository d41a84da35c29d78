"""A new region told to people: its blank 规则表, then what was made of it, what is missing and what has no place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from toolchain.cli.common import PROBLEMS
from toolchain.cli.report.rule_sets import rule_faults, rule_hints
from toolchain.cycle import new_rule_set as region
from toolchain.cycle.paths import Project
from toolchain.model.chinese import safe_name
from toolchain.model.parameters import load_rules
from toolchain.model.rule_set.office import OFFICE
from toolchain.model.wording import Wording

SHIPPED = "2022-76.toml"
"""The rule set whose keys, comments and common conditions a new one begins with."""
MODELS = "examples/办法/范本"
"""Copies of it and of the organs' file, for an office that moved the first district's away; ``guide`` makes them."""


EXAMPLES = "examples/办法"
"""Rule sets of other regions, which a new one may be like."""


def new_region(project: Project, wanted: str, show: Callable[[Iterable[str]], None], like: str | None = None) -> int:
    """Lay out the 规则表 of a region, or make the files from a filled one; give the exit code.

    ``like`` names the rule set that a blank is filled from: a file, or one of those that are there by its name.
    """
    path = Path(wanted)
    if path.suffix.lower() == ".xlsx":
        return _made(project, path, show)
    target = project.root / f"规则表-{safe_name(wanted)}.xlsx"
    if target.exists():
        show([f"{target} 已经有了，没有覆盖；填好后运行 make new RULES={target.name}"])
        return 0
    model = None if like is None else _like(project, like)
    if like is not None and model is None:
        there = "、".join(path.stem for path in _models(project))
        show([f"没有“{like}”这个办法；现有{there}，也可以写参数文件（.toml）的位置"])
        return PROBLEMS
    target.write_bytes(region.blank(wanted, _shipped(project), model))
    show([f"空白《规则表》在 {target}。", f"照办法填好后运行 make new RULES={target.name}"])
    return 0


def _models(project: Project) -> list[Path]:
    folders = (project.regulations, project.root / EXAMPLES)
    return [path for folder in folders for path in sorted(folder.glob("*.toml"))]


def _like(project: Project, said: str) -> Path | None:
    path = Path(said)
    if path.suffix == ".toml" and path.is_file():
        return path
    return next((model for model in _models(project) if said in {model.stem, load_rules(model).district}), None)


def _shipped(project: Project) -> Path:
    own = project.regulations / SHIPPED
    return own if own.exists() else project.root / MODELS / SHIPPED


def _made(project: Project, path: Path, show: Callable[[Iterable[str]], None]) -> int:
    if not path.exists():
        show([f"没有 {path} 这个文件；先写地区名领取空白《规则表》，如 make new RULES=桐县"])
        return PROBLEMS
    wording = Wording.load(project.wording)
    reading, problems = region.read_interview(path.name, path.read_bytes())
    told = sorted(problems, key=lambda item: item.order)
    show(f"【{item.severity.value}】{item.at}：{wording.describe(item)}" for item in told)
    if any(item.blocks for item in problems):
        show(["《规则表》需要修改，没有做出文件。"])
        return PROBLEMS
    shipped = _shipped(project)
    office = project.templates / OFFICE
    found = region.made(reading, shipped, office if office.exists() else project.root / MODELS / OFFICE)
    show(found.faults)
    if found.faults:
        show(["《规则表》需要修改，没有做出文件。"])
        return PROBLEMS
    saved = list(region.save(found, project.templates))
    show(
        f"{target} {'已做好' if own else '是新稿：原来的文件改过，没有覆盖，请合到原来的文件里'}。"
        for target, own in saved
    )
    show(f"【没有放进】{line}" for line in found.unplaced)
    show([f"《规则表》没有问、照常用的写的有{len(found.kept)}项，在文件里核对：{'、'.join(found.kept)}。"])
    return _checked(project, saved[0][0], show)


def _checked(project: Project, path: Path, show: Callable[[Iterable[str]], None]) -> int:
    """Proofread the new rule set, and name those of other regions that are still there."""
    mine = load_rules(path) if path.suffix == ".toml" else None
    for other in sorted(project.regulations.glob("*.toml")):
        if mine is not None and other != path and load_rules(other).district != mine.district:
            show([f"【提示】{other} 是{load_rules(other).district}的，不再用的请移走。"])
    faults = [fault for fault in rule_faults(project) if fault.startswith(path.name)]
    show(f"【提示】{hint}" for hint in rule_hints(project))
    show(f"【需修改】{fault}" for fault in faults)
    show(
        [
            "还有上面各处要改，改好再运行 make lint。"
            if faults
            else "核对通过。下一步运行 make new CYCLE=2026届 领空白表。"
        ]
    )
    return PROBLEMS if faults else 0

"""README and handbook: every command runs, every link leads somewhere, every word on the screen is explained."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from toolchain.cli import cli
from toolchain.cycle.archive.file_list import LIST
from toolchain.cycle.build_plan import build_outputs
from toolchain.cycle.pipeline import judge_all
from toolchain.cycle.regions import statistics, summary_files
from toolchain.cycle.regions.page import PAGE as SUMMARY_PAGE
from toolchain.cycle.resources import Resources
from toolchain.documents import composition as _documents  # noqa: F401 - declares every document
from toolchain.documents.composition import declared
from toolchain.inbox.intake import FileState, Intake
from toolchain.model.chinese import safe_name
from toolchain.model.findings import Verdict
from toolchain.model.problems import Severity
from toolchain.model.sheets import EVENTS, WORKBOOKS
from toolchain.outbox.output import Word
from toolchain.stages.judgement import Stage, State
from toolchain.typesetting.certificate_border import STEM as BORDER
from toolchain.typesetting.template_authoring import project

ROOT = Path(__file__).resolve().parents[2]
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "docs/手册.md")}
HANDBOOK = PAGES["docs/手册.md"]

MAINTENANCE = {
    "make bench",
    "make test",
    "make lint",
    "make format",
    "make bundle",
    "make bundle EXTRAS=statistics",
    "make bundle PLATFORM=win_amd64",
    ".ci/run",
}
"""They test, or set up for testing, this very checkout; only that the target exists is tested here."""

ELSEWHERE = {"make preview": "soffice"}
"""Commands that need another program."""

INSTEAD = {
    "python -m tests.people.pictures": "makes the pictures that are committed; needs LibreOffice and Chromium",
    "python -m toolchain menu": "asks questions; tried in test_starting.py",
    "make archive CYCLE=2026届": "needs an issued cycle of that name; tried in tests/scenarios/test_archive.py",
    "make compare OLD=先前的.xlsx NEW=后来的.xlsx": "needs two copies; tried in tests/people/test_receipts.py",
    "make compare": "likewise",
    "make receive FILE=表格.xlsx": "needs a workbook; tried in tests/inbox/test_placement.py",
    "make audit": "asks a database on the network; tried in tests/trust/test_dependency_audit.py",
    "make lock": "needs the registry of packages",
    "make lock UPGRADE=1": "likewise",
    "make new": "names the command; asks for the cycle without one",
    "make new RULES=规则表-松溪县.xlsx": "needs the filled workbook; tried in tests/districts/test_new_region.py",
    "make verify HEAD=编号": "needs a number noted earlier; tried in tests/outbox/test_digest_lookup.py",
    "make verify SIGNERS=公钥文件": "needs a public key; likewise",
    "make sign KEY=私钥文件": "needs a key; likewise",
    "make letters SHEET=名册.xlsx": "needs a filled roster; tried in tests/speed/test_letters.py",
    "make statistics FOLDER=各区": "needs a run of many; tried in tests/speed/test_districts.py",
    "make districts FOLDER=各区": "needs folders of districts; tried in tests/speed/test_districts.py",
    "python -m toolchain districts 各区 --jobs 4": "likewise",
    "python -m toolchain districts 各区 --cluster tcp://主机:8786": "needs a cluster; likewise",
}


def commands() -> dict[str, str]:
    """Give every command of both pages, from code blocks and from the text → the page that has it first."""
    found: dict[str, str] = {}
    for page, text in PAGES.items():
        blocks = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE))
        rest = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
        spans = re.findall(r"`([^`\n]+)`", rest)
        begins = ("make ", "python -m ", ".ci/", ".venv")
        for line in [*blocks.splitlines(), *(span for span in spans if span.startswith(begins))]:
            if line.strip() and "…" not in line:
                found.setdefault(line.strip(), page)
    return found


COMMANDS = commands()


def arguments(command: str) -> list[str]:
    """Give the tool's arguments of a documented command; ``make`` is asked what it would run."""
    if command.startswith("make "):
        done = subprocess.run(
            ["make", "-n", "-o", ".venv/ready", *shlex.split(command)[1:]],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        (command,) = [line for line in done.stdout.splitlines() if "-m toolchain" in line]
    return shlex.split(command.partition("-m toolchain")[2].partition(" || ")[0].replace("\\", "/"))


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office's folder after the example's first run."""
    folder = tmp_path_factory.mktemp("评审办 电脑")
    for name in ("toolchain", "templates", "examples"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "inbox", folder / "inbox")
    (folder / "outbox").mkdir()
    (folder / "docs").mkdir()
    assert run(["cycle", "--quiet"], folder) == 0
    return folder


def run(typed: list[str], folder: Path) -> int:
    """Run the tool in a folder; give its exit code."""
    here = Path.cwd()
    os.chdir(folder)
    try:
        cli.main(typed, prog_name="python -m toolchain", standalone_mode=False)
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 1
    finally:
        os.chdir(here)
    return 0


NOT_TRIED = MAINTENANCE | set(ELSEWHERE) | set(INSTEAD)
TRIED = [c for c in COMMANDS if c not in NOT_TRIED and (c.startswith("make ") or "-m toolchain" in c)]


@pytest.mark.parametrize(
    "command", [pytest.param(c, marks=pytest.mark.slow) if c.endswith("lint") else c for c in TRIED]
)
def test_documented_commands_run(
    command: str, office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "评审办 电脑"
    shutil.copytree(office, folder, symlinks=True)
    assert run(arguments(command), folder) == 0
    assert capsys.readouterr().out.strip()


def test_every_documented_command_is_tried_or_has_a_reason() -> None:
    others = set(COMMANDS) - set(TRIED) - NOT_TRIED
    assert {line.split()[0] for line in others} <= {"printf"}, others


def test_other_commands_have_a_target_or_a_file() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in [*MAINTENANCE, *ELSEWHERE]:
        if command.startswith("make "):
            assert re.search(rf"^{command.split()[1]}:", makefile, flags=re.MULTILINE), command
        else:
            assert os.access(ROOT / command, os.X_OK), command


def test_staff_commands_of_the_makefile_are_documented() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):.*## (?!维护)", makefile, flags=re.MULTILINE)
    named = " ".join(COMMANDS)
    assert not [name for name in targets if f"make {name}" not in named and name != "help"]


def test_a_ticket_can_be_made_with_other_tools(office: Path) -> None:
    """The handbook's own line gives the digest it prints, which is the one in the record of the draw."""
    (line,) = [command for command in COMMANDS if command.startswith("printf")]
    digest = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True).stdout.split()[0]
    assert f"`{digest}`" in HANDBOOK
    (record,) = (office / "outbox").glob("*/04-评审组/10-评审员抽取记录-制造业组.docx")
    assert digest in project(record.read_bytes())


# -- links and pictures ---------------------------------------------------------------------------------


def anchor(heading: str) -> str:
    """Give a heading's anchor as the usual viewers make it."""
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    text = PAGES[page]
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    assert links
    for link in links:
        target, _, place = link.partition("#")
        file = (ROOT / page).parent / target if target else ROOT / page
        assert file.is_file(), link
        if place:
            heads = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
            assert place in map(anchor, heads), link


def test_pictures_have_words_and_are_small() -> None:
    for text in PAGES.values():
        for words, path in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text):
            assert len(words) > 5, path
            assert (ROOT / path).read_bytes().startswith(b"\x89PNG")
            assert (ROOT / path).stat().st_size <= 150_000


# -- nothing is left unexplained ---------------------------------------------------------------------------


def words() -> Iterator[str]:
    for kind in (FileState, Severity, State, Verdict, Word):
        yield from (item.value for item in kind)
    yield from ("送审稿", "待印发", "已印发")


@pytest.mark.parametrize("word", sorted(set(words())))
def test_each_word_on_the_screen_is_explained(word: str) -> None:
    table = HANDBOOK.partition("## 屏幕和表格上的词")[2].partition("\n## ")[0]
    first = [line.split("|")[1] for line in table.splitlines() if line.startswith("|")]
    assert any(word in re.split(r"[、 ]", cell) for cell in first), word


def test_each_exit_code_is_explained() -> None:
    from toolchain.cli import common

    table = re.findall(r"^\| (\d+) \|", PAGES["README.md"], flags=re.MULTILINE)
    codes = (common.DONE, common.PROBLEMS, common.USAGE, common.BROKEN, common.EDITED, common.BUG)
    assert list(map(int, table)) == list(codes)


def test_every_workbook_stage_and_document_is_named() -> None:
    for workbook in WORKBOOKS:
        assert f"《{workbook.title}》" in HANDBOOK
        assert workbook.title in PAGES["README.md"]
    for stage in Stage:
        assert f"| {stage.value.replace('-', ' ')} |" in PAGES["README.md"]
    for title in titles():
        assert f"《{title}》" in HANDBOOK, title


def titles() -> set[str]:
    return {kind.title for kind in declared()}


def sections() -> dict[tuple[str, ...], str]:
    """Workbooks put in → what the handbook says comes out, in the order of the handbook."""
    found = re.findall(r"^### 放入(.*?)以后\n(.*?)(?=^##)", HANDBOOK, flags=re.DOTALL | re.MULTILINE)
    return {tuple(re.findall(r"《(.*?)》", head)): text for head, text in found}


def test_what_the_handbook_says_comes_out_comes_out(intake: Intake, toolbox: Resources) -> None:
    there: tuple[str, ...] = ()
    before: set[str] = set()
    assert {name for names in sections() for name in names} == {book.title for book in WORKBOOKS if book is not EVENTS}
    assert f"中途有变动：《{EVENTS.title}》" in HANDBOOK
    for names, text in sections().items():
        there += names
        outcome = judge_all(only(intake, there), toolbox).cycles[0]
        new = {paper.document.title for paper in outcome.papers} - before
        before |= new
        assert new
        for title in new:
            assert f"《{title}》" in text, (names, title)


def only(intake: Intake, kinds: tuple[str, ...]) -> Intake:
    kept = {entry.name for entry in intake.entries if entry.name.startswith(kinds)}
    return replace(
        intake,
        entries=tuple(entry for entry in intake.entries if entry.name in kept),
        filled=tuple(item for item in intake.filled if item.file in kept),
        held={name: data for name, data in intake.held.items() if name in kept},
    )


def test_files_the_handbook_names_exist(intake: Intake, toolbox: Resources) -> None:
    made = {
        item.path.rpartition("/")[2]
        for item in build_outputs(judge_all(intake, toolbox).cycles[0], intake, toolbox, lambda _: None)
    }
    made |= {summary_files.WORKBOOK, SUMMARY_PAGE, statistics.WORKBOOK, f"{LIST}.xlsx"}
    for page, text in PAGES.items():
        for name in re.findall(r"`(?!make )([^`/<]+\.(?:xlsx|html))`", text):
            assert name in made or (ROOT / "templates" / name).exists() or safe_name(name) in made, (page, name)
        for path in re.findall(r"`(templates/[^`]+|docs/[^`]+)`", text):
            assert (ROOT / path).exists() or Path(path).stem == BORDER, (page, path)


def test_the_glossary_is_short_and_names_modules_that_exist() -> None:
    lines = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Glossary")[2].splitlines()
    entries = [line for line in lines if line.startswith("| ") and "`" in line and "where" not in line]
    places = [place for line in entries for place in re.findall(r"`([^`]+)`", line)]
    assert 30 <= len(entries) <= 40
    assert [place for place in places if not (ROOT / "toolchain" / place).is_file()] == []

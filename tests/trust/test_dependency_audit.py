"""What is known of the pinned versions is said, and what could not be asked too; runtime installs what it needs."""

from __future__ import annotations

import ast
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from toolchain.cli.report.dependency_audit import LOCK, PAGE, audit, licences, page, pinned, pins_of, told

ROOT = Path(__file__).resolve().parents[2]
PINS = {"click": "8.2.0", "jinja2": "2.10"}


@contextmanager
def database(answer: bytes, status: int = 200) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Answer like the database on this machine; give the address and what was asked."""
    asked: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_known_fault_is_named() -> None:
    answer = {"results": [{}, {"vulns": [{"id": "GHSA-462w-v97r-4m45"}, {"id": "CVE-2019-10906"}]}]}
    with database(json.dumps(answer).encode()) as (address, asked):
        found = audit(PINS, address)
    assert asked[0]["queries"] == [
        {"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in PINS.items()
    ]
    assert found.known == {"jinja2 2.10": ("CVE-2019-10906", "GHSA-462w-v97r-4m45")}
    said = list(told(PINS, found))
    assert said[0].startswith("【需修改】jinja2 2.10：CVE-2019-10906、GHSA-462w-v97r-4m45")
    assert said[1] == "问了2个锁定的软件包：1个有已知漏洞。"


def test_nothing_known_is_said_of_those_that_were_asked() -> None:
    with database(b'{"results": [{}, {}]}') as (address, _):
        assert list(told(PINS, audit(PINS, address))) == ["问了2个锁定的软件包：没有已知漏洞。"]


@pytest.mark.parametrize("answer", [b"<html>", b"{}", b'{"results": [{}]}', b'{"results": [[], []]}'])
def test_an_answer_that_cannot_be_understood_is_no_good_news(answer: bytes) -> None:
    with database(answer) as (address, _):
        found = audit(PINS, address)
    [said] = told(PINS, found)
    assert said.startswith("没有问到2个：")
    assert "不知道" in said


def test_no_network_is_no_good_news() -> None:
    with database(b"", 500) as (address, _):
        assert audit(PINS, address).asked == ()
    found = audit(PINS, "http://127.0.0.1:9/")
    assert found.failure.startswith("连不上")
    assert next(iter(told(PINS, found))).startswith("没有问到2个")


def test_pins_are_read_with_and_without_hashes() -> None:
    lock = "a==1.0 \\\n    --hash=sha256:00\nb-c==2 ; python_version < '3.12'\n# d==3\n"
    assert pinned(lock) == {"a": "1.0", "b-c": "2"}


def test_everything_that_runtime_needs_is_pinned() -> None:
    pins = {name.lower().replace("_", "-") for name in pins_of(ROOT)}
    assert {name.lower().replace("_", "-") for name, *_ in licences()} <= pins


def test_every_pin_has_hashes() -> None:
    lines = (ROOT / LOCK).read_text(encoding="utf-8").splitlines()
    bare = [line for line, after in zip(lines, [*lines[1:], ""], strict=True) if "==" in line and "--hash" not in after]
    assert bare == []


def test_the_page_of_licences_is_the_one_the_command_makes() -> None:
    lines = (ROOT / PAGE).read_text(encoding="utf-8").splitlines()
    kept = {line.split(" | ")[0].strip("| ") for line in lines if line.startswith("| ")}
    assert kept ^ {line.split(" | ")[0].strip("| ") for line in page() if line.startswith("| ")} <= {"colorama"}
    assert all(licence != "未写明" for _, _, licence, _ in licences())
    assert "MIT" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_runtime_needs_all_that_it_installs() -> None:
    """Each package that the program asks for is imported by it, or by one that is."""
    imported = {
        (name.split(".")[0]).lower()
        for path in (ROOT / "toolchain").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [item.name for item in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    } - set(sys.stdlib_module_names)
    modules = {"python-docx": "docx"}
    direct = {name for name, _, _, by in licences() if by == "quality-award-toolchain"}
    unused = {name for name in direct if modules.get(name.lower(), name.lower()) not in imported}
    others = {by.lower() for _, _, _, by in licences()}
    assert {name for name in unused if name.lower() not in others} == set()

"""The packages that the program stands on: which, under what licence, and what is known of the pinned versions.

Known faults come from OSV (https://osv.dev), the open database that the package index and pip-audit read as well; one
request asks for all pinned versions. What could not be asked is said, and is no good news.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution, requires
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from toolchain.engine.value_objects import Value

LOCK, PAGE, PROJECT = "requirements.lock", "docs/第三方软件.md", "quality-award-toolchain"
OSV = "https://api.osv.dev/v1/querybatch"

_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)")
_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
_SECONDS = 30
_MOST_BYTES = 10_000_000
_LONG = 60
"""A licence field longer than this holds the licence's text, not its name."""


class Audited(Value):
    """What was found out of the pinned versions.

    Attributes:
        known: package and version → identifiers of its known faults.
        asked: packages that the database answered for.
        failure: why the others were not asked, empty where all were.
    """

    known: Mapping[str, tuple[str, ...]]
    asked: tuple[str, ...]
    failure: str = ""


def pinned(lock: str) -> dict[str, str]:
    """Read the pins: package → version."""
    found = (_PIN.match(line) for line in lock.splitlines())
    return {item[1]: item[2] for item in found if item is not None}


def audit(pins: Mapping[str, str], address: str = OSV) -> Audited:
    """Ask the database for what is known of the pinned versions."""
    queries = [{"package": {"name": name, "ecosystem": "PyPI"}, "version": version} for name, version in pins.items()]
    request = Request(  # noqa: S310 - the address is ours
        address, json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - likewise
            results = json.loads(answer.read(_MOST_BYTES))["results"]
        known = {
            f"{name} {version}": _faults(item) for (name, version), item in zip(pins.items(), results, strict=True)
        }
    except (URLError, OSError, TimeoutError) as error:
        return Audited({}, (), f"连不上 {address}（{getattr(error, 'reason', error)}）")
    except (ValueError, KeyError, TypeError, AttributeError):
        return Audited({}, (), f"{address} 的答复看不懂")
    return Audited({name: faults for name, faults in known.items() if faults}, tuple(pins))


def _faults(item: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever JSON holds
    return tuple(sorted(str(fault["id"]) for fault in item.get("vulns", ())))


def told(pins: Mapping[str, str], audited: Audited) -> Iterator[str]:
    """Say what is known, and what could not be asked."""
    for name, faults in audited.known.items():
        yield f"【需修改】{name}：{'、'.join(faults)}（https://osv.dev/vulnerability/{faults[0]}）"
    left = len(pins) - len(audited.asked)
    if audited.asked:
        yield f"问了{len(audited.asked)}个锁定的软件包：" + (
            f"{len(audited.known)}个有已知漏洞。" if audited.known else "没有已知漏洞。"
        )
    if left:
        yield f"没有问到{left}个：{audited.failure}。它们有没有已知漏洞，这一次不知道；请在有网络的电脑上再运行。"


def licences() -> tuple[tuple[str, str, str, str], ...]:
    """List what the program needs at run time: package, version, licence, what asks for it."""
    found: dict[str, tuple[str, str, str, str]] = {}
    waiting = [(name, PROJECT) for name in _needs(requires(PROJECT) or ())]
    while waiting:
        name, by = waiting.pop(0)
        if name.lower() in found:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        found[name.lower()] = (package.metadata["Name"], package.version, _licence(package), by)
        waiting += [(other, name) for other in _needs(package.requires or ())]
    return tuple(found[key] for key in sorted(found))


def page() -> Iterator[str]:
    """Write the page of licences."""
    yield "# 第三方软件"
    yield ""
    yield "运行时用到的软件包，各按自己的许可使用；版本和摘要锁定在 `requirements.lock`，安装时逐个核对。"
    yield "本系统自己的许可见 [LICENSE](../LICENSE)。检查和测试用的工具不随系统安装。"
    yield ""
    yield "| 软件包 | 版本 | 许可 | 谁需要它 |"
    yield "|---|---|---|---|"
    for name, version, licence, by in licences():
        yield f"| {name} | {version} | {licence} | {'本系统' if by == PROJECT else by} |"


def _needs(required: Sequence[str]) -> Iterator[str]:
    """Give the names of what is needed without any extra, on this system or another."""
    for line in required:
        if "extra ==" not in line and (name := _NAME.match(line)) is not None:
            yield name[0]


def _licence(package: Distribution) -> str:
    """Give the name of a licence: as its expression, its field, or its classifiers say it."""
    fields = package.metadata
    said = next((fields[name] for name in ("License-Expression", "License") if name in fields), "")
    if said and len(said) <= _LONG and "\n" not in said:
        return str(said)
    marks = [line for line in package.metadata.get_all("Classifier") or () if line.startswith("License ::")]
    return "、".join(mark.rpartition(":: ")[2] for mark in marks) or "未写明"


def pins_of(root: Path) -> dict[str, str]:
    """Read the pins of a project."""
    return pinned((root / LOCK).read_text(encoding="utf-8"))

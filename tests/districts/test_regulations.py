"""Thirty-four regulations, rule by rule: each one's file loads, and what it says stands where the table says."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from toolchain.model.parameters import rules_of
from toolchain.model.rule_set.rules import Rules

HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parents[1] / "templates" / "regulation" / "2022-76.toml"
TABLE: list[dict[str, Any]] = tomllib.loads((HERE / "regulations.toml").read_text(encoding="utf-8"))["regulation"]
INVENTED: list[dict[str, Any]] = tomllib.loads((HERE / "invented.toml").read_text(encoding="utf-8"))["regulation"]
"""Regulations that nobody issued, each put together unlike the others."""
PAGE = HERE.parents[1] / "docs" / "办法对照.md"
OUTSIDE = {"office", "office.terms", "settings"}
"""Where a rule stands that is no key of the rule set: the organs' file, the workbook of the cycle."""
KNOWN = {
    "SUBJECT",
    "GRADES",
    "PRIZE",
    "ROUNDS",
    "BODY",
    "WATCH",
    "CRITERIA",
    "QUOTA",
    "RENEW",
    "REAPPLY",
    "NOTICE",
    "CHANNEL",
}
"""The concepts that no key says yet."""


def file_of(entry: Mapping[str, Any], *, earlier: bool = False) -> dict[str, Any]:
    """Give a regulation's file, or that of its earlier edition: the shipped one with its own keys."""
    data = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))
    for key, value in {**entry["set"], **(entry.get("earlier", {}) if earlier else {})}.items():
        section, _, name = key.rpartition(".")
        (data[section] if section else data)[name] = value
    for number, test in enumerate(entry.get("condition", ()), 1):
        item = {"code": f"40.{number}", "article": "第四十条", "matter": "", "department": "", "answer": "computed"}
        data["conditions"].append({**item, "asked": False, "tests": [test]})
    data["conditions"] += entry.get("row", ())
    return data


def load(entry: Mapping[str, Any]) -> Rules:
    return rules_of(file_of(entry), f"{entry['id']}.toml")


@pytest.mark.parametrize("entry", [*TABLE, *INVENTED], ids=lambda entry: str(entry["id"]))
def test_its_file_loads_and_holds_what_the_table_says(entry: Mapping[str, Any]) -> None:
    data, rules = file_of(entry), load(entry)
    before = file_of(entry, earlier=True)
    rules_of(before, f"{entry['id']}.toml")
    for key, value in entry["set"].items():
        section, _, name = key.rpartition(".")
        assert (data[section] if section else data)[name] == value
    assert rules.district == entry["set"]["district"]
    assert len(rules.conditions) == len(tomllib.loads(SHIPPED.read_text("utf-8"))["conditions"]) + len(
        entry.get("condition", ())
    ) + len(entry.get("row", ()))
    for rule in entry["rule"]:
        assert ("stands" in rule) is not ("missing" in rule), rule
        data = before if rule.get("earlier") else file_of(entry)
        stands = rule.get("stands", "")
        section, _, name = stands.rpartition(".")
        assert not stands or stands in OUTSIDE or name in (data[section] if section else data), rule
        assert rule.get("missing", "GRADES") in KNOWN, rule


def test_the_table_is_whole() -> None:
    assert len({entry["id"] for entry in TABLE}) == 34
    assert sum(len(entry["rule"]) for entry in TABLE) == 300


def page() -> str:
    """Write the table for people: how many rules of each regulation are data, and what is missing."""
    lines = [
        "# 办法对照",
        "",
        "三十四个同类办法（只记大意）逐条对照参数文件；由 `tests/districts/regulations.toml` 做出。",
        "",
    ]
    rules = [rule for entry in TABLE for rule in entry["rule"]]
    said = [rule for rule in rules if "stands" in rule]
    whole = sum(all("stands" in rule for rule in entry["rule"]) for entry in TABLE)
    lines += [
        f"{len(rules)}条规定中{len(said)}条写成数据（{100 * len(said) // len(rules)}%）；{whole}个办法全部写成数据。",
        "",
    ]
    invented = [rule for entry in INVENTED for rule in entry["rule"]]
    held = sum("stands" in rule for rule in invented)
    lines += [
        f"另有{len(INVENTED)}个自拟的办法（`tests/districts/invented.toml`），{len(invented)}条规定中{held}条写成数据。",
        "",
    ]
    gaps = Counter(rule["missing"] for rule in rules if "missing" in rule)
    lines += ["| 还缺的概念 | 规定 |", "|---|---|", *(f"| {name} | {count} |" for name, count in sorted(gaps.items()))]
    lines += ["", "| 办法 | 规定 | 是数据 | 在哪些键 | 还缺 |", "|---|---|---|---|---|"]
    for entry in TABLE:
        keys = dict.fromkeys(rule["stands"] for rule in entry["rule"] if "stands" in rule)
        missing = dict.fromkeys(rule["missing"] for rule in entry["rule"] if "missing" in rule)
        count = sum("stands" in rule for rule in entry["rule"])
        cells = (entry["id"], len(entry["rule"]), count, "、".join(keys), "、".join(missing) or "—")
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def test_the_page_says_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")

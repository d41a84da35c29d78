"""What the template language may be used for: fields, filters, conditions and loops, and nothing else.

No other template, no file, no program: statements that read or define something are refused, and so are calls and
arithmetic that could go on without end. What is left is what templates need to choose and repeat their own words.
"""

from __future__ import annotations

import re

from jinja2 import nodes

from toolchain.typesetting.template_filters import FILTERS

STATEMENTS = ("if", "elif", "else", "endif", "for", "endfor")
_STATEMENT = re.compile(r"\{%[-+]?\s*([^\W\d]\w*)")
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.For,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.Filter,
    nodes.Keyword,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Tuple,
    nodes.List,
    nodes.Add,
    nodes.Sub,
    nodes.Neg,
)


def strange_statement(text: str) -> tuple[int, str] | None:
    """Find a statement that templates may not use: its line, and what is wrong."""
    for number, line in enumerate(text.splitlines(), start=1):
        for found in _STATEMENT.finditer(line):
            if found[1] not in STATEMENTS:
                return number, f"没有“{found[1]}”这种语句，可用的有 {'、'.join(STATEMENTS)}"
    return None


def strange_expression(tree: nodes.Template) -> tuple[int, str] | None:
    """Find an expression that templates may not use: its line, and what is wrong."""
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.For) and (node.recursive or not isinstance(node.target, (nodes.Name, nodes.Tuple))):
            return node.lineno, "for 只能逐个取一组值，写成 {% for x in 字段 %}"
        if isinstance(node, nodes.Call):
            return node.lineno, f"不能写“()”调用，只能写字段和写法：{'、'.join(FILTERS)}"
        if not isinstance(node, _ALLOWED):
            return node.lineno, "花括号里只能写字段、写法、比较和加减"
    return None

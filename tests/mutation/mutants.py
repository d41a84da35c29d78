"""Small wrong changes to a module's source, one at a time: does a test notice?"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

_COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_BINARY: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
Change = tuple[str, Callable[[], None]]


@dataclass(frozen=True)
class Mutant:
    """One changed module.

    Attributes:
        module: dotted name.
        line: where it was changed.
        what: the change, in a few characters.
        at: the line as it stands in the module.
        source: the changed module, as Python.
        text: the changed statement.
    """

    module: str
    line: int
    what: str
    at: str
    source: str
    text: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Tell the change apart without its line's number, which moves: module, line, change."""
        return self.module.rpartition(".")[2], self.at, self.what

    @property
    def name(self) -> str:
        """Give a name that tells mutants apart."""
        return f"{self.module.rpartition('.')[2]}:{self.line} {self.what}"


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Make every mutant of a module, in the order of its lines."""
    tree = ast.parse(source)
    _strip(tree)
    count = sum(1 for node in _nodes(tree) for _ in _changes(node))
    lines = ["", *source.splitlines()]
    found = [_nth(tree, number, module, lines) for number in range(count)]
    yield from sorted(found, key=lambda item: (item.line, item.what))


def _nth(tree: ast.Module, number: int, module: str, lines: Sequence[str]) -> Mutant:
    fresh = copy.deepcopy(tree)
    seen = 0
    for node in _nodes(fresh):
        for what, change in _changes(node):
            if seen == number:
                before = ast.unparse(node)
                change()
                ast.fix_missing_locations(fresh)
                line: int = node.lineno
                text = f"{before} ⇒ {ast.unparse(node)}"
                return Mutant(module, line, what, lines[line].strip(), ast.unparse(fresh), text)
            seen += 1
    raise AssertionError(number)


def _nodes(tree: ast.Module) -> Iterator[ast.AST]:
    """Walk a module but for what mypy checks and no input reaches: decorators, ``strict=``, ``assert_never``."""
    left_out = {one for node in ast.walk(tree) for top in _self_checks(node) for one in ast.walk(top)}
    return (node for node in ast.walk(tree) if node not in left_out)


def _self_checks(node: ast.AST) -> Iterator[ast.AST]:
    yield from getattr(node, "decorator_list", ())
    match node:
        case ast.keyword(arg="strict") | ast.Expr(value=ast.Call(func=ast.Name(id="assert_never"))):
            yield node


def _strip(tree: ast.Module) -> None:
    """Take out docstrings and annotations, in which nothing can go wrong."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            node.body[0] = ast.Expr(ast.Constant(""), lineno=node.body[0].lineno, col_offset=0)
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            for arg in (*node.args.args, *node.args.kwonlyargs):
                arg.annotation = None
        if isinstance(node, ast.AnnAssign):
            node.annotation = ast.Constant("", lineno=node.lineno, col_offset=0)


def _changes(node: ast.AST) -> Iterator[Change]:
    """Give each change that can be made to a node, as a function that makes it."""
    match node:
        case ast.Compare():
            yield from _compare(node)
        case ast.BoolOp():
            other = ast.Or if isinstance(node.op, ast.And) else ast.And
            yield f"{_word(node.op)}→{_word(other())}", _set(node, "op", other())
        case ast.UnaryOp(op=ast.Not()):
            yield "not 去掉", _become(node, node.operand)
        case ast.Constant(value=bool()):
            yield f"{node.value}→{not node.value}", _set(node, "value", not node.value)
        case ast.Constant(value=int()):
            yield f"{node.value}→{node.value + 1}", _set(node, "value", node.value + 1)
            yield f"{node.value}→{node.value - 1}", _set(node, "value", node.value - 1)
        case ast.BinOp() if type(node.op) in _BINARY:
            other_operator = _BINARY[type(node.op)]
            yield f"{_word(node.op)}→{other_operator.__name__}", _set(node, "op", other_operator())
        case ast.UnaryOp(op=ast.USub()):
            yield "负号去掉", _become(node, node.operand)
        case ast.Name(id=name) if name in _NAMES:
            yield f"{name}→{_NAMES[name]}", _set(node, "id", _NAMES[name])
        case _:
            yield from _statement(node)


def _statement(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Return(value=value) if value is not None and not _is_plain(value):
            yield "return→None", _set(node, "value", ast.Constant(None))
        case ast.Expr(value=ast.Yield() | ast.YieldFrom() | ast.Call()):
            yield "语句去掉", _set(node, "value", ast.Constant(None))
        case ast.AugAssign(target=ast.Name() as target):
            yield "累加去掉", _set(node, "value", ast.parse(f"type({target.id})()", mode="eval").body)
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield "条件取反", _set(node, "test", ast.UnaryOp(ast.Not(), test))
        case ast.Continue() | ast.Break():
            yield "跳转去掉", _set(node, "__class__", ast.Pass)
        case _:
            return


def _compare(node: ast.Compare) -> Iterator[Change]:
    for place, operator in enumerate(node.ops):
        for other in _COMPARE[type(operator)]:
            changed = [*node.ops[:place], other(), *node.ops[place + 1 :]]
            yield f"{_word(operator)}→{other.__name__}", _set(node, "ops", changed)


def _set(node: ast.AST, field: str, value: object) -> Callable[[], None]:
    return lambda: setattr(node, field, value)


def _become(node: ast.AST, other: ast.AST) -> Callable[[], None]:
    def change() -> None:
        node.__class__ = other.__class__
        node.__dict__.update(other.__dict__)

    return change


def _is_plain(value: ast.expr) -> bool:
    """Say whether a value is None already, or a boolean, which has a change of its own."""
    return isinstance(value, ast.Constant) and value.value in {None, True, False}


def _word(operator: ast.AST) -> str:
    return type(operator).__name__

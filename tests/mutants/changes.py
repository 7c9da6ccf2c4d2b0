"""The one-token changes a file can suffer: every comparison, operator, constant, … that says what the code does.

Left alone is what says nothing of it: docstrings, annotations, imports, decorators, logging, `__slots__` and the like,
and the sentence that a programming error is raised with.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

OPERATORS: Mapping[type[ast.AST], tuple[str, ...]] = {
    ast.Lt: ("<", "<=", ">"), ast.LtE: ("<=", "<", ">="), ast.Gt: (">", ">=", "<"), ast.GtE: (">=", ">", "<="),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.Is: ("is", "is not"), ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"), ast.NotIn: ("not in", "in"), ast.And: ("and", "or"), ast.Or: ("or", "and"),
    ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "//"), ast.Div: ("/", "*"), ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"), ast.BitOr: ("|", "&"), ast.BitAnd: ("&", "|"),
}  # fmt: skip
"""How an operator is written, and what it turns into."""
WORDS = {"min": "max", "max": "min", "any": "all", "all": "any"}
SAYS_NOTHING = re.compile(r"_?log(ger)?\.|raise (Assertion|Lookup|NotImplemented|Runtime|Type|Value)Error\b|__\w+__ = ")

Enums = Mapping[str, list[str]]
"""The members of each enum there is, by the name of its class."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file's bytes from `start` to `end` become `text`; `before` and `after` are the line it shows in.

    where: the function or class it lies in, dotted; empty for what stands in the module itself.
    """

    file: str
    where: str
    line: int
    before: str
    after: str
    start: int
    end: int
    text: str

    def apply(self, source: bytes) -> bytes:
        """The file as it reads after the change."""
        return source[: self.start] + self.text.encode() + source[self.end :]

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.where}\n    - {self.before}\n    + {self.after}"


def changes(file: str, source: bytes, enums: Enums) -> Iterator[Change]:
    """Every change of one file, from its top to its end."""
    starts = [0, *(match.end() for match in re.finditer(rb"\n", source))]

    def place(node: ast.AST) -> tuple[int, int]:
        assert isinstance(node, ast.expr | ast.stmt)
        end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        return starts[node.lineno - 1] + node.col_offset, end

    def sites(node: ast.AST, where: str) -> Iterator[tuple[int, int, str, str]]:
        for left, operator, right in _operations(node):
            sign, *others = OPERATORS.get(type(operator), ("",))
            at = source.find(sign.encode(), place(left)[1], place(right)[0])
            yield from ((at, at + len(sign), other, where) for other in others)
        yield from ((*place(old), new, where) for old, new in (*_values(node, enums), *_flow(node)))
        inner = f"{where}.{node.name}".strip(".") if isinstance(node, ast.ClassDef | ast.FunctionDef) else where
        for child in _below(node):
            yield from sites(child, inner)

    for start, end, text, where in sorted(sites(ast.parse(source), "")):
        line = source.count(b"\n", 0, start)
        one = Change(file, where, line + 1, "", "", start, end, text)
        before, after = (
            text[starts[line] :].partition(b"\n")[0].decode().strip() for text in (source, one.apply(source))
        )
        yield replace(one, before=before, after=after)


def enum_members(files: Iterable[Path]) -> Enums:
    """The members of every enum in these files."""
    nodes = (node for path in files for node in ast.walk(ast.parse(path.read_bytes())))
    return {
        node.name: [ast.unparse(line.targets[0]) for line in node.body if isinstance(line, ast.Assign)]
        for node in nodes
        if isinstance(node, ast.ClassDef) and "Enum" in " ".join(map(ast.unparse, node.bases))
    }


def _operations(node: ast.AST) -> Iterable[tuple[ast.AST, ast.AST, ast.AST]]:
    """Left, operator, right."""
    match node:
        case ast.Compare():
            pairs = pairwise([node.left, *node.comparators])
            return [(left, operator, right) for operator, (left, right) in zip(node.ops, pairs, strict=True)]
        case ast.BoolOp():
            return [(left, node.op, right) for left, right in pairwise(node.values)]
        case ast.BinOp():
            return [(node.left, node.op, node.right)]
        case ast.AugAssign():
            return [(node.target, node.op, node.value)]
    return []


def _values(node: ast.AST, enums: Enums) -> Iterator[tuple[ast.AST, str]]:
    """What a value or a name turns into."""
    match node:
        case ast.Constant(value=value):
            yield from ((node, other) for other in _others(value))
        case ast.JoinedStr():
            yield from ((node, other) for other in _without_a_part(node))
        case ast.Attribute(value=ast.Name(id=name), attr=attr) if attr in enums.get(name, ()):
            yield node, f"{name}.{enums[name][enums[name].index(attr) - 1]}"
        case ast.Name(id=name) if name in WORDS:
            yield node, WORDS[name]


def _others(value: object) -> tuple[str, ...]:
    match value:
        case bool():
            return (str(not value),)
        case int() | float():
            return str(value + 1), str(value - 1)
        case str():
            return ('""' if value else '"x"',)
    return ()


def _without_a_part(text: ast.JoinedStr) -> Iterator[str]:
    """Python 3.11 doesn't say where the parts of such a text lie: all of it is written anew, less one plain part."""
    for part in text.values:
        if isinstance(part, ast.Constant):
            yield ast.unparse(ast.JoinedStr([other for other in text.values if other is not part]))


def _flow(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """What turns the way the code takes: a condition, a bound, what is returned."""
    match node:
        case ast.UnaryOp(operand=operand):
            yield node, f"({ast.unparse(operand)})"
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) | ast.comprehension(ifs=[test]):
            if isinstance(test, ast.Name | ast.Attribute | ast.Call | ast.NamedExpr | ast.Subscript):
                yield test, f"(not ({ast.unparse(test)}))"
        case ast.Slice():
            yield from ((bound, "") for bound in (node.lower, node.upper) if bound)
        case ast.Return(value=ast.expr() as value) if ast.unparse(value) != "None":
            yield value, "None"
        case ast.Break() | ast.Continue():
            yield node, "continue" if isinstance(node, ast.Break) else "break"


def _below(node: ast.AST) -> Iterable[ast.AST]:
    """Where to search further."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.arg() | ast.JoinedStr() | ast.Expr(value=ast.Constant()):
            return ()
        case ast.Expr() | ast.Raise() | ast.Assign() if SAYS_NOTHING.match(ast.unparse(node)):
            return ()
        case ast.AnnAssign():
            return [node.value] if node.value else ()
        case ast.ClassDef():
            return node.body
        case ast.FunctionDef():
            return [*node.args.defaults, *(one for one in node.args.kw_defaults if one), *node.body]
    return ast.iter_child_nodes(node)

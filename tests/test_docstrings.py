"""What is public says what it is, and names every exception it raises.

Counted are the exceptions a function raises itself, or through private functions of its module (by name), less those
caught around. What a public function it calls raises, that one's docstring says. A class may say it for its methods, a
base of ours for what is under it (ChatError); a private exception needs no name: nobody outside can catch it.
"""

import ast
import builtins
import inspect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.__main__ import cli

ROOT = Path(__file__).parents[1]
FILES = [
    path
    for layer in ("domain", "storage", "handlers", "bot")
    for path in sorted((ROOT / layer).rglob("*.py"))
    if "migrations" not in path.parts
]
Function = ast.FunctionDef | ast.AsyncFunctionDef
Names = dict[str, frozenset[str]]
TOO_WIDE = frozenset({"object", "BaseException", "Exception"})
"""Names that say nothing of what is raised."""


class Reading:
    """One module's source, read; `bases` and `makers` are those of the whole program.

    commands: its functions whose docstring typer prints as a command's help: who reads it catches nothing.
    """

    def __init__(self, tree: ast.Module, bases: Names, makers: Names, commands: frozenset[str] = frozenset()) -> None:
        self.tree, self.bases, self.makers, self.commands = tree, bases, makers, commands
        self.private: dict[str, list[Function]] = defaultdict(list)
        self.known: dict[str, set[str]] = {}
        for node in ast.walk(tree):
            if isinstance(node, Function) and node.name.startswith("_"):
                self.private[node.name].append(node)

    def missing(self) -> Iterator[str]:
        """«name: what is missing», for the module and everything public in it."""
        if not ast.get_docstring(self.tree):
            yield "module: a docstring"
        of_class = {name: text for name, text, _ in public(self.tree)}
        for name, text, node in public(self.tree):
            if not text:
                yield f"{name}: a docstring"
            if isinstance(node, Function) and name not in self.commands:
                said = f"{text} {of_class.get(name.rpartition('.')[0], '')}"
                yield from (f"{name}: {one}" for one in self._unsaid(node, said))

    def _unsaid(self, node: Function, said: str) -> list[str]:
        words = set(re.findall(r"\w+", said))
        public_ones = sorted(one for one in self.raised(node.body) if one[:1].isupper())
        return [one for one in public_ones if not words & self._names_for(one)]

    def _names_for(self, exception: str) -> frozenset[str]:
        return self.bases.get(exception, frozenset({exception})) - TOO_WIDE

    def raised(self, nodes: Iterable[ast.AST], caught: Names | None = None) -> set[str]:
        """The names of the exceptions that come out of the code; `caught` has what an `except` around it caught."""
        found: set[str] = set()
        for node in nodes:
            match node:
                case ast.Try():
                    found |= self._out_of(node, caught or {})
                    continue
                case ast.Raise(exc=raised):
                    found |= self._named(raised, caught or {})
                case ast.Call(func=ast.Name(id=name)) | ast.Attribute(attr=name) if name in self.private:
                    found |= self._through(name)
            found |= self.raised(ast.iter_child_nodes(node), caught)
        return found

    def _out_of(self, node: ast.Try, caught: Names) -> set[str]:
        stopped = {name for handler in node.handlers for name in names(handler.type)}
        found = {one for one in self.raised(node.body, caught) if not stopped & self.bases.get(one, frozenset({one}))}
        for handler in node.handlers:
            again = frozenset(names(handler.type))
            found |= self.raised(handler.body, caught | {"": again, handler.name or "": again})
        return found | self.raised([*node.orelse, *node.finalbody], caught)

    def _through(self, name: str) -> set[str]:
        if name not in self.known:
            self.known[name] = set()  # what calls itself adds nothing the second time
            self.known[name] = self.raised(node for one in self.private[name] for node in one.body)
        return self.known[name]

    def _named(self, raised: ast.expr | None, caught: Names) -> set[str]:
        """What a `raise` raises: a class, what a function makes, or what was caught and goes on."""
        match raised:
            case None:
                return set(caught.get("", ()))
            case ast.Name(id=name) if name in caught:
                return set(caught[name])
            case ast.IfExp(body=one, orelse=other):
                return self._named(one, caught) | self._named(other, caught)
            case ast.BoolOp(values=several):
                return {name for one in several for name in self._named(one, caught)}
            case ast.Call(func=callee):
                return {made for name in names(callee) for made in self.makers.get(name, {name})}
        return set(names(raised))


def names(types: ast.expr | None) -> list[str]:
    """The classes written in an `except` or after a `raise`: the last part of each dotted name."""
    match types:
        case None:
            return []
        case ast.Tuple(elts=several):
            return [name for one in several for name in names(one)]
    return [ast.unparse(types).rpartition(".")[2]]


def public(tree: ast.Module) -> Iterator[tuple[str, str, ast.ClassDef | Function]]:
    """Every public class, function and method: its name, its docstring or that of the method it stands in for."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node.name, ast.get_docstring(node) or "", node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for method in methods(node):
                yield f"{node.name}.{method.name}", ast.get_docstring(method) or inherited(node, method.name), method


def methods(node: ast.ClassDef) -> list[Function]:
    return [one for one in node.body if isinstance(one, Function) and not one.name.startswith("_")]


def inherited(node: ast.ClassDef, method: str) -> str:
    """What a base written here says of the method."""
    above = {name.partition("[")[0] for base in node.bases for name in names(base)}
    for one in classes():
        if one.name in above:
            for said in methods(one):
                if said.name == method:
                    return ast.get_docstring(said) or ""
    return ""


@cache
def terminal_commands() -> dict[Path, frozenset[str]]:
    """The functions that are commands of the command line, by the file they stand in."""
    found: dict[Path, set[str]] = defaultdict(set)
    for command in cli.registered_commands:
        assert command.callback is not None
        found[Path(inspect.getfile(command.callback))].add(command.callback.__name__)
    return {path: frozenset(commands) for path, commands in found.items()}


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in FILES}


@cache
def classes() -> list[ast.ClassDef]:
    return [node for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


@cache
def bases() -> Names:
    """Each exception with all that an `except` may call it: the builtins', and the classes written here."""
    found = of_builtins()
    waiting = {node.name: {name for base in node.bases for name in names(base)} for node in classes()}
    while ready := {name: above for name, above in waiting.items() if above & found.keys()}:
        for name, above in ready.items():
            found[name] = frozenset({name}).union(*(found.get(one, frozenset()) for one in above))
            del waiting[name]
    return found


def of_builtins() -> Names:
    exceptions = [one for one in vars(builtins).values() if isinstance(one, type) and issubclass(one, BaseException)]
    return {one.__name__: frozenset(base.__name__ for base in one.__mro__) for one in exceptions}


@cache
def makers() -> Names:
    """The functions that make an exception for their caller to raise, each with what it makes."""
    return {
        node.name: frozenset(names(node.returns))
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, Function) and set(names(node.returns)) & bases().keys()
    }


def read(source: str) -> list[str]:
    return list(Reading(ast.parse(source), bases(), makers()).missing())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_all_is_said(path: Path) -> None:
    commands = terminal_commands().get(path, frozenset())
    assert list(Reading(trees()[path], bases(), makers(), commands).missing()) == []


@pytest.mark.parametrize(
    ("body", "missing"),
    [
        ("raise UserError('a')", ["deed: UserError"]),
        ("raise errors.UserError", ["deed: UserError"]),
        ("_checked()", ["deed: UserError"]),
        ("self._checked", ["deed: UserError"]),
        ("_twice()", ["deed: UserError"]),
        ("run(_checked)", []),
        ("raise missing('a')", ["deed: UserError"]),
        ("raise wrong or KeyError", ["deed: KeyError"]),
        ("raise missing('a') if wrong else KeyError(1)", ["deed: KeyError", "deed: UserError"]),
        ("try:\n        _checked()\n    except UserError:\n        pass", []),
        ("try:\n        _checked()\n    except (OSError, Exception):\n        pass", []),
        ("try:\n        raise FormError\n    except UserError:\n        pass", []),
        ("try:\n        _checked()\n    except KeyError:\n        pass", ["deed: UserError"]),
        ("try:\n        pass\n    except KeyError:\n        raise", ["deed: KeyError"]),
        ("try:\n        pass\n    except KeyError as error:\n        raise error", ["deed: KeyError"]),
        ("try:\n        pass\n    except KeyError as error:\n        raise OSError from error", ["deed: OSError"]),
        ("try:\n        pass\n    finally:\n        _checked()", ["deed: UserError"]),
        ("raise _Stop", []),
    ],
)
def test_what_is_raised_is_found(body: str, missing: list[str]) -> None:
    helpers = "def _checked():\n    raise UserError('a')\n\ndef _twice():\n    _twice()\n    _checked()\n"
    assert read(f'"""All."""\n{helpers}\ndef deed():\n    """Does it."""\n    {body}\n') == missing


@pytest.mark.parametrize(
    ("source", "missing"),
    [
        ("", ["module: a docstring"]),
        ('"""All."""\ndef deed(): ...', ["deed: a docstring"]),
        ('"""All."""\nclass One:\n    """One."""\n    def deed(self): ...', ["One.deed: a docstring"]),
        ('"""All."""\nclass One(Tracked):\n    """One."""\n    def derive(self): ...', []),
        ('"""All."""\nclass One(Tracked):\n    """One."""\n    def deed(self): ...', ["One.deed: a docstring"]),
        (
            '"""All."""\nclass A:\n    """Raises OSError."""\n    def deed(self):\n        "."\n        raise OSError',
            [],
        ),
        ('"""All."""\ndef deed():\n    """Raises UserError."""\n    raise FormError', []),
        ('"""All."""\ndef deed():\n    """An Exception."""\n    raise KeyError', ["deed: KeyError"]),
    ],
)
def test_what_is_not_said_is_found(source: str, missing: list[str]) -> None:
    assert read(source) == missing


def test_a_command_of_the_command_line_says_its_help() -> None:
    tree = ast.parse('"""All."""\ndef deed():\n    """Its help."""\n    raise KeyError')
    assert list(Reading(tree, bases(), makers(), frozenset({"deed"})).missing()) == []
    assert list(Reading(tree, bases(), makers(), frozenset({"other"})).missing()) == ["deed: KeyError"]
    assert {path.parent.name for path in terminal_commands()} == {"operations"}

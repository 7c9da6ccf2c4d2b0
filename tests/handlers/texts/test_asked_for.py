"""Every sentence, in bokmål, nynorsk and English: all there, all asked for, all readable, and true to the program.

What the code asks for is read from the code itself: literal keys wherever they stand, and f-strings
(«meetings.step-{}») that `COMPUTED` spells out. An f-string it doesn't know fails, so no family of texts can slip by.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from domain.agreements.agreements import AgreementState
from domain.clauses import CLAUSES, key
from domain.meetings.steps import STEPS
from handlers.commands import COMMANDS
from handlers.texts import LANGUAGES, has
from tests.handlers.texts.kit import COMPUTED, FAMILIES, catalogue, spelt_out, told

ROOT = Path(__file__).parents[3]


AWAITED: dict[str, str] = {}
"""Texts that nothing asks for yet: one that is asked for leaves this list, one that nobody wants the catalogue."""

NO_HINT = {
    "followups.form-reason-missing": "stands beside its field in the form, and says what to write",
}
"""Refusals that need no second sentence, and why."""


TERMINAL = ("bot/terminal/conversation.py", "bot/terminal/forms.py", "bot/serve.py")
"""Where a text is asked for by its name within `console.ftl`."""
_KEY = re.compile(rf"(?:{'|'.join(FAMILIES)})\.[a-z][a-z0-9-]*(?:\.[a-z]+)?")


@dataclass(frozen=True)
class Call:
    """One place where a text is asked for, with the facts it is given; facts None: not to be seen from the code."""

    keys: tuple[str, ...]
    facts: frozenset[str] | None
    where: str
    refusal: bool = False


@dataclass
class Asked:
    """All that the code asks for."""

    literals: set[str] = field(default_factory=set)
    templates: dict[str, str] = field(default_factory=dict)
    buttons: set[str] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)

    def codes(self) -> set[str]:
        """What input can be refused with."""
        keys = {key_ for call in self.calls if call.refusal for key_ in call.keys}
        return {name for key_ in keys for name in (spelt_out(key_) if "{" in key_ else {key_})}


@cache
def asked() -> Asked:
    found = Asked()
    for package in ("handlers", "domain", "storage", "bot"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "versions" in path.parts:
                continue  # migrations name tables, not texts
            tree = ast.parse(path.read_text(encoding="utf-8"))
            where = path.relative_to(ROOT).as_posix()
            no_keys = set(_no_keys(tree))
            for node in ast.walk(tree):
                _see(node, no_keys, where, found)
    return found


def _no_keys(tree: ast.Module) -> Iterator[ast.AST]:
    """Strings that may look like keys and are none: docstrings, log events, pieces of longer strings."""
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant() as one):
                yield one
            case ast.JoinedStr(values=pieces):
                yield from pieces
            case ast.keyword(arg="foreign_key", value=one):
                yield one  # «minutes.id» is a column
            case ast.Call(func=ast.Name(id="Command"), args=[_, one, *_]):
                yield one  # a command's key: its texts are collected from the table
            case ast.BinOp(left=ast.Constant() as one):
                yield one
            case ast.Call(
                func=ast.Attribute(attr="debug" | "info" | "warning" | "error" | "exception"), args=[one, *_]
            ):
                yield one


def _see(node: ast.AST, no_keys: set[ast.AST], where: str, found: Asked) -> None:
    match node:
        case ast.Constant(value=str(text)) if node not in no_keys and _KEY.fullmatch(text):
            found.literals.add(text)
        case ast.JoinedStr():
            if template := _template(node):
                found.templates[template] = f"{where}:{node.lineno}"
        case ast.Call(func=ast.Attribute(attr="say" | "_say" | "_refuse"), args=[first, *_]) if where in TERMINAL:
            keys = [f"console.{name}" for name in _strings(first)]
            found.literals |= {*keys, *(f"{name}.hint" for name in keys)} & catalogue("nb").keys()
        case ast.Tuple(elts=[ast.Constant(value=str(key_)), ast.JoinedStr()]) if re.fullmatch(r"[a-z-]+", key_):
            found.buttons.add(key_)  # tables of buttons: ("convene-now", f"innkall {ref}")
        case ast.Call(func=ast.Attribute(attr="button") | ast.Name(id="button" | "PossibleButton"), args=[first, *_]):
            found.buttons |= {key_ for key_ in _strings(first) if "{" not in key_}
        case ast.Call():
            _see_call(node, where, found)


def _see_call(node: ast.Call, where: str, found: Asked) -> None:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    place = f"{where}:{node.lineno}"
    if name == "say" and node.args:
        first = node.args[0] if isinstance(node.func, ast.Attribute) else node.args[min(1, len(node.args) - 1)]
        plain = all(keyword.arg for keyword in node.keywords)
        facts = frozenset(keyword.arg or "" for keyword in node.keywords) if plain else None
        if keys := _strings(first):
            found.calls.append(Call(keys, facts, place))
    elif name == "UnclearLineError" and node.args:  # the registry adds the words it offers
        found.calls.append(Call(_strings(node.args[0]), frozenset({"typed", "word", "words"}), place, refusal=True))
    elif name in ("UserError", "FormError") and node.args:
        params = node.args[1] if len(node.args) > 1 else ast.Dict(keys=[], values=[])
        facts = None
        if isinstance(params, ast.Dict) and all(isinstance(one, ast.Constant) for one in params.keys):
            facts = frozenset(str(one.value) for one in params.keys if isinstance(one, ast.Constant))
        found.calls.append(Call(_strings(node.args[0]), facts, place, refusal=True))


def _strings(node: ast.expr) -> tuple[str, ...]:
    """The keys an expression can be; a template stands as «meetings.step-{}»."""
    match node:
        case ast.Constant(value=str(text)):
            return (text,)
        case ast.JoinedStr():
            return (template,) if (template := _template(node)) else ()
        case ast.IfExp(body=body, orelse=orelse):
            return (*_strings(body), *_strings(orelse))
    return ()


def _template(node: ast.JoinedStr) -> str:
    """«meetings.step-{}» of an f-string that makes a key, else nothing."""
    parts = [str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values]
    text = "".join(parts)
    return text if re.fullmatch(rf"(?:{'|'.join(FAMILIES)})\.(?:[a-z0-9.-]|\{{\}})+", text) else ""


ELSEWHERE = {
    "common.unexpected.hint",  # {UNEXPECTED}.hint
    "common.away.hint",  # {AWAY}.hint
    "common.database-trouble.hint",  # {TROUBLE}.hint
    *(f"agenda.{key_}" for key_ in ("added", "changed", "moved", "removed", "exempted", "opened")),
    *(f"buttons.agreement-{state.value}" for state in AgreementState),
    *(f"console.{name}" for name in ("meta", "meta.clock", "meta.tick", "meta.quit", "tryout.demo", "tryout.own")),
    *(f"console.clock-{why}" for why in ("real", "empty", "empty.hint", "unknown", "unknown.hint", "back", "far")),
}
"""Keys that are put together in a way that can't be seen from the code."""
MIXED = {"messages.{}-title"}
"""Families whose texts want different facts, each given by the function that draws it."""


@cache
def used() -> set[str]:
    """Every key that something asks for."""
    found = asked()
    keys = {*found.literals, *ELSEWHERE, *(key(clause) for clause in CLAUSES)}
    keys |= {text for command in COMMANDS for text in (command.summary, command.usage)}
    keys |= {f"buttons.{name}" for name in found.buttons if has("nb", f"buttons.{name}")}
    keys |= {offer.label for rule in STEPS.values() for offer in rule.buttons}
    keys |= {name for template in found.templates if template in COMPUTED for name in spelt_out(template)}
    keys |= {f"{code}.hint" for code in found.codes()} & catalogue("nb").keys()
    keys |= {f"{name}.hint" for name in keys if name.startswith("imports.cell-")}  # said beside the cell
    for name in list(keys & catalogue("nb").keys()):
        keys |= {f"{name.split('.', 1)[0]}.{reference}" for reference in told("nb", name).references}
    return keys


def test_every_family_of_computed_keys_is_spelt_out_here() -> None:
    templates = asked().templates
    assert {name: where for name, where in templates.items() if name not in COMPUTED} == {}
    assert sorted(COMPUTED.keys() - templates.keys()) == [], "no longer made anywhere"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_the_code_asks_for_is_there(language: str) -> None:
    found = asked()
    assert sorted(used() - catalogue(language).keys()) == []
    literal = {key_ for call in found.calls for key_ in call.keys if "{" not in key_}
    assert sorted(literal - catalogue(language).keys()) == []


def test_every_button_has_a_label() -> None:
    buttons = set()
    for package in ("handlers", "bot"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(
                        func=ast.Attribute(value=ast.Name(id="context" | "view"), attr="button"),
                        args=[ast.Constant(value=str(name)), *_],
                    ):
                        buttons.add(name)
                    case ast.Call(func=ast.Name(id="PossibleButton"), args=[ast.Constant(value=str(name)), *_]):
                        buttons.add(name)
    assert len(buttons) > 20
    assert sorted(name for name in buttons if not has("nb", f"buttons.{name}")) == []


def test_nothing_stands_unused() -> None:
    unused = catalogue("nb").keys() - used()
    unused -= {f"{name}.hint" for name in AWAITED}
    assert sorted(unused - AWAITED.keys()) == [], "texts that nothing asks for"
    assert sorted(AWAITED.keys() - unused) == [], "on the list of awaited texts, but gone or asked for"


def test_the_code_gives_every_text_its_facts() -> None:
    lacking = []
    for call in asked().calls:
        if call.facts is None:
            continue
        known = [key_ for key_ in call.keys if key_ not in MIXED]
        names = {name for key_ in known for name in (spelt_out(key_) if "{" in key_ else {key_})}
        if call.refusal:
            names |= {f"{name}.hint" for name in names} & catalogue("nb").keys()
        for name in names & catalogue("nb").keys():
            missing = told("nb", name).variables - call.facts
            lacking += [f"{call.where} {name}: {fact}" for fact in sorted(missing)]
    assert lacking == []


def test_every_refusal_says_what_to_type_instead() -> None:
    without = {code for code in asked().codes() if not has("nb", f"{code}.hint")}
    assert sorted(without - NO_HINT.keys()) == []
    assert sorted(NO_HINT.keys() - without) == []

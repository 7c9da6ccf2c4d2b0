"""Every sentence, in bokmål, nynorsk and English: all there, all asked for, all readable, and true to the program.

What the code asks for is read from the code itself: literal keys wherever they stand, and f-strings
(«meetings.step-{}») that `COMPUTED` spells out. An f-string it doesn't know fails, so no family of texts can slip by.
"""

import ast
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from bot.app import open_store
from domain.agreements.agreements import AgreementState, Status
from domain.calendar import WorkCalendar
from domain.clauses import CLAUSES, key
from domain.dates.parse import DateContext, parse_date
from domain.errors import UserError
from domain.imports.columns import ListKind
from domain.lengths import LIMITS
from domain.meetings.agenda import TEMPLATES
from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.minutes import ApprovalMode, ItemOutcome
from domain.meetings.steps import BY_WORD, STEPS, State, Step, answers_to
from domain.organisations import REFERENCE, Kind, RequestState, Role, fold
from domain.permissions import Who
from handlers.agreements.common import FIELDS
from handlers.agreements.fields import WORDS as FIELD_WORDS
from handlers.agreements.show import DATED
from handlers.commands import COMMANDS, REGISTRY
from handlers.core.command import Topic
from handlers.core.meeting_words import read_meeting_words
from handlers.meetings.change import _FIELDS
from handlers.meetings.day_and_time import read_time
from handlers.meetings.new import _KINDS
from handlers.messages.recipes import RECIPES
from handlers.people import access_messages
from handlers.texts import LANGUAGES, catalogues, has, say
from storage.decisions.search import NATIONAL, STEERING
from storage.unit_of_work.unit import Rules
from tests.desk import Desk

ROOT = Path(__file__).parents[2]
FAMILIES = sorted(catalogues("nb"))
TRANSLATIONS = [language for language in LANGUAGES if language != "nb"]

AWAITED: dict[str, str] = {}
"""Texts that nothing asks for yet: one that is asked for leaves this list, one that nobody wants the catalogue."""

NO_HINT = {
    "followups.form-reason-missing": "stands beside its field in the form, and says what to write",
}
"""Refusals that need no second sentence, and why."""


# -- the catalogues ---------------------------------------------------------------------------------------------------


@dataclass
class Told:
    """What a text is made of: variables, those that are dates, selectors with their variants, other messages."""

    variables: set[str] = field(default_factory=set)
    days: set[str] = field(default_factory=set)
    selectors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    defaults: set[tuple[str, str]] = field(default_factory=set)
    references: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)


@cache
def messages(language: str, family: str) -> list[ftl.Message]:
    resource = FluentParser().parse(catalogues(language)[family].read_text(encoding="utf-8"))
    junk = [entry.content for entry in resource.body if isinstance(entry, ftl.Junk)]
    assert not junk, f"{language}/{family}.ftl: {junk}"
    return [entry for entry in resource.body if isinstance(entry, ftl.Message)]


@cache
def catalogue(language: str) -> dict[str, ftl.Pattern]:
    """Key → pattern, attributes included («meetings.which.hint»)."""
    found: dict[str, ftl.Pattern] = {}
    for family in FAMILIES:
        for message in messages(language, family):
            name = f"{family}.{message.id.name}"
            assert name not in found, f"{name} stands twice in {language}"
            assert message.value is not None, f"{name} has no text of its own in {language}"
            found[name] = message.value
            for attribute in message.attributes:
                found[f"{name}.{attribute.id.name}"] = attribute.value
    return found


@cache
def told(language: str, name: str) -> Told:
    found = Told()
    _walk(catalogue(language)[name], found)
    for reference in found.references:
        _walk(catalogue(language)[f"{name.split('.', 1)[0]}.{reference}"], found)
    return found


def _walk(pattern: ftl.Pattern, found: Told) -> None:
    for element in pattern.elements:
        if isinstance(element, ftl.TextElement):
            found.words.append(element.value)
        elif isinstance(element, ftl.Placeable):
            _expression(element.expression, found)


def _expression(expression: object, found: Told) -> None:
    match expression:
        case ftl.VariableReference(id=ftl.Identifier(name=name)):
            found.variables.add(name)
        case ftl.FunctionReference(id=ftl.Identifier(name=function), arguments=arguments):
            for argument in arguments.positional:
                _expression(argument, found)
                if function == "DAY" and isinstance(argument, ftl.VariableReference):
                    found.days.add(argument.id.name)
        case ftl.SelectExpression(selector=ftl.VariableReference(id=ftl.Identifier(name=name)), variants=variants):
            found.variables.add(name)
            keys = [
                variant.key.name if isinstance(variant.key, ftl.Identifier) else variant.key.value
                for variant in variants
            ]
            found.selectors[name] = tuple(keys)
            found.defaults |= {(name, key_) for key_, variant in zip(keys, variants, strict=True) if variant.default}
            for variant in variants:
                _walk(variant.value, found)
        case ftl.MessageReference(id=ftl.Identifier(name=name)):
            found.references.add(name)
        case _:
            raise AssertionError(f"unexpected in a text: {expression}")


def words(language: str, name: str) -> str:
    """A text without its variables."""
    return " ".join(told(language, name).words)


ALL = [(language, name) for language in LANGUAGES for name in sorted(catalogue(language))]


def faults(check: Callable[[str, str], object]) -> list[str]:
    """The texts that fail a check, with what was found."""
    return [f"{language} {name}: {found}" for language, name in ALL if (found := check(language, name))]


def test_the_three_languages_have_the_same_families() -> None:
    for language in LANGUAGES:
        assert sorted(catalogues(language)) == FAMILIES, language


def test_a_family_stands_in_one_folder_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handlers.texts._HANDLERS", tmp_path)
    for folder in ("meetings", "agenda"):
        (tmp_path / folder / "texts" / "nb").mkdir(parents=True)
        (tmp_path / folder / "texts" / "nb" / f"{folder}.ftl").touch()
    assert list(catalogues.__wrapped__("nb")) == ["agenda", "meetings"]
    (tmp_path / "agenda" / "texts" / "nb" / "meetings.ftl").touch()
    with pytest.raises(ValueError, match=r"meetings\.ftl stands both in .*agenda.* and in .*meetings"):
        catalogues.__wrapped__("nb")


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_has_the_same_texts_with_the_same_facts(language: str) -> None:
    original, translation = catalogue("nb"), catalogue(language)
    assert sorted(original.keys() - translation.keys()) == [], f"missing in {language}"
    assert sorted(translation.keys() - original.keys()) == [], f"only in {language}"
    for name in original:
        here, there = told("nb", name), told(language, name)
        assert there.variables == here.variables, f"{name}: variables"
        assert there.selectors == here.selectors, f"{name}: selectors"
        assert there.defaults == here.defaults, f"{name}: defaults"
        assert there.days == here.days, f"{name}: dates"
        assert there.references == here.references, f"{name}: references"


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_stand_in_the_same_order(language: str) -> None:
    for family in FAMILIES:
        names = [message.id.name for message in messages(language, family)]
        assert names == [message.id.name for message in messages("nb", family)], f"{language}/{family}.ftl"


# -- what the code asks for -------------------------------------------------------------------------------------------

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


def _seasons(kinds: Iterable[MeetingKind] = MeetingKind) -> set[str]:
    halves = (Season.SPRING, Season.AUTUMN)
    return {
        kind.value if kind is MeetingKind.STEERING else f"{kind.value}-{half.value}"
        for kind, half in product(kinds, halves)
    }


_MEETING_FACTS = {
    "when", "state", "place", "link", "theme", "convener", "audience", "present", "absent", "id",
}  # fmt: skip
_SENDINGS = {"convening", "save-the-date"}
_ABOUT_MEETINGS = {"change-notice", "called-off", "details", "on-behalf"}
_CONCERNS = {"before-national", "short-gap", "no-partnership", "autumn-administrative", "not-together"}

COMPUTED: Mapping[str, set[str]] = {
    "agreements.column-{}": {"measure", "status", "owner", "due", "figures"},
    "agreements.fact-{}": {"state", "version", "parties", "term", "signed"},
    "agreements.field-{}": {name.replace("_", "-") for names in FIELDS.values() for name in names},
    "agreements.form-new-{}": {"goal", "measure"},
    "agreements.form-number-{}": {"goal", "measure"},
    "agreements.form-state-{}": {state.value for state in DATED},
    "agreements.sheet-{}": {"over", "delayed", "unanchored"},
    "agreements.state-{}": {state.value for state in AgreementState},
    "agenda.{}": {item.id for items in TEMPLATES.values() for item in items},
    "help.topic-{}": {topic.key for topic in Topic},
    "minutes.changes-{}": {"ja", "nei", "open"},
    "minutes.field-{}": {
        "present",
        "absent",
        "roles",
        "others",
        "chair",
        "taker",
        "partnership",
        "changes",
        "change-text",
    },
    "minutes.hindered-{}": {"change", "comments", "waiting"},
    "minutes.outcome-{}": {one.value for one in ItemOutcome if one.value},
    "minutes.recorded-{}": {"present", "absent"},
    "minutes.{}-before": {"present", "absent"},
    "minutes.state-approved-{}": {how.value for how in ApprovalMode},
    "buttons.{}": set(),  # collected with the buttons
    "common.who-{}": {who.value for who in Who},
    "convene.preview-{}": _SENDINGS,
    "convene.sent-{}": _SENDINGS,
    "convene.text-{}": _SENDINGS,
    "console.{}": set(),  # by name in the terminal's own modules
    "console.{}.hint": set(),
    "decisions.body-{}": {NATIONAL, STEERING},
    "decisions.fact-{}": {"meeting", "item", "state", "reason", "exempt"},
    "decisions.state-{}": {"approved", "recorded", "withdrawn"},
    "dates.distance-{}": {"today", "tomorrow", "yesterday"},
    "followups.fact-{}": {"owner", "due", "state", "accepted", "from"},
    "followups.state-{}": {"open", "confirmed", "waiting", "postponed", "done", "lapsed"},
    "lengths.{}": {one.replace(":", "-").replace("_", "-") for one in LIMITS},
    "imports.kind-{}": {kind.value for kind in ListKind},
    "measures.fact-{}": {
        "state",
        "owner",
        "with",
        "due",
        "figures",
        "next",
        "instrument",
        "level",
        "goal",
        "origin",
        "description",
    },
    "measures.level-{}": {"regional", "national", "eu"},
    "measures.status-{}": {status.value for status in Status},
    "meetings.concern-{}": _CONCERNS,
    "meetings.fact-{}": _MEETING_FACTS,
    "meetings.kind-{}": set(_KINDS),
    "meetings.name-{}": _seasons(),
    "meetings.name-national-{}": {"spring", "autumn"},
    "meetings.state-{}": {state.value for state in State},
    "meetings.step-{}": {step.value for step in Step},
    "meetings.step-{}.asks": {step.value for step in answers_to(Step.CONVENE)},
    "messages.{}": _ABOUT_MEETINGS,
    "messages.{}-title": set(RECIPES)
    - {"role-request", "on-behalf-routine", "undeliverable", *access_messages.RECIPES},
    "data.request-{}": {state.value for state in RequestState},
    "roles.{}": {role.value for role in Role},
    "rooms.language-{}": set(LANGUAGES),
    "meetings.lacks-{}": {"time", "place", "time-place"},
    "status.half-{}": {"spring", "autumn"},
    "web.clock-{}": {"empty", "unknown", "back", "far"},
    "web.kind-{}": {"digest", *RECIPES},
    "web.language-{}": set(LANGUAGES),
    "web.status-{}": {"waiting", "sending", "uncertain", "sent", "undeliverable", "cancelled"},
    "year.column-{}-{}": _seasons((MeetingKind.NATIONAL, MeetingKind.REGIONAL)),
}
"""The keys that the code puts together, by the f-string that makes them."""

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


def spelt_out(template: str) -> set[str]:
    """The keys of a template."""
    head, *tail = re.split(r"\{\}(?:-\{\})?", template)
    return {f"{head}{value}{''.join(tail)}" for value in COMPUTED[template]}


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


# -- each text with facts in it ---------------------------------------------------------------------------------------

FREE = "fritekst"
"""Stands for what somebody typed, wherever a text quotes it."""
TODAY = date(2026, 11, 23)
LONGEST = max((one.short for one in REFERENCE), key=len)

SAMPLES: Mapping[str, object] = {
    "count": 2, "total": 30, "dated": 12, "gap": 21, "min": 28, "most": 500, "length": 512, "least": 1, "days": 30,
    "over": 2, "near": 3, "rest": 14, "number": 12, "n": 2, "year": 2027, "week": 15, "weeks": 52, "month": 4,
    "first": 1, "last": 7, "time": "10.00", "ref": "N-2027-V", "clause": "§ 2.1", "owner": "Siva",
    "organisation": "Agder", "county": "Agder", "account": "slack:T1:U1", "clauses": "§ 1, § 2", "link": "https://example.org",
    "chat": "Teams", "code": "K7QF-3M2P",
}  # fmt: skip
"""Facts by name; what isn't here is free text."""

WORDS = {"nb": "møte", "nn": "møte", "en": "meeting"}
"""`{ $word }` is a command's first word."""
COMMAND = {"nb": "innkall", "nn": "kall inn", "en": "convene"}
"""`{ $command }` is the command as it was typed."""


def sample_facts(language: str, name: str) -> Iterator[dict[str, object]]:
    """Facts for a text, once for each way its selectors can go."""
    about = told(language, name)
    whole = name.rsplit(".", 1)[0] if name.count(".") == 2 else name
    same = told(language, whole)
    facts = {variable: SAMPLES.get(variable, FREE) for variable in about.variables | same.variables}
    facts |= dict.fromkeys(about.days | same.days, date(2027, 4, 15))
    if "word" in facts:
        facts["word"] = WORDS[language]
    if "command" in facts:
        facts["command"] = COMMAND[language]
    ways: list[list[tuple[str, object]]] = []
    for variable, variants in about.selectors.items():
        counts = "one" in variants
        ways.append([(variable, n) for n in (0, 1, 2, 21)] if counts else [(variable, one) for one in variants])
    for way in product(*ways):
        yield {**facts, **dict(way)}


@cache
def drawn(language: str, name: str) -> tuple[str, ...]:
    """A text as people get to see it, in each of its ways."""
    return tuple(say(language, name, **facts) for facts in sample_facts(language, name))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_formats(language: str) -> None:
    for name in catalogue(language):
        for text in drawn(language, name):
            assert text.strip() == text, name
            assert text, name
            assert not re.search(r"[{}]|\bNone\b|  | [.,:;](?!\w)|\n\s", text), f"{name}: {text!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_have_room_for_their_labels(language: str) -> None:
    for name in catalogue(language):
        if name.startswith("buttons.") or name.endswith(".button") or name in ("slack.form.open", "slack.rest.button"):
            label = say(language, name, organisation=LONGEST, year=2027, chat="Teams", name="Å" * 41)
            assert len(label) <= 75, f"{name}: {label}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_stand_inside_sentences(language: str) -> None:
    """Meetings, steps, roles and states are put into sentences and capitalised by the code where they begin one."""
    templates = (
        "meetings.name-{}", "meetings.step-{}", "meetings.state-{}", "roles.{}", "followups.state-{}",
        "agreements.state-{}", "agreements.field-{}", "measures.status-{}",
    )  # fmt: skip
    for name in sorted(name for template in templates for name in spelt_out(template)):
        assert all(text[0].islower() for text in drawn(language, name)), name


# -- the tone and the language ----------------------------------------------------------------------------------------


def _among(listed: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(listed.split())})(?![\w-])", re.IGNORECASE)


BOKMAL = _among(
    "ikke uke uken uka uker måned måneden måneder fra hvem hva hvor hvorfor hvilken hvilket hvilke hver hvert jeg "
    "dere deres noen noe være vært ble bli[rt]?tt høst høsten høstmøte leder ledelse tilstede tidligere frister "
    "fristene rutiner innspill utvalg arbeidsutvalg arbeidsutvalget virkemiddel virkemidler virkemiddelaktørene nå "
    "bare siden en et ett gjøre gjør gjøres gjelder navn navnet mer flere velg bekreft bekreftet trenger deltaker "
    "deltakere ansvarlig åpen åpne åpent årlig årlige purringer påminnelse påminnelser dager kalle[rt] innkalt holdt "
    "datoer møtene saksdokumenter saksdokumentene mangler venter kommer mottaker mottakere eier "
    "partene fylkene fylkets punkter punktene utsette utsettes utsatt flyttet forsinket levere[st] endret "
    "endrer oppfølgingen innkallingen meldingen samhandlingen styringsgruppen kopiér selv samme tall spørsmål "
    "forespørsel forespørselen medarbeider lenke sted oversikten beskjeder koordinere[rt]?s hjelpen hit[ea]n"
)
NYNORSK = _among(
    "ikkje veke veka veker månad månaden månader frå kven kva kvifor kvar kvart eg dykk dykkar nokon noko vere vore "
    "blei vart haust hausten haustmøte leiar leiing til\\sstades innspel utval arbeidsutval arbeidsutvalet verkemiddel "
    "ein eit eitt éin éi berre sidan gjere gjer gjeld namn namnet meir fleire stadfest treng deltakar ansvarleg open "
    "opne ope årleg påminning påminningar dagar kallar kalla haldne datoar manglar ventar kjem mottakar mottakarar "
    "partar partane fylka punkta utset utsett_ flytt_ sjølv sjølve førespurnad medarbeidar lenkje stad enno saman"
)
COLOURS = _among(
    "grønn grønt grøn grønne grøne gul gult gule rød rødt røde raud raudt raude blå green amber yellow red blue"
)
BLAME = re.compile(
    r"\b(?:forfalt|forfall(?:er|en)|brudd|brot|brutt|skyld)\b|blame|fault\b|fail(?:ed|ure)", re.IGNORECASE
)
PLEASANTRIES = _among("vennligst venlegast beklager beklagar dessverre diverre sorry please oops")

PLEASE = {"dates.note-derived"}  # «Please check the date.»
PROPER = re.compile(r"Forskningsrådet|møre og romsdal|Bokmål|(?<=«språk )en(?=»)", re.IGNORECASE)
"""Names and codes that are the same in every language."""


def test_nothing_shouts_or_blames() -> None:
    assert faults(lambda language, name: "!" in words(language, name)) == []
    assert faults(lambda language, name: BLAME.findall(words(language, name))) == []
    assert faults(lambda language, name: COLOURS.findall(words(language, name))) == []
    assert faults(lambda language, name: name not in PLEASE and PLEASANTRIES.findall(words(language, name))) == []


def test_signs_are_plain() -> None:
    """No emoji, and nothing that a renderer would take for markup."""
    strange = re.compile(r"[^\w\s.,:;?«»“”’'()/§·…–→✓@#-]|_")
    usual = {"console": re.compile(r"[›\[\]+]"), "slack": re.compile(r"\|")}  # a prompt, a usage line
    for language, name in ALL:
        odd = usual.get(name.split(".", 1)[0], re.compile("(?!)")).sub(
            "", " ".join(strange.findall(words(language, name)))
        )
        assert not odd.strip(), f"{language} {name}: {odd}"


@pytest.mark.parametrize(
    ("language", "foreign"),
    [("nn", BOKMAL), ("nb", NYNORSK), ("en", re.compile(r"[æøåÆØÅ«»]|\b(?:og|ikke|eller)\b"))],
    ids=["nn", "nb", "en"],
)
def test_no_language_slips_into_another(language: str, foreign: re.Pattern[str]) -> None:
    found = {
        name: slips for name in catalogue(language) if (slips := foreign.findall(PROPER.sub("", words(language, name))))
    }
    assert found == {}


def test_overdue_is_over_the_deadline() -> None:
    assert say("nb", "status.heading-overdue") == say("nn", "status.heading-overdue") == "Over fristen"
    assert say("en", "status.heading-overdue") == "Overdue"
    assert say("nb", "meetings.fact-absent") == "Forfall"
    assert say("nn", "meetings.fact-absent") == "Fråfall"


# -- what a text tells people to type ---------------------------------------------------------------------------------

_QUOTED = re.compile(r"«([^»]*)»|“([^”]*)”")
CONTEXT = DateContext(TODAY, WorkCalendar())
COUNTIES = [one for one in REFERENCE if one.kind is Kind.COUNTY]
META = {"som", "as", "klokke", "clock", "hjelp", "help", "avbryt", "cancel"}
"""The terminal's own words; `bot/terminal/conversation.py` and `bot/terminal/forms.py` know them."""
FOLLOW_UP_FIELDS = ("tekst", "text", "frist", "due", "ansvarlig", "ansvarleg", "owner")


def command_of(line: str) -> str:
    """The key of the command a line begins with, by its whole name; nothing when it begins with none."""
    try:
        found = REGISTRY.find(line)
    except UserError:
        return ""
    said = fold(line)
    names = (fold(name) for command in COMMANDS for name in (command.name, *command.aliases))
    handing = (
        one
        for one in COMMANDS
        if one.delegates_to and one.delegates_to(found.words, lambda: REFERENCE) == found.command.name
    )
    names = (fold(name) for one in (found.command, *handing) for name in (one.name, *one.aliases, *one.spoken))
    return found.command.key if any(f"{said} ".startswith(f"{name} ") for name in names) else ""


def readable(quote: str) -> bool:
    """Whether a program or a person can do something with what is quoted: a command, a date, a meeting, a field."""
    quote = quote.removeprefix("/samhandling ").removesuffix("…").strip()
    if quote == FREE or command_of(quote):
        return True
    if quote.startswith(":"):
        return fold(quote.split()[0]) in META
    for read in (lambda: parse_date(quote, CONTEXT), lambda: read_time(quote)):
        try:
            read()
        except UserError:
            continue
        return True
    name, colon, _ = quote.partition(":")
    own = {word for words in FIELD_WORDS.values() for word in words}
    if colon and name.casefold() in (*_FIELDS, *FOLLOW_UP_FIELDS, *own, "time", "tid"):
        return True
    called = read_meeting_words(quote, COUNTIES)
    return called.anything and not called.rest


def quotes(language: str, name: str) -> set[str]:
    return {found[1] or found[2] for text in drawn(language, name) for found in _QUOTED.finditer(text)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_quoted_is_understood(language: str) -> None:
    odd = {
        name: sorted(quote for quote in quotes(language, name) if not readable(quote)) for name in catalogue(language)
    }
    assert {name: found for name, found in odd.items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_example_is_of_its_command(language: str) -> None:
    for command in COMMANDS:
        for line in say(language, command.usage).split(" · "):
            assert command_of(line) == command.key, line


OWN_WORDS = {
    "nn": {
        "frister": "fristar", "utsett": "utset", "trenger-hjelp": "treng-hjelp", "ikke-min": "ikkje-min",
        "tar-den": "tek-den", "rutiner": "rutinar", "hvem-er-jeg": "kven-er-eg", "møte holdt": "møte halde",
        "innkall": "kall inn", "roller koble": "roller kople", "rolle koble": "rolle kople",
    },
    "en": {
        command.name: "" for command in COMMANDS if command.name not in ("status", "import")
    },
}  # fmt: skip
"""Commands that have a word of their own in a language: nobody is told another language's."""


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_commands_are_named_in_the_readers_language(language: str) -> None:
    foreign = [fold(name) for name in OWN_WORDS[language]]
    for name in catalogue(language):
        lines = drawn(language, name)[0].split(" · ") if name.endswith(".usage") else quotes(language, name)
        for line in lines:
            said = f"{fold(line)} "
            assert not any(said.startswith(f"{word} ") for word in foreign), f"{name}: {line}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["meetings.step-missing", "meetings.step-unknown"])
def test_each_step_that_is_named_can_be_typed(language: str, name: str) -> None:
    listed = drawn(language, f"{name}.hint")[0].rstrip(".").rsplit(": ", 1)[1].split(", ")
    steps = {BY_WORD[fold(word.split()[0])] for word in listed}
    assert len(listed) == len(steps) == len(set(BY_WORD.values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_clause_flagged_is_said_the_same_way(language: str) -> None:
    """The card of a held meeting looks for «§ 2)» among its flags."""
    for concern in _CONCERNS:
        assert "(§ 2.1)" in drawn(language, f"meetings.concern-{concern}")[0]


# -- every example, said ----------------------------------------------------------------------------------------------

GROUND = (
    ("ks", "møte ny Agder vår 15.4.2027"),
    ("ks", "møte ny Agder høst 16.11.2027"),
    ("ks", "møte ny Agder høst 1.12.2026"),
    ("agder", "saksliste ny Agder vår 2027: Noe annet"),
    ("agder", "saksliste ny R42-2026-H Noe annet"),
    ("ks", "møte ny styringsgruppe 3.5.2027"),
    *(("agder", f"oppfølging ny Siva: levere skisse {number} innen 15.12") for number in range(1, 13)),
    ("agder", "avtale ny 2026–2029"),
    ("agder", "avtale mål M1: Flere arbeidsplasser; planmål 2.1"),
    *(
        (
            "agder",
            f"avtale tiltak T1.{number}: Testfasilitet; ansvarlig: Siva; frist: 1.3.2027; indikator: bedrifter 0 → 25",
        )
        for number in (1, 2)
    ),
    *(("agder", f"avtale status {state}") for state in ("til godkjenning", "omforent", "signert", "gjeldende")),
    *((f"U{number}", "roller be-om Agder leder") for number in range(100001, 100004)),
)
"""What the examples speak of: R42-2027-V, SG-2027-1, O-12, T1.2 and a third request for a role."""

FIRST: Mapping[str, tuple[str, ...]] = {
    "agreements.status": ("avtale ny 2026–2029", "avtale status til godkjenning", "avtale status omforent"),
    "meetings.change": ("møte ny N-2027-V 9.3.2027",),
    "meetings.sent": ("møte ny N-2027-V 9.3.2027", "innkall N-2027-V bekreft"),
    "convene.save-the-date": ("møte ny N-2027-V 9.3.2027",),
    "convene.convene": ("møte ny N-2027-V 9.3.2027",),
    "agenda.send": ("møte ny N-2027-V 9.3.2027", "innkall N-2027-V bekreft"),
}
"""What is said before an example can be followed: by its speaker for agreements, else by KS."""

_MEETING = "2026-12-01 14:00"
_DECIDED = (("agder", "til stede R42-2026-H: Siva"), ("agder", "vedta 1/26 Siva leverer noe"))
_OUT = (*_DECIDED, ("agder", "referat endre R42-2026-H: behov: nei"), ("agder", "referat send R42-2026-H bekreft"))
_APPROVED = (*_OUT, *((who, "godkjenn R42-2026-H") for who in ("siva", "innovasjon-norge", "forskningsradet")))
DURING: Mapping[str, tuple[tuple[str, str], ...]] = {
    "minutes.reword": _DECIDED,
    "minutes.withdraw": _DECIDED,
    "minutes.send": _DECIDED,
    "minutes.show": _DECIDED,
    "minutes.comment": _OUT,
    "minutes.answer": (*_OUT, ("siva", "merknad R42-2026-H: noe")),
    "minutes.approve-own": _OUT,
    "minutes.approve": _OUT,
    "minutes.correct": _APPROVED,
    "minutes.compare": (*_APPROVED, ("agder", "referat rett V-1/26: Siva leverer alt fordi noe manglet bekreft")),
    **dict.fromkeys(
        (
            "minutes.open", "minutes.write", "minutes.present", "minutes.absent", "minutes.decide", "minutes.text",
            "minutes.outcome", "minutes.change", "minutes.paste", "minutes.note",
        ),
        (),
    ),
}  # fmt: skip
"""What is said at Agder's autumn meeting before an example of minutes can be followed."""
AS_FORM = ("minutes.open", "minutes.write", "minutes.paste")
"""Examples that open a form."""
SPEAKERS = {
    "rooms.channel": "agder", "minutes.comment": "siva", "minutes.approve-own": "siva",
    **dict.fromkeys(set(DURING) - {"minutes.comment", "minutes.approve-own"}, "agder"),
    **dict.fromkeys(
        ("agenda.new", "agenda.internal", "agenda.change", "agenda.move", "agenda.remove", "agenda.exempt"), "agder"
    ),
    "agreements.new": "rogaland", "agreements.goal": "agder", "agreements.measure": "agder",
    "agreements.change": "agder", "agreements.remove": "agder", "agreements.status": "rogaland",
    "measures.show": "siva", "measures.report": "siva",
    "followups.new": "agder", "followups.change": "agder", "followups.lapse": "agder", "followups.done": "siva",
    "followups.accept": "siva", "followups.postpone": "siva", "followups.help-wanted": "siva",
    "followups.not-mine": "siva", "nudge.snooze": "siva",
}  # fmt: skip
"""Who says an example, where it isn't KS."""
LATER = {"meetings.held": "2027-04-15 16:00", "minutes.approve": "2027-01-20 10:00"}
STAND_INS = {
    "roles.grant": "roles.grant-needs", "roles.end": "roles.no-holder", "imports.undo": "imports.none-such",
    "accounts.link": "accounts.terminal",
}  # fmt: skip
"""Examples about a person or a list that isn't there: what they are answered with."""


@pytest.fixture(scope="module")
def ground(furnished_template: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Path:
    """The furnished database with what the examples speak of, closed, to copy."""
    path = tmp_path_factory.mktemp("ground") / "ground.db"
    shutil.copyfile(furnished_template, path)
    with closing(open_store(f"sqlite:///{path}", rules)) as store:
        desk = Desk(store)
        for who, line in GROUND:
            reply = desk.reply(who, line)
            assert reply.ok, (line, reply.problem)
    return path


EXAMPLES = [
    (language, command.key, line)
    for language in LANGUAGES
    for command in COMMANDS
    for line in say(language, command.usage).split(" · ")
]


@pytest.mark.parametrize(("language", "command", "line"), EXAMPLES, ids=[f"{one[0]}-{one[2]}" for one in EXAMPLES])
def test_every_example_does_what_it_says(
    language: str, command: str, line: str, ground: Path, tmp_path: Path, rules: Rules
) -> None:
    path = shutil.copyfile(ground, tmp_path / "example.db")
    with closing(open_store(f"sqlite:///{path}", rules)) as store:
        desk = Desk(store)
        for who in ("ks", "agder", "siva"):
            assert desk.reply(who, f"språk {language}").ok
        for before in FIRST.get(command, ()):
            first = SPEAKERS[command] if command.startswith("agreements.") else "ks"
            assert desk.reply(first, before).ok, before
        for who, before in DURING.get(command, ()):
            prepared = desk.reply(who, before, at=_MEETING)
            assert prepared.ok, (before, prepared.problem)
        at = LATER.get(command, _MEETING if command in DURING else "")
        reply = desk.reply(SPEAKERS.get(command, "ks"), line, at=at)
    said = reply.problem.code if reply.problem else ""
    assert said == STAND_INS.get(command, ""), reply.problem
    assert (reply.card.form is not None) is (command in AS_FORM), "an example is whole"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_people_wrote_stands_whole_in_any_sentence(language: str) -> None:
    """A comment of 2,501 characters is no fault of the sentence it stands in, nor is one of 20,000."""
    long, tried = "x" * 19_990 + " the end", 0
    for name in catalogue(language):
        for facts in sample_facts(language, name):
            for fact in [one for one, value in facts.items() if value == FREE]:
                if "the end" in say(language, name, **{**facts, fact: "the end"}):
                    assert long in say(language, name, **{**facts, fact: long}), name
                    tried += 1
    assert tried > 100

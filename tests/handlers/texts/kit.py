"""What the tests of the texts share: the catalogues as they are read, what is asked for, each text drawn."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import product

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from domain.agreements.agreements import AgreementState, Status
from domain.imports.columns import ListKind
from domain.lengths import LIMITS
from domain.meetings.agenda import TEMPLATES
from domain.meetings.meetings import MeetingKind, Season
from domain.meetings.minutes import ApprovalMode, ItemOutcome
from domain.meetings.steps import State, Step, answers_to
from domain.organisations import RequestState, Role
from domain.permissions import Who
from handlers.agreements.common import FIELDS
from handlers.agreements.show import DATED
from handlers.core.command import Topic
from handlers.meetings.new import _KINDS
from handlers.messages.recipes import RECIPES
from handlers.people import access_messages, doubted
from handlers.texts import LANGUAGES, catalogues, say
from storage.decisions.search import NATIONAL, STEERING

FAMILIES = sorted(catalogues("nb"))
TRANSLATIONS = [language for language in LANGUAGES if language != "nb"]


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
    - {"role-request", "on-behalf-routine", "undeliverable", *access_messages.RECIPES, *doubted.RECIPES},
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


def spelt_out(template: str) -> set[str]:
    """The keys of a template."""
    head, *tail = re.split(r"\{\}(?:-\{\})?", template)
    return {f"{head}{value}{''.join(tail)}" for value in COMPUTED[template]}


FREE = "fritekst"
"""Stands for what somebody typed, wherever a text quotes it."""
TODAY = date(2026, 11, 23)


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

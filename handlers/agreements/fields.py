"""The fields of agreements, goals and measures: what they are called when typed, and what may stand in them.

A typed line is pieces parted by semicolons or new lines, each a field's name and its value («frist: 1.6.2027»; the
colon may be left out). A form's fields carry the code's own names. Both end as the text form of
`storage.agreements.changes`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date

from domain.agreements.agreements import AGREED, PLAN
from domain.agreements.indicators import read_indicator
from domain.dates.parse import parse_date
from domain.errors import UserError, in_field
from domain.lengths import LIMITS, check
from domain.organisations import by_name, fold, named_in
from handlers.core.context import CommandContext
from handlers.core.wording import is_meaningful
from handlers.lookup.follow_up_line import BECAUSE
from handlers.lookup.names import organisation_from

REASON = "reason"

_TITLE = {"tittel": "title", "title": "title"}
AGREEMENT_WORDS: Mapping[str, str] = {
    **_TITLE,
    "fra": "starts", "frå": "starts", "from": "starts",
    "til": "ends", "to": "ends",
    "parter": "parties", "partar": "parties", "parties": "parties",
    "formål": "purpose", "føremål": "purpose", "purpose": "purpose",
    "forankring": "basis", "basis": "basis",
    "rutiner": "routines", "rutinar": "routines", "routines": "routines",
    "rapportering": "reporting", "reporting": "reporting",
    "revisjon": "revision", "revision": "revision",
    "oppsigelse": "termination", "oppseiing": "termination", "termination": "termination",
}  # fmt: skip
GOAL_WORDS: Mapping[str, str] = {
    **_TITLE,
    "planmål": "plan_goal", "plan goal": "plan_goal",
    "innsatsområde": "focus_area", "focus area": "focus_area",
}  # fmt: skip
MEASURE_WORDS: Mapping[str, str] = {
    **_TITLE,
    "beskrivelse": "description", "skildring": "description", "description": "description",
    "ansvarlig": "owner", "ansvarleg": "owner", "owner": "owner",
    "bidrar": "contributors", "bidreg": "contributors", "contributors": "contributors",
    "virkemiddel": "instrument", "verkemiddel": "instrument", "instrument": "instrument",
    "nivå": "level", "level": "level",
    "oppstart": "starts", "starts": "starts",
    "frist": "due", "due": "due",
    "indikator": "indicator", "indicator": "indicator",
    "opphav": "origin", "origin": "origin",
    "planmål": "plan_goal", "plan goal": "plan_goal",
}  # fmt: skip
WORDS: Mapping[str, Mapping[str, str]] = {
    "agreement": AGREEMENT_WORDS,
    "goal": GOAL_WORDS,
    "measure": MEASURE_WORDS,
}
"""Kind of subject → typed name of a field → the field."""

_LEVELS = {
    "regional": "regional", "regionalt": "regional",
    "nasjonal": "national", "nasjonalt": "national", "national": "national",
    "eu": "eu",
}  # fmt: skip
_AGREED = ("enighet", "semje", "avtalt", "avtalt mellom partene", "avtalt mellom partane", "agreed", AGREED)
_NOBODY = ("ingen", "none", "–", "-")
_WITH_REASON = (
    "owner",
    "contributors",
    "level",
    "starts",
    "ends",
    "due",
    "indicator",
    "origin",
    "plan_goal",
    "parties",
)
"""Fields whose values hold no sentence: «fordi …» after one is the reason for the change."""
_PIECES = re.compile(r"[;\n]")
_AND = re.compile(r"^(?:,|og\b|and\b|&|\+)\s*", re.IGNORECASE)
_PLAN_GOAL = re.compile(r"(?:regional\s+)?plan(?:mål)?\s*([\w.]{0,20})\.?", re.IGNORECASE)


def read_line(context: CommandContext, kind: str, text: str, *, head: str = "") -> dict[str, str]:
    """The fields of a typed line, their values read. `head`: the field that a piece without a name, the first, is.

    A reason stands under `REASON`. Raises UserError for what isn't a field, is said twice, or can't be read.
    """
    found: dict[str, str] = {}
    for place, piece in enumerate(_PIECES.split(text)):
        said = piece.strip(" ,")
        if not said:
            continue
        if because := BECAUSE.match(said):
            _put(found, REASON, said[because.end() :], said)
            continue
        first = bool(head) and place == 0
        name, value = _named(kind, said, bare=not first)
        if first and not name:
            name, value = head, said
        if not name:
            raise UserError("agreements.unknown-field", {"typed": said[:60]}, span=said)
        if name in _WITH_REASON and (because := BECAUSE.search(value)):
            _put(found, REASON, value[because.end() :], said)
            value = value[: because.start()].strip(" ,")
        _put(found, name, value, said)
    return _read_all(context, kind, found)


def read_form(context: CommandContext, kind: str, names: tuple[str, ...]) -> dict[str, str]:
    """The sent form's fields of these names, their values read; an empty one is there and empty. Raises UserError."""
    fields = context.fields
    return _read_all(context, kind, {name: fields[name] for name in (*names, REASON) if name in fields})


def _put(found: dict[str, str], name: str, value: str, said: str) -> None:
    if name in found:
        raise UserError("agreements.field-twice", {"typed": said[:60]}, span=said)
    found[name] = value.strip()


def _named(kind: str, said: str, *, bare: bool) -> tuple[str, str]:
    """The field a piece begins with and its value; two empty texts when it begins with none.

    bare: also without a colon («planmål 2.1»).
    """
    name, colon, value = said.partition(":")
    words = {fold(word): field for word, field in WORDS[kind].items()}
    if colon and fold(name) in words:
        return words[fold(name)], value.strip()
    typed = said.split() if bare else []
    for count in (2, 1):
        field = words.get(fold(" ".join(typed[:count]))) if len(typed) > count else None
        if field and field != "title":
            return field, " ".join(typed[count:])
    return "", ""


def _read_all(context: CommandContext, kind: str, typed: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in typed.items():
        with in_field(name):
            if name == "plan_goal" and kind == "measure":
                _put(found, "origin", _origin(context, f"{PLAN} {value}"), value)
            else:
                _put(found, name, _READ.get(name, _as_typed)(context, _checked(kind, name, value)), value)
    if kind != "agreement" and "title" in found and not is_meaningful(found["title"]):
        raise UserError("agreements.no-title", field_name="title")
    return found


def limit_of(kind: str, name: str) -> str:
    """The name of a field's limit (`domain.lengths`); empty: it holds no text but what can be read as something."""
    limit = "agreement_change:reason" if name == REASON else f"{kind}:{name}"
    return limit if limit in LIMITS else ""


def _checked(kind: str, name: str, value: str) -> str:
    limit = limit_of(kind, name)
    return check(limit, value) if limit else value


def _as_typed(_ask: CommandContext, value: str) -> str:
    return value


def _due(context: CommandContext, value: str) -> str:
    """A deadline; one that is over can be typed with its year, for what was agreed before it was registered here."""
    return _any_day(context, value) or parse_date(value, context.dates()).day.isoformat()


def _any_day(context: CommandContext, value: str) -> str:
    """A day that may lie behind or ahead: the year has to be said. Empty: none."""
    if not value:
        return ""
    try:
        return parse_date(value, context.dates()).day.isoformat()
    except UserError as error:
        if error.code != "dates.past":
            raise
        return parse_date(value, context.dates(past=True)).day.isoformat()


def _owner(context: CommandContext, value: str) -> str:
    if not value:
        raise UserError("followups.no-owner")
    found = by_name(value, context.directory.organisations.values())
    return found.slug if found else _one_organisation(context, value)


def _one_organisation(context: CommandContext, value: str) -> str:
    found, rest = organisation_from(context, value)
    if rest:
        raise UserError("common.left-over", {"typed": rest[:60]}, span=rest)
    return found.slug


def _organisations(context: CommandContext, value: str) -> str:
    """Names parted by commas or «og», a county with «og» in its name included; none of them twice."""
    if fold(value) in _NOBODY or value in _NOBODY:
        return ""
    slugs: list[str] = []
    rest = value.strip()
    while rest:
        if named_in(rest, context.directory.organisations.values()) is None:
            raise UserError("common.unknown-organisation", {"typed": rest[:60]}, span=rest)
        found, rest = organisation_from(context, rest)
        slugs.append(found.slug)
        rest = _AND.sub("", rest).strip(" ,")
    return ", ".join(dict.fromkeys(slugs))


def _level(_ask: CommandContext, value: str) -> str:
    if not value:
        return ""
    if fold(value) not in _LEVELS:
        raise UserError("agreements.unknown-level", {"typed": value[:40]}, span=value)
    return _LEVELS[fold(value)]


def _origin(_ask: CommandContext, value: str) -> str:
    """«plan», «plan 3.3» (a plan goal of its own) or «agreed»."""
    if fold(value) in {fold(word) for word in _AGREED}:
        return AGREED
    found = _PLAN_GOAL.fullmatch(value.strip())
    if found is None:
        raise UserError("agreements.unknown-origin", {"typed": value[:40]}, span=value)
    return f"{PLAN} {found[1]}".strip()


def _indicator(_ask: CommandContext, value: str) -> str:
    return str(read_indicator(value)) if value else ""


_READ: Mapping[str, Callable[[CommandContext, str], str]] = {
    "starts": _any_day,
    "ends": _any_day,
    "due": _due,
    "owner": _owner,
    "contributors": _organisations,
    "parties": _organisations,
    "level": _level,
    "origin": _origin,
    "indicator": _indicator,
}


def check_term(starts: str, ends: str) -> None:
    """A term ends after it begins. Raises UserError."""
    if starts and ends and ends <= starts:
        raise UserError(
            "agreements.term-backwards",
            {"first": date.fromisoformat(starts), "last": date.fromisoformat(ends)},
            field_name="ends",
        )

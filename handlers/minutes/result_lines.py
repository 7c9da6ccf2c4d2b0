"""What came out of an item, a line each: decisions, follow-ups, and in pasted text what was said."""

import re
from dataclasses import dataclass
from datetime import date

from domain.dates.parse import find_date
from domain.errors import Choice, UserError
from domain.lengths import check
from domain.meetings.agenda import Numbered, read_decision
from domain.organisations import after_name, named_in
from handlers.core.context import CommandContext
from handlers.core.wording import is_meaningful, shortened
from handlers.lookup.follow_up_line import DUE_WORDS, Noted, read_noted
from handlers.lookup.names import is_follow_up, near_organisations
from handlers.texts import day_text, has

_BULLET = re.compile(r"^[-–•*·]\s+")
_AFTER_NUMBER = re.compile(r"^\s*[:–-]?\s*")
_DECISION = re.compile(r"^(?:vedtak|vedtatt|vedteke|decision|v)(?:\s+\d{1,3})?\s*:\s*", re.IGNORECASE)
_FOLLOW_UP = re.compile(
    r"^(?:oppfølging(?:spunkt)?|oppfolging(?:spunkt)?|follow-?up|action|aksjon|o)(?:\s+\d{1,3})?\s*:\s*", re.IGNORECASE
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_AND = re.compile(r"^(?:og|and|&|\+|,)\s*", re.IGNORECASE)
_NO_HEAD = re.compile(r"\d|//")
"""What stands before a colon, and after it; «kl. 10:30» and an address hold none."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision; `number` when the line names one that stands already."""

    text: str
    number: Numbered | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What is neither: a piece of the minutes' text."""

    text: str


Line = Decided | Noted | Said


def read_results(context: CommandContext, text: str) -> list[Decided | Noted]:
    """The lines of a form's field: what isn't a follow-up is a decision. Raises UserError."""
    found: list[Decided | Noted] = []
    for typed in text.splitlines():
        if not typed.strip():
            continue
        try:
            result = read_line(context, typed)
            found.append(Decided(checked_decision(result.text)) if isinstance(result, Said) else result)
        except UserError as error:
            raise _in_line(context, error, typed.strip()) from error
    return found


def _in_line(context: CommandContext, error: UserError, line: str) -> UserError:
    """The refusal with the line it is about, where that isn't quoted already: a field holds several."""
    if line in str(error.params.get("line", "")) or error.code == "minutes.unknown-owner":
        return error
    facts = {"line": shortened(line, 80), "why": context.told(error)}
    days = [
        day_text(date.fromisoformat(one.value), context.language) for one in error.choices if _ISO.fullmatch(one.value)
    ]
    if days:
        return UserError("minutes.line-wrong-date", {**facts, "days": " · ".join(days)})
    hint = f"{error.code}.hint"
    way = context.say(hint, **error.params) if has(context.language, hint) else ""
    return UserError("minutes.line-wrong", {**facts, "way": way})


def read_line(context: CommandContext, typed: str) -> Line:
    """One line, by its plain markers: «Vedtak: …», «Oppfølging: …», «@Siva … innen …», «Siva: … innen …», «V-4/26: …».

    Raises UserError when it is marked as a decision or a follow-up and can't be one.
    """
    line = _BULLET.sub("", typed.strip())
    numbered = read_decision(line)
    if numbered is not None:
        return Decided(checked_decision(_AFTER_NUMBER.sub("", line[numbered.end :])), numbered)
    if is_follow_up(line):
        raise UserError("minutes.follow-up-stands", {"line": line[:60]})
    if marked := _DECISION.match(line):
        return Decided(checked_decision(line[marked.end() :].strip()))
    if marked := _FOLLOW_UP.match(line):
        return read_noted(context, line[marked.end() :].strip())
    if line.startswith("@") or _has_owner(context, line):
        return read_noted(context, line)
    _no_lost_owner(context, line)
    return Said(line)


def read_decided(context: CommandContext, text: str) -> str:
    """The text of a decision that was said to be one; «Vedtak:» may stand before it. Raises UserError."""
    if marked := _DECISION.match(text):
        return checked_decision(text[marked.end() :])
    try:
        _no_lost_owner(context, text)
    except UserError as error:
        keep = (Choice(f"{context.say('minutes.marker')} {text}", "minutes.keep-decision"),)
        facts = {"typed": error.params["typed"]}
        raise UserError("minutes.decision-or-not", facts, span=text, choices=keep) from None
    return checked_decision(text)


def _no_lost_owner(context: CommandContext, line: str) -> None:
    """Refuse «Raadet: gjøre noe innen fredag»: shaped as a follow-up, of somebody nobody knows. Raises UserError.

    A decision with a colon in it and a date after «innen» goes by its marker: «Vedtak: …».
    """
    head, colon, rest = line.partition(":")
    rest = rest.partition("\n")[0]
    is_head = colon and any(char.isalpha() for char in head) and not _NO_HEAD.match(rest)
    if not is_head or _has_owner(context, line) or not _has_due(context, rest):
        return
    typed = head.strip()
    facts = {"typed": typed[:60], "line": shortened(line, 60)}
    raise UserError("minutes.unknown-owner", facts, span=typed, choices=near_organisations(context, typed))


def _has_due(context: CommandContext, text: str) -> bool:
    """Whether a text says by when: «innen fredag», also where that is no date there can be."""
    try:
        return find_date(text, context.dates(), DUE_WORDS) is not None
    except UserError:
        return True


def _has_owner(context: CommandContext, line: str) -> bool:
    """Whether a line begins with organisations' names and a colon, and nothing else before it."""
    head, colon, _ = line.partition(":")
    if not colon:
        return False
    organisations = [one for one in context.directory.organisations.values() if one.valid_on(context.today)]
    owner = named_in(head, organisations)
    more = after_name(head, owner) if owner is not None else head
    second = _AND.sub("", more.strip(" ,"))
    return owner is not None and (not second or named_in(second, organisations) is not None)


def one_line(text: str) -> str:
    """The text with its lines joined: a form shows a decision a line, and reads each line as one."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def checked_decision(text: str) -> str:
    """A decision's text as the one line it is kept as. Raises UserError when it says nothing, or too much."""
    text = one_line(text)
    if not is_meaningful(text):
        raise UserError("decisions.no-text")
    return check("decision:text", text)

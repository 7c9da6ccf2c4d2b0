"""What people say in a sentence, as the line it stands for: questions, «vis …», and the bare name of a thing.

Only lines that show something are meant this way; whoever finds one that changes something asks first.
"""

import re

from domain.organisations import Kind, named_in
from handlers.core.command import Organisations
from handlers.core.meeting_words import read_meeting_words

_SHOW = re.compile(r"(?:vis|vise|syn|show)(?:\s+(?:meg|oss|me|us))?\s+(?=\S)", re.IGNORECASE)
_WHOSE = re.compile(r"^(\S+)\s+(?:for|i|hos|fra|frå|til|in|of|from)\s+(?=\S)", re.IGNORECASE)
"""«status for Agder»: the word between what is to be shown and whose it is."""
_WHAT_TO_DO = re.compile(
    r"(?:(?:hva|kva|ka)\s+(?:skal|må|bør|har)\s+(?:jeg|eg|vi|me)\s+(?:å\s+)?(?:gjøre|gjere|ta\s+tak\s+i)"
    r"|what\s+(?:should|must|do)\s+(?:i|we)\s+(?:have\s+to\s+)?do"
    r"|what\s+am\s+i\s+(?:supposed\s+)?to\s+do)"
    r"(?:,?\s+(?:nå|no|now|da|då|then|først|fyrst|first|videre|vidare|framover|fremover|next|i\s+dag|today|i\s+morgen"
    r"|i\s+morgon|tomorrow|(?:i\s+)?(?:denne|neste)\s+(?:uka|uken|uke|veka|veke)|(?:this|next)\s+week))*"
    r"(?:\s+(?:med|om|with|about)\s+(?P<of>.+))?",
    re.IGNORECASE,
)
_WHO_IS = re.compile(
    r"(?:hvem|kven|who)\s+(?:(?:er|is)\s+(?:the\s+)?"
    r"(?:koordinator|leder|leiar|sekretær|ansvarlig|ansvarleg|coordinator|leader|secretary|responsible)"
    r"|har\s+(?:ansvar|ansvaret|rollen|rollane|roller))\s*(?:(?:i|for|hos|in|of|at)\s+(?P<of>.+))?",
    re.IGNORECASE,
)
_HELP = re.compile(
    r"(?:jeg|eg|vi|me|i|we)\s+(?:trenger|treng|need)\s+(?:litt\s+|some\s+)?(?:hjelp|help)|hjelp\s+meg|help\s+me|\?+",
    re.IGNORECASE,
)
_FOLLOW_UP = re.compile(r"O-?\d{1,9}", re.IGNORECASE)
_DECISION = re.compile(r"V-?\d{1,3}/(?:\d{4}|\d{2})", re.IGNORECASE)
_CHANGE = re.compile(r"(?:endre|change|edit)\s+(?=O-?\d)", re.IGNORECASE)
_LONGEST_NAME = 80
_MEASURE = re.compile(r"T\d{1,3}\.\d{1,3}", re.IGNORECASE)


def in_other_words(line: str, organisations: Organisations) -> str:
    """The line that is meant, or nothing: «vis frister» → «frister», «O-7» → «oppfølging vis O-7»."""
    said = " ".join(line.split()).rstrip(" .!")
    asked = said.rstrip("? ") or said
    if shown := _SHOW.match(asked):
        return _WHOSE.sub(r"\1 ", asked[shown.end() :], count=1)
    if todo := _WHAT_TO_DO.fullmatch(asked):
        return _named(todo["of"], organisations) if todo["of"] else "mine"
    if _CHANGE.match(said):
        return _CHANGE.sub("oppfølging endre ", said, count=1)
    if _HELP.fullmatch(asked):
        return "hei"
    if who := _WHO_IS.fullmatch(asked):
        return _numbered(who["of"] or "") or f"roller {who['of'] or ''}".strip()
    return _named(asked, organisations)


def _named(said: str, organisations: Organisations) -> str:
    """The line that shows the thing somebody has named and said no more of."""
    return _numbered(said) or (_place(said, organisations) if len(said) <= _LONGEST_NAME else "")


def _numbered(said: str) -> str:
    if _FOLLOW_UP.fullmatch(said):
        return f"oppfølging vis {said}"
    if _MEASURE.fullmatch(said):
        return f"tiltak {said}"
    return f"vedtak {said}" if _DECISION.fullmatch(said) else ""


def _place(said: str, organisations: Organisations) -> str:
    """The line that shows a meeting, or a county, when its name is all that was said."""
    known = list(organisations())
    called = read_meeting_words(said, [one for one in known if one.kind is Kind.COUNTY])
    if called.rest:
        return ""
    if called.ref or called.season or (called.kind and len(said) > 3):
        return f"møte {said}"
    return f"status {said}" if called.county and named_in(said, known) else ""

"""How long each text that people write may be: one table for the line, the form, the list that is taken over, the help.

Characters are counted as the chats' own fields count them: an emoji is two (UTF-16, `String.length` in a browser), so
that whatever a form lets in is taken. Each is small enough that such a text fits in one card in any chat; what was
kept before there was a limit is longer, and is shown in parts (`handlers.views.parts`).
"""

from collections.abc import Mapping

from domain.errors import TextKey, UserError

NAME, WORDS, LINE, REASON, DECISION, TEXT, ITEM = 100, 200, 200, 500, 1500, 2000, 3000

LIMITS: Mapping[str, int] = {
    # Meetings and their agendas
    "meeting:place": LINE,
    "meeting:link": 490,
    "meeting:theme": LINE,
    "meeting:political_body": LINE,
    "agenda_item:title": LINE,
    "agenda_item:exempt": LINE,
    "agenda_item:removed_why": REASON,
    # Minutes and decisions
    "agenda_item:text": ITEM,
    "attendance:role": NAME,
    "minutes:chair": REASON,
    "minutes:taker": REASON,
    "minutes:others": TEXT,
    "minutes:change_text": TEXT,
    "minutes_answer:text": TEXT,
    "minutes_answer:answer": TEXT,
    "minutes_version:reason": REASON,
    "minutes:roles": ITEM,
    "minutes:results": ITEM,
    "minutes:paste": 4 * ITEM,
    "minutes:piece": ITEM,
    "decision:text": DECISION,
    "decision:reason": REASON,
    "decision:search": WORDS,
    # Follow-ups
    "follow_up:text": REASON,
    "follow_up_date:reason": REASON,
    "follow_up:lapse_reason": REASON,
    "follow_up:help": REASON,
    # Agreements and measures
    "agreement:title": LINE,
    "agreement:purpose": TEXT,
    "agreement:basis": TEXT,
    "agreement:routines": TEXT,
    "agreement:reporting": TEXT,
    "agreement:revision": TEXT,
    "agreement:termination": TEXT,
    "agreement_change:reason": LINE,
    "goal:title": LINE,
    "goal:plan_goal": LINE,
    "goal:focus_area": LINE,
    "measure:title": LINE,
    "measure:description": ITEM,
    "measure:instrument": LINE,
    "measure:indicator": LINE,
    "measure:unit": NAME,
    "measure:next_step": REASON,
    "measure_update:next_step": REASON,
    "measure_update:note": ITEM,
    # People, rooms and files: names that others have given; whatever has a longer one is shown by the beginning of it
    "person:name": NAME,
    "role_request:name": NAME,
    "workspace:name": NAME,
    "import:file_name": 255,
    # What is typed but not kept
    "date": WORDS,
    "time": NAME,
    "number": NAME,
    "line": 4000,
}
"""What is limited → characters at most. A name is `table:column` where it is kept as that; the text `lengths.<name>` is
what people call it."""


def most(name: str) -> int:
    """Characters that this text may have at most."""
    return LIMITS[name]


def length(text: str) -> int:
    """How many characters a text has, as a form's own counter has it: those outside the first plane count twice."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def check(name: str, text: str, field_name: str = "") -> str:
    """The text, if it is no longer than `name` may be. Raises UserError that tells both numbers.

    field_name: the form's field it was typed in.
    """
    if length(text) > LIMITS[name]:
        raise too_long(name, text, field_name)
    return text


def too_long(name: str, text: str, field_name: str = "") -> UserError:
    """The refusal of a text that is too long."""
    facts = {"what": named(name), "most": LIMITS[name], "length": length(text)}
    return UserError("common.too-long", facts, field_name=field_name)


def named(name: str) -> TextKey:
    """The text that says what is limited: «Begrunnelsen»."""
    return TextKey(f"lengths.{name.replace(':', '-').replace('_', '-')}")

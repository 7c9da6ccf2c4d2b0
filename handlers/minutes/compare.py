"""`referat forskjell`: where two versions of approved minutes differ, in words."""

import re
from datetime import date

from domain.errors import UserError
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import Difference, ItemOutcome, differences
from handlers.cards import Block, Card, Heading, Item, Text
from handlers.core.context import CommandContext
from handlers.minutes.content import Content
from handlers.minutes.show import meeting_of
from handlers.minutes.view import heading_of, reason_of, version_content, version_note
from handlers.texts import day_text
from storage.minutes.minutes import minutes_of, versions_of
from storage.tables import MinutesVersionRow

_TWO = re.compile(r"\s(\d{1,4})\s+(?:og\s+|and\s+)?(\d{1,4})$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def compare(context: CommandContext) -> Card:
    """Where two versions differ: «referat forskjell Agder vår», «referat forskjell R42-2027-V 1 3».

    Raises UserError when there are no two versions to compare.
    """
    two = _TWO.search(context.words)
    meeting = meeting_of(context, context.words[: two.start()] if two else context.words)
    kept = minutes_of(context.session, meeting.id)
    versions = versions_of(context.session, kept.id) if kept else []
    by_number = {one.version: one for one in versions}
    wanted = (int(two[1]), int(two[2])) if two else tuple(one.version for one in versions[-2:])
    if len(wanted) < 2 or any(one not in by_number for one in wanted):
        raise UserError("minutes.nothing-to-compare", {"ref": meeting.ref, "n": len(versions)})
    old, new = by_number[wanted[0]], by_number[wanted[1]]
    return _compared(context, meeting, old, new)


def _compared(context: CommandContext, meeting: Meeting, old: MinutesVersionRow, new: MinutesVersionRow) -> Card:
    before, after = (version_content(context, meeting, one) for one in (old, new))
    reason = reason_of(context, meeting, new)
    return Card(
        title=context.say("minutes.difference-title", first=old.version, last=new.version),
        body=(
            Text(heading_of(context, meeting)),
            *([Text(context.say("minutes.reason-line", reason=reason))] if reason else []),
            *difference_blocks(context, before, after),
            version_note(context, meeting, new),
        ),
        buttons=(context.button("show", f"referat vis {meeting.ref}"),),
        language=context.language,
    )


def difference_blocks(context: CommandContext, old: Content, new: Content) -> list[Block]:
    """Each place where they differ: where, what stood, what stands."""
    found = differences(old, new)
    if not found:
        return [Text(context.say("minutes.no-difference"))]
    items = [Item(_place(context, one, new), _change(context, one)) for one in found]
    return [Heading(context.say("minutes.heading-difference")), *items]


def _change(context: CommandContext, difference: Difference) -> str:
    last, said = difference.path[-1], []
    if difference.old:
        said.append(context.say("minutes.before", text=_value(context, last, difference.old)))
    if difference.new:
        said.append(context.say("minutes.after", text=_value(context, last, difference.new)))
    return "\n".join(said)


def _value(context: CommandContext, name: str, value: str) -> str:
    """A value in words: dates written out, yes and no, outcomes by their names."""
    if name in ("due", "day") and _DAY.fullmatch(value):
        return day_text(date.fromisoformat(value), context.language, "long")
    if value in ("true", "false"):
        return context.say("minutes.changes-ja" if value == "true" else "minutes.changes-nei")
    if name == "outcome" and value in tuple(ItemOutcome):
        return context.say(f"minutes.outcome-{value}")
    return value


def _place(context: CommandContext, difference: Difference, content: Content) -> str:
    """«4/26 Title: V-3/26», «Til stede: Siva»."""
    head, *rest = difference.path
    if head == "items" and rest:
        title = next((item["title"] for item in content["items"] if item["number"] == rest[0]), "")
        inner = [part for part in rest[1:] if part not in ("decisions", "follow_ups", "text")]
        return ": ".join([f"{rest[0]} {title}".strip(), *(_word(context, part) for part in inner if part != "title")])
    return ": ".join(_word(context, part) for part in difference.path)


_WORDS = {
    "present": "meetings.fact-present", "absent": "meetings.fact-absent", "place": "meetings.fact-place",
    "day": "meetings.fact-when", "chair": "minutes.field-chair", "taker": "minutes.field-taker",
    "others": "minutes.field-others", "change_needed": "minutes.field-changes",
    "change_text": "minutes.field-change-text", "noted": "minutes.heading-noted", "done": "minutes.heading-done",
    "comments": "minutes.heading-comments", "role": "minutes.field-roles", "deputy": "minutes.deputy",
    "outcome": "minutes.outcome-word", "owner": "followups.fact-owner", "due": "followups.fact-due",
    "exempt": "minutes.exempt-title",
}  # fmt: skip


def _word(context: CommandContext, part: str) -> str:
    return context.say(_WORDS[part]) if part in _WORDS else part

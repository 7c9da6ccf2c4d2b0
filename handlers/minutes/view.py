"""Minutes as people read them: a draft, an approved version, or its open version."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from domain.meetings.meetings import Meeting
from domain.meetings.minutes import MinutesState
from domain.permissions import About, Act, decide
from handlers.cards import Block, Facts, Heading, Item, Note, Text
from handlers.core.context import Ask
from handlers.lookup.meetings import name_of, parties_of
from handlers.minutes.content import Content, content_of, open_version
from handlers.minutes.draft import NO, YES
from handlers.texts import day_text, time_text
from storage.minutes.minutes import locked_version
from storage.tables import MeetingRow, MinutesRow, MinutesVersionRow


def readable_content(ask: Ask, row: MeetingRow, meeting: Meeting, minutes: MinutesRow) -> Content:
    """What the asker may read: a draft only as a party of the meeting; of approved minutes all others the open version.

    Raises UserError.
    """
    locked = locked_version(ask.session, minutes.id or 0)
    if minutes.state != MinutesState.APPROVED.value or locked is None:
        ask.require(Act.READ_DRAFT, About(county=meeting.county, parties=parties_of(ask, meeting)))
        return content_of(ask.reading, row, meeting, minutes)
    return version_content(ask, meeting, locked)


def version_content(ask: Ask, meeting: Meeting, locked: MinutesVersionRow) -> Content:
    """A locked version as far as the asker may read it."""
    ask.require(Act.READ_OVERVIEW, About())
    whole = decide(Act.READ_DRAFT, ask.actor, About(county=meeting.county, parties=parties_of(ask, meeting))).allowed
    content: Content = dict(locked.content)
    if whole:
        return content
    newest = locked_version(ask.session, locked.minutes_id) or locked
    latest: Content = dict(newest.content)
    exempt = {item["number"]: item["exempt"] for item in latest["items"] if item["exempt"]}
    return open_version(ask.session, content, exempt)


def minutes_blocks(ask: Ask, content: Content) -> list[Block]:
    """The minutes from top to bottom."""
    body: list[Block] = [Facts(tuple(_facts(ask, content)))]
    body += [_item(ask, item) for item in content["items"]]
    if content["noted"]:
        body += [Heading(ask.say("minutes.heading-noted")), Text(_lines(ask, content["noted"]))]
    if content["done"]:
        lines = "\n".join(_done_line(ask, one) for one in content["done"])
        body += [Heading(ask.say("minutes.heading-done")), Text(lines)]
    if "change_needed" in content:
        body += _changes(ask, content)
    if content["comments"]:
        said = [_comment(ask, number, one) for number, one in enumerate(content["comments"], start=1)]
        body += [Heading(ask.say("minutes.heading-comments")), Text("\n".join(said))]
    return body


def _facts(ask: Ask, content: Content) -> list[tuple[str, str]]:
    day = day_text(date.fromisoformat(content["day"]), ask.language, "long") if content["day"] else ""
    found = [
        (ask.say("meetings.fact-when"), " ".join(part for part in (day, _time(ask, content)) if part)),
        (ask.say("meetings.fact-place"), content["place"]),
        (ask.say("minutes.field-chair"), content["chair"]),
        (ask.say("minutes.field-taker"), content["taker"]),
        (ask.say("meetings.fact-present"), _people(ask, content["present"])),
        (ask.say("meetings.fact-absent"), _people(ask, content["absent"])),
        (ask.say("minutes.field-others"), content["others"]),
    ]
    return [(name, value) for name, value in found if value]


def _time(ask: Ask, content: Content) -> str:
    return time_text(time.fromisoformat(content["at"]), ask.language) if content.get("at") else ""


def _people(ask: Ask, people: Sequence[Content]) -> str:
    return ", ".join(_person(ask, one) for one in people)


def _person(ask: Ask, one: Content) -> str:
    deputy = ask.say("minutes.deputy") if one["deputy"] else ""
    said = ", ".join(part for part in (one["role"], deputy) if part)
    return f"{one['organisation']} ({said})" if said else str(one["organisation"])


def _item(ask: Ask, item: Content) -> Item:
    if item["exempt"] and not item["title"]:
        return Item(
            f"{item['number']} {ask.say('minutes.exempt-title')}", ask.say("agenda.exempt", basis=item["exempt"])
        )
    lines = [ask.say("agenda.exempt", basis=item["exempt"])] if item["exempt"] else []
    lines += [item["text"]] if item["text"] else []
    lines += [ask.say("minutes.decision-line", number=one["number"], text=one["text"]) for one in item["decisions"]]
    lines += [_lines(ask, item["follow_ups"])] if item["follow_ups"] else []
    word = ask.say(f"minutes.outcome-{item['outcome']}") if item["outcome"] else ""
    return Item(f"{item['number']} {item['title']}", "\n".join(lines), word=word)


def _lines(ask: Ask, follow_ups: Sequence[Content]) -> str:
    return "\n".join(
        ask.say(
            "minutes.follow-up-line",
            number=one["number"],
            owner=one["owner"],
            text=one["text"],
            day=date.fromisoformat(one["due"]),
        )
        for one in follow_ups
    )


def _done_line(ask: Ask, one: Content) -> str:
    name, day = f"{one['number']} {one['text']}", date.fromisoformat(one["done"])
    return ask.say("agenda.done-line", name=name, owner=one["owner"], day=day)


def _changes(ask: Ask, content: Content) -> list[Block]:
    needed: Any = content["change_needed"]
    answer = {None: "open", True: YES[0], False: NO[0]}[needed]
    word = ask.say(f"minutes.changes-{answer}")
    parts = [f"{ask.say('minutes.field-changes')} {word}", content["change_text"]]
    return [Text("\n".join(part for part in parts if part))]


def _comment(ask: Ask, number: int, one: Content) -> str:
    line = ask.say("minutes.comment-line", number=number, who=one["organisation"], text=one["text"])
    return f"{line} {ask.say('minutes.comment-answer', text=one['answer'])}" if one["answer"] else line


def version_note(ask: Ask, locked: MinutesVersionRow) -> Note:
    """«Versjon 1, låst 3.12.2026. SHA-256: …»."""
    return Note(
        ask.say("minutes.version-note", version=locked.version, when=ask.moment(locked.at), sum=locked.sha256)
        + (f"\n{ask.say('minutes.version-reason', reason=locked.reason)}" if locked.reason else "")
    )


def heading_of(ask: Ask, meeting: Meeting) -> str:
    """«Referat: regionalt høstmøte i Midtvik 2026»."""
    return ask.say("minutes.title", name=name_of(ask, meeting))

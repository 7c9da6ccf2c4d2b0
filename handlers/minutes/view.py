"""Minutes as people read them: a draft, an approved version, or its open version."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from domain.meetings.meetings import Meeting
from domain.meetings.minutes import MinutesState
from domain.permissions import About, Act, decide
from handlers.cards import Block, Facts, Heading, Item, Note, Text
from handlers.core.context import CommandContext
from handlers.lookup.meetings import name_of, parties_of
from handlers.minutes.content import Content, content_of, open_version
from handlers.minutes.draft import NO, YES
from handlers.texts import day_text, time_text
from storage.minutes.minutes import locked_version
from storage.tables import MinutesRow, MinutesVersionRow


def readable_content(context: CommandContext, meeting: Meeting, minutes: MinutesRow) -> Content:
    """What the asker may read: a draft only as a party of the meeting; of approved minutes all others the open version.

    Raises UserError.
    """
    locked = locked_version(context.session, minutes.id)
    if minutes.state != MinutesState.APPROVED or locked is None:
        context.require(Act.READ_DRAFT, About(county=meeting.county, parties=parties_of(context, meeting)))
        return content_of(context.reading, meeting, minutes)
    return version_content(context, meeting, locked)


def version_content(context: CommandContext, meeting: Meeting, locked: MinutesVersionRow) -> Content:
    """A locked version as far as the asker may read it."""
    context.require(Act.READ_OVERVIEW, About())
    whole = decide(
        Act.READ_DRAFT, context.actor, About(county=meeting.county, parties=parties_of(context, meeting))
    ).allowed
    content: Content = dict(locked.content)
    if whole:
        return content
    newest = locked_version(context.session, locked.minutes_id) or locked
    latest: Content = dict(newest.content)
    exempt = {item["number"]: item["exempt"] for item in latest["items"] if item["exempt"]}
    return open_version(context.session, content, exempt)


def minutes_blocks(context: CommandContext, content: Content) -> list[Block]:
    """The minutes from top to bottom."""
    body: list[Block] = [Facts(tuple(_facts(context, content)))]
    body += [_item(context, item) for item in content["items"]]
    if content["noted"]:
        body += [Heading(context.say("minutes.heading-noted")), Text(_lines(context, content["noted"]))]
    if content["done"]:
        lines = "\n".join(_done_line(context, one) for one in content["done"])
        body += [Heading(context.say("minutes.heading-done")), Text(lines)]
    if "change_needed" in content:
        body += _changes(context, content)
    if content["comments"]:
        said = [_comment(context, number, one) for number, one in enumerate(content["comments"], start=1)]
        body += [Heading(context.say("minutes.heading-comments")), Text("\n".join(said))]
    return body


def _facts(context: CommandContext, content: Content) -> list[tuple[str, str]]:
    day = day_text(date.fromisoformat(content["day"]), context.language, "long") if content["day"] else ""
    found = [
        (context.say("meetings.fact-when"), " ".join(part for part in (day, _time(context, content)) if part)),
        (context.say("meetings.fact-place"), content["place"]),
        (context.say("minutes.field-chair"), content["chair"]),
        (context.say("minutes.field-taker"), content["taker"]),
        (context.say("meetings.fact-present"), _people(context, content["present"])),
        (context.say("meetings.fact-absent"), _people(context, content["absent"])),
        (context.say("minutes.field-others"), content["others"]),
    ]
    return [(name, value) for name, value in found if value]


def _time(context: CommandContext, content: Content) -> str:
    return time_text(time.fromisoformat(content["at"]), context.language) if content.get("at") else ""


def _people(context: CommandContext, people: Sequence[Content]) -> str:
    return ", ".join(_person(context, one) for one in people)


def _person(context: CommandContext, person: Content) -> str:
    deputy = context.say("minutes.deputy") if person["deputy"] else ""
    said = ", ".join(part for part in (person["role"], deputy) if part)
    return f"{person['organisation']} ({said})" if said else str(person["organisation"])


def _item(context: CommandContext, item: Content) -> Item:
    if item["exempt"] and not item["title"]:
        basis = context.say("agenda.exempt", basis=item["exempt"])
        return Item(f"{item['number']} {context.say('minutes.exempt-title')}", basis)
    lines = [context.say("agenda.exempt", basis=item["exempt"])] if item["exempt"] else []
    lines += [item["text"]] if item["text"] else []
    lines += [context.say("minutes.decision-line", number=one["number"], text=one["text"]) for one in item["decisions"]]
    lines += [_lines(context, item["follow_ups"])] if item["follow_ups"] else []
    word = context.say(f"minutes.outcome-{item['outcome']}") if item["outcome"] else ""
    return Item(f"{item['number']} {item['title']}", "\n".join(lines), word=word)


def _lines(context: CommandContext, follow_ups: Sequence[Content]) -> str:
    return "\n".join(
        context.say(
            "minutes.follow-up-line",
            number=one["number"],
            owner=one["owner"],
            text=one["text"],
            day=date.fromisoformat(one["due"]),
        )
        for one in follow_ups
    )


def _done_line(context: CommandContext, follow_up: Content) -> str:
    name, day = f"{follow_up['number']} {follow_up['text']}", date.fromisoformat(follow_up["done"])
    return context.say("agenda.done-line", name=name, owner=follow_up["owner"], day=day)


def _changes(context: CommandContext, content: Content) -> list[Block]:
    needed: Any = content["change_needed"]
    answer = {None: "open", True: YES[0], False: NO[0]}[needed]
    word = context.say(f"minutes.changes-{answer}")
    parts = [f"{context.say('minutes.field-changes')} {word}", content["change_text"]]
    return [Text("\n".join(part for part in parts if part))]


def _comment(context: CommandContext, number: int, comment: Content) -> str:
    line = context.say("minutes.comment-line", number=number, who=comment["organisation"], text=comment["text"])
    return f"{line} {context.say('minutes.comment-answer', text=comment['answer'])}" if comment["answer"] else line


def version_note(context: CommandContext, meeting: Meeting, locked: MinutesVersionRow) -> Note:
    """«Versjon 1, låst 3.12.2026. SHA-256: …», and where the audit log stood then.

    Without the sum for whom something is left out: with the rest at hand, a guess of what that is could be tried by it.
    """
    whole = version_content(context, meeting, locked) == locked.content
    facts = {"version": locked.version, "when": context.moment(locked.at)}
    lines = [
        context.say("minutes.version-note", **facts, sum=locked.sha256)
        if whole
        else context.say("minutes.version-note-open", **facts)
    ]
    if log := locked.content.get("log"):
        lines.append(context.say("minutes.version-log", log=str(log)))
    if reason := reason_of(context, meeting, locked):
        lines.append(context.say("minutes.version-reason", reason=reason))
    return Note("\n".join(lines))


def reason_of(context: CommandContext, meeting: Meeting, locked: MinutesVersionRow) -> str:
    """Why the version was made; where it has something exempt that the asker doesn't read, that it may be of that."""
    shown = version_content(context, meeting, locked)
    closed = {**shown, "comments": locked.content["comments"]} != locked.content
    return context.say("minutes.exempt-title") if locked.reason and closed else locked.reason


def heading_of(context: CommandContext, meeting: Meeting) -> str:
    """«Referat: regionalt høstmøte i Midtvik 2026»."""
    return context.say("minutes.title", name=name_of(context, meeting))

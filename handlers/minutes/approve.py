"""`godkjenn`, `referat godkjenn`: a draft is approved by the parties, by who convened, or by silence."""

import re
from datetime import datetime

from domain.errors import Choice, UserError
from domain.meetings.meetings import Meeting, Step
from domain.meetings.minutes import How, MinutesState
from handlers.cards import Audience, Block, Button, Card, Heading, Text
from handlers.core.context import Ask
from handlers.core.wording import capital
from handlers.lookup.meetings import manage, name_of, tell_county
from handlers.lookup.names import check_version, split_version
from handlers.meetings.show import confirmed
from handlers.minutes.draft import Draft, to_see_to
from handlers.minutes.lock import all_approved, approve, dates_of, hindered, tell_parties, unreached
from handlers.minutes.send import answerable
from handlers.minutes.show import meeting_of, waiting_for_answer
from handlers.minutes.view import version_note
from storage.agenda.agenda import items_of
from storage.meetings.meetings import frame_of, take_step, with_steps
from storage.minutes.minutes import answer, approved_by, minutes_of, out_for_comments, settle_own
from storage.tables import MeetingRow, MinutesRow
from storage.unit_of_work.store import SYSTEM, By, Snapshot, Store, Unit

_DRAFT = re.compile(r"\s*\b(?:utkast|draft)\s+(\d{1,4})$", re.IGNORECASE)
"""The draft a button was made from: consent to one draft is none to the next."""


def approve_own(ask: Ask) -> Card:
    """Approve a draft for one's own organisation: «godkjenn Agder vår». When all have, it is approved."""
    named = _DRAFT.search(ask.words)
    words = ask.words[: named.start()] if named else ask.words
    row, meeting = (None if words else waiting_for_answer(ask)) or meeting_of(ask, words)
    own = ask.actor.organisation
    if own == row.organisation:
        return approve_minutes(ask)
    kept = answerable(ask, row, meeting)
    if named and int(named[1]) != kept.draft:
        raise UserError("minutes.other-draft", {"ref": row.ref})
    if own in approved_by(ask.session, kept):
        raise UserError("minutes.approved-already", {"organisation": ask.short(own), "ref": row.ref})
    answer(ask.unit, kept, own, "approve")
    settle_own(ask.session, kept, own, ask.today)
    take_step(ask.unit, row, Step.COMMENT, own, ask.today)
    ask.session.flush()
    invited = frame_of(ask.reading).invited(meeting)
    lines = [ask.say("minutes.approved-count", n=len(approved_by(ask.session, kept)), total=len(invited))]
    if all_approved(ask.reading, meeting, kept) and not hindered(ask.reading, meeting, kept):
        approve(ask.unit, row, with_steps(ask.session, [row])[0], kept, How.ALL)
        tell_parties(ask.unit, row, meeting, "minutes-approved")
        ask.unit.send("minutes-approved", row.organisation, {"meeting": row.ref})
        lines.append(ask.say("minutes.all-approved"))
    return Card(
        title=ask.say("minutes.approved-own", organisation=ask.short(own), name=name_of(ask, meeting)),
        body=(Text("\n".join(lines)),),
        buttons=(ask.button("show", f"referat vis {row.ref}"),),
        language=ask.language,
    )


def approve_minutes(ask: Ask) -> Card:
    """Approve and lock: «referat godkjenn Agder høst», look, confirm; when comments are answered and days are over."""
    words, version = split_version(ask.words)
    words, sure = confirmed(words)
    row, meeting = meeting_of(ask, words)
    manage(ask, meeting.kind, row.organisation)
    kept = minutes_of(ask.session, meeting.id)
    if kept is None or kept.state == MinutesState.OPEN.value:
        raise UserError("minutes.not-out", {"ref": row.ref})
    if kept.state == MinutesState.APPROVED.value:
        raise UserError("minutes.locked", {"ref": row.ref})
    check_version(version, kept.version)
    _refuse_hindered(ask, row, meeting, kept)
    if not sure:
        return _preview(ask, row, meeting, kept)
    locked = approve(ask.unit, row, meeting, kept, How.CONVENER)
    tell_parties(ask.unit, row, meeting, "minutes-approved")
    tell_county(ask, row, "minutes")
    return Card(
        title=ask.say("minutes.is-approved", name=capital(name_of(ask, meeting))),
        body=(Text(ask.say("minutes.locked-now")), version_note(ask, locked)),
        buttons=(ask.button("show", f"referat vis {row.ref}"),),
        audience=Audience.ROOM,
        language=ask.language,
    )


def _refuse_hindered(ask: Ask, row: MeetingRow, meeting: Meeting, kept: MinutesRow) -> None:
    found = hindered(ask.reading, meeting, kept)
    if not found:
        return
    until, _ = dates_of(ask.reading, meeting)
    choices: tuple[Choice, ...] = ()
    if found[0] == "change":
        line = f"referat endre {row.ref}: behov:"
        choices = (
            Choice(f"{line} ja", "minutes.answer-yes"),
            Choice(f"{line} nei", "minutes.answer-no"),
        )
    params = {"ref": row.ref, "day": until}
    raise UserError(f"minutes.hindered-{found[0]}", params, span=ask.invocation.line, choices=choices)


def _preview(ask: Ask, row: MeetingRow, meeting: Meeting, kept: MinutesRow) -> Card:
    lacking = to_see_to(Draft(ask, row, meeting, kept, items_of(ask.session, meeting.id)))
    body: list[Block] = [Text(ask.say("minutes.approve-locks"))]
    missed = unreached(ask.reading, meeting, kept)
    if missed:
        body.append(Text(ask.say("minutes.unreached", names=", ".join(ask.short(slug) for slug in missed))))
    if lacking:
        body += [Heading(ask.say("minutes.heading-lacking")), Text("\n".join(lacking))]
    line = f"referat godkjenn {row.ref} bekreft v{kept.version}"
    return Card(
        title=ask.say("minutes.approve-preview", name=name_of(ask, meeting)),
        body=tuple(body),
        buttons=(
            Button(ask.say("buttons.lock-minutes"), line, primary=True),
            ask.button("show", f"referat vis {row.ref}"),
        ),
        language=ask.language,
    )


def approve_by_silence(store: Store, now: datetime) -> list[str]:
    """Approve the drafts whose day of approval has come with nothing in the way; their meetings' names.

    Run at every start and once a day. What it tells the parties waits for the next sending hour.
    """
    with store.read(now) as snapshot:
        due = [meeting.ref for _, meeting, _ in _silent(snapshot)]
    for ref in due:
        with store.begin(By(SYSTEM, f"referat godkjenn {ref}"), now) as unit:
            for row, meeting, minutes in _silent(unit):
                if meeting.ref == ref:
                    approve(unit, row, meeting, minutes, How.SILENCE)
                    tell_parties(unit, row, meeting, "minutes-approved", by_itself=True)
    return due


def _silent(reading: Unit | Snapshot) -> list[tuple[MeetingRow, Meeting, MinutesRow]]:
    """Drafts that are out, whose day of approval has come, and that nothing hinders."""
    found = []
    for minutes in out_for_comments(reading.session):
        row = reading.session.get_one(MeetingRow, minutes.meeting_id)
        meeting = with_steps(reading.session, [row])[0]
        if dates_of(reading, meeting)[1] <= reading.today and not hindered(reading, meeting, minutes, silent=True):
            found.append((row, meeting, minutes))
    return found

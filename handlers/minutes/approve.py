"""`godkjenn`, `referat godkjenn`: a draft is approved by the parties, by who convened, or by silence."""

import re
from datetime import datetime

from domain.accounts import SYSTEM
from domain.errors import Choice, UserError
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import AnswerKind, ApprovalMode, MinutesState
from domain.meetings.steps import SENDS, Step
from handlers.cards import Audience, Block, Button, Card, Heading, Text
from handlers.core.context import CommandContext
from handlers.core.field_text import confirmed
from handlers.core.wording import capital
from handlers.lookup.meetings import manage, name_of, tell_county
from handlers.lookup.names import check_version, split_version
from handlers.minutes.draft import Draft, open_points
from handlers.minutes.lock import all_approved, approve, blockers, dates_of, tell_parties, undelivered_parties
from handlers.minutes.send import answerable
from handlers.minutes.show import meeting_of, waiting_for_answer
from handlers.minutes.view import version_note
from storage.agenda.agenda import items_of
from storage.meetings.meetings import frame_of, meeting_by_id, record_step
from storage.minutes.minutes import answer, approved_by, minutes_of, out_for_comments, settle_own
from storage.tables import MinutesRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Origin, Snapshot, UnitOfWork

_DRAFT = re.compile(r"\b(?:utkast|draft)\s+(\d{1,4})$", re.IGNORECASE)
"""The draft a button was made from: consent to one draft is none to the next."""


def approve_own(context: CommandContext) -> Card:
    """Approve a draft for one's own organisation: «godkjenn Agder vår». When all have, it is approved.

    Raises UserError: approved before, or another draft than the one read.
    """
    named = _DRAFT.search(context.words)
    words = context.words[: named.start()].rstrip() if named else context.words
    meeting = (None if words else waiting_for_answer(context)) or meeting_of(context, words)
    own = context.actor.organisation
    if own == meeting.organisation:
        return approve_minutes(context)
    kept = answerable(context, meeting)
    if named and int(named[1]) != kept.draft:
        raise UserError("minutes.other-draft", {"ref": meeting.ref})
    if own in approved_by(context.session, kept):
        raise UserError("minutes.approved-already", {"organisation": context.short(own), "ref": meeting.ref})
    answer(context.unit, kept, own, AnswerKind.APPROVE)
    settle_own(context.session, kept, own, context.today)
    meeting = record_step(context.unit, meeting, Step.COMMENT, own, context.today)
    invited = frame_of(context.reading).invited(meeting)
    lines = [context.say("minutes.approved-count", n=len(approved_by(context.session, kept)), total=len(invited))]
    if all_approved(context.reading, meeting, kept) and not blockers(context.reading, meeting, kept):
        approve(context.unit, meeting, kept, ApprovalMode.ALL)
        tell_parties(context.unit, meeting, SENDS[Step.APPROVE])
        context.unit.send(SENDS[Step.APPROVE], meeting.organisation, {"meeting": meeting.ref})
        lines.append(context.say("minutes.all-approved"))
    return Card(
        title=context.say("minutes.approved-own", organisation=context.short(own), name=name_of(context, meeting)),
        body=(Text("\n".join(lines)),),
        buttons=(context.button("show", f"referat vis {meeting.ref}"),),
        language=context.language,
    )


def approve_minutes(context: CommandContext) -> Card:
    """Approve and lock: «referat godkjenn Agder høst», look, confirm; when comments are answered and days are over.

    Raises UserError: not out, locked, or what still hinders it.
    """
    words, version = split_version(context.words)
    words, sure = confirmed(words)
    meeting = meeting_of(context, words)
    manage(context, meeting.kind, meeting.organisation)
    kept = minutes_of(context.session, meeting.id)
    if kept is None or kept.state == MinutesState.OPEN:
        raise UserError("minutes.not-out", {"ref": meeting.ref})
    if kept.state == MinutesState.APPROVED:
        raise UserError("minutes.locked", {"ref": meeting.ref})
    check_version(version, kept.version)
    _refuse_hindered(context, meeting, kept)
    if not sure:
        return _preview(context, meeting, kept)
    locked = approve(context.unit, meeting, kept, ApprovalMode.CONVENER)
    tell_parties(context.unit, meeting, SENDS[Step.APPROVE])
    tell_county(context, meeting, "minutes")
    return Card(
        title=context.say("minutes.is-approved", name=capital(name_of(context, meeting))),
        body=(Text(context.say("minutes.locked-now")), version_note(context, meeting, locked)),
        buttons=(context.button("show", f"referat vis {meeting.ref}"),),
        audience=Audience.ROOM,
        language=context.language,
    )


def _refuse_hindered(context: CommandContext, meeting: Meeting, kept: MinutesRow) -> None:
    found = blockers(context.reading, meeting, kept)
    if not found:
        return
    until, _ = dates_of(context.reading, meeting)
    choices: tuple[Choice, ...] = ()
    if found[0] == "change":
        line = f"referat endre {meeting.ref}: behov:"
        choices = (
            Choice(f"{line} ja", "minutes.answer-yes"),
            Choice(f"{line} nei", "minutes.answer-no"),
        )
    params = {"ref": meeting.ref, "day": until}
    raise UserError(f"minutes.hindered-{found[0]}", params, span=context.invocation.line, choices=choices)


def _preview(context: CommandContext, meeting: Meeting, kept: MinutesRow) -> Card:
    lacking = open_points(Draft(context, meeting, kept, items_of(context.session, meeting.id)))
    body: list[Block] = [Text(context.say("minutes.approve-locks"))]
    missed = undelivered_parties(context.reading, meeting, kept)
    if missed:
        body.append(Text(context.say("minutes.unreached", names=", ".join(context.short(slug) for slug in missed))))
    if lacking:
        body += [Heading(context.say("minutes.heading-lacking")), Text("\n".join(lacking))]
    line = f"referat godkjenn {meeting.ref} bekreft v{kept.version}"
    return Card(
        title=context.say("minutes.approve-preview", name=name_of(context, meeting)),
        body=tuple(body),
        buttons=(
            Button(context.say("buttons.lock-minutes"), line, primary=True),
            context.button("show", f"referat vis {meeting.ref}"),
        ),
        language=context.language,
    )


def approve_by_silence(store: Store, now: datetime) -> list[str]:
    """Approve the drafts whose day of approval has come with nothing in the way; their meetings' names.

    Run at every start and once a day. What it tells the parties waits for the next sending hour.
    """
    with store.read(now) as snapshot:
        due = [meeting.ref for meeting, _ in _silent(snapshot)]
    for ref in due:
        with store.begin(Origin(SYSTEM, f"referat godkjenn {ref}"), now) as unit:
            for meeting, minutes in _silent(unit):
                if meeting.ref == ref:
                    approve(unit, meeting, minutes, ApprovalMode.SILENCE)
                    tell_parties(unit, meeting, SENDS[Step.APPROVE], by_itself=True)
    return due


def _silent(reading: UnitOfWork | Snapshot) -> list[tuple[Meeting, MinutesRow]]:
    """Drafts that are out, whose day of approval has come, and that nothing hinders."""
    found = []
    for minutes in out_for_comments(reading.session):
        meeting = meeting_by_id(reading.session, minutes.meeting_id)
        if dates_of(reading, meeting)[1] <= reading.today and not blockers(reading, meeting, minutes, silent=True):
            found.append((meeting, minutes))
    return found

"""`referat`, `referat vis`, `referat skriv`: the minutes of a meeting, read or written."""

import re

from domain.errors import UserError
from domain.meetings.agenda import decision_number
from domain.meetings.meetings import Meeting, State
from domain.meetings.minutes import MinutesState
from domain.permissions import About, Act
from handlers.cards import Block, Card, Heading, Note, Text
from handlers.core.access import Need, Offer, Offered, left_to, offered
from handlers.core.context import Ask
from handlers.core.wording import follow_up_name
from handlers.lookup.agenda_items import meeting_at_hand
from handlers.lookup.choices import which_meeting
from handlers.lookup.meetings import edit_papers, may_edit, may_manage, name_of, parties_of
from handlers.lookup.names import meeting_from, nothing_more
from handlers.minutes.confirm_withdrawal import asked_first
from handlers.minutes.draft import Draft, begin_draft, to_see_to, writable
from handlers.minutes.form import Made, minutes_form, read_made
from handlers.minutes.lock import unreached
from handlers.minutes.merge import Merging, changed_by_others, merge_form, next_form
from handlers.minutes.view import heading_of, minutes_blocks, readable_content, version_content, version_note
from handlers.views.duty_items import view_of
from storage.agenda.agenda import agenda_of
from storage.meetings.meetings import with_steps
from storage.minutes.minutes import first_version, locked_version, minutes_of, out_for_comments
from storage.tables import MeetingRow, MinutesRow

_VERSION = re.compile(r"\b(?:versjon|version)\s+(\d{1,4})$", re.IGNORECASE)


def minutes(ask: Ask) -> Card:
    """The minutes: the form for those who write them, as long as they aren't approved; else what one may read."""
    row, meeting = meeting_of(ask, ask.words)
    kept = minutes_of(ask.session, meeting.id)
    ready = meeting.state not in (State.CANCELLED, State.APPROVED) and row.day is not None and row.day <= ask.today
    if ready and may_edit(ask, row) and (kept is None or kept.state != MinutesState.APPROVED.value):
        draft = reading_draft(ask, row, meeting)
        form = minutes_form(draft, Made(draft.minutes.version))
        return Card(title=form.title, form=form, language=ask.language)
    return show(ask, row, meeting, kept)


def show_minutes(ask: Ask) -> Card:
    """Read them: «referat vis Agder vår», «referat vis R42-2027-V versjon 1»."""
    words = ask.words
    version = _VERSION.search(words)
    row, meeting = meeting_of(ask, words[: version.start()] if version else words)
    kept = minutes_of(ask.session, meeting.id)
    if version is None:
        return show(ask, row, meeting, kept)
    locked = locked_version(ask.session, kept.id or 0, int(version[1])) if kept else None
    if locked is None:
        raise UserError("minutes.no-version", {"version": int(version[1]), "ref": row.ref})
    blocks = minutes_blocks(ask, version_content(ask, meeting, locked))
    body = (*blocks, version_note(ask, locked))
    return Card(heading_of(ask, meeting), body, language=ask.language)


def meeting_of(ask: Ask, words: str) -> tuple[MeetingRow, Meeting]:
    """The meeting that is named; else the one at hand, or the one whose draft waits for an answer. Raises UserError."""
    if words:
        row, meeting, rest = meeting_from(ask, words, past=True)
        nothing_more(rest)
        return row, meeting
    found = meeting_at_hand(ask) or waiting_for_answer(ask)
    if found is None:
        raise which_meeting(ask, past=True)
    return found


def waiting_for_answer(ask: Ask) -> tuple[MeetingRow, Meeting] | None:
    """The one meeting whose draft is out with the asker's organisation among its parties; None: none, or several."""
    rows = [ask.session.get_one(MeetingRow, one.meeting_id) for one in out_for_comments(ask.session)]
    meetings = [
        (row, meeting)
        for row, meeting in zip(rows, with_steps(ask.session, rows), strict=True)
        if ask.actor.organisation in parties_of(ask, meeting)
    ]
    return meetings[0] if len(meetings) == 1 else None


def show(ask: Ask, row: MeetingRow, meeting: Meeting, kept: MinutesRow | None) -> Card:
    """The minutes as the asker may read them."""
    if kept is None:
        return _not_begun(ask, row, meeting)
    content = readable_content(ask, row, meeting, kept)
    body: list[Block] = [Text(state_line(ask, row, kept))]
    missed = unreached(ask.reading, meeting, kept) if kept.state == MinutesState.OUT.value else []
    if missed:
        body.append(Text(ask.say("minutes.unreached", names=", ".join(ask.short(slug) for slug in missed))))
    body += minutes_blocks(ask, content)
    locked = locked_version(ask.session, kept.id or 0)
    body.append(version_note(ask, locked) if locked else Note(ask.say("minutes.may-be-public")))
    found = next_with(ask, row, meeting, kept)
    if told := left_to(view_of(ask), found):
        body.append(Text(told))
    return Card(heading_of(ask, meeting), tuple(body), found.buttons, language=ask.language)


def state_line(ask: Ask, row: MeetingRow, kept: MinutesRow) -> str:
    """How far they have come, in a sentence."""
    if kept.state == MinutesState.APPROVED.value:
        return ask.say(f"minutes.state-approved-{kept.approved_how}", day=kept.approved_on)
    if kept.state == MinutesState.OUT.value:
        return ask.say("minutes.state-out", day=kept.sent_on, ref=row.ref)
    return ask.say("minutes.state-changed" if kept.draft else "minutes.state-open")


def next_with(ask: Ask, row: MeetingRow, meeting: Meeting, kept: MinutesRow) -> Offered:
    """What the asker can do next with them; who answers a draft that is out, where the asker may not."""
    ref, offers = row.ref, list[Offer]()
    if may_edit(ask, row):
        write = Offer("write-minutes", f"referat {ref}", Need.EDIT)
        correct = Offer("correct-minutes", f"referat rett {ref}", Need.MANAGE)
        offers += {
            MinutesState.OPEN.value: [write, Offer("send-minutes", f"referat send {ref}", Need.MANAGE)],
            MinutesState.OUT.value: [write, Offer("lock-minutes", f"referat godkjenn {ref}", Need.MANAGE)],
            MinutesState.APPROVED.value: [correct] if may_manage(ask, row) else [],
        }[kept.state]
    elif kept.state == MinutesState.OUT.value and ask.actor.organisation in parties_of(ask, meeting):
        offers += [
            Offer("approve-minutes", f"godkjenn {ref} utkast {kept.draft}", Need.ANSWER),
            Offer("comment-minutes", f"merknad {ref}", Need.ANSWER),
        ]
    if kept.locked > 1:
        offers.append(Offer("versions", f"referat forskjell {ref}"))
    offers.append(Offer("show", f"møte vis {ref}"))
    return offered(view_of(ask), offers, meeting.county)


def _not_begun(ask: Ask, row: MeetingRow, meeting: Meeting) -> Card:
    ask.require(Act.READ_OVERVIEW, About())
    return Card(
        title=heading_of(ask, meeting),
        body=(Text(ask.say("minutes.not-begun")),),
        buttons=(ask.button("agenda", f"saksliste {row.ref}"), ask.button("show", f"møte vis {row.ref}")),
        language=ask.language,
    )


def reading_draft(ask: Ask, row: MeetingRow, meeting: Meeting) -> Draft:
    """The draft to fill a form from; nothing is begun by looking. Raises UserError."""
    edit_papers(ask, row)
    writable(ask, row, meeting)
    kept = minutes_of(ask.session, meeting.id)
    minutes = kept or MinutesRow(meeting_id=meeting.id, version=first_version(ask.session, meeting.id))
    return Draft(ask, row, meeting, minutes, agenda_of(ask.session, meeting))


@asked_first
def write_minutes(ask: Ask) -> Card:
    """A form that comes back: «referat skriv R42-2027-V v12» with its fields."""
    words, made = read_made(ask.words)
    row, meeting = meeting_of(ask, words)
    if not ask.fields:
        draft = reading_draft(ask, row, meeting)
        form = minutes_form(draft, made or Made(draft.minutes.version))
        return Card(title=form.title, form=form, language=ask.language)
    draft = begin_draft(ask, row, meeting)
    made = made or Made(draft.minutes.version)
    merging = merge_form(draft, made, "referat skriv")
    draft.done()
    following = next_form(draft, made)
    if following is not None:
        return Card(title=following.title, form=following, language=ask.language)
    return saved_card(draft, merging, *attendance_told(draft))


def attendance_told(draft: Draft) -> list[str]:
    """Who is recorded now and who was before, where what was just written changed it."""
    lines = []
    for name in ("present", "absent"):
        if name in draft.edits:
            old, new = draft.edits[name]
            lines.append(draft.ask.say(f"minutes.recorded-{name}", names=new or "–"))
            lines += [draft.ask.say(f"minutes.{name}-before", names=old)] if old else []
    return lines


def saved_card(draft: Draft, merging: Merging | None = None, *extra: str) -> Card:
    """What has been kept, what others wrote meanwhile, and what is still to see to."""
    ask = draft.ask
    lines = [ask.say("minutes.recorded-decision", number=label, text=text) for label, text in _decided(draft)]
    lines += [
        ask.say("minutes.recorded-follow-up", name=follow_up_name(row), owner=ask.short(row.owner), day=row.due)
        for row in draft.noted
    ]
    if draft.known:
        lines.append(ask.say("minutes.known-already", numbers=", ".join(dict.fromkeys(draft.known))))
    lines += extra
    if merging is not None and merging.untouched:
        lines.append(ask.say("minutes.still-stands", numbers=", ".join(merging.untouched)))
    body: list[Block] = [Text("\n".join(lines))] if lines else []
    others = changed_by_others(merging) if merging is not None else []
    if others:
        body += [Heading(ask.say("minutes.heading-others")), Text("\n".join(others))]
    lacking = to_see_to(draft)
    if lacking:
        body += [Heading(ask.say("minutes.heading-lacking")), Text("\n".join(lacking))]
    if draft.minutes.draft and draft.minutes.state == MinutesState.OPEN.value:
        body.append(Text(ask.say("minutes.send-again", ref=draft.row.ref)))
    ref, wrote = draft.row.ref, bool(draft.edits or draft.decided or draft.noted)
    sendable = draft.minutes.state == MinutesState.OPEN.value and may_manage(ask, draft.row)
    return Card(
        title=ask.say("minutes.saved" if wrote else "minutes.as-it-was", name=name_of(ask, draft.meeting)),
        body=tuple(body),
        buttons=(
            ask.button("show", f"referat vis {ref}"),
            ask.button("write-minutes", f"referat {ref}"),
            *((ask.button("send-minutes", f"referat send {ref}"),) if sendable else ()),
        ),
        language=ask.language,
    )


def _decided(draft: Draft) -> list[tuple[str, str]]:
    return [(decision_number(row.number, row.year), row.text) for row in draft.decided]

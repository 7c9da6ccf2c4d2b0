"""`referat`, `referat vis`, `referat skriv`: the minutes of a meeting, read or written."""

import re

from domain.errors import UserError
from domain.meetings.agenda import decision_number
from domain.meetings.meetings import Meeting
from domain.meetings.minutes import MinutesState
from domain.meetings.steps import State
from domain.permissions import About, Act, Need
from handlers.cards import Block, Button, Card, Heading, Note, Text
from handlers.core.access import Offered, PossibleButton, left_to, offered
from handlers.core.context import CommandContext
from handlers.core.wording import follow_up_name
from handlers.lookup.agenda_items import meeting_at_hand
from handlers.lookup.choices import which_meeting
from handlers.lookup.meetings import edit_papers, may_edit, may_manage, name_of, parties_of
from handlers.lookup.names import meeting_from, nothing_more
from handlers.minutes.confirm_withdrawal import asked_first
from handlers.minutes.draft import Draft, begin_draft, open_points, writable
from handlers.minutes.form import FormVersion, minutes_form, read_made
from handlers.minutes.lock import undelivered_parties
from handlers.minutes.merge import Merging, changed_by_others, merge_form, next_form
from handlers.minutes.view import heading_of, minutes_blocks, readable_content, version_content, version_note
from handlers.views.view import view_of
from storage.agenda.agenda import agenda_of
from storage.meetings.meetings import meetings_with_steps
from storage.minutes.minutes import first_version, locked_version, minutes_of, out_for_comments
from storage.tables import MinutesRow

_VERSION = re.compile(r"\b(?:versjon|version)\s+(\d{1,4})$", re.IGNORECASE)


def minutes(context: CommandContext) -> Card:
    """The minutes: the form for those who write them, as long as they aren't approved; else what one may read."""
    meeting = meeting_of(context, context.words)
    kept = minutes_of(context.session, meeting.id)
    ready = (
        meeting.state not in (State.CANCELLED, State.APPROVED)
        and meeting.day is not None
        and meeting.day <= context.today
    )
    if ready and may_edit(context, meeting) and (kept is None or kept.state != MinutesState.APPROVED):
        draft = reading_draft(context, meeting)
        form = minutes_form(draft, FormVersion(draft.minutes.version))
        return Card(title=form.title, form=form, language=context.language)
    return show(context, meeting, kept)


def show_minutes(context: CommandContext) -> Card:
    """Read them: «referat vis Agder vår», «referat vis R42-2027-V versjon 1».

    Raises UserError when there is no such version.
    """
    words = context.words
    version = _VERSION.search(words)
    meeting = meeting_of(context, words[: version.start()] if version else words)
    kept = minutes_of(context.session, meeting.id)
    if version is None:
        return show(context, meeting, kept)
    locked = locked_version(context.session, kept.id, int(version[1])) if kept else None
    if locked is None:
        raise UserError("minutes.no-version", {"version": int(version[1]), "ref": meeting.ref})
    blocks = minutes_blocks(context, version_content(context, meeting, locked))
    body = (*blocks, version_note(context, meeting, locked))
    return Card(heading_of(context, meeting), body, language=context.language)


def meeting_of(context: CommandContext, words: str) -> Meeting:
    """The meeting that is named; else the one at hand, or the one whose draft waits for an answer. Raises UserError."""
    if words:
        meeting, rest = meeting_from(context, words, past=True)
        nothing_more(rest)
        return meeting
    found = meeting_at_hand(context) or waiting_for_answer(context)
    if found is None:
        raise which_meeting(context)
    return found


def waiting_for_answer(context: CommandContext) -> Meeting | None:
    """The one meeting whose draft is out with the asker's organisation among its parties; None: none, or several."""
    ids = [one.meeting_id for one in out_for_comments(context.session)]
    meetings = meetings_with_steps(context.session, ids)
    own = [one for one in meetings if context.actor.organisation in parties_of(context, one)]
    return own[0] if len(own) == 1 else None


def show(context: CommandContext, meeting: Meeting, kept: MinutesRow | None) -> Card:
    """The minutes as the asker may read them."""
    if kept is None:
        return _not_begun(context, meeting)
    content = readable_content(context, meeting, kept)
    body: list[Block] = [Text(state_line(context, meeting, kept))]
    missed = undelivered_parties(context.reading, meeting, kept) if kept.state == MinutesState.OUT else []
    if missed:
        body.append(Text(context.say("minutes.unreached", names=", ".join(context.short(slug) for slug in missed))))
    body += minutes_blocks(context, content)
    locked = locked_version(context.session, kept.id)
    body.append(version_note(context, meeting, locked) if locked else Note(context.say("minutes.may-be-public")))
    found = next_with(context, meeting, kept)
    if told := left_to(view_of(context), found):
        body.append(Text(told))
    return Card(heading_of(context, meeting), tuple(body), found.buttons, language=context.language)


def state_line(context: CommandContext, meeting: Meeting, kept: MinutesRow) -> str:
    """How far they have come, in a sentence."""
    if kept.state == MinutesState.APPROVED:
        return context.say(f"minutes.state-approved-{kept.approved_how}", day=kept.approved_on)
    if kept.state == MinutesState.OUT:
        return context.say("minutes.state-out", day=kept.sent_on, ref=meeting.ref)
    return context.say("minutes.state-changed" if kept.draft else "minutes.state-open")


def next_with(context: CommandContext, meeting: Meeting, kept: MinutesRow) -> Offered:
    """What the asker can do next with them; who answers a draft that is out, where the asker may not."""
    ref, offers = meeting.ref, list[PossibleButton]()
    if may_edit(context, meeting):
        write = PossibleButton("write-minutes", f"referat {ref}", Need.EDIT)
        correct = PossibleButton("correct-minutes", f"referat rett {ref}", Need.MANAGE)
        offers += {
            MinutesState.OPEN: [write, PossibleButton("send-minutes", f"referat send {ref}", Need.MANAGE)],
            MinutesState.OUT: [write, PossibleButton("lock-minutes", f"referat godkjenn {ref}", Need.MANAGE)],
            MinutesState.APPROVED: [correct] if may_manage(context, meeting) else [],
        }[kept.state]
    elif kept.state == MinutesState.OUT and context.actor.organisation in parties_of(context, meeting):
        offers += [
            PossibleButton("approve-minutes", f"godkjenn {ref} utkast {kept.draft}", Need.ANSWER),
            PossibleButton("comment-minutes", f"merknad {ref}", Need.ANSWER),
        ]
    if kept.locked > 1:
        offers.append(PossibleButton("versions", f"referat forskjell {ref}"))
    offers.append(PossibleButton("show", f"møte vis {ref}"))
    return offered(view_of(context), offers, meeting.county)


def _not_begun(context: CommandContext, meeting: Meeting) -> Card:
    """How far a draft has come is the parties' to know, too."""
    context.require(Act.READ_DRAFT, About(county=meeting.county, parties=parties_of(context, meeting)))
    return Card(
        title=heading_of(context, meeting),
        body=(Text(context.say("minutes.not-begun")),),
        buttons=(
            context.button("agenda", f"saksliste {meeting.ref}"),
            context.button("show", f"møte vis {meeting.ref}"),
        ),
        language=context.language,
    )


def reading_draft(context: CommandContext, meeting: Meeting) -> Draft:
    """The draft to fill a form from; nothing is begun by looking. Raises UserError."""
    edit_papers(context, meeting)
    writable(context, meeting)
    kept = minutes_of(context.session, meeting.id)
    minutes = kept or MinutesRow(meeting_id=meeting.id, version=first_version(context.session, meeting.id))
    return Draft(context, meeting, minutes, agenda_of(context.session, meeting))


@asked_first
def write_minutes(context: CommandContext) -> Card:
    """A form that comes back: «referat skriv R42-2027-V v12» with its fields."""
    words, made = read_made(context.words)
    meeting = meeting_of(context, words)
    if not context.fields:
        draft = reading_draft(context, meeting)
        form = minutes_form(draft, made or FormVersion(draft.minutes.version))
        return Card(title=form.title, form=form, language=context.language)
    draft = begin_draft(context, meeting)
    made = made or FormVersion(draft.minutes.version)
    merging = merge_form(draft, made, "referat skriv")
    draft.done()
    following = next_form(draft, made)
    if following is not None:
        return Card(title=following.title, form=following, language=context.language)
    return saved_card(draft, merging, *attendance_told(draft))


def attendance_told(draft: Draft) -> list[str]:
    """Who is recorded now and who was before, where what was just written changed it."""
    lines = []
    for name in ("present", "absent"):
        if name in draft.edits:
            old, new = draft.edits[name]
            lines.append(draft.context.say(f"minutes.recorded-{name}", names=new or "–"))
            lines += [draft.context.say(f"minutes.{name}-before", names=old)] if old else []
    return lines


def saved_card(draft: Draft, merging: Merging | None = None, *extra: str) -> Card:
    """What has been kept, what others wrote meanwhile, and what is still to see to."""
    context, on_desk = draft.context, draft.minutes.state == MinutesState.OPEN
    lines = [*_kept(draft), *extra]
    if merging is not None and merging.untouched:
        lines.append(context.say("minutes.still-stands", numbers=", ".join(merging.untouched)))
    body: list[Block] = [Text("\n".join(lines))] if lines else []
    if merging is not None:
        body += _headed(context, "minutes.heading-others", changed_by_others(merging))
    body += _headed(context, "minutes.heading-lacking", open_points(draft))
    if draft.minutes.draft and on_desk:
        body.append(Text(context.say("minutes.send-again", ref=draft.meeting.ref)))
    wrote = any((draft.edits, draft.decided, draft.noted))
    return Card(
        title=context.say("minutes.saved" if wrote else "minutes.as-it-was", name=name_of(context, draft.meeting)),
        body=tuple(body),
        buttons=_onward(draft, sendable=on_desk and may_manage(context, draft.meeting)),
        language=context.language,
    )


def _kept(draft: Draft) -> list[str]:
    """The decisions and follow-ups that were recorded, and those that stood already."""
    context = draft.context
    lines = [
        context.say("minutes.recorded-decision", number=decision_number(row.number, row.year), text=row.text)
        for row in draft.decided
    ]
    lines += [
        context.say("minutes.recorded-follow-up", name=follow_up_name(row), owner=context.short(row.owner), day=row.due)
        for row in draft.noted
    ]
    if draft.known:
        lines.append(context.say("minutes.known-already", numbers=", ".join(dict.fromkeys(draft.known))))
    return lines


def _headed(context: CommandContext, key: str, lines: list[str]) -> list[Block]:
    """The lines under their heading, where there are any."""
    return [Heading(context.say(key)), Text("\n".join(lines))] if lines else []


def _onward(draft: Draft, *, sendable: bool) -> tuple[Button, ...]:
    context, ref = draft.context, draft.meeting.ref
    buttons = (context.button("show", f"referat vis {ref}"), context.button("write-minutes", f"referat {ref}"))
    return (*buttons, context.button("send-minutes", f"referat send {ref}")) if sendable else buttons

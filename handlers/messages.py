"""What goes out by itself: each kind of message drawn from live state at the moment it is sent.

A message whose reason is gone (a request decided, a follow-up done) is not drawn: it is cancelled.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sqlalchemy import func
from sqlmodel import col, select

from domain.calendar import oslo_date
from domain.meetings import State
from handlers import account_letter, minutes_letters
from handlers.agreement_wording import agreement_name, change_text, figures_text, measure_state
from handlers.cards import Audience, Block, Button, Card, Heading, Item, Note, Text
from handlers.invitation import CONVENING, SAVE_THE_DATE, Sending, details, invitation
from handlers.letter import Letter
from handlers.listing import View, duty_items, follow_up_buttons, measure_buttons
from handlers.wording import (
    capital,
    echo,
    follow_up_name,
    follow_up_state,
    measure_name,
    meeting_name,
    step_name,
)
from storage.agreement_changes import changes_of_version
from storage.agreements import measures_of, named_measures, updates_of
from storage.duties import CLOSED
from storage.followups import follow_up
from storage.meetings import meeting
from storage.store import Snapshot
from storage.tables import (
    AgreementRow,
    DutyRow,
    FollowUpRow,
    MeasureRow,
    MessageRow,
    NoticeRow,
    RoleRequestRow,
)

MOST_ITEMS = 15
"""Items with buttons in one digest; the rest stand as plain lines, so that nothing is left out."""


def draw(snapshot: Snapshot, message: MessageRow, notices: Sequence[NoticeRow]) -> Card | None:
    """The card of a message as of now; None: nothing is left to say. `notices` are a digest's."""
    view = _view(snapshot, message)
    letter = Letter(view, snapshot, message)
    card = _digest(letter, notices) if message.kind == "digest" else _DRAWN[message.kind](letter)
    if card is None:
        return None
    body = card.body
    if message.late or any(notice.late for notice in notices):
        body = (*body, Note(view.say("messages.late")))
    return Card(card.title, body, card.buttons, Audience.ROOM, language=view.language)


def _view(snapshot: Snapshot, message: MessageRow) -> View:
    directory = snapshot.directory
    room = directory.room(message.room_platform, message.room_workspace, message.room_channel)
    language = (
        message.language or (room.language if room else "") or directory.organisations[message.organisation].language
    )
    return View(language, message.organisation, snapshot.today, snapshot.session, directory)


def _digest(letter: Letter, notices: Sequence[NoticeRow]) -> Card | None:
    view = letter.view
    escalated = {notice.duty_id: notice.escalated for notice in notices if not notice.void}
    duties = [
        duty
        for duty in view.session.exec(select(DutyRow).where(col(DutyRow.id).in_(list(escalated))))
        if duty.done_on is None and (duty.until is None or duty.until > view.today)
    ]
    duties.sort(key=lambda duty: (duty.ladder_due, duty.id or 0))
    if not duties:
        return None
    said = _reminded(view, [duty.id or 0 for duty in duties])
    own = [duty for duty in duties if not escalated[duty.id or 0]]
    told = [duty for duty in duties if escalated[duty.id or 0]]
    body: list[Block] = [*_shown(view, own, said, MOST_ITEMS)]
    if told:
        body += [Heading(view.say("messages.heading-escalated")), *_shown(view, told, said, MOST_ITEMS - len(own))]
    return Card(
        title=view.say("messages.digest-title", n=len(duties), day=view.today),
        body=tuple(body),
        buttons=(view.button("mine", "mine"), view.button("deadlines", "frister")),
    )


def _shown(view: View, duties: Sequence[DutyRow], said: Mapping[int, str], most: int) -> list[Block]:
    most = max(most, 0)
    items: list[Block] = [*duty_items(view, duties[:most], said)]
    rest = duty_items(view, duties[most:], said)
    if rest:
        items.append(Text("\n".join(f"{item.sign} {item.word}: {item.lead}" for item in rest)))
    return items


def _reminded(view: View, duty_ids: list[int]) -> dict[int, str]:
    """duty → «Påminnet 3 ganger, sist fredag 4. desember.», from the notices that were sent to its owner."""
    query = (
        select(NoticeRow.duty_id, func.count(), func.max(MessageRow.sent_at))
        .join(MessageRow, col(MessageRow.id) == col(NoticeRow.message_id))
        .join(DutyRow, col(DutyRow.id) == col(NoticeRow.duty_id))
        .where(
            col(NoticeRow.duty_id).in_(duty_ids),
            col(NoticeRow.escalated).is_(False),
            col(NoticeRow.due) == col(DutyRow.ladder_due),
            MessageRow.status == "sent",
        )
        .group_by(col(NoticeRow.duty_id))
    )
    return {
        duty: view.say("followups.reminded", n=count, day=oslo_date(last))
        for duty, count, last in view.session.exec(query)
        if last
    }


def _invitation(letter: Letter, sending: Sending, buttons: Callable[[View, str], tuple[Button, ...]]) -> Card | None:
    view, one = letter.view, meeting(letter.view.session, letter.fact("meeting"))
    if one is None or one.day is None or one.state is State.CANCELLED or one.day < view.today:
        return None  # called off, or over, before this could be sent
    name = meeting_name(view.language, one, view.directory)
    return Card(
        title=view.say(f"messages.{sending.message}-title", name=name, day=one.day),
        body=(Text(invitation(letter.snapshot, view.language, one, sending)),),
        buttons=buttons(view, one.ref),
    )


def _convening(letter: Letter) -> Card | None:
    return _invitation(
        letter,
        CONVENING,
        lambda view, ref: (
            view.button("signed-up", f"møte sendt {ref} påmelding"),
            view.button("delivered", f"møte sendt {ref} innspill"),
            view.button("show", f"møte vis {ref}"),
        ),
    )


def _save_the_date(letter: Letter) -> Card | None:
    return _invitation(letter, SAVE_THE_DATE, lambda view, ref: (view.button("show", f"møte vis {ref}"),))


def _about_meeting(letter: Letter) -> Card | None:
    """Moved, called off, or done by KS on behalf of a county."""
    view, one = letter.view, meeting(letter.view.session, letter.fact("meeting"))
    if one is None:
        return None
    old = letter.fact("old")
    name, kind = meeting_name(view.language, one, view.directory), letter.message.kind
    facts: dict[str, object] = {
        "name": name if kind == "on-behalf" else capital(name),
        "day": one.day or view.today,
        "what": letter.fact("what"),
    }
    if old:
        facts["old"] = date.fromisoformat(old)
    text = view.say(f"messages.{kind}", **facts)
    body: list[Block] = [Text(text)]
    if kind in ("change-notice", "details") and one.day:
        body.append(Text(capital(echo(view.language, one.day, view.today, one.at))))
        body += [Text(line) for line in details(view.language, one)]
    body.append(Note(view.say("common.clause", clause=one.convening_clause)))
    return Card(
        view.say(f"messages.{kind}-title", name=name), tuple(body), (view.button("show", f"møte vis {one.ref}"),)
    )


_CLOSING = ("lapsed", "finished", "handed-over")
"""Messages that tell of the end of a follow-up for the recipient: nothing is left to press."""


def _follow_up_of(letter: Letter) -> FollowUpRow | None:
    row = follow_up(letter.view.session, int(letter.fact("follow_up") or 0))
    return row if row is not None and (row.state not in CLOSED or letter.message.kind in _CLOSING) else None


def _about_follow_up(letter: Letter) -> Card | None:
    """New, postponed, lapsed, help wanted, not mine: a follow-up and what somebody said about it."""
    view, row, kind = letter.view, _follow_up_of(letter), letter.message.kind
    if row is None or (kind == "new-follow-up" and row.owner != view.organisation):
        return None  # handed to somebody else before this was sent
    sign, word = follow_up_state(view.language, row, view.today, letter.snapshot.rules.calendar)
    said = letter.fact("reason") or letter.fact("what")
    owner = view.directory.organisations[row.owner].short
    lines = [view.say("followups.line", owner=owner, day=row.due)]
    if said:
        lines.append(view.say("messages.said", who=letter.sender(), what=said))
    item = Item(follow_up_name(row), "\n".join(lines), sign, word)
    return Card(
        view.say(f"messages.{kind}-title", who=letter.sender(), name=follow_up_name(row), owner=owner),
        (item, Note(view.say("common.clause", clause="§ 2" if row.county else "§ 1"))),
        () if kind in _CLOSING else follow_up_buttons(view, row),
    )


def _new_follow_ups(letter: Letter) -> Card | None:
    """Several new ones at once, from one meeting."""
    view = letter.view
    found = [follow_up(view.session, int(number)) for number in letter.fact("follow_ups").split(",")]
    rows = [row for row in found if row is not None and row.state not in CLOSED and row.owner == view.organisation]
    if not rows:
        return None
    items = []
    for row in rows:
        sign, word = follow_up_state(view.language, row, view.today, letter.snapshot.rules.calendar)
        owner = view.directory.organisations[row.owner].short
        line = view.say("followups.line", owner=owner, day=row.due)
        items.append(Item(follow_up_name(row), line, sign, word, follow_up_buttons(view, row)))
    title = view.say("messages.new-follow-ups-title", who=letter.sender(), n=len(rows))
    return Card(title, (*items, Note(view.say("common.clause", clause="§ 2" if rows[0].county else "§ 1"))))


def _about_measure(letter: Letter) -> Card | None:
    """A measure is off its track, or its county has registered something on it: how it stands, what was said."""
    view = letter.view
    named = next(iter(named_measures(view.session, MeasureRow.id == int(letter.fact("measure")))), None)
    if named is None or named.row.removed_on is not None:
        return None
    row, name = named.row, measure_name(named, view.directory, view.organisation)
    sign, word = measure_state(view.language, row, view.today)
    lines = [view.say("followups.line", owner=view.directory.organisations[row.owner].short, day=row.due)]
    lines += [figures_text(view.language, row)]
    if row.next_step:
        lines.append(view.say("measures.next", text=row.next_step))
    if note := updates_of(view.session, row.id or 0)[-1].note:
        lines.append(view.say("messages.said", who=letter.sender(), what=note))
    item = Item(name, "\n".join(line for line in lines if line), sign, word, measure_buttons(view, named))
    return Card(
        view.say(f"messages.{letter.message.kind}-title", who=letter.sender(), name=name),
        (item, Note(view.say("common.clause", clause="§ 3.1"))),
    )


def _agreement_in_force(letter: Letter) -> Card | None:
    """A version is registered as in force: what it changed, and the reader's own measures."""
    view = letter.view
    row = view.session.get(AgreementRow, int(letter.fact("agreement")))
    if row is None or str(row.version) != letter.fact("version"):
        return None
    name = capital(agreement_name(view.language, row, view.directory))
    changed = changes_of_version(view.session, row, row.version)
    lines = [change_text(view.language, one, view.directory) for one in changed]
    own = [one.number for one in measures_of(view.session, row.id or 0) if one.owner == view.organisation]
    if own:
        lines.append(view.say("messages.agreement-own", numbers=", ".join(own)))
    return Card(
        view.say("messages.agreement-in-force-title", name=name, version=row.version),
        (Text("\n".join(lines)), Note(view.say("common.clause", clause="§ 2"))) if lines else (),
        (view.button("show", f"avtale {row.county}"),),
    )


def _nudge(letter: Letter) -> Card | None:
    if letter.fact("follow_up"):
        return _about_follow_up(letter)
    view = letter.view
    duty = view.session.exec(select(DutyRow).where(DutyRow.key == letter.fact("duty"))).first()
    if duty is None or duty.done_on is not None:
        return None
    items = duty_items(view, [duty])
    return Card(view.say("messages.nudge-title", who=letter.sender(), name=items[0].lead), tuple(items))


def _role_request(letter: Letter) -> Card | None:
    view = letter.view
    row = view.session.get(RoleRequestRow, int(letter.fact("request")))
    if row is None or row.state != "open":
        return None
    organisation = view.directory.organisations[row.organisation].short
    return Card(
        view.say("messages.role-request-title", organisation=organisation),
        (
            Text(
                view.say("roles.request", name=row.name, role=view.say(f"roles.{row.role}"), organisation=organisation)
            ),
        ),
        (
            Button(view.say("buttons.approve-role"), f"roller godkjenn {row.id}", primary=True),
            view.button("decline-role", f"roller avslå {row.id}"),
        ),
    )


def _role_granted(letter: Letter) -> Card | None:
    """To the person alone: not for the room that takes over when they can't be written to, or hold it no more."""
    view, row = letter.view, letter.view.session.get(RoleRequestRow, int(letter.fact("request")))
    if row is None or not letter.message.room_direct:
        return None
    return Card(
        view.say(
            "messages.role-granted-title",
            role=view.say(f"roles.{row.role}"),
            organisation=view.directory.organisations[row.organisation].short,
        ),
        (Text(view.say("messages.role-granted")),),
        (view.button("status", "status"), view.button("help", "hjelp")),
    )


def _routine(letter: Letter) -> Card:
    view = letter.view
    return Card(
        view.say("messages.on-behalf-routine-title"),
        (Text(view.say("messages.on-behalf-routine", step=step_name(view.language, letter.fact("step")))),),
        (Button(view.say("buttons.show"), "rutiner"),),
    )


def _undeliverable(letter: Letter) -> Card:
    view = letter.view
    organisation = view.directory.organisations[letter.fact("organisation")].name
    return Card(
        view.say("messages.undeliverable-title", organisation=organisation),
        (Text(view.say("messages.undeliverable", organisation=organisation)),),
        (view.button("status", "status"),),
    )


_DRAWN: Mapping[str, Callable[[Letter], Card | None]] = {
    "convening": _convening,
    "save-the-date": _save_the_date,
    "change-notice": _about_meeting,
    "called-off": _about_meeting,
    "details": _about_meeting,
    "on-behalf": _about_meeting,
    "on-behalf-routine": _routine,
    "new-follow-up": _about_follow_up,
    "new-follow-ups": _new_follow_ups,
    "papers": minutes_letters.papers,
    "minutes-out": minutes_letters.out,
    "minutes-back": minutes_letters.back,
    "minutes-comment": minutes_letters.comment,
    "minutes-answered": minutes_letters.answered,
    "minutes-approved": minutes_letters.approved,
    "minutes-corrected": minutes_letters.corrected,
    "postponed": _about_follow_up,
    "lapsed": _about_follow_up,
    "changed": _about_follow_up,
    "handed-over": _about_follow_up,
    "finished": _about_follow_up,
    "help-wanted": _about_follow_up,
    "not-mine": _about_follow_up,
    "measure-delayed": _about_measure,
    "measure-postponed": _about_measure,
    "measure-cancelled": _about_measure,
    "measure-reported": _about_measure,
    "agreement-in-force": _agreement_in_force,
    "nudge": _nudge,
    "role-request": _role_request,
    "role-granted": _role_granted,
    "account-linked": account_letter.linked,
    "undeliverable": _undeliverable,
}

"""Messages about agendas and minutes: papers, a draft to comment on, what became of it."""

from domain.meetings import BEFORE_MEETING, Meeting
from domain.minutes import MinutesState
from handlers.agenda import agenda_lines
from handlers.cards import Block, Button, Card, Note, Text
from handlers.letter import Letter
from handlers.minutes_lock import dates_of
from handlers.wording import capital, meeting_name
from storage.meetings import meeting
from storage.minutes import locked_version, minutes_of
from storage.tables import MinutesAnswerRow, MinutesRow


def papers(letter: Letter) -> Card | None:
    """The agenda to the parties; not after the meeting has been."""
    view, one = letter.view, meeting(letter.view.session, letter.fact("meeting"))
    if one is None or one.state not in BEFORE_MEETING:
        return None
    lines = agenda_lines(letter.snapshot, view.language, one)
    buttons = (view.button("agenda", f"saksliste {one.ref}"), view.button("show", f"møte vis {one.ref}"))
    return _card(letter, one, [Text("\n".join(lines))], buttons)


def out(letter: Letter) -> Card | None:
    """A draft is out for comments, with the days there are; not when it has been taken back or approved."""
    view, found = letter.view, _minutes(letter)
    if found is None or found[1].state != MinutesState.OUT.value or letter.fact("draft") != str(found[1].draft):
        return None
    one, kept = found
    until, then = dates_of(letter.snapshot, one)
    buttons = (
        view.button("read-minutes", f"referat vis {one.ref}"),
        Button(view.say("buttons.approve-minutes"), f"godkjenn {one.ref} utkast {kept.draft}", primary=True),
        view.button("comment-minutes", f"merknad {one.ref}"),
    )
    return _card(letter, one, [Text(view.say("minutes.comments-until", day=until, then=then))], buttons)


def back(letter: Letter) -> Card | None:
    """A draft was taken back; not when it is out again already."""
    view, found = letter.view, _minutes(letter)
    if found is None or found[1].state != MinutesState.OPEN.value:
        return None
    return _card(letter, found[0], [Text(view.say("minutes.back"))], ())


def comment(letter: Letter) -> Card | None:
    """A party has commented, to who convened."""
    view, found = letter.view, _minutes(letter)
    if found is None or found[1].state == MinutesState.APPROVED.value:
        return None
    one, _ = found
    buttons = (view.button("read-minutes", f"referat vis {one.ref}"),)
    return _card(letter, one, [Text(view.say("minutes.how-to-answer", ref=one.ref))], buttons, who=letter.sender())


def answered(letter: Letter) -> Card | None:
    """A comment has been answered, to the party that made it."""
    view, found = letter.view, _minutes(letter)
    row = view.session.get(MinutesAnswerRow, int(letter.fact("answer") or 0))
    if found is None or row is None:
        return None
    one, _ = found
    body: list[Block] = [Text(row.text), Text(view.say("minutes.comment-answer", text=row.answer))]
    return _card(letter, one, body, (view.button("read-minutes", f"referat vis {one.ref}"),))


def approved(letter: Letter) -> Card | None:
    """Minutes have been approved and locked."""
    return _locked(letter)


def corrected(letter: Letter) -> Card | None:
    """Approved minutes have been corrected."""
    return _locked(letter)


def _locked(letter: Letter) -> Card | None:
    view, found = letter.view, _minutes(letter)
    version = locked_version(view.session, found[1].id or 0) if found else None
    if found is None or version is None:
        return None
    one, kept = found
    body: list[Block] = [Text(view.say(f"minutes.state-approved-{kept.approved_how}", day=kept.approved_on))]
    if version.reason:
        body.append(Text(view.say("minutes.reason-line", reason=version.reason)))
    buttons = [view.button("read-minutes", f"referat vis {one.ref}")]
    if version.version > 1:
        buttons.append(view.button("versions", f"referat forskjell {one.ref}"))
    return _card(letter, one, body, tuple(buttons))


def _minutes(letter: Letter) -> tuple[Meeting, MinutesRow] | None:
    one = meeting(letter.view.session, letter.fact("meeting"))
    kept = minutes_of(letter.view.session, one.id) if one else None
    return (one, kept) if one is not None and kept is not None else None


def _card(letter: Letter, one: Meeting, body: list[Block], buttons: tuple[Button, ...], who: str = "") -> Card:
    view = letter.view
    name = meeting_name(view.language, one, view.directory)
    title = view.say(f"messages.{letter.message.kind}-title", name=name, who=who)
    return Card(capital(title), (*body, Note(view.say("common.clause", clause=one.convening_clause))), buttons)

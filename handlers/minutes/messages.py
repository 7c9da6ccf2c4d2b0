"""Messages about agendas and minutes: papers, a draft to comment on, what became of it."""

from collections.abc import Mapping

from domain.meetings.meetings import Meeting
from domain.meetings.minutes import AnswerKind, MinutesState
from handlers.cards import Block, Button, Card, Item, Note, Sign, Text
from handlers.core.wording import capital, meeting_name
from handlers.minutes.lock import dates_of
from handlers.views.closed_items import gone
from handlers.views.message_context import Letter, Recipe
from storage.meetings.meetings import meeting_called
from storage.minutes.minutes import answer_numbered, answers_of, approved_by, locked_version, minutes_of
from storage.tables import MinutesRow


def out(letter: Letter) -> Card | None:
    """A draft is out for comments, with the days there are; not when it has been taken back or approved."""
    view, found = letter.view, _minutes(letter)
    if found is None or found[1].state != MinutesState.OUT or letter.fact("draft") != str(found[1].draft):
        return None
    meeting, kept = found
    until, then = dates_of(letter.snapshot, meeting)
    body: list[Block] = [Text(view.say("minutes.comments-until", day=until, then=then))]
    approve = Button(view.say("buttons.approve-minutes"), f"godkjenn {meeting.ref} utkast {kept.draft}", primary=True)
    own = view.organisation in approved_by(view.session, kept)
    if own:
        body.append(Item(view.say("redraw.own-approval"), "", Sign.DONE, view.say("redraw.given")))
    buttons = (
        view.button("read-minutes", f"referat vis {meeting.ref}"),
        *(() if own else (approve,)),
        view.button("comment-minutes", f"merknad {meeting.ref}"),
    )
    return meeting_card(letter, meeting, body, buttons)


def out_again(letter: Letter) -> Card:
    """The same in a message that stands: taken back, sent out anew, or approved since."""
    return out(letter) or _since(letter)


def back(letter: Letter) -> Card | None:
    """A draft was taken back; not when it is out again already."""
    view, found = letter.view, _minutes(letter)
    if found is None or found[1].state != MinutesState.OPEN:
        return None
    return meeting_card(letter, found[0], [Text(view.say("minutes.back"))], ())


def back_again(letter: Letter) -> Card:
    """The same in a message that stands: it may be out again, or approved."""
    return back(letter) or _since(letter)


def comment(letter: Letter) -> Card | None:
    """A party has commented, to who convened."""
    view, found = letter.view, _minutes(letter)
    if found is None or found[1].state == MinutesState.APPROVED:
        return None
    meeting, kept = found
    waiting = any(
        row.organisation == letter.fact("from") and row.settled_on is None
        for row in answers_of(view.session, kept.id, kind=AnswerKind.COMMENT)
    )
    told = view.say("minutes.how-to-answer", ref=meeting.ref) if waiting else view.say("redraw.comment-settled")
    buttons = (view.button("read-minutes", f"referat vis {meeting.ref}"),)
    return meeting_card(letter, meeting, [Text(told)], buttons, who=letter.sender())


def comment_again(letter: Letter) -> Card:
    """The same in a message that stands."""
    return comment(letter) or _since(letter)


def answered(letter: Letter) -> Card | None:
    """A comment has been answered, to the party that made it."""
    view, found = letter.view, _minutes(letter)
    row = answer_numbered(view.session, int(letter.fact("answer") or 0))
    if found is None or row is None:
        return None
    meeting, _ = found
    body: list[Block] = [Text(row.text), Text(view.say("minutes.comment-answer", text=row.answer))]
    return meeting_card(letter, meeting, body, (view.button("read-minutes", f"referat vis {meeting.ref}"),))


def locked(letter: Letter) -> Card | None:
    """Minutes have been approved, or corrected since: as they are locked now."""
    view, found = letter.view, _minutes(letter)
    version = locked_version(view.session, found[1].id) if found else None
    if found is None or version is None:
        return None
    meeting, kept = found
    body: list[Block] = [Text(view.say(f"minutes.state-approved-{kept.approved_how}", day=kept.approved_on))]
    if version.reason:
        body.append(Text(view.say("minutes.reason-line", reason=version.reason)))
    buttons = [view.button("read-minutes", f"referat vis {meeting.ref}")]
    if version.version > 1:
        buttons.append(view.button("versions", f"referat forskjell {meeting.ref}"))
    return meeting_card(letter, meeting, body, tuple(buttons))


def _since(letter: Letter) -> Card:
    """What has become of a draft: approved, taken back to the desk, or out anew."""
    view, found = letter.view, _minutes(letter)
    if found is None:
        return gone(letter)
    meeting, kept = found
    if kept.state == MinutesState.APPROVED:
        said = view.say(f"minutes.state-approved-{kept.approved_how}", day=kept.approved_on)
    else:
        said = view.say("minutes.back" if kept.state == MinutesState.OPEN else "redraw.newer-draft")
    read = view.button("read-minutes", f"referat vis {meeting.ref}")
    buttons = () if kept.state == MinutesState.OPEN else (read,)
    return meeting_card(letter, meeting, [Text(said)], buttons, who=letter.sender())


def _minutes(letter: Letter) -> tuple[Meeting, MinutesRow] | None:
    meeting = meeting_called(letter.view.session, letter.fact("meeting"))
    kept = minutes_of(letter.view.session, meeting.id) if meeting else None
    return (meeting, kept) if meeting is not None and kept is not None else None


def meeting_card(
    letter: Letter, meeting: Meeting, body: list[Block], buttons: tuple[Button, ...], who: str = ""
) -> Card:
    """A message about a meeting: its title by the message's kind, this body, and the clause below."""
    view = letter.view
    name = meeting_name(view.language, meeting, view.directory)
    title = view.say(f"messages.{letter.message.kind}-title", name=name, who=who)
    return Card(capital(title), (*body, Note(view.say("common.clause", clause=meeting.convening_clause))), buttons)


RECIPES: Mapping[str, Recipe] = {
    "minutes-out": Recipe(out, out_again),
    "minutes-back": Recipe(back, back_again),
    "minutes-comment": Recipe(comment, comment_again),
    "minutes-answered": Recipe(answered),
    "minutes-approved": Recipe(locked),
    "minutes-corrected": Recipe(locked),
}

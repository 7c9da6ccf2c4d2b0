"""`til stede`, `forfall`: who was at the meeting, in a line. What somebody else recorded isn't laid over unasked."""

from collections.abc import Iterable

from domain.errors import UserError
from domain.organisations import Organisation
from handlers.cards import Button, Card, Text
from handlers.core.context import CommandContext
from handlers.minutes.attendance import Attended, everybody, is_nobody, listed, read_attendance, set_roles
from handlers.minutes.confirm_withdrawal import asked_first
from handlers.minutes.draft import LONGEST_BUTTON, Draft, check_unchanged
from handlers.minutes.lines import draft_at_hand
from handlers.minutes.show import saved_card
from handlers.minutes.treatment import read_treatment
from storage.meetings.meetings import attendance_rows
from storage.minutes.minutes import last_edit

SIDES = ("present", "absent")


@asked_first
def present(context: CommandContext) -> Card:
    """Who was there: «til stede KS, Siva (vara: avdelingsleder); forfall Innovasjon Norge».

    Raises UserError when nobody is named.
    """
    draft, text = draft_at_hand(context)
    treatment = read_treatment(text)
    if not treatment.words:
        raise UserError("meetings.attendance-missing", {"ref": draft.meeting.ref})
    said = read_attendance(context, draft.meeting, treatment.words)
    here, away = [one for one, _ in said.present], [one for one, _ in said.absent]
    if treatment.adds:
        here, away = _added(draft, here, away)
    else:
        here, away = everybody(context, draft.meeting, here, away)
    check_unchanged(draft, treatment.version, *SIDES)
    if not treatment.chosen and _turns_round(draft, here, away) and _by_somebody_else(draft):
        return _ask_first(draft, treatment.words)
    return _recorded(draft, said, here, away)


@asked_first
def absent(context: CommandContext) -> Card:
    """Who was not: «forfall Siva» beside what has been recorded, «forfall ingen» when nobody was away.

    Raises UserError: nobody named, or «ingen» where some are recorded as away.
    """
    draft, text = draft_at_hand(context)
    if not text:
        raise UserError("minutes.absent-missing")
    said = Attended([], [] if is_nobody(text) else listed(context, text))
    if not said.absent and draft.value("absent"):
        raise UserError("minutes.absent-stands", {"names": draft.value("absent"), "ref": draft.meeting.ref})
    return _recorded(draft, said, *_added(draft, [], [one for one, _ in said.absent]))


def _added(
    draft: Draft, here: list[Organisation], away: list[Organisation]
) -> tuple[list[Organisation], list[Organisation]]:
    """What was said put to what is recorded."""
    for slug, row in attendance_rows(draft.context.session, draft.meeting.id).items():
        organisation = draft.context.organisation(slug)
        if organisation not in here and organisation not in away:
            (here if row.present else away).append(organisation)
    return here, away


def _turns_round(draft: Draft, here: Iterable[Organisation], away: Iterable[Organisation]) -> bool:
    """Whether somebody who is recorded would stand otherwise, or not at all."""
    said = {**{one.slug: True for one in here}, **{one.slug: False for one in away}}
    rows = attendance_rows(draft.context.session, draft.meeting.id)
    return any(said.get(slug) is not row.present for slug, row in rows.items())


def _by_somebody_else(draft: Draft) -> bool:
    edits = [edit for name in SIDES if (edit := last_edit(draft.context.session, draft.minutes.id, name))]
    last = max(edits, key=lambda edit: edit.version, default=None)
    return last is None or not draft.context.own(last.account)


def _ask_first(draft: Draft, words: str) -> Card:
    """Somebody else has recorded who was there: that is shown, and nothing is changed before it is chosen."""
    context, ref, version = draft.context, draft.meeting.ref, draft.minutes.version
    add = Button(context.say("buttons.add-attendance"), f"til stede {ref} legg-til v{version}: {words}", primary=True)
    replace = Button(context.say("buttons.replace-text"), f"til stede {ref} erstatt v{version}: {words}")
    fit = len(add.line) <= LONGEST_BUTTON
    return Card(
        title=context.say("minutes.attendance-stands"),
        body=(Text("\n".join(_names(draft))),),
        buttons=(
            *((add, replace) if fit else (context.button("write-minutes", f"referat {ref}"),)),
            context.button("cancel", f"referat vis {ref}"),
        ),
        language=context.language,
    )


def _names(draft: Draft) -> list[str]:
    lines = [draft.context.say("minutes.recorded-present", names=draft.value("present") or "–")]
    if draft.value("absent"):
        lines.append(draft.context.say("minutes.recorded-absent", names=draft.value("absent")))
    return lines


def _recorded(draft: Draft, said: Attended, here: list[Organisation], away: list[Organisation]) -> Card:
    """Keep it, and say what stood before where it stood otherwise."""
    before = {name: draft.value(name) for name in SIDES}
    draft.attendance(here, away)
    _speak(draft, [f"{one.short}: {role}" for one, role in (*said.present, *said.absent) if role])
    if said.partnership:
        draft.partnership_there()
    draft.done()
    lines = _names(draft)
    for name, old in before.items():
        if old not in ("", draft.value(name)):
            lines.append(draft.context.say(f"minutes.{name}-before", names=old))
    if said.partnership:
        lines.append(draft.context.say("minutes.partnership-there"))
    return saved_card(draft, None, *lines)


def _speak(draft: Draft, said: list[str]) -> None:
    """Who spoke for whom («Siva: regiondirektør»), put to what is recorded."""
    if said:
        old = draft.value("roles")
        set_roles(draft.context, draft.meeting, "; ".join([old, *said]))
        draft.note("roles", old, draft.value("roles"))

"""Duties in a list: state, what it is, by when, which clause, and what to press. Shared by replies and reminders."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.meetings.meetings import Meeting
from domain.meetings.steps import STEPS, Step
from domain.organisations import Kind
from domain.permissions import About, Act, Actor
from handlers.cards import Button, Item
from handlers.core.access import PossibleButton, done_by, may, offered
from handlers.core.agreement_wording import standing
from handlers.core.context import CommandContext
from handlers.core.wording import duty_name, duty_state
from handlers.texts import say
from storage.agreements.agreements import NamedMeasure, measures_numbered, measures_read_by
from storage.duties.duties import OpenDuty
from storage.followups.followups import follow_ups_numbered, numbers_of
from storage.meetings.lists import meetings_numbered
from storage.people.directory import Directory
from storage.tables import DutyRow, FollowUpRow
from storage.unit_of_work.database import Database

Subject = Meeting | FollowUpRow | NamedMeasure
Listed = DutyRow | OpenDuty


@dataclass(frozen=True, slots=True)
class View:
    """For whom a list is drawn: language, organisation, and the day it is read."""

    language: str
    organisation: str
    today: date
    session: Database
    directory: Directory
    actor: Actor | None = None
    """The one who asks; None: it is drawn for a room, where several people read it."""

    def say(self, key: str, /, **facts: object) -> str:
        """A text in the reader's language."""
        return say(self.language, key, **facts)

    def button(self, key: str, line: str) -> Button:
        """A button with a label from `buttons.ftl`."""
        return Button(self.say(f"buttons.{key}"), line)


def view_of(context: CommandContext) -> View:
    """The asker's view."""
    return View(
        context.language, context.actor.organisation, context.today, context.session, context.directory, context.actor
    )


def readable(context: CommandContext, duties: Iterable[OpenDuty]) -> list[OpenDuty]:
    """Without other counties' follow-ups and measures: people read what their organisation takes part in (rules)."""
    duties = list(duties)
    if context.actor.kind is not Kind.COUNTY:
        return duties
    own = context.actor.organisation
    measures = [duty.subject_id for duty in duties if duty.subject_kind == "measure"]
    read = {
        "follow_up": numbers_of(context.session, own),
        "measure": measures_read_by(context.session, own, measures),
    }
    return [duty for duty in duties if duty.subject_id in read.get(duty.subject_kind, (duty.subject_id,))]


def subjects_of(session: Database, duties: Iterable[Listed]) -> Mapping[tuple[str, int], Subject]:
    """What the duties are about, a query for each kind. Meetings come without their steps."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for duty in duties:
        numbers[duty.subject_kind].add(duty.subject_id)
    found: dict[tuple[str, int], Subject] = {}
    for one in meetings_numbered(session, numbers["meeting"]):
        found["meeting", one.id] = one
    for row in follow_ups_numbered(session, numbers["follow_up"]):
        found["follow_up", row.id] = row
    for named in measures_numbered(session, numbers["measure"]):
        found["measure", named.row.id] = named
    return found


def duty_items(view: View, duties: Sequence[Listed], said: Mapping[int, str] | None = None) -> list[Item]:
    """The duties as items, in the order given. `said`: more to say about a duty, by its id."""
    subjects = subjects_of(view.session, duties)
    return [
        duty_item(view, duty, subject, (said or {}).get(duty.id, ""))
        for duty in duties
        if (subject := subjects.get((duty.subject_kind, duty.subject_id))) is not None
    ]


def duty_item(view: View, duty: Listed, subject: Subject, more: str = "") -> Item:
    """One duty as an item."""
    sign, word = duty_state(view.language, duty, view.today)
    owner = view.directory.organisations[duty.owner].short
    key = "status.duty-own" if duty.owner == view.organisation else "status.duty"
    lines = [view.say(key, day=duty.due, clause=duty.clause, owner=owner)]
    if isinstance(subject, NamedMeasure):
        lines.append(standing(view.language, subject.row))
    if more:
        lines.append(more)
    buttons, left = _pressed(view, duty, subject)
    if left:
        lines.append(left)
    return Item(
        duty_name(view.language, duty, subject, view.directory, view.organisation),
        "\n".join(lines),
        sign,
        word,
        buttons,
    )


def _pressed(view: View, duty: Listed, subject: Subject) -> tuple[tuple[Button, ...], str]:
    """What its owner can press, and who does it where the reader may not; whoever follows it up gets Show and Nudge."""
    if isinstance(subject, FollowUpRow):
        return follow_up_buttons(view, subject), ""
    if isinstance(subject, NamedMeasure):
        return measure_buttons(view, subject), ""
    if duty.owner != view.organisation:
        return (view.button("show", f"møte vis {subject.ref}"),), ""
    found = offered(view, step_buttons(Step(duty.kind), subject.ref), subject.county)
    return found.buttons, done_by(view, found)


def step_buttons(step: Step, ref: str) -> list[PossibleButton]:
    """What can be pressed for a step of a meeting, the way on to it first."""
    return [PossibleButton(one.label, one.line.format(ref=ref), one.need) for one in STEPS[step].buttons]


def follow_up_buttons(view: View, row: FollowUpRow) -> tuple[Button, ...]:
    """What its owner can press, and what whoever follows it up can.

    The owner's carry the version they were made from: after a change of text, date or owner an old one explains.
    """
    ref, now = f"O-{row.id}", f"O-{row.id} v{row.version}"
    if row.owner != view.organisation:
        show = view.button("show", f"oppfølging vis {ref}")
        follows_up = view.organisation in (row.county, view.directory.ks.slug)
        nudges = follows_up and may(view.actor, Act.NUDGE, About(county=row.county))
        return (view.button("nudge", f"purr {ref}"), show) if nudges else (show,)
    return (
        Button(view.say("buttons.done"), f"ferdig {now}", primary=True),
        *(() if row.accepted else (view.button("accept", f"tar-den {now}"),)),
        view.button("postpone", f"utsett {now}"),
        view.button("help-wanted", f"trenger-hjelp {now}"),
        view.button("not-mine", f"ikke-min {now}"),
    )


def measure_buttons(view: View, named: NamedMeasure) -> tuple[Button, ...]:
    """Its owner and its county update it; the county and KS nudge the owner; whoever reads it gets Show.

    The line names the county, so that it means the same whoever presses, and the version it was made from.
    """
    row, own = named.row, view.organisation
    ref = f"{named.county} {row.number}"
    show = view.button("show", f"tiltak {ref}")
    update = view.button("update", f"tiltak {ref} v{row.version}")
    if not named.running:
        return (show,)
    if row.owner == own:
        return (update, show)
    about, in_county = About(county=named.county, owner=row.owner), own == named.county
    updates = in_county and may(view.actor, Act.REPORT_MEASURE, about)
    follows_up = in_county or own == view.directory.ks.slug
    nudges = follows_up and row.closed_on is None and may(view.actor, Act.NUDGE, about)
    nudge = view.button("nudge", f"purr {ref}")
    return (*((update,) if updates else ()), *((nudge,) if nudges else ()), show)

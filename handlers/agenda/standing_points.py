"""What falls in under an agenda's items by itself: open follow-ups, what was done, and where the agreements stand."""

from collections.abc import Mapping, Sequence

from domain.agreements.agreements import CLOSED, RUNNING
from domain.meetings.agenda import CHANGES_ITEM, OPEN_ITEMS, template
from domain.meetings.meetings import Meeting, Season
from domain.organisations import Kind
from handlers.core.agreement_wording import figures_text, measure_state, sheet_counts, sheet_flags
from handlers.core.context import CommandContext
from handlers.core.wording import capital, follow_up_name, measure_name
from handlers.lookup.agreements import change_line
from handlers.lookup.reading import readable_follow_ups
from handlers.views.view import View
from storage.agenda.body_meetings import previous_day
from storage.agreements.agreements import (
    NamedMeasure,
    agreement_of,
    agreements,
    eu_measures,
    measures_of,
    proposed,
    sheet,
    takes_part,
)
from storage.followups.followups import done_between, open_follow_ups, times_postponed
from storage.tables import AgendaItemRow, AgreementRow, FollowUpRow, MeasureRow

_AGREEMENT = ("agreement-presented", "agreement-reviewed")
_EU = "eu-instruments"


def points(view: View, meeting: Meeting, item: AgendaItemRow) -> list[str]:
    """What falls in under an item, a line each, as far as the view's organisation may read it (§ 1, § 2, § 2.1, § 2.2).

    Under the agreement's items the open measures of the one that is running, in spring owner by owner; under the
    question of changes what is proposed for the next version; under EU instruments the measures at EU level.
    """
    if item.title:
        return []
    if item.template == _EU:
        return _eu_lines(view)
    if item.template not in (*_AGREEMENT, CHANGES_ITEM):
        return []
    agreement = _running(view, meeting.county)
    if agreement is None:
        return []
    if item.template == CHANGES_ITEM:
        return [
            capital(change_line(view, view.language, agreement.county, one))
            for one in proposed(view.session, agreement)
        ]
    measures = measures_of(view.session, agreement.id, open_only=True)
    return _by_owner(view, measures) if meeting.season is Season.SPRING else [_line(view, one) for one in measures]


def _running(view: View, county: str | None) -> AgreementRow | None:
    """The county's agreement that is running, where the view's organisation may read it."""
    agreement = agreement_of(view.session, county) if county else None
    if agreement is None or agreement.state not in RUNNING:
        return None
    return agreement if _may_read(view, agreement) else None


def _may_read(view: View, agreement: AgreementRow) -> bool:
    """As `agreement_names.may_read`, for an organisation: KS and the agencies read all, a county what it is part of."""
    if view.directory.organisations[view.organisation].kind is not Kind.COUNTY:
        return True
    return takes_part(view.session, agreement, view.organisation)


def _by_owner(view: View, measures: Sequence[MeasureRow]) -> list[str]:
    """Each party accounts for its own (§ 2.1): its name, and its measures under it."""
    lines: list[str] = []
    for owner in dict.fromkeys(row.owner for row in measures):
        lines.append(f"{view.directory.organisations[owner].short}:")
        own = [row for row in measures if row.owner == owner]
        lines += [f"– {_measure(view, f'{row.number} {row.title}', row)}" for row in own]
    return lines


def _line(view: View, row: MeasureRow, name: str = "") -> str:
    """«T1.2 Testfasilitet (Siva): i gang, 11 av 25 bedrifter i løpet, frist 1.3.2027»."""
    owner = view.directory.organisations[row.owner].short
    return _measure(view, f"{name or f'{row.number} {row.title}'} ({owner})", row)


def _measure(view: View, name: str, row: MeasureRow) -> str:
    _, word = measure_state(view.language, row, view.today)
    parts = [word[:1].lower() + word[1:], figures_text(view.language, row)]
    stands = ", ".join(part for part in parts if part)
    return view.say("agenda.measure-line", name=name, stands=stands, day=row.due)


def _eu_lines(view: View) -> list[str]:
    """The open measures at EU level, county by county; of those that the reader may not see, how many there are."""
    running = {row.id: row for row in agreements(view.session) if row.state in RUNNING}
    found = _open_eu_measures(view, running)
    known = [row for row in found if _may_read(view, running[row.agreement_id])]
    lines = []
    for row in known:
        named = NamedMeasure(row, running[row.agreement_id].county, running=True)
        lines.append(_line(view, row, measure_name(named, view.directory)))
    hidden = len(found) - len(known)
    return [*lines, view.say("agenda.eu-elsewhere", n=hidden)] if hidden else lines


def _open_eu_measures(view: View, running: Mapping[int, AgreementRow]) -> list[MeasureRow]:
    """The measures at EU level of these agreements that aren't closed."""
    return [row for row in eu_measures(view.session) if row.agreement_id in running and row.status not in CLOSED]


def sheet_lines(view: View, meeting: Meeting) -> list[str]:
    """The status sheet of the county's running agreement (§ 2.2), in short: counts, what is delayed or late by name."""
    found = sheet(view.session, meeting.county, view.today) if meeting.county else None
    if found is None or found.agreement.state not in RUNNING:
        return []
    titles = {row.number: f"{row.number} {row.title}" for row in found.measures}
    return [sheet_counts(view.language, found), *sheet_flags(view.language, found, ("over", "delayed"), titles)]


# -- follow-ups --------------------------------------------------------------------------------------------------------


def open_points(view: View, meeting: Meeting) -> list[str]:
    """The open follow-ups that stand at the end of a meeting's agenda, a line each, to one of its parties."""
    if not any(one.id == OPEN_ITEMS for one in template(meeting)):
        return []
    rows = readable_follow_ups(view, open_follow_ups(view.session, counties=[meeting.county]))
    often = times_postponed(view.session, [row.id for row in rows])
    return [open_line(view, row, often.get(row.id, 0)) for row in rows]


def readable_points(context: CommandContext, view: View, county: str | None) -> tuple[list[str], int]:
    """The open follow-ups of a county (None: the national level) that the asker may read, and how many they may not."""
    rows = open_follow_ups(context.session, counties=[county])
    known = readable_follow_ups(context, rows)
    often = times_postponed(context.session, [row.id for row in known])
    return [open_line(view, row, often.get(row.id, 0)) for row in known], len(rows) - len(known)


def open_line(view: View, row: FollowUpRow, often: int) -> str:
    """«O-2 Skisse testfasilitet (Siva), frist 15.12.2026, utsatt 2 ganger»."""
    owner = view.directory.organisations[row.owner].short
    line = view.say("agenda.open-line", name=follow_up_name(row), owner=owner, day=row.due)
    return f"{line}, {view.say('agenda.postponed-times', n=often)}" if often else line


def done_since(context: CommandContext, meeting: Meeting) -> list[str]:
    """Follow-ups their owners have finished since the body's meeting before, and no meeting has taken note of."""
    rows = done_between(
        context.session, meeting.county, previous_day(context.session, meeting), meeting.day or context.today
    )
    return [
        context.say("agenda.done-line", name=follow_up_name(row), owner=context.short(row.owner), day=row.done_on)
        for row in readable_follow_ups(context, rows)
    ]

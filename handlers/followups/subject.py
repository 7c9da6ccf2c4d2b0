"""Follow-ups as something that has duties."""

from collections.abc import Collection, Mapping

from domain.organisations import Kind
from domain.permissions import About, Act
from handlers.cards import Button, Item
from handlers.core.context import CommandContext
from handlers.core.wording import follow_up_name
from handlers.followups.item import follow_up_buttons, follow_up_over
from handlers.followups.show import still_open
from handlers.lookup.names import follow_up_from, is_follow_up, one_at_a_time
from handlers.lookup.reading import Reader, closed_numbers
from handlers.views.subject import Listed, NudgeTarget, SnoozeTarget, Subject
from handlers.views.view import View
from storage.followups.followups import follow_ups_numbered, numbers_of
from storage.followups.tracked import FOLLOW_UPS as TRACKED
from storage.tables import DutyRow, FollowUpRow
from storage.unit_of_work.session import Session


class FollowUps(Subject[FollowUpRow]):
    """O-12: its owner finishes it, whoever it comes from follows it up."""

    tracked = TRACKED

    def load(self, session: Session, numbers: Collection[int]) -> Mapping[int, FollowUpRow]:
        return {row.id: row for row in follow_ups_numbered(session, numbers)}

    def readable(self, reader: Reader, numbers: Collection[int]) -> Collection[int]:
        if not numbers:
            return numbers
        county = reader.reads_as.kind is Kind.COUNTY
        known = numbers_of(reader.session, reader.reads_as.organisation) if county else set(numbers)
        closed = follow_ups_numbered(reader.session, known & closed_numbers(reader))
        return known - {row.id for row in closed if row.owner != reader.reads_as.organisation}

    def name(self, _view: View, _duty: Listed, thing: FollowUpRow) -> str:
        return follow_up_name(thing)

    def buttons(self, view: View, _duty: Listed, thing: FollowUpRow) -> tuple[tuple[Button, ...], str]:
        return follow_up_buttons(view, thing), ""

    def over(self, view: View, _duty: DutyRow, thing: FollowUpRow, *, owned: bool) -> Item | None:
        return follow_up_over(view, thing, owned=owned)

    def gone_name(self, _view: View, number: int) -> str:
        return f"O-{number}"

    def is_named(self, context: CommandContext) -> bool:
        return is_follow_up(context.words)

    def to_nudge(self, context: CommandContext) -> NudgeTarget:
        row, rest = follow_up_from(context, context.words)
        one_at_a_time(context.words, rest)
        context.require(Act.NUDGE, About(county=row.county))
        still_open(row)
        return NudgeTarget(row.owner, {"follow_up": str(row.id)}, follow_up_name(row))

    def to_snooze(self, context: CommandContext) -> SnoozeTarget:
        row, rest = follow_up_from(context, context.words)
        return SnoozeTarget(row.id, follow_up_name(row), f"slumre O-{row.id}", rest)


FOLLOW_UPS = FollowUps()

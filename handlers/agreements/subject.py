"""Measures of agreements as something that has duties."""

from collections.abc import Collection, Mapping

from domain.errors import UserError
from domain.organisations import Kind
from domain.permissions import Act
from handlers.agreements.measure_item import measure_buttons, measure_over
from handlers.cards import Button, Item
from handlers.core.agreement_wording import standing
from handlers.core.context import CommandContext
from handlers.core.wording import measure_name
from handlers.lookup.agreements import is_measure, measure_from
from handlers.lookup.names import nothing_more
from handlers.lookup.reading import Reader
from handlers.views.subject import Listed, NudgeTarget, SnoozeTarget, Subject
from handlers.views.view import View
from storage.agreements.agreements import NamedMeasure, measures_numbered, measures_read_by
from storage.agreements.tracked import MEASURES as TRACKED
from storage.duties.duties import open_duties
from storage.tables import DutyRow
from storage.unit_of_work.session import Session


class Measures(Subject[NamedMeasure]):
    """T1.2 of a county's agreement: its owner carries it out and reports on it."""

    tracked = TRACKED

    def load(self, session: Session, numbers: Collection[int]) -> Mapping[int, NamedMeasure]:
        return {named.row.id: named for named in measures_numbered(session, numbers)}

    def readable(self, reader: Reader, numbers: Collection[int]) -> Collection[int]:
        if reader.reads_as.kind is not Kind.COUNTY:
            return numbers
        return measures_read_by(reader.session, reader.reads_as.organisation, numbers)

    def name(self, view: View, _duty: Listed, thing: NamedMeasure) -> str:
        return measure_name(thing, view.directory, view.organisation)

    def lines(self, view: View, thing: NamedMeasure) -> list[str]:
        return [standing(view.language, thing.row)]

    def buttons(self, view: View, _duty: Listed, thing: NamedMeasure) -> tuple[tuple[Button, ...], str]:
        return measure_buttons(view, thing), ""

    def over(self, view: View, _duty: DutyRow, thing: NamedMeasure, *, owned: bool) -> Item | None:
        return measure_over(view, thing, owned=owned)

    def is_named(self, context: CommandContext) -> bool:
        return is_measure(context, context.words)

    def to_nudge(self, context: CommandContext) -> NudgeTarget:
        meant = measure_from(context, context.words)
        nothing_more(meant.rest)
        context.require(Act.NUDGE, meant.about)
        row = meant.row
        if row.owner == context.actor.organisation:
            raise UserError("measures.own", {"number": row.number})
        waiting = open_duties(context.session, context.today, [row.owner], about=(self.kind, [row.id]), arisen=True)
        named = NamedMeasure(row, meant.agreement.county, running=True)
        name = measure_name(named, context.directory, context.actor.organisation)
        if not waiting:
            raise UserError("measures.nothing-open", {"name": name})
        return NudgeTarget(row.owner, {"duty": waiting[0].key}, name)

    def to_snooze(self, context: CommandContext) -> SnoozeTarget:
        meant = measure_from(context, context.words)
        named = NamedMeasure(meant.row, meant.agreement.county, running=True)
        name = measure_name(named, context.directory, context.actor.organisation)
        return SnoozeTarget(meant.row.id, name, f"slumre {named.county} {meant.row.number}", meant.rest)


MEASURES = Measures()

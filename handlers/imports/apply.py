"""Takes a list over: its ready rows become follow-ups or measures, in one transaction that can be undone as one step.

Nobody is written to about rows that were taken over: reminders come by the duties, as always.
"""

from domain.calendar import oslo_date
from domain.errors import UserError
from domain.imports.columns import ListKind
from domain.imports.rows import CLOSED, FollowUpDraft, Plan, Ready
from handlers.agreements.common import proposing
from handlers.cards import Audience, Block, Card, Text
from handlers.core.context import CommandContext
from handlers.imports.preview import ImportRequest, Preview, ground_of
from handlers.imports.undo import may_undo
from storage.agreements.agreements import agreement_of
from storage.imports.imports import same_file
from storage.imports.take_over import (
    CreatedRow,
    Progress,
    add_created,
    add_import,
    take_follow_ups,
    take_measures,
)
from storage.tables import ImportRow


def apply(context: CommandContext, wanted: ImportRequest, previewed: Preview, progress: Progress | None = None) -> Card:
    """Store the ready rows of a list that was shown. Raises UserError, with nothing changed, when it may not be."""
    plan = previewed.plan
    check_storable(context, wanted, previewed)
    if ground_of(context, wanted, plan.kind) != previewed.ground:
        raise UserError("imports.changed-meanwhile")
    row = add_import(context.unit, _import(context, wanted, previewed))
    created = _take_over(context, previewed, progress)
    add_created(context.unit, row, created)
    return _card(context, row, plan, created)


def _import(context: CommandContext, wanted: ImportRequest, previewed: Preview) -> ImportRow:
    return ImportRow(
        at=context.at,
        account=context.actor.account,
        organisation=context.actor.organisation,
        county=previewed.ground.county or None,
        kind=previewed.plan.kind,
        file_name=wanted.file_name,
        sha256=wanted.sha256,
        count=len(previewed.plan.ready),
    )


def _take_over(context: CommandContext, previewed: Preview, progress: Progress | None) -> list[CreatedRow]:
    own, ready = context.actor.organisation, previewed.plan.ready
    if previewed.plan.kind is ListKind.MEASURES:
        return take_measures(context.unit, ready, previewed.ground.county, own, progress)
    return take_follow_ups(context.unit, ready, own, progress)


def check_storable(context: CommandContext, wanted: ImportRequest, previewed: Preview) -> None:
    """Go on only with a list that can be stored. Raises UserError that says what to do."""
    plan, county = previewed.plan, previewed.ground.county
    before = same_file(context.session, wanted.sha256)
    if before and not wanted.again:
        raise UserError("imports.same-file", {"number": before.id, "day": oslo_date(before.at)})
    if not plan.ready:
        raise UserError("imports.nothing-ready", {"unclear": len(plan.unclear)})
    if plan.kind is ListKind.MEASURES:
        _check_agreement(context, county, new=wanted.new_agreement)


def _check_agreement(context: CommandContext, county: str, *, new: bool) -> None:
    """Go on only when there is a draft, or one may be made: a list changes nothing that is agreed. Raises UserError."""
    agreement = agreement_of(context.session, county)
    if agreement is None:
        if not new:
            raise UserError("imports.no-agreement", {"county": context.short(county)})
    elif proposing(agreement):
        raise UserError("imports.in-force", {"county": context.short(county)})


def _card(context: CommandContext, row: ImportRow, plan: Plan, created: list[CreatedRow]) -> Card:
    return Card(
        title=context.say("imports.stored", n=len(plan.ready), kind=plan.kind.value, file=row.file_name),
        body=tuple(_told(context, plan, [one for one in created if one.sheet_row])),
        buttons=(context.button("undo-import", f"import angre {row.id}"),) if may_undo(context, row) else (),
        audience=Audience.ASKER,
        language=context.language,
    )


def _told(context: CommandContext, plan: Plan, subjects: list[CreatedRow]) -> list[Block]:
    """What was made, who hears of it, and what was left out."""
    first, last = _first_and_last(plan, subjects)
    body: list[Block] = [
        Text(context.say("imports.stored-names", n=len(subjects), first=first, last=last)),
        Text(context.say("imports.nobody-told")),
    ]
    past = sum(one.draft.due < context.today and _open(one) for one in plan.ready)
    if past and plan.kind is ListKind.FOLLOW_UPS:
        body.append(Text(context.say("imports.past-told", n=past)))
    if plan.unclear:
        numbers = ", ".join(str(one.number) for one in plan.unclear)
        body.append(Text(context.say("imports.left-out", n=len(plan.unclear), rows=numbers)))
    return body


def _first_and_last(plan: Plan, subjects: list[CreatedRow]) -> tuple[str, str]:
    """O-12 and O-31; T1.1 and T3.4."""
    if plan.kind is ListKind.FOLLOW_UPS:
        return f"O-{subjects[0].id}", f"O-{subjects[-1].id}"
    return plan.ready[0].draft.name.split()[0], plan.ready[-1].draft.name.split()[0]


def _open(ready: Ready) -> bool:
    state = ready.draft.state if isinstance(ready.draft, FollowUpDraft) else ready.draft.status
    return state not in CLOSED

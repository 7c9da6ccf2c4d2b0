"""Takes a list over: its ready rows become follow-ups or measures, in one transaction that can be undone as one step.

Nobody is written to about rows that were taken over: reminders come by the duties, as always.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.calendar import oslo_date
from domain.errors import UserError
from domain.imports.columns import Kind as ListKind
from domain.imports.rows import CLOSED, FollowUpDraft, MeasureDraft, Ready
from handlers.agreements.common import proposing
from handlers.cards import Audience, Block, Card, Text
from handlers.core.context import CommandContext
from handlers.imports.preview import ImportRequest, Preview, ground_of
from handlers.imports.undo import may_undo
from storage.agreements.agreements import agreement_of, goals_of
from storage.imports.imports import same_file
from storage.tables import (
    AgreementPartyRow,
    AgreementRow,
    FollowUpRow,
    GoalRow,
    ImportedRow,
    ImportRow,
    MeasureContributorRow,
    MeasureRow,
    MeasureUpdateRow,
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CreatedRow:
    """One thing that was made: for which row of the sheet (0: for the list as a whole), what, and its version."""

    sheet_row: int
    kind: str
    id: int
    version: int


def apply(context: CommandContext, wanted: ImportRequest, previewed: Preview, progress: Progress | None = None) -> Card:
    """Store the ready rows of a list that was shown. Raises UserError, with nothing changed, when it may not be."""
    plan = previewed.plan
    check_storable(context, wanted, previewed)
    if ground_of(context, wanted, plan.kind) != previewed.ground:
        raise UserError("imports.changed-meanwhile")
    row = ImportRow(
        at=context.at,
        account=context.actor.account,
        organisation=context.actor.organisation,
        county=previewed.ground.county or None,
        kind=plan.kind.value,
        file_name=wanted.file_name[:200],
        sha256=wanted.sha256,
        count=len(plan.ready),
    )
    context.session.add(row)
    context.session.flush()
    make = _measures if plan.kind is ListKind.MEASURES else _follow_ups
    made = make(context, plan.ready, previewed.ground.county, progress)
    context.session.add_all(
        ImportedRow(
            import_id=row.id or 0,
            sheet_row=one.sheet_row,
            subject_kind=one.kind,
            subject_id=one.id,
            version=one.version,
        )
        for one in made
    )
    return _card(context, row, previewed, made)


def check_storable(context: CommandContext, wanted: ImportRequest, previewed: Preview) -> None:
    """Go on only with a list that can be stored. Raises UserError that says what to do."""
    plan, county = previewed.plan, previewed.ground.county
    before = same_file(context.session, wanted.sha256)
    if before and not wanted.again:
        raise UserError("imports.same-file", {"number": before.id or 0, "day": oslo_date(before.at)})
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


def _follow_ups(
    context: CommandContext, ready: Iterable[Ready], _county: str, progress: Progress | None
) -> list[CreatedRow]:
    ready = list(ready)
    rows = [_follow_up(context, one.draft) for one in ready if isinstance(one.draft, FollowUpDraft)]
    for start in range(0, len(rows), STEP):
        context.session.add_all(rows[start : start + STEP])
        context.session.flush()
        if progress:
            progress(min(start + STEP, len(rows)), len(rows))
    return [CreatedRow(one.number, "follow_up", row.id or 0, row.version) for one, row in zip(ready, rows, strict=True)]


STEP = 500
"""Rows between two words about how far it has come."""


def _follow_up(context: CommandContext, draft: FollowUpDraft) -> FollowUpRow:
    own = draft.state == "open" and draft.owner == context.actor.organisation
    state = "confirmed" if own else draft.state
    return FollowUpRow(
        owner=draft.owner,
        county=draft.county,
        text=draft.text,
        due=draft.due,
        state=state,
        accepted=state in ("confirmed", "done"),
        created_on=context.today,
        dated_on=context.today,
        done_on=(draft.done or context.today) if state in CLOSED else None,
    )


def _measures(
    context: CommandContext, ready: Iterable[Ready], county: str, progress: Progress | None
) -> list[CreatedRow]:
    ready = list(ready)
    drafts = [one.draft for one in ready if isinstance(one.draft, MeasureDraft)]
    made: list[CreatedRow] = []
    agreement = agreement_of(context.session, county)
    if agreement is None:
        agreement = _draft_agreement(context, county, drafts)
        made.append(CreatedRow(0, "agreement", agreement.id or 0, agreement.edits))
    else:
        agreement.edits += 1
    goals, new = _goals(context, agreement.id or 0, drafts)
    made += [CreatedRow(0, "goal", goal.id or 0, 0) for goal in new]
    for start in range(0, len(drafts), STEP):
        rows = [_measure(context, one, agreement.id or 0, goals[one.goal[0]]) for one in drafts[start : start + STEP]]
        context.session.add_all(rows)
        context.session.flush()
        for one, draft, row in zip(ready[start : start + STEP], drafts[start : start + STEP], rows, strict=True):
            made.append(CreatedRow(one.number, "measure", row.id or 0, row.version))
            _beside(context, draft, row)
        context.session.flush()
        if progress:
            progress(min(start + STEP, len(drafts)), len(drafts))
    return made


def _draft_agreement(context: CommandContext, county: str, drafts: Iterable[MeasureDraft]) -> AgreementRow:
    """A draft with the county and everybody the list names as its parties; all else is for people to write."""
    row = AgreementRow(county=county, created_on=context.today)
    context.session.add(row)
    context.session.flush()
    named = dict.fromkeys(slug for draft in drafts for slug in (draft.owner, *draft.contributors))
    for slug in dict.fromkeys((county, *named)):
        role = "coordinator" if slug == county else "party"
        context.session.add(AgreementPartyRow(agreement_id=row.id or 0, organisation=slug, role=role))
    context.session.flush()
    return row


def _goals(
    context: CommandContext, agreement: int, drafts: Iterable[MeasureDraft]
) -> tuple[dict[str, int], list[GoalRow]]:
    """Goal number → its id, and the goals that are new."""
    standing = {goal.number: goal for goal in goals_of(context.session, agreement)}
    new: dict[str, GoalRow] = {}
    for draft in drafts:
        number, title, plan = draft.goal
        if number not in standing and number not in new:
            new[number] = GoalRow(agreement_id=agreement, number=number, title=title, plan_goal=plan)
    context.session.add_all(new.values())
    context.session.flush()
    return {number: goal.id or 0 for number, goal in (standing | new).items()}, list(new.values())


def _measure(context: CommandContext, draft: MeasureDraft, agreement: int, goal: int) -> MeasureRow:
    return MeasureRow(
        agreement_id=agreement,
        goal_id=goal,
        number=draft.number,
        title=draft.title,
        description=draft.description,
        owner=draft.owner,
        instrument=draft.instrument,
        level=draft.level,
        starts=draft.starts,
        due=draft.due,
        dated_on=context.today,
        status=draft.status,
        next_step=draft.next_step,
        indicator=draft.indicator,
        unit=draft.unit,
        baseline=draft.baseline,
        target=draft.target,
        latest=draft.latest,
        closed_on=(draft.done or context.today) if draft.status in CLOSED else None,
    )


def _beside(context: CommandContext, draft: MeasureDraft, row: MeasureRow) -> None:
    """Who contributes, and the first report: what the list says of the measure's status today."""
    for slug in draft.contributors:
        context.session.add(MeasureContributorRow(measure_id=row.id or 0, organisation=slug))
    context.session.add(
        MeasureUpdateRow(
            measure_id=row.id or 0,
            day=context.today,
            at=context.at,
            account=context.actor.account,
            organisation=context.actor.organisation,
            status=draft.status,
            value=draft.latest,
            next_step=draft.next_step,
            note=draft.comment,
        )
    )


def _card(context: CommandContext, row: ImportRow, previewed: Preview, made: list[CreatedRow]) -> Card:
    plan = previewed.plan
    names = [one.draft.name for one in plan.ready]
    subjects = [one for one in made if one.sheet_row]
    if plan.kind is ListKind.FOLLOW_UPS:
        first, last = f"O-{subjects[0].id}", f"O-{subjects[-1].id}"
    else:
        first, last = names[0].split()[0], names[-1].split()[0]
    past = [one for one in plan.ready if one.draft.due < context.today and _open(one)]
    body: list[Block] = [
        Text(context.say("imports.stored-names", n=len(subjects), first=first, last=last)),
        Text(context.say("imports.nobody-told")),
    ]
    if past and plan.kind is ListKind.FOLLOW_UPS:
        body.append(Text(context.say("imports.past-told", n=len(past))))
    if plan.unclear:
        numbers = ", ".join(str(one.number) for one in plan.unclear)
        body.append(Text(context.say("imports.left-out", n=len(plan.unclear), rows=numbers)))
    return Card(
        title=context.say("imports.stored", n=len(plan.ready), kind=plan.kind.value, file=row.file_name),
        body=tuple(body),
        buttons=(context.button("undo-import", f"import angre {row.id}"),) if may_undo(context, row) else (),
        audience=Audience.ASKER,
        language=context.language,
    )


def _open(one: Ready) -> bool:
    state = one.draft.state if isinstance(one.draft, FollowUpDraft) else one.draft.status
    return state not in CLOSED

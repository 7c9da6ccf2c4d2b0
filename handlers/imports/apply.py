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
from handlers.core.context import Ask
from handlers.imports.preview import Preview, Wanted, ground_of
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
class Made:
    """One thing that was made: for which row of the sheet (0: for the list as a whole), what, and its version."""

    sheet_row: int
    kind: str
    id: int
    version: int


def apply(ask: Ask, wanted: Wanted, previewed: Preview, progress: Progress | None = None) -> Card:
    """Store the ready rows of a list that was shown. Raises UserError, with nothing changed, when it may not be."""
    plan = previewed.plan
    check_storable(ask, wanted, previewed)
    if ground_of(ask, wanted, plan.kind) != previewed.ground:
        raise UserError("imports.changed-meanwhile")
    row = ImportRow(
        at=ask.at,
        account=ask.actor.account,
        organisation=ask.actor.organisation,
        county=previewed.ground.county or None,
        kind=plan.kind.value,
        file_name=wanted.file_name[:200],
        sha256=wanted.sha256,
        count=len(plan.ready),
    )
    ask.session.add(row)
    ask.session.flush()
    make = _measures if plan.kind is ListKind.MEASURES else _follow_ups
    made = make(ask, plan.ready, previewed.ground.county, progress)
    ask.session.add_all(
        ImportedRow(
            import_id=row.id or 0,
            sheet_row=one.sheet_row,
            subject_kind=one.kind,
            subject_id=one.id,
            version=one.version,
        )
        for one in made
    )
    return _card(ask, row, previewed, made)


def check_storable(ask: Ask, wanted: Wanted, previewed: Preview) -> None:
    """Go on only with a list that can be stored. Raises UserError that says what to do."""
    plan, county = previewed.plan, previewed.ground.county
    before = same_file(ask.session, wanted.sha256)
    if before and not wanted.again:
        raise UserError("imports.same-file", {"number": before.id or 0, "day": oslo_date(before.at)})
    if not plan.ready:
        raise UserError("imports.nothing-ready", {"unclear": len(plan.unclear)})
    if plan.kind is ListKind.MEASURES:
        _check_agreement(ask, county, new=wanted.new_agreement)


def _check_agreement(ask: Ask, county: str, *, new: bool) -> None:
    """Go on only when there is a draft, or one may be made: a list changes nothing that is agreed. Raises UserError."""
    agreement = agreement_of(ask.session, county)
    if agreement is None:
        if not new:
            raise UserError("imports.no-agreement", {"county": ask.short(county)})
    elif proposing(agreement):
        raise UserError("imports.in-force", {"county": ask.short(county)})


def _follow_ups(ask: Ask, ready: Iterable[Ready], _county: str, progress: Progress | None) -> list[Made]:
    ready = list(ready)
    rows = [_follow_up(ask, one.draft) for one in ready if isinstance(one.draft, FollowUpDraft)]
    for start in range(0, len(rows), STEP):
        ask.session.add_all(rows[start : start + STEP])
        ask.session.flush()
        if progress:
            progress(min(start + STEP, len(rows)), len(rows))
    return [Made(one.number, "follow_up", row.id or 0, row.version) for one, row in zip(ready, rows, strict=True)]


STEP = 500
"""Rows between two words about how far it has come."""


def _follow_up(ask: Ask, draft: FollowUpDraft) -> FollowUpRow:
    own = draft.state == "open" and draft.owner == ask.actor.organisation
    state = "confirmed" if own else draft.state
    return FollowUpRow(
        owner=draft.owner,
        county=draft.county,
        text=draft.text,
        due=draft.due,
        state=state,
        accepted=state in ("confirmed", "done"),
        created_on=ask.today,
        dated_on=ask.today,
        done_on=(draft.done or ask.today) if state in CLOSED else None,
    )


def _measures(ask: Ask, ready: Iterable[Ready], county: str, progress: Progress | None) -> list[Made]:
    ready = list(ready)
    drafts = [one.draft for one in ready if isinstance(one.draft, MeasureDraft)]
    made: list[Made] = []
    agreement = agreement_of(ask.session, county)
    if agreement is None:
        agreement = _draft_agreement(ask, county, drafts)
        made.append(Made(0, "agreement", agreement.id or 0, agreement.edits))
    else:
        agreement.edits += 1
    goals, new = _goals(ask, agreement.id or 0, drafts)
    made += [Made(0, "goal", goal.id or 0, 0) for goal in new]
    for start in range(0, len(drafts), STEP):
        rows = [_measure(ask, one, agreement.id or 0, goals[one.goal[0]]) for one in drafts[start : start + STEP]]
        ask.session.add_all(rows)
        ask.session.flush()
        for one, draft, row in zip(ready[start : start + STEP], drafts[start : start + STEP], rows, strict=True):
            made.append(Made(one.number, "measure", row.id or 0, row.version))
            _beside(ask, draft, row)
        ask.session.flush()
        if progress:
            progress(min(start + STEP, len(drafts)), len(drafts))
    return made


def _draft_agreement(ask: Ask, county: str, drafts: Iterable[MeasureDraft]) -> AgreementRow:
    """A draft with the county and everybody the list names as its parties; all else is for people to write."""
    row = AgreementRow(county=county, created_on=ask.today)
    ask.session.add(row)
    ask.session.flush()
    named = dict.fromkeys(slug for draft in drafts for slug in (draft.owner, *draft.contributors))
    for slug in dict.fromkeys((county, *named)):
        role = "coordinator" if slug == county else "party"
        ask.session.add(AgreementPartyRow(agreement_id=row.id or 0, organisation=slug, role=role))
    ask.session.flush()
    return row


def _goals(ask: Ask, agreement: int, drafts: Iterable[MeasureDraft]) -> tuple[dict[str, int], list[GoalRow]]:
    """Goal number → its id, and the goals that are new."""
    standing = {goal.number: goal for goal in goals_of(ask.session, agreement)}
    new: dict[str, GoalRow] = {}
    for draft in drafts:
        number, title, plan = draft.goal
        if number not in standing and number not in new:
            new[number] = GoalRow(agreement_id=agreement, number=number, title=title, plan_goal=plan)
    ask.session.add_all(new.values())
    ask.session.flush()
    return {number: goal.id or 0 for number, goal in (standing | new).items()}, list(new.values())


def _measure(ask: Ask, draft: MeasureDraft, agreement: int, goal: int) -> MeasureRow:
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
        dated_on=ask.today,
        status=draft.status,
        next_step=draft.next_step,
        indicator=draft.indicator,
        unit=draft.unit,
        baseline=draft.baseline,
        target=draft.target,
        latest=draft.latest,
        closed_on=(draft.done or ask.today) if draft.status in CLOSED else None,
    )


def _beside(ask: Ask, draft: MeasureDraft, row: MeasureRow) -> None:
    """Who contributes, and the first report: what the list says of the measure's status today."""
    for slug in draft.contributors:
        ask.session.add(MeasureContributorRow(measure_id=row.id or 0, organisation=slug))
    ask.session.add(
        MeasureUpdateRow(
            measure_id=row.id or 0,
            day=ask.today,
            at=ask.at,
            account=ask.actor.account,
            organisation=ask.actor.organisation,
            status=draft.status,
            value=draft.latest,
            next_step=draft.next_step,
            note=draft.comment,
        )
    )


def _card(ask: Ask, row: ImportRow, previewed: Preview, made: list[Made]) -> Card:
    plan = previewed.plan
    names = [one.draft.name for one in plan.ready]
    subjects = [one for one in made if one.sheet_row]
    if plan.kind is ListKind.FOLLOW_UPS:
        first, last = f"O-{subjects[0].id}", f"O-{subjects[-1].id}"
    else:
        first, last = names[0].split()[0], names[-1].split()[0]
    past = [one for one in plan.ready if one.draft.due < ask.today and _open(one)]
    body: list[Block] = [
        Text(ask.say("imports.stored-names", n=len(subjects), first=first, last=last)),
        Text(ask.say("imports.nobody-told")),
    ]
    if past and plan.kind is ListKind.FOLLOW_UPS:
        body.append(Text(ask.say("imports.past-told", n=len(past))))
    if plan.unclear:
        numbers = ", ".join(str(one.number) for one in plan.unclear)
        body.append(Text(ask.say("imports.left-out", n=len(plan.unclear), rows=numbers)))
    return Card(
        title=ask.say("imports.stored", n=len(plan.ready), kind=plan.kind.value, file=row.file_name),
        body=tuple(body),
        buttons=(ask.button("undo-import", f"import angre {row.id}"),) if may_undo(ask, row) else (),
        audience=Audience.ASKER,
        language=ask.language,
    )


def _open(one: Ready) -> bool:
    state = one.draft.state if isinstance(one.draft, FollowUpDraft) else one.draft.status
    return state not in CLOSED

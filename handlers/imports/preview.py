"""A list before it is taken over: every row as it was understood, and what is unclear. Nothing is stored."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.agreements.indicators import number_text
from domain.calendar import oslo_date
from domain.errors import UserError
from domain.imports.cells import CellProblem, Remark
from domain.imports.columns import ListKind, find_header
from domain.imports.plan import interpret
from domain.imports.rows import CLOSED, FollowUpDraft, ImportContext, MeasureDraft, Plan, Ready, Skipped, Unclear
from domain.imports.sheet import Sheet
from domain.organisations import Kind, by_name
from domain.permissions import About, Act, decide
from handlers.agreements.common import proposing
from handlers.cards import Block, Card, Facts, Heading, Item, Sign, Text
from handlers.core.context import CommandContext
from handlers.lookup.follow_up_line import may_give
from handlers.texts import has
from storage.agreements.agreements import agreement_of, goals_of, measures_of
from storage.imports.imports import removed_numbers, same_file, standing_follow_ups
from storage.imports.take_over import Progress


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A list and what is to be done with it. kind: None, as its columns say. county: as typed; empty: the speaker's.

    new_agreement: make a draft agreement for measures when the county has none. again: also when the same file has
    been taken over before.
    """

    file_name: str
    sha256: str
    sheet: Sheet
    kind: ListKind | None = None
    county: str = ""
    new_agreement: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """How a list was understood, what it was read against, and the card that says so."""

    plan: Plan
    ground: ImportContext
    card: Card


def preview(context: CommandContext, wanted: ImportRequest, progress: Progress | None = None) -> Preview:
    """Read a list for the one who asks. Raises UserError when it can't be read, or they may not."""
    _, kind = find_header(wanted.sheet.rows, wanted.kind)
    ground = ground_of(context, wanted, kind)
    plan = interpret(wanted.sheet, ground, kind, progress)
    return Preview(plan, ground, _card(context, wanted, plan, ground))


def ground_of(context: CommandContext, wanted: ImportRequest, kind: ListKind) -> ImportContext:
    """What the database holds that the list is read against. Raises UserError when the asker may not take it over."""
    county = _county(context, wanted, kind)
    organisations = tuple(one for one in context.directory.organisations.values() if one.valid_on(context.today))
    ground = ImportContext(context.dates(), organisations, county)
    return _measures_stand(context, ground) if kind is ListKind.MEASURES else _follow_ups_stand(context, ground)


def _measures_stand(context: CommandContext, ground: ImportContext) -> ImportContext:
    """With the goals and measures of the county's agreement, and the numbers that are used up."""
    context.require(Act.EDIT_AGREEMENT, About(county=ground.county))
    agreement = agreement_of(context.session, ground.county)
    number = agreement.id if agreement else 0
    may = frozenset(
        (ground.county, owner.slug) for owner in ground.organisations if may_give(context, ground.county, owner)
    )
    return replace(
        ground,
        may=may,
        goals={goal.number: goal.title for goal in goals_of(context.session, number)},
        measures={row.number: row.title for row in measures_of(context.session, number)},
        removed=removed_numbers(context.session, number),
    )


def _follow_ups_stand(context: CommandContext, ground: ImportContext) -> ImportContext:
    """With the follow-ups there are, and whose the asker may note: (county, owner)."""
    counties = [None, *(one.slug for one in ground.organisations if one.kind is Kind.COUNTY)]
    may = frozenset(
        (county or "", owner.slug)
        for county in counties
        for owner in ground.organisations
        if decide(Act.NEW_FOLLOW_UP, context.actor, About(county=county, owner=owner.slug)).allowed
        and may_give(context, county, owner)
    )
    if not may:
        context.require(Act.NEW_FOLLOW_UP, About(county=ground.county or None))
    return replace(ground, may=may, follow_ups=standing_follow_ups(context.session))


def _county(context: CommandContext, wanted: ImportRequest, kind: ListKind) -> str:
    """Whose list it is: the county named, else the speaker's own; follow-ups of KS and agencies are national."""
    if wanted.county:
        found = by_name(wanted.county, context.directory.of_kind(Kind.COUNTY, context.today))
        if found is None:
            raise UserError("imports.unknown-county", {"typed": wanted.county[:60]})
        return found.slug
    if context.actor.kind is Kind.COUNTY:
        return context.actor.organisation
    if kind is ListKind.MEASURES:
        raise UserError("imports.which-county")
    return ""


def _card(context: CommandContext, wanted: ImportRequest, plan: Plan, ground: ImportContext) -> Card:
    counts = {"ready": len(plan.ready), "unclear": len(plan.unclear), "skipped": len(plan.skipped)}
    body: list[Block] = [
        Text(context.say("imports.counts", **counts), strong=True),
        *(Text(one) for one in warnings(context, wanted, plan, ground)),
        Facts(tuple(_facts(context, wanted, plan, ground))),
    ]
    if plan.unclear:
        body += [Heading(context.say("imports.heading-unclear")), *(_unclear(context, row) for row in plan.unclear)]
    if plan.ready:
        body += [Heading(context.say("imports.heading-ready")), *(_ready(context, row) for row in plan.ready)]
    if plan.skipped:
        body += [Heading(context.say("imports.heading-skipped")), *(_skipped(context, row) for row in plan.skipped)]
    return Card(context.say("imports.preview", file=wanted.file_name), tuple(body), language=context.language)


def warnings(context: CommandContext, wanted: ImportRequest, plan: Plan, ground: ImportContext) -> Iterator[str]:
    """What should be known before anything is stored."""
    if before := same_file(context.session, wanted.sha256):
        yield context.say("imports.same-before", number=before.id, day=oslo_date(before.at))
    if plan.kind is ListKind.MEASURES:
        yield _into_what(context, wanted, ground.county)


def _into_what(context: CommandContext, wanted: ImportRequest, slug: str) -> str:
    """The agreement that the measures come into, or why they can't."""
    agreement, county = agreement_of(context.session, slug), context.short(slug)
    if agreement is None:
        key = "imports.makes-agreement" if wanted.new_agreement else "imports.lacks-agreement"
        return context.say(key, county=county)
    try:
        if proposing(agreement):
            problem, hint = context.say("imports.in-force", county=county), context.say("imports.in-force.hint")
            return f"{problem} {hint}"
    except UserError as error:
        return context.say(error.code, **error.params)
    return context.say("imports.into-draft", county=county)


def _facts(
    context: CommandContext, wanted: ImportRequest, plan: Plan, ground: ImportContext
) -> Iterator[tuple[str, str]]:
    header = plan.header
    used = [letter for letters in header.columns.values() for letter in letters]
    yield context.say("imports.fact-kind"), context.say(f"imports.kind-{plan.kind.value}")
    yield (
        context.say("imports.fact-county"),
        context.short(ground.county) if ground.county else context.say("followups.national"),
    )
    yield context.say("imports.fact-columns"), ", ".join(_column(one, header.headings[one]) for one in sorted(used))
    if header.unused:
        unused = ", ".join(_column(one, text) for one, text in header.unused.items())
        yield context.say("imports.fact-unused"), unused
    if wanted.sheet.others:
        yield context.say("imports.fact-sheet"), wanted.sheet.name
        yield context.say("imports.fact-others"), ", ".join(wanted.sheet.others)


def _column(letter: str, heading: str) -> str:
    return f"{letter} «{heading}»"


def _unclear(context: CommandContext, row: Unclear) -> Item:
    lead = context.say("imports.row", number=row.number, text=row.shown)
    return Item(
        lead, "\n".join(_about_cell(context, one) for one in row.problems), Sign.SOON, context.say("imports.unclear")
    )


def _about_cell(context: CommandContext, remark: CellProblem | Remark) -> str:
    """«C7: «Sivva» er ingen organisasjon her. Mente du Siva?»: cell, what is wrong, what to write instead."""
    said = context.say(remark.code, **remark.params)
    hint = f"{remark.code}.hint"
    if isinstance(remark, CellProblem) and has(context.language, hint):
        said = f"{said} {context.say(hint, **remark.params)}"
    return f"{remark.cell}: {said}"


def _ready(context: CommandContext, row: Ready) -> Item:
    lines = [_drafted(context, row.draft), *(_about_cell(context, one) for one in row.remarks)]
    return Item(context.say("imports.row", number=row.number, text=row.draft.name), "\n".join(lines))


def _drafted(context: CommandContext, draft: FollowUpDraft | MeasureDraft) -> str:
    """The row in one line: owner and deadline, then what else it says."""
    line = context.say("followups.line", owner=context.short(draft.owner), day=draft.due)
    said = _follow_up(context, draft) if isinstance(draft, FollowUpDraft) else _measure(context, draft)
    return " · ".join(part for part in (line, *said) if part)


def _follow_up(context: CommandContext, draft: FollowUpDraft) -> tuple[str, ...]:
    past = draft.state not in CLOSED and draft.due < context.today
    return (context.say(f"followups.state-{draft.state}"), context.say("imports.past") if past else "")


def _measure(context: CommandContext, draft: MeasureDraft) -> tuple[str, ...]:
    helpers = ", ".join(context.short(slug) for slug in draft.contributors)
    latest = "" if draft.latest is None else number_text(draft.latest, context.language)
    return (
        context.say(f"measures.status-{draft.status}"),
        f"{draft.goal[0]} {draft.goal[1]}",
        context.say("imports.with", names=helpers) if helpers else "",
        draft.instrument,
        context.say(f"measures.level-{draft.level}") if draft.level else "",
        _figures(context, draft),
        context.say("imports.latest", value=latest) if latest else "",
        draft.comment,
    )


def _figures(context: CommandContext, draft: MeasureDraft) -> str:
    """«bedrifter i løpet 0 → 25», as far as the row says it."""
    figures = [number_text(one, context.language) for one in (draft.baseline, draft.target) if one is not None]
    return " ".join(one for one in (draft.indicator, " → ".join(figures)) if one)


def _skipped(context: CommandContext, row: Skipped) -> Item:
    return Item(context.say("imports.row", number=row.number, text=row.shown), context.say(row.code, **row.params))

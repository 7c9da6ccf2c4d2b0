"""A list before it is taken over: every row as it was understood, and what is unclear. Nothing is stored."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain.agreements.indicators import number_text
from domain.calendar import oslo_date
from domain.errors import UserError
from domain.imports.cells import Problem, Remark
from domain.imports.columns import Kind as ListKind
from domain.imports.columns import find_header
from domain.imports.plan import interpret
from domain.imports.rows import CLOSED, FollowUpDraft, Ground, MeasureDraft, Plan, Ready, Skipped, Unclear
from domain.imports.sheet import Sheet
from domain.organisations import Kind, by_name
from domain.permissions import About, Act, decide
from handlers.agreements.common import proposing
from handlers.cards import Block, Card, Facts, Heading, Item, Sign, Text
from handlers.core.context import Ask
from handlers.texts import has
from storage.agreements.agreements import agreement_of, goals_of, measures_of
from storage.imports.imports import removed_numbers, same_file, standing_follow_ups

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wanted:
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
    ground: Ground
    card: Card


def preview(ask: Ask, wanted: Wanted, progress: Progress | None = None) -> Preview:
    """Read a list for the one who asks. Raises UserError when it can't be read, or they may not."""
    _, kind = find_header(wanted.sheet.rows, wanted.kind)
    ground = ground_of(ask, wanted, kind)
    plan = interpret(wanted.sheet, ground, kind, progress)
    return Preview(plan, ground, _card(ask, wanted, plan, ground))


def ground_of(ask: Ask, wanted: Wanted, kind: ListKind) -> Ground:
    """What the database holds that the list is read against. Raises UserError when the asker may not take it over."""
    county = _county(ask, wanted, kind)
    organisations = tuple(one for one in ask.directory.organisations.values() if one.valid_on(ask.today))
    if kind is ListKind.MEASURES:
        ask.require(Act.EDIT_AGREEMENT, About(county=county))
        agreement = agreement_of(ask.session, county)
        number = (agreement.id or 0) if agreement else 0
        goals = {goal.number: goal.title for goal in goals_of(ask.session, number)}
        measures = {row.number: row.title for row in measures_of(ask.session, number)}
        removed = removed_numbers(ask.session, number)
        return Ground(ask.dates(), organisations, county, goals=goals, measures=measures, removed=removed)
    counties = [None, *(one.slug for one in organisations if one.kind is Kind.COUNTY)]
    may = frozenset(
        (one or "", owner.slug)
        for one in counties
        for owner in organisations
        if decide(Act.NEW_FOLLOW_UP, ask.actor, About(county=one, owner=owner.slug)).allowed
    )
    if not may:
        ask.require(Act.NEW_FOLLOW_UP, About(county=county or None))
    return Ground(ask.dates(), organisations, county, may=may, follow_ups=standing_follow_ups(ask.session))


def _county(ask: Ask, wanted: Wanted, kind: ListKind) -> str:
    """Whose list it is: the county named, else the speaker's own; follow-ups of KS and agencies are national."""
    if wanted.county:
        found = by_name(wanted.county, ask.directory.of_kind(Kind.COUNTY, ask.today))
        if found is None:
            raise UserError("imports.unknown-county", {"typed": wanted.county[:60]})
        return found.slug
    if ask.actor.kind is Kind.COUNTY:
        return ask.actor.organisation
    if kind is ListKind.MEASURES:
        raise UserError("imports.which-county")
    return ""


def _card(ask: Ask, wanted: Wanted, plan: Plan, ground: Ground) -> Card:
    counts = {"ready": len(plan.ready), "unclear": len(plan.unclear), "skipped": len(plan.skipped)}
    body: list[Block] = [
        Text(ask.say("imports.counts", **counts), strong=True),
        *(Text(one) for one in warnings(ask, wanted, plan, ground)),
        Facts(tuple(_facts(ask, wanted, plan, ground))),
    ]
    if plan.unclear:
        body += [Heading(ask.say("imports.heading-unclear")), *(_unclear(ask, row) for row in plan.unclear)]
    if plan.ready:
        body += [Heading(ask.say("imports.heading-ready")), *(_ready(ask, row) for row in plan.ready)]
    if plan.skipped:
        body += [Heading(ask.say("imports.heading-skipped")), *(_skipped(ask, row) for row in plan.skipped)]
    return Card(ask.say("imports.preview", file=wanted.file_name), tuple(body), language=ask.language)


def warnings(ask: Ask, wanted: Wanted, plan: Plan, ground: Ground) -> Iterator[str]:
    """What should be known before anything is stored."""
    if before := same_file(ask.session, wanted.sha256):
        yield ask.say("imports.same-before", number=before.id, day=oslo_date(before.at))
    if plan.kind is ListKind.MEASURES:
        yield _into_what(ask, wanted, ground.county)


def _into_what(ask: Ask, wanted: Wanted, slug: str) -> str:
    """The agreement that the measures come into, or why they can't."""
    agreement, county = agreement_of(ask.session, slug), ask.short(slug)
    if agreement is None:
        key = "imports.makes-agreement" if wanted.new_agreement else "imports.lacks-agreement"
        return ask.say(key, county=county)
    try:
        if proposing(agreement):
            return f"{ask.say('imports.in-force', county=county)} {ask.say('imports.in-force.hint', county=county)}"
    except UserError as error:
        return ask.say(error.code, **error.params)
    return ask.say("imports.into-draft", county=county)


def _facts(ask: Ask, wanted: Wanted, plan: Plan, ground: Ground) -> Iterator[tuple[str, str]]:
    header = plan.header
    used = [letter for letters in header.columns.values() for letter in letters]
    yield ask.say("imports.fact-kind"), ask.say(f"imports.kind-{plan.kind.value}")
    yield ask.say("imports.fact-county"), ask.short(ground.county) if ground.county else ask.say("followups.national")
    yield ask.say("imports.fact-columns"), ", ".join(_column(one, header.headings[one]) for one in sorted(used))
    if header.unused:
        unused = ", ".join(_column(one, text) for one, text in header.unused.items())
        yield ask.say("imports.fact-unused"), unused
    if wanted.sheet.others:
        yield ask.say("imports.fact-sheet"), wanted.sheet.name
        yield ask.say("imports.fact-others"), ", ".join(wanted.sheet.others)


def _column(letter: str, heading: str) -> str:
    return f"{letter} «{heading}»"


def _unclear(ask: Ask, row: Unclear) -> Item:
    lead = ask.say("imports.row", number=row.number, text=row.shown)
    return Item(lead, "\n".join(_about_cell(ask, one) for one in row.problems), Sign.SOON, ask.say("imports.unclear"))


def _about_cell(ask: Ask, one: Problem | Remark) -> str:
    """«C7: «Sivva» er ingen organisasjon her. Mente du Siva?»: cell, what is wrong, what to write instead."""
    said = ask.say(one.code, **one.params)
    hint = f"{one.code}.hint"
    if isinstance(one, Problem) and has(ask.language, hint):
        said = f"{said} {ask.say(hint, **one.params)}"
    return f"{one.cell}: {said}"


def _ready(ask: Ask, row: Ready) -> Item:
    lines = [_drafted(ask, row.draft), *(_about_cell(ask, one) for one in row.remarks)]
    return Item(ask.say("imports.row", number=row.number, text=row.draft.name), "\n".join(lines))


def _drafted(ask: Ask, draft: FollowUpDraft | MeasureDraft) -> str:
    line = ask.say("followups.line", owner=ask.short(draft.owner), day=draft.due)
    if isinstance(draft, FollowUpDraft):
        parts = [line, ask.say(f"followups.state-{draft.state}")]
        if draft.state not in CLOSED and draft.due < ask.today:
            parts.append(ask.say("imports.past"))
        return " · ".join(parts)
    goal = f"{draft.goal[0]} {draft.goal[1]}"
    helpers = ", ".join(ask.short(slug) for slug in draft.contributors)
    figures = " → ".join(number_text(one, ask.language) for one in (draft.baseline, draft.target) if one is not None)
    latest = "" if draft.latest is None else number_text(draft.latest, ask.language)
    parts = [
        line,
        ask.say(f"measures.status-{draft.status}"),
        goal,
        ask.say("imports.with", names=helpers) if helpers else "",
        draft.instrument,
        ask.say(f"measures.level-{draft.level}") if draft.level else "",
        " ".join(one for one in (draft.indicator, figures) if one),
        ask.say("imports.latest", value=latest) if latest else "",
        draft.comment,
    ]
    return " · ".join(part for part in parts if part)


def _skipped(ask: Ask, row: Skipped) -> Item:
    return Item(ask.say("imports.row", number=row.number, text=row.shown), ask.say(row.code, **row.params))

"""`tiltak`: one measure with its history, and the reports on it."""

from collections.abc import Sequence

from domain.agreements.agreements import AGREED, OFF_TRACK, RUNNING, Status, plan_goal_of
from domain.agreements.indicators import number_text, read_number
from domain.agreements.measure_reports import Report, read_report
from domain.errors import UserError, in_field
from domain.lengths import check
from domain.organisations import Kind, fold
from domain.permissions import Act
from handlers.agreements.card import helpers, measure_item
from handlers.agreements.measure_item import measure_buttons
from handlers.cards import Audience, Block, Card, Facts, Field, FieldKind, Form, Heading, Note, Text
from handlers.core.agreement_wording import change_text, figures_text, measure_state, origin_text
from handlers.core.context import CommandContext
from handlers.core.wording import capital, echo, measure_name
from handlers.lookup.agreements import AgreementReference, check_fresh, measure_from, readable_agreements
from handlers.lookup.names import nothing_more
from handlers.texts import day_text
from handlers.views.view import view_of
from storage.agreements.agreements import (
    NamedMeasure,
    contributors_of,
    goal_above,
    goals_of,
    measures_of,
    proposed,
    updates_of,
)
from storage.agreements.changes import changes_of_measure, keep_report, no_next_step
from storage.duties.reminder_counts import reminded
from storage.tables import AgreementRow, GoalRow, MeasureRow, MeasureUpdateRow

_REPORT = "tiltak oppdater"
_TOLD = {Status.POSTPONED: "measure-postponed", Status.CANCELLED: "measure-cancelled"}
"""Messages of their own: these an owner can report, but the parties have agreed on something else."""


def delegates_to(words: str) -> str:
    """«T1.2 status i gang» and the button's «T1.2 v3» are reports; «T1.2» alone, or with «vis», shows it."""
    tokens = words.split()
    numbered = [place for place, token in enumerate(tokens[:6]) if _looks_like_number(token)]
    said = tokens[numbered[0] + 1 :] if numbered else []
    return _REPORT if said and not _shown(" ".join(said)) else ""


def _shown(said: str) -> bool:
    """«tiltak T1.2 vis» asks for the measure, as «tiltak vis T1.2» does."""
    return fold(said) in ("vis", "show")


def _looks_like_number(token: str) -> bool:
    head, dot, tail = token.rstrip(":,").partition(".")
    return bool(dot) and head.removeprefix("t").removeprefix("T").isdigit() and tail.isdigit()


def show_measure(context: CommandContext) -> Card:
    """One measure: «tiltak T1.2», «tiltak Midtvik T1.2»; without a number those of the asker's organisation.

    Raises UserError when KS gives none.
    """
    if not context.words:
        return _list(context)
    meant = measure_from(context, context.words)
    nothing_more("" if _shown(meant.rest) else meant.rest)
    return measure_card(context, meant)


def _named(meant: AgreementReference) -> NamedMeasure:
    return NamedMeasure(meant.row, meant.agreement.county, meant.agreement.state in RUNNING)


def measure_card(context: CommandContext, meant: AgreementReference, title: str = "", said: Sequence[str] = ()) -> Card:
    """The measure as it stands, with every report on it. `title`, `said`: what has just been done."""
    row, named = meant.row, _named(meant)
    sign, word = measure_state(context.language, row, context.today)
    goal = goal_above(context.session, row)
    helping = contributors_of(context.session, [row.id]).get(row.id, [])
    facts = [
        ("state", f"{sign} {word}"),
        ("owner", context.organisation(row.owner).name),
        ("with", helpers(context, row, helping)),
        ("due", capital(echo(context.language, row.due, context.today))),
        ("figures", figures_text(context.language, row)),
        ("next", row.next_step),
        ("instrument", row.instrument or context.say("measures.no-instrument")),
        ("level", context.say(f"measures.level-{row.level}") if row.level else ""),
        ("goal", f"{goal.number} {goal.title}"),
        ("origin", _origin(context, row, goal)),
        ("description", row.description),
    ]
    body: list[Block] = [Text("\n".join(said))] if said else []
    body.append(Facts(tuple((context.say(f"measures.fact-{name}"), value) for name, value in facts if value)))
    body += _proposals(context, meant)
    body += _history(context, row)
    body.append(Note(context.say("common.clause", clause="§ 3.1")))
    show = f"tiltak {named.county} {row.number}"
    buttons = [button for button in measure_buttons(view_of(context), named) if button.line != show]
    return Card(
        title=title or measure_name(named, context.directory, context.actor.organisation),
        body=tuple(body),
        buttons=(*buttons, context.button("agreement", f"avtale {named.county}")),
        audience=Audience.ROOM if title else Audience.ASKER,
        language=context.language,
    )


def _origin(context: CommandContext, row: MeasureRow, goal: GoalRow) -> str:
    text = origin_text(context.language, row.origin, goal.plan_goal)
    if row.origin == AGREED:
        return context.say("measures.without-plan-goal", origin=text)
    return text if plan_goal_of(row.origin, goal.plan_goal) else capital(text)


def _proposals(context: CommandContext, meant: AgreementReference) -> list[Block]:
    changes = [one for one in proposed(context.session, meant.agreement) if one.number == meant.row.number]
    if not changes:
        return []
    version = meant.agreement.version + 1
    lines = [change_text(context.language, one, context.directory) for one in changes]
    return [Heading(context.say("agreements.proposed", version=version)), Text("\n".join(lines))]


def _history(context: CommandContext, row: MeasureRow) -> list[Block]:
    reports = updates_of(context.session, row.id)
    lines = [_report_line(context, row, one) for one in reversed(reports)]
    count, last = reminded(context.session, "measure", row.id)
    if count and last and row.closed_on is None:
        lines.append(context.say("followups.reminded", n=count, day=last))
    lines += [
        context.say(
            "measures.agreed-change", version=one.version, change=change_text(context.language, one, context.directory)
        )
        for one in reversed(changes_of_measure(context.session, row))
    ]
    return [Heading(context.say("measures.history")), Text("\n".join(lines or [context.say("measures.no-reports")]))]


def _report_line(context: CommandContext, row: MeasureRow, update: MeasureUpdateRow) -> str:
    """«12.11.2026 Siva: forsinket · 0 av 1 søknad levert · neste: skisse · «venter på tall»»."""
    parts = []
    if update.status:
        parts.append(context.say(f"measures.status-{update.status}"))
    if update.value is not None:
        parts.append(_value_text(context, row, update))
    if update.next_step:
        parts.append(context.say("measures.next-short", text=update.next_step))
    if update.note:
        parts.append(context.say("measures.note-short", text=update.note))
    if not parts:  # all that was done was to empty it
        parts.append(context.say("measures.next-emptied"))
    day = day_text(update.day, context.language, "short")
    return f"{day} {context.short(update.organisation)}: {' · '.join(parts)}"


def _value_text(context: CommandContext, row: MeasureRow, update: MeasureUpdateRow) -> str:
    new = number_text(update.value or 0.0, context.language)
    if update.old_value is None or update.old_value == update.value:
        return f"{new} {row.indicator}"
    return f"{number_text(update.old_value, context.language)} → {new} {row.indicator}"


def _list(context: CommandContext) -> Card:
    """The measures the asker's organisation owns, or all of its county's agreement."""
    own = context.actor.organisation
    if context.actor.kind is Kind.KS:
        raise UserError("measures.which")
    items = []
    for agreement in readable_agreements(context):
        measures = measures_of(context.session, agreement.id)
        mine = [row for row in measures if own in (row.owner, agreement.county)]
        goals = {goal.id: goal for goal in goals_of(context.session, agreement.id)}
        helping = contributors_of(context.session, [row.id for row in mine])
        county = "" if own == agreement.county else context.short(agreement.county)
        items += [
            measure_item(context, agreement, row, goals.get(row.goal_id), helping.get(row.id, []), county=county)
            for row in mine
        ]
    return Card(
        title=context.say("measures.list-title", n=len(items)),
        body=tuple(items),
        buttons=(context.button("agreement", "avtale"),),
        language=context.language,
    )


# -- reports ----------------------------------------------------------------------------------------------------------


def report(context: CommandContext) -> Card:
    """Report on a measure: «tiltak T1.2 status i gang 11 av 25, neste: søknad i januar», or a form.

    Raises UserError: the agreement isn't running, nothing new, a text too long, another target than agreed, a value
    without an indicator.
    """
    meant = measure_from(context, context.words)
    context.require(Act.REPORT_MEASURE, meant.about)
    _running(context, meant.agreement)
    check_fresh(context, meant)
    if context.fields:
        said = _from_form(context, meant.row)
    elif not meant.rest:
        return _form(context, meant)
    else:
        said = read_report(meant.rest, meant.row.indicator)
    _check_figures(context, meant.row, said)
    before = meant.row.status
    keep_report(context.unit, meant.row, context.actor.organisation, said)
    if context.fields.get("next_step") == "":
        no_next_step(meant.row)
    _tell(context, meant, before)
    row = meant.row
    lines = []
    if said.value is not None and row.target is not None and row.latest == row.target and row.closed_on is None:
        lines.append(context.say("measures.target-reached", number=row.number))
    if row.closed_on is not None:
        lines.append(context.say("followups.reminders-stop"))
    if said.status is Status.POSTPONED:
        lines.append(context.say("measures.deadline-stands", number=row.number, day=row.due))
    name = measure_name(_named(meant), context.directory, context.actor.organisation)
    return measure_card(context, meant, context.say("measures.reported", name=name), lines)


def _running(context: CommandContext, agreement: AgreementRow) -> None:
    if agreement.state not in RUNNING:
        raise UserError("measures.not-running", {"county": context.short(agreement.county)})


def _check_figures(context: CommandContext, row: MeasureRow, said: Report) -> None:
    """Figures belong to the measure's indicator, and its target is the agreement's to change. Raises UserError."""
    if said.value is not None and not row.indicator:
        raise UserError("measures.without-indicator", {"number": row.number}, field_name="value")
    if said.target is not None and said.target != row.target:
        target = number_text(row.target, context.language) if row.target is not None else "–"
        typed = number_text(said.target, context.language)
        raise UserError(
            "measures.other-target", {"number": row.number, "target": target, "typed": typed}, field_name="value"
        )


def _tell(context: CommandContext, meant: AgreementReference, before: Status) -> None:
    """The county hears of a delay, a postponement and a cancellation, and of what comes of them.

    An owner hears what the county has registered.
    """
    own, facts = context.actor.organisation, {"measure": str(meant.row.id), "from": context.actor.organisation}
    now = meant.row.status
    if own != meant.agreement.county and (now in OFF_TRACK or before in OFF_TRACK):
        kind = _TOLD.get(now, "measure-delayed") if now is not before else "measure-delayed"
        context.unit.send(kind, meant.agreement.county, facts)
    if own != meant.row.owner:
        context.unit.send("measure-reported", meant.row.owner, facts)


def _from_form(context: CommandContext, row: MeasureRow) -> Report:
    """The form's fields; what is as it was has not been reported."""
    fields = context.fields
    with in_field("value"):
        value = read_number(fields["value"]) if fields.get("value") else None
    for name in ("next_step", "note"):
        check(f"measure_update:{name}", fields.get(name, ""), name)
    next_step = fields.get("next_step", row.next_step)
    said = Report(
        status=_new_status(fields.get("status", ""), row),
        value=value if value != row.latest else None,
        next_step=next_step if next_step != row.next_step else "",
        note=fields.get("note", ""),
    )
    emptied = row.next_step and not next_step
    if said.empty and not emptied:
        raise UserError("measures.nothing-new", field_name="status")
    return said


def _new_status(typed: str, row: MeasureRow) -> Status | None:
    """The status that was chosen; None where none was, or the one it has. Raises UserError for what is no status."""
    known = {one.value: one for one in Status}
    if typed and typed not in known:
        raise UserError("measures.unknown-status", {"typed": typed[:40]}, field_name="status")
    return known[typed] if typed and typed != row.status else None


def _form(context: CommandContext, meant: AgreementReference) -> Card:
    row = meant.row
    title = context.say("measures.form-title", number=row.number)
    statuses = tuple((one.value, capital(context.say(f"measures.status-{one.value}"))) for one in Status)
    fields = [Field("status", context.say("measures.fact-state"), FieldKind.CHOICE, row.status, statuses)]
    if row.indicator:
        latest = number_text(row.latest, context.language) if row.latest is not None else ""
        hint = figures_text(context.language, row)
        fields.append(Field("value", capital(row.indicator), value=latest, required=False, hint=hint, limit="number"))
    fields += [
        Field(
            "next_step",
            context.say("measures.fact-next"),
            FieldKind.TEXT,
            row.next_step,
            required=False,
            limit="measure_update:next_step",
        ),
        Field("note", context.say("measures.form-note"), FieldKind.TEXT, required=False, limit="measure_update:note"),
    ]
    line = f"{_REPORT} {meant.agreement.county} {row.number} v{row.version}"
    intro = measure_name(_named(meant), context.directory, context.actor.organisation)
    form = Form(line, title, tuple(fields), context.say("meetings.form-submit"), intro=intro)
    return Card(title=title, form=form, language=context.language)

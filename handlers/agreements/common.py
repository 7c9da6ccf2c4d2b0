"""What adding to an agreement, changing it and taking out of it share."""

from collections.abc import Iterable, Mapping
from datetime import date

from domain.agreements.agreements import CHANGED_BY_PROPOSAL, AgreementState
from domain.dates.context import day_notes
from domain.errors import UserError
from handlers.cards import Audience, Block, Card, Note, Text
from handlers.core.context import CommandContext
from handlers.lookup.follow_up_line import may_give
from storage.agreements.states import count_edit
from storage.tables import AgreementRow

_GOAL_FIELDS = ("title", "plan_goal", "focus_area")
_MEASURE_FIELDS = ("title", "owner", "contributors", "instrument", "level", "due", "indicator", "origin")
_AGREEMENT_FIELDS = (
    "title", "starts", "ends", "parties", "purpose", "basis", "routines", "reporting", "revision", "termination",
)  # fmt: skip
FIELDS: Mapping[str, tuple[str, ...]] = {
    "agreement": _AGREEMENT_FIELDS,
    "goal": _GOAL_FIELDS,
    "measure": (*_MEASURE_FIELDS, "starts", "description"),
}
NEEDED: Mapping[str, tuple[str, ...]] = {"goal": ("title",), "measure": ("title", "owner", "due"), "agreement": ()}
"""Fields that can't be empty."""


def proposing(row: AgreementRow) -> bool:
    """Whether a change is proposed (True) or made at once. Raises UserError where the text lies with the parties."""
    state = row.state
    if state in CHANGED_BY_PROPOSAL:
        return True
    if state is not AgreementState.DRAFT:
        raise UserError("agreements.settled", {"state": state.value})
    return False


def done(context: CommandContext, row: AgreementRow, title: str, lines: Iterable[str] = ()) -> Card:
    """What was done, and no more: the whole agreement is a button away."""
    count_edit(row)
    body: list[Block] = [Text(text)] if (text := "\n".join(lines)) else []
    if row.state in CHANGED_BY_PROPOSAL:
        body.append(Note(context.say("agreements.proposed-until", version=row.version + 1)))
    return Card(
        title=title,
        body=tuple(body),
        buttons=(
            context.button("agreement", f"avtale {row.county}"),
            context.button("new-goal", f"avtale mål {row.county}"),
            context.button("new-measure", f"avtale tiltak {row.county}"),
        ),
        audience=Audience.ROOM,
        language=context.language,
    )


def missing(name: str, number: str) -> UserError:
    """What can't be left out has been."""
    if name == "title":
        return UserError("agreements.missing-title", {"number": number}, field_name=name)
    if name == "owner":
        return UserError("agreements.missing-owner", {"number": number}, field_name=name)
    return UserError("agreements.missing-due", {"number": number}, field_name=name)


def check_owner(context: CommandContext, row: AgreementRow, values: Mapping[str, str]) -> None:
    """A measure's owner, where one is named: another county takes part, but isn't given work. Raises UserError."""
    owner = values.get("owner", "")
    if owner and not may_give(context, row.county, context.organisation(owner)):
        raise UserError("agreements.other-county", {"owner": context.short(owner)}, field_name="owner")


def proposed_title(context: CommandContext, row: AgreementRow) -> str:
    """The title of a reply that shows the next version, still a proposal."""
    return context.say("agreements.proposed", version=row.version + 1)


def note_reason(context: CommandContext, number: str, reason: str) -> None:
    """A reason given for a change of a draft stands in the audit log; only proposals show theirs."""
    if reason:
        context.unit.record("reason", number=number, reason=reason)


def day_said(context: CommandContext, values: Mapping[str, str]) -> list[str]:
    """A deadline on a day off stays as typed, and is said aloud."""
    due = values.get("due")
    return context.date_notes(day_notes(date.fromisoformat(due), context.dates())) if due else []

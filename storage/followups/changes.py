"""What becomes of a follow-up: it is finished, taken on, moved, handed over, lapses. Rows are changed here alone.

`version` counts what makes a button or a form that was drawn before say so instead of acting.
"""

from datetime import date

from domain.followups import FollowUpState
from storage.tables import FollowUpDateRow, FollowUpRow
from storage.unit_of_work.unit import UnitOfWork


def finish(unit: UnitOfWork, row: FollowUpRow) -> None:
    """It is done today; whoever has done it, has taken it on."""
    row.state, row.done_on, row.accepted = FollowUpState.DONE, unit.today, True
    row.version += 1


def lapse(unit: UnitOfWork, row: FollowUpRow) -> None:
    """Nobody is to do it any more. It is closed, and stays."""
    row.state, row.done_on = FollowUpState.LAPSED, unit.today
    row.version += 1


def take_on(row: FollowUpRow) -> None:
    """Its owner will do it."""
    row.accepted = True
    if row.state in (FollowUpState.OPEN, FollowUpState.WAITING):
        row.state = FollowUpState.CONFIRMED


def wait_for_help(row: FollowUpRow) -> None:
    """Its owner can't go on alone; whoever it came from is to see to it."""
    row.state = FollowUpState.WAITING


def refuse(row: FollowUpRow) -> None:
    """Its owner says that it is somebody else's; whoever it came from is to see to it."""
    row.state, row.accepted = FollowUpState.WAITING, False


def postpone(unit: UnitOfWork, row: FollowUpRow, due: date, reason: str) -> None:
    """Its owner moves it. An earlier date puts nothing off."""
    if due > row.due:
        row.state = FollowUpState.POSTPONED
    move_due(unit, row, due, reason)
    row.version += 1


def move_due(unit: UnitOfWork, row: FollowUpRow, due: date, reason: str) -> None:
    """Give it another date; the old one, the reason and who did it stay in its history."""
    unit.session.add(
        FollowUpDateRow(
            follow_up_id=row.id, old_due=row.due, new_due=due, reason=reason, at=unit.at, account=unit.by.account
        )
    )
    row.due, row.dated_on = due, unit.today


def hand_over(row: FollowUpRow, owner: str) -> None:
    """Another organisation is to do it, and is asked anew whether it will."""
    row.owner, row.accepted, row.state = owner, False, FollowUpState.OPEN


def reword(row: FollowUpRow, text: str) -> None:
    """What is to be done, said in other words."""
    row.text = text


def count_change(row: FollowUpRow) -> None:
    """One command has changed it, in however many fields."""
    row.version += 1

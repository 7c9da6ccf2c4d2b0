"""How far an agreement has come, as kept."""

from datetime import date

from domain.agreements.agreements import AgreementState
from storage.agreements.agreements import parties_of
from storage.agreements.locked import lock_version
from storage.tables import AgreementRow
from storage.unit_of_work.unit import UnitOfWork


def count_edit(agreement: AgreementRow) -> None:
    """Something of an agreement has been changed: a button or a form that was drawn before says so."""
    agreement.edits += 1


def register_state(unit: UnitOfWork, agreement: AgreementRow, then: AgreementState, day: date) -> None:
    """It is in this state from a day on. A signature is every party's."""
    agreement.state = then
    count_edit(agreement)
    if then is AgreementState.SIGNED:
        agreement.signed_on = day
        for party in parties_of(unit.session, agreement.id):
            party.signed_on = day
        lock_version(unit, agreement, signed=True)


def set_in_force(agreement: AgreementRow, day: date) -> None:
    """Its present version holds from this day on."""
    agreement.in_force_on = day

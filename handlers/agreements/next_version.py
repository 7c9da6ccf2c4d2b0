"""The next version of an agreement: opened when the minutes answer that changes are needed (§ 2.2)."""

from domain.agreements.agreements import RUNNING
from storage.agreements.agreements import agreement_of, proposed
from storage.agreements.changes import NEED, open_revision, propose
from storage.agreements.states import count_edit
from storage.tables import AgreementRow
from storage.unit_of_work.unit import UnitOfWork


def open_next_version(unit: UnitOfWork, county: str, text: str, decision_id: int | None = None) -> AgreementRow | None:
    """Put a county's agreement in force under revision, and note the need for change that was stated.

    Safe to repeat: a need that is noted already is not noted again. A draft needs no next version: it is changed as it
    is. Returns the agreement, None when the county has none.
    """
    agreement = agreement_of(unit.session, county)
    if agreement is None or agreement.state not in RUNNING:
        return agreement
    if open_revision(agreement):
        count_edit(agreement)
    need = text.strip()
    known = [one for one in proposed(unit.session, agreement) if one.field == NEED]
    if need and not any((one.new, one.decision_id) == (need, decision_id) for one in known):
        propose(unit, agreement, "agreement", "", NEED, new=need, decision_id=decision_id)
    return agreement

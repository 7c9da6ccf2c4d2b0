"""The reference organisations («Formål») in the database: KS, 14 county authorities and Oslo, three agencies."""

from collections.abc import Sequence
from datetime import datetime

from domain.accounts import CONSOLE, Address
from domain.organisations import REFERENCE, Organisation
from storage.tables import OrganisationRow, RoomRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import UnitOfWork, system

_PUBLIC = ("kind", "short", "name", "number", "orgnr", "leader_title", "valid_from", "valid_to", "position")
"""Facts that follow a new version of the program; the language is the organisation's own choice and stays."""


def load_reference(store: Store, at: datetime) -> int:
    """Put the reference organisations in the database, new ones with a console room; how many were new or changed.

    Safe to repeat; writes nothing when there is nothing to change.
    """
    with store.read(at) as snapshot:
        known = {slug: _shown(one) for slug, one in snapshot.directory.organisations.items()}
    wanted = [(position, one) for position, one in enumerate(REFERENCE) if known.get(one.slug) != _shown(one)]
    if not wanted:
        return 0
    with store.begin(system("organisasjoner"), at) as unit:
        for position, one in wanted:
            register(unit, one, position)
    return len(wanted)


def register(unit: UnitOfWork, organisation: Organisation, position: int) -> None:
    """Put an organisation in the registry with its console room, or bring its public facts up to date.

    One that is known already has the rooms it has chosen: a console room that was set free stays free.
    """
    row = unit.session.get(OrganisationRow, organisation.slug)
    new = as_row(organisation, position)
    if row is None:
        unit.session.add(new)
    else:
        for name in (*_PUBLIC, "aliases"):
            if getattr(row, name) != getattr(new, name):
                setattr(row, name, getattr(new, name))
    unit.session.flush()
    if row is None and unit.directory.room(Address(CONSOLE, "", organisation.slug)) is None:
        unit.session.add(
            RoomRow(
                platform=CONSOLE,
                workspace="",
                channel=organisation.slug,
                organisation=organisation.slug,
                bound_at=unit.at,
            )
        )


def as_row(organisation: Organisation, position: int) -> OrganisationRow:
    """The organisation as a row of the registry."""
    return OrganisationRow(
        slug=organisation.slug,
        kind=organisation.kind,
        short=organisation.short,
        name=organisation.name,
        language=organisation.language,
        number=organisation.number,
        orgnr=organisation.orgnr,
        leader_title=organisation.leader_title,
        valid_from=organisation.valid_from,
        valid_to=organisation.valid_to,
        fictional=organisation.fictional,
        aliases=list(organisation.aliases),
        position=position,
    )


def _shown(organisation: Organisation) -> Sequence[object]:
    names = [name for name in _PUBLIC if name != "position"]
    return [*(getattr(organisation, name) for name in names), organisation.aliases]

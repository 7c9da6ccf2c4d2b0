"""The reference organisations: all of them, once, and what an installation has chosen stays."""

from datetime import UTC, datetime

from sqlmodel import select

from domain.organisations import REFERENCE
from storage.duties import system
from storage.reference import load_reference
from storage.store import Store
from storage.tables import AuditRow, OrganisationRow

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_every_organisation_and_its_console_room_once(store: Store) -> None:
    assert load_reference(store, AT) == len(REFERENCE)
    with store.read(AT) as snapshot:
        assert tuple(snapshot.directory.organisations.values()) == REFERENCE
        assert {room.channel for room in snapshot.directory.rooms} == {one.slug for one in REFERENCE}
        assert {room.organisation for room in snapshot.directory.rooms_of("agder", {"console"})} == {"agder"}
        entries = len(snapshot.session.exec(select(AuditRow)).all())
    assert load_reference(store, AT) == 0
    with store.read(AT) as snapshot:
        assert len(snapshot.session.exec(select(AuditRow)).all()) == entries


def test_a_new_version_brings_public_facts_up_to_date_but_not_the_language(sqlite_store: Store) -> None:
    load_reference(sqlite_store, AT)
    with sqlite_store.begin(system("test"), AT) as unit:
        row = unit.session.get(OrganisationRow, "agder")
        assert row is not None
        row.name, row.language = "Agder", "nn"
    assert load_reference(sqlite_store, AT) == 1
    with sqlite_store.read(AT) as snapshot:
        agder = snapshot.directory.organisations["agder"]
    assert (agder.name, agder.language) == ("Agder fylkeskommune", "nn")

"""The reference organisations: all of them, once, and what an installation has chosen stays."""

from datetime import UTC, datetime

from sqlmodel import select

from domain.organisations import REFERENCE
from storage.people.recipients import address_of
from storage.setup.reference import load_reference
from storage.tables import AuditRow, OrganisationRow, RoomRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system

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


def test_a_console_room_that_was_set_free_stays_free(store: Store) -> None:
    load_reference(store, AT)
    with store.begin(system("test"), AT) as unit:
        unit.session.delete(unit.session.exec(select(RoomRow).where(RoomRow.channel == "siva")).one())
        unit.session.get_one(OrganisationRow, "siva").name = "Siva"
    assert load_reference(store, AT) == 1  # its public facts follow, its room doesn't come back
    with store.read(AT) as snapshot:
        assert snapshot.directory.rooms_of("siva", {"console"}) == []
        assert address_of(snapshot.directory, "siva", AT.date(), frozenset({"console"})) is None
        agder = address_of(snapshot.directory, "agder", AT.date(), frozenset({"console"}))
    assert str(agder) == "console:agder"


def test_an_organisation_of_a_new_version_comes_with_its_room(sqlite_store: Store) -> None:
    load_reference(sqlite_store, AT)
    with sqlite_store.begin(system("test"), AT) as unit:
        for kind, column in ((RoomRow, "organisation"), (OrganisationRow, "slug")):
            unit.session.delete(unit.session.exec(select(kind).where(getattr(kind, column) == "siva")).one())
            unit.session.flush()
    assert load_reference(sqlite_store, AT) == 1
    with sqlite_store.read(AT) as snapshot:
        assert [room.channel for room in snapshot.directory.rooms_of("siva", {"console"})] == ["siva"]

"""The composition root: an installation from nothing, and one sentence for whatever was not foreseen."""

import json
import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot import log
from bot.app import App, build, newest_revision, open_store, schema_revision
from bot.clock import FixedClock
from bot.settings import Settings
from bot.terminal.console import room_of, speaker
from domain.accounts import Account, Address
from domain.organisations import Role
from handlers import commands
from handlers.cards import Reply
from handlers.core.invocation import Invocation
from storage.migrate import at_head
from storage.setup.demo import demo_clock
from storage.tables import AccountRow, PersonRow, RoleRow, RoomRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Origin, Rules

AT = demo_clock()


@pytest.fixture
def app(store: Store) -> App:
    """A migrated database, nothing in it yet."""
    settings = Settings(_env_file=None)  # type: ignore[call-arg] # pydantic-settings' own argument
    return build(settings, FixedClock(AT), frozenset({"console"}), store)


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What has been written to the log."""
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    log.configure("info")
    yield lambda: capsys.readouterr().err
    root.handlers, root.level = before
    structlog.reset_defaults()


def asked(app: App, line: str, who: str = "vestland") -> Invocation:
    account = speaker(app, who, AT)
    return Invocation(line, account, room_of(account), AT)


@pytest.mark.parametrize(("room", "seen_by"), [("siva", "asker"), ("agder", "room"), ("", "room")])
def test_a_change_is_told_to_a_room_but_not_to_anothers(app: App, room: str, seen_by: str) -> None:
    app.start(AT)
    with app.store.begin(Origin("test", "test"), AT) as unit:
        person = PersonRow(name="Kari", created_at=AT)
        unit.session.add(person)
        unit.session.flush()
        unit.session.add(AccountRow(platform="slack", workspace="T1", user="U1", person_id=person.id))
        role = RoleRow(person_id=person.id, organisation="agder", role=Role.COORDINATOR, valid_from=AT.date())
        unit.session.add(role)
        if room:
            place = RoomRow(platform="slack", workspace="T1", channel="C1", organisation=room, bound_at=AT)
            unit.session.add(place)
    line = "oppfølging Agder: rydde i planen innen 18.12.2026"
    reply = app.answer(Invocation(line, Account("slack", "T1", "U1"), Address("slack", "T1", "C1"), AT))
    assert reply.ok
    assert reply.card.audience == seen_by


def test_it_starts_from_nothing_and_again(app: App) -> None:
    app.start(AT)
    assert app.start(AT) == []
    assert app.ready()
    with app.store.read(AT) as snapshot:
        assert len(snapshot.directory.organisations) == 19
    assert app.answer(asked(app, "status", "ks")).ok
    assert app.home(asked(app, "", "ks")).title


def test_what_a_database_stands_at(store: Store, rules: Rules, tmp_path: object) -> None:
    assert at_head(store.writer)
    assert schema_revision(store) == newest_revision()
    empty = open_store(f"sqlite:///{tmp_path}/none.db", rules)
    assert schema_revision(empty) == ""
    empty.close()


@pytest.mark.postgres
def test_an_empty_server_stands_at_nothing(postgres_url: str, rules: Rules) -> None:
    empty = open_store(postgres_url, rules)
    assert schema_revision(empty) == ""
    empty.close()


def test_what_was_not_foreseen(app: App, logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Reply:
        raise RuntimeError("xoxb-123-hemmelig")

    app.start(AT)
    monkeypatch.setattr(commands, "answer", broken)
    reply = app.answer(asked(app, "oppfølging ny Siva: noe fortrolig innen fredag"))
    assert reply.problem is not None
    assert reply.problem.code == "common.unexpected"
    assert reply.card.language == "nn"
    written = logged()
    entry = json.loads(written.splitlines()[-1])
    assert entry["reference"] in reply.problem.problem
    assert "RuntimeError" in entry["exception"]
    assert "hemmelig" not in written
    assert "fortrolig" not in written


def test_even_a_home_page_and_without_a_database(
    app: App, logged: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app.start(AT)
    invocation = asked(app, "")

    def gone(*_: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(Store, "read", gone)
    assert app.home(invocation).title
    assert not app.answer(invocation).ok
    assert logged().count("line.unexpected") == 2


def test_libraries_log_in_the_same_shape_and_without_secrets(logged: Callable[[], str]) -> None:
    logging.getLogger("apscheduler").info("not interesting")
    logging.getLogger("apscheduler").warning("token %s", "xapp-1-hemmelig")
    (line,) = logged().splitlines()
    assert json.loads(line)["event"] == "token x***"

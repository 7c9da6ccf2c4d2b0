"""A request that was carried out before a kill and comes again: done once, and told what was done."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.app import App, build
from bot.clock import FixedClock
from bot.settings import Settings
from bot.terminal.console import room_of, speaker
from domain.accounts import Account
from domain.organisations import Role
from handlers.cards import Reply
from handlers.commands import REGISTRY
from handlers.core.invocation import Invocation
from handlers.views.plain_text import plain
from storage.setup.demo import demo_clock
from storage.tables import AccountRow, FollowUpRow, PersonRow, RequestRow, RoleRow
from storage.unit_of_work.requests import KEPT, forget_replies
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Origin

AT = demo_clock()
LINE = "oppfølging ny Siva: levere skisse innen 15.12"


def process(store: Store) -> App:
    """An installation as a process of its own has it: it remembers nothing of another's."""
    settings = Settings(_env_file=None)  # type: ignore[call-arg] # pydantic-settings' own argument
    return build(settings, FixedClock(AT), frozenset({"console"}), store)


@pytest.fixture
def app(store: Store) -> App:
    app = process(store)
    app.start(AT)
    return app


def say(app: App, line: str, request: str, who: str = "agder") -> Reply:
    account = speaker(app, who, AT)
    return app.answer(Invocation(line, account, room_of(account), AT, request_id=request))


def follow_ups(store: Store) -> int:
    with store.read(AT) as snapshot:
        return len(snapshot.session.exec(select(FollowUpRow)).all())


def test_after_a_kill_people_are_told_what_was_done(app: App, store: Store) -> None:
    done = say(app, LINE, "Ev1")
    told = say(process(store), LINE, "Ev1")
    assert not told.repeated
    assert told.card.title == done.card.title == "O-1 levere skisse – ansvarlig: Siva"
    assert "Det ble gjort én gang, mandag 23. november kl. 09.00." in plain(told.card)
    assert follow_ups(store) == 1


def test_in_the_process_that_answers_it_already_nothing_more_is_said(app: App) -> None:
    assert not say(app, LINE, "Ev1").repeated
    assert say(app, LINE, "Ev1").repeated


def test_nobody_else_is_told(app: App, store: Store) -> None:
    say(app, LINE, "Ev1")
    told = say(process(store), LINE, "Ev1", who="rogaland")
    assert told.card.title == "Dette er allerede gjort."
    assert "skisse" not in plain(told.card)
    assert follow_ups(store) == 1


def test_what_was_answered_is_known_for_a_day(app: App, store: Store) -> None:
    say(app, LINE, "Ev1")
    assert forget_replies(store, AT + KEPT) == 0
    app.daily(AT + KEPT + timedelta(seconds=1))
    with store.read(AT) as snapshot:
        (row,) = snapshot.session.exec(select(RequestRow)).all()
    assert (row.id, row.account, row.reply) == ("Ev1", "", "")
    assert say(process(store), LINE, "Ev1").card.title == "Dette er allerede gjort."
    assert follow_ups(store) == 1


def test_what_a_command_keeps_to_itself_is_not_kept_here_either(app: App, store: Store) -> None:
    assert [command.name for command in REGISTRY.commands if command.kept] == ["roller koble"]
    with store.begin(Origin("test", "test"), AT) as unit:
        person = PersonRow(name="Kari", created_at=AT)
        unit.session.add(person)
        unit.session.flush()
        unit.session.add(AccountRow(platform="slack", workspace="T1", user="U1", person_id=person.id))
        unit.session.add(RoleRow(person_id=person.id, organisation="agder", role=Role.LEADER, valid_from=AT.date()))
    kari = Account("slack", "T1", "U1")
    assert app.answer(Invocation("roller koble", kari, kari.own_address, AT, request_id="Ev1")).ok
    with store.read(AT) as snapshot:
        replies = [row.reply for row in snapshot.session.exec(select(RequestRow)).all()]
    assert replies == [""]

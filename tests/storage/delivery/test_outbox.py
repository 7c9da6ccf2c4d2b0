"""The outbox's tables: what they refuse, and which questions are answered from an index alone."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from domain.accounts import Address
from domain.calendar import WorkCalendar
from domain.duties.reminders import SNOOZE_END, due_now, next_planned
from domain.organisations import Role
from storage.delivery.digests import nothing_to_put
from storage.delivery.outbox import anything_open
from storage.delivery.restore_epoch import digest_key, digest_secret
from storage.people.recipients import address_of, recipients_for
from storage.tables import MessageRow
from storage.unit_of_work.store import Store
from tests.faults.world import SLACK, TEST, at, follow_up, holder, organisations, room

NOW = at("2026-11-06")


def message(key: str, **values: object) -> MessageRow:
    usual: dict[str, object] = {"kind": "digest", "recipient": "agder", "day": date(2026, 11, 6)}
    return MessageRow(**({"key": key, "organisation": "agder", "created_at": NOW} | usual | values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "second",
    [
        {"day": date(2026, 11, 6)},  # two digests of one day
        {"day": date(2026, 11, 9), "key": "a"},  # a key used twice
        {"day": date(2026, 11, 9), "status": "uncertain"},  # two sendings at once
        {"day": None},  # neither a digest nor caused by anybody
    ],
)
def test_the_database_refuses_what_must_never_be(store: Store, second: dict[str, object]) -> None:
    organisations(store)
    with store.transaction() as session:
        session.add(message("a", status="sending"))
    with pytest.raises(IntegrityError), store.transaction() as session:
        session.add(message(**{"key": "b", **second}))  # type: ignore[arg-type]


def test_an_idle_tick_reads_indexes_only(sqlite_store: Store) -> None:
    organisations(sqlite_store)
    statements: list[str] = []
    from sqlalchemy import event

    event.listen(
        sqlite_store.reader, "before_cursor_execute", lambda _c, _u, statement, *_: statements.append(statement)
    )
    with sqlite_store.read(NOW) as snapshot:
        assert nothing_to_put(snapshot.session, NOW)
    assert not anything_open(sqlite_store, NOW)
    with sqlite_store.transaction() as session:
        for statement in statements:
            if "EXISTS" not in statement:
                continue
            values = tuple("2026-11-06" for _ in range(statement.count("?")))
            plan = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            touched = [step for step in plan if step.startswith(("SCAN", "SEARCH")) and "CONSTANT" not in step]
            assert touched
            for step in touched:
                assert "USING" in step, plan
                assert "INDEX ix_" in step or "INDEX sqlite_autoindex_message" in step, plan


def test_digest_keys_are_the_installations_own_and_always_the_same(store: Store) -> None:
    with store.transaction() as session:
        secret = digest_secret(session)
        assert digest_secret(session) == secret
    day = date(2026, 11, 6)
    assert digest_key(secret, "agder", day) == digest_key(secret, "agder", day)
    assert len({digest_key(one, who, day) for one in (secret, "x") for who in ("agder", "ks")}) == 4


def test_where_a_recipient_is_reached(sqlite_store: Store) -> None:
    organisations(sqlite_store)
    room(sqlite_store, "agder", "C-newer", bound_at=NOW)
    person = holder(sqlite_store, "agder", Role.LEADER, user="U-l")
    follow_up(sqlite_store, "agder", "2026-11-27")
    with sqlite_store.begin(TEST, NOW) as unit:
        directory, day = unit.directory, unit.today

    newest = Address("slack", "T0HOME", "C-newer")
    assert address_of(directory, "agder", day, SLACK) == newest
    assert address_of(directory, f"agder:leader:{person}", day, SLACK) == Address("slack", "T0HOME", "U-l", direct=True)
    assert address_of(directory, f"agder:leader:{person}", day, SLACK, refused={"slack:T0HOME:U-l"}) == newest
    assert address_of(directory, f"agder:leader:{person}", date(2025, 1, 1), SLACK) == newest
    assert address_of(directory, "agder", day, frozenset({"teams"})) is None
    assert (
        address_of(directory, "agder", day, frozenset({"console"})) is None
    )  # no room of its own there, and none is made up
    assert recipients_for(directory, "agder", 5, day, frozenset({"console"}), owner_silent=True) == (("agder", True),)
    assert recipients_for(directory, "agder", 1, day, frozenset({"console"}), owner_silent=True) == ()


def test_a_snooze_ends_once_and_within_the_duty(rules: object) -> None:
    calendar, due = WorkCalendar(), date(2026, 11, 27)
    end = SNOOZE_END + date(2026, 11, 17).toordinal()

    def after(day: int, until: date | None = None) -> int | None:
        found = next_planned(due, date(2026, 11, day), calendar, until=until, snoozed_until=date(2026, 11, 17))
        return found.number if found else None

    assert [after(day) for day in (5, 6, 13, 16, 17)] == [-21, -14, end, end, -7]
    assert after(16, until=date(2026, 11, 17)) is None
    now = due_now(due, date(2026, 11, 16), date(2026, 11, 19), calendar, snoozed_until=date(2026, 11, 17))
    assert now is not None
    assert now.number == end


def test_the_connection_survives_a_refused_row(store: Store) -> None:
    with pytest.raises(IntegrityError), store.transaction() as session:
        session.add(message("a", organisation="nobody", day=None))
    with store.transaction() as session:
        assert session.execute(text("SELECT 1")).scalar_one() == 1

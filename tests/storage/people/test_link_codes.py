"""Codes that join accounts: good once, for ten minutes, and five tries an hour."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from domain.organisations import Role
from storage.people.link_codes import (
    ALPHABET,
    LENGTH,
    LIFE,
    TRIES,
    WITHIN,
    as_code,
    forget,
    new_code,
    note_attempt,
    wait_until,
    whose,
)
from storage.unit_of_work.store import Store
from tests.faults.world import START, holder, organisations

MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def found(session: Session, code: str, at: datetime) -> int | None:
    """Whose code it is, to an account that types it."""
    return whose(session, code, "slack:T1:U9", at)


@pytest.fixture
def people(sqlite_store: Store) -> tuple[int, int]:
    organisations(sqlite_store)
    return holder(sqlite_store, "agder", Role.LEADER), holder(sqlite_store, "siva", Role.LEADER)


def test_the_limits() -> None:
    assert (LIFE, TRIES, WITHIN, LENGTH) == (10 * MINUTE, 5, 60 * MINUTE, 8)
    assert ALPHABET == "23456789CDFGHJKMNPQRTVWX"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("K7QF-3M2P", "K7QF-3M2P"), ("k7qf 3m2p", "K7QF-3M2P"), ("k7qf3m2p", "K7QF-3M2P"), ("K7QF–3M2P.", "K7QF-3M2P"),
        ("K7QF—3M2P", "K7QF-3M2P"), ("K7QF-3M2", ""), ("K7QF-3M2PP", ""), ("K7QF-3M2O", ""), ("", ""),
    ],
)  # fmt: skip
def test_what_can_be_a_code(typed: str, code: str) -> None:
    assert as_code(typed) == code


def test_a_code_is_good_for_ten_minutes_and_only_for_the_one_who_made_it(
    sqlite_store: Store, people: tuple[int, int]
) -> None:
    one, other = people
    with sqlite_store.transaction() as session:
        first, second = new_code(session, one, START), new_code(session, other, START + MINUTE)
        assert as_code(first) == first != second
        assert found(session, first, START) == one
        assert found(session, second, START + MINUTE) == other
        assert found(session, first, START + LIFE - SECOND) == one
        assert found(session, first, START + LIFE) is None
        assert found(session, "K7QF-3M2P", START) is None


def test_a_new_code_takes_the_place_of_the_old_one(sqlite_store: Store, people: tuple[int, int]) -> None:
    one, other = people
    with sqlite_store.transaction() as session:
        old, theirs = new_code(session, one, START), new_code(session, other, START)
        new = new_code(session, one, START + MINUTE)
        assert found(session, old, START + MINUTE) is None
        assert (
            found(session, new, START + MINUTE),
            found(session, theirs, START + MINUTE),
        ) == (
            one,
            other,
        )
        forget(session, one)
        assert (
            found(session, new, START + MINUTE),
            found(session, theirs, START + MINUTE),
        ) == (
            None,
            other,
        )
        new_code(session, one, START + LIFE)
        assert found(session, theirs, START) is None, "codes that are over are not kept"


def test_five_wrong_codes_an_hour(sqlite_store: Store, people: tuple[int, int]) -> None:
    with sqlite_store.transaction() as session:
        left = [note_attempt(session, "slack:T:U", START + minutes * MINUTE) for minutes in range(6)]
        assert left == [4, 3, 2, 1, 0, 0]
        assert wait_until(session, "slack:T:U", START + 6 * MINUTE) == START + 61 * MINUTE
        assert wait_until(session, "slack:T:other", START + 6 * MINUTE) is None
        assert wait_until(session, "slack:T:U", START + 61 * MINUTE - SECOND) == START + 61 * MINUTE
        assert wait_until(session, "slack:T:U", START + 61 * MINUTE) is None
        assert note_attempt(session, "slack:T:U", START + 62 * MINUTE) == 1
        assert note_attempt(session, "slack:T:other", START + 62 * MINUTE) == 4

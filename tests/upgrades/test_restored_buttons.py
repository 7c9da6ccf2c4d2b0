"""After a restore no button or form from before acts on what only looks the same."""

import re
from collections import Counter
from typing import Any

from sqlalchemy import Integer, inspect
from sqlalchemy.orm import Mapper

from domain.versions import STEP, after_restore, can_follow
from storage.backups.gone_back import gone_back
from storage.backups.state_file import StateFile
from storage.backups.versions import VERSIONED
from storage.tables import Audited, Row
from tests.desk import Desk, oslo
from tests.upgrades.filling import AT, buttons_of, press
from tests.upgrades.test_old_buttons import Upgraded, upgraded

__all__ = ["upgraded"]

STALE = {"common.stale", "followups.stale", "measures.stale", "minutes.takes-back"}
A_VERSION = re.compile(r"(?!referat lim \S+ bekreft).*\bv\d+\b")
"""Pasted text is shown before anything is done with it; the button below that carries the version of then."""
PUBLIC = {
    ("agreement", "version"): "the agreement's own, which people sign",
    ("agreement_change", "version"): "the version of the agreement it is proposed for",
    ("minutes", "draft"): "which draft the parties have; lines name it within the range of the minutes' version",
    ("minutes_answer", "draft"): "the draft it is an answer to",
}
"""Versions that no button is told apart by."""


def test_each_button_that_carries_a_version_explains_itself(upgraded: Upgraded) -> None:
    store, found = upgraded
    versioned = [one for one in found if not one.code and A_VERSION.match(one.line)]
    gone_back(store, StateFile(None), oslo(AT))

    codes = Counter(press(store, one.who, one.line, one.fields) for one in versioned)

    print(dict(codes))  # noqa: T201 - how many there were
    assert codes.keys() <= STALE
    assert codes.total() > 150


def test_a_button_made_afterwards_acts(upgraded: Upgraded) -> None:
    store, _ = upgraded
    gone_back(store, StateFile(None), oslo(AT))
    card = Desk(store, oslo(AT)).reply("siva", "oppfølging O-8").card
    made = [one for one in buttons_of(card) if A_VERSION.match(one.line)]
    assert made
    assert {press(store, "siva", one.line, None) for one in made} == {""}


def test_every_version_that_buttons_may_carry_is_renewed() -> None:
    """A table that gets a version is renewed, or says why not."""
    kept = {
        (table.name, column.name)
        for table in Row.metadata.sorted_tables
        for column in table.columns
        if column.name in ("version", "edits", "draft") and isinstance(column.type, Integer)
        if any(mapper.local_table is table for mapper in _audited())
    }
    renewed = {(str(table.__tablename__), column) for table, column in VERSIONED}
    assert kept == renewed | PUBLIC.keys()


def _audited() -> list[Mapper[Any]]:
    return [inspect(one) for one in Audited.__subclasses__()]


def test_versions_before_and_after_never_meet() -> None:
    for version in (0, 1, 200, STEP, 3 * STEP + 7):
        then = after_restore(version)
        assert then % STEP == version % STEP
        assert not can_follow(version, then)
        assert not can_follow(version + 5, then + 5)
        assert can_follow(then, then + 3)
        assert not can_follow(then + 1, then)

"""The outbox as people look at it, on both databases: how much there is, the newest first, what a message holds."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

import pytest
from sqlmodel import select

from domain.accounts import Address
from handlers.messages.reminders import put_due
from storage.delivery.digests import UNKNOWN
from storage.delivery.outbox_view import (
    message_at,
    messages_about_meeting,
    not_reached_by_draft,
    notices_of,
    nudges_since,
    outbox_counts,
    outbox_page,
    undelivered,
    what_replies_show,
)
from storage.tables import MessageRow, MessageStatus, NoticeRow
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import system
from tests.faults.stage import NINE, Stage
from tests.faults.world import SLACK, follow_up, organisations, rows


async def test_what_waits_and_what_went_out(store: Store) -> None:
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    stage = Stage(store)
    put_due(store, NINE, SLACK)
    stage.send()
    with store.read(NINE) as snapshot:
        session = snapshot.session
        assert outbox_counts(session) == {"waiting": 2}
        nudge, digest = outbox_page(session, ("waiting",), 10)
        assert (nudge.kind, digest.kind) == ("nudge", "digest")
        assert len(notices_of(session, digest)) == 1, "what it would gather now"
        assert notices_of(session, nudge) == ()
        assert [row.kind for row in outbox_page(session, ("waiting", "sent"), 1)] == ["nudge"]
        assert outbox_page(session, ("sent",), 10) == []
    await stage.tick()
    (digest,) = [row for row in rows(store, MessageRow) if row.kind == "digest"]
    with store.read(NINE) as snapshot:
        assert outbox_counts(snapshot.session) == {"sent": 2}
        assert [one.message_id for one in notices_of(snapshot.session, digest)] == [digest.id]


def test_a_digest_would_gather_what_nobody_holds_and_nothing_void(store: Store) -> None:
    organisations(store)
    follow_up(store, "agder", "2026-11-27")
    put_due(store, NINE, SLACK)
    holding = sent(store, "agder")
    with store.transaction() as session:
        one = session.exec(select(NoticeRow).where(NoticeRow.recipient == "agder")).one()
        free = one.rung
        for recipient, rung, void, held in (
            ("agder", free + 1, True, None), ("agder", free + 2, False, holding), ("siva", free, False, None),
        ):  # fmt: skip
            session.add(
                NoticeRow(
                    duty_id=one.duty_id, due=one.due, created_at=NINE, recipient=recipient, rung=rung, void=void,
                    message_id=held,
                )
            )  # fmt: skip
    (digest,) = [row for row in rows(store, MessageRow) if row.kind == "digest" and row.recipient == "agder"]
    with store.read(NINE) as snapshot:
        assert [one.rung for one in notices_of(snapshot.session, digest)] == [free]


def sent(
    store: Store,
    organisation: str,
    become: Mapping[str, object] = MappingProxyType({}),
    *,
    kind: str = "papers",
    at_days: int = 0,
) -> int:
    """A message to an organisation, caused by a person so many days before, and what has become of it."""
    when = NINE - timedelta(days=at_days)
    with store.begin(system(f"test {organisation} {kind} {at_days} {become}"), when) as unit:
        unit.send(kind, organisation, {})
    with store.transaction() as session:
        row = outbox_page(session, ("waiting",), 1)[0]
        for name, value in become.items():
            setattr(row, name, value)
        return row.id


@pytest.fixture
def known(store: Store) -> Store:
    organisations(store)
    return store


def test_what_could_not_be_delivered_is_counted_for_each_organisation(known: Store) -> None:
    lost = {"status": "undeliverable", "reason": "no room"}
    doubted = {"status": "undeliverable", "reason": UNKNOWN}
    for days in (1, 40):
        sent(known, "agder", lost, at_days=days)
        sent(known, "siva", doubted, at_days=days)
    sent(known, "siva", lost)
    sent(known, "ks", {"status": "sent"})
    with known.read(NINE) as snapshot:
        since = NINE - timedelta(days=14)
        assert set(undelivered(snapshot.session, since)) == {
            ("agder", False, 2),  # however old
            ("siva", True, 1),  # the older one is past doubting
            ("siva", False, 1),
        }
        assert undelivered(snapshot.session, since, "agder") == [("agder", False, 2)]
        assert undelivered(snapshot.session, since, "ks") == []


def test_a_message_is_found_where_it_stands_once_it_is_sent(known: Store) -> None:
    place = {"room_platform": "slack", "room_workspace": "T1", "room_channel": "C1"}
    number = sent(known, "agder", {"status": "sent", "message_ts": "1.5", **place})
    sent(known, "agder", {"status": "uncertain", "message_ts": "1.7", **place})
    sent(known, "siva", {"status": "sent", "message_ts": "", **place})
    with known.read(NINE) as snapshot:
        found = message_at(snapshot.session, Address("slack", "T1", "C1"), "1.5")
        assert found is not None
        assert found.id == number
        for where, which in (
            (("slack", "T2", "C1"), "1.5"),
            (("slack", "T1", "C1"), "1.7"),
            (("slack", "T1", "C1"), ""),
        ):
            assert message_at(snapshot.session, Address(*where), which) is None, (where, which)


def test_nudges_are_those_of_one_organisation_since_then(known: Store) -> None:
    old, new = sent(known, "agder", kind="nudge", at_days=3), sent(known, "agder", kind="nudge", at_days=1)
    sent(known, "siva", kind="nudge")
    sent(known, "agder")
    with known.read(NINE) as snapshot:
        assert {row.id for row in nudges_since(snapshot.session, "agder", NINE - timedelta(days=2))} == {new}
        assert {row.id for row in nudges_since(snapshot.session, "agder", NINE - timedelta(days=3))} == {old, new}


def test_replies_show_what_people_change_and_what_is_lost_and_nothing_else(known: Store) -> None:
    def mark() -> tuple[int, ...]:
        with known.read(NINE) as snapshot:
            return what_replies_show(snapshot.session)

    before = mark()
    assert mark() == before
    number = sent(known, "agder")
    after = mark()
    assert after != before, "somebody has done something"
    for status, shown in (
        (MessageStatus.SENT, False),
        (MessageStatus.UNDELIVERABLE, True),
        (MessageStatus.WAITING, True),
    ):
        earlier = mark()
        with known.transaction() as session:
            session.get_one(MessageRow, number).status = status
        assert (mark() != earlier) is shown, status


def test_messages_about_a_meeting_are_those_since_it_was_set_up(known: Store) -> None:
    def about(ref: str, kind: str = "convening", at_days: int = 0) -> int:
        return sent(known, "agder", {"facts": {"meeting": ref}}, kind=kind, at_days=at_days)

    about("R42-2027-V", at_days=5)
    first, second = about("R42-2027-V", at_days=3), about("R42-2027-V", "save-the-date")
    about("R42-2027-H", at_days=2)
    about("R42-2027-V", "papers", at_days=1)
    with known.read(NINE) as snapshot:
        kinds, since = ("convening", "save-the-date"), NINE - timedelta(days=3)
        found = messages_about_meeting(snapshot.session, "R42-2027-V", kinds, since)
        assert [row.id for row in found] == [first, second]


def test_a_draft_of_minutes_has_not_reached_those_it_could_not_be_delivered_to(known: Store) -> None:
    for slug, ref, draft, status in (
        ("agder", "N-2027-V", "2", "undeliverable"), ("siva", "N-2027-V", "2", "sent"),
        ("telemark", "N-2027-V", "1", "undeliverable"), ("ks", "N-2026-H", "2", "undeliverable"),
    ):  # fmt: skip
        sent(known, slug, {"facts": {"meeting": ref, "draft": draft}, "status": status}, kind="minutes-out")
    with known.read(NINE) as snapshot:
        assert not_reached_by_draft(snapshot.session, "N-2027-V", 2) == ["agder"]

"""Two persons become one while reminders of theirs are on their way: nothing twice, nothing lost, one digest a day."""

import pytest
from sqlmodel import select

from domain.organisations import Role
from handlers.messages.reminders import put_due
from storage.delivery import outcomes
from storage.delivery.merge_recipients import share_reminders
from storage.delivery.outbox import Claimed, Worker, claim
from storage.tables import DutyRow, MessageRow, MessageStatus, NoticeRow, PersonJoinRow, RoleRow
from storage.unit_of_work.store import Store
from tests.faults.world import SLACK, TEST, at, follow_up, holder, organisations, rows

FIRST, SECOND = "agder:coordinator:1", "agder:leader:2"
NINE, TEN, NEXT = at("2026-12-04"), at("2026-12-04", "10:00"), at("2026-12-07")


class Agder:
    """Agder with a coordinator, person 1, and a leader, person 2; both have been told of what is late."""

    def __init__(self, store: Store) -> None:
        self.store, self.worker = store, Worker("w", "b", SLACK)
        organisations(store)
        holder(store, "agder", Role.COORDINATOR, user="U-1")
        holder(store, "agder", Role.LEADER, user="U-2")
        self.late(follow_up(store, "agder", "2026-11-27"))
        put_due(store, NINE, SLACK)

    def late(self, duty: int) -> int:
        """As if every earlier rung had been sent: the fifth day after its deadline is the next."""
        with self.store.transaction() as session:
            session.get_one(DutyRow, duty).next_reminder_at = NINE
        return duty

    def notice(self, duty: int, recipient: str, rung: int = 5) -> None:
        """A notice of its own for one of them."""
        with self.store.transaction() as session:
            due = session.get_one(DutyRow, duty).ladder_due
            row = NoticeRow(duty_id=duty, due=due, rung=rung, recipient=recipient, escalated=True, created_at=NINE)
            session.add(row)

    def join(self, one: int = 2, other: int = 1, now: object = TEN) -> None:
        """The two turn out to be one."""
        with self.store.begin(TEST, now) as unit:  # type: ignore[arg-type]
            unit.session.add(PersonJoinRow(person_id=one, joined_to=other, joined_at=unit.at))
            unit.session.flush()
            share_reminders(unit, other)

    def claim(self, recipient: str, now: object = TEN) -> Claimed:
        """Take messages until it is this recipient's digest; the others are put back."""
        put_back = []
        while (taken := claim(self.store, self.worker, now, 0.0, 120.0)) is not None:  # type: ignore[arg-type]
            if taken.message.recipient == recipient:
                break
            put_back.append(taken)
        for one in put_back:
            outcomes.waiting(self.store, one, one.since)
        assert taken, recipient
        return taken

    def digests(self) -> dict[str, str]:
        """Recipient → status, of those that are a person's."""
        found = {row.recipient: row.status for row in rows(self.store, MessageRow)}
        return {recipient: status for recipient, status in found.items() if ":" in recipient}

    def to_be_said(self) -> dict[str, list[tuple[int, int]]]:
        """Recipient → (duty, rung) of what is not void, of those that are a person's."""
        found: dict[str, list[tuple[int, int]]] = {}
        for one in rows(self.store, NoticeRow):
            if ":" in one.recipient and not one.void:
                found.setdefault(one.recipient, []).append((one.duty_id, one.rung))
        return found


@pytest.fixture
def agder(store: Store) -> Agder:
    return Agder(store)


def test_what_both_were_to_be_told_comes_once(agder: Agder) -> None:
    assert agder.to_be_said() == {FIRST: [(1, 5)], SECOND: [(1, 5)]}
    agder.join()
    assert agder.to_be_said() == {FIRST: [(1, 5)]}
    assert agder.digests() == {FIRST: "waiting", SECOND: "cancelled"}
    assert [one.duty_id for one in agder.claim(FIRST).notices] == [1]
    put_due(agder.store, NEXT, SLACK)
    assert agder.digests()[SECOND] == "cancelled"


def test_whoever_was_first_the_coordinators_recipient_is_both(agder: Agder) -> None:
    """Joined the other way round, the person is the leader's, and is asked for as a coordinator first."""
    other = follow_up(agder.store, "agder", "2026-11-30")
    agder.notice(other, SECOND, rung=3)
    agder.join(1, 2)
    assert agder.to_be_said() == {"agder:coordinator:2": [(1, 5), (other, 3)]}
    assert agder.digests() == {FIRST: "cancelled", SECOND: "cancelled", "agder:coordinator:2": "waiting"}
    assert [one.duty_id for one in agder.claim("agder:coordinator:2").notices] == [1, other]


def test_what_only_one_of_them_was_to_be_told_is_not_lost(agder: Agder) -> None:
    own, others = (follow_up(agder.store, "agder", "2026-11-30") for _ in range(2))
    agder.notice(own, FIRST, rung=3)
    agder.notice(others, SECOND, rung=3)
    agder.join()
    assert agder.to_be_said() == {FIRST: [(1, 5), (own, 3), (others, 3)]}


def test_what_a_digest_has_gathered_that_was_not_posted_is_given_on(agder: Agder) -> None:
    others = follow_up(agder.store, "agder", "2026-11-30")
    agder.notice(others, SECOND, rung=3)
    for recipient in (FIRST, SECOND):
        assert outcomes.waiting(agder.store, agder.claim(recipient), TEN)
    agder.join()
    assert agder.digests() == {FIRST: "waiting", SECOND: "cancelled"}
    assert sorted(one.duty_id for one in agder.claim(FIRST).notices) == [1, others]


def test_what_is_being_sent_is_left_alone_and_not_said_again(agder: Agder) -> None:
    taken = agder.claim(SECOND)
    agder.join()
    assert agder.digests() == {FIRST: "waiting", SECOND: "sending"}
    assert agder.to_be_said() == {SECOND: [(1, 5)]}
    assert outcomes.sent(agder.store, taken, taken.places[0], "1.0", TEN)
    assert claim(agder.store, agder.worker, TEN, 0.0, 120.0).message.recipient == "agder"  # type: ignore[union-attr]
    assert claim(agder.store, agder.worker, TEN, 0.0, 120.0) is None
    assert agder.digests() == {FIRST: "cancelled", SECOND: "sent"}


def test_what_has_been_sent_is_not_said_again(agder: Agder) -> None:
    taken = agder.claim(FIRST)
    assert outcomes.sent(agder.store, taken, taken.places[0], "1.0", TEN)
    agder.join()
    assert agder.digests() == {FIRST: "sent", SECOND: "cancelled"}
    assert agder.to_be_said() == {FIRST: [(1, 5)]}


def test_what_was_void_for_the_one_is_so_for_both(agder: Agder) -> None:
    with agder.store.transaction() as session:
        session.exec(select(NoticeRow).where(NoticeRow.recipient == FIRST)).one().void = True
    agder.join()
    assert agder.to_be_said() == {}


def test_after_todays_digest_the_rest_comes_in_the_next(agder: Agder) -> None:
    others = follow_up(agder.store, "agder", "2026-11-30")
    agder.notice(others, SECOND, rung=3)
    taken = agder.claim(FIRST)
    assert outcomes.sent(agder.store, taken, taken.places[0], "1.0", TEN)
    agder.join()
    put_due(agder.store, NEXT, SLACK)
    assert others in [one.duty_id for one in agder.claim(FIRST, NEXT).notices]
    assert agder.digests()[SECOND] == "cancelled"


def test_an_undeliverable_digest_has_another_way_now(agder: Agder) -> None:
    with agder.store.transaction() as session:
        row = session.exec(select(MessageRow).where(MessageRow.recipient == FIRST)).one()
        row.status, row.reason = MessageStatus.UNDELIVERABLE, "no-room"
        for one in session.exec(select(NoticeRow).where(NoticeRow.recipient == FIRST)):
            one.message_id = row.id
    agder.join()
    assert agder.digests() == {FIRST: "waiting", SECOND: "cancelled"}
    [notice] = agder.claim(FIRST).notices
    assert (notice.duty_id, notice.late) == (1, True)


def test_what_was_undeliverable_comes_late_whenever_that_is_found_out(agder: Agder) -> None:
    with agder.store.transaction() as session:
        row = session.exec(select(MessageRow).where(MessageRow.recipient == FIRST)).one()
        row.status = MessageStatus.UNDELIVERABLE
        session.exec(select(NoticeRow).where(NoticeRow.recipient == FIRST)).one().message_id = row.id
    agder.join(now=NINE)
    late = {one.recipient: one.late for one in rows(agder.store, NoticeRow) if ":" in one.recipient and not one.void}
    assert late == {FIRST: True}


def test_at_an_hour_that_keeps_still_the_digest_is_made_later(agder: Agder) -> None:
    agder.join(1, 2, now=at("2026-12-04", "18:00"))
    assert agder.digests() == {FIRST: "cancelled", SECOND: "cancelled"}
    put_due(agder.store, NEXT, SLACK)
    assert agder.digests()["agder:coordinator:2"] == "waiting"


def test_other_people_and_other_organisations_are_left_alone(agder: Agder) -> None:
    third = holder(agder.store, "agder", Role.LEADER, user="U-3")
    with agder.store.begin(TEST, NINE) as unit:
        unit.session.add(RoleRow(person_id=2, organisation="siva", role=Role.LEADER, valid_from=unit.today))
    others = follow_up(agder.store, "siva", "2026-11-30")
    agder.notice(1, f"agder:leader:{third}")
    agder.notice(others, "siva:leader:2")
    agder.join()
    assert agder.to_be_said() == {
        FIRST: [(1, 5)], f"agder:leader:{third}": [(1, 5)], "siva:leader:1": [(others, 5)],
    }  # fmt: skip

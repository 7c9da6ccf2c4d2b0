"""Where messages go: rooms that are missing, that refuse, that are bound anew; people written to directly."""

from bot.delivery.plain_fallback import LONGEST, in_words
from domain.organisations import Role
from handlers.cards import Card, Text
from handlers.views.plain_text import plain
from storage.delivery.conversations import SeenConversation, lose, note
from storage.delivery.digests import rebind
from storage.delivery.outbox import NO_ROOM
from storage.tables import MessageRow, RoomRow
from storage.unit_of_work.store import Store
from tests.audit_log import entries_of
from tests.faults.stage import Stage
from tests.faults.world import (
    SLACK,
    TEAM,
    TEST,
    at,
    follow_up,
    holder,
    organisations,
    room,
    rows,
)


async def test_without_a_room_it_waits_for_one_and_comes_late(store: Store) -> None:
    organisations(store, rooms=False)
    room(store, "ks")
    follow_up(store, "agder", "2026-11-27")
    follow_up(store, "agder", "2026-11-30")
    stage = Stage(store)
    stage.send()
    assert await stage.tick() == []
    assert [(row.status, row.reason) for row in rows(store, MessageRow)] == [("undeliverable", NO_ROOM)] * 2
    stage.clock.move_to(at("2026-11-09"))
    assert await stage.tick() == []

    stage.clock.move_to(at("2026-11-10", "10:00"))
    with store.begin(TEST, stage.clock.now()) as unit:
        unit.session.add(
            RoomRow(
                platform="slack", workspace="T0HOME", channel="C-new", organisation="agder", bound_at=stage.clock.now()
            )
        )
        unit.session.flush()
        assert rebind(unit, "agder") == 3

    sent = await stage.tick()
    assert [one.card and (one.card.title, len(one.card.body)) for one in sent] == [("nudge", 0), ("digest", 2)]
    assert all(row.late for row in rows(store, MessageRow) if row.status == "sent")
    assert stage.chat.rooms() == ["C-new", "C-new"]


async def test_a_room_bound_at_night_gets_its_mail_in_the_morning(store: Store) -> None:
    organisations(store, rooms=False)
    follow_up(store, "agder", "2026-11-27")
    stage = Stage(store)
    await stage.tick()
    stage.clock.move_to(at("2026-11-06", "22:00"))
    room(store, "agder", bound_at=stage.clock.now())
    with store.begin(TEST, stage.clock.now()) as unit:
        rebind(unit, "agder")
    assert await stage.tick() == []
    stage.clock.move_to(at("2026-11-09"))
    assert len(await stage.tick()) == 1


async def test_a_refusal_marks_the_room_and_tells_those_who_can_help(stage: Stage) -> None:
    coordinator = holder(stage.store, "agder", Role.COORDINATOR, user="U-k")
    stage.chat.refusing.add("C-agder")

    sent = await stage.tick()

    assert sorted(one.recipient for one in sent) == [f"agder:coordinator:{coordinator}", "ks"]
    refused = next(row for row in rows(stage.store, RoomRow) if row.organisation == "agder")
    assert (refused.state, refused.reason) == ("refused", "is_archived")
    digest, *told = rows(stage.store, MessageRow)
    assert (digest.status, digest.reason) == ("undeliverable", "is_archived")
    assert {row.kind for row in told} == {"undeliverable"}
    assert told[0].facts == {
        "organisation": "agder", "room": "slack:T0HOME:C-agder", "reason": "is_archived", "message": str(digest.id),
    }  # fmt: skip
    changes = entries_of(stage.store)[-1].changes
    assert changes[0]["table"] == "room"

    stage.clock.move_to(at("2026-11-13"))  # the next one finds no room, and nobody is told again
    assert await stage.tick() == []
    assert [row.reason for row in rows(stage.store, MessageRow) if row.status == "undeliverable"] == [
        "is_archived",
        NO_ROOM,
    ]


async def test_a_card_that_is_refused_goes_out_in_words_and_the_room_stays_as_it_is(stage: Stage) -> None:
    stage.chat.faults.append("card")
    [sent] = await stage.tick()
    [standing] = stage.chat.stands
    assert sent.card
    assert standing.card == in_words(sent.card) != sent.card
    assert plain(standing.card) == plain(sent.card)
    assert stage.statuses() == ["sent"]
    assert {row.state for row in rows(stage.store, RoomRow)} == {"open"}


async def test_a_message_that_is_not_taken_in_words_either_is_told_of_and_the_next_one_goes(stage: Stage) -> None:
    stage.chat.faults.extend(["card", "card"])
    [told] = await stage.tick()
    assert told.recipient == "ks"
    digest, word = rows(stage.store, MessageRow)
    assert (digest.status, digest.reason) == ("undeliverable", "invalid_blocks")
    assert (word.kind, word.facts["fault"]) == ("undeliverable", "message")
    assert {row.state for row in rows(stage.store, RoomRow)} == {"open"}
    stage.send("nudge", "agder")
    assert [one.recipient for one in await stage.tick()] == ["agder"]


async def test_a_person_who_is_sent_one_nobody_takes_is_reached_in_the_room(stage: Stage) -> None:
    coordinator = holder(stage.store, "agder", Role.COORDINATOR, user="U-k")
    stage.chat.faults.extend(["card", "card"])
    stage.send("nudge", f"agder:coordinator:{coordinator}")
    [sent] = await stage.sender.run_once()
    assert stage.chat.rooms() == ["C-agder"]
    assert sent.card == stage.chat.stands[0].card


def test_very_long_words_are_shortened_and_say_so() -> None:
    told = plain(in_words(Card("Frister", (Text("\n".join(f"{n}. frist" for n in range(1000))),), language="nn")))
    assert told.startswith("Frister\n\n0. frist\n1. frist\n")
    assert told.endswith(" frist\n…\n\nMeldinga er korta ned. Skriv «status» for å sjå korleis det står.")
    assert len(told) < LONGEST + 100


async def test_word_of_a_refusal_that_is_itself_refused_goes_no_further(stage: Stage) -> None:
    stage.chat.refusing.update(["C-agder", "C-ks"])
    assert await stage.tick() == []
    assert [(row.kind, row.recipient, row.status) for row in rows(stage.store, MessageRow)] == [
        ("digest", "agder", "undeliverable"),
        ("undeliverable", "ks", "undeliverable"),
    ]
    assert [row.state for row in rows(stage.store, RoomRow)].count("refused") == 2


async def test_word_of_a_lost_room_that_is_itself_refused_goes_to_kss_coordinators_directly(stage: Stage) -> None:
    store, now = stage.store, stage.clock.now()
    ks = holder(store, "ks", Role.COORDINATOR, user="U-ks")
    seen = SeenConversation("slack", TEAM, "C-agder", "channel", "https://there.invalid")
    note(store, seen, now)
    lose(store, seen, "app_removed", now, SLACK)
    stage.chat.refusing.add("C-ks")
    sent = await stage.sender.run_once()
    assert {one.recipient for one in sent} == {f"ks:coordinator:{ks}"}
    told = {row.kind: row.facts["organisation"] for row in rows(store, MessageRow) if row.status == "sent"}
    assert told == {"room-lost": "agder", "undeliverable": "ks"}


async def test_where_ks_has_no_room_left_its_coordinators_hear_of_others(stage: Stage) -> None:
    ks = holder(stage.store, "ks", Role.COORDINATOR, user="U-ks")
    stage.chat.refusing.update(["C-agder", "C-ks"])
    stage.send("nudge", "ks")
    [of_its_own] = await stage.sender.run_once()
    assert of_its_own.recipient == f"ks:coordinator:{ks}"
    [of_agders] = await stage.tick()
    assert of_agders.recipient == f"ks:coordinator:{ks}"
    assert rows(stage.store, MessageRow)[-1].facts["organisation"] == "agder"


async def test_a_second_room_takes_over_from_one_that_refuses(stage: Stage) -> None:
    room(stage.store, "agder", "C-second", bound_at=at("2026-11-05"))
    stage.chat.refusing.add("C-second")  # the newest
    [sent] = await stage.tick()
    assert str(sent.room) == "slack:T0HOME:C-agder"
    assert stage.statuses() == ["sent"]


async def test_a_persons_own_conversation_that_refuses_gives_way_to_the_room(stage: Stage) -> None:
    coordinator = holder(stage.store, "agder", Role.COORDINATOR, user="U-k")
    stage.chat.refusing.add("U-k")
    stage.send("nudge", f"agder:coordinator:{coordinator}")
    [sent] = await stage.sender.run_once()
    assert (str(sent.room), sent.room.direct) == ("slack:T0HOME:C-agder", False)
    assert all(row.state == "open" for row in rows(stage.store, RoomRow))


async def test_a_role_holder_is_written_to_directly_as_long_as_they_hold_it(stage: Stage) -> None:
    coordinator = holder(stage.store, "agder", Role.COORDINATOR, user="U-k")
    stage.send("nudge", f"agder:coordinator:{coordinator}")
    stage.send("nudge", f"agder:leader:{coordinator}")
    sent = await stage.sender.run_once()
    assert [(one.room.channel, one.room.direct) for one in sent] == [("U-k", True), ("C-agder", False)]

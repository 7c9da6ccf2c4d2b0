"""Rooms that come and go: where the bot is installed, removed, renamed; where it may not write any more."""

import asyncio

import pytest

from handlers.texts import say
from storage.delivery.conversations import SeenConversation, note
from storage.tables import RoomRow
from storage.unit_of_work.unit import Origin
from tests.bot.teams.conftest import Town
from tests.desk import oslo
from tests.teams_standin import TENANT


def state_of(town: Town, channel: str) -> str:
    """What is kept of a conversation: open, or gone."""
    kept = town.conversation(channel)
    assert kept is not None
    return kept.state


async def test_the_first_words_where_it_is_installed(town: Town) -> None:
    teams, new = town.teams, town.teams.state.person("Ny Person", installed=False)
    await teams.people.installs(new)
    await teams.until(lambda: "Samhandling kjenner deg ikke ennå" in teams.seen(new))
    room = teams.state.channel("Næring", town.agder, new, bot=False)
    await teams.people.installs(town.agder, room)
    await teams.until(lambda: "Samhandling er lagt til her" in teams.seen(new, room))
    assert teams.seen(new, room).count("lagt til her") == 1  # two activities tell of it, one answer
    assert "kanal" in await town.says("kanal Agder", town.agder, room)
    kept = town.conversation(room)
    assert kept is not None
    assert (kept.kind, kept.state, bool(kept.service_url)) == ("channel", "open", True)
    assert kept.reference["serviceUrl"] == kept.service_url


async def test_removed_the_room_is_marked_and_ks_is_told(town: Town) -> None:
    teams, room = town.teams, town.channel("agder")
    await teams.people.uninstalls(town.agder, room)
    assert {(one.state, one.reason) for one in town.rooms("agder")} == {("refused", "app_removed")}
    title = say("nb", "messages.room-lost-title", organisation="Agder fylkeskommune")
    await teams.until(lambda: title in teams.seen(town.ks, town.channel("ks")))
    await teams.until(lambda: title in teams.seen(town.agder))  # directly, since the room can't be told

    # Back again, what waited goes out in the next sending hour.
    await teams.people.installs(town.agder, room)
    assert {one.state for one in town.rooms("agder")} == {"open"}


async def test_renamed_it_is_still_the_same_room(town: Town) -> None:
    room = town.channel("agder")
    await town.teams.people.renames(town.agder, room, "Samhandling\u202e i\n\u200bAgder")  # as names, it is cleaned
    kept = town.conversation(room)
    assert kept is not None
    assert (kept.name, kept.state) == ("Samhandling i Agder", "open")
    assert {one.state for one in town.rooms("agder")} == {"open"}


async def test_deleted_with_its_team(town: Town) -> None:
    await town.teams.people.deletes_team(town.agder, town.channel("agder"))
    assert {one.state for one in town.rooms("agder")} == {"refused"}
    assert {one.state for one in town.rooms("ks")} == {"open"}


async def test_where_writing_is_blocked_people_are_told_elsewhere(town: Town) -> None:
    teams, room = town.teams, town.channel("forskningsradet")
    teams.people.blocks(town.places.people["forskningsradet", "coordinator"], room)
    town.road.clock.move_to(oslo("2026-11-23 09:00"))
    await teams.until(lambda: "kom ikke fram" in teams.seen(town.ks, town.channel("ks")))
    assert {(one.state, one.reason) for one in town.rooms("forskningsradet")} == {("refused", "MessageWritesBlocked")}
    assert {one.status for one in town.messages("forskningsradet")} >= {"undeliverable"}


async def test_installed_anew_from_another_channel_every_room_of_the_team_is_back(town: Town) -> None:
    people, room = town.teams.people, town.channel("agder")
    team = town.teams.state.find(room).team
    deleted = town.teams.state.channel("Prosjekt", team=team)
    await town.says("status", town.agder, deleted)
    await people.deletes_channel(town.agder, deleted)
    await people.uninstalls(town.agder, room)
    assert {one.state for one in town.rooms("agder")} == {"refused"}
    await people.installs(town.agder, team)
    assert {one.state for one in town.rooms("agder")} == {"open"}
    kept, gone = town.conversation(room), town.conversation(deleted)
    assert kept is not None
    assert gone is not None
    assert (kept.state, gone.state) == ("open", "gone")


async def test_out_of_one_shared_channel_it_is_still_in_the_others(town: Town) -> None:
    people, room = town.teams.people, town.channel("agder")
    team = town.teams.state.find(room).team
    shared = town.teams.state.channel("Delt med Siva", town.agder, team=team)
    await town.says("status", town.agder, shared)
    await people.shuts_out_bot(town.agder, shared)
    assert {one.state for one in town.rooms("agder")} == {"open"}
    assert state_of(town, shared) == "gone"

    await people.removes_bot(town.agder, room)
    await people.lets_in_bot(town.agder, shared)
    assert {one.state for one in town.rooms("agder")} == {"refused"}
    assert state_of(town, shared) == "open"


async def test_a_room_that_turned_a_message_away_is_back_when_somebody_speaks_there(town: Town) -> None:
    """Blocking and letting in again are told to nobody; and a reinstallation may be all that is heard of a removal."""
    teams, room = town.teams, town.channel("forskningsradet")
    coordinator = town.places.people["forskningsradet", "coordinator"]
    teams.people.blocks(coordinator, room)
    town.road.clock.move_to(oslo("2026-11-23 09:00"))
    await teams.until(lambda: "kom ikke fram" in teams.seen(town.ks, town.channel("ks")))
    assert {one.state for one in town.rooms("forskningsradet")} == {"refused"}

    teams.people.blocks(coordinator, room, code="")
    await teams.people.says("status", coordinator, room)
    assert {one.state for one in town.rooms("forskningsradet")} == {"open"}
    await teams.until(lambda: "Påminnelse" in teams.seen(coordinator, room))


async def test_installed_anew_a_room_that_turned_a_message_away_is_back(town: Town) -> None:
    teams, room = town.teams, town.channel("forskningsradet")
    coordinator = town.places.people["forskningsradet", "coordinator"]
    teams.people.blocks(coordinator, room, code="BotNotInConversationRoster")
    town.road.clock.move_to(oslo("2026-11-23 09:00"))
    await teams.until(lambda: "kom ikke fram" in teams.seen(town.ks, town.channel("ks")))
    teams.people.blocks(coordinator, room, code="")
    await teams.people.installs(coordinator, teams.state.find(room).team)
    assert {one.state for one in town.rooms("forskningsradet")} == {"open"}


async def test_of_a_team_with_several_organisations_ks_hears_of_each(town: Town) -> None:
    teams = town.teams
    team = teams.state.find(town.channel("agder")).team
    channel = teams.state.channel("Telemark", team=team)
    await town.says("status", town.agder, channel)
    now = town.road.clock.now()
    with town.road.app.store.begin(Origin("test", "test"), now) as unit:
        room = RoomRow(platform="teams", workspace=TENANT, channel=channel, organisation="telemark", bound_at=now)
        unit.session.add(room)
    await teams.people.removes_bot(town.agder, town.channel("agder"))
    told = [say("nb", "messages.room-lost-title", organisation=f"{one} fylkeskommune") for one in ("Agder", "Telemark")]
    await teams.until(lambda: all(one in teams.seen(town.ks, town.channel("ks")) for one in told))


@pytest.mark.parametrize(("ends", "begins"), [("teamArchived", "teamUnarchived"), ("teamDeleted", "teamRestored")])
async def test_a_team_that_is_archived_or_deleted_and_brought_back(town: Town, ends: str, begins: str) -> None:
    people, room = town.teams.people, town.channel("agder")
    await people.happens(ends, town.agder, room)
    assert {(one.state, one.reason) for one in town.rooms("agder")} == {("refused", ends)}
    await people.happens(begins, town.agder, room)
    assert {one.state for one in town.rooms("agder")} == {"open"}


async def test_an_event_of_no_team_ends_nothing_but_its_own_conversation(town: Town) -> None:
    group = town.teams.state.group("Samordning", town.ks, town.agder)
    await town.says("hjelp", town.agder, group)
    seen = SeenConversation("teams", TENANT, "19:uten-team", "channel", town.teams.service_url)
    await asyncio.to_thread(note, town.road.app.store, seen, town.road.clock.now())
    await town.teams.people.does(
        "conversationUpdate", town.agder, group, channelData={"tenant": {"id": TENANT}, "eventType": "teamDeleted"}
    )
    left, other = town.conversation(group), town.conversation("19:uten-team")
    assert left is not None
    assert other is not None
    assert (left.state, other.state) == ("gone", "open")


async def test_what_is_first_said_later_is_kept_too(town: Town) -> None:
    new = town.teams.state.person("Ny Person")
    personal = town.teams.state.find(new).id
    seen = SeenConversation("teams", TENANT, personal, "personal", town.teams.service_url)
    await asyncio.to_thread(note, town.road.app.store, seen, town.road.clock.now())
    await town.says("hjelp", new)
    kept = town.conversation(personal)
    assert kept is not None
    assert kept.user == new


async def test_a_renamed_channel_keeps_what_was_said_of_itself(town: Town) -> None:
    room = town.channel("agder")
    await town.says("status", town.agder, room)
    await town.teams.people.renames(town.agder, room, "Samhandling i Agder")
    kept = town.conversation(room)
    assert kept is not None
    assert str(kept.reference["conversation"]).count(room) == 1  # and not the team's, through which the event came

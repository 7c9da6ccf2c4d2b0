"""Rooms that come and go: where the bot is installed, removed, renamed; where it may not write any more."""

from handlers.texts import say
from tests.desk import oslo
from tests.teams.conftest import Town


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
    await teams.until(lambda: title in teams.seen(town.ks, town.channel("ks")), seconds=10)
    await teams.until(lambda: title in teams.seen(town.agder), seconds=10)  # directly, since the room can't be told

    # Back again, what waited goes out in the next sending hour.
    await teams.people.installs(town.agder, room)
    assert {one.state for one in town.rooms("agder")} == {"open"}


async def test_renamed_it_is_still_the_same_room(town: Town) -> None:
    room = town.channel("agder")
    await town.teams.people.renames(town.agder, room, "Samhandling i Agder")
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
    await teams.until(lambda: "kom ikke fram" in teams.seen(town.ks, town.channel("ks")), seconds=10)
    assert {(one.state, one.reason) for one in town.rooms("forskningsradet")} == {("refused", "MessageWritesBlocked")}
    assert {one.status for one in town.messages("forskningsradet")} >= {"undeliverable"}

"""Two organisations' rooms in one Slack, the program as it runs: pressed in one, true in the other, in place."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from storage.unit_of_work.store import Store
from tests.bot.road import FR, KS, Road, on_the_road
from tests.slack_standin import SlackStandIn, slack_standin, texts
from tests.slack_standin.people import buttons


@dataclass
class TwoRooms:
    """KS's room and Forskningsrådet's; O-8 is KS's to follow up and Forskningsrådet's to do."""

    road: Road
    ks: str

    @property
    def slack(self) -> SlackStandIn:
        return self.road.slack

    async def in_room(self, channel: str, user: str, line: str) -> str:
        answer = await self.slack.people.command(f"/samhandling {line}", user=user, channel=channel)
        return texts(answer.payload)

    def about(self, channel: str, words: str) -> list[str]:
        """The outbox's messages in a room that begin so, as they read now."""
        sent = [one for one in self.slack.state.messages(channel) if "metadata" in one]
        return [texts(one) for one in sent if texts(one).lstrip().startswith(words)]


@pytest.fixture
async def rooms(sqlite_store: Store) -> AsyncIterator[TwoRooms]:
    async with slack_standin() as slack, on_the_road(slack, sqlite_store, "http", every=60) as road:
        rooms = TwoRooms(road, slack.state.channel("ks", KS, FR))
        await road.says(KS, "roller be-om KS koordinator")
        await road.says(KS, "roller godkjenn 1")
        await road.says(FR, "roller be-om Forskningsrådet koordinator")
        await road.says(KS, "roller godkjenn 2")
        await road.says(FR, "kanal Forskningsrådet")
        await rooms.in_room(rooms.ks, KS, "kanal KS")
        assert "O-8" in await rooms.in_room(rooms.ks, KS, "oppfølging ny Forskningsrådet: levere tall innen 15.12")
        await road.says(FR, "trenger-hjelp O-8 hvor er malen")
        await slack.until(lambda: rooms.about(rooms.ks, "Forskningsrådet trenger hjelp"))
        await slack.until(lambda: rooms.about(road.room, "Nytt oppfølgingspunkt fra KS"))
        yield rooms
        assert slack.state.refused == []


async def test_finished_by_a_button_in_one_room_it_is_finished_in_the_other(rooms: TwoRooms) -> None:
    slack, own = rooms.slack, rooms.road.room
    before, keys = len(slack.state.messages(rooms.ks)), slack.state.keys()
    pressed = next(one for one in slack.state.messages(own) if "Nytt oppfølgingspunkt fra KS" in texts(one))
    assert next(element["text"]["text"] for _, element in buttons(pressed)) == "Ferdig"
    await slack.people.press("Ferdig", user=FR)
    await slack.until(lambda: rooms.road.follow_up(8).state == "done")
    await slack.until(lambda: "Ferdig" in rooms.about(rooms.ks, "Forskningsrådet trenger hjelp")[0])
    await slack.until(lambda: slack.state.posts["chat.update"] == 2)

    for channel, words in ((rooms.ks, "Forskningsrådet trenger hjelp"), (own, "Nytt oppfølgingspunkt fra KS")):
        [said] = rooms.about(channel, words)
        assert "O-8 levere tall" in said
        assert "Forskningsrådet, utført mandag 23. november 2026" in said
        drawn = next(one for one in slack.state.messages(channel) if texts(one).lstrip().startswith(words))
        assert list(buttons(drawn)) == []
    assert len(slack.state.messages(rooms.ks)) == before  # edited, not said again
    assert slack.state.keys() == keys  # and still found by its key


async def test_and_the_other_way_round(rooms: TwoRooms) -> None:
    await rooms.in_room(rooms.ks, KS, "ferdig O-8")
    await rooms.slack.until(lambda: "utført" in rooms.about(rooms.road.room, "Nytt oppfølgingspunkt fra KS")[0])

"""One record, two chats: what is changed in one is seen in the messages of the other, in place; nobody is mixed up."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app import open_store
from domain.accounts import Account, Address
from domain.calendar import WorkCalendar
from storage.unit_of_work.unit import Rules
from tests.bot.road import Road, TeamsRoad, on_the_road
from tests.desk import oslo
from tests.everywhere import slack, teams
from tests.everywhere.front import Seat, flat
from tests.everywhere.town import START, furnished
from tests.slack_standin import slack_standin, texts
from tests.teams_standin import TENANT, teams_standin
from tests.teams_standin.state import State

IN_SLACK, IN_TEAMS = ("ks", "midtvik"), ("forskningsradet", "siva")
OTHER = "88f00000-0000-4000-8000-000000000008"
"""Siva's own tenant."""


@dataclass
class Both:
    """The installation, and who sits where."""

    road: Road
    places: teams.Places

    def seat(self, organisation: str) -> Seat:
        """The organisation's coordinator, in the chat that is theirs."""
        if organisation in IN_SLACK:
            user, room = slack.user_of(organisation, "coordinator"), slack.room_of(organisation)
            return slack.SlackSeat(self.road, user, room)
        assert self.road.teams is not None
        road = TeamsRoad(self.road.teams, self.road.app, self.road.clock)
        who = self.places.people[organisation, "coordinator"]
        return teams.TeamsSeat(road, who, self.places.channels[organisation])

    async def clock(self, at: str) -> None:
        self.road.clock.move_to(oslo(at))

    def slack_messages(self, organisation: str, words: str) -> list[str]:
        """Messages in an organisation's Slack room that hold some words."""
        told = self.road.slack.state.messages(slack.room_of(organisation))
        return [text for one in told if words in (text := texts(one))]


def _places(state: State) -> teams.Places:
    """Forskningsrådet and Siva in Teams, each in a tenant of its own."""
    people = {
        (slug, role): state.person(f"{slug} {role}", tenant)
        for slug, tenant in (("forskningsradet", TENANT), ("siva", OTHER))
        for role in ("coordinator", "member")
    }
    channels = {slug: state.channel(slug, people[slug, "coordinator"], people[slug, "member"]) for slug in IN_TEAMS}
    return teams.Places(people, channels, state.person("Ukjent Person"))


@pytest.fixture(scope="session")
def both_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Path:
    """The prepared database, made once."""
    path = tmp_path_factory.mktemp("both") / "town.db"
    shutil.copyfile(sqlite_template, path)
    state = State()
    places = _places(state)
    accounts = slack.people(IN_SLACK) | {
        key: Account("teams", state.people[aad].tenant, aad, " ".join(key)) for key, aad in places.people.items()
    }
    rooms = slack.rooms(IN_SLACK) | {
        slug: Address("teams", state.find(channel).tenant, channel) for slug, channel in places.channels.items()
    }
    furnished(path, rules, accounts, rooms)
    return path


@pytest.fixture
async def both(both_template: Path, tmp_path: Path) -> AsyncIterator[Both]:
    """One process that serves both chats, and two tenants of Teams."""
    async with _both(both_template, tmp_path) as running:
        yield running


@asynccontextmanager
async def _both(template: Path, folder: Path) -> AsyncIterator[Both]:
    path = folder / "town.db"
    shutil.copyfile(template, path)
    store = open_store(f"sqlite:///{path}", Rules(WorkCalendar()))
    async with slack_standin() as in_slack, teams_standin() as in_teams:
        slack.furnish(in_slack.state)
        places = _places(in_teams.state)
        await asyncio.to_thread(teams.known, store, in_teams, places)
        nothing = lambda _store, _at: None  # noqa: E731 - the database is furnished already
        async with on_the_road(
            in_slack, store, "http", teams=in_teams, tenants=(TENANT, OTHER), at=START, prepare=nothing
        ) as road:
            yield Both(road, places)
        assert not in_slack.state.refused, in_slack.state.refused
    store.close()


async def test_finished_in_teams_it_shows_in_slack(both: Both) -> None:
    await both.clock("2026-11-23 09:00")
    forsk, midtvik = both.seat("forskningsradet"), both.seat("midtvik")
    await forsk.hears("O-7")
    await forsk.says("trenger-hjelp O-7 tallene kommer ikke")
    assert "tallene kommer ikke" in flat(await midtvik.hears("trenger hjelp"))
    assert "utført" in flat(await forsk.presses("Ferdig", by="O-7"))
    await both.road.slack.until(lambda: "✓" in both.slack_messages("midtvik", "tallene kommer ikke")[0])
    [message] = both.slack_messages("midtvik", "tallene kommer ikke")  # the same one, changed where it stands
    assert "ferdig" in message.casefold()


async def test_finished_in_slack_it_shows_in_teams(both: Both) -> None:
    await both.clock("2026-11-23 09:00")
    forsk, midtvik = both.seat("forskningsradet"), both.seat("midtvik")
    assert "Over fristen siden fredag – O-7" in flat(await forsk.hears("O-7"))
    assert "O-7" in await midtvik.says("ferdig O-7")
    assert both.road.teams is not None
    channel = both.places.channels["forskningsradet"]

    def standing() -> list[str]:
        who = both.places.people["forskningsradet", "member"]
        assert both.road.teams is not None
        return [str(one.card(who)) for one in both.road.teams.state.messages(channel) if "O-7" in str(one.card(who))]

    await both.road.teams.until(lambda: "✓" in standing()[0])
    first, *_ = standing()
    assert "'line': 'ferdig O-7" not in first  # nothing is left to press


async def test_what_is_entered_in_one_chat_is_there_in_the_other(both: Both) -> None:
    midtvik, siva = both.seat("midtvik"), both.seat("siva")
    await midtvik.says("oppfølging ny Siva: svar på høring innen 4.12.2026")
    assert "svar på høring" in flat(await siva.hears("svar på høring"))
    assert "svar på høring" in flat(await siva.says("mine"))


async def test_a_tenant_that_is_not_on_the_list_is_refused_and_logged(both: Both) -> None:
    assert both.road.teams is not None
    people, state = both.road.teams.people, both.road.teams.state
    stranger = state.person("Fremmed", "77f00000-0000-4000-8000-000000000007")
    with capture_logs() as logs:
        said = await people.says("status", stranger)
    assert said.answer.status == 403
    [refused] = [one for one in logs if one["event"] == "teams.refused"]
    assert (refused["why"], refused["tenant"]) == ("tenant", "77f00000-0000-4000-8000-000000000007")
    assert not state.posted(stranger)


async def test_the_same_id_in_another_tenant_is_somebody_else(both: Both) -> None:
    """A person of Siva's tenant with the directory id of Forskningsrådet's coordinator is a stranger there."""
    assert both.road.teams is not None
    teams_, places = both.road.teams, both.places
    activity = teams_.people.message("ferdig O-7", places.people["siva", "coordinator"])
    activity["from"]["aadObjectId"] = places.people["forskningsradet", "coordinator"]
    await teams_.deliver(activity)
    await teams_.until(lambda: "kjenner deg ikke" in str(teams_.state.posted(places.people["siva", "coordinator"])))
    assert "O-7" in await both.seat("forskningsradet").says("mine")


async def test_a_channel_of_one_tenant_is_not_bound_from_another(both: Both) -> None:
    """Siva's coordinator names Forskningsrådet's channel, from Siva's tenant: it is another room, and not theirs."""
    assert both.road.teams is not None
    teams_, places = both.road.teams, both.places
    siva = places.people["siva", "coordinator"]
    activity = teams_.people.message("kanal Siva", siva, places.channels["siva"])
    activity["conversation"]["id"] = places.channels["forskningsradet"]
    await teams_.deliver(activity)
    with both.road.app.store.read(both.road.clock.now()) as snapshot:
        room = snapshot.directory.room(Address("teams", TENANT, places.channels["forskningsradet"]))
        assert room is not None
        assert room.organisation == "forskningsradet"

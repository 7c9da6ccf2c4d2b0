"""A running installation and a Teams in which everybody has their role, and each organisation its channel."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_store
from domain.accounts import Address
from domain.calendar import WorkCalendar
from storage.tables import ConversationRow, MessageRow, RoomRow
from storage.unit_of_work.unit import Rules
from tests.bot.road import TeamsRoad, on_the_teams_road
from tests.everywhere.teams import Places, furnish, known, prepare
from tests.everywhere.town import START
from tests.made_once import made_once
from tests.teams_standin import TENANT, TeamsStandIn, teams_standin


@dataclass
class Town:
    """The installation, its Teams, and who and what is in it."""

    road: TeamsRoad
    teams: TeamsStandIn
    places: Places

    @property
    def ks(self) -> str:
        """KS' coordinator."""
        return self.places.people["ks", "coordinator"]

    @property
    def agder(self) -> str:
        """Agder's coordinator."""
        return self.places.people["agder", "coordinator"]

    def channel(self, organisation: str) -> str:
        """An organisation's channel."""
        return self.places.channels[organisation]

    async def says(self, line: str, who: str, where: str = "") -> str:
        """Says something, and waits for what comes of it in the same conversation."""
        before = self.teams.seen(who, where)
        await self.teams.people.says(line, who, where)
        said = f": {line}"
        await self.teams.until(lambda: self._after(who, where, before, said))
        return self._after(who, where, before, said)

    def _after(self, who: str, where: str, before: str, said: str) -> str:
        return self.teams.seen(who, where).removeprefix(before).rpartition(said)[2].strip()

    def rooms(self, organisation: str) -> list[RoomRow]:
        """The organisation's rooms in Teams as they stand."""
        from sqlmodel import select

        with self.road.app.store.read(self.road.clock.now()) as snapshot:
            query = select(RoomRow).where(RoomRow.organisation == organisation, RoomRow.platform == "teams")
            return list(snapshot.session.exec(query))

    def conversation(self, channel: str) -> ConversationRow | None:
        """What is kept of a conversation."""
        from storage.delivery.conversations import conversation

        with self.road.app.store.read(self.road.clock.now()) as snapshot:
            return conversation(snapshot.session, "teams", TENANT, channel)

    def messages(self, organisation: str) -> list[MessageRow]:
        """The outbox's messages to an organisation, oldest first."""
        from sqlmodel import select

        with self.road.app.store.read(self.road.clock.now()) as snapshot:
            query = select(MessageRow).where(MessageRow.organisation == organisation).order_by("id")
            return list(snapshot.session.exec(query))


@pytest.fixture(scope="session")
def teams_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, rules: Rules) -> Path:
    """The prepared database, made once."""

    def make(path: Path) -> None:
        shutil.copyfile(sqlite_template, path)
        prepare(path, rules)

    return made_once(tmp_path_factory, "teams-town.db", make)


@pytest.fixture
async def town(teams_template: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """The town on the morning of 23 November 2026, ten minutes to nine."""
    async with a_town(teams_template, tmp_path) as made:
        yield made


@asynccontextmanager
async def a_town(
    template: Path, folder: Path, tenants: tuple[str, ...] = (TENANT,), **teams_more: Any
) -> AsyncIterator[Town]:
    path = folder / "town.db"
    shutil.copyfile(template, path)
    store = open_store(f"sqlite:///{path}", Rules(WorkCalendar()))
    async with teams_standin() as teams:
        places = furnish(teams.state)
        await asyncio.to_thread(known, store, teams, places)
        nothing = lambda _store, _at: None  # noqa: E731 - the database is furnished already
        async with on_the_teams_road(teams, store, at=START, prepare=nothing, tenants=tenants, **teams_more) as road:
            yield Town(road, teams, places)
    store.close()


def room(channel: str) -> Address:
    """A channel of the town as a room."""
    return Address("teams", TENANT, channel)

"""The conversations in Teams: said to the bot directly, heard and pressed in the organisation's channel."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.app import open_store
from domain.accounts import Account, Address
from domain.calendar import WorkCalendar
from storage.delivery.conversations import SeenConversation, note
from storage.unit_of_work.store import Store
from storage.unit_of_work.unit import Rules
from tests.bot.road import TeamsRoad, on_the_teams_road
from tests.desk import oslo
from tests.everywhere.front import Front, Seat, Typed, flat
from tests.everywhere.town import ORGANISATIONS, ROLES, START, furnished
from tests.teams_standin import BOT, TENANT, TeamsStandIn, teams_standin, texts
from tests.teams_standin.limits import inputs
from tests.teams_standin.state import Json, Message, State

_OPEN = "Åpne skjemaet"


@dataclass
class Places:
    """Who and where, by organisation."""

    people: dict[tuple[str, str], str]
    channels: dict[str, str]
    nobody: str


def furnish(state: State, organisations: tuple[str, ...] = ORGANISATIONS) -> Places:
    """A team with a channel for each organisation, and everybody in it."""
    nobody = state.person("Ukjent Person")
    who = {(slug, role): state.person(f"{slug} {role}") for slug in organisations for _, role in ROLES}
    channels = {slug: state.channel(slug, nobody, *(who[slug, role] for _, role in ROLES)) for slug in organisations}
    return Places(who, channels, nobody)


def prepare(path: Path, rules: Rules) -> None:
    """The town, all of it in Teams."""
    places = furnish(State())
    accounts = {key: Account("teams", TENANT, aad, " ".join(key)) for key, aad in places.people.items()}
    rooms = {slug: Address("teams", TENANT, channel) for slug, channel in places.channels.items()}
    furnished(path, rules, accounts, rooms)


@dataclass
class TeamsSeat(Seat):
    """A person: what they say goes to `where` (nothing: their own conversation with the bot)."""

    road: TeamsRoad
    who: str
    channel: str
    where: str = ""

    async def says(self, line: str) -> str:
        teams = self.road.teams
        before = self._count(self.where)
        await teams.people.says(line, self.who, self.where)
        await teams.until(lambda: self._count(self.where) > before)
        said = self._last(self.where)
        return await teams.people.open_dialog(_OPEN, self.who, self.where) if f"[{_OPEN}]" in said else said

    async def presses(self, label: str, by: str = "") -> str:
        where = self.channel if by else self.where
        before = len(self._messages())
        shown = await self.road.teams.people.press(label, self.who, where)
        if not by:
            return shown
        await self.road.teams.until(lambda: len(self._messages()) > before)
        return "\n".join([shown, *self._messages()[before:]])

    async def fills(self, typed: Typed) -> str:
        people = self.road.teams.people
        if self.who in self.road.teams.state.dialogs:
            before = self._count(self.where)
            card = self.road.teams.state.dialogs[self.who].card
            shown = await people.submit_dialog(_chosen(card, typed), self.who)
            if self.who in self.road.teams.state.dialogs:
                return shown
            await self.road.teams.until(lambda: self._count(self.where) > before)
            return self._last(self.where)
        people.fill(_chosen(self._card(), typed), self.who, self.where)
        return await people.press("Lagre", self.who, self.where)

    def _card(self) -> Json:
        with self.road.teams.state.changed:
            return self._replies(self.where)[-1].card(self.who) or {}

    async def form(self) -> dict[str, str]:
        with self.road.teams.state.changed:
            room = self.road.teams.state.find(self.where, self.who)
            message = room.messages[-1]
            card = message.card(self.who)
            if card is None:
                return {}
            typed = message.typed.get(self.who, {})
            return {str(one["label"]): _label(one, typed.get(one["id"], one.get("value", ""))) for one in inputs(card)}

    async def hears(self, words: str) -> str:
        def told() -> list[str]:
            return [one for one in self._messages() if words in flat(one)]

        await self.road.teams.until(told)
        return told()[-1]

    async def heard(self) -> str:
        return "\n\n".join(self._messages())

    def _messages(self) -> list[str]:
        return [texts(card) for one in self.road.teams.state.messages(self.channel) if (card := one.card(self.who))]

    def _replies(self, where: str) -> list[Message]:
        """What the bot has answered there: what the outbox has sent meanwhile is something else."""
        with self.road.teams.state.changed:
            said = [one for one in self.road.teams.state.find(where, self.who).messages if one.who == BOT]
            return [one for one in said if '"source": "outbox"' not in json.dumps(one.content)]

    def _count(self, where: str) -> int:
        return len(self._replies(where))

    def _last(self, where: str) -> str:
        message = self._replies(where)[-1]
        return texts(card) if (card := message.card(self.who)) else str(message.content.get("text", ""))


def _chosen(card: Json, typed: Typed) -> dict[str, str | list[str]]:
    """What is typed, several choices apart."""
    several = {str(one.get("label")) for one in inputs(card) if one.get("isMultiSelect")}
    return {label: value.split(", ") if label in several else value for label, value in typed.items()}


def _label(node: dict[str, object], value: object) -> str:
    choices = node.get("choices")
    if not isinstance(choices, list):
        return str(value)
    return next((str(one["title"]) for one in choices if one["value"] == value), "")


class TeamsFront(Front):
    """The program over HTTP, with a stand-in for Teams."""

    def __init__(self, road: TeamsRoad, places: Places) -> None:
        self.road, self.app, self.places = road, road.app, places

    async def seat(self, organisation: str, role: str = "coordinator") -> Seat:
        return TeamsSeat(self.road, self.places.people[organisation, role], self.places.channels[organisation])

    async def stranger(self) -> Seat:
        return TeamsSeat(self.road, self.places.nobody, self.places.channels["ks"])

    async def clock(self, at: str) -> None:
        self.road.clock.move_to(oslo(at))


def known(store: Store, teams: TeamsStandIn, places: Places) -> None:
    """The app has been installed everywhere: its conversations are known."""
    rooms = [teams.state.find(channel) for channel in places.channels.values()]
    for room in rooms:
        seen = SeenConversation(
            "teams", room.tenant, room.id, "channel", teams.service_url, name=room.name, team=room.team
        )
        note(store, seen, oslo(START))


@asynccontextmanager
async def teams(template: Path, _folder: Path) -> AsyncIterator[Front]:
    """Teams over a prepared database."""
    store = open_store(f"sqlite:///{template}", Rules(WorkCalendar()))
    async with teams_standin() as stand_in:
        places = furnish(stand_in.state)
        known(store, stand_in, places)
        async with on_the_teams_road(stand_in, store, at=START, prepare=lambda _store, _at: None) as road:
            yield TeamsFront(road, places)
        assert not stand_in.state.refused, stand_in.state.refused
    store.close()

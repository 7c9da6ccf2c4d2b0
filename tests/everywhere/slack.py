"""The conversations in Slack: slash commands in the organisation's room, buttons, modals."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import open_store
from domain.accounts import Account, Address
from storage.unit_of_work.unit import Rules
from tests.bot.road import Road, on_the_road
from tests.desk import oslo
from tests.everywhere.front import Front, Seat, Typed, flat
from tests.everywhere.town import ORGANISATIONS, ROLES, START, furnished
from tests.slack_standin import TEAM, slack_standin, texts
from tests.slack_standin.people import buttons


def user_of(organisation: str, role: str) -> str:
    """A user's id, as Slack would never choose it."""
    return f"U0{organisation.upper()}{role.upper()}"


def room_of(organisation: str) -> str:
    """The id the stand-in gives the room."""
    return f"C0ROOM{organisation.upper()}"


def people(organisations: tuple[str, ...] = ORGANISATIONS) -> dict[tuple[str, str], Account]:
    """Everybody's account in Slack."""
    return {
        (slug, role): Account("slack", TEAM, user_of(slug, role), f"{slug} {role}")
        for slug in organisations
        for _, role in ROLES
    }


def rooms(organisations: tuple[str, ...] = ORGANISATIONS) -> dict[str, Address]:
    """Everybody's room in Slack."""
    return {slug: Address("slack", TEAM, room_of(slug)) for slug in organisations}


def prepare(path: Path, rules: Rules) -> None:
    """The town, all of it in Slack."""
    furnished(path, rules, people(), rooms())


@dataclass
class SlackSeat(Seat):
    """A user in a room."""

    road: Road
    user: str
    room: str

    async def says(self, line: str) -> str:
        seen = self._whispers()
        answer = await self.road.slack.people.command(f"/samhandling {line}", user=self.user, channel=self.room)
        if answer.payload:
            return texts(answer.payload)
        return texts(view) if (view := self._view()) else await self._next(seen)

    async def presses(self, label: str, by: str = "") -> str:
        seen, state = self._whispers(), self.road.slack.state
        nth = -1
        if by:
            visible = [drawn for _, drawn, _, _ in self.road.slack.people._visible(self.user, label)]
            nth = max(number for number, drawn in enumerate(visible) if by in texts(drawn))
        await self.road.slack.people.press(label, user=self.user, nth=nth)
        return texts(state.views[self.user]) if self.user in state.views else await self._next(seen)

    async def fills(self, typed: Typed) -> str:
        seen = self._whispers()
        sent = await self.road.slack.people.submit(typed, user=self.user)
        if not sent.closed:
            return "\n".join(sent.errors.values()) or texts(sent.view)
        return await self._next(seen)

    async def form(self) -> dict[str, str]:
        view = self._view()
        if view is None:
            return {}
        kept = self.road.slack.state.typed.get(self.user, {})
        return {
            block["label"]["text"]: _value(kept.get((block["block_id"], block["element"]["action_id"]), {}))
            or str(block["element"].get("initial_value", ""))
            for block in view["blocks"]
            if block["type"] == "input"
        }

    async def hears(self, words: str) -> str:
        def told() -> list[str]:
            return [one for one in self._messages() if words in flat(one)]

        await self.road.slack.until(told)
        return told()[-1]

    async def heard(self) -> str:
        return "\n\n".join(self._messages())

    def _messages(self) -> list[str]:
        return [texts(one) for one in self.road.slack.state.messages(self.room)]

    def _view(self) -> Any:
        return self.road.slack.state.views.get(self.user)

    def _whispers(self) -> list[str]:
        return [texts(one) for one in self.road.slack.state.whispers(self.user)]

    async def _next(self, seen: list[str]) -> str:
        """What has been whispered since, or now stands where something else did."""
        await self.road.slack.until(lambda: self._whispers() != seen)
        return "\n".join(one for one in self._whispers() if one not in seen)


def _value(kept: Mapping[str, Any]) -> str:
    option = kept.get("selected_option")
    return option["text"]["text"] if option else str(kept.get("value") or "")


class SlackFront(Front):
    """The program over HTTP, with a stand-in for Slack."""

    def __init__(self, road: Road) -> None:
        self.road, self.app = road, road.app

    async def seat(self, organisation: str, role: str = "coordinator") -> Seat:
        return SlackSeat(self.road, user_of(organisation, role), room_of(organisation))

    async def stranger(self) -> Seat:
        return SlackSeat(self.road, "U0NOBODY", room_of("ks"))

    async def clock(self, at: str) -> None:
        self.road.clock.move_to(oslo(at))


def furnish(state: Any) -> None:
    """The rooms, and who is in them."""
    for slug in ORGANISATIONS:
        state.channel(f"room-{slug}", "U0NOBODY", *(user_of(slug, role) for _, role in ROLES))


@asynccontextmanager
async def slack(template: Path, _folder: Path) -> AsyncIterator[Front]:
    """Slack over a prepared database."""
    store = open_store(f"sqlite:///{template}", Rules(_calendar()))
    async with slack_standin() as stand_in:
        furnish(stand_in.state)
        async with on_the_road(stand_in, store, "http", at=START, prepare=lambda _store, _at: None) as road:
            yield SlackFront(road)
        assert not stand_in.state.refused, stand_in.state.refused
    store.close()


def _calendar() -> Any:
    from domain.calendar import WorkCalendar

    return WorkCalendar()


__all__ = ["buttons", "prepare", "slack"]

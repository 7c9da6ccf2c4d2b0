"""Several Slack workspaces, each with an app of its own: what comes from one is never taken for another's."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
import uvicorn
from pydantic import SecretStr
from sqlmodel import select
from starlette.applications import Starlette

from bot.delivery.chat import BusyError, RefusedError
from bot.settings import SlackKeys
from bot.slack.workspaces import Workspaces, workspaces
from domain.accounts import Address
from handlers.cards import Card
from storage.setup.reference import load_reference
from storage.tables import RoomRow
from storage.unit_of_work.store import Store
from tests.bot.road import KS, on_the_road
from tests.bot.slack.slack_app import NOW, Secretary
from tests.patience import PATIENCE
from tests.slack_standin import AWAY, HOME, Answer, InWorkspace, SlackStandIn, Workspace, slack_standin, texts
from tests.slack_standin.faults import Fault
from tests.slack_standin.people import People, encoded, signed

NOT_SURE = "Herfra kan ikke Samhandling vite sikkert hvem du er."
KARI = "U0KARI"


def keys(workspace: Workspace, *, socket: bool = False) -> SlackKeys:
    app_token = SecretStr(workspace.app_token) if socket else None
    return SlackKeys(SecretStr(workspace.bot_token), app_token, SecretStr(workspace.signing_secret))


@dataclass
class Two:
    """A Slack with two workspaces, a program that serves both over HTTP, and who answers."""

    slack: SlackStandIn
    away: InWorkspace
    secretary: Secretary
    served: Workspaces

    @property
    def asked(self) -> list[tuple[str, str, str]]:
        """(line, account, room) of everything that was heard."""
        return [(one.line, str(one.account), str(one.room)) for one in self.secretary.asked]


@asynccontextmanager
async def serving(slack: SlackStandIn, apps: Sequence[SlackKeys]) -> AsyncIterator[Two]:
    secretary, away = Secretary(), slack.also(AWAY)
    wired = {"answer": secretary.answer, "home": secretary.home, "now": lambda: NOW}
    async with workspaces(apps, slack.api_url, **wired) as served:  # type: ignore[arg-type] # any of them
        config = uvicorn.Config(
            Starlette(routes=served.routes), host="127.0.0.1", port=0, log_config=None, access_log=False, lifespan="off"
        )
        config.load()
        server = uvicorn.Server(config)
        server.lifespan = config.lifespan_class(config)
        await server.startup()
        port = server.servers[0].sockets[0].getsockname()[1]
        slack.over_http(f"http://127.0.0.1:{port}/slack/events")
        try:
            yield Two(slack, away, secretary, served)
        finally:
            await served.drain()
            await slack.hang_up()
            server.force_exit = True
            await server.shutdown()


@pytest.fixture
async def two() -> AsyncIterator[Two]:
    async with slack_standin() as slack, serving(slack, [keys(HOME), keys(AWAY)]) as two:
        yield two


class Through:
    """Sends what people of one workspace do by the app of another, which its secret allows."""

    def __init__(self, slack: SlackStandIn, workspace: Workspace) -> None:
        self.slack, self.workspace = slack, workspace

    async def send(self, kind: str, body: dict[str, object], retry: int | None = None) -> Answer:
        return await self.slack.deliver(self.workspace, kind, body, retry)


# -- each hears its own ------------------------------------------------------------------------------------------------


async def test_the_same_ids_in_two_workspaces(two: Two) -> None:
    for place in (two.slack, two.away):
        room = place.state.channel("rom", KARI)
        await place.people.command("/samhandling status", KARI, room)
        await place.people.press("Ferdig", KARI, nth=0)
        await place.people.mention("rom", KARI, room, event_id="Ev1")
        await place.people.direct("møte ny", KARI)
    await two.served.drain()
    assert two.asked == [
        (line, f"slack:{team}:U0KARI", f"slack:{team}:{room}")
        for team in ("T0HOME", "T0AWAY")
        for line, room in (("status", "C0ROM"), ("ferdig O-7", "C0ROM"), ("rom", "C0ROM"), ("møte ny", "U0KARI"))
    ]
    assert len({one.request_id for one in two.secretary.asked}) == 8  # not even requests of one id are one
    for place in (two.slack, two.away):
        assert len(place.state.messages("C0ROM")) == 1
        assert "O-7 er ferdig" in texts(place.state.whispers(KARI)[0])
        await place.people.press("Åpne skjemaet", KARI)
        assert (await place.people.submit({"Dato": "15. april"}, KARI)).closed
        await two.served.drain()
        assert "Møtet er satt til 15. april" in texts(place.state.messages(KARI)[-1])
        assert not place.state.refused


async def test_slack_is_asked_whose_the_tokens_are_only_when_there_are_several(two: Two) -> None:
    assert (two.slack.state.posts["auth.test"], two.away.state.posts["auth.test"]) == (1, 1)
    async with slack_standin() as slack, serving(slack, [keys(HOME)]) as one:
        await one.slack.people.command("/samhandling status")
        guest = slack.state.person("U0GJEST", "T0AWAY")
        await one.slack.people.mention("status", guest, slack.state.channel("rom", guest))
        assert [account for _, account, _ in one.asked] == ["slack:T0HOME:U0ANNA", "slack:T0AWAY:U0GJEST"]
        assert slack.state.posts["auth.test"] == 0


# -- what one workspace says of another's people -----------------------------------------------------------------------


async def test_who_holds_one_workspaces_secret_speaks_for_nobody_of_another(two: Two) -> None:
    forged = People(two.away.state, Through(two.slack, HOME), two.slack.base_url)
    room = two.away.state.channel("rom", KARI)
    await two.away.people.command("/samhandling status", KARI, room)
    await two.away.people.command("/samhandling møte ny", KARI, room)
    heard = len(two.asked)

    assert NOT_SURE in texts((await forged.command("/samhandling status", KARI, room)).payload)
    assert (await forged.press("Ferdig", KARI, nth=0)).status == 200
    assert (await forged.submit({"Dato": "15. april"}, KARI)).errors == {
        "Dato": f"{NOT_SURE} Skriv til Samhandling i ditt eget arbeidsområde i Slack, eller prøv igjen om litt."
    }
    for doing in (forged.mention("status", KARI, room), forged.direct("status", KARI), forged.opens_home(KARI)):
        assert (await doing).status == 200
    await two.served.drain()
    assert len(two.asked) == heard
    assert NOT_SURE in texts(two.away.state.whispers(KARI)[-1])


async def test_somebody_of_another_workspace_in_a_shared_room_is_told_where_to_speak(
    two: Two, capsys: pytest.CaptureFixture[str]
) -> None:
    """Slack Connect: she presses a button in a room of ours, and her own workspace has an app of ours too."""
    guest = two.slack.state.person(KARI, "T0AWAY")
    room = two.slack.state.channel("felles", guest, "U0ANNA")
    await two.slack.people.mention("status", guest, room)
    await two.served.drain()
    assert two.asked == []
    assert NOT_SURE in texts(two.slack.state.whispers(guest)[0])
    assert "slack.not_heard" in capsys.readouterr().out


async def test_a_guest_whose_workspace_has_no_app_of_ours_is_heard(two: Two) -> None:
    guest = two.slack.state.person("U0GJEST", "T0THIRD")
    room = two.slack.state.channel("felles", guest)
    await two.slack.people.mention("status", guest, room)
    await two.served.drain()
    await two.slack.people.press("Nytt møte", guest)
    assert {(account, room) for _, account, room in two.asked} == {
        ("slack:T0THIRD:U0GJEST", f"slack:T0HOME:{room}")  # a button says of itself that it is of T0THIRD
    }


@pytest.mark.parametrize(
    ("user", "team"),
    [
        ("T0AWAY:U0KARI", ""),
        ("", "T0AWAY:U0KARI"),
        ("AWAY:U0KARI", "T0"),
        ("U0KARI", "T0AWAY:x"),
        ("u0kari", "T0THIRD"),
    ],
)
async def test_what_is_no_id_is_nobody(two: Two, user: str, team: str) -> None:
    """Accounts are known by their ids put together: nobody becomes another by what they put in one of them."""
    body = {
        "command": "/samhandling", "text": "status", "user_id": user, "team_id": team,
        "channel_id": "C1", "channel_name": "rom", "trigger_id": "t1", "response_url": "http://127.0.0.1:1/",
    }  # fmt: skip
    answer = await two.slack.deliver(HOME, "slash_commands", body)
    assert NOT_SURE in texts(answer.payload)
    assert two.asked == []


@pytest.mark.parametrize("claimed", [HOME, AWAY])
async def test_a_signature_of_nobodys_is_refused_whatever_is_claimed(two: Two, claimed: Workspace) -> None:
    stranger = replace(claimed, signing_secret="somebody-elses-secret")
    place = two.slack if claimed is HOME else two.away
    people = People(place.state, Through(two.slack, stranger), two.slack.base_url)
    assert (await people.command("/samhandling status", KARI)).status == 401
    assert (await people.direct("status", KARI)).status == 401
    text, kind = encoded("events_api", {"type": "url_verification", "challenge": "c"})
    for headers in (
        {},
        {"X-Slack-Signature": "v0=é", "X-Slack-Request-Timestamp": "x"},
        signed(text, 1, HOME.signing_secret),
    ):
        assert (await two.slack.post(text, {"Content-Type": kind, **headers})).status == 401
    assert two.asked == []


async def test_tokens_in_different_orders_hear_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    crossed = [
        SlackKeys(SecretStr(one.bot_token), None, SecretStr(other.signing_secret))
        for one, other in ((HOME, AWAY), (AWAY, HOME))
    ]
    async with slack_standin() as slack, serving(slack, crossed) as two:
        assert NOT_SURE in texts((await slack.people.command("/samhandling status")).payload)
        assert two.asked == []
    assert "slack.not_heard" in capsys.readouterr().out


# -- while Slack hasn't said whose a token is --------------------------------------------------------------------------


async def test_a_token_that_slack_refuses_keeps_nobody_else_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.workspaces.AGAIN", 0.01)
    monkeypatch.setattr("bot.slack.workspaces.FIRST_LOOK", 0.01)
    async with slack_standin() as slack:
        later = replace(AWAY, bot_token="xoxb-not-yet-installed")
        async with serving(slack, [keys(HOME), keys(later)]) as two:
            first, second = two.served._installations
            await first.known.wait()
            assert (await slack.people.command("/samhandling status")).status == 200
            assert (await two.away.people.command("/samhandling status")).status == 401
            with pytest.raises(BusyError):
                await two.served.chat.post(Address("slack", "T0AWAY", "C1"), Card("Hei"), "k")
            two.away.state.workspace = later
            await second.known.wait()
            assert (await two.away.people.command("/samhandling status")).status == 200
            assert [account for _, account, _ in two.asked] == ["slack:T0HOME:U0ANNA", "slack:T0AWAY:U0ANNA"]


@pytest.mark.parametrize("fault", [Fault("500"), Fault("garbage"), Fault("500_after"), Fault("lost")], ids=str)
async def test_slack_is_asked_again_whatever_it_answered(monkeypatch: pytest.MonkeyPatch, fault: Fault) -> None:
    monkeypatch.setattr("bot.slack.workspaces.AGAIN", 0.01)
    async with slack_standin() as slack:
        slack.faults.plan("auth.test", fault)
        async with serving(slack, [keys(HOME), keys(AWAY)]) as two:
            for one in two.served._installations:
                await asyncio.wait_for(one.known.wait(), PATIENCE)
            assert (await slack.people.command("/samhandling status")).status == 200


async def test_a_workspace_is_served_though_its_name_can_not_be_kept(capsys: pytest.CaptureFixture[str]) -> None:
    def learnt(*_: object) -> None:
        raise OSError("the disk is full")

    secretary = Secretary()
    async with slack_standin() as slack:
        slack.also(AWAY)
        front = {"answer": secretary.answer, "home": secretary.home, "now": lambda: NOW}
        async with workspaces([keys(HOME), keys(AWAY)], slack.api_url, learnt=learnt, **front) as served:  # type: ignore[arg-type] # any of them
            assert await served.reachable() == "ok"
    assert "slack.workspace_not_kept" in capsys.readouterr().out


async def test_no_guest_is_heard_before_it_is_known_whose_they_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.workspaces.FIRST_LOOK", 0.01)
    async with slack_standin() as slack:
        unknown = replace(AWAY, bot_token="xoxb-of-nobody")
        async with serving(slack, [keys(HOME), keys(unknown)]) as two:
            await two.served._installations[0].known.wait()
            guest = slack.state.person("U0GJEST", "T0AWAY")
            room = slack.state.channel("felles", guest, "U0ANNA")
            await slack.people.mention("status", guest, room)
            await slack.people.mention("status", "U0ANNA", room)
            await two.served.drain()
            assert [account for _, account, _ in two.asked] == ["slack:T0HOME:U0ANNA"]
            with pytest.raises(BusyError):
                await two.served.chat.post(Address("slack", "T0AWAY", "C1"), Card("Hei"), "k")


async def test_a_workspace_without_an_app_of_ours_refuses(two: Two) -> None:
    chat = two.served.chat
    for place in (two.slack, two.away):
        room = Address("slack", place.state.workspace.team, place.state.channel("rom", KARI))
        posted = await chat.post(room, Card("Hei"), f"k-{room.workspace}")
        assert await chat.find(room, f"k-{room.workspace}", NOW, NOW.replace(year=2030)) == posted
        await chat.update(posted, Card("Hei igjen"))
        assert place.state.keys() == [f"k-{room.workspace}"]
    for attempt in (
        chat.post(Address("slack", "T0THIRD", "C0ROM"), Card("Hei"), "k"),
        chat.find(Address("slack", "T0THIRD", "C0ROM"), "k", NOW, NOW),
    ):
        with pytest.raises(RefusedError, match="no_installation"):
            await attempt


# -- the whole road ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["http", "socket"])
async def test_two_workspaces_served_by_one_program(store: Store, way: str) -> None:
    async with slack_standin() as slack:
        away = slack.also(AWAY)
        async with on_the_road(slack, store, way, prepare=load_reference, every=600, workspaces=(HOME, AWAY)) as road:
            room = away.state.channel("forskningsradet", KARI, KS)  # the id of another room in the other workspace
            assert room == road.room

            async def says(user: str, line: str) -> str:
                return texts((await away.people.command(f"/samhandling {line}", user, room)).payload)

            assert "er nå koordinator i KS" in await road.says(KS, f"roller gi KS koordinator slack:T0HOME:{KS}")
            assert "kjenner deg ikke" in await says(KS, "status")  # the same id, somebody else
            assert "Du har bedt om" in await says(KARI, "roller be-om Agder koordinator")
            assert "er nå koordinator i Agder" in await road.says(KS, "roller godkjenn 1")
            await slack.until(lambda: "Du er nå koordinator i Agder" in texts(away.state.messages(KARI)))
            assert "er nå Agder fylkeskommune sin" in await says(KARI, "kanal Agder")
            assert "er nå KS" in await road.says(KS, "kanal KS")

            await road.says(KS, "oppfølging ny Agder: sende tall innen 15.12")
            await slack.until(lambda: "Nytt oppfølgingspunkt fra KS" in texts(away.state.messages(room)))
            assert "Nytt oppfølgingspunkt" not in texts(slack.state.messages(room))
            await away.people.press("Ferdig", KARI)
            await slack.until(lambda: road.follow_up(1).state == "done")
            assert slack.state.refused == away.state.refused == []
            with store.read(road.clock.now()) as snapshot:
                bound = snapshot.session.exec(select(RoomRow).where(RoomRow.platform == "slack")).all()
            assert {(one.workspace, one.channel, one.organisation) for one in bound} == {
                ("T0HOME", room, "ks"), ("T0AWAY", room, "agder"),
            }  # fmt: skip


async def test_what_slack_calls_the_workspaces_is_told_and_when_all_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.workspaces.AGAIN", 0.01)
    told: list[tuple[dict[str, str], frozenset[str]]] = []
    secretary = Secretary()
    async with slack_standin() as slack:
        slack.also(AWAY)
        async with workspaces(
            [keys(HOME), keys(AWAY)],
            slack.api_url,
            answer=secretary.answer,
            home=secretary.home,
            now=lambda: NOW,
            learnt=lambda names, ours: told.append((dict(names), ours)),
        ):
            pass
    assert {workspace: name for names, _ in told for workspace, name in names.items()} == {
        "T0HOME": "Hjemme", "T0AWAY": "Borte",
    }  # fmt: skip
    assert [ours for _, ours in told] == [frozenset(), frozenset({"T0HOME", "T0AWAY"})]

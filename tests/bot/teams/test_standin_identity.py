"""The stand-in's tokens before the Teams SDK's own checks, and its activities before the SDK's own models."""

import os
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from unittest.mock import patch

import jwt
import pytest
import uvicorn

from tests.bot.teams.teams_bot import Json, button, card, message, redrawn, teams_bot, text
from tests.teams_standin import BOT_APP, TENANT, UNREACHABLE, TeamsStandIn, teams_standin

FORGED: dict[str, Json] = {
    "too old": {"age": 2 * 3600},
    "for another bot": {"audience": "0b07a991-0000-4000-8000-00000000ffff"},
    "by somebody else": {"key": "somebody else's"},
    "from another service": {"service_url": "https://smba.example/emea/"},
    "by another issuer": {"issuer": "https://login.example"},
}


@contextmanager
def importing() -> Iterator[None]:
    """Around an import of the SDK, which warns of its own previews and reads the `.env` of whoever runs the tests."""
    with warnings.catch_warnings(), patch.dict(os.environ, {"PYTHON_DOTENV_DISABLED": "1"}):
        warnings.simplefilter("ignore")
        yield


async def test_the_sdk_takes_the_tokens_and_none_that_is_forged() -> None:
    with importing():
        from microsoft_teams.apps.auth import InboundActivityTokenValidator
    async with teams_standin() as teams:
        validator = InboundActivityTokenValidator(BOT_APP, teams.cloud())
        claims = await validator.validate_token(teams.identity.bearer(teams.service_url), teams.service_url)
        assert (claims["aud"], claims["serviceurl"]) == (BOT_APP, teams.service_url)
        for forged in FORGED.values():
            token = teams.identity.bearer(**{"service_url": teams.service_url, **forged})
            with pytest.raises(jwt.InvalidTokenError):
                await validator.validate_token(token, teams.service_url)


@asynccontextmanager
async def sdk_bot(teams: TeamsStandIn) -> AsyncIterator[list[str]]:
    """A bot on the Teams SDK as it comes; what it has heard."""
    with importing():
        from fastapi import FastAPI
        from microsoft_teams.api.activities import MessageActivity
        from microsoft_teams.apps import ActivityContext, App, FastAPIAdapter
        from microsoft_teams.cards import AdaptiveCard
    heard: list[str] = []
    web = FastAPI()
    app = App(client_id=BOT_APP, token=teams.token, cloud=teams.cloud(), http_server_adapter=FastAPIAdapter(app=web))

    @app.on_message
    async def _(ctx: ActivityContext[MessageActivity]) -> None:
        heard.append(ctx.activity.text)
        await ctx.send(AdaptiveCard.model_validate(card(text("Hei"), actions=(button("Ferdig", "x"),))))

    await app.initialize()
    config = uvicorn.Config(web, host="127.0.0.1", port=0, log_config=None, access_log=False)
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    teams.over_http(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/api/messages")
    try:
        yield heard
    finally:
        server.force_exit = True
        await server.shutdown()
        await app.http_client.http.aclose()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the SDK makes clients it has deprecated itself
async def test_a_bot_on_the_sdk_is_reached_with_the_right_token_only() -> None:
    async with teams_standin() as teams, sdk_bot(teams) as heard:
        anna = teams.state.person("Anna")
        activity = teams.people.message("status", anna)
        wrong = [
            f"Bearer {teams.identity.bearer(**{'service_url': teams.service_url, **how})}" for how in FORGED.values()
        ]
        for header in ("", "Bearer tull", *wrong):
            assert (await teams.deliver(activity, header)).status == 401
        assert heard == []
        assert (await teams.deliver(activity)).status == 500  # it sends a card without summary, which is refused here
        assert heard == ["status"]
        assert teams.state.refused == ["BadArgument: a card without summary: the notification would be empty (ours)"]


async def test_everything_that_is_sent_is_an_activity_as_the_sdk_knows_it() -> None:
    with importing():
        from microsoft_teams.api.activities import ActivityTypeAdapter
    async with teams_standin() as teams, teams_bot(teams) as bot:
        people, state = teams.people, teams.state
        anna, bo = state.person("Anna"), state.person("Bo")
        room, group = state.channel("Agder", anna), state.group("Gruppe", anna)

        async def answer(activity: Json) -> Any:
            return redrawn(card(text("Gjort"))) if activity["type"] == "invoke" else (200, None)

        bot.answer = answer
        for where in ("", room, group):
            await people.installs(anna, where)
            await people.says("status", anna, where)
            opens = {"type": "Action.Submit", "title": "Åpne", "data": {"msteams": {"type": "task/fetch"}}}
            place = where or state.find(anna).id
            await bot.post(place, message(card(text("Hei"), actions=(button("Ferdig", "x"), opens))))
            assert await people.open_dialog("Åpne", anna, where) == UNREACHABLE
            await people.press("Ferdig", anna, where)
            await people.reacts(anna, "Gjort", where)
            await people.edits(anna, "status", "mine", where)
            await people.deletes(anna, "mine", where)
            await people.upgrades(anna, where)
        for where in (room, group):
            await people.adds_member(anna, where, bo)
            await people.removes_member(anna, where, bo)
            await people.renames(anna, where, "Nytt navn")
        await people.renames_team(anna, room, "Ny")
        for where in ("", group, room):
            await people.uninstalls(anna, where)
        for activity in teams.sent:
            read = ActivityTypeAdapter.validate_python(activity)
            assert (read.type, read.id) == (activity["type"], activity["id"])
            assert read.channel_data is not None
            assert read.channel_data.tenant is not None
            assert read.channel_data.tenant.id == TENANT
        assert len({(activity["type"], activity.get("name"), activity.get("action")) for activity in teams.sent}) == 10

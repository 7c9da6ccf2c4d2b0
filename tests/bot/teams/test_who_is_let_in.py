"""Who is let in: what isn't signed by Teams, for us, from one of our tenants, is heard nowhere and logged."""

import asyncio
import threading
from typing import Any

import aiohttp
import httpx
import pytest
from starlette.applications import Starlette
from structlog.testing import capture_logs

from tests.bot.teams.conftest import Town
from tests.patience import PATIENCE
from tests.teams_standin.state import Json

DEEP = b"[" * 900_000


async def refused(town: Town, activity: Json, authorization: str | None = None) -> tuple[int, str]:
    """The status a request is answered with, and why as the log has it. Nothing must have come of it."""
    before = dict(town.teams.state.posts)
    with capture_logs() as logs:
        answer = await town.teams.deliver(activity, authorization)
    assert dict(town.teams.state.posts) == before
    return answer.status, next((one["why"] for one in logs if one["event"] == "teams.refused"), "")


def asked(town: Town) -> Json:
    """KS' coordinator asks for the status."""
    return town.teams.people.message("status", town.ks)


async def test_a_signed_request_is_heard(town: Town) -> None:
    assert "Hele landet" in await town.says("status", town.ks)


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer x", "Basic x"])
async def test_no_token(town: Town, header: str) -> None:
    assert await refused(town, asked(town), header) == (401, "signature")


async def test_tokens_that_are_not_good(town: Town) -> None:
    identity, url = town.teams.identity, town.teams.service_url
    for wrong in (
        identity.bearer(url, age=2 * 3600),
        identity.bearer(url, audience="00000000-0000-0000-0000-000000000000"),
        identity.bearer(url, key="another"),
        identity.bearer("https://elsewhere.example/"),
        identity.bearer(url, issuer=f"https://sts.windows.net/{town.teams.state.people[town.ks].tenant}/"),
    ):
        assert await refused(town, asked(town), f"Bearer {wrong}") == (401, "signature")


async def test_another_tenant_another_channel_another_service(town: Town) -> None:
    activity = asked(town)
    other = "99999999-0000-4000-8000-000000000009"
    stranger = {**activity, "channelData": {"tenant": {"id": other}}}
    stranger["conversation"] = {**activity["conversation"], "tenantId": other}
    assert await refused(town, stranger) == (403, "tenant")
    two = {**activity, "channelData": {"tenant": {"id": other}}}
    assert await refused(town, two) == (403, "tenant")
    none = {**activity, "channelData": {}, "conversation": {"id": activity["conversation"]["id"]}}
    assert await refused(town, none) == (403, "tenant")
    assert await refused(town, {**activity, "channelId": "webchat"}) == (403, "channel")
    nowhere = {name: value for name, value in activity.items() if name != "serviceUrl"}
    assert (await refused(town, nowhere))[0] in (401, 403)


async def test_what_is_no_activity_at_all(town: Town) -> None:
    address = town.teams._endpoint
    signed = {"Authorization": f"Bearer {town.teams.identity.bearer(town.teams.service_url)}"}
    async with aiohttp.ClientSession() as session:
        for body, status in (
            (b"", 400),
            (b"[1]", 400),
            (b"\xff{", 400),
            (b"x" * 1_000_001, 413),
            (b"{}", 401),  # it doesn't say that it comes from where it was signed
            (b'{"serviceUrl": "a", "serviceUrl": "b"}', 400),
            (b'{"a": NaN}', 400),
            (b'{"a": 1e999}', 400),
            (b'{"a": ' + b"9" * 5000 + b"}", 400),
            (b'{"a":' * 70 + b"1" + b"}" * 70, 400),
            (DEEP, 400),
        ):
            async with session.post(address, data=body, headers=signed) as answer:
                assert answer.status == status, body[:10]
            async with session.post(address, data=body) as answer:  # the token comes first
                assert answer.status == 401, body[:10]
        async with session.get(address) as answer:
            assert answer.status == 405


async def test_a_service_whose_name_only_begins_alike(town: Town) -> None:
    from bot.teams.server import Gate

    gate = Gate(frozenset({"t"}), "https://smba.example/")
    body = {"channelId": "msteams", "conversation": {"tenantId": "t"}}
    assert gate.refusal({**body, "serviceUrl": "https://smba.example/emea/"}) == ""
    for wrong in (
        "https://smba.example.evil/",
        "http://smba.example/",
        "https://evil/?https://smba.example/",
        "https://[smba",
        None,
        1,
    ):
        assert gate.refusal({**body, "serviceUrl": wrong}) == "service"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 400),  # let in, and found to say nothing
        ({"Host": "[::1]:8080"}, 400),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://127.0.0.1:8080"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example:8080"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
    ],
)
async def test_for_a_local_client_no_page_of_a_browser_is_heard(headers: dict[str, str], status: int) -> None:
    """Where nothing is signed, any page that is open on the machine could else say a line as anybody."""
    from bot.teams.server import Gate, routes

    nobody: Any = None
    app = Starlette(routes=routes(nobody, None, Gate(frozenset(), "http://127.0.0.1")))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:8080") as client:
        assert (await client.post("/api/messages", content=b"", headers=headers)).status_code == status


async def test_tokens_that_take_long_to_check_keep_no_line_waiting(town: Town) -> None:
    identity, asked_for, over = town.teams.identity, threading.Event(), threading.Event()
    keys = identity.keys

    def slowly() -> Json:
        asked_for.set()
        over.wait(PATIENCE)
        return keys()

    identity.keys = slowly  # type: ignore[method-assign] # Microsoft's server is slow
    wrong = f"Bearer {identity.bearer(town.teams.service_url, key='another')}"
    knocking = [asyncio.create_task(town.teams.deliver(asked(town), wrong)) for _ in range(40)]
    try:
        assert await asyncio.to_thread(asked_for.wait, PATIENCE)
        for _ in range(200):  # while they all arrive
            await asyncio.wait_for(asyncio.to_thread(town.road.app.ready), PATIENCE)
    finally:
        over.set()
    assert {(await one).status for one in knocking} == {401}

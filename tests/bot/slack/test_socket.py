"""The same front end over Socket Mode: what is typed, pressed, sent and said arrives, and is answered in place."""

import asyncio
from collections.abc import AsyncIterator
from functools import reduce
from typing import Any

import pytest

from bot.slack import answers, listeners
from bot.untrusted_json import DEEPEST
from tests.bot.slack.slack_app import App, over_socket
from tests.slack_standin import slack_standin, start_in_thread, texts
from tests.slack_standin.state import ACK_SECONDS, TRIGGER_SECONDS

AT = 1_795_420_200.0
DEEP: dict[str, Any] = reduce(lambda inner, _: {"a": inner}, range(DEEPEST), {"a": "innermost"})
"""An object that is deeper than any that Slack sends."""


@pytest.fixture
async def app() -> AsyncIterator[App]:
    async with slack_standin() as slack, over_socket(slack) as app:
        yield app
        assert not slack.state.refused


async def test_a_conversation(app: App) -> None:
    people, state = app.slack.people, app.slack.state
    room = state.channel("rom", "U0ANNA")
    answer = await people.command("/samhandling status", channel=room)
    assert answer.payload["response_type"] == "ephemeral"
    await people.press("Ferdig", nth=0)
    await app.front.drain()
    assert "O-7 er ferdig" in texts(state.whispers("U0ANNA")[0])
    await people.command("/samhandling møte ny", channel=room)
    assert (await people.submit({"Dato": "uke 17"})).errors
    assert (await people.submit({"Dato": "15. april"})).closed
    await people.direct("status", event_id="Ev-1")
    await people.direct("status", event_id="Ev-1", retry=1)
    await people.mention("rom", channel=room)
    await people.opens_home()
    await app.front.drain()
    assert len(state.messages("U0ANNA")) == 1
    assert len(state.messages(room)) == 1
    assert "Hjem" in texts(state.homes["U0ANNA"])


async def test_it_comes_again_when_slack_asks_it_to(app: App) -> None:
    first = app.slack.server.sockets[-1]
    await app.slack.server.disconnect()
    await app.slack.until(lambda: app.slack.server.sockets and app.slack.server.sockets[-1] is not first)
    assert (await app.slack.people.command("/samhandling status")).payload["blocks"]
    assert app.slack.state.posts["apps.connections.open"] == 2


async def test_slack_waits_three_seconds_for_an_acknowledgement() -> None:
    """By the stand-in's clock, which moves when a test moves it: nobody is late because the machine is slow."""
    now = [AT]
    async with slack_standin(clock=lambda: now[0]) as slack, over_socket(slack) as app:
        asking = asyncio.create_task(slack.people.command("/samhandling treg"))
        while not app.secretary.asked:  # noqa: ASYNC110 - it is asked in a thread
            await asyncio.sleep(0)
        now[0] += ACK_SECONDS + 0.5
        app.secretary.held.set()
        with pytest.raises(TimeoutError, match=r"acknowledged after 3\.5 seconds"):
            await asking


def test_the_program_gives_up_before_slack_does() -> None:
    assert listeners.PATIENCE < ACK_SECONDS
    assert min(ACK_SECONDS, TRIGGER_SECONDS) > answers.TRIGGER_SECONDS


async def test_nothing_is_logged_on_the_way(app: App, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    await app.slack.people.command("/samhandling status")
    await app.slack.people.direct("status")
    await app.front.drain()
    spoken = [record for record in caplog.records if not record.name.startswith(("asyncio", "aiohttp"))]
    assert not spoken


async def test_the_standin_may_live_in_a_thread_of_its_own() -> None:
    with start_in_thread() as slack:
        async with over_socket(slack) as app:
            answer = await asyncio.to_thread(slack.run, slack.people.command("/samhandling status"))
            assert answer.payload["blocks"]
            assert app.secretary.asked[0].line == "status"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("interactive", {"type": "block_actions", "actions": "x", "user": {"id": "U1"}}),
        ("interactive", {"type": "block_actions", "actions": [{}], "user": {"id": "U1"}}),
        ("interactive", {"type": "view_submission", "view": None, "user": {"id": "U1"}}),
        ("interactive", {"type": "block_actions", "user": "U1", "team": ["T1"]}),
        ("slash_commands", {"command": "/samhandling", "text": ["status"], "user_id": "U1"}),
        ("events_api", {"type": "event_callback", "event": [1], "authorizations": {}}),
        ("events_api", {"type": "event_callback", "event": {"type": {"a": 1}}}),
        ("interactive", {"type": "block_actions", "actions": [{"action_id": "a"}], "user": {"id": "U1"}, "more": DEEP}),
    ],
)
async def test_what_is_no_payload_is_acknowledged_with_a_line_in_the_log(
    app: App, kind: str, body: dict[str, object], capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    answer = await app.slack.send(kind, body)
    assert not answer.payload
    assert not app.secretary.asked
    logged = capsys.readouterr().out + caplog.text
    assert "slack.refused" in logged
    assert "Traceback" not in logged
    assert (await app.slack.people.command("/samhandling status")).payload["blocks"]

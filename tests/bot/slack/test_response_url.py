"""A request says itself where its answer goes: it goes to Slack, or nowhere."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.slack.answers import SlackAnswers, slacks_own
from bot.slack.client import API_URL

SLACKS = "https://hooks.slack.com/commands/T1/2/secret"
GATEWAY = "https://slack.gateway.example:8443/api/"


@pytest.mark.parametrize(
    ("url", "api"),
    [
        (SLACKS, API_URL),
        ("https://hooks.slack.com/actions/T1/2/3", API_URL),
        ("https://HOOKS.slack.com:443/commands/T1", API_URL),
        ("https://hooks.slack-gov.com/commands/T1", "https://slack-gov.com/api/"),
        (SLACKS, GATEWAY),
        ("https://slack.gateway.example:8443/respond/1", GATEWAY),
        ("http://127.0.0.1:4567/respond/1", "http://127.0.0.1:4567/api/"),
    ],
)
def test_an_answer_goes_to_slack(url: str, api: str) -> None:
    assert slacks_own(url, api) is not None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks.slack.com/commands/T1",
        "//hooks.slack.com/commands/T1",
        "http://hooks.slack.com/commands/T1",
        "https://evil.example/commands/T1",
        "https://hooks.slack.com@evil.example/commands/T1",
        "https://hooks.slack.com:secret@evil.example/",
        "https://somebody@hooks.slack.com/commands/T1",
        "https://:secret@hooks.slack.com/commands/T1",
        "https://hooks.slack.com:8443/commands/T1",
        "https://hooks.slack.com:80/commands/T1",
        "https://hooks.slack.com:x/commands/T1",
        "https://hooks.slack.com.evil.example/commands/T1",
        "https://evilhooks.slack.com/commands/T1",
        "https://hooks.slack.com./commands/T1",
        "https://slack.com/commands/T1",
        "https://evil.example\\@hooks.slack.com/",
        "https://evil.example#@hooks.slack.com/",
        "https://evil.example?@hooks.slack.com/",
        "https://hooks.slack.com\\.evil.example/",
        "https://hooks.slack.com%2eevil.example/",
        "https://hooks.slack.com\u3002evil.example/",
        "https://ho\u043eks.slack.com/",
        "https://[::1]/commands/T1",
        "https://127.0.0.1/commands/T1",
        "http://169.254.169.254/latest/meta-data/",
        "file:///etc/passwd",
        "ftp://hooks.slack.com/commands/T1",
        "javascript:alert(1)",
    ],
)
@pytest.mark.parametrize("api", [API_URL, GATEWAY])
def test_and_nowhere_else(url: str, api: str) -> None:
    assert slacks_own(url, api) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://slack.gateway.example:8443/respond",
        "https://slack.gateway.example/respond",
        "https://slack.gateway.example:8444/respond",
        "https://somebody@slack.gateway.example:8443/respond",
        "https://slack.gateway.example:8443@evil.example/respond",
    ],
)
def test_a_gateway_is_one_address(url: str) -> None:
    assert slacks_own(url, GATEWAY) is None


@dataclass
class Elsewhere:
    """A server that passes everything on, and what came where."""

    server: TestServer
    came: list[str] = field(default_factory=list)

    def at(self, path: str) -> str:
        return str(self.server.make_url(path))


@pytest.fixture
async def elsewhere() -> AsyncIterator[Elsewhere]:
    async def pass_on(request: web.Request) -> web.Response:
        found.came.append(request.path)
        status = int(request.path.strip("/")) if request.path.strip("/").isdecimal() else 200
        return web.Response(status=status, headers={"Location": "/taken"} if status != 200 else {})

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", pass_on)
    server = TestServer(app)
    await server.start_server()
    found = Elsewhere(server)
    yield found
    await server.close()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_an_answer_is_not_passed_on(elsewhere: Elsewhere, status: int) -> None:
    async with aiohttp.ClientSession() as session:
        answers = SlackAnswers(session, elsewhere.at("/api/"))
        assert await answers.to_url(elsewhere.at("/there"), [{"text": "hei"}])
        assert not await answers.to_url(elsewhere.at(f"/{status}"), [{"text": "hei"}])
    assert elsewhere.came == ["/there", f"/{status}"]


async def test_nothing_is_sent_where_it_may_not_go(elsewhere: Elsewhere) -> None:
    async with aiohttp.ClientSession() as session:
        assert not await SlackAnswers(session, API_URL).to_url(elsewhere.at("/there"), [{"text": "hei"}])
    assert elsewhere.came == []

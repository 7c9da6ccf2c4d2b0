"""The bot's own token: asked for without keeping anybody waiting, kept while it is good, and quiet about its secret."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.delivery.chat import BusyError
from bot.settings import Settings
from bot.teams import login
from bot.teams.sdk import Doorway, make
from bot.teams.service import TOKEN_TROUBLE, TeamsService
from tests.bot.teams.login_standin import LoginStandIn, login_standin
from tests.teams_standin import BOT_APP, TENANT

SECRET = "hemmelig-1234"
NOWHERE = "http://127.0.0.1:9/"


@pytest.fixture
def microsoft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoginStandIn]:
    """Microsoft's login, trusted."""
    with login_standin(tmp_path) as standin:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(standin.trusted))
        yield standin


@pytest.fixture
def service(microsoft: LoginStandIn) -> TeamsService:
    """Teams' service, for an app that is registered there; the service's own address leads nowhere."""
    from microsoft_teams.api.auth.cloud_environment import PUBLIC

    settings = Settings(
        _env_file=None,  # type: ignore[call-arg] # pydantic-settings' own
        teams_app_id=BOT_APP,
        teams_app_secret=SecretStr(SECRET),
        teams_app_tenant=TENANT,
    )
    return TeamsService(make(settings, Doorway(), replace(PUBLIC, login_endpoint=microsoft.url)))


async def said(service: TeamsService) -> float:
    """Says something; how long it is told to wait: it always is, since nobody is there to hear it."""
    with pytest.raises(BusyError) as told:
        await service.say(NOWHERE, "19:rom", "Hei")
    return told.value.retry_after


async def test_one_token_serves_everything_that_is_said(microsoft: LoginStandIn, service: TeamsService) -> None:
    for _ in range(3):
        assert await said(service) < TOKEN_TROUBLE
    assert microsoft.asked == ["configuration", "token"]


@pytest.fixture
def patient_again(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Until this is called, the login is waited for a tenth of a second only, and asked again at once."""
    monkeypatch.setattr(login, "LIMIT", 0.1)
    monkeypatch.setattr(login, "PAUSE", 0)
    return lambda: monkeypatch.setattr(login, "LIMIT", 10)


async def test_while_the_login_hangs_the_program_goes_on_and_what_comes_late_serves_the_next(
    microsoft: LoginStandIn, service: TeamsService, patient_again: Callable[[], None]
) -> None:
    microsoft.hang()
    assert await said(service) == TOKEN_TROUBLE
    await asyncio.to_thread(microsoft.came.wait)
    assert not microsoft.going.is_set()  # it was not the login that answered
    patient_again()
    microsoft.go()
    assert await said(service) < TOKEN_TROUBLE
    assert microsoft.asked == ["configuration", "token"]


async def test_a_login_that_hangs_uses_up_no_thread_that_others_need(
    microsoft: LoginStandIn, service: TeamsService, patient_again: Callable[[], None]
) -> None:
    with ThreadPoolExecutor(1) as the_only_one:
        asyncio.get_running_loop().set_default_executor(the_only_one)
        microsoft.hang()
        assert await asyncio.gather(*(said(service) for _ in range(20))) == [TOKEN_TROUBLE] * 20
        await asyncio.to_thread(microsoft.came.wait)
        assert microsoft.asked == ["configuration"]
        assert not microsoft.going.is_set()
    patient_again()
    microsoft.go()
    assert await said(service) < TOKEN_TROUBLE


async def test_a_login_that_says_no_is_not_asked_again_at_once(
    microsoft: LoginStandIn, service: TeamsService, monkeypatch: pytest.MonkeyPatch
) -> None:
    microsoft.refuses = {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret."}
    for _ in range(3):
        assert await said(service) == TOKEN_TROUBLE
    assert microsoft.tokens == 1
    microsoft.refuses = None
    monkeypatch.setattr(login, "PAUSE", 0)
    assert await said(service) == TOKEN_TROUBLE  # the pause that has begun is kept
    assert microsoft.tokens == 1


async def test_what_is_wrong_is_logged_and_the_secret_is_not(microsoft: LoginStandIn, service: TeamsService) -> None:
    microsoft.refuses = {"error": "invalid_client", "error_description": f"AADSTS7000215: not {SECRET}"}
    with capture_logs() as logs:
        await said(service)
    [trouble] = [one for one in logs if one["event"] == "teams.no_token"]
    assert trouble["why"] == "invalid_client AADSTS7000215"
    assert SECRET not in str(logs)


async def test_a_token_near_its_end_is_changed_for_another(microsoft: LoginStandIn, service: TeamsService) -> None:
    microsoft.lasts = 200
    await said(service)
    await said(service)
    assert microsoft.tokens > 1
    microsoft.lasts = 3600
    await said(service)
    before = microsoft.tokens
    await said(service)
    assert microsoft.tokens == before


async def test_no_token_where_there_was_one_a_moment_ago_has_posted_nothing() -> None:
    given: list[str] = []

    def token(_scope: object, _tenant: object) -> str:
        if given:
            raise ConnectionError("the login is gone")
        given.append("eyJhbGciOiJub25lIn0.e30.")
        return given[0]

    settings = Settings(_env_file=None, teams_app_id=BOT_APP, teams_app_tenant=TENANT)  # type: ignore[call-arg] # pydantic's own
    service = TeamsService(make(settings, Doorway(), token=token))
    await service.ready()
    assert await said(service) == TOKEN_TROUBLE

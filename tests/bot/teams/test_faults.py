"""A service that fails: nothing is lost, nothing is sent twice on a guess, and what may be a repetition says so."""

import asyncio
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.teams import listeners, login
from tests.bot.teams.conftest import Town, a_town
from tests.desk import oslo
from tests.teams_standin import Fault, TeamsStandIn


def digests(town: Town) -> list[str]:
    """Every reminder that stands in Forskningsrådet's channel."""
    room = town.channel("forskningsradet")
    return [str(one) for one in town.teams.state.posted(room) if "O-7" in str(one)]


async def strikes_nine(town: Town) -> None:
    """The morning's reminders are due."""
    town.road.clock.move_to(oslo("2026-11-23 09:00"))


async def test_a_storm_of_429_is_waited_out(town: Town) -> None:
    town.teams.faults.plan("post", Fault("busy", seconds=1), Fault("busy", seconds=1))
    await strikes_nine(town)
    await town.teams.until(lambda: digests(town))
    assert len(digests(town)) == 1


class Later(SystemClock):
    """Five minutes on, as leases count."""

    def lease_now(self) -> float:
        return super().lease_now() + 300


async def test_after_a_lost_answer_the_reminder_comes_again_and_says_that_it_may_be_a_repetition(town: Town) -> None:
    town.teams.faults.plan("post", Fault("lost"))
    await strikes_nine(town)
    await town.teams.until(lambda: digests(town))
    await town.says("status", town.ks)
    assert len(digests(town)) == 1  # not at once: the first may still be on its way
    town.road.clock.base = Later()
    await town.says("mine", town.ks)  # something happens, so the sender looks
    await town.teams.until(lambda: len(digests(town)) == 2)
    first, second = digests(town)
    assert "gjentakelse" in second
    assert "gjentakelse" not in first


@pytest.mark.parametrize("code", ["PreconditionFailed", "BadGateway", "504", "ServiceError"])
async def test_no_clear_answer_is_never_posted_again_at_once(town: Town, code: str) -> None:
    town.teams.faults.plan("post", Fault("error", error=code))
    await strikes_nine(town)
    await town.teams.until(lambda: town.teams.state.posts["post"] == 1)
    await town.says("status", town.ks)
    [message] = [one for one in town.messages("forskningsradet") if one.kind == "digest"]
    assert message.status == "uncertain"
    assert not digests(town)


async def test_a_token_that_is_refused_keeps_messages_waiting(town: Town) -> None:
    await town.says("status", town.ks)
    town.teams.identity.revoke()
    town.teams.faults.plan("post", Fault("error", error="BotNotRegistered"))
    await strikes_nine(town)
    await town.teams.until(lambda: town.teams.state.posts["post"] == 2)
    await town.teams.until(lambda: _waiting(town))
    assert {one.state for one in town.rooms("forskningsradet")} == {"open"}


async def test_while_the_login_hangs_messages_wait_and_nothing_is_lost(
    teams_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login, "LIMIT", 0.1)
    answers, teams = asyncio.Event(), list[TeamsStandIn]()

    async def token(_scope: object, _tenant: object) -> str:
        await answers.wait()
        return teams[0].token()

    with capture_logs() as logs:
        async with a_town(teams_template, tmp_path, token=token) as town:
            teams.append(town.teams)
            await strikes_nine(town)
            await town.teams.until(lambda: [one for one in logs if one["event"] == "teams.no_token"])
            await town.teams.until(lambda: _waiting(town))
            answers.set()
            town.road.clock.move_to(oslo("2026-11-23 09:05"))
            await town.teams.until(lambda: digests(town))
            [digest] = digests(town)
            assert "gjentakelse" not in digest
    assert "delivery.uncertain" not in [one["event"] for one in logs]


def _waiting(town: Town) -> bool:
    return [one.status for one in town.messages("forskningsradet") if one.kind == "digest"] == ["waiting"]


async def test_the_program_stops_though_teams_makes_an_answer_wait(
    teams_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listeners, "DRAIN", 0.1)
    with capture_logs() as logs:
        async with a_town(teams_template, tmp_path) as town:
            town.teams.faults.plan("post", Fault("busy", seconds=20))
            await town.teams.people.says("status", town.ks)
            await town.teams.until(lambda: town.teams.state.posts["post"] == 1)
        assert town.teams.state.posts["post"] == 1  # nobody waited the twenty seconds and tried again
    assert [one["answers"] for one in logs if one["event"] == "teams.answers_lost"] == [1]

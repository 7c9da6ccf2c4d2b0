"""The whole road over Slack, with the program's own wiring: in over HTTP and over Socket Mode, out by the scheduler."""

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from storage.unit_of_work.store import Store
from tests.bot.road import FR, KS, Road, on_the_road
from tests.desk import oslo
from tests.slack_standin import slack_standin, texts


@pytest.fixture(params=["http", "socket"])
async def road(request: pytest.FixtureRequest, sqlite_store: Store) -> AsyncIterator[Road]:
    async with slack_standin() as slack, on_the_road(slack, sqlite_store, request.param) as road:
        await _settle_in(road)
        yield road
        assert slack.state.refused == []


async def _settle_in(road: Road) -> None:
    """The first administrator lets KS and Forskningsrådet in; the room becomes Forskningsrådet's."""
    assert "Samhandling kjenner deg ikke ennå" in await road.says(FR, "status")
    assert "Du har bedt om å bli koordinator i KS" in await road.says(KS, "roller be-om KS koordinator")
    assert "er nå koordinator i KS" in await road.says(KS, "roller godkjenn 1")
    assert "Du har bedt om å bli koordinator" in await road.says(FR, "roller be-om Forskningsrådet koordinator")
    assert "er nå koordinator i Forskningsrådet" in await road.says(KS, "roller godkjenn 2")
    assert "Denne kanalen er nå Norges forskningsråd sin" in await road.says(FR, "kanal Forskningsrådet")


async def test_from_status_to_a_reminder_finished_by_its_button(road: Road) -> None:
    status = await road.says(KS, "status")
    assert "Hele landet" in status
    assert "O-7 Tall for FoU-bedrifter til statusark" in status

    # Nobody calls the tick: the scheduler of the running program does, a second after the clock has struck nine.
    slack = road.slack

    def reminders() -> list[str]:
        return [texts(one) for one in slack.state.messages(road.room) if "O-7" in texts(one)]

    assert reminders() == []
    road.clock.move_to(oslo("2026-11-23 09:00"))
    await slack.until(reminders)
    [reminder] = reminders()
    assert "Over fristen siden fredag" in reminder

    await slack.people.press("Ferdig", user=FR)
    await slack.until(lambda: road.follow_up(7).state == "done")
    await slack.until(
        lambda: any("O-7" in texts(one) and "er utført" in texts(one) for one in slack.state.whispers(FR))
    )
    assert "O-7" not in await road.says(FR, "mine")
    assert len(reminders()) == 1


async def test_a_form_with_an_impossible_date_keeps_what_was_typed(road: Road) -> None:
    slack = road.slack
    await road.says(FR, "oppfølging ny")
    typed = {"Ansvarlig": "Forskningsrådet", "Hva skal gjøres": "Tall til statusark, <b>æøå</b>", "Frist": "31.11"}
    refused = await slack.people.submit(typed, user=FR)
    assert not refused.closed
    assert "november har 30 dager" in refused.errors["Frist"]
    assert FR in slack.state.views  # still open, with everything that was typed in it
    accepted = await slack.people.submit({**typed, "Frist": "fredag uke 50"}, user=FR)
    assert accepted.closed
    row = road.follow_up(8)
    assert (row.text, row.due.isoformat()) == ("Tall til statusark, <b>æøå</b>", "2026-12-11")


async def test_a_bad_signature_is_turned_away(sqlite_store: Store) -> None:
    headers = {"X-Slack-Signature": "v0=0", "X-Slack-Request-Timestamp": "1", "Content-Type": "text/plain"}
    async with (
        slack_standin() as slack,
        on_the_road(slack, sqlite_store, "http") as road,
        aiohttp.ClientSession() as session,
        session.post(road.address, data="command=/samhandling", headers=headers) as answer,
    ):
        assert answer.status == 401


async def test_what_is_kept_is_there_after_a_restart(sqlite_store: Store, tmp_path: Path) -> None:
    """The same line before and after: the process ends, its database doesn't."""
    async with slack_standin() as slack:
        async with on_the_road(slack, sqlite_store, "socket") as road:
            await _settle_in(road)
            assert "tirsdag 15. desember 2026" in await road.says(
                FR, "oppfølging ny Forskningsrådet: rapport innen 15.12"
            )
        async with on_the_road(slack, sqlite_store, "socket") as road:
            assert "O-8 rapport" in await road.says(FR, "mine")

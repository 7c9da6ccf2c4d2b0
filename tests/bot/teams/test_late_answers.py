"""A press whose answer takes longer than the client waits: it comes once, as a message, and to nobody else."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.teams.actions import Presses
from handlers.texts import say
from tests.bot.teams.conftest import Town, a_town
from tests.everywhere.front import flat
from tests.teams_standin import Fault

WAIT = say("nb", "teams.wait")


@pytest.fixture
async def hasty(teams_template: Path, tmp_path: Path) -> AsyncIterator[Town]:
    """The town, where a press waits for a twentieth of a second only."""
    async with a_town(teams_template, tmp_path, patience=0.05) as made:
        yield made


@asynccontextmanager
async def another_writes(town: Town) -> AsyncIterator[None]:
    """Somebody else's command is under way in the database, and must be waited for."""
    held, over = threading.Event(), threading.Event()

    def write() -> None:
        with town.road.app.store.transaction():
            held.set()
            over.wait()

    writing = asyncio.create_task(asyncio.to_thread(write))
    await asyncio.to_thread(held.wait)
    try:
        yield
    finally:
        over.set()
        await writing


async def test_alone_it_takes_the_cards_place_and_comes_no_second_time(hasty: Town) -> None:
    town = hasty
    await town.says("oppfølging ny", town.ks)
    town.teams.people.fill({"Ansvarlig": "KS", "Hva skal gjøres": "rapport", "Frist": "11.12.2026"}, town.ks)
    async with another_writes(town):
        assert WAIT in await town.teams.people.press("Lagre", town.ks)
    await town.teams.until(lambda: "fredag 11. desember 2026" in flat(town.teams.seen(town.ks)))
    await town.teams.people.says("status", town.ks)
    await town.teams.until(lambda: "Hele landet" in town.teams.seen(town.ks))
    assert len(town.teams.state.posted(town.ks)) == 2  # the form, which became its answer; the status


async def test_where_the_card_can_be_changed_no_more_the_answer_comes_as_a_message(hasty: Town) -> None:
    town = hasty
    await town.says("oppfølging ny", town.ks)
    town.teams.people.fill({"Ansvarlig": "KS", "Hva skal gjøres": "rapport", "Frist": "11.12.2026"}, town.ks)
    town.teams.faults.plan("update", Fault("error", error="ActivityNotFoundInConversation"))
    async with another_writes(town):
        assert WAIT in await town.teams.people.press("Lagre", town.ks)
    await town.teams.until(lambda: "fredag 11. desember 2026" in flat(town.teams.seen(town.ks)))
    assert len(town.teams.state.posted(town.ks)) == 2  # the form, and what came of it


async def test_what_goes_wrong_after_the_wait_is_told_all_the_same(
    hasty: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = hasty
    await town.says("oppfølging ny", town.ks)
    town.teams.people.fill({"Ansvarlig": "KS", "Hva skal gjøres": "rapport", "Frist": "11.12.2026"}, town.ks)
    monkeypatch.setattr(Presses, "_may_stand", raising)
    async with another_writes(town):
        assert WAIT in await town.teams.people.press("Lagre", town.ks)
    await town.teams.until(lambda: "meld fra med referansen" in town.teams.seen(town.ks))


async def raising(*_: object) -> bool:
    raise RuntimeError("not foreseen")


async def test_in_a_channel_a_refused_form_comes_back_to_who_filled_it_in_alone(hasty: Town) -> None:
    town = hasty
    room, other = town.channel("siva"), town.places.people["siva", "member"]
    siva = town.places.people["siva", "coordinator"]
    await town.says("oppfølging ny", siva, room)
    town.teams.people.fill({"Ansvarlig": "Siva", "Hva skal gjøres": "rapport", "Frist": "31.11"}, siva, room)
    async with another_writes(town):
        assert WAIT in await town.teams.people.press("Lagre", siva, room)
    await town.teams.until(lambda: "november har 30 dager" in flat(town.teams.seen(siva)))
    assert town.teams.people.form(siva)["Hva skal gjøres"] == "rapport"
    assert "november har 30 dager" not in flat(town.teams.seen(other, room))


async def test_a_dialog_that_takes_too_long_closes_with_a_word_and_the_answer_comes(hasty: Town) -> None:
    town = hasty
    midtvik = town.places.people["midtvik", "coordinator"]
    await town.says("referat", midtvik)
    await town.teams.people.open_dialog("Åpne skjemaet", midtvik)
    async with another_writes(town):
        typed = {"5/26 Vedtak og oppfølging": "Siva: skisse innen 31.11."}
        assert WAIT in await town.teams.people.submit_dialog(typed, midtvik)
    await town.teams.until(lambda: "november har 30 dager" in flat(town.teams.seen(midtvik)))
    assert "skisse innen 31.11." in str(town.teams.people.form(midtvik))  # nothing that was typed is lost

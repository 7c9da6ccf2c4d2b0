"""Cards pressed and filled in: in a conversation of two, in a channel, in a dialog, in pages."""

import asyncio
from typing import Any

import pytest

from bot.teams import elements, listeners
from domain.accounts import Account, Address
from handlers.core.invocation import Invocation
from tests.bot.teams.conftest import Town
from tests.desk import oslo
from tests.everywhere.front import flat
from tests.handlers.people.accounts_kit import CODE
from tests.teams_standin import Fault


async def test_alone_the_answer_takes_the_cards_place_for_good(town: Town) -> None:
    await town.says("status", town.ks)
    assert "Nasjonalt vårmøte 2027" in await town.teams.people.press("Vis", town.ks)
    await town.teams.until(lambda: town.teams.state.messages(town.ks)[-1].edits)
    assert "Hele landet" not in town.teams.seen(town.ks)


async def test_in_a_channel_it_comes_under_the_card(town: Town) -> None:
    room = town.channel("ks")
    await town.says("status", town.ks, room)
    await town.teams.people.press("Vis", town.ks, room)
    await town.teams.until(lambda: len(town.teams.state.posted(room)) == 2)
    assert "Hele landet" in town.teams.seen(town.ks, room)


async def test_a_form_in_a_channel_gives_way_to_its_answer_everywhere(town: Town) -> None:
    room, other = town.channel("siva"), town.places.people["siva", "member"]
    siva = town.places.people["siva", "coordinator"]
    await town.says("oppfølging ny", siva, room)
    town.teams.people.fill({"Ansvarlig": "Siva", "Hva skal gjøres": "rapport", "Frist": "31.11"}, siva, room)
    wrong = await town.teams.people.press("Lagre", siva, room)
    assert "november har 30 dager" in flat(wrong)
    assert "november har 30 dager" not in town.teams.seen(other, room)  # what is half done is nobody else's
    town.teams.people.fill({"Frist": "fredag uke 50"}, siva, room)
    await town.teams.people.press("Lagre", siva, room)
    await town.teams.until(lambda: "fredag 11. desember 2026" in flat(town.teams.seen(other, room)))
    assert "Hva skal gjøres" not in town.teams.seen(other, room)


async def test_a_form_can_be_put_away(town: Town) -> None:
    await town.says("oppfølging ny", town.ks)
    assert "Ingenting er endret" in await town.teams.people.press("Avbryt", town.ks)


async def test_a_long_form_opens_in_a_dialog_or_where_it_is_asked_for(town: Town) -> None:
    midtvik = town.places.people["midtvik", "coordinator"]
    assert "Åpne skjemaet" in await town.says("referat", midtvik)
    opened = await town.teams.people.open_dialog("Åpne skjemaet", midtvik)
    assert "Møteleder" in opened
    wrong = await town.teams.people.submit_dialog({"5/26 Vedtak og oppfølging": "Siva: skisse innen 31.11."}, midtvik)
    assert "november har 30 dager" in flat(wrong)
    assert midtvik in town.teams.state.dialogs  # still open, with what was wrong in it
    await town.teams.people.submit_dialog({"5/26 Vedtak og oppfølging": "Siva: skisse innen 30.11.2026"}, midtvik)
    assert midtvik not in town.teams.state.dialogs
    await town.teams.until(lambda: "lagret" in town.teams.seen(midtvik).casefold())
    assert "Åpne skjemaet" in await town.says("referat", midtvik)
    assert "Møteleder" in await town.teams.people.press("Fyll ut her", midtvik)


async def test_somebody_who_may_not_is_told_so_and_nothing_changes(town: Town) -> None:
    room = town.channel("forskningsradet")
    town.road.clock.move_to(oslo("2026-11-23 09:00"))
    await town.teams.until(lambda: "O-7" in town.teams.seen(town.places.nobody, room))
    await town.teams.people.press("Ferdig", town.places.nobody, room)
    await town.teams.until(lambda: "Samhandling kjenner deg ikke" in town.teams.seen(town.places.nobody, room))
    with town.teams.state.changed:
        town.teams.state.find(room).members.append(town.agder)
    said = flat(await town.teams.people.press("Ferdig", town.agder, room))
    assert "Svaret er sendt til deg direkte" in said
    await town.teams.until(lambda: "O-7 finnes ikke" in town.teams.seen(town.agder))
    mine = town.places.people["forskningsradet", "coordinator"]
    assert "O-7" in await town.says("mine", mine)


async def test_what_was_written_is_answered_on_every_page_and_done_once(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(elements, "BODY", 700)  # a page is full at once
    await town.says("møte ny R42-2027-V 15.4.2027", town.agder)
    await town.teams.until(lambda: "Del 2 av" in town.teams.seen(town.agder))
    pages = town.teams.seen(town.agder).partition("Del 1 av ")[2].split()[0]
    await town.teams.until(lambda: f"Del {pages} av {pages}" in town.teams.seen(town.agder))
    assert "Vis mer" not in town.teams.seen(town.agder)  # pressed, it would do it a second time


async def test_a_press_that_another_process_has_answered_does_nothing_more(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listeners, "ANSWERS", 0)  # as in a process that has just begun
    line, sent = town.teams.people.line, list[Any]()
    deliver = line.deliver

    async def kept(activity: Any, **more: Any) -> Any:
        sent.append(activity)
        return await deliver(activity, **more)

    monkeypatch.setattr(line, "deliver", kept)
    await town.says("oppfølging ny", town.ks)
    town.teams.people.fill({"Ansvarlig": "KS", "Hva skal gjøres": "rapport", "Frist": "11.12.2026"}, town.ks)
    await town.teams.people.press("Lagre", town.ks)
    again = await town.teams.people.repeated(sent[-1])
    assert again.status == 200
    assert (await town.says("mine", town.ks)).count("rapport") == 1


async def test_a_message_whose_sending_had_no_clear_end_shows_no_more_and_says_so(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, person = town.channel("siva"), town.places.people["siva", "coordinator"]
    await town.says("oppfølging ny", town.ks)
    town.teams.people.fill({"Ansvarlig": "Siva", "Hva skal gjøres": "skisse", "Frist": "11.12.2026"}, town.ks)
    monkeypatch.setattr(elements, "BODY", 700)
    town.teams.faults.plan("post", Fault("lost"), Fault("lost"))  # Siva's message, and the answer's second page
    await town.teams.people.press("Lagre", town.ks)
    await town.teams.until(lambda: "Vis mer" in town.teams.seen(person, room))
    assert "Denne meldingen kan ikke vise mer" in await town.teams.people.press("Vis mer", person, room)


async def test_word_of_a_new_account_answers_a_press_with_what_has_become_of_it(town: Town) -> None:
    """Somebody has joined an account in Slack to KS' coordinator in Teams, who separates it with the button."""
    await town.says("roller koble", town.ks)
    code = CODE.search(town.teams.seen(town.ks))
    assert code
    stranger, place = Account("slack", "T1", "U77", "Ukjent Person"), Address("slack", "T1", "U77", direct=True)
    asked = Invocation(f"roller koble {code[1]}", stranger, place, town.road.clock.now())
    yes, _ = (await asyncio.to_thread(town.road.app.answer, asked)).card.buttons
    meant = Invocation(yes.line, stranger, place, town.road.clock.now())
    assert (await asyncio.to_thread(town.road.app.answer, meant)).ok
    await town.says("hjelp", town.ks)  # somebody says something, and the sender runs
    await town.teams.until(lambda: "er koblet til deg" in town.teams.seen(town.ks))
    shown = flat(await town.teams.people.press("Skill fra: Slack", town.ks, by="er koblet til deg", posts=1))
    assert "Slack-kontoen er skilt fra deg igjen" in shown
    assert "Slack-kontoen er skilt fra de andre" in town.teams.seen(town.ks)

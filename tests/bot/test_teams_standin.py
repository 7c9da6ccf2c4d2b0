"""The stand-in for Teams: what it lets through, what it refuses, what people see."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.bot.teams_bot import OK, Bot, Json, Told, button, card, message, redrawn, teams_bot, text
from tests.teams_standin import UNREACHABLE, TeamsStandIn, teams_standin


@dataclass
class Bench:
    """Two people in a channel, and a bot that repeats what it hears."""

    teams: TeamsStandIn
    bot: Bot
    anna: str
    bo: str
    room: str


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with teams_standin() as teams, teams_bot(teams) as bot:
        anna, bo = teams.state.person("Anna"), teams.state.person("Bo")
        yield Bench(teams, bot, anna, bo, teams.state.channel("Agder", anna, bo))


async def test_one_speaks_with_the_bot_in_a_conversation_of_ones_own(bench: Bench) -> None:
    shown = await bench.teams.people.says("status & <b>", bench.anna)
    assert shown == "Ekko: status & <b>"
    assert bench.bot.heard[0]["text"] == "status &amp; &lt;b&gt;"
    assert bench.teams.seen(bench.anna) == "Anna: status & <b>\n\nSamhandling: Ekko: status & <b>"


async def test_in_a_channel_only_a_mention_reaches_the_bot(bench: Bench) -> None:
    assert await bench.teams.people.says("bare prat", bench.anna, bench.room, mention=False) == ""
    assert bench.bot.heard == []
    await bench.teams.people.says("status", bench.anna, bench.room)
    [heard] = bench.bot.heard
    assert heard["text"] == "<at>Samhandling</at>&nbsp;status"
    assert heard["conversation"]["id"] == f"{bench.room};messageid={heard['id']}"
    assert "Samhandling: Ekko: status" in bench.teams.seen(bench.bo, bench.room)


async def test_a_button_carries_its_data_and_what_was_typed_and_is_answered_in_place(bench: Bench) -> None:
    field: Json = {
        "type": "Input.Text",
        "id": "field:dato",
        "label": "Dato",
        "isRequired": True,
        "errorMessage": "Skriv en dato",
    }
    asks = card(text("Når?"), field, actions=(button("Lagre", "møte ny"),))

    async def answer(activity: Json) -> Told:
        if activity["type"] == "message":
            await bench.bot.post(activity["conversation"]["id"], message(asks))
            return OK
        return redrawn(card(text("Lagret: " + activity["value"]["action"]["data"]["field:dato"])))

    bench.bot.answer = answer
    people = bench.teams.people
    assert "Dato *: []" in await people.says("møte ny", bench.anna, bench.room)
    assert await people.press("Lagre", bench.anna, bench.room) == "Skriv en dato"
    people.fill({"Dato": "uke 17"}, bench.anna, bench.room)
    assert "Dato *: [uke 17]" in bench.teams.seen(bench.anna, bench.room)
    assert await people.press("Lagre", bench.anna, bench.room) == "Lagret: uke 17"
    assert "Lagret" not in bench.teams.seen(bench.bo, bench.room)
    _, pressed = bench.bot.heard
    assert pressed["value"]["action"]["data"] == {"line": "møte ny", "field:dato": "uke 17"}
    assert pressed["replyToId"] == bench.teams.state.messages(bench.room)[1].id


async def test_a_press_without_an_answer_it_understands_is_told_to_try_again(bench: Bench) -> None:
    await bench.bot.post(bench.room, message(card(text("Hei"), actions=(button("Ferdig", "ferdig O-1"),))))
    assert await bench.teams.people.press("Ferdig", bench.anna, bench.room) == UNREACHABLE

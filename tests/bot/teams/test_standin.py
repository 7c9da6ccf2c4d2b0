"""The stand-in for Teams: what people do and see, what the bot hears of it."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.bot.teams.teams_bot import OK, Bot, Json, Told, button, card, message, redrawn, said, teams_bot, text
from tests.teams_standin import BOT, TENANT, UNREACHABLE, TeamsStandIn, start_in_thread, teams_standin
from tests.teams_standin.happenings import Everybody

OTHER = "72f00000-0000-4000-8000-000000000002"
DATE: Json = {"type": "Input.Text", "id": "field:dato", "label": "Dato", "isRequired": True, "errorMessage": "Mangler"}
PLACES: Json = {
    "type": "Input.ChoiceSet",
    "id": "field:sted",
    "label": "Steder",
    "isMultiSelect": True,
    "choices": [{"title": "Kristiansand, sentrum", "value": "krs"}, {"title": "Arendal", "value": "arendal"}],
}
OPEN: Json = {
    "type": "Action.Submit",
    "title": "Åpne",
    "data": {"msteams": {"type": "task/fetch"}, "verb": "dialog", "line": "møte ny"},
}


@dataclass
class Bench:
    """Two people in a channel, and a bot that repeats what it hears."""

    teams: TeamsStandIn
    bot: Bot
    anna: str
    bo: str
    room: str

    @property
    def people(self) -> Everybody:
        return self.teams.people


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with teams_standin() as teams, teams_bot(teams) as bot:
        anna, bo = teams.state.person("Anna"), teams.state.person("Bo")
        yield Bench(teams, bot, anna, bo, teams.state.channel("Agder", anna, bo))


# saying


async def test_one_speaks_with_the_bot_in_a_conversation_of_ones_own(bench: Bench) -> None:
    shown = await bench.people.says("status & <b>", bench.anna)
    assert shown == "Ekko: status & <b>"
    assert shown.answer.status == 200
    assert bench.bot.heard[0]["text"] == "status &amp; &lt;b&gt;"
    assert bench.teams.seen(bench.anna) == "Anna: status & <b>\n\nSamhandling: Ekko: status & <b>"


async def test_in_a_channel_only_a_mention_reaches_the_bot_and_begins_a_thread(bench: Bench) -> None:
    assert await bench.people.says("bare prat", bench.anna, bench.room, mention=False) == ""
    assert bench.bot.heard == []
    await bench.people.says("status", bench.anna, bench.room)
    [heard] = bench.bot.heard
    assert heard["text"] == "<at>Samhandling</at>&nbsp;status"
    assert heard["conversation"]["id"] == f"{bench.room};messageid={heard['id']}"
    assert bench.teams.seen(bench.bo, bench.room).endswith("Anna: status\n\nSamhandling: Ekko: status")


async def test_what_is_said_in_a_thread_stays_together(bench: Bench) -> None:
    await bench.people.says("en", bench.anna, bench.room)
    thread = bench.bot.heard[0]["conversation"]["id"]
    await bench.people.says("to", bench.anna, bench.room)
    await bench.people.says("en igjen", bench.bo, thread)
    read = [line.partition(": ")[2] for line in bench.teams.seen(bench.anna, bench.room).split("\n\n")]
    assert read == ["en", "Ekko: en", "en igjen", "Ekko: en igjen", "to", "Ekko: to"]
    assert "to" not in bench.teams.seen(bench.anna, thread).split("\n")


async def test_pasted_formatting_comes_along_as_html(bench: Bench) -> None:
    await bench.people.says("a\nb", bench.anna, rich="<ul><li>a</li><li>b</li></ul>")
    await bench.people.says("status", bench.anna, bench.room)
    pasted, mention = (heard["attachments"][0] for heard in bench.bot.heard)
    assert pasted == {"contentType": "text/html", "content": "<ul><li>a</li><li>b</li></ul>"}
    assert mention["content"].startswith('<p><span itemscope itemtype="http://schema.skype.com/Mention" itemid="0">')


async def test_other_people_can_be_mentioned_beside_the_bot(bench: Bench) -> None:
    await bench.people.says("rolle gi @Bo leder", bench.anna, bench.room, others=(bench.bo,))
    [heard] = bench.bot.heard
    assert heard["text"] == "<at>Samhandling</at>&nbsp;rolle gi <at>Bo</at> leder"
    told = [(one["text"], one["mentioned"]["id"]) for one in heard["entities"] if one["type"] == "mention"]
    assert told == [("<at>Samhandling</at>", BOT), ("<at>Bo</at>", bench.teams.state.people[bench.bo].id)]
    assert bench.teams.seen(bench.bo, bench.room).startswith("Anna: rolle gi @Bo leder")


async def test_what_the_bot_says_after_its_answer_is_waited_for_here_and_in_private(bench: Bench) -> None:
    own = bench.teams.state.find(bench.anna).id
    later: list[asyncio.Task[object]] = []

    async def afterwards(activity: Json) -> None:
        await bench.bot.post(activity["conversation"]["id"], message(card(text("Her"))))
        await bench.bot.post(own, message(card(text("Til deg"))))

    async def answer(activity: Json) -> Told:
        later.append(asyncio.create_task(afterwards(activity)))
        return OK

    bench.bot.answer = answer
    assert await bench.people.says("status", bench.anna, bench.room, posts=2) == "Her\n\nTil deg"
    await asyncio.gather(*later)


async def test_nobody_sees_or_does_anything_where_they_are_not(bench: Bench) -> None:
    stranger = bench.teams.state.person("Berit", OTHER, installed=False)
    with pytest.raises(LookupError, match="Berit is not in Agder"):
        bench.teams.seen(stranger, bench.room)
    with pytest.raises(LookupError, match="not there"):
        await bench.people.says("status", stranger)
    await bench.people.installs(stranger)
    assert bench.bot.heard[-1]["channelData"]["tenant"] == {"id": OTHER}
    assert await bench.people.says("status", stranger) == "Ekko: status"


# cards


def asking(bench: Bench, *answers: Told) -> None:
    """From now on the bot asks for a date when it is spoken to, and answers presses so, one after another."""
    asks = card(text("Når?"), DATE, PLACES, actions=(button("Lagre", "møte ny", "form"),))
    left = [*answers]

    async def answer(activity: Json) -> Told:
        if activity["type"] == "invoke":
            return left.pop(0)
        await bench.bot.post(activity["conversation"]["id"], message(asks))
        return OK

    bench.bot.answer = answer


async def test_a_button_carries_its_data_and_what_was_typed_and_is_answered_in_place(bench: Bench) -> None:
    asking(bench, redrawn(card(text("Lagret"))))
    assert "Dato *: []" in await bench.people.says("møte ny", bench.anna, bench.room)
    bench.people.fill({"Dato": "uke 17", "Steder": ["Kristiansand, sentrum", "Arendal"]}, bench.anna, bench.room)
    assert "Dato *: [uke 17]\nSteder: [Kristiansand, sentrum, Arendal]" in bench.teams.seen(bench.anna, bench.room)
    assert bench.people.form(bench.anna, bench.room) == {"Dato": "uke 17", "Steder": "Kristiansand, sentrum, Arendal"}
    assert bench.people.form(bench.bo, bench.room) == {"Dato": "", "Steder": ""}
    assert await bench.people.press("Lagre", bench.anna, bench.room) == "Lagret"
    pressed = bench.bot.heard[-1]
    assert pressed["value"] == {
        "action": {
            "type": "Action.Execute",
            "title": "Lagre",
            "verb": "form",
            "data": {"line": "møte ny", "field:dato": "uke 17", "field:sted": "krs,arendal"},
        },
        "trigger": "manual",
    }
    assert pressed["replyToId"] == bench.teams.state.messages(bench.room)[1].id


async def test_the_client_itself_asks_for_what_is_missing(bench: Bench) -> None:
    asking(bench)
    await bench.people.says("møte ny", bench.anna)
    bench.people.fill({"Steder": "Arendal"}, bench.anna)
    assert await bench.people.press("Lagre", bench.anna) == "Mangler"
    assert [heard["type"] for heard in bench.bot.heard] == ["message"]
    with pytest.raises(LookupError, match="no choice"):
        bench.people.fill({"Steder": "Bergen"}, bench.anna)
    with pytest.raises(LookupError, match="no card"):
        bench.people.fill({"Sted": "Arendal"}, bench.anna)


async def test_what_was_typed_outlives_an_error_and_not_another_card(bench: Bench) -> None:
    error = {"statusCode": 500, "type": "application/vnd.microsoft.error", "value": {"code": "x", "message": "Uventet"}}
    asking(bench, (200, error), (503, None), redrawn(card(text("Når da?"), DATE, actions=(button("Lagre", "x"),))))
    await bench.people.says("møte ny", bench.anna)
    bench.people.fill({"Dato": "uke 17"}, bench.anna)
    assert await bench.people.press("Lagre", bench.anna) == "Uventet"
    assert await bench.people.press("Lagre", bench.anna) == UNREACHABLE
    assert "Dato *: [uke 17]" in bench.teams.seen(bench.anna)
    assert "(Uventet)" in bench.teams.seen(bench.anna)
    assert "Dato *: []" in await bench.people.press("Lagre", bench.anna)
    assert "uke 17" not in bench.teams.seen(bench.anna)


async def test_a_card_in_place_is_seen_by_the_one_who_pressed_until_the_bot_draws_it_for_all(bench: Bench) -> None:
    asking(bench, redrawn(card(text("Lagret av Anna"))))
    await bench.people.says("møte ny", bench.anna, bench.room)
    bench.people.fill({"Dato": "uke 17"}, bench.anna, bench.room)
    await bench.people.press("Lagre", bench.anna, bench.room)
    assert "Lagret av Anna" in bench.teams.seen(bench.anna, bench.room)
    assert "Når?" in bench.teams.seen(bench.bo, bench.room)
    posted = bench.teams.state.messages(bench.room)[-1].id
    await bench.bot.call("PUT", f"conversations/{bench.room}/activities/{posted}", message(card(text("Ferdig"))))
    for who in (bench.anna, bench.bo):
        assert bench.teams.seen(who, bench.room).endswith("Samhandling: Ferdig")
    with pytest.raises(LookupError, match="no button"):
        await bench.people.press("Lagre", bench.bo, bench.room)


async def test_a_message_in_answer_is_shown_to_the_one_who_pressed(bench: Bench) -> None:
    asking(bench, (200, {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": "Sett"}))
    await bench.people.says("møte ny", bench.anna, bench.room)
    bench.people.fill({"Dato": "i dag"}, bench.anna, bench.room)
    assert await bench.people.press("Lagre", bench.anna, bench.room) == "Sett"
    assert "(Sett)" in bench.teams.seen(bench.anna, bench.room)
    assert "(Sett)" not in bench.teams.seen(bench.bo, bench.room)


@pytest.mark.parametrize(
    "told",
    [
        OK,
        (200, {"type": "application/vnd.microsoft.activity.message", "value": "uten statusCode"}),
        (
            200,
            {"statusCode": 200, "type": "application/vnd.microsoft.card.adaptive", "value": {"type": "AdaptiveCard"}},
        ),
    ],
)
async def test_an_answer_no_client_understands_is_refused(bench: Bench, told: Told) -> None:
    asking(bench, told)
    await bench.people.says("møte ny", bench.anna)
    bench.people.fill({"Dato": "i dag"}, bench.anna)
    assert await bench.people.press("Lagre", bench.anna) == UNREACHABLE
    assert bench.teams.state.refused


async def test_a_press_is_waited_for_five_seconds_and_no_longer(bench: Bench) -> None:
    assert bench.people.patience == 5
    bench.people.patience = 0.05
    await bench.bot.post(bench.room, message(card(text("Hei"), actions=(button("Ferdig", "ferdig O-1"),))))
    bench.bot.silent = True
    shown = await bench.people.press("Ferdig", bench.anna, bench.room)
    assert (shown, shown.answer.status) == (UNREACHABLE, 0)


async def test_the_newest_button_is_pressed_unless_another_one_is_asked_for(bench: Bench) -> None:
    for number in (1, 2):
        content = card(text(f"Nummer {number}"), actions=(button("Ferdig", f"ferdig O-{number}"),))
        await bench.bot.post(bench.room, message(content))
    for nth in (-1, 0):
        await bench.people.press("Ferdig", bench.anna, bench.room, nth)
    await bench.people.press("Ferdig", bench.anna, bench.room, by="Nummer 1")
    pressed = [heard["value"]["action"]["data"]["line"] for heard in bench.bot.heard]
    assert pressed == ["ferdig O-2", "ferdig O-1", "ferdig O-1"]


async def test_a_button_is_looked_for_in_the_thread_that_is_named(bench: Bench) -> None:
    content = card(text("Hei"), actions=(button("Ferdig", "x"),))
    first = (await bench.bot.post(bench.room, message(content)))[1]["id"]
    second = (await bench.bot.post(bench.room, message(card(text("Annet")))))[1]["id"]
    with pytest.raises(LookupError, match="no button"):
        await bench.people.press("Ferdig", bench.anna, f"{bench.room};messageid={second}")
    await bench.people.press("Ferdig", bench.anna, f"{bench.room};messageid={first}")
    assert bench.bot.heard[0]["replyToId"] == first


async def test_a_card_drawn_for_all_while_a_press_is_answered_stands(bench: Bench) -> None:
    posted = await bench.bot.post(bench.room, message(card(text("Hei"), actions=(button("Ferdig", "x"),))))
    path = f"conversations/{bench.room}/activities/{posted[1]['id']}"

    async def answer(_: Json) -> Told:
        await bench.bot.call("PUT", path, message(card(text("Ferdig for alle"))))
        return redrawn(card(text("Ferdig for Anna")))

    bench.bot.answer = answer
    assert await bench.people.press("Ferdig", bench.anna, bench.room) == "Ferdig for Anna\nFerdig for alle"
    assert bench.teams.seen(bench.anna, bench.room) == "Samhandling: Ferdig for alle"


# dialogs


async def test_a_dialog_is_opened_by_a_button_filled_in_and_closed(bench: Bench) -> None:
    send: Json = {"type": "Action.Submit", "title": "Send", "data": {"verb": "form"}}
    first, again = card(text("Nytt møte"), DATE, actions=(send,)), card(text("Prøv igjen"), DATE, actions=(send,))
    told: list[Told] = [said("Nytt møte", first), said("Nytt møte", again), OK]

    async def answer(_: Json) -> Told:
        return told.pop(0)

    bench.bot.answer = answer
    await bench.bot.post(bench.room, message(card(text("Hei"), actions=(OPEN,))))
    assert "Dato *: []" in await bench.people.open_dialog("Åpne", bench.anna, bench.room)
    assert await bench.people.submit_dialog({}, bench.anna) == "Mangler"
    assert "Prøv igjen" in await bench.people.submit_dialog({"Dato": "uke 17"}, bench.anna)
    assert await bench.people.submit_dialog({"Dato": "i dag"}, bench.anna) == ""
    assert bench.anna not in bench.teams.state.dialogs
    fetched, *sent = bench.bot.heard
    assert (fetched["name"], fetched["value"]["data"]) == ("task/fetch", OPEN["data"])
    assert {one["conversation"]["id"] for one in sent} == {fetched["conversation"]["id"]}
    assert fetched["conversation"]["id"] == f"{bench.room};messageid={fetched['replyToId']}"
    assert [(one["name"], one["value"]["data"]["field:dato"]) for one in sent] == [
        ("task/submit", "uke 17"),
        ("task/submit", "i dag"),
    ]


@pytest.mark.parametrize("told", [(200, {"task": {"type": "noe"}}), said("Uten kort", {}), (500, None)])
async def test_an_answer_to_a_dialog_that_no_client_understands_leaves_it_open(bench: Bench, told: Told) -> None:
    send: Json = {"type": "Action.Submit", "title": "Send", "data": {}}
    answers = [said("Nytt møte", card(DATE, actions=(send,))), told]

    async def answer(_: Json) -> Told:
        return answers.pop(0)

    bench.bot.answer = answer
    await bench.bot.post(bench.room, message(card(text("Hei"), actions=(OPEN,))))
    await bench.people.open_dialog("Åpne", bench.anna, bench.room)
    assert await bench.people.submit_dialog({"Dato": "uke 17"}, bench.anna) == UNREACHABLE
    assert bench.teams.state.dialogs[bench.anna].typed == {"field:dato": "uke 17"}


# what else happens


async def refused(bench: Bench, where: str) -> str:
    """The code with which a message is turned away."""
    _, answer = await bench.bot.post(where, message(card(text("Hei"))))
    return str(answer["error"]["code"])


async def test_the_bot_is_told_when_it_comes_and_goes_and_may_not_write_where_it_is_not(bench: Bench) -> None:
    shown = await bench.people.uninstalls(bench.anna, bench.room)
    assert shown.answer.status == 200
    assert (await bench.bot.post(bench.room, message(card(text("Hei")))))[1]["error"][
        "code"
    ] == "BotNotInConversationRoster"
    await bench.people.installs(bench.anna, bench.room)
    assert (await bench.bot.post(bench.room, message(card(text("Hei")))))[0] == 201
    await bench.people.removes_bot(bench.bo, bench.room)
    told = [(heard["type"], heard.get("action"), "membersRemoved" in heard) for heard in bench.bot.heard]
    assert told == [
        ("conversationUpdate", None, True),
        ("installationUpdate", "remove", False),
        ("installationUpdate", "add", False),
        ("conversationUpdate", None, False),
        ("conversationUpdate", None, True),
    ]


async def test_a_person_who_takes_the_app_away_is_not_written_to(bench: Bench) -> None:
    own = bench.teams.state.find(bench.anna).id
    await bench.people.uninstalls(bench.anna)
    assert await refused(bench, own) == "MessageWritesBlocked"
    members = [{"id": bench.teams.state.people[bench.anna].id}]
    status, answer = await bench.bot.call("POST", "conversations", {"members": members, "tenantId": TENANT})
    assert (status, answer["error"]["code"]) == (403, "ForbiddenOperationException")
    assert [heard["action"] for heard in bench.bot.heard] == ["remove"]


async def test_changes_of_members_channels_and_teams_are_told(bench: Bench) -> None:
    cato = bench.teams.state.person("Cato")
    await bench.people.adds_member(bench.anna, bench.room, cato)
    assert bench.teams.seen(cato, bench.room) == ""
    await bench.people.removes_member(bench.anna, bench.room, cato)
    await bench.people.creates_channel(bench.anna, bench.teams.state.find(bench.room).team, "Ny")
    await bench.people.renames(bench.anna, bench.room, "Avtaler")
    await bench.people.renames_team(bench.anna, bench.room, "Agder fylke")
    await bench.people.happens("teamArchived", bench.anna, bench.room)
    await bench.people.deletes_channel(bench.anna, bench.room)
    assert [heard["channelData"]["eventType"] for heard in bench.bot.heard] == [
        "teamMemberAdded",
        "teamMemberRemoved",
        "channelCreated",
        "channelRenamed",
        "teamRenamed",
        "teamArchived",
        "channelDeleted",
    ]
    assert bench.bot.heard[3]["channelData"]["channel"] == {"id": bench.room, "name": "Avtaler"}
    assert await refused(bench, bench.room) == "ConversationNotFound"


async def test_a_deleted_team_takes_its_channels_along(bench: Bench) -> None:
    general = bench.teams.state.find(bench.room).team
    await bench.people.deletes_team(bench.anna, bench.room)
    for where in (general, bench.room):
        assert await refused(bench, where) == "ConversationNotFound"


async def test_reactions_edits_deletions_and_things_unheard_of_are_told(bench: Bench) -> None:
    await bench.people.says("status", bench.anna)
    await bench.people.reacts(bench.anna, "Ekko: status")
    await bench.people.edits(bench.anna, "status", "mine")
    await bench.people.deletes(bench.anna, "mine")
    await bench.people.does("heltNytt", bench.anna, value={"a": 1})
    assert [heard["type"] for heard in bench.bot.heard[1:]] == [
        "messageReaction",
        "messageUpdate",
        "messageDelete",
        "heltNytt",
    ]
    assert bench.bot.heard[1]["replyToId"] == bench.teams.state.messages(bench.anna)[0].id
    assert bench.teams.seen(bench.anna) == "Samhandling: Ekko: status"


async def test_an_activity_can_come_twice_with_the_same_id(bench: Bench) -> None:
    await bench.people.says("status", bench.anna)
    await bench.people.repeated(bench.teams.sent[-1])
    first, second = bench.bot.heard
    assert first == second


def test_it_serves_programs_in_other_processes_too() -> None:
    with start_in_thread() as teams:
        anna = teams.state.person("Anna")

        async def once() -> str:
            async with teams_bot(teams):
                return await teams.people.says("status", anna)

        assert teams.run(once()) == "Ekko: status"
        teams.wait(lambda: [one.who for one in teams.state.messages(anna)] == [anna, BOT])

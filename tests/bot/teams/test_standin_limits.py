"""What the stand-in for Teams turns away: conversations, messages, cards, too much at once; and how it fails."""

import math
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from jsonschema import Draft6Validator

from tests.bot.teams.teams_bot import Bot, Json, button, card, message, teams_bot, text
from tests.teams_standin import TENANT, Fault, TeamsStandIn, teams_standin, texts
from tests.teams_standin.drawing import marked
from tests.teams_standin.limits import ANSWER, DIALOG, MESSAGE, card_faults, size
from tests.teams_standin.rates import Rates
from tests.teams_standin.schema import schema

HELLO = message(card(text("Hei")))


@dataclass
class Bench:
    """A channel, a person, a bot that is in both; nothing is limited until a test says so."""

    teams: TeamsStandIn
    bot: Bot
    anna: str
    room: str

    async def post(self, activity: Json = HELLO, where: str = "") -> tuple[int, Any]:
        return await self.bot.post(where or self.room, activity)

    async def code(self, activity: Json = HELLO, where: str = "") -> str:
        """The code with which a message is turned away."""
        return str((await self.post(activity, where))[1]["error"]["code"])


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with teams_standin(rates=Rates(clock=None)) as teams, teams_bot(teams) as bot:
        anna = teams.state.person("Anna")
        yield Bench(teams, bot, anna, teams.state.channel("Agder", anna))


# messages


def told(**more: Any) -> Json:
    return {"type": "message", "text": "Hei", **more}


MENTION = {"type": "mention", "text": "<at>Anna</at>", "mentioned": {"id": "29:ingen", "name": "Anna"}}


@pytest.mark.parametrize(
    ("activity", "why"),
    [
        (told(text=""), "nothing to show"),
        (told(attachments=HELLO["attachments"]), "text and an attachment"),
        ({**HELLO, "summary": " "}, "a card without summary"),
        ({**HELLO, "attachments": HELLO["attachments"] * 2}, "more than one attachment"),
        ({**HELLO, "attachments": [{"contentType": "image/png", "content": {}}]}, "not an Adaptive Card"),
        (told(type="trace"), "a bot sends messages"),
        (told(textFormat="html"), "textFormat"),
        (told(text="<at>Anna</at> hei"), "<at>Anna</at> without an entity"),
        (told(text="<at>Anna</at> hei", entities=[MENTION]), "somebody who is not here"),
        (told(entities=[MENTION]), "which is not in the text"),
    ],
)
async def test_a_message_that_would_come_out_wrong_is_refused(bench: Bench, activity: Json, why: str) -> None:
    status, answer = await bench.post(activity)
    assert (status, answer["error"]["code"]) == (400, "BadArgument")
    assert why in answer["error"]["message"]
    assert bench.teams.state.refused[-1].startswith("BadArgument: ")
    assert bench.teams.state.posted() == []


async def test_somebody_who_is_there_can_be_mentioned(bench: Bench) -> None:
    here = {**MENTION, "mentioned": {"id": bench.teams.state.people[bench.anna].id, "name": "Anna"}}
    assert (await bench.post(told(text="<at>Anna</at> hei", entities=[here])))[0] == 201
    assert bench.teams.seen(bench.anna, bench.room) == "Samhandling: @Anna hei"


async def test_a_hundred_kilobytes_are_counted_as_utf_16(bench: Bench) -> None:
    assert size({"a": "æ"}) == 2 * len('{"a":"æ"}')
    assert (await bench.post(told(text="x" * 50_000)))[0] == 201
    status, answer = await bench.post(told(text="x" * 52_000))
    assert (status, answer["error"]["code"]) == (413, "MessageSizeTooBig")


async def test_what_no_client_looks_at_is_noted(bench: Bench) -> None:
    assert (await bench.post(message(card({**text("Hei"), "color": "Good", "colour": "red"}), topic="x")))[0] == 201
    unknown, property_ = bench.teams.state.noted
    assert unknown == "activity: unknown property topic"
    assert "'colour' was unexpected" in property_


async def test_conversations_messages_and_tokens_that_are_not_there(bench: Bench) -> None:
    assert await bench.code(where="19:ingen@thread.tacv2") == "ConversationNotFound"
    assert await bench.code(where="tull") == "BadSyntax"
    assert await bench.code(where=f"{bench.room};messageid=1") == "ActivityNotFoundInConversation"
    status, answer = await bench.bot.call("PUT", f"conversations/{bench.room}/activities/1", HELLO)
    assert (status, answer["error"]["code"]) == (404, "ActivityNotFoundInConversation")
    bench.teams.identity.revoke()
    assert (await bench.post())[0] == 401
    bench.bot.token = bench.teams.token()
    assert (await bench.post())[0] == 201
    bench.teams.identity.taking = False
    assert (await bench.post())[0] == 401


async def test_a_persons_message_is_not_the_bots_to_change(bench: Bench) -> None:
    await bench.teams.people.says("hei", bench.anna, bench.room, mention=False)
    [said] = bench.teams.state.messages(bench.room)
    status, answer = await bench.bot.call("DELETE", f"conversations/{bench.room}/activities/{said.id}")
    assert (status, answer["error"]["code"]) == (403, "NotEnoughPermissions")


async def test_a_message_can_be_deleted_and_answered(bench: Bench) -> None:
    posted = (await bench.post())[1]["id"]
    assert (await bench.bot.call("POST", f"conversations/{bench.room}/activities/{posted}", HELLO))[0] == 201
    assert [one.root for one in bench.teams.state.messages(f"{bench.room};messageid={posted}")] == ["", posted]
    await bench.bot.call("DELETE", f"conversations/{bench.room}/activities/{posted}")
    assert len(bench.teams.state.posted(bench.room)) == 1


async def test_a_conversation_with_a_person_is_opened_with_their_tenant(bench: Bench) -> None:
    asked = {"members": [{"id": bench.teams.state.people[bench.anna].id}]}
    assert (await bench.bot.call("POST", "conversations", asked))[0] == 400
    _, answer = await bench.bot.call("POST", "conversations", {**asked, "tenantId": TENANT, "activity": HELLO})
    assert answer["id"] == bench.teams.state.find(bench.anna).id
    assert bench.teams.state.messages(bench.anna)[0].id == answer["activityId"]
    wrongs: list[Json] = [{"members": []}, {"tenantId": "en-annen"}, {"tenantId": TENANT, "isGroup": True}]
    for wrong in ({**asked, **each} for each in wrongs):
        assert (await bench.bot.call("POST", "conversations", wrong))[0] == 400


async def test_a_thread_is_begun_by_its_first_message(bench: Bench) -> None:
    asked = {"channelData": {"channel": {"id": bench.room}}, "activity": HELLO}
    _, answer = await bench.bot.call("POST", "conversations", asked)
    assert answer["id"] == f"{bench.room};messageid={answer['activityId']}"


async def test_members_come_in_pages_and_teams_say_what_they_hold(bench: Bench) -> None:
    many = [bench.teams.state.person(f"Person {number}") for number in range(60)]
    room = bench.teams.state.channel("Stor", *many)
    page = (await bench.bot.call("GET", f"conversations/{room}/pagedMembers?pageSize=5"))[1]
    rest = await bench.bot.call(
        "GET", f"conversations/{room}/pagedMembers?continuationToken={page['continuationToken']}"
    )
    assert [member["aadObjectId"] for member in page["members"] + rest[1]["members"]] == many
    assert "continuationToken" not in rest[1]
    assert len((await bench.bot.call("GET", f"conversations/{room}/members"))[1]) == 60
    assert (await bench.bot.call("GET", f"conversations/{room}/members/{many[3]}"))[1]["name"] == "Person 3"
    assert (await bench.bot.call("GET", f"conversations/{room}/members/{bench.anna}"))[0] == 404
    team = bench.teams.state.find(room).team
    assert (await bench.bot.call("GET", f"teams/{team}"))[1]["memberCount"] == 60
    channels = (await bench.bot.call("GET", f"teams/{team}/conversations"))[1]["conversations"]
    assert channels == [{"id": team, "type": "standard"}, {"id": room, "type": "standard", "name": "Stor"}]


# how much at once


async def test_a_conversation_takes_seven_a_second_and_sixty_in_thirty(bench: Bench) -> None:
    now = [0.0]
    bench.teams.rates.clock = lambda: now[0]
    other = bench.teams.state.find(bench.anna).id
    assert [(await bench.post())[0] for _ in range(8)] == [201] * 7 + [429]
    assert (await bench.post(where=other))[0] == 201
    now[0] = 1
    assert [(await bench.post())[0] for _ in range(2)] == [201, 429]
    while len(bench.teams.state.posted(bench.room)) < 60:
        now[0] += 0.26
        await bench.post()
    headers = {"Authorization": f"Bearer {bench.bot.token}"}
    address = f"{bench.teams.service_url}v3/conversations/{bench.room}/activities"
    async with aiohttp.ClientSession(headers=headers) as session, session.post(address, json=HELLO) as answer:
        assert answer.status == 429
        assert float(answer.headers["Retry-After"]) == pytest.approx(30 - now[0], abs=1)
        assert (await answer.json())["error"]["code"] == "Throttled"
    now[0] = 31
    assert (await bench.post())[0] == 201


def test_an_hour_takes_eighteen_hundred() -> None:
    now = [0.0]
    rates = Rates(lambda: now[0])
    for number in range(1800):
        now[0] = number * 1.5
        assert rates.wait("a") == 0
    assert rates.wait("a") == math.ceil(3600 - now[0])
    assert rates.wait("a", reading=True) == 0


# cards


def field(kind: str, **more: Any) -> Json:
    return {"type": f"Input.{kind}", "id": "f", "label": "Felt", **more}


def choice(*values: str, **more: Any) -> Json:
    return field("ChoiceSet", choices=[{"title": value, "value": value} for value in values], **more)


SUBMIT: Json = {"type": "Action.Submit", "title": "Send", "data": {}}
OPENS: Json = {**SUBMIT, "data": {"msteams": {"type": "task/fetch"}}}
ROW: Json = {"type": "TableRow", "cells": [{"type": "TableCell", "items": [text("a")]}]}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ({"type": "HeroCard"}, "not an Adaptive Card"),
        (card(), "nothing in the card"),
        (card(text("Hei"), version="1.6"), "clients know 1.5"),
        (card(text("Hei"), version="ny"), "version 'ny'"),
        (card(text("Hei"), actions=(button("x", "y"),), version="1.3"), "needs version 1.4"),
        (card({"type": "TextBlock", "text": 1}), "1 is not of type 'string'"),
        (card({"type": "CodeBlock"}), "'CodeBlock' is not one of"),
        (card({"type": "Container", "items": [{"type": "TextBlock"}]}), "/body/0/items/0: 'text' is a required"),
        (card(text(" ")), "TextBlock: no text"),
        (card({"type": "TextBlock", "text": "en lang linje som blir kuttet"}), ""),
        (card({"type": "TextBlock", "text": "en lang linje som blir kuttet av"}), "does not wrap"),
        (card({"type": "FactSet", "facts": []}), "no facts"),
        (card({"type": "FactSet", "facts": [{"title": "a"}]}), "'value' is a required property"),
        (card({"type": "ActionSet", "actions": []}), "0 actions"),
        (card(text("a"), actions=(button("x", "y"),) * 7), "7 actions in a row"),
        (card(text("a"), actions=(button("", "y"),)), "no title"),
        (card(text("a"), actions=(button("x", "y", ""),)), "no verb"),
        (card(text("a"), actions=({**button("x", "y"), "data": "y"},)), "data is no object"),
        (card(text("a"), actions=(SUBMIT,)), "outside a dialog"),
        (card(text("a"), actions=(OPENS,)), ""),
        (card(field("Text", label="")), "f: no label"),
        (card(field("Text", isRequired=True)), "without an errorMessage"),
        (card(field("Text", maxLength=2, value="abc")), "longer than its maxLength"),
        (card(field("Text"), field("Number")), "id 'f' 2 times"),
        (card({"type": "Input.Text", "label": "uten id"}), "'id' is a required property"),
        (card(choice()), "no choices"),
        (card(choice("a", "a")), "one value twice"),
        (card(choice("a,b", isMultiSelect=True)), "a comma in a value"),
        (card(choice("a,b", value="a,b")), ""),
        (card(choice("a", value="b")), "a value that is no choice"),
        (card({"type": "Image", "url": "http://a.test/b.png", "altText": "b"}), "not fetched over https"),
        (card({"type": "Image", "url": "https://a.test/b.png"}), "no altText"),
        (card({"type": "Table", "columns": [{}, {}], "rows": [ROW]}), "rows of [1] cells under 2 columns"),
        (card({"type": "Table", "columns": [{}], "rows": [ROW]}), ""),
        (card(text("<at>Anna</at>")), "without an entity"),
        (card(text("a"), msteams={"width": "Full"}), ""),
    ],
)
def test_a_card_that_clients_would_not_show_as_meant_is_refused(content: Json, why: str) -> None:
    faults = card_faults(content, MESSAGE)[0]
    assert (why in faults[0]) if why else (faults == []), faults


def test_a_dialogs_card_sends_by_submit_and_an_answers_by_execute() -> None:
    execute, submit = card(text("a"), actions=(button("x", "y"),)), card(text("a"), actions=(SUBMIT,))
    assert [bool(card_faults(one, DIALOG)[0]) for one in (execute, submit)] == [True, False]
    assert [bool(card_faults(one, ANSWER)[0]) for one in (execute, submit)] == [False, True]


def test_the_schema_taken_apart_says_what_the_whole_one_says() -> None:
    whole = Draft6Validator(schema())
    columns = {"type": "ColumnSet", "columns": [{"type": "Column", "items": [text("a"), choice("b")]}]}
    good = card(text("a"), columns, {"type": "Table", "columns": [{}], "rows": [ROW]}, actions=(button("x", "y"),))
    for change in ({}, {"text": 1}, {"wrap": "ja"}, {"weight": "Feit"}, {"type": "Tekst"}):
        content = card({**text("a"), **change}, *good["body"][1:])
        assert bool(card_faults(content, MESSAGE)[0]) == (not whole.is_valid(content)), change


# drawing


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1. desember", "1) desember"),
        ("12. desember er fristen", "12) desember er fristen"),
        ("1\\. desember", "1. desember"),
        ("- nei", "• nei"),
        ("**fet** og _kursiv_", "fet og kursiv"),
        ("snake_case_ord", "snake_case_ord"),
        ("\\*ikke fet\\*", "*ikke fet*"),
        ("[her](https://a.test)", "her (https://a.test)"),
        ("# Tittel", "Tittel"),
        ("en\nto", "en to"),
        ("en\n\nto", "en\nto"),
        ("R&amp;D <b>", "R&D <b>"),
    ],
)
def test_markup_is_applied_where_the_client_applies_it(written: str, read: str) -> None:
    assert marked(written) == read
    assert texts(card(text(written))) == read
    assert texts(card({"type": "FactSet", "facts": [{"title": "a", "value": written}]})) == f"a: {read}"
    literal = {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": written}]}
    assert texts(card(literal)) == written


# failing


@pytest.mark.parametrize(
    ("fault", "status", "standing"),
    [
        (Fault("busy", seconds=7), 429, 0),
        (Fault("500"), 500, 0),
        (Fault("500_after"), 500, 1),
        (Fault("late", seconds=0.01), 201, 1),
        (Fault("error", error="PreconditionFailed"), 412, 0),
        (Fault("error", error="BadGateway"), 502, 0),
        (Fault("error", error="BotDisabledByAdmin"), 403, 0),
    ],
)
async def test_it_fails_as_planned(bench: Bench, fault: Fault, status: int, standing: int) -> None:
    bench.teams.faults.plan("post", fault)
    assert (await bench.post())[0] == status
    assert len(bench.teams.state.posted()) == standing
    assert (await bench.post())[0] == 201


@pytest.mark.parametrize(("kind", "standing"), [("lost", 1), ("lost_before", 0), ("garbage", 1)])
async def test_an_answer_can_get_lost(bench: Bench, kind: Any, standing: int) -> None:
    bench.teams.faults.plan("post", Fault(kind))
    with pytest.raises((aiohttp.ClientError, ValueError)):
        await bench.post()
    assert len(bench.teams.state.posted()) == standing


async def test_a_message_can_land_after_its_answer_was_lost(bench: Bench) -> None:
    bench.teams.faults.plan("post", Fault("lost_late", seconds=0.01))
    with pytest.raises(aiohttp.ClientError):
        await bench.post()
    await bench.teams.until(bench.teams.state.posted)


async def test_a_gateway_says_nothing_readable_and_a_block_comes_in_two_shapes(bench: Bench) -> None:
    bench.teams.faults.plan("post", Fault("error", error="504"), Fault("error", error="209"))
    with pytest.raises(aiohttp.ContentTypeError):
        await bench.post()
    _, answer = await bench.post()
    assert answer["errorCode"] == 209
    assert '"subCode": "MessageWritesBlocked"' in answer["message"]
    bench.teams.people.blocks(bench.anna, bench.room)
    assert await bench.code() == "MessageWritesBlocked"

"""The Slack front end over HTTP, in conversation with the stand-in."""

import json
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.slack.manifest import EVENTS
from domain.accounts import Address
from handlers.texts import say
from tests.bot.slack.slack_app import App, over_http
from tests.slack_standin import BOT_TOKEN, BOT_USER, Fault, slack_standin, texts


@pytest.fixture
async def app() -> AsyncIterator[App]:
    async with slack_standin() as slack, over_http(slack) as app:
        yield app
        assert not slack.state.refused or slack.state.refused == ["not_in_channel"], slack.state.refused


@pytest.fixture
def room(app: App) -> str:
    return app.slack.state.channel("rom", "U0ANNA", "U0BO")


async def test_a_command_is_answered_in_its_acknowledgement(app: App, room: str) -> None:
    answer = await app.slack.people.command("/samhandling status  nå", channel=room)
    assert answer.payload["response_type"] == "ephemeral"
    assert "O-7 Tall til statusark" in texts(app.slack.state.whispers("U0ANNA")[0])
    asked = app.secretary.asked[0]
    assert (asked.line, str(asked.account), str(asked.room)) == (
        "status  nå",
        "slack:T0HOME:U0ANNA",
        f"slack:T0HOME:{room}",
    )
    assert asked.request_id
    assert app.slack.state.posts == {}  # not even auth.test on the way


async def test_a_reply_for_the_room_is_seen_by_all(app: App, room: str) -> None:
    await app.slack.people.command("/samhandling rom", channel=room)
    assert len(app.slack.state.messages(room)) == 1
    assert not app.slack.state.whispers("U0ANNA")


async def test_a_command_in_the_direct_conversation_is_in_the_persons_room(app: App) -> None:
    await app.slack.people.command("/samhandling status")
    assert app.secretary.asked[0].room == Address("slack", "T0HOME", "U0ANNA", direct=True)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("oppfølging ny «Siva»: A & B < C", "oppfølging ny «Siva»: A & B < C"),
        ("utsett O-12\u00a0til “fredag”", 'utsett O-12 til "fredag"'),
        ("  status ", "status"),
    ],
)
async def test_words_arrive_as_they_were_meant(app: App, typed: str, line: str) -> None:
    await app.slack.people.command(f"/samhandling {typed}")
    assert app.secretary.asked[0].line == line


async def test_a_long_reply_comes_in_parts_in_order(app: App, room: str) -> None:
    answer = await app.slack.people.command("/samhandling stor", channel=room)
    await app.front.drain()
    seen = app.slack.state.whispers("U0ANNA")
    assert answer.payload == {}
    assert len(seen) == 3
    assert [f"O-{number}" in "".join(map(texts, seen)) for number in range(60)] == [True] * 60
    assert say("nb", "slack.part", number=3, total=3) in texts(seen[2])


async def test_a_slow_reply_is_promised_and_then_comes() -> None:
    async with slack_standin() as slack, over_http(slack, patience=0.05) as app:
        room = slack.state.channel("rom", "U0ANNA")
        await slack.people.command("/samhandling treg", channel=room)
        app.secretary.held.set()
        await app.front.drain()
        seen = [texts(message) for message in slack.state.whispers("U0ANNA")]
        assert seen[0].strip() == say("nb", "slack.wait")
        assert "Ferdig til slutt" in seen[1]


async def test_an_error_is_told_in_a_sentence_and_logged_under_its_number(
    app: App, room: str, capsys: pytest.CaptureFixture[str]
) -> None:
    await app.slack.people.command("/samhandling feil", channel=room)
    shown = texts(app.slack.state.whispers("U0ANNA")[0])
    logged = capsys.readouterr().out
    reference = shown.split("referansen ")[1].split()[0]
    assert reference in logged
    assert "RuntimeError: [secret]" in logged
    assert BOT_TOKEN not in logged


# buttons


async def test_a_button_replaces_ones_own_answer(app: App, room: str) -> None:
    await app.slack.people.command("/samhandling status", channel=room)
    await app.slack.people.press("Ferdig", nth=0)
    await app.front.drain()
    assert app.secretary.asked[-1].line == "ferdig O-7"
    [seen] = app.slack.state.whispers("U0ANNA")
    assert "O-7 er ferdig" in texts(seen)


async def test_a_refusal_leaves_ones_own_answer_standing(app: App, room: str) -> None:
    app.slack.state.whisper("U0ANNA", room, _with_button("ferdig O-99"))
    await app.slack.people.press("Trykk")
    await app.front.drain()
    assert ["O-99 finnes ikke." in texts(seen) for seen in app.slack.state.whispers("U0ANNA")] == [False, True]


async def test_a_button_in_a_shared_message_answers_the_presser_only(app: App, room: str) -> None:
    app.slack.state.channels[room].messages.append(
        app.slack.state.checked(_with_button("ferdig O-7")) | {"ts": app.slack.state.ts(), "thread_ts": "1.0"}
    )
    await app.slack.people.press("Trykk", "U0BO")
    await app.front.drain()
    [message] = app.slack.state.messages(room)
    assert "Trykk" in texts(message)
    [seen] = app.slack.state.whispers("U0BO")
    assert "O-7 er ferdig" in texts(seen)
    assert seen["thread_ts"] == "1.0"
    assert not app.slack.state.whispers("U0ANNA")


async def test_a_button_carries_any_line(app: App, room: str) -> None:
    line = "oppfølging ny: A & B <!channel> &amp"
    app.slack.state.whisper("U0ANNA", room, _with_button(line))
    await app.slack.people.press("Trykk")
    assert app.secretary.asked[0].line == line


def _with_button(line: str) -> dict[str, object]:
    button = {"type": "button", "action_id": "line:0", "text": {"type": "plain_text", "text": "Trykk"}, "value": line}
    return {"text": "-", "blocks": [{"type": "actions", "elements": [button]}]}


# forms


async def test_a_form_opens_keeps_what_is_typed_and_answers_in_the_room(app: App, room: str) -> None:
    people = app.slack.people
    answer = await people.command("/samhandling møte ny", channel=room)
    assert answer.payload == {}
    wrong = await people.submit({"Dato": "uke 17", "Saker": "A & B"})
    assert wrong.errors == {"Dato": "«uke 17» er ikke en dag. Velg en dag i uken."}
    sent = await people.submit({"Dato": "15. april", "Saker": "A & <B>", "Parter": "KS, Siva"})
    await app.front.drain()
    assert sent.closed
    asked = app.secretary.asked[-1]
    assert asked.line == "møte ny"
    assert asked.fields == {"dato": "15. april", "type": "vår", "saker": "A & <B>", "parter": "ks, siva"}
    assert asked.room.channel == room
    assert "Møtet er satt til 15. april" in texts(app.slack.state.whispers("U0ANNA")[0])


async def test_an_error_without_a_field_lands_on_the_first(app: App, room: str) -> None:
    await app.slack.people.command("/samhandling møte ny", channel=room)
    assert (await app.slack.people.submit({"Dato": "annet"})).errors == {"Dato": "Vårmøtet er alt satt."}


async def test_an_unexpected_error_keeps_the_form(app: App, room: str) -> None:
    await app.slack.people.command("/samhandling møte ny", channel=room)
    wrong = await app.slack.people.submit({"Dato": "feil"})
    assert "referansen" in wrong.errors["Dato"]


async def test_a_form_in_a_room_without_the_app_answers_directly(app: App) -> None:
    room = app.slack.state.channel("uten", "U0ANNA", bot=False)
    await app.slack.people.command("/samhandling møte ny", channel=room)
    await app.slack.people.submit({"Dato": "15. april"})
    await app.front.drain()
    assert "Møtet er satt" in texts(app.slack.state.messages("U0ANNA")[0])


async def test_a_form_that_could_not_open_is_a_button_away(app: App, room: str) -> None:
    app.slack.faults.plan("views.open", Fault("error", error="expired_trigger_id"))
    await app.slack.people.command("/samhandling møte ny vår", channel=room)
    assert say("nb", "slack.form.late") in texts(app.slack.state.whispers("U0ANNA")[0])
    await app.slack.people.press(say("nb", "slack.form.open"))
    assert app.secretary.asked[-1].line == "møte ny vår"
    assert "U0ANNA" in app.slack.state.views


async def test_a_form_that_slack_keeps_waiting_does_not_keep_the_person_waiting(
    app: App, room: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.answers.TRIGGER_SECONDS", 0.05)
    app.slack.faults.plan("views.open", Fault("busy", seconds=30))
    await app.slack.people.command("/samhandling møte ny", channel=room)
    assert say("nb", "slack.form.late") in texts(app.slack.state.whispers("U0ANNA")[0])


async def test_a_button_opens_a_form(app: App, room: str) -> None:
    await app.slack.people.command("/samhandling status", channel=room)
    await app.slack.people.press("Nytt møte")
    assert (await app.slack.people.submit({"Dato": "15. april"})).closed
    await app.front.drain()
    assert len(app.slack.state.whispers("U0ANNA")) == 2


# mentions, direct messages, the Home tab


async def test_a_mention_is_answered_to_the_asker_where_it_was_said(app: App, room: str) -> None:
    await app.slack.people.mention("status", channel=room, thread_ts="1.0")
    await app.front.drain()
    assert app.secretary.asked[0].line == "status"
    assert app.slack.state.whispers("U0ANNA")[0]["thread_ts"] == "1.0"
    assert not app.slack.state.messages(room)


async def test_a_mention_that_concerns_the_room_is_answered_to_the_room(app: App, room: str) -> None:
    await app.slack.people.mention("rom", channel=room)
    await app.front.drain()
    assert len(app.slack.state.messages(room)) == 1


async def test_a_form_asked_for_in_a_message_is_a_button(app: App) -> None:
    await app.slack.people.direct("møte ny vår")
    await app.front.drain()
    assert len(app.slack.state.messages("U0ANNA")) == 1
    await app.slack.people.press(say("nb", "slack.form.open"))
    assert app.secretary.asked[-1].line == "møte ny vår"
    await app.slack.people.submit({"Dato": "15. april"})
    await app.front.drain()
    assert "Møtet er satt" in texts(app.slack.state.messages("U0ANNA")[-1])
    assert app.secretary.asked[-1].room == Address("slack", "T0HOME", "U0ANNA", direct=True)


@pytest.mark.parametrize("said", ["/samhandling status", f"<@{BOT_USER}|samhandling> status", "status"])
async def test_a_direct_message_may_look_like_anything(app: App, said: str) -> None:
    await app.slack.people.said("message", said, "U0ANNA", app.slack.state.direct("U0ANNA").id, "im")
    assert app.secretary.asked[0].line == "status"


async def test_what_slack_tells_twice_is_answered_once(app: App, room: str) -> None:
    await app.slack.people.direct("status", event_id="Ev-1")
    await app.slack.people.direct("status", event_id="Ev-1", retry=1)
    await app.slack.people.mention("rom", channel=room, event_id="Ev-2", retry=1)
    await app.slack.people.mention("rom", channel=room, event_id="Ev-2", retry=2)
    await app.front.drain()
    assert len(app.secretary.asked) == 2
    assert len(app.slack.state.messages("U0ANNA")) == 1


async def test_a_repeated_request_stays_silent(app: App, room: str) -> None:
    app.secretary.done.add("Ev-9")
    await app.slack.people.direct("ferdig O-7", event_id="Ev-9")
    await app.front.drain()
    assert not app.slack.state.messages("U0ANNA")


@pytest.mark.parametrize(
    "more",
    [{"subtype": "message_changed"}, {"bot_id": "B0OTHER"}, {"subtype": "message_deleted"}, {"subtype": "bot_message"}],
)
async def test_edits_and_other_bots_are_left_alone(app: App, more: dict[str, str]) -> None:
    answer = await app.slack.people.direct("status", **more)
    assert answer.status == 200
    await app.slack.people.direct("status", BOT_USER)
    assert not app.secretary.asked


async def test_the_home_tab_shows_the_state_after_a_press(app: App) -> None:
    await app.slack.people.opens_home()
    await app.front.drain()
    assert "O-7" in texts(app.slack.state.homes["U0ANNA"])
    await app.slack.people.press("Ferdig", nth=0)
    await app.front.drain()
    assert [asked.line for asked in app.secretary.asked] == ["", "ferdig O-7", "ferdig O-7"]
    assert "O-7 er ferdig" in texts(app.slack.state.messages("U0ANNA")[0])
    assert app.slack.state.posts["views.publish"] == 2


async def test_a_home_tab_that_fails_says_so(app: App) -> None:
    await app.slack.people.opens_home("U0FEIL")
    await app.front.drain()
    assert "referansen" in texts(app.slack.state.homes["U0FEIL"])


async def test_every_event_the_manifest_asks_for_is_listened_for(app: App, room: str) -> None:
    doing = {
        "app_mention": app.slack.people.mention("status", channel=room),
        "message.im": app.slack.people.direct("status"),
        "app_home_opened": app.slack.people.opens_home(),
    }
    assert set(EVENTS) == set(doing)
    for number, done in enumerate(doing.values(), start=1):
        await done
        await app.front.drain()
        assert len(app.secretary.asked) == number


# people of other organisations (Slack Connect)


async def test_somebody_of_another_workspace_is_who_they_are(app: App, room: str) -> None:
    guest = app.slack.state.person("U0GJEST", "T0AWAY")
    app.slack.state.channels[room].members.add(guest)
    await app.slack.people.mention("status", guest, room)
    await app.front.drain()
    await app.slack.people.press("Nytt møte", guest)
    await app.slack.people.submit({"Dato": "15. april"}, guest)
    assert {str(asked.account) for asked in app.secretary.asked} == {"slack:T0AWAY:U0GJEST"}
    assert {asked.room.workspace for asked in app.secretary.asked[:1]} == {"T0HOME"}


# the edge


async def test_a_bad_signature_is_turned_away(app: App, capsys: pytest.CaptureFixture[str]) -> None:
    for body in ("command=%2Fsamhandling&text=status&token=hemmelig", '{"type": "url_verification"', "\x00"):
        answer = await app.slack.post(body, {"X-Slack-Signature": "v0=00", "X-Slack-Request-Timestamp": "1"})
        assert answer.status in {400, 401}
    assert not app.secretary.asked
    assert "hemmelig" not in "".join(capsys.readouterr())


@pytest.mark.parametrize("stamp", ["i går", "", "-1", "1e9", "9" * 5000])
async def test_a_time_that_is_none_is_turned_away(app: App, stamp: str) -> None:
    answer = await app.slack.post("command=x", {"X-Slack-Signature": "v0=00", "X-Slack-Request-Timestamp": stamp})
    assert answer.status == 401
    assert not app.secretary.asked


async def test_slack_finds_its_address_and_health_is_told(app: App) -> None:
    answer = await app.slack.send("events_api", {"type": "url_verification", "challenge": "c1"})
    assert json.loads(json.dumps(answer.payload)) == {"challenge": "c1"}
    health = app.slack._http.replace("/slack/events", "/healthz")
    async with aiohttp.ClientSession() as session, session.get(health) as told:
        assert (told.status, await told.text()) == (200, "ok")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("events_api", {"type": "event_callback", "event": {"type": "reaction_added", "user": "U1"}}),
        ("events_api", {"type": "event_callback", "event": {"type": "message", "channel_type": "channel"}}),
        ("interactive", {"type": "shortcut", "callback_id": "x", "user": {"id": "U1"}}),
        ("interactive", {"type": "view_closed", "view": {"callback_id": "x"}, "user": {"id": "U1"}}),
        ("interactive", {"type": "view_submission", "view": {"type": "modal", "callback_id": "x"}, "user": {}}),
        ("interactive", {"type": "block_actions", "actions": [{"action_id": "x"}], "user": {"id": "U1"}}),
        ("slash_commands", {"command": "/annet", "user_id": "U1"}),
    ],
)
async def test_what_nobody_listens_for_is_acknowledged_quietly(
    app: App, caplog: pytest.LogCaptureFixture, kind: str, body: dict[str, object]
) -> None:
    assert (await app.slack.send(kind, {"team_id": "T1", **body})).status == 200
    assert not caplog.records


async def test_too_large_a_request_is_turned_away(app: App) -> None:
    assert (await app.slack.post("x" * 1_000_001, {})).status == 413

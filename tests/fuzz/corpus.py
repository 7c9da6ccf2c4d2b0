"""What is mutated: every command's examples in every language, and what each chat sends."""

import json
from collections.abc import Callable
from itertools import chain
from random import Random
from typing import Any

from bot.slack.manifest import COMMAND
from bot.slack.modals import CALLBACK
from bot.slack.render import ACTION
from handlers.commands import REGISTRY
from handlers.texts import LANGUAGES, say

Json = dict[str, Any]

NASTY = (
    "", " ", "\n", "\x00", "\x1b[2J", "\u202e", "\u200b", "\ufeff", "\ud83d\ude00", "ﷺ", "İ", "ß",
    "a\u0315\u0300" * 40, "\ud800",
    "«", "»", '"', "'", "\\", "`", "<", ">", "&", "<@U|", "<at>", "&#99999999999;", "{", "}", "{ $x }", "%s",
    "${x}",
    "'; DROP TABLE audit; --", "=1+1", "../..", "http://x", "<https://x|y>", "999999999999999999999", "-1",
    "0", "1e999",
    "O-0", "O-999999999999", "V-0/00", "99/99", "T99.99", "M0", "v99999999999", "31.2.2027", "29.2.2027",
    "0.0", "uke 54",
    "2027-99-99", "24:60", "kl. 99", "1.1.0001", "31.12.9999", "innen", "til", "og", "bekreft", "; ", ": ",
    ",", ": \": \"",
    "vår", "høst", "Agder", "Møre og Romsdal", "KS", "Siva", "N-2027-V", "R42-2027-V", "neste fredag", "i går",
    "å", "A" * 400,
    "innen " * 60, '": "' * 90, "(" * 300, "[](" * 90, "\u00a0", "\u2028", "null", "NaN", "true", "🏳️‍🌈",
)  # fmt: skip
WHO = ("ks", "ks:leader", "agder", "agder:leader", "siva", "midtvik", "forskningsradet", "nobody", "")


def draws(seed: int) -> Random:
    """What decides what is drawn: the same for the same seed."""
    return Random(seed)  # noqa: S311 - nothing secret


def examples() -> list[str]:
    """Every example of every command, in every language, and every name there is for one."""
    found = dict.fromkeys(
        example
        for command in REGISTRY.commands
        for language in LANGUAGES
        for example in (*say(language, command.usage).split(" · "), command.name, *command.aliases, *command.spoken)
    )
    return list(found)


def mutated(draw: Random, line: str, others: list[str]) -> str:
    """The line, changed in up to four places."""
    for _ in range(draw.randint(1, 4)):
        line = draw.choice(_CHANGES)(draw, line, others)
    return line[:30_000]


def _cut(draw: Random, line: str, put: str) -> str:
    """Something in the place of a few characters, or between two."""
    begin = draw.randint(0, len(line))
    return line[:begin] + put + line[begin + draw.randint(0, 8) :]


def _again(draw: Random, line: str, _others: list[str]) -> str:
    begin = draw.randint(0, len(line))
    return line[:begin] + line[begin : begin + 8] * draw.choice((2, 3, 40)) + line[begin:]


def _shuffled(draw: Random, line: str, _others: list[str]) -> str:
    words = line.split(" ")
    draw.shuffle(words)
    return " ".join(words)


def _long(draw: Random, line: str, _others: list[str]) -> str:
    return line + draw.choice(NASTY) * draw.choice((50, 800)) if draw.random() < 0.02 else line


_CHANGES: tuple[Callable[[Random, str, list[str]], str], ...] = (
    lambda draw, line, _: _cut(draw, line, draw.choice(NASTY)),
    lambda draw, line, _: _cut(draw, line, draw.choice(NASTY)),
    lambda draw, line, _: _cut(draw, line, ""),
    lambda draw, line, others: _cut(draw, line, draw.choice(others)),
    lambda draw, line, others: f"{line} {draw.choice(others)}",
    lambda draw, line, _: "".join(char.upper() if draw.random() < 0.3 else char for char in line),
    _again,
    _shuffled,
    _long,
)


def fields(draw: Random, others: list[str]) -> dict[str, str]:
    """A form's fields, now and then: names that forms have, with anything in them."""
    if draw.random() < 0.8:
        return {}
    names = ("text", "due", "owner", "date", "place", "title", "reason", "decision", "notes", "role", "organisation")
    return {name: mutated(draw, draw.choice(others), others) for name in draw.sample(names, draw.randint(1, 4))}


# ---- payloads


def slack(line: str) -> list[Json]:
    """One of each kind that Slack sends, with a line where there is one."""
    user = {"id": "U0ANNA", "name": "anna", "team_id": "T0HOME"}
    frame: Json = {"token": "t", "team_id": "T0HOME", "api_app_id": "A1"}
    values = {
        "field:text": {"value": {"type": "plain_text_input", "value": line}},
        "field:due": {"value": {"value": None}},
    }
    view = {
        "id": "V1", "hash": "h", "type": "modal", "callback_id": CALLBACK, "state": {"values": values},
        "private_metadata": json.dumps(
            {"line": line[:500], "language": "nb", "channel": "C1", "thread": "", "direct": False}
        ),
        "blocks": [{"type": "input", "block_id": "field:text"}, {"type": "section", "block_id": "b"}],
    }  # fmt: skip
    action = {"action_id": f"{ACTION}1", "block_id": "b", "type": "button", "value": line, "action_ts": "1.0"}
    pressed = {"team": {"id": "T0HOME"}, "user": user, "channel": {"id": "C1", "name": "rom"}, "trigger_id": "t1"}
    said = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U0ANNA", "team": "T0HOME", "text": line}
    asked = [{"team_id": "T0HOME", "user_id": "U0BOT", "is_bot": True}]

    def event(inner: Json) -> Json:
        return {**frame, "type": "event_callback", "event_id": "Ev1", "authorizations": asked, "event": inner}

    return [
        {
            **frame, "command": COMMAND, "text": line, "user_id": "U0ANNA", "user_name": "anna", "channel_id": "C1",
            "channel_name": "rom", "trigger_id": "t1", "response_url": "https://hooks.slack.com/x",
        },
        {
            **pressed, "type": "block_actions", "actions": [action], "response_url": "https://hooks.slack.com/x",
            "container": {"channel_id": "C1", "is_ephemeral": True}, "message": {"ts": "1.0"},
        },
        {**pressed, "type": "view_submission", "view": view},
        {**pressed, "type": "view_closed", "view": view},
        {**pressed, "type": "block_suggestion", "action_id": "a", "block_id": "b", "value": line},
        {**pressed, "type": "shortcut", "callback_id": "x"},
        event(said),
        event({**said, "type": "app_mention", "channel": "C1", "text": f"<@U0BOT> {line}", "thread_ts": "1.0"}),
        event({"type": "app_home_opened", "user": "U0ANNA", "tab": "home", "channel": "D1"}),
        event({**said, "subtype": "message_changed", "message": {"user": "U0ANNA", "text": line}}),
        {"type": "url_verification", "challenge": line, "token": "t"},
    ]  # fmt: skip


def teams(line: str) -> list[Json]:
    """One of each kind that Teams sends."""
    tenant, service = "72f00000-0000-4000-8000-000000000001", "https://smba.example/teams/"
    base: Json = {
        "id": "1", "timestamp": "2026-11-23T08:00:00Z", "serviceUrl": service, "channelId": "msteams",
        "locale": "nb-NO",
        "from": {"id": "29:anna", "name": "Anna", "aadObjectId": "11111111-0000-4000-8000-000000000001"},
        "conversation": {"conversationType": "personal", "tenantId": tenant, "id": "a:1"},
        "recipient": {"id": "28:bot", "name": "Samhandling"}, "channelData": {"tenant": {"id": tenant}},
    }  # fmt: skip
    mention = {"type": "mention", "mentioned": {"id": "28:bot", "name": "Samhandling"}, "text": "<at>Samhandling</at>"}
    other = {"type": "mention", "mentioned": {"id": "29:bo", "name": "Bo"}, "text": "<at>Bo</at>"}
    room = {"isGroup": True, "conversationType": "channel", "tenantId": tenant, "id": "19:a@thread;messageid=1"}
    team = {
        **base["channelData"],
        "team": {"id": "19:t", "name": "Team"},
        "channel": {"id": "19:a@thread", "name": "R"},
    }
    form = {"line": line, "fields": ["text", "due"], "language": "nb", "field:text": line, "field:due": "fredag"}

    def invoke(name: str, value: Json) -> Json:
        return {**base, "type": "invoke", "name": name, "value": value, "replyToId": "7"}

    def action(verb: str, data: Json) -> Json:
        return invoke("adaptiveCard/action", {"action": {"type": "Action.Execute", "verb": verb, "data": data}})

    return [
        {**base, "type": "message", "text": line},
        {
            **base, "type": "message", "text": f"<at>Samhandling</at> {line} <at>Bo</at>", "entities": [mention, other],
            "conversation": room, "channelData": team,
        },
        action("line", {"line": line, "page": 1}),
        action("inline", {"line": line, "source": "outbox", "page": 2}),
        action("form", form),
        action("cancel", form),
        invoke("task/fetch", {"data": {"line": line}}),
        invoke("task/submit", {"data": form}),
        {**base, "type": "installationUpdate", "action": "add", "conversation": room, "channelData": team},
        {**base, "type": "conversationUpdate", "membersAdded": [{"id": "28:bot"}], "channelData": team},
        {**base, "type": "conversationUpdate", "channelData": {**team, "eventType": "channelDeleted"}},
        {**base, "type": "messageReaction"},
    ]  # fmt: skip


def odd(draw: Random, line: str) -> Any:
    """Something that doesn't belong where it will stand."""
    return draw.choice(
        (None, True, 0, -1, 10**30, 1.5, "", line, [], {}, [[]], [None], {"id": None}, {"id": 7}, draw.choice(NASTY))
    )


def changed(draw: Random, payload: Json, line: str) -> Json:
    """The payload with up to three of its parts replaced, gone, doubled or wrapped."""
    found: Json = json.loads(json.dumps(payload))
    for _ in range(draw.randint(0, 3)):
        places = list(_places(found))
        inside, key = draw.choice(places)
        match draw.randrange(4):
            case 0:
                inside[key] = odd(draw, line)
            case 1:
                del inside[key]
            case 2:
                inside[key] = [inside[key], inside[key]]
            case 3:
                inside[key] = {"id": inside[key]}
        if not found:
            break
    return found


def _places(value: Any) -> list[tuple[Any, Any]]:
    keys: Any = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [*((value, key) for key in keys), *chain.from_iterable(_places(value[key]) for key in keys)]


def spoilt(draw: Random, body: bytes) -> bytes:
    """Bytes that are seldom what they were."""
    if draw.random() > 0.1 or not body:
        return body
    at = draw.randrange(len(body))
    pieces = (b"", b"\xff", b"\x00", b'"', b"{", b"}", b"NaN", b"1e999", b"9" * 5000, b"[" * 5000, body)
    return body[:at] + draw.choice(pieces) + body[at + draw.randint(0, 3) :]

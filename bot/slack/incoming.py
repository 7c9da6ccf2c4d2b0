"""What Slack sends, as an Invocation: who, where, and the words as they were meant."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.slack.manifest import COMMAND
from bot.slack.modals import Place, SubmittedModal
from domain.accounts import Account, Address, display_name
from handlers.core.invocation import Invocation

PLATFORM = "slack"
Body = Mapping[str, Any]
Context = Mapping[str, Any]

_ENTITY = re.compile(r"<([@#!][^<>|]*|(?:https?|mailto|tel):[^<>|]*)(?:\|([^<>]*))?>")
_MENTION = re.compile(r"<@([^<>|]*)(?:\|[^<>]*)?>")
_GRANTING = re.compile(r"\s*rol", re.IGNORECASE)
"""How a line about roles begins (`handlers/people`), the only kind that needs to know which account is meant."""
_COMMAND = re.compile(rf"^\s*{re.escape(COMMAND)}\b", re.IGNORECASE)
_QUIET = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u200b": None, "\ufeff": None, "\u2060": None}
    | dict.fromkeys("“”„‟", '"')
    | dict.fromkeys("‘’‚‛", "'")
)


def words(text: str) -> str:
    """Slack's text as plain words: mentions and links by name, no entities, straight quotes, ordinary spaces.

    A person is «@kari», and on a line about roles «@kari (U123456)»: a role belongs to an account, not to a name.
    """
    named = _with_account if _GRANTING.match(text) else _named
    return _unescaped(_ENTITY.sub(named, text)).translate(_QUIET).strip()


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _named(found: re.Match[str]) -> str:
    target, label = found.group(1), found.group(2)
    if target.startswith(("@", "!")):
        name = display_name(label or "") or target[1:].removeprefix("subteam^").removeprefix("date^")
        return name if name.startswith("@") else f"@{name}"
    if target.startswith("#"):
        return f"#{label or target[1:]}"
    return label or target.removeprefix("mailto:").removeprefix("tel:")


def _with_account(found: re.Match[str]) -> str:
    name, target = _named(found), found.group(1)
    return f"{name} ({target[1:]})" if target.startswith("@") and name != target else name


def addressed(text: str, bot_user: str) -> str:
    """The words of a message to the bot, without the mention of it, and without a slash command typed as text."""
    if bot_user:
        text = _MENTION.sub(lambda found: " " if found[1] == bot_user else found[0], text)
    return words(_COMMAND.sub("", text))


def _account(context: Context, body: Body, name: str = "") -> Account:
    """The person by their own workspace, which in Slack Connect is not always the one the app is installed in.

    A button's or a form's sender names their team themselves; Bolt's `actor_team_id` would there be the team of the
    installation (`view.app_installed_team_id`).
    """
    sender = body.get("user")
    actors_team, apps_team = context.get("actor_team_id"), context.get("team_id")
    if isinstance(sender, Mapping):
        workspace = _first(sender.get("team_id"), actors_team, apps_team)
        return Account(PLATFORM, workspace, sender["id"], _first(name, sender.get("name")))
    event: Body = body.get("event") or {}
    workspace = _first(actors_team, event.get("user_team"), event.get("team"), apps_team)
    user = _first(context.get("actor_user_id"), context.get("user_id"), event.get("user"))
    return Account(PLATFORM, workspace, user, name)


def _first(*said: str | None) -> str:
    """The first that is said at all; empty when none is."""
    return next((one for one in said if one), "")


def _room(context: Context, account: Account, place: Place) -> Address:
    """The room as the sender of messages knows it: a direct conversation goes by its person."""
    workspace = context.get("team_id") or account.workspace
    if place.direct or not place.channel:
        return Address(PLATFORM, workspace, account.user, direct=True)
    return Address(PLATFORM, workspace, place.channel)


def command_place(body: Body) -> Place:
    """Where a slash command was typed."""
    return Place(body.get("channel_id", ""), direct=body.get("channel_name") == "directmessage")


def action_place(body: Body) -> Place:
    """Where a button stands; no channel for the Home tab."""
    channel: Body = body.get("channel") or {}
    container: Body = body.get("container") or {}
    message: Body = body.get("message") or {}
    channel_id = channel.get("id") or container.get("channel_id") or ""
    thread = container.get("thread_ts") or message.get("thread_ts") or ""
    direct = channel.get("name") == "directmessage" or channel_id.startswith("D")
    return Place(channel_id, thread, direct=direct)


def event_place(event: Body) -> Place:
    """Where a message to the bot stands."""
    direct = event.get("channel_type") == "im"
    return Place(event.get("channel", ""), event.get("thread_ts", ""), direct=direct)


def command(context: Context, body: Body, at: datetime) -> Invocation:
    """A slash command, as the line typed after it."""
    account = _account(context, body, body.get("user_name", ""))
    return Invocation(
        words(body.get("text", "")),
        account,
        _room(context, account, command_place(body)),
        at,
        request_id=body.get("trigger_id", ""),
    )


def action(context: Context, body: Body, at: datetime) -> Invocation:
    """A press of a button, as the line the button carries."""
    pressed = body["actions"][0]
    account = _account(context, body)
    request_id = body.get("trigger_id") or f"{pressed.get('action_ts', '')}:{account.user}"
    line = _unescaped(pressed.get("value", ""))
    return Invocation(line, account, _room(context, account, action_place(body)), at, request_id=request_id)


def submission(context: Context, body: Body, sent: SubmittedModal, at: datetime) -> Invocation:
    """A modal sent in, as its line and fields."""
    view = body["view"]
    account = _account(context, body)
    return Invocation(
        sent.line,
        account,
        _room(context, account, sent.place),
        at,
        fields=sent.fields,
        request_id=f"{view['id']}:{view.get('hash', '')}",
    )


def event(context: Context, body: Body, line: str, at: datetime) -> Invocation:
    """A message to the bot, as the line found in it."""
    account = _account(context, body)
    place = event_place(body["event"])
    return Invocation(line, account, _room(context, account, place), at, request_id=body.get("event_id", ""))

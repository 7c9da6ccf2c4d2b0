"""What Slack sends over HTTP, from bytes to a payload that has the shape the listeners rely on.

First the signature, over the bytes as they came; only what is signed is read at all. What is no payload then is
refused with a word for the log, whoever signed it: nothing that comes in may end in a traceback.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from slack_sdk.signature import SignatureVerifier

from bot.slack import modals
from bot.slack.manifest import COMMAND
from bot.slack.render import ACTION
from bot.untrusted_json import cleaned, read_object

STAMP_DIGITS = 12
"""Seconds since 1970 have ten until the year 2286."""
FIELDS = 100
"""Fields of a form that Slack posts; a slash command has about fifteen."""

Payload = dict[str, Any]
_ID = {"id": str}
_PERSON = {"id": str, "team_id": str, "name": str}
_SHAPE: dict[str, Any] = {
    **dict.fromkeys(
        (
            "type", "command", "text", "token", "trigger_id", "response_url", "team_id", "enterprise_id", "user_id",
            "user_name", "channel_id", "channel_name", "event_id", "callback_id", "context_team_id",
            "context_enterprise_id", "action_id", "block_id",
        ),
        str,
    ),
    "team": {"id": str, "enterprise_id": str},
    "enterprise": _ID,
    "user": _PERSON,
    "channel": {"id": str, "name": str},
    "container": {"channel_id": str, "thread_ts": str, "message_ts": str, "type": str},
    "message": {"thread_ts": str, "ts": str, "user": str},
    "authorizations": [{"enterprise_id": str, "team_id": str, "user_id": str}],
    "actions": [{"action_id": str, "block_id": str, "type": str, "value": str, "action_ts": str}],
    "event": {
        **dict.fromkeys(
            (
                "type", "subtype", "text", "user", "team", "user_team", "channel", "channel_type", "ts", "thread_ts",
                "tab", "bot_id", "team_id", "enterprise_id", "enterprise", "user_id",
            ),
            str,
        ),
        "message": {"user": str},
        "previous_message": {"user": str},
        "channel_id": str,
    },
    "view": {
        "id": str,
        "hash": str,
        "callback_id": str,
        "private_metadata": str,
        "team_id": str,
        "app_installed_team_id": str,
        "type": str,
        "blocks": [{"type": str, "block_id": str}],
        "state": {"values": dict},
    },
}  # fmt: skip
"""Name → what stands there, wherever anything does: text, an object of its own, a list of such. Nothing (null) may."""
_BOLTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "block_actions": (("actions",),),
    "view_submission": (("view", "type"), ("view", "callback_id")),
    "view_closed": (("view", "callback_id"),),
}
"""Type of payload → what Bolt looks at to find who listens for it, without asking whether it is there."""
_NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "block_actions": (("user", "id"), ("actions",)),
    "view_submission": (("user", "id"), ("view", "id"), ("view", "blocks"), ("view", "state", "values")),
    "event_callback": (("event", "type"),),
    "command": (("user_id",), ("response_url",)),
}
"""Kind of payload that we listen for → what must be there."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A request as it came: the bytes, and what it is signed with."""

    body: bytes
    stamp: str
    signature: str

    def signed_by(self, secret: str) -> bool:
        """Whether Slack has signed it with this secret, within the last five minutes."""
        could_be = self.stamp.isascii() and self.stamp.isdecimal() and len(self.stamp) <= STAMP_DIGITS
        if not (could_be and self.signature.isascii() and secret):
            return False
        try:
            return SignatureVerifier(secret).is_valid(self.body, self.stamp, self.signature)
        except UnicodeDecodeError:  # Slack sends nothing but UTF-8
            return False


def read_payload(body: bytes) -> Payload | None:
    """The payload of a signed body, JSON or a form; None: there is none of the shape that is relied on."""
    text = body.decode()
    found: Payload | None
    if text.lstrip().startswith(("{", "[")):
        found = read_object(text)
    else:
        try:
            pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS)
        except ValueError:
            return None
        form = dict(pairs)
        found = read_object(form["payload"]) if "payload" in form else cleaned(form)
    return found if found is not None and is_well_formed(found) else None


def read_already(payload: object) -> Payload | None:
    """The payload of what somebody else has made of the bytes (Socket Mode); None: there is none, as above."""
    try:
        return cleaned(payload) if isinstance(payload, dict) and is_well_formed(payload) else None
    except ValueError:  # too deep
        return None


def is_well_formed(payload: object) -> bool:
    """Whether a payload has the shape the listeners rely on, over whichever way it came."""
    if not isinstance(payload, dict) or not _fits(payload, _SHAPE):
        return False
    asked = str(payload.get("type"))
    if not all(_says(payload, names) for names in _BOLTS.get(asked, ())):
        return False
    if asked == "block_actions" and not all(one.get("action_id") for one in payload["actions"]):
        return False
    kind = _listened_for(payload)
    if not all(_says(payload, names) for names in _NEEDED.get(kind, ())):
        return False
    return kind != "view_submission" or modals.is_ours(payload["view"])


def _listened_for(payload: Payload) -> str:
    """The kind of what a listener of ours takes; empty for what is merely acknowledged."""
    if payload.get("command") == COMMAND:
        return "command"
    kind = str(payload.get("type"))
    if kind == "block_actions":
        actions = payload.get("actions") or [{}]
        return kind if (actions[0].get("action_id") or "").startswith(ACTION) else ""
    if kind == "view_submission":
        return kind if (payload.get("view") or {}).get("callback_id") == modals.CALLBACK else ""
    return kind


def _fits(value: object, shape: Any) -> bool:
    if value is None:
        return True
    if isinstance(shape, type):
        return isinstance(value, shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(one is not None and _fits(one, shape[0]) for one in value)
    if not isinstance(value, Mapping):
        return False
    return all(_fits(value.get(name), inner) for name, inner in shape.items())


def _says(payload: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    value: Any = payload
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value is not None and value != []

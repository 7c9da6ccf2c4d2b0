"""What the Slack stand-in knows: rooms, messages, triggers, views; and the Web API's answers over them.

Everything is behind one condition, so that threads may read, and wait for, what another thread's server changes.
"""

import copy
import itertools
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.slack_standin.limits import message_faults, view_faults

Json = dict[str, Any]

TEAM, BOT_USER, BOT_ID, APP = "T0HOME", "U0BOT", "B0BOT", "A0APP"
BOT_TOKEN, APP_TOKEN, SIGNING_SECRET = "xoxb-standin-token", "xapp-standin-token", "standin-signing-secret"


@dataclass(frozen=True)
class Workspace:
    """A workspace and its own app: what Slack calls them, and the app's secrets."""

    team: str = TEAM
    name: str = "Hjemme"
    bot_user: str = BOT_USER
    bot_id: str = BOT_ID
    app: str = APP
    bot_token: str = BOT_TOKEN
    app_token: str = APP_TOKEN
    signing_secret: str = SIGNING_SECRET

    @property
    def author(self) -> Json:
        """Whose the app's messages are."""
        return {"user": self.bot_user, "bot_id": self.bot_id}


HOME = Workspace()
AWAY = Workspace(
    "T0AWAY", "Borte", "U0BOTTO", "B0BOTTO", "A0APPTO",
    "xoxb-standin-token-too", "xapp-standin-token-too", "standin-signing-secret-too",
)  # fmt: skip
"""Another one, with people and rooms of its own; their ids may be the same."""

ACK_SECONDS = 3
"""How long Slack waits for an acknowledgement (docs.slack.dev/interactivity/handling-user-interaction)."""

TRIGGER_SECONDS = 3
URL_USES, URL_SECONDS = 5, 30 * 60


class ApiError(Exception):
    """An answer with `ok: false`."""

    def __init__(self, error: str, *why: str) -> None:
        super().__init__(error, *why)
        self.error = error
        self.why = list(why)


@dataclass
class Channel:
    """A room; a direct conversation has kind `im` and its person as a member beside the bot."""

    id: str
    name: str
    kind: str = "channel"
    members: set[str] = field(default_factory=set)
    archived: bool = False
    messages: list[Json] = field(default_factory=list)


@dataclass
class Ephemeral:
    """A message that one person sees."""

    user: str
    channel: str
    message: Json


@dataclass
class _Url:
    expires: float
    user: str
    channel: str
    target: Json | None
    uses: int = URL_USES


class State:
    """A workspace with one app. clock: epoch seconds, movable; message ids come from it. beside: another workspace.

    Without a clock of the test's, time stands still: nothing is late because the machine is slow.
    """

    def __init__(
        self, clock: Callable[[], float] | None = None, workspace: Workspace = HOME, beside: "State | None" = None
    ) -> None:
        self.workspace = workspace
        self.clock = clock or partial(float, time.time_ns() // 10**9)
        self.changed: threading.Condition = beside.changed if beside else threading.Condition(threading.RLock())
        self.channels: dict[str, Channel] = {}
        self.teams: dict[str, str] = {}
        self.ephemerals: list[Ephemeral] = []
        self.views: dict[str, Json] = {}
        self.typed: dict[str, dict[tuple[str, str], Json]] = {}  # what people have typed in their open modal
        self.homes: dict[str, Json] = {}
        self.calls: list[tuple[str, Json]] = []
        self.granted: list[str] = []  # the bot token's scopes, told beside each answer; none: nothing is told of them
        self.posts: Counter[str] = Counter()
        self.triggers: dict[str, tuple[float, str]] = {}
        self.urls: dict[str, _Url] = {}
        self.refused: list[str] = []
        self._numbers = itertools.count(1)
        self._last_ts = 0

    # what tests set up

    def channel(self, name: str, *members: str, bot: bool = True, archived: bool = False) -> str:
        """A new room; its id. bot: whether the app is a member."""
        with self.changed:
            channel_id = f"C0{name.upper().replace('-', '')}"
            everybody = {*members, self.workspace.bot_user} if bot else set(members)
            self.channels[channel_id] = Channel(channel_id, name, members=everybody, archived=archived)
            return channel_id

    def person(self, user: str, team: str = "") -> str:
        """Somebody, perhaps of another workspace (Slack Connect)."""
        with self.changed:
            self.teams[user] = team or self.workspace.team
            return user

    def team_of(self, user: str) -> str:
        return self.teams.get(user, self.workspace.team)

    def direct(self, user: str) -> Channel:
        """The direct conversation between a person and the app."""
        with self.changed:
            channel_id = f"D0{user}"
            if channel_id not in self.channels:
                self.channels[channel_id] = Channel(channel_id, "directmessage", "im", {user, self.workspace.bot_user})
            return self.channels[channel_id]

    # ids and time

    def number(self) -> int:
        return next(self._numbers)

    def ts(self) -> str:
        """A message id: seconds with six decimals, never the same twice."""
        with self.changed:
            self._last_ts = max(self._last_ts + 1, int(self.clock() * 1e6))
            return f"{self._last_ts // 10**6}.{self._last_ts % 10**6:06d}"

    def trigger(self, user: str) -> str:
        """A trigger_id, good for one modal within three seconds."""
        with self.changed:
            trigger_id = f"{self.number()}.trigger.{user}"
            self.triggers[trigger_id] = (self.clock() + TRIGGER_SECONDS, user)
            return trigger_id

    def url(self, user: str, channel: str, target: Json | None = None) -> str:
        """The token of a response_url; target: the message it may replace."""
        with self.changed:
            token = f"url{self.number()}"
            self.urls[token] = _Url(self.clock() + URL_SECONDS, user, channel, target)
            return token

    # what people see

    def messages(self, channel: str) -> list[Json]:
        """A room's messages, oldest first; a person's id names their direct conversation."""
        with self.changed:
            room = self.channels.get(channel) or self.direct(channel)
            return copy.deepcopy(room.messages)

    def whispers(self, user: str) -> list[Json]:
        """The ephemeral messages a person sees, oldest first."""
        with self.changed:
            return copy.deepcopy([seen.message for seen in self.ephemerals if seen.user == user])

    def keys(self) -> list[str]:
        """The keys carried by all messages, in all rooms."""
        with self.changed:
            return [
                message["metadata"]["event_payload"]["key"]
                for room in self.channels.values()
                for message in room.messages
                if "metadata" in message
            ]

    # the Web API

    def call(self, method: str, token: str, asked: Json) -> Json:
        """The answer to one call, without `ok`. Raises ApiError."""
        with self.changed:
            self.calls.append((method, asked))
            run = getattr(self, "_" + method.replace(".", "_"), None)
            if run is None:
                raise ApiError("unknown_method")
            own = self.workspace
            if token != (own.app_token if method == "apps.connections.open" else own.bot_token):
                raise ApiError("invalid_auth" if token else "not_authed")
            try:
                answer: Json = run(asked)
            except ApiError as error:
                self.refused.append(": ".join((error.error, *error.why)))
                raise
            self.changed.notify_all()
            return answer

    def _apps_connections_open(self, _: Json) -> Json:
        return {}

    def _auth_test(self, _: Json) -> Json:
        own = self.workspace
        return {
            "team_id": own.team, "team": own.name, "user": "samhandling", "user_id": own.bot_user, "bot_id": own.bot_id
        }  # fmt: skip

    def _chat_postMessage(self, asked: Json) -> Json:  # noqa: N802 - Slack's name
        room = self._room(asked["channel"])
        message = self.checked(asked) | {
            "ts": self.ts(),
            "user": self.workspace.bot_user,
            "bot_id": self.workspace.bot_id,
            "type": "message",
        }
        for name in ("metadata", "client_msg_id", "thread_ts"):
            if name in asked:
                message[name] = asked[name]
        room.messages.append(message)
        return {"channel": room.id, "ts": message["ts"], "message": copy.deepcopy(message)}

    def _chat_postEphemeral(self, asked: Json) -> Json:  # noqa: N802 - Slack's name
        room = self._room(asked["channel"])
        if asked["user"] not in room.members:
            raise ApiError("user_not_in_channel")
        message = self.whisper(asked["user"], room.id, asked)
        return {"message_ts": message["ts"]}

    def whisper(self, user: str, channel: str, asked: Json) -> Json:
        """An ephemeral message, checked like any other."""
        message = self.checked(asked) | {"ts": self.ts(), "user": self.workspace.bot_user}
        if "thread_ts" in asked:
            message["thread_ts"] = asked["thread_ts"]
        self.ephemerals.append(Ephemeral(user, channel, message))
        return message

    def checked(self, asked: Json) -> Json:
        """The message's text and blocks with block ids, as Slack keeps them. Raises ApiError."""
        blocks, text = copy.deepcopy(asked.get("blocks") or []), asked.get("text") or ""
        faults = message_faults(blocks, text)
        if faults:
            error, why = faults[0].split(": ", 1)
            raise ApiError(error, why, *faults[1:])
        for block in blocks:
            block.setdefault("block_id", f"b{self.number()}")
        return {"text": text, "blocks": blocks}

    def _chat_update(self, asked: Json) -> Json:
        room = self._room(asked["channel"])
        for message in room.messages:
            if message["ts"] == asked["ts"]:
                if message.get("user") != self.workspace.bot_user:
                    raise ApiError("cant_update_message")
                message.update(self.checked(asked))
                if "metadata" in asked:  # left out, it stays as it was
                    message["metadata"] = asked["metadata"]
                return {"channel": room.id, "ts": message["ts"], "text": message["text"]}
        raise ApiError("message_not_found")

    def _conversations_history(self, asked: Json) -> Json:
        room = self._room(asked["channel"], writing=False)
        oldest, latest = float(asked.get("oldest", 0)), float(asked.get("latest") or 1e12)
        inclusive = asked.get("inclusive") in {True, "true", "1"}
        found = [
            message
            for message in reversed(room.messages)
            if oldest < float(message["ts"]) < latest or (inclusive and float(message["ts"]) in {oldest, latest})
        ]
        found = [message for message in found if "thread_ts" not in message]
        start, limit = int(asked.get("cursor") or 0), min(int(asked.get("limit") or 100), 999)
        page = copy.deepcopy(found[start : start + limit])
        if asked.get("include_all_metadata") not in {True, "true", "1"}:
            for message in page:
                message.pop("metadata", None)
        more = len(found) > start + limit
        cursor = str(start + limit) if more else ""
        return {"messages": page, "has_more": more, "response_metadata": {"next_cursor": cursor}}

    def _conversations_open(self, asked: Json) -> Json:
        user = asked.get("users") or ""
        if not user.startswith("U") or self.teams.get(user) == "gone":
            raise ApiError("user_not_found")
        return {"channel": {"id": self.direct(user).id}, "already_open": True}

    def _conversations_info(self, asked: Json) -> Json:
        room = self._room(asked["channel"], writing=False)
        return {"channel": {"id": room.id, "name": room.name, "is_im": room.kind == "im", "is_member": True}}

    def _views_open(self, asked: Json) -> Json:
        expires, user = self.triggers.pop(asked.get("trigger_id", ""), (None, ""))
        if expires is None:
            raise ApiError("invalid_trigger_id")
        if self.clock() > expires:
            raise ApiError("expired_trigger_id")
        return {"view": copy.deepcopy(self.opened(asked["view"], user))}

    def opened(self, view: Json, user: str, view_id: str = "") -> Json:
        """A modal in front of somebody, checked. Raises ApiError."""
        drawn = self._view(view) | {"id": view_id or f"V{self.number()}", "hash": f"h{self.number()}"}
        drawn |= {"user": user, "team_id": self.workspace.team, "app_installed_team_id": self.workspace.team}
        if not view_id:
            self.typed.pop(user, None)
        self.views[user] = drawn
        return drawn

    def _views_update(self, asked: Json) -> Json:
        """Another view in an open modal's place. Inputs with the same ids keep what was typed (bolt-js issue 290)."""
        user = next((user for user, view in self.views.items() if view["id"] == asked.get("view_id")), None)
        if user is None:
            raise ApiError("not_found")
        return {"view": copy.deepcopy(self.opened(asked["view"], user, asked["view_id"]))}

    def _view(self, view: Json) -> Json:
        faults = view_faults(view)
        if faults:
            raise ApiError("invalid_arguments", *faults)
        drawn = copy.deepcopy(view)
        for block in drawn["blocks"]:
            block.setdefault("block_id", f"b{self.number()}")
        return drawn

    def _views_publish(self, asked: Json) -> Json:
        self.homes[asked["user_id"]] = self._view(asked["view"]) | {"id": f"V{self.number()}"}
        return {"view": {}}

    def _room(self, channel: str, *, writing: bool = True) -> Channel:
        room = self.direct(channel) if channel.startswith("U") and writing else self.channels.get(channel)
        if room is None:
            raise ApiError("channel_not_found")
        if room.archived and writing:
            raise ApiError("is_archived")
        if self.workspace.bot_user not in room.members:
            raise ApiError("not_in_channel")
        return room

    # response_url

    def respond(self, token: str, asked: Json) -> tuple[int, str]:
        """The status and text a response_url answers with."""
        with self.changed:
            url = self.urls.get(token)
            if url is None or self.clock() > url.expires:
                return 404, "expired_url"
            if not url.uses:
                return 404, "used_url"
            url.uses -= 1
            try:
                self._respond(url, asked)
            except ApiError as error:
                self.refused.append(": ".join((error.error, *error.why)))
                return 400, error.error
            self.changed.notify_all()
            return 200, "ok"

    def _respond(self, url: _Url, asked: Json) -> None:
        if asked.get("replace_original") and url.target is not None:
            self._redraw(url.target["ts"], self.checked(asked))
        elif asked.get("response_type") == "in_channel":
            message = self.checked(asked) | {
                "ts": self.ts(),
                "user": self.workspace.bot_user,
                "bot_id": self.workspace.bot_id,
            }
            self.channels[url.channel].messages.append(message)
        else:
            self.whisper(url.user, url.channel, asked)

    def _redraw(self, ts: str, drawn: Json) -> None:
        everywhere = [seen.message for seen in self.ephemerals]
        everywhere += [message for room in self.channels.values() for message in room.messages]
        for message in everywhere:
            if message["ts"] == ts:
                message.update(drawn)

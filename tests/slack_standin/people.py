"""What people do in Slack, sent to the app as Slack sends it: over HTTP with a signature, or over Socket Mode."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode

from tests.slack_standin.state import SIGNING_SECRET, ApiError, Json, State

ANSWER_CHARACTERS = 20_000
"""What the acknowledgement of a submission may hold. Slack documents no number; a larger view must follow it."""


@dataclass(frozen=True)
class Answer:
    """What the app answered. seconds: from sending to having read it."""

    status: int
    payload: Json
    seconds: float = 0


@dataclass(frozen=True)
class Submitted:
    """A sent modal: closed, or errors by the fields' labels, or another view in its place."""

    closed: bool
    errors: dict[str, str] = field(default_factory=dict)
    view: Json | None = None


class Line(Protocol):
    """How requests reach the app."""

    async def send(self, kind: str, body: Json, retry: int | None = None) -> Answer:
        """kind: slash_commands, interactive or events_api. retry: Slack's count of this repetition."""
        ...


def signed(body: str, at: float, secret: str = SIGNING_SECRET) -> dict[str, str]:
    """The headers that prove a request comes from Slack."""
    stamp = str(int(at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def encoded(kind: str, body: Json) -> tuple[str, str]:
    """A request's body and content type, as Slack writes them."""
    if kind == "events_api":
        return json.dumps(body), "application/json"
    form = {"payload": json.dumps(body)} if kind == "interactive" else body
    return urlencode(form), "application/x-www-form-urlencoded"


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def buttons(drawn: Json) -> Iterator[tuple[Json, Json]]:
    """Each button of a message or view, with its block."""
    for block in drawn["blocks"]:
        elements = block.get("elements", ()) if block["type"] == "actions" else ()
        for element in (*elements, *([block["accessory"]] if "accessory" in block else ())):
            if element["type"] == "button":
                yield block, element


def texts(drawn: object) -> str:
    """All text of a message or view, in order, as people read it."""
    if isinstance(drawn, Mapping):
        own = [drawn["text"]] if isinstance(drawn.get("text"), str) and not drawn.get("blocks") else []
        return "".join([*own, *(texts(value) + "\n" for value in drawn.values() if isinstance(value, list | Mapping))])
    return "\n".join(map(texts, drawn)) if isinstance(drawn, list) else ""


class People:
    """People of a workspace, acting one at a time. Users not introduced with `state.person` belong to it."""

    def __init__(self, state: State, line: Line, base_url: str) -> None:
        self.state = state
        self.line = line
        self.workspace = state.workspace
        self._base_url = base_url

    def _url(self, token: str) -> str:
        return f"{self._base_url}/respond/{self.workspace.team}/{token}"

    async def command(self, typed: str, user: str = "U0ANNA", channel: str = "", trigger: str = "") -> Answer:
        """Types a slash command. channel: empty for the direct conversation with the app."""
        name, _, text = typed.partition(" ")
        room = self.state.channels[channel] if channel else self.state.direct(user)
        body = {
            "command": name,
            "text": escaped(text),
            "user_id": user,
            "user_name": user.removeprefix("U0").lower(),
            "team_id": self.workspace.team,
            "team_domain": self.workspace.name.lower(),
            "channel_id": room.id,
            "channel_name": room.name,
            "api_app_id": self.workspace.app,
            "is_enterprise_install": "false",
            "trigger_id": trigger or self.state.trigger(user),
            "response_url": self._url(self.state.url(user, room.id)),
        }
        answer = await self.line.send("slash_commands", body)
        self._acknowledged(answer.payload, user, room.id)
        return answer

    def _acknowledged(self, payload: Json, user: str, channel: str) -> None:
        """Shows what an acknowledgement of a command carries; refuses it as the Web API would."""
        if not payload:
            return
        with self.state.changed:
            if payload.get("response_type") == "in_channel":
                message = self.state.checked(payload) | {"ts": self.state.ts(), "user": self.workspace.bot_user}
                self.state.channels[channel].messages.append(message)
            else:
                self.state.whisper(user, channel, payload)
            self.state.changed.notify_all()

    async def press(self, label: str, user: str = "U0ANNA", nth: int = -1) -> Answer:
        """Presses the newest button with this label that the person sees (nth: another one), and waits for the ack."""
        seen = list(self._visible(user, label))
        if not seen:
            raise LookupError(f"{user} sees no button {label!r}")
        where, drawn, block, element = seen[nth]
        pressed = {
            "type": "button",
            "block_id": block["block_id"],
            "action_id": element["action_id"],
            "text": {**element["text"], "text": escaped(element["text"]["text"])},
            "value": element["value"],
            "action_ts": self.state.ts(),
        }
        body = self._interaction("block_actions", user) | {"actions": [pressed], "trigger_id": self.state.trigger(user)}
        if where == "home":
            body |= {"container": {"type": "view", "view_id": drawn["id"]}, "view": drawn}
            return await self.line.send("interactive", body)
        room, whisper = self.state.channels[where], drawn.get("whisper", False)
        container = {"type": "message", "message_ts": drawn["ts"], "channel_id": where, "is_ephemeral": whisper}
        if "thread_ts" in drawn:
            container["thread_ts"] = drawn["thread_ts"]
        body |= {"container": container, "channel": {"id": where, "name": room.name}}
        body |= {} if whisper else {"message": drawn}
        body["response_url"] = self._url(self.state.url(user, where, drawn))
        return await self.line.send("interactive", body)

    def _visible(self, user: str, label: str) -> Iterator[tuple[str, Json, Json, Json]]:
        """Where, in what, in which block: every such button in front of the person, oldest first."""
        with self.state.changed:
            shown: list[tuple[str, Json]] = []
            if user in self.state.homes:
                shown.append(("home", self.state.homes[user]))
            messages = [
                (seen.channel, {**seen.message, "whisper": True}) for seen in self.state.ephemerals if seen.user == user
            ]
            messages += [
                (room.id, message)
                for room in self.state.channels.values()
                if user in room.members
                for message in room.messages
            ]
            shown += sorted(messages, key=lambda pair: str(pair[1]["ts"]))
            for where, drawn in shown:
                for block, element in buttons(drawn):
                    if element["text"]["text"] == label:
                        yield where, drawn, block, element

    def _interaction(self, kind: str, user: str) -> Json:
        team = self.state.team_of(user)
        return {
            "type": kind,
            "team": {"id": team, "domain": self.workspace.name.lower()},
            "user": {"id": user, "name": user.removeprefix("U0").lower(), "team_id": team},
            "api_app_id": self.workspace.app,
            "is_enterprise_install": False,
            "enterprise": None,
        }

    async def submit(self, typed: Mapping[str, str], user: str = "U0ANNA") -> Submitted:
        """Fills in the fields named by their labels (choices by their options' labels, several with «, ») and sends.

        What was typed earlier in the same modal is still there, as in Slack.
        """
        view = self.state.views[user]
        kept = self.state.typed.setdefault(user, {})
        values: Json = {}
        for block in view["blocks"]:
            if block["type"] == "input":
                ids = (block["block_id"], block["element"]["action_id"])
                if block["label"]["text"] in typed or ids not in kept:
                    kept[ids] = _filled(block, typed)
                values[ids[0]] = {ids[1]: kept[ids]}
        unknown = set(typed) - {block["label"]["text"] for block in view["blocks"] if block["type"] == "input"}
        if unknown:
            raise LookupError(f"no field {unknown}")
        sent = {name: value for name, value in view.items() if name != "user"} | {"state": {"values": values}}
        body = self._interaction("view_submission", user) | {"view": sent, "response_urls": []}
        return self._after(view, user, (await self.line.send("interactive", body)).payload)

    def _after(self, view: Json, user: str, payload: Json) -> Submitted:
        action = payload.get("response_action")
        if action == "errors":
            labels = {block["block_id"]: block["label"]["text"] for block in view["blocks"] if block["type"] == "input"}
            return Submitted(
                closed=False, errors={labels[block_id]: why for block_id, why in payload["errors"].items()}
            )
        if action == "update" and len(json.dumps(payload)) > ANSWER_CHARACTERS:
            raise ApiError("trouble connecting", "a view too large for an acknowledgement (deno-slack-sdk issue 324)")
        if action == "update":
            return Submitted(closed=False, view=self.state.opened(payload["view"], user, view["id"]))
        if payload:
            raise ApiError("unknown response to a submission", str(payload))
        del self.state.views[user]
        return Submitted(closed=True)

    async def mention(self, text: str, user: str = "U0ANNA", channel: str = "", **more: Any) -> Answer:
        """Says something to the app in a room. more: thread_ts, event_id, retry (as in `event`)."""
        return await self.said(
            "app_mention", f"<@{self.workspace.bot_user}> {escaped(text)}", user, channel, "channel", **more
        )

    async def direct(self, text: str, user: str = "U0ANNA", **more: Any) -> Answer:
        """Says something to the app directly."""
        return await self.said("message", escaped(text), user, self.state.direct(user).id, "im", **more)

    async def said(self, kind: str, text: str, user: str, channel: str, channel_type: str, **more: Any) -> Answer:
        """An event about a message; its event keys (thread_ts, subtype, bot_id …) and event_id and retry in `more`."""
        outer = {name: more.pop(name) for name in ("event_id", "retry") if name in more}
        team, shared = self.state.team_of(user), self.state.team_of(user) != self.workspace.team
        event = {"type": kind, "user": user, "text": text, "ts": self.state.ts(), "channel": channel, "team": team}
        event |= {"user_team": team} if shared else {}
        event |= {"channel_type": channel_type} if kind == "message" else {}
        return await self.event(event | more, shared=shared, **outer)

    async def opens_home(self, user: str = "U0ANNA", **more: Any) -> Answer:
        """Opens the app's Home tab."""
        event = {"type": "app_home_opened", "user": user, "channel": self.state.direct(user).id, "tab": "home"}
        return await self.event(event, **more)

    async def event(self, event: Json, *, shared: bool = False, event_id: str = "", retry: int | None = None) -> Answer:
        """Any event. shared: from a room shared with another workspace. retry: Slack's repetition number."""
        own = self.workspace
        body = {
            "type": "event_callback",
            "team_id": own.team,
            "api_app_id": own.app,
            "event": event,
            "event_id": event_id or f"Ev{self.state.number()}",
            "event_time": int(self.state.clock()),
            "authorizations": [{"enterprise_id": None, "team_id": own.team, "user_id": own.bot_user, "is_bot": True}],
            "is_ext_shared_channel": shared,
        }
        return await self.line.send("events_api", body, retry)


def _filled(block: Json, typed: Mapping[str, str]) -> Json:
    """A field's state: what was typed or chosen, else what it was opened with."""
    element, label = block["element"], block["label"]["text"]
    kind = element["type"]
    if kind == "plain_text_input":
        value = typed.get(label, element.get("initial_value")) or None
        if value is None and not block.get("optional"):
            raise LookupError(f"Slack wants {label!r} filled in")
        return {"type": kind, "value": value}
    options = element.get("options") or [option for group in element["option_groups"] for option in group["options"]]
    by_label = {option["text"]["text"]: option for option in options}
    if kind == "static_select":
        chosen = by_label[typed[label]] if label in typed else element.get("initial_option")
        return {"type": kind, "selected_option": chosen}
    several = [by_label[name] for name in typed[label].split(", ")] if label in typed else None
    return {"type": kind, "selected_options": several if several is not None else element.get("initial_options", [])}
